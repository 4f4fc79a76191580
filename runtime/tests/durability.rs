//! What is kept in a data file: everything a client was told, through restarts and kills at any moment.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use steersman_runtime::{Clock, Config, ManualClock, Runtime, RuntimeBuilder};
use support::{Bench, result_of, shorts};

const AGENTS: &str = r#"
agents:
  - name: asker
    tools: [{name: add, description: adds, input_schema: {type: object}}]
    steps:
      - think: first I ask
      - call: {tool: add, args: {a: 1}}
        save: sum
      - think: "now I know {{ sum }}"
      - answer: "{{ sum }}"
  - name: listener
    steps:
      - repeat: {times: 3, steps: [{think: "round {{ steps }}"}, {wait: message, save: said}]}
      - answer: "{{ messages|join(',') }}"
  - name: lead
    steps: [{delegate: {agent: asker}, save: it}, {answer: "{{ it.answer }}"}]
  - name: ticker
    steps:
      - repeat: {times: 60, steps: [{think: "tick {{ steps }}"}, {wait: 1ms}]}
      - answer: done
"#;

fn builder(data: &Path) -> RuntimeBuilder {
    Runtime::builder().api_key("hk-test").agents_text(AGENTS).data(data)
}

async fn restarted(bench: Bench, data: &Path) -> Bench {
    bench.runtime.shutdown().await;
    Bench::start(builder(data)).await
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let bench = Bench::start(builder(&data)).await;
    let create = |bench: &Bench, task: &str| {
        let body = json!({ "agent": "h/conversation", "messages": task, "idle_timeout_s": 600 });
        bench.request(Method::POST, "/sessions").header("Idempotency-Key", "k1").json(&body)
    };
    let (_, made) = bench.send(create(&bench, "hello")).await;
    let id = made["id"].as_str().unwrap().to_owned();
    bench.until(&id, "idle").await;
    let done = bench.start_agent("h/conversation", "done").await;
    bench.until(&done, "completed").await;
    let shared = bench.post(&format!("/sessions/{id}/share"), Value::Null).await.1;
    bench.post("/skills", json!({ "name": "s", "description": "d", "body": "b" })).await;
    bench.post("/agents", json!({ "name": "mine", "description": "d", "environments": [] })).await;
    let file = json!({ "path": "files/a.txt", "content_base64": "aGk=" });
    bench.post(&format!("/sessions/{id}/files/write_file"), file).await;
    let before =
        (bench.events(&id).await, bench.get(&format!("/sessions/{done}")).await, bench.events(&done).await);

    let bench = restarted(bench, &data).await;
    assert_eq!(bench.events(&id).await, before.0);
    let (_, session) = bench.get(&format!("/sessions/{done}")).await;
    let without_link = |mut session: Value| {
        session.as_object_mut().unwrap().remove("agent_view_url");
        session
    };
    assert_eq!(without_link(session), without_link(before.1.1));
    assert_eq!(bench.events(&done).await, before.2);
    assert_eq!(bench.post(&format!("/sessions/{id}/share"), Value::Null).await.1, shared);
    assert_eq!(bench.get("/skills/s").await.1["body"], "b");
    assert_eq!(bench.get("/agents/mine").await.0, 200);
    let read = json!({ "path": "files/a.txt" });
    assert_eq!(
        bench.post(&format!("/sessions/{id}/files/read_file"), read).await.1["content_base64"],
        "aGk="
    );
    // The same create again is the same session, and another body still is refused.
    assert_eq!(bench.send(create(&bench, "hello")).await.1["id"], made["id"]);
    assert_eq!(bench.send(create(&bench, "other")).await.0, 422);
    // An idle session goes on.
    bench.say(&id, "again").await;
    let page = bench.until(&id, "idle").await;
    assert_eq!(page["answer"], "You said: again (and before that: hello)");
    assert_eq!(bench.get("/sessions/quota").await.1["active"], 1);
}

#[tokio::test]
async fn a_script_goes_on_at_the_step_it_had_reached() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let mut bench = Bench::start(builder(&data)).await;
    let id = bench.start_agent("listener", "0").await;
    for round in 1..=3 {
        // Wait for the thought of this round, then restart, then say something.
        let mut cursor = 0;
        loop {
            let page = bench.changes(&id, &format!("from_index={cursor}&wait_for_seconds=25")).await.unwrap();
            let events = page["new_events"].as_array().unwrap();
            cursor += events.len();
            if bench.status(&id).await["steps"] == round {
                break;
            }
        }
        bench = restarted(bench, &data).await;
        bench.say(&id, &round.to_string()).await;
    }
    let page = bench.until(&id, "completed").await;
    assert_eq!(page["answer"], "0,1,2,3");
    let events = bench.events(&id).await;
    let thoughts: Vec<&str> =
        events.iter().filter_map(|event| event["data"]["reasoning_content"].as_str()).collect();
    assert_eq!(thoughts, ["round 0", "round 1", "round 2"]);
}

