//! Sessions, their files, quotas.

use serde_json::json;
use steersman::wire::{
    Feedback, ListFilesRequest, ReadFileRequest, SendMessages, SessionRequest, ToolRequest, ToolResult,
    ToolResults, TrajectoryStatus, UserMessageEvent, WriteFileRequest,
};

use crate::case::Case;
use crate::samples::{self, AT, page};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::new("sessions.list_sessions", |client| async move {
            client
                .sessions()
                .list_sessions()
                .owner("organization")
                .status([TrajectoryStatus::Running, TrajectoryStatus::Idle, "dreaming".into()])
                .agent(["h/web", "a b&c"])
                .group_id("g 1")
                .parent_session_id("p")
                .schedule_id("sc")
                .search("ä=&?#+%")
                .created_before("2026-03-02T00:00:00Z")
                .created_after("2026-03-01T10:00:00+01:00")
                .finished_before("2026-03-04T00:00:00")
                .finished_after("2026-03-03T00:00:00.5Z")
                .page(2)
                .size(100)
                .sort(["created_at"])
                .await
        })
        .arguments(json!({
            "owner": "organization", "status": ["running", "idle", "dreaming"], "agent": ["h/web", "a b&c"],
            "group_id": "g 1", "parent_session_id": "p", "schedule_id": "sc", "search": "ä=&?#+%",
            "created_before": "2026-03-02T00:00:00Z", "created_after": "2026-03-01T10:00:00+01:00",
            "finished_before": "2026-03-04T00:00:00", "finished_after": "2026-03-03T00:00:00.5Z",
            "page": 2, "size": 100, "sort": "created_at",
        }))
        .line(
            "GET /api/v2/sessions?owner=organization&status=running&status=idle&status=dreaming&agent=h%2Fweb\
             &agent=a+b%26c&group_id=g+1&parent_session_id=p&schedule_id=sc&search=%C3%A4%3D%26%3F%23%2B%25\
             &created_before=2026-03-02T00%3A00%3A00Z&created_after=2026-03-01T09%3A00%3A00Z\
             &finished_before=2026-03-04T00%3A00%3A00Z&finished_after=2026-03-03T00%3A00%3A00.5Z\
             &page=2&size=100&sort=created_at",
        )
        .reply(200, &page(&[samples::session_summary("s1")], 101, 2)),
        Case::new("sessions.create_session", |client| async move {
            let request = SessionRequest::new("h/web").message("Find it").delete_after_min(None);
            client.sessions().create_session(request).idempotency_key("once").await
        })
        .arguments(json!({
            "agent": "h/web", "messages": "Find it", "delete_after_min": null, "idempotency_key": "once",
        }))
        .line("POST /api/v2/sessions")
        .header("idempotency-key", "once")
        .body(json!({"agent": "h/web", "messages": "Find it", "delete_after_min": null}))
        .reply(201, &samples::session()),
        Case::new("sessions.get_session_quota", |client| async move {
            client.sessions().get_session_quota().await
        })
        .line("GET /api/v2/sessions/quota")
        .reply(200, &json!({"scope": "user", "limit": 3, "active": 1, "available": 2})),
        Case::new(
            "sessions.get_session",
            |client| async move { client.sessions().get_session("s/1 é").await },
        )
        .arguments(json!({"id": "s/1 é"}))
        .line("GET /api/v2/sessions/s%2F1%20%C3%A9")
        .reply(200, &samples::session()),
        Case::new(
            "sessions.cancel_session",
            |client| async move { client.sessions().cancel_session("s1").await },
        )
        .arguments(json!({"id": "s1"}))
        .line("DELETE /api/v2/sessions/s1")
        .empty(204),
        Case::new("sessions.get_session_changes", |client| async move {
            client
                .sessions()
                .get_session_changes("s1")
                .from_index(7)
                .limit(0)
                .include_events(false)
                .wait_for_seconds(25)
                .await
        })
        .arguments(json!({
            "id": "s1", "from_index": 7, "limit": 0, "include_events": false, "wait_for_seconds": 25,
        }))
        .line("GET /api/v2/sessions/s1/changes?from_index=7&limit=0&include_events=false&wait_for_seconds=25")
        .reply(200, &samples::changes()),
        Case::new("sessions.list_session_events", |client| async move {
            let call = client.sessions().list_session_events("s1").page(3).size(200);
            call.sort(["-timestamp"]).event_type("AgentEvent").await
        })
        .arguments(json!({"id": "s1", "page": 3, "size": 200, "sort": ["-timestamp"], "type": "AgentEvent"}))
        .line("GET /api/v2/sessions/s1/events?page=3&size=200&sort=-timestamp&type=AgentEvent")
        .reply(200, &page(&[samples::event("a"), json!("not even an object")], 402, 3)),
        Case::new("sessions.submit_event_feedback", |client| async move {
            client.sessions().submit_event_feedback("s1", 12, Feedback::new(true)).await
        })
        .arguments(json!({"id": "s1", "event_index": 12, "success": true}))
        .line("PUT /api/v2/sessions/s1/events/12/feedback")
        .body(json!({"success": true}))
        .empty(204),
        Case::new("sessions.submit_session_feedback", |client| async move {
            client
                .sessions()
                .submit_session_feedback("s1", Feedback::new(false).message("no".to_owned()))
                .await
        })
        .arguments(json!({"id": "s1", "success": false, "message": "no"}))
        .line("POST /api/v2/sessions/s1/feedback")
        .body(json!({"success": false, "message": "no"}))
        .empty(204),
        Case::new("sessions.force_session_answer", |client| async move {
            client.sessions().force_session_answer("s1").await
        })
        .arguments(json!({"id": "s1"}))
        .line("POST /api/v2/sessions/s1/force_answer")
        .empty(202),
        Case::new("sessions.send_session_messages", |client| async move {
            client.sessions().send_session_messages("s1", "Look left").await
        })
        .arguments(json!({"id": "s1", "request": {"type": "user_message", "message": "Look left"}}))
        .line("POST /api/v2/sessions/s1/messages")
        .body(json!({"type": "user_message", "message": "Look left"}))
        .empty(202),
        Case::new(
            "sessions.pause_session",
            |client| async move { client.sessions().pause_session("s1").await },
        )
        .arguments(json!({"id": "s1"}))
        .line("POST /api/v2/sessions/s1/pause")
        .empty(202),
        Case::new("sessions.get_session_resource", |client| async move {
            let download = client.sessions().get_session_resource("s1", "files", "a b/bill.pdf").await?;
            let bytes = download.bytes(1000).await?;
            Ok(serde_json::from_slice::<serde_json::Value>(&bytes).unwrap())
        })
        .arguments(json!({"id": "s1", "bucket": "files", "key": "a b/bill.pdf"}))
        .line("GET /api/v2/sessions/s1/resources/files/a%20b/bill.pdf")
        .reply(200, &json!("any bytes")),
        Case::new(
            "sessions.resume_session",
            |client| async move { client.sessions().resume_session("s1").await },
        )
        .arguments(json!({"id": "s1"}))
        .line("POST /api/v2/sessions/s1/resume")
        .empty(202),
        Case::new(
            "sessions.share_session",
            |client| async move { client.sessions().share_session("s1").await },
        )
        .arguments(json!({"id": "s1"}))
        .line("POST /api/v2/sessions/s1/share")
        .reply(200, &json!({"share_url": "https://elsewhere.example/share/x"})),
        Case::new("sessions.unshare_session", |client| async move {
            client.sessions().unshare_session("s1").await
        })
        .arguments(json!({"id": "s1"}))
        .line("DELETE /api/v2/sessions/s1/share")
        .empty(204),
        Case::new("sessions.get_session_status", |client| async move {
            client.sessions().get_session_status("s1").await
        })
        .arguments(json!({"id": "s1"}))
        .line("GET /api/v2/sessions/s1/status")
        .reply(200, &samples::session_status()),
        Case::new("sessions.send_session_tool_results", |client| async move {
            let call = ToolRequest::new("lookup", serde_json::Map::new(), None);
            client.sessions().send_session_tool_results("s1", ToolResult::success(call, 5)).await
        })
        .arguments(json!({
            "id": "s1",
            "request": {"kind": "tool_result", "tool_req": {"tool_name": "lookup", "args": {}}, "result": 5},
        }))
        .line("POST /api/v2/sessions/s1/tool_results")
        .body(json!({"kind": "tool_result", "tool_req": {"tool_name": "lookup", "args": {}}, "result": 5}))
        .empty(202),
        Case::new("session_files.list_files", |client| async move {
            let request = ListFilesRequest::default().path("~/x").max_entries(1);
            client.session_files().list_files("rs1", request).await
        })
        .arguments(json!({"session_id": "rs1", "path": "~/x", "max_entries": 1}))
        .line("POST /api/v2/sessions/rs1/files/list_files")
        .body(json!({"path": "~/x", "max_entries": 1}))
        .reply(200, &json!({"path": "~/x", "files": [samples_file()], "truncated": true})),
        Case::new("session_files.read_file", |client| async move {
            client.session_files().read_file("rs1", ReadFileRequest::new("~/x/a")).await
        })
        .arguments(json!({"session_id": "rs1", "path": "~/x/a"}))
        .line("POST /api/v2/sessions/rs1/files/read_file")
        .body(json!({"path": "~/x/a"}))
        .reply(200, &json!({"path": "~/x/a", "content_base64": "aGk=", "size_bytes": 2, "modified_at": AT})),
        Case::new("session_files.write_file", |client| async move {
            client.session_files().write_file("rs1", WriteFileRequest::new("~/x/a", "aGk=")).await
        })
        .arguments(json!({"session_id": "rs1", "path": "~/x/a", "content_base64": "aGk="}))
        .line("POST /api/v2/sessions/rs1/files/write_file")
        .body(json!({"path": "~/x/a", "content_base64": "aGk="}))
        .reply(200, &json!({"path": "~/x/a", "size_bytes": 2})),
        Case::new("quota.get_token_quota", |client| async move { client.quota().get_token_quota().await })
            .line("GET /api/v2/quota/tokens")
            .reply(
                200,
                &json!({"limit": null, "used": 5, "remaining": null, "window_start": AT, "window_end": null}),
            ),
    ]
}

