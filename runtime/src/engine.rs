//! The engine: all sessions, who runs when, and how a session comes to be.

use std::collections::HashMap;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::answer;
use crate::catalog::agents::AgentCatalog;
use crate::catalog::records::Records;
use crate::clock::Clock;
use crate::config::Config;
use crate::files::Files;
use crate::http::errors::{ApiError, Fault};
use crate::http::{environments, skills};
use crate::journal::{Change, Journal, SavedKey, SavedSession};
use crate::key::ApiKey;
use crate::overrides;
use crate::policy::ready::Versatile;
use crate::policy::{Delegation, Policy, Stop};
use crate::scheduler::{self, Scheduler};
use crate::session::state::{Input, Status};
use crate::session::{Brief, Session, Surroundings, brief, driver, lock};
use crate::slots::{Admission, Slots};
use crate::webhooks::Webhooks;

/// Everything a runtime holds.
pub(crate) struct Engine {
    config: Config,
    clock: Clock,
    sessions: RwLock<HashMap<Uuid, Arc<Session>>>,
    created: Mutex<u64>,
    slots: Mutex<Slots>,
    pub(crate) agents: AgentCatalog,
    pub(crate) records: Arc<Records>,
    pub(crate) files: Files,
    pub(crate) journal: Journal,
    pub(crate) webhooks: Webhooks,
    pub(crate) scheduler: Scheduler,
    /// What links to resources are signed with; another one in each run.
    pub(crate) link_secret: String,
    /// Where this runtime is reached, for links.
    pub(crate) origin: String,
    policies: HashMap<String, Arc<dyn Policy>>,
    subagent_caps: Mutex<HashMap<String, Arc<Semaphore>>>,
    tasks: TaskTracker,
    /// Long polls that are waiting right now.
    pub(crate) polls: AtomicUsize,
    /// Cancelled when the runtime shuts down.
    pub(crate) closing: CancellationToken,
    me: std::sync::Weak<Self>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("config", &self.config).finish_non_exhaustive()
    }
}

/// What a runtime holds besides its sessions.
pub(crate) struct Kept {
    pub(crate) records: Arc<Records>,
    pub(crate) files: Files,
    pub(crate) journal: Journal,
}

impl Engine {
    pub(crate) fn new(
        config: Config,
        clock: Clock,
        kept: Kept,
        policies: HashMap<String, Arc<dyn Policy>>,
        origin: String,
    ) -> Arc<Self> {
        let Kept { records, files, journal } = kept;
        Arc::new_cyclic(|me| Self {
            agents: AgentCatalog(records.clone()),
            webhooks: Webhooks::new(records.clone(), clock.clone()),
            records,
            files,
            journal,
            scheduler: Scheduler::default(),
            link_secret: ApiKey::random().expose().to_owned(),
            origin,
            slots: Mutex::new(Slots::new(config.concurrent_sessions, config.queue_length)),
            config,
            clock,
            sessions: RwLock::default(),
            created: Mutex::new(0),
            policies,
            subagent_caps: Mutex::default(),
            tasks: TaskTracker::new(),
            polls: AtomicUsize::new(0),
            closing: CancellationToken::new(),
            me: me.clone(),
        })
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// A session by its id.
    pub(crate) fn session(&self, id: Uuid) -> Option<Arc<Session>> {
        self.sessions.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&id).cloned()
    }

    /// All sessions, in no order.
    pub(crate) fn sessions(&self) -> Vec<Arc<Session>> {
        self.sessions.read().unwrap_or_else(std::sync::PoisonError::into_inner).values().cloned().collect()
    }

    /// Limit and use of the slots.
    pub(crate) fn slot_use(&self) -> (usize, usize) {
        let slots = lock(&self.slots);
        (slots.limit(), slots.active())
    }

    /// Creates a session from a request that has passed the schema. `key`: idempotency key and digest of the request.
    pub(crate) fn create(
        &self,
        request: Value,
        key: Option<(String, String)>,
    ) -> Result<Arc<Session>, ApiError> {
        let queue = request["queue"].as_bool().unwrap_or(true);
        let brief = self.resolve(request, false)?;
        self.admit(brief, Some(queue), key)
    }

