//! Schedules, vaults, browser profiles, webhooks.

use serde_json::json;
use steersman::wire::{
    BrowserProfileCreate, CreateSchedule, CreateWebhook, CronTiming, Nullable, OnePasswordConfig,
    PauseSchedule, SessionRequest, UpdateSchedule, UpdateWebhook, VaultCreateRequest,
    VaultTokenRotateRequest, VaultUpdateRequest,
};

use crate::case::Case;
use crate::samples::{self, page};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = schedules();
    cases.extend(vaults());
    cases.extend(browser_profiles());
    cases.extend(webhooks());
    cases
}

fn schedules() -> Vec<Case> {
    let created = json!({
        "name": "nightly",
        "timing": {"type": "cron", "expression": "0 3 * * *", "timezone": "Europe/Paris"},
        "session_request": {"agent": "h/web"},
    });
    vec![
        Case::new("schedules.list_schedules", |client| async move {
            client.schedules().list_schedules().page(1).size(2).sort(["created_at"]).await
        })
        .arguments(json!({"page": 1, "size": 2, "sort": ["created_at"]}))
        .line("GET /api/v2/schedules?page=1&size=2&sort=created_at")
        .reply(200, &page(&[samples::schedule("sc1")], 1, 1)),
        Case::new("schedules.create_schedule", |client| async move {
            let timing = CronTiming::new("0 3 * * *", "Europe/Paris");
            let schedule = CreateSchedule::new("nightly", timing, SessionRequest::new("h/web"));
            client.schedules().create_schedule(schedule).await
        })
        .arguments(created.clone())
        .line("POST /api/v2/schedules")
        .body(created)
        .reply(201, &samples::schedule("sc1")),
        Case::new(
            "schedules.get_schedule",
            |client| async move { client.schedules().get_schedule("sc1").await },
        )
        .arguments(json!({"schedule_id": "sc1"}))
        .line("GET /api/v2/schedules/sc1")
        .reply(200, &samples::schedule("sc1")),
        Case::new("schedules.update_schedule", |client| async move {
            let changes = UpdateSchedule::default().repeats(Nullable::Null).name("weekly".to_owned());
            client.schedules().update_schedule("sc1", changes).await
        })
        .arguments(json!({"schedule_id": "sc1", "name": "weekly", "repeats": null}))
        .line("PATCH /api/v2/schedules/sc1")
        .body(json!({"name": "weekly", "repeats": null}))
        .reply(200, &samples::schedule("sc1")),
        Case::new("schedules.delete_schedule", |client| async move {
            client.schedules().delete_schedule("sc1").await
        })
        .arguments(json!({"schedule_id": "sc1"}))
        .line("DELETE /api/v2/schedules/sc1")
        .empty(204),
        Case::new("schedules.pause_schedule", |client| async move {
            client.schedules().pause_schedule("sc1").pause(PauseSchedule::default().note("holiday")).await
        })
        .arguments(json!({"schedule_id": "sc1", "note": "holiday"}))
        .line("POST /api/v2/schedules/sc1/pause")
        .body(json!({"note": "holiday"}))
        .reply(200, &samples::schedule("sc1")),
        Case::new("schedules.resume_schedule", |client| async move {
            client.schedules().resume_schedule("sc1").await
        })
        .arguments(json!({"schedule_id": "sc1"}))
        .line("POST /api/v2/schedules/sc1/resume")
        .reply(200, &samples::schedule("sc1")),
        Case::new("schedules.list_schedule_runs", |client| async move {
            client.schedules().list_schedule_runs("sc1").page(2).size(1000).sort(["scheduled_for"]).await
        })
        .arguments(json!({"schedule_id": "sc1", "page": 2, "size": 1000, "sort": ["scheduled_for"]}))
        .line("GET /api/v2/schedules/sc1/runs?page=2&size=1000&sort=scheduled_for")
        .reply(200, &page(&[samples::schedule_run("r1")], 1001, 2)),
        Case::new("schedules.trigger_schedule", |client| async move {
            client.schedules().trigger_schedule("sc1").await
        })
        .arguments(json!({"schedule_id": "sc1"}))
        .line("POST /api/v2/schedules/sc1/trigger")
        .reply(200, &samples::schedule_run("r1")),
    ]
}

