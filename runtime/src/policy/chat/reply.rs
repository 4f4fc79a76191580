//! What a model replies: read whole, or put together from the pieces of an event stream.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use steersman_http::{Download, Error, ErrorKind, Retry};

use crate::session::metrics::Tokens;

/// Most bytes of a reply.
pub(super) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What a model said in one reply.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Reply {
    pub(super) content: Option<String>,
    pub(super) reasoning: Option<String>,
    /// What the model says when it will not do it.
    pub(super) refusal: Option<String>,
    pub(super) calls: Vec<Asked>,
    /// Why it ended: `stop`, `tool_calls`, `length`, `content_filter` …
    pub(super) finish: Option<String>,
    #[serde(skip)]
    pub(super) tokens: Option<Tokens>,
}

/// A call that the model asks for, as it came.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) name: String,
    /// JSON text.
    pub(super) arguments: String,
}

impl Reply {
    /// Reads a whole reply.
    pub(super) fn from_json(body: &Value) -> Result<Self, Error> {
        if let Some(error) = error_in(body) {
            return Err(error);
        }
        let Some(choice) = body["choices"].get(0) else {
            return Err(Error::new(
                ErrorKind::Decode,
                "the reply has no choices: is this a chat-completions endpoint?",
            ));
        };
        let mut reply = Self::default();
        reply.take(&choice["message"]);
        reply.finish = text(&choice["finish_reason"]);
        reply.tokens = tokens(&body["usage"]);
        Ok(reply)
    }

    /// Adds one piece of a streamed reply.
    fn add(&mut self, piece: &Value) -> Result<(), Error> {
        if let Some(error) = error_in(piece) {
            return Err(error);
        }
        let choice = &piece["choices"][0];
        self.take(&choice["delta"]);
        if let Some(finish) = text(&choice["finish_reason"]) {
            self.finish = Some(finish);
        }
        if let Some(tokens) = tokens(&piece["usage"]) {
            self.tokens = Some(tokens);
        }
        Ok(())
    }

    /// Takes in a message, or a part of one.
    fn take(&mut self, message: &Value) {
        append(&mut self.content, &message["content"]);
        append(&mut self.refusal, &message["refusal"]);
        let reasoning = [&message["reasoning_content"], &message["reasoning"]];
        append(
            &mut self.reasoning,
            reasoning.into_iter().find(|value| value.is_string()).unwrap_or(&Value::Null),
        );
        for (position, call) in message["tool_calls"].as_array().into_iter().flatten().enumerate() {
            // Pieces of one call share their index; a whole reply has none.
            let index =
                call["index"].as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or(position);
            // No model makes that many; a faulty stream must not fill the memory.
            if index > 1000 {
                continue;
            }
            if self.calls.len() <= index {
                self.calls.resize_with(index + 1, Asked::default);
            }
            let asked = &mut self.calls[index];
            for (part, given) in [
                (&mut asked.id, &call["id"]),
                (&mut asked.name, &call["function"]["name"]),
                (&mut asked.arguments, &call["function"]["arguments"]),
            ] {
                match given {
                    Value::String(given) => part.push_str(given),
                    Value::Null => {}
                    // Some endpoints send the arguments as an object.
                    other => *part = other.to_string(),
                }
            }
        }
    }
}

/// Reads a streamed reply to its end. An endpoint that does not stream answers as a whole; that is read as well.
pub(super) async fn read(mut download: Download) -> Result<Reply, Error> {
    let whole = download.content_type().is_some_and(|kind| kind.starts_with("application/json"));
    if whole {
        let body = download.bytes(MOST_BYTES).await?;
        let body = serde_json::from_slice(&body)
            .map_err(|cause| broken(format!("the reply cannot be read: {cause}")))?;
        return Reply::from_json(&body);
    }
    let (mut reply, mut lines, mut seen) = (Reply::default(), Lines::default(), 0);
    while let Some(piece) = download.chunk().await? {
        seen += piece.len();
        if seen > MOST_BYTES {
            return Err(Error::new(ErrorKind::ResponseTooLarge, "the reply does not end"));
        }
        lines.feed(&piece);
        while let Some(line) = lines.next() {
            let Some(data) = line.strip_prefix("data:").map(str::trim) else { continue };
            if data == "[DONE]" {
                return Ok(reply);
            }
            let piece: Value = serde_json::from_str(data)
                .map_err(|cause| broken(format!("a piece of the reply cannot be read: {cause}")))?;
            reply.add(&piece)?;
        }
    }
    // Some endpoints end without `[DONE]`; one that has not even said why it ends was cut off.
    if reply.finish.is_some() { Ok(reply) } else { Err(broken("the reply ended in the middle")) }
}

