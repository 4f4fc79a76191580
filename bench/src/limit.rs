//! The least that any client has to do: one request after the other, every page parsed, nothing kept, nothing survived.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::Client;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::process::{memory, threads};
use crate::work::{Order, Outcome, Times, Watch, stamp};

#[derive(Deserialize)]
struct Page<'a> {
    status: &'a str,
    #[serde(borrow)]
    new_events: Vec<Item<'a>>,
    #[serde(borrow)]
    pending_tool_calls: &'a RawValue,
}

#[derive(Deserialize)]
struct Item<'a> {
    r#type: &'a str,
    #[serde(borrow)]
    data: &'a RawValue,
    timestamp: &'a str,
}

#[derive(Deserialize)]
struct Thought<'a> {
    reasoning_content: Option<&'a str>,
}

pub(crate) async fn run(order: &Order) -> Outcome<Value> {
    let http = Client::builder().no_proxy().tcp_nodelay(true).build()?;
    let least = Least { http, url: order.url.clone() };
    match order.work.as_str() {
        "backlog" => {
            let watch = Watch::start();
            let mut seen = 0;
            least
                .follow(order.text("session")?, |page| {
                    let of_agent = |item: &&Item<'_>| {
                        item.r#type == "AgentEvent"
                            && !item.timestamp.is_empty()
                            && !item.data.get().is_empty()
                    };
                    seen += page.new_events.iter().filter(of_agent).count() as u64;
                    Ok(())
                })
                .await?;
            watch.report(seen)
        }
        "trickle" => {
            let watch = Watch::start();
            let mut times = Times::default();
            least
                .follow(order.text("session")?, |page| {
                    for item in
                        page.new_events.iter().filter(|item| item.data.get().contains("reasoning_content"))
                    {
                        let thought: Thought<'_> = serde_json::from_str(item.data.get())?;
                        times.add_since(stamp(thought.reasoning_content.unwrap_or_default())?);
                    }
                    Ok(())
                })
                .await?;
            Ok(times.into_report(watch.report(1)?))
        }
        "sessions" => {
            let (agent, count) = (order.text("agent")?, order.number("count")?);
            let pause = Duration::from_millis(order.number("pause").unwrap_or(0));
            let watch = Watch::start();
            let mut times = Times::default();
            for _ in 0..count {
                let begun = Instant::now();
                let id = least.create(agent).await?;
                least.work(&id, pause).await?;
                times.add(begun.elapsed());
            }
            Ok(times.into_report(watch.report(count)?))
        }
        "streams" => least.streams(order).await,
        other => Err(format!("no work is called {other}").into()),
    }
}

#[derive(Clone)]
struct Least {
    http: Client,
    url: String,
}

impl Least {
    async fn page(&self, session: &str, from: usize) -> Outcome<Option<bytes::Bytes>> {
        let url =
            format!("{}/api/v2/sessions/{session}/changes?from_index={from}&wait_for_seconds=20", self.url);
        let reply = self.http.get(url).send().await?;
        Ok(if reply.status() == 204 { None } else { Some(reply.bytes().await?) })
    }

    /// Follows a session to its end.
    async fn follow(&self, session: &str, mut look: impl FnMut(&Page<'_>) -> Outcome<()>) -> Outcome<()> {
        let mut from = 0;
        loop {
            let Some(body) = self.page(session, from).await? else { continue };
            let page: Page<'_> = serde_json::from_slice(&body)?;
            look(&page)?;
            from += page.new_events.len();
            if page.status == "completed" {
                return Ok(());
            }
        }
    }

    async fn create(&self, agent: &str) -> Outcome<String> {
        let url = format!("{}/api/v2/sessions", self.url);
        let body = json!({"agent": agent, "messages": "Go"}).to_string();
        let reply = self.http.post(url).header("content-type", "application/json").body(body).send().await?;
        let session: Value = serde_json::from_slice(&reply.bytes().await?)?;
        Ok(session["id"].as_str().ok_or("no session")?.to_owned())
    }

    /// Follows a session and answers its calls, each of which takes `pause`.
    async fn work(&self, session: &str, pause: Duration) -> Outcome<()> {
        let mut from = 0;
        loop {
            let Some(body) = self.page(session, from).await? else { continue };
            let page: Page<'_> = serde_json::from_slice(&body)?;
            from += page.new_events.len();
            match page.status {
                "completed" => return Ok(()),
                "awaiting_tool_results" => {
                    let calls: Vec<Value> = serde_json::from_str(page.pending_tool_calls.get())?;
                    join_all(calls.iter().map(|_| tokio::time::sleep(pause))).await;
                    let results: Vec<_> = calls
                        .iter()
                        .map(|call| json!({"kind": "tool_result", "tool_req": call, "result": "done"}))
                        .collect();
                    let url = format!("{}/api/v2/sessions/{session}/tool_results", self.url);
                    let body = json!({"type": "batch", "results": results}).to_string();
                    self.http.post(url).header("content-type", "application/json").body(body).send().await?;
                }
                _ => {}
            }
        }
    }

    async fn streams(&self, order: &Order) -> Outcome<Value> {
        let count = order.number("count")?;
        let before = Before::now()?;
        let plan = order.text("session")?;
        let tasks: Vec<_> = (0..count)
            .map(|number| {
                let (least, session) = (self.clone(), format!("{plan}.{number}"));
                tokio::spawn(async move {
                    let mut seen = 0;
                    let look = |page: &Page<'_>| {
                        seen += page.new_events.len() as u64;
                        Ok(())
                    };
                    // An error does not cross threads as it is.
                    least.follow(&session, look).await.map_err(|error| error.to_string())?;
                    Ok::<u64, String>(seen)
                })
            })
            .collect();
        before.let_go(&self.http, &self.url, tasks).await
    }
}

/// What a process has before it opens many streams.
pub(crate) struct Before {
    memory: u64,
    threads: u64,
}

impl Before {
    pub(crate) fn now() -> Outcome<Self> {
        Ok(Self { memory: memory()?, threads: threads()? })
    }

    /// Lets the streams go when the server holds all of them, and tells what they took: each task gives how many events it saw.
    pub(crate) async fn let_go(
        self,
        http: &Client,
        url: &str,
        tasks: Vec<JoinHandle<Result<u64, String>>>,
    ) -> Outcome<Value> {
        let count = tasks.len() as u64;
        held(http, url, count).await?;
        let (memory_grown, threads_more) = (memory()?.saturating_sub(self.memory), threads()? - self.threads);
        let watch = Watch::start();
        http.get(format!("{url}/bench/go")).send().await?;
        let (mut seen, mut errors) = (0, 0);
        for task in tasks {
            match task.await? {
                Ok(events) => seen += events,
                Err(_) => errors += 1,
            }
        }
        let mut report = watch.report(seen)?;
        report["bytes_each"] = (memory_grown / count).into();
        report["threads_more"] = threads_more.into();
        report["errors"] = errors.into();
        Ok(report)
    }
}

/// Until the server holds so many polls.
async fn held(http: &Client, url: &str, count: u64) -> Outcome<()> {
    loop {
        let body = http.get(format!("{url}/bench/counters")).send().await?.bytes().await?;
        let counters: Value = serde_json::from_slice(&body)?;
        if counters["held"].as_u64() >= Some(count) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
