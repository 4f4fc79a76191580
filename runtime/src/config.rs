//! The limits and habits of a runtime, with their defaults.

use std::time::Duration;

use crate::log::Retention;

/// How a runtime behaves. [`Config::default`] is what the builder starts from.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Sessions that may hold a slot at the same time (subagents' sessions hold none). Default 100.
    pub concurrent_sessions: usize,
    /// Sessions that may wait for a slot; one more is refused with 429 `queue_full`. Default 10,000.
    pub queue_length: usize,
    /// Sessions that one model's subagents may run at the same time; more delegations wait. Default 16.
    pub parallel_subagents: usize,
    /// Events in one page of `/changes`, whatever `limit` says. Default 500.
    pub page_cap: usize,
    /// Events kept within reach. Default: all.
    pub retention: Retention,
    /// How long a final answer may take, and how long subagents are waited for after a forced answer. Default 10 s.
    pub grace: Duration,
    /// Largest request body in bytes. Default 10,000,000.
    pub max_body_bytes: usize,
    /// How long a connection may be without a complete request head, between requests as well; longer than the pools of clients keep
    /// theirs. Default 2 min.
    pub head_timeout: Duration,
    /// How long a client may take to send the body of a request. Default 30 s.
    pub read_timeout: Duration,
    /// How long a client may take nothing of its reply before it is cut off. Default 30 s.
    pub write_timeout: Duration,
    /// Connections at the same time; more wait to be accepted. Default 20,000.
    pub max_connections: usize,
    /// Tokens per month that `/quota/tokens` reports as the limit; `None`: unlimited. Default `None`.
    pub token_limit: Option<u64>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            concurrent_sessions: 100,
            queue_length: 10_000,
            parallel_subagents: 16,
            page_cap: 500,
            retention: Retention::default(),
            grace: Duration::from_secs(10),
            max_body_bytes: 10_000_000,
            head_timeout: Duration::from_mins(2),
            read_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            max_connections: 20_000,
            token_limit: None,
        }
    }
}
