//! Text that came from elsewhere, made fit for a terminal: no control characters, one line, no wider than asked.

use std::borrow::Cow;

use serde_json::Value;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Characters that could drive a terminal or reorder the line they stand in.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` without what could drive a terminal; line feeds and tabs stay.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let keep = |c: char| c == '\n' || c == '\t' || !is_unsafe(c);
    if text.chars().all(keep) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&c| keep(c)).collect())
    }
}

/// `text` on one line: runs of white space become one space, everything unsafe goes.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(400));
    for word in text.split(|c: char| c.is_whitespace() || is_unsafe(c)).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// `line` cut to `width` columns, with an ellipsis in the last one when something was cut.
pub(crate) fn fit(line: &str, width: usize) -> Cow<'_, str> {
    if line.width() <= width {
        return Cow::Borrowed(line);
    }
    let mut used = 0;
    let mut cut = String::new();
    for c in line.chars() {
        let columns = c.width().unwrap_or(0);
        if used + columns > width.saturating_sub(1) {
            break;
        }
        used += columns;
        cut.push(c);
    }
    cut.push('…');
    Cow::Owned(cut)
}

/// A count as people read it: `940`, `2.2k`, `15M`.
pub(crate) fn count(number: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")];
    for (size, unit) in UNITS {
        if number >= size {
            let (whole, tenth) = (number / size, number % size * 10 / size);
            return if whole < 10 { format!("{whole}.{tenth}{unit}") } else { format!("{whole}{unit}") };
        }
    }
    number.to_string()
}

/// An answer as people read it: text as it is, anything else as indented JSON; nothing when there is none.
pub(crate) fn answer_text(answer: &Value) -> Option<String> {
    match answer {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        value => Some(serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())),
    }
}

/// A number and its noun: `1 step`, `3 steps`.
pub(crate) fn plural(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_text_direction_marks_never_reach_the_terminal() {
        let hostile = "a\u{1b}[2Jb\u{7}c\u{9b}31md\u{202e}e\r\nf";
        assert_eq!(printable(hostile), "a[2Jbc31mde\nf");
        assert_eq!(one_line(hostile), "a [2Jb c 31md e f");
    }

    #[test]
    fn printable_text_is_kept_as_it_is() {
        assert!(matches!(printable("two\nlines, 三 and é"), Cow::Borrowed(_)));
    }

    #[test]
    fn white_space_of_every_kind_becomes_one_space() {
        assert_eq!(one_line("  a \n\t b\u{a0}c\u{2028}d  "), "a b c d");
        assert_eq!(one_line(" \n "), "");
    }

    #[test]
    fn a_line_is_cut_by_columns_not_by_characters() {
        assert_eq!(fit("abcdef", 6), "abcdef");
        assert_eq!(fit("abcdefg", 6), "abcde…");
        assert_eq!(fit("三四五六", 6), "三四…");
        assert_eq!(fit("abc", 0), "…");
    }

    #[test]
    fn counts_are_short() {
        let counts = [0, 940, 999, 1_000, 2_190, 15_300, 999_999, 1_250_000, 2_000_000_000].map(count);
        assert_eq!(counts, ["0", "940", "999", "1.0k", "2.1k", "15k", "999k", "1.2M", "2.0G"]);
    }
}
