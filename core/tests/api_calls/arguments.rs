//! Arguments: checked before anything is sent, in the same way by type and by name, with errors that name the field.

use std::future::{Future, IntoFuture};

use serde_json::{Value, json};
use steersman::wire::{Agent, SessionRequest, Skill, UserMessageEvent};
use steersman::{CallOptions, Client, Error, ErrorKind};

use crate::samples;
use crate::server::{Reply, Server};

async fn refused<T>(call: impl IntoFuture<Output = Result<T, Error>>) -> (ErrorKind, String) {
    match call.into_future().await {
        Ok(_) => panic!("it was not refused"),
        Err(error) => (error.kind(), error.field().unwrap_or("no field").to_owned()),
    }
}

async fn by_name(client: &Client, name: &str, arguments: Value) -> (ErrorKind, String) {
    refused(Box::pin(client.call(name, arguments, CallOptions::default()))).await
}

/// Both ways are refused with the same field.
async fn both<T>(
    client: &Client,
    typed: impl IntoFuture<Output = Result<T, Error>, IntoFuture: Future>,
    name: &str,
    arguments: Value,
    field: &str,
) {
    let wrong = (ErrorKind::InvalidArgument, field.to_owned());
    assert_eq!(refused(typed).await, wrong, "{name} by type");
    assert_eq!(by_name(client, name, arguments.clone()).await, wrong, "{name} {arguments}");
}

