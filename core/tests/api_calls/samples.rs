//! What the server answers, with invented values.

use serde_json::{Value, json};

pub(crate) const AT: &str = "2026-03-01T09:00:00Z";

pub(crate) fn session() -> Value {
    json!({
        "id": "s1",
        "request": {"agent": {"name": "h/web", "description": "Browses", "environments": []}, "messages": "Find it"},
        "status": session_status(),
        "agent_revision": 3,
        "latest_answer": {"total": 3},
        "created_at": AT,
        "started_at": null,
        "from_the_future": {"kept": true},
    })
}

pub(crate) fn session_status() -> Value {
    json!({
        "status": "awaiting_tool_results",
        "steps": 3,
        "usage_per_model": [{"name": "holo", "input_tokens": 2, "output_tokens": 1, "reasoning_tokens": 0}],
        "pending_tool_calls": [{"tool_name": "lookup", "args": {"id": "A-17"}, "id": "call_1"}],
    })
}

pub(crate) fn session_summary(id: &str) -> Value {
    json!({"id": id, "status": "completed", "agent": "h/web", "created_at": AT})
}

pub(crate) fn event(text: &str) -> Value {
    json!({"type": "AgentErrorEvent", "data": {"error": text, "trace": "", "info": null}, "timestamp": AT})
}

pub(crate) fn changes() -> Value {
    json!({
        "status": "running",
        "new_events": [event("a"), {"type": "NewEvent", "data": {"x": 1}, "timestamp": AT}],
        "first_index": 7,
    })
}

pub(crate) fn page(items: &[Value], total: u64, page: u64) -> Value {
    json!({"items": items, "total": total, "page": page})
}

pub(crate) fn agent() -> Value {
    json!({"name": "h/web", "description": "Browses", "environments": ["h/browser"]})
}

pub(crate) fn environment() -> Value {
    json!({"kind": "web", "id": "o/browser", "start_url": "https://example.com"})
}

pub(crate) fn skill(name: &str) -> Value {
    json!({"name": name, "description": "How to invoice", "body": "# Steps"})
}

pub(crate) fn revision(number: u64) -> Value {
    json!({"number": number, "created_at": AT, "message": "note"})
}

pub(crate) fn webhook(id: &str) -> Value {
    json!({
        "id": id, "url": "https://example.com/hook", "enabled_events": ["*"], "description": null, "disabled": false,
        "created_at": AT, "updated_at": AT,
    })
}

pub(crate) fn webhook_with_secret() -> Value {
    let mut webhook = webhook("w1");
    webhook["secret"] = "whsec_test".into();
    webhook
}

pub(crate) fn schedule(id: &str) -> Value {
    json!({
        "id": id, "name": "nightly", "description": null,
        "timing": {"type": "cron", "expression": "0 3 * * *", "timezone": "Europe/Paris"},
        "session_request": {"agent": "h/web"}, "paused": false, "pause_note": null, "repeats": null,
        "sessions_created": 2, "next_run_times": [AT], "last_run_at": null, "created_at": AT, "updated_at": AT,
    })
}

pub(crate) fn schedule_run(id: &str) -> Value {
    json!({
        "id": id, "schedule_id": "sc1", "status": "created", "scheduled_for": AT, "session_id": "s1", "error": null,
        "triggered_manually": true, "created_at": AT,
    })
}

pub(crate) fn vault(id: &str) -> Value {
    json!({
        "id": id, "org_id": "o", "name": "main", "provider_config": {"provider": "onepassword", "op_vault_id": "op1"},
        "created_at": AT, "updated_at": AT,
    })
}

pub(crate) fn profile(id: &str) -> Value {
    json!({
        "id": id, "user_id": "u", "org_id": "o", "name": "shop", "browser_name": "chromium", "browser_version": "130",
        "created_at": AT, "updated_at": AT,
    })
}
