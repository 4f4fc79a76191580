//! The task behind a session: launches the agent, has it work turn by turn, judges its answers, waits in between.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;

use super::context::{Context, pick_up};
use super::state::{Input, Status};
use super::{Session, Turn};
use crate::answer;
use crate::engine::Engine;
use crate::event;
use crate::policy::{Agent, Answer, Policy, Stop, Why};

/// Runs a session that holds a slot, to its end.
///
/// A session that was taken up again after a restart goes on where it stands.
pub(crate) async fn drive(engine: Arc<Engine>, session: Arc<Session>, policy: Arc<dyn Policy>) {
    let over = session.over.clone();
    tokio::select! {
        () = over.cancelled() => {}
        () = work(engine, &session, policy) => {}
    }
}

async fn work(engine: Arc<Engine>, session: &Arc<Session>, policy: Arc<dyn Policy>) {
    let (fresh, idle, memory) = session
        .read(|inner| (inner.log.tip() == 0, inner.state.status == Status::Idle, inner.memory.clone()));
    if fresh {
        launch(session);
    }
    let context = Context { session: session.clone(), engine };
    let agent = std::panic::catch_unwind(AssertUnwindSafe(|| policy.agent(&session.brief, &memory)));
    let Ok(mut agent) = agent else {
        session.update(|change| change.fail("internal", "the agent crashed while it was set up"));
        return;
    };
    if idle && !next_message(&context).await {
        return;
    }
    let mut within_turn = !fresh && !idle;
    loop {
        begin_turn(&context, within_turn);
        within_turn = false;
        let result = turn(&mut *agent, &context).await;
        let memory = agent.memory();
        session.update(|change| match judge(session, result) {
            Ok(answer) => {
                if change.inner.state.status != Status::Running {
                    return;
                }
                change.inner.memory = memory;
                change.inner.staged = None;
                change.inner.answer = Some(answer.value.clone());
                change.inner.outcome.clone_from(&answer.outcome);
                change.publish(event::answer(&answer.value, answer.outcome.as_deref()));
                let metrics = change.inner.metrics.to_json();
                change.publish(event::metrics(&metrics));
                let keep_open = session.brief.idle_timeout().is_some();
                // A message that was taken is heard: one that came too late for this answer begins another turn.
                if keep_open || change.inner.mailbox.is_empty() {
                    let _ = change.apply(Input::Answered { keep_open });
                }
                change.inner.calls_open = false;
            }
            Err((code, error)) => change.fail(&code, &error),
        });
        if session.status().is_terminal() || !next_message(&context).await {
            return;
        }
    }
}

/// The events of a launch.
fn launch(session: &Arc<Session>) {
    session.update(|change| {
        change.publish(event::request_start());
        change.publish(event::dispatched());
        for environment in session.brief.environments() {
            let id = environment["session_id"].as_str().map_or_else(|| session.id.to_string(), str::to_owned);
            change.publish(event::runner_session(&id, environment["kind"].as_str().unwrap_or("web")));
        }
        change.publish(event::agent_started());
        let _ = change.apply(Input::Begin);
    });
}

/// `again`: the turn was begun before the runtime was restarted; its steps count, its time begins anew.
fn begin_turn(context: &Context, again: bool) {
    let now = context.engine.clock().reading();
    let span = context.brief().max_time();
    context.session.update(|change| {
        let deadline = span.map(|span| change.inner.deadline(now, span));
        let steps = if again { change.inner.turn.steps } else { 0 };
        change.inner.turn = Turn { steps, deadline, closing: false };
        pick_up(change);
    });
}

