//! `record` and `replay`: a session as a file. The format is described in `docs/recording.md`.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, IsTerminal, Seek, SeekFrom, Stderr, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use serde_json::Value;
use serde_json::value::RawValue;
use steersman::wire::SessionEvent;
use steersman::{StreamItem, StreamOptions, Until};

use crate::args::{RecordArgs, ReplayArgs};
use crate::context::Context;
use crate::exit::Exit;
use crate::json_lines::Recorded;
use crate::report::{Ending, Opening, Report};
use crate::run::{agent_name, report};
use crate::stop::Stop;
use crate::text::plural;
use crate::waiting::patiently;
use crate::watch::ending_of;

/// Writes the session's events to a file until it settles.
pub(crate) async fn record(context: &Context, args: RecordArgs) -> Result<Exit, Stop> {
    let client = context.client()?;
    let session = client.session(args.session_id.as_str());
    let seen = patiently("reading the session", session.get()).await?;
    let to_stdout = args.output.as_os_str() == "-";
    if to_stdout && context.global.json {
        return Err(Stop::usage(
            "--json and the recording cannot both go to standard output",
            "pass --output FILE",
        ));
    }
    let (out, from): (Box<dyn Write>, u64) = if to_stdout {
        (Box::new(io::stdout()), 0)
    } else {
        let (file, from) = open(&args.output, session.id(), args.force)?;
        (Box::new(file), from)
    };
    let mut lines = Report::json(out);
    let cannot_write = |error: io::Error| {
        if to_stdout {
            return Stop::from(error);
        }
        let message = format!("{} cannot be written: {error}", args.output.display());
        Stop::refused(message, "make room, then record again: it goes on")
    };
    if from == 0 {
        let opening = Opening {
            session_id: session.id(),
            agent: agent_name(&seen),
            base_url: client.base_url().as_str(),
            agent_view_url: seen.agent_view_url.as_deref(),
        };
        lines.open(&opening).map_err(cannot_write)?;
    }
    let until = if args.until_terminal { Until::Terminal } else { Until::Settled };
    let mut stream = session.stream_with(&StreamOptions::default().from_index(from).until(until));
    let mut counter = Counter::new();
    let began = Instant::now();
    loop {
        tokio::select! {
            item = stream.next() => match item {
                Some(Ok(StreamItem::Event(event))) => lines.event(began.elapsed(), event.index, &event),
                Some(Ok(StreamItem::Gap(gap))) => lines.gap(began.elapsed(), gap.from, gap.to, gap.reason.as_str()),
                Some(Err(error)) => return Err(error.into()),
                None => break,
            }
            .map_err(cannot_write)?,
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
        }
        counter.show(stream.cursor());
    }
    counter.erase();
    let Some(outcome) = stream.outcome() else { return Ok(Exit::Failure) };
    lines.close(began.elapsed(), &ending_of(outcome)).map_err(cannot_write)?;
    if to_stdout {
        return Ok(Exit::Success);
    }
    let recorded = Recorded {
        session_id: session.id(),
        file: &args.output.to_string_lossy(),
        next_index: outcome.next_index,
        events: outcome.next_index.saturating_sub(from),
        status: outcome.status.as_str(),
    };
    context.print(&recorded, |out, recorded| {
        let events = plural(recorded.events, "event");
        out.text(&format!("{events} in {}; the session is {}", recorded.file, recorded.status))
    })
}

/// Opens the file to go on at its end; says at which index.
fn open(path: &Path, session: &str, force: bool) -> Result<(File, u64), Stop> {
    let refused = |error: io::Error| {
        Stop::refused(
            format!("{} cannot be written: {error}", path.display()),
            "name another file with --output",
        )
    };
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(force).open(path).map_err(refused)?;
    let found = Found::read(&mut BufReader::new(&file)).map_err(refused)?;
    match found.session {
        _ if found.bytes == 0 => {}
        Some(of) if of == session => {}
        _ => {
            let holds = "holds something else than this session";
            return Err(Stop::refused(
                format!("{} {holds}", path.display()),
                "pass --force to replace it, or name another file",
            ));
        }
    }
    // A last line that was cut off by a crash is written anew, and so is what was known when the recording ended.
    file.set_len(found.bytes).and_then(|()| file.seek(SeekFrom::End(0))).map_err(refused)?;
    Ok((file, found.next_index))
}

/// What a file holds already.
#[derive(Default)]
struct Found {
    session: Option<String>,
    next_index: u64,
    /// The length of what is kept: whole lines, up to the last event or gap.
    bytes: u64,
}

