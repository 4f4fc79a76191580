// Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.

/// The agent changed between running, idle and waiting for tools.
public struct ActiveStateChangeData: Codable, Sendable, Hashable {
    /// What it is doing now.
    public var state: AgentState
    /// The calls of this step that wait for the client; published again, shorter, whenever one of them is answered.
    public var pendingToolCalls: [ToolRequest]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        state: AgentState,
        pendingToolCalls: [ToolRequest]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.state = state
        self.pendingToolCalls = pendingToolCalls
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        state = try members.required("state")
        pendingToolCalls = try members.optional("pending_tool_calls")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("state", state)
        try members.set("pending_tool_calls", pendingToolCalls)
        try members.set(additional)
    }

    private static let members: Set<String> = ["state", "pending_tool_calls"]
}

/// The agent changed between running, idle and waiting for tools.
public struct ActiveStateChangeEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: ActiveStateChangeData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: ActiveStateChangeData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "ActiveStateChangeEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// What an agent is: its instructions, environments, tools and helpers.
public struct Agent: Codable, Sendable, Hashable {
    /// Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/` prefix;
    /// up to 127 in all. The prefix `h/` is reserved.
    public var name: String
    /// What the agent is for; a manager reads this to choose its subagents. Not empty.
    public var description: String
    /// Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
    /// tools of their client.
    public var environments: [EnvironmentReference]
    /// The model; the service chooses when absent.
    public var model: String?
    /// How much the model thinks.
    public var reasoningEffort: ReasoningEffort?
    /// What the agent is told to do and how.
    public var instructions: String?
    /// Agents it can delegate to; each runs as a session of its own.
    public var subagents: [AgentReference]?
    /// Know-how it can consult.
    public var skills: [SkillReference]?
    /// JSON Schema of the answer; the answer is then an object, otherwise free text.
    public var answerFormat: [String: JSONValue]?
    /// Tools that run at the client.
    public var tools: [ToolDefinition]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        description: String,
        environments: [EnvironmentReference],
        model: String? = nil,
        reasoningEffort: ReasoningEffort? = nil,
        instructions: String? = nil,
        subagents: [AgentReference]? = nil,
        skills: [SkillReference]? = nil,
        answerFormat: [String: JSONValue]? = nil,
        tools: [ToolDefinition]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.environments = environments
        self.model = model
        self.reasoningEffort = reasoningEffort
        self.instructions = instructions
        self.subagents = subagents
        self.skills = skills
        self.answerFormat = answerFormat
        self.tools = tools
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        description = try members.required("description")
        environments = try members.required("environments")
        model = try members.optional("model")
        reasoningEffort = try members.optional("reasoning_effort")
        instructions = try members.optional("instructions")
        subagents = try members.optional("subagents")
        skills = try members.optional("skills")
        answerFormat = try members.optional("answer_format")
        tools = try members.optional("tools")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("environments", environments)
        try members.set("model", model)
        try members.set("reasoning_effort", reasoningEffort)
        try members.set("instructions", instructions)
        try members.set("subagents", subagents)
        try members.set("skills", skills)
        try members.set("answer_format", answerFormat)
        try members.set("tools", tools)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "description", "environments", "model", "reasoning_effort", "instructions", "subagents", "skills", "answer_format", "tools"]
}

/// The agent came to its end.
public struct AgentCompletionData: Codable, Sendable, Hashable {
    /// Why.
    public var reason: CompletionReason
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        reason: CompletionReason,
        additional: [String: JSONValue] = [:]
    ) {
        self.reason = reason
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        reason = try members.required("reason")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("reason", reason)
        try members.set(additional)
    }

    private static let members: Set<String> = ["reason"]
}

/// The agent came to its end.
public struct AgentCompletionEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: AgentCompletionData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: AgentCompletionData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "AgentCompletionEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// The agent failed.
public struct AgentErrorData: Codable, Sendable, Hashable {
    /// What went wrong.
    public var error: String
    /// Where in the service it went wrong.
    public var trace: String?
    /// More on it.
    public var info: [String: JSONValue]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        error: String,
        trace: String? = nil,
        info: [String: JSONValue]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.error = error
        self.trace = trace
        self.info = info
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        error = try members.required("error")
        trace = try members.optional("trace")
        info = try members.optional("info")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("error", error)
        try members.set("trace", trace)
        try members.set("info", info)
        try members.set(additional)
    }

    private static let members: Set<String> = ["error", "trace", "info"]
}

/// The agent failed.
public struct AgentErrorEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: AgentErrorData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: AgentErrorData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "AgentErrorEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// What the agent did, saw, thought or said.
public struct AgentEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: AgentEventData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: AgentEventData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "AgentEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// What the agent did, saw, thought or said.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum AgentEventData: Codable, Sendable, Hashable {
    /// `kind` is `answer_event`.
    case answerEvent(AnswerEvent)
    /// `kind` is `error_event`.
    case errorEvent(ErrorEvent)
    /// `kind` is `flow_event`.
    case flowEvent(FlowEvent)
    /// `kind` is `message_event`.
    case messageEvent(MessageEvent)
    /// `kind` is `observation_event`.
    case observationEvent(ObservationEvent)
    /// `kind` is `policy_event`.
    case policyEvent(PolicyEvent)
    /// `kind` is `tool_result`.
    case toolResult(ToolResultEvent)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("kind") {
            case "answer_event": self = .answerEvent(try AnswerEvent(from: decoder))
            case "error_event": self = .errorEvent(try ErrorEvent(from: decoder))
            case "flow_event": self = .flowEvent(try FlowEvent(from: decoder))
            case "message_event": self = .messageEvent(try MessageEvent(from: decoder))
            case "observation_event": self = .observationEvent(try ObservationEvent(from: decoder))
            case "policy_event": self = .policyEvent(try PolicyEvent(from: decoder))
            case "tool_result": self = .toolResult(try ToolResultEvent(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .answerEvent(let value): try value.encode(to: encoder)
        case .errorEvent(let value): try value.encode(to: encoder)
        case .flowEvent(let value): try value.encode(to: encoder)
        case .messageEvent(let value): try value.encode(to: encoder)
        case .observationEvent(let value): try value.encode(to: encoder)
        case .policyEvent(let value): try value.encode(to: encoder)
        case .toolResult(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// One state of an agent in its history; every write that changes something makes one.
public struct AgentRevisionRecord: Codable, Sendable, Hashable {
    /// The number, counting from 1.
    public var number: Int
    /// When it was written.
    public var createdAt: Timestamp
    /// Who wrote it.
    public var createdBy: String?
    /// The note given with the write.
    public var message: String?
    /// The revision this one restored.
    public var restoredFrom: Int?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        number: Int,
        createdAt: Timestamp,
        createdBy: String? = nil,
        message: String? = nil,
        restoredFrom: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.number = number
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.message = message
        self.restoredFrom = restoredFrom
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        number = try members.required("number")
        createdAt = try members.required("created_at")
        createdBy = try members.optional("created_by")
        message = try members.optional("message")
        restoredFrom = try members.optional("restored_from")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("number", number)
        try members.set("created_at", createdAt)
        try members.set("created_by", createdBy)
        try members.set("message", message)
        try members.set("restored_from", restoredFrom)
        try members.set(additional)
    }

    private static let members: Set<String> = ["number", "created_at", "created_by", "message", "restored_from"]
}

/// The agent was halted or went on.
public struct AgentRunStatusChangeData: Codable, Sendable, Hashable {
    /// Whether it runs now.
    public var status: RunStatus
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        status: RunStatus,
        additional: [String: JSONValue] = [:]
    ) {
        self.status = status
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        status = try members.required("status")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("status", status)
        try members.set(additional)
    }

    private static let members: Set<String> = ["status"]
}

/// The agent was halted or went on.
public struct AgentRunStatusChangeEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: AgentRunStatusChangeData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: AgentRunStatusChangeData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "AgentRunStatusChangeEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// The agent began.
public struct AgentStartedData: Codable, Sendable, Hashable {
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        additional: [String: JSONValue] = [:]
    ) {
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set(additional)
    }

    private static let members: Set<String> = []
}

/// The agent began.
public struct AgentStartedEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: AgentStartedData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: AgentStartedData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "AgentStartedEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// What an agent is doing, as its events tell.
public enum AgentState: OpenEnum {
    /// Working.
    case running
    /// Waiting for the next message.
    case idle
    /// Waiting for the client's tools.
    case awaitingToolResults
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "running": self = .running
        case "idle": self = .idle
        case "awaiting_tool_results": self = .awaitingToolResults
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .running: "running"
        case .idle: "idle"
        case .awaitingToolResults: "awaiting_tool_results"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [AgentState] = [.running, .idle, .awaitingToolResults]
}

/// An agent in a listing, with the number of its current revision when that was asked for.
public struct AgentWithRevision: Codable, Sendable, Hashable {
    /// Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/` prefix;
    /// up to 127 in all. The prefix `h/` is reserved.
    public var name: String
    /// What the agent is for; a manager reads this to choose its subagents. Not empty.
    public var description: String
    /// Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
    /// tools of their client.
    public var environments: [EnvironmentReference]
    /// The model; the service chooses when absent.
    public var model: String?
    /// How much the model thinks.
    public var reasoningEffort: ReasoningEffort?
    /// What the agent is told to do and how.
    public var instructions: String?
    /// Agents it can delegate to; each runs as a session of its own.
    public var subagents: [AgentReference]?
    /// Know-how it can consult.
    public var skills: [SkillReference]?
    /// JSON Schema of the answer; the answer is then an object, otherwise free text.
    public var answerFormat: [String: JSONValue]?
    /// Tools that run at the client.
    public var tools: [ToolDefinition]?
    /// The number of the current revision, from 1.
    public var revision: Int?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        description: String,
        environments: [EnvironmentReference],
        model: String? = nil,
        reasoningEffort: ReasoningEffort? = nil,
        instructions: String? = nil,
        subagents: [AgentReference]? = nil,
        skills: [SkillReference]? = nil,
        answerFormat: [String: JSONValue]? = nil,
        tools: [ToolDefinition]? = nil,
        revision: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.environments = environments
        self.model = model
        self.reasoningEffort = reasoningEffort
        self.instructions = instructions
        self.subagents = subagents
        self.skills = skills
        self.answerFormat = answerFormat
        self.tools = tools
        self.revision = revision
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        description = try members.required("description")
        environments = try members.required("environments")
        model = try members.optional("model")
        reasoningEffort = try members.optional("reasoning_effort")
        instructions = try members.optional("instructions")
        subagents = try members.optional("subagents")
        skills = try members.optional("skills")
        answerFormat = try members.optional("answer_format")
        tools = try members.optional("tools")
        revision = try members.optional("revision")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("environments", environments)
        try members.set("model", model)
        try members.set("reasoning_effort", reasoningEffort)
        try members.set("instructions", instructions)
        try members.set("subagents", subagents)
        try members.set("skills", skills)
        try members.set("answer_format", answerFormat)
        try members.set("tools", tools)
        try members.set("revision", revision)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "description", "environments", "model", "reasoning_effort", "instructions", "subagents", "skills", "answer_format", "tools", "revision"]
}

/// An Android device.
public struct Android: Codable, Sendable, Hashable {
    /// The environment's name; not empty.
    public var id: String
    /// Attaches to a device that is running already.
    public var sessionId: String?
    /// The system image to start.
    public var image: String?
    /// Whether the device starts only when the agent first needs it.
    public var lazy: Bool?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        sessionId: String? = nil,
        image: String? = nil,
        lazy: Bool? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.sessionId = sessionId
        self.image = image
        self.lazy = lazy
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        sessionId = try members.optional("session_id")
        image = try members.optional("image")
        lazy = try members.optional("lazy")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "android")
        try members.set("id", id)
        try members.set("session_id", sessionId)
        try members.set("image", image)
        try members.set("lazy", lazy)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "id", "session_id", "image", "lazy"]
}

/// The agent's answer.
public struct AnswerEvent: Codable, Sendable, Hashable {
    /// Text, or an object when an answer format was asked for; such an object may also come as JSON text.
    public var answer: JSONValue
    /// Its own verdict.
    public var outcome: AnswerOutcome?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        answer: JSONValue,
        outcome: AnswerOutcome? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.answer = answer
        self.outcome = outcome
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        answer = try members.required("answer")
        outcome = try members.optional("outcome")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "answer_event")
        try members.set("answer", answer)
        try members.set("outcome", outcome)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "answer", "outcome"]
}

/// The agent's own verdict on its answer.
public enum AnswerOutcome: OpenEnum {
    /// The task was done.
    case success
    /// Part of the task was done.
    case partial
    /// The task cannot be done.
    case infeasible
    /// Something was in the way.
    case blocked
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "success": self = .success
        case "partial": self = .partial
        case "infeasible": self = .infeasible
        case "blocked": self = .blocked
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .success: "success"
        case .partial: "partial"
        case .infeasible: "infeasible"
        case .blocked: "blocked"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [AnswerOutcome] = [.success, .partial, .infeasible, .blocked]
}

/// A file was attached.
public struct AttachmentData: Codable, Sendable, Hashable {
    /// Who attached it.
    public var origin: AttachmentOrigin
    /// Its name.
    public var name: String
    /// Where it is in the workspace.
    public var path: String
    /// Its media type.
    public var mediaType: String
    /// Its size in bytes.
    public var sizeBytes: Int
    /// Where to download it; may be relative to the service's host.
    public var url: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        origin: AttachmentOrigin,
        name: String,
        path: String,
        mediaType: String,
        sizeBytes: Int,
        url: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.origin = origin
        self.name = name
        self.path = path
        self.mediaType = mediaType
        self.sizeBytes = sizeBytes
        self.url = url
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        origin = try members.required("origin")
        name = try members.required("name")
        path = try members.required("path")
        mediaType = try members.required("media_type")
        sizeBytes = try members.required("size_bytes")
        url = try members.required("url")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("origin", origin)
        try members.set("name", name)
        try members.set("path", path)
        try members.set("media_type", mediaType)
        try members.set("size_bytes", sizeBytes)
        try members.set("url", url)
        try members.set(additional)
    }

    private static let members: Set<String> = ["origin", "name", "path", "media_type", "size_bytes", "url"]
}

/// A file was attached.
public struct AttachmentEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: AttachmentData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: AttachmentData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "AttachmentEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// Who attached a file.
public enum AttachmentOrigin: OpenEnum {
    /// The agent.
    case agent
    /// The user.
    case user
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "agent": self = .agent
        case "user": self = .user
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .agent: "agent"
        case .user: "user"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [AttachmentOrigin] = [.agent, .user]
}