/// One turn: the agent's own work, then, when that is cut short, its final answer. Both within their time.
async fn turn(agent: &mut dyn Agent, context: &Context) -> Result<Answer, Stop> {
    let stop = match unwinding(within_time(context, agent.turn(context))).await {
        Err(Stop::AnswerNow(why)) => why,
        settled => return settled,
    };
    context.session.update(|change| {
        change.inner.turn.closing = true;
        change.inner.staged = None;
        change.inner.state.answer_wanted = false;
        change.publish(event::flow("force_answer", stop.origin()));
    });
    let grace = context.engine.clock().sleep(context.engine.config().grace);
    tokio::select! {
        answer = unwinding(agent.final_answer(context, stop)) => answer,
        () = grace => Err(Stop::failed("timeout", format!("no final answer came in time after {}", stop.as_str()))),
    }
}

/// Bounds the work of an agent that does not look at the time itself: a grace period after its limit.
async fn within_time(
    context: &Context,
    work: impl Future<Output = Result<Answer, Stop>>,
) -> Result<Answer, Stop> {
    let Some(limit) = context.brief().max_time() else { return work.await };
    let clock = context.engine.clock();
    let start =
        context.session.read(|inner| inner.deadline(clock.reading(), limit + context.engine.config().grace));
    tokio::pin!(work);
    loop {
        let due = context.session.read(|inner| inner.due(start));
        tokio::select! {
            result = &mut work => return result,
            () = clock.sleep_until(due) => {
                let moved = context.session.read(|inner| inner.due(start) > due || inner.state.status == Status::Paused);
                if !moved {
                    return Err(Stop::AnswerNow(Why::MaxTime));
                }
                if context.session.status() == Status::Paused {
                    let mut bell = context.session.bell.subscribe();
                    tokio::select! {
                        result = &mut work => return result,
                        _ = bell.changed() => {}
                    }
                }
            }
        }
    }
}

/// A panic of a policy ends its session, and nothing else.
async fn unwinding(work: impl Future<Output = Result<Answer, Stop>>) -> Result<Answer, Stop> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        Err(Stop::failed("internal", format!("the agent crashed: {text}")))
    })
}

/// The answer as it counts, or the error code and text the session ends with.
fn judge(session: &Session, result: Result<Answer, Stop>) -> Result<Answer, (String, String)> {
    let answer = match result {
        Ok(answer) => answer,
        Err(Stop::Failed { code, error }) => return Err((code, error)),
        Err(Stop::AnswerNow(why)) => {
            return Err(("no_answer".into(), format!("no answer although {}", why.as_str())));
        }
    };
    if answer.value.is_null() {
        return Err(("no_answer".into(), "the agent ended without an answer".into()));
    }
    match session.brief.answer_format() {
        None => Ok(Answer { value: answer::as_free_text(answer.value), ..answer }),
        Some(schema) => answer::conform(schema, answer.value)
            .map(|value| Answer { value, outcome: answer.outcome })
            .map_err(|error| ("answer_validation".into(), error)),
    }
}

/// Waits, idle, for a message; false when none came in time and the session is completed. Nothing to wait for when there is one.
async fn next_message(context: &Context) -> bool {
    let session = &context.session;
    let clock = context.engine.clock();
    let idle_for = session.read(|inner| clock.now().duration_since(inner.last_activity_at).unsigned_abs());
    let span = session.brief.idle_timeout().unwrap_or_default().saturating_sub(idle_for);
    let expiry = clock.sleep(span);
    tokio::pin!(expiry);
    let mut bell = session.bell.subscribe();
    loop {
        bell.borrow_and_update();
        let (status, mail) = session.read(|inner| (inner.state.status, !inner.mailbox.is_empty()));
        if status == Status::Idle && mail {
            // It came between the agent's last look and its answer.
            let _ = session.apply(Input::Message);
        }
        if status != Status::Idle || mail {
            return !session.status().is_terminal();
        }
        tokio::select! {
            _ = bell.changed() => {}
            () = &mut expiry => {
                let expired = session.update(|change| {
                    change.inner.state.status == Status::Idle && change.apply(Input::IdleExpired).is_ok()
                });
                if expired {
                    return false;
                }
            }
        }
    }
}
