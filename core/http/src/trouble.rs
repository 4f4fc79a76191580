//! What reqwest's errors mean for the caller.

use std::error::Error as StdError;
use std::io;

use url::Url;

use crate::connections::origin;
use crate::error::{Error, ErrorKind, Retry};
use crate::response::Context;

/// Trouble before the head of a response was there.
pub(crate) fn before_response(cause: reqwest::Error, url: &Url, context: &Context) -> Error {
    let cause = cause.without_url();
    let reason = reason(&cause);
    let origin = origin(url);
    if cause.is_builder() {
        return Error::new(ErrorKind::Internal, format!("the request cannot be made: {reason}"))
            .with_source(cause);
    }
    if cause.is_connect() {
        // A certificate does not become valid by trying again.
        let retry = if is_certificate(&cause) { Retry::Never } else { Retry::Perhaps };
        return Error::new(ErrorKind::Connect, format!("cannot connect to {origin}: {reason}"))
            .with_retry(retry)
            .with_source(cause);
    }
    Error::new(ErrorKind::ConnectionLost, format!("the connection to {origin} broke: {reason}"))
        .with_retry(context.retry_if_idempotent())
        .with_source(cause)
}

/// Trouble while the body was read.
pub(crate) fn in_body(cause: reqwest::Error, context: &Context) -> Error {
    let cause = cause.without_url();
    let reason = reason(&cause);
    let (kind, message) = if is_undecodable(&cause) {
        (ErrorKind::Decode, format!("the response cannot be decompressed: {reason}"))
    } else {
        (ErrorKind::ConnectionLost, format!("the connection broke in the middle of the response: {reason}"))
    };
    Error::new(kind, message).with_retry(context.retry_if_idempotent()).with_source(cause)
}

/// The deepest cause, which tells most.
fn reason(error: &(dyn StdError + 'static)) -> String {
    chain(error).last().map(ToString::to_string).unwrap_or_default()
}

/// What an error was caused by; also what is packed into an I/O error.
fn cause<'a>(error: &&'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    let error: &'a (dyn StdError + 'static) = *error;
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(packed) => Some(packed),
        None => error.source(),
    }
}

/// The error and all its causes.
fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), cause)
}

fn is_certificate(error: &(dyn StdError + 'static)) -> bool {
    chain(error).any(|cause| matches!(cause.downcast_ref(), Some(rustls::Error::InvalidCertificate(_))))
}

/// Whether the bytes came but were not what the encoding promised.
fn is_undecodable(error: &(dyn StdError + 'static)) -> bool {
    chain(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| matches!(cause.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput))
}
