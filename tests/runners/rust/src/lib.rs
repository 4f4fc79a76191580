//! Plays scenarios with the Rust package: each abstract step is a few lines of what a user would write.

mod control;
mod report;
mod tools;

use std::io;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_util::future::{BoxFuture, join_all};
use futures_util::{Stream, StreamExt, poll};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use steersman::webhook::{WebhookVerifier, sign_webhook};
use steersman::wire::{SendMessages, SessionRequest};
use steersman::{
    AnswerSchema, CallOptions, Client, Error, EventStream, SessionHandle, StreamOptions, StreamTools, Until,
};
use steersman_scenario::format::{self, Call, ClientOptions, Start, Steer, Step, Watch, WatchTools, Webhook};
use tokio::time::Instant;

use control::Control;
use tools::Toolbox;

/// How long a wait is waited for before it is cancelled.
const CANCELLED_AFTER: Duration = Duration::from_millis(20);

#[derive(Deserialize)]
struct Program {
    base_url: String,
    api_key: String,
    client: ClientOptions,
    tools: Vec<format::Tool>,
    #[serde(rename = "program")]
    steps: Vec<Step>,
    ending: Option<Ending>,
}

/// How the process ends that plays a program.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It comes to its end.
    Return,
    /// It exits in the midst of everything.
    Exit,
    /// It is interrupted while it waits.
    Interrupt,
}

/// Plays the scenario behind a control URL and reports what was seen. Gives how the process is to end, if that belongs to it;
/// then nothing was left.
///
/// # Errors
/// When the control channel does not work.
pub async fn play(control_url: &str) -> io::Result<Option<Ending>> {
    let control = Control::new(control_url);
    let program: Arc<Program> = Arc::new(serde_json::from_value(control.get("/program").await?)?);
    let tools = Toolbox::new(program.tools.clone(), control.clone());
    let client = client(&program).map_err(io::Error::other)?;
    let handle = client.session("s");
    let mut player = Player {
        program: program.clone(),
        control: control.clone(),
        client,
        handle,
        tools,
        stream: None,
        seen: Vec::new(),
    };
    player.steps(&program.steps).await;
    if let Some(ending) = program.ending {
        control.post("/done", &json!({"observed": player.seen, "tools": player.tools.so_far()})).await?;
        if let Ending::Interrupt = ending {
            let _ = player.handle.wait_for_completion().await;
        }
        // What would end with it stays open.
        std::mem::forget(player);
        return Ok(Some(ending));
    }
    // Whatever still runs ends before the report.
    player.stream = None;
    let seen = json!({"observed": player.seen, "tools": player.tools.observed().await});
    control.post("/done", &seen).await?;
    Ok(None)
}

fn client(program: &Program) -> Result<Client, Error> {
    let options = &program.client;
    let mut builder =
        Client::builder().api_key(program.api_key.as_str()).base_url(&program.base_url).no_proxy();
    if let Some(seconds) = options.timeout {
        builder = builder.timeout(Duration::from_secs_f64(seconds));
    }
    if let Some(retries) = options.max_retries {
        builder = builder.max_retries(retries);
    }
    if let Some(seconds) = options.retry_budget {
        builder = builder.retry_budget(Duration::from_secs_f64(seconds));
    }
    if let Some(bytes) = options.max_response_bytes {
        builder = builder.max_response_bytes(bytes);
    }
    for (name, value) in &options.headers {
        builder = builder.header(name, value.as_str().unwrap_or_default());
    }
    builder.build()
}

/// Runs steps against one session at a time.
struct Player {
    program: Arc<Program>,
    control: Control,
    client: Client,
    handle: SessionHandle,
    tools: Toolbox,
    stream: Option<(EventStream, Watch)>,
    seen: Vec<Value>,
}

