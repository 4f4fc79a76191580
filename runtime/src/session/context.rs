//! What an agent can do: the operations a policy works with, each one a point where controls and limits take hold.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::state::{Input, Status};
use super::{Brief, Inner, Session};
use crate::engine::Engine;
use crate::event;
use crate::files;
use crate::policy::{Stop, Thought, Why};
use crate::session::metrics::Tokens;

/// An agent's hold on its session. Clones are the same hold.
#[derive(Clone, Debug)]
pub struct Context {
    pub(crate) session: Arc<Session>,
    pub(crate) engine: Arc<Engine>,
}

/// A call of a tool: run by the client when the session has a tool of this name, else built in.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolCall {
    /// Name of the tool.
    pub tool: String,
    /// Its arguments, an object.
    pub args: Value,
    /// Told apart by it within one step; made up when not given.
    pub id: Option<String>,
    /// What a built-in tool returns (a policy plays its own tools); ignored for client-run tools.
    pub result: Value,
    /// The error a built-in tool ends in, instead of a result.
    pub error: Option<String>,
}

impl ToolCall {
    /// A call with these arguments.
    pub fn new(tool: impl Into<String>, args: Value) -> Self {
        Self { tool: tool.into(), args, id: None, result: Value::Null, error: None }
    }
}

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallResult {
    /// Name of the tool.
    pub tool: String,
    /// The result, or the text of the error.
    pub outcome: Result<Value, String>,
}

/// A task handed to another agent, in a session of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Delegation {
    /// A name (of a declared subagent, or of the catalog), or a whole specification.
    pub agent: Value,
    /// The task.
    pub task: String,
}

/// What came of a delegation.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildResult {
    /// Name of the agent.
    pub agent: String,
    /// The session it worked in.
    pub session_id: String,
    /// The status that session ended in.
    pub status: String,
    /// Its answer, null when there is none.
    pub answer: Value,
    /// Why it failed.
    pub error: Option<String>,
}

impl Context {
    /// Id of the session.
    pub fn session_id(&self) -> String {
        self.session.id.to_string()
    }

    /// What the session was asked to do.
    pub fn brief(&self) -> &Brief {
        &self.session.brief
    }

    /// Text of the first message, empty when there was none.
    pub fn task(&self) -> String {
        self.messages().first().map(text_of).unwrap_or_default()
    }

    /// The messages picked up so far (`UserMessageEvent`s), oldest first.
    pub fn messages(&self) -> Vec<Value> {
        self.session.read(|inner| inner.heard.clone())
    }

    /// Media type and bytes behind the URL of an image or a file in a message, where this runtime keeps them.
    pub fn stored(&self, url: &str) -> Option<(String, bytes::Bytes)> {
        let path = url.strip_prefix(&files::resource_url(&self.engine.origin, self.session.id, ""))?;
        let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
        let file = self.engine.files.get(self.session.id, &path)?;
        Some((file.media_type, file.bytes))
    }

    /// The last answer of this session, from an earlier turn.
    pub fn latest_answer(&self) -> Option<Value> {
        self.session.read(|inner| inner.answer.clone())
    }

    /// Steps made so far.
    pub fn steps(&self) -> u64 {
        self.session.read(|inner| inner.metrics.steps)
    }

    /// Keeps what the agent needs to go on where it stands (see [`Agent::memory`](crate::Agent::memory)), for when the runtime is
    /// restarted. Does nothing when the runtime keeps no data.
    pub fn remember(&self, memory: Value) {
        if self.engine.journal.is_on() {
            self.session.update(|change| {
                change.inner.memory = memory;
                change.inner.calls_open = false;
            });
        }
    }

    /// Like [`Self::remember`], but together with the event of the next operation: either both are kept or neither.
    pub(crate) fn remember_with_next(&self, memory: impl FnOnce() -> Value) {
        if self.engine.journal.is_on() {
            super::lock(&self.session.inner).staged = Some(memory());
        }
    }

    /// Thinks: one step.
    pub async fn think(&self, thought: Thought) -> Result<(), Stop> {
        self.step(&thought, &[]).await
    }

    /// Takes something in: an observation of an environment (`type`, `text`, `image`, `metadata`).
    pub async fn observe(&self, mut observation: Value) -> Result<(), Stop> {
        self.ready().await?;
        if let Some(image) = observation.get_mut("image") {
            let source = image["source"].as_str().unwrap_or_default();
            let now = self.engine.clock().now();
            if let Some(url) =
                self.engine.files.store_image(&self.engine.origin, self.session.id, source, now)
            {
                *image = json!({ "source": url, "type": "url", "media_type": image["media_type"] });
            }
        }
        self.session.update(|change| {
            change.publish(event::agent("observation_event", observation));
            change.take_in();
        });
        Ok(())
    }

