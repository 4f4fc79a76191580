//! `record` and `replay`

use std::path::PathBuf;

use clap::Args;

use super::values::{non_empty, path, speed};

pub(super) const RECORD_EXAMPLES: &str = "\
Examples:
  steersman record 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 -o session.jsonl
  steersman replay session.jsonl

A file that holds the beginning of the same session is gone on with: a recording that was interrupted loses nothing. \
The format is described in docs/recording.md.";

pub(super) const REPLAY_EXAMPLES: &str = "\
Examples:
  steersman replay session.jsonl
  steersman replay session.jsonl --speed 4
  steersman watch --json 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 | steersman replay -";

/// `steersman record`
#[derive(Args, Debug)]
pub(crate) struct RecordArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// The file to write; `-` is standard output.
    #[arg(short, long, value_name = "FILE", value_parser = path)]
    pub(crate) output: PathBuf,

    /// Go on through the idle turns of a conversation, until the session ends for good.
    #[arg(long)]
    pub(crate) until_terminal: bool,

    /// Replace the file, whatever is in it.
    #[arg(short, long)]
    pub(crate) force: bool,
}

/// `steersman replay`
#[derive(Args, Debug)]
pub(crate) struct ReplayArgs {
    /// The recording; `-` is standard input.
    #[arg(value_parser = path)]
    pub(crate) file: PathBuf,

    /// Keep the time between the events, times this [default: print all at once]
    #[arg(long, value_name = "FACTOR", value_parser = speed)]
    pub(crate) speed: Option<f64>,

    /// Index of the first event to show.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) from_index: u64,
}