    /// Creates a session for a schedule.
    pub(crate) fn create_scheduled(&self, request: Value, schedule: Uuid) -> Result<Arc<Session>, ApiError> {
        let queue = request["queue"].as_bool().unwrap_or(true);
        let mut brief = self.resolve(request, false)?;
        brief.schedule_id = Some(schedule);
        self.admit(brief, Some(queue), None)
    }

    /// Creates the session of a subagent; it holds no slot, its parent does.
    pub(crate) fn create_child(
        &self,
        parent: &Session,
        delegation: &Delegation,
    ) -> Result<Arc<Session>, Stop> {
        let declared =
            |name: &str| parent.brief.subagents().iter().find(|agent| agent["name"] == name).cloned();
        let agent = match &delegation.agent {
            Value::String(name) => declared(name).unwrap_or_else(|| delegation.agent.clone()),
            specification => specification.clone(),
        };
        let request = json!({
            "agent": agent,
            "messages": delegation.task,
            "parent_session_id": parent.id,
            "group_id": parent.brief.request["group_id"],
            "timezone": parent.brief.request["timezone"],
        });
        let failed = |error: ApiError| Stop::failed("internal", format!("cannot delegate: {}", error.body));
        let mut brief = self.resolve(request, true).map_err(failed)?;
        brief.delegated_by = Some(parent.id);
        self.admit(brief, None, None).map_err(failed)
    }

    /// `queue`: whether it may wait for a slot; `None`: it needs none.
    fn admit(
        &self,
        mut brief: Brief,
        queue: Option<bool>,
        key: Option<(String, String)>,
    ) -> Result<Arc<Session>, ApiError> {
        let id = Uuid::new_v4();
        for message in brief.request["messages"].as_array_mut().into_iter().flatten() {
            self.files.unpack(&self.origin, id, message, self.clock.now())?;
        }
        let admission = match queue {
            None => Admission::Slot,
            Some(queue) => lock(&self.slots).admit(id, queue),
        };
        match admission {
            Admission::LimitReached => {
                return Err(ApiError::quota("plan_limit", "The limit of concurrent sessions is reached"));
            }
            Admission::QueueFull => {
                return Err(ApiError::quota("queue_full", "The queue of sessions is full"));
            }
            Admission::Slot | Admission::Queued => {}
        }
        let number = {
            let mut created = lock(&self.created);
            *created += 1;
            *created
        };
        let queued = admission == Admission::Queued;
        let session = Arc::new(Session::new(id, number, brief, queued, self.surroundings()));
        if self.journal.is_on() {
            let since = self.clock.now();
            let key = key.map(|(key, digest)| SavedKey { key, digest, session: id, since });
            self.journal.write(Change::Created { session: session.saved(), key });
        }
        self.sessions.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(id, session.clone());
        self.webhooks.status_changed(id, None, session.status());
        if queued {
            // A slot may have become free before the session could be found.
            self.fill_slots();
        } else {
            self.launch(&session);
        }
        Ok(session)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings {
            retention: self.config.retention,
            clock: self.clock.clone(),
            journal: self.journal.clone(),
            engine: self.me.clone(),
        }
    }

    /// Takes up the sessions that were kept: ended ones to be read, the others to go on.
    pub(crate) fn restore(&self, saved: Vec<SavedSession>) {
        let (mut alive, mut begun) = (Vec::new(), Vec::new());
        for saved in saved {
            let session = Arc::new(Session::restored(saved, self.surroundings()));
            *lock(&self.created) = session.number;
            let status = session.status();
            if session.brief.delegated_by.is_none() && !status.is_terminal() {
                lock(&self.slots).restore(session.id, status == Status::Queued);
            }
            self.sessions
                .write()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .insert(session.id, session.clone());
            if status.is_terminal() {
                self.forget_later(&session);
            } else {
                if status != Status::Queued {
                    begun.push(session.clone());
                }
                alive.push(session);
            }
        }
        for session in &alive {
            let gone = session.brief.policy.as_ref().filter(|name| !self.policies.contains_key(*name));
            if session.brief.delegated_by.is_some() {
                let error = "the runtime was restarted: the task is delegated anew";
                session.update(|change| change.fail("internal", error));
            } else if let Some(name) = gone {
                let error = format!("the runtime was restarted without the agent '{name}'");
                session.update(|change| change.fail("internal", &error));
            }
        }
        // Those that waited when they were kept are left to `fill_slots`, also when the end of one of these has let them begin
        // by now: a session that is launched twice makes every step twice.
        for session in begun.iter().filter(|session| !session.status().is_terminal()) {
            self.launch(session);
        }
        self.fill_slots();
    }

