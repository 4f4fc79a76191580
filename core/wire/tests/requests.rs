//! Bodies of requests: what is sent, what is left out, and what is refused before sending.

use serde_json::{Map, Value, json};
use steersman_wire::{
    Agent, AgentRef, Browser, BrowserNetwork, CreateSchedule, CreateWebhook, CronTiming, Environment,
    FileContent, Host, ListFilesRequest, MAX_MESSAGE_FILE_BYTES, ManagedProxySelection, Messages, Nullable,
    PatchAgent, PatchSkill, SendMessages, SessionRequest, Skill, ToolDefinition, ToolRequest, ToolResult,
    ToolResultBatch, ToolResults, UpdateWebhook, UserMessageBatch, UserMessageEvent, Workstation,
    WorkstationStorage, validate_catalog_name,
};

fn sent(body: &impl serde::Serialize) -> Value {
    serde_json::to_value(body).expect("bodies serialize")
}

/// The field path of the refusal.
fn refused(result: Result<(), steersman_wire::FieldError>) -> String {
    result.expect_err("it is refused").field
}

#[test]
fn fields_that_are_not_given_are_not_sent() {
    assert_eq!(sent(&SessionRequest::new("h/web")), json!({"agent": "h/web"}));
    assert_eq!(sent(&PatchAgent::default()), json!({}));
    assert_eq!(sent(&UserMessageEvent::new("hi")), json!({"type": "user_message", "message": "hi"}));
    assert_eq!(sent(&Browser::new("b")), json!({"kind": "web", "id": "b"}));
    assert_eq!(sent(&ListFilesRequest::default()), json!({}));
}

#[test]
fn an_explicit_null_is_sent_as_null() {
    let request = SessionRequest::new("a")
        .messages("go")
        .delete_after_min(None)
        .max_steps(3)
        .max_time_s(1.5)
        .queue(false);
    let body = json!({
        "agent": "a", "messages": "go", "max_steps": 3, "max_time_s": 1.5, "delete_after_min": null, "queue": false,
    });
    assert_eq!(sent(&request), body);
    let read: SessionRequest = serde_json::from_value(body).expect("the request is read");
    assert_eq!(read, request);
    assert_eq!(read.delete_after_min, Nullable::Null);
    assert_eq!(read.delete_screenshot_after_min, Nullable::Absent);
    let patch = PatchSkill::default().source(None).body("text");
    assert_eq!(sent(&patch), json!({"source": null, "body": "text"}));
}

#[test]
fn discriminators_are_always_on_the_wire() {
    let agent = Agent::new("a", "does things")
        .environment(Environment::from(Browser::new("b")))
        .environment(Environment::from(Workstation::new("w")))
        .environment("named");
    let kinds: Vec<Value> = sent(&agent)["environments"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|env| env["kind"].clone())
        .collect();
    assert_eq!(kinds, [json!("web"), json!("workstation"), Value::Null]);

    let call = ToolRequest::new("look", Map::new(), None);
    let one = ToolResults::from(vec![ToolResult::success(call.clone(), Value::Null)]);
    assert_eq!(
        sent(&one),
        json!({"kind": "tool_result", "tool_req": {"tool_name": "look", "args": {}}, "result": null})
    );
    let two = ToolResults::from(vec![ToolResult::failure(call.clone(), "no"), ToolResult::success(call, 1)]);
    let two = sent(&two);
    assert_eq!(two["type"], "batch");
    assert_eq!(two["results"][0]["kind"], "error_event");
    assert_eq!(two["results"][0]["origin"], "client");
    assert_eq!(two["results"][1]["result"], 1);

    assert_eq!(sent(&SendMessages::from("hi"))["type"], "user_message");
    assert_eq!(sent(&SendMessages::from(vec![UserMessageEvent::new("hi")]))["type"], "batch");
    assert_eq!(sent(&CronTiming::new("0 9 * * 1", "UTC"))["type"], "cron");
}

