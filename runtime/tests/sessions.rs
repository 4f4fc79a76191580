//! Sessions from the outside: create, read, steer, answer.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use steersman_runtime::Runtime;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use support::{Bench, result_of, shorts, tool};

#[tokio::test]
async fn a_session_runs_from_create_to_answer_with_the_events_of_the_contract() {
    let bench = Bench::scripted(
        "agents: [{name: clerk, steps: [{think: \"on {{ task }}\"}, {answer: \"{{ task }}: done\"}]}]",
    )
    .await;
    let (status, session) =
        bench.post("/sessions", json!({ "agent": "clerk", "messages": "invoice 17" })).await;
    assert_eq!(status, 201);
    assert_eq!(session["request"]["agent"]["name"], "clerk");
    assert_eq!(session["agent_revision"], 1);
    let message = json!([{ "type": "user_message", "message": "invoice 17", "caller_id": "user" }]);
    assert_eq!(session["request"]["messages"], message, "nothing is made up");
    assert_eq!(session["request"]["agent"].get("skills"), None);
    let id = session["id"].as_str().unwrap();
    let page = bench.until(id, "completed").await;
    assert_eq!(page["answer"], "invoice 17: done");
    assert_eq!(page["outcome"], "success");
    let events = bench.events(id).await;
    assert_eq!(
        shorts(&events),
        [
            "RequestStartEvent",
            "RequestStartDispatchedEvent dispatched",
            "AgentStartedEvent",
            "ActiveStateChangeEvent running",
            "message_event",
            "policy_event",
            "MetricsUpdateEvent",
            "answer_event",
            "MetricsUpdateEvent",
            "AgentCompletionEvent finished",
        ]
    );
    let (_, session) = bench.get(&format!("/sessions/{id}")).await;
    assert_eq!(session["latest_answer"], "invoice 17: done");
    assert_eq!(session["status"]["steps"], 1);
    assert!(session["status"]["usage_per_model"][0]["input_tokens"].as_u64().unwrap() > 0);
    assert!(session["finished_at"].is_string());
}

