//! What the live screen knows, and what keys do to it: no terminal, no network, no clock.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use steersman::wire::SessionEvent;

use super::input::Input;
use crate::describe::{Line, Tone, describe};
use crate::progress::Progress;
use crate::text::one_line;

/// Events kept for scrolling back; older ones are still in the session.
const KEPT: usize = 20_000;

pub(crate) const HELP: [&str; 12] = [
    "Enter            send what is typed as a message to the agent",
    "/pause           halt the agent after its current step",
    "/resume          let it go on",
    "/answer          tell it to answer now, with what it has",
    "/cancel          end the session for good (asks first)",
    "/quit, Ctrl-C    leave; the session goes on",
    "//text           send a message that begins with a slash",
    "Up, Down         scroll by one event; PgUp and PgDn by a page",
    "Home, End        to the first event, to the newest (with nothing typed)",
    "Ctrl-U, Ctrl-W   delete the line, the word",
    "Esc              back to the newest event",
    "/help            show this; any key hides it",
];

/// What a person wants from the session, or from the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    Send(String),
    Pause,
    Resume,
    Answer,
    Cancel,
    Leave,
}

/// One line of the list.
pub(crate) struct Row {
    pub(crate) index: u64,
    /// When it happened.
    pub(crate) at: Option<jiff::Timestamp>,
    pub(crate) line: Line,
}

/// What keys mean at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Typing,
    /// Somebody asked for the end of the session and has not confirmed it yet.
    Confirming,
    Help,
}

/// What the live screen knows.
pub(crate) struct Model {
    pub(crate) session_id: String,
    pub(crate) agent: String,
    pub(crate) progress: Progress,
    pub(crate) rows: VecDeque<Row>,
    /// How many rows the list is scrolled up from the newest one; 0 follows it.
    pub(crate) above: usize,
    /// Rows that fit on the screen, as last drawn.
    pub(crate) page: usize,
    pub(crate) input: Input,
    pub(crate) notice: Option<(Tone, String)>,
    pub(crate) mode: Mode,
    /// Why nothing comes at the moment: the server is not reached.
    pub(crate) trouble: Option<String>,
    /// The status the session ended with.
    pub(crate) ended: Option<String>,
}

impl Model {
    pub(crate) fn new(session_id: &str, agent: &str) -> Self {
        Self {
            session_id: one_line(session_id),
            agent: one_line(agent),
            progress: Progress::default(),
            rows: VecDeque::new(),
            above: 0,
            page: 1,
            input: Input::default(),
            notice: None,
            mode: Mode::Typing,
            trouble: None,
            ended: None,
        }
    }

    /// An event arrived.
    pub(crate) fn event(&mut self, index: u64, event: &SessionEvent) {
        self.progress.observe(event);
        self.row(index, event.instant(), describe(event));
    }

    /// Events from `from` up to, not including, `to` are gone.
    pub(crate) fn gap(&mut self, from: u64, to: u64, reason: &str) {
        let text = format!("events {from} to {} are lost: {reason}", to.saturating_sub(1));
        self.row(from, None, Line::new("gap", Tone::Bad, text));
    }

    fn row(&mut self, index: u64, at: Option<jiff::Timestamp>, mut line: Line) {
        line.text = one_line(&line.text);
        self.rows.push_back(Row { index, at, line });
        if self.rows.len() > KEPT {
            self.rows.pop_front();
        }
        // Whoever reads further up is not moved.
        if self.above > 0 {
            self.scroll(1);
        }
    }

    /// The session is over.
    pub(crate) fn end(&mut self, status: &str) {
        status.clone_into(&mut self.progress.status);
        self.ended = Some(status.to_owned());
        self.mode = if self.mode == Mode::Confirming { Mode::Typing } else { self.mode };
        self.notice =
            Some((Tone::Good, format!("the session is {status}; Enter leaves and prints its answer")));
    }

