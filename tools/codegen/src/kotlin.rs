//! Kotlin: data classes for objects, sealed interfaces for unions, classes with constants for choices; all of kotlinx.serialization.
//!
//! One class serves both forms: what the service may leave out is null, so that a value that was read can be sent back without
//! saying more than it said. Members that are not known are kept in `additional`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::document::{Definition, Document, Field, Shape, Type, member_name, members, union_name};
use crate::forms::{Form, Forms};
use crate::text::{HEADER, camel_case, pascal_case, wrapped};
use crate::typescript::{Tagged, rests, tagged};

const PREAMBLE: &str = "\
@file:OptIn(ExperimentalSerializationApi::class)

package dev.steersman

import dev.steersman.internal.ChoiceSerializer
import dev.steersman.internal.KeepingSerializer
import dev.steersman.internal.TaggedSerializer
import dev.steersman.internal.UnionSerializer
import kotlinx.serialization.EncodeDefault
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.KeepGeneratedSerializer
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
";

const KEYWORDS: [&str; 10] =
    ["class", "fun", "in", "interface", "is", "object", "package", "this", "typealias", "when"];

/// The unions that nothing in them tells apart, by the types of their members, and what they are called.
const UNIONS: [(&str, &[&str]); 7] = [
    ("AgentReference", &["String", "Agent"]),
    ("EnvironmentReference", &["String", "Environment"]),
    ("MessageContent", &["String", "ImageContent"]),
    ("Messages", &["String", "UserMessageEvent", "List<UserMessageEvent>"]),
    ("RevisionMatch", &["Long", "String"]),
    ("SkillReference", &["String", "Skill"]),
    ("StringOrInt", &["String", "Long"]),
];

/// What the emitters need to know.
#[derive(Debug)]
pub struct Kotlin<'a> {
    document: &'a Document,
    forms: &'a Forms,
    /// The unions that a definition is a member of.
    parents: BTreeMap<String, Vec<String>>,
    /// Definitions that change something: in them null is a value.
    patches: BTreeSet<&'a str>,
}

impl<'a> Kotlin<'a> {
    /// Prepares to write a document.
    pub fn new(document: &'a Document, forms: &'a Forms) -> Self {
        let mut parents: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for definition in &document.definitions {
            if let Shape::Alias(kind) = &definition.shape
                && let Some(union) = tagged(document, kind)
            {
                for (_, member) in union.members {
                    parents.entry(member).or_default().push(named(&definition.name));
                }
            }
        }
        Self { document, forms, parents, patches: document.patches() }
    }

