//! Python: the types that are read, those that are given, and the resources, synchronous and asynchronous.

use std::fmt::Write;

use serde_json::Value;

use crate::document::{Definition, Document, Field, Operation, Reply, Shape, Type};
use crate::forms::{Form, Forms};
use crate::text::{HEADER, pascal_case, wrapped};

const TYPES: &str = r#""""What comes from the service, as frozen objects. See `steersman.Model` for what they all can do."""

from __future__ import annotations

from ._light import TYPE_CHECKING
from ._model import Event, Model

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, Literal, TypeAlias
"#;

const INPUTS: &str = r#""""What is given to the service: plain dictionaries, described for type checkers, or the objects of `steersman.types`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from typing_extensions import Required

    from .types import *


class RequestOptions(TypedDict, total=False):
    """What can be said about one call.

    `timeout_in_seconds` bounds each attempt, `deadline_in_seconds` the whole call with its retries.
    """

    timeout_in_seconds: float
    deadline_in_seconds: float
    max_retries: int
    additional_headers: Mapping[str, str]
    additional_query_parameters: Mapping[str, Any]
    additional_body_parameters: Mapping[str, Any]
    chunk_size: int
"#;

const RESOURCES: &str = r#""""The direct calls: every operation of the API, resource by resource."""

from __future__ import annotations

from ._light import TYPE_CHECKING
from ._resource import OMIT, AsyncResource, Resource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any, Literal

    from .inputs import *
    from .types import *
"#;

/// The union of all events.
const EVENT: &str = "SessionEvent";

/// What comes from the service.
pub fn types(document: &Document, forms: &Forms) -> String {
    let mut out = format!("# {HEADER}\n{TYPES}");
    let mut names = Vec::new();
    let events = match &document.definition(EVENT).shape {
        Shape::Alias(kind) => members(kind),
        Shape::Object { .. } => Vec::new(),
    };
    for definition in &document.definitions {
        if forms.forms(definition).contains(&Form::Output) {
            let is_event = events.contains(&definition.name);
            out.push_str("\n\n");
            emit_definition(&mut out, definition, Form::Output, forms, is_event);
            names.push(own(&forms.name(&definition.name, Form::Output)));
        }
    }
    exports(&mut out, names);
    out
}

/// What is given to the service.
pub fn inputs(document: &Document, forms: &Forms) -> String {
    let mut out = format!("# {HEADER}\n{INPUTS}");
    let mut names = vec!["RequestOptions".to_owned()];
    for definition in &document.definitions {
        let has_own_name = forms.name(&definition.name, Form::Input) != definition.name;
        if forms.forms(definition).contains(&Form::Input) && has_own_name {
            out.push_str("\n\n");
            emit_definition(&mut out, definition, Form::Input, forms, false);
            names.push(forms.name(&definition.name, Form::Input));
        }
    }
    exports(&mut out, names);
    out
}

/// The resources.
pub fn resources(document: &Document, forms: &Forms) -> String {
    // What a call gives is made of JSON by its recipe; that it has this type is what is generated here.
    let mut out = format!("# {HEADER}\n# mypy: disable-error-code=\"no-any-return\"\n{RESOURCES}");
    let mut names = Vec::new();
    for (resource, operations) in document.resources() {
        for asynchronous in [false, true] {
            let prefix = if asynchronous { "Async" } else { "" };
            let name = format!("{prefix}{}", pascal_case(resource));
            let _ = writeln!(out, "\n\nclass {name}({prefix}Resource):");
            let _ = writeln!(out, "    \"\"\"`client.{resource}`: {} direct calls.\"\"\"", operations.len());
            for operation in &operations {
                emit_operation(&mut out, operation, asynchronous, forms);
            }
            names.push(name);
        }
    }
    exports(&mut out, names);
    out
}

pub(crate) fn exports(out: &mut String, mut names: Vec<String>) {
    names.sort();
    out.push_str("\n\n__all__ = [\n");
    for name in names {
        let _ = writeln!(out, "    \"{name}\",");
    }
    out.push_str("]\n");
}

/// The names in a union.
fn members(kind: &Type) -> Vec<String> {
    match kind {
        Type::Named(name) => vec![name.clone()],
        Type::Union(kinds) => kinds.iter().flat_map(members).collect(),
        _ => Vec::new(),
    }
}

/// The name in Python.
pub(crate) fn own(name: &str) -> String {
    if name == "TrajectoryEvent" { "UnknownEvent".to_owned() } else { name.to_owned() }
}

