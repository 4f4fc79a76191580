//! The `steersman` command, as a library with a thin main, so that packages of other languages can carry it.

mod args;
mod commands;
mod context;
mod describe;
mod exit;
mod interrupt;
mod json_lines;
mod live;
mod logging;
mod out;
mod progress;
#[cfg(feature = "schema")]
mod reference;
mod report;
mod run;
mod screen;
mod serve;
mod stop;
mod target;
mod terminal;
mod text;
mod view;
mod waiting;
mod watch;

use std::ffi::OsString;

use clap::Parser;

use args::{Cli, Command, SessionsCommand};
use commands::{account, catalog, doctor, files, recording, sessions, shell, steer};
use context::Context;
use stop::Stop;

pub use exit::Exit;
#[cfg(feature = "schema")]
pub use reference::{json_schema, markdown};

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
    if let Err(stop) = logging::init(cli.global.verbose, default) {
        return stop::tell(stop, cli.global.json);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: the async runtime did not start: {error}");
            return Exit::Failure;
        }
    };
    let exit = runtime.block_on(dispatch(cli));
    // A read of standard input cannot be interrupted; it must not hold the process.
    runtime.shutdown_background();
    exit
}

async fn dispatch(cli: Cli) -> Exit {
    let context = Context { global: cli.global };
    let context = &context;
    if let Some(name) = cli.command.without_json().filter(|_| context.global.json) {
        let stop = Stop::usage(format!("`{name}` prints no JSON"), "leave --json out");
        return stop::tell(stop, false);
    }
    match cli.command {
        Command::Run(args) => run::run(context, *args).await,
        Command::Watch(args) => run::attach(context, args).await,
        Command::Sessions(command) => match *command {
            SessionsCommand::Watch(args) => run::attach(context, args).await,
            SessionsCommand::List(args) => context.finish(sessions::list(context, args)).await,
            SessionsCommand::Get(args) => context.finish(sessions::get(context, args)).await,
            SessionsCommand::Status(args) => context.finish(sessions::status(context, args)).await,
            SessionsCommand::Events(args) => context.finish(sessions::events(context, args)).await,
            SessionsCommand::Files(command) => Box::pin(context.finish(files::files(context, command))).await,
            steering => context.finish(steer::ask(context, steering)).await,
        },
        Command::Agents(command) => context.finish(catalog::agents(context, command)).await,
        Command::Skills(command) => context.finish(catalog::skills(context, command)).await,
        Command::Environments(command) => context.finish(catalog::environments(context, command)).await,
        Command::Quota => context.finish(catalog::quota(context)).await,
        Command::Login(args) => context.finish(account::login(context, args)).await,
        Command::Logout => context.finish(async { account::logout(context) }).await,
        Command::Whoami => context.finish(account::whoami(context)).await,
        Command::Doctor => context.finish(doctor::doctor(context)).await,
        Command::Serve(args) => serve::serve(args).await,
        Command::View(args) => view::view(context, args).await,
        Command::Record(args) => context.finish(recording::record(context, args)).await,
        Command::Replay(args) => context.finish(recording::replay(context, args)).await,
        Command::Completions(args) => context.finish(async { shell::completions(context, &args) }).await,
        Command::Man(args) => context.finish(async { shell::man(context, &args) }).await,
    }
}

/// The programs of README.md, compiled and run as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