/// A browser.
public struct Browser: Codable, Sendable, Hashable {
    /// The environment's name; not empty.
    public var id: String
    /// Where the browser runs.
    public var host: EnvironmentHost?
    /// The page it opens first.
    public var startUrl: String?
    /// Whether it runs without a window.
    public var headless: Bool?
    /// Attaches to a browser that is running already.
    public var sessionId: String?
    /// How the agent perceives pages.
    public var mode: BrowserMode?
    /// Whether the browser starts only when the agent first needs it.
    public var lazy: Bool?
    /// Seconds to wait after an action before looking again.
    public var settleS: Double?
    /// The vault with the credentials the agent may use; cloud only.
    public var vaultId: String?
    /// The stored profile to start from; cloud only, and not with `use_default_browser_profile`.
    public var browserProfileId: String?
    /// Whether to start from the default profile of the browser; not with `browser_profile_id`.
    public var useDefaultBrowserProfile: Bool?
    /// Whether to write the profile back at the end; needs a profile. One active session at a time may do so per
    /// profile.
    public var persistBrowserProfile: Bool?
    /// How the browser reaches the network; applied only when a new browser is provisioned.
    public var network: BrowserNetwork?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        host: EnvironmentHost? = nil,
        startUrl: String? = nil,
        headless: Bool? = nil,
        sessionId: String? = nil,
        mode: BrowserMode? = nil,
        lazy: Bool? = nil,
        settleS: Double? = nil,
        vaultId: String? = nil,
        browserProfileId: String? = nil,
        useDefaultBrowserProfile: Bool? = nil,
        persistBrowserProfile: Bool? = nil,
        network: BrowserNetwork? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.host = host
        self.startUrl = startUrl
        self.headless = headless
        self.sessionId = sessionId
        self.mode = mode
        self.lazy = lazy
        self.settleS = settleS
        self.vaultId = vaultId
        self.browserProfileId = browserProfileId
        self.useDefaultBrowserProfile = useDefaultBrowserProfile
        self.persistBrowserProfile = persistBrowserProfile
        self.network = network
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        host = try members.optional("host")
        startUrl = try members.optional("start_url")
        headless = try members.optional("headless")
        sessionId = try members.optional("session_id")
        mode = try members.optional("mode")
        lazy = try members.optional("lazy")
        settleS = try members.optional("settle_s")
        vaultId = try members.optional("vault_id")
        browserProfileId = try members.optional("browser_profile_id")
        useDefaultBrowserProfile = try members.optional("use_default_browser_profile")
        persistBrowserProfile = try members.optional("persist_browser_profile")
        network = try members.optional("network")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "web")
        try members.set("id", id)
        try members.set("host", host)
        try members.set("start_url", startUrl)
        try members.set("headless", headless)
        try members.set("session_id", sessionId)
        try members.set("mode", mode)
        try members.set("lazy", lazy)
        try members.set("settle_s", settleS)
        try members.set("vault_id", vaultId)
        try members.set("browser_profile_id", browserProfileId)
        try members.set("use_default_browser_profile", useDefaultBrowserProfile)
        try members.set("persist_browser_profile", persistBrowserProfile)
        try members.set("network", network)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "id", "host", "start_url", "headless", "session_id", "mode", "lazy", "settle_s", "vault_id", "browser_profile_id", "use_default_browser_profile", "persist_browser_profile", "network"]
}

/// How an agent perceives pages.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum BrowserMode: Codable, Sendable, Hashable {
    /// `type` is `text`.
    case text(BrowserTextMode)
    /// `type` is `visual`.
    case visual(BrowserVisualMode)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("type") {
            case "text": self = .text(try BrowserTextMode(from: decoder))
            case "visual": self = .visual(try BrowserVisualMode(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let value): try value.encode(to: encoder)
        case .visual(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// How a browser reaches the network: by a proxy of one's own or a managed one, not both.
public struct BrowserNetwork: Codable, Sendable, Hashable {
    /// A proxy of one's own, credentials included; reads back as `***`.
    public var proxyUrl: String?
    /// A proxy the service provides.
    public var managedProxy: ManagedProxySelection?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        proxyUrl: String? = nil,
        managedProxy: ManagedProxySelection? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.proxyUrl = proxyUrl
        self.managedProxy = managedProxy
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        proxyUrl = try members.optional("proxy_url")
        managedProxy = try members.optional("managed_proxy")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("proxy_url", proxyUrl)
        try members.set("managed_proxy", managedProxy)
        try members.set(additional)
    }

    private static let members: Set<String> = ["proxy_url", "managed_proxy"]
}

/// Finishes an upload: what the uploaded profile is.
public struct BrowserProfileCreate: Codable, Sendable, Hashable {
    /// The name.
    public var name: String
    /// The browser it comes from; unknown ones are refused.
    public var browserName: String
    /// The version of that browser.
    public var browserVersion: String
    /// What it is for.
    public var description: String?
    /// Labels of one's own.
    public var labels: [String: String]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        browserName: String,
        browserVersion: String,
        description: String? = nil,
        labels: [String: String]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.browserName = browserName
        self.browserVersion = browserVersion
        self.description = description
        self.labels = labels
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        browserName = try members.required("browser_name")
        browserVersion = try members.required("browser_version")
        description = try members.optional("description")
        labels = try members.optional("labels")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("browser_name", browserName)
        try members.set("browser_version", browserVersion)
        try members.set("description", description)
        try members.set("labels", labels)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "browser_name", "browser_version", "description", "labels"]
}

/// One stretch of the list of profiles.
public struct BrowserProfileList: Codable, Sendable, Hashable {
    /// How many there are in all.
    public var total: Int
    /// How many were asked for.
    public var limit: Int
    /// How many were skipped.
    public var offset: Int
    /// The profiles.
    public var profiles: [BrowserProfileRead]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        total: Int,
        limit: Int,
        offset: Int,
        profiles: [BrowserProfileRead],
        additional: [String: JSONValue] = [:]
    ) {
        self.total = total
        self.limit = limit
        self.offset = offset
        self.profiles = profiles
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        total = try members.required("total")
        limit = try members.required("limit")
        offset = try members.required("offset")
        profiles = try members.required("profiles")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("total", total)
        try members.set("limit", limit)
        try members.set("offset", offset)
        try members.set("profiles", profiles)
        try members.set(additional)
    }

    private static let members: Set<String> = ["total", "limit", "offset", "profiles"]
}

/// A profile as the service keeps it.
public struct BrowserProfileRead: Codable, Sendable, Hashable {
    /// The profile's id.
    public var id: String
    /// Who uploaded it.
    public var userId: String
    /// The organisation it belongs to.
    public var orgId: String
    /// The name.
    public var name: String
    /// What it is for.
    public var description: String?
    /// The browser it is for.
    public var browserName: String
    /// The version of that browser.
    public var browserVersion: String
    /// Where the service stores it.
    public var s3Path: String?
    /// The size in bytes.
    public var fileSizeBytes: Int?
    /// The checksum of the stored file.
    public var checksum: String?
    /// How often it was used.
    public var usageCount: Int?
    /// When it was last used.
    public var lastUsedAt: Timestamp?
    /// Labels of one's own.
    public var labels: [String: JSONValue]?
    /// Whether it is the default of its browser.
    public var isDefault: Bool?
    /// When it was made.
    public var createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        userId: String,
        orgId: String,
        name: String,
        browserName: String,
        browserVersion: String,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        description: String? = nil,
        s3Path: String? = nil,
        fileSizeBytes: Int? = nil,
        checksum: String? = nil,
        usageCount: Int? = nil,
        lastUsedAt: Timestamp? = nil,
        labels: [String: JSONValue]? = nil,
        isDefault: Bool? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.userId = userId
        self.orgId = orgId
        self.name = name
        self.description = description
        self.browserName = browserName
        self.browserVersion = browserVersion
        self.s3Path = s3Path
        self.fileSizeBytes = fileSizeBytes
        self.checksum = checksum
        self.usageCount = usageCount
        self.lastUsedAt = lastUsedAt
        self.labels = labels
        self.isDefault = isDefault
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        userId = try members.required("user_id")
        orgId = try members.required("org_id")
        name = try members.required("name")
        description = try members.optional("description")
        browserName = try members.required("browser_name")
        browserVersion = try members.required("browser_version")
        s3Path = try members.optional("s3_path")
        fileSizeBytes = try members.optional("file_size_bytes")
        checksum = try members.optional("checksum")
        usageCount = try members.optional("usage_count")
        lastUsedAt = try members.optional("last_used_at")
        labels = try members.optional("labels")
        isDefault = try members.optional("is_default")
        createdAt = try members.required("created_at")
        updatedAt = try members.required("updated_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("user_id", userId)
        try members.set("org_id", orgId)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("browser_name", browserName)
        try members.set("browser_version", browserVersion)
        try members.set("s3_path", s3Path)
        try members.set("file_size_bytes", fileSizeBytes)
        try members.set("checksum", checksum)
        try members.set("usage_count", usageCount)
        try members.set("last_used_at", lastUsedAt)
        try members.set("labels", labels)
        try members.set("is_default", isDefault)
        try members.set("created_at", createdAt)
        try members.set("updated_at", updatedAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "user_id", "org_id", "name", "description", "browser_name", "browser_version", "s3_path", "file_size_bytes", "checksum", "usage_count", "last_used_at", "labels", "is_default", "created_at", "updated_at"]
}

/// Pages are read as text.
public struct BrowserTextMode: Codable, Sendable, Hashable {
    /// Characters of text per look, above 0.
    public var chunkSize: Int?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        chunkSize: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.chunkSize = chunkSize
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        chunkSize = try members.optional("chunk_size")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "text")
        try members.set("chunk_size", chunkSize)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "chunk_size"]
}

/// Pages are seen as screenshots.
public struct BrowserVisualMode: Codable, Sendable, Hashable {
    /// Width of the viewport in pixels, above 0.
    public var width: Int?
    /// Height of the viewport in pixels, above 0.
    public var height: Int?
    /// Whether the page's text comes along as Markdown.
    public var markdown: Bool?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        width: Int? = nil,
        height: Int? = nil,
        markdown: Bool? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.width = width
        self.height = height
        self.markdown = markdown
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        width = try members.optional("width")
        height = try members.optional("height")
        markdown = try members.optional("markdown")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "visual")
        try members.set("width", width)
        try members.set("height", height)
        try members.set("markdown", markdown)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "width", "height", "markdown"]
}

/// Why an agent came to its end.
public enum CompletionReason: OpenEnum {
    /// It was done.
    case finished
    /// It was stopped.
    case stopped
    /// Its time was over.
    case timedOut
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "finished": self = .finished
        case "stopped": self = .stopped
        case "timed_out": self = .timedOut
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .finished: "finished"
        case .stopped: "stopped"
        case .timedOut: "timed_out"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [CompletionReason] = [.finished, .stopped, .timedOut]
}

/// How the content of a file or image is given.
public enum ContentSource: OpenEnum {
    /// `source` is a URL.
    case url
    /// `source` is base64.
    case base64
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "url": self = .url
        case "base64": self = .base64
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .url: "url"
        case .base64: "base64"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ContentSource] = [.url, .base64]
}

/// Makes a schedule.
public struct CreateSchedule: Codable, Sendable, Hashable {
    /// The name, 1 to 255 characters.
    public var name: String
    /// What it is for, up to 255 characters.
    public var description: String?
    /// When it fires.
    public var timing: Timing
    /// What it starts; resolved anew each time.
    public var sessionRequest: SessionRequest
    /// How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count.
    public var repeats: Int?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        timing: Timing,
        sessionRequest: SessionRequest,
        description: String? = nil,
        repeats: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.timing = timing
        self.sessionRequest = sessionRequest
        self.repeats = repeats
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        description = try members.optional("description")
        timing = try members.required("timing")
        sessionRequest = try members.required("session_request")
        repeats = try members.optional("repeats")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("timing", timing)
        try members.set("session_request", sessionRequest)
        try members.set("repeats", repeats)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "description", "timing", "session_request", "repeats"]
}

/// Makes a webhook; an organisation has at most 10.
public struct CreateWebhook: Codable, Sendable, Hashable {
    /// Where to deliver: https, up to 2,048 characters.
    public var url: String
    /// The event types to deliver; `*` stands for every status change only, finer types must be listed.
    public var enabledEvents: [String]
    /// What it is for, up to 255 characters.
    public var description: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        url: String,
        enabledEvents: [String] = [],
        description: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.url = url
        self.enabledEvents = enabledEvents
        self.description = description
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        url = try members.required("url")
        enabledEvents = try members.list("enabled_events")
        description = try members.optional("description")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("url", url)
        try members.set("enabled_events", enabledEvents)
        try members.set("description", description)
        try members.set(additional)
    }

    private static let members: Set<String> = ["url", "enabled_events", "description"]
}

/// Fires at the times of a cron expression.
public struct CronTiming: Codable, Sendable, Hashable {
    /// Five fields: minute, hour, day of month, month, day of week.
    public var expression: String
    /// IANA name of the time zone in which the expression is read.
    public var timezone: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        expression: String,
        timezone: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.expression = expression
        self.timezone = timezone
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        expression = try members.required("expression")
        timezone = try members.required("timezone")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "cron")
        try members.set("expression", expression)
        try members.set("timezone", timezone)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "expression", "timezone"]
}

/// What came of a delivery.
public enum DeliveryStatus: OpenEnum {
    /// The endpoint took it.
    case succeeded
    /// The endpoint did not take it.
    case failed
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "succeeded": self = .succeeded
        case "failed": self = .failed
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [DeliveryStatus] = [.succeeded, .failed]
}

/// A computer desktop.
public struct Desktop: Codable, Sendable, Hashable {
    /// The environment's name; not empty.
    public var id: String
    /// Where the desktop is; has no default.
    public var host: EnvironmentHost
    /// Attaches to a desktop that is running already.
    public var sessionId: String?
    /// Whether the desktop starts only when the agent first needs it.
    public var lazy: Bool?
    /// Seconds to wait after an action before looking again.
    public var settleS: Double?
    /// Screenshots are scaled down to this width in pixels.
    public var screenshotMaxWidth: Int?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        host: EnvironmentHost,
        sessionId: String? = nil,
        lazy: Bool? = nil,
        settleS: Double? = nil,
        screenshotMaxWidth: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.host = host
        self.sessionId = sessionId
        self.lazy = lazy
        self.settleS = settleS
        self.screenshotMaxWidth = screenshotMaxWidth
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        host = try members.required("host")
        sessionId = try members.optional("session_id")
        lazy = try members.optional("lazy")
        settleS = try members.optional("settle_s")
        screenshotMaxWidth = try members.optional("screenshot_max_width")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "desktop")
        try members.set("id", id)
        try members.set("host", host)
        try members.set("session_id", sessionId)
        try members.set("lazy", lazy)
        try members.set("settle_s", settleS)
        try members.set("screenshot_max_width", screenshotMaxWidth)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "id", "host", "session_id", "lazy", "settle_s", "screenshot_max_width"]
}

/// A place in which an agent acts; an agent has at most one of each kind.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum AgentEnvironment: Codable, Sendable, Hashable {
    /// `kind` is `android`.
    case android(Android)
    /// `kind` is `desktop`.
    case desktop(Desktop)
    /// `kind` is `web`.
    case web(Browser)
    /// `kind` is `workstation`.
    case workstation(Workstation)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("kind") {
            case "android": self = .android(try Android(from: decoder))
            case "desktop": self = .desktop(try Desktop(from: decoder))
            case "web": self = .web(try Browser(from: decoder))
            case "workstation": self = .workstation(try Workstation(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .android(let value): try value.encode(to: encoder)
        case .desktop(let value): try value.encode(to: encoder)
        case .web(let value): try value.encode(to: encoder)
        case .workstation(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// What sort of place an environment is.
public enum EnvironmentKind: OpenEnum {
    /// A browser.
    case web
    /// A computer desktop.
    case desktop
    /// An Android device.
    case android
    /// A workspace of files with a shell.
    case workstation
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "web": self = .web
        case "desktop": self = .desktop
        case "android": self = .android
        case "workstation": self = .workstation
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .web: "web"
        case .desktop: "desktop"
        case .android: "android"
        case .workstation: "workstation"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [EnvironmentKind] = [.web, .desktop, .android, .workstation]
}

/// One page of a listing that is walked by page number.
public struct EnvironmentPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [AgentEnvironment]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [AgentEnvironment],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One fault among the details of a refusal.
public struct ErrorDetailItem: Codable, Sendable, Hashable {
    /// The category, such as `not_found` or `plan_limit`.
    public var type: String?
    /// What is wrong, as validation words it.
    public var msg: String?
    /// What is wrong, as applications word it.
    public var message: String?
    /// Where it is wrong: field names and list positions, outermost first.
    public var loc: [StringOrInt]
    /// Whose limit was met.
    public var scope: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        type: String? = nil,
        msg: String? = nil,
        message: String? = nil,
        loc: [StringOrInt] = [],
        scope: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.msg = msg
        self.message = message
        self.loc = loc
        self.scope = scope
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        type = try members.optional("type")
        msg = try members.optional("msg")
        message = try members.optional("message")
        loc = try members.list("loc")
        scope = try members.optional("scope")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", type)
        try members.set("msg", msg)
        try members.set("message", message)
        try members.set("loc", loc)
        try members.set("scope", scope)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "msg", "message", "loc", "scope"]
}

/// The body of a refusal; which parts are there depends on who refused.
public struct ErrorEnvelope: Codable, Sendable, Hashable {
    /// What went wrong, in words.
    public var message: String?
    /// What went wrong, in one of several shapes.
    public var detail: JSONValue?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        message: String? = nil,
        detail: JSONValue? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.message = message
        self.detail = detail
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        message = try members.optional("message")
        detail = try members.optional("detail")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("message", message)
        try members.set("detail", detail)
        try members.set(additional)
    }

    private static let members: Set<String> = ["message", "detail"]
}

/// A step that went wrong; posted by clients for tools that failed.
public struct ErrorEvent: Codable, Sendable, Hashable {
    /// What went wrong, in words the agent reads.
    public var error: String
    /// Where it went wrong: `client` for tools of the client.
    public var origin: String
    /// The call that failed, whole.
    public var toolReq: ToolRequest?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        error: String,
        origin: String,
        toolReq: ToolRequest? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.error = error
        self.origin = origin
        self.toolReq = toolReq
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        error = try members.required("error")
        origin = try members.required("origin")
        toolReq = try members.optional("tool_req")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "error_event")
        try members.set("error", error)
        try members.set("origin", origin)
        try members.set("tool_req", toolReq)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "error", "origin", "tool_req"]
}

