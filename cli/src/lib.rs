//! The `steersman` command, as a library with a thin main, so that packages of other languages can carry it.

mod args;
mod describe;
mod exit;
mod interrupt;
mod json_lines;
mod logging;
mod progress;
mod report;
mod run;
mod screen;
mod serve;
mod target;
mod terminal;
mod text;
mod watch;

use std::ffi::OsString;

use clap::Parser;

pub use args::{
    Cli, ColorChoice, Command, OutputArgs, RegionChoice, RunArgs, ServeArgs, TargetArgs, WatchArgs,
};
pub use exit::Exit;

/// Runs the command with these arguments, the first of which is the program's name, and says how it ended. Blocks
/// until then; call it outside of an async runtime.
pub fn run_command<I, T>(arguments: I) -> Exit
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => {
            // Help and version come this way too. Nobody can be told that telling failed.
            let _ = message.print();
            return if message.use_stderr() { Exit::Usage } else { Exit::Success };
        }
    };
    let default = match &cli.command {
        Command::Serve(args) if !args.quiet => Some(logging::REQUESTS),
        _ => None,
    };
    logging::init(cli.verbose, default);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: the async runtime did not start: {error}");
            return Exit::Failure;
        }
    };
    let exit = runtime.block_on(async {
        match cli.command {
            Command::Run(args) => run::run(args, cli.color).await,
            Command::Watch(args) => run::attach(args, cli.color).await,
            Command::Serve(args) => serve::serve(args).await,
        }
    });
    // A read of standard input cannot be interrupted; it must not hold the process.
    runtime.shutdown_background();
    exit
}

/// The programs of README.md, compiled and run as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
