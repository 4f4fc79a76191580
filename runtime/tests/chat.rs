//! Agents that a model drives, against a real endpoint that each test scripts.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

#[path = "support/model.rs"]
#[allow(dead_code, reason = "every test file uses a part of it")]
mod model;
mod support;

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use steersman_runtime::{Chat, ChatBuilder, Runtime};
use tokio::sync::Notify;

use model::{Model, Turn};
use support::{Bench, result_of, shorts, tool};

const CANARY: &str = "sk-CANARY-model";
const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

fn chat(model: &Model) -> ChatBuilder {
    Chat::builder(&model.base_url, "stub-1").api_key(CANARY)
}

async fn bench_with(chat: Chat, specification: Value) -> Bench {
    let mut agent = json!({ "name": "helper", "description": "Helps", "environments": [] });
    agent.as_object_mut().unwrap().extend(specification.as_object().unwrap().clone());
    Bench::start(Runtime::builder().agent_with(agent, chat)).await
}

async fn bench(model: &Model, specification: Value) -> Bench {
    bench_with(chat(model).build().unwrap(), specification).await
}

fn pair(role: &str, content: &str) -> (String, String) {
    (role.to_owned(), content.to_owned())
}

#[tokio::test]
async fn a_model_answers_and_its_tokens_are_counted_streamed_or_not() {
    for streamed in [true, false] {
        let turn = Turn::says("It is 42, größer als 41.")
            .with("reasoning_content", "I add.")
            .usage([90, 30, 20, 12]);
        let model = Model::start([turn]).await;
        let chat = chat(&model).stream(streamed).option("temperature", 0).build().unwrap();
        let bench = bench_with(chat, json!({ "instructions": "Be brief.", "model": "brainy" })).await;
        let id = bench.start_agent("helper", "What is 6 times 7?").await;
        let page = bench.until(&id, "completed").await;
        assert_eq!(
            (page["answer"].as_str(), page["outcome"].as_str()),
            (Some("It is 42, größer als 41."), Some("success"))
        );
        let usage = &bench.status(&id).await["usage_per_model"][0];
        assert_eq!(
            *usage,
            json!({ "name": "brainy", "input_tokens": 90, "cached_tokens": 30, "output_tokens": 8, "reasoning_tokens": 12 })
        );
        let events = bench.events(&id).await;
        let step = events.iter().find(|event| event["data"]["kind"] == "policy_event").unwrap();
        assert_eq!(step["data"]["reasoning_content"], "I add.");
        let [asked] = &model.asked()[..] else { panic!("one request") };
        assert_eq!(asked.messages(), [pair("system", "Be brief."), pair("user", "What is 6 times 7?")]);
        assert_eq!(asked.headers["authorization"], format!("Bearer {CANARY}"));
        assert!(
            !asked.headers.keys().any(|name| name.as_str().starts_with("x-hcompany")),
            "{:?}",
            asked.headers
        );
        assert_eq!((&asked.body["model"], &asked.body["temperature"]), (&json!("stub-1"), &json!(0)));
        assert_eq!(asked.body.get("stream").is_some(), streamed);
        assert_eq!(asked.body.get("tools"), None);
    }
}

