//! `agents …`, `skills …` and `environments …`

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use steersman::wire::EnvironmentKind;

use super::values::non_empty;

/// `steersman agents`
#[derive(Debug, Subcommand)]
pub(crate) enum AgentsCommand {
    /// List agents, newest first
    List(ListArgs),
    /// Read an agent
    Get(GetAgentArgs),
}

/// `steersman skills`
#[derive(Debug, Subcommand)]
pub(crate) enum SkillsCommand {
    /// List skills, newest first
    List(ListArgs),
    /// Read a skill
    Get(GetArgs),
}

/// `steersman environments`
#[derive(Debug, Subcommand)]
pub(crate) enum EnvironmentsCommand {
    /// List environments, newest first
    List(ListEnvironmentsArgs),
    /// Read an environment
    Get(GetArgs),
}

/// A list of a catalog.
#[derive(Args, Debug)]
pub(crate) struct ListArgs {
    /// Only entries with this text in their name or description.
    #[arg(long, value_name = "TEXT", value_parser = non_empty)]
    pub(crate) search: Option<String>,

    /// The page, from 1.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) page: u64,

    /// Entries on a page: 1 to 100.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub(crate) size: u64,

    /// All of them, whatever number of pages that takes.
    #[arg(long, conflicts_with_all = ["page", "size"])]
    pub(crate) all: bool,
}

/// `steersman environments list`
#[derive(Args, Debug)]
pub(crate) struct ListEnvironmentsArgs {
    /// How to list.
    #[command(flatten)]
    pub(crate) list: ListArgs,

    /// Only environments of this kind.
    #[arg(long, value_parser = PossibleValuesParser::new(EnvironmentKind::KNOWN))]
    pub(crate) kind: Option<String>,
}

/// One entry of a catalog.
#[derive(Args, Debug)]
pub(crate) struct GetArgs {
    /// Its name.
    #[arg(value_parser = non_empty)]
    pub(crate) name: String,
}

/// `steersman agents get`
#[derive(Args, Debug)]
pub(crate) struct GetAgentArgs {
    /// Its name, such as h/web-surfer-pro.
    #[arg(value_parser = non_empty)]
    pub(crate) name: String,

    /// Show what the names of environments, skills and subagents stand for in their place.
    #[arg(long, conflicts_with = "revision")]
    pub(crate) resolve: bool,

    /// This revision instead of the newest, from 1.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) revision: Option<u64>,
}