#[tokio::test]
async fn ids_and_names_that_would_change_the_path_are_refused() {
    let server = Server::start().await;
    let client = server.client();
    let sessions = client.sessions();
    for id in ["", ".", ".."] {
        both(&client, sessions.get_session(id), "sessions.get_session", json!({"id": id}), "id").await;
    }
    let agents = client.agents();
    for name in ["", "h/", "/web", "h/../x", "a/b/c", ".."] {
        let arguments = json!({"agent_name": name});
        both(&client, agents.get_agent(name), "agents.get_agent", arguments, "agent_name").await;
    }
    for key in ["", "/x", "x/", "a/../b", "a//b"] {
        let arguments = json!({"id": "s", "bucket": "b", "key": key});
        let call = sessions.get_session_resource("s", "b", key);
        both(&client, call, "sessions.get_session_resource", arguments, "key").await;
    }
    assert!(server.taken().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn values_out_of_range_are_refused_with_their_name() {
    let server = Server::start().await;
    let client = server.client();
    let list = || client.sessions().list_sessions();
    both(&client, list().size(0), "sessions.list_sessions", json!({"size": 0}), "size").await;
    both(&client, list().size(101), "sessions.list_sessions", json!({"size": 101}), "size").await;
    both(&client, list().page(0), "sessions.list_sessions", json!({"page": 0}), "page").await;
    both(&client, list().owner("them"), "sessions.list_sessions", json!({"owner": "them"}), "owner").await;
    let sort = json!({"sort": ["created_at", "name"]});
    both(&client, list().sort(["created_at", "name"]), "sessions.list_sessions", sort, "sort[1]").await;
    let when = json!({"created_after": "yesterday"});
    both(&client, list().created_after("yesterday"), "sessions.list_sessions", when, "created_after").await;
    let changes = client.sessions().get_session_changes("s").wait_for_seconds(26);
    let arguments = json!({"id": "s", "wait_for_seconds": 26});
    both(&client, changes, "sessions.get_session_changes", arguments, "wait_for_seconds").await;
    let update = client.agents().delete_agent("a").if_match("newest");
    both(
        &client,
        update,
        "agents.delete_agent",
        json!({"agent_name": "a", "if_match": "newest"}),
        "if_match",
    )
    .await;
    for key in [String::new(), "k".repeat(256), "line\nbreak".into()] {
        let create = client.sessions().create_session(SessionRequest::new("a")).idempotency_key(key.as_str());
        let arguments = json!({"agent": "a", "idempotency_key": key});
        both(&client, create, "sessions.create_session", arguments, "idempotency_key").await;
    }
    assert!(server.taken().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn bodies_are_held_to_the_limits_of_the_contract() {
    let server = Server::start().await;
    let client = server.client();
    let create = client.sessions().create_session(SessionRequest::new("a").max_steps(0));
    both(&client, create, "sessions.create_session", json!({"agent": "a", "max_steps": 0}), "max_steps")
        .await;
    let skill = client.skills().create_skill(Skill::new("", "d", "b"));
    let arguments = json!({"name": "", "description": "d", "body": "b"});
    both(&client, skill, "skills.create_skill", arguments, "name").await;
    let messages = client.sessions().send_session_messages("s", Vec::<UserMessageEvent>::new());
    let arguments = json!({"id": "s", "request": {"type": "batch", "messages": []}});
    both(&client, messages, "sessions.send_session_messages", arguments, "messages").await;
    assert!(server.taken().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn calls_by_name_are_refused_when_an_argument_is_unknown_missing_or_of_another_type() {
    let server = Server::start().await;
    let client = server.client();
    for (name, arguments, field) in [
        ("sessions.get_session", json!({}), "id"),
        ("sessions.get_session", json!({"id": null}), "id"),
        ("sessions.get_session", json!({"id": 5}), "id"),
        ("sessions.get_session", json!({"id": "s", "ID": "s"}), "ID"),
        ("sessions.get_session", json!(["s"]), "arguments"),
        ("sessions.get_sesion", json!({}), "name"),
        ("sessions.list_sessions", json!({"size": "10"}), "size"),
        ("sessions.list_sessions", json!({"size": 1.5}), "size"),
        ("sessions.list_sessions", json!({"status": ["idle", 1]}), "status[1]"),
        ("agents.list_agents", json!({"reserved": "true"}), "reserved"),
        ("sessions.create_session", json!({}), "agent"),
        ("sessions.create_session", json!({"agent": "a", "max_stesp": 3}), "max_stesp"),
        ("sessions.create_session", json!({"agent": "a", "max_steps": "3"}), "max_steps"),
        ("sessions.create_session", json!({"agent": "a", "request": {"agent": "b"}}), "request"),
        ("sessions.submit_session_feedback", json!({"id": "s"}), "success"),
        ("sessions.submit_event_feedback", json!({"id": "s", "success": true}), "event_index"),
        ("sessions.send_session_messages", json!({"id": "s"}), "request"),
        ("sessions.send_session_messages", json!({"id": "s", "message": "x"}), "message"),
        ("browser_profiles.get_default_browser_profile", json!({}), "browser_name"),
    ] {
        let refusal = by_name(&client, name, arguments.clone()).await;
        assert_eq!(refusal, (ErrorKind::InvalidArgument, field.to_owned()), "{name} {arguments}");
    }
    let error =
        client.call("quota.get_token_quota", json!({"id": 1}), CallOptions::default()).await.unwrap_err();
    assert_eq!(error.operation(), Some("quota.get_token_quota"));
    assert!(error.to_string().contains("takes no arguments"), "{error}");
    assert!(server.taken().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn what_a_caller_gives_travels_as_it_is_and_only_discriminators_are_added() {
    let server = Server::start().await;
    let client = server.client();
    server.reply(Reply::json(201, &samples::session()));
    let agent = json!({
        "name": "a", "description": "d", "environments": [{"kind": "web", "id": "b", "mode": null}],
        "model": null, "from_the_future": [1],
    });
    let arguments = json!({
        "agent": agent, "messages": [{"message": "hi", "images": null}], "idle_timeout_s": null, "queue": false,
        "overrides": {"agent.tools": null},
    });
    client.call("sessions.create_session", arguments, CallOptions::default()).await.unwrap();
    assert_eq!(
        server.taken()[0].json().unwrap(),
        json!({
            "agent": agent, "messages": [{"message": "hi", "images": null, "type": "user_message"}],
            "idle_timeout_s": null, "queue": false, "overrides": {"agent.tools": null},
        })
    );
}

#[tokio::test]
async fn a_whole_body_can_be_given_in_place_of_its_members() {
    let server = Server::start().await;
    let client = server.client();
    server.reply(Reply::json(200, &samples::skill("o/x")));
    let body = json!({"name": "o/x", "description": "d", "body": "b"});
    let arguments = json!({"name": "o/x", "request": body});
    client.call("skills.update_skill", arguments, CallOptions::default()).await.unwrap();
    let sent = server.taken();
    assert_eq!((sent[0].line.as_str(), sent[0].json().unwrap()), ("PUT /api/v2/skills/o/x", body));
}

#[tokio::test]
async fn nothing_is_sent_that_was_not_given_and_null_only_where_it_was_said() {
    let server = Server::start().await;
    let client = server.client();
    let bodies = [
        (SessionRequest::new("a"), json!({"agent": "a"})),
        (
            SessionRequest::new("a").delete_after_min(None).max_steps(Some(3)),
            json!({"agent": "a", "delete_after_min": null, "max_steps": 3}),
        ),
    ];
    for (request, body) in bodies {
        server.reply(Reply::json(201, &samples::session()));
        client.sessions().create_session(request).await.unwrap();
        assert_eq!(server.taken()[0].json().unwrap(), body);
    }
    server.reply(Reply::json(200, &samples::page(&[], 0, 1)));
    client.sessions().list_sessions().await.unwrap();
    assert_eq!(server.lines(), ["GET /api/v2/sessions"]);
}

#[tokio::test]
async fn a_body_over_ten_million_bytes_is_not_sent_and_one_of_exactly_that_is() {
    let server = Server::start().await;
    let client = server.client();
    let request = |length: usize| {
        let empty = serde_json::to_vec(&SessionRequest::new("a").message("")).unwrap().len();
        SessionRequest::new("a").message("x".repeat(length - empty))
    };
    let refusal = client.sessions().create_session(request(10_000_001)).await.unwrap_err();
    assert_eq!(refusal.kind(), ErrorKind::BodyTooLarge);
    assert!(server.taken().is_empty());
    server.reply(Reply::json(201, &samples::session()));
    client.sessions().create_session(request(10_000_000)).await.unwrap();
    assert_eq!(server.taken()[0].body.len(), 10_000_000);
}

#[tokio::test]
async fn fields_headers_and_query_parameters_can_be_added_to_a_call() {
    let server = Server::start().await;
    server.reply(Reply::json(201, &samples::agent()));
    let agent: Agent = serde_json::from_value(samples::agent()).unwrap();
    let options = CallOptions {
        headers: vec![("x-trace".into(), "7".into())],
        query: vec![("beta".into(), "1".into())],
        body: json!({"new_field": true}).as_object().cloned(),
        ..CallOptions::default()
    };
    server.client().agents().create_agent(agent).message("m").options(options).await.unwrap();
    let sent = &server.taken()[0];
    assert_eq!(sent.line, "POST /api/v2/agents?message=m&beta=1");
    assert_eq!(sent.header("x-trace"), Some("7"));
    assert_eq!(sent.json().unwrap()["new_field"], json!(true));
}
