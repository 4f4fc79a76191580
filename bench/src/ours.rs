//! The same work with the crate `steersman`, as its user would write it.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use serde_json::Value;
use steersman::tools::function;
use steersman::wire::AgentEventData;
use steersman::{Client, SessionHandle};

use crate::limit::Before;
use crate::work::{Order, Outcome, Times, Watch, stamp};

pub(crate) async fn run(order: &Order) -> Outcome<Value> {
    let client = Client::builder().api_key("hk-bench").base_url(&order.url).build()?;
    match order.work.as_str() {
        "backlog" => {
            let watch = Watch::start();
            let session = client.session(order.text("session")?);
            let seen = read(&session, order.slow()).await?;
            watch.report(seen)
        }
        "trickle" => {
            let watch = Watch::start();
            let mut times = Times::default();
            let session = client.session(order.text("session")?);
            let mut stream = session.stream();
            while let Some(item) = stream.next().await {
                let item = item?;
                for _ in 0..order.slow() {
                    session.status().await?;
                }
                if let Some(AgentEventData::Policy(thought)) =
                    item.event().and_then(|event| event.as_agent_event())
                {
                    times.add_since(stamp(thought.reasoning_content.as_deref().unwrap_or_default())?);
                }
            }
            Ok(times.into_report(watch.report(1)?))
        }
        "sessions" => {
            let (agent, count) = (order.text("agent")?, order.number("count")?);
            let pause = Duration::from_millis(order.number("pause").unwrap_or(0));
            let watch = Watch::start();
            let mut times = Times::default();
            for _ in 0..count {
                let work = function("work", "Works for a while.", move |_: Value| async move {
                    tokio::time::sleep(pause).await;
                    Ok("done")
                });
                let begun = Instant::now();
                let result = client.run_session(agent).message("Go").tools(work).await?;
                for _ in 0..order.slow() {
                    client.session(&*result.id).status().await?;
                }
                times.add(begun.elapsed());
            }
            Ok(times.into_report(watch.report(count)?))
        }
        "streams" => streams(&client, order).await,
        other => Err(format!("no work is called {other}").into()),
    }
}

/// All events of a session, each of them looked at.
async fn read(session: &SessionHandle, slow: u64) -> Outcome<u64> {
    let mut stream = session.stream();
    let mut seen = 0;
    while let Some(item) = stream.next().await {
        if let Some(event) = item?.event() {
            for _ in 0..if event.index % 100 == 0 { slow } else { 0 } {
                session.status().await?;
            }
            seen += u64::from(event.event_type() == "AgentEvent");
        }
    }
    Ok(seen)
}

async fn streams(client: &Client, order: &Order) -> Outcome<Value> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let (count, plan) = (order.number("count")?, order.text("session")?);
    let slow = order.slow();
    let before = Before::now()?;
    let tasks: Vec<_> = (0..count)
        .map(|number| {
            let session = client.session(format!("{plan}.{number}"));
            tokio::spawn(async move { read(&session, slow).await.map_err(|error| error.to_string()) })
        })
        .collect();
    before.let_go(&http, &order.url, tasks).await
}
