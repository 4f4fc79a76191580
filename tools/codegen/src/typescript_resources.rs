//! TypeScript: a class per resource, with a method per operation.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::document::{Document, Operation, Reply, Type};
use crate::forms::{Form, Forms};
use crate::text::{HEADER, camel_case, pascal_case};
use crate::typescript::{comment, emit_member, named, spell};

const PREAMBLE: &str = "\
import type { RequestOptions } from \"../options.js\";
import { Resource } from \"../resource.js\";
";

/// The classes.
///
/// # Panics
/// When two operations would have arguments of the same name.
pub fn emit(document: &Document, forms: &Forms) -> String {
    let mut types = BTreeSet::new();
    for operation in &document.operations {
        operation.arguments.iter().for_each(|field| mentioned(&field.kind, Form::Input, forms, &mut types));
        operation.entry.iter().for_each(|kind| mentioned(kind, Form::Output, forms, &mut types));
        if let Reply::Value(kind) = &operation.reply {
            mentioned(kind, Form::Output, forms, &mut types);
        }
    }
    let types: Vec<String> = types.into_iter().map(|name| format!("  {name},\n")).collect();
    let imports = format!("import type {{\n{}}} from \"./types.js\";\n", types.concat());
    let mut out = format!("// {HEADER}\n\n{PREAMBLE}{imports}");
    let mut names = BTreeSet::new();
    for (resource, operations) in document.resources() {
        for operation in &operations {
            assert!(names.insert(&operation.method), "{} is there twice", operation.method);
            emit_arguments(&mut out, operation, forms);
        }
        let class = pascal_case(resource);
        let _ = writeln!(out, "\n/** The operations of `client.{}`. */", camel_case(resource));
        let _ = write!(out, "export class {class} extends Resource {{");
        for operation in operations {
            emit_operation(&mut out, operation, forms);
        }
        out.push_str("}\n");
    }
    out
}

fn arguments_name(operation: &Operation) -> String {
    format!("{}Args", pascal_case(&operation.method))
}

/// The arguments that are named, as an interface.
fn emit_arguments(out: &mut String, operation: &Operation, forms: &Forms) {
    let named = &operation.arguments[operation.in_path..];
    if !named.is_empty() {
        let method = camel_case(&operation.method);
        let _ = writeln!(out, "\n/** What `{method}` can be given. */");
        let _ = writeln!(out, "export interface {} {{", arguments_name(operation));
        for field in named {
            emit_member(out, "  ", field, Form::Input, forms);
        }
        out.push_str("}\n");
    }
}

fn emit_operation(out: &mut String, operation: &Operation, forms: &Forms) {
    let (path, named) = operation.arguments.split_at(operation.in_path);
    let mut parameters: Vec<String> = path
        .iter()
        .map(|field| format!("{}: {}", camel_case(&field.name), spell(&field.kind, Form::Input, forms)))
        .collect();
    let mut given: Vec<String> = path.iter().map(|field| camel_case(&field.name)).collect();
    if !named.is_empty() {
        let optional = if named.iter().any(|field| field.required) { "" } else { "?" };
        parameters.push(format!("args{optional}: {}", arguments_name(operation)));
        given.insert(0, "...args".to_owned());
    }
    parameters.push("options?: RequestOptions".to_owned());
    let parameters = parameters.join(", ");
    let given = if given.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", given.join(", ")) };
    let method = camel_case(&operation.method);
    let name = format!("{}.{}", operation.resource, operation.method);
    let (reply, how) = match &operation.reply {
        Reply::Nothing => ("void".to_owned(), "call"),
        Reply::Bytes => ("ReadableStream<Uint8Array>".to_owned(), "download"),
        Reply::Value(kind) => (spell(kind, Form::Output, forms), "call"),
    };
    out.push('\n');
    comment(out, "  ", &operation.docs);
    let _ = writeln!(out, "  {method}({parameters}): Promise<{reply}> {{");
    let _ = writeln!(out, "    return this.{how}(\"{name}\", {given}, options);\n  }}");
    if let Some(entry) = &operation.entry {
        let entry = spell(entry, Form::Output, forms);
        out.push('\n');
        comment(out, "  ", &format!("Every entry of `{method}`, fetched page by page as they are taken."));
        let _ = writeln!(out, "  {method}All({parameters}): AsyncIterableIterator<{entry}> {{");
        let _ = writeln!(out, "    return this.all(\"{name}\", {given}, options);\n  }}");
    }
}

/// The names of the types that a type mentions.
fn mentioned(kind: &Type, form: Form, forms: &Forms, names: &mut BTreeSet<String>) {
    match kind {
        Type::Named(name) => drop(names.insert(named(name, form, forms))),
        Type::List(inner) | Type::Map(inner) => mentioned(inner, form, forms, names),
        Type::Union(members) => members.iter().for_each(|member| mentioned(member, form, forms, names)),
        _ => {}
    }
}