#[tokio::test]
async fn the_same_idempotency_key_makes_one_session_and_another_body_is_refused() {
    let bench = Bench::start(Runtime::builder()).await;
    let create = |key: &str, task: &str| {
        let body = json!({ "agent": "h/conversation", "messages": task });
        bench.request(Method::POST, "/sessions").header("Idempotency-Key", key).json(&body)
    };
    let (_, first) = bench.send(create("k1", "a")).await;
    let (status, again) = bench.send(create("k1", "a")).await;
    assert_eq!((status.as_u16(), &again["id"]), (201, &first["id"]));
    let (status, error) = bench.send(create("k1", "b")).await;
    assert_eq!((status.as_u16(), &error["detail"][0]["loc"]), (422, &json!(["header", "Idempotency-Key"])));
    let (_, other) = bench.send(create("k2", "a")).await;
    assert_ne!(other["id"], first["id"]);
    let (status, _) = bench.send(create(&"k".repeat(256), "a")).await;
    assert_eq!(status, 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn creates_with_one_key_at_the_same_time_make_one_session() {
    let bench = Bench::start(Runtime::builder()).await;
    let body = json!({ "agent": "h/conversation", "messages": "x" });
    let mut creates = tokio::task::JoinSet::new();
    for _ in 0..50 {
        creates.spawn(
            bench.request(Method::POST, "/sessions").header("Idempotency-Key", "k").json(&body).send(),
        );
    }
    let mut made = std::collections::BTreeSet::new();
    while let Some(reply) = creates.join_next().await {
        let reply = reply.unwrap().unwrap();
        // One that comes while the first is still at work is told so, and may ask again.
        match reply.status().as_u16() {
            201 => drop(made.insert(reply.json::<Value>().await.unwrap()["id"].to_string())),
            409 => {}
            other => panic!("{other}"),
        }
    }
    assert_eq!(made.len(), 1);
    assert_eq!(bench.get("/sessions").await.1["total"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_create_whose_first_request_is_still_running_is_refused_until_that_is_done() {
    let bench = Bench::start(Runtime::builder()).await;
    // The reply to a create has the link of the page in it: whoever mounts a page can keep a create from ending.
    let (begun, mut first_begins) = tokio::sync::mpsc::unbounded_channel();
    let (let_go, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    bench.runtime.mount_view(axum::Router::new(), move |_| {
        begun.send(()).unwrap();
        // Ends with the word to go on, and at once when nobody can say it any more.
        let _ = tokio::task::block_in_place(|| held.lock().unwrap().recv());
        "/view/".to_owned()
    });
    let create = |task: &str| {
        let body = json!({ "agent": "h/conversation", "messages": task });
        bench.request(Method::POST, "/sessions").header("Idempotency-Key", "k").json(&body)
    };
    let first = tokio::spawn(create("a").send());
    first_begins.recv().await.unwrap();
    let (status, error) = bench.send(create("a")).await;
    assert_eq!((status.as_u16(), error["detail"].is_string()), (409, true), "{error}");
    let (status, error) = bench.send(create("b")).await;
    assert_eq!((status.as_u16(), &error["detail"][0]["loc"][1]), (422, &json!("Idempotency-Key")));
    drop(let_go);
    let first: Value = first.await.unwrap().unwrap().json().await.unwrap();
    let (status, again) = bench.send(create("a")).await;
    assert_eq!((status.as_u16(), &again["id"]), (201, &first["id"]), "{again}");
    assert_eq!(bench.get("/sessions").await.1["total"], 1);
}

#[tokio::test]
async fn overrides_reach_members_of_lists_by_their_fields() {
    let bench = Bench::start(Runtime::builder()).await;
    let web = |id: &str, kind: &str| json!({ "kind": kind, "id": id });
    let agent = json!({ "name": "a", "description": "d", "environments": [web("d", "workstation"), web("w", "web")] });
    let overrides =
        json!({ "agent.environments[kind=web].start_url": "https://shop.example", "max_steps": 7 });
    let (code, session) =
        bench.post("/sessions", json!({ "agent": agent, "messages": "x", "overrides": overrides })).await;
    assert_eq!(code, 201, "{session}");
    let request = &session["request"];
    assert_eq!(request["agent"]["environments"][1]["start_url"], "https://shop.example");
    assert_eq!(
        (&request["agent"]["environments"][0]["start_url"], &request["max_steps"]),
        (&Value::Null, &json!(7))
    );
    let overrides = json!({ "agent.environments[kind=android].start_url": "x" });
    let request = json!({ "agent": session["request"]["agent"], "messages": "x", "overrides": overrides });
    assert_eq!(bench.post("/sessions", request).await.0, 422);
}

#[tokio::test]
async fn faults_of_a_request_are_reported_field_by_field() {
    let bench = Bench::start(Runtime::builder()).await;
    let inline = |more: Value| {
        let mut agent =
            json!({ "name": "a", "description": "d", "environments": [], "tools": [tool("add")] });
        agent.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "agent": agent })
    };
    let cases = [
        (json!({}), json!(["body", "agent"]), "missing"),
        (json!({ "agent": "nobody" }), json!(["body", "agent"]), "agent_not_found"),
        (json!({ "agent": "h/tools:9" }), json!(["body", "agent"]), "agent_not_found"),
        (json!({ "agent": 5 }), json!(["body", "agent"]), "union"),
        (json!({ "agent": "h/tools", "max_steps": 0 }), json!(["body", "max_steps"]), "greater_than_equal"),
        (json!({ "agent": "h/tools", "max_time_s": 0 }), json!(["body", "max_time_s"]), "greater_than"),
        (
            json!({ "agent": "h/tools", "idle_timeout_s": "x" }),
            json!(["body", "idle_timeout_s"]),
            "type_error",
        ),
        (json!({ "agent": "h/tools", "timezone": "Mars/Olympus" }), json!(["body", "timezone"]), "timezone"),
        (
            json!({ "agent": { "name": "a", "environments": [], "tools": [tool("x")] } }),
            json!(["body", "agent", "description"]),
            "missing",
        ),
        (inline(json!({ "tools": [] })), json!(["body", "agent", "environments"]), "value_error"),
        (
            inline(json!({ "tools": [tool("2x")] })),
            json!(["body", "agent", "tools", 0, "name"]),
            "string_pattern_mismatch",
        ),
        (
            inline(json!({ "tools": [tool("x"), tool("x")] })),
            json!(["body", "agent", "tools", 1, "name"]),
            "value_error",
        ),
        (
            inline(json!({ "answer_format": { "type": "thing" } })),
            json!(["body", "agent", "answer_format"]),
            "json_schema",
        ),
        (
            inline(json!({ "environments": [{ "id": "w", "start_url": "x" }] })),
            json!(["body", "agent", "environments", 0, "kind"]),
            "missing",
        ),
        (
            json!({ "agent": "h/tools", "overrides": { "agent.x": 1 } }),
            json!(["body", "overrides", "agent.x"]),
            "override_error",
        ),
    ];
    for (body, loc, kind) in cases {
        let (status, error) = bench.post("/sessions", body.clone()).await;
        assert_eq!(status, 422, "{body}: {error}");
        let found =
            error["detail"].as_array().unwrap().iter().any(|item| item["loc"] == loc && item["type"] == kind);
        assert!(found, "{body}: {error}");
    }
    let (status, _) = bench.send(bench.request(Method::POST, "/sessions").body("{\"agent\": ")).await;
    assert_eq!(status, 422);
    let (status, _) = bench.send(bench.request(Method::POST, "/sessions")).await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn unknown_fields_are_let_pass_but_in_batches() {
    let bench = Bench::start(Runtime::builder()).await;
    let agent = json!({ "name": "a", "description": "d", "environments": [{ "kind": "web", "id": "w", "shape": "round" }], "colour": "red" });
    let message = json!({ "message": "x", "mood": "good" });
    let request = json!({ "agent": agent, "messages": [message], "idle_timeout_s": 60, "weather": "fine" });
    let (status, session) = bench.post("/sessions", request).await;
    assert_eq!(status, 201, "{session}");
    // They are kept, as they may mean something to a newer client.
    assert_eq!(session["request"]["agent"], agent);
    let id = session["id"].as_str().unwrap();
    let message = json!({ "type": "user_message", "message": "y", "mood": "good" });
    assert_eq!(bench.post(&format!("/sessions/{id}/messages"), message.clone()).await.0, 202);
    let result = json!({ "kind": "error_event", "error": "e", "origin": "client", "mood": "bad" });
    for (path, batch) in [
        ("messages", json!({ "type": "batch", "messages": [message], "mood": "good" })),
        ("tool_results", json!({ "type": "batch", "results": [result], "mood": "good" })),
    ] {
        let (status, error) = bench.post(&format!("/sessions/{id}/{path}"), batch).await;
        let fault = &error["detail"][0];
        assert_eq!((status.as_u16(), &fault["type"]), (422, &json!("extra_forbidden")), "{error}");
        assert_eq!((&fault["loc"], &fault["input"]), (&json!(["body", "mood"]), &json!("good")));
    }
    assert_eq!(bench.post("/agents", agent.clone()).await.1, agent);
    let schedule = json!({
        "name": "s", "timing": { "type": "cron", "expression": "0 0 1 1 *", "timezone": "UTC" }, "mood": "good",
        "session_request": { "agent": "a" },
    });
    assert_eq!(bench.post("/schedules", schedule).await.0, 201);
}

#[tokio::test]
async fn callers_without_the_key_get_the_gateways_reply_and_unknown_things_a_404() {
    let bench = Bench::start(Runtime::builder()).await;
    let reply = bench.http.get(bench.url("/sessions")).send().await.unwrap();
    assert_eq!(reply.status(), 401);
    assert!(reply.json::<Value>().await.unwrap()["message"].is_string());
    let reply = bench.http.get(bench.url("/sessions")).bearer_auth("hk-wrong").send().await.unwrap();
    assert_eq!(reply.status(), 401);
    let unknown = "00000000-0000-4000-8000-000000000000";
    let (status, error) = bench.get(&format!("/sessions/{unknown}")).await;
    assert_eq!((status.as_u16(), &error["detail"][0]["type"]), (404, &json!("not_found")));
    let (status, error) = bench.get("/sessions/not-a-uuid").await;
    assert_eq!((status.as_u16(), &error["detail"][0]["loc"]), (422, &json!(["path", "id"])));
    for control in ["pause", "resume", "force_answer"] {
        assert_eq!(bench.control(unknown, control).await, 404);
    }
    assert_eq!(bench.say(unknown, "x").await, 404);
    assert_eq!(bench.delete(&format!("/sessions/{unknown}")).await, 404);
    assert_eq!(bench.get("/nothing").await.0, 404);
    assert_eq!(bench.send(bench.request(Method::PATCH, "/sessions")).await.0, 405);
}

#[tokio::test]
async fn a_body_over_the_cap_is_refused_without_being_read() {
    let bench = Bench::start(Runtime::builder()).await;
    let exact = |length: usize| {
        let head = "{\"agent\":\"h/conversation\",\"messages\":\"";
        format!("{head}{}\"}}", "x".repeat(length - head.len() - 2))
    };
    let (status, _) = bench.send(bench.request(Method::POST, "/sessions").body(exact(10_000_000))).await;
    assert_eq!(status, 201);
    // Announced only: the body never comes.
    let address = bench.runtime.base_url().trim_start_matches("http://").to_owned();
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v2/sessions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: 10000001\r\n\r\n",
        bench.runtime.api_key()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut reply = vec![0; 12];
    socket.read_exact(&mut reply).await.unwrap();
    assert_eq!(String::from_utf8(reply).unwrap(), "HTTP/1.1 413");
    // Not announced: it comes in pieces, and is refused when there are too many, not at its end.
    let (address, key) =
        (bench.runtime.base_url().trim_start_matches("http://"), bench.runtime.api_key().to_owned());
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v2/sessions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let piece = format!("100000\r\n{}\r\n", " ".repeat(0x10_0000));
    // Without an end: only a refusal ends this.
    while socket.write_all(piece.as_bytes()).await.is_ok() {}
    let mut reply = vec![0; 12];
    socket.read_exact(&mut reply).await.unwrap();
    assert_eq!(String::from_utf8(reply).unwrap(), "HTTP/1.1 413");
}

#[tokio::test]
async fn tools_of_the_client_are_asked_for_and_the_answer_uses_their_results() {
    let bench = Bench::start(Runtime::builder()).await;
    let agent = json!({ "name": "sums", "description": "d", "environments": [], "tools": [tool("add"), tool("multiply")] });
    let id = bench.create(json!({ "agent": agent, "messages": "use 17 and 25" })).await;
    let page = bench.until(&id, "awaiting_tool_results").await;
    let calls = page["pending_tool_calls"].as_array().unwrap().clone();
    assert_eq!(calls[0]["args"], json!({ "a": 17, "b": 25 }));
    assert_eq!(bench.status(&id).await["pending_tool_calls"], page["pending_tool_calls"]);
    let results = format!("/sessions/{id}/tool_results");
    assert_eq!(bench.post(&results, result_of(&calls[1], json!(425))).await.0, 202);
    assert_eq!(bench.status(&id).await["pending_tool_calls"], json!([calls[0]]));
    assert_eq!(bench.post(&results, result_of(&calls[1], json!(425))).await.0, 409);
    let unknown = result_of(&json!({ "tool_name": "add", "args": {}, "id": "other" }), json!(1));
    assert_eq!(bench.post(&results, unknown.clone()).await.0, 422);
    let batch = json!({ "type": "batch", "results": [result_of(&calls[0], json!(42)), unknown] });
    assert_eq!(bench.post(&results, batch).await.0, 422);
    assert_eq!(bench.post(&results, json!({ "type": "batch", "results": [] })).await.0, 422);
    assert_eq!(
        bench
            .post(&results, json!({ "type": "batch", "results": [result_of(&calls[0], json!(1))], "x": 1 }))
            .await
            .0,
        422
    );
    assert_eq!(bench.post(&results, json!({ "tool_req": calls[0], "result": 1 })).await.0, 422);
    let batch = json!({ "type": "batch", "results": [result_of(&calls[0], json!(42))] });
    assert_eq!(bench.post(&results, batch).await.0, 202);
    let page = bench.until(&id, "completed").await;
    assert_eq!(page["answer"], "add: 42\nmultiply: 425");
    assert_eq!(bench.post(&results, result_of(&calls[0], json!(42))).await.0, 409);
}

#[tokio::test]
async fn an_error_result_reaches_the_agent() {
    let bench = Bench::start(Runtime::builder()).await;
    let agent = json!({ "name": "sums", "description": "d", "environments": [], "tools": [tool("add")] });
    let id = bench.create(json!({ "agent": agent, "messages": "1 and 2" })).await;
    let call = bench.until(&id, "awaiting_tool_results").await["pending_tool_calls"][0].clone();
    let error =
        json!({ "kind": "error_event", "error": "ValueError: no", "origin": "client", "tool_req": call });
    assert_eq!(bench.post(&format!("/sessions/{id}/tool_results"), error).await.0, 202);
    let page = bench.until(&id, "completed").await;
    assert_eq!(
        (&page["answer"], &page["outcome"]),
        (&json!("add failed: ValueError: no"), &json!("blocked"))
    );
}

#[tokio::test]
async fn a_conversation_goes_on_with_each_message_and_ends_when_none_comes() {
    let clock = steersman_runtime::ManualClock::default();
    let bench = Bench::start(Runtime::builder().clock(clock.clone())).await;
    let request = json!({ "agent": "h/conversation", "messages": "hello", "idle_timeout_s": 60 });
    let id = bench.create(request).await;
    let page = bench.until(&id, "idle").await;
    assert_eq!(page["answer"], "You said: hello");
    assert_eq!(bench.say(&id, "again").await, 202);
    // The status has changed when the reply is there: no stale idle.
    let page = bench.until(&id, "idle").await;
    assert!(page["answer"].as_str().unwrap().starts_with("You said: again"), "{page}");
    clock.sleepers(1).await;
    clock.advance(std::time::Duration::from_secs(59));
    assert_eq!(bench.status(&id).await["status"], "idle");
    clock.advance(std::time::Duration::from_secs(1));
    bench.until(&id, "completed").await;
    assert_eq!(bench.say(&id, "too late").await, 409);
}

#[tokio::test]
async fn a_structured_answer_conforms_or_the_session_fails() {
    let agents = r#"
agents:
  - name: good
    answer_format: {title: Sum, type: object, properties: {sum: {type: integer}}, required: [sum]}
    steps: [{answer: {value: {sum: "{{ 2 + 3 }}"}}}]
  - name: bad
    answer_format: {title: Sum, type: object, properties: {sum: {type: integer}}, required: [sum]}
    steps: [{answer: {value: {sum: many}}}]
  - name: silent
    steps: [{think: hm}]
"#;
    let bench = Bench::scripted(agents).await;
    let id = bench.start_agent("good", "x").await;
    assert_eq!(bench.until(&id, "completed").await["answer"], json!({ "sum": 5 }));
    let id = bench.start_agent("bad", "x").await;
    let page = bench.until(&id, "failed").await;
    assert_eq!((&page["error_code"], &page["answer"]), (&json!("answer_validation"), &Value::Null));
    assert!(page["error"].as_str().unwrap().contains("/sum"));
    let id = bench.start_agent("silent", "x").await;
    assert_eq!(bench.until(&id, "failed").await["error_code"], "no_answer");
    let override_ = json!({ "agent.answer_format": { "type": "object", "properties": { "n": { "type": "integer" } }, "required": ["n"] } });
    let id = bench
        .create(json!({ "agent": "h/conversation", "messages": "the 7 hills", "overrides": override_ }))
        .await;
    assert_eq!(bench.until(&id, "completed").await["answer"], json!({ "n": 7 }));
}

#[tokio::test]
async fn delegation_makes_sessions_of_their_own() {
    let agents = r#"
agents:
  - name: lead
    subagents: [scout, {name: echo, description: d, environments: []}]
    steps:
      - delegate:
          - {agent: scout, task: "look at {{ task }}"}
          - {agent: echo, task: "say {{ task }}"}
        save: found
      - answer: "{{ found[0].answer }} / {{ found[1].answer }}"
  - name: scout
    steps: [{answer: "{{ task }} seen"}]
"#;
    let bench = Bench::scripted(agents).await;
    let id = bench.create(json!({ "agent": "lead", "messages": "it", "group_id": "g" })).await;
    let page = bench.until(&id, "completed").await;
    assert_eq!(page["answer"], "look at it seen / You said: say it");
    let children = bench.status(&id).await["subagent_session_ids"].clone();
    let (_, list) = bench.get(&format!("/sessions?parent_session_id={id}&sort=created_at")).await;
    let listed: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
    assert_eq!(json!(listed), children);
    assert_eq!(list["items"][0]["agent"], "scout");
    let (_, list) = bench.get("/sessions?group_id=g").await;
    assert_eq!(list["total"], 3);
}

#[tokio::test]
async fn a_crash_of_an_agent_ends_its_session_and_nothing_else() {
    let bench = Bench::scripted("agents: [{name: glass, steps: [{crash: shattered}]}, {name: stone, steps: [{fail: {error: gone, code: environment_error}}]}]").await;
    let id = bench.start_agent("glass", "x").await;
    let page = bench.until(&id, "failed").await;
    assert_eq!(page["error_code"], "internal");
    assert!(page["error"].as_str().unwrap().contains("shattered"));
    let id = bench.start_agent("stone", "x").await;
    let page = bench.until(&id, "failed").await;
    assert_eq!((&page["error"], &page["error_code"]), (&json!("gone"), &json!("environment_error")));
    let events = bench.events(&id).await;
    assert_eq!(
        shorts(&events).split_off(events.len() - 2),
        ["AgentErrorEvent", "AgentCompletionEvent stopped"]
    );
}

#[tokio::test]
async fn the_showcase_publishes_every_kind_of_event() {
    let bench = Bench::start(Runtime::builder()).await;
    let id = bench.start_agent("h/showcase", "show me").await;
    bench.until(&id, "completed").await;
    let events = bench.events(&id).await;
    let document = format!("{}/openapi.json", bench.runtime.base_url());
    let document: Value = bench.http.get(document).send().await.unwrap().json().await.unwrap();
    let kinds = |path: &str| {
        let mapping = document.pointer(&format!("/components/schemas/{path}/discriminator/mapping"));
        mapping.and_then(Value::as_object).unwrap().keys().cloned().collect::<Vec<_>>()
    };
    let missing = |kinds: Vec<String>, member: &str| {
        let shown = |kind: &String| {
            events.iter().any(|event| event.pointer(member).unwrap_or(&Value::Null) == kind.as_str())
        };
        kinds.into_iter().filter(|kind| !shown(kind)).collect::<Vec<_>>()
    };
    let (types, of_agents) = (kinds("SessionEvent/anyOf/0"), kinds("AgentEventData"));
    assert!(types.len() > 10 && of_agents.len() > 5, "{types:?} {of_agents:?}");
    assert_eq!(missing(types, "/type"), Vec::<String>::new());
    assert_eq!(missing(of_agents, "/data/kind"), Vec::<String>::new());
}
