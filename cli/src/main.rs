//! The `steersman` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    steersman_cli::run_command(std::env::args_os()).into()
}
