//! Things of the catalog that can be named or given in place.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{Agent, Environment, Skill};

/// A name from the catalog, or the thing itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Ref<T> {
    /// A name of the catalog (`h/web-surfer-pro`); an agent's name may be pinned to a revision (`name:3`).
    Name(String),
    /// The thing itself.
    Inline(Box<T>),
    /// Something this version cannot type, as it came.
    Unknown(Value),
}

/// An agent by name or in place.
pub type AgentRef = Ref<Agent>;
/// An environment by id or in place.
pub type EnvironmentRef = Ref<Environment>;
/// A skill by name or in place.
pub type SkillRef = Ref<Skill>;

impl<T> Ref<T> {
    /// The name, if this is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The thing itself, if it is given in place.
    pub fn inline(&self) -> Option<&T> {
        match self {
            Self::Inline(thing) => Some(thing),
            _ => None,
        }
    }

    /// The thing itself for changing it, if it is given in place.
    pub fn inline_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Inline(thing) => Some(thing),
            _ => None,
        }
    }
}

impl<T> From<&str> for Ref<T> {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl<T> From<String> for Ref<T> {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<Agent> for AgentRef {
    fn from(agent: Agent) -> Self {
        Self::Inline(Box::new(agent))
    }
}

impl From<Environment> for EnvironmentRef {
    fn from(environment: Environment) -> Self {
        Self::Inline(Box::new(environment))
    }
}

impl From<Skill> for SkillRef {
    fn from(skill: Skill) -> Self {
        Self::Inline(Box::new(skill))
    }
}

impl<T: Serialize> Serialize for Ref<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(name) => serializer.serialize_str(name),
            Self::Inline(thing) => thing.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: serde::de::DeserializeOwned> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(name) => Self::Name(name),
            value => T::deserialize(&value)
                .map_or_else(|_| Self::Unknown(value), |thing| Self::Inline(Box::new(thing))),
        })
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Ref<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}Ref", T::schema_name()).into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let inline = generator.subschema_for::<T>();
        schemars::json_schema!({"anyOf": [{"type": "string"}, inline]})
    }
}