/// A verdict on a session or on one of its events.
public struct Feedback: Codable, Sendable, Hashable {
    /// Whether it went well.
    public var success: Bool
    /// Why.
    public var message: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        success: Bool,
        message: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.success = success
        self.message = message
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        success = try members.required("success")
        message = try members.optional("message")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("success", success)
        try members.set("message", message)
        try members.set(additional)
    }

    private static let members: Set<String> = ["success", "message"]
}

/// A file that goes with a message. At most 10 files and 7,000,000 bytes per message; sent as base64, read back as a
/// URL.
public struct FileContent: Codable, Sendable, Hashable {
    /// How `source` is to be read.
    public var type: ContentSource?
    /// The content in base64, or the URL where it is.
    public var source: String
    /// The file name the agent sees.
    public var name: String
    /// The media type; guessed from the name when absent.
    public var mediaType: String?
    /// The size in bytes; set by the service.
    public var sizeBytes: Int?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        source: String,
        name: String,
        type: ContentSource? = nil,
        mediaType: String? = nil,
        sizeBytes: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.source = source
        self.name = name
        self.mediaType = mediaType
        self.sizeBytes = sizeBytes
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        type = try members.optional("type")
        source = try members.required("source")
        name = try members.required("name")
        mediaType = try members.optional("media_type")
        sizeBytes = try members.optional("size_bytes")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", type)
        try members.set("source", source)
        try members.set("name", name)
        try members.set("media_type", mediaType)
        try members.set("size_bytes", sizeBytes)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "source", "name", "media_type", "size_bytes"]
}

/// One entry of a folder.
public struct FileEntry: Codable, Sendable, Hashable {
    /// The name within its folder.
    public var name: String
    /// The whole path.
    public var path: String
    /// The size in bytes.
    public var sizeBytes: Int
    /// When it was last changed.
    public var modifiedAt: Timestamp
    /// Whether it is a folder.
    public var isDir: Bool
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        path: String,
        sizeBytes: Int,
        modifiedAt: Timestamp,
        isDir: Bool,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.path = path
        self.sizeBytes = sizeBytes
        self.modifiedAt = modifiedAt
        self.isDir = isDir
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        path = try members.required("path")
        sizeBytes = try members.required("size_bytes")
        modifiedAt = try members.required("modified_at")
        isDir = try members.required("is_dir")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("path", path)
        try members.set("size_bytes", sizeBytes)
        try members.set("modified_at", modifiedAt)
        try members.set("is_dir", isDir)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "path", "size_bytes", "modified_at", "is_dir"]
}

/// A file went into the environment or out of it.
public struct FileTransferData: Codable, Sendable, Hashable {
    /// Which way.
    public var direction: TransferDirection
    /// Where it is in the environment.
    public var path: String
    /// Its size in bytes.
    public var sizeBytes: Int?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        direction: TransferDirection,
        path: String,
        sizeBytes: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.direction = direction
        self.path = path
        self.sizeBytes = sizeBytes
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        direction = try members.required("direction")
        path = try members.required("path")
        sizeBytes = try members.optional("size_bytes")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("direction", direction)
        try members.set("path", path)
        try members.set("size_bytes", sizeBytes)
        try members.set(additional)
    }

    private static let members: Set<String> = ["direction", "path", "size_bytes"]
}

/// A file went into the environment or out of it.
public struct FileTransferEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: FileTransferData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: FileTransferData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "FileTransferEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// A turn in the agent's course.
public struct FlowEvent: Codable, Sendable, Hashable {
    /// Which turn, such as `force_answer`.
    public var flow: String
    /// Who asked for it.
    public var origin: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        flow: String,
        origin: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.flow = flow
        self.origin = origin
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        flow = try members.required("flow")
        origin = try members.required("origin")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "flow_event")
        try members.set("flow", flow)
        try members.set("origin", origin)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "flow", "origin"]
}

/// The body of a 422 by validation.
public struct HTTPValidationError: Codable, Sendable, Hashable {
    /// One entry per fault.
    public var detail: [ValidationError]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        detail: [ValidationError] = [],
        additional: [String: JSONValue] = [:]
    ) {
        self.detail = detail
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        detail = try members.list("detail")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("detail", detail)
        try members.set(additional)
    }

    private static let members: Set<String> = ["detail"]
}

/// Where an environment runs.
public enum EnvironmentHost: OpenEnum {
    /// On the user's own device, through a bridge.
    case userDevice
    /// In the service's cloud.
    case cloud
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "user_device": self = .userDevice
        case "cloud": self = .cloud
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .userDevice: "user_device"
        case .cloud: "cloud"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [EnvironmentHost] = [.userDevice, .cloud]
}

/// An image, by URL or inline.
public struct ImageContent: Codable, Sendable, Hashable {
    /// The content in base64, or the URL where it is.
    public var source: String
    /// How `source` is to be read.
    public var type: ContentSource
    /// The media type, such as `image/png`.
    public var mediaType: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        source: String,
        type: ContentSource,
        mediaType: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.source = source
        self.type = type
        self.mediaType = mediaType
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        source = try members.required("source")
        type = try members.required("type")
        mediaType = try members.optional("media_type")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("source", source)
        try members.set("type", type)
        try members.set("media_type", mediaType)
        try members.set(additional)
    }

    private static let members: Set<String> = ["source", "type", "media_type"]
}

/// Where to upload a profile: a multipart POST with every field first and the zip (up to 1 GB) last, to storage
/// rather than to the API.
public struct InitiateUploadResponse: Codable, Sendable, Hashable {
    /// The id the profile will have.
    public var profileId: String
    /// Where to post the file.
    public var uploadUrl: String
    /// The form fields to send before the file; they authorise the upload.
    public var uploadFields: [String: String]
    /// Seconds until the permission ends.
    public var uploadExpiresIn: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        profileId: String,
        uploadUrl: String,
        uploadFields: [String: String],
        uploadExpiresIn: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.profileId = profileId
        self.uploadUrl = uploadUrl
        self.uploadFields = uploadFields
        self.uploadExpiresIn = uploadExpiresIn
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        profileId = try members.required("profile_id")
        uploadUrl = try members.required("upload_url")
        uploadFields = try members.required("upload_fields")
        uploadExpiresIn = try members.required("upload_expires_in")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("profile_id", profileId)
        try members.set("upload_url", uploadUrl)
        try members.set("upload_fields", uploadFields)
        try members.set("upload_expires_in", uploadExpiresIn)
        try members.set(additional)
    }

    private static let members: Set<String> = ["profile_id", "upload_url", "upload_fields", "upload_expires_in"]
}

/// Asks for the entries of a folder of a session, newest first.
public struct ListFilesRequest: Codable, Sendable, Hashable {
    /// The folder; only allow-listed roots can be read.
    public var path: String?
    /// How many entries to give at most, at least 1.
    public var maxEntries: Int?
    /// Only entries older than this: `modified_at` of the last entry of the previous page.
    public var modifiedBefore: Timestamp?
    /// With equal times, only entries whose name comes after this: `name` of the last entry of the previous page.
    public var nameAfter: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        path: String? = nil,
        maxEntries: Int? = nil,
        modifiedBefore: Timestamp? = nil,
        nameAfter: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.path = path
        self.maxEntries = maxEntries
        self.modifiedBefore = modifiedBefore
        self.nameAfter = nameAfter
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        path = try members.optional("path")
        maxEntries = try members.optional("max_entries")
        modifiedBefore = try members.optional("modified_before")
        nameAfter = try members.optional("name_after")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("path", path)
        try members.set("max_entries", maxEntries)
        try members.set("modified_before", modifiedBefore)
        try members.set("name_after", nameAfter)
        try members.set(additional)
    }

    private static let members: Set<String> = ["path", "max_entries", "modified_before", "name_after"]
}

/// The entries of a folder, newest first.
public struct ListFilesResponse: Codable, Sendable, Hashable {
    /// The folder.
    public var path: String
    /// Its entries.
    public var files: [FileEntry]
    /// Whether there are more entries than given.
    public var truncated: Bool
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        path: String,
        files: [FileEntry],
        truncated: Bool,
        additional: [String: JSONValue] = [:]
    ) {
        self.path = path
        self.files = files
        self.truncated = truncated
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        path = try members.required("path")
        files = try members.required("files")
        truncated = try members.required("truncated")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("path", path)
        try members.set("files", files)
        try members.set("truncated", truncated)
        try members.set(additional)
    }

    private static let members: Set<String> = ["path", "files", "truncated"]
}

/// There is a page on which to watch the environment.
public struct LiveViewUrlData: Codable, Sendable, Hashable {
    /// The page.
    public var liveViewUrl: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        liveViewUrl: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.liveViewUrl = liveViewUrl
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        liveViewUrl = try members.required("live_view_url")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("live_view_url", liveViewUrl)
        try members.set(additional)
    }

    private static let members: Set<String> = ["live_view_url"]
}

/// There is a page on which to watch the environment.
public struct LiveViewUrlEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: LiveViewUrlData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: LiveViewUrlData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "LiveViewUrlEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// Which managed proxy to use.
public struct ManagedProxySelection: Codable, Sendable, Hashable {
    /// The country to go out from; any when absent.
    public var country: String?
    /// Whether to keep one address for the whole session.
    public var sticky: Bool?
    /// The sort of addresses.
    public var pool: ProxyPool?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        country: String? = nil,
        sticky: Bool? = nil,
        pool: ProxyPool? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.country = country
        self.sticky = sticky
        self.pool = pool
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        country = try members.optional("country")
        sticky = try members.optional("sticky")
        pool = try members.optional("pool")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("country", country)
        try members.set("sticky", sticky)
        try members.set("pool", pool)
        try members.set(additional)
    }

    private static let members: Set<String> = ["country", "sticky", "pool"]
}

/// What the agent was told.
public struct MessageEvent: Codable, Sendable, Hashable {
    /// Who spoke.
    public var callerId: String
    /// Texts and images, in their order.
    public var content: [MessageContent]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        callerId: String,
        content: [MessageContent] = [],
        additional: [String: JSONValue] = [:]
    ) {
        self.callerId = callerId
        self.content = content
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        callerId = try members.required("caller_id")
        content = try members.list("content")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "message_event")
        try members.set("caller_id", callerId)
        try members.set("content", content)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "caller_id", "content"]
}

/// What a session used so far.
public struct Metrics: Codable, Sendable, Hashable {
    /// Steps taken.
    public var steps: Int?
    /// Tokens and costs, by model.
    public var costPerModel: [ModelCost]
    /// Cost of the input.
    public var inputCost: Double?
    /// Cost of the output.
    public var outputCost: Double?
    /// Cost of the reasoning.
    public var reasoningCost: Double?
    /// Cost in all.
    public var totalCost: Double?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        steps: Int? = nil,
        costPerModel: [ModelCost] = [],
        inputCost: Double? = nil,
        outputCost: Double? = nil,
        reasoningCost: Double? = nil,
        totalCost: Double? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.steps = steps
        self.costPerModel = costPerModel
        self.inputCost = inputCost
        self.outputCost = outputCost
        self.reasoningCost = reasoningCost
        self.totalCost = totalCost
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        steps = try members.optional("steps")
        costPerModel = try members.list("cost_per_model")
        inputCost = try members.optional("input_cost")
        outputCost = try members.optional("output_cost")
        reasoningCost = try members.optional("reasoning_cost")
        totalCost = try members.optional("total_cost")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("steps", steps)
        try members.set("cost_per_model", costPerModel)
        try members.set("input_cost", inputCost)
        try members.set("output_cost", outputCost)
        try members.set("reasoning_cost", reasoningCost)
        try members.set("total_cost", totalCost)
        try members.set(additional)
    }

    private static let members: Set<String> = ["steps", "cost_per_model", "input_cost", "output_cost", "reasoning_cost", "total_cost"]
}

/// Usage and costs so far.
public struct MetricsUpdateData: Codable, Sendable, Hashable {
    /// Steps, tokens and costs.
    public var metrics: Metrics
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        metrics: Metrics,
        additional: [String: JSONValue] = [:]
    ) {
        self.metrics = metrics
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        metrics = try members.required("metrics")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("metrics", metrics)
        try members.set(additional)
    }

    private static let members: Set<String> = ["metrics"]
}

/// Usage and costs so far.
public struct MetricsUpdateEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: MetricsUpdateData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: MetricsUpdateData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "MetricsUpdateEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// Tokens one model used, and what they cost.
public struct ModelCost: Codable, Sendable, Hashable {
    /// The model.
    public var name: String
    /// Tokens read, cached ones included.
    public var inputTokens: Int
    /// Tokens read from the cache.
    public var cachedTokens: Int?
    /// Tokens written.
    public var outputTokens: Int
    /// Tokens of reasoning.
    public var reasoningTokens: Int
    /// Cost of the input.
    public var inputCost: Double?
    /// Cost of the output.
    public var outputCost: Double?
    /// Cost of the reasoning.
    public var reasoningCost: Double?
    /// Cost in all.
    public var totalCost: Double?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        inputTokens: Int,
        outputTokens: Int,
        reasoningTokens: Int,
        cachedTokens: Int? = nil,
        inputCost: Double? = nil,
        outputCost: Double? = nil,
        reasoningCost: Double? = nil,
        totalCost: Double? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.inputTokens = inputTokens
        self.cachedTokens = cachedTokens
        self.outputTokens = outputTokens
        self.reasoningTokens = reasoningTokens
        self.inputCost = inputCost
        self.outputCost = outputCost
        self.reasoningCost = reasoningCost
        self.totalCost = totalCost
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        inputTokens = try members.required("input_tokens")
        cachedTokens = try members.optional("cached_tokens")
        outputTokens = try members.required("output_tokens")
        reasoningTokens = try members.required("reasoning_tokens")
        inputCost = try members.optional("input_cost")
        outputCost = try members.optional("output_cost")
        reasoningCost = try members.optional("reasoning_cost")
        totalCost = try members.optional("total_cost")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("input_tokens", inputTokens)
        try members.set("cached_tokens", cachedTokens)
        try members.set("output_tokens", outputTokens)
        try members.set("reasoning_tokens", reasoningTokens)
        try members.set("input_cost", inputCost)
        try members.set("output_cost", outputCost)
        try members.set("reasoning_cost", reasoningCost)
        try members.set("total_cost", totalCost)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens", "input_cost", "output_cost", "reasoning_cost", "total_cost"]
}