    fn launch(&self, session: &Arc<Session>) {
        let Some(engine) = self.me.upgrade() else { return };
        let policy = self.policy_for(&session.brief);
        let cap = session.brief.delegated_by.map(|_| self.subagent_cap(session.brief.model()));
        let session = session.clone();
        let closing = self.closing.clone();
        self.tasks.spawn(async move {
            let work = async {
                let _permit = match cap {
                    Some(cap) => cap.acquire_owned().await.ok(),
                    None => None,
                };
                driver::drive(engine, session, policy).await;
            };
            tokio::select! {
                () = closing.cancelled() => {}
                () = work => {}
            }
        });
    }

    fn subagent_cap(&self, model: &str) -> Arc<Semaphore> {
        let mut caps = lock(&self.subagent_caps);
        let cap = caps.entry(model.to_owned());
        cap.or_insert_with(|| Arc::new(Semaphore::new(self.config.parallel_subagents))).clone()
    }

    /// The policy of an agent.
    fn policy_for(&self, brief: &Brief) -> Arc<dyn Policy> {
        let named = brief.policy.as_ref().and_then(|name| self.policies.get(name).cloned());
        named.unwrap_or_else(|| Arc::new(Versatile))
    }

    /// Called after every change of a session's status, without its lock.
    pub(crate) fn status_changed(&self, session: &Session, before: Status, after: Status) {
        self.webhooks.status_changed(session.id, Some(before), after);
        if !after.is_terminal() {
            return;
        }
        self.forget_later(session);
        if session.brief.delegated_by.is_none() {
            if before == Status::Queued {
                lock(&self.slots).leave_queue(session.id);
            } else {
                lock(&self.slots).release();
                self.fill_slots();
            }
        }
        let children = session.read(|inner| inner.children.clone());
        for child in children.into_iter().filter_map(|id| self.session(id)) {
            // Refused when it has ended by itself.
            let _ = child.apply(Input::Cancel);
        }
    }

