//! The catalog and everything around sessions: agents, skills, environments, webhooks, schedules, profiles, vaults, files.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;
use steersman_runtime::{Config, ManualClock, Runtime};
use support::{Bench, shorts, tool};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

async fn bench() -> Bench {
    Bench::start(Runtime::builder()).await
}

fn agent(name: &str, description: &str) -> Value {
    json!({ "name": name, "description": description, "environments": [] })
}

#[tokio::test]
async fn every_write_of_an_agent_is_a_revision() {
    let bench = bench().await;
    let put = |spec: Value, matches: Option<&str>| {
        let request = bench.request(Method::PUT, "/agents/org/clerk?message=note").json(&spec);
        match matches {
            Some(tag) => request.header("If-Match", tag),
            None => request,
        }
    };
    assert_eq!(bench.post("/agents", agent("org/clerk", "one")).await.0, 201);
    assert_eq!(bench.post("/agents", agent("org/clerk", "one")).await.0, 409);
    let reply = put(agent("org/clerk", "two"), None).send().await.unwrap();
    assert_eq!(reply.headers()["etag"], "\"2\"");
    // Writing what is there makes no revision.
    let reply = put(agent("org/clerk", "two"), Some("\"2\"")).send().await.unwrap();
    assert_eq!(reply.headers()["etag"], "\"2\"");
    assert_eq!(bench.send(put(agent("org/clerk", "three"), Some("\"1\""))).await.0, 412);
    assert_eq!(bench.send(put(agent("org/clerk", "three"), Some("*"))).await.0, 200);
    assert_eq!(bench.send(put(agent("other", "three"), None)).await.0, 400);
    let patch = json!({ "description": "four", "instructions": "work" });
    let (code, patched) = bench.send(bench.request(Method::PATCH, "/agents/org/clerk").json(&patch)).await;
    assert_eq!((code.as_u16(), &patched["instructions"]), (200, &json!("work")));
    let patch = json!({ "instructions": null });
    let (_, patched) = bench.send(bench.request(Method::PATCH, "/agents/org/clerk").json(&patch)).await;
    assert_eq!(patched.get("instructions"), None);
    let (_, old) = bench.get("/agents/org/clerk?revision=1").await;
    assert_eq!(old["description"], "one");
    let (code, restored) = bench.post("/agents/org/clerk/revisions/1/restore", Value::Null).await;
    assert_eq!((code.as_u16(), &restored["description"]), (200, &json!("one")));
    let (_, history) = bench.get("/agents/org/clerk/revisions").await;
    let numbers: Vec<_> =
        history["items"].as_array().unwrap().iter().map(|item| item["number"].clone()).collect();
    assert_eq!(numbers, [6, 5, 4, 3, 2, 1]);
    assert_eq!(history["items"][0]["message"], "Restored from v1");
    assert_eq!(history["items"][0]["restored_from"], 1);
    assert_eq!(history["items"][4]["message"], "note");
    assert_eq!(bench.get("/agents/org/clerk?revision=9").await.0, 404);
    let delete = bench.request(Method::DELETE, "/agents/org/clerk");
    assert_eq!(bench.send(delete.header("If-Match", "\"1\"")).await.0, 412);
    assert_eq!(bench.delete("/agents/org/clerk").await, 204);
    assert_eq!(bench.get("/agents/org/clerk").await.0, 404);
}

#[tokio::test]
async fn sessions_run_pinned_revisions() {
    let bench = bench().await;
    let with_tool = |name: &str| json!({ "name": "clerk", "description": "d", "environments": [], "tools": [tool(name)] });
    bench.post("/agents", with_tool("first")).await;
    bench.send(bench.request(Method::PUT, "/agents/clerk").json(&with_tool("second"))).await;
    for (name, revision, tool) in [("clerk", 2, "second"), ("clerk:1", 1, "first")] {
        let (_, session) = bench.post("/sessions", json!({ "agent": name, "messages": "1 2" })).await;
        assert_eq!(session["agent_revision"], revision);
        let page = bench.until(session["id"].as_str().unwrap(), "awaiting_tool_results").await;
        assert_eq!(page["pending_tool_calls"][0]["tool_name"], tool);
    }
}

