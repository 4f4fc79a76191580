//! The loop of `run` and `watch`: events in, lines out, and a person who may press Ctrl-C.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use steersman::wire::{AnswerOutcome, SessionErrorCode};
use steersman::{
    Error, ErrorKind, EventStream, Reconnecting, SessionHandle, SessionOutcome, StreamItem, StreamOptions,
};
use tokio::sync::mpsc;

use crate::exit::Exit;
use crate::interrupt::{Choice, choice, question};
use crate::json_lines::JsonLine;
use crate::report::{Ending, Report};
use crate::screen::duration;
use crate::stop::next_step;
use crate::text::one_line;

/// How often the status line shows the time.
const TICK: Duration = Duration::from_millis(500);

/// Where a watched session lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// In this process: it ends with it.
    Here,
    /// Elsewhere: it goes on without us.
    Elsewhere,
}

/// What became of a watch.
enum End {
    Settled(Exit),
    Left,
}

/// Watches until the session settles or the person leaves.
pub(crate) async fn watch<W: Write>(
    session: &SessionHandle,
    options: &StreamOptions,
    home: Home,
    report: &mut Report<W>,
    interrupts: &mut Interrupts,
) -> Exit {
    let mut stream = session.stream_with(options);
    let end = follow(session, &mut stream, home, report, interrupts).await;
    let next_index = stream.cursor();
    match end {
        Ok(End::Settled(exit)) => exit,
        // Whoever read our lines is gone: leaving is all there is to do.
        Ok(End::Left) | Err(Trouble::ReaderGone) => leave(session, next_index, home, report),
        Err(Trouble::Session(error)) => fail(&error, Some((session.id(), next_index)), report),
    }
}

/// Why a watch could not go on.
enum Trouble {
    Session(Error),
    /// A line could not be written.
    ReaderGone,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Session(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        tracing::debug!(%error, "standard output is closed");
        Self::ReaderGone
    }
}

async fn follow<W: Write>(
    session: &SessionHandle,
    stream: &mut EventStream,
    home: Home,
    report: &mut Report<W>,
    interrupts: &mut Interrupts,
) -> Result<End, Trouble> {
    let began = Instant::now();
    let mut ticks = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            item = stream.next() => match item {
                Some(Ok(StreamItem::Event(event))) => report.event(began.elapsed(), event.index, &event)?,
                Some(Ok(StreamItem::Gap(gap))) => {
                    report.gap(began.elapsed(), gap.from, gap.to, gap.reason.as_str())?;
                }
                Some(Err(error)) => return Err(error.into()),
                None => return settled(stream, began.elapsed(), report),
            },
            _ = ticks.tick(), if report.is_live() => {
                let trouble = stream.reconnecting().map(|trouble| reconnecting(&trouble));
                report.tick(began.elapsed(), trouble.as_deref())?;
            }
            () = interrupts.next() => {
                report.give_way()?;
                match interrupts.ask(home).await {
                    Choice::Leave => return Ok(End::Left),
                    Choice::Watch => {}
                    Choice::Cancel => {
                        eprintln!("cancelling; waiting for the session to end");
                        tokio::select! {
                            cancelled = session.cancel() => cancelled?,
                            () = interrupts.next() => return Ok(End::Left),
                        }
                    }
                }
            }
        }
    }
}

/// That the stream is in trouble, as people read it.
pub(crate) fn reconnecting(trouble: &Reconnecting) -> String {
    format!("reconnecting for {}: {}", duration(trouble.since.elapsed()), trouble.error)
}

fn settled<W: Write>(
    stream: &EventStream,
    elapsed: Duration,
    report: &mut Report<W>,
) -> Result<End, Trouble> {
    let Some(outcome) = stream.outcome() else {
        let text = "the watch ended without an outcome";
        return Err(Error::new(ErrorKind::Internal, text).into());
    };
    let exit = report.close(elapsed, &ending_of(outcome))?;
    Ok(End::Settled(exit))
}

