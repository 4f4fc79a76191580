//! Sessions that start by the clock.

use crate::{Extra, SessionRequest, Timestamp};

tagged_union! {
    /// When a schedule fires.
    pub enum Timing by "type" {
        /// At the times of a cron expression.
        "cron" => Cron(CronTiming),
    }
}

wire_struct! {
    /// Fires at the times of a cron expression.
    pub struct CronTiming [open, checked] {
        /// The sort of timing.
        tag r#type: "cron",
        /// Five fields: minute, hour, day of month, month, day of week.
        pub expression: String,
        /// IANA name of the time zone in which the expression is read.
        pub timezone: String,
    }
}

impl CronTiming {
    /// A timing made from its parts.
    pub fn new(expression: impl Into<String>, timezone: impl Into<String>) -> Self {
        Self {
            r#type: crate::Tag::new(),
            expression: expression.into(),
            timezone: timezone.into(),
            extra: Extra::new(),
        }
    }
}

wire_struct! {
    /// Makes a schedule.
    pub struct CreateSchedule [bare, setters] {
        /// The name, 1 to 255 characters.
        #[limits(min_length = 1, max_length = 255)]
        pub name: String,
        /// What it is for, up to 255 characters.
        #[limits(max_length = 255)]
        pub description: Option<String>,
        /// When it fires.
        pub timing: Timing,
        /// What it starts; resolved anew each time.
        pub session_request: SessionRequest,
        /// How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count.
        pub repeats: Option<u64>,
    }
}

impl CreateSchedule {
    /// A schedule made from its required parts.
    pub fn new(name: impl Into<String>, timing: impl Into<Timing>, session_request: SessionRequest) -> Self {
        Self { name: name.into(), description: None, timing: timing.into(), session_request, repeats: None }
    }
}

wire_struct! {
    /// Changes some fields of a schedule; absent fields stay, null clears. New timing recomputes the next fires.
    #[derive(Default)]
    pub struct UpdateSchedule [bare, setters] {
        /// The name, 1 to 255 characters.
        #[limits(min_length = 1, max_length = 255)]
        pub name: Nullable<String>,
        /// What it is for, up to 255 characters.
        #[limits(max_length = 255)]
        pub description: Nullable<String>,
        /// When it fires.
        pub timing: Nullable<Timing>,
        /// What it starts.
        pub session_request: Nullable<SessionRequest>,
        /// How many sessions it creates before it pauses itself; null: no end.
        pub repeats: Nullable<u64>,
    }
}

wire_struct! {
    /// Pauses a schedule.
    #[derive(Default)]
    pub struct PauseSchedule [bare, setters] {
        /// Why, up to 255 characters.
        #[limits(max_length = 255)]
        pub note: Option<String>,
    }
}

wire_struct! {
    /// A schedule as the service keeps it.
    pub struct ScheduleRecord [open] {
        /// The schedule's id.
        #[limits(format = "uuid")]
        pub id: String,
        /// The name.
        pub name: String,
        /// What it is for.
        pub description: Option<String> = required,
        /// When it fires.
        pub timing: Timing,
        /// What it starts.
        pub session_request: SessionRequest,
        /// Whether it is paused.
        pub paused: bool = required,
        /// Why it is paused.
        pub pause_note: Option<String> = required,
        /// How many sessions it creates before it pauses itself; null: no end.
        pub repeats: Option<u64> = required,
        /// How many sessions it has created so far.
        pub sessions_created: u64 = required,
        /// The next times it fires.
        pub next_run_times: Vec<Timestamp> = required,
        /// When it last fired.
        pub last_run_at: Option<Timestamp> = required,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was last changed.
        pub updated_at: Timestamp,
    }
}

open_enum! {
    /// What came of one fire of a schedule.
    pub enum ScheduleRunStatus {
        /// A session was created.
        Created = "created",
        /// The previous session was still going.
        SkippedOverlap = "skipped_overlap",
        /// There was no quota left.
        SkippedQuota = "skipped_quota",
        /// The session could not be created.
        Error = "error",
    }
}

wire_struct! {
    /// One fire of a schedule.
    pub struct ScheduleRunRecord [open] {
        /// The run's id.
        #[limits(format = "uuid")]
        pub id: String,
        /// The schedule.
        #[limits(format = "uuid")]
        pub schedule_id: String,
        /// What came of it.
        pub status: ScheduleRunStatus,
        /// The time it was due.
        pub scheduled_for: Timestamp,
        /// The session it created.
        #[limits(format = "uuid")]
        pub session_id: Option<String> = required,
        /// Why it failed.
        pub error: Option<String> = required,
        /// Whether somebody triggered it by hand.
        pub triggered_manually: bool = required,
        /// When it happened.
        pub created_at: Timestamp,
    }
}
