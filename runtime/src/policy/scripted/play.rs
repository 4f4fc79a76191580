//! Plays a program in a session, one operation after the other.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::program::{Action, CallTemplate, Operation, Program};
use super::template::{Template, holds};
use crate::policy::draw::Material;
use crate::policy::{Agent, Answer, Brief, Policy, Stop, Thought, Why, Work};
use crate::session::context::{Context, Delegation, ToolCall, text_of};
use crate::session::metrics::Tokens;

/// The policy of a scripted agent.
pub(super) struct Script(pub(super) Arc<Program>);

impl Policy for Script {
    fn agent(&self, _: &Brief, memory: &Value) -> Box<dyn Agent> {
        let program = self.0.clone();
        let mut position: Position = serde_json::from_value(memory.clone()).unwrap_or_default();
        position.rounds.resize(program.loops, 0);
        Box::new(Player { program, position })
    }
}

/// Where a script stands and what it has learnt.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Position {
    next: usize,
    rounds: Vec<u64>,
    /// What steps saved by name.
    saved: Map<String, Value>,
    /// The last result of each tool.
    results: Map<String, Value>,
    /// What the last step gave.
    last: Value,
}

struct Player {
    program: Arc<Program>,
    position: Position,
}

impl Agent for Player {
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        Box::pin(self.play(context))
    }

    fn final_answer<'a>(&'a mut self, context: &'a Context, why: Why) -> Work<'a> {
        Box::pin(async move { self.cut_short(context, why) })
    }

    fn memory(&self) -> Value {
        serde_json::to_value(&self.position).unwrap_or_default()
    }
}

impl Player {
    async fn play(&mut self, context: &Context) -> Result<Answer, Stop> {
        let program = self.program.clone();
        if self.position.next >= program.operations.len() {
            // A message after the last answer: the script begins again, with what it has learnt.
            self.position.next = 0;
        }
        while let Some(operation) = program.operations.get(self.position.next) {
            // A script that never waits must not keep the server, which shares its threads, from answering.
            tokio::task::yield_now().await;
            if let Some(answer) = self.operation(context, operation).await? {
                return Ok(answer);
            }
        }
        Err(Stop::failed("no_answer", "the script ended without an answer"))
    }

    /// What templates can use.
    fn known(&self, context: &Context) -> Map<String, Value> {
        let messages: Vec<Value> = context.messages().iter().map(|message| text_of(message).into()).collect();
        let mut known = self.position.saved.clone();
        known.insert("task".into(), context.task().into());
        known.insert("message".into(), messages.last().cloned().unwrap_or_else(|| "".into()));
        known.insert("messages".into(), messages.into());
        known.insert("results".into(), self.position.results.clone().into());
        known.insert("last".into(), self.position.last.clone());
        known.insert("steps".into(), context.steps().into());
        known.insert("session_id".into(), context.session_id().into());
        known.insert("agent".into(), context.brief().agent_name().into());
        known
    }

