//! What can be typed: the options of every command, with the help that teaches them.

mod account;
mod catalog;
mod recording;
mod run;
mod sessions;
#[cfg(test)]
mod tests;
mod values;
mod view;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use account::LoginArgs;
pub(crate) use catalog::{AgentsCommand, EnvironmentsCommand, GetAgentArgs, SkillsCommand};
pub(crate) use recording::{RecordArgs, ReplayArgs};
pub(crate) use run::{RunArgs, ServeArgs, WatchArgs};
pub(crate) use sessions::{
    CancelArgs, DownloadArgs, EventsArgs, FilesCommand, ListFilesArgs, ListSessionsArgs, SendArgs,
    SessionArgs, SessionsCommand, UploadArgs,
};

pub(crate) use view::ViewArgs;

use crate::exit::EXIT_CODES;
use values::{base_url, non_empty};

/// The heading over the options that every command has.
const GLOBAL: &str = "Global options";

const EXAMPLES: &str = "\
Examples:
  Try it without an account, on an agent that lives in this process:
    steersman run --local \"Say hello\"

  Run a task on the hosted service (the key: `steersman login`, or HAI_API_KEY):
    steersman run --agent h/web-surfer-pro \"Find the opening hours of the Louvre\"

  See what runs, and look over an agent's shoulder:
    steersman sessions list --status running
    steersman watch 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77

  Keep an Agents API on loopback for other programs, whatever their language:
    steersman serve --port 8080 --agents my-agents.yaml

Something does not work? `steersman doctor` says what and why.";

/// The command line of `steersman`.
#[derive(Debug, Parser)]
#[command(
    name = "steersman",
    version,
    about = "Watch and steer autonomous agent sessions",
    long_about = "Watch and steer autonomous agent sessions: see what an agent does as it happens, step in, and get the \
                  answer; on the hosted Agents API or on one that runs on this machine.",
    after_help = EXAMPLES,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,

    /// The options that every command has.
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
}

/// The options that every command has, before or after its name.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = GLOBAL)]
pub(crate) struct GlobalArgs {
    /// Print JSON of a documented, stable shape: one object, or one per line.
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// API key; without it `HAI_API_KEY`, then the key that `steersman login` stored.
    ///
    /// A key on a command line can be read by every user of the machine: prefer the other two.
    #[arg(long, global = true, value_name = "KEY", value_parser = non_empty)]
    pub(crate) api_key: Option<String>,

    /// Base URL of the API; without it `HAI_API_BASE_URL`, then the region's.
    #[arg(long, global = true, value_name = "URL", value_parser = base_url, conflicts_with = "region")]
    pub(crate) base_url: Option<String>,

    /// Region of the hosted service [default: eu]
    #[arg(long, global = true)]
    pub(crate) region: Option<RegionChoice>,

    /// When to use colours; `auto` also respects `NO_COLOR` and dumb terminals.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,

    /// Write log lines to standard error: -v debug, -vv everything. `STEERSMAN_LOG` takes a filter instead.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a task and watch it until it is answered
    #[command(after_help = run::RUN_EXAMPLES, after_long_help = with_exit_codes(run::RUN_EXAMPLES))]
    Run(Box<RunArgs>),
    /// Watch a session that runs already, and steer it
    #[command(after_help = run::WATCH_EXAMPLES, after_long_help = with_exit_codes(run::WATCH_EXAMPLES))]
    Watch(WatchArgs),
    /// Find, read and steer sessions
    #[command(subcommand, after_help = sessions::EXAMPLES, arg_required_else_help = true)]
    Sessions(Box<SessionsCommand>),
    /// Look into the catalog of agents
    #[command(subcommand, arg_required_else_help = true)]
    Agents(AgentsCommand),
    /// Look into the catalog of skills
    #[command(subcommand, arg_required_else_help = true)]
    Skills(SkillsCommand),
    /// Look into the catalog of environments
    #[command(subcommand, arg_required_else_help = true)]
    Environments(EnvironmentsCommand),
    /// Show how many sessions and tokens may be used, and how many are
    Quota,
    /// Store an API key on this machine, after trying it
    #[command(after_help = account::LOGIN_EXAMPLES)]
    Login(LoginArgs),
    /// Remove the stored API key
    Logout,
    /// Show which API is used, with whose key, and whether it is accepted
    Whoami,
    /// Check everything that has to work on this machine, and say what to do about what does not
    Doctor,
    /// Serve an Agents API on loopback until stopped
    #[command(after_help = run::SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Open a page that shows a session live or replays it, and steers it
    #[command(after_help = view::VIEW_EXAMPLES)]
    View(ViewArgs),
    /// Write a session to a file as it happens
    #[command(after_help = recording::RECORD_EXAMPLES)]
    Record(RecordArgs),
    /// Show a recorded session
    #[command(after_help = recording::REPLAY_EXAMPLES)]
    Replay(ReplayArgs),
    /// Print the completion script of a shell
    #[command(after_help = account::COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page, or write those of all commands
    #[command(after_help = account::MAN_EXAMPLES)]
    Man(ManArgs),
}

impl Command {
    /// The name of a command that prints what somebody else reads: a shell, a pager.
    pub(crate) fn without_json(&self) -> Option<&'static str> {
        match self {
            Self::Serve(_) => Some("serve"),
            Self::Completions(_) => Some("completions"),
            Self::Man(_) => Some("man"),
            _ => None,
        }
    }
}

/// `steersman completions`
#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    pub(crate) shell: clap_complete::Shell,
}

/// `steersman man`
#[derive(Args, Debug)]
pub(crate) struct ManArgs {
    /// Write one page per command into this folder instead.
    #[arg(short, long, value_name = "FOLDER", value_parser = values::path)]
    pub(crate) output: Option<std::path::PathBuf>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// In a terminal that can show them.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A region of the hosted service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RegionChoice {
    /// Europe.
    Eu,
    /// United States.
    Us,
}

fn with_exit_codes(examples: &str) -> String {
    format!("{examples}\n\n{EXIT_CODES}")
}
