//! Every control in every state, over HTTP: the code it answers with and the state it leaves.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use steersman_runtime::{
    Agent, Answer, Brief, Config, Context, ManualClock, Policy, Runtime, RuntimeBuilder, Work,
};
use support::{Bench, result_of, shorts};
use tokio::sync::Notify;

const AGENTS: &str = r#"
agents:
  - name: sleeper
    steps: [{wait: 1h}, {answer: slept}]
  - name: stepper
    steps:
      - repeat: {times: 1000, steps: [{think: "step {{ steps }}"}, {wait: 1s}]}
      - answer: all steps done
  - name: asker
    tools: [{name: add, description: adds, input_schema: {type: object}}]
    steps: [{call: {tool: add, args: {a: 1}}, save: sum}, {answer: "{{ sum }}"}]
  - name: failer
    steps: [{fail: broken}]
  - name: boss
    steps: [{delegate: {agent: sleeper}, save: it}, {answer: "it said {{ it.answer }}"}]
"#;

/// An agent that never answers, not even when it is told to.
struct Mute;

impl Policy for Mute {
    fn agent(&self, _: &Brief, _: &Value) -> Box<dyn Agent> {
        Box::new(Self)
    }
}

impl Agent for Mute {
    fn turn<'a>(&'a mut self, _: &'a Context) -> Work<'a> {
        Box::pin(std::future::pending())
    }

    fn final_answer<'a>(&'a mut self, _: &'a Context, _: steersman_runtime::Why) -> Work<'a> {
        Box::pin(std::future::pending())
    }
}

fn builder(clock: &ManualClock) -> RuntimeBuilder {
    Runtime::builder().clock(clock.clone()).agents_text(AGENTS).agent("mute", "never answers", Mute)
}

/// An agent that answers when the test lets it, with all that it has heard.
struct Slow(Arc<Notify>);

impl Policy for Slow {
    fn agent(&self, _: &Brief, _: &Value) -> Box<dyn Agent> {
        Box::new(Self(self.0.clone()))
    }
}

impl Agent for Slow {
    fn turn<'a>(&'a mut self, context: &'a Context) -> Work<'a> {
        let heard = context.messages();
        Box::pin(async move {
            self.0.notified().await;
            Ok(Answer::new(
                heard.iter().filter_map(|message| message["message"].as_str()).collect::<Vec<_>>().join(", "),
            ))
        })
    }
}

/// Lets second after second pass until the session has this status.
async fn pass_time(bench: &Bench, clock: &ManualClock, id: &str, wanted: &str) {
    while bench.status(id).await["status"] != wanted {
        clock.advance(Duration::from_secs(1));
    }
}

/// A session in the state, and the runtime it is in.
async fn in_state(state: &str) -> (Bench, ManualClock, String) {
    let clock = ManualClock::default();
    let mut config = Config::default();
    match state {
        "queued" => config.concurrent_sessions = 1,
        "pending" => config.parallel_subagents = 0,
        _ => {}
    }
    let bench = Bench::start(builder(&clock).config(config)).await;
    let id = match state {
        "queued" => {
            bench.start_agent("sleeper", "holds the slot").await;
            bench.start_agent("sleeper", "waits").await
        }
        "pending" => {
            let parent = bench.start_agent("boss", "x").await;
            bench.until(&parent, "running").await;
            loop {
                let children = bench.status(&parent).await["subagent_session_ids"].clone();
                if let Some(child) = children[0].as_str() {
                    break child.to_owned();
                }
                tokio::task::yield_now().await;
            }
        }
        "running" => bench.start_agent("sleeper", "x").await,
        "paused" => {
            let id = bench.start_agent("sleeper", "x").await;
            bench.until(&id, "running").await;
            assert_eq!(bench.control(&id, "pause").await, 202);
            id
        }
        "idle" => {
            bench.create(json!({ "agent": "h/conversation", "messages": "x", "idle_timeout_s": 60 })).await
        }
        "awaiting_tool_results" => bench.start_agent("asker", "x").await,
        "completed" => bench.start_agent("h/conversation", "x").await,
        "failed" => bench.start_agent("failer", "x").await,
        "timed_out" => {
            let id = bench.create(json!({ "agent": "mute", "messages": "x", "max_time_s": 5 })).await;
            pass_time(&bench, &clock, &id, "timed_out").await;
            id
        }
        "interrupted" => {
            let id = bench.start_agent("sleeper", "x").await;
            assert_eq!(bench.delete(&format!("/sessions/{id}")).await, 204);
            id
        }
        other => panic!("{other}"),
    };
    if state == "queued" || state == "pending" {
        assert_eq!(bench.status(&id).await["status"], state);
    } else {
        bench.until(&id, state).await;
    }
    (bench, clock, id)
}

