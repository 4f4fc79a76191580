//! The agent: asks the model, does what it asks for, until it answers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Chat;
use super::reply::{Asked, Reply};
use super::request::{self, Entry, agent_name, delegate_tool};
use crate::answer;
use crate::policy::{Agent, Answer, CallResult, Stop, Thought, Why, Work};
use crate::session::context::{Context, Delegation, ToolCall};

/// How often a model may try again to give an answer that conforms to the session's `answer_format`.
const CORRECTIONS: usize = 2;

pub(super) struct Talk {
    chat: Chat,
    state: State,
}

/// What the agent knows, kept over a restart of the runtime.
#[derive(Clone, Default, Serialize, Deserialize)]
struct State {
    conversation: Vec<Entry>,
    /// Messages of the session that are in the conversation.
    heard: usize,
    /// The reply that is being acted upon. Its step is published.
    open: Option<Reply>,
    corrections: usize,
}

/// A call as it is understood: to be run by the client, by another agent, or not at all.
enum Understood {
    Client(ToolCall),
    Delegation(Delegation),
    Wrong(String),
}

impl Talk {
    pub(super) fn new(chat: Chat, memory: &Value) -> Self {
        Self { chat, state: serde_json::from_value(memory.clone()).unwrap_or_default() }
    }

    async fn work(&mut self, context: &Context, last: bool) -> Result<Answer, Stop> {
        loop {
            if let Some(answer) = self.step(context, last).await? {
                return Ok(answer);
            }
        }
    }

    /// One request to the model and what follows from it; the answer, when it gave one.
    async fn step(&mut self, context: &Context, last: bool) -> Result<Option<Answer>, Stop> {
        let resumed = self.state.open.is_some();
        if !resumed {
            context.checkpoint().await?;
            self.listen(context);
            let body = request::body(context, &self.state.conversation, last);
            let mut reply = context.meanwhile(self.chat.ask(body)).await??;
            name_calls(&mut reply.calls, context.steps() + 1);
            self.state.open = Some(reply);
        }
        let Some(reply) = self.state.open.clone() else { return Ok(None) };
        if reply.calls.is_empty() || last {
            return self.answer(context, &reply, resumed).await;
        }
        self.act(context, &reply, resumed).await?;
        Ok(None)
    }

    /// Takes messages that have come into the conversation.
    fn listen(&mut self, context: &Context) {
        let said = context.messages().len();
        self.state.conversation.extend((self.state.heard..said).map(|heard| Entry::User { heard }));
        self.state.heard = said;
        if self.state.conversation.is_empty() {
            self.state.conversation.push(Entry::Note { text: "Begin.".to_owned() });
        }
    }

    /// Runs the calls of a reply and adds what came of them to the conversation.
    async fn act(&mut self, context: &Context, reply: &Reply, resumed: bool) -> Result<(), Stop> {
        let understood: Vec<Understood> = reply.calls.iter().map(|call| understand(context, call)).collect();
        let (mut client, mut delegations, mut faults) = (Vec::new(), Vec::new(), Vec::new());
        for call in &understood {
            match call {
                Understood::Client(call) => client.push(call.clone()),
                Understood::Delegation(delegation) => delegations.push(delegation.clone()),
                Understood::Wrong(fault) => faults.push(fault.clone()),
            }
        }
        let thought = Thought { validation_errors: faults, ..thought(reply) };
        if !resumed {
            context.remember_with_next(|| self.memory());
        }
        let results = match (client.is_empty(), resumed) {
            (false, _) => context.call(thought, client).await?,
            (true, true) => Vec::new(),
            (true, false) => {
                context.think(thought).await?;
                Vec::new()
            }
        };
        let children =
            if delegations.is_empty() { Vec::new() } else { context.delegate(delegations).await? };
        let (mut results, mut children) = (results.into_iter(), children.into_iter());
        let outcomes = understood.into_iter().map(|call| match call {
            Understood::Client(_) => results.next().map_or_else(String::new, |result| result_text(&result)),
            Understood::Delegation(_) => children.next().map_or_else(String::new, |child| {
                let report = json!({ "status": child.status, "answer": child.answer, "error": child.error });
                report.to_string()
            }),
            Understood::Wrong(fault) => format!("Error: {fault}"),
        });
        let outcomes: Vec<String> = outcomes.collect();
        self.close(reply, outcomes.into_iter());
        Ok(())
    }