fn emit_definition(out: &mut String, definition: &Definition, form: Form, forms: &Forms, is_event: bool) {
    let name = own(&forms.name(&definition.name, form));
    match &definition.shape {
        Shape::Alias(kind) => {
            let _ = writeln!(out, "{name}: TypeAlias = '{}'", spell(kind, form, forms));
            docstring(out, "", &definition.docs);
        }
        Shape::Object { base, fields } => {
            let base = match (form, base) {
                (_, Some(base)) => own(&forms.name(base, form)),
                (Form::Input, None) => "TypedDict, total=False".to_owned(),
                (Form::Output, None) if is_event => "Event".to_owned(),
                (Form::Output, None) => "Model".to_owned(),
            };
            let _ = writeln!(out, "class {name}({base}):");
            docstring(out, "    ", &definition.docs);
            if form == Form::Output {
                emit_tables(out, fields);
            } else {
                out.push('\n');
            }
            for field in fields {
                // What all events have is typed in their base.
                if is_event && field.name != "data" {
                    continue;
                }
                let mut kind = spell(&field.kind, form, forms);
                match form {
                    Form::Input if field.required => kind = format!("Required[{kind}]"),
                    // What the service leaves out is `None` on the object, unless the contract says what it means.
                    Form::Output if !field.required && !field.has_default && !nullable(&field.kind) => {
                        kind.push_str(" | None");
                    }
                    _ => {}
                }
                let _ = writeln!(out, "    {}: {kind}", field.name);
                docstring(out, "    ", &field.docs);
            }
        }
    }
}

/// What the objects need to know of their fields when they run.
fn emit_tables(out: &mut String, fields: &[Field]) {
    let table = |entries: Vec<String>| if entries.is_empty() { None } else { Some(entries.join(", ")) };
    out.push_str("\n    __slots__ = ()\n");
    let kinds: Vec<String> =
        fields.iter().map(|field| format!("\"{}\": {}", field.name, recipe(&field.kind))).collect();
    let _ = writeln!(out, "    _fields = {{{}}}", table(kinds).unwrap_or_default());
    let defaults = fields.iter().filter_map(|field| {
        let default = match (&field.default, &field.kind) {
            (Value::Null, Type::List(_)) if field.has_default => "[]".to_owned(),
            (Value::Null, _) => return None,
            (value, _) => literal(value),
        };
        Some(format!("\"{}\": {default}", field.name))
    });
    if let Some(defaults) = table(defaults.collect()) {
        let _ = writeln!(out, "    _defaults = {{{defaults}}}");
    }
    let constants = fields.iter().filter_map(|field| match &field.kind {
        Type::Constant(value) => Some(format!("\"{}\": \"{value}\"", field.name)),
        _ => None,
    });
    if let Some(constants) = table(constants.collect()) {
        let _ = writeln!(out, "    _constants = {{{constants}}}");
    }
    out.push('\n');
}

/// How a value is made of JSON: a name, a list of one recipe, a dictionary of one, a tuple of alternatives, or nothing to do.
fn recipe(kind: &Type) -> String {
    match kind {
        Type::Time => "\"datetime\"".to_owned(),
        Type::Named(name) => format!("\"{}\"", own(name)),
        Type::List(inner) => match recipe(inner).as_str() {
            "None" => "[None]".to_owned(),
            inner => format!("[{inner}]"),
        },
        Type::Map(inner) => format!("{{\"\": {}}}", recipe(inner)),
        Type::Union(kinds) => {
            let mut recipes: Vec<String> =
                kinds.iter().map(recipe).filter(|recipe| recipe != "None").collect();
            match recipes.len() {
                0 => "None".to_owned(),
                1 => recipes.remove(0),
                _ => format!("({})", recipes.join(", ")),
            }
        }
        Type::Any
        | Type::Null
        | Type::Text
        | Type::Integer
        | Type::Number
        | Type::Boolean
        | Type::Constant(_)
        | Type::Choice { .. } => "None".to_owned(),
    }
}