impl Player {
    fn steps<'a>(&'a mut self, steps: &'a [Step]) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            for step in steps {
                if let Err(error) = self.step(step).await {
                    self.seen.push(report::error(&error));
                }
            }
        })
    }

    async fn step(&mut self, step: &Step) -> Result<(), Error> {
        match step {
            Step::Session(id) => self.handle = self.client.session(id.as_str()),
            Step::AttachTools(names) => self.handle = self.handle.with_tools(self.tools.set(names)?),
            Step::Start(start) => {
                self.handle = self.start(start).await?;
                self.seen.push(json!({"session": self.handle.id()}));
            }
            Step::Run(run) => {
                self.handle = self.start(&run.start).await?;
                self.wait(&run.wait).await?;
            }
            Step::Wait(watch) => self.wait(watch).await?,
            Step::Stream(watch) => self.open(watch)?,
            Step::Take(count) => self.take(*count).await?,
            Step::TakeAll => self.take(usize::MAX).await?,
            Step::TakeAtHand(count) => self.take_at_hand(*count).await?,
            Step::CancelWait(times) => self.cancel_wait(*times).await?,
            Step::Cursor => {
                let cursor = self.stream.as_ref().map(|(stream, _)| stream.cursor());
                self.seen.push(json!({"cursor": cursor}));
            }
            Step::Close => self.stream = None,
            Step::Reopen => {
                if let Some((stream, watch)) = self.stream.take() {
                    let watch = Watch { from_index: Some(stream.cursor()), ..watch };
                    drop(stream);
                    self.open(&watch)?;
                }
            }
            Step::Sync(name) => self.control(&format!("/seen/{name}"), false).await,
            Step::Signal(name) => self.control(&format!("/signal/{name}"), true).await,
            Step::Rest(seconds) => tokio::time::sleep(Duration::from_secs_f64(*seconds)).await,
            Step::SendMessage(message) => {
                let message: SendMessages = match message {
                    Value::String(text) => text.as_str().into(),
                    body => {
                        serde_json::from_value(body.clone()).map_err(|error| invalid("message", &error))?
                    }
                };
                self.handle.send_message(message).await?;
                self.seen.push(json!({"sent": null}));
            }
            Step::Steer(steer) => self.steer(*steer).await?,
            Step::Call(call) => {
                let options = CallOptions {
                    deadline: call.deadline.map(|seconds| Instant::now() + Duration::from_secs_f64(seconds)),
                    ..CallOptions::default()
                };
                let response = self.client.call(&call.operation, arguments(call), options).await?;
                self.seen.push(report::response(&response));
            }
            Step::All(call) => self.all(call).await?,
            Step::Download(path) => {
                let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
                let download =
                    self.client.sessions().get_session_resource(self.handle.id(), bucket, key).await?;
                let bytes = download.bytes(1 << 20).await?;
                self.seen.push(json!({"downloaded": String::from_utf8_lossy(&bytes)}));
            }
            Step::Webhook(webhook) => self.webhook(webhook)?,
            Step::Together(branches) => {
                let mut players: Vec<Self> =
                    branches.iter().map(|_| self.beside(self.client.clone(), self.handle.clone())).collect();
                join_all(players.iter_mut().zip(branches).map(|(player, steps)| player.steps(steps))).await;
                self.seen.extend(players.into_iter().flat_map(|player| player.seen));
            }
            Step::Elsewhere(steps) => self.elsewhere(steps.clone()).await?,
        }
        Ok(())
    }

    /// Another one, with this client and this session.
    fn beside(&self, client: Client, handle: SessionHandle) -> Self {
        let (program, control, tools) = (self.program.clone(), self.control.clone(), self.tools.clone());
        Self { program, control, client, handle, tools, stream: None, seen: Vec::new() }
    }

    /// Runs steps in a thread of its own, with a runtime and a client of its own.
    async fn elsewhere(&mut self, steps: Vec<Step>) -> Result<(), Error> {
        let client = client(&self.program)?;
        let handle = client.session(self.handle.id());
        let mut player = self.beside(client, handle);
        let (done, seen) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                runtime.block_on(player.steps(&steps));
            }
            // Who waits for it sees it if it is missing.
            let _ = done.send(player.seen);
        });
        self.seen.extend(seen.await.unwrap_or_default());
        Ok(())
    }

    async fn control(&mut self, path: &str, post: bool) {
        let done =
            if post { self.control.post(path, &Value::Null).await } else { self.control.get(path).await };
        if let Err(error) = done {
            self.seen.push(json!({"note": format!("{path}: {error}")}));
        }
    }

    async fn start(&self, start: &Start) -> Result<SessionHandle, Error> {
        let mut request = json!({"agent": start.agent});
        if let Some(message) = &start.message {
            request["messages"] = message.clone();
        }
        if !start.overrides.is_empty() {
            request["overrides"] = Value::Object(start.overrides.clone());
        }
        let request: SessionRequest =
            serde_json::from_value(request).map_err(|error| invalid("request", &error))?;
        let mut starting = self.client.start_session(request);
        if !start.tools.is_empty() {
            starting = starting.tools(self.tools.set(&start.tools)?);
        }
        if let Some(schema) = &start.answer_schema {
            starting = starting.answer_schema(AnswerSchema::json(schema.clone())?);
        }
        if let Some(key) = &start.idempotency_key {
            starting = starting.idempotency_key(key);
        }
        starting.await
    }

    async fn wait(&mut self, watch: &Watch) -> Result<(), Error> {
        let mut wait = self.handle.wait_for_completion();
        macro_rules! options {
            ($($name:ident $(: $convert:expr)?),*) => {
                $(if let Some(value) = watch.$name { wait = wait.$name($($convert)?(value)); })*
            };
        }
        options!(
            from_index, limit, wait_for_seconds, max_polls, include_events, max_parallel_tools,
            timeout: Duration::from_secs_f64, retry_budget: Duration::from_secs_f64,
            poll_backoff: Duration::from_secs_f64, tool_timeout: Duration::from_secs_f64
        );
        match &watch.tools {
            Some(WatchTools::Named(names)) if names.is_empty() => wait = wait.tools(None),
            Some(WatchTools::Named(names)) => wait = wait.tools(Some(self.tools.set(names)?)),
            Some(WatchTools::Handle(_)) | None => {}
        }
        if let Some(schema) = &watch.answer_schema {
            wait = wait.answer_schema(Some(AnswerSchema::json(schema.clone())?));
        } else if watch.any_answer {
            wait = wait.answer_schema(None);
        }
        let outcome = wait.await?;
        self.seen.push(json!({"outcome": report::outcome(&outcome)}));
        Ok(())
    }

    fn open(&mut self, watch: &Watch) -> Result<(), Error> {
        let mut options = StreamOptions::default();
        macro_rules! options {
            ($($name:ident $(: $convert:expr)?),*) => {
                $(if let Some(value) = watch.$name { options = options.$name($($convert)?(value)); })*
            };
        }
        options!(
            from_index, limit, wait_for_seconds, read_ahead, max_parallel_tools,
            timeout: Duration::from_secs_f64, retry_budget: Duration::from_secs_f64,
            poll_backoff: Duration::from_secs_f64, tool_timeout: Duration::from_secs_f64
        );
        if watch.until.as_deref() == Some("terminal") {
            options = options.until(Until::Terminal);
        }
        match &watch.tools {
            Some(WatchTools::Handle(_)) => options = options.tools(StreamTools::Handle),
            Some(WatchTools::Named(names)) if !names.is_empty() => {
                options = options.tools(StreamTools::Set(self.tools.set(names)?));
            }
            _ => {}
        }
        self.stream = Some((self.handle.stream_with(&options), watch.clone()));
        Ok(())
    }

    async fn take(&mut self, count: usize) -> Result<(), Error> {
        let Some((stream, _)) = &mut self.stream else { return Ok(()) };
        for _ in 0..count {
            let Some(item) = stream.next().await else {
                let outcome = stream.outcome().map(report::outcome);
                self.seen.push(json!({"end": outcome}));
                break;
            };
            self.seen.push(report::item(&item?));
        }
        Ok(())
    }

    async fn take_at_hand(&mut self, count: usize) -> Result<(), Error> {
        let Some((stream, _)) = &mut self.stream else { return Ok(()) };
        let mut at_hand = 0;
        for _ in 0..count {
            let mut next = stream.next();
            let item = match poll!(&mut next) {
                Poll::Ready(item) => {
                    at_hand += 1;
                    item
                }
                Poll::Pending => next.await,
            };
            let Some(item) = item else { break };
            self.seen.push(report::item(&item?));
        }
        self.seen.push(json!({"at_hand": at_hand}));
        Ok(())
    }

    async fn cancel_wait(&mut self, times: u32) -> Result<(), Error> {
        let Some((stream, _)) = &mut self.stream else { return Ok(()) };
        for _ in 0..times {
            if let Ok(Some(item)) = tokio::time::timeout(CANCELLED_AFTER, stream.next()).await {
                self.seen.push(report::item(&item?));
            }
        }
        self.seen.push(json!({"cancelled": times}));
        Ok(())
    }

    async fn steer(&mut self, steer: Steer) -> Result<(), Error> {
        let handle = &self.handle;
        let seen = match steer {
            Steer::Get => json!({"session": handle.get().await?.id}),
            Steer::Status => json!({"status": handle.status().await?.status.as_str()}),
            Steer::Pause => handle.pause().await.map(|()| json!({"paused": null}))?,
            Steer::Resume => handle.resume().await.map(|()| json!({"resumed": null}))?,
            Steer::ForceAnswer => handle.force_answer().await.map(|()| json!({"forced": null}))?,
            Steer::Cancel => handle.cancel().await.map(|()| json!({"cancelled": null}))?,
            Steer::Share => json!({"shared": handle.share().await?.share_url}),
        };
        self.seen.push(seen);
        Ok(())
    }

    /// Goes through all pages and notes what names each entry.
    async fn all(&mut self, call: &Call) -> Result<(), Error> {
        let number = |name: &str| call.arguments.get(name).and_then(Value::as_u64);
        macro_rules! paged {
            ($call:expr, $($option:ident),*; $name:expr) => {{
                let mut call = $call;
                $(if let Some(value) = number(stringify!($option)) { call = call.$option(value); })*
                names(call.all(), $name).await?
            }};
        }
        let client = &self.client;
        let entries = match call.operation.as_str() {
            "sessions.list_sessions" => paged!(client.sessions().list_sessions(), size; |entry| entry.id),
            "sessions.list_session_events" => {
                paged!(self.handle.events(), size; |event| event.event_type().to_owned())
            }
            "agents.list_agents" => paged!(client.agents().list_agents(), size; |entry| entry.agent.name),
            "skills.list_skills" => paged!(client.skills().list_skills(), size; |entry| entry.name),
            "vaults.list_vaults" => paged!(client.vaults().list_vaults(), limit; |entry| entry.name),
            other => return Err(Error::invalid_argument("operation", format!("{other} has no pages here"))),
        };
        self.seen.push(json!({"entries": entries}));
        Ok(())
    }

    fn webhook(&mut self, webhook: &Webhook) -> Result<(), Error> {
        let now = std::time::UNIX_EPOCH.elapsed().map_or(0, |now| now.as_secs()).cast_signed();
        let timestamp = webhook.timestamp.clone().unwrap_or_else(|| (now - webhook.age).to_string());
        let body = webhook.body.as_bytes();
        let signer = webhook.signed_by.as_ref().or(webhook.secrets.first()).map_or("", String::as_str);
        let signature = webhook.signature.clone().unwrap_or_else(|| sign_webhook(body, &timestamp, signer));
        let verifier = WebhookVerifier::new(&webhook.secrets)?;
        let delivery = verifier.verify(body, &signature, &timestamp)?;
        self.seen.push(json!({"delivery": {"id": delivery.id, "type": delivery.r#type}}));
        Ok(())
    }
}

async fn names<T>(
    mut entries: impl Stream<Item = Result<T, Error>> + Unpin,
    name: impl Fn(T) -> String,
) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    while let Some(entry) = entries.next().await {
        names.push(name(entry?));
    }
    Ok(names)
}

fn arguments(call: &Call) -> Value {
    let mut arguments: Map<String, Value> = call.arguments.clone();
    for (name, length) in &call.filler {
        let length = length.as_u64().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
        arguments.insert(name.clone(), "x".repeat(length).into());
    }
    Value::Object(arguments)
}

fn invalid(field: &str, error: &serde_json::Error) -> Error {
    Error::invalid_argument(field, error)
}