#[tokio::test]
async fn every_control_answers_in_every_state_as_the_table_says() {
    // state: what each of pause, resume, force_answer, message, cancel answers, and the state right after it.
    let table: [(&str, [(u16, &str); 5]); 10] = [
        (
            "queued",
            [(202, "queued"), (202, "queued"), (202, "queued"), (202, "queued"), (204, "interrupted")],
        ),
        (
            "pending",
            [(202, "pending"), (202, "pending"), (202, "pending"), (202, "pending"), (204, "interrupted")],
        ),
        (
            "running",
            [(202, "paused"), (202, "running"), (202, "completed"), (202, "running"), (204, "interrupted")],
        ),
        (
            "paused",
            [(202, "paused"), (202, "running"), (202, "paused"), (202, "running"), (204, "interrupted")],
        ),
        ("idle", [(202, "idle"), (202, "idle"), (202, "idle"), (202, "idle"), (204, "interrupted")]),
        (
            "awaiting_tool_results",
            [
                (202, "paused"),
                (202, "awaiting_tool_results"),
                (202, "completed"),
                (202, "awaiting_tool_results"),
                (204, "interrupted"),
            ],
        ),
        ("completed", [(409, "completed"); 5]),
        ("failed", [(409, "failed"); 5]),
        ("timed_out", [(409, "timed_out"); 5]),
        ("interrupted", [(409, "interrupted"); 5]),
    ];
    for (state, row) in table {
        for (control, (code, after)) in
            ["pause", "resume", "force_answer", "message", "cancel"].into_iter().zip(row)
        {
            let (bench, _clock, id) = in_state(state).await;
            let answered = match control {
                "message" => bench.say(&id, "go on").await,
                "cancel" => bench.delete(&format!("/sessions/{id}")).await,
                name => bench.control(&id, name).await,
            };
            assert_eq!(answered, code, "{control} while {state}");
            if ["queued", "pending"].contains(&after) {
                assert_eq!(bench.status(&id).await["status"], after, "{control} while {state}");
            } else {
                bench.until(&id, after).await;
            }
            bench.runtime.shutdown().await;
        }
    }
}

#[tokio::test]
async fn tool_results_are_accepted_only_for_calls_that_wait() {
    for state in
        ["queued", "pending", "running", "paused", "idle", "completed", "failed", "timed_out", "interrupted"]
    {
        let (bench, _clock, id) = in_state(state).await;
        let call = json!({ "tool_name": "add", "args": {}, "id": "x" });
        let (code, _) = bench.post(&format!("/sessions/{id}/tool_results"), result_of(&call, json!(1))).await;
        let ended = ["completed", "failed", "timed_out", "interrupted"].contains(&state);
        assert_eq!(code, if ended { 409 } else { 422 }, "{state}");
    }
}

#[tokio::test]
async fn a_pause_keeps_the_pending_calls_and_a_resume_asks_for_them_again() {
    let (bench, _clock, id) = in_state("awaiting_tool_results").await;
    bench.control(&id, "pause").await;
    let page = bench.until(&id, "paused").await;
    let calls = page["pending_tool_calls"].clone();
    assert_eq!(calls.as_array().unwrap().len(), 1);
    bench.control(&id, "resume").await;
    assert_eq!(bench.until(&id, "awaiting_tool_results").await["pending_tool_calls"], calls);
    bench.control(&id, "pause").await;
    let posted = bench.post(&format!("/sessions/{id}/tool_results"), result_of(&calls[0], json!(7))).await.0;
    assert_eq!(posted, 202);
    assert_eq!(bench.status(&id).await["status"], "paused");
    bench.control(&id, "resume").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "7");
}