    /// The types.
    pub fn types(&self) -> String {
        let mut out = format!("// {HEADER}\n{PREAMBLE}");
        // What stands for unknown members is `Unknown` here.
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

    fn definition(&self, out: &mut String, definition: &Definition) {
        let name = named(&definition.name);
        // Any JSON is what the library calls so.
        if name == "JsonElement" {
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
        let name = named(&definition.name);
        let mut fields: Vec<&Field> = Vec::new();
        if let Some(Shape::Object { fields: inherited, .. }) =
            base.map(|base| &self.document.definition(base).shape)
        {
            fields.extend(inherited);
        }
        fields.extend(own);
        let read_only = self.forms.forms(definition) == [Form::Output];
        let patch = self.patches.contains(definition.name.as_str());
        out.push('\n');
        comment(out, "", &definition.docs);
        let _ = writeln!(out, "@Serializable(with = {name}.Wire::class)\n@KeepGeneratedSerializer");
        let _ = writeln!(out, "public data class {name}(");
        let constant = |field: &&&Field| matches!(field.kind, Type::Constant(_));
        for field in fields.iter().filter(|field| !constant(field)) {
            comment(out, "    ", &field.docs);
            let nullable = nullable(&field.kind);
            let kind = self.spell(&field.kind);
            let kind = if field.required && !nullable {
                kind
            } else if read_only && matches!(field.kind, Type::List(_)) {
                format!("{kind} = emptyList()")
            } else {
                format!("{} = null", optional(&kind, patch && nullable))
            };
            let own = camel_case(&field.name);
            if own != field.name {
                let _ = writeln!(out, "    @SerialName(\"{}\")", field.name);
            }
            let _ = writeln!(out, "    public val {}: {kind},", escaped(&own));
        }
        out.push_str("    /** Members that this version does not know, by their name on the wire. */\n");
        out.push_str("    public val additional: Map<String, JsonElement> = emptyMap(),\n)");
        if let Some(parents) = self.parents.get(&definition.name) {
            let _ = write!(out, " : {}", parents.join(", "));
        }
        out.push_str(" {\n");
        for field in fields.iter().filter(constant) {
            if let Type::Constant(value) = &field.kind {
                comment(out, "    ", &field.docs);
                let own = camel_case(&field.name);
                let serial = if own == field.name {
                    String::new()
                } else {
                    format!("@SerialName(\"{}\") ", field.name)
                };
                let _ = writeln!(
                    out,
                    "    {serial}@EncodeDefault\n    public val {}: String = \"{value}\"\n",
                    escaped(&own)
                );
            }
        }
        let _ = writeln!(
            out,
            "    internal object Wire : KeepingSerializer<{name}>({name}.generatedSerializer())\n}}"
        );
    }

    /// The members of such a union: the names of their cases and their types.
    fn cases(&self, members: &[&Type]) -> Vec<(String, String)> {
        let objects = members.iter().filter(|member| matches!(member, Type::Named(_))).count();
        let object =
            |name: &str| if objects == 1 { "inline".to_owned() } else { format!("of_{}", named(name)) };
        let case = |kind: &&Type| (pascal_case(&member_name(kind, object)), self.spell(kind));
        members.iter().map(case).collect()
    }

    fn union_name(&self, members: &[&Type]) -> Option<&'static str> {
        union_name(members, &UNIONS, |kind| self.spell(kind))
    }

    /// Spells a type, null apart.
    ///
    /// # Panics
    /// When it is a union without a name in Kotlin.
    pub fn spell(&self, kind: &Type) -> String {
        match kind {
            Type::Any | Type::Null => "JsonElement".to_owned(),
            Type::Text | Type::Time | Type::Constant(_) | Type::Choice { .. } => "String".to_owned(),
            Type::Integer => "Long".to_owned(),
            Type::Number => "Double".to_owned(),
            Type::Boolean => "Boolean".to_owned(),
            Type::List(inner) => format!("List<{}>", self.element(inner)),
            Type::Map(inner) => format!("Map<String, {}>", self.element(inner)),
            Type::Named(name) => named(name),
            Type::Union(_) => match members(kind).as_slice() {
                [one] => self.spell(one),
                several => self.union_name(several).unwrap_or("JsonElement").to_owned(),
            },
        }
    }

    fn element(&self, kind: &Type) -> String {
        let spelt = self.spell(kind);
        if nullable(kind) { format!("{spelt}?") } else { spelt }
    }

    /// The type of an argument that may be left out, or of a member of a change, in which null is a value.
    pub fn optional(&self, kind: &Type, patch: bool) -> String {
        optional(&self.spell(kind), patch && nullable(kind))
    }
}

fn optional(spelt: &str, null_is_a_value: bool) -> String {
    if null_is_a_value { format!("Nullable<{spelt}>?") } else { format!("{spelt}?") }
}

fn nullable(kind: &Type) -> bool {
    matches!(kind, Type::Union(members) if members.contains(&Type::Null))
}

/// A set of texts, open to others.
fn emit_choice(out: &mut String, name: &str, about: &str, values: &[String], docs: &[String]) {
    out.push('\n');
    comment(
        out,
        "",
        &format!("{about}\n\nThe set is open: a newer service may send values that have no constant here."),
    );
    let _ = writeln!(out, "@Serializable(with = {name}.Wire::class)");
    let _ = writeln!(
        out,
        "public class {name}(value: String) : Choice(value) {{\n    public companion object {{"
    );
    for (index, value) in values.iter().enumerate() {
        comment(out, "        ", docs.get(index).map_or("", String::as_str));
        let constant = value.replace(['-', '.', '/', ' '], "_").to_uppercase();
        let _ = writeln!(out, "        @JvmField public val {constant}: {name} = {name}(\"{value}\")");
    }
    out.push_str("    }\n\n");
    let _ = writeln!(out, "    internal object Wire : ChoiceSerializer<{name}>(\"{name}\", ::{name})\n}}");
}

/// A union whose members are told apart by one of theirs.
fn emit_tagged(out: &mut String, name: &str, docs: &str, union: &Tagged) {
    out.push('\n');
    comment(out, "", docs);
    let _ = writeln!(out, "@Serializable(with = {name}Wire::class)\npublic sealed interface {name} {{");
    comment(
        out,
        "    ",
        &format!(
            "Something that this version does not know, or cannot read as what its `{}` says, as it came.",
            union.tag
        ),
    );
    let _ = writeln!(out, "    public data class Unknown(public val json: JsonObject) : {name}\n}}\n");
    let _ = writeln!(
        out,
        "internal object {name}Wire : TaggedSerializer<{name}>(\"{name}\", \"{}\", {name}::Unknown, {{ (it as? {name}.Unknown)?.json }}) {{",
        union.tag
    );
    out.push_str("    override fun serializer(tag: String): KSerializer<*>? = when (tag) {\n");
    for (value, member) in &union.members {
        let _ = writeln!(out, "        \"{value}\" -> {}.serializer()", named(member));
    }
    out.push_str("        else -> null\n    }\n}\n");
}

/// A union of types that are told apart by what JSON they are.
fn emit_untagged(out: &mut String, name: &str, about: &str, cases: &[(String, String)]) {
    out.push('\n');
    comment(out, "", about);
    let _ = writeln!(out, "@Serializable(with = {name}Wire::class)\npublic sealed interface {name} {{");
    for (case, kind) in cases {
        let _ = writeln!(
            out,
            "    /** As `{kind}`. */\n    public data class {case}(public val value: {kind}) : {name}\n"
        );
    }
    out.push_str("    /** Something else, as it came. */\n");
    let _ = writeln!(out, "    public data class Unknown(public val json: JsonElement) : {name}\n}}\n");
    let _ = writeln!(
        out,
        "internal object {name}Wire : UnionSerializer<{name}>(\"{name}\", {name}::Unknown, {{ (it as? {name}.Unknown)?.json }}) {{"
    );
    out.push_str("    init {\n");
    for (case, kind) in cases {
        let serializer = match kind.strip_prefix("List<").and_then(|inner| inner.strip_suffix('>')) {
            Some(inner) => format!("ListSerializer({inner}.serializer())"),
            None => format!("{kind}.serializer()"),
        };
        let _ =
            writeln!(out, "        case({serializer}, {name}::{case}) {{ (it as? {name}.{case})?.value }}");
    }
    out.push_str("    }\n}\n");
}

/// The name of a definition. `Page_Agent_` is a page of agents.
pub fn named(name: &str) -> String {
    if name == "JsonValue" {
        return "JsonElement".to_owned();
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

/// A comment before a declaration.
pub fn comment(out: &mut String, indent: &str, docs: &str) {
    // Lines of a paragraph flow together; only an empty line parts paragraphs.
    let flowing = docs
        .replace("*/", "* /")
        .replace("/*", "/ *")
        .split("\n\n")
        .map(|paragraph| paragraph.replace('\n', " "))
        .collect::<Vec<_>>()
        .join("\n\n");
    let lines = wrapped(&flowing, 114 - indent.len());
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
