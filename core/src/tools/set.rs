//! The tools of one session, checked before anything is sent.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::{Tool, ToolFailure};
use crate::json_schema::JsonSchema;
use crate::wire::ToolDefinition;
use crate::{Error, ErrorKind};

/// Tools by name, all of them callable. Cloning is cheap.
#[derive(Clone)]
pub struct ToolSet {
    definitions: Arc<[ToolDefinition]>,
    runner: Runner,
    /// Time limits of tools that the host runs.
    limits: Arc<HashMap<String, Duration>>,
}

#[derive(Clone)]
pub(crate) enum Runner {
    /// Calls run here.
    Functions(Arc<HashMap<String, Arc<dyn Tool>>>),
    /// Calls are handed to the host, which declared the tools. Those named here have their arguments checked before.
    Host(Arc<HashMap<String, JsonSchema>>),
}

impl ToolSet {
    /// A set of tools. Fails when a name is used twice, is not 1 to 64 letters, digits and underscores beginning with
    /// no digit, or when a description is empty.
    pub fn new(tools: impl IntoIterator<Item = Arc<dyn Tool>>) -> Result<Self, Error> {
        let mut by_name = HashMap::new();
        let mut definitions = Vec::new();
        for tool in tools {
            let definition = tool.definition();
            by_name.insert(definition.name.clone(), tool);
            definitions.push(definition);
        }
        check(&definitions)?;
        Ok(Self::of(definitions, Runner::Functions(Arc::new(by_name))))
    }

    /// Tools that the host runs itself: calls come out of
    /// [`EventStream::drain_calls`](crate::EventStream::drain_calls) and are answered with
    /// [`EventStream::complete`](crate::EventStream::complete). The same checks as in [`ToolSet::new`].
    pub fn declared(definitions: Vec<ToolDefinition>) -> Result<Self, Error> {
        check(&definitions)?;
        Ok(Self::of(definitions, Runner::Host(Arc::default())))
    }

    /// Tools that the host runs itself, as [`ToolSet::declared`]. A call of the tools that `checked` names is handed out only when its
    /// arguments fit the tool's `input_schema`; else the agent gets an error result that says what does not. For tools whose
    /// host has nothing better to check them with.
    ///
    /// # Errors
    /// As [`ToolSet::new`]; also when the `input_schema` of such a tool is not a JSON Schema.
    pub fn declared_and_checked(definitions: Vec<ToolDefinition>, checked: &[String]) -> Result<Self, Error> {
        check(&definitions)?;
        let mut schemas = HashMap::new();
        for (at, definition) in definitions.iter().enumerate() {
            if let Some(schema) =
                definition.input_schema.as_ref().filter(|_| checked.contains(&definition.name))
            {
                let schema = JsonSchema::new(schema).map_err(|error| {
                    refusal(at, "input_schema", &format!("expected a JSON Schema: {error}"))
                })?;
                schemas.insert(definition.name.clone(), schema);
            }
        }
        Ok(Self::of(definitions, Runner::Host(Arc::new(schemas))))
    }

    fn of(definitions: Vec<ToolDefinition>, runner: Runner) -> Self {
        Self { definitions: definitions.into(), runner, limits: Arc::default() }
    }

    /// The longest that one call may run, by the name of the tool, for tools that the host runs itself; other tools say it
    /// themselves ([`Tool::timeout`]).
    #[must_use]
    pub fn with_time_limits(mut self, limits: impl IntoIterator<Item = (String, Duration)>) -> Self {
        self.limits = Arc::new(limits.into_iter().collect());
        self
    }

    /// What the agent is told, in the order given.
    pub fn definitions(&self) -> &[ToolDefinition] {
        &self.definitions
    }

    /// Whether there is no tool.
    pub fn is_empty(&self) -> bool {
        self.definitions.is_empty()
    }

    pub(crate) fn runner(&self) -> &Runner {
        &self.runner
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.definitions.iter().any(|definition| definition.name == name)
    }

    /// The longest that a call of this tool may run, if the tool says.
    pub(crate) fn timeout(&self, name: &str) -> Option<Duration> {
        match &self.runner {
            Runner::Functions(functions) => functions.get(name).and_then(|tool| tool.timeout()),
            Runner::Host(_) => self.limits.get(name).copied(),
        }
    }

