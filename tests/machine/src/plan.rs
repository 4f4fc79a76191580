//! What a schedule is made of: drawn once from its seed, before anything happens.

use std::time::Duration;

use fastrand::Rng;
use steersman::session::machine::{Config, Time, Until};
use steersman_http::RetryPolicy;

use crate::server::{Ids, Late, Past, Style, Told};

/// A watch that will be opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// When.
    pub at: Time,
    /// On which handle.
    pub handle: usize,
    /// Where in the log, in some hundredths (see `World::open`).
    pub from: u8,
    /// How it watches; its deadline is counted from its opening.
    pub config: Config,
    /// The limit of its tools.
    pub time_limit: Option<Duration>,
    /// When it is closed or dropped, counted from its opening.
    pub leaves: Option<(Duration, bool)>,
    /// Whether its consumer takes nothing before calm.
    pub stalled: bool,
    /// The longest time until its consumer takes something.
    pub appetite: Duration,
}

/// What a schedule is made of.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server.
    pub style: Style,
    /// The watches.
    pub openings: Vec<Opening>,
    /// When nothing odd happens any more.
    pub calm: Time,
    /// Longest time that a request or a reply travels.
    pub latency: Duration,
    /// Percentage of requests that fail.
    pub faults: u8,
    /// Percentage of calls that never finish before calm.
    pub endless_tools: u8,
    /// Longest time that the other calls take.
    pub tool_time: Duration,
    /// Percentage of outcomes that the server refuses.
    pub unpalatable: u8,
    /// When messages are sent.
    pub messages: Vec<Time>,
    /// When events are evicted.
    pub evictions: Vec<Time>,
    /// When another client answers a call.
    pub elsewhere: Vec<Time>,
    /// When somebody ends the session.
    pub interrupt: Option<Time>,
}

fn pick<T: Copy>(rng: &mut Rng, choices: &[T]) -> T {
    choices[rng.usize(0..choices.len())]
}

fn odds(rng: &mut Rng, percentage: u8) -> bool {
    rng.u8(0..100) < percentage
}

fn millis(rng: &mut Rng, most: u64) -> Duration {
    Duration::from_micros(rng.u64(0..=most * 1000))
}

fn moments(rng: &mut Rng, percentage: u8, most: usize, end: u64) -> Vec<Time> {
    let count = if odds(rng, percentage) { rng.usize(1..=most) } else { 0 };
    (0..count).map(|_| millis(rng, end)).collect()
}

impl Plan {
    /// Draws a plan.
    pub fn new(rng: &mut Rng) -> Self {
        // How long things take; everything else is measured by it.
        let think = pick(rng, &[20, 500, 3000, 3000, 30_000]);
        let end = think * rng.u64(1..12);
        let style = style(rng, think);
        let evicts = style.first_index && style.told != Told::Nowhere && odds(rng, 35);
        let messages = if style.keeps_open { 70 } else { 5 };
        let count = pick(rng, &[1, 1, 1, 2, 2, 3]);
        let openings = (0..count).map(|nth| opening(rng, nth, end, &style)).collect();
        Self {
            openings,
            calm: Duration::from_millis(end),
            latency: Duration::from_millis(pick(rng, &[0, 5, 50, 50, 2000])),
            faults: pick(rng, &[0, 0, 5, 20, 60]),
            endless_tools: pick(rng, &[0, 0, 20]),
            tool_time: Duration::from_millis(pick(rng, &[0, 5, 500, 20_000])),
            unpalatable: pick(rng, &[0, 0, 0, 20]),
            messages: moments(rng, messages, 4, end),
            evictions: if evicts { moments(rng, 100, 3, end) } else { Vec::new() },
            elsewhere: moments(rng, 25, 4, end),
            interrupt: odds(rng, 5).then(|| millis(rng, end)),
            style,
        }
    }
}

fn style(rng: &mut Rng, think: u64) -> Style {
    let long = odds(rng, 2);
    let burst = if long { 300 } else { pick(rng, &[1, 3, 6]) };
    let told =
        pick(rng, &[Told::Everywhere, Told::Everywhere, Told::Everywhere, Told::ByStatus, Told::Nowhere]);
    Style {
        page_cap: if long { pick(rng, &[50, 500]) } else { pick(rng, &[1, 2, 5, 500, 500]) },
        short_pages: odds(rng, 25),
        duplicates: odds(rng, 20),
        first_index: odds(rng, 85),
        empty_pages: odds(rng, 20),
        instant: odds(rng, 10),
        end_releases: odds(rng, 50),
        end_leaves_event: odds(rng, 90),
        wake_leaves_event: odds(rng, 75),
        keeps_open: odds(rng, 50),
        told,
        past: pick(
            rng,
            &[
                Past::Complete,
                Past::Complete,
                Past::Truncated,
                Past::TruncatedSecretly,
                Past::Shifted,
                Past::Unreadable,
            ],
        ),
        ids: pick(rng, &[Ids::Unique, Ids::Repeating, Ids::Repeating, Ids::Null, Ids::Twins]),
        late: pick(rng, &[Late::Taken, Late::Conflict, Late::Refused]),
        false_conflicts: pick(rng, &[0, 0, 0, 40]),
        refuses_all: odds(rng, 1),
        sized: !long && odds(rng, 10),
        burst,
        think: Duration::from_millis(think),
        tool_steps: pick(rng, &[0, 30, 60]),
    }
}

fn opening(rng: &mut Rng, nth: usize, end: u64, style: &Style) -> Opening {
    let tools = odds(rng, 65);
    let at = if nth == 0 && odds(rng, 70) { Duration::ZERO } else { millis(rng, end + 1000) };
    // Without `first_index` nothing tells where a page begins, so only the start is safe to assume.
    let mut config = Config {
        until: if odds(rng, 75) { Until::Settled } else { Until::Terminal },
        limit: pick(rng, &[None, None, None, Some(0), Some(1), Some(4)]),
        // No server has less room than is believed.
        least_room: Config::default().least_room.min(usize::try_from(style.page_cap).expect("small")),
        window_seconds: pick(rng, &[20, 20, 20, 20, 25, 25, 5, 0]),
        read_ahead: pick(rng, &[512, 512, 3, 1]),
        deadline: odds(rng, 20).then(|| if odds(rng, 5) { Duration::ZERO } else { millis(rng, end * 2) }),
        tools,
        settle_on_awaiting: !tools && odds(rng, 40),
        max_parallel: pick(rng, &[16, 2, 1]),
        batch_window: Duration::from_millis(pick(rng, &[3, 3, 0, 50])),
        seed: rng.u64(..),
        ..Config::default()
    };
    if style.burst > 100 {
        config.limit = None;
    }
    config.retry =
        RetryPolicy { budget: Duration::from_secs(pick(rng, &[300, 300, 300, 20, 3])), ..config.retry };
    let from = if style.told == Told::Nowhere { 0 } else { rng.u8(0..101) };
    Opening {
        at,
        handle: usize::from(odds(rng, 15)),
        from,
        config,
        time_limit: odds(rng, 30).then(|| millis(rng, 3000)),
        leaves: odds(rng, 20).then(|| (millis(rng, end), odds(rng, 30))),
        stalled: odds(rng, 10),
        appetite: Duration::from_millis(pick(rng, &[0, 0, 10, 3000])),
    }
}
