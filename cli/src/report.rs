//! What `run` and `watch` print: for people, for programs, or the answer alone.

use std::io::{self, Write};
use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;
use steersman::wire::SessionEvent;

use crate::describe::{Line, Tone, describe};
use crate::exit::Exit;
use crate::json_lines::{JsonLine, single_line, without_token, write_line};
use crate::progress::Progress;
use crate::screen::{Screen, duration};
use crate::terminal::Terminal;
use crate::text::{self, printable};

/// The session as the first lines name it.
pub(crate) struct Opening<'a> {
    pub(crate) session_id: &'a str,
    pub(crate) agent: Option<&'a str>,
    pub(crate) base_url: &'a str,
    pub(crate) agent_view_url: Option<&'a str>,
}

/// How a session ended, as the last lines tell it.
pub(crate) struct Ending<'a> {
    pub(crate) session_id: &'a str,
    pub(crate) status: &'a str,
    pub(crate) outcome: Option<&'a str>,
    pub(crate) answer: Option<Value>,
    pub(crate) error: Option<&'a str>,
    pub(crate) error_code: Option<&'a str>,
    pub(crate) next_index: u64,
}

/// Prints one watched session.
pub(crate) struct Report<W> {
    output: Output<W>,
    progress: Progress,
}

enum Output<W> {
    Lines(Screen<W>),
    Json(W),
    Answer(W),
}

impl<W: Write> Report<W> {
    /// Lines for people.
    pub(crate) fn lines(out: W, terminal: Terminal) -> Self {
        Self::new(Output::Lines(Screen::new(out, terminal)))
    }

    /// JSON lines.
    pub(crate) fn json(out: W) -> Self {
        Self::new(Output::Json(out))
    }

    /// The answer, and nothing else.
    pub(crate) fn answer_only(out: W) -> Self {
        Self::new(Output::Answer(out))
    }

    fn new(output: Output<W>) -> Self {
        Self { output, progress: Progress::default() }
    }

    /// Goes on where another report, or a screen, has counted to.
    pub(crate) fn with_progress(mut self, progress: Progress) -> Self {
        self.progress = progress;
        self
    }

    /// Whether `tick` shows anything.
    pub(crate) fn is_live(&self) -> bool {
        matches!(&self.output, Output::Lines(screen) if screen.is_live())
    }

    /// The session is known.
    pub(crate) fn open(&mut self, opening: &Opening<'_>) -> io::Result<()> {
        match &mut self.output {
            Output::Lines(screen) => screen.open(
                opening.session_id,
                opening.agent.unwrap_or("given in place"),
                opening.agent_view_url,
            ),
            Output::Json(out) => write_line(
                out,
                &JsonLine::Session {
                    session_id: opening.session_id,
                    agent: opening.agent,
                    base_url: opening.base_url,
                    agent_view_url: opening.agent_view_url.map(without_token).as_deref(),
                },
            ),
            Output::Answer(_) => Ok(()),
        }
    }

    /// An event arrived.
    pub(crate) fn event(&mut self, elapsed: Duration, index: u64, event: &SessionEvent) -> io::Result<()> {
        let changed = self.progress.observe(event);
        match &mut self.output {
            Output::Lines(screen) => {
                screen.event(elapsed, &self.progress, &describe(event))?;
                screen.status(elapsed, &self.progress, None)
            }
            Output::Json(out) => {
                let raw = single_line(event.raw());
                let raw: &RawValue = serde_json::from_str(&raw)?;
                write_line(out, &JsonLine::Event { index, event: raw })?;
                if changed { self.status(elapsed) } else { Ok(()) }
            }
            Output::Answer(_) => Ok(()),
        }
    }

    /// Events from `from` up to, not including, `to` are gone.
    pub(crate) fn gap(&mut self, elapsed: Duration, from: u64, to: u64, reason: &str) -> io::Result<()> {
        match &mut self.output {
            Output::Lines(screen) => {
                let text = format!("events {from} to {} are lost: {reason}", to.saturating_sub(1));
                screen.event(elapsed, &self.progress, &Line::new("gap", Tone::Bad, text))
            }
            Output::Json(out) => write_line(out, &JsonLine::Gap { from, to, reason }),
            Output::Answer(_) => Ok(()),
        }
    }