#[tokio::test]
async fn reserved_names_are_read_by_all_and_written_by_none() {
    let bench = bench().await;
    assert_eq!(bench.post("/agents", agent("h/mine", "d")).await.0, 403);
    assert_eq!(bench.delete("/agents/h/tools").await, 403);
    assert_eq!(bench.post("/agents", agent("Bad Name", "d")).await.0, 422);
    bench.post("/agents", agent("mine", "d")).await;
    let anonymous = async |path: &str| {
        let reply = bench.http.get(bench.url(path)).send().await.unwrap();
        (reply.status(), reply.json::<Value>().await.unwrap())
    };
    let (code, list) = anonymous("/agents").await;
    assert_eq!((code, &list["total"]), (StatusCode::OK, &json!(3)));
    assert_eq!(anonymous("/agents/h/tools").await.0, 200);
    assert_eq!(anonymous("/agents/mine").await.0, 401);
    let (_, list) = bench.get("/agents?reserved=false&include=revision").await;
    assert_eq!((&list["total"], &list["items"][0]["revision"]), (&json!(1), &json!(1)));
    let (_, list) = bench.get("/agents?search=conversation&sort=agent_name").await;
    assert_eq!(list["items"][0]["name"], "h/conversation");
}

#[tokio::test]
async fn skills_and_environments_are_kept_and_expand_where_they_are_named() {
    let bench = bench().await;
    let skill = json!({ "name": "counting", "description": "d", "body": "count" });
    assert_eq!(bench.post("/skills", skill.clone()).await.0, 201);
    assert_eq!(bench.post("/skills", skill.clone()).await.0, 409);
    assert_eq!(bench.post("/skills", json!({ "name": "x", "description": "", "body": "b" })).await.0, 422);
    let patch = bench.request(Method::PATCH, "/skills/counting").json(&json!({ "body": "count twice" }));
    assert_eq!(bench.send(patch).await.1["body"], "count twice");
    let web = json!({ "kind": "web", "id": "shop", "start_url": "https://shop.example", "network": { "proxy_url": "http://u:p@x" } });
    let (code, made) = bench.post("/environments", web.clone()).await;
    assert_eq!((code.as_u16(), &made["network"]["proxy_url"]), (201, &json!("***")));
    assert_eq!(bench.post("/environments", json!({ "id": "no-kind" })).await.0, 422);
    let both = json!({ "kind": "web", "id": "b", "network": { "proxy_url": "x", "managed_proxy": {} } });
    assert_eq!(bench.post("/environments", both).await.0, 422);
    let (_, list) = bench.get("/environments?kind=web").await;
    assert_eq!(list["total"], 1);
    let named =
        json!({ "name": "shopper", "description": "d", "environments": ["shop"], "skills": ["counting"] });
    bench.post("/agents", named).await;
    let (_, resolved) = bench.get("/agents/shopper?resolve=true").await;
    assert_eq!(
        (&resolved["environments"][0]["id"], &resolved["skills"][0]["body"]),
        (&json!("shop"), &json!("count twice"))
    );
    let id = bench.start_agent("shopper", "hello").await;
    let (_, session) = bench.get(&format!("/sessions/{id}")).await;
    assert_eq!(session["request"]["agent"]["environments"][0]["network"]["proxy_url"], "***");
    bench.until(&id, "completed").await;
    assert!(shorts(&bench.events(&id).await).contains(&"RunnerSessionEvent web".to_owned()));
    assert_eq!(bench.delete("/environments/shop").await, 204);
    assert_eq!(bench.delete("/skills/counting").await, 204);
    assert_eq!(bench.get("/skills/counting").await.0, 404);
}