/// Tokens one model used.
public struct ModelUsage: Codable, Sendable, Hashable {
    /// The model.
    public var name: String
    /// Tokens read, cached ones included.
    public var inputTokens: Int
    /// Tokens read from the cache.
    public var cachedTokens: Int?
    /// Tokens written, without those of reasoning.
    public var outputTokens: Int
    /// Tokens of reasoning.
    public var reasoningTokens: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        inputTokens: Int,
        outputTokens: Int,
        reasoningTokens: Int,
        cachedTokens: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.inputTokens = inputTokens
        self.cachedTokens = cachedTokens
        self.outputTokens = outputTokens
        self.reasoningTokens = reasoningTokens
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        inputTokens = try members.required("input_tokens")
        cachedTokens = try members.optional("cached_tokens")
        outputTokens = try members.required("output_tokens")
        reasoningTokens = try members.required("reasoning_tokens")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("input_tokens", inputTokens)
        try members.set("cached_tokens", cachedTokens)
        try members.set("output_tokens", outputTokens)
        try members.set("reasoning_tokens", reasoningTokens)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens"]
}

/// What the agent saw.
public struct ObservationEvent: Codable, Sendable, Hashable {
    /// What sort of place it looked at.
    public var type: String?
    /// What it read.
    public var text: String?
    /// What it saw.
    public var image: ImageContent?
    /// More on the place, such as its `url`.
    public var metadata: [String: JSONValue]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        type: String? = nil,
        text: String? = nil,
        image: ImageContent? = nil,
        metadata: [String: JSONValue]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.text = text
        self.image = image
        self.metadata = metadata
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        type = try members.optional("type")
        text = try members.optional("text")
        image = try members.optional("image")
        metadata = try members.optional("metadata")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "observation_event")
        try members.set("type", type)
        try members.set("text", text)
        try members.set("image", image)
        try members.set("metadata", metadata)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "type", "text", "image", "metadata"]
}

/// A vault of 1Password.
public struct OnePasswordConfig: Codable, Sendable, Hashable {
    /// The vault's id at 1Password.
    public var opVaultId: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        opVaultId: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.opVaultId = opVaultId
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        opVaultId = try members.required("op_vault_id")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("provider", "onepassword")
        try members.set("op_vault_id", opVaultId)
        try members.set(additional)
    }

    private static let members: Set<String> = ["provider", "op_vault_id"]
}

/// One page of a listing that is walked by page number.
public struct AgentRevisionRecordPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [AgentRevisionRecord]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [AgentRevisionRecord],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One page of a listing that is walked by page number.
public struct AgentPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [AgentWithRevision]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [AgentWithRevision],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One page of a listing that is walked by page number.
public struct ScheduleRecordPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [ScheduleRecord]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [ScheduleRecord],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One page of a listing that is walked by page number.
public struct ScheduleRunRecordPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [ScheduleRunRecord]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [ScheduleRunRecord],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One page of a listing that is walked by page number.
public struct SessionEventPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [SessionEvent]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [SessionEvent],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One page of a listing that is walked by page number.
public struct SessionSummaryPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [SessionSummary]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [SessionSummary],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One page of a listing that is walked by page number.
public struct SkillPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [Skill]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [Skill],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// One page of a listing that is walked by page number.
public struct WebhookRecordPage: Codable, Sendable, Hashable {
    /// The entries of this page, in the order asked for.
    public var items: [WebhookRecord]
    /// How many entries there are on all pages.
    public var total: Int
    /// The number of this page, from 1.
    public var page: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        items: [WebhookRecord],
        total: Int,
        page: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.items = items
        self.total = total
        self.page = page
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        items = try members.required("items")
        total = try members.required("total")
        page = try members.required("page")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("items", items)
        try members.set("total", total)
        try members.set("page", page)
        try members.set(additional)
    }

    private static let members: Set<String> = ["items", "total", "page"]
}

/// Changes some fields of an agent; absent fields stay, null clears.
public struct PatchAgent: Codable, Sendable, Hashable {
    /// What the agent is for; not empty.
    public var description: Nullable<String>?
    /// Where the agent acts. Replaces all of them.
    public var environments: Nullable<[EnvironmentReference]>?
    /// The model.
    public var model: Nullable<String>?
    /// How much the model thinks.
    public var reasoningEffort: Nullable<ReasoningEffort>?
    /// What the agent is told to do and how.
    public var instructions: Nullable<String>?
    /// Agents it can delegate to. Replaces all of them.
    public var subagents: Nullable<[AgentReference]>?
    /// Know-how it can consult. Replaces all of it.
    public var skills: Nullable<[SkillReference]>?
    /// JSON Schema of the answer.
    public var answerFormat: Nullable<[String: JSONValue]>?
    /// Tools that run at the client. Replaces all of them.
    public var tools: Nullable<[ToolDefinition]>?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        description: Nullable<String>? = nil,
        environments: Nullable<[EnvironmentReference]>? = nil,
        model: Nullable<String>? = nil,
        reasoningEffort: Nullable<ReasoningEffort>? = nil,
        instructions: Nullable<String>? = nil,
        subagents: Nullable<[AgentReference]>? = nil,
        skills: Nullable<[SkillReference]>? = nil,
        answerFormat: Nullable<[String: JSONValue]>? = nil,
        tools: Nullable<[ToolDefinition]>? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.description = description
        self.environments = environments
        self.model = model
        self.reasoningEffort = reasoningEffort
        self.instructions = instructions
        self.subagents = subagents
        self.skills = skills
        self.answerFormat = answerFormat
        self.tools = tools
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        description = try members.nullable("description")
        environments = try members.nullable("environments")
        model = try members.nullable("model")
        reasoningEffort = try members.nullable("reasoning_effort")
        instructions = try members.nullable("instructions")
        subagents = try members.nullable("subagents")
        skills = try members.nullable("skills")
        answerFormat = try members.nullable("answer_format")
        tools = try members.nullable("tools")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("description", description)
        try members.set("environments", environments)
        try members.set("model", model)
        try members.set("reasoning_effort", reasoningEffort)
        try members.set("instructions", instructions)
        try members.set("subagents", subagents)
        try members.set("skills", skills)
        try members.set("answer_format", answerFormat)
        try members.set("tools", tools)
        try members.set(additional)
    }

    private static let members: Set<String> = ["description", "environments", "model", "reasoning_effort", "instructions", "subagents", "skills", "answer_format", "tools"]
}

/// Changes some fields of an environment; absent fields stay, null clears. Which fields apply depends on the kind.
public struct PatchEnvironment: Codable, Sendable, Hashable {
    /// Where it runs.
    public var host: Nullable<EnvironmentHost>?
    /// The page a browser opens first.
    public var startUrl: Nullable<String>?
    /// Whether a browser runs without a window.
    public var headless: Nullable<Bool>?
    /// Attaches to something that is running already.
    public var sessionId: Nullable<String>?
    /// How the agent perceives pages.
    public var mode: Nullable<BrowserMode>?
    /// Whether it starts only when the agent first needs it.
    public var lazy: Nullable<Bool>?
    /// Seconds to wait after an action before looking again.
    public var settleS: Nullable<Double>?
    /// The vault with the credentials the agent may use.
    public var vaultId: Nullable<String>?
    /// The stored profile to start from.
    public var browserProfileId: Nullable<String>?
    /// Whether to start from the default profile.
    public var useDefaultBrowserProfile: Nullable<Bool>?
    /// Whether to write the profile back at the end.
    public var persistBrowserProfile: Nullable<Bool>?
    /// How a browser reaches the network.
    public var network: Nullable<BrowserNetwork>?
    /// Screenshots of a desktop are scaled down to this width in pixels.
    public var screenshotMaxWidth: Nullable<Int>?
    /// The system image of an Android device.
    public var image: Nullable<String>?
    /// Where the files of a workstation live.
    public var storage: Nullable<WorkstationStorage>?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        host: Nullable<EnvironmentHost>? = nil,
        startUrl: Nullable<String>? = nil,
        headless: Nullable<Bool>? = nil,
        sessionId: Nullable<String>? = nil,
        mode: Nullable<BrowserMode>? = nil,
        lazy: Nullable<Bool>? = nil,
        settleS: Nullable<Double>? = nil,
        vaultId: Nullable<String>? = nil,
        browserProfileId: Nullable<String>? = nil,
        useDefaultBrowserProfile: Nullable<Bool>? = nil,
        persistBrowserProfile: Nullable<Bool>? = nil,
        network: Nullable<BrowserNetwork>? = nil,
        screenshotMaxWidth: Nullable<Int>? = nil,
        image: Nullable<String>? = nil,
        storage: Nullable<WorkstationStorage>? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.host = host
        self.startUrl = startUrl
        self.headless = headless
        self.sessionId = sessionId
        self.mode = mode
        self.lazy = lazy
        self.settleS = settleS
        self.vaultId = vaultId
        self.browserProfileId = browserProfileId
        self.useDefaultBrowserProfile = useDefaultBrowserProfile
        self.persistBrowserProfile = persistBrowserProfile
        self.network = network
        self.screenshotMaxWidth = screenshotMaxWidth
        self.image = image
        self.storage = storage
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        host = try members.nullable("host")
        startUrl = try members.nullable("start_url")
        headless = try members.nullable("headless")
        sessionId = try members.nullable("session_id")
        mode = try members.nullable("mode")
        lazy = try members.nullable("lazy")
        settleS = try members.nullable("settle_s")
        vaultId = try members.nullable("vault_id")
        browserProfileId = try members.nullable("browser_profile_id")
        useDefaultBrowserProfile = try members.nullable("use_default_browser_profile")
        persistBrowserProfile = try members.nullable("persist_browser_profile")
        network = try members.nullable("network")
        screenshotMaxWidth = try members.nullable("screenshot_max_width")
        image = try members.nullable("image")
        storage = try members.nullable("storage")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("host", host)
        try members.set("start_url", startUrl)
        try members.set("headless", headless)
        try members.set("session_id", sessionId)
        try members.set("mode", mode)
        try members.set("lazy", lazy)
        try members.set("settle_s", settleS)
        try members.set("vault_id", vaultId)
        try members.set("browser_profile_id", browserProfileId)
        try members.set("use_default_browser_profile", useDefaultBrowserProfile)
        try members.set("persist_browser_profile", persistBrowserProfile)
        try members.set("network", network)
        try members.set("screenshot_max_width", screenshotMaxWidth)
        try members.set("image", image)
        try members.set("storage", storage)
        try members.set(additional)
    }

    private static let members: Set<String> = ["host", "start_url", "headless", "session_id", "mode", "lazy", "settle_s", "vault_id", "browser_profile_id", "use_default_browser_profile", "persist_browser_profile", "network", "screenshot_max_width", "image", "storage"]
}

/// Changes some fields of a skill; absent fields stay, null clears.
public struct PatchSkill: Codable, Sendable, Hashable {
    /// When the skill is of use; not empty.
    public var description: Nullable<String>?
    /// The know-how itself; not empty.
    public var body: Nullable<String>?
    /// Where the skill comes from.
    public var source: Nullable<String>?
    /// The pages it is for, 1 to 1,024 characters.
    public var urlPattern: Nullable<String>?
    /// What the skill needs in order to work.
    public var compatibility: Nullable<String>?
    /// Helper files: path to content. Replaces all of them.
    public var files: Nullable<[String: String]>?
    /// Which of `files` may be executed.
    public var executableFiles: Nullable<[String]>?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        description: Nullable<String>? = nil,
        body: Nullable<String>? = nil,
        source: Nullable<String>? = nil,
        urlPattern: Nullable<String>? = nil,
        compatibility: Nullable<String>? = nil,
        files: Nullable<[String: String]>? = nil,
        executableFiles: Nullable<[String]>? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.description = description
        self.body = body
        self.source = source
        self.urlPattern = urlPattern
        self.compatibility = compatibility
        self.files = files
        self.executableFiles = executableFiles
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        description = try members.nullable("description")
        body = try members.nullable("body")
        source = try members.nullable("source")
        urlPattern = try members.nullable("url_pattern")
        compatibility = try members.nullable("compatibility")
        files = try members.nullable("files")
        executableFiles = try members.nullable("executable_files")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("description", description)
        try members.set("body", body)
        try members.set("source", source)
        try members.set("url_pattern", urlPattern)
        try members.set("compatibility", compatibility)
        try members.set("files", files)
        try members.set("executable_files", executableFiles)
        try members.set(additional)
    }

    private static let members: Set<String> = ["description", "body", "source", "url_pattern", "compatibility", "files", "executable_files"]
}

/// Pauses a schedule.
public struct PauseSchedule: Codable, Sendable, Hashable {
    /// Why, up to 255 characters.
    public var note: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        note: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.note = note
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        note = try members.optional("note")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("note", note)
        try members.set(additional)
    }

    private static let members: Set<String> = ["note"]
}

/// What the agent decided.
public struct PolicyEvent: Codable, Sendable, Hashable {
    /// What it thought.
    public var reasoningContent: String?
    /// What it said.
    public var content: String?
    /// The tools it calls.
    public var toolReqs: [ToolRequest]
    /// What was wrong with its calls.
    public var validationErrors: [String]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        reasoningContent: String? = nil,
        content: String? = nil,
        toolReqs: [ToolRequest] = [],
        validationErrors: [String] = [],
        additional: [String: JSONValue] = [:]
    ) {
        self.reasoningContent = reasoningContent
        self.content = content
        self.toolReqs = toolReqs
        self.validationErrors = validationErrors
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        reasoningContent = try members.optional("reasoning_content")
        content = try members.optional("content")
        toolReqs = try members.list("tool_reqs")
        validationErrors = try members.list("validation_errors")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "policy_event")
        try members.set("reasoning_content", reasoningContent)
        try members.set("content", content)
        try members.set("tool_reqs", toolReqs)
        try members.set("validation_errors", validationErrors)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "reasoning_content", "content", "tool_reqs", "validation_errors"]
}

/// The sort of addresses a managed proxy goes out from.
public enum ProxyPool: OpenEnum {
    /// Homes.
    case residential
    /// Data centres.
    case datacenter
    /// Internet providers.
    case isp
    /// Mobile networks.
    case mobile
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "residential": self = .residential
        case "datacenter": self = .datacenter
        case "isp": self = .isp
        case "mobile": self = .mobile
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .residential: "residential"
        case .datacenter: "datacenter"
        case .isp: "isp"
        case .mobile: "mobile"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ProxyPool] = [.residential, .datacenter, .isp, .mobile]
}

/// A limit that was met.
public struct QuotaError: Codable, Sendable, Hashable {
    /// Which limit.
    public var type: QuotaErrorType
    /// What was refused, in words.
    public var message: String
    /// Whose limit.
    public var scope: QuotaErrorScope
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        type: QuotaErrorType,
        message: String,
        scope: QuotaErrorScope,
        additional: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.message = message
        self.scope = scope
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        type = try members.required("type")
        message = try members.required("message")
        scope = try members.required("scope")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", type)
        try members.set("message", message)
        try members.set("scope", scope)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "message", "scope"]
}

/// The body of a 429 by quota.
public struct QuotaErrorResponse: Codable, Sendable, Hashable {
    /// What was refused, in words.
    public var message: String
    /// The limits that were met.
    public var detail: [QuotaError]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        message: String,
        detail: [QuotaError],
        additional: [String: JSONValue] = [:]
    ) {
        self.message = message
        self.detail = detail
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        message = try members.required("message")
        detail = try members.required("detail")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("message", message)
        try members.set("detail", detail)
        try members.set(additional)
    }

    private static let members: Set<String> = ["message", "detail"]
}

/// Whose limit was met.
public enum QuotaErrorScope: OpenEnum {
    /// The user's.
    case user
    /// The organisation's.
    case org
    /// The platform's.
    case platform
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "user": self = .user
        case "org": self = .org
        case "platform": self = .platform
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .user: "user"
        case .org: "org"
        case .platform: "platform"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [QuotaErrorScope] = [.user, .org, .platform]
}

