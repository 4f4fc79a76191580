//! One page of a listing.

use serde::{Deserialize, Serialize};

use crate::Extra;

/// One page of a listing that is walked by page number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Page<T> {
    /// The entries of this page, in the order asked for.
    #[serde(default = "Vec::new", deserialize_with = "null_as_empty")]
    pub items: Vec<T>,
    /// How many entries there are on all pages.
    #[serde(default, deserialize_with = "crate::nullable::null_as_default")]
    pub total: u64,
    /// The number of this page, from 1.
    #[serde(default, deserialize_with = "crate::nullable::null_as_default")]
    pub page: u64,
    /// Fields this version does not know, as they came.
    #[serde(flatten)]
    pub extra: Extra,
}

fn null_as_empty<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl<T> Page<T> {
    /// A page made from its parts.
    pub fn new(items: Vec<T>, total: u64, page: u64) -> Self {
        Self { items, total, page, extra: Extra::new() }
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Page<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        match T::schema_name().as_ref() {
            // These pages are not named after what they hold.
            "Environment" => "EnvironmentPage".into(),
            "AgentWithRevision" => "Page_Agent_".into(),
            name => format!("Page_{name}_").into(),
        }
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let item = generator.subschema_for::<T>();
        schemars::json_schema!({
            "description": "One page of a listing that is walked by page number.",
            "type": "object",
            "properties": {
                "items": {
                    "type": "array",
                    "items": item,
                    "description": "The entries of this page, in the order asked for.",
                },
                "total": {"type": "integer", "description": "How many entries there are on all pages."},
                "page": {"type": "integer", "description": "The number of this page, from 1."},
            },
            "required": ["items", "total", "page"],
        })
    }
}
