//! Request bodies: checked before they are sent, in the same way whether they come as values or as JSON.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use steersman_http::{Error, ErrorKind};
use steersman_wire::{
    Agent, BrowserProfileCreate, CreateSchedule, CreateWebhook, Environment, Feedback, FieldError,
    ListFilesRequest, Members, PatchAgent, PatchEnvironment, PatchSkill, PauseSchedule, ReadFileRequest,
    SendMessages, SessionRequest, Skill, ToolResults, UpdateSchedule, UpdateWebhook, VaultCreateRequest,
    VaultTokenRotateRequest, VaultUpdateRequest, WriteFileRequest,
};

use super::operation::Body;

/// The argument that stands for a whole body: taken by name where the body is not an object of known shape, and named in errors.
pub(crate) const WHOLE_BODY: &str = "request";

/// A type that an operation takes as its body.
pub(crate) trait RequestBody: Serialize + DeserializeOwned {
    const SCHEMA: &'static str;

    /// The members, for an object of known shape.
    fn members() -> Option<&'static [&'static str]>;

    /// Checks the limits of the contract.
    fn check(&self) -> Result<(), FieldError>;

    /// The value, checked, as JSON.
    fn to_json(&self) -> Result<Bytes, Error> {
        self.check().map_err(|error| wrong_field(&error))?;
        let json = serde_json::to_vec(self).map_err(|cause| {
            Error::new(
                ErrorKind::InvalidArgument,
                format!("the request body cannot be written as JSON: {cause}"),
            )
            .with_source(cause)
        })?;
        Ok(json.into())
    }
}

macro_rules! request_bodies {
    (objects: $($object:ident),+; unions: $($union:ident),+;) => {
        $(
            impl RequestBody for $object {
                const SCHEMA: &'static str = stringify!($object);

                fn members() -> Option<&'static [&'static str]> {
                    Some(Self::MEMBERS)
                }

                fn check(&self) -> Result<(), FieldError> {
                    self.validate()
                }
            }
        )+
        $(
            impl RequestBody for $union {
                const SCHEMA: &'static str = stringify!($union);

                fn members() -> Option<&'static [&'static str]> {
                    None
                }

                fn check(&self) -> Result<(), FieldError> {
                    self.validate()
                }
            }
        )+
    };
}

request_bodies! {
    objects: Agent, BrowserProfileCreate, CreateSchedule, CreateWebhook, Feedback, ListFilesRequest, PatchAgent,
        PatchEnvironment, PatchSkill, PauseSchedule, ReadFileRequest, SessionRequest, Skill, UpdateSchedule, UpdateWebhook,
        VaultCreateRequest, VaultTokenRotateRequest, VaultUpdateRequest, WriteFileRequest;
    unions: Environment, SendMessages, ToolResults;
}

impl Body {
    pub(crate) const fn new<T: RequestBody>(required: bool) -> Self {
        Self { schema: T::SCHEMA, required, members: T::members, check: check::<T> }
    }
}

/// Checks a body given as JSON, and adds what its type says must be there (constant discriminators). What the caller gave is
/// kept as it is.
fn check<T: RequestBody>(mut given: Value) -> Result<Value, Error> {
    let typed: T = serde_path_to_error::deserialize(&given).map_err(|error| wrong_body(&error))?;
    let complete: Value = serde_json::from_slice(&typed.to_json()?).map_err(|cause| {
        Error::new(ErrorKind::Internal, "what was written as JSON cannot be read again").with_source(cause)
    })?;
    fill(&mut given, complete);
    Ok(given)
}

/// Says which member is over its limits.
fn wrong_field(error: &FieldError) -> Error {
    let field = if error.field.is_empty() { WHOLE_BODY } else { error.field.as_str() };
    Error::invalid_argument(field, format!("expected {}, got {}", error.expected, error.got))
}

/// Names the member that is wrong or missing.
fn wrong_body(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let message = error.inner().to_string();
    let mut field = error.path().to_string();
    if field == "." {
        field.clear();
    }
    match message.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')) {
        Some((missing, _)) => {
            if !field.is_empty() {
                field.push('.');
            }
            field.push_str(missing);
            Error::invalid_argument(field, "is required")
        }
        None if field.is_empty() => Error::invalid_argument(WHOLE_BODY, message),
        None => Error::invalid_argument(field, message),
    }
}

/// Adds the members of `complete` that `given` lacks, at every depth.
fn fill(given: &mut Value, complete: Value) {
    match (given, complete) {
        (Value::Object(given), Value::Object(complete)) => {
            for (name, value) in complete {
                match given.get_mut(&name) {
                    Some(known) => fill(known, value),
                    None => {
                        given.insert(name, value);
                    }
                }
            }
        }
        (Value::Array(given), Value::Array(complete)) if given.len() == complete.len() => {
            given.iter_mut().zip(complete).for_each(|(given, complete)| fill(given, complete));
        }
        _ => {}
    }
}
