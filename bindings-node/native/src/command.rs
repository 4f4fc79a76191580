//! The command `steersman`, carried by the package.

use napi_derive::napi;

/// Runs the command with these arguments, the first of which is the program's name, and gives its exit code. It blocks until
/// then: what calls it is the program of the command and does nothing else.
#[napi]
pub(crate) fn run_command(arguments: Vec<String>) -> u32 {
    steersman_cli::run_command(arguments).code().into()
}
