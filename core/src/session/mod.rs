//! A session: watched, steered and answered.
//!
//! [`SessionHandle`] is where a program meets a session. Everything that watches one is the [`machine`], run by the
//! driver; [`EventStream`] hands its events out, and waiting is a stream that is read to its end.

mod driver;
mod handle;
pub mod machine;
mod outcome;
mod queue;
mod run;
mod shared;
mod stream;
mod vocabulary;

pub use handle::SessionHandle;
pub use machine::{Gap, GapReason, Until, Withdrawal};
pub use outcome::{AnswerRejected, SessionOutcome};
pub use run::{RunSession, StartSession, WaitForCompletion, Waiting, create_request};
pub use stream::{Event, EventStream, Reconnecting, StreamItem, StreamOptions, StreamTools};
