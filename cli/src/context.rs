//! What every command is given: the options all of them have, a client, a place to print.

use serde::Serialize;
use serde_json::value::RawValue;
use steersman::{Client, Response};

use crate::args::GlobalArgs;
use crate::exit::Exit;
use crate::json_lines::{JsonLine, single_line};
use crate::out::Out;
use crate::stop::{Stop, tell};
use crate::target;

/// What every command is given.
pub(crate) struct Context {
    pub(crate) global: GlobalArgs,
}

impl Context {
    /// A client for the API that the options name.
    pub(crate) fn client(&self) -> Result<Client, Stop> {
        Ok(target::client(&self.global)?)
    }

    /// Where answers go.
    pub(crate) fn out(&self) -> Out {
        Out::of_terminal(self.global.color)
    }

    /// Prints `value` for programs, or what `people` makes of it.
    pub(crate) fn print<T: Serialize>(
        &self,
        value: &T,
        people: impl FnOnce(&mut Out, &T) -> std::io::Result<()>,
    ) -> Result<Exit, Stop> {
        let mut out = self.out();
        if self.global.json {
            out.json(value)?;
        } else {
            people(&mut out, value)?;
        }
        Ok(Exit::Success)
    }

    /// Prints a response of the API: to programs as it came, with every member.
    pub(crate) fn print_response<T: serde::de::DeserializeOwned>(
        &self,
        response: &Response,
        people: impl FnOnce(&mut Out, &T) -> std::io::Result<()>,
    ) -> Result<Exit, Stop> {
        let mut out = self.out();
        if self.global.json {
            let raw = response.json::<Box<RawValue>>()?;
            out.text_as_is(&single_line(raw.get()))?;
        } else {
            people(&mut out, &response.json::<T>()?)?;
        }
        Ok(Exit::Success)
    }

    /// Runs a command that answers at once, until it is done or somebody presses Ctrl-C.
    pub(crate) async fn finish(&self, command: impl Future<Output = Result<Exit, Stop>>) -> Exit {
        let json = self.global.json;
        tokio::select! {
            // Heard before the command begins.
            biased;
            Ok(()) = tokio::signal::ctrl_c() => {
                let exit = Exit::Left;
                if json {
                    // The reader may be gone already; the exit code still says it.
                    let _ = Out::stdout().json(&JsonLine::Left { session_id: None, next_index: 0, exit_code: exit.code() });
                }
                eprintln!("\rleft; what was asked for may have happened");
                exit
            }
            done = command => done.unwrap_or_else(|stop| tell(stop, json)),
        }
    }
}
