//! Texts with `{{ expressions }}` in them, checked when the file is read and filled in when their step is played.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value as Filler};
use serde_json::{Map, Value};

/// A JSON value whose texts may contain expressions. A text that is one expression keeps the type of what it stands for.
#[derive(Clone, Debug)]
pub(crate) enum Template {
    Fixed(Value),
    Text(String),
    Expression(String),
    List(Vec<Template>),
    Object(Vec<(String, Template)>),
}

fn environment<'a>() -> Environment<'a> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment
}

/// The inside of a text that is nothing but `{{ … }}`.
fn sole_expression(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    (!inside.contains("}}") && !inside.contains("{{")).then_some(inside.trim())
}

/// Checks an expression; the text says what is wrong with it.
pub(crate) fn check_expression(text: &str) -> Result<(), String> {
    environment().compile_expression(text).map(|_| ()).map_err(|error| describe(&error))
}

impl Template {
    /// Takes a value as a template; the text says what is wrong with it.
    pub(crate) fn new(value: &Value) -> Result<Self, String> {
        Ok(match value {
            Value::String(text) if sole_expression(text).is_some() => {
                let inside = sole_expression(text).unwrap_or_default();
                check_expression(inside)?;
                Self::Expression(inside.to_owned())
            }
            Value::String(text) if text.contains("{{") || text.contains("{%") => {
                environment().template_from_str(text).map_err(|error| describe(&error))?;
                Self::Text(text.clone())
            }
            Value::Array(items) => Self::List(items.iter().map(Self::new).collect::<Result<_, _>>()?),
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), Self::new(value)?)))
                    .collect::<Result<_, String>>()?,
            ),
            fixed => Self::Fixed(fixed.clone()),
        })
    }

    /// Fills in what is known.
    pub(crate) fn fill(&self, known: &Map<String, Value>) -> Result<Value, String> {
        Ok(match self {
            Self::Fixed(value) => value.clone(),
            Self::Text(text) => {
                let filled = environment().render_str(text, Filler::from(Serde(known)));
                filled.map_err(|error| describe(&error))?.into()
            }
            Self::Expression(text) => evaluate(text, known)?,
            Self::List(items) => items.iter().map(|item| item.fill(known)).collect::<Result<_, _>>()?,
            Self::Object(members) => {
                let filled = members.iter().map(|(name, value)| Ok((name.clone(), value.fill(known)?)));
                Value::Object(filled.collect::<Result<_, String>>()?)
            }
        })
    }

    /// Fills in, as text: texts as they are, anything else as JSON.
    pub(crate) fn fill_text(&self, known: &Map<String, Value>) -> Result<String, String> {
        Ok(match self.fill(known)? {
            Value::String(text) => text,
            other => other.to_string(),
        })
    }
}

/// The value of an expression.
fn evaluate(text: &str, known: &Map<String, Value>) -> Result<Value, String> {
    let environment = environment();
    let expression = environment.compile_expression(text).map_err(|error| describe(&error))?;
    let value = expression.eval(Filler::from(Serde(known))).map_err(|error| describe(&error))?;
    if value.is_undefined() {
        return Err(format!("'{text}' is not defined here"));
    }
    serde_json::to_value(&value).map_err(|error| error.to_string())
}

/// Whether an expression holds.
pub(crate) fn holds(text: &str, known: &Map<String, Value>) -> Result<bool, String> {
    let environment = environment();
    let expression = environment.compile_expression(text).map_err(|error| describe(&error))?;
    expression.eval(Filler::from(Serde(known))).map(|value| value.is_true()).map_err(|error| describe(&error))
}

fn describe(error: &minijinja::Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(value: &Value) -> Result<Value, String> {
        let known = json!({ "task": "add", "results": { "add": { "sum": 5 } }, "xs": [1, 2] });
        Template::new(value)?.fill(known.as_object().unwrap())
    }

    #[test]
    fn a_sole_expression_keeps_its_type_and_a_text_is_filled_in() {
        assert_eq!(filled(&json!("{{ results.add.sum }}")), Ok(json!(5)));
        assert_eq!(
            filled(&json!({ "a": ["{{ xs }}", "{{ task|upper }}: {{ xs[0] + 1 }}", 7] })),
            Ok(json!({ "a": [[1, 2], "ADD: 2", 7] }))
        );
    }

    #[test]
    fn faults_are_found_when_the_template_is_read_and_unknown_names_when_it_is_filled_in() {
        assert!(Template::new(&json!("{{ a + }}")).is_err());
        assert!(Template::new(&json!("x {% if %}")).is_err());
        assert!(filled(&json!("{{ nothing }}")).unwrap_err().contains("nothing"));
        assert!(filled(&json!("is {{ nothing }}")).is_err());
    }
}