    /// Publishes an event of any type; for tools of one's own and for showing what a client must survive.
    pub async fn publish(&self, kind: &str, data: Value) -> Result<(), Stop> {
        self.ready().await?;
        self.session.update(|change| {
            change.publish(event::Body::new(kind, data));
            change.take_in();
        });
        Ok(())
    }

    /// Counts tokens under a model's name (the agent's own when `None`) and publishes the metrics.
    pub fn count_tokens(&self, model: Option<&str>, tokens: Tokens) {
        let model = model.unwrap_or(self.brief().model());
        self.session.update(|change| {
            change.inner.metrics.add(model, tokens);
            let metrics = change.inner.metrics.to_json();
            change.publish(event::metrics(&metrics));
            change.take_in();
        });
    }

    /// Calls tools, all at once, and waits for their results, which come in the order of the calls. One step.
    ///
    /// Client-run tools make the session wait for its client; the others are built in and give the result they carry.
    pub async fn call(&self, thought: Thought, calls: Vec<ToolCall>) -> Result<Vec<CallResult>, Stop> {
        let number = self.steps() + 1;
        let requests: Vec<Value> = calls
            .iter()
            .enumerate()
            .map(|(position, call)| {
                let id = call.id.clone().unwrap_or_else(|| format!("call_{number}_{}", position + 1));
                json!({ "tool_name": call.tool, "args": call.args, "id": id })
            })
            .collect();
        let resumed = self.resumed(&calls);
        if !resumed {
            self.step(&thought, &requests).await?;
        }
        let mut results: Vec<Option<CallResult>> = vec![None; calls.len()];
        let (mut waiting, mut positions) = (Vec::new(), Vec::new());
        for (position, (call, request)) in calls.into_iter().zip(&requests).enumerate() {
            if self.brief().has_tool(&call.tool) {
                waiting.push(request.clone());
                positions.push(position);
                continue;
            }
            results[position] = Some(self.built_in(call, request, resumed));
        }
        if !waiting.is_empty() {
            if !resumed {
                self.announce(waiting).await;
            }
            for (position, result) in positions.into_iter().zip(self.client_results().await?) {
                results[position] = Some(result);
            }
        }
        Ok(results.into_iter().flatten().collect())
    }

    /// Whether exactly these calls were announced before the runtime was restarted and not taken in yet.
    fn resumed(&self, calls: &[ToolCall]) -> bool {
        let asked: Vec<&ToolCall> = calls.iter().filter(|call| self.brief().has_tool(&call.tool)).collect();
        let (open, same) = self.session.read(|inner| {
            let known = &inner.state.calls;
            let same = known.len() == asked.len()
                && known.iter().zip(&asked).all(|(known, call)| {
                    known.request["tool_name"] == call.tool.as_str() && known.request["args"] == call.args
                });
            (inner.calls_open, same)
        });
        if open && !same {
            // Others were: they are taken back.
            let _ = self.session.apply(Input::WithdrawCalls);
        }
        open && same && !asked.is_empty()
    }

    fn built_in(&self, call: ToolCall, request: &Value, resumed: bool) -> CallResult {
        let body = match &call.error {
            Some(error) => event::agent(
                "error_event",
                json!({ "error": error, "origin": call.tool, "tool_req": request }),
            ),
            None => event::agent(
                "tool_result",
                json!({ "tool_req": request, "result": call.result, "truncated": false, "output_artifact_path": null }),
            ),
        };
        if !resumed {
            self.session.update(|change| change.publish(body));
        }
        CallResult { tool: call.tool, outcome: call.error.map_or(Ok(call.result), Err) }
    }

    async fn announce(&self, requests: Vec<Value>) {
        let announced = self.session.update(|change| {
            change.inner.calls_open = true;
            change.apply(Input::CallTools(requests))
        });
        // Refused only when the session has just ended, and then this future is about to be dropped.
        if announced.is_err() {
            std::future::pending::<()>().await;
        }
    }

    async fn client_results(&self) -> Result<Vec<CallResult>, Stop> {
        let settled = self
            .until(None, |inner| {
                let calls = &inner.state.calls;
                (inner.state.status == Status::Running)
                    .then(|| calls.iter().filter_map(|call| call.settled.clone()).collect::<Vec<_>>())
            })
            .await;
        match settled {
            Ok(settled) => Ok(settled.unwrap_or_default().iter().map(call_result).collect()),
            Err(stop) => {
                let _ = self.session.apply(Input::WithdrawCalls);
                Err(stop)
            }
        }
    }

