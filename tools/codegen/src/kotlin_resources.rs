//! Kotlin: a class per resource, with a suspending function per operation.

use std::fmt::Write;

use crate::document::{Document, Field, Operation, Reply, Type};
use crate::kotlin::{Kotlin, comment, escaped};
use crate::text::{HEADER, camel_case, pascal_case};

const PREAMBLE: &str = "\
package dev.steersman

import dev.steersman.internal.Arguments
import dev.steersman.internal.Calls
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonElement
";

/// The resources, and what makes them out of a client.
pub fn emit(document: &Document, kotlin: &Kotlin) -> String {
    let mut out = format!(
        "// {HEADER}\n{PREAMBLE}\n/** The direct calls: every operation of the API, resource by resource. */\n"
    );
    out.push_str(
        "public abstract class Resources internal constructor() {\n    internal abstract val calls: Calls\n",
    );
    for (resource, _) in document.resources() {
        let class = pascal_case(resource);
        let _ = writeln!(out, "\n    /** The operations on {}. */", resource.replace('_', " "));
        let _ = writeln!(out, "    public val {}: {class} get() = {class}(calls)", camel_case(resource));
    }
    out.push_str("}\n");
    for (resource, operations) in document.resources() {
        let _ = writeln!(out, "\n/** The operations of `client.{}`. */", camel_case(resource));
        let _ = writeln!(
            out,
            "public class {} internal constructor(private val calls: Calls) {{",
            pascal_case(resource)
        );
        for operation in operations {
            emit_operation(&mut out, kotlin, operation);
        }
        out.push_str("}\n");
    }
    out
}

fn emit_operation(out: &mut String, kotlin: &Kotlin, operation: &Operation) {
    let (path, rest) = operation.arguments.split_at(operation.in_path);
    let required = rest.iter().filter(|field| field.required);
    let arguments: Vec<&Field> =
        path.iter().chain(required).chain(rest.iter().filter(|field| !field.required)).collect();
    let mut parameters: Vec<String> = Vec::new();
    for field in &arguments {
        let name = escaped(&camel_case(&field.name));
        if field.required {
            parameters.push(format!("{name}: {}", kotlin.spell(&field.kind)));
        } else {
            parameters
                .push(format!("{name}: {} = null", kotlin.optional(&field.kind, operation.verb == "PATCH")));
        }
    }
    parameters.push("options: CallOptions = CallOptions.DEFAULT".to_owned());
    let method = camel_case(&operation.method);
    let name = format!("{}.{}", operation.resource, operation.method);
    let (reply, how) = match &operation.reply {
        Reply::Nothing => ("Unit".to_owned(), "send"),
        Reply::Bytes => ("Download".to_owned(), "download"),
        Reply::Value(kind @ Type::Union(members)) if members.contains(&Type::Null) => {
            (format!("{}?", kotlin.spell(kind)), "callOptional")
        }
        Reply::Value(kind) => (kotlin.spell(kind), "call"),
    };
    document_call(out, &operation.docs, &arguments, true);
    signature(out, &format!("suspend fun {method}"), &parameters, &reply);
    call(out, how, &name, &arguments);
    if let Some(entry) = &operation.entry {
        let docs = format!("Every entry of [{method}], fetched page by page as they are taken.");
        document_call(out, &docs, &arguments, false);
        let entry = kotlin.spell(entry);
        signature(out, &format!("fun {method}All"), &parameters, &format!("Flow<{entry}>"));
        call(out, "all", &name, &arguments);
    }
}

fn call(out: &mut String, how: &str, name: &str, arguments: &[&Field]) {
    if arguments.is_empty() {
        let _ = writeln!(out, "        calls.{how}(\"{name}\", Arguments(), options)");
        return;
    }
    let _ = writeln!(out, "        calls.{how}(\n            \"{name}\",\n            Arguments().apply {{");
    for field in arguments {
        let _ =
            writeln!(out, "                set(\"{}\", {})", field.name, escaped(&camel_case(&field.name)));
    }
    let _ = writeln!(out, "            }},\n            options,\n        )");
}

fn signature(out: &mut String, head: &str, parameters: &[String], reply: &str) {
    let line = format!("    public {head}({}): {reply} =", parameters.join(", "));
    if line.len() <= 118 {
        let _ = writeln!(out, "{line}");
        return;
    }
    let _ = writeln!(out, "    public {head}(");
    for parameter in parameters {
        let _ = writeln!(out, "        {parameter},");
    }
    let _ = writeln!(out, "    ): {reply} =");
}

fn document_call(out: &mut String, docs: &str, arguments: &[&Field], throws: bool) {
    let mut text = docs.trim().to_owned();
    let mut tags = String::new();
    for field in arguments.iter().filter(|field| !field.docs.is_empty()) {
        let _ = write!(tags, "\n\n@param {} {}", camel_case(&field.name), field.docs.replace('\n', " "));
    }
    if throws {
        tags.push_str("\n\n@throws SteersmanException whatever goes wrong.");
    }
    text.push_str(&tags);
    out.push('\n');
    comment(out, "    ", &text);
}
