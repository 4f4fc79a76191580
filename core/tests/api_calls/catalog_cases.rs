//! Agents, environments, skills.

use serde_json::json;
use steersman::api::IfMatch;
use steersman::wire::{
    Agent, Browser, Environment, EnvironmentKind, Nullable, PatchAgent, PatchEnvironment, PatchSkill, Skill,
};

use crate::case::Case;
use crate::samples::{self, page};

fn agent() -> Agent {
    serde_json::from_value(samples::agent()).unwrap()
}

fn environment() -> Environment {
    Browser::new("o/browser").start_url("https://example.com").into()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = agents();
    cases.extend(environments());
    cases.extend(skills());
    cases
}

fn agents() -> Vec<Case> {
    let listed = json!({"name": "a", "description": "d", "environments": [], "revision": 4});
    vec![
        Case::new("agents.list_agents", |client| async move {
            client
                .agents()
                .list_agents()
                .agent_name("web")
                .search("shop")
                .reserved(false)
                .include("revision")
                .page(1)
                .size(1000)
                .sort(["-agent_name", "created_at"])
                .await
        })
        .arguments(json!({
            "agent_name": "web", "search": "shop", "reserved": false, "include": "revision", "page": 1, "size": 1000,
            "sort": ["-agent_name", "created_at"],
        }))
        .line(
            "GET /api/v2/agents?agent_name=web&search=shop&reserved=false&include=revision&page=1&size=1000\
             &sort=-agent_name&sort=created_at",
        )
        .reply(200, &page(&[listed, samples::agent()], 2, 1)),
        Case::new("agents.create_agent", |client| async move {
            client.agents().create_agent(agent()).message("first").await.map(|agent| agent.value)
        })
        .arguments(json!({
            "name": "h/web", "description": "Browses", "environments": ["h/browser"], "message": "first",
        }))
        .line("POST /api/v2/agents?message=first")
        .body(samples::agent())
        .reply(201, &samples::agent()),
        Case::new("agents.get_agent", |client| async move {
            client.agents().get_agent("h/web").revision(3).resolve(true).await.map(|agent| agent.value)
        })
        .arguments(json!({"agent_name": "h/web", "revision": 3, "resolve": true}))
        .line("GET /api/v2/agents/h/web?revision=3&resolve=true")
        .reply(200, &samples::agent()),
        Case::new("agents.update_agent", |client| async move {
            let call = client.agents().update_agent("h/web", agent()).message("n").if_match(3);
            call.await.map(|agent| agent.value)
        })
        .arguments(json!({
            "agent_name": "h/web", "name": "h/web", "description": "Browses", "environments": ["h/browser"],
            "message": "n", "if_match": 3,
        }))
        .line("PUT /api/v2/agents/h/web?message=n")
        .header("if-match", "\"3\"")
        .body(samples::agent())
        .reply(200, &samples::agent()),
        Case::new("agents.patch_agent", |client| async move {
            let changes = PatchAgent::default().model(Nullable::Null).instructions("Go".to_owned());
            client.agents().patch_agent("web", changes).if_match("*").await.map(|agent| agent.value)
        })
        .arguments(json!({"agent_name": "web", "model": null, "instructions": "Go", "if_match": "*"}))
        .line("PATCH /api/v2/agents/web")
        .header("if-match", "*")
        .body(json!({"model": null, "instructions": "Go"}))
        .reply(200, &samples::agent()),
        Case::new("agents.delete_agent", |client| async move {
            client.agents().delete_agent("o/a b?#%").if_match("\"7\"").await
        })
        .arguments(json!({"agent_name": "o/a b?#%", "if_match": "7"}))
        .line("DELETE /api/v2/agents/o/a%20b%3F%23%25")
        .header("if-match", "\"7\"")
        .empty(204),
        Case::new("agents.list_agent_revisions", |client| async move {
            client.agents().list_agent_revisions("h/web").page(2).size(1).sort(["-number"]).await
        })
        .arguments(json!({"agent_name": "h/web", "page": 2, "size": 1, "sort": ["-number"]}))
        .line("GET /api/v2/agents/h/web/revisions?page=2&size=1&sort=-number")
        .reply(200, &page(&[samples::revision(1)], 2, 2)),
        Case::new("agents.restore_agent_revision", |client| async move {
            let call = client.agents().restore_agent_revision("web", 2).if_match(IfMatch::any());
            call.await.map(|agent| agent.value)
        })
        .arguments(json!({"agent_name": "web", "number": 2, "if_match": "*"}))
        .line("POST /api/v2/agents/web/revisions/2/restore")
        .header("if-match", "*")
        .reply(200, &samples::agent()),
    ]
}

