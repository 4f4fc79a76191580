//! Steering a session, by the name of what is done.

use steersman::wire::{SendMessages, ToolResult};
use steersman::{Error, SessionHandle};

use crate::options;

/// Steers a session: `send_message`, `send_tool_results` (each with a JSON body), `pause`, `resume`, `force_answer` or `cancel`.
pub async fn steer(session: &SessionHandle, what: &str, body: Option<&str>) -> Result<(), Error> {
    let body = body.unwrap_or("null");
    match what {
        "send_message" => session.send_message(options::read::<SendMessages>("message", body)?).await,
        "send_tool_results" => {
            session.send_tool_results(options::read::<Vec<ToolResult>>("results", body)?).await
        }
        "pause" => session.pause().await,
        "resume" => session.resume().await,
        "force_answer" => session.force_answer().await,
        "cancel" => session.cancel().await,
        _ => Err(Error::invalid_argument("what", format!("there is no way to {what} a session"))),
    }
}