    /// Checks the arguments of a call that is handed to the host.
    pub(crate) fn fits(&self, name: &str, arguments: &Value) -> Result<(), ToolFailure> {
        let Runner::Host(schemas) = &self.runner else { return Ok(()) };
        match schemas.get(name).map(|schema| schema.mismatches(arguments)) {
            Some(reasons) if !reasons.is_empty() => {
                Err(ToolFailure::new(format!("the arguments of {name} do not fit: {}", reasons.join("; "))))
            }
            _ => Ok(()),
        }
    }

    /// The text for an agent that calls a tool which is not there.
    pub(crate) fn unknown(&self, name: &str) -> String {
        let names: Vec<&str> = self.definitions.iter().map(|definition| definition.name.as_str()).collect();
        format!("This client has no tool named `{name}`. It has: {}.", names.join(", "))
    }
}

impl fmt::Debug for ToolSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.definitions.iter().map(|definition| &definition.name)).finish()
    }
}

fn refusal(at: usize, part: &str, text: &str) -> Error {
    let field = format!("tools[{at}].{part}");
    Error::new(ErrorKind::ToolDefinition, format!("{field}: {text}")).with_field(field)
}

fn check(definitions: &[ToolDefinition]) -> Result<(), Error> {
    for (at, definition) in definitions.iter().enumerate() {
        let refuse = |part, text: String| Err(refusal(at, part, &text));
        let name = &definition.name;
        let legal = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty()
            || name.len() > 64
            || name.starts_with(|c: char| c.is_ascii_digit())
            || !name.chars().all(legal)
        {
            return refuse(
                "name",
                format!("expected 1 to 64 letters, digits and underscores, no digit first, got {name:?}"),
            );
        }
        if definition.description.trim().is_empty() {
            return refuse(
                "description",
                format!("expected what {name:?} does and when to use it, got nothing"),
            );
        }
        if definitions[..at].iter().any(|other| other.name == *name) {
            return refuse("name", format!("{name:?} is used twice; each tool needs a name of its own"));
        }
    }
    Ok(())
}

/// What can be given as the tools of a session: a [`ToolSet`], or a list of tools.
pub trait Tools {
    /// Checks the tools and makes a set of them.
    fn into_set(self) -> Result<ToolSet, Error>;
}

impl Tools for ToolSet {
    fn into_set(self) -> Result<ToolSet, Error> {
        Ok(self)
    }
}

impl<T: Tool> Tools for T {
    fn into_set(self) -> Result<ToolSet, Error> {
        ToolSet::new([Arc::new(self) as Arc<dyn Tool>])
    }
}

impl Tools for Vec<Arc<dyn Tool>> {
    fn into_set(self) -> Result<ToolSet, Error> {
        ToolSet::new(self)
    }
}

macro_rules! tuple {
    ($($name:ident)+) => {
        impl<$($name: Tool),+> Tools for ($($name,)+) {
            #[expect(non_snake_case, reason = "the values are named after their types")]
            fn into_set(self) -> Result<ToolSet, Error> {
                let ($($name,)+) = self;
                ToolSet::new([$(Arc::new($name) as Arc<dyn Tool>),+])
            }
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);

#[cfg(all(test, feature = "json-schema"))]
mod tests {
    use serde_json::json;

    use super::*;

    fn double(schema: Value) -> Vec<ToolDefinition> {
        let Value::Object(schema) = schema else { panic!("a schema is an object") };
        vec![ToolDefinition::new("double", "Doubles a number", schema)]
    }

    #[test]
    fn arguments_of_a_call_for_the_host_are_checked_where_it_asked_for_that() {
        let schema =
            json!({"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]});
        let checked = ToolSet::declared_and_checked(double(schema.clone()), &["double".to_owned()]).unwrap();
        assert!(checked.fits("double", &json!({"number": 4})).is_ok());
        let failure = checked.fits("double", &json!({"number": "four"})).unwrap_err();
        assert_eq!(
            failure.text(),
            r#"the arguments of double do not fit: /number: "four" is not of type "integer""#
        );
        let unchecked = ToolSet::declared_and_checked(double(schema), &[]).unwrap();
        assert!(unchecked.fits("double", &json!({})).is_ok());
    }

    #[test]
    fn a_schema_that_is_none_is_refused_before_anything_is_sent() {
        let error =
            ToolSet::declared_and_checked(double(json!({"type": 7})), &["double".to_owned()]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ToolDefinition);
        assert_eq!(error.field(), Some("tools[0].input_schema"));
    }
}
