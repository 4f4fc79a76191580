//! TypeScript: which members have another name on the wire, and where they are: what converts requests and replies at run time.
//!
//! Only members of known types are renamed; the keys of free JSON (tool arguments, answers, overrides) are never touched. What has
//! nothing to rename has no shape.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::document::{Document, Field, Reply, Shape, Type};
use crate::text::{HEADER, camel_case};
use crate::typescript::tagged;

/// The tables.
pub fn emit(document: &Document) -> String {
    let shapes = Shapes { document, renamed: renamed(document) };
    let mut out = format!("// {HEADER}\n\nimport type {{ Operation, Shape }} from \"../convert.js\";\n");
    out.push_str("\n/** The types that have something to rename in them, by name. */\n");
    out.push_str("export const shapes: Readonly<Record<string, Shape>> = {\n");
    for definition in &document.definitions {
        if shapes.renamed.contains(&definition.name) {
            let _ = writeln!(out, "  {}: {},", json!(definition.name), shapes.definition(&definition.shape));
        }
    }
    out.push_str("};\n\n/** What is renamed in the arguments, the replies and the entries of the pages of the operations. */\n");
    out.push_str("export const operations: Readonly<Record<string, Operation>> = {\n");
    for operation in &document.operations {
        let mut entry = Map::new();
        let arguments = shapes.fields(&operation.arguments);
        if !arguments.is_empty() {
            entry.insert("args".to_owned(), arguments.into());
        }
        if let Reply::Value(kind) = &operation.reply
            && let Some(reply) = shapes.reference(kind)
        {
            entry.insert("reply".to_owned(), reply);
        }
        if let Some(reference) = operation.entry.as_ref().and_then(|kind| shapes.reference(kind)) {
            entry.insert("entry".to_owned(), reference);
        }
        let name = format!("{}.{}", operation.resource, operation.method);
        let _ = writeln!(out, "  {}: {},", json!(name), Value::Object(entry));
    }
    out.push_str("};\n");
    out
}

struct Shapes<'a> {
    document: &'a Document,
    renamed: BTreeSet<String>,
}

impl Shapes<'_> {
    fn definition(&self, shape: &Shape) -> Value {
        match shape {
            Shape::Alias(kind) => json!({"is": self.reference(kind)}),
            Shape::Object { base, fields } => {
                let mut entry = Map::new();
                if let Some(base) = base.as_ref().filter(|base| self.renamed.contains(*base)) {
                    entry.insert("base".to_owned(), base.as_str().into());
                }
                let fields = self.fields(fields);
                if !fields.is_empty() {
                    entry.insert("fields".to_owned(), fields.into());
                }
                entry.into()
            }
        }
    }

    /// The members that are renamed or have something to rename in them: the name on the wire, ours, and what it is.
    fn fields(&self, fields: &[Field]) -> Vec<Value> {
        let mut out = Vec::new();
        for field in fields {
            let name = camel_case(&field.name);
            let reference = self.reference(&field.kind);
            if name != field.name || reference.is_some() {
                let mut entry = vec![json!(field.name), json!(name)];
                entry.extend(reference);
                out.push(entry.into());
            }
        }
        out
    }

    /// What says how a value of a type is converted; `None` when it stays as it is.
    fn reference(&self, kind: &Type) -> Option<Value> {
        match kind {
            Type::Named(name) => self.renamed.contains(name).then(|| json!(name)),
            Type::List(inner) => self.reference(inner).map(|inner| json!({"list": inner})),
            Type::Map(inner) => self.reference(inner).map(|inner| json!({"map": inner})),
            Type::Union(members) => self.union(kind, members),
            _ => None,
        }
    }

    fn union(&self, kind: &Type, members: &[Type]) -> Option<Value> {
        if let Some(union) = tagged(self.document, kind) {
            // Members with nothing to rename are listed too: what is not listed is not known.
            let tag = union.tag;
            let values: Map<String, Value> = union
                .members
                .into_iter()
                .map(|(value, name)| {
                    (value, if self.renamed.contains(&name) { name.into() } else { Value::Null })
                })
                .collect();
            return Some(json!({"tag": tag, "types": values}));
        }
        let (mut list, mut objects) = (None, Vec::new());
        for member in members {
            match (self.resolved(member), self.reference(member)) {
                (_, None) => {}
                (Type::List(_), Some(Value::Object(mut inner))) => list = inner.remove("list"),
                (_, Some(Value::Object(mut inner))) if inner.contains_key("either") => {
                    list = inner["either"].as_object_mut().and_then(|either| either.remove("list")).or(list);
                    objects.extend(inner["either"]["objects"].as_array().cloned().unwrap_or_default());
                }
                // What a tag tells is tried before what nothing tells.
                (Type::Union(_), Some(reference)) => objects.insert(0, reference),
                (_, Some(reference)) => objects.push(reference),
            }
        }
        let mut entry = Map::new();
        entry.extend(list.map(|list| ("list".to_owned(), list)));
        if !objects.is_empty() {
            entry.insert("objects".to_owned(), objects.into());
        }
        (!entry.is_empty()).then(|| json!({"either": entry}))
    }

    /// What stands behind names of names.
    fn resolved(&self, kind: &Type) -> Type {
        match kind {
            Type::Named(name) => match &self.document.definition(name).shape {
                Shape::Alias(kind) => self.resolved(kind),
                Shape::Object { .. } => kind.clone(),
            },
            other => other.clone(),
        }
    }
}

/// The definitions in which something is renamed, or may not be known.
fn renamed(document: &Document) -> BTreeSet<String> {
    let has_own = |name: &String| match &document.definition(name).shape {
        Shape::Alias(kind) => tagged(document, kind).is_some(),
        Shape::Object { fields, .. } => fields
            .iter()
            .any(|field| camel_case(&field.name) != field.name || tagged(document, &field.kind).is_some()),
    };
    document
        .definitions
        .iter()
        .map(|definition| &definition.name)
        .filter(|name| document.reachable([&Type::Named((*name).clone())]).iter().any(has_own))
        .cloned()
        .collect()
}
