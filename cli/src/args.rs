//! What can be typed: the options of every command, with the help that teaches them.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde_json::{Map, Value};

use crate::exit::EXIT_CODES;

/// The heading over the options that every command has.
const GLOBAL: &str = "Global options";
const LIMITS: &str = "The request";

const EXAMPLES: &str = "\
Examples:
  Try it without an account, on an agent that lives in this process:
    steersman run --local \"Say hello\"

  Run a task on the hosted service (the key: HAI_API_KEY, or the credential file):
    steersman run --agent h/web-surfer-pro \"Find the opening hours of the Louvre\"

  Keep an Agents API on loopback for other programs, whatever their language:
    steersman serve --port 8080 --agents my-agents.yaml";

const RUN_EXAMPLES: &str = "\
Examples:
  steersman run --local \"Say hello\"
  steersman run --local --agents my-agents.yaml \"Is order A-17 paid?\"
  steersman run --agent h/web-surfer-pro --max-steps 30 \"When does the Louvre open?\"
  steersman run -a h/web-surfer-pro -o agent.model=holo3 \"What is new?\"
  steersman run --quiet --local \"Say hello\" > answer.txt
  steersman run --json --local \"Say hello\" | jq .type
  echo \"Say hello\" | steersman run --local -

Ctrl-C asks whether to leave the session running or to cancel it; a second Ctrl-C leaves at once. Without a terminal \
it leaves. Leaving never stops a hosted session; a local one ends with this command.

The lines of --json are described in docs/cli.md.";

const WATCH_EXAMPLES: &str = "\
Examples:
  steersman watch 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77
  steersman watch 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 --from-index 120

Watching changes nothing: it answers no tool calls, and leaving does not stop the session.";

const SERVE_EXAMPLES: &str = "\
Examples:
  steersman serve
  steersman serve --port 8080 --agents my-agents.yaml
  steersman serve --quiet > api.env     (read by the shell of another program: . ./api.env)

The server listens on 127.0.0.1 only. Ctrl-C or SIGTERM stops it.";

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
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// When to use colours; `auto` also respects `NO_COLOR` and dumb terminals.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = GLOBAL)]
    pub color: ColorChoice,

    /// Write log lines to standard error: -v debug, -vv everything. `STEERSMAN_LOG` takes a filter instead.
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = GLOBAL)]
    pub verbose: u8,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a task and watch it until it is answered
    #[command(after_help = RUN_EXAMPLES, after_long_help = format!("{RUN_EXAMPLES}\n\n{EXIT_CODES}"))]
    Run(RunArgs),
    /// Watch a session that runs already, from its beginning or from an index
    #[command(after_help = WATCH_EXAMPLES, after_long_help = format!("{WATCH_EXAMPLES}\n\n{EXIT_CODES}"))]
    Watch(WatchArgs),
    /// Serve an Agents API on loopback until stopped
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// In a terminal that can show them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A region of the hosted service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RegionChoice {
    /// Europe.
    Eu,
    /// United States.
    Us,
}

/// How a watched session is printed.
#[derive(Args, Clone, Copy, Debug, Default)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// Print JSON lines: one object per line, of a documented, stable shape.
    #[arg(long, conflicts_with = "quiet")]
    pub json: bool,

    /// Print the answer only.
    #[arg(short, long)]
    pub quiet: bool,
}

/// Which Agents API to talk to, and as whom.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "The API")]
pub struct TargetArgs {
    /// API key; without it `HAI_API_KEY`, then the credential file.
    ///
    /// A key on a command line can be read by every user of the machine: prefer the variable or the file.
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,

    /// Base URL of the API; without it `HAI_API_BASE_URL`, then the region's.
    #[arg(long, value_name = "URL", conflicts_with = "region")]
    pub base_url: Option<String>,

    /// Region of the hosted service [default: eu]
    #[arg(long)]
    pub region: Option<RegionChoice>,
}