#[test]
fn a_union_keeps_what_it_does_not_know() {
    for body in [
        json!({"kind": "spaceship", "id": "s", "warp": 9}),
        json!({"kind": "web", "id": 5}),
        json!({"id": "no kind"}),
        json!("text"),
    ] {
        let environment: Environment =
            serde_json::from_value(body.clone()).expect("any JSON is an environment");
        assert_eq!(environment, Environment::Unknown(body.clone()));
        assert_eq!(sent(&environment), body);
    }
    let read: AgentRef = serde_json::from_value(json!(["odd"])).expect("any JSON is a reference");
    assert_eq!(sent(&read), json!(["odd"]));
    assert_eq!(refused(SessionRequest::new(read).validate()), "agent");
}

#[test]
fn unknown_fields_come_back_as_they_were() {
    let body = json!({
        "kind": "web", "id": "b", "host": "orbit", "network": {"proxy_url": "***", "dns": [1, 2]}, "mode": {"type": "text", "fast": true},
        "new": {"deep": [null, 1.5]},
    });
    let environment: Environment = serde_json::from_value(body.clone()).expect("it is read");
    let Environment::Web(browser) = &environment else { panic!("not a browser: {environment:?}") };
    assert_eq!(browser.host, Some(Host::Other("orbit".to_owned())));
    assert_eq!(sent(&environment), body);
}

#[test]
fn a_name_of_another_kind_is_not_taken_for_this_one() {
    assert!(serde_json::from_value::<Browser>(json!({"kind": "desktop", "id": "x"})).is_err());
    assert!(serde_json::from_value::<Browser>(json!({"id": "x"})).is_ok());
    assert!(
        serde_json::from_value::<UserMessageBatch>(json!({"type": "user_message", "messages": []})).is_err()
    );
}

#[test]
fn messages_take_every_form_of_the_contract() {
    for (body, count) in [
        (json!("text"), 1),
        (json!({"type": "user_message", "message": "text"}), 1),
        (
            json!([{"type": "user_message", "message": "a"}, {"type": "user_message", "message": "b", "files": []}]),
            2,
        ),
        (json!(7), 0),
    ] {
        let messages: Messages = serde_json::from_value(body.clone()).expect("messages are read");
        assert_eq!(messages.to_list().len(), count);
        assert_eq!(sent(&messages), body);
    }
}

#[test]
fn limits_are_checked_and_the_limit_itself_passes() {
    let request = SessionRequest::new("a");
    assert_eq!(request.validate(), Ok(()));
    assert_eq!(refused(SessionRequest::new("").validate()), "agent");
    assert_eq!(
        request.clone().max_steps(1).delete_after_min(1).idle_timeout_s(1).max_time_s(0.1).validate(),
        Ok(())
    );
    assert_eq!(refused(request.clone().max_steps(0).validate()), "max_steps");
    assert_eq!(refused(request.clone().delete_after_min(0).validate()), "delete_after_min");
    assert_eq!(refused(request.clone().idle_timeout_s(0).validate()), "idle_timeout_s");
    for seconds in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(refused(request.clone().max_time_s(seconds).validate()), "max_time_s", "{seconds}");
    }
    assert_eq!(request.max_steps(None).validate(), Ok(()));

    let name = |length: usize| {
        CreateSchedule::new("é".repeat(length), CronTiming::new("* * * * *", "UTC"), SessionRequest::new("a"))
    };
    assert_eq!(name(255).validate(), Ok(()));
    assert_eq!(refused(name(256).validate()), "name");
    assert_eq!(refused(name(0).validate()), "name");
    assert_eq!(refused(ListFilesRequest::default().max_entries(0).validate()), "max_entries");
    assert_eq!(refused(UserMessageBatch::new(Vec::new()).validate()), "messages");
    assert_eq!(refused(ToolResults::Batch(ToolResultBatch::new(Vec::new())).validate()), "results");
    assert_eq!(refused(Skill::new("s", "", "b").validate()), "description");
    assert_eq!(refused(PatchSkill::default().url_pattern("").validate()), "url_pattern");
}