/// Reads one HTTP request from a socket and answers it with a status code: head and body as they came.
async fn receive(listener: &tokio::net::TcpListener, status: u16) -> (String, String) {
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut read = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let count = socket.read(&mut chunk).await.unwrap();
        read.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            if body.len() >= length.parse().unwrap() {
                let reply = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                socket.write_all(reply.as_bytes()).await.unwrap();
                return (head.to_owned(), body.to_owned());
            }
        }
    }
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    head.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).unwrap_or_else(|| panic!("{head}"))
}

fn signature(head: &str) -> &str {
    header(head, "x-h-webhook-signature")
}

/// The signature as the documentation of the service computes it.
fn signed(secret: &str, head: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{}.{body}", header(head, "x-h-webhook-timestamp")).as_bytes());
    mac.finalize().into_bytes().iter().fold("sha256=".to_owned(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[tokio::test]
async fn webhooks_are_delivered_signed_and_counted() {
    let bench = bench().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (code, hook) =
        bench.post("/webhooks", json!({ "url": url, "enabled_events": ["session.completed"] })).await;
    assert_eq!(code, 201, "{hook}");
    let id = hook["id"].as_str().unwrap();
    assert!(hook["secret"].as_str().unwrap().starts_with("whsec_"));
    assert_eq!(bench.get(&format!("/webhooks/{id}")).await.1.get("secret"), None);
    let session = bench.start_agent("h/conversation", "x").await;
    let (head, raw) = receive(&listener, 200).await;
    let body: Value = serde_json::from_str(&raw).unwrap();
    assert_eq!(body["type"], "session.completed");
    assert_eq!(
        body["data"],
        json!({ "session_id": session, "status": "completed", "previous_status": "running" })
    );
    assert_eq!(signature(&head), signed(hook["secret"].as_str().unwrap(), &head, &raw));
    let ping = format!("/webhooks/{id}/ping");
    let (pinged, _) = tokio::join!(bench.post(&ping, Value::Null), receive(&listener, 503));
    assert_eq!(pinged.1, json!({ "response_status": 503 }));
    let (_, record) = bench.get(&format!("/webhooks/{id}")).await;
    assert_eq!(
        (&record["last_delivery_status"], &record["consecutive_failures"]),
        (&json!("failed"), &json!(1))
    );
    assert_eq!(record["last_delivery_error"], "HTTP 503");
    let (_, rotated) = bench.post(&format!("/webhooks/{id}/rotate"), Value::Null).await;
    assert_ne!(rotated["secret"], hook["secret"]);
    let (_, (head, raw)) = tokio::join!(bench.post(&ping, Value::Null), receive(&listener, 200));
    assert_eq!(signature(&head), signed(rotated["secret"].as_str().unwrap(), &head, &raw));
    let patch = bench.request(Method::PATCH, &format!("/webhooks/{id}")).json(&json!({ "disabled": true }));
    assert_eq!(bench.send(patch).await.1["disabled"], true);
    assert_eq!(bench.get("/webhooks/events").await.1.as_array().unwrap().len(), 6);
    for wrong in [
        json!({ "url": "http://example.com" }),
        json!({ "url": "x" }),
        json!({ "url": url, "enabled_events": ["odd"] }),
    ] {
        assert_eq!(bench.post("/webhooks", wrong).await.0, 422);
    }
    for _ in 1..10 {
        assert_eq!(bench.post("/webhooks", json!({ "url": "https://example.com" })).await.0, 201);
    }
    assert_eq!(bench.post("/webhooks", json!({ "url": "https://example.com" })).await.0, 400);
    assert_eq!(bench.delete(&format!("/webhooks/{id}")).await, 204);
}

#[tokio::test]
async fn a_webhook_that_fails_fifty_times_in_a_row_is_switched_off() {
    let bench = bench().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (_, hook) = bench.post("/webhooks", json!({ "url": url })).await;
    let path = format!("/webhooks/{}", hook["id"].as_str().unwrap());
    let ping_path = format!("{path}/ping");
    let ping = async |status| {
        let (pinged, _) = tokio::join!(bench.post(&ping_path, Value::Null), receive(&listener, status));
        assert_eq!(pinged.1["response_status"], status);
        bench.get(&path).await.1
    };
    let mut record = ping(500).await;
    assert_eq!(record["consecutive_failures"], 1);
    // One that succeeds begins the count anew.
    for status in std::iter::once(204).chain(std::iter::repeat_n(500, 50)) {
        assert_eq!(record["disabled"], false, "{record}");
        record = ping(status).await;
    }
    assert_eq!((&record["consecutive_failures"], &record["disabled"]), (&json!(50), &json!(true)));
    let id = bench.start_agent("h/conversation", "x").await;
    bench.until(&id, "completed").await;
    assert_eq!(bench.get(&path).await.1, record, "nothing is delivered any more");
    let enable = bench.request(Method::PATCH, &path).json(&json!({ "disabled": false }));
    assert_eq!(bench.send(enable).await.1["disabled"], false);
    let id = bench.start_agent("h/conversation", "y").await;
    let told = async || receive(&listener, 200).await.1.contains(&id);
    while !told().await {}
}

#[tokio::test]
async fn a_page_of_skills_with_too_many_helper_files_is_asked_for_in_smaller_pages() {
    let bench = bench().await;
    for name in ["one", "two"] {
        let files = json!({ "data.txt": "x".repeat(5 * 1024 * 1024) });
        let skill = json!({ "name": name, "description": "d", "body": "b", "files": files });
        assert_eq!(bench.post("/skills", skill).await.0, 201);
    }
    let (code, error) = bench.get("/skills").await;
    assert_eq!((code.as_u16(), error["message"].is_string()), (413, true), "{error}");
    for (page, name) in [(1, "two"), (2, "one")] {
        let (code, skills) = bench.get(&format!("/skills?size=1&page={page}")).await;
        assert_eq!((code.as_u16(), &skills["items"][0]["name"]), (200, &json!(name)));
    }
}

#[tokio::test]
async fn schedules_fire_pause_resume_trigger_and_come_to_an_end() {
    let clock = ManualClock::starting_at("2026-03-02T08:59:00Z".parse().unwrap());
    let bench = Bench::start(Runtime::builder().clock(clock.clone())).await;
    let request = json!({
        "name": "daily", "timing": { "type": "cron", "expression": "0 9 * * *", "timezone": "UTC" },
        "session_request": { "agent": "h/conversation", "messages": "good morning" }, "repeats": 2,
    });
    let (code, schedule) = bench.post("/schedules", request.clone()).await;
    assert_eq!(code, 201, "{schedule}");
    assert_eq!(schedule["next_run_times"][0], "2026-03-02T09:00:00Z");
    let id = schedule["id"].as_str().unwrap();
    let runs = async |count: usize| loop {
        let (_, runs) = bench.get(&format!("/schedules/{id}/runs")).await;
        if runs["total"] == count {
            return runs["items"].as_array().unwrap().clone();
        }
        clock.advance(Duration::from_secs(30));
    };
    let first = runs(1).await;
    assert_eq!((&first[0]["status"], &first[0]["triggered_manually"]), (&json!("created"), &json!(false)));
    assert_eq!(first[0]["scheduled_for"], "2026-03-02T09:00:00Z");
    let session = first[0]["session_id"].as_str().unwrap();
    let (_, list) = bench.get(&format!("/sessions?schedule_id={id}")).await;
    assert_eq!(list["items"][0]["id"], session);
    let (_, paused) = bench.post(&format!("/schedules/{id}/pause"), json!({ "note": "holiday" })).await;
    assert_eq!(
        (&paused["paused"], &paused["pause_note"], &paused["next_run_times"]),
        (&json!(true), &json!("holiday"), &json!([]))
    );
    let (code, run) = bench.post(&format!("/schedules/{id}/trigger"), Value::Null).await;
    assert_eq!((code.as_u16(), &run["triggered_manually"]), (200, &json!(true)));
    let (_, resumed) = bench.post(&format!("/schedules/{id}/resume"), Value::Null).await;
    assert_eq!((&resumed["paused"], &resumed["sessions_created"]), (&json!(false), &json!(1)));
    runs(3).await;
    let (_, done) = bench.get(&format!("/schedules/{id}")).await;
    assert_eq!((&done["paused"], &done["sessions_created"]), (&json!(true), &json!(2)));
    let wrong = json!({ "timing": { "type": "cron", "expression": "* *", "timezone": "UTC" } });
    assert_eq!(
        bench.send(bench.request(Method::PATCH, &format!("/schedules/{id}")).json(&wrong)).await.0,
        422
    );
    assert_eq!(bench.delete(&format!("/schedules/{id}")).await, 204);
    assert_eq!(bench.get(&format!("/schedules/{id}")).await.0, 404);
    assert_eq!(bench.get(&format!("/sessions/{session}")).await.0, 200);
}

#[tokio::test]
async fn a_schedule_keeps_to_its_zone_and_skips_what_cannot_run() {
    let clock = ManualClock::starting_at("2026-03-28T10:00:00Z".parse().unwrap());
    let config = Config { concurrent_sessions: 1, queue_length: 0, ..Config::default() };
    let agents = "agents: [{name: endless, steps: [{wait: message}, {answer: done}]}]";
    let bench =
        Bench::start(Runtime::builder().clock(clock.clone()).config(config).agents_text(agents)).await;
    let schedule = json!({
        "name": "daily", "timing": { "type": "cron", "expression": "30 8 * * *", "timezone": "Europe/Paris" },
        "session_request": { "agent": "endless", "messages": "x" },
    });
    let (code, schedule) = bench.post("/schedules", schedule).await;
    assert_eq!(code, 201, "{schedule}");
    // The night between them is the one in which the clocks of Paris go forward.
    assert_eq!(schedule["next_run_times"][0], "2026-03-29T06:30:00Z");
    let id = schedule["id"].as_str().unwrap();
    let runs = async |count: usize| loop {
        let (_, runs) = bench.get(&format!("/schedules/{id}/runs")).await;
        if runs["total"] == count {
            return runs["items"].as_array().unwrap().clone();
        }
        clock.advance(Duration::from_hours(1));
    };
    let first = runs(1).await;
    let session = first[0]["session_id"].as_str().unwrap();
    assert_eq!(runs(2).await[0]["status"], "skipped_overlap");
    bench.delete(&format!("/sessions/{session}")).await;
    let other = bench.start_agent("endless", "takes the place").await;
    let skipped = runs(3).await;
    assert_eq!((&skipped[0]["status"], &skipped[0]["session_id"]), (&json!("skipped_quota"), &Value::Null));
    bench.delete(&format!("/sessions/{other}")).await;
    assert_eq!(runs(4).await[0]["status"], "created");
}

#[tokio::test]
async fn a_browser_profile_is_uploaded_completed_and_made_the_default() {
    let bench = bench().await;
    let (_, upload) = bench.post("/browser-profiles/initiate-upload", Value::Null).await;
    let id = upload["profile_id"].as_str().unwrap().to_owned();
    let create = json!({ "name": "mine", "browser_name": "chromium", "browser_version": "130" });
    let complete = format!("/browser-profiles/{id}/complete-upload");
    assert_eq!(bench.post(&complete, create.clone()).await.0, 422);
    let form = |fields: bool, content: &str| {
        let mut body = String::new();
        let mut part = |head: &str, content: &str| {
            let lines = ["--edge\r\ncontent-disposition: form-data; ", head, "\r\n\r\n", content, "\r\n"];
            body.extend(lines);
        };
        if fields {
            for (name, value) in upload["upload_fields"].as_object().unwrap() {
                part(&format!("name=\"{name}\""), value.as_str().unwrap());
            }
        }
        part("name=\"file\"; filename=\"p.zip\"", content);
        body.push_str("--edge--\r\n");
        let url = upload["upload_url"].as_str().unwrap();
        bench.http.post(url).header("content-type", "multipart/form-data; boundary=edge").body(body)
    };
    assert_eq!(bench.send(form(false, "PK\x03\x04zip")).await.0, 403);
    assert_eq!(bench.send(form(true, "not a zip")).await.0, 400);
    assert_eq!(bench.send(form(true, "PK\x03\x04zip")).await.0, 204);
    let wrong = json!({ "name": "mine", "browser_name": "lynx", "browser_version": "1" });
    assert_eq!(bench.post(&complete, wrong).await.0, 422);
    let (code, profile) = bench.post(&complete, create).await;
    assert_eq!((code.as_u16(), &profile["file_size_bytes"]), (201, &json!(7)));
    let default = "/browser-profiles/default?browser_name=chromium";
    assert_eq!(bench.get(default).await.0, 404);
    let put = bench.request(Method::PUT, &format!("/browser-profiles/{id}/default"));
    assert_eq!(bench.send(put).await.1["is_default"], true);
    assert_eq!(bench.get(default).await.1["id"], id);
    assert_eq!(bench.get("/browser-profiles/default").await.0, 422);
    assert_eq!(bench.get("/browser-profiles?limit=1").await.1["total"], 1);
    assert_eq!(bench.delete(&format!("/browser-profiles/{id}")).await, 204);
    assert_eq!(bench.get(default).await.0, 404);
}

#[tokio::test]
async fn vaults_keep_no_token_and_say_that_they_cannot_be_checked() {
    let bench = bench().await;
    let request = json!({ "name": "v", "provider_config": { "provider": "onepassword", "op_vault_id": "x" }, "token": "ops_secret" });
    let (code, vault) = bench.post("/vaults", request).await;
    assert_eq!(code, 201);
    assert!(!vault.to_string().contains("ops_secret"));
    let id = vault["id"].as_str().unwrap();
    let (code, health) = bench.get(&format!("/vaults/{id}/health")).await;
    assert_eq!((code.as_u16(), &health["ok"]), (200, &json!(false)));
    let patch = bench.request(Method::PATCH, &format!("/vaults/{id}")).json(&json!({ "name": "w" }));
    assert_eq!(bench.send(patch).await.1["name"], "w");
    let token = bench.request(Method::PUT, &format!("/vaults/{id}/token")).json(&json!({ "token": "t" }));
    assert_eq!(bench.send(token).await.0, 204);
    let (_, list) = bench.get("/vaults").await;
    assert_eq!(
        (&list["total"], &list["limit"], &list["vaults"][0]["name"]),
        (&json!(1), &json!(50), &json!("w"))
    );
    assert_eq!(bench.delete(&format!("/vaults/{id}")).await, 204);
}

#[tokio::test]
async fn files_of_messages_are_stored_served_and_listed() {
    let bench = bench().await;
    let message = json!({
        "type": "user_message", "message": "see", "images": ["data:image/png;base64,iVBORw0KGgo="],
        "files": [{ "type": "base64", "source": "aGVsbG8=", "name": "a.txt" }, { "type": "base64", "source": "aGk=", "name": "a.txt" }],
    });
    let id =
        bench.create(json!({ "agent": "h/conversation", "messages": message, "idle_timeout_s": 60 })).await;
    bench.until(&id, "idle").await;
    let (_, session) = bench.get(&format!("/sessions/{id}")).await;
    let stored = &session["request"]["messages"][0];
    assert_eq!(stored["files"][0]["size_bytes"], 5);
    assert_eq!(
        (&stored["files"][0]["type"], &stored["files"][0]["media_type"]),
        (&json!("url"), &json!("text/plain"))
    );
    let read = async |url: &str| {
        let redirect = bench.http.get(url).bearer_auth(bench.runtime.api_key()).send().await.unwrap();
        assert_eq!(redirect.status(), 302);
        let location = redirect.headers()["location"].to_str().unwrap().to_owned();
        assert_eq!(bench.http.get(format!("{location}0")).send().await.unwrap().status(), 403);
        bench.http.get(location).send().await.unwrap().text().await.unwrap()
    };
    assert_eq!(read(stored["files"][0]["source"].as_str().unwrap()).await, "hello");
    assert_eq!(read(stored["files"][1]["source"].as_str().unwrap()).await, "hi");
    assert!(stored["images"][0].as_str().unwrap().contains("/resources/images/"));
    assert!(shorts(&bench.events(&id).await).contains(&"AttachmentEvent".to_owned()));
    let (_, list) = bench.post(&format!("/sessions/{id}/files/list_files"), json!({})).await;
    assert_eq!(list["files"].as_array().unwrap().len(), 2);
    let write = json!({ "path": "~/Downloads/sub/b.txt", "content_base64": "Yg==" });
    assert_eq!(bench.post(&format!("/sessions/{id}/files/write_file"), write).await.1["size_bytes"], 1);
    let (_, file) =
        bench.post(&format!("/sessions/{id}/files/read_file"), json!({ "path": "files/sub/b.txt" })).await;
    assert_eq!(file["content_base64"], "Yg==");
    let (_, list) =
        bench.post(&format!("/sessions/{id}/files/list_files"), json!({ "max_entries": 1 })).await;
    assert_eq!((&list["truncated"], &list["files"][0]["name"]), (&json!(true), &json!("sub")));
    for path in ["/etc/passwd", "~/Downloads/../x", "files/./x", "filesx"] {
        let code = bench.post(&format!("/sessions/{id}/files/read_file"), json!({ "path": path })).await.0;
        assert_eq!(code, 422, "{path}");
    }
    let eleven: Vec<Value> =
        (0..11).map(|_| json!({ "type": "base64", "source": "aGk=", "name": "a" })).collect();
    let say = json!({ "type": "user_message", "message": "x", "files": eleven });
    assert_eq!(bench.post(&format!("/sessions/{id}/messages"), say).await.0, 422);
    let say = json!({ "type": "user_message", "message": "x", "images": ["data:nonsense"] });
    assert_eq!(bench.post(&format!("/sessions/{id}/messages"), say).await.0, 422);
}

#[tokio::test]
async fn an_ended_session_is_deleted_when_its_time_is_over() {
    let clock = ManualClock::default();
    let bench = Bench::start(Runtime::builder().clock(clock.clone())).await;
    let id = bench.create(json!({ "agent": "h/conversation", "messages": "x", "delete_after_min": 5 })).await;
    bench.until(&id, "completed").await;
    while bench.get(&format!("/sessions/{id}")).await.0 == 200 {
        clock.advance(Duration::from_mins(1));
    }
    assert_eq!(bench.get(&format!("/sessions/{id}")).await.0, 404);
}

#[tokio::test]
async fn what_an_ended_session_has_seen_is_deleted_before_the_session() {
    let clock = ManualClock::default();
    let bench = Bench::start(Runtime::builder().clock(clock.clone())).await;
    let image = "data:image/png;base64,aGk=";
    let message = json!({ "type": "user_message", "message": "x", "images": [image], "files": [{ "type": "base64", "source": "aGk=", "name": "a.txt" }] });
    let request = json!({ "agent": "h/conversation", "messages": message, "delete_screenshot_after_min": 5 });
    let id = bench.create(request).await;
    bench.until(&id, "completed").await;
    let message = bench.get(&format!("/sessions/{id}")).await.1["request"]["messages"][0].clone();
    let [image, file] = [&message["images"][0], &message["files"][0]["source"]].map(|url| {
        url.as_str().or(url["source"].as_str()).unwrap().split_once("/api/v2").unwrap().1.to_owned()
    });
    assert_eq!(bench.get(&image).await.0, 302);
    while bench.get(&image).await.0 == 302 {
        clock.advance(Duration::from_mins(1));
    }
    assert_eq!((bench.get(&image).await.0.as_u16(), bench.get(&file).await.0.as_u16()), (404, 302));
    assert_eq!(bench.get(&format!("/sessions/{id}")).await.0, 200);
}
