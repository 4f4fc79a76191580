//! The generated files are current, and say what the core's definitions say.

use steersman_codegen::{Generated, generate};

fn content(files: &[Generated], ending: &str) -> String {
    files.iter().find(|file| file.path.ends_with(ending)).expect("the file is generated").content.clone()
}

#[test]
fn the_files_in_the_repository_are_those_that_would_be_written_now() {
    for file in generate() {
        assert!(file.is_current(), "{} is not current: run `cargo run -p steersman-codegen`", file.path);
    }
}

#[test]
fn a_type_and_an_operation_reach_python() {
    let files = generate();
    for (file, part) in [
        (
            "types.py",
            "class SessionStatus(Model):\n    \"\"\"How a session is doing: the cheap and authoritative snapshot.\"\"\"\n",
        ),
        ("types.py", "    pending_tool_calls: list[ToolRequest]\n"),
        ("types.py", "class AgentEvent(Event):\n"),
        ("types.py", "TrajectoryStatus: TypeAlias = 'Literal[\"queued\", \"pending\", "),
        ("types.py", "class ToolRequest(Model):\n"),
        ("inputs.py", "class ToolRequestInput(TypedDict, total=False):\n"),
        ("inputs.py", "    tool_name: Required[str]\n"),
        (
            "resources.py",
            "    def get_session_status(self, id: str, *, request_options: RequestOptions | None = None) -> SessionStatus:\n",
        ),
        (
            "resources.py",
            "    async def get_agent(self, agent_name: str, *, revision: int | None = OMIT, resolve: bool | None = OMIT, ",
        ),
        ("resources.py", "    def list_sessions_all(self, *, owner: "),
        ("types.py", "class UserMessageBatch(Model):\n"),
        ("inputs.py", "'ToolResultBatchInput | ToolResultBatch | ToolResultInput | ToolResult'\n"),
        ("names.py", "\nSendSessionMessagesRequestBody_UserMessage = UserMessageEvent\n"),
        ("names.py", "\nPageAgent = Page_Agent_\n"),
        ("names.py", "\nAgentSkillsItem: TypeAlias = 'str | Skill'\n"),
        (
            "names.py",
            "\nListSessionsRequestSortItem: TypeAlias = 'Literal[\"created_at\", \"-created_at\"]'\n",
        ),
        ("names.py", "\n    \"ListSessionsRequestSortItem\",\n"),
    ] {
        assert!(content(&files, file).contains(part), "{file}: {part}");
    }
}

#[test]
fn a_type_and_an_operation_reach_typescript() {
    let files = generate();
    for (file, part) in [
        (
            "types.ts",
            "export interface SessionStatus {\n  /** The state. */\n  readonly status: TrajectoryStatus;\n",
        ),
        ("types.ts", "  readonly pendingToolCalls?: ReadonlyArray<ToolRequest>;\n"),
        ("types.ts", "export interface ToolRequestInput {\n"),
        ("types.ts", " | RunnerSessionEvent | Unknown<\"type\">;\n"),
        (
            "resources.ts",
            "  getSessionStatus(id: string, options?: RequestOptions): Promise<SessionStatus> {\n",
        ),
        (
            "resources.ts",
            "  getAgent(agentName: string, args?: GetAgentArgs, options?: RequestOptions): Promise<AgentWithRevision> {\n",
        ),
        (
            "resources.ts",
            "  listSessionsAll(args?: ListSessionsArgs, options?: RequestOptions): AsyncIterableIterator<SessionSummary> {\n",
        ),
        ("shapes.ts", "[\"pending_tool_calls\",\"pendingToolCalls\",{\"list\":\"ToolRequest\"}]"),
    ] {
        assert!(content(&files, file).contains(part), "{file}: {part}");
    }
}

#[test]
fn a_type_and_an_operation_reach_swift() {
    let files = generate();
    for (file, part) in [
        (
            "Types.swift",
            "public struct SessionStatus: Codable, Sendable, Hashable {\n    /// The state.\n    public var status: TrajectoryStatus\n",
        ),
        ("Types.swift", "        pendingToolCalls = try members.list(\"pending_tool_calls\")\n"),
        ("Types.swift", "public enum TrajectoryStatus: OpenEnum {\n"),
        ("Types.swift", "    /// `type` is `AgentEvent`.\n    case agentEvent(AgentEvent)\n"),
        ("Types.swift", "    case unknown(JSONValue)\n"),
        (
            "Types.swift",
            "public enum AgentReference: Codable, Sendable, Hashable, ExpressibleByStringInterpolation {\n",
        ),
        ("Types.swift", "        try members.set(\"kind\", \"web\")\n"),
        (
            "Resources.swift",
            "    public func getSessionStatus(_ id: String, options: CallOptions = CallOptions()) async throws -> SessionStatus {\n",
        ),
        ("Resources.swift", "        description: Nullable<String>? = nil,\n"),
        ("Resources.swift", "    ) -> Entries<SessionSummary> {\n"),
    ] {
        assert!(content(&files, file).contains(part), "{file}: {part}");
    }
}

#[test]
fn every_operation_is_a_method_in_swift() {
    let methods = content(&generate(), "Resources.swift");
    for operation in steersman::api::OPERATIONS {
        let call = format!("(\"{}\", arguments, options)", operation.name);
        assert!(methods.contains(&call), "{call} is missing");
    }
}