/// `steersman run`
#[derive(Args, Debug)]
pub struct RunArgs {
    /// The task, in plain words; `-` reads it from standard input.
    #[arg(value_parser = non_empty)]
    pub task: String,

    /// Agent to run, from the catalog (`h/web-surfer-pro`, or `name:3` for a revision) or from --agents.
    ///
    /// Required on the hosted service. With --local the first agent of the file is taken when none is named.
    #[arg(short, long, value_name = "NAME", value_parser = non_empty)]
    pub agent: Option<String>,

    /// Run on an Agents API inside this process: no account, no network.
    #[arg(long, conflicts_with_all = ["api_key", "base_url", "region"])]
    pub local: bool,

    /// YAML or JSON file of scripted agents for --local.
    #[arg(long, value_name = "FILE", requires = "local")]
    pub agents: Option<PathBuf>,

    /// Steps after which the agent is asked for its answer [default: no limit]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), help_heading = LIMITS)]
    pub max_steps: Option<u32>,

    /// Seconds of work after which the agent answers with what it has [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = positive_seconds, help_heading = LIMITS)]
    pub max_time: Option<f64>,

    /// Seconds the session stays open for another message after each answer [default: it ends with its answer]
    ///
    /// The command itself ends with the first answer.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..), help_heading = LIMITS)]
    pub idle_timeout: Option<u32>,

    /// Override a part of the request: a dotted path, and a value that is JSON or else text. Repeatable.
    #[arg(short, long = "override", value_name = "PATH=VALUE", value_parser = parse_override, help_heading = LIMITS)]
    pub overrides: Vec<(String, Value)>,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,

    /// Where the API is.
    #[command(flatten)]
    pub target: TargetArgs,
}

impl RunArgs {
    /// The overrides as the request carries them; of two for the same path the later one stands.
    pub fn override_map(&self) -> Option<Map<String, Value>> {
        (!self.overrides.is_empty()).then(|| self.overrides.iter().cloned().collect())
    }
}

/// `steersman watch`
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub session_id: String,

    /// Index of the first event to show.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub from_index: u64,

    /// Go on through the idle turns of a conversation, until the session ends for good.
    #[arg(long)]
    pub until_terminal: bool,

    /// How to print.
    #[command(flatten)]
    pub output: OutputArgs,

    /// Where the API is.
    #[command(flatten)]
    pub target: TargetArgs,
}

/// `steersman serve`
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,

    /// Address to listen on. One that other machines can reach needs --api-key.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,

    /// YAML or JSON file of agents, beside the built-in ones h/showcase, h/tools and h/conversation.
    #[arg(long, value_name = "FILE")]
    pub agents: Option<PathBuf>,

    /// Print the JSON Schema of the agents file, for editors, and end.
    #[arg(long, exclusive = true)]
    pub agents_schema: bool,

    /// Keep everything in this file, and go on from it after a restart [default: nothing is kept]
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// Key that callers must present [default: a random one]
    #[arg(long, value_name = "KEY", value_parser = non_empty, conflicts_with = "no_api_key")]
    pub api_key: Option<String>,

    /// Accept callers without a key. Every program of this machine can then use the server.
    #[arg(long)]
    pub no_api_key: bool,

    /// Print the two export lines and nothing else: no line for each request on standard error.
    #[arg(short, long)]
    pub quiet: bool,
}

fn non_empty(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("must not be empty".to_owned()) } else { Ok(text.to_owned()) }
}

fn positive_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && seconds > 0.0 => Ok(seconds),
        _ => Err("must be a number of seconds above 0".to_owned()),
    }
}

