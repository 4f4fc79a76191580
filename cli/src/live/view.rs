//! Draws the live screen: title, events, status, notice, and the line to type in.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::model::{HELP, Mode, Model, Row};
use crate::describe::Tone;
use crate::screen::duration;
use crate::text::fit;

const HINT: &str = "Enter sends · /pause /resume /answer /cancel · /help · Ctrl-C leaves";
const PROMPT: &str = "> ";

/// What drawing needs beside the model.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) color: bool,
    /// When the session began.
    pub(crate) began: Option<jiff::Timestamp>,
    /// From then until now, or until its end.
    pub(crate) elapsed: Duration,
}

/// Draws everything; tells the model how many rows fit.
pub(crate) fn draw(frame: &mut Frame<'_>, model: &mut Model, look: Look) {
    let area = frame.area();
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    // On a very low terminal the line to type in is the last to go.
    let rows = area.height.saturating_sub(4);
    if area.height > 3 {
        let title = format!("session {}  agent {}", model.session_id, model.agent);
        put(frame, line(0), &title, Style::new().add_modifier(Modifier::BOLD));
    }
    model.page = usize::from(rows).max(1);
    let list = Rect { y: area.y + 1, height: rows, ..area };
    if model.mode == Mode::Help {
        for (text, y) in HELP.iter().zip(0..rows) {
            put(frame, Rect { y: list.y + y, height: 1, ..list }, text, Style::new());
        }
    } else {
        events(frame, list, model, look);
    }
    if area.height > 2 {
        put(frame, line(area.height - 3), &status(model, look), Style::new().add_modifier(Modifier::BOLD));
    }
    if area.height > 1 {
        let notice = model.notice.as_ref().map_or((Tone::Quiet, HINT), |(tone, text)| (*tone, text));
        // While nothing can be asked for, why not is the news; a question stays.
        let trouble = model.trouble.as_deref().filter(|_| model.mode != Mode::Confirming);
        let (tone, text) = trouble.map_or(notice, |trouble| (Tone::Bad, trouble));
        put(frame, line(area.height - 2), text, style(tone, look.color));
    }
    if area.height > 0 {
        prompt(frame, line(area.height - 1), model);
    }
}

fn put(frame: &mut Frame<'_>, area: Rect, text: &str, style: Style) {
    let text = fit(text, usize::from(area.width));
    frame.render_widget(Line::styled(text, style), area);
}

fn events(frame: &mut Frame<'_>, area: Rect, model: &Model, look: Look) {
    let rows = usize::from(area.height);
    let last = model.rows.len() - model.above.min(model.rows.len());
    let first = last.saturating_sub(rows);
    for (row, y) in model.rows.range(first..last).zip(0..area.height) {
        frame.render_widget(
            event(row, usize::from(area.width), look),
            Rect { y: area.y + y, height: 1, ..area },
        );
    }
}

fn event<'a>(row: &Row, width: usize, look: Look) -> Line<'a> {
    let at = row.at.zip(look.began).and_then(|(at, began)| Duration::try_from(at.duration_since(began)).ok());
    let columns = format!("{:>6} {:>8}  ", row.index, at.map(duration).unwrap_or_default());
    let text = format!("{:<9}  {}", row.line.kind, row.line.text);
    let text = fit(text.trim_end(), width.saturating_sub(columns.len())).into_owned();
    Line::from(vec![
        Span::styled(columns, style(Tone::Quiet, look.color)),
        Span::styled(text, style(row.line.tone, look.color)),
    ])
}

fn status(model: &Model, look: Look) -> String {
    let place = match model.above {
        0 => String::new(),
        above => format!(" · {above} newer below, Esc follows"),
    };
    format!("{} · {}{place}", model.progress.summary(), duration(look.elapsed))
}