#[tokio::test]
async fn a_pause_halts_time_and_a_message_ends_it_and_is_picked_up() {
    let clock = ManualClock::default();
    let bench = Bench::start(builder(&clock)).await;
    let id = bench.create(json!({ "agent": "stepper", "messages": "x", "max_time_s": 100 })).await;
    bench.until(&id, "running").await;
    bench.control(&id, "pause").await;
    bench.until(&id, "paused").await;
    let steps = bench.status(&id).await["steps"].clone();
    clock.advance(Duration::from_hours(1));
    assert_eq!(bench.status(&id).await["steps"], steps);
    assert_eq!(bench.say(&id, "hurry").await, 202);
    bench.until(&id, "running").await;
    // Neither the pause counted against the time limit nor has the rest of the wait gone by.
    let mut cursor = 0;
    let mut heard = Vec::new();
    while !heard.iter().any(|event: &Value| event["data"]["content"][0] == "hurry") {
        clock.sleepers(2).await;
        clock.advance(Duration::from_secs(1));
        if let Some(page) = bench.changes(&id, &format!("from_index={cursor}")).await {
            let events = page["new_events"].as_array().unwrap();
            cursor += events.len();
            heard.extend(events.clone());
        }
    }
    assert_eq!(bench.status(&id).await["status"], "running");
}

#[tokio::test]
async fn the_step_limit_asks_for_a_final_answer() {
    let bench = Bench::scripted(
        "agents: [{name: a, steps: [{repeat: {times: 50, steps: [{think: on}]}}, {answer: never}], on_force_answer: \"{{ steps }} steps, {{ why }}\"}]",
    )
    .await;
    let id = bench.create(json!({ "agent": "a", "messages": "x", "max_steps": 3 })).await;
    let page = bench.until(&id, "completed").await;
    assert_eq!(page["answer"], "3 steps, the step limit is reached");
    assert_eq!((&page["outcome"], &page["metrics"]["steps"]), (&json!("partial"), &json!(3)));
    assert!(shorts(&bench.events(&id).await).contains(&"flow_event".to_owned()));
}

#[tokio::test]
async fn the_time_limit_asks_for_a_final_answer_and_counts_anew_for_each() {
    let clock = ManualClock::default();
    let bench = Bench::start(builder(&clock)).await;
    let request = json!({ "agent": "sleeper", "messages": "x", "max_time_s": 10, "idle_timeout_s": 1000 });
    let id = bench.create(request).await;
    for message in ["more", "and more"] {
        bench.until(&id, "running").await;
        clock.sleepers(2).await;
        clock.advance(Duration::from_secs(10));
        let page = bench.until(&id, "idle").await;
        assert!(page["answer"].as_str().unwrap().contains("time limit"), "{page}");
        // Idle time does not count.
        clock.sleepers(1).await;
        clock.advance(Duration::from_secs(500));
        assert_eq!(bench.say(&id, message).await, 202);
    }
}

#[tokio::test]
async fn a_forced_answer_cascades_to_subagents_and_folds_in_what_they_have() {
    let clock = ManualClock::default();
    let bench = Bench::start(builder(&clock)).await;
    let id = bench.start_agent("boss", "x").await;
    let child = loop {
        if let Some(child) = bench.status(&id).await["subagent_session_ids"][0].as_str() {
            break child.to_owned();
        }
        tokio::task::yield_now().await;
    };
    bench.until(&child, "running").await;
    assert_eq!(bench.control(&id, "force_answer").await, 202);
    let page = bench.until(&child, "completed").await;
    assert_eq!(page["outcome"], "partial");
    assert_eq!(bench.until(&id, "completed").await["outcome"], "partial");
}

#[tokio::test]
async fn subagents_that_do_not_answer_in_time_are_cancelled() {
    let clock = ManualClock::default();
    let agents = "agents: [{name: lead, steps: [{delegate: {agent: mute}, save: it}, {answer: \"{{ it.status }}\"}], on_force_answer: \"{{ it.status }}\"}]";
    let bench = Bench::start(builder(&clock).agents_text(agents)).await;
    let id = bench.start_agent("lead", "x").await;
    let child = loop {
        if let Some(child) = bench.status(&id).await["subagent_session_ids"][0].as_str() {
            break child.to_owned();
        }
        tokio::task::yield_now().await;
    };
    bench.until(&child, "running").await;
    bench.control(&id, "force_answer").await;
    pass_time(&bench, &clock, &child, "interrupted").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "interrupted");
}