/// The other forms of the two bodies that have several.
pub(crate) fn other_forms() -> Vec<Case> {
    let message = |text: &str| json!({"type": "user_message", "message": text});
    let result = |id: &str, result: serde_json::Value| json!({"kind": "tool_result", "tool_req": {"tool_name": "t", "args": {}, "id": id}, "result": result});
    let failure = json!({
        "kind": "error_event", "error": "broke", "origin": "client", "tool_req": {"tool_name": "t", "args": {}, "id": "2"},
    });
    let both = json!({"type": "batch", "results": [result("1", json!(null)), failure]});
    vec![
        Case::new("sessions.send_session_messages", |client| async move {
            let message = UserMessageEvent::new("Look").caller_id("boss");
            client.sessions().send_session_messages("s1", message).await
        })
        .arguments(
            json!({"id": "s1", "request": {"type": "user_message", "message": "Look", "caller_id": "boss"}}),
        )
        .line("POST /api/v2/sessions/s1/messages")
        .body(json!({"type": "user_message", "message": "Look", "caller_id": "boss"}))
        .empty(202),
        Case::new("sessions.send_session_messages", |client| async move {
            let messages = vec![UserMessageEvent::new("a"), UserMessageEvent::new("b")];
            client.sessions().send_session_messages("s1", SendMessages::from(messages)).await
        })
        // What a constant discriminator must say is filled in.
        .arguments(
            json!({"id": "s1", "request": {"type": "batch", "messages": [{"message": "a"}, message("b")]}}),
        )
        .line("POST /api/v2/sessions/s1/messages")
        .body(json!({"type": "batch", "messages": [message("a"), message("b")]}))
        .empty(202),
        Case::new("sessions.send_session_tool_results", |client| async move {
            let call = |id: &str| ToolRequest::new("t", serde_json::Map::new(), Some(id.into()));
            let results = vec![
                ToolResult::success(call("1"), serde_json::Value::Null),
                ToolResult::failure(call("2"), "broke"),
            ];
            client.sessions().send_session_tool_results("s1", ToolResults::from(results)).await
        })
        .arguments(json!({"id": "s1", "request": both}))
        .line("POST /api/v2/sessions/s1/tool_results")
        .body(both.clone())
        .empty(202),
        Case::new("sessions.get_session_changes", |client| async move {
            client.sessions().get_session_changes("s1").await
        })
        .arguments(json!({"id": "s1", "limit": null}))
        .line("GET /api/v2/sessions/s1/changes")
        .empty(204),
        Case::new("schedules.pause_schedule", |client| async move {
            client.schedules().pause_schedule("sc1").await.map(|_| ())
        })
        .arguments(json!({"schedule_id": "sc1"}))
        .line("POST /api/v2/schedules/sc1/pause")
        .reply_without_output(200, &samples::schedule("sc1")),
    ]
}

fn samples_file() -> serde_json::Value {
    json!({"name": "a", "path": "~/x/a", "size_bytes": 2, "modified_at": AT, "is_dir": false})
}
