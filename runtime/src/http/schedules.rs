//! Schedules: create, change, pause, resume, trigger, and their runs.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::errors::{ApiError, Fault};
use super::extract::{Json, Query, id};
use super::{App, Shared, empty, json as reply};
use crate::scheduler::{KIND, RUN, Timing, fire, shown};

fn unknown() -> ApiError {
    ApiError::not_found("Schedule not found")
}

fn timing(request: &Value) -> Result<Timing, Fault> {
    Timing::parse(&request["timing"], &["body".into(), "timing".into()])
}

/// Changes a schedule, tells the clock, shows what became of it.
fn change(
    app: &App,
    schedule: &str,
    change: impl FnOnce(&mut Value) -> Result<(), ApiError>,
) -> Result<Response, ApiError> {
    let key = id(schedule, "schedule_id")?.to_string();
    let now = app.engine.clock().now();
    let record = app.engine.records.change(KIND, &key, |kept| {
        let mut record = kept.clone().ok_or_else(unknown)?;
        change(&mut record)?;
        record["updated_at"] = json!(now);
        *kept = Some(record.clone());
        Ok::<_, ApiError>(record)
    })?;
    app.engine.scheduler.changed.notify_one();
    Ok(reply(StatusCode::OK, &shown(&record, now)))
}

pub(super) async fn create(State(app): Shared, body: Json) -> Result<Response, ApiError> {
    let request = body.checked("CreateSchedule")?;
    let timing = timing(&request)?;
    let (id, now) = (Uuid::new_v4(), app.engine.clock().now());
    let record = json!({
        "id": id, "name": request["name"], "description": request["description"], "timing": request["timing"],
        "session_request": request["session_request"], "paused": false, "pause_note": null,
        "repeats": request["repeats"], "sessions_created": 0, "next_run_times": [], "last_run_at": null,
        "created_at": now, "updated_at": now, "next_at": timing.next(now),
    });
    app.engine.records.put(KIND, &id.to_string(), record.clone());
    app.engine.scheduler.changed.notify_one();
    Ok(reply(StatusCode::CREATED, &shown(&record, now)))
}

pub(super) async fn list(State(app): Shared, RawQuery(raw): RawQuery) -> Result<Response, ApiError> {
    let mut query = Query::parse(raw.as_deref());
    let page = query.page(10, 1000);
    let sort = query.choices("sort", &["created_at", "-created_at"]);
    query.finish()?;
    let now = app.engine.clock().now();
    let mut records: Vec<Value> =
        app.engine.records.list(KIND).iter().map(|record| shown(&record.value, now)).collect();
    if sort.first().is_none_or(|key| key == "-created_at") {
        records.reverse();
    }
    Ok(reply(StatusCode::OK, &page.envelope(records)))
}

pub(super) async fn get(State(app): Shared, Path(schedule): Path<String>) -> Result<Response, ApiError> {
    let key = id(&schedule, "schedule_id")?.to_string();
    let record = app.engine.records.get(KIND, &key).ok_or_else(unknown)?;
    Ok(reply(StatusCode::OK, &shown(&record, app.engine.clock().now())))
}

pub(super) async fn patch(
    State(app): Shared,
    Path(schedule): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let changes = body.checked("UpdateSchedule")?;
    let next = match &changes["timing"] {
        Value::Null => None,
        _ => Some(timing(&changes)?.next(app.engine.clock().now())),
    };
    change(&app, &schedule, |record| {
        for name in ["name", "timing", "session_request"] {
            if let Some(value) = changes.get(name).filter(|value| !value.is_null()) {
                record[name] = value.clone();
            }
        }
        for name in ["description", "repeats"] {
            if let Some(value) = changes.get(name) {
                record[name] = value.clone();
            }
        }
        if let Some(next) = next {
            record["next_at"] = json!(next);
        }
        Ok(())
    })
}

pub(super) async fn delete(State(app): Shared, Path(schedule): Path<String>) -> Result<Response, ApiError> {
    let key = id(&schedule, "schedule_id")?.to_string();
    app.engine.records.remove(KIND, &key).ok_or_else(unknown)?;
    Ok(empty(StatusCode::NO_CONTENT))
}

pub(super) async fn pause(
    State(app): Shared,
    Path(schedule): Path<String>,
    body: Json,
) -> Result<Response, ApiError> {
    let request = body.0.unwrap_or(Value::Null);
    if !request.is_null() {
        super::validate::body("PauseSchedule", &request)?;
    }
    change(&app, &schedule, |record| {
        record["paused"] = true.into();
        record["pause_note"] = request["note"].clone();
        Ok(())
    })
}

pub(super) async fn resume(State(app): Shared, Path(schedule): Path<String>) -> Result<Response, ApiError> {
    let now = app.engine.clock().now();
    change(&app, &schedule, |record| {
        record["paused"] = false.into();
        record["pause_note"] = Value::Null;
        let timing = Timing::parse(&record["timing"], &[]).ok();
        record["next_at"] = json!(timing.and_then(|timing| timing.next(now)));
        Ok(())
    })
}

pub(super) async fn trigger(State(app): Shared, Path(schedule): Path<String>) -> Result<Response, ApiError> {
    let key = id(&schedule, "schedule_id")?.to_string();
    let run = fire(&app.engine, &key, app.engine.clock().now(), true).ok_or_else(unknown)?;
    Ok(reply(StatusCode::OK, &run))
}

pub(super) async fn runs(
    State(app): Shared,
    Path(schedule): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, ApiError> {
    let key = id(&schedule, "schedule_id")?.to_string();
    let mut query = Query::parse(raw.as_deref());
    let page = query.page(10, 1000);
    let sort = query.choices("sort", &["scheduled_for", "-scheduled_for"]);
    query.finish()?;
    app.engine.records.get(KIND, &key).ok_or_else(unknown)?;
    let runs = app.engine.records.list(RUN).into_iter().map(|record| record.value);
    let mut runs: Vec<Value> = runs.filter(|run| run["schedule_id"] == key.as_str()).collect();
    if sort.first().is_none_or(|key| key == "-scheduled_for") {
        runs.reverse();
    }
    Ok(reply(StatusCode::OK, &page.envelope(runs)))
}