#[tokio::test]
async fn the_tools_of_the_session_are_the_tools_of_the_model_and_run_side_by_side() {
    for streamed in [true, false] {
        let model = Model::start([
            Turn::calls(&[
                ("c1", "add", "{\"a\": 1}"),
                ("c2", "mul", "{\"a\": 2, \"b\": 3}"),
                ("c3", "add", ""),
            ]),
            Turn::says("1 and 6"),
        ])
        .await;
        let chat = chat(&model).stream(streamed).build().unwrap();
        let bench = bench_with(chat, json!({ "tools": [tool("add"), tool("mul")] })).await;
        let id = bench.start_agent("helper", "Reckon").await;
        let page = bench.until(&id, "awaiting_tool_results").await;
        let pending = page["pending_tool_calls"].as_array().unwrap().clone();
        let call = |name: &str, args: Value, id: &str| json!({ "tool_name": name, "args": args, "id": id });
        assert_eq!(
            pending,
            [
                call("add", json!({ "a": 1 }), "c1"),
                call("mul", json!({ "a": 2, "b": 3 }), "c2"),
                call("add", json!({}), "c3")
            ]
        );
        let failed = json!({ "kind": "error_event", "error": "no numbers", "origin": "client", "tool_req": pending[2] });
        let results = json!({ "type": "batch", "results": [result_of(&pending[1], json!({ "product": 6 })), failed, result_of(&pending[0], json!("one"))] });
        assert_eq!(bench.post(&format!("/sessions/{id}/tool_results"), results).await.0, 202);
        assert_eq!(bench.until(&id, "completed").await["answer"], "1 and 6");
        let asked = model.asked();
        let names: Vec<&Value> =
            asked[0].body["tools"].as_array().unwrap().iter().map(|tool| &tool["function"]["name"]).collect();
        assert_eq!(names, ["add", "mul"]);
        assert_eq!(asked[0].body["tools"][0]["function"]["parameters"], tool("add")["input_schema"]);
        let messages = asked[1].body["messages"].as_array().unwrap();
        assert_eq!(
            messages[1]["tool_calls"][1]["function"],
            json!({ "name": "mul", "arguments": "{\"a\": 2, \"b\": 3}" })
        );
        let results: Vec<(&Value, &Value)> =
            messages[2..].iter().map(|message| (&message["tool_call_id"], &message["content"])).collect();
        assert_eq!(
            results,
            [
                (&json!("c1"), &json!("one")),
                (&json!("c2"), &json!("{\"product\":6}")),
                (&json!("c3"), &json!("Error: no numbers"))
            ]
        );
    }
}

#[tokio::test]
async fn calls_that_cannot_be_run_go_back_to_the_model_with_the_reason() {
    let model = Model::start([
        Turn::calls(&[("c1", "fly", "{}"), ("c1", "add", "{\"a\": "), ("", "add", "[1]")]),
        Turn::says("I give up"),
    ])
    .await;
    let bench = bench(&model, json!({ "tools": [tool("add")] })).await;
    let id = bench.start_agent("helper", "Fly").await;
    bench.until(&id, "completed").await;
    let events = bench.events(&id).await;
    let step = events.iter().find(|event| event["data"]["kind"] == "policy_event").unwrap();
    let faults = step["data"]["validation_errors"].as_array().unwrap();
    assert_eq!((faults.len(), &faults[0]), (3, &json!("there is no tool named fly")));
    let asked = model.asked();
    let messages = asked[1].body["messages"].as_array().unwrap();
    let ids: Vec<&Value> = messages[2..].iter().map(|message| &message["tool_call_id"]).collect();
    assert_eq!(ids, ["c1", "call_1_2", "call_1_3"], "ids are unique, as endpoints insist");
    assert!(messages[3]["content"].as_str().unwrap().contains("cannot be read"));
    assert!(messages[4]["content"].as_str().unwrap().contains("not an object"));
}

#[tokio::test]
async fn images_are_passed_with_their_bytes_and_files_as_far_as_they_can_be_read() {
    let model = Model::start([Turn::says("A grey pixel")]).await;
    let bench = bench(&model, json!({})).await;
    let file = |name: &str, source: &str| json!({ "type": "base64", "name": name, "source": source });
    let message = json!({
        "type": "user_message", "message": "What is this?", "images": [format!("data:image/png;base64,{PIXEL}")],
        "files": [file("note with spaces.txt", "aGVsbG8="), file("a.zip", "UEs=")],
    });
    let id = bench.create(json!({ "agent": "helper", "messages": [message] })).await;
    bench.until(&id, "completed").await;
    let content = model.asked()[0].body["messages"][0]["content"].clone();
    assert_eq!(content[0], json!({ "type": "text", "text": "What is this?" }));
    assert_eq!(
        content[1],
        json!({ "type": "image_url", "image_url": { "url": format!("data:image/png;base64,{PIXEL}") } })
    );
    assert_eq!(content[2]["text"], "The user attached the file note with spaces.txt:\n\nhello");
    assert_eq!(content[3]["text"], "[The user attached the file a.zip (application/zip, 2 bytes)]");
}

