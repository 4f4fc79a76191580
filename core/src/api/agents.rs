//! Agents: the catalog of those that can be run, with the history of each.

use steersman_wire::{Agent, AgentRevisionRecord, AgentWithRevision, PatchAgent};

use super::argument::{IfMatch, Name, Text};
use super::declare::resource;

resource! {
    /// The catalog of agents, with the history of each.
    Agents "agents"

    /// Lists agents, newest first.
    ListAgents: GET "/api/v2/agents"
    => list_agents() -> Page(AgentWithRevision) {
        /// Only agents with this text in their name.
        query agent_name: Text;
        /// Only agents with this text in them.
        query search: Text;
        /// Only agents of the vendor (`true`), or only others (`false`).
        query reserved: bool;
        /// `revision` adds the number of the current revision to each agent.
        query include: Text .one_of(&["revision"]);
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Agents on a page: 1 to 1000, default 10.
        query size: u64 .range(1, 1000) .default("10");
        /// The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`.
        query sort: [Text]
            .one_of(&["created_at", "-created_at", "agent_name", "-agent_name"])
            .default("[\"-created_at\"]");
    }

    /// Creates an agent. A name that is taken gives 409.
    CreateAgent: POST "/api/v2/agents"
    => create_agent() body agent: Agent -> 201 Revisioned(Agent) {
        /// A note on the new revision.
        query message: Text;
    }

    /// Reads an agent, with the number of its revision unless it is resolved.
    GetAgent: GET "/api/v2/agents/{agent_name}"
    => get_agent(path agent_name: Name) -> Revisioned(Agent) {
        /// This revision instead of the current one, from 1.
        query revision: u64 .at_least(1);
        /// Whether names of environments, skills and subagents are replaced by what they stand for. Default `false`.
        query resolve: bool .default("false");
    }

    /// Replaces an agent. The name in the body must be the same. Writing what is there already makes no new revision.
    UpdateAgent: PUT "/api/v2/agents/{agent_name}"
    => update_agent(path agent_name: Name) body agent: Agent -> Revisioned(Agent) {
        /// A note on the new revision.
        query message: Text;
        /// The revision this change is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        header if_match: IfMatch .named("If-Match");
    }

    /// Changes the fields that are given; an explicit null clears one.
    PatchAgent: PATCH "/api/v2/agents/{agent_name}"
    => patch_agent(path agent_name: Name) body changes: PatchAgent -> Revisioned(Agent) {
        /// A note on the new revision.
        query message: Text;
        /// The revision this change is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        header if_match: IfMatch .named("If-Match");
    }

    /// Deletes an agent.
    DeleteAgent: DELETE "/api/v2/agents/{agent_name}"
    => delete_agent(path agent_name: Name) -> Nothing {
        /// The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        header if_match: IfMatch .named("If-Match");
    }

    /// Lists the revisions of an agent, newest first.
    ListAgentRevisions: GET "/api/v2/agents/{agent_name}/revisions"
    => list_agent_revisions(path agent_name: Name) -> Page(AgentRevisionRecord) {
        /// The page, from 1 (default).
        query page: u64 .at_least(1) .default("1");
        /// Revisions on a page: 1 to 1000, default 10.
        query size: u64 .range(1, 1000) .default("10");
        /// The order: `number` or `-number` (newest first).
        query sort: [Text] .one_of(&["number", "-number"]);
    }

    /// Makes an earlier revision the current one, as a new revision. Restoring the current one changes nothing.
    RestoreAgentRevision: POST "/api/v2/agents/{agent_name}/revisions/{number}/restore"
    => restore_agent_revision(path agent_name: Name, path number: u64 .at_least(1)) -> Revisioned(Agent) {
        /// The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
        header if_match: IfMatch .named("If-Match");
    }
}