#[tokio::test]
async fn calls_that_wait_for_the_client_still_wait_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let bench = Bench::start(builder(&data)).await;
    let id = bench.start_agent("asker", "x").await;
    let calls = bench.until(&id, "awaiting_tool_results").await["pending_tool_calls"].clone();
    let before = bench.events(&id).await;
    let bench = restarted(bench, &data).await;
    assert_eq!(bench.status(&id).await["pending_tool_calls"], calls);
    let posted = bench.post(&format!("/sessions/{id}/tool_results"), result_of(&calls[0], json!(7))).await.0;
    assert_eq!(posted, 202);
    assert_eq!(bench.until(&id, "completed").await["answer"], "7");
    let events = bench.events(&id).await;
    assert_eq!(events[..before.len()], before[..]);
    let announced = shorts(&events).iter().filter(|short| short.contains("awaiting")).count();
    assert_eq!(announced, 1);
}

#[tokio::test]
async fn a_waiting_session_is_taken_up_once_when_a_slot_becomes_free_at_the_start() {
    const TICKER: &str = r#"
agents:
  - name: ticker
    steps: [{repeat: {times: 20, steps: [{think: "tick {{ steps }}"}]}}, {answer: done}]
"#;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let config = Config { concurrent_sessions: 1, ..Config::default() };
    let bench = Bench::start(builder(&data).config(config.clone())).await;
    let holder = bench.start_agent("asker", "x").await;
    bench.until(&holder, "awaiting_tool_results").await;
    let waiting = bench.start_agent("ticker", "x").await;
    assert_eq!(bench.status(&waiting).await["status"], "queued");
    bench.runtime.shutdown().await;
    // Its agent is gone, so the holder of the only slot fails while the sessions are taken up.
    let bench = Bench::start(Runtime::builder().config(config).agents_text(TICKER).data(&data)).await;
    bench.until(&waiting, "completed").await;
    let page = bench.changes(&waiting, "from_index=0").await.unwrap();
    let events = page["new_events"].as_array().unwrap();
    let thoughts: Vec<&str> =
        events.iter().filter_map(|event| event["data"]["reasoning_content"].as_str()).collect();
    let once: Vec<String> = (0..20).map(|number| format!("tick {number}")).collect();
    assert_eq!(thoughts, once);
}

#[tokio::test]
async fn a_delegation_is_made_anew_and_an_unknown_agent_fails_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let bench = Bench::start(builder(&data)).await;
    let id = bench.start_agent("lead", "x").await;
    let child = async |bench: &Bench, position: usize| loop {
        if let Some(child) = bench.status(&id).await["subagent_session_ids"][position].as_str() {
            break child.to_owned();
        }
        tokio::task::yield_now().await;
    };
    let first = child(&bench, 0).await;
    bench.until(&first, "awaiting_tool_results").await;
    let bench = restarted(bench, &data).await;
    bench.until(&first, "failed").await;
    let second = child(&bench, 1).await;
    let call = bench.until(&second, "awaiting_tool_results").await["pending_tool_calls"][0].clone();
    bench.runtime.shutdown().await;
    let bench = Bench::start(Runtime::builder().data(&data)).await;
    let page = bench.until(&id, "failed").await;
    assert!(page["error"].as_str().unwrap().contains("without the agent 'lead'"), "{page}");
    assert!(call["tool_name"] == "add");
}

#[tokio::test]
async fn the_time_that_a_session_is_kept_goes_on_while_nothing_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let hands = ManualClock::default();
    let bench = Bench::start(builder(&data).clock(hands.clone())).await;
    let request =
        |minutes: u64| json!({ "agent": "h/conversation", "messages": "x", "delete_after_min": minutes });
    let (short, long) = (bench.create(request(5)).await, bench.create(request(500)).await);
    bench.until(&short, "completed").await;
    bench.until(&long, "completed").await;
    bench.runtime.shutdown().await;
    let later = Clock::from(hands).now() + Duration::from_mins(10);
    let bench = Bench::start(builder(&data).clock(ManualClock::starting_at(later))).await;
    while bench.get(&format!("/sessions/{short}")).await.0 == 200 {
        tokio::task::yield_now().await;
    }
    assert_eq!(bench.get(&format!("/sessions/{long}")).await.0, 200);
}

#[tokio::test]
async fn a_data_file_belongs_to_one_runtime_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let bench = Bench::start(builder(&data)).await;
    let refused = builder(&data).start().await.err().unwrap().to_string();
    assert!(refused.contains("data.sqlite") && refused.contains("locked"), "{refused}");
    bench.runtime.shutdown().await;
}

/// Not a test: the process that the test below kills.
#[tokio::test]
#[ignore = "is run by another test"]
async fn serve_until_killed() {
    let Ok(data) = std::env::var("STEERSMAN_TEST_DATA") else { return };
    let runtime = builder(Path::new(&data)).start().await.unwrap();
    println!("\nserving {}", runtime.base_url());
    std::future::pending::<()>().await;
}

struct Server {
    process: Child,
    url: String,
}

