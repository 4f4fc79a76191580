//! What happened natively waits here until JavaScript takes it, woken by one weak thread-safe function.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};

use napi::Status;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use serde_json::value::RawValue;
use steersman::{Client, Download, Error, SessionHandle};
use steersman_host::Reply;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use crate::failure;
use crate::runtime::runtime;

/// Calls JavaScript without arguments. Weak: it never keeps the process alive.
pub(crate) type WakeFunction = ThreadsafeFunction<(), (), (), Status, false, true>;

/// What a call came to.
pub(crate) enum Outcome {
    /// JSON text, and the revision that the reply's header tells.
    Json(Box<RawValue>, Option<u64>),
    /// Nothing.
    Nothing,
    /// A client, to be taken by the number of the call.
    Client(Client),
    /// A session, to be taken by the number of the call.
    Session(SessionHandle),
    /// A download, to be taken by the number of the call.
    Download(Box<Download>),
    /// A piece of a download, to be taken by the number of the call.
    Piece(Vec<u8>),
}

impl From<Reply> for Outcome {
    fn from(reply: Reply) -> Self {
        match reply.json {
            Some(json) => Self::Json(json, reply.revision),
            None => Self::Nothing,
        }
    }
}

/// What is taken by number, besides the text of a drain.
pub(crate) enum Parcel {
    Client(Client),
    Session(SessionHandle),
    Download(Box<Download>),
    Piece(Vec<u8>),
}

#[derive(Default)]
struct State {
    /// JSON objects, one per message.
    messages: Vec<String>,
    /// JavaScript has been called and has not drained yet.
    woken: bool,
    calls: HashMap<u32, AbortHandle>,
    parcels: HashMap<u32, Parcel>,
    keys: HashMap<u32, oneshot::Sender<Result<String, String>>>,
    next_key: u32,
    closed: bool,
}

/// The meeting point of one JavaScript context with everything that runs for it.
pub(crate) struct Hub {
    state: Mutex<State>,
    wake: WakeFunction,
}

impl Hub {
    pub(crate) fn new(wake: WakeFunction) -> Arc<Self> {
        Arc::new(Self { state: Mutex::default(), wake })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing that can panic runs while the lock is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes all messages as one JSON list.
    pub(crate) fn drain(&self) -> String {
        let mut state = self.lock();
        state.woken = false;
        let messages = std::mem::take(&mut state.messages);
        drop(state);
        format!("[{}]", messages.join(","))
    }

    /// Runs a call; its outcome becomes a message with the call's number.
    pub(crate) fn run<F>(self: &Arc<Self>, id: u32, work: F)
    where
        F: Future<Output = Result<Outcome, Error>> + Send + 'static,
    {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        let hub = self.clone();
        // The task finds itself in `calls`: it cannot finish before this lock is given back.
        let task = runtime().spawn(async move {
            let outcome = work.await;
            hub.finish(id, outcome);
        });
        state.calls.insert(id, task.abort_handle());
    }

    fn finish(&self, id: u32, outcome: Result<Outcome, Error>) {
        let mut state = self.lock();
        if state.calls.remove(&id).is_none() {
            return;
        }
        let message = match outcome {
            Err(error) => format!(r#"{{"id":{id},"error":{}}}"#, failure::json(&error)),
            Ok(Outcome::Nothing) => format!(r#"{{"id":{id}}}"#),
            Ok(Outcome::Json(value, None)) => format!(r#"{{"id":{id},"value":{value}}}"#),
            Ok(Outcome::Json(value, Some(revision))) => {
                format!(r#"{{"id":{id},"value":{value},"revision":{revision}}}"#)
            }
            Ok(Outcome::Client(client)) => state.keep(id, Parcel::Client(client)),
            Ok(Outcome::Session(session)) => state.keep(id, Parcel::Session(session)),
            Ok(Outcome::Download(download)) => state.keep(id, Parcel::Download(download)),
            Ok(Outcome::Piece(bytes)) => state.keep(id, Parcel::Piece(bytes)),
        };
        self.push(state, message);
    }

    /// Stops a call that nobody waits for any more. No message comes of it.
    pub(crate) fn cancel(&self, id: u32) {
        let mut state = self.lock();
        let task = state.calls.remove(&id);
        let parcel = state.parcels.remove(&id);
        drop(state);
        if let Some(task) = task {
            task.abort();
        }
        drop(parcel);
    }

    /// Takes what a call left besides its message.
    pub(crate) fn take(&self, id: u32) -> Option<Parcel> {
        self.lock().parcels.remove(&id)
    }

    /// Asks JavaScript for the API key.
    pub(crate) async fn ask_for_key(&self, source: u32) -> Result<String, String> {
        let receiver = self.key_wanted(source);
        receiver.await.unwrap_or_else(|_| Err("the program is ending".to_owned()))
    }

    fn key_wanted(&self, source: u32) -> oneshot::Receiver<Result<String, String>> {
        let (sender, receiver) = oneshot::channel();
        let mut state = self.lock();
        let id = state.next_key;
        state.next_key = id.wrapping_add(1);
        state.keys.insert(id, sender);
        self.push(state, format!(r#"{{"key":{id},"source":{source}}}"#));
        receiver
    }

    /// Answers [`ask_for_key`](Self::ask_for_key).
    pub(crate) fn provide_key(&self, id: u32, key: Result<String, String>) {
        if let Some(sender) = self.lock().keys.remove(&id) {
            // Whoever asked may have given up.
            let _ = sender.send(key);
        }
    }

    /// A waker that says which stream has something.
    pub(crate) fn waker(self: &Arc<Self>, stream: u32) -> Waker {
        Waker::from(Arc::new(StreamWaker { hub: self.clone(), stream }))
    }

    /// Ends everything that runs: the JavaScript context is going away.
    pub(crate) fn close(&self) {
        let ending = State { closed: true, ..State::default() };
        let state = std::mem::replace(&mut *self.lock(), ending);
        for task in state.calls.values() {
            task.abort();
        }
    }

    fn push(&self, mut state: MutexGuard<'_, State>, message: String) {
        if state.closed {
            return;
        }
        state.messages.push(message);
        let first = !std::mem::replace(&mut state.woken, true);
        drop(state);
        if first {
            // A context that is going away refuses: nobody is left to tell.
            let _ = self.wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        }
    }
}

impl State {
    fn keep(&mut self, id: u32, parcel: Parcel) -> String {
        self.parcels.insert(id, parcel);
        format!(r#"{{"id":{id}}}"#)
    }
}

struct StreamWaker {
    hub: Arc<Hub>,
    stream: u32,
}

impl Wake for StreamWaker {
    fn wake(self: Arc<Self>) {
        self.hub.push(self.hub.lock(), format!(r#"{{"stream":{}}}"#, self.stream));
    }
}
