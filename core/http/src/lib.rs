//! One HTTP request to the Agents API, done well.
//!
//! Credentials, time-outs, retries, limits and redirects live here, under everything else that talks to the API. The
//! crate knows no operation of the API: it is given a [`Request`] and gives back a [`Response`] or an [`Error`].
//!
//! ```no_run
//! use steersman_http::{Error, Method, Request, Transport};
//!
//! # async fn example() -> Result<(), Error> {
//! let transport = Transport::builder().build()?; // the key comes from the environment
//! let request = Request::new("list_sessions", Method::GET, "/api/v2/sessions").query("size", 5);
//! let sessions: serde_json::Value = transport.send(request).await?.json()?;
//! # let _ = sessions;
//! # Ok(())
//! # }
//! ```

mod attempt;
mod body;
mod connections;
mod credential_file;
mod credentials;
mod download;
mod error;
mod error_body;
mod headers;
mod identity;
mod path;
mod redact;
mod request;
mod response;
mod retry;
mod tls;
mod transport;
mod transport_builder;
mod trouble;
mod upload;
mod warm_up;

pub use credential_file::CredentialFile;
pub use credentials::{ApiKey, Credentials};
pub use download::Download;
pub use error::{Error, ErrorKind, Retry};
pub use error_body::{ErrorBody, QuotaLimit};
pub use headers::Headers;
pub use identity::ClientIdentity;
pub use path::{encode_catalog_name, encode_path_segment};
pub use request::{CallOptions, MAX_REQUEST_BYTES, Request};
pub use response::Response;
pub use retry::{Backoff, RetryPolicy, is_retryable_status, parse_retry_after};
pub use tls::{config as tls_config, trusting_nobody as tls_config_trusting_nobody};
pub use transport::Transport;
pub use transport_builder::{BASE_URL_EU, BASE_URL_US, Region, TransportBuilder};
pub use upload::{FileStream, Upload};

pub use reqwest::Method;
pub use url::Url;
