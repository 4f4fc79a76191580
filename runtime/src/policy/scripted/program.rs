//! A script, flattened: a list of operations, so that where an agent stands is one number.

use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value, json};
use serde_saphyr::Spanned;

use super::format::{ACTIONS, Repeat, Step};
use super::shape::{Call, Calls, Delegate, Event, Fail, Listen, Metrics, Observe, Think, Verdict, check};
use super::template::{Template, check_expression};

/// What is wrong with a file, and where.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) line: u64,
    pub(crate) message: String,
}

/// A script ready to be played.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) operations: Vec<Operation>,
    /// Loops in the script: each has a counter.
    pub(crate) loops: usize,
    pub(crate) on_force_answer: Option<Template>,
}

/// One operation and the line it comes from.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) line: u64,
    pub(crate) action: Action,
    /// Name that the result is kept under.
    pub(crate) save: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Action {
    Think(Template),
    Observe(Template),
    Call {
        thought: Option<Template>,
        calls: Vec<CallTemplate>,
    },
    Sleep(Duration),
    Listen {
        at_most: Option<Duration>,
    },
    Delegate(Vec<(Template, Template)>),
    Metrics(Value),
    Publish(Template),
    Set(Template),
    Fail {
        error: Template,
        code: String,
    },
    Crash(Template),
    Answer {
        value: Template,
        outcome: String,
    },
    /// Goes on at `otherwise` unless the condition holds.
    Unless {
        condition: String,
        otherwise: usize,
    },
    Jump(usize),
    /// Counts one round of a loop; goes on at `exit` when the rounds are used up or the condition no longer holds.
    Round {
        counter: usize,
        times: u64,
        condition: Option<String>,
        exit: usize,
    },
}

/// A call of a tool as it is written.
#[derive(Debug)]
pub(crate) struct CallTemplate {
    pub(crate) tool: String,
    pub(crate) args: Template,
    pub(crate) id: Option<String>,
    pub(crate) result: Template,
    pub(crate) error: Option<Template>,
}

impl Program {
    pub(super) fn compile(
        steps: &[Spanned<Step>],
        agent: &str,
        folder: Option<&Path>,
    ) -> Result<Self, Fault> {
        let mut compiler = Compiler { operations: Vec::new(), loops: 0, folder: folder.map(Path::to_owned) };
        compiler.steps(steps, &format!("agent '{agent}': steps"))?;
        Ok(Self { operations: compiler.operations, loops: compiler.loops, on_force_answer: None })
    }
}

struct Compiler {
    operations: Vec<Operation>,
    loops: usize,
    folder: Option<PathBuf>,
}

impl Compiler {
    fn steps(&mut self, steps: &[Spanned<Step>], place: &str) -> Result<(), Fault> {
        for (position, step) in steps.iter().enumerate() {
            let line = step.referenced.line();
            let place = format!("{place}[{position}]");
            self.step(&step.value, line, &place)?;
        }
        Ok(())
    }

    fn push(&mut self, line: u64, action: Action, save: Option<&String>) -> usize {
        self.operations.push(Operation { line, action, save: save.cloned() });
        self.operations.len() - 1
    }

    fn step(&mut self, step: &Step, line: u64, place: &str) -> Result<(), Fault> {
        let fault = |message: String| Fault { line, message: format!("{place}{message}") };
        let given: Vec<&str> =
            ACTIONS.into_iter().zip(step.given()).filter(|(_, given)| *given).map(|(name, _)| name).collect();
        let [name] = given[..] else {
            return Err(fault(match given.len() {
                0 => format!(": a step needs one of {}", ACTIONS.join(", ")),
                _ => format!(": a step is one thing, not {}", given.join(" and ")),
            }));
        };
        if (step.then.is_some() || step.otherwise.is_some()) && name != "if" {
            return Err(fault(format!(".{name}: then and else belong to an if")));
        }
        if step.save.is_some() && !["call", "delegate", "wait"].contains(&name) {
            return Err(fault(format!(".{name}: there is nothing to save")));
        }
        if let Some(condition) = &step.condition {
            check_expression(condition).map_err(|error| fault(format!(".if: {error}")))?;
            return self.branch(step, condition, line, place);
        }
        if let Some(repeat) = &step.repeat {
            if let Some(condition) = &repeat.condition {
                check_expression(condition).map_err(|error| fault(format!(".repeat.while: {error}")))?;
            }
            return self.repeat(repeat, line, place);
        }
        let action = self.action(step).map_err(|message| fault(format!(".{name}: {message}")))?;
        self.push(line, action, step.save.as_ref());
        Ok(())
    }