impl Found {
    fn read(lines: &mut impl BufRead) -> io::Result<Self> {
        let mut found = Self::default();
        let (mut read, mut line) = (0, Vec::new());
        loop {
            line.clear();
            read += lines.read_until(b'\n', &mut line)? as u64;
            if line.last() != Some(&b'\n') {
                // Not even the first line is one of ours: whatever it is, it is not to be cut.
                if found.session.is_none() {
                    found.bytes = read;
                }
                return Ok(found);
            }
            let value: Value = serde_json::from_slice(&line).unwrap_or_default();
            match value["type"].as_str() {
                Some("session") if found.session.is_none() => {
                    found.session = value["session_id"].as_str().map(str::to_owned);
                }
                Some("event") => {
                    found.next_index = value["index"].as_u64().map_or(found.next_index, |index| index + 1);
                }
                Some("gap") => found.next_index = value["to"].as_u64().unwrap_or(found.next_index),
                Some(_) => continue,
                None => {}
            }
            found.bytes = read;
        }
    }
}

/// How many events there are so far, for a person who waits.
struct Counter {
    out: Option<Stderr>,
    shown: Option<(u64, Instant)>,
}

impl Counter {
    fn new() -> Self {
        let live = io::stderr().is_terminal() && !crate::terminal::is_dumb();
        Self { out: live.then(io::stderr), shown: None }
    }

    fn show(&mut self, events: u64) {
        let recent =
            self.shown.is_some_and(|(at, when)| at == events || when.elapsed() < Duration::from_millis(100));
        let Some(out) = &mut self.out else { return };
        if !recent {
            // Nobody can be told that telling failed.
            let _ = write!(out, "\r\x1b[Krecording … {}; Ctrl-C leaves", plural(events, "event"));
            self.shown = Some((events, Instant::now()));
        }
    }

    fn erase(&mut self) {
        if let (Some(out), Some(_)) = (&mut self.out, self.shown.take()) {
            let _ = write!(out, "\r\x1b[K");
        }
    }
}

/// One line of a recording.
enum Line {
    Opening { session: String, agent: Option<String>, base_url: String, view: Option<String> },
    Event { index: u64, event: SessionEvent },
    Gap { from: u64, to: u64, reason: String },
    Outcome(Value),
}

/// Prints a recording as `watch` would have printed the session.
pub(crate) async fn replay(context: &Context, args: ReplayArgs) -> Result<Exit, Stop> {
    let name = args.file.display().to_string();
    let refused = |error: io::Error| Stop::usage(format!("{name} cannot be read: {error}"), "check the path");
    let mut input: Box<dyn BufRead + Send> = if args.file.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(&args.file).map_err(refused)?))
    };
    let mut report = report(context, false);
    let mut pace = Pace::new(args.speed);
    let (mut next, mut lines, mut exit) = (0, 0_u64, Exit::Success);
    let mut text = String::new();
    loop {
        text.clear();
        // A line without its break was cut off by a crash.
        if input.read_line(&mut text).map_err(refused)? == 0 || !text.ends_with('\n') {
            break;
        }
        let Some(line) = parse(text.trim_end(), next) else { continue };
        lines += 1;
        match line {
            Line::Opening { session, agent, base_url, view } => report.open(&Opening {
                session_id: &session,
                agent: agent.as_deref(),
                base_url: &base_url,
                agent_view_url: view.as_deref(),
            })?,
            Line::Event { index, .. } if index < next => {}
            Line::Event { index, event } => {
                if index > next && next > 0 {
                    report.gap(pace.elapsed, next, index, "missing in the recording")?;
                }
                next = index + 1;
                let pause = pace.next(event.instant());
                if index >= args.from_index {
                    tokio::time::sleep(pause).await;
                    report.event(pace.elapsed, index, &event)?;
                }
            }
            Line::Gap { from, to, reason } => {
                next = to;
                report.gap(pace.elapsed, from, to, &reason)?;
            }
            Line::Outcome(outcome) => {
                let member = |name: &str| outcome[name].as_str();
                exit = report.close(
                    pace.elapsed,
                    &Ending {
                        session_id: member("session_id").unwrap_or_default(),
                        status: member("status").unwrap_or("completed"),
                        outcome: member("outcome"),
                        answer: outcome.get("answer").cloned().filter(|answer| !answer.is_null()),
                        error: member("error"),
                        error_code: member("error_code"),
                        next_index: outcome["next_index"].as_u64().unwrap_or(next),
                    },
                )?;
            }
        }
    }
    if lines == 0 {
        return Err(Stop::refused(
            format!("{name} is no recording: no line of it is one of a session"),
            "`steersman record` makes one; docs/recording.md describes them",
        ));
    }
    report.give_way()?;
    Ok(exit)
}