fn vaults() -> Vec<Case> {
    vec![
        Case::new("vaults.list_vaults", |client| async move {
            client.vaults().list_vaults().limit(2).offset(4).await
        })
        .arguments(json!({"limit": 2, "offset": 4}))
        .line("GET /api/v2/vaults?limit=2&offset=4")
        .reply(200, &json!({"total": 5, "limit": 2, "offset": 4, "vaults": [samples::vault("v1")]})),
        Case::new("vaults.create_vault", |client| async move {
            let request = VaultCreateRequest::new("main", OnePasswordConfig::new("op1"), "tok");
            client.vaults().create_vault(request).await
        })
        .arguments(json!({
            "name": "main", "provider_config": {"provider": "onepassword", "op_vault_id": "op1"}, "token": "tok",
        }))
        .line("POST /api/v2/vaults")
        .body(json!({
            "name": "main", "provider_config": {"provider": "onepassword", "op_vault_id": "op1"}, "token": "tok",
        }))
        .reply(201, &samples::vault("v1")),
        Case::new("vaults.get_vault", |client| async move { client.vaults().get_vault("v1").await })
            .arguments(json!({"vault_id": "v1"}))
            .line("GET /api/v2/vaults/v1")
            .reply(200, &samples::vault("v1")),
        Case::new("vaults.update_vault", |client| async move {
            let changes = VaultUpdateRequest::default().name("other".to_owned());
            client.vaults().update_vault("v1", changes).await
        })
        .arguments(json!({"vault_id": "v1", "name": "other"}))
        .line("PATCH /api/v2/vaults/v1")
        .body(json!({"name": "other"}))
        .reply(200, &samples::vault("v1")),
        Case::new("vaults.delete_vault", |client| async move { client.vaults().delete_vault("v1").await })
            .arguments(json!({"vault_id": "v1"}))
            .line("DELETE /api/v2/vaults/v1")
            .empty(204),
        Case::new("vaults.vault_health", |client| async move { client.vaults().vault_health("v1").await })
            .arguments(json!({"vault_id": "v1"}))
            .line("GET /api/v2/vaults/v1/health")
            .reply(200, &json!({"ok": false, "error": "token expired"})),
        Case::new("vaults.rotate_vault_token", |client| async move {
            client.vaults().rotate_vault_token("v1", VaultTokenRotateRequest::new("tok2")).await
        })
        .arguments(json!({"vault_id": "v1", "token": "tok2"}))
        .line("PUT /api/v2/vaults/v1/token")
        .body(json!({"token": "tok2"}))
        .empty(204),
    ]
}

fn browser_profiles() -> Vec<Case> {
    vec![
        Case::new("browser_profiles.list_browser_profiles", |client| async move {
            client.browser_profiles().list_browser_profiles().limit(1000).offset(0).await
        })
        .arguments(json!({"limit": 1000, "offset": 0}))
        .line("GET /api/v2/browser-profiles?limit=1000&offset=0")
        .reply(200, &json!({"total": 1, "limit": 1000, "offset": 0, "profiles": [samples::profile("p1")]})),
        Case::new("browser_profiles.get_default_browser_profile", |client| async move {
            client.browser_profiles().get_default_browser_profile("chrome dev").await
        })
        .arguments(json!({"browser_name": "chrome dev"}))
        .line("GET /api/v2/browser-profiles/default?browser_name=chrome+dev")
        .reply(200, &samples::profile("p1")),
        Case::new("browser_profiles.initiate_browser_profile_upload", |client| async move {
            client.browser_profiles().initiate_browser_profile_upload().await
        })
        .line("POST /api/v2/browser-profiles/initiate-upload")
        .reply(200, &json!({
                "profile_id": "p1", "upload_url": "https://storage.example/b", "upload_fields": {"policy": "x"},
                "upload_expires_in": 3600,
            }),
        ),
        Case::new("browser_profiles.get_browser_profile", |client| async move {
            client.browser_profiles().get_browser_profile("p1").await
        })
        .arguments(json!({"profile_id": "p1"}))
        .line("GET /api/v2/browser-profiles/p1")
        .reply(200, &samples::profile("p1")),
        Case::new("browser_profiles.delete_browser_profile", |client| async move {
            client.browser_profiles().delete_browser_profile("p1").await
        })
        .arguments(json!({"profile_id": "p1"}))
        .line("DELETE /api/v2/browser-profiles/p1")
        .empty(204),
        Case::new("browser_profiles.complete_browser_profile_upload", |client| async move {
            let profile = BrowserProfileCreate::new("shop", "chromium", "130").description("for the shop");
            client.browser_profiles().complete_browser_profile_upload("p1", profile).await
        })
        .arguments(json!({
            "profile_id": "p1", "name": "shop", "browser_name": "chromium", "browser_version": "130",
            "description": "for the shop",
        }))
        .line("POST /api/v2/browser-profiles/p1/complete-upload")
        .body(json!({
            "name": "shop", "browser_name": "chromium", "browser_version": "130", "description": "for the shop",
        }))
        .reply(201, &samples::profile("p1")),
        Case::new("browser_profiles.set_default_browser_profile", |client| async move {
            client.browser_profiles().set_default_browser_profile("p1").await
        })
        .arguments(json!({"profile_id": "p1"}))
        .line("PUT /api/v2/browser-profiles/p1/default")
        .reply(200, &samples::profile("p1")),
        Case::new("browser_profiles.unset_default_browser_profile", |client| async move {
            client.browser_profiles().unset_default_browser_profile("p1").await
        })
        .arguments(json!({"profile_id": "p1"}))
        .line("DELETE /api/v2/browser-profiles/p1/default")
        .reply(200, &samples::profile("p1")),
    ]
}