#[tokio::test]
async fn an_answer_format_becomes_a_response_schema_and_a_wrong_answer_is_asked_for_again() {
    let schema = json!({
        "title": "My sum!", "type": "object", "properties": { "sum": { "type": "integer" } }, "required": ["sum"],
    });
    let model = Model::start([Turn::says("five"), Turn::says("{\"sum\": 5}")]).await;
    let bench = bench(&model, json!({ "answer_format": schema })).await;
    let id = bench.start_agent("helper", "2 + 3").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], json!({ "sum": 5 }));
    let asked = model.asked();
    let format = json!({ "type": "json_schema", "json_schema": { "name": "My_sum_", "schema": schema } });
    assert_eq!(asked[0].body["response_format"], format);
    let messages = asked[1].messages();
    assert_eq!(messages[1], pair("assistant", "five"));
    assert!(messages[2].1.contains("does not conform"), "{messages:?}");

    let stubborn = Model::start([Turn::says("one"), Turn::says("two"), Turn::says("three")]).await;
    let bench = self::bench(&stubborn, json!({ "answer_format": schema })).await;
    let id = bench.start_agent("helper", "2 + 3").await;
    let page = bench.until(&id, "failed").await;
    assert_eq!(page["error_code"], "answer_validation");
    assert_eq!(stubborn.left(), 0, "it is corrected twice");
}

#[tokio::test]
async fn a_message_enters_at_the_next_step_even_when_the_model_is_answering() {
    let gate = Arc::new(Notify::new());
    let model = Model::start([Turn::says("Left it is").after(&gate), Turn::says("Right, then")]).await;
    let bench = bench(&model, json!({})).await;
    let id = bench.start_agent("helper", "Which way?").await;
    model.wait_for(1).await;
    assert_eq!(bench.say(&id, "Not left").await, 202);
    gate.notify_one();
    assert_eq!(bench.until(&id, "completed").await["answer"], "Right, then");
    assert_eq!(
        model.asked()[1].messages(),
        [pair("user", "Which way?"), pair("assistant", "Left it is"), pair("user", "Not left")]
    );
}

#[tokio::test]
async fn a_conversation_goes_on_with_what_was_said_before() {
    let model = Model::start([Turn::says("Hello Ada"), Turn::says("You are Ada")]).await;
    let bench = bench(&model, json!({})).await;
    let id = bench.create(json!({ "agent": "helper", "messages": "I am Ada", "idle_timeout_s": 60 })).await;
    bench.until(&id, "idle").await;
    bench.say(&id, "Who am I?").await;
    model.wait_for(2).await;
    assert_eq!(
        model.asked()[1].messages(),
        [pair("user", "I am Ada"), pair("assistant", "Hello Ada"), pair("user", "Who am I?")]
    );
}

#[tokio::test]
async fn a_forced_answer_drops_the_request_and_asks_for_what_is_known() {
    let gate = Arc::new(Notify::new());
    let model = Model::start([Turn::says("never read").after(&gate), Turn::says("So far: nothing")]).await;
    let bench = bench(&model, json!({ "tools": [tool("add")] })).await;
    let id = bench.start_agent("helper", "Think long").await;
    model.wait_for(1).await;
    bench.control(&id, "force_answer").await;
    let page = bench.until(&id, "completed").await;
    assert_eq!((&page["answer"], &page["outcome"]), (&json!("So far: nothing"), &json!("partial")));
    let asked = model.asked();
    assert_eq!(asked[1].body["tool_choice"], "none");
    assert!(asked[1].messages()[1].1.contains("a final answer was asked for"));
}