/// Lines of a text that comes in pieces.
#[derive(Default)]
struct Lines {
    buffer: Vec<u8>,
    /// Where the next line begins.
    start: usize,
}

impl Lines {
    fn feed(&mut self, piece: &[u8]) {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.extend_from_slice(piece);
    }

    fn next(&mut self) -> Option<String> {
        let rest = &self.buffer[self.start..];
        let length = rest.iter().position(|byte| *byte == b'\n')?;
        let line = String::from_utf8_lossy(&rest[..length]).trim_end_matches('\r').to_owned();
        self.start += length + 1;
        Some(line)
    }
}

/// Trouble on the way, worth another try.
fn broken(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Decode, message).with_retry(Retry::Perhaps)
}

/// Some endpoints report an error under a status of success.
fn error_in(body: &Value) -> Option<Error> {
    let error = body.get("error").filter(|error| !error.is_null())?;
    let message = text(&error["message"]).or_else(|| text(error)).unwrap_or_else(|| error.to_string());
    Some(Error::new(ErrorKind::Server, message))
}

/// Appends a text, or the texts of a list of parts.
fn append(to: &mut Option<String>, more: &Value) {
    match more {
        Value::String(more) => to.get_or_insert_default().push_str(more),
        Value::Array(parts) => parts.iter().for_each(|part| append(to, &part["text"])),
        _ => {}
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The tokens of a reply, where it tells them.
fn tokens(usage: &Value) -> Option<Tokens> {
    let count = |value: &Value| value.as_u64().unwrap_or(0);
    let input = usage["prompt_tokens"].as_u64()?;
    let reasoning = count(&usage["completion_tokens_details"]["reasoning_tokens"]);
    Some(Tokens {
        input,
        cached: count(&usage["prompt_tokens_details"]["cached_tokens"]),
        output: count(&usage["completion_tokens"]).saturating_sub(reasoning),
        reasoning,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_pieces_of_parallel_calls_are_put_together_by_their_index() {
        let call = |index: u64, id: Value, name: Value, arguments: &str| {
            json!({ "choices": [{ "delta": { "tool_calls": [
                { "index": index, "id": id, "function": { "name": name, "arguments": arguments } }
            ] } }] })
        };
        let mut reply = Reply::default();
        for piece in [
            call(0, json!("a"), json!("add"), ""),
            call(1, json!("b"), json!("mul"), "{\"x\""),
            call(0, Value::Null, Value::Null, "{}"),
            call(1, Value::Null, Value::Null, ": 1}"),
            call(5000, Value::Null, Value::Null, "hostile"),
        ] {
            reply.add(&piece).unwrap();
        }
        let asked = |id: &str, name: &str, arguments: &str| Asked {
            id: id.into(),
            name: name.into(),
            arguments: arguments.into(),
        };
        assert_eq!(reply.calls, [asked("a", "add", "{}"), asked("b", "mul", "{\"x\": 1}")]);
    }

    #[test]
    fn lines_are_cut_wherever_the_pieces_are() {
        let mut lines = Lines::default();
        let mut read = Vec::new();
        for byte in "data: é\r\n\r\ndata: 2\nrest".as_bytes() {
            lines.feed(&[*byte]);
            read.extend(std::iter::from_fn(|| lines.next()));
        }
        assert_eq!(read, ["data: é", "", "data: 2"]);
    }

    #[test]
    fn tokens_are_told_apart_and_an_endpoint_that_does_not_count_gives_none() {
        let usage = json!({
            "prompt_tokens": 9, "completion_tokens": 7, "prompt_tokens_details": { "cached_tokens": 4 },
            "completion_tokens_details": { "reasoning_tokens": 5 },
        });
        assert_eq!(tokens(&usage), Some(Tokens { input: 9, cached: 4, output: 2, reasoning: 5 }));
        assert_eq!(tokens(&Value::Null), None);
    }
}