/// Which limit was met.
public enum QuotaErrorType: OpenEnum {
    /// The plan's.
    case planLimit
    /// The platform has no room now.
    case capacity
    /// The queue has no room now.
    case queueFull
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "plan_limit": self = .planLimit
        case "capacity": self = .capacity
        case "queue_full": self = .queueFull
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .planLimit: "plan_limit"
        case .capacity: "capacity"
        case .queueFull: "queue_full"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [QuotaErrorType] = [.planLimit, .capacity, .queueFull]
}

/// Whose limit it is.
public enum QuotaScope: OpenEnum {
    /// The user's.
    case user
    /// The organisation's.
    case org
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "user": self = .user
        case "org": self = .org
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .user: "user"
        case .org: "org"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [QuotaScope] = [.user, .org]
}

/// How many sessions may run at once.
public struct QuotaStatus: Codable, Sendable, Hashable {
    /// Whose limit it is.
    public var scope: QuotaScope
    /// The limit.
    public var limit: Int
    /// How many sessions hold a slot now.
    public var active: Int
    /// How many slots are free.
    public var available: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        scope: QuotaScope,
        limit: Int,
        active: Int,
        available: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.scope = scope
        self.limit = limit
        self.active = active
        self.available = available
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        scope = try members.required("scope")
        limit = try members.required("limit")
        active = try members.required("active")
        available = try members.required("available")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("scope", scope)
        try members.set("limit", limit)
        try members.set("active", active)
        try members.set("available", available)
        try members.set(additional)
    }

    private static let members: Set<String> = ["scope", "limit", "active", "available"]
}

/// Asks for the content of a file of a session.
public struct ReadFileRequest: Codable, Sendable, Hashable {
    /// The file; only allow-listed roots can be read.
    public var path: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        path: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.path = path
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        path = try members.required("path")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("path", path)
        try members.set(additional)
    }

    private static let members: Set<String> = ["path"]
}

/// The content of a file of a session.
public struct ReadFileResponse: Codable, Sendable, Hashable {
    /// The file.
    public var path: String
    /// Its content in base64.
    public var contentBase64: String
    /// Its size in bytes.
    public var sizeBytes: Int
    /// When it was last changed.
    public var modifiedAt: Timestamp
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        path: String,
        contentBase64: String,
        sizeBytes: Int,
        modifiedAt: Timestamp,
        additional: [String: JSONValue] = [:]
    ) {
        self.path = path
        self.contentBase64 = contentBase64
        self.sizeBytes = sizeBytes
        self.modifiedAt = modifiedAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        path = try members.required("path")
        contentBase64 = try members.required("content_base64")
        sizeBytes = try members.required("size_bytes")
        modifiedAt = try members.required("modified_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("path", path)
        try members.set("content_base64", contentBase64)
        try members.set("size_bytes", sizeBytes)
        try members.set("modified_at", modifiedAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["path", "content_base64", "size_bytes", "modified_at"]
}

/// How much a model thinks before it acts.
public enum ReasoningEffort: OpenEnum {
    /// Not at all.
    case disabled
    /// A little.
    case low
    /// Moderately.
    case medium
    /// As much as it can.
    case xhigh
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "disabled": self = .disabled
        case "low": self = .low
        case "medium": self = .medium
        case "xhigh": self = .xhigh
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .disabled: "disabled"
        case .low: "low"
        case .medium: "medium"
        case .xhigh: "xhigh"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ReasoningEffort] = [.disabled, .low, .medium, .xhigh]
}

/// The request came in.
public struct RequestStartData: Codable, Sendable, Hashable {
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        additional: [String: JSONValue] = [:]
    ) {
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set(additional)
    }

    private static let members: Set<String> = []
}

/// The request was handed on.
public struct RequestStartDispatchedData: Codable, Sendable, Hashable {
    /// What came of it.
    public var status: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        status: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.status = status
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        status = try members.required("status")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("status", status)
        try members.set(additional)
    }

    private static let members: Set<String> = ["status"]
}

/// The request was handed on.
public struct RequestStartDispatchedEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: RequestStartDispatchedData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: RequestStartDispatchedData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "RequestStartDispatchedEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// The request came in.
public struct RequestStartEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: RequestStartData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: RequestStartData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "RequestStartEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// Whether an agent runs or is halted.
public enum RunStatus: OpenEnum {
    /// It runs.
    case running
    /// It is halted.
    case paused
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "running": self = .running
        case "paused": self = .paused
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .running: "running"
        case .paused: "paused"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [RunStatus] = [.running, .paused]
}

/// An environment was provided.
public struct RunnerSessionData: Codable, Sendable, Hashable {
    /// The id under which its files can be reached.
    public var runnerSessionId: String
    /// What sort of environment it is.
    public var kind: EnvironmentKind?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        runnerSessionId: String,
        kind: EnvironmentKind? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.runnerSessionId = runnerSessionId
        self.kind = kind
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        runnerSessionId = try members.required("runner_session_id")
        kind = try members.optional("kind")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("runner_session_id", runnerSessionId)
        try members.set("kind", kind)
        try members.set(additional)
    }

    private static let members: Set<String> = ["runner_session_id", "kind"]
}

/// An environment was provided.
public struct RunnerSessionEvent: Codable, Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp
    /// What happened.
    public var data: RunnerSessionData
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        timestamp: Timestamp,
        data: RunnerSessionData,
        additional: [String: JSONValue] = [:]
    ) {
        self.timestamp = timestamp
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        timestamp = try members.required("timestamp")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "RunnerSessionEvent")
        try members.set("timestamp", timestamp)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "timestamp", "data"]
}

