//! The request that creates a session, for programs that send it themselves.

use napi_derive::napi;
use steersman::Error;
use steersman_host::options::{self, StartSettings};

use crate::failure;

/// The JSON of the request with the tools and the answer schema in it.
#[napi]
pub(crate) fn prepare_request(settings: String) -> napi::Result<String> {
    prepare(&settings).map_err(|error| failure::thrown(&error))
}

fn prepare(settings: &str) -> Result<String, Error> {
    let request = options::read::<StartSettings>("request", settings)?.into_request()?;
    serde_json::to_string(&request)
        .map_err(|error| Error::invalid_argument("request", format!("expected JSON: {error}")))
}
