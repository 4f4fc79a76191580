//! What the language packages share: everything that crosses the boundary as JSON text, read and written in one place.
//!
//! A package converts and does not decide. Options come as JSON with members in camel case, or are filled in (`options`), errors and
//! outcomes go out as JSON (`failure`, `outcome`), calls by name become a `Reply`, and both kinds of watching are one `Watch`.

pub mod failure;
mod local;
pub mod log;
pub mod options;
mod outcome;
mod reply;
mod steer;
mod watch;

pub use local::local_client;
pub use outcome::outcome;
pub use reply::Reply;
pub use steer::steer;
pub use watch::{Watch, tool_answer};
