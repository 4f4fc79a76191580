//! Schedules: sessions that are created by the clock.

use steersman_wire::{CreateSchedule, PauseSchedule, ScheduleRecord, ScheduleRunRecord, UpdateSchedule};

use super::argument::{Id, Text};
use super::declare::resource;

resource! {
    /// Sessions that are created by the clock.
    Schedules "schedules"

    /// Lists schedules, newest first.
    ListSchedules: GET "/api/v2/schedules"
    => list_schedules() -> Page(ScheduleRecord) {
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Schedules on a page: 1 to 1000, default 10.
        query size: u64 .range(1, 1000) .default("10");
        /// The order: `-created_at` (newest first, default) or `created_at`.
        query sort: [Text] .one_of(&["created_at", "-created_at"]) .default("[\"-created_at\"]");
    }

    /// Creates a schedule.
    CreateSchedule: POST "/api/v2/schedules"
    => create_schedule() body schedule: CreateSchedule -> 201 Json(ScheduleRecord)

    /// Reads a schedule.
    GetSchedule: GET "/api/v2/schedules/{schedule_id}"
    => get_schedule(path schedule_id: Id) -> Json(ScheduleRecord)

    /// Changes the fields that are given; an explicit null clears one. A new timing is computed from now on.
    UpdateSchedule: PATCH "/api/v2/schedules/{schedule_id}"
    => update_schedule(path schedule_id: Id) body changes: UpdateSchedule -> Json(ScheduleRecord)

    /// Deletes a schedule. Sessions it created go on.
    DeleteSchedule: DELETE "/api/v2/schedules/{schedule_id}"
    => delete_schedule(path schedule_id: Id) -> Nothing

    /// Stops a schedule from firing until it is resumed.
    PauseSchedule: POST "/api/v2/schedules/{schedule_id}/pause"
    => pause_schedule(path schedule_id: Id) maybe pause: PauseSchedule -> Json(ScheduleRecord)

    /// Lets a paused schedule fire again; the next time is computed from now.
    ResumeSchedule: POST "/api/v2/schedules/{schedule_id}/resume"
    => resume_schedule(path schedule_id: Id) -> Json(ScheduleRecord)

    /// Lists when a schedule fired and what came of it, newest first.
    ListScheduleRuns: GET "/api/v2/schedules/{schedule_id}/runs"
    => list_schedule_runs(path schedule_id: Id) -> Page(ScheduleRunRecord) {
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Runs on a page: 1 to 1000, default 10.
        query size: u64 .range(1, 1000) .default("10");
        /// The order: `-scheduled_for` (newest first, default) or `scheduled_for`.
        query sort: [Text] .one_of(&["scheduled_for", "-scheduled_for"]) .default("[\"-scheduled_for\"]");
    }

    /// Fires a schedule now, also when it is paused. Its next time does not change.
    TriggerSchedule: POST "/api/v2/schedules/{schedule_id}/trigger"
    => trigger_schedule(path schedule_id: Id) -> Json(ScheduleRunRecord)
}
