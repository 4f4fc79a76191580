//! What is given as a secret is never read back: not in a reply, not in an event, not in an error.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use steersman_runtime::Runtime;
use support::Bench;

const CANARY: &str = "CANARY-7f2c";

/// Whatever is asked is looked through: no reply may have the canary in it.
struct Asking(Bench);

impl Asking {
    async fn start() -> Self {
        Self(Bench::start(Runtime::builder()).await)
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let mut request = self.0.request(method.clone(), path);
        if let Some(body) = body {
            request = request.json(body);
        }
        let reply = request.send().await.unwrap();
        let (code, headers) = (reply.status().as_u16(), format!("{:?}", reply.headers()));
        let text = reply.text().await.unwrap();
        assert!(
            !text.contains("CANARY") && !headers.contains("CANARY"),
            "{method} {path}: {code} {headers} {text}"
        );
        (code, serde_json::from_str(&text).unwrap_or_default())
    }

    async fn get(&self, path: &str) -> Value {
        let (code, body) = self.ask(Method::GET, path, None).await;
        assert_eq!(code, 200, "{path}: {body}");
        body
    }

    /// Something that succeeds.
    async fn does(&self, method: Method, path: &str, body: &Value) -> Value {
        let (code, reply) = self.ask(method.clone(), path, Some(body)).await;
        assert!((200..300).contains(&code), "{method} {path}: {code} {reply}");
        reply
    }
}

/// Every kind of secret that an agent or its surroundings can hold: where it is, given and read back.
fn secrets() -> Vec<(&'static str, Value, Value)> {
    let server =
        |name: &str, given: Value| json!([{ "name": "files", "url": "http://127.0.0.1:9/", name: given }]);
    let place = |name: &str, given: Value| json!([{ "kind": "workstation", "id": "w", name: given }]);
    let network = |given: &str| json!([{ "kind": "web", "id": "w", "network": { "proxy_url": given } }]);
    let both =
        |name, make: &dyn Fn(Value) -> Value, given: Value, shown: Value| (name, make(given), make(shown));
    let headers = json!({ "Authorization": format!("Bearer {CANARY}"), "X-Key": CANARY, "X-None": null });
    let shown_headers = json!({ "Authorization": "***", "X-Key": "***", "X-None": null });
    let (env, shown_env) =
        (json!({ "TOKEN": CANARY, "OTHER": CANARY }), json!({ "TOKEN": "***", "OTHER": "***" }));
    let (args, shown_args) = (json!(["--key", CANARY]), json!(["***", "***"]));
    vec![
        both("mcp_servers", &|given| server("headers", given), headers, shown_headers),
        both("mcp_servers", &|given| server("env", given), env.clone(), shown_env.clone()),
        both("mcp_servers", &|given| server("args", given), args, shown_args),
        both("environments", &|given| place("env", given), env.clone(), shown_env.clone()),
        both(
            "environments",
            &|given| place("sandbox", json!({ "env": given, "image": "i" })),
            env,
            shown_env,
        ),
        ("environments", network(&format!("http://user:{CANARY}@127.0.0.1:9")), network("***")),
    ]
}

/// An agent with such a secret.
fn agent(name: &str, member: &str, value: &Value) -> Value {
    let mut agent = json!({ "name": name, "description": "d", "environments": [{ "kind": "desktop", "id": "d", "host": "cloud" }] });
    agent[member] = value.clone();
    agent
}

#[tokio::test]
async fn secrets_of_an_agent_are_read_back_masked_with_their_names_and_number_kept() {
    for (member, given, shown) in secrets() {
        let api = Asking::start().await;
        let made = api.does(Method::POST, "/agents", &agent("keeper", member, &given)).await;
        assert_eq!(made[member], shown, "{member}");
        let mut changed = agent("keeper", member, &given);
        changed["description"] = "changed".into();
        let put = api.does(Method::PUT, "/agents/keeper", &changed).await;
        let patched = api
            .does(Method::PATCH, "/agents/keeper", &json!({ "description": "again", member: given }))
            .await;
        let restored = api.ask(Method::POST, "/agents/keeper/revisions/1/restore", None).await.1;
        for read in [put, patched, restored] {
            assert_eq!(read[member], shown, "{member}");
        }
        for path in ["", "?revision=2", "?resolve=true"] {
            assert_eq!(api.get(&format!("/agents/keeper{path}")).await[member], shown, "{path}");
        }
        assert_eq!(api.get("/agents/keeper/revisions").await["total"], 4);
        for query in ["agent_name=keeper", "agent_name=keeper&include=revision"] {
            assert_eq!(api.get(&format!("/agents?{query}")).await["items"][0][member], shown);
        }
        // Looking for a secret does not find out whether it is there.
        assert_eq!(api.0.get(&format!("/agents?search={CANARY}")).await.1["total"], 0);
        let manager = json!({ "name": "manager", "description": "d", "environments": [], "subagents": ["keeper", agent("inner", member, &given)] });
        api.does(Method::POST, "/agents", &manager).await;
        let resolved = api.get("/agents/manager?resolve=true").await;
        assert_eq!((&resolved["subagents"][0][member], &resolved["subagents"][1][member]), (&shown, &shown));
    }
}

