//! Runs scenarios through runners and says what is the same and what is not.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::process::{Child, ChildStdin, Command};
use tokio::task::JoinSet;

use crate::{Loaded, Manner, Played, Report};

/// How long a program may take for one scenario.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long another client may take: less than the 30 s that a script asks one to wait, so that it is not chance who is first.
const OTHERS_PATIENCE: Duration = Duration::from_secs(24);

/// A language's runner: a program that reads control URLs from its standard input, one in a line, and plays each.
#[derive(Clone, Debug)]
pub struct Runner {
    /// The language.
    pub language: String,
    /// The command, with its arguments.
    pub command: Vec<String>,
}

/// What came of one scenario in one language.
#[derive(Clone, Debug)]
pub struct Result {
    /// The scenario.
    pub scenario: String,
    /// The language.
    pub language: String,
    /// What came of it.
    pub report: Report,
    /// How long it took.
    pub took: Duration,
}

/// Plays a scenario, as often as it may be tried, to whatever `run` does with the control URL.
///
/// # Errors
/// When no port can be had.
pub async fn play<F: Future<Output = ()>>(
    scenario: &Loaded,
    mut run: impl FnMut(String) -> F,
) -> io::Result<Report> {
    let mut tries = 0;
    loop {
        tries += 1;
        let played = Played::start(scenario.clone(), Manner::Strict, false).await?;
        let running = run(played.control_url.clone());
        let (report, ()) = tokio::join!(played.finished(PATIENCE), async {
            // A program that hangs is given up together with its report.
            let _ = tokio::time::timeout(PATIENCE, running).await;
        });
        if report.same || tries >= scenario.attempts {
            return Ok(report);
        }
    }
}

/// Plays all scenarios in one language, `jobs` at a time.
///
/// # Errors
/// When the runner cannot be started.
pub async fn check(
    runner: &Runner,
    scenarios: &[Loaded],
    manner: Manner,
    jobs: usize,
) -> io::Result<Vec<Result>> {
    let waiting: Arc<Mutex<VecDeque<Loaded>>> = Arc::new(Mutex::new(scenarios.iter().cloned().collect()));
    let mut workers = JoinSet::new();
    for _ in 0..jobs.min(scenarios.len()).max(1) {
        let (runner, waiting) = (runner.clone(), waiting.clone());
        workers.spawn(async move { work(&runner, manner, &waiting).await });
    }
    let mut results = Vec::new();
    while let Some(done) = workers.join_next().await {
        results.extend(done.map_err(io::Error::other)??);
    }
    results.sort_by(|one: &Result, other| one.scenario.cmp(&other.scenario));
    Ok(results)
}

async fn work(runner: &Runner, manner: Manner, waiting: &Mutex<VecDeque<Loaded>>) -> io::Result<Vec<Result>> {
    let mut program = Program::start(runner)?;
    let mut results = Vec::new();
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some(scenario) = next else { return Ok(results) };
        let started = Instant::now();
        let mut tries = 0;
        let report = loop {
            tries += 1;
            let played = Played::start(scenario.clone(), manner, false).await?;
            program.play(&played.control_url).await;
            let report = program
                .report(played, if manner == Manner::Strict { PATIENCE } else { OTHERS_PATIENCE })
                .await;
            // Another client differs most of the time, and starting it may take seconds.
            if !report.same && (manner == Manner::Strict || !report.reported) {
                // It may hang, or have died.
                program = Program::start(runner)?;
            }
            if report.same || tries >= scenario.attempts {
                break report;
            }
        };
        results.push(Result {
            scenario: scenario.name.clone(),
            language: runner.language.clone(),
            report,
            took: started.elapsed(),
        });
    }
}

/// A runner's process. It ends when it is dropped.
struct Program {
    child: Child,
    input: ChildStdin,
}

impl Program {
    fn start(runner: &Runner) -> io::Result<Self> {
        let (name, arguments) = runner
            .command
            .split_first()
            .ok_or_else(|| io::Error::other(format!("the runner of {} is empty", runner.language)))?;
        let mut child =
            Command::new(name).args(arguments).stdin(Stdio::piped()).kill_on_drop(true).spawn().map_err(
                |error| io::Error::new(error.kind(), format!("{name} cannot be started: {error}")),
            )?;
        let input = child.stdin.take().ok_or_else(|| io::Error::other("the runner has no input"))?;
        Ok(Self { child, input })
    }

    async fn play(&mut self, url: &str) {
        // A runner that has ended is noticed when its report is waited for.
        let _ = self.input.write_all(format!("{url}\n").as_bytes()).await;
        let _ = self.input.flush().await;
    }

    /// Waits for the report, or for the process to die without one.
    async fn report(&mut self, played: Played, patience: Duration) -> Report {
        let finished = played.finished(patience);
        tokio::pin!(finished);
        tokio::select! {
            report = &mut finished => report,
            _ = self.child.wait() => match tokio::time::timeout(Duration::from_secs(1), &mut finished).await {
                Ok(report) => report,
                Err(_) => Report {
                    same: false,
                    reported: false,
                    trace: String::new(),
                    diff: "the runner ended without a report\n".to_owned(),
                },
            },
        }
    }
}

/// Writes the trace as the expected one.
///
/// # Errors
/// When it cannot be written.
pub fn bless(scenario: &Loaded, report: &Report) -> io::Result<()> {
    fs::write(scenario.expected_path(), &report.trace)
}

/// Behaviours in rows, languages in columns.
pub fn matrix(languages: &[String], results: &[Result]) -> String {
    let mut rows: Vec<&str> = results.iter().map(|result| result.scenario.as_str()).collect();
    rows.sort_unstable();
    rows.dedup();
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let mut text = format!("{:width$}", "");
    for language in languages {
        let _ = write!(text, "  {language}");
    }
    text.push('\n');
    for row in rows {
        let _ = write!(text, "{row:width$}");
        for language in languages {
            let found = results.iter().find(|result| result.scenario == row && result.language == *language);
            let mark = match found {
                Some(result) if result.report.same => "ok",
                Some(_) => "DIFF",
                None => "-",
            };
            let _ = write!(text, "  {mark:len$}", len = language.len());
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}
