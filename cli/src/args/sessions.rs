//! `sessions …`

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use steersman::wire::{Timestamp, TrajectoryStatus};

use super::run::{WATCH_EXAMPLES, WatchArgs};
use super::values::{non_empty, path, time};

const FILTERS: &str = "Which sessions";
const OWNERS: [&str; 4] = ["me-in-organization", "me", "organization", "me-or-organization"];

pub(super) const EXAMPLES: &str = "\
Examples:
  steersman sessions list --status running --status paused
  steersman sessions list --search invoice --created-after 2026-03-01 --all
  steersman sessions send 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 \"Only look at this year\"
  steersman sessions events 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 --json > events.jsonl
  steersman sessions files download 5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77 '~/Downloads/report.pdf'";

/// `steersman sessions`
#[derive(Debug, Subcommand)]
pub(crate) enum SessionsCommand {
    /// List sessions, newest first
    List(ListSessionsArgs),
    /// Read a session: its request, status and newest answer
    Get(SessionArgs),
    /// Show how a session is doing: state, steps, tokens, error
    Status(SessionArgs),
    /// Print what happened from an index on
    Events(EventsArgs),
    /// Watch a session, and steer it: the same as `steersman watch`
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(WatchArgs),
    /// Send a message to the agent, which reads it before its next step
    Send(SendArgs),
    /// Halt the agent after its current step
    Pause(SessionArgs),
    /// Let a paused agent go on
    Resume(SessionArgs),
    /// Tell the agent to answer now, with what it has
    #[command(visible_alias = "force-answer")]
    Answer(SessionArgs),
    /// End a session for good
    Cancel(CancelArgs),
    /// Make a link under which anybody can watch the session
    Share(SessionArgs),
    /// Take the link back
    Unshare(SessionArgs),
    /// List, read and write the files where the agent works
    #[command(subcommand, arg_required_else_help = true)]
    Files(FilesCommand),
}

/// A command that is about one session.
#[derive(Args, Debug)]
pub(crate) struct SessionArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,
}

/// `steersman sessions list`
#[derive(Args, Debug)]
pub(crate) struct ListSessionsArgs {
    /// The page, from 1.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) page: u64,

    /// Sessions on a page: 1 to 100.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub(crate) size: u64,

    /// All of them, whatever number of pages that takes.
    #[arg(long, conflicts_with_all = ["page", "size"])]
    pub(crate) all: bool,

    /// The oldest first.
    #[arg(long)]
    pub(crate) oldest_first: bool,

    /// Only sessions in this state. Repeatable.
    #[arg(long, help_heading = FILTERS, value_parser = PossibleValuesParser::new(TrajectoryStatus::KNOWN))]
    pub(crate) status: Vec<String>,

    /// Only sessions of this agent. Repeatable.
    #[arg(short, long, value_name = "NAME", help_heading = FILTERS, value_parser = non_empty)]
    pub(crate) agent: Vec<String>,

    /// Only sessions with this text in the first message or the answer.
    #[arg(long, value_name = "TEXT", help_heading = FILTERS, value_parser = non_empty)]
    pub(crate) search: Option<String>,

    /// Whose sessions [default: me-in-organization]
    #[arg(long, help_heading = FILTERS, value_parser = PossibleValuesParser::new(OWNERS))]
    pub(crate) owner: Option<String>,

    /// Only sessions created with this group id.
    #[arg(long, value_name = "ID", help_heading = FILTERS, value_parser = non_empty)]
    pub(crate) group_id: Option<String>,

    /// Only the children of this session.
    #[arg(long, value_name = "SESSION_ID", help_heading = FILTERS, value_parser = non_empty)]
    pub(crate) parent: Option<String>,

    /// Only sessions that this schedule created.
    #[arg(long, value_name = "ID", help_heading = FILTERS, value_parser = non_empty)]
    pub(crate) schedule: Option<String>,

    /// Only sessions created after this day or time.
    #[arg(long, value_name = "TIME", help_heading = FILTERS, value_parser = time)]
    pub(crate) created_after: Option<Timestamp>,

    /// Only sessions created before this day or time.
    #[arg(long, value_name = "TIME", help_heading = FILTERS, value_parser = time)]
    pub(crate) created_before: Option<Timestamp>,

    /// Only sessions that ended after this day or time.
    #[arg(long, value_name = "TIME", help_heading = FILTERS, value_parser = time)]
    pub(crate) finished_after: Option<Timestamp>,

    /// Only sessions that ended before this day or time.
    #[arg(long, value_name = "TIME", help_heading = FILTERS, value_parser = time)]
    pub(crate) finished_before: Option<Timestamp>,
}

/// `steersman sessions events`
#[derive(Args, Debug)]
pub(crate) struct EventsArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// Index of the first event to print.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) from_index: u64,

    /// Seconds to wait for an event when there is none yet: 0 to 60.
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=60))]
    pub(crate) wait: u64,
}

/// `steersman sessions send`
#[derive(Args, Debug)]
pub(crate) struct SendArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// The message, in plain words; `-` reads it from standard input.
    #[arg(value_parser = non_empty)]
    pub(crate) message: String,

    /// Send this file along. Repeatable, 7 MB in all.
    #[arg(long, value_name = "FILE", value_parser = path)]
    pub(crate) attach: Vec<PathBuf>,
}

/// `steersman sessions cancel`
#[derive(Args, Debug)]
pub(crate) struct CancelArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// Do not ask.
    #[arg(short, long)]
    pub(crate) yes: bool,
}

/// `steersman sessions files`
#[derive(Debug, Subcommand)]
pub(crate) enum FilesCommand {
    /// List a folder, newest first
    List(ListFilesArgs),
    /// Read a file
    Download(DownloadArgs),
    /// Write a file
    Upload(UploadArgs),
}

/// `steersman sessions files list`
#[derive(Args, Debug)]
pub(crate) struct ListFilesArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// The folder, where the agent works.
    #[arg(default_value = "~/Downloads", value_parser = non_empty)]
    pub(crate) path: String,
}

/// `steersman sessions files download`
#[derive(Args, Debug)]
pub(crate) struct DownloadArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// The file, where the agent works.
    #[arg(value_parser = non_empty)]
    pub(crate) path: String,

    /// Where to put it; `-` is standard output [default: the file's own name, here]
    #[arg(short, long, value_name = "FILE", value_parser = path)]
    pub(crate) output: Option<PathBuf>,

    /// Replace a file that is there.
    #[arg(short, long)]
    pub(crate) force: bool,
}

/// `steersman sessions files upload`
#[derive(Args, Debug)]
pub(crate) struct UploadArgs {
    /// The session.
    #[arg(value_name = "SESSION_ID", value_parser = non_empty)]
    pub(crate) session_id: String,

    /// The file on this machine.
    #[arg(value_parser = path)]
    pub(crate) file: PathBuf,

    /// Where to put it, where the agent works [default: ~/Downloads, under its own name]
    #[arg(value_parser = non_empty)]
    pub(crate) path: Option<String>,
}