    /// Time went by.
    pub(crate) fn tick(&mut self, elapsed: Duration, trouble: Option<&str>) -> io::Result<()> {
        match &mut self.output {
            Output::Lines(screen) => screen.status(elapsed, &self.progress, trouble),
            Output::Json(_) | Output::Answer(_) => Ok(()),
        }
    }

    /// Makes room for somebody else's words on the terminal.
    pub(crate) fn give_way(&mut self) -> io::Result<()> {
        match &mut self.output {
            Output::Lines(screen) => screen.erase(),
            Output::Json(_) | Output::Answer(_) => Ok(()),
        }
    }

    /// The session is over, or idle.
    pub(crate) fn close(&mut self, elapsed: Duration, ending: &Ending<'_>) -> io::Result<Exit> {
        let exit = Exit::of_status(ending.status);
        ending.status.clone_into(&mut self.progress.status);
        match &mut self.output {
            Output::Lines(screen) => {
                screen.close(&summary(elapsed, &self.progress, ending), answer_text(ending).as_deref())?;
            }
            Output::Json(out) => write_line(
                out,
                &JsonLine::Outcome {
                    session_id: ending.session_id,
                    status: ending.status,
                    outcome: ending.outcome,
                    answer: ending.answer.clone(),
                    error: ending.error,
                    error_code: ending.error_code,
                    next_index: ending.next_index,
                    elapsed_s: seconds(elapsed),
                    steps: self.progress.steps,
                    tokens: self.progress.tokens,
                    exit_code: exit.code(),
                },
            )?,
            Output::Answer(out) => {
                if let Some(answer) = answer_text(ending) {
                    writeln!(out, "{}", printable(&answer))?;
                    out.flush()?;
                }
            }
        }
        Ok(exit)
    }

    /// The last word of a program's lines when there is no outcome; people read standard error instead.
    pub(crate) fn last_line(&mut self, line: &JsonLine<'_>) -> io::Result<()> {
        match &mut self.output {
            Output::Json(out) => write_line(out, line),
            Output::Lines(screen) => screen.erase(),
            Output::Answer(_) => Ok(()),
        }
    }

    fn status(&mut self, elapsed: Duration) -> io::Result<()> {
        let Output::Json(out) = &mut self.output else { return Ok(()) };
        write_line(
            out,
            &JsonLine::Status {
                status: &self.progress.status,
                elapsed_s: seconds(elapsed),
                steps: self.progress.steps,
                tokens: self.progress.tokens,
            },
        )
    }
}

fn summary(elapsed: Duration, progress: &Progress, ending: &Ending<'_>) -> String {
    let mut summary = format!("{} · {}", progress.summary(), duration(elapsed));
    if let Some(outcome) = ending.outcome {
        summary.push_str(" · outcome ");
        summary.push_str(outcome);
    }
    if ending.error.is_some() || ending.error_code.is_some() {
        let parts = [ending.error_code, ending.error];
        summary.push_str(" · ");
        summary.push_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(": "));
    }
    summary
}

fn answer_text(ending: &Ending<'_>) -> Option<String> {
    ending.answer.as_ref().and_then(text::answer_text)
}

