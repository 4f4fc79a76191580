//! `view`

use clap::Args;

use super::values::non_empty;

pub(super) const VIEW_EXAMPLES: &str = "\
Examples:
  steersman view 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77
  steersman view session.jsonl
  steersman view                        (a list of your sessions)
  steersman view --port 7117 --no-open 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77

The page is served on 127.0.0.1 only. Its link is printed on standard output and is good once. The API key stays in this \
process: the browser never sees it. With --port an open page goes on when the command is started again.";

/// `steersman view`
#[derive(Args, Debug)]
pub(crate) struct ViewArgs {
    /// A session, or a recording (a file that ends in .jsonl); without it, a list of sessions.
    #[arg(value_name = "SESSION_ID|FILE", value_parser = non_empty)]
    pub(crate) shown: Option<String>,

    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) port: u16,

    /// Print the link, but open no browser. None is opened without a terminal either.
    #[arg(long)]
    pub(crate) no_open: bool,

    /// Print the link and nothing else.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
