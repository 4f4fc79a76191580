//! Lines for people: one per event with the time, steps and tokens so far, and in a terminal a status line below them.

use std::io::{self, Write};
use std::time::Duration;

use crate::describe::{Line, Tone};
use crate::progress::Progress;
use crate::terminal::Terminal;
use crate::text::{count, fit, one_line, printable};

const RESET: &str = "\x1b[0m";
const DIM: &str = "\x1b[2m";
const BOLD: &str = "\x1b[1m";
/// Back to the first column, and clear to the end of the line.
const ERASE: &str = "\r\x1b[K";

/// Prints a session for people.
pub(crate) struct Screen<W> {
    out: W,
    terminal: Terminal,
    status_shown: bool,
}

impl<W: Write> Screen<W> {
    pub(crate) fn new(out: W, terminal: Terminal) -> Self {
        Self { out, terminal, status_shown: false }
    }

    /// Whether `status` shows anything, so that ticking is worth while.
    pub(crate) fn is_live(&self) -> bool {
        self.terminal.live
    }

    /// The first lines: which session this is, and the heads of the columns.
    pub(crate) fn open(&mut self, session: &str, agent: &str, view: Option<&str>) -> io::Result<()> {
        self.text(&format!("session {}  agent {}", one_line(session), one_line(agent)))?;
        if let Some(view) = view {
            self.text(&format!("view    {}", one_line(view)))?;
        }
        let heads = format!("{:>8} {:>5} {:>7}  {:<9}", "elapsed", "steps", "tokens", "event");
        self.painted(DIM, heads.trim_end())
    }

    /// One event.
    pub(crate) fn event(&mut self, elapsed: Duration, progress: &Progress, line: &Line) -> io::Result<()> {
        let columns =
            format!("{:>8} {:>5} {:>7}", duration(elapsed), count(progress.steps), count(progress.tokens));
        let rest = format!("{:<9}  {}", line.kind, one_line(&line.text));
        let rest = rest.trim_end();
        let rest = match self.terminal.width {
            Some(width) => fit(rest, width.saturating_sub(columns.len() + 2)),
            None => rest.into(),
        };
        self.erase()?;
        if self.terminal.color {
            writeln!(self.out, "{DIM}{columns}{RESET}  {}{rest}{RESET}", paint(line.tone))?;
        } else {
            writeln!(self.out, "{columns}  {rest}")?;
        }
        self.out.flush()
    }

    /// Rewrites the status line, with the trouble at hand; nothing where lines cannot be rewritten.
    pub(crate) fn status(
        &mut self,
        elapsed: Duration,
        progress: &Progress,
        trouble: Option<&str>,
    ) -> io::Result<()> {
        if !self.terminal.live {
            return Ok(());
        }
        let text = match trouble {
            Some(trouble) => one_line(trouble),
            None => format!("{:>8} {}", duration(elapsed), progress.summary()),
        };
        let text = fit(&text, self.terminal.width.unwrap_or(80).saturating_sub(1));
        if self.terminal.color {
            write!(self.out, "{ERASE}{BOLD}{text}{RESET}")?;
        } else {
            write!(self.out, "{ERASE}{text}")?;
        }
        self.status_shown = true;
        self.out.flush()
    }

    /// The last lines: how it ended, and the whole answer.
    pub(crate) fn close(&mut self, summary: &str, answer: Option<&str>) -> io::Result<()> {
        self.painted(BOLD, &one_line(summary))?;
        if let Some(answer) = answer {
            self.text(&format!("\n{}", printable(answer)))?;
        }
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn into_inner(self) -> W {
        self.out
    }

    /// Takes the status line away, so that somebody else can print.
    pub(crate) fn erase(&mut self) -> io::Result<()> {
        if self.status_shown {
            self.status_shown = false;
            write!(self.out, "{ERASE}")?;
            self.out.flush()?;
        }
        Ok(())
    }

    fn painted(&mut self, code: &str, text: &str) -> io::Result<()> {
        if self.terminal.color { self.text(&format!("{code}{text}{RESET}")) } else { self.text(text) }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.erase()?;
        writeln!(self.out, "{text}")?;
        self.out.flush()
    }
}

fn paint(tone: Tone) -> &'static str {
    match tone {
        Tone::Quiet => DIM,
        Tone::Plain => "",
        Tone::Thought => "\x1b[36m",
        Tone::Tool => "\x1b[33m",
        Tone::Good => "\x1b[1;32m",
        Tone::Bad => "\x1b[1;31m",
    }
}

