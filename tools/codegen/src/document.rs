//! The operation document of the core as values that emitters can match on.

use std::collections::BTreeSet;

use serde_json::Value;

/// The argument that a body is whose members are not arguments themselves.
pub const BODY: &str = "request";

/// A type as every language can say it.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Any JSON.
    Any,
    /// Null.
    Null,
    /// A text.
    Text,
    /// A point in time, as RFC 3339 text.
    Time,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Exactly this text.
    Constant(String),
    /// One of these texts; others are possible when the set is open.
    Choice {
        /// The known texts.
        values: Vec<String>,
        /// Whether others may come.
        open: bool,
        /// What each of them means; empty where the core does not say.
        docs: Vec<String>,
    },
    /// A list.
    List(Box<Type>),
    /// An object with any keys.
    Map(Box<Type>),
    /// A definition.
    Named(String),
    /// One of several types.
    Union(Vec<Type>),
}

/// A member of an object, or an argument of an operation.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire, in snake case.
    pub name: String,
    /// What it means.
    pub docs: String,
    /// The type.
    pub kind: Type,
    /// Whether it must be given, and is always sent by the service.
    pub required: bool,
    /// Whether something stands for it where the service leaves it out: the contract's default, or an empty list.
    pub has_default: bool,
    /// What that is, as JSON; null for an empty list.
    pub default: Value,
}

/// What a definition is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object, perhaps with all members of another one.
    Object {
        /// The other one.
        base: Option<String>,
        /// The members.
        fields: Vec<Field>,
    },
    /// Another name for a type.
    Alias(Type),
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The name.
    pub name: String,
    /// What it is.
    pub docs: String,
    /// How it is made.
    pub shape: Shape,
}

/// How an operation is called and what it gives.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The resource, in snake case.
    pub resource: String,
    /// The method, in snake case.
    pub method: String,
    /// The method of HTTP, in capitals.
    pub verb: String,
    /// The name of the definition of the body, when it has one.
    pub body: Option<String>,
    /// What it does.
    pub docs: String,
    /// The arguments; those of the path first.
    pub arguments: Vec<Field>,
    /// How many arguments are of the path.
    pub in_path: usize,
    /// What it gives.
    pub reply: Reply,
    /// The type of an entry, when it is a list of pages.
    pub entry: Option<Type>,
}

/// What an operation gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Nothing.
    Nothing,
    /// A value.
    Value(Type),
    /// A stream of bytes.
    Bytes,
}

/// The whole document.
#[derive(Debug)]
pub struct Document {
    /// The named types.
    pub definitions: Vec<Definition>,
    /// The operations, resource by resource.
    pub operations: Vec<Operation>,
}

impl Document {
    /// Reads the document that `steersman::api::describe` gives.
    ///
    /// # Panics
    /// When the document has a construct that is not known here: then this reader is to be extended.
    pub fn read(document: &Value) -> Self {
        let schemas = document["components"]["schemas"].as_object().expect("the document has schemas");
        let definitions: Vec<Definition> =
            schemas.iter().map(|(name, schema)| definition(name, schema)).collect();
        let operations = document["operations"].as_array().expect("the document has operations");
        let operations = operations.iter().map(|value| operation(value, &definitions)).collect();
        Self { definitions, operations }
    }

    /// The definition with this name.
    pub fn definition(&self, name: &str) -> &Definition {
        find(&self.definitions, name)
    }

    /// The names of all definitions that these types need, themselves included.
    pub fn reachable<'a>(&self, types: impl IntoIterator<Item = &'a Type>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut open: Vec<String> = types.into_iter().flat_map(names).collect();
        while let Some(name) = open.pop() {
            if found.insert(name.clone()) {
                match &self.definition(&name).shape {
                    Shape::Alias(kind) => open.extend(names(kind)),
                    Shape::Object { base, fields } => {
                        open.extend(base.clone());
                        open.extend(fields.iter().flat_map(|field| names(&field.kind)));
                    }
                }
            }
        }
        found
    }

    /// The unions in the members of objects and in arguments, those within others included, each as its members.
    pub fn unions(&self) -> Vec<Vec<&Type>> {
        let fields = self.definitions.iter().flat_map(|definition| match &definition.shape {
            Shape::Object { fields, .. } => fields.as_slice(),
            Shape::Alias(_) => &[],
        });
        let arguments = self.operations.iter().flat_map(|operation| &operation.arguments);
        let mut found = Vec::new();
        let mut open: Vec<&Type> = fields.chain(arguments).map(|field| &field.kind).collect();
        while let Some(kind) = open.pop() {
            match kind {
                Type::List(inner) | Type::Map(inner) => open.push(inner),
                Type::Union(_) => {
                    let members = members(kind);
                    open.extend(&members);
                    found.push(members);
                }
                _ => {}
            }
        }
        found
    }

    /// The definitions that change something: in them null is a value.
    pub fn patches(&self) -> BTreeSet<&str> {
        let changes = self.operations.iter().filter(|operation| operation.verb == "PATCH");
        changes.filter_map(|operation| operation.body.as_deref()).collect()
    }

    /// The resources in the order of their first operation, each with its operations.
    pub fn resources(&self) -> Vec<(&str, Vec<&Operation>)> {
        let mut resources: Vec<(&str, Vec<&Operation>)> = Vec::new();
        for operation in &self.operations {
            match resources.iter_mut().find(|(name, _)| *name == operation.resource) {
                Some((_, operations)) => operations.push(operation),
                None => resources.push((&operation.resource, vec![operation])),
            }
        }
        resources
    }
}