#[tokio::test]
async fn a_final_answer_while_tools_run_withdraws_their_calls_and_keeps_the_conversation_whole() {
    let model = Model::start([Turn::calls(&[("c1", "add", "{}")]), Turn::says("Without the sum")]).await;
    let bench = bench(&model, json!({ "tools": [tool("add")] })).await;
    let id = bench.start_agent("helper", "Add").await;
    bench.until(&id, "awaiting_tool_results").await;
    bench.control(&id, "force_answer").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "Without the sum");
    let asked = model.asked();
    let messages = asked[1].body["messages"].as_array().unwrap();
    assert_eq!((&messages[2]["role"], &messages[2]["tool_call_id"]), (&json!("tool"), &json!("c1")));
    assert!(messages[2]["content"].as_str().unwrap().contains("withdrawn"));
}

#[tokio::test]
async fn the_steps_are_limited_without_a_request_too_many() {
    let call = || Turn::calls(&[("c", "fly", "{}")]);
    let model = Model::start([call(), call(), Turn::says("Enough")]).await;
    let bench = bench(&model, json!({ "tools": [tool("add")] })).await;
    let id = bench.create(json!({ "agent": "helper", "messages": "Go", "max_steps": 2 })).await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "Enough");
    assert_eq!(model.asked().len(), 3);
}

#[tokio::test]
async fn subagents_are_offered_as_a_tool_and_work_side_by_side() {
    let model = Model::start([
        Turn::calls(&[
            ("d1", "delegate", "{\"agent\": \"h/conversation\", \"task\": \"one\"}"),
            ("d2", "delegate", "{\"agent\": \"h/conversation\", \"task\": \"two\"}"),
            ("d3", "delegate", "{\"agent\": \"stranger\", \"task\": \"three\"}"),
        ]),
        Turn::says("Both are done"),
    ])
    .await;
    let bench = bench(&model, json!({ "subagents": ["h/conversation"] })).await;
    let id = bench.start_agent("helper", "Divide the work").await;
    bench.until(&id, "completed").await;
    assert_eq!(bench.status(&id).await["subagent_session_ids"].as_array().unwrap().len(), 2);
    let asked = model.asked();
    let messages = asked[1].messages();
    assert!(
        messages[2].1.contains("You said: one") && messages[3].1.contains("You said: two"),
        "{messages:?}"
    );
    assert!(messages[4].1.starts_with("Error: "), "{messages:?}");
}

#[tokio::test]
async fn trouble_that_may_pass_is_survived_and_the_waits_are_those_of_the_client() {
    let model = Model::start([
        Turn::fails(429, json!({ "error": { "message": "slow down" } })).header("retry-after", "0"),
        Turn::fails(503, json!("down")),
        Turn::says("At last"),
    ])
    .await;
    let bench = bench(&model, json!({})).await;
    let id = bench.start_agent("helper", "Go").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "At last");
    assert_eq!(model.asked().len(), 3);
}

#[tokio::test]
async fn an_endpoint_that_keeps_silent_is_given_up_after_its_time_and_its_retries() {
    let never = Arc::new(Notify::new());
    let model =
        Model::start([Turn::says("too late").after(&never), Turn::says("too late").after(&never)]).await;
    let chat = chat(&model).timeout(Duration::from_millis(20)).max_retries(1).build().unwrap();
    let bench = bench_with(chat, json!({})).await;
    let id = bench.start_agent("helper", "Go").await;
    let page = bench.until(&id, "failed").await;
    assert_eq!(page["error_code"], "environment_error");
    assert!(page["error"].as_str().unwrap().contains("did not reply"), "{page}");
    assert_eq!(model.asked().len(), 2);
}

