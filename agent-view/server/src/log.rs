//! The events of one session, kept in a file: a page may ask for any of them at any time, and memory holds only where
//! they are.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use crate::line;

/// A log of lines, in order of their index.
pub(crate) struct Log {
    file: Arc<File>,
    entries: Vec<Entry>,
    next_index: u64,
    /// Where the next line is appended.
    end: u64,
}

/// Where a line is.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// Of the event, or of the first event that is missing.
    pub(crate) index: u64,
    pub(crate) place: Place,
}

#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// A whole line of the file.
    Line { offset: u64, length: u32 },
    /// An event without its line around it.
    Bare { offset: u64, length: u32 },
    /// A gap up to an index, which no line tells of.
    Missing { to: u64 },
}

impl Log {
    /// An empty log in a file of its own, which goes when the log does.
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self::over(Arc::new(tempfile::tempfile()?)))
    }

    /// A log over lines that are in a file already.
    pub(crate) fn over(file: Arc<File>) -> Self {
        Self { file, entries: Vec::new(), next_index: 0, end: 0 }
    }

    /// The index that comes next.
    pub(crate) fn next_index(&self) -> u64 {
        self.next_index
    }

    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The first entry at or behind an index.
    pub(crate) fn position(&self, index: u64) -> usize {
        self.entries.partition_point(|entry| entry.index < index)
    }

    /// Appends an event.
    pub(crate) fn push_event(&mut self, index: u64, raw: &str) -> io::Result<()> {
        self.push(index, index + 1, &line::event(index, raw))
    }

    /// Appends a gap.
    pub(crate) fn push_gap(&mut self, from: u64, to: u64, reason: &str) -> io::Result<()> {
        self.push(from, to, &line::gap(from, to, reason))
    }

    fn push(&mut self, index: u64, next_index: u64, text: &str) -> io::Result<()> {
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.end))?;
        file.write_all(text.as_bytes())?;
        let length = u32::try_from(text.len()).map_err(io::Error::other)?;
        self.add(index, next_index, Place::Line { offset: self.end, length });
        self.end += u64::from(length);
        Ok(())
    }

    /// Adds a line that is in the file already. A repetition is left out; a jump becomes a gap.
    pub(crate) fn add(&mut self, index: u64, next_index: u64, place: Place) {
        if index < self.next_index {
            return;
        }
        if index > self.next_index {
            let missing = Place::Missing { to: index };
            self.entries.push(Entry { index: self.next_index, place: missing });
        }
        self.entries.push(Entry { index, place });
        self.next_index = next_index;
    }

    /// The lines from a position on, as many as fit into `most` bytes but at least one; and the position behind them.
    pub(crate) fn read(&self, from: usize, until: usize, most: usize) -> io::Result<(Vec<String>, usize)> {
        let mut lines = Vec::new();
        let (mut position, mut bytes) = (from, 0);
        while position < until.min(self.entries.len()) && (lines.is_empty() || bytes < most) {
            let text = self.line(self.entries[position])?;
            bytes += text.len();
            lines.push(text);
            position += 1;
        }
        Ok((lines, position))
    }

    /// The line of the event with this index.
    pub(crate) fn event(&self, index: u64) -> io::Result<Option<String>> {
        match self.entries.get(self.position(index)) {
            Some(entry) if entry.index == index => self.line(*entry).map(Some),
            _ => Ok(None),
        }
    }

    fn line(&self, entry: Entry) -> io::Result<String> {
        match entry.place {
            Place::Line { offset, length } => self.text(offset, length),
            Place::Bare { offset, length } => Ok(line::event(entry.index, &self.text(offset, length)?)),
            Place::Missing { to } => Ok(line::unexplained_gap(entry.index, to)),
        }
    }

    fn text(&self, offset: u64, length: u32) -> io::Result<String> {
        text_at(&self.file, offset, length)
    }
}

/// A piece of a file. One at a time: the place in the file belongs to all who have it open.
pub(crate) fn text_at(file: &File, offset: u64, length: u32) -> io::Result<String> {
    static READING: Mutex<()> = Mutex::new(());
    let _reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut file = file;
    file.seek(SeekFrom::Start(offset))?;
    let mut text = String::with_capacity(length as usize);
    file.take(u64::from(length)).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_gives_back_any_of_its_lines_and_shows_what_is_missing() {
        let mut log = Log::new().unwrap();
        log.push_event(0, r#"{"type":"A"}"#).unwrap();
        log.push_event(0, r#"{"type":"again"}"#).unwrap();
        log.push_gap(1, 3, "evicted").unwrap();
        log.push_event(5, r#"{"type":"B"}"#).unwrap();
        let (lines, end) = log.read(0, usize::MAX, usize::MAX).unwrap();
        assert_eq!(
            lines,
            [
                r#"{"type":"event","index":0,"event":{"type":"A"}}"#,
                r#"{"type":"gap","from":1,"to":3,"reason":"evicted"}"#,
                r#"{"type":"gap","from":3,"to":5,"reason":"left out"}"#,
                r#"{"type":"event","index":5,"event":{"type":"B"}}"#,
            ]
        );
        assert_eq!((end, log.next_index()), (4, 6));
        assert_eq!(log.event(5).unwrap().unwrap(), lines[3]);
        assert_eq!(log.event(4).unwrap(), None);
        assert_eq!(log.read(0, 4, 1).unwrap().1, 1, "at least one line comes, however small the page");
    }
}