/// Seconds with three decimals, as programs get them.
fn seconds(elapsed: Duration) -> f64 {
    (elapsed.as_secs_f64() * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn event(event_type: &str, data: &Value) -> SessionEvent {
        SessionEvent::new(event_type, data, "2026-03-01T09:00:00Z")
    }

    fn ending(answer: Option<Value>) -> Ending<'static> {
        Ending {
            session_id: "s-1",
            status: "completed",
            outcome: Some("success"),
            answer,
            error: None,
            error_code: None,
            next_index: 2,
        }
    }

    fn told(report: impl FnOnce(Vec<u8>) -> io::Result<Report<Vec<u8>>>) -> String {
        let report = report(Vec::new()).expect("a vector takes every byte");
        let out = match report.output {
            Output::Lines(screen) => screen.into_inner(),
            Output::Json(out) | Output::Answer(out) => out,
        };
        String::from_utf8(out).expect("only text is printed")
    }

    fn whole_story<W: Write>(report: &mut Report<W>) -> io::Result<()> {
        report.open(&Opening {
            session_id: "s-1",
            agent: Some("clerk"),
            base_url: "http://127.0.0.1:1/",
            agent_view_url: None,
        })?;
        report.event(SECOND, 0, &event("AgentStartedEvent", &json!({})))?;
        report.gap(SECOND, 1, 4, "evicted")?;
        report.event(SECOND, 4, &event("AgentEvent", &json!({"kind": "answer_event", "answer": "paid"})))?;
        report.close(2 * SECOND, &ending(Some(json!("paid")))).map(|exit| assert_eq!(exit, Exit::Success))
    }

    #[test]
    fn people_read_a_line_per_event_and_the_answer_below() {
        let text = told(|out| {
            let mut report = Report::lines(out, Terminal { color: false, live: false, width: None });
            whole_story(&mut report).map(|()| report)
        });
        let expected = "\
session s-1  agent clerk
 elapsed steps  tokens  event
    1.0s     0       0  started
    1.0s     0       0  gap        events 1 to 3 are lost: evicted
    1.0s     0       0  answer     paid
completed · 0 steps · 0 tokens · 2.0s · outcome success

paid
";
        assert_eq!(text, expected);
    }

    #[test]
    fn programs_read_one_object_per_line() {
        let text = told(|out| {
            let mut report = Report::json(out);
            whole_story(&mut report).map(|()| report)
        });
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let types: Vec<_> = lines.iter().map(|line| line["type"].as_str().unwrap()).collect();
        assert_eq!(types, ["session", "event", "status", "gap", "event", "outcome"]);
        assert_eq!(
            lines[2],
            json!({"type": "status", "status": "running", "elapsed_s": 1.0, "steps": 0, "tokens": 0})
        );
        assert_eq!(lines[3], json!({"type": "gap", "from": 1, "to": 4, "reason": "evicted"}));
        assert_eq!(lines[4]["index"], 4);
        assert_eq!(lines[4]["event"]["data"]["answer"], "paid");
        assert_eq!(lines[5]["answer"], "paid");
        assert_eq!(lines[5]["error"], Value::Null);
        assert_eq!(lines[5]["exit_code"], 0);
    }

    #[test]
    fn quiet_prints_the_answer_alone() {
        let text = told(|out| {
            let mut report = Report::answer_only(out);
            whole_story(&mut report).map(|()| report)
        });
        assert_eq!(text, "paid\n");
    }

    #[test]
    fn a_structured_answer_is_indented_json_and_no_answer_is_nothing() {
        let closed = |answer: Option<Value>| {
            told(|out| {
                let mut report = Report::answer_only(out);
                report.close(SECOND, &ending(answer)).map(|_| report)
            })
        };
        assert_eq!(closed(Some(json!({"paid": true}))), "{\n  \"paid\": true\n}\n");
        assert_eq!(closed(None), "");
        assert_eq!(closed(Some(Value::Null)), "");
    }

    #[test]
    fn a_failure_says_why() {
        let failed = Ending {
            status: "failed",
            outcome: None,
            error: Some("the browser crashed"),
            error_code: Some("environment_error"),
            ..ending(None)
        };
        let text = told(|out| {
            let mut report = Report::lines(out, Terminal { color: false, live: false, width: None });
            report.close(SECOND, &failed).map(|exit| {
                assert_eq!(exit, Exit::Failure);
                report
            })
        });
        assert_eq!(text, "failed · 0 steps · 0 tokens · 1.0s · environment_error: the browser crashed\n");
    }
}