    /// Says something about what was asked for.
    pub(crate) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some((tone, one_line(&text.into())));
    }

    fn scroll(&mut self, rows: isize) {
        let most = self.rows.len().saturating_sub(self.page);
        self.above = self.above.saturating_add_signed(rows).min(most);
    }

    /// Text was pasted.
    pub(crate) fn paste(&mut self, text: &str) {
        if self.mode == Mode::Typing {
            self.input.insert(&text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }

    /// A key was pressed.
    pub(crate) fn key(&mut self, key: KeyEvent) -> Option<Ask> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        if control && key.code == KeyCode::Char('c') {
            return Some(Ask::Leave);
        }
        match self.mode {
            Mode::Help => {
                self.mode = Mode::Typing;
                None
            }
            Mode::Confirming => {
                self.mode = Mode::Typing;
                if key.code == KeyCode::Char('y') {
                    self.say(Tone::Plain, "cancelling; waiting for the session to end");
                    return Some(Ask::Cancel);
                }
                self.say(Tone::Plain, "not cancelled");
                None
            }
            Mode::Typing if control => self.control(key.code),
            Mode::Typing => self.typed(key.code),
        }
    }

    fn control(&mut self, code: KeyCode) -> Option<Ask> {
        match code {
            KeyCode::Char('d') if self.input.is_empty() => return Some(Ask::Leave),
            KeyCode::Char('u') => drop(self.input.take()),
            KeyCode::Char('w') => self.input.delete_word(),
            KeyCode::Char('a') => self.input.home(),
            KeyCode::Char('e') => self.input.end(),
            _ => {}
        }
        None
    }

    fn typed(&mut self, code: KeyCode) -> Option<Ask> {
        let page = isize::try_from(self.page.saturating_sub(1).max(1)).unwrap_or(1);
        match code {
            KeyCode::Enter => return self.enter(),
            KeyCode::Char('q') if self.ended.is_some() && self.input.is_empty() => return Some(Ask::Leave),
            KeyCode::Char(c) => self.input.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Backspace => self.input.backspace(),
            KeyCode::Delete => self.input.delete(),
            KeyCode::Left => self.input.left(),
            KeyCode::Right => self.input.right(),
            KeyCode::Up => self.scroll(1),
            KeyCode::Down => self.scroll(-1),
            KeyCode::PageUp => self.scroll(page),
            KeyCode::PageDown => self.scroll(-page),
            KeyCode::Home if self.input.is_empty() => self.scroll(isize::MAX),
            KeyCode::End if self.input.is_empty() => self.above = 0,
            KeyCode::Home => self.input.home(),
            KeyCode::End => self.input.end(),
            KeyCode::Esc => self.above = 0,
            _ => {}
        }
        None
    }

    fn enter(&mut self) -> Option<Ask> {
        let text = self.input.take();
        let word = text.trim();
        if word.is_empty() {
            return self.ended.is_some().then_some(Ask::Leave);
        }
        let ask = match word {
            "/help" => {
                self.mode = Mode::Help;
                return None;
            }
            "/quit" | "/leave" => return Some(Ask::Leave),
            "/pause" => Ask::Pause,
            "/resume" => Ask::Resume,
            "/answer" | "/force" => Ask::Answer,
            "/cancel" => Ask::Cancel,
            _ if word.starts_with("//") => Ask::Send(word[1..].to_owned()),
            _ if word.starts_with('/') => {
                self.say(
                    Tone::Bad,
                    format!("there is no {word}; /help lists what there is, //… sends it as it is"),
                );
                return None;
            }
            _ => Ask::Send(word.to_owned()),
        };
        if let Some(status) = &self.ended {
            let text = format!("the session is {status}: it takes nothing any more; Enter leaves");
            self.say(Tone::Bad, text);
            return None;
        }
        if ask == Ask::Cancel {
            self.mode = Mode::Confirming;
            self.say(Tone::Bad, "Cancel the session? It cannot be undone. y cancels, any other key does not");
            return None;
        }
        self.say(Tone::Quiet, "asking …");
        Some(ask)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn model() -> Model {
        Model::new("s-1", "walker")
    }

    fn press(model: &mut Model, code: KeyCode) -> Option<Ask> {
        model.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn enter(model: &mut Model, text: &str) -> Option<Ask> {
        for c in text.chars() {
            assert_eq!(press(model, KeyCode::Char(c)), None);
        }
        press(model, KeyCode::Enter)
    }

    fn events(model: &mut Model, count: u64) {
        for index in 0..count {
            let event = SessionEvent::new("AgentStartedEvent", &json!({}), "2026-03-01T09:00:00Z");
            model.event(index, &event);
        }
    }

    #[test]
    fn text_is_a_message_and_words_with_a_slash_steer() {
        let mut model = model();
        assert_eq!(enter(&mut model, " Turn left "), Some(Ask::Send("Turn left".to_owned())));
        assert_eq!(enter(&mut model, "/pause"), Some(Ask::Pause));
        assert_eq!(enter(&mut model, "/resume"), Some(Ask::Resume));
        assert_eq!(enter(&mut model, "/answer"), Some(Ask::Answer));
        assert_eq!(enter(&mut model, "//etc"), Some(Ask::Send("/etc".to_owned())));
        assert_eq!(enter(&mut model, "/quit"), Some(Ask::Leave));
        assert_eq!(enter(&mut model, ""), None, "nothing is no message");
        assert_eq!(enter(&mut model, "/paws"), None);
        assert!(model.notice.as_ref().unwrap().1.contains("/paws"));
        assert!(model.input.is_empty());
    }

    #[test]
    fn cancelling_asks_first_and_only_y_confirms() {
        let mut model = model();
        assert_eq!(enter(&mut model, "/cancel"), None);
        assert_eq!(press(&mut model, KeyCode::Enter), None, "not by a slip");
        assert_eq!(model.mode, Mode::Typing);
        assert_eq!(enter(&mut model, "/cancel"), None);
        assert_eq!(press(&mut model, KeyCode::Char('y')), Some(Ask::Cancel));
    }

    #[test]
    fn an_ended_session_takes_nothing_and_says_so() {
        let mut model = model();
        model.end("completed");
        assert_eq!(enter(&mut model, "more"), None);
        assert!(model.notice.as_ref().unwrap().1.contains("completed"));
        assert_eq!(press(&mut model, KeyCode::Enter), Some(Ask::Leave));
        assert_eq!(press(&mut model, KeyCode::Char('q')), Some(Ask::Leave));
    }

    #[test]
    fn ctrl_c_leaves_whatever_is_going_on() {
        let ctrl_c = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        let mut model = model();
        for mode in [Mode::Typing, Mode::Confirming, Mode::Help] {
            model.mode = mode;
            assert_eq!(model.key(ctrl_c), Some(Ask::Leave));
        }
    }

    #[test]
    fn the_list_follows_the_newest_event_unless_somebody_scrolled_up() {
        let mut model = model();
        model.page = 10;
        events(&mut model, 30);
        assert_eq!(model.above, 0);
        press(&mut model, KeyCode::PageUp);
        assert_eq!(model.above, 9);
        events(&mut model, 5);
        assert_eq!(model.above, 14, "the same events stay on the screen");
        press(&mut model, KeyCode::Home);
        assert_eq!(model.above, 25);
        press(&mut model, KeyCode::Esc);
        assert_eq!(model.above, 0);
    }

    #[test]
    fn memory_is_bounded() {
        let mut model = model();
        events(&mut model, KEPT as u64 + 100);
        assert_eq!((model.rows.len(), model.rows[0].index), (KEPT, 100));
    }

    #[test]
    fn what_comes_from_an_agent_cannot_drive_the_terminal() {
        let mut model = model();
        let data = json!({"kind": "answer_event", "answer": "a\u{1b}[2Jb\nc"});
        model.event(0, &SessionEvent::new("AgentEvent", &data, "2026-03-01T09:00:00Z"));
        assert_eq!(model.rows[0].line.text, "a [2Jb c");
    }
}
