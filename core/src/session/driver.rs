//! Runs a machine on tokio: sends its requests, keeps its time, hands its events to the queue and its calls to the tools.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use steersman_http::{CallOptions, Method, Request as HttpRequest, Transport};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::machine::{
    CallId, Failure, FailureKind, History, Input, Machine, Output, Reply, Request, Ticket, Time,
};
use super::outcome::ending;
use super::queue::{Batch, Queue};
use super::shared::{ReleaseBell, Shared};
use super::vocabulary::{self, Api};
use crate::tools::{CallAnswer, Host};
use crate::wire::{ChangesPage, EventsPage, SessionStatus, ToolResult, ToolResults};
use crate::{Error, ErrorKind};

/// How much longer than the server's window a long poll may take before the connection counts as dead, unless the
/// client's time-out is shorter.
const POLL_MARGIN: Duration = Duration::from_secs(10);

type Answered = (Ticket, Result<Reply<Api>, Failure<Error>>);

/// One watch at work. Dropping it drops the requests in flight and tells running tools to stop.
pub(crate) struct Driver {
    pub(crate) transport: Transport,
    pub(crate) session: Arc<str>,
    pub(crate) machine: Machine<Api>,
    /// Behind the machine: fields are dropped in their order, and the machine lets go of its claims when it is dropped.
    #[expect(dead_code, reason = "it rings when it is dropped")]
    pub(crate) bell: Option<ReleaseBell>,
    pub(crate) releases: watch::Receiver<()>,
    pub(crate) queue: Arc<Queue>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) host: Option<Host>,
    /// Of the tools, where there are some: a channel nobody uses is heavier than the rest of a waiting watch.
    pub(crate) answers: Option<mpsc::UnboundedReceiver<(CallId, CallAnswer)>>,
    pub(crate) floor: watch::Receiver<Option<u64>>,
    /// When the watch began, counted from the epoch that all watches of the handle share.
    pub(crate) begun: Time,
    pub(crate) timeout: Option<Duration>,
    /// Polls for news that may still be sent, those aside that fail.
    pub(crate) polls_left: Option<u64>,
    /// The newest one.
    pub(crate) poll: Option<Ticket>,
}

impl Driver {
    /// Boxed, because a future keeps what it was called with a second time.
    pub(crate) async fn run(mut self: Box<Self>) {
        let mut out = Vec::new();
        let mut requests: FuturesUnordered<BoxFuture<'static, Answered>> = FuturesUnordered::new();
        let mut input = Input::Tick;
        loop {
            self.machine.step(self.now(), Input::Buffered(self.queue.len()), &mut out);
            self.machine.step(self.now(), input, &mut out);
            self.shared.heard(self.machine.status(), self.machine.cursor(), self.machine.awaits_activity());
            let trouble = self.machine.trouble();
            self.queue.say_trouble(trouble.map(|(since, error)| (self.shared.epoch + since, error.clone())));
            for output in out.drain(..) {
                if !self.carry_out(output, &mut requests) {
                    self.queue.wake();
                    return;
                }
            }
            self.queue.wake();
            let wake = self.machine.wake_at();
            input = tokio::select! {
                biased;
                // First: a reply that came after a message must not be judged without it.
                Ok(()) = self.floor.changed() => {
                    match *self.floor.borrow_and_update() {
                        Some(floor) => Input::MessageSent { floor },
                        None => Input::Tick,
                    }
                }
                Some((ticket, reply)) = requests.next(), if !requests.is_empty() => {
                    if reply.is_err() && self.poll == Some(ticket) {
                        self.polls_left = self.polls_left.map(|left| left + 1);
                    }
                    Input::Reply(ticket, reply)
                }
                Some((id, answer)) = next_answer(&mut self.answers) => {
                    match self.host.as_mut().and_then(|host| host.outcome(id, answer)) {
                        Some(outcome) => Input::ToolDone(id, outcome),
                        None => Input::Tick,
                    }
                }
                Ok(()) = self.releases.changed() => Input::Released,
                () = self.queue.taken() => Input::Tick,
                () = sleep_until(self.shared.epoch, wake) => Input::Tick,
            };
        }
    }

    fn now(&self) -> Time {
        self.shared.epoch.elapsed()
    }

    /// Does what the machine wants; returns whether the watch goes on.
    fn carry_out(
        &mut self,
        output: Output<Api>,
        requests: &mut FuturesUnordered<BoxFuture<'static, Answered>>,
    ) -> bool {
        match output {
            Output::Deliver { first_index, events } => {
                self.queue.push(Batch::Events { next_index: first_index, events: events.into_iter() });
            }
            Output::Lost(gap) => {
                tracing::warn!(session = %self.session, from = gap.from, to = gap.to, reason = gap.reason.as_str(), "events are lost");
                self.queue.push(Batch::Gap(gap));
            }
            Output::Send(ticket, request) => {
                if let (Request::Changes { .. }, Some(left)) = (&request, &mut self.polls_left)
                    && self.machine.asks_for_news()
                {
                    if *left == 0 {
                        self.queue.finish(Err(self.out_of_polls()));
                        return false;
                    }
                    *left -= 1;
                    self.poll = Some(ticket);
                }
                requests.push(self.send(ticket, request));
            }
            Output::Run { id, step, attempt, call, deadline } => {
                let deadline = deadline.map(|at| self.shared.epoch + at);
                let run = |host: &mut Host| host.run(id, step, attempt, call, deadline);
                if let Some(call) = self.host.as_mut().and_then(run) {
                    self.queue.push_call(call);
                }
            }
            Output::Withdraw(id, reason) => {
                if let Some(call) = self.host.as_mut().and_then(|host| host.withdraw(id, reason)) {
                    self.queue.push_call(call);
                }
            }
            Output::Unanswered(calls) => self.queue.say_unanswered(calls),
            Output::Finish(end) => {
                let next_index = self.machine.cursor();
                if let Some(end) = ending(&self.session, next_index, end, self.timeout) {
                    self.queue.finish(end);
                }
                return false;
            }
        }
        true
    }

