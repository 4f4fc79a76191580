//! Draws values of a JSON Schema from a text: how an agent without a model finds arguments in its task.

use serde_json::{Map, Value};

/// What there is to draw from.
#[derive(Debug, Default)]
pub(crate) struct Material {
    text: String,
    numbers: Vec<f64>,
    quoted: Vec<String>,
    preferred: Vec<Value>,
}

impl Material {
    /// The numbers and the quoted parts of a text, and the text itself.
    pub(crate) fn of_text(text: &str) -> Self {
        let numbers = text
            .split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == '-'))
            .filter_map(|word| word.trim_end_matches(['.', '-']).parse().ok())
            .collect();
        let quoted = text
            .split(['"', '\u{201c}', '\u{201d}'])
            .enumerate()
            .filter(|(position, part)| position % 2 == 1 && !part.is_empty())
            .map(|(_, part)| part.to_owned())
            .collect();
        Self { text: text.to_owned(), numbers, quoted, preferred: Vec::new() }
    }

    /// Draws from this value before anything else.
    pub(crate) fn prefer(&mut self, value: &Value) {
        self.preferred.insert(0, value.clone());
        if let Some(members) = value.as_object() {
            self.preferred.extend(members.values().cloned());
        }
    }

    /// A value that fits the common parts of `schema`.
    pub(crate) fn draw(&mut self, schema: &Value) -> Value {
        self.draw_from(schema, schema, None, 8)
    }

    fn draw_from(&mut self, root: &Value, schema: &Value, name: Option<&str>, depth: usize) -> Value {
        if depth == 0 {
            return Value::Null;
        }
        if let Some(found) =
            schema["$ref"].as_str().and_then(|path| root.pointer(path.trim_start_matches('#')))
        {
            return self.draw_from(root, found, name, depth - 1);
        }
        if let Some(constant) = schema.get("const") {
            return constant.clone();
        }
        if let Some(choices) = schema["enum"].as_array() {
            let mentioned =
                choices.iter().find(|choice| choice.as_str().is_some_and(|text| self.text.contains(text)));
            return mentioned.or(choices.first()).cloned().unwrap_or_default();
        }
        for union in ["anyOf", "oneOf", "allOf"] {
            let members = schema[union].as_array().map(Vec::as_slice).unwrap_or_default();
            if let Some(first) = members.iter().find(|member| member["type"] != "null") {
                return self.draw_from(root, first, name, depth - 1);
            }
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").and_then(Value::as_str),
            kind => kind.as_str(),
        };
        match kind {
            Some("integer") => self.number(true, schema),
            Some("number") => self.number(false, schema),
            Some("boolean") => self.take(Value::is_boolean).unwrap_or(Value::Bool(true)),
            Some("null") => Value::Null,
            Some("array") => self.array(root, schema, depth),
            Some("object") => self.object(root, schema, depth),
            None if schema["properties"].is_object() => self.object(root, schema, depth),
            _ => self.string(name, schema),
        }
    }

    fn take(&mut self, fits: impl Fn(&Value) -> bool) -> Option<Value> {
        let position = self.preferred.iter().position(fits)?;
        Some(self.preferred.remove(position))
    }

    fn number(&mut self, whole: bool, schema: &Value) -> Value {
        if let Some(found) =
            self.take(|value| if whole { value.is_i64() || value.is_u64() } else { value.is_number() })
        {
            return found;
        }
        let position = self.numbers.iter().position(|number| !whole || number.fract() == 0.0);
        let found = match position {
            Some(position) => self.numbers.remove(position),
            None => schema["minimum"].as_f64().unwrap_or(0.0),
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the fraction is zero, and saturating is fine here"
        )]
        if whole || found.fract() == 0.0 { Value::from(found as i64) } else { Value::from(found) }
    }

    fn string(&mut self, name: Option<&str>, schema: &Value) -> Value {
        if let Some(found) = self.take(Value::is_string) {
            return found;
        }
        if !self.quoted.is_empty() {
            return self.quoted.remove(0).into();
        }
        let text = if self.text.is_empty() { name.unwrap_or("text").to_owned() } else { self.text.clone() };
        let most =
            schema["maxLength"].as_u64().and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        text.chars().take(most).collect::<String>().into()
    }

    fn array(&mut self, root: &Value, schema: &Value, depth: usize) -> Value {
        if let Some(found) = self.take(Value::is_array) {
            return found;
        }
        let items = &schema["items"];
        let numeric = items["type"] == "number" || items["type"] == "integer";
        let count = if numeric { self.numbers.len().max(1) } else { self.quoted.len().max(1) };
        (0..count).map(|_| self.draw_from(root, items, None, depth - 1)).collect()
    }

    fn object(&mut self, root: &Value, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            object.insert(name.clone(), self.draw_from(root, property, Some(name), depth - 1));
        }
        Value::Object(object)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn arguments_are_drawn_from_the_task_in_order() {
        let schema = json!({ "type": "object", "properties": {
            "a": { "type": "integer" }, "b": { "type": "number" }, "title": { "type": "string" },
            "unit": { "enum": ["km", "mile"] }, "exact": { "type": "boolean" },
        } });
        let drawn = Material::of_text("Add 17 and 2.5 miles to \"the ledger\".").draw(&schema);
        assert_eq!(drawn, json!({ "a": 17, "b": 2.5, "title": "the ledger", "unit": "mile", "exact": true }));
    }

    #[test]
    fn a_list_of_numbers_takes_all_numbers_and_a_reference_is_followed() {
        let schema = json!({ "type": "object", "properties": { "xs": { "$ref": "#/$defs/xs" } },
            "$defs": { "xs": { "type": "array", "items": { "type": "integer" } } } });
        assert_eq!(Material::of_text("sum 3, 4 and 5").draw(&schema), json!({ "xs": [3, 4, 5] }));
    }

    #[test]
    fn results_are_preferred_to_the_text() {
        let schema = json!({ "type": "object", "properties": { "sum": { "type": "integer" } } });
        let mut material = Material::of_text("add: 12");
        material.prefer(&json!({ "total": 5 }));
        assert_eq!(material.draw(&schema), json!({ "sum": 5 }));
    }
}
