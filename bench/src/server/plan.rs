//! What a session does, said by its name: `backlog-300-20000`, `trickle-20-100`, `tiny`, `tools-8-1`, `burst-10`, `noisy-300`.
//! What follows a dot in the name of a session tells it from others of the same plan.

use super::events::Shape;

/// What a session does.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Plan {
    /// So many events are there, and more is said to come until the last is read.
    Backlog { shape: Shape, events: u64 },
    /// From the first poll on, so many events a second, so many in all.
    Trickle { rate: u32, events: u64 },
    /// Answers at once.
    Tiny,
    /// Asks for so many calls, so many times, and answers.
    Tools { calls: usize, rounds: usize },
    /// Holds every poll until `/bench/go`, then has so many events and ends.
    Burst { events: u64 },
    /// Has events of this size without end.
    Noisy { shape: Shape },
}

impl Plan {
    /// Reads the name of a session or an agent.
    pub(super) fn of(name: &str) -> Option<Self> {
        let plan = name.split('.').next()?;
        let mut words = plan.split('-');
        let kind = words.next()?;
        let mut next = || words.next();
        let plan = match kind {
            "backlog" => Self::Backlog { shape: shape(next()?)?, events: next()?.parse().ok()? },
            "trickle" => Self::Trickle { rate: next()?.parse().ok()?, events: next()?.parse().ok()? },
            "tiny" => Self::Tiny,
            "tools" => Self::Tools { calls: next()?.parse().ok()?, rounds: next()?.parse().ok()? },
            "burst" => Self::Burst { events: next()?.parse().ok()? },
            "noisy" => Self::Noisy { shape: shape(next()?)? },
            _ => return None,
        };
        Some(plan)
    }
}

fn shape(word: &str) -> Option<Shape> {
    if word == "mixed" { Some(Shape::Mixed) } else { word.parse().ok().map(Shape::Bytes) }
}
