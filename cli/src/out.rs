//! Standard output of the commands that answer at once: text made harmless, JSON, tables.

use std::io::{self, Stdout, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::args::ColorChoice;
use crate::terminal::Terminal;
use crate::text::{fit, one_line, printable};

/// Prints for people or for programs. Every write is handed over at once and may find the reader gone.
pub(crate) struct Out<W = Stdout> {
    to: W,
    width: Option<usize>,
    color: bool,
}

impl Out {
    /// Standard output, plain.
    pub(crate) fn stdout() -> Self {
        Self { to: io::stdout(), width: None, color: false }
    }

    /// Standard output as the terminal has it.
    pub(crate) fn of_terminal(color: ColorChoice) -> Self {
        let terminal = Terminal::of_stdout(color);
        Self { to: io::stdout(), width: terminal.width, color: terminal.color }
    }
}

impl<W: Write> Out<W> {
    /// One JSON value on a line of its own.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, value)?;
        self.to.write_all(b"\n")?;
        self.to.flush()
    }

    /// Text that is harmless already, such as JSON.
    pub(crate) fn text_as_is(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.to, "{text}")?;
        self.to.flush()
    }

    /// Text on lines of its own.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.to, "{}", printable(text))?;
        self.to.flush()
    }

    /// One line, cut to the width of the terminal.
    pub(crate) fn row(&mut self, line: &str) -> io::Result<()> {
        let line: String = line.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let line = printable(&line);
        let line = line.trim_end();
        writeln!(self.to, "{}", self.width.map_or(line.into(), |width| fit(line, width)))?;
        self.to.flush()
    }

    /// Bytes as they are: a file, a script.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(bytes)?;
        self.to.flush()
    }

    /// Names and values, one pair a line.
    pub(crate) fn pairs(&mut self, pairs: &[(&str, String)]) -> io::Result<()> {
        let widest = pairs.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
        for (name, value) in pairs {
            let name = format!("{name}{}", " ".repeat(widest - name.width()));
            let name = if self.color { format!("\x1b[2m{name}\x1b[0m") } else { name };
            writeln!(self.to, "{name}  {}", one_line(value))?;
        }
        self.to.flush()
    }

    /// A table: the last column is cut to the width of the terminal, the others are as wide as they must be.
    pub(crate) fn table(&mut self, heads: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| one_line(cell)).collect()).collect();
        let widths: Vec<usize> = (0..heads.len())
            .map(|column| {
                let cells = rows.iter().map(|row| row[column].width());
                cells.chain([heads[column].width()]).max().unwrap_or(0)
            })
            .collect();
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        let line = aligned(&heads, &widths, self.width);
        if self.color {
            writeln!(self.to, "\x1b[2m{line}\x1b[0m")?;
        } else {
            writeln!(self.to, "{line}")?;
        }
        for row in &rows {
            writeln!(self.to, "{}", aligned(row, &widths, self.width))?;
        }
        self.to.flush()
    }
}

fn aligned(row: &[String], widths: &[usize], width: Option<usize>) -> String {
    let mut line = String::new();
    for (cell, wide) in row.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(wide - cell.width() + 2));
    }
    let line = line.trim_end();
    width.map_or_else(|| line.to_owned(), |width| fit(line, width).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(width: Option<usize>, act: impl FnOnce(&mut Out<Vec<u8>>) -> io::Result<()>) -> String {
        let mut out = Out { to: Vec::new(), width, color: false };
        act(&mut out).expect("a vector takes every byte");
        String::from_utf8(out.to).expect("only text is printed")
    }

    #[test]
    fn columns_are_aligned_by_what_is_seen_and_cut_at_the_edge() {
        let rows = [vec!["三".to_owned(), "a\x1b[31m".to_owned()], vec!["abcd".to_owned(), "b".repeat(20)]];
        let text = printed(Some(12), |out| out.table(&["ID", "NAME"], &rows));
        assert_eq!(text, "ID    NAME\n三    a [31m\nabcd  bbbbb…\n");
    }

    #[test]
    fn a_pipe_gets_whole_lines() {
        let text = printed(None, |out| out.table(&["ID"], &[vec!["b".repeat(300)]]));
        assert_eq!(text.lines().last().map(str::len), Some(300));
    }

    #[test]
    fn pairs_stand_in_two_columns() {
        let text =
            printed(None, |out| out.pairs(&[("id", "s-1".to_owned()), ("status", "idle\n".to_owned())]));
        assert_eq!(text, "id      s-1\nstatus  idle\n");
    }
}