/// An outcome as the last lines tell it.
pub(crate) fn ending_of(outcome: &SessionOutcome) -> Ending<'_> {
    Ending {
        session_id: &outcome.id,
        status: outcome.status.as_str(),
        outcome: outcome.outcome.as_ref().map(AnswerOutcome::as_str),
        answer: outcome.answer.clone(),
        error: outcome.error.as_deref(),
        error_code: outcome.error_code.as_ref().map(SessionErrorCode::as_str),
        next_index: outcome.next_index,
    }
}

/// Ends the command, not the session, and says how to come back.
pub(crate) fn leave<W: Write>(
    session: &SessionHandle,
    next_index: u64,
    home: Home,
    report: &mut Report<W>,
) -> Exit {
    let exit = Exit::Left;
    let line = JsonLine::Left { session_id: Some(session.id()), next_index, exit_code: exit.code() };
    // The reader may be gone already; there is nobody left to tell.
    let _ = report.last_line(&line);
    match home {
        Home::Here => eprintln!("left; the local session ended with this command"),
        Home::Elsewhere => {
            let id = session.id();
            eprintln!(
                "left; session {id} goes on. Come back: steersman watch {id} --from-index {next_index}"
            );
        }
    }
    exit
}

/// Tells an error to whoever reads: the message and the next step to people, one line to programs. Something the
/// person typed wrong, noticed before there is a session, is wrong usage.
pub(crate) fn fail<W: Write>(error: &Error, session: Option<(&str, u64)>, report: &mut Report<W>) -> Exit {
    let typed_wrong = session.is_none() && error.kind() == ErrorKind::InvalidArgument;
    let exit = if typed_wrong { Exit::Usage } else { Exit::Failure };
    let line = JsonLine::Error {
        kind: error.kind().as_str(),
        message: &error.to_string(),
        next_step: next_step(error),
        status_code: error.status(),
        session_id: session.map(|(id, _)| id).or(error.session_id()),
        next_index: session.map(|(_, index)| index).or(error.cursor()),
        exit_code: exit.code(),
    };
    // The reader may be gone already; standard error still says it.
    let _ = report.last_line(&line);
    eprintln!("error: {}", one_line(&error.to_string()));
    if let Some(step) = next_step(error) {
        eprintln!(" next: {step}");
    }
    if let Some((id, index)) = session {
        eprintln!("       the session may go on: steersman watch {id} --from-index {index}");
    }
    exit
}

/// Ctrl-C, as often as it is pressed.
pub(crate) struct Interrupts {
    pressed: mpsc::Receiver<()>,
    interactive: bool,
}

impl Interrupts {
    /// Begins to listen; from here on Ctrl-C no longer ends the process by itself.
    pub(crate) fn listen() -> Self {
        let (press, pressed) = mpsc::channel(4);
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() && press.send(()).await.is_ok() {}
        });
        let interactive = io::stdin().is_terminal() && io::stderr().is_terminal();
        Self { pressed, interactive }
    }

    /// Waits for Ctrl-C; for ever where it cannot be heard.
    pub(crate) async fn next(&mut self) {
        if self.pressed.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// Asks what the person wants; without a terminal nobody can be asked, and leaving does no harm.
    async fn ask(&mut self, home: Home) -> Choice {
        if !self.interactive {
            return Choice::Leave;
        }
        loop {
            eprint!("{}", question(home == Home::Here));
            let line = tokio::task::spawn_blocking(|| {
                let mut line = String::new();
                match io::stdin().read_line(&mut line) {
                    Ok(0) | Err(_) => None,
                    Ok(_) => Some(line),
                }
            });
            tokio::select! {
                () = self.next() => {
                    eprintln!();
                    return Choice::Leave;
                }
                line = line => {
                    if let Some(choice) = choice(line.ok().flatten().as_deref()) {
                        return choice;
                    }
                }
            }
        }
    }
}
