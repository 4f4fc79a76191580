//! Swift: structs for objects, enums for choices and unions, all of them `Codable`.
//!
//! One struct serves both forms: what the service may leave out is optional, so that a value that was read can be sent back
//! without saying more than it said. Lists of types that are only ever read are never optional.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::document::{Definition, Document, Field, Shape, Type, member_name, members, union_name};
use crate::forms::{Form, Forms};
use crate::swift_enums::{Case, emit_choice, emit_tagged, emit_untagged};
use crate::text::{HEADER, camel_case, pascal_case, wrapped};
use crate::typescript::{rests, tagged};

/// Names that mean something else in many Swift programs: to `SwiftUI` and to Foundation.
const RENAMED: [(&str, &str); 2] = [("Environment", "AgentEnvironment"), ("Host", "EnvironmentHost")];

const KEYWORDS: [&str; 8] = ["case", "default", "extension", "in", "internal", "operator", "repeat", "where"];

/// The unions that nothing in them tells apart, by the types of their members, and what they are called.
const UNIONS: [(&str, &[&str]); 7] = [
    ("AgentReference", &["String", "Agent"]),
    ("EnvironmentReference", &["String", "AgentEnvironment"]),
    ("MessageContent", &["String", "ImageContent"]),
    ("Messages", &["String", "UserMessageEvent", "[UserMessageEvent]"]),
    ("RevisionMatch", &["Int", "String"]),
    ("SkillReference", &["String", "Skill"]),
    ("StringOrInt", &["String", "Int"]),
];

/// What the emitters need to know.
#[derive(Debug)]
pub struct Swift<'a> {
    document: &'a Document,
    forms: &'a Forms,
    /// Definitions that change something: in them null is a value.
    patches: BTreeSet<&'a str>,
}

impl<'a> Swift<'a> {
    /// Prepares to write a document.
    pub fn new(document: &'a Document, forms: &'a Forms) -> Self {
        Self { document, forms, patches: document.patches() }
    }

    /// The types.
    pub fn types(&self) -> String {
        let mut out = format!("// {HEADER}\n");
        // What stands for unknown members is a case here.
        let rests = rests(self.document);
        for definition in self.document.definitions.iter().filter(|one| !rests.contains(&one.name)) {
            self.definition(&mut out, definition);
        }
        let unions = self.document.unions().into_iter();
        let unions = unions.filter_map(|members| Some((self.union_name(&members)?, self.cases(&members))));
        for (name, cases) in unions.collect::<BTreeMap<_, _>>() {
            emit_untagged(&mut out, name, "One of several types.", &cases);
        }
        out
    }

    /// The members of a union that nothing in it tells apart.
    fn cases(&self, members: &[&Type]) -> Vec<Case> {
        let object = |name: &str| camel_case(&snake_case(name));
        let case = |kind: &&Type| Case { name: member_name(kind, object), kind: self.spell(kind) };
        members.iter().map(case).collect()
    }

