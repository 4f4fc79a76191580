//! What a model is sent: the instructions, the conversation, the tools, the shape of the answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::reply::Asked;
use crate::policy::Brief;
use crate::session::context::{Context, text_of};

/// Most bytes of a text file that are shown to the model.
const MOST_TEXT: usize = 100_000;

/// One entry of the conversation. Messages of the user are kept by their number: their images and files are looked up when they are
/// sent, and stand in the session once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "role")]
pub(super) enum Entry {
    User {
        heard: usize,
    },
    /// What the runtime asks of the model: a final answer, a better one.
    Note {
        text: String,
    },
    Assistant {
        content: Option<String>,
        calls: Vec<Asked>,
    },
    Tool {
        id: String,
        content: String,
    },
}

/// Name of the tool that hands a task to a subagent.
pub(super) fn delegate_tool(brief: &Brief) -> &'static str {
    if brief.has_tool("delegate") { "delegate_to_agent" } else { "delegate" }
}

/// The body of a request, but for the model's name and the options. `last`: no tools, an answer is due.
pub(super) fn body(context: &Context, conversation: &[Entry], last: bool) -> Map<String, Value> {
    let brief = context.brief();
    let heard = context.messages();
    let mut messages = Vec::new();
    let instructions = instructions(brief, &heard);
    if !instructions.is_empty() {
        messages.push(json!({ "role": "system", "content": instructions }));
    }
    for entry in conversation {
        messages.push(match entry {
            Entry::User { heard: number } => {
                let said =
                    heard.get(*number).map_or_else(|| "".into(), |message| user_content(context, message));
                json!({ "role": "user", "content": said })
            }
            Entry::Note { text } => json!({ "role": "user", "content": text }),
            Entry::Assistant { content, calls } => assistant(content.as_deref(), calls),
            Entry::Tool { id, content } => json!({ "role": "tool", "tool_call_id": id, "content": content }),
        });
    }
    let mut body = Map::new();
    body.insert("messages".into(), messages.into());
    let tools = tools(brief);
    if !tools.is_empty() {
        body.insert("tools".into(), tools.into());
        if last {
            body.insert("tool_choice".into(), "none".into());
        }
    }
    if let Some(schema) = brief.answer_format() {
        let name = schema_name(schema);
        body.insert(
            "response_format".into(),
            json!({ "type": "json_schema", "json_schema": { "name": name, "schema": schema } }),
        );
    }
    body
}

/// The agent's instructions, its skills, and those that came with messages.
fn instructions(brief: &Brief, heard: &[Value]) -> String {
    let agent = brief.agent();
    let mut parts = Vec::new();
    parts.extend(agent["instructions"].as_str().map(str::to_owned));
    let own = agent["skills"].as_array().into_iter().flatten();
    let brought = heard.iter().filter_map(|message| message["skills"].as_array()).flatten();
    for skill in own.chain(brought).filter(|skill| skill.is_object()) {
        let text = |name: &str| skill[name].as_str().unwrap_or_default();
        parts.push(format!("# Skill: {}\n{}\n\n{}", text("name"), text("description"), text("body")));
    }
    parts.join("\n\n")
}

/// The session's tools, and one for delegating where there are subagents.
fn tools(brief: &Brief) -> Vec<Value> {
    let function = |name: &Value, description: &Value, parameters: Value| json!({ "type": "function", "function": { "name": name, "description": description, "parameters": parameters } });
    let mut tools: Vec<Value> = brief
        .tools()
        .iter()
        .map(|tool| {
            let schema = match &tool["input_schema"] {
                Value::Object(members) if !members.is_empty() => tool["input_schema"].clone(),
                _ => json!({ "type": "object", "properties": {} }),
            };
            function(&tool["name"], &tool["description"], schema)
        })
        .collect();
    let agents: Vec<&str> = brief.subagents().iter().filter_map(agent_name).collect();
    if !agents.is_empty() {
        let described: Vec<String> = brief
            .subagents()
            .iter()
            .filter_map(|agent| Some(format!("{}: {}", agent_name(agent)?, agent["description"].as_str()?)))
            .collect();
        let about = format!(
            "Hands a task to another agent and returns its answer. Several calls run side by side. {}",
            described.join("; ")
        );
        let parameters = json!({
            "type": "object", "required": ["agent", "task"],
            "properties": { "agent": { "type": "string", "enum": agents }, "task": { "type": "string" } },
        });
        tools.push(function(&delegate_tool(brief).into(), &about.trim_end().into(), parameters));
    }
    tools
}

/// The name of a subagent, which is given by name or as a whole specification.
pub(super) fn agent_name(agent: &Value) -> Option<&str> {
    agent.as_str().or_else(|| agent["name"].as_str())
}

/// A message of the user: text alone as a text, with images and files in parts.
fn user_content(context: &Context, message: &Value) -> Value {
    let mut parts = Vec::new();
    for image in message["images"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        parts.push(image_part(context, image));
    }
    for file in message["files"].as_array().into_iter().flatten() {
        parts.push(file_part(context, file));
    }
    let text = text_of(message);
    if parts.is_empty() {
        return text.into();
    }
    if !text.is_empty() {
        parts.insert(0, text_part(&text));
    }
    parts.into()
}

fn text_part(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

/// An image, with its bytes where they are kept here: the endpoint cannot reach this machine.
fn image_part(context: &Context, source: &str) -> Value {
    let url = match context.stored(source) {
        Some((media_type, bytes)) => format!("data:{media_type};base64,{}", BASE64.encode(bytes)),
        None => source.to_owned(),
    };
    json!({ "type": "image_url", "image_url": { "url": url } })
}

/// A file: images are shown, texts are quoted, anything else is mentioned.
fn file_part(context: &Context, file: &Value) -> Value {
    let name = file["name"].as_str().unwrap_or("file");
    let source = file["source"].as_str().unwrap_or_default();
    let Some((media_type, bytes)) = context.stored(source) else {
        return text_part(&format!("[The user attached the file {name}: {source}]"));
    };
    if media_type.starts_with("image/") {
        return image_part(context, source);
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) if media_type.starts_with("text/") || media_type == "application/json" => {
            let shown = &text[..text.floor_char_boundary(MOST_TEXT)];
            let rest = if shown.len() < text.len() { "\n[cut off here]" } else { "" };
            text_part(&format!("The user attached the file {name}:\n\n{shown}{rest}"))
        }
        _ => text_part(&format!("[The user attached the file {name} ({media_type}, {} bytes)]", bytes.len())),
    }
}

fn assistant(content: Option<&str>, calls: &[Asked]) -> Value {
    let mut message = json!({ "role": "assistant", "content": content });
    if !calls.is_empty() {
        let calls: Vec<Value> = calls
            .iter()
            .map(|call| {
                json!({
                    "id": call.id, "type": "function",
                    "function": { "name": call.name, "arguments": call.arguments },
                })
            })
            .collect();
        message["tool_calls"] = calls.into();
    }
    message
}

/// A name for the answer's schema: its title, in the letters that are allowed.
fn schema_name(schema: &Value) -> String {
    let title = schema["title"].as_str().unwrap_or("Answer");
    let name: String = title
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '_' })
        .take(64)
        .collect();
    if name.is_empty() { "Answer".to_owned() } else { name }
}
