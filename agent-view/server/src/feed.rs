//! What a page is sent: the lines of a session and of its subagents, as server-sent events.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream;
use tokio::sync::watch;

use crate::hub::{Hub, Lease};
use crate::images::slim;
use crate::line;
use crate::source::Trouble;

/// About how many bytes one message has.
const MESSAGE: usize = 192 << 10;
/// Something is sent this often, so that both ends notice a dead connection.
const BEAT: Duration = Duration::from_secs(15);
/// Subagents, and theirs, that one page follows.
const MOST_LANES: usize = 64;

/// Where a page is in each session: the next index.
pub(crate) type Cursors = HashMap<String, u64>;

/// Reads `ID:INDEX,ID:INDEX`.
pub(crate) fn cursors(text: &str) -> Cursors {
    let pairs = text.split(',').filter_map(|pair| pair.rsplit_once(':'));
    pairs.filter_map(|(id, index)| Some((id.to_owned(), index.parse().ok()?))).collect()
}

struct Feed {
    hub: Arc<Hub>,
    lanes: Vec<Lane>,
    cursors: Cursors,
    changed: watch::Receiver<u64>,
    base_url: String,
}

struct Lane {
    lease: Lease,
    position: usize,
    /// The version of the facts that was sent; none at first.
    version: Option<u64>,
    live: bool,
}

/// The messages for a page that has everything before `cursors`.
pub(crate) fn feed(
    hub: &Arc<Hub>,
    session: &str,
    cursors: Cursors,
) -> Result<impl Stream<Item = Result<Bytes, Infallible>> + use<>, Trouble> {
    let lane = Lane::new(hub.look(session, None)?);
    let base_url = hub.source.as_ref().map_or_else(String::new, |source| source.base_url());
    let feed =
        Feed { hub: hub.clone(), lanes: vec![lane], cursors, changed: hub.changed.subscribe(), base_url };
    Ok(stream::unfold(feed, |mut feed| async move {
        let message = feed.next().await;
        Some((Ok(message.into()), feed))
    }))
}

impl Lane {
    fn new(lease: Lease) -> Self {
        Self { lease, position: 0, version: None, live: false }
    }
}

impl Feed {
    /// Waits for something to send.
    async fn next(&mut self) -> String {
        loop {
            self.changed.borrow_and_update();
            self.adopt();
            let mut message = String::new();
            for at in 0..self.lanes.len() {
                let lines = self.lines(at);
                if lines.is_empty() {
                    continue;
                }
                let session = self.lanes[at].lease.watched.session_line(&self.base_url);
                for line in std::iter::once(&session).chain(&lines) {
                    // Writing to a string does not fail.
                    let _ = writeln!(message, "data: {}", slim(line));
                }
                message.push('\n');
                if message.len() >= MESSAGE {
                    break;
                }
            }
            if !message.is_empty() {
                return message;
            }
            if tokio::time::timeout(BEAT, self.changed.changed()).await.is_err() {
                return ": still here\n\n".to_owned();
            }
        }
    }

    /// Follows subagents that have come up.
    fn adopt(&mut self) {
        let mut at = 0;
        while at < self.lanes.len() {
            let parent = self.lanes[at].lease.watched.clone();
            for child in parent.facts().children {
                let known = self.lanes.iter().any(|lane| lane.lease.watched.id == child);
                if known || self.lanes.len() >= MOST_LANES {
                    continue;
                }
                match self.hub.look(&child, Some(&parent.id)) {
                    Ok(lease) => self.lanes.push(Lane::new(lease)),
                    Err(trouble) => tracing::debug!(%child, %trouble, "a subagent is not shown"),
                }
            }
            at += 1;
        }
    }

    /// The new lines of a session.
    fn lines(&mut self, at: usize) -> Vec<String> {
        let lane = &mut self.lanes[at];
        let watched = &lane.lease.watched;
        let mut lines = Vec::new();
        let facts = watched.facts();
        let first = lane.version.is_none();
        if first {
            let cursor = self.cursors.remove(watched.id.as_ref()).unwrap_or(0);
            lane.position = watched.log().position(cursor);
            if lane.position == watched.log().len() && watched.log().next_index() < cursor {
                // The log is behind the page, after a restart: wait until it has come this far.
                self.cursors.insert(watched.id.to_string(), cursor);
                return lines;
            }
        }
        let read = watched.log().read(lane.position, usize::MAX, MESSAGE);
        match read {
            Ok((read, position)) => {
                lane.position = position;
                lines.extend(read);
            }
            Err(error) => lines.push(line::trouble(Some(&format!("an event could not be read: {error}")))),
        }
        let drained = lane.position >= watched.log().len();
        // How the session stands is told behind its events.
        if (drained || first) && lane.version != Some(facts.version) {
            lane.version = Some(facts.version);
            lines.extend(watched.standing());
            lines.push(line::trouble(facts.trouble.as_deref()));
        }
        if drained && facts.caught_up && !lane.live {
            lane.live = true;
            lines.push(line::live(self.hub.source.is_none()));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_and_nonsense_is_left_out() {
        assert_eq!(
            cursors("a:1,b:c:20,x,:3,y:z"),
            [("a".into(), 1), ("b:c".into(), 20), (String::new(), 3)].into()
        );
    }
}