    fn branch(&mut self, step: &Step, condition: &str, line: u64, place: &str) -> Result<(), Fault> {
        let unless = self.push(line, Action::Unless { condition: condition.to_owned(), otherwise: 0 }, None);
        self.steps(step.then.as_deref().unwrap_or_default(), &format!("{place}.then"))?;
        let jump = step.otherwise.as_ref().map(|_| self.push(line, Action::Jump(0), None));
        let otherwise = self.operations.len();
        self.operations[unless].action = Action::Unless { condition: condition.to_owned(), otherwise };
        self.steps(step.otherwise.as_deref().unwrap_or_default(), &format!("{place}.else"))?;
        if let Some(jump) = jump {
            self.operations[jump].action = Action::Jump(self.operations.len());
        }
        Ok(())
    }

    fn repeat(&mut self, repeat: &Repeat, line: u64, place: &str) -> Result<(), Fault> {
        let counter = self.loops;
        self.loops += 1;
        let round =
            |exit| Action::Round { counter, times: repeat.times, condition: repeat.condition.clone(), exit };
        let head = self.push(line, round(0), None);
        self.steps(&repeat.steps, &format!("{place}.repeat.steps"))?;
        self.push(line, Action::Jump(head), None);
        self.operations[head].action = round(self.operations.len());
        Ok(())
    }

    fn action(&self, step: &Step) -> Result<Action, String> {
        if let Some(think) = &step.think {
            let members = object(think, "reasoning")?;
            check::<Think>(&members)?;
            return Ok(Action::Think(Template::new(&Value::Object(members))?));
        }
        if let Some(observe) = &step.observe {
            let mut members = object(observe, "text")?;
            check::<Observe>(&members)?;
            self.load_image(&mut members)?;
            members.entry("type").or_insert_with(|| "web".into());
            return Ok(Action::Observe(Template::new(&Value::Object(members))?));
        }
        if let Some(call) = &step.call {
            return calls(call);
        }
        if let Some(wait) = &step.wait {
            return self::wait(wait);
        }
        if let Some(delegate) = &step.delegate {
            let tasks = list(delegate).iter().map(|one| {
                let members = object(one, "agent")?;
                check::<Delegate>(&members)?;
                let agent = members.get("agent").ok_or("agent is missing")?;
                let task = members.get("task").cloned().unwrap_or_else(|| "{{ task }}".into());
                Ok((Template::new(agent)?, Template::new(&task)?))
            });
            return Ok(Action::Delegate(tasks.collect::<Result<_, String>>()?));
        }
        if let Some(metrics) = &step.metrics {
            let members = metrics.as_object().ok_or("an object of token counts is needed")?;
            check::<Metrics>(members)?;
            return Ok(Action::Metrics(metrics.clone()));
        }
        if let Some(event) = &step.event {
            let members = object(event, "type")?;
            check::<Event>(&members)?;
            members.get("type").and_then(Value::as_str).ok_or("type is missing")?;
            return Ok(Action::Publish(Template::new(&Value::Object(members))?));
        }
        if let Some(set) = &step.set {
            set.as_object().ok_or("an object of names and values is needed")?;
            return Ok(Action::Set(Template::new(set)?));
        }
        if let Some(fail) = &step.fail {
            let members = object(fail, "error")?;
            check::<Fail>(&members)?;
            let error = members.get("error").ok_or("error is missing")?;
            let code = members.get("code").and_then(Value::as_str).unwrap_or("internal").to_owned();
            return Ok(Action::Fail { error: Template::new(error)?, code });
        }
        if let Some(crash) = &step.crash {
            return Ok(Action::Crash(Template::new(crash)?));
        }
        let answer = step.answer.as_ref().ok_or("a step needs an action")?;
        let outcomes = ["success", "partial", "infeasible", "blocked"];
        let members = answer.as_object().filter(|members| members.contains_key("value"));
        let (value, outcome) = match members {
            Some(members) => {
                check::<Verdict>(members)?;
                (&members["value"], members.get("outcome").and_then(Value::as_str).unwrap_or("success"))
            }
            None => (answer, "success"),
        };
        if !outcomes.contains(&outcome) {
            return Err(format!("outcome is one of {}", outcomes.join(", ")));
        }
        Ok(Action::Answer { value: Template::new(value)?, outcome: outcome.to_owned() })
    }