fn webhooks() -> Vec<Case> {
    vec![
        Case::new("webhooks.list_webhooks", |client| async move {
            client.webhooks().list_webhooks().page(1).size(7).sort(["-created_at"]).await
        })
        .arguments(json!({"page": 1, "size": 7, "sort": ["-created_at"]}))
        .line("GET /api/v2/webhooks?page=1&size=7&sort=-created_at")
        .reply(200, &page(&[samples::webhook("w1")], 1, 1)),
        Case::new("webhooks.create_webhook", |client| async move {
            let webhook =
                CreateWebhook::new("https://example.com/hook").enabled_events(vec!["session.idle".into()]);
            client.webhooks().create_webhook(webhook).await
        })
        .arguments(json!({"url": "https://example.com/hook", "enabled_events": ["session.idle"]}))
        .line("POST /api/v2/webhooks")
        .body(json!({"url": "https://example.com/hook", "enabled_events": ["session.idle"]}))
        .reply(201, &samples::webhook_with_secret()),
        Case::new("webhooks.list_webhook_events", |client| async move {
            client.webhooks().list_webhook_events().await
        })
        .line("GET /api/v2/webhooks/events")
        .reply(200, &json!([{"type": "session.idle", "description": "Answered"}])),
        Case::new("webhooks.get_webhook", |client| async move { client.webhooks().get_webhook("w1").await })
            .arguments(json!({"webhook_id": "w1"}))
            .line("GET /api/v2/webhooks/w1")
            .reply(200, &samples::webhook("w1")),
        Case::new("webhooks.update_webhook", |client| async move {
            let changes = UpdateWebhook::default().description(Nullable::Null).disabled(true);
            client.webhooks().update_webhook("w1", changes).await
        })
        .arguments(json!({"webhook_id": "w1", "description": null, "disabled": true}))
        .line("PATCH /api/v2/webhooks/w1")
        .body(json!({"description": null, "disabled": true}))
        .reply(200, &samples::webhook("w1")),
        Case::new(
            "webhooks.delete_webhook",
            |client| async move { client.webhooks().delete_webhook("w1").await },
        )
        .arguments(json!({"webhook_id": "w1"}))
        .line("DELETE /api/v2/webhooks/w1")
        .empty(204),
        Case::new(
            "webhooks.ping_webhook",
            |client| async move { client.webhooks().ping_webhook("w1").await },
        )
        .arguments(json!({"webhook_id": "w1"}))
        .line("POST /api/v2/webhooks/w1/ping")
        .reply(200, &json!({"response_status": 204})),
        Case::new("webhooks.rotate_webhook_secret", |client| async move {
            client.webhooks().rotate_webhook_secret("w1").await
        })
        .arguments(json!({"webhook_id": "w1"}))
        .line("POST /api/v2/webhooks/w1/rotate")
        .reply(200, &samples::webhook_with_secret()),
    ]
}