/// Reads a line; what is not of a session is nothing. A bare event counts by its place.
fn parse(text: &str, next: u64) -> Option<Line> {
    let value: Value = serde_json::from_str(text).ok()?;
    let member = |name: &str| value[name].as_str().map(str::to_owned);
    let event = |raw: &str| SessionEvent::from_raw(&raw.as_bytes().to_vec().into()).ok();
    match value["type"].as_str()? {
        "session" => Some(Line::Opening {
            session: member("session_id")?,
            agent: member("agent"),
            base_url: member("base_url").unwrap_or_default(),
            view: member("agent_view_url"),
        }),
        "event" => {
            #[derive(serde::Deserialize)]
            struct Recorded<'a> {
                index: Option<u64>,
                #[serde(borrow)]
                event: &'a RawValue,
            }
            let recorded: Recorded<'_> = serde_json::from_str(text).ok()?;
            Some(Line::Event { index: recorded.index.unwrap_or(next), event: event(recorded.event.get())? })
        }
        "gap" => Some(Line::Gap {
            from: value["from"].as_u64()?,
            to: value["to"].as_u64()?,
            reason: member("reason").unwrap_or_default(),
        }),
        "outcome" => Some(Line::Outcome(value)),
        _ if value.get("data").is_some() => Some(Line::Event { index: next, event: event(text)? }),
        _ => None,
    }
}

/// Time as the recording has it, and how much of it to wait.
struct Pace {
    speed: Option<f64>,
    began: Option<jiff::Timestamp>,
    /// From the first event to the newest.
    elapsed: Duration,
}

impl Pace {
    fn new(speed: Option<f64>) -> Self {
        Self { speed, began: None, elapsed: Duration::ZERO }
    }

    /// Takes in when the next event happened; says how long to wait before it is shown.
    fn next(&mut self, instant: Option<jiff::Timestamp>) -> Duration {
        let Some(instant) = instant else { return Duration::ZERO };
        let began = *self.began.get_or_insert(instant);
        let elapsed = Duration::try_from(instant.duration_since(began)).unwrap_or_default().max(self.elapsed);
        let passed = elapsed.saturating_sub(self.elapsed);
        self.elapsed = elapsed;
        self.speed.map_or(Duration::ZERO, |speed| passed.div_f64(speed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Option<String>, u64, usize) {
        let found = Found::read(&mut text.as_bytes()).unwrap();
        (found.session, found.next_index, usize::try_from(found.bytes).unwrap())
    }

    const SESSION: &str = "{\"type\":\"session\",\"session_id\":\"s-1\"}\n";
    const EVENT: &str = "{\"type\":\"event\",\"index\":0,\"event\":{}}\n";

    #[test]
    fn a_recording_goes_on_after_its_last_whole_event() {
        let whole = format!("{SESSION}{EVENT}");
        let session = Some("s-1".to_owned());
        assert_eq!(found(&whole), (session.clone(), 1, whole.len()));
        assert_eq!(found(&format!("{whole}{{\"type\":\"ev")), (session.clone(), 1, whole.len()));
        assert_eq!(found(&format!("{whole}{{\"type\":\"outcome\"}}\n")), (session.clone(), 1, whole.len()));
        let gap = format!("{whole}{{\"type\":\"gap\",\"from\":1,\"to\":5}}\n");
        assert_eq!(found(&gap), (session, 5, gap.len()));
        assert_eq!(found(""), (None, 0, 0));
    }

    #[test]
    fn a_file_of_something_else_is_not_taken_for_a_recording() {
        assert_eq!(found("Dear diary\n").0, None);
        assert_eq!(found("Dear diary"), (None, 0, 10), "and none of it would be cut");
    }

    #[test]
    fn bare_events_and_unknown_lines_are_read_too() {
        let bare = r#"{"type":"AgentStartedEvent","data":{},"timestamp":"2026-03-01T09:00:00Z"}"#;
        assert!(matches!(parse(bare, 7), Some(Line::Event { index: 7, .. })));
        assert!(parse(r#"{"type":"later"}"#, 0).is_none());
        assert!(parse("no json", 0).is_none());
    }

    #[test]
    fn time_passes_as_recorded_only_faster() {
        let mut pace = Pace::new(Some(4.0));
        let mut pause = |second: i64| pace.next(jiff::Timestamp::from_second(second).ok()).as_secs();
        assert_eq!([pause(100), pause(108), pause(99), pause(112)], [0, 2, 0, 1], "time never goes back");
        assert_eq!(pace.elapsed.as_secs(), 12);
        assert_eq!(Pace::new(None).next(jiff::Timestamp::from_second(9).ok()), Duration::ZERO);
    }
}