#[tokio::test]
async fn secrets_of_a_session_are_masked_in_its_request_and_in_nothing_that_it_says() {
    for (member, given, shown) in secrets() {
        let api = Asking::start().await;
        api.does(Method::POST, "/agents", &agent("keeper", member, &given)).await;
        let mut manager = agent("manager", member, &given);
        manager["subagents"] = json!([agent("inner", member, &given)]);
        for (agent, in_overrides) in [
            (json!("keeper"), None),
            (agent("inline", member, &given), None),
            (manager, None),
            (json!("h/showcase"), Some(json!({ "agent.subagents": [agent("over", member, &given)] }))),
        ] {
            let mut request = json!({ "agent": agent, "messages": "Go" });
            if let Some(overrides) = &in_overrides {
                request["overrides"] = overrides.clone();
            }
            let key = |request| self::key(&api, request);
            let (code, session) = key(&request).await;
            assert_eq!(code, 201, "{session}");
            let (_, again) = key(&request).await;
            let id = session["id"].as_str().unwrap();
            api.0.until(id, "completed").await;
            let read = api.get(&format!("/sessions/{id}")).await;
            for echoed in [&session, &again, &read] {
                let mut agent = &echoed["request"]["agent"];
                if in_overrides.is_some() {
                    assert_eq!(echoed["request"]["overrides"]["agent.subagents"][0][member], shown);
                    agent = &agent["subagents"][0];
                }
                assert_eq!(agent[member], shown);
            }
            for path in ["status", "changes", "events?size=200"] {
                api.get(&format!("/sessions/{id}/{path}")).await;
            }
            let link = api.ask(Method::POST, &format!("/sessions/{id}/share"), None).await.1;
            let shared = format!("{}{}", api.0.runtime.base_url(), link["share_url"].as_str().unwrap());
            let shared = api.0.http.get(shared).send().await.unwrap().text().await.unwrap();
            assert!(shared.contains(id) && !shared.contains("CANARY"), "{shared}");
        }
        let sessions = api.get("/sessions?size=100").await;
        // The subagent of `manager` is a session of its own.
        for session in sessions["items"].as_array().unwrap() {
            api.get(&format!("/sessions/{}", session["id"].as_str().unwrap())).await;
        }
        assert!(sessions["total"].as_u64().unwrap() > 4, "{sessions}");
    }
}

/// Creates a session with a key, so that the second time gives the same one.
async fn key(api: &Asking, request: &Value) -> (u16, Value) {
    let sent = api
        .0
        .request(Method::POST, "/sessions")
        .header("Idempotency-Key", request.to_string().len().to_string());
    let reply = sent.json(request).send().await.unwrap();
    let (code, text) = (reply.status().as_u16(), reply.text().await.unwrap());
    assert!(!text.contains("CANARY"), "{text}");
    (code, serde_json::from_str(&text).unwrap())
}

#[tokio::test]
async fn secrets_of_environments_and_schedules_are_masked() {
    let api = Asking::start().await;
    for (member, given, shown) in secrets() {
        if member == "environments" {
            let (given, shown) = (&given[0], &shown[0]);
            let id = given["id"].as_str().unwrap();
            let path = format!("/environments/{id}");
            for (method, path) in [(Method::POST, "/environments"), (Method::PUT, path.as_str())] {
                assert_eq!(api.does(method, path, given).await, *shown);
            }
            assert_eq!(api.does(Method::PATCH, &path, &json!({ "lazy": null })).await, *shown);
            assert_eq!(api.get(&path).await, *shown);
            assert_eq!(api.get("/environments").await["items"], json!([shown]));
            assert_eq!(api.0.get(&format!("/environments?search={CANARY}")).await.1["total"], 0);
            // An agent that names it is shown with it, and a session of that agent too.
            let named = json!({ "name": "namer", "description": "d", "environments": [id] });
            api.ask(Method::POST, "/agents", Some(&named)).await;
            assert_eq!(api.get("/agents/namer?resolve=true").await["environments"], json!([shown]));
            let session =
                api.does(Method::POST, "/sessions", &json!({ "agent": "namer", "messages": "x" })).await;
            assert_eq!(session["request"]["agent"]["environments"], json!([shown]));
            api.ask(Method::DELETE, &path, None).await;
        }
        let schedule = json!({
            "name": "s", "timing": { "type": "cron", "expression": "0 0 1 1 *", "timezone": "UTC" },
            "session_request": { "agent": agent("timed", member, &given), "messages": "x" },
        });
        let made = api.does(Method::POST, "/schedules", &schedule).await;
        let path = format!("/schedules/{}", made["id"].as_str().unwrap());
        let patched =
            api.does(Method::PATCH, &path, &json!({ "session_request": schedule["session_request"] })).await;
        let paused = api.ask(Method::POST, &format!("{path}/pause"), None).await.1;
        let resumed = api.ask(Method::POST, &format!("{path}/resume"), None).await.1;
        for read in [made, patched, paused, resumed, api.get(&path).await] {
            assert_eq!(read["session_request"]["agent"][member], shown);
        }
        let run = api.ask(Method::POST, &format!("{path}/trigger"), None).await.1;
        let session = api.get(&format!("/sessions/{}", run["session_id"].as_str().unwrap())).await;
        assert_eq!(session["request"]["agent"][member], shown);
        api.get("/schedules").await;
        api.get(&format!("{path}/runs")).await;
    }
}

