//! Swift: choices and unions as enums with a case for what is not known.

use std::fmt::Write;

use crate::swift::{comment, escaped, named, snake_case};
use crate::text::camel_case;
use crate::typescript::Tagged;

/// A member of a union.
#[derive(Debug)]
pub struct Case {
    /// The name of the case.
    pub name: String,
    /// The type of its value.
    pub kind: String,
}

/// A set of texts, open to others.
pub fn emit_choice(out: &mut String, name: &str, about: &str, values: &[String], docs: &[String]) {
    out.push('\n');
    comment(out, "", about);
    let _ = writeln!(out, "public enum {name}: OpenEnum {{");
    for (index, value) in values.iter().enumerate() {
        comment(out, "    ", docs.get(index).map_or("", String::as_str));
        let _ = writeln!(out, "    case {}", case_name(value));
    }
    out.push_str(
        "    /// A value that this version does not know, as it came.\n    case unknown(String)\n\n",
    );
    out.push_str(
        "    /// The value of this text.\n    public init(rawValue: String) {\n        switch rawValue {\n",
    );
    for value in values {
        let _ = writeln!(out, "        case \"{value}\": self = .{}", case_name(value));
    }
    out.push_str("        default: self = .unknown(rawValue)\n        }\n    }\n\n");
    out.push_str("    /// The text on the wire.\n    public var rawValue: String {\n        switch self {\n");
    for value in values {
        let _ = writeln!(out, "        case .{}: \"{value}\"", case_name(value));
    }
    out.push_str("        case .unknown(let value): value\n        }\n    }\n\n");
    out.push_str("    /// The values that this version knows.\n");
    let cases: Vec<String> = values.iter().map(|value| format!(".{}", case_name(value))).collect();
    let _ = writeln!(out, "    public static let known: [{name}] = [{}]\n}}", cases.join(", "));
}

/// A union whose members are told apart by one of theirs.
pub fn emit_tagged(out: &mut String, name: &str, about: &str, union: &Tagged) {
    let tag = &union.tag;
    out.push('\n');
    comment(out, "", about);
    comment(out, "", "\nNewer versions may have more cases: a `switch` does well to have a `default`.");
    let _ = writeln!(out, "public enum {name}: Codable, Sendable, Hashable {{");
    for (value, member) in &union.members {
        comment(out, "    ", &format!("`{tag}` is `{value}`."));
        let _ = writeln!(out, "    case {}({})", case_name(&snake_case(value)), named(member));
    }
    out.push_str("    /// Something that this version does not know, or cannot read as what it says it is, as it came.\n");
    out.push_str("    case unknown(JSONValue)\n\n");
    comment(out, "    ", "Reads one; what is not known is kept as it came.");
    out.push_str("    public init(from decoder: any Decoder) throws {\n        do {\n");
    let _ = writeln!(out, "            switch try ReadMembers(decoder).text(\"{tag}\") {{");
    for (value, member) in &union.members {
        let case = case_name(&snake_case(value));
        let _ = writeln!(
            out,
            "            case \"{value}\": self = .{case}(try {}(from: decoder))",
            named(member)
        );
    }
    out.push_str("            default: self = .unknown(try JSONValue(from: decoder))\n            }\n");
    out.push_str("        } catch is DecodingError {\n            self = .unknown(try JSONValue(from: decoder))\n        }\n    }\n\n");
    comment(out, "    ", "Writes it as it is on the wire.");
    out.push_str("    public func encode(to encoder: any Encoder) throws {\n        switch self {\n");
    for (value, _) in &union.members {
        let _ = writeln!(
            out,
            "        case .{}(let value): try value.encode(to: encoder)",
            case_name(&snake_case(value))
        );
    }
    out.push_str("        case .unknown(let value): try value.encode(to: encoder)\n        }\n    }\n}\n");
}

/// A union of types that are tried one after another.
pub fn emit_untagged(out: &mut String, name: &str, about: &str, cases: &[Case]) {
    let has = |name: &str| cases.iter().any(|case| case.name == name);
    out.push('\n');
    comment(out, "", about);
    let literals =
        [("text", ", ExpressibleByStringInterpolation"), ("number", ", ExpressibleByIntegerLiteral")];
    let literals: String =
        literals.iter().filter(|(case, _)| has(case)).map(|(_, conforms)| *conforms).collect();
    let _ = writeln!(out, "public enum {name}: Codable, Sendable, Hashable{literals} {{");
    for case in cases {
        let _ = writeln!(
            out,
            "    /// A value of the type `{}`.\n    case {}({})",
            case.kind, case.name, case.kind
        );
    }
    out.push_str("    /// Anything else, as it came.\n    case unknown(JSONValue)\n\n");
    if has("text") {
        out.push_str("    /// A text, written as a literal.\n    public init(stringLiteral value: String) {\n        self = .text(value)\n    }\n\n");
    }
    if has("number") {
        out.push_str("    /// A number, written as a literal.\n    public init(integerLiteral value: Int) {\n        self = .number(value)\n    }\n\n");
    }
    out.push_str("    /// Reads the first of the types that fits.\n    public init(from decoder: any Decoder) throws {\n");
    for (index, case) in cases.iter().enumerate() {
        let otherwise = if index == 0 { "        if" } else { " else if" };
        let _ = write!(
            out,
            "{otherwise} let value = try? {}(from: decoder) {{\n            self = .{}(value)\n        }}",
            case.kind, case.name
        );
    }
    out.push_str(" else {\n            self = .unknown(try JSONValue(from: decoder))\n        }\n    }\n\n");
    out.push_str("    /// Writes it as it is on the wire.\n    public func encode(to encoder: any Encoder) throws {\n        switch self {\n");
    for case in cases {
        let _ = writeln!(out, "        case .{}(let value): try value.encode(to: encoder)", case.name);
    }
    out.push_str("        case .unknown(let value): try value.encode(to: encoder)\n        }\n    }\n}\n");
}

/// `session.idle` → `sessionIdle`, `-created_at` → `createdAtDescending`.
pub fn case_name(value: &str) -> String {
    let descending = value.strip_prefix('-');
    let words: Vec<&str> = descending.unwrap_or(value).split(['_', '-', '.', ' ']).collect();
    let name = camel_case(&words.join("_"));
    escaped(&if descending.is_some() { format!("{name}Descending") } else { name })
}
