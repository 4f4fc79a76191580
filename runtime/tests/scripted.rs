//! Scripted agents from the outside: each sort of step, templates, bounds, and what is wrong in a file.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use steersman_runtime::{ManualClock, Runtime};
use support::{Bench, result_of, shorts};

const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n not much of a picture";

async fn from_file(text: &str, name: &str) -> (Bench, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("screen.png"), PIXEL).unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let bench = Bench::start(Runtime::builder().agents_file(folder.path().join(name))).await;
    (bench, folder)
}

/// The data of the events of one kind.
async fn of_kind(bench: &Bench, id: &str, kind: &str) -> Vec<Value> {
    let events = bench.events(id).await;
    events.into_iter().map(|event| event["data"].clone()).filter(|data| data["kind"] == kind).collect()
}

#[tokio::test]
async fn an_agent_thinks_and_takes_in_text_a_picture_of_a_file_and_more() {
    let text = r#"
agents:
  - name: looker
    steps:
      - think: { reasoning: "I look at {{ task }}", content: Looking, validation_errors: [odd] }
      - observe: { text: "Menu of {{ task }}", image: screen.png, metadata: { url: "https://shop.example" } }
      - observe: { type: desktop, image: "https://pictures.example/1.png" }
      - answer: done
"#;
    let (bench, _folder) = from_file(text, "agents.yaml").await;
    let id = bench.start_agent("looker", "the shop").await;
    bench.until(&id, "completed").await;
    let [thought] = &of_kind(&bench, &id, "policy_event").await[..] else { panic!("one thought") };
    assert_eq!(
        (&thought["reasoning_content"], &thought["content"], &thought["validation_errors"]),
        (&json!("I look at the shop"), &json!("Looking"), &json!(["odd"]))
    );
    let seen = of_kind(&bench, &id, "observation_event").await;
    assert_eq!(
        (&seen[0]["type"], &seen[0]["text"], &seen[0]["metadata"]["url"]),
        (&json!("web"), &json!("Menu of the shop"), &json!("https://shop.example"))
    );
    assert_eq!(seen[1]["type"], "desktop");
    assert_eq!(seen[1]["image"]["source"], "https://pictures.example/1.png");
    // The file is served as a resource: a redirect, and behind it the bytes.
    let source = seen[0]["image"]["source"].as_str().unwrap();
    assert_eq!(seen[0]["image"]["type"], "url");
    let redirect = bench.http.get(source).bearer_auth(bench.runtime.api_key()).send().await.unwrap();
    assert_eq!(redirect.status(), 302);
    let stored = bench.http.get(redirect.headers()["location"].to_str().unwrap()).send().await.unwrap();
    assert_eq!(stored.headers()["content-type"], "image/png");
    assert_eq!(stored.bytes().await.unwrap(), PIXEL);
}

#[tokio::test]
async fn tools_of_its_own_and_of_the_client_are_called_in_one_step() {
    let text = r#"
agents:
  - name: caller
    tools: [{ name: ask, description: asks, input_schema: { type: object } }]
    steps:
      - call:
          think: Both at once
          tools:
            - { tool: click, args: { x: 3 }, result: "clicked {{ args.x }}" }
            - { tool: ask, args: { question: "{{ task }}" }, id: q1 }
            - { tool: scroll, error: nothing to scroll }
        save: all
      - answer: "{{ all[0] }} / {{ all[1].reply }} / {{ all[2].error }} / {{ results.ask.reply }}"
"#;
    let bench = Bench::scripted(text).await;
    let id = bench.start_agent("caller", "why?").await;
    let page = bench.until(&id, "awaiting_tool_results").await;
    let calls = page["pending_tool_calls"].clone();
    assert_eq!(calls, json!([{ "tool_name": "ask", "args": { "question": "why?" }, "id": "q1" }]));
    let result = result_of(&calls[0], json!({ "reply": "because" }));
    assert_eq!(bench.post(&format!("/sessions/{id}/tool_results"), result).await.0, 202);
    let page = bench.until(&id, "completed").await;
    assert_eq!(page["answer"], "clicked 3 / because / nothing to scroll / because");
    let steps = of_kind(&bench, &id, "policy_event").await;
    assert_eq!((steps.len(), steps[0]["tool_reqs"].as_array().unwrap().len()), (1, 3));
    assert_eq!(of_kind(&bench, &id, "error_event").await[0]["error"], "nothing to scroll");
}