/// Splits at the first `=` outside brackets, so that `agent.environments[kind=web].start_url=https://…` has the
/// path one expects.
fn parse_override(text: &str) -> Result<(String, Value), String> {
    let mut depth = 0_u32;
    let split = text.char_indices().find(|&(_, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '=' && depth == 0
    });
    let Some((at, _)) = split else {
        return Err("must be PATH=VALUE".to_owned());
    };
    let (path, value) = (text[..at].trim(), &text[at + 1..]);
    if path.is_empty() {
        return Err("the path before `=` is empty".to_owned());
    }
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok((path.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use clap::error::ErrorKind;
    use serde_json::json;

    use super::*;

    fn run(arguments: &[&str]) -> Result<RunArgs, clap::Error> {
        let arguments = ["steersman", "run"].iter().chain(arguments);
        match Cli::try_parse_from(arguments)?.command {
            Command::Run(run) => Ok(run),
            Command::Watch(_) | Command::Serve(_) => panic!("`run` was parsed as another command"),
        }
    }

    fn error(arguments: &[&str]) -> clap::Error {
        run(arguments).expect_err("these arguments are wrong")
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_override_is_split_at_the_first_equals_sign_outside_brackets() {
        let parsed =
            run(&["-o", "agent.environments[kind=web].start_url=https://x.example/?a=b", "t"]).unwrap();
        assert_eq!(
            parsed.overrides,
            [("agent.environments[kind=web].start_url".to_owned(), json!("https://x.example/?a=b"))]
        );
    }

    #[test]
    fn an_override_value_is_json_when_it_can_be_and_text_otherwise() {
        let parsed =
            run(&["-o", "max_steps=3", "-o", "agent.tools=[]", "-o", "a=plain", "-o", "b=", "t"]).unwrap();
        let values: Vec<_> = parsed.overrides.into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, [json!(3), json!([]), json!("plain"), json!("")]);
    }

    #[test]
    fn of_two_overrides_for_one_path_the_later_stands() {
        let parsed = run(&["-o", "a=1", "-o", "a=2", "t"]).unwrap();
        assert_eq!(parsed.override_map(), json!({"a": 2}).as_object().cloned());
    }

    #[test]
    fn without_overrides_none_are_sent() {
        assert_eq!(run(&["t"]).unwrap().override_map(), None);
    }

    #[test]
    fn wrong_values_are_refused_with_the_name_of_their_option() {
        let wrong: &[(&[&str], &str)] = &[
            (&["-o", "novalue", "t"], "--override"),
            (&["-o", "=1", "t"], "--override"),
            (&["--max-steps", "0", "t"], "--max-steps"),
            (&["--max-steps", "many", "t"], "--max-steps"),
            (&["--max-time", "0", "t"], "--max-time"),
            (&["--max-time", "NaN", "t"], "--max-time"),
            (&["--max-time", "inf", "t"], "--max-time"),
            (&["--idle-timeout", "0", "t"], "--idle-timeout"),
            (&["--region", "mars", "t"], "--region"),
            (&["--agent", " ", "t"], "--agent"),
            (&[" "], "TASK"),
        ];
        for (arguments, option) in wrong {
            let error = error(arguments);
            assert!(error.to_string().contains(option), "{arguments:?}: {error}");
            assert_eq!(error.exit_code(), 2);
        }
    }

    #[test]
    fn options_that_contradict_each_other_are_refused() {
        for arguments in [
            &["--local", "--base-url", "http://127.0.0.1:1", "t"] as &[&str],
            &["--local", "--region", "us", "t"],
            &["--local", "--api-key", "k", "t"],
            &["--base-url", "http://127.0.0.1:1", "--region", "us", "t"],
            &["--json", "--quiet", "t"],
        ] {
            assert_eq!(error(arguments).kind(), ErrorKind::ArgumentConflict, "{arguments:?}");
        }
        assert_eq!(error(&["--agents", "a.yaml", "t"]).kind(), ErrorKind::MissingRequiredArgument);
        assert_eq!(error(&[]).kind(), ErrorKind::MissingRequiredArgument);
    }

    #[test]
    fn help_teaches_by_example_and_lists_the_exit_codes() {
        let help = error(&["--help"]).to_string();
        for part in ["steersman run --local", "Exit codes", "130", "Ctrl-C"] {
            assert!(help.contains(part), "no {part:?} in\n{help}");
        }
    }
}