/// The line to type in, scrolled so that the cursor is in it.
fn prompt(frame: &mut Frame<'_>, area: Rect, model: &Model) {
    let shown = |text: &str| text.replace('\n', "⏎").replace(char::is_control, "");
    let before = shown(model.input.before());
    let room = usize::from(area.width).saturating_sub(PROMPT.len() + 1);
    let mut skipped = 0;
    let mut start = 0;
    for (at, c) in before.char_indices() {
        if before.width() - skipped <= room {
            break;
        }
        skipped += before[at..at + c.len_utf8()].width();
        start = at + c.len_utf8();
    }
    let text = shown(model.input.text());
    let line = format!("{PROMPT}{}", &text[start..]);
    frame.render_widget(Line::raw(line), area);
    let column = PROMPT.len() + before.width() - skipped;
    let column = u16::try_from(column).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
    frame.set_cursor_position(Position { x: area.x + column, y: area.y });
}

fn style(tone: Tone, color: bool) -> Style {
    let plain = Style::new();
    match tone {
        Tone::Quiet => plain.add_modifier(Modifier::DIM),
        Tone::Bad | Tone::Good if !color => plain.add_modifier(Modifier::BOLD),
        _ if !color => plain,
        Tone::Plain => plain,
        Tone::Thought => plain.fg(Color::Cyan),
        Tone::Tool => plain.fg(Color::Yellow),
        Tone::Good => plain.fg(Color::Green).add_modifier(Modifier::BOLD),
        Tone::Bad => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use serde_json::json;
    use steersman::wire::SessionEvent;

    use super::*;

    fn drawn(model: &mut Model, width: u16, height: u16) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let look = Look {
            color: true,
            began: "2026-03-01T09:00:00Z".parse().ok(),
            elapsed: Duration::from_secs(65),
        };
        terminal.draw(|frame| draw(frame, model, look)).unwrap();
        let buffer = terminal.backend().buffer().clone();
        let rows = buffer.content().chunks(usize::from(width));
        rows.map(|row| {
            row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
        })
        .collect()
    }

    fn model(events: u64) -> Model {
        let mut model = Model::new("s-1", "walker");
        for index in 0..events {
            let data = json!({"kind": "policy_event", "reasoning_content": format!("step {index}")});
            model.event(index, &SessionEvent::new("AgentEvent", &data, "2026-03-01T09:00:02Z"));
        }
        model
    }

    #[test]
    fn the_newest_events_stand_between_title_and_status() {
        let mut model = model(9);
        model.input.insert("Turn left");
        assert_eq!(
            drawn(&mut model, 70, 6),
            [
                "session s-1  agent walker",
                "     7     2.0s  thinks     step 7",
                "     8     2.0s  thinks     step 8",
                "starting · 0 steps · 0 tokens · 1m05s",
                "Enter sends · /pause /resume /answer /cancel · /help · Ctrl-C leaves",
                "> Turn left",
            ]
        );
    }

    #[test]
    fn trouble_takes_the_place_of_the_notice_but_not_of_a_question() {
        let mut model = model(1);
        model.trouble = Some("reconnecting for 3.0s: nobody listens".to_owned());
        assert_eq!(drawn(&mut model, 70, 6)[4], "reconnecting for 3.0s: nobody listens");
        model.mode = Mode::Confirming;
        model.notice = Some((Tone::Bad, "Cancel the session?".to_owned()));
        assert_eq!(drawn(&mut model, 70, 6)[4], "Cancel the session?");
    }

    #[test]
    fn somebody_who_scrolled_up_sees_how_much_is_below() {
        let mut model = model(9);
        model.above = 3;
        let lines = drawn(&mut model, 80, 6);
        assert_eq!(lines[2], "     5     2.0s  thinks     step 5");
        assert!(lines[3].ends_with("3 newer below, Esc follows"), "{lines:?}");
    }

    #[test]
    fn a_terminal_of_any_size_is_drawn_and_keeps_the_line_to_type_in() {
        let mut model = model(3);
        model.input.insert(&"wide 三 ".repeat(20));
        for (width, height) in [(1, 1), (2, 2), (10, 3), (20, 4), (200, 60)] {
            let lines = drawn(&mut model, width, height);
            assert!(lines[usize::from(height) - 1].starts_with('>'), "{width}x{height}: {lines:?}");
        }
    }

    #[test]
    fn help_takes_the_place_of_the_events() {
        let mut model = model(3);
        model.mode = Mode::Help;
        assert!(drawn(&mut model, 80, 20)[1].starts_with("Enter"));
    }
}