    /// Lets time pass. A pause halts the time, a due final answer ends it.
    pub async fn sleep(&self, span: Duration) -> Result<(), Stop> {
        self.until(Some(span), |_| None::<()>).await.map(|_| ())
    }

    /// Waits for a message that has not been picked up yet, at most this long; `None`: none came.
    pub async fn next_message(&self, at_most: Option<Duration>) -> Result<Option<String>, Stop> {
        let known = self.session.read(|inner| inner.heard.len());
        let arrived = self.until(at_most, |inner| (!inner.mailbox.is_empty()).then_some(())).await?;
        if arrived.is_none() {
            return Ok(None);
        }
        self.session.update(pick_up);
        Ok(self.session.read(|inner| inner.heard.get(known).map(text_of)))
    }

    /// Hands tasks to other agents, each in a session of its own, and waits until all have ended.
    ///
    /// A forced answer is passed on to them; those that do not answer within the grace time are cancelled, and what came of
    /// them so far is returned.
    pub async fn delegate(&self, delegations: Vec<Delegation>) -> Result<Vec<ChildResult>, Stop> {
        self.ready().await?;
        let mut children = Vec::new();
        for delegation in delegations {
            children.push(self.engine.create_child(&self.session, &delegation)?);
        }
        let ids: Vec<_> = children.iter().map(|child| child.id).collect();
        self.session.update(|change| change.inner.children.extend(ids));
        let all_ended = async {
            for child in &children {
                child.ended().await;
            }
        };
        tokio::pin!(all_ended);
        let stopped = tokio::select! {
            () = &mut all_ended => None,
            stop = self.stopped() => Some(stop),
        };
        if let Some(stop) = stopped {
            for child in &children {
                let _ = child.apply(Input::ForceAnswer);
            }
            let grace = self.engine.clock().sleep(self.engine.config().grace);
            tokio::select! {
                () = &mut all_ended => {}
                () = grace => {
                    for child in &children {
                        let _ = child.apply(Input::Cancel);
                    }
                }
            }
            tracing::debug!(session = %self.session.id, reason = ?stop, "subagents were asked for what they have");
        }
        Ok(children.iter().map(|child| child_result(child)).collect())
    }

    /// Resolves when a final answer is due.
    async fn stopped(&self) -> Stop {
        match self.until(None, |_| None::<()>).await {
            Err(stop) => stop,
            Ok(_) => std::future::pending().await,
        }
    }

    /// A point between two steps, for work that is not an operation of its own (a request to a model): waits through a pause, picks
    /// messages up, and ends the turn when a final answer is due or no step is left.
    pub async fn checkpoint(&self) -> Result<(), Stop> {
        self.ready().await?;
        let limit = self.brief().max_steps();
        if self.session.read(|inner| inner.turn.is_used_up(limit)) {
            return Err(Stop::AnswerNow(Why::MaxSteps));
        }
        Ok(())
    }

    /// Does work that takes time, such as a request to a model; it is dropped when a final answer is due in the middle of it.
    pub async fn meanwhile<T>(&self, work: impl Future<Output = T>) -> Result<T, Stop> {
        tokio::select! {
            done = work => Ok(done),
            stop = self.stopped() => Err(stop),
        }
    }

    /// Passes a checkpoint: waits through a pause, picks messages up, ends the turn when a final answer is due.
    pub(crate) async fn ready(&self) -> Result<(), Stop> {
        self.until(None, |_| Some(())).await?;
        self.session.update(pick_up);
        Ok(())
    }

    /// Makes one step: a `policy_event`, its tokens, the metrics.
    async fn step(&self, thought: &Thought, calls: &[Value]) -> Result<(), Stop> {
        self.ready().await?;
        let limit = self.brief().max_steps();
        self.session.update(|change| {
            if change.inner.turn.is_used_up(limit) {
                change.inner.staged = None;
                return Err(Stop::AnswerNow(Why::MaxSteps));
            }
            change.inner.turn.steps += 1;
            change.inner.metrics.steps += 1;
            let tokens = thought.tokens.unwrap_or_else(|| {
                let heard: String = change.inner.heard.iter().map(text_of).collect();
                let mut said = thought.text();
                said.extend(calls.iter().map(Value::to_string));
                Tokens::of_text(&heard, &said)
            });
            change.inner.metrics.add(self.session.brief.model(), tokens);
            change.publish(event::agent("policy_event", thought.to_json(calls)));
            let metrics = change.inner.metrics.to_json();
            change.publish(event::metrics(&metrics));
            change.take_in();
            Ok(())
        })
    }

