//! Bodies of responses: what is read, what is tolerated, what is never printed.

use serde_json::{Value, json};
use steersman_wire::{
    AgentWithRevision, BrowserNetwork, ErrorDetail, ErrorEnvelope, InitiateUploadResponse, Page,
    ScheduleRecord, Secret, Session, SessionErrorCode, SessionStatus, Timestamp, TokenQuotaStatus,
    TrajectoryStatus, VaultCreateRequest, VaultProvider, VaultTokenRotateRequest, WebhookDelivery,
    WebhookEventType, WebhookWithSecret,
};

const CANARY: &str = "canary-4711";

fn read<T: serde::de::DeserializeOwned>(body: Value) -> T {
    serde_json::from_value(body).expect("the body is read")
}

#[test]
fn which_states_are_terminal_and_which_are_settled() {
    let states: Vec<TrajectoryStatus> =
        TrajectoryStatus::KNOWN.iter().map(|name| TrajectoryStatus::from(*name)).collect();
    let terminal = ["completed", "failed", "timed_out", "interrupted"];
    assert_eq!(states.len(), 10);
    for state in states {
        assert_eq!(state.is_terminal(), terminal.contains(&state.as_str()), "{state}");
        assert_eq!(state.is_settled(), state.is_terminal() || state == "idle", "{state}");
    }
    let new = TrajectoryStatus::from("dreaming".to_owned());
    assert!(!new.is_terminal() && !new.is_settled());
    assert_eq!(serde_json::to_value(&new).expect("names serialize"), "dreaming");
}

#[test]
fn a_status_has_the_contracts_defaults() {
    for body in [
        json!({"status": "running"}),
        json!({"status": "running", "steps": null, "usage_per_model": null, "subagent_session_ids": null, "pending_tool_calls": null}),
    ] {
        assert_eq!(read::<SessionStatus>(body), SessionStatus::new(TrajectoryStatus::Running));
    }
    let status: SessionStatus = read(json!({
        "status": "failed", "error_code": "new_code", "new": 1,
        "usage_per_model": [
            {"name": "a", "input_tokens": 10, "cached_tokens": 4, "output_tokens": 2, "reasoning_tokens": 1},
            {"name": "b", "input_tokens": 5, "output_tokens": u64::MAX},
        ],
    }));
    let total = status.total_usage();
    assert_eq!((total.input_tokens, total.cached_tokens, total.output_tokens), (15, 4, u64::MAX));
    assert_eq!(status.error_code, Some(SessionErrorCode::Other("new_code".to_owned())));
    assert_eq!(status.extra["new"], 1);
}

#[test]
fn a_session_is_read_and_written_back_whole() {
    let body = json!({
        "id": "s", "status": {"status": "idle", "steps": 3, "usage_per_model": [], "subagent_session_ids": [], "pending_tool_calls": []},
        "request": {
            "agent": {
                "name": "a", "description": "d", "environments": [{"kind": "web", "id": "b", "network": {"proxy_url": "***"}}],
                "mcp": [{"headers": {"x": "***"}}],
            },
            "messages": [{"type": "user_message", "message": "m", "files": [{"type": "url", "source": "u", "name": "n", "size_bytes": 5}]}],
            "max_steps": null, "idle_timeout_s": 60, "overrides": {"agent.tools": []},
        },
        "latest_answer": {"total": 5}, "created_at": "2026-03-01T09:00:00Z", "region": "eu",
    });
    let session: Session = read(body.clone());
    assert_eq!(serde_json::to_value(&session).expect("sessions serialize"), body);
}

#[test]
fn a_field_promised_as_null_is_written_as_null() {
    let body = json!({"limit": null, "used": 5, "remaining": null, "window_start": "t", "window_end": null});
    let quota: TokenQuotaStatus = read(body.clone());
    assert_eq!(serde_json::to_value(&quota).expect("quotas serialize"), body);
    let absent: TokenQuotaStatus = read(json!({"window_start": "t"}));
    assert_eq!(absent.limit, None);
}

#[test]
fn a_time_is_kept_as_text_and_read_when_asked() {
    for (text, seconds) in [
        ("2026-03-01T09:00:00Z", Some(1_772_355_600)),
        ("2026-03-01T10:00:00.123456+01:00", Some(1_772_355_600)),
        ("2026-03-01T09:00:00.5", Some(1_772_355_600)),
        ("yesterday", None),
        ("", None),
    ] {
        let time: Timestamp = read(json!(text));
        assert_eq!(time.as_str(), text);
        assert_eq!(time.instant().map(jiff::Timestamp::as_second), seconds, "{text}");
    }
    assert_eq!(read::<Timestamp>(json!(1_772_355_600)).as_str(), "1772355600");
}

