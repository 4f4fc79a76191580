//! `agents|skills|environments list|get` and `quota`: what there is, and how much of it.

use futures_util::TryStreamExt;
use steersman::wire::{
    Agent, AgentWithRevision, Environment, EnvironmentKind, Page, QuotaStatus, Skill, TokenQuotaStatus,
};

use super::sessions::{more, to_the_second};
use crate::args::{AgentsCommand, EnvironmentsCommand, GetAgentArgs, SkillsCommand};
use crate::context::Context;
use crate::exit::Exit;
use crate::json_lines::Quotas;
use crate::out::Out;
use crate::stop::Stop;
use crate::text::count;
use crate::waiting::patiently;

/// Reads one page as it came, or all of them, and prints a table: the same for every catalog.
macro_rules! list {
    ($context:expr, $call:expr, $args:expr, $item:ty, $heads:expr, $row:expr) => {{
        let (context, args, mut call) = ($context, $args, $call);
        if let Some(search) = args.search {
            call = call.search(search);
        }
        let row: fn(&$item) -> Vec<String> = $row;
        let people = |out: &mut Out, page: &Page<$item>| {
            if page.items.is_empty() {
                return out.text("nothing found");
            }
            out.table($heads, &page.items.iter().map(row).collect::<Vec<_>>())?;
            more(out, page.items.len(), page.total)
        };
        if args.all {
            let items: Vec<$item> =
                patiently("reading the catalog", call.size(100).all().try_collect()).await?;
            let total = items.len() as u64;
            context.print(&Page::new(items, total, 1), people)
        } else {
            let response =
                patiently("reading the catalog", call.page(args.page).size(args.size).response()).await?;
            context.print_response(&response, people)
        }
    }};
}

pub(crate) async fn agents(context: &Context, command: AgentsCommand) -> Result<Exit, Stop> {
    let client = context.client()?;
    match command {
        AgentsCommand::List(args) => {
            list!(
                context,
                client.agents().list_agents(),
                args,
                AgentWithRevision,
                &["AGENT", "DESCRIPTION"],
                |entry| { vec![entry.agent.name.clone(), entry.agent.description.clone()] }
            )
        }
        AgentsCommand::Get(GetAgentArgs { name, resolve, revision }) => {
            let mut call = client.agents().get_agent(name);
            if resolve {
                call = call.resolve(true);
            }
            if let Some(revision) = revision {
                call = call.revision(revision);
            }
            let response = patiently("reading the agent", call.response()).await?;
            context.print_response(&response, |out, agent: &Agent| {
                let names = |value: &Option<Vec<_>>| names(value.as_deref().unwrap_or_default());
                let mut pairs = vec![("agent", agent.name.clone()), ("about", agent.description.clone())];
                let tools: Vec<_> = agent.tools.iter().flatten().map(|tool| tool.name.as_str()).collect();
                let rest = [
                    ("model", agent.model.clone().unwrap_or_default()),
                    ("environments", self::names(&agent.environments)),
                    ("subagents", names(&agent.subagents)),
                    ("skills", self::names(agent.skills.as_deref().unwrap_or_default())),
                    ("tools", tools.join(", ")),
                ];
                pairs.extend(rest.into_iter().filter(|(_, value)| !value.is_empty()));
                out.pairs(&pairs)?;
                agent.instructions.as_ref().map_or(Ok(()), |text| out.text(&format!("\n{text}")))
            })
        }
    }
}

/// The names of entries that are references or stand in place.
fn names<T: serde::Serialize>(entries: &[T]) -> String {
    let names = entries.iter().map(|entry| {
        let entry = serde_json::to_value(entry).unwrap_or_default();
        let name =
            entry.as_str().or(entry["name"].as_str()).or(entry["id"].as_str()).or(entry["kind"].as_str());
        name.unwrap_or("?").to_owned()
    });
    names.collect::<Vec<_>>().join(", ")
}

pub(crate) async fn skills(context: &Context, command: SkillsCommand) -> Result<Exit, Stop> {
    let client = context.client()?;
    match command {
        SkillsCommand::List(args) => {
            list!(context, client.skills().list_skills(), args, Skill, &["SKILL", "DESCRIPTION"], |skill| {
                vec![skill.name.clone(), skill.description.clone()]
            })
        }
        SkillsCommand::Get(args) => {
            let call = client.skills().get_skill(args.name).response();
            let response = patiently("reading the skill", call).await?;
            context.print_response(&response, |out, skill: &Skill| {
                out.pairs(&[("skill", skill.name.clone()), ("about", skill.description.clone())])?;
                out.text(&format!("\n{}", skill.body))
            })
        }
    }
}

pub(crate) async fn environments(context: &Context, command: EnvironmentsCommand) -> Result<Exit, Stop> {
    let client = context.client()?;
    match command {
        EnvironmentsCommand::List(args) => {
            let mut call = client.environments().list_environments();
            if let Some(kind) = &args.kind {
                call = call.kind(EnvironmentKind::from(kind.as_str()));
            }
            list!(context, call, args.list, Environment, &["ENVIRONMENT", "KIND"], |environment| {
                environment_pairs(environment).into_iter().take(2).map(|(_, value)| value).collect()
            })
        }
        EnvironmentsCommand::Get(args) => {
            let call = client.environments().get_environment(args.name).response();
            let response = patiently("reading the environment", call).await?;
            context.print_response(&response, |out, environment: &Environment| {
                let pairs = environment_pairs(environment);
                let pairs: Vec<_> =
                    pairs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
                out.pairs(&pairs)
            })
        }
    }
}

/// Every member of an environment; which there are depends on its kind.
fn environment_pairs(environment: &Environment) -> Vec<(String, String)> {
    let members = serde_json::to_value(environment).unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut pairs: Vec<_> =
        ["id", "kind"].iter().map(|name| ((*name).to_owned(), text(&members[*name]))).collect();
    let members = members.as_object().into_iter().flatten();
    let rest = members.filter(|(name, value)| !matches!(name.as_str(), "id" | "kind") && !value.is_null());
    pairs.extend(rest.map(|(name, value)| (name.clone(), text(value))));
    pairs
}

pub(crate) async fn quota(context: &Context) -> Result<Exit, Stop> {
    let client = context.client()?;
    let (sessions, tokens): (QuotaStatus, TokenQuotaStatus) = patiently("reading the quotas", async {
        let (sessions, quota) = (client.sessions(), client.quota());
        let sessions = sessions.get_session_quota().into_future();
        let tokens = quota.get_token_quota().into_future();
        futures_util::future::try_join(sessions, tokens).await
    })
    .await?;
    context.print(&Quotas { sessions, tokens }, |out, quotas| {
        let Quotas { sessions, tokens } = quotas;
        let whose = sessions.scope.as_str();
        let used = tokens.used.map_or_else(|| "an unknown number".to_owned(), count);
        let limit =
            tokens.limit.map_or_else(|| "no limit".to_owned(), |limit| format!("of {}", count(limit)));
        out.pairs(&[
            ("sessions", format!("{} of {} at a time ({whose})", sessions.active, sessions.limit)),
            ("tokens", format!("{used}, {limit}, since {}", to_the_second(tokens.window_start.as_str()))),
        ])
    })
}
