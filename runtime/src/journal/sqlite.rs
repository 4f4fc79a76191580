//! The journal in a `SQLite` file.

use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Error, Row, Transaction, params, types::Type};
use serde_json::Value;
use tokio::sync::watch;
use uuid::Uuid;

use super::{Change, Saved, SavedKey, SavedSession};
use crate::catalog::records::Record;
use crate::files::Stored;
use crate::log::Event;
use crate::session::lock;

/// Changes written in one transaction at most.
const BATCH: usize = 1000;

const TABLES: &str = "
    create table if not exists records (
        kind text not null, key text not null, number integer not null, value text not null,
        primary key (kind, key)) without rowid;
    create table if not exists files (
        session text not null, path text not null, media_type text not null, modified_at text not null, bytes blob not null,
        primary key (session, path));
    create table if not exists sessions (
        id text primary key, number integer not null, created_at text not null, brief text not null, state text not null,
        oldest integer not null) without rowid;
    create table if not exists events (
        session text not null, position integer not null, kind text not null, raw text not null,
        primary key (session, position)) without rowid;
    create table if not exists keys (
        key text primary key, digest text not null, session text not null, since text not null) without rowid;
";

/// How far the writing has come.
#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    written: u64,
    failed: bool,
}

/// The thread that writes, and the way to it.
#[derive(Debug)]
pub(crate) struct Writer {
    /// `None` once the writer is being dropped. The number counts what was handed over.
    queue: Mutex<(Option<Sender<Change>>, u64)>,
    progress: watch::Receiver<Progress>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn open(path: &Path) -> Result<(Self, Saved), Error> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(1))?;
        // One runtime per file: a second one is told so instead of mixing in.
        connection.pragma_update(None, "locking_mode", "exclusive")?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.execute_batch(TABLES)?;
        // Takes the lock, whatever else has happened so far.
        connection.execute_batch("begin immediate; commit;")?;
        let saved = load(&connection)?;
        let (sender, receiver) = channel();
        let (told, progress) = watch::channel(Progress::default());
        let thread = Builder::new()
            .name("steersman-journal".to_owned())
            .spawn(move || run(&mut connection, &receiver, &told))
            .map_err(|error| Error::ToSqlConversionFailure(Box::new(error)))?;
        Ok((Self { queue: Mutex::new((Some(sender), 0)), progress, thread: Some(thread) }, saved))
    }

    pub(super) fn write(&self, change: Change) {
        let mut queue = lock(&self.queue);
        queue.1 += 1;
        if let Some(sender) = &queue.0 {
            // The thread ends only after the sender is gone.
            let _ = sender.send(change);
        }
    }

    pub(super) async fn written(&self) -> bool {
        let wanted = lock(&self.queue).1;
        let mut progress = self.progress.clone();
        match progress.wait_for(|progress| progress.written >= wanted || progress.failed).await {
            Ok(progress) => !progress.failed,
            Err(_) => false,
        }
    }
}