/// JSON as Python writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Value::Object(object) => {
            let entries = object.iter().map(|(key, value)| format!("\"{key}\": {}", literal(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

fn emit_operation(out: &mut String, operation: &Operation, asynchronous: bool, forms: &Forms) {
    let (path, named) = operation.arguments.split_at(operation.in_path);
    let mut arguments = vec!["self".to_owned()];
    arguments.extend(path.iter().map(|field| argument(field, forms)));
    arguments.push("*".to_owned());
    let (required, optional): (Vec<&Field>, Vec<&Field>) = named.iter().partition(|field| field.required);
    arguments.extend(required.into_iter().chain(optional).map(|field| argument(field, forms)));
    arguments.push("request_options: RequestOptions | None = None".to_owned());
    let iterator = if asynchronous { "AsyncIterator" } else { "Iterator" };
    let list = arguments.join(", ");
    let given: Vec<String> =
        operation.arguments.iter().map(|field| format!("\"{0}\": {0}", field.name)).collect();
    let given = given.join(", ");
    let name = format!("{}.{}", operation.resource, operation.method);
    let method = &operation.method;
    let (keyword, reply, body) = match &operation.reply {
        Reply::Nothing => (
            "async def",
            "None".to_owned(),
            format!("self._call(\"{name}\", {{{given}}}, None, request_options)"),
        ),
        Reply::Bytes => (
            "def",
            format!("{iterator}[bytes]"),
            format!("self._bytes(\"{name}\", {{{given}}}, request_options)"),
        ),
        Reply::Value(kind) => (
            "async def",
            spell(kind, Form::Output, forms),
            format!("self._call(\"{name}\", {{{given}}}, {}, request_options)", recipe(kind)),
        ),
    };
    let call = match (asynchronous, &operation.reply) {
        (_, Reply::Bytes) | (false, Reply::Value(_)) => format!("return {body}"),
        (true, Reply::Value(_)) => format!("return await {body}"),
        (false, Reply::Nothing) => body,
        (true, Reply::Nothing) => format!("await {body}"),
    };
    let keyword = if asynchronous { keyword } else { "def" };
    let _ = writeln!(out, "\n    {keyword} {method}({list}) -> {reply}:");
    docstring(out, "        ", &with_arguments(operation));
    let _ = writeln!(out, "        {call}");
    if let Some(entry) = &operation.entry {
        let recipe = recipe(entry);
        let entry = spell(entry, Form::Output, forms);
        let _ = writeln!(out, "\n    def {method}_all({list}) -> {iterator}[{entry}]:");
        docstring(out, "        ", &format!("Every entry of `{method}`, page by page."));
        let _ = writeln!(out, "        return self._all(\"{name}\", {{{given}}}, {recipe}, request_options)");
    }
}

fn argument(field: &Field, forms: &Forms) -> String {
    let mut kind = spell(&field.kind, Form::Input, forms);
    if !field.required && !nullable(&field.kind) {
        kind.push_str(" | None");
    }
    let default = if field.required { "" } else { " = OMIT" };
    format!("{}: {kind}{default}", field.name)
}

fn with_arguments(operation: &Operation) -> String {
    let mut docs = operation.docs.clone();
    let explained: Vec<&Field> = operation.arguments.iter().filter(|field| !field.docs.is_empty()).collect();
    if !explained.is_empty() {
        docs.push_str("\n\nArgs:");
    }
    for field in explained {
        let _ = write!(docs, "\n    {}: {}", field.name, field.docs.replace('\n', " "));
    }
    docs
}

fn nullable(kind: &Type) -> bool {
    match kind {
        Type::Any | Type::Null => true,
        Type::Union(members) => members.contains(&Type::Null),
        _ => false,
    }
}

pub(crate) fn spell(kind: &Type, form: Form, forms: &Forms) -> String {
    match kind {
        Type::Any => "Any".to_owned(),
        Type::Null => "None".to_owned(),
        Type::Text => "str".to_owned(),
        Type::Time if form == Form::Input => "datetime | str".to_owned(),
        Type::Time => "datetime".to_owned(),
        Type::Integer => "int".to_owned(),
        Type::Number => "float".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Constant(value) => format!("Literal[\"{value}\"]"),
        Type::Choice { values, open, .. } => {
            let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
            let literal = format!("Literal[{}]", values.join(", "));
            if *open { format!("{literal} | str") } else { literal }
        }
        Type::List(inner) => {
            let list = if form == Form::Input { "Sequence" } else { "list" };
            format!("{list}[{}]", spell(inner, form, forms))
        }
        Type::Map(inner) => {
            let map = if form == Form::Input { "Mapping" } else { "dict" };
            format!("{map}[str, {}]", spell(inner, form, forms))
        }
        // What came from the service can be given to it as it is.
        Type::Named(name) if form == Form::Input && forms.is_both(name) => {
            format!("{} | {}", own(&forms.name(name, form)), own(name))
        }
        Type::Named(name) => own(&forms.name(name, form)),
        Type::Union(members) => {
            members.iter().map(|member| spell(member, form, forms)).collect::<Vec<_>>().join(" | ")
        }
    }
}

fn docstring(out: &mut String, indent: &str, docs: &str) {
    let docs = docs.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    let lines = wrapped(&docs, 118 - indent.len());
    match lines.as_slice() {
        [] => {}
        [line] if !line.ends_with('"') => drop(writeln!(out, "{indent}\"\"\"{line}\"\"\"")),
        lines => {
            let _ = writeln!(out, "{indent}\"\"\"{}", lines[0]);
            for line in &lines[1..] {
                let _ = writeln!(out, "{}", format!("{indent}{line}").trim_end());
            }
            let _ = writeln!(out, "{indent}\"\"\"");
        }
    }
}
