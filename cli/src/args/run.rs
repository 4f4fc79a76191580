//! `run`, `watch` and `serve`.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value};

use super::values::{non_empty, parse_override, path, positive_seconds};

const LIMITS: &str = "The request";

pub(super) const RUN_EXAMPLES: &str = "\
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

pub(super) const WATCH_EXAMPLES: &str = "\
Examples:
  steersman watch 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77
  steersman watch 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 --from-index 120
  steersman watch --json 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 | jq -r 'select(.type == \"event\").event.type'

In a terminal this is a live screen with a line to type in: text is a message to the agent; /pause, /resume, /answer \
and /cancel steer it; /help lists all keys. In a pipe, and with --plain, it prints one line per event.

Leaving does not stop the session, and watching answers no tool calls.";

pub(super) const SERVE_EXAMPLES: &str = "\
Examples:
  steersman serve
  steersman serve --port 8080 --agents my-agents.yaml
  steersman serve --quiet > api.env     (read by the shell of another program: . ./api.env)

The server listens on 127.0.0.1 only. Ctrl-C or SIGTERM stops it.";

/// `steersman run`
#[derive(Args, Debug)]
pub(crate) struct RunArgs {
    /// The task, in plain words; `-` reads it from standard input.
    #[arg(value_parser = non_empty)]
    pub(crate) task: String,

    /// Agent to run, from the catalog (`h/web-surfer-pro`, or `name:3` for a revision) or from --agents.
    ///
    /// Required on the hosted service. With --local the first agent of the file is taken when none is named.
    #[arg(short, long, value_name = "NAME", value_parser = non_empty)]
    pub(crate) agent: Option<String>,

    /// Run on an Agents API inside this process: no account, no network.
    #[arg(long, conflicts_with_all = ["api_key", "base_url", "region"])]
    pub(crate) local: bool,

    /// YAML or JSON file of scripted agents for --local.
    #[arg(long, value_name = "FILE", requires = "local", value_parser = path)]
    pub(crate) agents: Option<PathBuf>,

    /// Print the answer only.
    #[arg(short, long, conflicts_with = "json")]
    pub(crate) quiet: bool,

    /// Steps after which the agent is asked for its answer [default: no limit]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), help_heading = LIMITS)]
    pub(crate) max_steps: Option<u32>,

    /// Seconds of work after which the agent answers with what it has [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = positive_seconds, help_heading = LIMITS)]
    pub(crate) max_time: Option<f64>,

    /// Seconds the session stays open for another message after each answer [default: it ends with its answer]
    ///
    /// The command itself ends with the first answer.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..), help_heading = LIMITS)]
    pub(crate) idle_timeout: Option<u32>,

    /// Override a part of the request: a dotted path, and a value that is JSON or else text. Repeatable.
    #[arg(short, long = "override", value_name = "PATH=VALUE", value_parser = parse_override, help_heading = LIMITS)]
    pub(crate) overrides: Vec<(String, Value)>,
}

impl RunArgs {
    /// The overrides as the request carries them; of two for the same path the later one stands.
    pub(crate) fn override_map(&self) -> Option<Map<String, Value>> {
        (!self.overrides.is_empty()).then(|| self.overrides.iter().cloned().collect())
    }
}

/// `steersman watch`
#[derive(Args, Debug)]
pub(crate) struct WatchArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// Index of the first event to show.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) from_index: u64,

    /// Go on through the idle turns of a conversation, until the session ends for good. The live screen always does.
    #[arg(long)]
    pub(crate) until_terminal: bool,

    /// Stop watching after this time; the session goes on [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = positive_seconds)]
    pub(crate) timeout: Option<f64>,

    /// Print one line per event, also in a terminal.
    #[arg(long)]
    pub(crate) plain: bool,

    /// Print the answer only.
    #[arg(short, long, conflicts_with = "json")]
    pub(crate) quiet: bool,
}

/// `steersman serve`
#[derive(Args, Debug)]
pub(crate) struct ServeArgs {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) port: u16,

    /// Address to listen on. One that other machines can reach needs --api-key.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(crate) host: IpAddr,

    /// YAML or JSON file of agents, beside the built-in ones h/showcase, h/tools and h/conversation.
    #[arg(long, value_name = "FILE", value_parser = path)]
    pub(crate) agents: Option<PathBuf>,

    /// Print the JSON Schema of the agents file, for editors, and end.
    #[arg(long, exclusive = true)]
    pub(crate) agents_schema: bool,

    /// Keep everything in this file, and go on from it after a restart [default: nothing is kept]
    #[arg(long, value_name = "FILE", value_parser = path)]
    pub(crate) data: Option<PathBuf>,

    /// Key that callers must present [default: a random one]
    #[arg(long, value_name = "KEY", value_parser = non_empty, conflicts_with = "no_api_key")]
    pub(crate) api_key: Option<String>,

    /// Accept callers without a key. Every program of this machine can then use the server.
    #[arg(long)]
    pub(crate) no_api_key: bool,

    /// Print the two export lines and nothing else: no line for each request on standard error.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
