//! Swift: a struct per resource, with an async method per operation.

use std::fmt::Write;

use crate::document::{Document, Field, Operation, Reply, Type};
use crate::swift::{Swift, comment, escaped, named};
use crate::swift_enums::emit_choice;
use crate::text::{HEADER, camel_case, pascal_case};

/// The resources, and what makes them out of a client.
pub fn emit(document: &Document, swift: &Swift) -> String {
    let mut out = format!("// {HEADER}\n\nextension Client {{\n");
    for (resource, _) in document.resources() {
        let class = pascal_case(resource);
        let _ = writeln!(out, "    /// The operations on {}.", resource.replace('_', " "));
        let _ =
            writeln!(out, "    public var {}: {class} {{ {class}(caller: caller) }}", camel_case(resource));
    }
    out.push_str("}\n");
    for (resource, operations) in document.resources() {
        for operation in &operations {
            emit_choices(&mut out, operation);
        }
        let _ = writeln!(out, "\n/// The operations of `client.{}`.", camel_case(resource));
        let _ = writeln!(out, "public struct {}: Sendable {{\n    let caller: Caller", pascal_case(resource));
        for operation in operations {
            emit_operation(&mut out, swift, operation);
        }
        out.push_str("}\n");
    }
    out
}

/// The choice that an argument is, or is a list of, when it has no name of its own.
fn choice(operation: &Operation, field: &Field) -> Option<(String, Vec<String>)> {
    let inner = match &field.kind {
        Type::List(inner) => inner,
        other => other,
    };
    let Type::Choice { values, .. } = inner else { return None };
    Some((format!("{}{}", pascal_case(&operation.method), pascal_case(&field.name)), values.clone()))
}

fn emit_choices(out: &mut String, operation: &Operation) {
    for field in &operation.arguments {
        if let Some((name, values)) = choice(operation, field) {
            let about =
                format!("What `{}` of `{}` can be.", camel_case(&field.name), camel_case(&operation.method));
            emit_choice(out, &name, &about, &values, &[]);
        }
    }
}

/// The type of an argument as it is declared.
fn declared(swift: &Swift, operation: &Operation, field: &Field) -> String {
    let spelt = match choice(operation, field) {
        Some((name, _)) if matches!(field.kind, Type::List(_)) => format!("[{name}]?"),
        Some((name, _)) => format!("{name}?"),
        None => swift.optional(&field.kind, operation.verb == "PATCH"),
    };
    if field.required { spelt.trim_end_matches('?').to_owned() } else { spelt }
}

fn emit_operation(out: &mut String, swift: &Swift, operation: &Operation) {
    let (path, rest) = operation.arguments.split_at(operation.in_path);
    let required = rest.iter().filter(|field| field.required);
    let arguments: Vec<&Field> =
        path.iter().chain(required).chain(rest.iter().filter(|field| !field.required)).collect();
    let mut parameters: Vec<String> = Vec::new();
    for (index, field) in arguments.iter().enumerate() {
        let label = if index == 0 && !path.is_empty() { "_ " } else { "" };
        let default = if field.required { "" } else { " = nil" };
        let kind = declared(swift, operation, field);
        parameters.push(format!("{label}{}: {kind}{default}", camel_case(&field.name)));
    }
    parameters.push("options: CallOptions = CallOptions()".to_owned());
    let method = camel_case(&operation.method);
    let name = format!("{}.{}", operation.resource, operation.method);
    let (reply, how) = match &operation.reply {
        Reply::Nothing => (String::new(), "send"),
        Reply::Bytes => (" -> Download".to_owned(), "download"),
        Reply::Value(kind @ Type::Union(members)) if members.contains(&Type::Null) => {
            (format!(" -> {}?", swift.spell(kind)), "callOptional")
        }
        Reply::Value(Type::Named(reply)) if reply.ends_with("WithRevision") => {
            (format!(" -> {}", named(reply)), "callRevisioned")
        }
        Reply::Value(kind) => (format!(" -> {}", swift.spell(kind)), "call"),
    };

    out.push('\n');
    document_call(out, &operation.docs, &arguments, "What ``SteersmanError`` tells.");
    signature(out, &method, &parameters, &format!(" async throws{reply}"));
    set_arguments(out, &arguments);
    let _ = writeln!(out, "        return try await caller.{how}(\"{name}\", arguments, options)\n    }}");

    if let Some(entry) = &operation.entry {
        out.push('\n');
        document_call(
            out,
            &format!("Every entry of `{method}`, fetched page by page as they are taken."),
            &arguments,
            "",
        );
        signature(out, &format!("{method}All"), &parameters, &format!(" -> Entries<{}>", swift.spell(entry)));
        set_arguments(out, &arguments);
        let _ = writeln!(out, "        return caller.all(\"{name}\", arguments, options)\n    }}");
    }
}

fn document_call(out: &mut String, docs: &str, arguments: &[&Field], throws: &str) {
    comment(out, "    ", docs);
    let documented: Vec<&&Field> = arguments.iter().filter(|field| !field.docs.is_empty()).collect();
    if !documented.is_empty() {
        out.push_str("    ///\n    /// - Parameters:\n");
        for field in documented {
            let docs = field.docs.replace('\n', " ");
            let _ = writeln!(out, "    ///   - {}: {docs}", camel_case(&field.name));
        }
    }
    if !throws.is_empty() {
        let _ = writeln!(out, "    /// - Throws: {throws}");
    }
}

fn signature(out: &mut String, method: &str, parameters: &[String], tail: &str) {
    let line = format!("    public func {method}({}){tail} {{", parameters.join(", "));
    if line.len() <= 118 {
        let _ = writeln!(out, "{line}");
    } else {
        let _ = writeln!(
            out,
            "    public func {method}(\n        {}\n    ){tail} {{",
            parameters.join(",\n        ")
        );
    }
}

fn set_arguments(out: &mut String, arguments: &[&Field]) {
    if arguments.is_empty() {
        out.push_str("        let arguments = Arguments()\n");
        return;
    }
    out.push_str("        var arguments = Arguments()\n");
    for field in arguments {
        let _ =
            writeln!(out, "        arguments.set(\"{}\", {})", field.name, escaped(&camel_case(&field.name)));
    }
}