impl Server {
    fn start(data: &Path) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "serve_until_killed", "--ignored", "--nocapture", "--test-threads=1"])
            .env("STEERSMAN_TEST_DATA", data)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let url =
            lines.map_while(Result::ok).find_map(|line| line.strip_prefix("serving ").map(str::to_owned));
        Self { process, url: url.expect("the server starts") }
    }

    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// What a client was told about one session: by index the events, and the messages that were taken.
#[derive(Default)]
struct Told {
    events: BTreeMap<u64, Value>,
    messages: Vec<String>,
}

/// Works on the server until it is gone: creates a session, then steers and reads.
async fn client(
    http: reqwest::Client,
    url: String,
    key: String,
    session: Option<String>,
) -> (Option<String>, Told) {
    let mut told = Told::default();
    let api = |path: String| format!("{url}/api/v2{path}");
    let body = json!({ "agent": "ticker", "messages": key });
    let mut known = session;
    let create =
        http.post(api("/sessions".into())).bearer_auth("hk-test").header("Idempotency-Key", &key).json(&body);
    let Ok(reply) = create.send().await else { return (known, told) };
    let Ok(made) = reply.json::<Value>().await else { return (known, told) };
    let id = made["id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    assert!(
        known.as_ref().is_none_or(|known| *known == id),
        "a create repeated with its key made another session"
    );
    known = Some(id.clone());
    let mut cursor = 0;
    loop {
        if cursor < 100 {
            let text = format!("{key} {:016x}", fastrand::u64(..));
            let message = json!({ "type": "user_message", "message": text });
            let sent = http
                .post(api(format!("/sessions/{id}/messages")))
                .bearer_auth("hk-test")
                .json(&message)
                .send();
            let Ok(reply) = sent.await else { return (known, told) };
            if reply.status() == 202 {
                told.messages.push(text);
            }
        }
        let path = format!("/sessions/{id}/changes?from_index={cursor}&wait_for_seconds=5");
        let Ok(reply) = http.get(api(path)).bearer_auth("hk-test").send().await else { return (known, told) };
        let Ok(page) = reply.json::<Value>().await else { return (known, told) };
        cursor = page["first_index"].as_u64().unwrap();
        for event in page["new_events"].as_array().unwrap() {
            told.events.insert(cursor, event.clone());
            cursor += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_a_client_was_told_is_lost_when_the_process_is_killed() {
    let rounds: u32 =
        std::env::var("STEERSMAN_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.sqlite");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::new();
    // By idempotency key: the session, and all that was told about it.
    let mut all: BTreeMap<String, (Option<String>, Told)> = BTreeMap::new();
    let seed = std::env::var("STEERSMAN_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| fastrand::u64(..));
    println!("STEERSMAN_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    for round in 0..rounds {
        let server = Server::start(&data);
        let mut clients = tokio::task::JoinSet::new();
        for number in 0..4 {
            // Half of them go on with a session of the round before.
            let key = format!("r{}-{number}", if number % 2 == 0 { round / 2 } else { round });
            let known = all.get(&key).and_then(|(id, _)| id.clone());
            let work = client(http.clone(), server.url.clone(), key.clone(), known);
            clients.spawn(async move { (key, work.await) });
        }
        // The moment of the kill is the one thing here that time decides.
        tokio::time::sleep(Duration::from_micros(random.u64(1_000..200_000))).await;
        server.kill();
        while let Some(done) = clients.join_next().await {
            let (key, (id, told)) = done.unwrap();
            let known = all.entry(key).or_default();
            if id.is_some() {
                known.0 = id;
            }
            for (index, event) in told.events {
                if let Some(before) = known.1.events.get(&index) {
                    assert_eq!(*before, event, "an event has changed");
                }
                known.1.events.insert(index, event);
            }
            known.1.messages.extend(told.messages);
        }
    }
    let bench = Bench::start(builder(&data)).await;
    let (mut sessions, mut events, mut messages) = (0, 0, 0);
    for (id, told) in all.into_values() {
        let Some(id) = id else { continue };
        sessions += 1;
        bench.until(&id, "completed").await;
        let mut kept = Vec::new();
        while let Some(page) = bench.changes(&id, &format!("from_index={}", kept.len())).await {
            kept.extend(page["new_events"].as_array().unwrap().clone());
        }
        for (index, event) in told.events {
            assert_eq!(kept.get(usize::try_from(index).unwrap()), Some(&event), "event {index} of {id}");
            events += 1;
        }
        // Each thought once, in order: no step was repeated or left out.
        let thoughts = kept.iter().filter_map(|event| event["data"]["reasoning_content"].as_str());
        for (number, thought) in thoughts.enumerate() {
            assert_eq!(thought, format!("tick {number}"));
        }
        let heard: Vec<&str> = kept.iter().filter_map(|event| event["data"]["content"][0].as_str()).collect();
        for message in told.messages {
            assert_eq!(heard.iter().filter(|text| **text == message).count(), 1, "{message} in {id}");
            messages += 1;
        }
    }
    println!("{rounds} kills, {sessions} sessions, {events} events and {messages} messages told and found");
    assert!(sessions > 0 && events > 0 && messages > 0);
}