#[test]
fn a_schedule_keeps_a_timing_it_does_not_know() {
    let body = json!({
        "id": "i", "name": "n", "description": null, "timing": {"type": "interval", "seconds": 5}, "session_request": {"agent": "a"},
        "paused": false, "pause_note": null, "repeats": null, "sessions_created": 0, "next_run_times": [], "last_run_at": null,
        "created_at": "t", "updated_at": "t",
    });
    let record: ScheduleRecord = read(body.clone());
    assert_eq!(record.timing.tag(), Some("interval"));
    assert_eq!(serde_json::to_value(&record).expect("records serialize"), body);
}

#[test]
fn a_listing_of_agents_may_have_revisions() {
    let body = json!({"items": [
        {"name": "a", "description": "d", "environments": [], "revision": 3, "new": true},
        {"name": "b", "description": "d", "environments": []},
    ], "total": 2, "page": 1});
    let page: Page<AgentWithRevision> = read(body.clone());
    assert_eq!(page.items[0].revision, Some(3));
    assert_eq!(page.items[0].agent.extra.keys().collect::<Vec<_>>(), ["new"]);
    assert_eq!(serde_json::to_value(&page).expect("pages serialize"), body);
}

#[test]
fn the_text_of_a_refusal_is_found_in_every_shape() {
    for (body, text) in [
        (json!({"detail": "text"}), Some("text")),
        (
            json!({"detail": [{"type": "missing", "loc": ["body", 0, "agent"], "msg": "required", "input": {}}, "also"]}),
            Some("required; also"),
        ),
        (json!({"message": "gateway"}), Some("gateway")),
        (json!({"message": "outer", "detail": [{"type": "not_found", "message": "inner"}]}), Some("inner")),
        (json!({"message": "outer", "detail": [{"type": "not_found"}]}), Some("outer")),
        (json!({"message": "outer", "detail": []}), Some("outer")),
        (json!({"detail": {"message": "text"}}), Some("text")),
        (json!({"detail": {"msg": "text"}}), Some("text")),
        (json!({"detail": null, "message": null}), None),
        (json!({"detail": 5, "message": "text"}), Some("text")),
        (json!({"detail": [5]}), None),
        (json!({}), None),
    ] {
        let envelope: ErrorEnvelope = read(body.clone());
        assert_eq!(envelope.text().as_deref(), text, "{body}");
    }
    assert_eq!(read::<ErrorEnvelope>(json!({"detail": [5]})).detail, Some(ErrorDetail::Unknown(json!([5]))));
}

#[test]
fn a_delivery_is_typed_by_its_type() {
    let delivery: WebhookDelivery = read(json!({
        "type": "session.idle", "id": "d", "created_at": "2026-03-01T09:00:00Z",
        "data": {"session_id": "s", "status": "idle", "previous_status": null, "new": 1},
    }));
    assert_eq!(delivery.event_type(), WebhookEventType::SessionIdle);
    assert_eq!(delivery.session().map(|data| data.state()), Some(TrajectoryStatus::Idle));
    let ping: WebhookDelivery = read(json!({"type": "ping", "id": "d", "created_at": "t", "data": {}}));
    assert_eq!(ping.event_type(), WebhookEventType::Other("ping".to_owned()));
    assert_eq!(ping.session(), None);
}

#[test]
fn secrets_travel_but_are_never_printed() {
    let webhook: WebhookWithSecret = read(json!({
        "id": "w", "url": "https://x", "enabled_events": ["*"], "description": null, "disabled": false, "created_at": "t",
        "updated_at": "t", "secret": CANARY,
    }));
    let upload: InitiateUploadResponse = read(json!({
        "profile_id": "p", "upload_url": format!("https://storage/?sig={CANARY}"), "upload_fields": {"policy": CANARY},
        "upload_expires_in": 60,
    }));
    let provider = VaultProvider::OnePassword(steersman_wire::OnePasswordConfig::new("v"));
    let shown = [
        format!("{webhook:?}{webhook:#?}"),
        format!("{upload:?}{upload:#?}"),
        format!("{:?}", VaultCreateRequest::new("n", provider.clone(), CANARY)),
        format!("{:?}", VaultTokenRotateRequest::new(CANARY)),
        format!("{:?}", BrowserNetwork::default().proxy_url(CANARY.into())),
        format!("{0:?}{0}", Secret::new(CANARY)),
    ];
    for text in shown {
        assert!(text.contains("***") && !text.contains("canary"), "{text}");
    }
    let sent = serde_json::to_value(VaultCreateRequest::new("n", provider, CANARY)).expect("it serializes");
    assert_eq!(sent["token"], CANARY);
    assert_eq!(sent["provider_config"], json!({"provider": "onepassword", "op_vault_id": "v"}));
}