    /// Waits until `ready` gives something, through pauses, at most `at_most` of unpaused time (`None` then).
    async fn until<T>(
        &self,
        at_most: Option<Duration>,
        mut ready: impl FnMut(&mut Inner) -> Option<T>,
    ) -> Result<Option<T>, Stop> {
        let clock = self.engine.clock();
        let mut bell = self.session.bell.subscribe();
        let timer = at_most.map(|span| self.session.read(|inner| inner.deadline(clock.reading(), span)));
        loop {
            bell.borrow_and_update();
            self.halt_if_asked();
            let wake_at = {
                let mut inner = super::lock(&self.session.inner);
                let now = clock.reading();
                if inner.state.status == Status::Paused {
                    None
                } else {
                    if let Some(why) = stop_reason(&inner, now) {
                        return Err(Stop::AnswerNow(why));
                    }
                    if let Some(found) = ready(&mut inner) {
                        return Ok(Some(found));
                    }
                    let timer = timer.map(|timer| inner.due(timer));
                    if timer.is_some_and(|timer| timer <= now) {
                        return Ok(None);
                    }
                    let limit =
                        inner.turn.deadline.filter(|_| !inner.turn.closing).map(|limit| inner.due(limit));
                    [timer, limit]
                        .into_iter()
                        .flatten()
                        .reduce(|one, other| if other < one { other } else { one })
                }
            };
            match wake_at {
                None => {
                    let _ = bell.changed().await;
                }
                Some(at) => {
                    tokio::select! {
                        _ = bell.changed() => {}
                        () = clock.sleep_until(at) => {}
                    }
                }
            }
        }
    }

    /// Lets a pause that was asked for take effect.
    fn halt_if_asked(&self) {
        if self.session.read(|inner| inner.state.pause_wanted && inner.state.status == Status::Running) {
            let _ = self.session.apply(Input::Checkpoint);
        }
    }
}

fn stop_reason(inner: &Inner, now: crate::clock::Reading) -> Option<Why> {
    if inner.turn.closing {
        None
    } else if inner.state.answer_wanted {
        Some(Why::Forced)
    } else if inner.turn.deadline.is_some_and(|deadline| inner.due(deadline) <= now) {
        Some(Why::MaxTime)
    } else {
        None
    }
}

/// Moves what is in the mailbox to what the agent has heard, with an event for each.
pub(crate) fn pick_up(change: &mut super::Change<'_>) {
    while let Some(message) = change.inner.mailbox.pop_front() {
        let mut content = vec![message["message"].clone()];
        for image in message["images"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let source = image.as_str().unwrap_or_default();
            let kind = if source.starts_with("data:") { "base64" } else { "url" };
            content.push(json!({ "source": source, "type": kind }));
        }
        change.publish(event::message(message["caller_id"].as_str().unwrap_or("user"), &content));
        for file in message["files"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let url = file["source"].as_str().unwrap_or_default();
            let path = url.split_once("/resources/").map_or(url, |(_, path)| path);
            change.publish(event::Body::new(
                "AttachmentEvent",
                json!({
                    "origin": "user", "name": file["name"], "path": path, "media_type": file["media_type"],
                    "size_bytes": file["size_bytes"].as_u64().unwrap_or(0), "url": url,
                }),
            ));
        }
        change.inner.heard.push(message);
    }
}

/// Text of a `UserMessageEvent`.
pub(crate) fn text_of(message: &Value) -> String {
    message["message"].as_str().unwrap_or_default().to_owned()
}

fn call_result(settled: &Value) -> CallResult {
    let outcome = if settled["kind"] == "error_event" {
        Err(settled["error"].as_str().unwrap_or_default().to_owned())
    } else {
        Ok(settled["result"].clone())
    };
    CallResult { tool: settled["tool_req"]["tool_name"].as_str().unwrap_or_default().to_owned(), outcome }
}

fn child_result(child: &Session) -> ChildResult {
    child.read(|inner| ChildResult {
        agent: child.brief.agent_name.clone(),
        session_id: child.id.to_string(),
        status: inner.state.status.as_str().to_owned(),
        answer: inner.answer.clone().unwrap_or(Value::Null),
        error: inner.error.clone(),
    })
}
