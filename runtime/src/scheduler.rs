//! Schedules: sessions that are created by the clock.

use std::sync::Weak;
use std::time::Duration;

use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::catalog::records::Record;
use crate::engine::Engine;
use crate::http::errors::{ApiError, Fault};

pub(crate) const KIND: &str = "schedule";
pub(crate) const RUN: &str = "schedule_run";
/// How many of the next times a record shows.
const SHOWN: usize = 5;
/// The clock of a machine can be set: look at it at least this often.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);

/// Rung when a schedule has changed.
#[derive(Debug, Default)]
pub(crate) struct Scheduler {
    pub(crate) changed: Notify,
}

/// When a schedule is due: a cron expression in a time zone.
pub(crate) struct Timing {
    cron: Cron,
    zone: TimeZone,
}

impl Timing {
    /// Reads a `CronTiming`; what is wrong with it is told with its place under `loc`.
    pub(crate) fn parse(timing: &Value, loc: &[Value]) -> Result<Self, Fault> {
        let at = |field: &str| loc.iter().cloned().chain([Value::from(field)]).collect::<Vec<_>>();
        let expression = timing["expression"].as_str().unwrap_or_default();
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        let cron = parser.parse(expression).map_err(|error| {
            let msg = format!("Not a cron expression of five fields: {error}");
            Fault::new("cron_expression", at("expression"), msg).input(expression)
        })?;
        let name = timing["timezone"].as_str().unwrap_or_default();
        let zone = TimeZone::get(name).map_err(|_| {
            let msg = "Input should be the name of an IANA time zone";
            Fault::new("timezone", at("timezone"), msg).input(name)
        })?;
        Ok(Self { cron, zone })
    }

    /// The first time after `moment`; `None` when there is none (a 30th of February).
    pub(crate) fn next(&self, moment: Timestamp) -> Option<Timestamp> {
        let from = moment.to_zoned(self.zone.clone());
        self.cron.find_next_occurrence(&from, false).ok().map(|zoned| zoned.timestamp())
    }

    /// The next few times after `moment`.
    fn several(&self, moment: Timestamp) -> Vec<Timestamp> {
        std::iter::successors(self.next(moment), |last| self.next(*last)).take(SHOWN).collect()
    }
}

/// A schedule as it may be shown: with its next times, without what is kept for the clock.
pub(crate) fn shown(schedule: &Value, now: Timestamp) -> Value {
    let mut shown = schedule.clone();
    let next = match Timing::parse(&schedule["timing"], &[]) {
        Ok(timing) if schedule["paused"] != true => timing.several(now),
        _ => Vec::new(),
    };
    shown["next_run_times"] = json!(next);
    shown["session_request"] = crate::http::secrets::masked_request(&schedule["session_request"]);
    if let Some(members) = shown.as_object_mut() {
        members.remove("next_at");
    }
    shown
}

fn moment(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

/// Fires schedules when they are due, as long as the engine lives.
pub(crate) async fn run(engine: Weak<Engine>) {
    loop {
        let Some(alive) = engine.upgrade() else { return };
        let now = alive.clock().now();
        let due_at =
            |record: &Record| moment(&record.value["next_at"]).filter(|_| record.value["paused"] != true);
        let schedules = alive.records.list(KIND);
        for record in schedules.iter().filter(|record| due_at(record).is_some_and(|at| at <= now)) {
            if let Some(at) = due_at(record) {
                fire(&alive, &record.key, at, false);
            }
        }
        let next = alive.records.list(KIND).iter().filter_map(due_at).min();
        let sleep = async {
            match next {
                Some(at) => {
                    alive.clock().sleep(at.duration_since(now).unsigned_abs().min(LONGEST_SLEEP)).await;
                }
                None => std::future::pending().await,
            }
        };
        let (changed, closing) = (alive.scheduler.changed.notified(), alive.closing.clone());
        tokio::select! {
            () = sleep => {}
            () = changed => {}
            () = closing.cancelled() => return,
        }
    }
}

/// Creates the session of one run and writes the run down.
pub(crate) fn fire(engine: &Engine, key: &str, scheduled_for: Timestamp, manually: bool) -> Option<Value> {
    let now = engine.clock().now();
    let schedule = engine.records.get(KIND, key)?;
    let id = Uuid::parse_str(key).ok()?;
    let overlapping = || {
        engine
            .sessions()
            .iter()
            .any(|session| session.brief.schedule_id == Some(id) && !session.status().is_terminal())
    };
    let (status, session_id, error) = if !manually && overlapping() {
        ("skipped_overlap", None, None)
    } else {
        match engine.create_scheduled(schedule["session_request"].clone(), id) {
            Ok(session) => ("created", Some(session.id), None),
            Err(error) if error.status.as_u16() == 429 => ("skipped_quota", None, Some(text_of(&error))),
            Err(error) => ("error", None, Some(text_of(&error))),
        }
    };
    let run_id = Uuid::new_v4();
    let run = json!({
        "id": run_id, "schedule_id": id, "status": status, "scheduled_for": scheduled_for, "session_id": session_id,
        "error": error, "triggered_manually": manually, "created_at": now,
    });
    engine.records.put(RUN, &run_id.to_string(), run.clone());
    engine.records.change(KIND, key, |kept| {
        let Some(schedule) = kept else { return };
        schedule["last_run_at"] = json!(now);
        if manually {
            return;
        }
        if session_id.is_some() {
            let created = schedule["sessions_created"].as_u64().unwrap_or(0) + 1;
            schedule["sessions_created"] = created.into();
            if schedule["repeats"].as_u64().is_some_and(|repeats| created >= repeats) {
                schedule["paused"] = true.into();
                schedule["pause_note"] = "All repeats are done".into();
            }
        }
        // What was missed while nothing ran is not made up for: the next time is after now.
        let timing = Timing::parse(&schedule["timing"], &[]).ok();
        schedule["next_at"] = json!(timing.and_then(|timing| timing.next(now.max(scheduled_for))));
    });
    Some(run)
}

fn text_of(error: &ApiError) -> String {
    let body = &error.body;
    let text = body["message"].as_str().or(body["detail"].as_str()).or(body["detail"][0]["msg"].as_str());
    text.map_or_else(|| body.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(expression: &str, zone: &str, after: &str) -> String {
        let timing = Timing::parse(&json!({ "expression": expression, "timezone": zone }), &[]).unwrap();
        timing.next(after.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn times_follow_the_zone_through_its_changes() {
        assert_eq!(next("0 9 * * *", "Europe/Paris", "2026-03-28T12:00:00Z"), "2026-03-29T07:00:00Z");
        assert_eq!(next("0 9 * * *", "Europe/Paris", "2026-03-27T12:00:00Z"), "2026-03-28T08:00:00Z");
        assert_eq!(next("*/15 * * * *", "UTC", "2026-01-01T00:15:00Z"), "2026-01-01T00:30:00Z");
    }

    #[test]
    fn what_cannot_be_a_timing_is_refused_with_its_place() {
        for (timing, field) in [
            (json!({ "expression": "* * * *", "timezone": "UTC" }), "expression"),
            (json!({ "expression": "0 0 * * * *", "timezone": "UTC" }), "expression"),
            (json!({ "expression": "61 * * * *", "timezone": "UTC" }), "expression"),
            (json!({ "expression": "* * * * *", "timezone": "Mars" }), "timezone"),
        ] {
            let fault = Timing::parse(&timing, &["body".into(), "timing".into()]).err().unwrap();
            assert_eq!(fault.loc, [json!("body"), json!("timing"), json!(field)], "{timing}");
        }
    }
}
