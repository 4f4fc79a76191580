//! `watch` in a terminal: a live screen with the events, the status, and a line to type in.

mod input;
mod model;
mod view;

use std::io::{self, IsTerminal, Stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event, KeyEventKind, poll, read};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use futures_util::{FutureExt, StreamExt};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use steersman::{Error, EventStream, SessionHandle, SessionOutcome, StreamItem, StreamOptions, Until};
use tokio::sync::mpsc;

use crate::args::WatchArgs;
use crate::context::Context;
use crate::describe::Tone;
use crate::exit::Exit;
use crate::report::Report;
use crate::run::agent_name;
use crate::stop::{Stop, next_step, tell};
use crate::terminal::{Terminal as Place, is_dumb};
use crate::text::one_line;
use crate::waiting::patiently;
use crate::watch::{Home, Interrupts, ending_of, fail, leave, reconnecting};
use model::{Ask, Model};
use view::{Look, draw};

/// How often the clock on the screen moves.
const TICK: Duration = Duration::from_millis(500);
/// Events taken in before the screen is drawn again.
const BATCH: usize = 1_000;

/// Whether there is a person at a terminal that can show the screen, who did not ask for something else.
pub(crate) fn is_possible(context: &Context, args: &WatchArgs) -> bool {
    !context.global.json
        && !args.quiet
        && !args.plain
        && io::stdin().is_terminal()
        && io::stdout().is_terminal()
        && !is_dumb()
        // One that does not tell its size cannot be drawn on.
        && terminal_size::terminal_size().is_some()
}

/// Shows the session until the person leaves.
pub(crate) async fn watch(context: &Context, args: &WatchArgs, interrupts: &mut Interrupts) -> Exit {
    let session = match context.client() {
        Ok(client) => client.session(args.session_id.as_str()),
        Err(stop) => return tell(stop, false),
    };
    let seen = tokio::select! {
        seen = patiently("reading the session", session.get()) => seen,
        () = interrupts.next() => return Exit::Left,
    };
    let seen = match seen {
        Ok(seen) => seen,
        Err(error) => return tell(error.into(), false),
    };
    let mut options = StreamOptions::default().from_index(args.from_index).until(Until::Terminal);
    if let Some(seconds) = args.timeout {
        options = options.timeout(Duration::from_secs_f64(seconds));
    }
    let mut stream = session.stream_with(&options);
    let place = Place::of_stdout(context.global.color);
    let mut live = Live {
        model: Model::new(session.id(), agent_name(&seen).unwrap_or("given in place")),
        began: seen.started_at.as_ref().unwrap_or(&seen.created_at).instant(),
        finished: seen.finished_at.as_ref().and_then(steersman::wire::Timestamp::instant),
        color: place.color,
    };
    let end = match Screen::open() {
        Ok(mut screen) => live.run(&session, &mut stream, &mut screen, interrupts).await,
        Err(error) => {
            let message = format!("the terminal cannot be used: {error}");
            return tell(Stop::refused(message, "pass --plain for lines"), false);
        }
    };
    // The screen is closed: from here on, words stay on the terminal.
    let mut report = Report::lines(io::stdout(), place).with_progress(live.model.progress.clone());
    match end {
        End::Over(outcome) => {
            let elapsed = live.elapsed();
            report.close(elapsed, &ending_of(&outcome)).unwrap_or(Exit::Success)
        }
        End::Left => leave(&session, stream.cursor(), Home::Elsewhere, &mut report),
        End::Trouble(error) => fail(&error, Some((session.id(), stream.cursor())), &mut report),
    }
}

/// Why the screen was closed.
enum End {
    /// The session is over, and the person has seen it.
    Over(Box<SessionOutcome>),
    Left,
    Trouble(Error),
}

struct Live {
    model: Model,
    began: Option<jiff::Timestamp>,
    finished: Option<jiff::Timestamp>,
    color: bool,
}

