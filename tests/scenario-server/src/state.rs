//! What has happened so far while a scenario is played.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::format::{Exchange, Times};
use crate::http::Request;
use crate::load::Loaded;

/// How long anybody waits for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A request that was answered by an entry of the script.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) request: Request,
    /// The status, or what went wrong.
    pub(crate) reply: String,
    /// What the trace has to say about its time.
    pub(crate) remark: Option<String>,
}

#[derive(Debug, Default)]
struct Inner {
    /// The requests of each entry.
    answered: Vec<Vec<Answered>>,
    unexpected: Vec<Request>,
    signals: HashSet<String>,
    last_reply: Option<Instant>,
    /// The last reply to each method and path.
    last_replies: HashMap<String, Instant>,
    /// Replies that wait for the client to leave.
    hanging: usize,
    /// What the programs saw that have reported, in their order.
    seen: Vec<Value>,
    /// How many of them have their reply.
    told: usize,
    /// What became of the first one's process.
    ended: Option<String>,
}

/// The state of one scenario that is played.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) scenario: Loaded,
    /// Clients may ask how the session stands at any time: a status of the script is said when it is its turn.
    lenient: bool,
    inner: Mutex<Inner>,
    changed: Notify,
    /// Told once the program has asked what it is to do.
    pub(crate) begun: Notify,
}

/// Which entry answers, and which of its requests this is.
pub(crate) type Place = (usize, usize);

/// Method and path of a request.
fn line(request: &Request) -> String {
    let path = request.target.split_once('?').map_or(&*request.target, |(path, _)| path);
    format!("{} {path}", request.method)
}