fn find<'a>(definitions: &'a [Definition], name: &str) -> &'a Definition {
    definitions
        .iter()
        .find(|definition| definition.name == name)
        .unwrap_or_else(|| panic!("no schema {name}"))
}

fn names(kind: &Type) -> Vec<String> {
    match kind {
        Type::Named(name) => vec![name.clone()],
        Type::List(inner) | Type::Map(inner) => names(inner),
        Type::Union(members) => members.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

/// The members of a union, those of unions in it included, null left out; of another type, itself.
pub fn members(kind: &Type) -> Vec<&Type> {
    match kind {
        Type::Union(all) => all.iter().flat_map(members).collect(),
        Type::Null => Vec::new(),
        other => vec![other],
    }
}

/// What unions are called that nothing in them tells apart, by the types of their members as a language spells them.
pub type UnionNames = [(&'static str, &'static [&'static str])];

/// What a union with these members is called in a language; `None` when it is one type or any JSON.
///
/// # Panics
/// When the language has no name for it.
#[track_caller]
pub fn union_name(
    members: &[&Type],
    names: &UnionNames,
    spell: impl Fn(&Type) -> String,
) -> Option<&'static str> {
    if members.len() < 2 || members.iter().any(|member| matches!(member, Type::Map(_) | Type::Any)) {
        return None;
    }
    let kinds: Vec<String> = members.iter().map(|member| spell(member)).collect();
    let Some((name, _)) = names.iter().find(|(_, known)| *known == kinds.as_slice()) else {
        panic!("the union of {kinds:?} has no name here: give it one");
    };
    Some(name)
}

/// What a member of such a union is called, in snake case: by what JSON it is, or as `named` calls its definition.
///
/// # Panics
/// When it is of another type: then this is to be extended.
pub fn member_name(kind: &Type, named: impl Fn(&str) -> String) -> String {
    match kind {
        Type::Text => "text".to_owned(),
        Type::Integer => "number".to_owned(),
        Type::List(_) => "several".to_owned(),
        Type::Named(name) => named(name),
        other => panic!("{other:?} has no name as a member of a union"),
    }
}

fn docs(schema: &Value) -> String {
    // References to Rust items read as plain names elsewhere.
    schema["description"].as_str().unwrap_or_default().replace("[`", "`").replace("`]", "`")
}

fn definition(name: &str, schema: &Value) -> Definition {
    let shape = if let Some(parts) = schema["allOf"].as_array() {
        let base = parts.iter().find_map(|part| part.get("$ref")).map(last_segment);
        Shape::Object { base, fields: parts.iter().flat_map(fields).collect() }
    } else if schema.get("properties").is_some() {
        Shape::Object { base: None, fields: fields(schema) }
    } else {
        Shape::Alias(kind(schema))
    };
    Definition { name: name.to_owned(), docs: docs(schema), shape }
}

fn fields(schema: &Value) -> Vec<Field> {
    let required: BTreeSet<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, schema)| Field {
            name: name.clone(),
            docs: docs(schema),
            kind: kind(schema),
            // A constant is required when sent; schemas give it a default because it may be missing when read.
            required: required.contains(name.as_str()) || schema.get("const").is_some(),
            has_default: schema.get("default").is_some_and(|default| !default.is_null())
                || schema["type"] == "array",
            default: schema["default"].clone(),
        })
        .collect()
}

fn last_segment(reference: &Value) -> String {
    let reference = reference.as_str().expect("a reference is text");
    reference.rsplit('/').next().expect("splitting gives one part at least").to_owned()
}

fn kind(schema: &Value) -> Type {
    if let Some(reference) = schema.get("$ref") {
        return Type::Named(last_segment(reference));
    }
    if let Some(members) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array) {
        let mut kinds: Vec<Type> = Vec::new();
        for member in members.iter().map(kind) {
            if !kinds.contains(&member) {
                kinds.push(member);
            }
        }
        return Type::Union(kinds);
    }
    if let Some(constant) = schema.get("const").and_then(Value::as_str) {
        return Type::Constant(constant.to_owned());
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values =
            values.iter().map(|value| value.as_str().expect("choices are texts").to_owned()).collect();
        let docs = schema["x-enum-descriptions"].as_array().into_iter().flatten();
        let docs = docs.map(|docs| docs.as_str().unwrap_or_default().to_owned()).collect();
        return Type::Choice { values, open: schema["x-open-enum"] == true, docs };
    }
    match schema.get("type") {
        None => Type::Any,
        Some(Value::Array(types)) => {
            Type::Union(types.iter().map(|name| simple(name.as_str().unwrap_or_default(), schema)).collect())
        }
        Some(name) => simple(name.as_str().unwrap_or_default(), schema),
    }
}

fn simple(name: &str, schema: &Value) -> Type {
    match name {
        "null" => Type::Null,
        "string" if schema["format"] == "date-time" => Type::Time,
        "string" => Type::Text,
        "integer" => Type::Integer,
        "number" => Type::Number,
        "boolean" => Type::Boolean,
        "array" => Type::List(Box::new(schema.get("items").map_or(Type::Any, kind))),
        "object" => Type::Map(Box::new(
            schema.get("additionalProperties").filter(|values| values.is_object()).map_or(Type::Any, kind),
        )),
        other => panic!("no type {other:?} is known: {schema}"),
    }
}

fn operation(value: &Value, definitions: &[Definition]) -> Operation {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let parameters = value["parameters"].as_array().expect("operations have parameters");
    let mut arguments: Vec<Field> = parameters
        .iter()
        .map(|parameter| Field {
            name: parameter["name"].as_str().expect("parameters have names").to_owned(),
            docs: parameter["docs"].as_str().unwrap_or_default().to_owned(),
            kind: kind(&parameter["schema"]),
            required: parameter["required"] == true,
            has_default: parameter["schema"].get("default").is_some(),
            default: parameter["schema"]["default"].clone(),
        })
        .collect();
    let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path").count();
    if let Some(body) = value.get("body").filter(|body| !body.is_null()) {
        arguments.extend(body_arguments(body, &arguments, definitions));
    }
    let reply = reply(&value["reply"], definitions);
    let entry = match &reply {
        Reply::Value(Type::Named(page)) if !value["paging"].is_null() => entry(find(definitions, page)),
        _ => None,
    };
    Operation {
        resource: text("resource"),
        method: text("method"),
        verb: value["http"]["method"].as_str().unwrap_or_default().to_owned(),
        body: value["body"]["schema"].get("$ref").map(last_segment),
        docs: text("docs"),
        arguments,
        in_path,
        reply,
        entry,
    }
}

/// The members of the body as arguments, or the body as the argument `request`. A name that is in the path already stands for both.
fn body_arguments(body: &Value, before: &[Field], definitions: &[Definition]) -> Vec<Field> {
    let required = body["required"] == true;
    let schema = kind(&body["schema"]);
    let Type::Named(name) = &schema else { panic!("bodies have names: {body}") };
    match &find(definitions, name).shape {
        Shape::Object { fields, .. } if body["members"] == true => fields
            .iter()
            .filter(|field| before.iter().all(|known| known.name != field.name))
            .map(|field| Field { required: field.required && required, ..field.clone() })
            .collect(),
        _ => vec![Field {
            name: BODY.to_owned(),
            docs: "The request body.".to_owned(),
            kind: schema,
            required,
            has_default: false,
            default: Value::Null,
        }],
    }
}

fn reply(reply: &Value, definitions: &[Definition]) -> Reply {
    let value = || kind(&reply["schema"]);
    match reply["kind"].as_str().unwrap_or_default() {
        "nothing" => Reply::Nothing,
        "download" => Reply::Bytes,
        "json" => Reply::Value(value()),
        "optional_json" => Reply::Value(Type::Union(vec![value(), Type::Null])),
        "revisioned_json" => {
            let Type::Named(name) = value() else { panic!("revisioned replies have names: {reply}") };
            // The revision comes in a header, and is shown as the member that listings have it in.
            Reply::Value(Type::Named(find(definitions, &format!("{name}WithRevision")).name.clone()))
        }
        other => panic!("no reply {other:?} is known"),
    }
}

/// The type of the entries of a page: of its only list.
fn entry(page: &Definition) -> Option<Type> {
    let Shape::Object { fields, .. } = &page.shape else { return None };
    fields.iter().find_map(|field| match &field.kind {
        Type::List(entry) => Some((**entry).clone()),
        _ => None,
    })
}
