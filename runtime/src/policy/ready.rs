//! The agents that ship with the runtime and need no model.
//!
//! - `h/showcase` publishes every kind of event once, then answers;
//! - `h/tools` calls whatever tools it is given, with arguments drawn from the task, and answers with what came of them;
//! - `h/conversation` answers every message and remembers the earlier ones.
//!
//! An agent without a script of its own, inline or from the catalog, is [`Versatile`]: tools first, else subagents, else talk.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Agent, Answer, Brief, Policy, Stop, Thought, Work};
use crate::policy::draw::Material;
use crate::session::context::{ChildResult, Context, Delegation, ToolCall, text_of};
use crate::session::metrics::Tokens;

/// Name, description and policy of each ready agent.
pub(crate) fn all() -> [(&'static str, &'static str, std::sync::Arc<dyn Policy>); 3] {
    [
        ("h/showcase", "Shows every kind of event a session can publish", std::sync::Arc::new(Showcase)),
        (
            "h/tools",
            "Calls the tools it is given with arguments drawn from the task",
            std::sync::Arc::new(Versatile),
        ),
        ("h/conversation", "Holds a conversation and remembers it", std::sync::Arc::new(Conversation)),
    ]
}

/// Tools if there are any, else subagents, else talk.
pub(crate) struct Versatile;

impl Policy for Versatile {
    fn agent(&self, brief: &Brief, _: &Value) -> Box<dyn Agent> {
        if !brief.tools().is_empty() {
            Box::new(ToolUser)
        } else if !brief.subagents().is_empty() {
            Box::new(Manager)
        } else {
            Box::new(Talker)
        }
    }
}

struct Conversation;

impl Policy for Conversation {
    fn agent(&self, _: &Brief, _: &Value) -> Box<dyn Agent> {
        Box::new(Talker)
    }
}

/// The answer in the shape the session asks for: text, or an object drawn from the text and the results.
fn shaped(context: &Context, text: String, results: &[Value]) -> Answer {
    match context.brief().answer_format() {
        None => Answer::new(text),
        Some(schema) => {
            let mut material = Material::of_text(&text);
            for result in results.iter().rev() {
                material.prefer(result);
            }
            Answer::new(material.draw(schema))
        }
    }
}

/// What is said last: the message this turn is about.
fn subject(context: &Context) -> String {
    context.messages().last().map(text_of).unwrap_or_default()
}

struct ToolUser;

impl ToolUser {
    async fn work(context: &Context) -> Result<Answer, Stop> {
        let task = subject(context);
        let calls: Vec<ToolCall> = context
            .brief()
            .tools()
            .iter()
            .map(|tool| {
                let mut material = Material::of_text(&task);
                let args = match &tool["input_schema"] {
                    Value::Object(_) => material.draw(&tool["input_schema"]),
                    _ => json!({}),
                };
                ToolCall::new(
                    tool["name"].as_str().unwrap_or_default(),
                    if args.is_object() { args } else { json!({}) },
                )
            })
            .collect();
        let names: Vec<&str> = calls.iter().map(|call| call.tool.as_str()).collect();
        let thought = Thought::new(format!("The task is \"{task}\"; I ask {}", names.join(", ")));
        let results = context.call(thought, calls).await?;
        let (mut lines, mut values) = (Vec::new(), Vec::new());
        for result in &results {
            match &result.outcome {
                Ok(Value::String(text)) => lines.push(format!("{}: {text}", result.tool)),
                Ok(value) => lines.push(format!("{}: {value}", result.tool)),
                Err(error) => lines.push(format!("{} failed: {error}", result.tool)),
            }
            values.extend(result.outcome.clone().ok());
        }
        let failed = results.iter().filter(|result| result.outcome.is_err()).count();
        let mut answer = shaped(context, lines.join("\n"), &values);
        if failed > 0 {
            answer.outcome = Some(if failed == results.len() { "blocked" } else { "partial" }.to_owned());
        }
        Ok(answer)
    }
}

impl Agent for ToolUser {
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        Box::pin(Self::work(context))
    }
}

struct Manager;

impl Manager {
    async fn work(context: &Context) -> Result<Answer, Stop> {
        let task = subject(context);
        let agents = context.brief().subagents().to_vec();
        context.think(Thought::new(format!("I hand the task to {} agents", agents.len()))).await?;
        let delegations = agents.into_iter().map(|agent| Delegation { agent, task: task.clone() }).collect();
        let results = context.delegate(delegations).await?;
        let text = |child: &ChildResult| match (&child.answer, &child.error) {
            (Value::String(answer), _) => format!("{}: {answer}", child.agent),
            (Value::Null, Some(error)) => format!("{} failed: {error}", child.agent),
            (answer, _) => format!("{}: {answer}", child.agent),
        };
        let lines: Vec<String> = results.iter().map(text).collect();
        let answers: Vec<Value> = results.iter().map(|child| child.answer.clone()).collect();
        Ok(shaped(context, lines.join("\n"), &answers))
    }
}