/// A schedule as the service keeps it.
public struct ScheduleRecord: Codable, Sendable, Hashable {
    /// The schedule's id.
    public var id: String
    /// The name.
    public var name: String
    /// What it is for.
    public var description: String?
    /// When it fires.
    public var timing: Timing
    /// What it starts.
    public var sessionRequest: SessionRequest
    /// Whether it is paused.
    public var paused: Bool
    /// Why it is paused.
    public var pauseNote: String?
    /// How many sessions it creates before it pauses itself; null: no end.
    public var repeats: Int?
    /// How many sessions it has created so far.
    public var sessionsCreated: Int
    /// The next times it fires.
    public var nextRunTimes: [Timestamp]
    /// When it last fired.
    public var lastRunAt: Timestamp?
    /// When it was made.
    public var createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        name: String,
        timing: Timing,
        sessionRequest: SessionRequest,
        paused: Bool,
        sessionsCreated: Int,
        nextRunTimes: [Timestamp],
        createdAt: Timestamp,
        updatedAt: Timestamp,
        description: String? = nil,
        pauseNote: String? = nil,
        repeats: Int? = nil,
        lastRunAt: Timestamp? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.timing = timing
        self.sessionRequest = sessionRequest
        self.paused = paused
        self.pauseNote = pauseNote
        self.repeats = repeats
        self.sessionsCreated = sessionsCreated
        self.nextRunTimes = nextRunTimes
        self.lastRunAt = lastRunAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        name = try members.required("name")
        description = try members.optional("description")
        timing = try members.required("timing")
        sessionRequest = try members.required("session_request")
        paused = try members.required("paused")
        pauseNote = try members.optional("pause_note")
        repeats = try members.optional("repeats")
        sessionsCreated = try members.required("sessions_created")
        nextRunTimes = try members.required("next_run_times")
        lastRunAt = try members.optional("last_run_at")
        createdAt = try members.required("created_at")
        updatedAt = try members.required("updated_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("timing", timing)
        try members.set("session_request", sessionRequest)
        try members.set("paused", paused)
        try members.set("pause_note", pauseNote)
        try members.set("repeats", repeats)
        try members.set("sessions_created", sessionsCreated)
        try members.set("next_run_times", nextRunTimes)
        try members.set("last_run_at", lastRunAt)
        try members.set("created_at", createdAt)
        try members.set("updated_at", updatedAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "name", "description", "timing", "session_request", "paused", "pause_note", "repeats", "sessions_created", "next_run_times", "last_run_at", "created_at", "updated_at"]
}

/// One fire of a schedule.
public struct ScheduleRunRecord: Codable, Sendable, Hashable {
    /// The run's id.
    public var id: String
    /// The schedule.
    public var scheduleId: String
    /// What came of it.
    public var status: ScheduleRunStatus
    /// The time it was due.
    public var scheduledFor: Timestamp
    /// The session it created.
    public var sessionId: String?
    /// Why it failed.
    public var error: String?
    /// Whether somebody triggered it by hand.
    public var triggeredManually: Bool
    /// When it happened.
    public var createdAt: Timestamp
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        scheduleId: String,
        status: ScheduleRunStatus,
        scheduledFor: Timestamp,
        triggeredManually: Bool,
        createdAt: Timestamp,
        sessionId: String? = nil,
        error: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.scheduleId = scheduleId
        self.status = status
        self.scheduledFor = scheduledFor
        self.sessionId = sessionId
        self.error = error
        self.triggeredManually = triggeredManually
        self.createdAt = createdAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        scheduleId = try members.required("schedule_id")
        status = try members.required("status")
        scheduledFor = try members.required("scheduled_for")
        sessionId = try members.optional("session_id")
        error = try members.optional("error")
        triggeredManually = try members.required("triggered_manually")
        createdAt = try members.required("created_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("schedule_id", scheduleId)
        try members.set("status", status)
        try members.set("scheduled_for", scheduledFor)
        try members.set("session_id", sessionId)
        try members.set("error", error)
        try members.set("triggered_manually", triggeredManually)
        try members.set("created_at", createdAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "schedule_id", "status", "scheduled_for", "session_id", "error", "triggered_manually", "created_at"]
}

/// What came of one fire of a schedule.
public enum ScheduleRunStatus: OpenEnum {
    /// A session was created.
    case created
    /// The previous session was still going.
    case skippedOverlap
    /// There was no quota left.
    case skippedQuota
    /// The session could not be created.
    case error
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "created": self = .created
        case "skipped_overlap": self = .skippedOverlap
        case "skipped_quota": self = .skippedQuota
        case "error": self = .error
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .created: "created"
        case .skippedOverlap: "skipped_overlap"
        case .skippedQuota: "skipped_quota"
        case .error: "error"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ScheduleRunStatus] = [.created, .skippedOverlap, .skippedQuota, .error]
}

/// The body of a message request: one message, or a batch.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum SendMessages: Codable, Sendable, Hashable {
    /// `type` is `user_message`.
    case userMessage(UserMessageEvent)
    /// `type` is `batch`.
    case batch(UserMessageBatch)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("type") {
            case "user_message": self = .userMessage(try UserMessageEvent(from: decoder))
            case "batch": self = .batch(try UserMessageBatch(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .userMessage(let value): try value.encode(to: encoder)
        case .batch(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// A session as the service keeps it.
public struct Session: Codable, Sendable, Hashable {
    /// The session's id.
    public var id: String
    /// What was asked for, with the agent resolved to its full specification and secrets shown as `***`.
    public var request: SessionRequest
    /// How it is doing.
    public var status: SessionStatus
    /// The revision of the agent that runs; null for agents given in place.
    public var agentRevision: Int?
    /// A web page with the live view and the replay.
    public var agentViewUrl: String?
    /// The newest answer, text or object.
    public var latestAnswer: JSONValue?
    /// When it was asked for.
    public var createdAt: Timestamp
    /// When the agent began.
    public var startedAt: Timestamp?
    /// When it ended.
    public var finishedAt: Timestamp?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        request: SessionRequest,
        status: SessionStatus,
        createdAt: Timestamp,
        agentRevision: Int? = nil,
        agentViewUrl: String? = nil,
        latestAnswer: JSONValue? = nil,
        startedAt: Timestamp? = nil,
        finishedAt: Timestamp? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.request = request
        self.status = status
        self.agentRevision = agentRevision
        self.agentViewUrl = agentViewUrl
        self.latestAnswer = latestAnswer
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        request = try members.required("request")
        status = try members.required("status")
        agentRevision = try members.optional("agent_revision")
        agentViewUrl = try members.optional("agent_view_url")
        latestAnswer = try members.optional("latest_answer")
        createdAt = try members.required("created_at")
        startedAt = try members.optional("started_at")
        finishedAt = try members.optional("finished_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("request", request)
        try members.set("status", status)
        try members.set("agent_revision", agentRevision)
        try members.set("agent_view_url", agentViewUrl)
        try members.set("latest_answer", latestAnswer)
        try members.set("created_at", createdAt)
        try members.set("started_at", startedAt)
        try members.set("finished_at", finishedAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "request", "status", "agent_revision", "agent_view_url", "latest_answer", "created_at", "started_at", "finished_at"]
}

/// What changed in a session: the events past an index, and how it stood.
public struct SessionChanges: Codable, Sendable, Hashable {
    /// The state.
    public var status: TrajectoryStatus
    /// When the agent began.
    public var startedAt: Timestamp?
    /// When the session ended.
    public var finishedAt: Timestamp?
    /// Why it failed, in words; may come late.
    public var error: String?
    /// Why it failed, as a category; may come late.
    public var errorCode: SessionErrorCode?
    /// The events, in the order of the log.
    public var newEvents: [SessionEvent]
    /// The index of the first event, or of the point reached.
    public var firstIndex: Int?
    /// The newest answer of the session.
    public var answer: JSONValue?
    /// The agent's own verdict on that answer.
    public var outcome: AnswerOutcome?
    /// Usage and costs so far.
    public var metrics: Metrics?
    /// Calls waiting for the client.
    public var pendingToolCalls: [ToolRequest]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        status: TrajectoryStatus,
        startedAt: Timestamp? = nil,
        finishedAt: Timestamp? = nil,
        error: String? = nil,
        errorCode: SessionErrorCode? = nil,
        newEvents: [SessionEvent] = [],
        firstIndex: Int? = nil,
        answer: JSONValue? = nil,
        outcome: AnswerOutcome? = nil,
        metrics: Metrics? = nil,
        pendingToolCalls: [ToolRequest] = [],
        additional: [String: JSONValue] = [:]
    ) {
        self.status = status
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.error = error
        self.errorCode = errorCode
        self.newEvents = newEvents
        self.firstIndex = firstIndex
        self.answer = answer
        self.outcome = outcome
        self.metrics = metrics
        self.pendingToolCalls = pendingToolCalls
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        status = try members.required("status")
        startedAt = try members.optional("started_at")
        finishedAt = try members.optional("finished_at")
        error = try members.optional("error")
        errorCode = try members.optional("error_code")
        newEvents = try members.list("new_events")
        firstIndex = try members.optional("first_index")
        answer = try members.optional("answer")
        outcome = try members.optional("outcome")
        metrics = try members.optional("metrics")
        pendingToolCalls = try members.list("pending_tool_calls")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("status", status)
        try members.set("started_at", startedAt)
        try members.set("finished_at", finishedAt)
        try members.set("error", error)
        try members.set("error_code", errorCode)
        try members.set("new_events", newEvents)
        try members.set("first_index", firstIndex)
        try members.set("answer", answer)
        try members.set("outcome", outcome)
        try members.set("metrics", metrics)
        try members.set("pending_tool_calls", pendingToolCalls)
        try members.set(additional)
    }

    private static let members: Set<String> = ["status", "started_at", "finished_at", "error", "error_code", "new_events", "first_index", "answer", "outcome", "metrics", "pending_tool_calls"]
}

/// Why a session failed.
public enum SessionErrorCode: OpenEnum {
    /// The environment could not be provided or broke.
    case environmentError
    /// The agent came to no answer.
    case noAnswer
    /// The answer did not fit the asked format.
    case answerValidation
    /// The time was over.
    case timeout
    /// The credit was used up.
    case insufficientCredit
    /// A fault of the service.
    case `internal`
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "environment_error": self = .environmentError
        case "no_answer": self = .noAnswer
        case "answer_validation": self = .answerValidation
        case "timeout": self = .timeout
        case "insufficient_credit": self = .insufficientCredit
        case "internal": self = .`internal`
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .environmentError: "environment_error"
        case .noAnswer: "no_answer"
        case .answerValidation: "answer_validation"
        case .timeout: "timeout"
        case .insufficientCredit: "insufficient_credit"
        case .`internal`: "internal"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [SessionErrorCode] = [.environmentError, .noAnswer, .answerValidation, .timeout, .insufficientCredit, .`internal`]
}

/// One event of a session: of a type known here, or of any other.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum SessionEvent: Codable, Sendable, Hashable {
    /// `type` is `AgentEvent`.
    case agentEvent(AgentEvent)
    /// `type` is `ActiveStateChangeEvent`.
    case activeStateChangeEvent(ActiveStateChangeEvent)
    /// `type` is `MetricsUpdateEvent`.
    case metricsUpdateEvent(MetricsUpdateEvent)
    /// `type` is `AgentCompletionEvent`.
    case agentCompletionEvent(AgentCompletionEvent)
    /// `type` is `AgentErrorEvent`.
    case agentErrorEvent(AgentErrorEvent)
    /// `type` is `AgentRunStatusChangeEvent`.
    case agentRunStatusChangeEvent(AgentRunStatusChangeEvent)
    /// `type` is `AgentStartedEvent`.
    case agentStartedEvent(AgentStartedEvent)
    /// `type` is `AttachmentEvent`.
    case attachmentEvent(AttachmentEvent)
    /// `type` is `FileTransferEvent`.
    case fileTransferEvent(FileTransferEvent)
    /// `type` is `LiveViewUrlEvent`.
    case liveViewUrlEvent(LiveViewUrlEvent)
    /// `type` is `RequestStartDispatchedEvent`.
    case requestStartDispatchedEvent(RequestStartDispatchedEvent)
    /// `type` is `RequestStartEvent`.
    case requestStartEvent(RequestStartEvent)
    /// `type` is `RunnerSessionEvent`.
    case runnerSessionEvent(RunnerSessionEvent)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("type") {
            case "AgentEvent": self = .agentEvent(try AgentEvent(from: decoder))
            case "ActiveStateChangeEvent": self = .activeStateChangeEvent(try ActiveStateChangeEvent(from: decoder))
            case "MetricsUpdateEvent": self = .metricsUpdateEvent(try MetricsUpdateEvent(from: decoder))
            case "AgentCompletionEvent": self = .agentCompletionEvent(try AgentCompletionEvent(from: decoder))
            case "AgentErrorEvent": self = .agentErrorEvent(try AgentErrorEvent(from: decoder))
            case "AgentRunStatusChangeEvent": self = .agentRunStatusChangeEvent(try AgentRunStatusChangeEvent(from: decoder))
            case "AgentStartedEvent": self = .agentStartedEvent(try AgentStartedEvent(from: decoder))
            case "AttachmentEvent": self = .attachmentEvent(try AttachmentEvent(from: decoder))
            case "FileTransferEvent": self = .fileTransferEvent(try FileTransferEvent(from: decoder))
            case "LiveViewUrlEvent": self = .liveViewUrlEvent(try LiveViewUrlEvent(from: decoder))
            case "RequestStartDispatchedEvent": self = .requestStartDispatchedEvent(try RequestStartDispatchedEvent(from: decoder))
            case "RequestStartEvent": self = .requestStartEvent(try RequestStartEvent(from: decoder))
            case "RunnerSessionEvent": self = .runnerSessionEvent(try RunnerSessionEvent(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .agentEvent(let value): try value.encode(to: encoder)
        case .activeStateChangeEvent(let value): try value.encode(to: encoder)
        case .metricsUpdateEvent(let value): try value.encode(to: encoder)
        case .agentCompletionEvent(let value): try value.encode(to: encoder)
        case .agentErrorEvent(let value): try value.encode(to: encoder)
        case .agentRunStatusChangeEvent(let value): try value.encode(to: encoder)
        case .agentStartedEvent(let value): try value.encode(to: encoder)
        case .attachmentEvent(let value): try value.encode(to: encoder)
        case .fileTransferEvent(let value): try value.encode(to: encoder)
        case .liveViewUrlEvent(let value): try value.encode(to: encoder)
        case .requestStartDispatchedEvent(let value): try value.encode(to: encoder)
        case .requestStartEvent(let value): try value.encode(to: encoder)
        case .runnerSessionEvent(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// Asks for a session. Fields that are not given are not sent, and the service's defaults apply.
public struct SessionRequest: Codable, Sendable, Hashable {
    /// The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place.
    public var agent: AgentReference
    /// What the agent is told first.
    public var messages: Messages?
    /// Steps after which a final answer is asked for, at least 1; null: unbounded.
    public var maxSteps: Int?
    /// Seconds of work toward each answer, above 0; at the limit the agent answers with what it has. Null: unbounded.
    public var maxTimeS: Double?
    /// Seconds the session stays open after each answer, above 0; null: it ends with the answer.
    public var idleTimeoutS: Int?
    /// IANA name of the time zone the agent lives in; null: UTC.
    public var timezone: String?
    /// Minutes after which the session is deleted, at least 1. Absent: the organisation's preference; a value can
    /// only shorten that.
    public var deleteAfterMin: Int?
    /// Minutes after which screenshots are deleted, at least 1. Absent: the organisation's preference; a value can
    /// only shorten that.
    public var deleteScreenshotAfterMin: Int?
    /// Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false).
    public var queue: Bool?
    /// Groups sessions; free text.
    public var groupId: String?
    /// The session this one is a child of.
    public var parentSessionId: String?
    /// Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
    /// `agent.environments[kind=web].start_url`.
    public var overrides: [String: JSONValue]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        agent: AgentReference,
        messages: Messages? = nil,
        maxSteps: Int? = nil,
        maxTimeS: Double? = nil,
        idleTimeoutS: Int? = nil,
        timezone: String? = nil,
        deleteAfterMin: Int? = nil,
        deleteScreenshotAfterMin: Int? = nil,
        queue: Bool? = nil,
        groupId: String? = nil,
        parentSessionId: String? = nil,
        overrides: [String: JSONValue]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.agent = agent
        self.messages = messages
        self.maxSteps = maxSteps
        self.maxTimeS = maxTimeS
        self.idleTimeoutS = idleTimeoutS
        self.timezone = timezone
        self.deleteAfterMin = deleteAfterMin
        self.deleteScreenshotAfterMin = deleteScreenshotAfterMin
        self.queue = queue
        self.groupId = groupId
        self.parentSessionId = parentSessionId
        self.overrides = overrides
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        agent = try members.required("agent")
        messages = try members.optional("messages")
        maxSteps = try members.optional("max_steps")
        maxTimeS = try members.optional("max_time_s")
        idleTimeoutS = try members.optional("idle_timeout_s")
        timezone = try members.optional("timezone")
        deleteAfterMin = try members.optional("delete_after_min")
        deleteScreenshotAfterMin = try members.optional("delete_screenshot_after_min")
        queue = try members.optional("queue")
        groupId = try members.optional("group_id")
        parentSessionId = try members.optional("parent_session_id")
        overrides = try members.optional("overrides")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("agent", agent)
        try members.set("messages", messages)
        try members.set("max_steps", maxSteps)
        try members.set("max_time_s", maxTimeS)
        try members.set("idle_timeout_s", idleTimeoutS)
        try members.set("timezone", timezone)
        try members.set("delete_after_min", deleteAfterMin)
        try members.set("delete_screenshot_after_min", deleteScreenshotAfterMin)
        try members.set("queue", queue)
        try members.set("group_id", groupId)
        try members.set("parent_session_id", parentSessionId)
        try members.set("overrides", overrides)
        try members.set(additional)
    }

    private static let members: Set<String> = ["agent", "messages", "max_steps", "max_time_s", "idle_timeout_s", "timezone", "delete_after_min", "delete_screenshot_after_min", "queue", "group_id", "parent_session_id", "overrides"]
}

/// How a session is doing: the cheap and authoritative snapshot.
public struct SessionStatus: Codable, Sendable, Hashable {
    /// The state.
    public var status: TrajectoryStatus
    /// Why it failed, in words.
    public var error: String?
    /// Why it failed, as a category; set on failed and timed out.
    public var errorCode: SessionErrorCode?
    /// The agent's own verdict on its answer.
    public var outcome: AnswerOutcome?
    /// Steps taken so far.
    public var steps: Int?
    /// Tokens used so far, by model.
    public var usagePerModel: [ModelUsage]
    /// The sessions of the subagents.
    public var subagentSessionIds: [String]
    /// Calls waiting for the client; empty unless the session awaits tool results, and kept while it is paused.
    public var pendingToolCalls: [ToolRequest]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        status: TrajectoryStatus,
        error: String? = nil,
        errorCode: SessionErrorCode? = nil,
        outcome: AnswerOutcome? = nil,
        steps: Int? = nil,
        usagePerModel: [ModelUsage] = [],
        subagentSessionIds: [String] = [],
        pendingToolCalls: [ToolRequest] = [],
        additional: [String: JSONValue] = [:]
    ) {
        self.status = status
        self.error = error
        self.errorCode = errorCode
        self.outcome = outcome
        self.steps = steps
        self.usagePerModel = usagePerModel
        self.subagentSessionIds = subagentSessionIds
        self.pendingToolCalls = pendingToolCalls
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        status = try members.required("status")
        error = try members.optional("error")
        errorCode = try members.optional("error_code")
        outcome = try members.optional("outcome")
        steps = try members.optional("steps")
        usagePerModel = try members.list("usage_per_model")
        subagentSessionIds = try members.list("subagent_session_ids")
        pendingToolCalls = try members.list("pending_tool_calls")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("status", status)
        try members.set("error", error)
        try members.set("error_code", errorCode)
        try members.set("outcome", outcome)
        try members.set("steps", steps)
        try members.set("usage_per_model", usagePerModel)
        try members.set("subagent_session_ids", subagentSessionIds)
        try members.set("pending_tool_calls", pendingToolCalls)
        try members.set(additional)
    }

    private static let members: Set<String> = ["status", "error", "error_code", "outcome", "steps", "usage_per_model", "subagent_session_ids", "pending_tool_calls"]
}

/// A session in a listing.
public struct SessionSummary: Codable, Sendable, Hashable {
    /// The session's id.
    public var id: String
    /// The name of the agent.
    public var agent: String?
    /// The revision of the agent.
    public var agentRevision: Int?
    /// The state.
    public var status: TrajectoryStatus
    /// A web page with the live view and the replay.
    public var agentViewUrl: String?
    /// What the agent was told first.
    public var firstMessage: UserMessageEvent?
    /// When it was asked for.
    public var createdAt: Timestamp
    /// When the agent began.
    public var startedAt: Timestamp?
    /// When it ended.
    public var finishedAt: Timestamp?
    /// When something last happened.
    public var lastActivityAt: Timestamp?
    /// When its contents were removed.
    public var anonymizedAt: Timestamp?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        status: TrajectoryStatus,
        createdAt: Timestamp,
        agent: String? = nil,
        agentRevision: Int? = nil,
        agentViewUrl: String? = nil,
        firstMessage: UserMessageEvent? = nil,
        startedAt: Timestamp? = nil,
        finishedAt: Timestamp? = nil,
        lastActivityAt: Timestamp? = nil,
        anonymizedAt: Timestamp? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.agent = agent
        self.agentRevision = agentRevision
        self.status = status
        self.agentViewUrl = agentViewUrl
        self.firstMessage = firstMessage
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.lastActivityAt = lastActivityAt
        self.anonymizedAt = anonymizedAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        agent = try members.optional("agent")
        agentRevision = try members.optional("agent_revision")
        status = try members.required("status")
        agentViewUrl = try members.optional("agent_view_url")
        firstMessage = try members.optional("first_message")
        createdAt = try members.required("created_at")
        startedAt = try members.optional("started_at")
        finishedAt = try members.optional("finished_at")
        lastActivityAt = try members.optional("last_activity_at")
        anonymizedAt = try members.optional("anonymized_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("agent", agent)
        try members.set("agent_revision", agentRevision)
        try members.set("status", status)
        try members.set("agent_view_url", agentViewUrl)
        try members.set("first_message", firstMessage)
        try members.set("created_at", createdAt)
        try members.set("started_at", startedAt)
        try members.set("finished_at", finishedAt)
        try members.set("last_activity_at", lastActivityAt)
        try members.set("anonymized_at", anonymizedAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "agent", "agent_revision", "status", "agent_view_url", "first_message", "created_at", "started_at", "finished_at", "last_activity_at", "anonymized_at"]
}

/// A link under which anybody can view a session.
public struct ShareLink: Codable, Sendable, Hashable {
    /// The link; may be a path relative to the service's host.
    public var shareUrl: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        shareUrl: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.shareUrl = shareUrl
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        shareUrl = try members.required("share_url")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("share_url", shareUrl)
        try members.set(additional)
    }

    private static let members: Set<String> = ["share_url"]
}

/// Written know-how for an agent.
public struct Skill: Codable, Sendable, Hashable {
    /// The name in the catalog; not empty.
    public var name: String
    /// When the skill is of use; the agent reads this to decide. Not empty.
    public var description: String
    /// The know-how itself; not empty.
    public var body: String
    /// Where the skill comes from.
    public var source: String?
    /// The pages it is for, 1 to 1,024 characters.
    public var urlPattern: String?
    /// What the skill needs in order to work.
    public var compatibility: String?
    /// Helper files: path to content.
    public var files: [String: String]?
    /// Which of `files` may be executed.
    public var executableFiles: [String]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        description: String,
        body: String,
        source: String? = nil,
        urlPattern: String? = nil,
        compatibility: String? = nil,
        files: [String: String]? = nil,
        executableFiles: [String]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.body = body
        self.source = source
        self.urlPattern = urlPattern
        self.compatibility = compatibility
        self.files = files
        self.executableFiles = executableFiles
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        description = try members.required("description")
        body = try members.required("body")
        source = try members.optional("source")
        urlPattern = try members.optional("url_pattern")
        compatibility = try members.optional("compatibility")
        files = try members.optional("files")
        executableFiles = try members.optional("executable_files")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("body", body)
        try members.set("source", source)
        try members.set("url_pattern", urlPattern)
        try members.set("compatibility", compatibility)
        try members.set("files", files)
        try members.set("executable_files", executableFiles)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "description", "body", "source", "url_pattern", "compatibility", "files", "executable_files"]
}

/// When a schedule fires.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum Timing: Codable, Sendable, Hashable {
    /// `type` is `cron`.
    case cron(CronTiming)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("type") {
            case "cron": self = .cron(try CronTiming(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .cron(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// How many tokens may be used in the current window of time.
public struct TokenQuotaStatus: Codable, Sendable, Hashable {
    /// The limit; null: none.
    public var limit: Int?
    /// How many were used; null: not known at the moment.
    public var used: Int?
    /// How many are left; null: no limit, or not known.
    public var remaining: Int?
    /// When the window began.
    public var windowStart: Timestamp
    /// When the window ends.
    public var windowEnd: Timestamp?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        windowStart: Timestamp,
        limit: Int? = nil,
        used: Int? = nil,
        remaining: Int? = nil,
        windowEnd: Timestamp? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.limit = limit
        self.used = used
        self.remaining = remaining
        self.windowStart = windowStart
        self.windowEnd = windowEnd
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        limit = try members.optional("limit")
        used = try members.optional("used")
        remaining = try members.optional("remaining")
        windowStart = try members.required("window_start")
        windowEnd = try members.optional("window_end")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("limit", limit)
        try members.set("used", used)
        try members.set("remaining", remaining)
        try members.set("window_start", windowStart)
        try members.set("window_end", windowEnd)
        try members.set(additional)
    }

    private static let members: Set<String> = ["limit", "used", "remaining", "window_start", "window_end"]
}

/// A tool that runs at the client, as the agent is told about it.
public struct ToolDefinition: Codable, Sendable, Hashable {
    /// The name the agent calls it by: 1 to 64 of `A-Z a-z 0-9 _`, not starting with a digit.
    public var name: String
    /// What the tool does and when to use it; the agent reads this. Not empty.
    public var description: String
    /// JSON Schema of the arguments, an object.
    public var inputSchema: [String: JSONValue]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        description: String,
        inputSchema: [String: JSONValue]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.inputSchema = inputSchema
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        description = try members.required("description")
        inputSchema = try members.optional("input_schema")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("input_schema", inputSchema)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "description", "input_schema"]
}

/// A call the agent made. A result must echo it whole, unknown fields included.
public struct ToolRequest: Codable, Sendable, Hashable {
    /// The name of the called tool.
    public var toolName: String
    /// The arguments; absent and null mean none.
    public var args: [String: JSONValue]?
    /// Identifies the call within one step of the agent; may be null, and may repeat in a later step.
    public var id: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        toolName: String,
        args: [String: JSONValue]? = nil,
        id: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.toolName = toolName
        self.args = args
        self.id = id
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        toolName = try members.required("tool_name")
        args = try members.optional("args")
        id = try members.optional("id")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("tool_name", toolName)
        try members.set("args", args)
        try members.set("id", id)
        try members.set(additional)
    }

    private static let members: Set<String> = ["tool_name", "args", "id"]
}

/// The outcome of one tool call, as posted to a session.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum ToolResult: Codable, Sendable, Hashable {
    /// `kind` is `tool_result`.
    case toolResult(ToolResultEvent)
    /// `kind` is `error_event`.
    case errorEvent(ErrorEvent)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("kind") {
            case "tool_result": self = .toolResult(try ToolResultEvent(from: decoder))
            case "error_event": self = .errorEvent(try ErrorEvent(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .toolResult(let value): try value.encode(to: encoder)
        case .errorEvent(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// Several results in one request, at least one.
public struct ToolResultBatch: Codable, Sendable, Hashable {
    /// The results, in the order in which the calls were announced.
    public var results: [ToolResult]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        results: [ToolResult],
        additional: [String: JSONValue] = [:]
    ) {
        self.results = results
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        results = try members.required("results")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "batch")
        try members.set("results", results)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "results"]
}

/// What a tool returned: posted by a client, and seen as an event for tools of either side.
public struct ToolResultEvent: Codable, Sendable, Hashable {
    /// The call this answers, whole.
    public var toolReq: ToolRequest
    /// The returned value, any JSON.
    public var result: JSONValue?
    /// Whether the service shortened the result.
    public var truncated: Bool?
    /// Where the whole result is kept when it was shortened.
    public var outputArtifactPath: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        toolReq: ToolRequest,
        result: JSONValue? = nil,
        truncated: Bool? = nil,
        outputArtifactPath: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.toolReq = toolReq
        self.result = result
        self.truncated = truncated
        self.outputArtifactPath = outputArtifactPath
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        toolReq = try members.required("tool_req")
        result = try members.optional("result")
        truncated = try members.optional("truncated")
        outputArtifactPath = try members.optional("output_artifact_path")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "tool_result")
        try members.set("tool_req", toolReq)
        try members.set("result", result)
        try members.set("truncated", truncated)
        try members.set("output_artifact_path", outputArtifactPath)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "tool_req", "result", "truncated", "output_artifact_path"]
}

/// The body of a tool results request: one result, or a batch.
public enum ToolResults: Codable, Sendable, Hashable {
    /// A value of the type `ToolResultBatch`.
    case toolResultBatch(ToolResultBatch)
    /// A value of the type `ToolResult`.
    case toolResult(ToolResult)
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? ToolResultBatch(from: decoder) {
            self = .toolResultBatch(value)
        } else if let value = try? ToolResult(from: decoder) {
            self = .toolResult(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .toolResultBatch(let value): try value.encode(to: encoder)
        case .toolResult(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// The state of a session.
public enum TrajectoryStatus: OpenEnum {
    /// Accepted over the organisation's limit of concurrent sessions; starts, oldest first, when a slot becomes free.
    case queued
    /// Holds a slot; the agent is being launched.
    case pending
    /// Working.
    case running
    /// Halted on request, its state kept.
    case paused
    /// Has answered and is kept open for the next message.
    case idle
    /// Blocked until the client's tools have answered.
    case awaitingToolResults
    /// Finished.
    case completed
    /// Ended by an error.
    case failed
    /// Ended by its time limit.
    case timedOut
    /// Cancelled.
    case interrupted
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "queued": self = .queued
        case "pending": self = .pending
        case "running": self = .running
        case "paused": self = .paused
        case "idle": self = .idle
        case "awaiting_tool_results": self = .awaitingToolResults
        case "completed": self = .completed
        case "failed": self = .failed
        case "timed_out": self = .timedOut
        case "interrupted": self = .interrupted
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .queued: "queued"
        case .pending: "pending"
        case .running: "running"
        case .paused: "paused"
        case .idle: "idle"
        case .awaitingToolResults: "awaiting_tool_results"
        case .completed: "completed"
        case .failed: "failed"
        case .timedOut: "timed_out"
        case .interrupted: "interrupted"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [TrajectoryStatus] = [.queued, .pending, .running, .paused, .idle, .awaitingToolResults, .completed, .failed, .timedOut, .interrupted]
}

/// Which way a file went, seen from the environment.
public enum TransferDirection: OpenEnum {
    /// Into the environment.
    case download
    /// Out of the environment.
    case upload
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "download": self = .download
        case "upload": self = .upload
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .download: "download"
        case .upload: "upload"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [TransferDirection] = [.download, .upload]
}

/// Changes some fields of a schedule; absent fields stay, null clears. New timing recomputes the next fires.
public struct UpdateSchedule: Codable, Sendable, Hashable {
    /// The name, 1 to 255 characters.
    public var name: Nullable<String>?
    /// What it is for, up to 255 characters.
    public var description: Nullable<String>?
    /// When it fires.
    public var timing: Nullable<Timing>?
    /// What it starts.
    public var sessionRequest: Nullable<SessionRequest>?
    /// How many sessions it creates before it pauses itself; null: no end.
    public var repeats: Nullable<Int>?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: Nullable<String>? = nil,
        description: Nullable<String>? = nil,
        timing: Nullable<Timing>? = nil,
        sessionRequest: Nullable<SessionRequest>? = nil,
        repeats: Nullable<Int>? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.description = description
        self.timing = timing
        self.sessionRequest = sessionRequest
        self.repeats = repeats
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.nullable("name")
        description = try members.nullable("description")
        timing = try members.nullable("timing")
        sessionRequest = try members.nullable("session_request")
        repeats = try members.nullable("repeats")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("description", description)
        try members.set("timing", timing)
        try members.set("session_request", sessionRequest)
        try members.set("repeats", repeats)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "description", "timing", "session_request", "repeats"]
}

/// Changes some fields of a webhook; absent fields stay, null clears.
public struct UpdateWebhook: Codable, Sendable, Hashable {
    /// Where to deliver: https, up to 2,048 characters.
    public var url: Nullable<String>?
    /// The event types to deliver.
    public var enabledEvents: Nullable<[String]>?
    /// What it is for, up to 255 characters.
    public var description: Nullable<String>?
    /// Whether deliveries are switched off.
    public var disabled: Nullable<Bool>?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        url: Nullable<String>? = nil,
        enabledEvents: Nullable<[String]>? = nil,
        description: Nullable<String>? = nil,
        disabled: Nullable<Bool>? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.url = url
        self.enabledEvents = enabledEvents
        self.description = description
        self.disabled = disabled
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        url = try members.nullable("url")
        enabledEvents = try members.nullable("enabled_events")
        description = try members.nullable("description")
        disabled = try members.nullable("disabled")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("url", url)
        try members.set("enabled_events", enabledEvents)
        try members.set("description", description)
        try members.set("disabled", disabled)
        try members.set(additional)
    }

    private static let members: Set<String> = ["url", "enabled_events", "description", "disabled"]
}

/// Several messages in one request, at least one, taken in their order.
public struct UserMessageBatch: Codable, Sendable, Hashable {
    /// The messages.
    public var messages: [UserMessageEvent]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        messages: [UserMessageEvent],
        additional: [String: JSONValue] = [:]
    ) {
        self.messages = messages
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        messages = try members.required("messages")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "batch")
        try members.set("messages", messages)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "messages"]
}

/// A message to an agent.
public struct UserMessageEvent: Codable, Sendable, Hashable {
    /// The text.
    public var message: String
    /// Images as data URIs (`data:image/png;base64,…`).
    public var images: [String]?
    /// Files for the agent's workspace or downloads: at most 10, 7,000,000 bytes together.
    public var files: [FileContent]?
    /// Know-how for this message only, given in place, without helper files.
    public var skills: [Skill]?
    /// Who speaks.
    public var callerId: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        message: String,
        images: [String]? = nil,
        files: [FileContent]? = nil,
        skills: [Skill]? = nil,
        callerId: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.message = message
        self.images = images
        self.files = files
        self.skills = skills
        self.callerId = callerId
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        message = try members.required("message")
        images = try members.optional("images")
        files = try members.optional("files")
        skills = try members.optional("skills")
        callerId = try members.optional("caller_id")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", "user_message")
        try members.set("message", message)
        try members.set("images", images)
        try members.set("files", files)
        try members.set("skills", skills)
        try members.set("caller_id", callerId)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "message", "images", "files", "skills", "caller_id"]
}

/// One fault found by validation.
public struct ValidationError: Codable, Sendable, Hashable {
    /// Where: field names and list positions, outermost first.
    public var loc: [StringOrInt]
    /// What is wrong.
    public var msg: String
    /// The category.
    public var type: String
    /// The value that was given.
    public var input: JSONValue?
    /// More on the category.
    public var ctx: [String: JSONValue]?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        loc: [StringOrInt],
        msg: String,
        type: String,
        input: JSONValue? = nil,
        ctx: [String: JSONValue]? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.loc = loc
        self.msg = msg
        self.type = type
        self.input = input
        self.ctx = ctx
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        loc = try members.required("loc")
        msg = try members.required("msg")
        type = try members.required("type")
        input = try members.optional("input")
        ctx = try members.optional("ctx")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("loc", loc)
        try members.set("msg", msg)
        try members.set("type", type)
        try members.set("input", input)
        try members.set("ctx", ctx)
        try members.set(additional)
    }

    private static let members: Set<String> = ["loc", "msg", "type", "input", "ctx"]
}

/// One stretch of the list of vaults.
public struct VaultConfigList: Codable, Sendable, Hashable {
    /// How many there are in all.
    public var total: Int
    /// How many were asked for.
    public var limit: Int
    /// How many were skipped.
    public var offset: Int
    /// The vaults.
    public var vaults: [VaultConfigRead]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        total: Int,
        limit: Int,
        offset: Int,
        vaults: [VaultConfigRead],
        additional: [String: JSONValue] = [:]
    ) {
        self.total = total
        self.limit = limit
        self.offset = offset
        self.vaults = vaults
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        total = try members.required("total")
        limit = try members.required("limit")
        offset = try members.required("offset")
        vaults = try members.required("vaults")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("total", total)
        try members.set("limit", limit)
        try members.set("offset", offset)
        try members.set("vaults", vaults)
        try members.set(additional)
    }

    private static let members: Set<String> = ["total", "limit", "offset", "vaults"]
}

/// A vault as the service keeps it; the token stays there.
public struct VaultConfigRead: Codable, Sendable, Hashable {
    /// The vault's id here.
    public var id: String
    /// The organisation it belongs to.
    public var orgId: String
    /// The name.
    public var name: String
    /// Which vault.
    public var providerConfig: VaultProvider
    /// When it was registered.
    public var createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        orgId: String,
        name: String,
        providerConfig: VaultProvider,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.orgId = orgId
        self.name = name
        self.providerConfig = providerConfig
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        orgId = try members.required("org_id")
        name = try members.required("name")
        providerConfig = try members.required("provider_config")
        createdAt = try members.required("created_at")
        updatedAt = try members.required("updated_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("org_id", orgId)
        try members.set("name", name)
        try members.set("provider_config", providerConfig)
        try members.set("created_at", createdAt)
        try members.set("updated_at", updatedAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "org_id", "name", "provider_config", "created_at", "updated_at"]
}

/// Registers a vault.
public struct VaultCreateRequest: Codable, Sendable, Hashable {
    /// The name.
    public var name: String
    /// Which vault.
    public var providerConfig: VaultProvider
    /// The provider's access token; checked before it is stored, and never given back.
    public var token: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: String,
        providerConfig: VaultProvider,
        token: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.providerConfig = providerConfig
        self.token = token
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.required("name")
        providerConfig = try members.required("provider_config")
        token = try members.required("token")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("provider_config", providerConfig)
        try members.set("token", token)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "provider_config", "token"]
}

/// Whether a vault can be opened.
public struct VaultHealth: Codable, Sendable, Hashable {
    /// Whether it can.
    public var ok: Bool
    /// Why not.
    public var error: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        ok: Bool,
        error: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.ok = ok
        self.error = error
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        ok = try members.required("ok")
        error = try members.optional("error")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("ok", ok)
        try members.set("error", error)
        try members.set(additional)
    }

    private static let members: Set<String> = ["ok", "error"]
}

/// Which vault of which provider.
/// Newer versions may have more cases: a `switch` does well to have a `default`.
public enum VaultProvider: Codable, Sendable, Hashable {
    /// `provider` is `onepassword`.
    case onepassword(OnePasswordConfig)
    /// Something that this version does not know, or cannot read as what it says it is, as it came.
    case unknown(JSONValue)

    /// Reads one; what is not known is kept as it came.
    public init(from decoder: any Decoder) throws {
        do {
            switch try ReadMembers(decoder).text("provider") {
            case "onepassword": self = .onepassword(try OnePasswordConfig(from: decoder))
            default: self = .unknown(try JSONValue(from: decoder))
            }
        } catch is DecodingError {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .onepassword(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// Replaces the access token of a vault.
public struct VaultTokenRotateRequest: Codable, Sendable, Hashable {
    /// The new token.
    public var token: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        token: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.token = token
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        token = try members.required("token")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("token", token)
        try members.set(additional)
    }

    private static let members: Set<String> = ["token"]
}

/// Changes some fields of a vault; absent fields stay.
public struct VaultUpdateRequest: Codable, Sendable, Hashable {
    /// The name.
    public var name: Nullable<String>?
    /// Which vault.
    public var providerConfig: Nullable<VaultProvider>?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        name: Nullable<String>? = nil,
        providerConfig: Nullable<VaultProvider>? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.name = name
        self.providerConfig = providerConfig
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        name = try members.nullable("name")
        providerConfig = try members.nullable("provider_config")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("name", name)
        try members.set("provider_config", providerConfig)
        try members.set(additional)
    }

    private static let members: Set<String> = ["name", "provider_config"]
}

/// What a webhook endpoint receives.
public struct WebhookDelivery: Codable, Sendable, Hashable {
    /// The type of the event; see `WebhookEventType`.
    public var type: String
    /// Identifies the event.
    public var id: String
    /// When it happened.
    public var createdAt: Timestamp
    /// The details, shaped by the type: of a session event a `WebhookSessionEventData`.
    public var data: [String: JSONValue]
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        type: String,
        id: String,
        createdAt: Timestamp,
        data: [String: JSONValue],
        additional: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.id = id
        self.createdAt = createdAt
        self.data = data
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        type = try members.required("type")
        id = try members.required("id")
        createdAt = try members.required("created_at")
        data = try members.required("data")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", type)
        try members.set("id", id)
        try members.set("created_at", createdAt)
        try members.set("data", data)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "id", "created_at", "data"]
}

/// The types of events webhooks deliver.
public enum WebhookEventType: OpenEnum {
    /// Any change of a session's state.
    case sessionStatusUpdated
    /// A session completed.
    case sessionCompleted
    /// A session failed.
    case sessionFailed
    /// A session ran out of time.
    case sessionTimedOut
    /// A session answered and waits for the next message.
    case sessionIdle
    /// A session waits for its client's tools.
    case sessionAwaitingToolResults
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "session.status_updated": self = .sessionStatusUpdated
        case "session.completed": self = .sessionCompleted
        case "session.failed": self = .sessionFailed
        case "session.timed_out": self = .sessionTimedOut
        case "session.idle": self = .sessionIdle
        case "session.awaiting_tool_results": self = .sessionAwaitingToolResults
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .sessionStatusUpdated: "session.status_updated"
        case .sessionCompleted: "session.completed"
        case .sessionFailed: "session.failed"
        case .sessionTimedOut: "session.timed_out"
        case .sessionIdle: "session.idle"
        case .sessionAwaitingToolResults: "session.awaiting_tool_results"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [WebhookEventType] = [.sessionStatusUpdated, .sessionCompleted, .sessionFailed, .sessionTimedOut, .sessionIdle, .sessionAwaitingToolResults]
}

/// A type of event that webhooks can deliver.
public struct WebhookEventTypeDefinition: Codable, Sendable, Hashable {
    /// The type's name, such as `session.completed`.
    public var type: String
    /// When it is delivered.
    public var description: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        type: String,
        description: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.type = type
        self.description = description
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        type = try members.required("type")
        description = try members.required("description")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("type", type)
        try members.set("description", description)
        try members.set(additional)
    }

    private static let members: Set<String> = ["type", "description"]
}

/// How an endpoint answered a test delivery.
public struct WebhookPingResult: Codable, Sendable, Hashable {
    /// The HTTP status it gave.
    public var responseStatus: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        responseStatus: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.responseStatus = responseStatus
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        responseStatus = try members.required("response_status")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("response_status", responseStatus)
        try members.set(additional)
    }

    private static let members: Set<String> = ["response_status"]
}

/// A webhook as the service keeps it.
public struct WebhookRecord: Codable, Sendable, Hashable {
    /// The webhook's id.
    public var id: String
    /// Where it delivers.
    public var url: String
    /// The event types it delivers.
    public var enabledEvents: [String]
    /// What it is for.
    public var description: String?
    /// Whether deliveries are switched off, by hand or after many failures.
    public var disabled: Bool
    /// What came of the last delivery.
    public var lastDeliveryStatus: DeliveryStatus?
    /// Why the last delivery failed.
    public var lastDeliveryError: String?
    /// When the last delivery was tried.
    public var lastDeliveryAt: Timestamp?
    /// When a delivery last succeeded.
    public var lastSuccessAt: Timestamp?
    /// How many deliveries have failed in a row.
    public var consecutiveFailures: Int?
    /// When it was made.
    public var createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        url: String,
        enabledEvents: [String],
        disabled: Bool,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        description: String? = nil,
        lastDeliveryStatus: DeliveryStatus? = nil,
        lastDeliveryError: String? = nil,
        lastDeliveryAt: Timestamp? = nil,
        lastSuccessAt: Timestamp? = nil,
        consecutiveFailures: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.url = url
        self.enabledEvents = enabledEvents
        self.description = description
        self.disabled = disabled
        self.lastDeliveryStatus = lastDeliveryStatus
        self.lastDeliveryError = lastDeliveryError
        self.lastDeliveryAt = lastDeliveryAt
        self.lastSuccessAt = lastSuccessAt
        self.consecutiveFailures = consecutiveFailures
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        url = try members.required("url")
        enabledEvents = try members.required("enabled_events")
        description = try members.optional("description")
        disabled = try members.required("disabled")
        lastDeliveryStatus = try members.optional("last_delivery_status")
        lastDeliveryError = try members.optional("last_delivery_error")
        lastDeliveryAt = try members.optional("last_delivery_at")
        lastSuccessAt = try members.optional("last_success_at")
        consecutiveFailures = try members.optional("consecutive_failures")
        createdAt = try members.required("created_at")
        updatedAt = try members.required("updated_at")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("url", url)
        try members.set("enabled_events", enabledEvents)
        try members.set("description", description)
        try members.set("disabled", disabled)
        try members.set("last_delivery_status", lastDeliveryStatus)
        try members.set("last_delivery_error", lastDeliveryError)
        try members.set("last_delivery_at", lastDeliveryAt)
        try members.set("last_success_at", lastSuccessAt)
        try members.set("consecutive_failures", consecutiveFailures)
        try members.set("created_at", createdAt)
        try members.set("updated_at", updatedAt)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "url", "enabled_events", "description", "disabled", "last_delivery_status", "last_delivery_error", "last_delivery_at", "last_success_at", "consecutive_failures", "created_at", "updated_at"]
}

/// The details of a session event.
public struct WebhookSessionEventData: Codable, Sendable, Hashable {
    /// The session.
    public var sessionId: String
    /// Its state now.
    public var status: String
    /// Its state before.
    public var previousStatus: String?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        sessionId: String,
        status: String,
        previousStatus: String? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.sessionId = sessionId
        self.status = status
        self.previousStatus = previousStatus
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        sessionId = try members.required("session_id")
        status = try members.required("status")
        previousStatus = try members.optional("previous_status")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("session_id", sessionId)
        try members.set("status", status)
        try members.set("previous_status", previousStatus)
        try members.set(additional)
    }

