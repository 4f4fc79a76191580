//! Runs scenarios through runners and says what is the same and what is not.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::process::{Child, ChildStdin, Command};
use tokio::task::JoinSet;

use crate::format::Ending;
use crate::{Loaded, Manner, Played, Report};

/// How long a program may take for one scenario.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long another client may take: less than the 30 s that a script asks one to wait, so that it is not chance who is first.
const OTHERS_PATIENCE: Duration = Duration::from_secs(24);

/// How long a process may take to end. Those that hang, hang for ever.
const ENDS_WITHIN: Duration = Duration::from_secs(20);

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

/// Plays all scenarios in one language, `jobs` at a time; `next` plays what another program does then.
///
/// # Errors
/// When a runner cannot be started, or this process is interrupted.
pub async fn check(
    runner: &Runner,
    next: &Runner,
    scenarios: &[Loaded],
    manner: Manner,
    jobs: usize,
) -> io::Result<Vec<Result>> {
    // A signal that is listened to here is not ignored in the runners, even where this command was started to ignore it.
    let mut interrupts = Interrupts::new()?;
    let waiting: Arc<Mutex<VecDeque<Loaded>>> = Arc::new(Mutex::new(scenarios.iter().cloned().collect()));
    let mut workers = JoinSet::new();
    for _ in 0..jobs.min(scenarios.len()).max(1) {
        let (runner, next, waiting) = (runner.clone(), next.clone(), waiting.clone());
        workers.spawn(async move { work(&runner, &next, manner, &waiting).await });
    }
    let mut results = Vec::new();
    loop {
        tokio::select! {
            done = workers.join_next() => match done {
                Some(done) => results.extend(done.map_err(io::Error::other)??),
                None => break,
            },
            () = interrupts.next() => return Err(io::Error::new(io::ErrorKind::Interrupted, "interrupted")),
        }
    }
    results.sort_by(|one: &Result, other| one.scenario.cmp(&other.scenario));
    Ok(results)
}

async fn work(
    runner: &Runner,
    next: &Runner,
    manner: Manner,
    waiting: &Mutex<VecDeque<Loaded>>,
) -> io::Result<Vec<Result>> {
    let patience = if manner == Manner::Strict { PATIENCE } else { OTHERS_PATIENCE };
    let mut program = Program::start(runner)?;
    let mut results = Vec::new();
    loop {
        let scenario = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some(scenario) = scenario else { return Ok(results) };
        let started = Instant::now();
        let mut tries = 0;
        let report = loop {
            tries += 1;
            let played = Played::start(scenario.clone(), manner, false).await?;
            let report = if scenario.has_processes() {
                processes(runner, next, &scenario, &played, patience).await?
            } else {
                program.play(&played.control_url).await;
                let report = if program.reports(&played, 1, patience).await {
                    played.report().await
                } else {
                    unreported()
                };
                // Another client differs most of the time, and starting it may take seconds.
                if !report.same && (manner == Manner::Strict || !report.reported) {
                    // It may hang, or have died.
                    program = Program::start(runner)?;
                }
                report
            };
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

/// Plays programs that have processes of their own, one after the other.
async fn processes(
    runner: &Runner,
    next: &Runner,
    scenario: &Loaded,
    played: &Played,
    patience: Duration,
) -> io::Result<Report> {
    let mut program = Program::start(runner)?;
    program.play(&played.control_url).await;
    if !program.reports(played, 1, patience).await {
        return Ok(unreported());
    }
    if played.is_inexpressible() {
        return Ok(played.report().await);
    }
    if let Some(ending) = &scenario.ending {
        if let Ending::Interrupt(name) = ending
            && played.until_seen(name).await
        {
            program.interrupt().await;
        }
        played.process_ended(program.ended().await);
    }
    if !scenario.then.is_empty() {
        let mut other = Program::start(next)?;
        other.play(&played.control_url).await;
        if !other.reports(played, 2, patience).await {
            return Ok(unreported());
        }
    }
    Ok(played.report().await)
}

fn unreported() -> Report {
    let diff = "the runner ended without a report\n".to_owned();
    Report { same: false, reported: false, trace: String::new(), diff }
}

/// Listens to Ctrl-C.
struct Interrupts {
    #[cfg(unix)]
    signal: tokio::signal::unix::Signal,
}

impl Interrupts {
    fn new() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if self.signal.recv().await.is_some() {
            return;
        }
        std::future::pending::<()>().await;
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

    /// Waits until so many programs have reported, this one the last of them. False when it dies without a report; one that takes
    /// too long shows in the trace.
    async fn reports(&mut self, played: &Played, programs: usize, patience: Duration) -> bool {
        let reported = played.reported(programs, patience);
        tokio::pin!(reported);
        tokio::select! {
            _ = &mut reported => true,
            _ = self.child.wait() => tokio::time::timeout(Duration::from_secs(1), &mut reported).await.is_ok(),
        }
    }

    /// Does what Ctrl-C does.
    async fn interrupt(&self) {
        if let Some(id) = self.child.id() {
            // That it did not work shows: the process does not end.
            let _ = Command::new("kill").args(["-INT", &id.to_string()]).status().await;
        }
    }

    /// How the process ended, as a shell says it.
    async fn ended(&mut self) -> String {
        match tokio::time::timeout(ENDS_WITHIN, self.child.wait()).await {
            Ok(Ok(status)) => format!("exit code {}", exit_code(status)),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "has not ended".to_owned(),
        }
    }
}

/// The code that a shell gives: 128 and the signal, where one ended the process.
fn exit_code(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return 128 + signal;
    }
    status.code().unwrap_or(-1)
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