impl Agent for Manager {
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        Box::pin(Self::work(context))
    }
}

struct Talker;

impl Talker {
    async fn work(context: &Context) -> Result<Answer, Stop> {
        let messages = context.messages();
        let said = subject(context);
        context.think(Thought::new(format!("Message {}: {said}", messages.len()))).await?;
        let text = match messages.as_slice() {
            [] => "Nothing was asked.".to_owned(),
            [_] => format!("You said: {said}"),
            [earlier @ .., _] => {
                let earlier: Vec<String> = earlier.iter().map(text_of).collect();
                format!("You said: {said} (and before that: {})", earlier.join("; "))
            }
        };
        Ok(shaped(context, text, &[]))
    }
}

impl Agent for Talker {
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        Box::pin(Self::work(context))
    }
}

struct Showcase;

impl Policy for Showcase {
    fn agent(&self, _: &Brief, _: &Value) -> Box<dyn Agent> {
        Box::new(Performer)
    }
}

struct Performer;

/// How long the showcase rests between two events, so that one can watch.
const BEAT: Duration = Duration::from_millis(150);

/// One grey pixel.
const PIXEL: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

impl Performer {
    async fn work(context: &Context) -> Result<Answer, Stop> {
        let id = context.session_id();
        let bill = format!("/api/v2/sessions/{id}/resources/files/bill.pdf");
        let beats = [
            ("LiveViewUrlEvent", json!({ "live_view_url": format!("https://live.example/v/{id}") })),
            ("RunnerSessionEvent", json!({ "runner_session_id": format!("rs-{}", &id[..8]), "kind": "web" })),
            ("DelayAgentStartEvent", json!({ "reason": "warming up" })),
            (
                "FileTransferEvent",
                json!({ "direction": "download", "path": "~/Downloads/bill.pdf", "size_bytes": 18233 }),
            ),
            (
                "AttachmentEvent",
                json!({ "origin": "agent", "name": "bill.pdf", "path": "files/bill.pdf", "media_type": "application/pdf", "size_bytes": 18233, "url": bill }),
            ),
            (
                "AgentErrorEvent",
                json!({ "error": "the page crashed; it is loaded again", "trace": "", "info": null }),
            ),
            ("AgentRunStatusChangeEvent", json!({ "status": "running" })),
            ("AgentEvent", json!({ "kind": "flow_event", "flow": "continue", "origin": "agent" })),
            ("ChatMessageEvent", json!({ "role": "assistant", "content": "Still at it." })),
        ];
        context
            .think(Thought::new("I show what a session can publish, one kind of event after the other"))
            .await?;
        for (kind, data) in beats {
            context.publish(kind, data).await?;
            context.sleep(BEAT).await?;
        }
        context
            .observe(json!({
                "type": "web", "text": "Invoices · total due 42.00", "image": { "source": PIXEL, "type": "url" },
                "metadata": { "url": "https://shop.example/invoices" },
            }))
            .await?;
        context.sleep(BEAT).await?;
        let mut click = ToolCall::new("click", json!({ "x": 10, "y": 20 }));
        click.result = "ok".into();
        let mut scroll = ToolCall::new("scroll", json!({ "by": -300 }));
        scroll.error = Some("there is nothing to scroll".to_owned());
        let thought = Thought {
            content: Some("Let me open the menu.".to_owned()),
            ..Thought::new("The menu is at 10, 20")
        };
        context.call(thought, vec![click, scroll]).await?;
        context.sleep(BEAT).await?;
        let own: Vec<ToolCall> = context
            .brief()
            .tools()
            .iter()
            .map(|tool| {
                let args = Material::of_text(&context.task()).draw(&tool["input_schema"]);
                ToolCall::new(
                    tool["name"].as_str().unwrap_or_default(),
                    if args.is_object() { args } else { json!({}) },
                )
            })
            .collect();
        if !own.is_empty() {
            context.call(Thought::new("Now the tools of the client"), own).await?;
        }
        context.delegate(vec![Delegation { agent: "h/conversation".into(), task: context.task() }]).await?;
        context.count_tokens(Some("holo-x"), Tokens { input: 2100, cached: 400, output: 90, reasoning: 30 });
        Ok(shaped(context, "Every kind of event was shown.".to_owned(), &[]))
    }
}

impl Agent for Performer {
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        Box::pin(Self::work(context))
    }
}
