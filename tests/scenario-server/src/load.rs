//! Reads a scenario and checks it. What is wrong is reported with its file, its line and its field.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use serde_saphyr::Spanned;

use crate::body;
use crate::format::{ClientOptions, Ending, Exchange, Scenario, Step, Tool, Watch, WatchTools};
use crate::matching::Matcher;

/// Why a scenario cannot be played.
#[derive(Debug, thiserror::Error)]
#[error("{}:{line}: {message}", path.display())]
pub struct LoadError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u64,
    /// What is wrong, with the field.
    pub message: String,
}

/// A scenario that can be played.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The name of its folder.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    /// What holds.
    pub behaviour: String,
    /// What it is an example of.
    pub shows: Vec<String>,
    /// How often it may be tried.
    pub attempts: u32,
    /// Options of the client.
    pub client: ClientOptions,
    /// The program's tools.
    pub tools: Vec<Tool>,
    /// The server's script.
    pub server: Vec<(Matcher, Exchange)>,
    /// The program.
    pub program: Vec<Step>,
    /// How its process ends.
    pub ending: Option<Ending>,
    /// What another program does then.
    pub then: Vec<Step>,
}

impl Loaded {
    /// Where the expected trace stands.
    pub fn expected_path(&self) -> PathBuf {
        self.folder.join("expected.trace")
    }

    /// Whether its programs have processes of their own.
    pub fn has_processes(&self) -> bool {
        self.ending.is_some() || !self.then.is_empty()
    }

    /// How many programs it has.
    pub(crate) fn programs(&self) -> usize {
        1 + usize::from(!self.then.is_empty())
    }

    /// The expected trace; empty when there is none yet.
    pub fn expected(&self) -> String {
        fs::read_to_string(self.expected_path()).unwrap_or_default()
    }
}

/// Reads the scenario in a folder, or in a file.
///
/// # Errors
/// [`LoadError`] when it cannot be read or means nothing.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    let file = if path.is_dir() { path.join("scenario.yaml") } else { path.to_owned() };
    let text = fs::read_to_string(&file).map_err(|error| LoadError {
        path: file.clone(),
        line: 1,
        message: error.to_string(),
    })?;
    parse(&text, &file)
}

/// All scenarios below a folder, by name.
///
/// # Errors
/// The first [`LoadError`].
pub fn load_all(folder: &Path) -> Result<Vec<Loaded>, LoadError> {
    let unreadable =
        |error: std::io::Error| LoadError { path: folder.to_owned(), line: 1, message: error.to_string() };
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.join("scenario.yaml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    folders.iter().map(|path| load(path)).collect()
}

/// Reads the text of a scenario.
///
/// # Errors
/// [`LoadError`] when it means nothing.
pub fn parse(text: &str, file: &Path) -> Result<Loaded, LoadError> {
    let fault = |line: u64, message: String| LoadError { path: file.to_owned(), line, message };
    let options = serde_saphyr::options! { strict_booleans: true };
    let scenario: Scenario = serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        fault(line, error.without_snippet().render().lines().next().unwrap_or("not valid YAML").to_owned())
    })?;
    let folder = file.parent().unwrap_or(Path::new(".")).to_owned();
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut names: HashSet<String> =
        scenario.server.iter().filter_map(|exchange| exchange.value.name.clone()).collect();
    names.extend(scenario.tools.iter().filter_map(|tool| tool.value.signals.clone()));
    for step in scenario.program.iter().chain(&scenario.then) {
        signals(&step.value, &mut names);
    }
    let unknown = |name: &str| format!("no request and no signal is named `{name}`");

    let mut server = Vec::new();
    let mut taken = HashSet::new();
    for (at, entry) in scenario.server.into_iter().enumerate() {
        let line = entry.referenced.line();
        let exchange = entry.value;
        let field = |part: &str, message: String| fault(line, format!("server[{at}].{part}: {message}"));
        let matcher = Matcher::parse(&exchange.on).map_err(|message| field("on", message))?;
        body::check(&exchange).map_err(|(part, message)| field(&part, message))?;
        if let Some(until) = exchange.until.as_ref().filter(|until| !names.contains(*until)) {
            return Err(field("until", unknown(until)));
        }
        if let Some(name) = exchange.name.clone()
            && !taken.insert(name.clone())
        {
            return Err(field("name", format!("another request is named `{name}`")));
        }
        server.push((matcher, exchange));
    }
    let mut tools = HashSet::new();
    for (at, entry) in scenario.tools.iter().enumerate() {
        let (line, tool) = (entry.referenced.line(), &entry.value);
        if let Some(until) = tool.until.as_ref().filter(|until| !names.contains(*until)) {
            return Err(fault(line, format!("tools[{at}].until: {}", unknown(until))));
        }
        tools.insert(tool.name.as_str());
    }
    if let Some(ending) = &scenario.ending
        && let Ending::Interrupt(name) = &ending.value
        && !names.contains(name)
    {
        return Err(fault(ending.referenced.line(), format!("ending.interrupt: {}", unknown(name))));
    }
    let steps = |field: &str, entries: Vec<Spanned<Step>>| {
        let checked = entries.into_iter().enumerate().map(|(at, entry)| {
            let line = entry.referenced.line();
            check_step(&entry.value, &names, &tools)
                .map_err(|message| fault(line, format!("{field}[{at}]: {message}")))?;
            Ok(entry.value)
        });
        checked.collect::<Result<Vec<Step>, LoadError>>()
    };
    let program = steps("program", scenario.program)?;
    let then = steps("then", scenario.then)?;
    Ok(Loaded {
        name,
        folder,
        behaviour: scenario.behaviour,
        shows: scenario.shows,
        attempts: scenario.attempts.max(1),
        client: scenario.client,
        tools: scenario.tools.into_iter().map(|tool| tool.value).collect(),
        server,
        program,
        ending: scenario.ending.map(|ending| ending.value),
        then,
    })
}