    fn union_name(&self, members: &[&Type]) -> Option<&'static str> {
        union_name(members, &UNIONS, |kind| self.spell(kind))
    }

    /// Spells a type, null apart.
    ///
    /// # Panics
    /// When it is a union without a name in Swift.
    pub fn spell(&self, kind: &Type) -> String {
        match kind {
            Type::Any | Type::Null => "JSONValue".to_owned(),
            Type::Text | Type::Constant(_) | Type::Choice { .. } => "String".to_owned(),
            Type::Time => "Timestamp".to_owned(),
            Type::Integer => "Int".to_owned(),
            Type::Number => "Double".to_owned(),
            Type::Boolean => "Bool".to_owned(),
            Type::List(inner) => format!("[{}]", self.spell(inner)),
            Type::Map(inner) => format!("[String: {}]", self.spell(inner)),
            Type::Named(name) => named(name),
            Type::Union(_) => match members(kind).as_slice() {
                [one] => self.spell(one),
                several => self.union_name(several).unwrap_or("JSONValue").to_owned(),
            },
        }
    }

    fn definition(&self, out: &mut String, definition: &Definition) {
        let name = named(&definition.name);
        // Written by hand: what any JSON is.
        if name == "JSONValue" {
            return;
        }
        match &definition.shape {
            Shape::Object { base, fields } => self.object(out, definition, base.as_deref(), fields),
            Shape::Alias(Type::Choice { values, docs, .. }) => {
                emit_choice(out, &name, &definition.docs, values, docs);
            }
            Shape::Alias(kind) => {
                if let Some(union) = tagged(self.document, kind) {
                    emit_tagged(out, &name, &definition.docs, &union);
                } else {
                    emit_untagged(out, &name, &definition.docs, &self.cases(&members(kind)));
                }
            }
        }
    }

    fn object(&self, out: &mut String, definition: &Definition, base: Option<&str>, own: &[Field]) {
        let mut fields: Vec<&Field> = Vec::new();
        if let Some(Shape::Object { fields: inherited, .. }) =
            base.map(|base| &self.document.definition(base).shape)
        {
            fields.extend(inherited);
        }
        fields.extend(own);
        let read_only = self.forms.forms(definition) == [Form::Output];
        let patch = self.patches.contains(definition.name.as_str());
        let members: Vec<Member> =
            fields.iter().map(|field| Member::of(self, field, read_only, patch)).collect();
        let stored: Vec<&Member> = members.iter().filter(|member| member.constant.is_none()).collect();

        out.push('\n');
        comment(out, "", &definition.docs);
        let _ = writeln!(out, "public struct {}: Codable, Sendable, Hashable {{", named(&definition.name));
        for member in &stored {
            comment(out, "    ", member.docs);
            let _ = writeln!(out, "    public var {}: {}", member.name, member.kind);
        }
        out.push_str("    /// Members that this version does not know, by their name on the wire.\n");
        out.push_str(
            "    public var additional: [String: JSONValue]\n\n    /// Makes one.\n    public init(\n",
        );
        for member in stored
            .iter()
            .filter(|one| one.default.is_none())
            .chain(stored.iter().filter(|one| one.default.is_some()))
        {
            let default = member.default.map(|default| format!(" = {default}")).unwrap_or_default();
            let _ = writeln!(out, "        {}: {}{default},", member.name, member.kind);
        }
        out.push_str("        additional: [String: JSONValue] = [:]\n    ) {\n");
        for member in &stored {
            let _ = writeln!(out, "        self.{} = {}", member.bare, member.name);
        }
        out.push_str("        self.additional = additional\n    }\n\n");

        out.push_str("    /// Reads one; what is not known is kept.\n    public init(from decoder: any Decoder) throws {\n");
        out.push_str("        let members = try ReadMembers(decoder)\n");
        for member in &stored {
            let _ =
                writeln!(out, "        {} = try members.{}(\"{}\")", member.name, member.how, member.wire);
        }
        out.push_str("        additional = try members.rest(Self.members)\n    }\n\n");

        out.push_str("    /// Writes it; what is nil is left out.\n    public func encode(to encoder: any Encoder) throws {\n");
        out.push_str("        var members = WrittenMembers(encoder)\n");
        for member in &members {
            let value =
                member.constant.map_or_else(|| member.name.clone(), |constant| format!("\"{constant}\""));
            let _ = writeln!(out, "        try members.set(\"{}\", {value})", member.wire);
        }
        out.push_str("        try members.set(additional)\n    }\n\n");
        let names: Vec<String> = members.iter().map(|member| format!("\"{}\"", member.wire)).collect();
        let _ = writeln!(out, "    private static let members: Set<String> = [{}]\n}}", names.join(", "));
    }

    /// The type of an argument that may be left out, or of a member of a change, in which null is a value.
    pub fn optional(&self, kind: &Type, patch: bool) -> String {
        let nullable = patch && matches!(kind, Type::Union(members) if members.contains(&Type::Null));
        let spelt = self.spell(kind);
        if nullable { format!("Nullable<{spelt}>?") } else { format!("{spelt}?") }
    }
}

/// A member of a struct.
struct Member<'a> {
    wire: &'a str,
    docs: &'a str,
    bare: String,
    name: String,
    kind: String,
    /// What it is when it is not given.
    default: Option<&'static str>,
    /// How it is read.
    how: &'static str,
    constant: Option<&'a str>,
}

impl<'a> Member<'a> {
    fn of(swift: &Swift, field: &'a Field, read_only: bool, patch: bool) -> Self {
        let constant = match &field.kind {
            Type::Constant(value) => Some(value.as_str()),
            _ => None,
        };
        let nullable = matches!(&field.kind, Type::Union(members) if members.contains(&Type::Null));
        let (kind, default, how) = if field.required && !nullable {
            (swift.spell(&field.kind), None, "required")
        } else if read_only && matches!(field.kind, Type::List(_)) {
            (swift.spell(&field.kind), Some("[]"), "list")
        } else {
            (
                swift.optional(&field.kind, patch),
                Some("nil"),
                if patch && nullable { "nullable" } else { "optional" },
            )
        };
        let bare = camel_case(&field.name);
        Self {
            wire: &field.name,
            docs: &field.docs,
            name: escaped(&bare),
            bare,
            kind,
            default,
            how,
            constant,
        }
    }
}

/// The name of a definition. `Page_Agent_` is a page of agents.
pub fn named(name: &str) -> String {
    if name == "JsonValue" {
        return "JSONValue".to_owned();
    }
    if let Some((_, ours)) = RENAMED.iter().find(|(theirs, _)| *theirs == name) {
        return (*ours).to_owned();
    }
    match name.strip_prefix("Page_").and_then(|entry| entry.strip_suffix('_')) {
        Some(entry) => format!("{}Page", pascal_case(entry)),
        None => name.to_owned(),
    }
}

/// A name of ours, in quotes where the language has the word.
pub fn escaped(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("`{name}`") } else { name.to_owned() }
}

/// `AgentEvent` → `agent_event`.
pub fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// A comment of `DocC` before a declaration.
pub fn comment(out: &mut String, indent: &str, docs: &str) {
    // Lines of a paragraph flow together; only an empty line parts paragraphs.
    let flowing =
        docs.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect::<Vec<_>>().join("\n\n");
    for line in wrapped(&flowing, 114 - indent.len()) {
        let _ = writeln!(out, "{}", format!("{indent}/// {line}").trim_end());
    }
}