/// A duration as people read it: `0.4s`, `12.3s`, `2m05s`, `1h02m`.
pub(crate) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..60 => format!("{seconds}.{}s", duration.subsec_millis() / 100),
        60..3600 => format!("{}m{:02}s", seconds / 60, seconds % 60),
        _ => format!("{}h{:02}m", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIPE: Terminal = Terminal { color: false, live: false, width: None };
    const COLOUR: Terminal = Terminal { color: true, live: true, width: Some(60) };

    fn printed(terminal: Terminal, act: impl FnOnce(&mut Screen<Vec<u8>>) -> io::Result<()>) -> String {
        let mut screen = Screen::new(Vec::new(), terminal);
        act(&mut screen).expect("a vector takes every byte");
        String::from_utf8(screen.into_inner()).expect("only text is printed")
    }

    fn line(text: &str) -> Line {
        Line::new("thinks", Tone::Thought, text)
    }

    fn progress() -> Progress {
        Progress { status: "running".to_owned(), steps: 3, tokens: 2_190 }
    }

    #[test]
    fn a_pipe_gets_one_plain_line_per_event() {
        let text = printed(PIPE, |screen| {
            screen.event(Duration::from_millis(12_345), &progress(), &line("open\nthe \x1b[31mmenu"))?;
            screen.status(Duration::from_secs(13), &progress(), None)
        });
        assert_eq!(text, "   12.3s     3    2.1k  thinks     open the [31mmenu\n");
    }

    #[test]
    fn a_terminal_gets_lines_that_fit_and_a_status_line_that_gives_way() {
        let text = printed(COLOUR, |screen| {
            screen.status(Duration::from_secs(1), &progress(), None)?;
            screen.event(Duration::from_secs(2), &progress(), &line(&"long ".repeat(40)))
        });
        let (status, event) = text.split_once("\x1b[0m\r\x1b[K").expect("the status line is erased");
        assert_eq!(status, "\r\x1b[K\x1b[1m    1.0s running · 3 steps · 2.1k tokens");
        assert!(event.ends_with("…\x1b[0m\n"), "{event:?}");
        let visible = event.replace("\x1b[2m", "").replace("\x1b[36m", "").replace("\x1b[0m", "");
        assert_eq!(visible.trim_end().chars().count(), 60);
    }

    #[test]
    fn the_answer_is_printed_whole_and_harmless() {
        let text = printed(COLOUR, |screen| screen.close("completed", Some("first\nsecond\x1b[2J")));
        assert_eq!(text, "\x1b[1mcompleted\x1b[0m\n\nfirst\nsecond[2J\n");
    }

    #[test]
    fn the_heads_stand_over_their_columns() {
        let text = printed(PIPE, |screen| {
            screen.open("s-1", "clerk", Some("http://127.0.0.1/v"))?;
            screen.event(Duration::ZERO, &progress(), &line("x"))
        });
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "session s-1  agent clerk");
        assert_eq!(lines[1], "view    http://127.0.0.1/v");
        assert_eq!(lines[2], " elapsed steps  tokens  event");
        assert_eq!(lines[3], "    0.0s     3    2.1k  thinks     x");
    }

    #[test]
    fn durations_grow_coarser_as_they_grow() {
        let texts = [0, 400, 59_999, 60_000, 125_000, 3_600_000, 7_325_000]
            .map(|milliseconds| duration(Duration::from_millis(milliseconds)));
        assert_eq!(texts, ["0.0s", "0.4s", "59.9s", "1m00s", "2m05s", "1h00m", "2h02m"]);
    }
}