    fn out_of_polls(&self) -> Error {
        let (id, next) = (&self.session, self.machine.cursor());
        let text =
            format!("session {id} did not settle within max_polls; it goes on, watch it from index {next}");
        Error::new(ErrorKind::DeadlineExceeded, text).with_session(id.clone()).with_cursor(next)
    }

    fn send(&self, ticket: Ticket, request: Request<Api>) -> BoxFuture<'static, Answered> {
        let transport = self.transport.clone();
        let deadline = self.timeout.map(|limit| self.shared.epoch + self.begun + limit);
        let request = self.http(request, deadline);
        Box::pin(async move {
            let reply = match request {
                Ok((http, read)) => transport.send_once(http).await.and_then(|response| read(&response)),
                Err(error) => Err(error),
            };
            (ticket, reply.map_err(failure))
        })
    }

    fn http(&self, request: Request<Api>, deadline: Option<Instant>) -> Result<(HttpRequest, Read), Error> {
        let id = steersman_http::encode_path_segment("id", &self.session)?;
        let path = |rest: &str| format!("/api/v2/sessions/{id}/{rest}");
        let get = |operation, rest: &str| HttpRequest::new(operation, Method::GET, path(rest));
        let mut timeout = None;
        let (mut http, read): (HttpRequest, Read) = match request {
            Request::Changes { from_index, limit, wait_seconds } => {
                timeout = Some(Duration::from_secs(wait_seconds) + POLL_MARGIN.min(self.transport.timeout()));
                let mut http = get("sessions.get_session_changes", "changes").query("from_index", from_index);
                if let Some(limit) = limit {
                    http = http.query("limit", limit);
                }
                (http.query("include_events", "true").query("wait_for_seconds", wait_seconds), read_changes)
            }
            Request::Answer => {
                let http = get("sessions.get_session_changes", "changes")
                    .query("from_index", 0)
                    .query("include_events", "false")
                    .query("wait_for_seconds", 0);
                (http, read_changes)
            }
            Request::Status => (get("sessions.get_session_status", "status"), |response| {
                response.json::<SessionStatus>().map(|status| Reply::Snapshot(vocabulary::snapshot(status)))
            }),
            Request::History { page, size } => {
                let http = get("sessions.list_session_events", "events")
                    .query("page", page)
                    .query("size", size)
                    .query("sort", "timestamp");
                (http, read_history)
            }
            Request::Results(results) => {
                let results: Vec<ToolResult> = results.into_iter().map(|(_, outcome)| outcome).collect();
                let mut http = HttpRequest::new(
                    "sessions.send_session_tool_results",
                    Method::POST,
                    path("tool_results"),
                )
                .json(&ToolResults::from(results))?;
                // A call is looked up again before its result is posted again: twice does no harm.
                http.idempotent = true;
                (http, |_| Ok(Reply::Accepted))
            }
        };
        http.session = Some(self.session.clone());
        http.options = CallOptions { timeout, deadline, ..CallOptions::default() };
        Ok((http, read))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if !self.queue.is_finished() {
            // The runtime shut down, or the consumer closed the stream; only in the first case does anybody read this.
            let text = format!("watching session {} ended with the runtime it ran on", self.session);
            let error = Error::new(ErrorKind::Cancelled, text).with_session(self.session.clone());
            self.queue.finish(Err(error.with_cursor(self.machine.cursor())));
            self.queue.wake();
        }
        self.shared.ended(self.machine.status(), self.machine.cursor());
    }
}

type Read = fn(&steersman_http::Response) -> Result<Reply<Api>, Error>;

fn read_changes(response: &steersman_http::Response) -> Result<Reply<Api>, Error> {
    if response.status == 204 {
        return Ok(Reply::NoChange);
    }
    match ChangesPage::parse(&response.body) {
        Ok(changes) => Ok(Reply::Page(vocabulary::page(changes))),
        Err(error) => Err(response.decode_error(error)),
    }
}

fn read_history(response: &steersman_http::Response) -> Result<Reply<Api>, Error> {
    match EventsPage::parse(&response.body) {
        Ok(page) => Ok(Reply::History(History { total: page.total, events: page.items })),
        Err(error) => Err(response.decode_error(error)),
    }
}

fn failure(error: Error) -> Failure<Error> {
    let kind = match error.kind() {
        ErrorKind::ResponseTooLarge => FailureKind::TooLarge,
        ErrorKind::Conflict => FailureKind::Conflict,
        ErrorKind::BadRequest
        | ErrorKind::ContentTooLarge
        | ErrorKind::Unprocessable
        | ErrorKind::BodyTooLarge
        | ErrorKind::InvalidArgument => FailureKind::Refused,
        _ => FailureKind::Other,
    };
    // A body that is not what it should be is trouble on the way: proxies do that.
    let transient = error.is_transient() || error.kind() == ErrorKind::Decode;
    Failure { transient, retry_after: error.retry_after(), kind, error }
}

async fn next_answer(
    answers: &mut Option<mpsc::UnboundedReceiver<(CallId, CallAnswer)>>,
) -> Option<(CallId, CallAnswer)> {
    answers.as_mut()?.recv().await
}

async fn sleep_until(epoch: Instant, wake: Option<Time>) {
    match wake {
        Some(at) => tokio::time::sleep_until(epoch + at).await,
        None => std::future::pending().await,
    }
}
