//! Many schedules over all cores, and what is said when one of them breaks a law.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::cover::Cover;
use crate::world;

/// Schedules that a worker takes at a time.
const PORTION: u64 = 256;

/// A schedule that broke a law.
#[derive(Debug)]
pub struct Broken {
    /// Its seed.
    pub seed: u64,
    /// What is wrong.
    pub wrong: String,
}

/// What a run of many schedules showed.
#[derive(Debug)]
pub struct Campaign {
    /// Schedules played.
    pub schedules: u64,
    /// Steps in them.
    pub steps: u64,
    /// What they met.
    pub cover: Cover,
    /// How long it took.
    pub took: Duration,
    /// The first schedule that broke a law, if one did.
    pub broken: Option<Broken>,
}

/// Plays the schedules of `count` seeds from `first` on; stops soon after one breaks a law.
pub fn run(first: u64, count: u64) -> Campaign {
    let started = Instant::now();
    let next = AtomicU64::new(0);
    let ended = AtomicU64::new(0);
    let steps = AtomicU64::new(0);
    let broken = Mutex::new(None::<Broken>);
    let cover = Mutex::new(Cover::default());
    let work = || {
        let mut mine = Cover::default();
        loop {
            let begin = next.fetch_add(PORTION, Ordering::Relaxed);
            if begin >= count {
                break;
            }
            for nth in begin..count.min(begin + PORTION) {
                let seed = first.wrapping_add(nth);
                match catch_unwind(AssertUnwindSafe(|| world::play(seed, &mut mine))) {
                    Ok(Ok(count)) => {
                        steps.fetch_add(u64::from(count), Ordering::Relaxed);
                    }
                    failed => {
                        let wrong = match failed {
                            Ok(Err(wrong)) => wrong,
                            _ => "it panics".to_owned(),
                        };
                        next.store(count, Ordering::Relaxed);
                        let mut first_broken = broken.lock().expect("nobody panics with it");
                        if first_broken.as_ref().is_none_or(|other| other.seed > seed) {
                            *first_broken = Some(Broken { seed, wrong });
                        }
                        break;
                    }
                }
                ended.fetch_add(1, Ordering::Relaxed);
            }
        }
        cover.lock().expect("nobody panics with it").add(&mine);
    };
    let workers = thread::available_parallelism().map_or(2, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    Campaign {
        schedules: ended.into_inner(),
        steps: steps.into_inner(),
        cover: cover.into_inner().expect("nobody panics with it"),
        took: started.elapsed(),
        broken: broken.into_inner().expect("nobody panics with it"),
    }
}

impl Campaign {
    /// One line: how many, how long, how fast.
    pub fn summary(&self) -> String {
        let seconds = self.took.as_secs_f64();
        let rate = self.schedules as f64 / seconds;
        format!("{} schedules, {} steps in {seconds:.1} s: {rate:.0} schedules/s", self.schedules, self.steps)
    }
}

impl Broken {
    /// The seed, what is wrong, everything that happened up to there, and how to see it again.
    pub fn report(&self) -> String {
        let (again, transcript) = world::tell(self.seed);
        let again = again.err().unwrap_or_else(|| "it does not happen again".to_owned());
        format!(
            "{transcript}\nseed {seed}: {wrong}\n(replayed: {again})\nplay it again: STEERSMAN_SEED={seed} \
             STEERSMAN_SCHEDULES=1 cargo test -p steersman-machine-tests --test schedules",
            seed = self.seed,
            wrong = self.wrong,
        )
    }
}

/// A number from the environment.
pub fn from_env(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |value| {
        value.replace('_', "").parse().unwrap_or_else(|_| panic!("{name} is not a number: {value}"))
    })
}