#[tokio::test]
async fn cancelling_a_session_cancels_its_subagents() {
    let clock = ManualClock::default();
    let bench = Bench::start(builder(&clock)).await;
    let id = bench.start_agent("boss", "x").await;
    let child = loop {
        if let Some(child) = bench.status(&id).await["subagent_session_ids"][0].as_str() {
            break child.to_owned();
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(bench.delete(&format!("/sessions/{id}")).await, 204);
    bench.until(&child, "interrupted").await;
}

#[tokio::test]
async fn sessions_over_the_limit_wait_their_turn_or_are_refused() {
    let clock = ManualClock::default();
    let config = Config { concurrent_sessions: 2, queue_length: 2, ..Config::default() };
    let bench = Bench::start(builder(&clock).config(config)).await;
    let mut ids = Vec::new();
    for task in ["a", "b", "c", "d"] {
        ids.push(bench.start_agent("sleeper", task).await);
    }
    assert_eq!(bench.status(&ids[2]).await["status"], "queued");
    assert!(bench.changes(&ids[2], "").await.is_none());
    let (_, quota) = bench.get("/sessions/quota").await;
    assert_eq!(quota, json!({ "scope": "org", "limit": 2, "active": 2, "available": 0 }));
    let refused = json!({ "agent": "sleeper", "messages": "e", "queue": false });
    let (code, error) = bench.post("/sessions", refused).await;
    assert_eq!((code.as_u16(), &error["detail"][0]["type"]), (429, &json!("plan_limit")));
    let (code, error) = bench.post("/sessions", json!({ "agent": "sleeper", "messages": "e" })).await;
    assert_eq!((code.as_u16(), &error["detail"][0]["type"]), (429, &json!("queue_full")));
    // The oldest one gets the slot, at once.
    assert_eq!(bench.delete(&format!("/sessions/{}", ids[0])).await, 204);
    bench.until(&ids[2], "running").await;
    assert_eq!(bench.status(&ids[3]).await["status"], "queued");
    // A cancelled one leaves the queue.
    bench.delete(&format!("/sessions/{}", ids[3])).await;
    bench.delete(&format!("/sessions/{}", ids[1])).await;
    bench.delete(&format!("/sessions/{}", ids[2])).await;
    let (_, quota) = bench.get("/sessions/quota").await;
    assert_eq!(quota["active"], 0);
}

#[tokio::test]
async fn a_message_that_was_taken_is_heard_even_when_the_answer_is_on_its_way() {
    let gate = Arc::new(Notify::new());
    let bench = Bench::start(Runtime::builder().agent("slow", "answers when told", Slow(gate.clone()))).await;
    let id = bench.start_agent("slow", "first").await;
    bench.until(&id, "running").await;
    assert_eq!(bench.say(&id, "second").await, 202);
    gate.notify_one();
    gate.notify_one();
    let mut answers = Vec::new();
    while answers.len() < 2 {
        gate.notify_one();
        answers = bench.events(&id).await;
        answers.retain(|event| event["data"]["kind"] == "answer_event");
    }
    assert_eq!(bench.until(&id, "completed").await["answer"], "first, second");
    assert_eq!((answers.len(), &answers[0]["data"]["answer"]), (2, &json!("first")));
}

#[tokio::test]
async fn messages_come_single_or_in_a_batch_and_are_heard_in_order() {
    let bench = Bench::scripted("agents: [{name: a, steps: [{wait: message}, {wait: message}, {answer: \"{{ messages|join(',') }}\"}]}]").await;
    let id = bench.start_agent("a", "0").await;
    bench.until(&id, "running").await;
    let path = format!("/sessions/{id}/messages");
    let say = |text: &str| json!({ "type": "user_message", "message": text });
    for wrong in [
        json!({ "message": "no type" }),
        json!({ "type": "batch", "messages": [] }),
        json!({ "type": "batch", "messages": [say("x")], "more": 1 }),
        json!({ "type": "user_message" }),
        json!({ "type": "user_message", "message": 5 }),
    ] {
        assert_eq!(bench.post(&path, wrong.clone()).await.0, 422, "{wrong}");
    }
    assert_eq!(bench.post(&path, json!({ "type": "batch", "messages": [say("1"), say("2")] })).await.0, 202);
    bench.say(&id, "3").await;
    let answer = bench.until(&id, "completed").await["answer"].clone();
    assert!(answer == "0,1,2,3" || answer == "0,1,2", "{answer}");
}
