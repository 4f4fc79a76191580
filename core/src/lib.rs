//! Watch and steer autonomous agent sessions.
//!
//! Start a session and hold a light [`SessionHandle`] bound to its id; read it, stream its events, run your own tools for
//! it, steer it, and take its answer. Every operation of the API is also a direct call on [`Client`].

mod answer;
pub mod api;
mod client;
mod json_schema;
#[cfg(feature = "local")]
mod local;
pub mod session;
pub mod tools;
#[cfg(feature = "view")]
pub mod view;
pub mod webhook;

pub use answer::AnswerSchema;
pub use client::{Client, ClientBuilder};
#[cfg(feature = "local")]
pub use local::{LocalOptions, Runtime, RuntimeBuilder};
pub use session::{
    AnswerRejected, Event, EventStream, Gap, GapReason, Reconnecting, RunSession, SessionHandle,
    SessionOutcome, StartSession, StreamItem, StreamOptions, StreamTools, Until, WaitForCompletion, Waiting,
    Withdrawal,
};
pub use steersman_http::{
    ApiKey, BASE_URL_EU, BASE_URL_US, CallOptions, ClientIdentity, CredentialFile, Credentials, Download,
    Error, ErrorBody, ErrorKind, Headers, QuotaLimit, Region, Response, Retry, RetryPolicy, Url,
};
pub use steersman_wire as wire;
pub use tools::{Tool, ToolSet};
pub use webhook::verify_webhook;