#[tokio::test]
async fn a_reply_that_breaks_off_is_asked_for_again_and_nothing_of_it_is_kept() {
    let model = Model::start([
        Turn::says("a long reply that breaks off").cut_after(4),
        Turn::raw("data: {\"choices\": [{\"delta\": {\"content\": \"cut\"}}]}\n\n"),
        Turn::says("whole"),
    ])
    .await;
    let bench = bench(&model, json!({})).await;
    let id = bench.start_agent("helper", "Go").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "whole");
}

#[tokio::test]
async fn an_endpoint_that_does_not_stream_is_understood_all_the_same() {
    let model = Model::start([Turn::says("in one piece").whole()]).await;
    let bench = bench(&model, json!({})).await;
    let id = bench.start_agent("helper", "Go").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "in one piece");
}

#[tokio::test]
async fn an_endpoint_that_refuses_ends_the_session_with_its_reason_and_never_shows_the_key() {
    let refused = json!({ "error": { "message": format!("the key {CANARY} is not valid"), "type": "auth" } });
    let under_success: &'static str =
        Box::leak(format!("data: {{\"error\": {{\"message\": \"bad key {CANARY}\"}}}}\n\n").into_boxed_str());
    for (turn, code) in [
        (Turn::fails(401, refused.clone()), "environment_error"),
        (Turn::fails(402, refused), "insufficient_credit"),
        (Turn::raw(under_success), "environment_error"),
    ] {
        let model = Model::start([turn]).await;
        let chat = chat(&model).build().unwrap();
        assert!(!format!("{chat:?} {:?}", self::chat(&model)).contains("CANARY"));
        let bench = bench_with(chat, json!({})).await;
        let id = bench.start_agent("helper", "Go").await;
        let page = bench.until(&id, "failed").await;
        assert_eq!(page["error_code"], code);
        let error = page["error"].as_str().unwrap();
        assert!(error.contains("the model 'stub-1' did not reply") && error.contains("***"), "{error}");
        let everything =
            json!([bench.events(&id).await, bench.get(&format!("/sessions/{id}")).await.1, page]);
        assert!(!everything.to_string().contains("CANARY"));
    }
}

#[tokio::test]
async fn an_empty_reply_is_no_answer_and_a_refusal_is_one_that_says_so() {
    let model =
        Model::start([Turn::says("").finish("content_filter"), Turn::says("").with("refusal", "I will not")])
            .await;
    let bench = bench(&model, json!({})).await;
    let id = bench.start_agent("helper", "Go").await;
    assert_eq!(bench.until(&id, "failed").await["error_code"], "no_answer");
    let id = bench.start_agent("helper", "Go").await;
    let page = bench.until(&id, "completed").await;
    assert_eq!((&page["answer"], &page["outcome"]), (&json!("I will not"), &json!("blocked")));
}

#[tokio::test]
async fn the_agents_file_declares_a_chat_agent_with_its_key_in_the_environment() {
    let model = Model::start([Turn::says("from the file"), Turn::says("by the model's name")]).await;
    // A variable that cargo sets for every test.
    let text = format!(
        "agents:\n  - name: filed\n    instructions: Be kind.\n    chat: {{base_url: '{}', model: m-7, api_key_env: CARGO_PKG_NAME, stream: false, timeout: 5s, max_retries: 0, options: {{max_tokens: 9}}}}\n",
        model.base_url
    );
    let bench = Bench::scripted(&text).await;
    let id = bench.start_agent("filed", "Go").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "from the file");
    assert_eq!(bench.status(&id).await["usage_per_model"][0]["name"], "m-7");
    let asked = &model.asked()[0];
    assert_eq!(asked.headers["authorization"], "Bearer steersman-runtime");
    assert_eq!((&asked.body["max_tokens"], &asked.body["model"]), (&json!(9), &json!("m-7")));
    // An agent given in place runs the policy of its model's name.
    let inline = json!({ "name": "mine", "description": "x", "model": "filed", "environments": [], "tools": [tool("add")] });
    let id = bench.create(json!({ "agent": inline, "messages": "Go" })).await;
    assert_eq!(bench.until(&id, "completed").await["answer"], "by the model's name");
}