impl Live {
    async fn run(
        &mut self,
        session: &SessionHandle,
        stream: &mut EventStream,
        screen: &mut Screen,
        interrupts: &mut Interrupts,
    ) -> End {
        let (tell, mut told) = mpsc::unbounded_channel();
        let mut ticks = tokio::time::interval(TICK);
        let mut outcome: Option<Box<SessionOutcome>> = None;
        loop {
            self.model.trouble = stream.reconnecting().map(|trouble| one_line(&reconnecting(&trouble)));
            let look = Look { color: self.color, began: self.began, elapsed: self.elapsed() };
            if screen.terminal.draw(|frame| draw(frame, &mut self.model, look)).is_err() {
                return End::Left;
            }
            let ask = tokio::select! {
                item = stream.next(), if outcome.is_none() => {
                    if let Err(error) = self.take_in(item, stream) {
                        return End::Trouble(error);
                    }
                    if let Some(settled) = stream.outcome() {
                        self.finished = self.finished.or_else(|| self.model.rows.back().and_then(|row| row.at));
                        self.model.end(settled.status.as_str());
                        outcome = Some(Box::new(settled.clone()));
                    }
                    None
                }
                event = screen.keys.recv() => match event {
                    Some(Event::Key(key)) if key.kind != KeyEventKind::Release => self.model.key(key),
                    Some(Event::Paste(text)) => {
                        self.model.paste(&text);
                        None
                    }
                    Some(_) => None,
                    // The terminal is gone.
                    None => Some(Ask::Leave),
                },
                Some((tone, text)) = told.recv() => {
                    // Its end is the newer news.
                    if outcome.is_none() {
                        self.model.say(tone, text);
                    }
                    None
                }
                () = interrupts.next() => Some(Ask::Leave),
                _ = ticks.tick() => None,
            };
            match ask {
                None => {}
                Some(Ask::Leave) => return outcome.map_or(End::Left, End::Over),
                Some(ask) => {
                    let (session, tell) = (session.clone(), tell.clone());
                    tokio::spawn(async move {
                        let answer = act(&session, ask).await;
                        // The screen may be closed already.
                        let _ = tell.send(answer);
                    });
                }
            }
        }
    }

    /// Takes in an item and whatever else is there, so that a long history is not drawn event by event.
    fn take_in(
        &mut self,
        first: Option<Result<StreamItem, Error>>,
        stream: &mut EventStream,
    ) -> Result<(), Error> {
        let mut next = first;
        for taken in 1.. {
            match next {
                Some(Ok(StreamItem::Event(event))) => self.model.event(event.index, &event),
                Some(Ok(StreamItem::Gap(gap))) => self.model.gap(gap.from, gap.to, gap.reason.as_str()),
                Some(Err(error)) => return Err(error),
                None => break,
            }
            if taken == BATCH {
                break;
            }
            match stream.next().now_or_never() {
                Some(item) => next = item,
                None => break,
            }
        }
        Ok(())
    }

    /// How long the session runs, or ran.
    fn elapsed(&self) -> Duration {
        let until = self.finished.unwrap_or_else(jiff::Timestamp::now);
        // A clock that goes wrong here or there must not show a time before the beginning.
        self.began.and_then(|began| Duration::try_from(until.duration_since(began)).ok()).unwrap_or_default()
    }
}

/// Asks the session; says what came of it.
async fn act(session: &SessionHandle, ask: Ask) -> (Tone, String) {
    let (name, done, accepted) = match ask {
        Ask::Send(text) => {
            ("message", session.send_message(text).await, "the agent reads it before its next step")
        }
        Ask::Pause => ("pause", session.pause().await, "the agent halts after its current step"),
        Ask::Resume => ("resume", session.resume().await, "the agent goes on"),
        Ask::Answer => ("answer", session.force_answer().await, "the agent answers on its next step"),
        Ask::Cancel => ("cancel", session.cancel().await, "the session ends"),
        Ask::Leave => unreachable!("leaving asks the session for nothing"),
    };
    match done {
        Ok(()) => (Tone::Good, format!("{name} accepted: {accepted}")),
        Err(error) => {
            let next = next_step(&error).map(|next| format!(" ({next})")).unwrap_or_default();
            (Tone::Bad, format!("{name}: {error}{next}"))
        }
    }
}

/// The terminal while it is ours; given back when this is dropped, also by a panic.
struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    keys: mpsc::UnboundedReceiver<Event>,
    closed: Arc<AtomicBool>,
}

impl Screen {
    fn open() -> io::Result<Self> {
        enable_raw_mode()?;
        let opened = execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
            .and_then(|()| Terminal::new(CrosstermBackend::new(io::stdout())));
        let terminal = match opened {
            Ok(terminal) => terminal,
            Err(error) => {
                disable_raw_mode()?;
                return Err(error);
            }
        };
        let closed = Arc::new(AtomicBool::new(false));
        let (press, keys) = mpsc::unbounded_channel();
        let over = closed.clone();
        std::thread::spawn(move || {
            // Polled, so that the thread ends soon after the screen.
            while !over.load(Ordering::Relaxed) {
                let event = match poll(Duration::from_millis(100)) {
                    Ok(true) => read(),
                    Ok(false) => continue,
                    Err(error) => Err(error),
                };
                if event.is_err() || event.is_ok_and(|event| press.send(event).is_err()) {
                    return;
                }
            }
        });
        Ok(Self { terminal, keys, closed })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
        // A terminal that is gone needs nothing back.
        let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen);
        let _ = self.terminal.show_cursor();
        let _ = disable_raw_mode();
    }
}