    /// The reply's text as the answer, unless a message has come in between or it has the wrong shape.
    async fn answer(
        &mut self,
        context: &Context,
        reply: &Reply,
        resumed: bool,
    ) -> Result<Option<Answer>, Stop> {
        let text = reply.content.clone().or_else(|| reply.refusal.clone()).unwrap_or_default();
        let fault = match context.brief().answer_format() {
            Some(schema) if reply.refusal.is_none() => answer::conform(schema, text.clone().into()).err(),
            _ => None,
        };
        if !resumed {
            context.remember_with_next(|| self.memory());
            let faults = fault.iter().cloned().collect();
            context.think(Thought { content: None, validation_errors: faults, ..thought(reply) }).await?;
        }
        self.close(reply, std::iter::empty());
        if context.messages().len() > self.state.heard {
            return Ok(None);
        }
        if let Some(fault) = fault
            && self.state.corrections < CORRECTIONS
        {
            self.state.corrections += 1;
            let text = format!("That cannot be taken: {fault}. Answer again, with JSON alone.");
            self.state.conversation.push(Entry::Note { text });
            return Ok(None);
        }
        self.state.corrections = 0;
        if text.trim().is_empty() {
            let why = reply.finish.as_deref().unwrap_or("unknown");
            return Err(Stop::failed(
                "no_answer",
                format!("the model gave no answer (finish reason: {why})"),
            ));
        }
        let outcome = match (&reply.refusal, reply.finish.as_deref()) {
            (Some(_), _) | (_, Some("content_filter")) => "blocked",
            (_, Some("length")) => "partial",
            _ => "success",
        };
        Ok(Some(Answer { value: text.into(), outcome: Some(outcome.to_owned()) }))
    }

    /// Adds a reply to the conversation, with what came of each of its calls.
    fn close(&mut self, reply: &Reply, outcomes: impl Iterator<Item = String>) {
        let answered: Vec<(Asked, String)> = reply.calls.iter().cloned().zip(outcomes).collect();
        let content = reply.content.clone().or_else(|| reply.refusal.clone());
        let calls = answered.iter().map(|(call, _)| call.clone()).collect();
        self.state.conversation.push(Entry::Assistant { content, calls });
        for (call, content) in answered {
            self.state.conversation.push(Entry::Tool { id: call.id, content });
        }
        self.state.open = None;
    }
}

impl Agent for Talk {
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        Box::pin(self.work(context, false))
    }

    fn final_answer<'a>(&'a mut self, context: &'a Context, why: Why) -> Work<'a> {
        Box::pin(async move {
            self.listen(context);
            if let Some(reply) = self.state.open.take() {
                // An endpoint insists on a result for every call.
                let withdrawn = vec!["Error: withdrawn, a final answer is due".to_owned(); reply.calls.len()];
                self.close(&reply, withdrawn.into_iter());
            }
            let text = format!("Give your final answer now, from what you know: {}.", why.as_str());
            self.state.conversation.push(Entry::Note { text });
            self.work(context, true).await.map(|mut answer| {
                if answer.outcome.as_deref() == Some("success") {
                    answer.outcome = Some("partial".to_owned());
                }
                answer
            })
        })
    }

    fn memory(&self) -> Value {
        serde_json::to_value(&self.state).unwrap_or_default()
    }
}

/// Gives an id of its own to every call that has none, or one that another has.
fn name_calls(calls: &mut Vec<Asked>, step: u64) {
    calls.retain(|call| !call.name.is_empty());
    for position in 0..calls.len() {
        let taken = calls[..position].iter().any(|other| other.id == calls[position].id);
        if taken || calls[position].id.is_empty() {
            calls[position].id = format!("call_{step}_{}", position + 1);
        }
    }
}

fn understand(context: &Context, call: &Asked) -> Understood {
    let brief = context.brief();
    let arguments = if call.arguments.trim().is_empty() { "{}" } else { &call.arguments };
    let args = match serde_json::from_str::<Value>(arguments) {
        Ok(args) if args.is_object() => args,
        Ok(_) => return Understood::Wrong(format!("the arguments of {} are not an object", call.name)),
        Err(error) => {
            return Understood::Wrong(format!("the arguments of {} cannot be read: {error}", call.name));
        }
    };
    if brief.has_tool(&call.name) {
        return Understood::Client(ToolCall {
            id: Some(call.id.clone()),
            ..ToolCall::new(call.name.clone(), args)
        });
    }
    let agents: Vec<&str> = brief.subagents().iter().filter_map(agent_name).collect();
    if call.name != delegate_tool(brief) || agents.is_empty() {
        return Understood::Wrong(format!("there is no tool named {}", call.name));
    }
    match (args["agent"].as_str().filter(|name| agents.contains(name)), args["task"].as_str()) {
        (Some(agent), Some(task)) => {
            Understood::Delegation(Delegation { agent: agent.into(), task: task.to_owned() })
        }
        _ => Understood::Wrong(format!("a task and one of the agents {} are needed", agents.join(", "))),
    }
}

fn thought(reply: &Reply) -> Thought {
    Thought {
        reasoning: reply.reasoning.clone(),
        content: reply.content.clone(),
        validation_errors: Vec::new(),
        tokens: reply.tokens,
    }
}

fn result_text(result: &CallResult) -> String {
    match &result.outcome {
        Ok(Value::String(text)) => text.clone(),
        Ok(value) => value.to_string(),
        Err(error) => format!("Error: {error}"),
    }
}