#[tokio::test]
async fn a_chat_agent_that_cannot_work_is_refused_with_line_and_field_and_without_the_key() {
    for (chat, wanted) in [
        ("{model: m}", "base_url"),
        ("{base_url: 'http://127.0.0.1:1', model: ''}", "chat.model"),
        ("{base_url: 'nonsense', model: m}", "base URL"),
        (
            "{base_url: 'https://x.example', model: m, api_key_env: NO_SUCH_VARIABLE_7}",
            "NO_SUCH_VARIABLE_7 is not set",
        ),
        ("{base_url: 'https://x.example', model: m, api_key_env: sk-CANARY}", "name of a variable"),
        ("{base_url: 'http://far.example/v1', model: m, api_key_env: CARGO_PKG_NAME}", "unprotected"),
        ("{base_url: 'http://127.0.0.1:1', model: m, timeout: soon}", "chat.timeout"),
        ("{base_url: 'http://127.0.0.1:1', model: m, temperature: 1}", "temperature"),
    ] {
        let text =
            format!("agents:\n  - name: fine\n    steps: [answer: x]\n  - name: broken\n    chat: {chat}\n");
        let error = Runtime::builder().agents_text(text).start().await.unwrap_err().to_string();
        let line = error.split(':').nth(1).unwrap();
        assert!(["4", "5"].contains(&line) && error.contains(wanted), "{chat}: {error}");
        assert!(!error.contains("CANARY"), "{error}");
    }
    for (agent, wanted) in [
        ("{name: a}", "steps or chat"),
        ("{name: a, steps: [answer: x], chat: {base_url: 'http://127.0.0.1:1', model: m}}", "steps or chat"),
    ] {
        let error = Runtime::builder().agents_text(format!("agents: [{agent}]")).start().await.unwrap_err();
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

#[tokio::test]
async fn after_a_restart_the_conversation_goes_on_and_open_calls_still_wait() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.sqlite");
    let model = Model::start([Turn::calls(&[("c1", "add", "{\"a\": 1}")]), Turn::says("It is 3")]).await;
    let start = || {
        let agent =
            json!({ "name": "helper", "description": "x", "environments": [], "tools": [tool("add")] });
        Bench::start(Runtime::builder().data(&file).agent_with(agent, chat(&model).build().unwrap()))
    };
    let bench = start().await;
    let id = bench.start_agent("helper", "Add").await;
    bench.until(&id, "awaiting_tool_results").await;
    let before = shorts(&bench.events(&id).await);
    bench.runtime.shutdown().await;

    let bench = start().await;
    assert_eq!(shorts(&bench.events(&id).await), before, "nothing is done again");
    let pending = bench.status(&id).await["pending_tool_calls"][0].clone();
    assert_eq!(pending["id"], "c1");
    assert_eq!(
        bench.post(&format!("/sessions/{id}/tool_results"), result_of(&pending, json!(3))).await.0,
        202
    );
    assert_eq!(bench.until(&id, "completed").await["answer"], "It is 3");
    assert_eq!(model.asked().len(), 2);
}

#[tokio::test]
async fn the_example_in_the_documentation_is_one() {
    let page = include_str!("../../docs/agents-file.md");
    let example = page.split_once("```yaml chat.yaml\n").unwrap().1.split_once("```").unwrap().0;
    let bench = Bench::scripted(&example.replace("OPENAI_API_KEY", "CARGO_PKG_NAME")).await;
    let (_, agent) = bench.get("/agents/helper").await;
    assert_eq!(
        (&agent["instructions"], &agent["model"]),
        (&json!("You are brief and kind."), &json!("gpt-5-mini"))
    );
}
