//! TypeScript: the types of requests and replies.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::document::{Definition, Document, Field, Shape, Type};
use crate::forms::{Form, Forms};
use crate::text::{HEADER, camel_case, wrapped};

const PREAMBLE: &str = "\
/**
 * A member of a union that this version does not know. The service may send new ones at any time; `raw` is what came.
 */
export type Unknown<Tag extends string> = { readonly [Key in Tag]: \"unknown\" } & { readonly raw: unknown };
";

/// The types of requests and replies.
pub fn types(document: &Document, forms: &Forms) -> String {
    let mut out = format!("// {HEADER}\n\n{PREAMBLE}");
    let rests = rests(document);
    // What stands for unknown members is `Unknown` here.
    for definition in document.definitions.iter().filter(|definition| !rests.contains(&definition.name)) {
        for form in forms.forms(definition) {
            out.push('\n');
            emit_definition(&mut out, document, definition, form, forms);
        }
    }
    out
}

fn emit_definition(
    out: &mut String,
    document: &Document,
    definition: &Definition,
    form: Form,
    forms: &Forms,
) {
    let name = named(&definition.name, form, forms);
    comment(out, "", &definition.docs);
    match &definition.shape {
        Shape::Alias(kind) => {
            let mut spelt = spell(kind, form, forms);
            if let (Form::Output, Some(union)) = (form, tagged(document, kind)) {
                let members: Vec<String> =
                    union.members.iter().map(|(_, name)| named(name, form, forms)).collect();
                spelt = format!("{} | Unknown<\"{}\">", members.join(" | "), camel_case(&union.tag));
            }
            let _ = writeln!(out, "export type {name} = {spelt};");
        }
        Shape::Object { base, fields } => {
            let extends = base.as_ref().map(|base| format!(" extends {}", named(base, form, forms)));
            let _ = writeln!(out, "export interface {name}{} {{", extends.unwrap_or_default());
            for field in fields {
                emit_member(out, "  ", field, form, forms);
            }
            out.push_str("}\n");
        }
    }
}

/// One member of an interface. What is written may also be given as `undefined`, which says the same as leaving it out.
pub fn emit_member(out: &mut String, indent: &str, field: &Field, form: Form, forms: &Forms) {
    // Parameters of a path or that must be given say what they are by their name.
    let by_name = || format!("The {}.", field.name.replace('_', " "));
    comment(out, indent, &if field.docs.is_empty() { by_name() } else { field.docs.clone() });
    let optional = if field.required { "" } else { "?" };
    let mut kind = spell(&field.kind, form, forms);
    if form == Form::Input && !field.required && field.kind != Type::Any {
        kind.push_str(" | undefined");
    }
    let _ = writeln!(out, "{indent}readonly {}{optional}: {kind};", camel_case(&field.name));
}

/// The name of a definition. `Page_Agent_` is a page of agents.
pub fn named(name: &str, form: Form, forms: &Forms) -> String {
    let name = forms.name(name, form);
    match name.strip_prefix("Page_").and_then(|entry| entry.strip_suffix('_')) {
        Some(entry) => format!("{entry}Page"),
        None => name,
    }
}

/// A union of objects that one of their members tells apart.
#[derive(Debug)]
pub struct Tagged {
    /// That member, by its name on the wire.
    pub tag: String,
    /// Its value for each definition.
    pub members: Vec<(String, String)>,
    /// The definition that stands for all other values, if the core has one.
    pub rest: Option<String>,
}

/// Reads a type as such a union; `None` when it is none.
pub fn tagged(document: &Document, kind: &Type) -> Option<Tagged> {
    let Type::Union(_) = kind else { return None };
    let (mut tag, mut members, mut rest) = (None, Vec::new(), None);
    for member in flat(kind) {
        let Type::Named(name) = member else { return None };
        let Shape::Object { fields, .. } = &document.definition(name).shape else { return None };
        let constant = fields.iter().find_map(|field| match &field.kind {
            Type::Constant(value) => Some((&field.name, value)),
            _ => None,
        });
        match constant {
            Some((field, value)) if *tag.get_or_insert(field) == field => {
                members.push((value.clone(), name.clone()));
            }
            None if rest.is_none() && fields.iter().any(|field| Some(&field.name) == tag) => {
                rest = Some(name.clone());
            }
            _ => return None,
        }
    }
    Some(Tagged { tag: tag?.clone(), members, rest })
}

/// The definitions that stand for members of unions that are not known.
pub fn rests(document: &Document) -> BTreeSet<String> {
    let rest = |definition: &Definition| match &definition.shape {
        Shape::Alias(kind) => tagged(document, kind)?.rest,
        Shape::Object { .. } => None,
    };
    document.definitions.iter().filter_map(rest).collect()
}

/// The members of a union, and of the unions in it.
fn flat(kind: &Type) -> Vec<&Type> {
    match kind {
        Type::Union(members) => members.iter().flat_map(flat).collect(),
        other => vec![other],
    }
}

/// Spells a type.
pub fn spell(kind: &Type, form: Form, forms: &Forms) -> String {
    match kind {
        Type::Any => "unknown".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Text | Type::Time => "string".to_owned(),
        Type::Integer | Type::Number => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Constant(value) => format!("\"{value}\""),
        Type::Choice { values, open, .. } => {
            let mut members: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
            if *open {
                // Keeps the completion of the known ones.
                members.push("(string & {})".to_owned());
            }
            members.join(" | ")
        }
        Type::List(inner) => format!("ReadonlyArray<{}>", spell(inner, form, forms)),
        Type::Map(inner) => format!("Readonly<Record<string, {}>>", spell(inner, form, forms)),
        Type::Named(name) => named(name, form, forms),
        Type::Union(members) => {
            members.iter().map(|member| spell(member, form, forms)).collect::<Vec<_>>().join(" | ")
        }
    }
}

/// A comment before a declaration.
pub fn comment(out: &mut String, indent: &str, docs: &str) {
    let lines = wrapped(&docs.replace("*/", "* /"), 114 - indent.len());
    match lines.as_slice() {
        [] => {}
        [line] => drop(writeln!(out, "{indent}/** {line} */")),
        lines => {
            let _ = writeln!(out, "{indent}/**");
            for line in lines {
                let _ = writeln!(out, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(out, "{indent} */");
        }
    }
}