fn signals(step: &Step, names: &mut HashSet<String>) {
    match step {
        Step::Signal(name) => {
            names.insert(name.clone());
        }
        Step::Together(branches) => branches.iter().flatten().for_each(|step| signals(step, names)),
        Step::Elsewhere(steps) => steps.iter().for_each(|step| signals(step, names)),
        _ => {}
    }
}

fn check_step(step: &Step, names: &HashSet<String>, tools: &HashSet<&str>) -> Result<(), String> {
    let known = |wanted: &[String]| {
        let stranger = wanted.iter().find(|tool| !tools.contains(tool.as_str()));
        stranger.map_or(Ok(()), |tool| Err(format!("tools: there is no tool `{tool}`")))
    };
    let watch = |watch: &Watch| {
        if let Some(until) = watch.until.as_ref().filter(|until| *until != "settled" && *until != "terminal")
        {
            return Err(format!("until: expected `settled` or `terminal`, got `{until}`"));
        }
        match &watch.tools {
            Some(WatchTools::Named(wanted)) => known(wanted),
            _ => Ok(()),
        }
    };
    match step {
        Step::Sync(name) if !names.contains(name) => {
            Err(format!("sync: no request and no signal is named `{name}`"))
        }
        Step::AttachTools(wanted) => known(wanted),
        Step::Start(start) => known(&start.tools),
        Step::Run(run) => known(&run.start.tools).and_then(|()| watch(&run.wait)),
        Step::Wait(options) | Step::Stream(options) => watch(options),
        Step::SendMessage(Value::String(_) | Value::Object(_)) => Ok(()),
        Step::SendMessage(_) => Err("send_message: expected a text or an object".to_owned()),
        Step::Together(branches) => {
            branches.iter().flatten().try_for_each(|step| check_step(step, names, tools))
        }
        Step::Elsewhere(steps) => steps.iter().try_for_each(|step| check_step(step, names, tools)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        parse(text, Path::new("tests/scenarios/x/scenario.yaml")).unwrap_err().to_string()
    }

    #[test]
    fn faults_name_file_line_and_field() {
        let head = "behaviour: b\nshows: [law 1]\n";
        for (rest, expected) in [
            ("program:\n  - dance: 3\n", ":4: "),
            ("server:\n  - on: GET changes\n    pages: 3\nprogram: []\n", ":5: "),
            (
                "server:\n  - on: changes\nprogram: []\n",
                ":4: server[0].on: expected a method and a path, got `changes`",
            ),
            (
                "server:\n  - on: GET changes\n    page: {events: [{state: 7}]}\nprogram: []\n",
                ":4: server[0].page.events[0].state: expected a text",
            ),
            (
                "server:\n  - on: GET changes\n    page: {}\n    text: x\nprogram: []\n",
                ":4: server[0].text: a reply has one body, this one has page and text",
            ),
            (
                "server:\n  - on: GET changes\n    page: {events: [AgentStartedEvent, 5..2]}\nprogram: []\n",
                ":4: server[0].page.events[1]: expected numbers like 0..5, got `5..2`",
            ),
            (
                "server:\n  - on: GET changes\n    times: twice\nprogram: []\n",
                ":5: times: expected a number or `any`",
            ),
            (
                "server:\n  - {on: GET a, name: n}\n  - {on: GET b, name: n}\nprogram: []\n",
                ":5: server[1].name: another request is named `n`",
            ),
            (
                "tools:\n  - name: a\n  - {name: b, until: poll}\nprogram: []\n",
                ":5: tools[1].until: no request and no signal is named `poll`",
            ),
            (
                "program:\n  - cursor\n  - sync: poll\n",
                ":5: program[1]: sync: no request and no signal is named `poll`",
            ),
            ("program:\n  - stream: {tools: [hammer]}\n", ":4: program[0]: tools: there is no tool `hammer`"),
            (
                "program: []\nthen:\n  - elsewhere: [{sync: poll}]\n",
                ":5: then[0]: sync: no request and no signal is named `poll`",
            ),
            (
                "program: []\nending: {interrupt: poll}\n",
                ":4: ending.interrupt: no request and no signal is named `poll`",
            ),
        ] {
            let fault = fault(&format!("{head}{rest}"));
            assert!(fault.starts_with("tests/scenarios/x/scenario.yaml:"), "{fault}");
            assert!(fault.contains(expected), "{fault}");
        }
    }
}
