//! What a call by name brings.

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use steersman::api::{Operation, ReplyKind, revision};
use steersman::{CallOptions, Client, Error, ErrorKind, Response};

use crate::options;

/// The reply to a call.
#[derive(Debug, Default)]
pub struct Reply {
    /// The JSON of the wire; nothing when the operation answers nothing, or had nothing to say this time.
    pub json: Option<Box<RawValue>>,
    /// The revision that the reply's header tells.
    pub revision: Option<u64>,
}

impl Reply {
    /// Calls an operation by its name, with arguments as JSON text.
    pub async fn call(
        client: &Client,
        operation: &str,
        arguments: &str,
        options: CallOptions,
    ) -> Result<Self, Error> {
        let arguments = options::read("arguments", arguments)?;
        let response = client.call(operation, arguments, options).await?;
        Self::read(operation, &response)
    }

    /// A value that was read, as JSON again.
    pub fn value<T: Serialize>(value: &T) -> Result<Self, Error> {
        let json = to_raw_value(value).map_err(|error| {
            Error::new(ErrorKind::Internal, format!("a reply cannot be written: {error}"))
        })?;
        Ok(Self { json: Some(json), revision: None })
    }

    fn read(operation: &str, response: &Response) -> Result<Self, Error> {
        let json = match Operation::find(operation).map(|operation| operation.reply) {
            Some(ReplyKind::Nothing) => return Ok(Self::default()),
            Some(ReplyKind::OptionalJson(_)) if response.status == 204 => return Ok(Self::default()),
            _ => response.json()?,
        };
        Ok(Self { json: Some(json), revision: revision(response) })
    }
}