impl State {
    pub(crate) fn new(scenario: Loaded, lenient: bool) -> Self {
        let inner = Inner { answered: vec![Vec::new(); scenario.server.len()], ..Inner::default() };
        Self { scenario, lenient, inner: Mutex::new(inner), changed: Notify::new(), begun: Notify::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Finds the entry for a request and notes it there.
    pub(crate) fn arrived(&self, request: &Request) -> Option<Place> {
        let mut inner = self.lock();
        let found = self.scenario.server.iter().enumerate().find(|(at, (matcher, exchange))| {
            matcher.fits(request, self.lenient)
                && has_room(exchange, &inner.answered[*at])
                && (!self.lenient || !asks_for_status(request) || self.is_due(*at, &inner))
        });
        let place = if let Some((at, (_, exchange))) = found {
            let since = |reply: Option<Instant>| reply.map(|at| at.elapsed().as_secs_f64());
            let waited = since(inner.last_reply).unwrap_or_default();
            // Another request may have come between two of the same, and its reply may have been slow.
            let rested = since(inner.last_replies.get(&line(request)).copied()).unwrap_or(waited);
            let remark = match (exchange.not_before, exchange.within) {
                (Some(least), _) if rested < least => Some(format!("too early: {rested:.2} s")),
                (_, Some(most)) if waited > most => Some(format!("too late: {waited:.2} s")),
                _ => None,
            };
            let answered = &mut inner.answered[at];
            answered.push(Answered { request: request.clone(), reply: "no reply".to_owned(), remark });
            Some((at, answered.len() - 1))
        } else {
            None
        };
        drop(inner);
        self.changed.notify_waiters();
        place
    }

    /// Whether every page before an entry of the script was read; what has no page need not have been asked for.
    fn is_due(&self, at: usize, inner: &Inner) -> bool {
        let mut before = self.scenario.server[..at].iter().zip(&inner.answered);
        before.all(|((_, exchange), answered)| exchange.page.is_none() || !answered.is_empty())
    }

    /// Notes a request that is not in the script.
    pub(crate) fn unexpected(&self, request: Request) {
        self.lock().unexpected.push(request);
    }

    pub(crate) fn replied(&self, (at, nth): Place, reply: String) {
        let mut inner = self.lock();
        let answered = &mut inner.answered[at][nth];
        answered.reply = reply;
        let (line, now) = (line(&answered.request), Instant::now());
        inner.last_reply = Some(now);
        inner.last_replies.insert(line, now);
    }

    /// A reply begins to wait for the client to leave, or stops waiting.
    pub(crate) fn hangs(&self, hangs: bool) {
        let mut inner = self.lock();
        inner.hanging = if hangs { inner.hanging + 1 } else { inner.hanging.saturating_sub(1) };
        drop(inner);
        self.changed.notify_waiters();
    }

    pub(crate) fn signal(&self, name: &str) {
        self.lock().signals.insert(name.to_owned());
        self.changed.notify_waiters();
    }

    /// Whether the request, or the signal, of this name has come.
    fn has_come(&self, name: &str) -> bool {
        let inner = self.lock();
        // What is collected has come when all of it has.
        let came = |exchange: &Exchange, answered: &[Answered]| {
            !answered.is_empty() && (exchange.collect.is_none() || !has_room(exchange, answered))
        };
        inner.signals.contains(name)
            || self.scenario.server.iter().zip(&inner.answered).any(|((_, exchange), answered)| {
                exchange.name.as_deref() == Some(name) && came(exchange, answered)
            })
    }

    async fn until(&self, patience: Duration, done: impl Fn() -> bool) -> bool {
        timeout(patience, self.until_done(done)).await.is_ok()
    }

    async fn until_done(&self, done: impl Fn() -> bool) {
        loop {
            let change = self.changed.notified();
            tokio::pin!(change);
            change.as_mut().enable();
            if done() {
                return;
            }
            change.await;
        }
    }

    /// Waits for the request, or the signal, of this name; whether it came.
    pub(crate) async fn until_seen(&self, name: &str) -> bool {
        self.until(PATIENCE, || self.has_come(name)).await
    }

    /// Waits until the client has left every reply that it should leave.
    pub(crate) async fn until_left(&self) -> bool {
        self.until(Duration::from_secs(2), || self.lock().hanging == 0).await
    }

    /// Notes what a program saw; how many have reported now.
    pub(crate) fn reported(&self, seen: Value) -> usize {
        let mut inner = self.lock();
        inner.seen.push(seen);
        inner.seen.len()
    }

    /// One more program has the reply to its report.
    pub(crate) fn told(&self) {
        self.lock().told += 1;
        self.changed.notify_waiters();
    }

    /// What the programs saw that have reported.
    pub(crate) fn seen(&self) -> Vec<Value> {
        self.lock().seen.clone()
    }

    /// Waits until so many programs have reported, and have their reply.
    pub(crate) async fn until_reported(&self, count: usize) {
        self.until_done(|| self.lock().told >= count).await;
    }

    /// Notes what became of the first program's process.
    pub(crate) fn process_ended(&self, how: String) {
        self.lock().ended = Some(how);
    }

    pub(crate) fn ended(&self) -> Option<String> {
        self.lock().ended.clone()
    }

    pub(crate) fn answered(&self) -> Vec<Vec<Answered>> {
        self.lock().answered.clone()
    }

    pub(crate) fn strangers(&self) -> Vec<Request> {
        self.lock().unexpected.clone()
    }
}

fn has_room(exchange: &Exchange, answered: &[Answered]) -> bool {
    if let Some(wanted) = exchange.collect {
        return answered.iter().map(|answered| results(&answered.request).len()).sum::<usize>() < wanted;
    }
    match exchange.times {
        None => answered.is_empty(),
        Some(Times::Exactly(times)) => answered.len() < times as usize,
        Some(Times::Any(_)) => true,
    }
}

fn asks_for_status(request: &Request) -> bool {
    request.method == "GET" && request.target.ends_with("/status")
}

/// The tool results in a request, alone or in a batch.
pub(crate) fn results(request: &Request) -> Vec<Value> {
    match serde_json::from_slice::<Value>(&request.body) {
        Ok(mut body) => match body.get_mut("results").map(Value::take) {
            Some(Value::Array(results)) => results,
            _ => vec![body],
        },
        Err(_) => Vec::new(),
    }
}