fn environments() -> Vec<Case> {
    vec![
        Case::new("environments.list_environments", |client| async move {
            client
                .environments()
                .list_environments()
                .id("o/b")
                .kind(EnvironmentKind::Web)
                .search("s")
                .page(1)
                .size(10)
                .sort(["-id"])
                .await
        })
        .arguments(json!({"id": "o/b", "kind": "web", "search": "s", "page": 1, "size": 10, "sort": ["-id"]}))
        .line("GET /api/v2/environments?id=o%2Fb&kind=web&search=s&page=1&size=10&sort=-id")
        .reply(200, &page(&[samples::environment(), json!({"kind": "moonbase", "id": "m"})], 2, 1)),
        Case::new("environments.create_environment", |client| async move {
            client.environments().create_environment(environment()).await
        })
        .arguments(json!({"request": samples::environment()}))
        .line("POST /api/v2/environments")
        .body(samples::environment())
        .reply(201, &samples::environment()),
        Case::new("environments.get_environment", |client| async move {
            client.environments().get_environment("o/browser").await
        })
        .arguments(json!({"id": "o/browser"}))
        .line("GET /api/v2/environments/o/browser")
        .reply(200, &samples::environment()),
        Case::new("environments.update_environment", |client| async move {
            client.environments().update_environment("o/browser", environment()).await
        })
        .arguments(json!({"id": "o/browser", "request": samples::environment()}))
        .line("PUT /api/v2/environments/o/browser")
        .body(samples::environment())
        .reply(200, &samples::environment()),
        Case::new("environments.patch_environment", |client| async move {
            let changes = PatchEnvironment::default().start_url(Nullable::Null).lazy(true);
            client.environments().patch_environment("o/browser", changes).await
        })
        .arguments(json!({"id": "o/browser", "start_url": null, "lazy": true}))
        .line("PATCH /api/v2/environments/o/browser")
        .body(json!({"start_url": null, "lazy": true}))
        .reply(200, &samples::environment()),
        Case::new("environments.delete_environment", |client| async move {
            client.environments().delete_environment("browser").await
        })
        .arguments(json!({"id": "browser"}))
        .line("DELETE /api/v2/environments/browser")
        .empty(204),
    ]
}

fn skills() -> Vec<Case> {
    vec![
        Case::new("skills.list_skills", |client| async move {
            client
                .skills()
                .list_skills()
                .name("i")
                .search("s")
                .page(1)
                .size(5)
                .sort(["name", "-created_at"])
                .await
        })
        .arguments(json!({"name": "i", "search": "s", "page": 1, "size": 5, "sort": ["name", "-created_at"]}))
        .line("GET /api/v2/skills?name=i&search=s&page=1&size=5&sort=name&sort=-created_at")
        .reply(200, &page(&[samples::skill("o/invoice")], 1, 1)),
        Case::new("skills.create_skill", |client| async move {
            client.skills().create_skill(Skill::new("o/invoice", "How to invoice", "# Steps")).await
        })
        .arguments(samples::skill("o/invoice"))
        .line("POST /api/v2/skills")
        .body(samples::skill("o/invoice"))
        .reply(201, &samples::skill("o/invoice")),
        Case::new("skills.get_skill", |client| async move { client.skills().get_skill("o/invoice").await })
            .arguments(json!({"name": "o/invoice"}))
            .line("GET /api/v2/skills/o/invoice")
            .reply(200, &samples::skill("o/invoice")),
        Case::new("skills.update_skill", |client| async move {
            let skill = Skill::new("o/invoice", "How to invoice", "# Steps");
            client.skills().update_skill("o/invoice", skill).await
        })
        // The name stands in the path and in the body.
        .arguments(samples::skill("o/invoice"))
        .line("PUT /api/v2/skills/o/invoice")
        .body(samples::skill("o/invoice"))
        .reply(200, &samples::skill("o/invoice")),
        Case::new("skills.patch_skill", |client| async move {
            let changes = PatchSkill::default().source(None).body("# New".to_owned());
            client.skills().patch_skill("invoice", changes).await
        })
        .arguments(json!({"name": "invoice", "source": null, "body": "# New"}))
        .line("PATCH /api/v2/skills/invoice")
        .body(json!({"body": "# New", "source": null}))
        .reply(200, &samples::skill("invoice")),
        Case::new(
            "skills.delete_skill",
            |client| async move { client.skills().delete_skill("invoice").await },
        )
        .arguments(json!({"name": "invoice"}))
        .line("DELETE /api/v2/skills/invoice")
        .empty(204),
    ]
}
