//! A million random schedules. `STEERSMAN_SCHEDULES` and `STEERSMAN_SEED` choose how many and where to begin.

use steersman_machine_tests::campaign::{self, from_env};

/// Schedules enough for every situation to come up.
const ENOUGH: u64 = 100_000;

#[test]
fn no_schedule_breaks_a_law() {
    let count = from_env("STEERSMAN_SCHEDULES", 1_000_000);
    let first = from_env("STEERSMAN_SEED", 0);
    let campaign = campaign::run(first, count);
    if let Some(broken) = campaign.broken {
        panic!("{}", broken.report());
    }
    println!("{}", campaign.summary());
    println!("{}", campaign.cover);
    if count >= ENOUGH {
        assert!(campaign.cover.missing().is_empty(), "never met: {:?}", campaign.cover.missing());
    }
}
