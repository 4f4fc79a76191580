//! Compares two sets of schemas, property by property, whatever words each of them uses.
#![allow(unreachable_pub, missing_docs, reason = "a part of tests")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// What a schema says, in a form that does not depend on how it says it.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    /// The alternatives: `null`, `string`, `integer`, `map`, `list<..>`, the name of an object, or `any`.
    types: BTreeSet<String>,
    facts: BTreeMap<String, String>,
}

struct Schemas(Map<String, Value>);

impl Schemas {
    fn resolve<'a>(&'a self, reference: &Value) -> Option<(&'a str, &'a Value)> {
        let name = reference.as_str()?.rsplit('/').next()?;
        self.0.get_key_value(name).map(|(name, schema)| (name.as_str(), schema))
    }

    fn shape(&self, schema: &Value) -> Shape {
        let mut shape = Shape::default();
        self.add(schema, &mut shape);
        for key in ["default", "const"] {
            if let Some(value) = schema.get(key) {
                shape.facts.insert(key.to_owned(), value.to_string());
            }
        }
        shape
    }

    /// Adds the alternatives of one schema. Named enums and unions are the same as ones written in place.
    fn add(&self, schema: &Value, shape: &mut Shape) {
        if let Some((name, target)) = schema.get("$ref").and_then(|reference| self.resolve(reference)) {
            if target.get("properties").is_some() || target.get("allOf").is_some() {
                shape.types.insert(name.to_owned());
            } else {
                self.add(target, shape);
            }
            return;
        }
        if let Some(discriminator) = schema.get("discriminator") {
            let values = discriminator["mapping"].as_object().into_iter().flat_map(Map::keys);
            let values: BTreeSet<&str> = values.map(String::as_str).collect();
            shape
                .facts
                .insert("discriminator".to_owned(), format!("{} {values:?}", discriminator["propertyName"]));
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(alternatives) = schema.get(key).and_then(Value::as_array) {
                for alternative in alternatives {
                    self.add(alternative, shape);
                }
                return;
            }
        }
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => vec!["any"],
        };
        for name in &types {
            let alternative = match *name {
                "array" => format!("list<{}>", self.inner(schema.get("items"), shape)),
                "object" if schema.get("properties").is_some() => {
                    format!("object {:?}", properties(schema).keys())
                }
                "object" => format!("map<{}>", self.inner(schema.get("additionalProperties"), shape)),
                name => name.to_owned(),
            };
            shape.types.insert(alternative);
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let names: BTreeSet<&str> = values.iter().filter_map(Value::as_str).collect();
            shape.facts.insert("enum".to_owned(), format!("{names:?}"));
            shape
                .facts
                .insert("open".to_owned(), schema.get("x-open-enum").unwrap_or(&Value::Null).to_string());
        }
        let limits = [
            "minLength",
            "maxLength",
            "minItems",
            "exclusiveMinimum",
            "minimum",
            "format",
            "pattern",
            "writeOnly",
        ];
        for key in limits {
            // Integers bring their size, and unsigned ones a lower bound, from their type in Rust.
            let of_rust = |value: &Value| match key {
                "minimum" => *value == 0,
                "format" => !types.contains(&"string"),
                _ => false,
            };
            let told = schema.get(key).filter(|value| !of_rust(value));
            if let Some(value) = told {
                shape.facts.insert(key.to_owned(), value.to_string());
            }
        }
    }

    fn inner(&self, schema: Option<&Value>, outer: &mut Shape) -> String {
        match schema {
            None | Some(Value::Bool(_)) => "any".to_owned(),
            Some(schema) => {
                let inner = self.shape(schema);
                outer
                    .facts
                    .extend(inner.facts.into_iter().map(|(key, value)| (format!("inner {key}"), value)));
                inner.types.into_iter().collect::<Vec<_>>().join("|")
            }
        }
    }

    /// An object with `allOf` taken apart.
    fn object(&self, schema: &Value) -> (Map<String, Value>, BTreeSet<String>) {
        let mut all = properties(schema);
        let mut needed = required(schema);
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let part = part
                .get("$ref")
                .and_then(|reference| self.resolve(reference))
                .map_or(part, |(_, target)| target);
            let (more, also) = self.object(part);
            all.extend(more);
            needed.extend(also);
        }
        (all, needed)
    }
}

pub fn properties(schema: &Value) -> Map<String, Value> {
    schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default()
}

fn required(schema: &Value) -> BTreeSet<String> {
    let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Every difference, as `Schema.property what: contract … ours …`.
pub fn differences(contract: Map<String, Value>, ours: Map<String, Value>) -> Vec<(String, String)> {
    let (contract, ours) = (Schemas(contract), Schemas(ours));
    let mut found = Vec::new();
    for (name, theirs) in &contract.0 {
        let Some(mine) = ours.0.get(name) else {
            found.push((name.clone(), "we have no such schema".to_owned()));
            continue;
        };
        let closed = |schema: &Value| schema.get("additionalProperties") == Some(&Value::Bool(false));
        if closed(theirs) != closed(mine) {
            let (theirs, mine) = (closed(theirs), closed(mine));
            found.push((format!("{name} closed"), format!("contract {theirs}, ours {mine}")));
        }
        let (their_properties, their_required) = contract.object(theirs);
        let (my_properties, my_required) = ours.object(mine);
        if their_properties.is_empty() && my_properties.is_empty() {
            compare(name, &contract.shape(theirs), &ours.shape(mine), &mut found);
        }
        let all: BTreeSet<&String> = their_properties.keys().chain(my_properties.keys()).collect();
        for property in all {
            let at = format!("{name}.{property}");
            match (their_properties.get(property), my_properties.get(property)) {
                (Some(theirs), Some(mine)) => {
                    compare(&at, &contract.shape(theirs), &ours.shape(mine), &mut found);
                    if their_required.contains(property) != my_required.contains(property) {
                        let says = |required| if required { "required" } else { "optional" };
                        let (theirs, mine) =
                            (their_required.contains(property), my_required.contains(property));
                        found.push((
                            format!("{at} presence"),
                            format!("contract {}, ours {}", says(theirs), says(mine)),
                        ));
                    }
                }
                (Some(_), None) => found.push((at, "we have no such property".to_owned())),
                (None, _) => found.push((at, "the contract has no such property".to_owned())),
            }
        }
    }
    found
}

fn compare(at: &str, theirs: &Shape, mine: &Shape, found: &mut Vec<(String, String)>) {
    if theirs.types != mine.types {
        found.push((format!("{at} type"), format!("contract {:?}, ours {:?}", theirs.types, mine.types)));
    }
    let keys: BTreeSet<&String> = theirs.facts.keys().chain(mine.facts.keys()).collect();
    for key in keys {
        let (theirs, mine) = (theirs.facts.get(key), mine.facts.get(key));
        if theirs != mine {
            let say = |fact: Option<&String>| fact.map_or("nothing".to_owned(), String::clone);
            found.push((format!("{at} {key}"), format!("contract {}, ours {}", say(theirs), say(mine))));
        }
    }
}