    private static let members: Set<String> = ["session_id", "status", "previous_status"]
}

/// A webhook with its signing secret, shown only when it is made and when the secret is replaced.
public struct WebhookWithSecret: Codable, Sendable, Hashable {
    /// The webhook's id.
    public var id: String
    /// Where it delivers.
    public var url: String
    /// The event types it delivers.
    public var enabledEvents: [String]
    /// What it is for.
    public var description: String?
    /// Whether deliveries are switched off, by hand or after many failures.
    public var disabled: Bool
    /// What came of the last delivery.
    public var lastDeliveryStatus: DeliveryStatus?
    /// Why the last delivery failed.
    public var lastDeliveryError: String?
    /// When the last delivery was tried.
    public var lastDeliveryAt: Timestamp?
    /// When a delivery last succeeded.
    public var lastSuccessAt: Timestamp?
    /// How many deliveries have failed in a row.
    public var consecutiveFailures: Int?
    /// When it was made.
    public var createdAt: Timestamp
    /// When it was last changed.
    public var updatedAt: Timestamp
    /// The signing secret (`whsec_…`).
    public var secret: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        url: String,
        enabledEvents: [String],
        disabled: Bool,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        secret: String,
        description: String? = nil,
        lastDeliveryStatus: DeliveryStatus? = nil,
        lastDeliveryError: String? = nil,
        lastDeliveryAt: Timestamp? = nil,
        lastSuccessAt: Timestamp? = nil,
        consecutiveFailures: Int? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.url = url
        self.enabledEvents = enabledEvents
        self.description = description
        self.disabled = disabled
        self.lastDeliveryStatus = lastDeliveryStatus
        self.lastDeliveryError = lastDeliveryError
        self.lastDeliveryAt = lastDeliveryAt
        self.lastSuccessAt = lastSuccessAt
        self.consecutiveFailures = consecutiveFailures
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.secret = secret
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        url = try members.required("url")
        enabledEvents = try members.required("enabled_events")
        description = try members.optional("description")
        disabled = try members.required("disabled")
        lastDeliveryStatus = try members.optional("last_delivery_status")
        lastDeliveryError = try members.optional("last_delivery_error")
        lastDeliveryAt = try members.optional("last_delivery_at")
        lastSuccessAt = try members.optional("last_success_at")
        consecutiveFailures = try members.optional("consecutive_failures")
        createdAt = try members.required("created_at")
        updatedAt = try members.required("updated_at")
        secret = try members.required("secret")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("id", id)
        try members.set("url", url)
        try members.set("enabled_events", enabledEvents)
        try members.set("description", description)
        try members.set("disabled", disabled)
        try members.set("last_delivery_status", lastDeliveryStatus)
        try members.set("last_delivery_error", lastDeliveryError)
        try members.set("last_delivery_at", lastDeliveryAt)
        try members.set("last_success_at", lastSuccessAt)
        try members.set("consecutive_failures", consecutiveFailures)
        try members.set("created_at", createdAt)
        try members.set("updated_at", updatedAt)
        try members.set("secret", secret)
        try members.set(additional)
    }

    private static let members: Set<String> = ["id", "url", "enabled_events", "description", "disabled", "last_delivery_status", "last_delivery_error", "last_delivery_at", "last_success_at", "consecutive_failures", "created_at", "updated_at", "secret"]
}

