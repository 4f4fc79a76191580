//! Measures the stream against the least that any client has to do: one request after the other, every page parsed.
//!
//! `cargo run --release -p steersman-bench` prints ratios of one run; the figures of two machines say nothing together.

mod process;
mod server;

use std::error::Error;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::value::RawValue;
use steersman::{Client, EventStream};

use crate::server::{Plan, Recording, serve};

const ROUNDS: usize = 7;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    // The loop beside ours is a plain reqwest client, which wants to know its provider even for http.
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "a provider is installed already")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    println!(
        "stream() against a loop of request and parse, pages of 100 events; medians of {ROUNDS} rounds\n"
    );
    println!(
        "{:<10} {:>14} {:>14} {:>8} {:>10} {:>14}",
        "event", "stream/s", "loop/s", "ratio", "cpu ratio", "requests/page"
    );
    for (size, events) in [(300, 200_000), (2_000, 60_000)] {
        runtime.block_on(throughput(size, events))?;
    }
    println!();
    runtime.block_on(idle_streams(1_000))
}

async fn throughput(size: usize, events: u64) -> Outcome<()> {
    let (url, requests) = serve(Plan::Finished(Recording::new(events, size, 100))).await?;
    let client = client(&url)?;
    let plain = reqwest::Client::builder().no_proxy().build()?;
    let (mut ours, mut least) = (Vec::new(), Vec::new());
    let mut per_page = 0.0;
    for _ in 0..ROUNDS {
        let before = requests.load(Ordering::Relaxed);
        ours.push(timed(stream(&client)).await?);
        let sent = requests.load(Ordering::Relaxed) - before;
        per_page = ratio(sent, events.div_ceil(100));
        least.push(timed(poll(&plain, &url)).await?);
    }
    let (ours, ours_cpu) = median(ours);
    let (least, least_cpu) = median(least);
    let rate = |time: Duration| ratio(events, 1) / time.as_secs_f64();
    println!(
        "{:<10} {:>14.0} {:>14.0} {:>8.2} {:>10.2} {:>14.3}",
        format!("{size} B"),
        rate(ours),
        rate(least),
        rate(ours) / rate(least),
        ours_cpu.as_secs_f64() / least_cpu.as_secs_f64(),
        per_page,
    );
    Ok(())
}

/// All events of the session, each of them looked at.
async fn stream(client: &Client) -> Outcome<u64> {
    let mut stream = client.session("s").stream();
    let mut seen = 0;
    while let Some(item) = stream.next().await {
        if let Some(event) = item?.event() {
            seen += u64::from(event.event_type() == "AgentEvent");
        }
    }
    Ok(seen)
}

/// The least: no retries, no read-ahead, no state; every event found in its page, and its type and time read.
async fn poll(client: &reqwest::Client, url: &str) -> Outcome<u64> {
    #[derive(Deserialize)]
    struct Page<'a> {
        #[serde(borrow)]
        new_events: Vec<Item<'a>>,
    }
    #[derive(Deserialize)]
    struct Item<'a> {
        r#type: &'a str,
        #[serde(borrow)]
        data: &'a RawValue,
        timestamp: &'a str,
    }
    let mut seen = 0;
    loop {
        let page = client
            .get(format!("{url}/api/v2/sessions/s/changes?from_index={seen}&wait_for_seconds=20"))
            .send()
            .await?;
        if page.status() == 204 {
            return Ok(seen);
        }
        let body = page.bytes().await?;
        let page: Page<'_> = serde_json::from_slice(&body)?;
        let of_agent = |item: &&Item<'_>| {
            item.r#type == "AgentEvent" && !item.timestamp.is_empty() && !item.data.get().is_empty()
        };
        seen += page.new_events.iter().filter(of_agent).count() as u64;
    }
}

async fn idle_streams(count: u64) -> Outcome<()> {
    let (url, requests) = serve(Plan::Silent).await?;
    let client = client(&url)?;
    let (memory, threads) = (process::memory()?, process::threads()?);
    let mut streams: Vec<EventStream> =
        (0..count).map(|number| client.session(format!("s{number}")).stream()).collect();
    for stream in &mut streams {
        stream.start(&tokio::runtime::Handle::current());
    }
    while requests.load(Ordering::Relaxed) < count {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (grown, more) =
        (process::memory()?.saturating_sub(memory), process::threads()?.saturating_sub(threads));
    println!(
        "{count} idle streams on one client: {} KiB each (the server's end of the connection included), {more} more threads",
        grown / 1024 / count,
    );
    Ok(())
}

fn client(url: &str) -> Outcome<Client> {
    Ok(Client::builder().api_key("hk-bench").base_url(url).build()?)
}

async fn timed(work: impl Future<Output = Outcome<u64>>) -> Outcome<(Duration, Duration)> {
    let (start, cpu) = (Instant::now(), process::cpu()?);
    work.await?;
    Ok((start.elapsed(), process::cpu()?.saturating_sub(cpu)))
}

fn median(mut rounds: Vec<(Duration, Duration)>) -> (Duration, Duration) {
    rounds.sort_unstable();
    rounds[rounds.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