#[tokio::test]
async fn the_list_of_open_calls_is_published_again_shrunk_as_each_settles() {
    let text = "agents: [{name: a, tools: [{name: t, description: d, input_schema: {type: object}}], steps: [{call: [{tool: t, id: x}, {tool: t, id: y}]}, {answer: done}]}]";
    let bench = Bench::scripted(text).await;
    let id = bench.start_agent("a", "go").await;
    let calls = bench.until(&id, "awaiting_tool_results").await["pending_tool_calls"].clone();
    for call in calls.as_array().unwrap() {
        let posted = bench.post(&format!("/sessions/{id}/tool_results"), result_of(call, json!(1))).await.0;
        assert_eq!(posted, 202);
    }
    bench.until(&id, "completed").await;
    let lists: Vec<Value> = bench
        .events(&id)
        .await
        .into_iter()
        .filter(|event| event["data"]["state"] == "awaiting_tool_results")
        .map(|event| event["data"]["pending_tool_calls"].clone())
        .collect();
    assert_eq!(lists, [calls.clone(), json!([calls[1]])]);
}

#[tokio::test]
async fn a_wait_takes_its_time_and_one_for_a_message_no_longer_than_it_may() {
    let text = r#"
agents:
  - name: waiter
    steps:
      - wait: 90s
      - wait: { message: true, at_most: 5m }
        save: said
      - wait: { message: true, at_most: 5m }
        save: more
      - answer: "{{ said }} and {{ more or 'nothing more' }}"
"#;
    let clock = ManualClock::default();
    let bench = Bench::start(Runtime::builder().clock(clock.clone()).agents_text(text)).await;
    let id = bench.start_agent("waiter", "go").await;
    bench.until(&id, "running").await;
    assert_eq!(bench.say(&id, "for the second wait").await, 202);
    while bench.status(&id).await["status"] != "completed" {
        clock.advance(Duration::from_secs(10));
    }
    let page = bench.changes(&id, "include_events=false").await.unwrap();
    assert_eq!(page["answer"], "for the second wait and nothing more");
}

#[tokio::test]
async fn delegates_work_side_by_side_and_their_answers_are_folded_in() {
    let text = r#"
agents:
  - name: lead
    steps:
      - delegate: [{ agent: one, task: "a {{ task }}" }, { agent: two }]
        save: found
      - answer: "{{ found[0].answer }}, {{ found[1].status }}: {{ found[1].error }}"
  - name: one
    steps: [{ wait: message }, { answer: "{{ task }}" }]
  - name: two
    steps: [{ wait: message }, { fail: { error: "no {{ task }}", code: environment_error } }]
"#;
    let bench = Bench::scripted(text).await;
    let id = bench.start_agent("lead", "job").await;
    // Both run before either has ended: neither ends without a message.
    let children = loop {
        let children = bench.status(&id).await["subagent_session_ids"].as_array().unwrap().clone();
        if children.len() == 2 {
            break children;
        }
        tokio::task::yield_now().await;
    };
    for child in &children {
        bench.until(child.as_str().unwrap(), "running").await;
    }
    for child in &children {
        bench.say(child.as_str().unwrap(), "go on").await;
    }
    assert_eq!(bench.until(&id, "completed").await["answer"], "a job, failed: no job");
}

#[tokio::test]
async fn usage_is_counted_and_events_of_any_type_are_published() {
    let text = "agents: [{name: a, steps: [{metrics: {model: m-1, input_tokens: 7, cached_tokens: 2, output_tokens: 3, reasoning_tokens: 1}}, {event: {type: Novel, data: {n: '{{ 1 + 1 }}'}}}, {event: Bare}, {set: {x: 5}}, {answer: '{{ x * 2 }}'}]}]";
    let bench = Bench::scripted(text).await;
    let id = bench.start_agent("a", "go").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "10");
    let usage = bench.status(&id).await["usage_per_model"].clone();
    let counted = usage.as_array().unwrap().iter().find(|model| model["name"] == "m-1").unwrap();
    assert_eq!(
        *counted,
        json!({ "name": "m-1", "input_tokens": 7, "cached_tokens": 2, "output_tokens": 3, "reasoning_tokens": 1 })
    );
    let events = bench.events(&id).await;
    let novel = |kind: &str| events.iter().find(|event| event["type"] == kind).unwrap()["data"].clone();
    assert_eq!((novel("Novel"), novel("Bare")), (json!({ "n": 2 }), json!({})));
}

