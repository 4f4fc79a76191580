//! Compares another client of the same API with what the scenarios expect: what it writes, what its program sees, what its tools see.
//!
//! How often it reads is left out, and so is what only one of the two can say: kinds of errors beyond their status, indices of
//! steps, the outcome of a stream. Every difference that is left needs a reason in the table of verdicts, and every reason a
//! difference.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::check::Result as Played;
use crate::diff;
use crate::load::Loaded;

/// What the other client says instead of playing a scenario.
pub const INEXPRESSIBLE: &str = "cannot be expressed: ";

/// The table of differences.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdicts {
    /// Names of reasons, with the sentence for each.
    pub reasons: BTreeMap<String, Reason>,
    /// Scenarios whose course differs, with the name of the reason.
    pub scenarios: BTreeMap<String, String>,
    /// Scenarios that the other client has no words for.
    pub inexpressible: Vec<String>,
}

/// Why two clients differ.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Ours does what the program needs, the other does not.
    Better(String),
    /// Both have their reasons; ours is written down in the table of differences.
    Different(String),
}

/// Reads the table.
///
/// # Errors
/// When it is not one: file, line and what is wrong.
pub fn verdicts(path: &Path) -> std::result::Result<Verdicts, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let verdicts: Verdicts = serde_saphyr::from_str(&text).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        format!(
            "{}:{line}: {}",
            path.display(),
            error.without_snippet().render().lines().next().unwrap_or_default()
        )
    })?;
    match verdicts.scenarios.iter().find(|(_, reason)| !verdicts.reasons.contains_key(*reason)) {
        Some((scenario, reason)) => {
            Err(format!("{}: scenarios.{scenario}: no reason is named `{reason}`", path.display()))
        }
        None => Ok(verdicts),
    }
}

/// The report for people, and whether every difference has its reason and every reason its difference.
pub fn report(scenarios: &[Loaded], played: &[Played], verdicts: &Verdicts, details: bool) -> (String, bool) {
    let width = scenarios.iter().map(|scenario| scenario.name.len()).max().unwrap_or(0);
    let (mut text, mut trouble) = (String::new(), String::new());
    let mut counts = BTreeMap::<&str, usize>::new();
    for scenario in scenarios {
        let name = &scenario.name;
        let Some(result) = played.iter().find(|result| result.scenario == *name) else { continue };
        let trace = &result.report.trace;
        let listed = verdicts.inexpressible.contains(name);
        let told = verdicts.scenarios.get(name).and_then(|name| verdicts.reasons.get(name));
        if let Some((_, why)) = trace.split_once(INEXPRESSIBLE) {
            *counts.entry("not expressible").or_default() += 1;
            let _ =
                writeln!(text, "{name:width$}  not expressible: {}", why.lines().next().unwrap_or_default());
            if !listed || told.is_some() {
                let _ = writeln!(trouble, "{name}: it cannot be expressed: it belongs to `inexpressible`");
            }
            continue;
        }
        if listed {
            let _ = writeln!(trouble, "{name}: it stands in `inexpressible`, but was played");
        }
        let (ours, theirs) = (comparable(&scenario.expected()), comparable(trace));
        let difference = diff::lines(&ours, &theirs);
        match (difference.is_empty(), told) {
            (true, None) => {
                *counts.entry("same").or_default() += 1;
                let _ = writeln!(text, "{name:width$}  same");
            }
            (true, Some(_)) => {
                let _ = writeln!(text, "{name:width$}  same");
                let _ = writeln!(
                    trouble,
                    "{name}: it has a reason to differ, but does not: take it out of the table"
                );
            }
            (false, Some(reason)) => {
                let (verdict, why) = match reason {
                    Reason::Better(why) => ("ours better", why),
                    Reason::Different(why) => ("different", why),
                };
                *counts.entry(verdict).or_default() += 1;
                let _ = writeln!(text, "{name:width$}  {verdict}: {why}");
                if details {
                    let _ = writeln!(text, "{difference}");
                }
            }
            (false, None) => {
                let _ = writeln!(text, "{name:width$}  UNEXPLAINED");
                let _ = writeln!(trouble, "{name}: it differs, and no reason is given:\n{difference}");
            }
        }
    }
    let known = |name: &String| scenarios.iter().any(|scenario| scenario.name == *name);
    for name in verdicts.scenarios.keys().chain(&verdicts.inexpressible).filter(|name| !known(name)) {
        let _ = writeln!(trouble, "{name}: there is no such scenario");
    }
    let unused = |name: &&String| !verdicts.scenarios.values().any(|reason| reason == *name);
    for name in verdicts.reasons.keys().filter(unused) {
        let _ = writeln!(trouble, "reasons.{name}: no scenario has this reason");
    }
    let counted: Vec<String> = counts.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    let _ = writeln!(text, "\n{}", counted.join(", "));
    if !trouble.is_empty() {
        let _ = write!(text, "\n{trouble}");
    }
    (text, trouble.is_empty())
}

/// What of a trace two clients can be compared by.
fn comparable(trace: &str) -> String {
    let mut text = String::new();
    let mut section = "";
    let mut write = false;
    for line in trace.lines() {
        if !line.starts_with(' ') {
            section = line;
            if !line.starts_with('#') && !line.is_empty() {
                let _ = writeln!(text, "{line}");
            }
            continue;
        }
        match section {
            "requests" if line.starts_with("    ") => {
                // A body; headers are each client's own business.
                if write && line.trim_start().starts_with(['{', '[']) {
                    let _ = writeln!(text, "{line}");
                }
            }
            "requests" => {
                write =
                    !line.trim_start().starts_with("GET ") && !line.trim_start().starts_with("never came");
                if write {
                    let _ = writeln!(text, "{}", line.split(" (too ").next().unwrap_or(line));
                }
            }
            _ => {
                let _ = writeln!(text, "  {}", said(line.trim_start()));
            }
        }
    }
    text
}

/// What a program or a tool saw, as far as both clients can say it.
fn said(line: &str) -> String {
    let Some((name, rest)) = line.split_once(' ') else { return line.to_owned() };
    let Ok(value) = serde_json::from_str::<Value>(rest) else { return line.to_owned() };
    match name {
        "end" => name.to_owned(),
        "ran" => format!("ran {}", json!({"tool": value["tool"], "args": value["args"]})),
        "reply" => "reply".to_owned(),
        "error" => format!("error {}", trouble(&value)),
        _ => line.to_owned(),
    }
}

/// A word for an error: its status, or what kind of trouble it was.
fn trouble(error: &Value) -> String {
    if let Some(status) = error["status"].as_u64() {
        return status.to_string();
    }
    match error["kind"].as_str().unwrap_or_default() {
        "connect" | "connection_lost" | "request_timeout" => "connection",
        "invalid_argument" | "tool_definition" | "body_too_large" | "configuration" => "argument",
        other => other,
    }
    .to_owned()
}
