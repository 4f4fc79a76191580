//! The work that every client does, and what is told of it. The programs in `drivers/` do the same in their languages.

use std::collections::HashMap;
use std::error::Error;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// What is asked of a client: `WORK BASE_URL KEY=VALUE…`.
pub(crate) struct Order {
    pub(crate) work: String,
    pub(crate) url: String,
    values: HashMap<String, String>,
}

impl Order {
    pub(crate) fn read(words: &[String]) -> Outcome<Self> {
        let [work, url, values @ ..] = words else { return Err("give WORK and BASE_URL".into()) };
        let pairs = values.iter().filter_map(|pair| pair.split_once('='));
        let values = pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        Ok(Self { work: work.clone(), url: url.clone(), values })
    }

    pub(crate) fn text(&self, key: &str) -> Outcome<&str> {
        Ok(self.values.get(key).ok_or_else(|| format!("{key}=… is missing"))?)
    }

    pub(crate) fn number(&self, key: &str) -> Outcome<u64> {
        Ok(self.text(key)?.parse()?)
    }

    /// How often the status is to be asked beside each page, or each session, which no good client does.
    pub(crate) fn slow(&self) -> u64 {
        self.number("slow").unwrap_or(0)
    }
}

/// Counts the time and the processor time of a piece of work.
pub(crate) struct Watch {
    begun: Instant,
    cpu: Duration,
}

impl Watch {
    pub(crate) fn start() -> Self {
        Self { begun: Instant::now(), cpu: process::cpu() }
    }

    /// The report of a piece of work with so many units.
    pub(crate) fn report(&self, units: u64) -> Outcome<Value> {
        let (seconds, cpu) = (self.begun.elapsed(), process::cpu().saturating_sub(self.cpu));
        Ok(json!({
            "units": units,
            "seconds": seconds.as_secs_f64(),
            "cpu": cpu.as_secs_f64(),
            "peak_kib": process::peak_kib()?,
        }))
    }
}

/// The moment that a trickled event's text begins with.
pub(crate) fn stamp(text: &str) -> Outcome<u64> {
    Ok(text.split(' ').next().unwrap_or_default().parse()?)
}

/// A piece of work that is repeated: each time by itself, in microseconds.
#[derive(Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1e6);
    }

    pub(crate) fn add_since(&mut self, nanos: u64) {
        self.add(Duration::from_nanos(process::monotonic_nanos().saturating_sub(nanos)));
    }

    pub(crate) fn into_report(self, mut report: Value) -> Value {
        report["times_us"] = self.0.into();
        report
    }
}