    /// Replaces the name of an image file by the image.
    fn load_image(&self, members: &mut Map<String, Value>) -> Result<(), String> {
        let Some(image) = members.get_mut("image") else { return Ok(()) };
        let Some(name) = image.as_str().map(str::to_owned) else { return Ok(()) };
        if name.contains("{{") || name.starts_with("data:") || name.contains("://") {
            *image = json!({ "source": name, "type": "url" });
            return Ok(());
        }
        let path = self.folder.as_deref().unwrap_or(Path::new(".")).join(&name);
        let bytes = std::fs::read(&path).map_err(|error| format!("image {}: {error}", path.display()))?;
        let media_type = match path.extension().and_then(|extension| extension.to_str()) {
            Some("jpg" | "jpeg") => "image/jpeg",
            Some("webp") => "image/webp",
            Some("gif") => "image/gif",
            _ => "image/png",
        };
        let source = format!("data:{media_type};base64,{}", BASE64.encode(bytes));
        *image = json!({ "source": source, "type": "base64", "media_type": media_type });
        Ok(())
    }
}

fn calls(call: &Value) -> Result<Action, String> {
    // A list of calls, one call, or an object that adds a thought.
    let (thought, calls) = match call.as_object().filter(|members| members.contains_key("tools")) {
        Some(members) => {
            check::<Calls>(members)?;
            (members.get("think"), &members["tools"])
        }
        None => (None, call),
    };
    let calls = list(calls).iter().map(|one| {
        let members = object(one, "tool")?;
        check::<Call>(&members)?;
        let tool = members.get("tool").and_then(Value::as_str).ok_or("tool is missing")?.to_owned();
        let args = members.get("args").cloned().unwrap_or_else(|| json!({}));
        if !args.is_object() && !args.is_string() {
            return Err(format!("args of {tool} must be an object"));
        }
        Ok(CallTemplate {
            tool,
            args: Template::new(&args)?,
            id: members.get("id").and_then(Value::as_str).map(str::to_owned),
            result: Template::new(members.get("result").unwrap_or(&"ok".into()))?,
            error: members.get("error").map(Template::new).transpose()?,
        })
    });
    let calls = calls.collect::<Result<Vec<_>, String>>()?;
    if calls.is_empty() {
        return Err("at least one call is needed".to_owned());
    }
    Ok(Action::Call { thought: thought.map(Template::new).transpose()?, calls })
}

fn wait(wait: &Value) -> Result<Action, String> {
    match wait {
        Value::String(text) if text == "message" => Ok(Action::Listen { at_most: None }),
        Value::Object(members) => {
            check::<Listen>(members)?;
            if members.get("message") != Some(&Value::Bool(true)) {
                return Err("write {message: true, at_most: 30s}".to_owned());
            }
            Ok(Action::Listen { at_most: members.get("at_most").map(duration).transpose()? })
        }
        other => Ok(Action::Sleep(duration(other)?)),
    }
}

/// A duration: seconds, or a number with ms, s, m or h.
pub(super) fn duration(value: &Value) -> Result<Duration, String> {
    let wrong =
        || format!("a duration is a number of seconds or a text such as 250ms, 2s, 5m, 1h: not {value}");
    let seconds = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let unit = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
            let number: Option<f64> = text[..text.len() - unit.len()].parse().ok();
            let factor = match unit.trim() {
                "ms" => Some(0.001),
                "s" | "" => Some(1.0),
                "m" => Some(60.0),
                "h" => Some(3600.0),
                _ => None,
            };
            number.zip(factor).map(|(number, factor)| number * factor)
        }
        _ => None,
    };
    seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(wrong)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// An object, or the short form: a text that stands for its main member.
fn object(value: &Value, main: &str) -> Result<Map<String, Value>, String> {
    match value {
        Value::Object(members) => Ok(members.clone()),
        Value::String(_) => Ok(Map::from_iter([(main.to_owned(), value.clone())])),
        other => Err(format!("a text or an object is needed, not {other}")),
    }
}