#[tokio::test]
async fn a_script_branches_on_what_it_is_told_and_its_loops_end() {
    let text = r#"
agents:
  - name: polite
    steps:
      - wait: message
        save: said
      - if: "'please' in said"
        then: [{ answer: "{{ said }}: gladly" }]
        else: [{ answer: { value: no, outcome: infeasible } }]
  - name: counter
    steps:
      - repeat:
          times: 3
          steps:
            - repeat: { times: 100, while: "steps < 5", steps: [{ think: "step {{ steps }}" }] }
            - think: round
      - answer: "{{ steps }}"
"#;
    let bench = Bench::scripted(text).await;
    for (said, answer, outcome) in
        [("more, please", "more, please: gladly", "success"), ("more", "no", "infeasible")]
    {
        let id = bench.start_agent("polite", "tea").await;
        bench.say(&id, said).await;
        let page = bench.until(&id, "completed").await;
        assert_eq!((&page["answer"], &page["outcome"]), (&json!(answer), &json!(outcome)));
    }
    // Five in the inner loop of the first round, none in the others, and one for each of the three rounds.
    let id = bench.start_agent("counter", "go").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "8");
}

#[tokio::test]
async fn json_is_read_as_well_and_a_crash_of_one_agent_is_its_own() {
    let text = json!({ "agents": [
        { "name": "glass", "steps": [{ "think": "careful" }, { "crash": "fell from {{ task }}" }] },
        { "name": "stone", "steps": [{ "answer": { "value": { "kept": true } } }] },
    ] });
    let (bench, _folder) = from_file(&text.to_string(), "agents.json").await;
    let id = bench.start_agent("glass", "the shelf").await;
    let page = bench.until(&id, "failed").await;
    assert!(page["error"].as_str().unwrap().contains("fell from the shelf"), "{page}");
    let id = bench.start_agent("stone", "the shelf").await;
    assert_eq!(
        bench.until(&id, "completed").await["answer"],
        "{\"kept\":true}",
        "an object is text where no object was asked for"
    );
    assert!(shorts(&bench.events(&id).await).contains(&"answer_event".to_owned()));
}

#[tokio::test]
async fn a_name_that_a_template_does_not_know_ends_the_session_with_the_line_of_the_script() {
    let text = "agents:\n  - name: a\n    steps:\n      - think: fine\n      - answer: '{{ nobody.said }}'\n";
    let bench = Bench::scripted(text).await;
    let id = bench.start_agent("a", "go").await;
    let page = bench.until(&id, "failed").await;
    assert!(page["error"].as_str().unwrap().contains("line 5"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_in_a_file_is_told_with_the_file_the_line_and_the_field() {
    for (steps, line, field) in [
        ("- think: a\n      - speak: b", 5, "speak"),
        ("- think: a\n      - observe: { colour: red }", 5, "colour"),
        ("- think: a\n      - observe: { image: nowhere.png }", 5, "nowhere.png"),
        ("- call: { args: {} }", 4, "tool"),
        ("- think: a\n      - wait: soon", 5, "wait"),
        ("- think: a\n      - repeat: { steps: [] }", 5, "times"),
        ("- think: a\n      - repeat: { times: 2, steps: [{ answer: x, think: y }] }", 5, "one"),
        ("- think: a\n      - if: \"a ==\"\n        then: []", 5, "if"),
        ("- think: a\n      - answer: \"{{ open\"", 5, "answer"),
        ("- think: a\n      - answer: { value: 1, outcome: splendid }", 5, "outcome"),
        ("- think: a\n      - fail: { code: x }", 5, "error"),
        ("- think: a\n      - think: b\n        save: c", 5, "save"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.yaml");
        std::fs::write(&file, format!("agents:\n  - name: a\n    steps:\n      {steps}\n")).unwrap();
        let error = Runtime::builder().agents_file(&file).start().await.unwrap_err().to_string();
        let place = error.strip_prefix(&format!("{}:", file.display())).unwrap_or_else(|| panic!("{error}"));
        let (at, message) = place.split_once(": ").unwrap();
        assert_eq!(at.parse(), Ok(line), "{steps}: {error}");
        assert!(message.contains(field), "{steps}: {error}");
    }
    let missing = Runtime::builder().agents_file(Path::new("/nonexistent.yaml")).start().await.unwrap_err();
    assert!(missing.to_string().contains("/nonexistent.yaml"), "{missing}");
}
