//! Calls by name, with arguments as JSON: what every binding is built on.

use serde_json::{Map, Value};
use steersman_http::{CallOptions, Download, Error, Response};

use super::argument::Argument;
use super::body::WHOLE_BODY;
use super::draft::Draft;
use super::operation::Operation;
use crate::client::Client;

impl Client {
    /// Calls an operation by its name (`sessions.get_session`) with a JSON object of arguments, and gives the response as it
    /// came: [`Response::body`] is the JSON of the wire.
    ///
    /// Arguments are named as in the [operation](Operation): parameters, and the members of the body beside them. A body that
    /// is not an object of known shape is given whole, as `request`. An argument that is null is not sent when it is a parameter,
    /// and sent as null when it is a member of the body. The checks are those of the typed method; what a constant
    /// discriminator (`type`, `kind`) must say is filled in.
    ///
    /// # Errors
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument) with [`Error::field`] for an unknown operation or argument, a value of
    /// the wrong type or out of range, or a missing one; else what sending may give.
    pub async fn call(&self, name: &str, arguments: Value, options: CallOptions) -> Result<Response, Error> {
        named(name, arguments, options)?.send(self).await
    }

    /// Calls a download by its name, like [`call`](Self::call), and gives its content as it comes.
    ///
    /// # Errors
    /// As for [`call`](Self::call).
    pub async fn call_download(
        &self,
        name: &str,
        arguments: Value,
        options: CallOptions,
    ) -> Result<Download, Error> {
        named(name, arguments, options)?.download(self).await
    }
}

/// The call of the operation with this name.
pub(crate) fn named(name: &str, arguments: Value, options: CallOptions) -> Result<Draft, Error> {
    let operation = Operation::find(name)
        .ok_or_else(|| Error::invalid_argument("name", format!("there is no operation `{name}`")))?;
    let mut draft = draft(operation, arguments).map_err(|error| error.with_operation(operation.name))?;
    draft.options = options;
    Ok(draft)
}

fn draft(operation: &'static Operation, arguments: Value) -> Result<Draft, Error> {
    let arguments = match arguments {
        Value::Object(arguments) => arguments,
        Value::Null => Map::new(),
        _ => return Err(Error::invalid_argument("arguments", "must be an object")),
    };
    let fields = operation.body.and_then(|body| (body.members)());
    let mut draft = Draft::new(operation);
    let mut members = Map::new();
    let mut whole = None;
    for (name, value) in arguments {
        let member = fields.is_some_and(|fields| fields.contains(&name.as_str()));
        let param = operation.param(&name);
        if member {
            // A name that stands in the path and in the body (`PUT /skills/{name}`) is the same name.
            members.insert(name.clone(), value.clone());
        }
        if let Some(param) = param {
            if let Some(value) = Argument::from_json(param, value)? {
                draft.set(param, value);
            }
        } else if !member && operation.body.is_some() && name == WHOLE_BODY {
            whole = Some(value);
        } else if !member {
            return Err(unknown(operation, fields, &name));
        }
    }
    if let Some(body) = operation.body {
        // The name in the path says nothing about a body given whole.
        let only_path = members.keys().all(|name| operation.param(name).is_some());
        let value = match whole {
            Some(Value::Null) if !body.required => None,
            Some(_) if !only_path => {
                return Err(Error::invalid_argument(
                    WHOLE_BODY,
                    "cannot be given together with members of the body",
                ));
            }
            Some(value) => Some(value),
            None if fields.is_none() && body.required => {
                return Err(Error::invalid_argument(WHOLE_BODY, "is required"));
            }
            None if members.is_empty() && !body.required => None,
            None => Some(Value::Object(members)),
        };
        if let Some(value) = value {
            draft.set_json(&(body.check)(value)?);
        }
    }
    Ok(draft)
}

fn unknown(operation: &Operation, fields: Option<&'static [&'static str]>, name: &str) -> Error {
    let mut known: Vec<&str> = operation.params.iter().map(|param| param.name).collect();
    match fields {
        Some(fields) => known.extend(fields.iter().filter(|field| operation.param(field).is_none())),
        None => known.extend(operation.body.map(|_| WHOLE_BODY)),
    }
    let message = if known.is_empty() {
        format!("{} takes no arguments", operation.name)
    } else {
        format!("{} takes no such argument; it takes {}", operation.name, known.join(", "))
    };
    Error::invalid_argument(name, message)
}