    /// Plays one operation and moves on; the answer, when it was one.
    async fn operation(&mut self, context: &Context, operation: &Operation) -> Result<Option<Answer>, Stop> {
        if matches!(operation.action, Action::Unless { .. } | Action::Round { .. } | Action::Answer { .. }) {
            // These look at messages: those that have come by now count.
            context.ready().await?;
        }
        if matches!(
            operation.action,
            Action::Think(_) | Action::Observe(_) | Action::Publish(_) | Action::Metrics(_)
        ) {
            let after = Position { next: self.position.next + 1, ..self.position.clone() };
            context.remember_with_next(|| serde_json::to_value(&after).unwrap_or_default());
        }
        let line = operation.line;
        let known = self.known(context);
        let mut next = self.position.next + 1;
        match &operation.action {
            Action::Think(thought) => context.think(as_thought(&fill(thought, &known, line)?)).await?,
            Action::Observe(observation) => context.observe(fill(observation, &known, line)?).await?,
            Action::Call { thought, calls } => {
                let thought = match thought {
                    Some(thought) => as_thought(&fill(thought, &known, line)?),
                    None => Thought::default(),
                };
                let calls =
                    calls.iter().map(|call| filled_call(call, &known, line)).collect::<Result<_, _>>()?;
                let results = context.call(thought, calls).await?;
                let mut values = Vec::new();
                for result in results {
                    let value = result.outcome.unwrap_or_else(|error| json!({ "error": error }));
                    self.position.results.insert(result.tool, value.clone());
                    values.push(value);
                }
                self.keep(operation, if values.len() == 1 { values.remove(0) } else { values.into() });
            }
            Action::Sleep(span) => context.sleep(*span).await?,
            Action::Listen { at_most } => {
                let message = context.next_message(*at_most).await?;
                self.keep(operation, message.into());
            }
            Action::Delegate(tasks) => {
                let tasks = tasks.iter().map(|(agent, task)| {
                    Ok(Delegation { agent: fill(agent, &known, line)?, task: fill_text(task, &known, line)? })
                });
                let children = context.delegate(tasks.collect::<Result<_, Stop>>()?).await?;
                let mut values: Vec<Value> = children
                    .iter()
                    .map(|child| {
                        json!({
                            "agent": child.agent, "session_id": child.session_id, "status": child.status,
                            "answer": child.answer, "error": child.error,
                        })
                    })
                    .collect();
                self.keep(operation, if values.len() == 1 { values.remove(0) } else { values.into() });
            }
            Action::Metrics(counts) => {
                let count = |name: &str| counts[name].as_u64().unwrap_or(0);
                let tokens = Tokens {
                    input: count("input_tokens"),
                    cached: count("cached_tokens"),
                    output: count("output_tokens"),
                    reasoning: count("reasoning_tokens"),
                };
                context.count_tokens(counts["model"].as_str(), tokens);
            }
            Action::Publish(event) => {
                let event = fill(event, &known, line)?;
                let data = event.get("data").cloned().unwrap_or_else(|| json!({}));
                context.publish(event["type"].as_str().unwrap_or_default(), data).await?;
            }
            Action::Set(values) => {
                if let Value::Object(values) = fill(values, &known, line)? {
                    self.position.saved.extend(values);
                }
            }
            Action::Fail { error, code } => {
                return Err(Stop::failed(code.clone(), fill_text(error, &known, line)?));
            }
            Action::Crash(text) => std::panic::panic_any(fill_text(text, &known, line)?),
            Action::Answer { value, outcome } => {
                let value = fill(value, &known, line)?;
                self.position.next = next;
                return Ok(Some(Answer { value, outcome: Some(outcome.clone()) }));
            }
            Action::Unless { condition, otherwise } => {
                if !holds(condition, &known).map_err(|error| wrong(line, &error))? {
                    next = *otherwise;
                }
            }
            Action::Jump(target) => next = *target,
            Action::Round { counter, times, condition, exit } => {
                let goes_on = match condition {
                    Some(condition) => holds(condition, &known).map_err(|error| wrong(line, &error))?,
                    None => true,
                };
                if goes_on && self.position.rounds[*counter] < *times {
                    self.position.rounds[*counter] += 1;
                } else {
                    self.position.rounds[*counter] = 0;
                    next = *exit;
                }
            }
        }
        self.position.next = next;
        if matches!(
            operation.action,
            Action::Call { .. }
                | Action::Sleep(_)
                | Action::Listen { .. }
                | Action::Delegate(_)
                | Action::Set(_)
        ) {
            context.remember(self.memory());
        }
        Ok(None)
    }

    fn keep(&mut self, operation: &Operation, value: Value) {
        if let Some(name) = &operation.save {
            self.position.saved.insert(name.clone(), value.clone());
        }
        self.position.last = value;
    }

    /// The answer when the work is cut short: the script's own, else what came last.
    fn cut_short(&mut self, context: &Context, why: Why) -> Result<Answer, Stop> {
        let mut known = self.known(context);
        known.insert("why".into(), why.as_str().into());
        if let Some(answer) = &self.program.on_force_answer {
            return Ok(Answer::partial(fill(answer, &known, 0)?));
        }
        let so_far = match &self.position.last {
            Value::Null => "nothing yet".to_owned(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let text = format!("Stopped early ({}). So far: {so_far}", why.as_str());
        Ok(Answer::partial(match context.brief().answer_format() {
            None => Value::from(text),
            Some(schema) => {
                let mut material = Material::of_text(&text);
                material.prefer(&self.position.last);
                material.draw(schema)
            }
        }))
    }
}

fn wrong(line: u64, error: &str) -> Stop {
    Stop::failed("internal", format!("the script's line {line}: {error}"))
}

fn fill(template: &Template, known: &Map<String, Value>, line: u64) -> Result<Value, Stop> {
    template.fill(known).map_err(|error| wrong(line, &error))
}

fn fill_text(template: &Template, known: &Map<String, Value>, line: u64) -> Result<String, Stop> {
    template.fill_text(known).map_err(|error| wrong(line, &error))
}

fn as_thought(value: &Value) -> Thought {
    let text = |name: &str| match &value[name] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    if let Value::String(text) = value {
        return Thought::new(text.clone());
    }
    let errors = value["validation_errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    Thought {
        reasoning: text("reasoning"),
        content: text("content"),
        validation_errors: errors.iter().filter_map(|error| error.as_str().map(str::to_owned)).collect(),
        tokens: None,
    }
}

fn filled_call(call: &CallTemplate, known: &Map<String, Value>, line: u64) -> Result<ToolCall, Stop> {
    let args = fill(&call.args, known, line)?;
    if !args.is_object() {
        return Err(wrong(line, &format!("the arguments of {} are not an object", call.tool)));
    }
    // The result of a built-in tool may refer to the arguments it was called with.
    let mut known = known.clone();
    known.insert("args".into(), args.clone());
    Ok(ToolCall {
        tool: call.tool.clone(),
        args,
        id: call.id.clone(),
        result: fill(&call.result, &known, line)?,
        error: call.error.as_ref().map(|error| fill_text(error, &known, line)).transpose()?,
    })
}