#[test]
fn a_refusal_names_the_whole_way_to_the_field() {
    let agent = |tools| {
        Agent::new("a", "does things").subagents(vec!["b".into(), Agent::new("c", "d").tools(tools).into()])
    };
    let bad = ToolDefinition::new("2fast", "d", Map::new());
    let fine = ToolDefinition::new("_ok2", "d", Map::new());
    assert_eq!(SessionRequest::new(agent(vec![fine.clone()])).validate(), Ok(()));
    let error = SessionRequest::new(agent(vec![fine, bad])).validate().expect_err("it is refused");
    assert_eq!(error.field, "agent.subagents[1].tools[1].name");
    assert_eq!(
        error.to_string(),
        "agent.subagents[1].tools[1].name: expected letters, digits and underscores, not starting with a digit, got \"2fast\""
    );
    let timing = CronTiming::new("* * * *", "UTC");
    assert_eq!(
        refused(CreateSchedule::new("n", timing, SessionRequest::new("a")).validate()),
        "timing.expression"
    );
}

#[test]
fn the_files_of_a_message_are_counted_and_weighed() {
    let message = |files: usize, bytes: u64| {
        let padding = match bytes % 3 {
            1 => "==",
            2 => "=",
            _ => "",
        };
        let digits = usize::try_from((bytes * 4).div_ceil(3)).expect("it fits");
        let mut list = vec![FileContent::base64("empty.txt", ""); files - 1];
        list.push(FileContent::base64("big.bin", "A".repeat(digits) + padding));
        UserMessageEvent::new("look").files(list)
    };
    assert_eq!(message(10, MAX_MESSAGE_FILE_BYTES).validate(), Ok(()));
    assert_eq!(refused(message(11, 1).validate()), "files");
    assert_eq!(refused(message(1, MAX_MESSAGE_FILE_BYTES + 1).validate()), "files");
    let request = SessionRequest::new("a").messages(vec![UserMessageEvent::new("one"), message(11, 1)]);
    assert_eq!(refused(request.validate()), "messages[1].files");
    let batch = SendMessages::from(vec![message(11, 1)]);
    assert_eq!(refused(batch.validate()), "messages[0].files");
}

#[test]
fn rules_over_several_fields_are_checked() {
    let browser = || Browser::new("b");
    assert_eq!(browser().browser_profile_id("p").persist_browser_profile(true).validate(), Ok(()));
    assert_eq!(refused(browser().persist_browser_profile(true).validate()), "persist_browser_profile");
    let both = browser().browser_profile_id("p").use_default_browser_profile(true);
    assert_eq!(refused(both.validate()), "use_default_browser_profile");
    let network = BrowserNetwork::default()
        .proxy_url("http://p".into())
        .managed_proxy(ManagedProxySelection::default());
    assert_eq!(refused(browser().network(network).validate()), "network.managed_proxy");

    let storage = WorkstationStorage::default();
    assert_eq!(storage.clone().ephemeral(true).validate(), Ok(()));
    assert!(storage.clone().validate().is_err());
    assert_eq!(
        refused(Workstation::new("w").storage(storage.ephemeral(true).volume_id("v")).validate()),
        "storage"
    );

    let twice = Agent::new("a", "d")
        .environment(Environment::from(browser()))
        .environment(Environment::from(browser()));
    assert_eq!(refused(twice.validate()), "environments[1]");

    assert_eq!(CreateWebhook::new("HTTPS://x").validate(), Ok(()));
    assert_eq!(refused(CreateWebhook::new("http://x").validate()), "url");
    assert_eq!(refused(UpdateWebhook::default().url("ftp://x").validate()), "url");
    assert_eq!(UpdateWebhook::default().url(None).validate(), Ok(()));
}

#[test]
fn catalog_names_follow_the_rules_of_the_catalog() {
    for name in ["a", "web-surfer", "org/web-2", &"a".repeat(63), &format!("{0}/{0}", "a".repeat(63))] {
        assert_eq!(validate_catalog_name(name), Ok(()), "{name}");
    }
    for name in ["", "-a", "a-", "A", "a_b", "a/b/c", "/a", "a/", &"a".repeat(64), "é"] {
        assert!(validate_catalog_name(name).is_err(), "{name}");
    }
}
