//! Figures to be reported: `make bench-polls`. How long many long polls of one session take to wake, and what each of them holds. The
//! number of waiters is `STEERSMAN_WAITERS` (10,000); each takes an open file here and one in the server.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use steersman_runtime::{Config, Runtime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Barrier;

const AGENTS: &str = r"
agents:
  - name: ticker
    steps:
      - repeat: {times: 1000, steps: [{wait: message}]}
      - answer: done
";

fn waiters() -> usize {
    std::env::var("STEERSMAN_WAITERS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

/// Not a figure: the process that is measured. It says when all polls wait.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is run by the other one"]
async fn serve() {
    if std::env::var("STEERSMAN_FIGURES").is_err() {
        return;
    }
    let config = Config { max_connections: 50_000, ..Config::default() };
    let runtime =
        Runtime::builder().api_key("hk-test").config(config).agents_text(AGENTS).start().await.unwrap();
    println!("\nserving {}", runtime.base_url().trim_start_matches("http://"));
    for _ in 0.. {
        while runtime.waiting_polls() < waiters() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        println!("waiting");
        while runtime.waiting_polls() >= waiters() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Processor time of a process, all threads together.
fn processor_time(process: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    // A hundred a second on every Linux.
    Duration::from_millis(ticks * 10)
}

fn measured(process: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_start_matches(':').split_whitespace().next().unwrap().parse().unwrap()
}

/// Sends one request and reads until the reply contains `until`.
async fn ask(stream: &mut TcpStream, request: &str, until: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).await.unwrap();
        read.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&read);
        if text.contains(until) || count == 0 {
            return text.into_owned();
        }
    }
}

fn post(path: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST /api/v2{path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer hk-test\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures, and takes many files"]
async fn many_long_polls_wake_within_a_second() {
    let waiters = waiters();
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "serve", "--ignored", "--nocapture"])
        .env("STEERSMAN_FIGURES", "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.find_map(|line| line.strip_prefix("serving ").map(str::to_owned)).unwrap();
    let mut control = TcpStream::connect(&address).await.unwrap();
    let made =
        ask(&mut control, &post("/sessions", r#"{"agent":"ticker","messages":"x"}"#), "finished_at").await;
    let id = made.split("\"id\":\"").nth(1).unwrap()[..36].to_owned();
    let poll = |from: usize, wait: u32| {
        format!(
            "GET /api/v2/sessions/{id}/changes?from_index={from}&wait_for_seconds={wait} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer hk-test\r\n\r\n"
        )
    };
    let first = ask(&mut control, &poll(4, 25), "message_event").await;
    assert!(first.contains("200 OK"), "{first}");

    let before = measured(process.id(), "VmRSS");
    let ready = Arc::new(Barrier::new(waiters + 1));
    let mut woken = tokio::task::JoinSet::new();
    for _ in 0..waiters {
        let (address, request, ready) = (address.clone(), poll(5, 25), ready.clone());
        woken.spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(request.as_bytes()).await.unwrap();
            ready.wait().await;
            let reply = ask(&mut stream, "", "HTTP/1.1").await;
            assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
            Instant::now()
        });
    }
    ready.wait().await;
    assert_eq!(lines.next().as_deref(), Some("waiting"));
    let (after, threads) = (measured(process.id(), "VmRSS"), measured(process.id(), "Threads"));
    let used = processor_time(process.id());
    let said = Instant::now();
    let message = r#"{"type":"user_message","message":"now"}"#;
    ask(&mut control, &post(&format!("/sessions/{id}/messages"), message), "202").await;
    let mut moments = Vec::new();
    while let Some(moment) = woken.join_next().await {
        moments.push(moment.unwrap() - said);
    }
    moments.sort();
    println!(
        "{waiters} long polls on one session: median {:?}, last {:?} after the append; {:?} of the server's processor time; {} bytes \
         for each waiter; {threads} threads",
        moments[waiters / 2],
        moments[waiters - 1],
        processor_time(process.id()).saturating_sub(used),
        (after - before) * 1024 / waiters as u64
    );
    let last = moments[waiters - 1];
    println!("all wake within one second: {}", if last <= Duration::from_secs(1) { "yes" } else { "no" });
    process.kill().unwrap();
    process.wait().unwrap();
}
