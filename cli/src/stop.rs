//! Why a command could not go on, and how that is told: what happened, and what to do next.

use std::io;

use steersman::{Error, ErrorKind};

use crate::exit::Exit;
use crate::json_lines::JsonLine;
use crate::out::Out;
use crate::text::one_line;

/// Why a command could not go on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The API, the connection or the client.
    Error(Box<Error>),
    /// Something of this machine or of the person at it.
    Refused { message: String, next: String, exit: Exit },
    /// Whoever read our lines is gone. Nobody is left to be told.
    ReaderGone,
}

impl Stop {
    /// Something of this machine cannot be done; `next` says what to do about it.
    pub(crate) fn refused(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), next: next.into(), exit: Exit::Failure }
    }

    /// What was typed cannot be meant; `next` says what would be right.
    pub(crate) fn usage(message: impl Into<String>, next: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), next: next.into(), exit: Exit::Usage }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(Box::new(error))
    }
}

impl From<io::Error> for Stop {
    /// Writing to standard output failed: the only I/O whose errors are not told with their place.
    fn from(error: io::Error) -> Self {
        tracing::debug!(%error, "standard output is closed");
        Self::ReaderGone
    }
}

/// Tells why the command ends: to people on standard error, to programs as the last line.
pub(crate) fn tell(stop: Stop, json: bool) -> Exit {
    match stop {
        Stop::Error(error) => tell_error(&error, json),
        Stop::Refused { message, next, exit } => {
            let kind =
                if exit == Exit::Usage { ErrorKind::InvalidArgument } else { ErrorKind::Configuration };
            let line = JsonLine::Error {
                kind: kind.as_str(),
                message: &message,
                next_step: Some(&next),
                status_code: None,
                session_id: None,
                next_index: None,
                exit_code: exit.code(),
            };
            told(json.then_some(&line), &message, Some(&next));
            exit
        }
        // Like every command in a pipe that was closed, without a word. What was read was read.
        Stop::ReaderGone => Exit::Success,
    }
}

/// Something typed wrong is wrong usage; anything else is a failure.
fn tell_error(error: &Error, json: bool) -> Exit {
    let exit = if error.kind() == ErrorKind::InvalidArgument { Exit::Usage } else { Exit::Failure };
    let next = next_step(error);
    let line = JsonLine::Error {
        kind: error.kind().as_str(),
        message: &error.to_string(),
        next_step: next,
        status_code: error.status(),
        session_id: error.session_id(),
        next_index: error.cursor(),
        exit_code: exit.code(),
    };
    told(json.then_some(&line), &error.to_string(), next);
    exit
}

fn told(line: Option<&JsonLine<'_>>, message: &str, next: Option<&str>) {
    if let Some(line) = line {
        // The reader may be gone already; standard error still says it.
        let _ = Out::stdout().json(line);
    }
    eprintln!("error: {}", one_line(message));
    if let Some(next) = next {
        eprintln!(" next: {}", one_line(next));
    }
}

/// What somebody can do about an error, where there is something.
pub(crate) fn next_step(error: &Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::Configuration => "`steersman login` stores a key; `steersman doctor` checks all the rest",
        ErrorKind::Authentication => {
            "check the key: --api-key, HAI_API_KEY, or the one `steersman login` stored"
        }
        ErrorKind::PermissionDenied => {
            "this key may not do that: use another one, or ask its organisation's admin"
        }
        ErrorKind::NotFound => {
            "check the name or the id: `steersman sessions list`, `steersman agents list`; a catalog name has its prefix, as \
             in h/web-surfer-pro"
        }
        ErrorKind::Conflict | ErrorKind::SessionEnded => {
            "its state does not allow that: `steersman sessions status` shows it"
        }
        ErrorKind::Connect => {
            "check the base URL (--base-url, HAI_API_BASE_URL), the network and the proxy; `steersman doctor` helps"
        }
        ErrorKind::ConnectionLost | ErrorKind::RequestTimeout | ErrorKind::Server => "try again in a moment",
        ErrorKind::RateLimited => "wait until one of your sessions ends, or end one",
        ErrorKind::Unprocessable | ErrorKind::InvalidArgument | ErrorKind::BadRequest => {
            "correct the value; --help of the command describes each"
        }
        ErrorKind::DeadlineExceeded => "the session goes on: `steersman watch` comes back to it",
        _ => return None,
    })
}
