//! What a watched session came to.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::machine::{Ending, Gap, Status};
use super::stream::Event;
use super::vocabulary::{Api, PageFacts};
use crate::wire::{
    AnswerOutcome, Extra, Metrics, ModelCost, ModelUsage, SessionErrorCode, SessionStatus, TrajectoryStatus,
};
use crate::{Error, ErrorKind};

/// What a session came to, when it settled.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SessionOutcome {
    /// The session.
    pub id: Arc<str>,
    /// The status it settled with.
    pub status: TrajectoryStatus,
    /// The answer: text, or an object where one was asked for; `None` when there is none.
    pub answer: Option<Value>,
    /// The agent's own verdict on its answer, if it gave one.
    pub outcome: Option<AnswerOutcome>,
    /// Why the session failed, in words, if it did.
    pub error: Option<String>,
    /// Why the session failed, as a category.
    pub error_code: Option<SessionErrorCode>,
    /// Tokens per model.
    pub usage: Vec<ModelUsage>,
    /// Steps and costs, if the service told them.
    pub metrics: Option<Metrics>,
    /// Index of the next event: watching again from here brings only what is new.
    pub next_index: u64,
    /// The events, if they were asked for (a wait collects them, a stream has handed them out already).
    pub events: Vec<Event>,
    /// What is missing in `events`.
    pub gaps: Vec<Gap>,
}

impl SessionOutcome {
    /// The answer as a type. An answer that came as JSON text is read as such.
    ///
    /// Fails with [`ErrorKind::AnswerValidation`] when there is no answer or when it does not fit.
    pub fn answer_as<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let answer = self.answer.clone().unwrap_or(Value::Null);
        let fitting = match &answer {
            Value::String(text) => {
                serde_json::from_str(text).or_else(|_| serde_json::from_value(answer.clone()))
            }
            _ => serde_json::from_value(answer.clone()),
        };
        fitting.map_err(|error| AnswerRejected::new(self.clone(), vec![error.to_string()]).into())
    }

    /// Whether the session ended without completing: failed, timed out or interrupted.
    pub fn is_failure(&self) -> bool {
        super::vocabulary::status(&self.status) == Status::Ended
    }

    pub(super) fn settled(
        id: Arc<str>,
        next_index: u64,
        status: Status,
        page: Option<Arc<PageFacts>>,
        snapshot: Option<Arc<SessionStatus>>,
    ) -> Self {
        let plain = match status {
            Status::Completed => TrajectoryStatus::Completed,
            Status::Idle => TrajectoryStatus::Idle,
            Status::Awaiting => TrajectoryStatus::AwaitingToolResults,
            Status::Ended => TrajectoryStatus::Failed,
            Status::Active => TrajectoryStatus::Running,
        };
        let mut outcome = Self {
            id,
            status: plain,
            answer: None,
            outcome: None,
            error: None,
            error_code: None,
            usage: Vec::new(),
            metrics: None,
            next_index,
            events: Vec::new(),
            gaps: Vec::new(),
        };
        if let Some(page) = page {
            let page = Arc::unwrap_or_clone(page);
            outcome.status = page.status;
            outcome.answer = page.answer;
            outcome.outcome = page.outcome;
            outcome.error = page.error;
            outcome.error_code = page.error_code;
            outcome.usage = page.metrics.as_ref().map(usage).unwrap_or_default();
            outcome.metrics = page.metrics;
        }
        // The status call is the authority on why a session failed; the page fills what it leaves open.
        if let Some(snapshot) = snapshot {
            let snapshot = Arc::unwrap_or_clone(snapshot);
            outcome.status = snapshot.status;
            outcome.outcome = snapshot.outcome.or(outcome.outcome);
            outcome.error = snapshot.error.or(outcome.error);
            outcome.error_code = snapshot.error_code.or(outcome.error_code);
            if !snapshot.usage_per_model.is_empty() {
                outcome.usage = snapshot.usage_per_model;
            }
        }
        outcome
    }
}

fn usage(metrics: &Metrics) -> Vec<ModelUsage> {
    let of = |cost: &ModelCost| ModelUsage {
        name: cost.name.clone(),
        input_tokens: cost.input_tokens,
        cached_tokens: cost.cached_tokens,
        output_tokens: cost.output_tokens,
        reasoning_tokens: cost.reasoning_tokens,
        extra: Extra::new(),
    };
    metrics.cost_per_model.iter().map(of).collect()
}

/// How a watch ended, as its consumer sees it; `None` when the consumer itself closed it.
pub(super) fn ending(
    id: &Arc<str>,
    next_index: u64,
    ending: Ending<Api>,
    timeout: Option<std::time::Duration>,
) -> Option<Result<SessionOutcome, Error>> {
    let place = |error: Error| error.with_session(id.clone()).with_cursor(next_index);
    Some(match ending {
        Ending::Settled { status, page, snapshot } => {
            Ok(SessionOutcome::settled(id.clone(), next_index, status, page, snapshot))
        }
        Ending::Failed { error, exhausted } => Err(place(if exhausted { error.exhausted() } else { error })),
        Ending::DeadlinePassed { error } => {
            let within =
                timeout.map_or_else(String::new, |limit| format!(" within {} s", limit.as_secs_f64()));
            let text =
                format!("session {id} did not settle{within}; it goes on, watch it from index {next_index}");
            let late = place(Error::new(ErrorKind::DeadlineExceeded, text));
            Err(match error {
                Some(trouble) => late.with_source(trouble),
                None => late,
            })
        }
        Ending::Closed => return None,
    })
}

/// An answer that does not fit what was asked for, with everything else the session came to. It is the source of an
/// [`ErrorKind::AnswerValidation`] error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AnswerRejected {
    /// What the session came to; `outcome.answer` is the answer as it came.
    pub outcome: Box<SessionOutcome>,
    /// What does not fit, one line each.
    pub reasons: Vec<String>,
}

impl AnswerRejected {
    pub(crate) fn new(outcome: SessionOutcome, reasons: Vec<String>) -> Self {
        Self { outcome: Box::new(outcome), reasons }
    }

    /// The rejected answer behind an error, if that is what it is about.
    pub fn of(error: &Error) -> Option<&Self> {
        std::error::Error::source(error)?.downcast_ref()
    }
}

impl fmt::Display for AnswerRejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer of session {} does not fit: {}", self.outcome.id, self.reasons.join("; "))
    }
}

impl std::error::Error for AnswerRejected {}

impl From<AnswerRejected> for Error {
    fn from(rejected: AnswerRejected) -> Self {
        Self::new(ErrorKind::AnswerValidation, rejected.to_string())
            .with_session(rejected.outcome.id.clone())
            .with_cursor(rejected.outcome.next_index)
            .with_source(rejected)
    }
}
