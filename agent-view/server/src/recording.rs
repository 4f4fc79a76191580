//! Reading a recording: where each session's lines are. The file stays on disk.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::line::In;
use crate::log::{Log, Place};

/// The name of a session that the file does not name.
const UNNAMED: &str = "recording";

/// A file that cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line is not JSON.
    #[error("{}, line {line}: {what}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// There is no event in it.
    #[error("{}: there is no event in it; a recording has one JSON object per line (docs/recording.md)", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

/// One session of a recording.
pub(crate) struct Recorded {
    pub(crate) id: String,
    pub(crate) parent: Option<String>,
    /// The `session` line, if there is one.
    pub(crate) session: Option<String>,
    /// The `status` or `outcome` line that came last.
    pub(crate) last: Option<String>,
    pub(crate) log: Log,
}

/// A recording: its sessions, the first of which is the one it is about.
pub(crate) struct Recording {
    pub(crate) sessions: Vec<Recorded>,
    /// `resource` lines, by URL.
    pub(crate) resources: HashMap<String, (u64, u32)>,
    pub(crate) file: Arc<File>,
}

/// Finds the lines of a file.
pub(crate) fn open(path: &Path) -> Result<Recording, RecordingError> {
    let unreadable = |source| RecordingError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let mut reader = BufReader::with_capacity(1 << 16, file.try_clone().map_err(unreadable)?);
    let file = Arc::new(file);
    let mut recording = Recording { sessions: Vec::new(), resources: HashMap::new(), file };
    let (mut text, mut offset, mut number, mut current) = (Vec::new(), 0_u64, 0, None);
    loop {
        text.clear();
        let read = reader.read_until(b'\n', &mut text).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        number += 1;
        let start = offset;
        offset += read as u64;
        let whole = text.last() == Some(&b'\n');
        let wrong =
            |what: &str| RecordingError::Line { path: path.to_owned(), line: number, what: what.to_owned() };
        let line = std::str::from_utf8(&text).map_err(|_| wrong("it is not UTF-8"))?;
        let line = if number == 1 { line.trim_start_matches('\u{feff}') } else { line };
        let place = (start + (text.len() - line.len()) as u64, line.trim_end());
        if place.1.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<In<'_>>(place.1) {
            Ok(read) => recording.take(&read, place, &mut current).map_err(|what| wrong(&what))?,
            // Cut off by a crash, or still being written.
            Err(_) if !whole => {}
            Err(error) => {
                return Err(wrong(&format!("it is not a JSON object of a recording: {error}")));
            }
        }
    }
    if recording.sessions.iter().all(|session| session.log.len() == 0) {
        return Err(RecordingError::Empty { path: path.to_owned() });
    }
    Ok(recording)
}

impl Recording {
    fn take(&mut self, read: &In<'_>, place: (u64, &str), current: &mut Option<usize>) -> Result<(), String> {
        let (offset, text) = place;
        let length = u32::try_from(text.len()).map_err(|_| "it is longer than 4 GiB")?;
        match read.r#type.as_deref().unwrap_or_default() {
            "session" => {
                let id = read.session_id.as_deref().unwrap_or(UNNAMED);
                let at = self.session(id);
                *current = Some(at);
                let session = &mut self.sessions[at];
                session.parent =
                    session.parent.take().or(read.parent_session_id.as_deref().map(str::to_owned));
                session.session.get_or_insert_with(|| text.to_owned());
            }
            "event" if read.event.is_some() => {
                let log = self.log(read, *current);
                let index = read.index.unwrap_or(log.next_index());
                log.add(index, index + 1, Place::Line { offset, length });
            }
            "gap" => {
                let log = self.log(read, *current);
                let from = read.from.unwrap_or(log.next_index());
                let to = read.to.filter(|to| *to > from).ok_or("a gap needs `to`, above `from`")?;
                log.add(from, to, Place::Line { offset, length });
            }
            "status" | "outcome" => {
                let at = self.at(read, *current);
                self.sessions[at].last = Some(text.to_owned());
            }
            "resource" => {
                if let Some(url) = &read.url {
                    self.resources.insert(url.clone().into_owned(), (offset, length));
                }
            }
            // A bare event: it has data where a line has members of its own.
            _ if read.data.is_some() => {
                let log = self.log(read, *current);
                let index = read.index.unwrap_or(log.next_index());
                log.add(index, index + 1, Place::Bare { offset, length });
            }
            _ => {}
        }
        Ok(())
    }

    fn log(&mut self, read: &In<'_>, current: Option<usize>) -> &mut Log {
        let at = self.at(read, current);
        &mut self.sessions[at].log
    }

    fn at(&mut self, read: &In<'_>, current: Option<usize>) -> usize {
        match (read.session_id.as_deref(), current) {
            (Some(id), _) => self.session(id),
            (None, Some(current)) => current,
            (None, None) => self.session(UNNAMED),
        }
    }

    fn session(&mut self, id: &str) -> usize {
        self.sessions.iter().position(|session| session.id == id).unwrap_or_else(|| {
            let log = Log::over(self.file.clone());
            self.sessions.push(Recorded { id: id.to_owned(), parent: None, session: None, last: None, log });
            self.sessions.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[test]
    fn lines_bare_events_and_a_cut_last_line_are_read_as_the_format_says() {
        let file = file(concat!(
            "\n{\"type\":\"session\",\"session_id\":\"s\",\"agent\":\"a\"}\n",
            "{\"type\":\"event\",\"index\":0,\"event\":{\"type\":\"A\",\"data\":{}}}\n",
            "{\"type\":\"B\",\"data\":{},\"timestamp\":\"t\"}\n",
            "{\"type\":\"later\",\"more\":1}\n",
            "{\"type\":\"session\",\"session_id\":\"child\",\"parent_session_id\":\"s\"}\n",
            "{\"type\":\"event\",\"index\":4,\"event\":{\"type\":\"C\"}}\n",
            "{\"type\":\"event\",\"index\":2,\"session_id\":\"s\",\"event\":{\"type\":\"D\"}}\n",
            "{\"type\":\"event\",\"index\":3,\"eve",
        ));
        let recording = open(file.path()).unwrap();
        let lines = |at: usize| recording.sessions[at].log.read(0, 99, usize::MAX).unwrap().0;
        assert_eq!(recording.sessions[0].id, "s");
        assert_eq!(
            lines(0)[1],
            r#"{"type":"event","index":1,"event":{"type":"B","data":{},"timestamp":"t"}}"#
        );
        assert_eq!(lines(0).len(), 3);
        assert_eq!(recording.sessions[1].parent.as_deref(), Some("s"));
        assert_eq!(lines(1)[0], r#"{"type":"gap","from":0,"to":4,"reason":"left out"}"#);
    }

    #[test]
    fn a_file_that_is_no_recording_is_refused_with_the_line() {
        let error =
            open(file("{\"type\":\"event\",\"index\":0,\"event\":{}}\nhello\n").path()).err().unwrap();
        assert!(error.to_string().contains("line 2"), "{error}");
        let error = open(file("{\"a\":1}\n").path()).err().unwrap();
        assert!(error.to_string().contains("no event"), "{error}");
    }
}