/// A workspace of files with a shell.
public struct Workstation: Codable, Sendable, Hashable {
    /// The environment's name; not empty.
    public var id: String
    /// Where the workstation runs.
    public var host: EnvironmentHost?
    /// Attaches to a workstation that is running already.
    public var sessionId: String?
    /// Where its files live.
    public var storage: WorkstationStorage?
    /// Whether the workstation starts only when the agent first needs it.
    public var lazy: Bool?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        id: String,
        host: EnvironmentHost? = nil,
        sessionId: String? = nil,
        storage: WorkstationStorage? = nil,
        lazy: Bool? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.host = host
        self.sessionId = sessionId
        self.storage = storage
        self.lazy = lazy
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        id = try members.required("id")
        host = try members.optional("host")
        sessionId = try members.optional("session_id")
        storage = try members.optional("storage")
        lazy = try members.optional("lazy")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("kind", "workstation")
        try members.set("id", id)
        try members.set("host", host)
        try members.set("session_id", sessionId)
        try members.set("storage", storage)
        try members.set("lazy", lazy)
        try members.set(additional)
    }

    private static let members: Set<String> = ["kind", "id", "host", "session_id", "storage", "lazy"]
}

/// Where the files of a workstation live: exactly one of the three.
public struct WorkstationStorage: Codable, Sendable, Hashable {
    /// A volume of one's own.
    public var volumeId: String?
    /// The default volume.
    public var useDefaultVolume: Bool?
    /// Nothing outlives the session.
    public var ephemeral: Bool?
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        volumeId: String? = nil,
        useDefaultVolume: Bool? = nil,
        ephemeral: Bool? = nil,
        additional: [String: JSONValue] = [:]
    ) {
        self.volumeId = volumeId
        self.useDefaultVolume = useDefaultVolume
        self.ephemeral = ephemeral
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        volumeId = try members.optional("volume_id")
        useDefaultVolume = try members.optional("use_default_volume")
        ephemeral = try members.optional("ephemeral")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("volume_id", volumeId)
        try members.set("use_default_volume", useDefaultVolume)
        try members.set("ephemeral", ephemeral)
        try members.set(additional)
    }

    private static let members: Set<String> = ["volume_id", "use_default_volume", "ephemeral"]
}

/// Writes a file of a session.
public struct WriteFileRequest: Codable, Sendable, Hashable {
    /// The file; only allow-listed roots can be written.
    public var path: String
    /// The content in base64; the service caps its size.
    public var contentBase64: String
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        path: String,
        contentBase64: String,
        additional: [String: JSONValue] = [:]
    ) {
        self.path = path
        self.contentBase64 = contentBase64
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        path = try members.required("path")
        contentBase64 = try members.required("content_base64")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("path", path)
        try members.set("content_base64", contentBase64)
        try members.set(additional)
    }

    private static let members: Set<String> = ["path", "content_base64"]
}

/// A file that was written.
public struct WriteFileResponse: Codable, Sendable, Hashable {
    /// The file.
    public var path: String
    /// Its size in bytes.
    public var sizeBytes: Int
    /// Members that this version does not know, by their name on the wire.
    public var additional: [String: JSONValue]

    /// Makes one.
    public init(
        path: String,
        sizeBytes: Int,
        additional: [String: JSONValue] = [:]
    ) {
        self.path = path
        self.sizeBytes = sizeBytes
        self.additional = additional
    }

    /// Reads one; what is not known is kept.
    public init(from decoder: any Decoder) throws {
        let members = try ReadMembers(decoder)
        path = try members.required("path")
        sizeBytes = try members.required("size_bytes")
        additional = try members.rest(Self.members)
    }

    /// Writes it; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var members = WrittenMembers(encoder)
        try members.set("path", path)
        try members.set("size_bytes", sizeBytes)
        try members.set(additional)
    }

    private static let members: Set<String> = ["path", "size_bytes"]
}

/// One of several types.
public enum AgentReference: Codable, Sendable, Hashable, ExpressibleByStringInterpolation {
    /// A value of the type `String`.
    case text(String)
    /// A value of the type `Agent`.
    case agent(Agent)
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// A text, written as a literal.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? String(from: decoder) {
            self = .text(value)
        } else if let value = try? Agent(from: decoder) {
            self = .agent(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let value): try value.encode(to: encoder)
        case .agent(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// One of several types.
public enum EnvironmentReference: Codable, Sendable, Hashable, ExpressibleByStringInterpolation {
    /// A value of the type `String`.
    case text(String)
    /// A value of the type `AgentEnvironment`.
    case environment(AgentEnvironment)
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// A text, written as a literal.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? String(from: decoder) {
            self = .text(value)
        } else if let value = try? AgentEnvironment(from: decoder) {
            self = .environment(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let value): try value.encode(to: encoder)
        case .environment(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// One of several types.
public enum MessageContent: Codable, Sendable, Hashable, ExpressibleByStringInterpolation {
    /// A value of the type `String`.
    case text(String)
    /// A value of the type `ImageContent`.
    case imageContent(ImageContent)
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// A text, written as a literal.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? String(from: decoder) {
            self = .text(value)
        } else if let value = try? ImageContent(from: decoder) {
            self = .imageContent(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let value): try value.encode(to: encoder)
        case .imageContent(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// One of several types.
public enum Messages: Codable, Sendable, Hashable, ExpressibleByStringInterpolation {
    /// A value of the type `String`.
    case text(String)
    /// A value of the type `UserMessageEvent`.
    case userMessageEvent(UserMessageEvent)
    /// A value of the type `[UserMessageEvent]`.
    case several([UserMessageEvent])
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// A text, written as a literal.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? String(from: decoder) {
            self = .text(value)
        } else if let value = try? UserMessageEvent(from: decoder) {
            self = .userMessageEvent(value)
        } else if let value = try? [UserMessageEvent](from: decoder) {
            self = .several(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let value): try value.encode(to: encoder)
        case .userMessageEvent(let value): try value.encode(to: encoder)
        case .several(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// One of several types.
public enum RevisionMatch: Codable, Sendable, Hashable, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
    /// A value of the type `Int`.
    case number(Int)
    /// A value of the type `String`.
    case text(String)
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// A text, written as a literal.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// A number, written as a literal.
    public init(integerLiteral value: Int) {
        self = .number(value)
    }

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? Int(from: decoder) {
            self = .number(value)
        } else if let value = try? String(from: decoder) {
            self = .text(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .number(let value): try value.encode(to: encoder)
        case .text(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// One of several types.
public enum SkillReference: Codable, Sendable, Hashable, ExpressibleByStringInterpolation {
    /// A value of the type `String`.
    case text(String)
    /// A value of the type `Skill`.
    case skill(Skill)
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// A text, written as a literal.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? String(from: decoder) {
            self = .text(value)
        } else if let value = try? Skill(from: decoder) {
            self = .skill(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let value): try value.encode(to: encoder)
        case .skill(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}

/// One of several types.
public enum StringOrInt: Codable, Sendable, Hashable, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
    /// A value of the type `String`.
    case text(String)
    /// A value of the type `Int`.
    case number(Int)
    /// Anything else, as it came.
    case unknown(JSONValue)

    /// A text, written as a literal.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// A number, written as a literal.
    public init(integerLiteral value: Int) {
        self = .number(value)
    }

    /// Reads the first of the types that fits.
    public init(from decoder: any Decoder) throws {
        if let value = try? String(from: decoder) {
            self = .text(value)
        } else if let value = try? Int(from: decoder) {
            self = .number(value)
        } else {
            self = .unknown(try JSONValue(from: decoder))
        }
    }

    /// Writes it as it is on the wire.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let value): try value.encode(to: encoder)
        case .number(let value): try value.encode(to: encoder)
        case .unknown(let value): try value.encode(to: encoder)
        }
    }
}