#[tokio::test]
async fn an_error_about_a_secret_does_not_tell_it() {
    let api = Asking::start().await;
    let web = |network: Value| json!([{ "kind": "web", "id": "w", "network": network }]);
    let agents = [
        agent("a", "environments", &web(json!({ "proxy_url": [CANARY] }))),
        agent("a", "environments", &web(json!({ "proxy_url": CANARY, "managed_proxy": {} }))),
        agent("a", "environments", &web(json!([{ "proxy_url": CANARY }]))),
        agent("a", "environments", &json!([{ "kind": "web", "network": { "proxy_url": CANARY } }])),
        agent(
            "a",
            "environments",
            &json!([{ "kind": "wed", "id": "w", "network": { "proxy_url": CANARY } }]),
        ),
        agent("a", "environments", &json!({ "env": { "K": CANARY } })),
        agent("", "mcp_servers", &json!([{ "headers": { "K": CANARY } }])),
        agent("A", "mcp_servers", &json!([{ "headers": { "K": CANARY } }])),
        json!({ "name": "a", "mcp_servers": [{ "env": { "K": CANARY } }] }),
    ];
    for agent in agents {
        for (path, body) in
            [("/agents", agent.clone()), ("/sessions", json!({ "agent": agent, "messages": 5 }))]
        {
            let (code, error) = api.ask(Method::POST, path, Some(&body)).await;
            assert!(code == 422 && error["detail"][0]["loc"].is_array(), "{body}: {code} {error}");
        }
    }
    for value in [json!([CANARY]), json!({ "x": CANARY })] {
        let overrides = json!({ "agent.environments[kind=web].network.proxy_url": value });
        let request = json!({ "agent": agent("a", "environments", &web(json!({}))), "messages": "x", "overrides": overrides });
        let (code, error) = api.ask(Method::POST, "/sessions", Some(&request)).await;
        assert_eq!(code, 422, "{error}");
    }
}

#[tokio::test]
async fn tokens_of_vaults_and_secrets_of_webhooks_are_given_once_or_never() {
    let api = Asking::start().await;
    let provider = json!({ "provider": "onepassword", "op_vault_id": "v" });
    let vault = json!({ "name": "v", "provider_config": provider, "token": CANARY });
    let made = api.does(Method::POST, "/vaults", &vault).await;
    assert_eq!(made.get("token"), None);
    let path = format!("/vaults/{}", made["id"].as_str().unwrap());
    api.does(Method::PUT, &format!("{path}/token"), &json!({ "token": CANARY })).await;
    api.does(Method::PATCH, &path, &json!({ "name": "w" })).await;
    for path in [path.clone(), format!("{path}/health"), "/vaults".to_owned()] {
        api.get(&path).await;
    }
    for (method, path, body) in [
        (Method::POST, "/vaults", json!({ "name": "v", "provider_config": provider, "token": [CANARY] })),
        (Method::POST, "/vaults", json!({ "name": "v", "token": CANARY })),
        (Method::PUT, &format!("{path}/token"), json!({ "token": { "is": CANARY } })),
    ] {
        assert_eq!(api.ask(method, path, Some(&body)).await.0, 422);
    }
    let hook = api.does(Method::POST, "/webhooks", &json!({ "url": "https://127.0.0.1:9/" })).await;
    let path = format!("/webhooks/{}", hook["id"].as_str().unwrap());
    let rotated = api.ask(Method::POST, &format!("{path}/rotate"), None).await.1;
    let read =
        [api.get(&path).await, api.get("/webhooks").await, api.does(Method::PATCH, &path, &json!({})).await];
    for secret in [&hook["secret"], &rotated["secret"]] {
        let secret = secret.as_str().filter(|secret| secret.starts_with("whsec_")).unwrap();
        assert!(read.iter().all(|read| !read.to_string().contains(secret)), "{read:?}");
    }
}