    /// Removes an ended session, and before that what it has seen, when their time to be kept is over.
    fn forget_later(&self, session: &Session) {
        self.after_the_end(session, "delete_screenshot_after_min", |engine, id| {
            engine.files.forget(id, "images/");
        });
        self.after_the_end(session, "delete_after_min", |engine, id| {
            engine.sessions.write().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&id);
            engine.files.forget(id, "");
            engine.journal.write(Change::SessionGone { session: id });
        });
    }

    /// Does something so many minutes after the end of a session as its request says, also when that lies before this start.
    fn after_the_end(&self, session: &Session, minutes: &str, act: fn(&Self, Uuid)) {
        let Some(minutes) = session.brief.request[minutes].as_u64() else { return };
        let kept = session
            .read(|inner| inner.finished_at)
            .and_then(|end| Duration::try_from(self.clock.now().duration_since(end)).ok())
            .unwrap_or_default();
        let sleep = self.clock.sleep(Duration::from_secs(minutes.saturating_mul(60)).saturating_sub(kept));
        let (id, me, closing) = (session.id, self.me.clone(), self.closing.clone());
        self.tasks.spawn(async move {
            tokio::select! {
                () = closing.cancelled() => {}
                () = sleep => if let Some(engine) = me.upgrade() {
                    act(&engine, id);
                },
            }
        });
    }

    /// Replaces the names of environments and skills in an agent's specification by what they stand for; those of subagents
    /// too when `deeply`. Names that stand for nothing stay.
    pub(crate) fn expand(&self, agent: &mut Value, deeply: bool) {
        for (list, kind) in [("environments", environments::KIND), ("skills", skills::KIND)] {
            for item in agent.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(found) = item.as_str().and_then(|name| self.records.get(kind, name)) {
                    *item = found;
                }
            }
        }
        if deeply {
            for item in agent.get_mut("subagents").and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some((_, found)) = item.as_str().and_then(|name| self.agents.resolve(name)) {
                    *item = found.specification;
                }
            }
        }
    }

    /// Starts waiting sessions, oldest first, while there are slots.
    fn fill_slots(&self) {
        loop {
            // Its own statement: the lock is not held while a session starts.
            let next = lock(&self.slots).next();
            let Some(id) = next else { return };
            match self.session(id) {
                Some(session) if session.apply(Input::Launch).is_ok() => self.launch(&session),
                // Cancelled in this very moment.
                _ => lock(&self.slots).release(),
            }
        }
    }

    /// Resolves the agent, applies the overrides and checks what a schema cannot.
    fn resolve(&self, mut request: Value, delegated: bool) -> Result<Brief, ApiError> {
        let mut agent_revision = None;
        let agent_name = match &request["agent"] {
            Value::String(name) => {
                let (base, found) = self.agents.resolve(name).ok_or_else(|| {
                    let msg = format!("There is no agent named '{name}'");
                    Fault::new("agent_not_found", ["body", "agent"], msg).input(name.clone())
                })?;
                agent_revision = Some(found.revision);
                request["agent"] = found.specification;
                base
            }
            agent => {
                if !delegated {
                    check_inline(agent)?;
                    environments::check_all(agent)?;
                }
                agent["name"].as_str().unwrap_or_default().to_owned()
            }
        };
        self.expand(&mut request["agent"], false);
        if let Some(given) = request["overrides"].as_object().cloned() {
            overrides::apply(&mut request, &given).map_err(ApiError::invalid)?;
        }
        if let Some(schema) = request["agent"].get("answer_format").filter(|schema| !schema.is_null()) {
            answer::check_schema(schema).map_err(|msg| {
                Fault::new(
                    "json_schema",
                    ["body", "agent", "answer_format"],
                    format!("Not a usable JSON Schema: {msg}"),
                )
            })?;
        }
        check_tools(&request["agent"])?;
        if let Some(zone) = request["timezone"].as_str()
            && !crate::zone::is_known(zone)
        {
            let msg = "Input should be the name of an IANA time zone";
            return Err(Fault::new("timezone", ["body", "timezone"], msg).input(zone).into());
        }
        request["messages"] = brief::as_messages(&request["messages"]).into();
        // The policy of the agent's name, else of its model's name, else the versatile one.
        let model = request["agent"]["model"].as_str().unwrap_or_default();
        let policy = [agent_name.as_str(), model].into_iter().find(|name| self.policies.contains_key(*name));
        let policy = policy.map(str::to_owned);
        Ok(Brief { agent_name, agent_revision, request, delegated_by: None, schedule_id: None, policy })
    }

    /// Starts the clock of schedules.
    pub(crate) fn start(self: &Arc<Self>) {
        self.tasks.spawn(scheduler::run(self.me.clone()));
    }

    /// Ends all work: long polls are answered, agents are dropped.
    pub(crate) async fn close(&self) {
        self.closing.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

/// An agent needs something to work with: an environment, or tools, or agents to delegate to.
fn check_inline(agent: &Value) -> Result<(), ApiError> {
    let empty = |name: &str| agent[name].as_array().is_none_or(Vec::is_empty);
    if empty("environments") && empty("tools") && empty("subagents") {
        let msg = "An agent without environments needs tools or subagents";
        return Err(Fault::new("value_error", ["body", "agent", "environments"], msg)
            .input(json!([]))
            .into());
    }
    let mut kinds = Vec::new();
    for environment in agent["environments"].as_array().map(Vec::as_slice).unwrap_or_default() {
        if let Some(kind) = environment["kind"].as_str() {
            if kinds.contains(&kind) {
                let msg = format!("At most one environment of a kind: there are two of kind '{kind}'");
                return Err(Fault::new("value_error", ["body", "agent", "environments"], msg).into());
            }
            kinds.push(kind);
        }
    }
    Ok(())
}

fn check_tools(agent: &Value) -> Result<(), ApiError> {
    let tools = agent["tools"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (position, tool) in tools.iter().enumerate() {
        if tools[..position].iter().any(|other| other["name"] == tool["name"]) {
            let loc = [Value::from("body"), "agent".into(), "tools".into(), position.into(), "name".into()];
            return Err(
                Fault::new("value_error", loc, format!("Two tools are named {}", tool["name"])).into()
            );
        }
    }
    Ok(())
}