impl Drop for Writer {
    /// Writes what is left.
    fn drop(&mut self) {
        lock(&self.queue).0 = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(connection: &mut Connection, queue: &Receiver<Change>, told: &watch::Sender<Progress>) {
    let mut progress = Progress::default();
    while let Ok(first) = queue.recv() {
        let mut batch = vec![first];
        batch.extend(queue.try_iter().take(BATCH - 1));
        if let Err(error) = write(connection, &batch) {
            // From here on nothing can be promised any more: replies say so.
            tracing::error!(%error, "the data file cannot be written");
            progress.failed = true;
            told.send_replace(progress);
            return;
        }
        progress.written += batch.len() as u64;
        told.send_replace(progress);
    }
}

fn write(connection: &mut Connection, batch: &[Change]) -> Result<(), Error> {
    let transaction = connection.transaction()?;
    for change in batch {
        apply(&transaction, change)?;
    }
    transaction.commit()
}

fn apply(to: &Transaction<'_>, change: &Change) -> Result<(), Error> {
    match change {
        Change::Record { kind, record } => to
            .prepare_cached("insert or replace into records values (?1, ?2, ?3, ?4)")?
            .execute(params![kind, record.key, record.number, record.value.to_string()]),
        Change::RecordGone { kind, key } => {
            to.prepare_cached("delete from records where kind = ?1 and key = ?2")?.execute(params![kind, key])
        }
        Change::File { session, path, file } => {
            to.prepare_cached("insert or replace into files values (?1, ?2, ?3, ?4, ?5)")?.execute(params![
                session.to_string(),
                path,
                file.media_type,
                file.modified_at.to_string(),
                &file.bytes[..],
            ])
        }
        Change::FilesGone { session, prefix } => to
            .prepare_cached("delete from files where session = ?1 and substr(path, 1, length(?2)) = ?2")?
            .execute(params![session.to_string(), prefix]),
        Change::Created { session, key } => {
            to.prepare_cached("insert into sessions values (?1, ?2, ?3, ?4, ?5, 0)")?.execute(params![
                session.id.to_string(),
                session.number,
                session.created_at.to_string(),
                session.brief.to_string(),
                session.state.to_string(),
            ])?;
            let Some(key) = key else { return Ok(()) };
            to.prepare_cached("insert or replace into keys values (?1, ?2, ?3, ?4)")?.execute(params![
                key.key,
                key.digest,
                key.session.to_string(),
                key.since.to_string(),
            ])
        }
        Change::Changed { session, first_index, oldest, events, state } => {
            let session = session.to_string();
            for (position, event) in (*first_index..).zip(events) {
                to.prepare_cached("insert into events values (?1, ?2, ?3, ?4)")?.execute(params![
                    session,
                    position,
                    &*event.kind,
                    &*event.raw,
                ])?;
            }
            to.prepare_cached("delete from events where session = ?1 and position < ?2")?
                .execute(params![session, oldest])?;
            to.prepare_cached("update sessions set state = ?2, oldest = ?3 where id = ?1")?.execute(params![
                session,
                state.to_string(),
                oldest
            ])
        }
        Change::SessionGone { session } => {
            let session = session.to_string();
            to.prepare_cached("delete from events where session = ?1")?.execute([&session])?;
            to.prepare_cached("delete from sessions where id = ?1")?.execute([&session])
        }
    }
    .map(|_| ())
}

fn load(from: &Connection) -> Result<Saved, Error> {
    let mut saved = Saved::default();
    let mut records = from.prepare("select kind, key, number, value from records")?;
    let rows = records.query_map([], |row| {
        Ok((row.get(0)?, Record { key: row.get(1)?, number: row.get(2)?, value: json(row, 3)? }))
    })?;
    saved.records = rows.collect::<Result<_, _>>()?;
    let mut files = from.prepare("select session, path, media_type, modified_at, bytes from files")?;
    let rows = files.query_map([], |row| {
        let bytes: Vec<u8> = row.get(4)?;
        let file = Stored { bytes: bytes.into(), media_type: row.get(2)?, modified_at: time(row, 3)? };
        Ok((uuid(row, 0)?, row.get(1)?, file))
    })?;
    saved.files = rows.collect::<Result<_, _>>()?;
    let mut sessions =
        from.prepare("select id, number, created_at, brief, state, oldest from sessions order by number")?;
    let mut events = from.prepare("select kind, raw from events where session = ?1 order by position")?;
    let rows = sessions.query_map([], |row| {
        Ok(SavedSession {
            id: uuid(row, 0)?,
            number: row.get(1)?,
            created_at: time(row, 2)?,
            brief: json(row, 3)?,
            state: json(row, 4)?,
            oldest: row.get(5)?,
            events: Vec::new(),
        })
    })?;
    for session in rows {
        let mut session = session?;
        let rows = events.query_map([session.id.to_string()], |row| {
            let (kind, raw): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(Event { kind: kind.into(), raw: raw.into() })
        })?;
        session.events = rows.collect::<Result<_, _>>()?;
        saved.sessions.push(session);
    }
    let mut keys = from.prepare("select key, digest, session, since from keys")?;
    let rows = keys.query_map([], |row| {
        Ok(SavedKey { key: row.get(0)?, digest: row.get(1)?, session: uuid(row, 2)?, since: time(row, 3)? })
    })?;
    saved.keys = rows.collect::<Result<_, _>>()?;
    Ok(saved)
}

fn parsed<T, E>(row: &Row<'_>, at: usize, parse: impl Fn(&str) -> Result<T, E>) -> Result<T, Error>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(at)?;
    parse(&text).map_err(|error| Error::FromSqlConversionFailure(at, Type::Text, Box::new(error)))
}

fn json(row: &Row<'_>, at: usize) -> Result<Value, Error> {
    parsed(row, at, |text| serde_json::from_str(text))
}

fn time(row: &Row<'_>, at: usize) -> Result<Timestamp, Error> {
    parsed(row, at, str::parse)
}

fn uuid(row: &Row<'_>, at: usize) -> Result<Uuid, Error> {
    parsed(row, at, Uuid::parse_str)
}
