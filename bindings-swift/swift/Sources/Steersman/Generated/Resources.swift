// Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.

extension Client {
    /// The operations on sessions.
    public var sessions: Sessions { Sessions(caller: caller) }
    /// The operations on session files.
    public var sessionFiles: SessionFiles { SessionFiles(caller: caller) }
    /// The operations on quota.
    public var quota: Quota { Quota(caller: caller) }
    /// The operations on agents.
    public var agents: Agents { Agents(caller: caller) }
    /// The operations on environments.
    public var environments: Environments { Environments(caller: caller) }
    /// The operations on skills.
    public var skills: Skills { Skills(caller: caller) }
    /// The operations on schedules.
    public var schedules: Schedules { Schedules(caller: caller) }
    /// The operations on vaults.
    public var vaults: Vaults { Vaults(caller: caller) }
    /// The operations on browser profiles.
    public var browserProfiles: BrowserProfiles { BrowserProfiles(caller: caller) }
    /// The operations on webhooks.
    public var webhooks: Webhooks { Webhooks(caller: caller) }
}

/// What `owner` of `listSessions` can be.
public enum ListSessionsOwner: OpenEnum {
    case meInOrganization
    case me
    case organization
    case meOrOrganization
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "me-in-organization": self = .meInOrganization
        case "me": self = .me
        case "organization": self = .organization
        case "me-or-organization": self = .meOrOrganization
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .meInOrganization: "me-in-organization"
        case .me: "me"
        case .organization: "organization"
        case .meOrOrganization: "me-or-organization"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListSessionsOwner] = [.meInOrganization, .me, .organization, .meOrOrganization]
}

/// What `sort` of `listSessions` can be.
public enum ListSessionsSort: OpenEnum {
    case createdAt
    case createdAtDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "created_at": self = .createdAt
        case "-created_at": self = .createdAtDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .createdAt: "created_at"
        case .createdAtDescending: "-created_at"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListSessionsSort] = [.createdAt, .createdAtDescending]
}

/// What `sort` of `listSessionEvents` can be.
public enum ListSessionEventsSort: OpenEnum {
    case timestamp
    case timestampDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "timestamp": self = .timestamp
        case "-timestamp": self = .timestampDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .timestamp: "timestamp"
        case .timestampDescending: "-timestamp"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListSessionEventsSort] = [.timestamp, .timestampDescending]
}

/// The operations of `client.sessions`.
public struct Sessions: Sendable {
    let caller: Caller

    /// Lists sessions, newest first.
    ///
    /// - Parameters:
    ///   - owner: Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`.
    ///   - status: Only sessions in one of these states.
    ///   - agent: Only sessions of one of these agents, by name.
    ///   - groupId: Only sessions created with this group id.
    ///   - parentSessionId: Only the children of this session.
    ///   - scheduleId: Only sessions that this schedule created.
    ///   - search: Only sessions with this text in the first message or the answer, whatever the case.
    ///   - createdBefore: Only sessions created before this time.
    ///   - createdAfter: Only sessions created after this time.
    ///   - finishedBefore: Only sessions that ended before this time.
    ///   - finishedAfter: Only sessions that ended after this time.
    ///   - page: The page, from 1 (default).
    ///   - size: Sessions on a page: 1 to 100, default 10.
    ///   - sort: The order: `-created_at` (newest first, default) or `created_at`.
    /// - Throws: What ``SteersmanError`` tells.
    public func listSessions(
        owner: ListSessionsOwner? = nil,
        status: [TrajectoryStatus]? = nil,
        agent: [String]? = nil,
        groupId: String? = nil,
        parentSessionId: String? = nil,
        scheduleId: String? = nil,
        search: String? = nil,
        createdBefore: Timestamp? = nil,
        createdAfter: Timestamp? = nil,
        finishedBefore: Timestamp? = nil,
        finishedAfter: Timestamp? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSessionsSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> SessionSummaryPage {
        var arguments = Arguments()
        arguments.set("owner", owner)
        arguments.set("status", status)
        arguments.set("agent", agent)
        arguments.set("group_id", groupId)
        arguments.set("parent_session_id", parentSessionId)
        arguments.set("schedule_id", scheduleId)
        arguments.set("search", search)
        arguments.set("created_before", createdBefore)
        arguments.set("created_after", createdAfter)
        arguments.set("finished_before", finishedBefore)
        arguments.set("finished_after", finishedAfter)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("sessions.list_sessions", arguments, options)
    }

    /// Every entry of `listSessions`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - owner: Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`.
    ///   - status: Only sessions in one of these states.
    ///   - agent: Only sessions of one of these agents, by name.
    ///   - groupId: Only sessions created with this group id.
    ///   - parentSessionId: Only the children of this session.
    ///   - scheduleId: Only sessions that this schedule created.
    ///   - search: Only sessions with this text in the first message or the answer, whatever the case.
    ///   - createdBefore: Only sessions created before this time.
    ///   - createdAfter: Only sessions created after this time.
    ///   - finishedBefore: Only sessions that ended before this time.
    ///   - finishedAfter: Only sessions that ended after this time.
    ///   - page: The page, from 1 (default).
    ///   - size: Sessions on a page: 1 to 100, default 10.
    ///   - sort: The order: `-created_at` (newest first, default) or `created_at`.
    public func listSessionsAll(
        owner: ListSessionsOwner? = nil,
        status: [TrajectoryStatus]? = nil,
        agent: [String]? = nil,
        groupId: String? = nil,
        parentSessionId: String? = nil,
        scheduleId: String? = nil,
        search: String? = nil,
        createdBefore: Timestamp? = nil,
        createdAfter: Timestamp? = nil,
        finishedBefore: Timestamp? = nil,
        finishedAfter: Timestamp? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSessionsSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<SessionSummary> {
        var arguments = Arguments()
        arguments.set("owner", owner)
        arguments.set("status", status)
        arguments.set("agent", agent)
        arguments.set("group_id", groupId)
        arguments.set("parent_session_id", parentSessionId)
        arguments.set("schedule_id", scheduleId)
        arguments.set("search", search)
        arguments.set("created_before", createdBefore)
        arguments.set("created_after", createdAfter)
        arguments.set("finished_before", finishedBefore)
        arguments.set("finished_after", finishedAfter)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("sessions.list_sessions", arguments, options)
    }

    /// Creates a session and gives it back at once, before the agent runs.
    ///
    /// Safe to retry: an idempotency key is made when none is given, so that a broken connection neither loses nor
    /// doubles the session. While an earlier attempt is still being worked on (409), the call waits for its result:
    /// for a minute, or until its deadline; not at all with `max_retries(0)`.
    ///
    /// - Parameters:
    ///   - agent: The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place.
    ///   - idempotencyKey: Names this creation: the same key with the same request gives the same session for 24 hours. 1 to 255 characters.
    ///   - messages: What the agent is told first.
    ///   - maxSteps: Steps after which a final answer is asked for, at least 1; null: unbounded.
    ///   - maxTimeS: Seconds of work toward each answer, above 0; at the limit the agent answers with what it has. Null: unbounded.
    ///   - idleTimeoutS: Seconds the session stays open after each answer, above 0; null: it ends with the answer.
    ///   - timezone: IANA name of the time zone the agent lives in; null: UTC.
    ///   - deleteAfterMin: Minutes after which the session is deleted, at least 1. Absent: the organisation's preference; a value can only shorten that.
    ///   - deleteScreenshotAfterMin: Minutes after which screenshots are deleted, at least 1. Absent: the organisation's preference; a value can only shorten that.
    ///   - queue: Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false).
    ///   - groupId: Groups sessions; free text.
    ///   - parentSessionId: The session this one is a child of.
    ///   - overrides: Replaces parts of the resolved request, by dotted path: `agent.answer_format`, `agent.environments[kind=web].start_url`.
    /// - Throws: What ``SteersmanError`` tells.
    public func createSession(
        agent: AgentReference,
        idempotencyKey: String? = nil,
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
        options: CallOptions = CallOptions()
    ) async throws -> Session {
        var arguments = Arguments()
        arguments.set("agent", agent)
        arguments.set("idempotency_key", idempotencyKey)
        arguments.set("messages", messages)
        arguments.set("max_steps", maxSteps)
        arguments.set("max_time_s", maxTimeS)
        arguments.set("idle_timeout_s", idleTimeoutS)
        arguments.set("timezone", timezone)
        arguments.set("delete_after_min", deleteAfterMin)
        arguments.set("delete_screenshot_after_min", deleteScreenshotAfterMin)
        arguments.set("queue", queue)
        arguments.set("group_id", groupId)
        arguments.set("parent_session_id", parentSessionId)
        arguments.set("overrides", overrides)
        return try await caller.call("sessions.create_session", arguments, options)
    }

    /// How many sessions may run at a time, and how many do.
    /// - Throws: What ``SteersmanError`` tells.
    public func getSessionQuota(options: CallOptions = CallOptions()) async throws -> QuotaStatus {
        let arguments = Arguments()
        return try await caller.call("sessions.get_session_quota", arguments, options)
    }

    /// Reads a session with its request, status and latest answer.
    /// - Throws: What ``SteersmanError`` tells.
    public func getSession(_ id: String, options: CallOptions = CallOptions()) async throws -> Session {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.call("sessions.get_session", arguments, options)
    }

    /// Ends a session for good; it becomes `interrupted`.
    ///
    /// A session that has ended already gives 404 or 409 here.
    /// - Throws: What ``SteersmanError`` tells.
    public func cancelSession(_ id: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.send("sessions.cancel_session", arguments, options)
    }

    /// Reads what happened from an index on, waiting for it if asked to; nothing when there is nothing (yet).
    ///
    /// - Parameters:
    ///   - fromIndex: The index of the first event wanted, from 0 (default).
    ///   - limit: The most events; the server's page size when not given.
    ///   - includeEvents: Whether to send events (default), or only status, answer and metrics.
    ///   - waitForSeconds: How long the server may wait for something to happen: 0 (default) to 25 seconds.
    /// - Throws: What ``SteersmanError`` tells.
    public func getSessionChanges(
        _ id: String,
        fromIndex: Int? = nil,
        limit: Int? = nil,
        includeEvents: Bool? = nil,
        waitForSeconds: Int? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> SessionChanges? {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("from_index", fromIndex)
        arguments.set("limit", limit)
        arguments.set("include_events", includeEvents)
        arguments.set("wait_for_seconds", waitForSeconds)
        return try await caller.callOptional("sessions.get_session_changes", arguments, options)
    }

    /// Lists everything that happened, page by page.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Events on a page: 1 to 200, default 50.
    ///   - sort: The order: `timestamp` (oldest first) or `-timestamp`.
    ///   - type: Only events of exactly this type.
    /// - Throws: What ``SteersmanError`` tells.
    public func listSessionEvents(
        _ id: String,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSessionEventsSort]? = nil,
        type: String? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> SessionEventPage {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        arguments.set("type", type)
        return try await caller.call("sessions.list_session_events", arguments, options)
    }

    /// Every entry of `listSessionEvents`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Events on a page: 1 to 200, default 50.
    ///   - sort: The order: `timestamp` (oldest first) or `-timestamp`.
    ///   - type: Only events of exactly this type.
    public func listSessionEventsAll(
        _ id: String,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSessionEventsSort]? = nil,
        type: String? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<SessionEvent> {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        arguments.set("type", type)
        return caller.all("sessions.list_session_events", arguments, options)
    }

    /// Says whether an event was what it should have been.
    ///
    /// - Parameters:
    ///   - success: Whether it went well.
    ///   - message: Why.
    /// - Throws: What ``SteersmanError`` tells.
    public func submitEventFeedback(
        _ id: String,
        eventIndex: Int,
        success: Bool,
        message: String? = nil,
        options: CallOptions = CallOptions()
    ) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("event_index", eventIndex)
        arguments.set("success", success)
        arguments.set("message", message)
        return try await caller.send("sessions.submit_event_feedback", arguments, options)
    }

    /// Says whether a session did what it should have done.
    ///
    /// - Parameters:
    ///   - success: Whether it went well.
    ///   - message: Why.
    /// - Throws: What ``SteersmanError`` tells.
    public func submitSessionFeedback(
        _ id: String,
        success: Bool,
        message: String? = nil,
        options: CallOptions = CallOptions()
    ) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("success", success)
        arguments.set("message", message)
        return try await caller.send("sessions.submit_session_feedback", arguments, options)
    }

    /// Asks the agent to stop exploring and to answer on its next step. Accepted is not yet done.
    /// - Throws: What ``SteersmanError`` tells.
    public func forceSessionAnswer(_ id: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.send("sessions.force_session_answer", arguments, options)
    }

    /// Sends a message or several to the agent: picked up on its next step. Wakes an idle session, resumes a paused
    /// one.
    ///
    /// Takes text, one message, or a batch.
    ///
    /// - Parameters:
    ///   - request: The request body.
    /// - Throws: What ``SteersmanError`` tells.
    public func sendSessionMessages(
        _ id: String,
        request: SendMessages,
        options: CallOptions = CallOptions()
    ) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("request", request)
        return try await caller.send("sessions.send_session_messages", arguments, options)
    }

    /// Halts the agent after its current step. Accepted is not yet done.
    /// - Throws: What ``SteersmanError`` tells.
    public func pauseSession(_ id: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.send("sessions.pause_session", arguments, options)
    }

    /// Reads a stored file of a session (screenshot, attachment), as a stream of bytes.
    ///
    /// The redirect to the storage is followed without the key.
    /// - Throws: What ``SteersmanError`` tells.
    public func getSessionResource(
        _ id: String,
        bucket: String,
        key: String,
        options: CallOptions = CallOptions()
    ) async throws -> Download {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("bucket", bucket)
        arguments.set("key", key)
        return try await caller.download("sessions.get_session_resource", arguments, options)
    }

    /// Lets a paused agent go on. Does nothing to a running one.
    /// - Throws: What ``SteersmanError`` tells.
    public func resumeSession(_ id: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.send("sessions.resume_session", arguments, options)
    }

    /// Makes a link under which anybody can watch the session, or gives the one there is. The link is absolute.
    /// - Throws: What ``SteersmanError`` tells.
    public func shareSession(_ id: String, options: CallOptions = CallOptions()) async throws -> ShareLink {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.call("sessions.share_session", arguments, options)
    }

    /// Takes the share link back.
    /// - Throws: What ``SteersmanError`` tells.
    public func unshareSession(_ id: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.send("sessions.unshare_session", arguments, options)
    }

    /// Reads the state of a session: status, error, steps, usage, pending tool calls. The cheapest read.
    /// - Throws: What ``SteersmanError`` tells.
    public func getSessionStatus(_ id: String, options: CallOptions = CallOptions()) async throws -> SessionStatus {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.call("sessions.get_session_status", arguments, options)
    }

    /// Answers tool calls that the session waits for: one result, one error, or a batch.
    ///
    /// A session that has ended gives 409.
    ///
    /// - Parameters:
    ///   - request: The request body.
    /// - Throws: What ``SteersmanError`` tells.
    public func sendSessionToolResults(
        _ id: String,
        request: ToolResults,
        options: CallOptions = CallOptions()
    ) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("request", request)
        return try await caller.send("sessions.send_session_tool_results", arguments, options)
    }
}

/// The operations of `client.sessionFiles`.
public struct SessionFiles: Sendable {
    let caller: Caller

    /// Lists a directory, newest entries first.
    ///
    /// - Parameters:
    ///   - path: The folder; only allow-listed roots can be read.
    ///   - maxEntries: How many entries to give at most, at least 1.
    ///   - modifiedBefore: Only entries older than this: `modified_at` of the last entry of the previous page.
    ///   - nameAfter: With equal times, only entries whose name comes after this: `name` of the last entry of the previous page.
    /// - Throws: What ``SteersmanError`` tells.
    public func listFiles(
        _ sessionId: String,
        path: String? = nil,
        maxEntries: Int? = nil,
        modifiedBefore: Timestamp? = nil,
        nameAfter: String? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> ListFilesResponse {
        var arguments = Arguments()
        arguments.set("session_id", sessionId)
        arguments.set("path", path)
        arguments.set("max_entries", maxEntries)
        arguments.set("modified_before", modifiedBefore)
        arguments.set("name_after", nameAfter)
        return try await caller.call("session_files.list_files", arguments, options)
    }

    /// Every entry of `listFiles`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - path: The folder; only allow-listed roots can be read.
    ///   - maxEntries: How many entries to give at most, at least 1.
    ///   - modifiedBefore: Only entries older than this: `modified_at` of the last entry of the previous page.
    ///   - nameAfter: With equal times, only entries whose name comes after this: `name` of the last entry of the previous page.
    public func listFilesAll(
        _ sessionId: String,
        path: String? = nil,
        maxEntries: Int? = nil,
        modifiedBefore: Timestamp? = nil,
        nameAfter: String? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<FileEntry> {
        var arguments = Arguments()
        arguments.set("session_id", sessionId)
        arguments.set("path", path)
        arguments.set("max_entries", maxEntries)
        arguments.set("modified_before", modifiedBefore)
        arguments.set("name_after", nameAfter)
        return caller.all("session_files.list_files", arguments, options)
    }

    /// Reads a file; its content comes as base64. The server limits the size.
    ///
    /// - Parameters:
    ///   - path: The file; only allow-listed roots can be read.
    /// - Throws: What ``SteersmanError`` tells.
    public func readFile(
        _ sessionId: String,
        path: String,
        options: CallOptions = CallOptions()
    ) async throws -> ReadFileResponse {
        var arguments = Arguments()
        arguments.set("session_id", sessionId)
        arguments.set("path", path)
        return try await caller.call("session_files.read_file", arguments, options)
    }

    /// Writes a file from base64. The server limits the size.
    ///
    /// - Parameters:
    ///   - path: The file; only allow-listed roots can be written.
    ///   - contentBase64: The content in base64; the service caps its size.
    /// - Throws: What ``SteersmanError`` tells.
    public func writeFile(
        _ sessionId: String,
        path: String,
        contentBase64: String,
        options: CallOptions = CallOptions()
    ) async throws -> WriteFileResponse {
        var arguments = Arguments()
        arguments.set("session_id", sessionId)
        arguments.set("path", path)
        arguments.set("content_base64", contentBase64)
        return try await caller.call("session_files.write_file", arguments, options)
    }
}

/// The operations of `client.quota`.
public struct Quota: Sendable {
    let caller: Caller

    /// How many tokens may be used in the current window, and how many are.
    /// - Throws: What ``SteersmanError`` tells.
    public func getTokenQuota(options: CallOptions = CallOptions()) async throws -> TokenQuotaStatus {
        let arguments = Arguments()
        return try await caller.call("quota.get_token_quota", arguments, options)
    }
}

/// What `include` of `listAgents` can be.
public enum ListAgentsInclude: OpenEnum {
    case revision
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "revision": self = .revision
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .revision: "revision"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListAgentsInclude] = [.revision]
}

/// What `sort` of `listAgents` can be.
public enum ListAgentsSort: OpenEnum {
    case createdAt
    case createdAtDescending
    case agentName
    case agentNameDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "created_at": self = .createdAt
        case "-created_at": self = .createdAtDescending
        case "agent_name": self = .agentName
        case "-agent_name": self = .agentNameDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .createdAt: "created_at"
        case .createdAtDescending: "-created_at"
        case .agentName: "agent_name"
        case .agentNameDescending: "-agent_name"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListAgentsSort] = [.createdAt, .createdAtDescending, .agentName, .agentNameDescending]
}

/// What `sort` of `listAgentRevisions` can be.
public enum ListAgentRevisionsSort: OpenEnum {
    case number
    case numberDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "number": self = .number
        case "-number": self = .numberDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .number: "number"
        case .numberDescending: "-number"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListAgentRevisionsSort] = [.number, .numberDescending]
}

/// The operations of `client.agents`.
public struct Agents: Sendable {
    let caller: Caller

    /// Lists agents, newest first.
    ///
    /// - Parameters:
    ///   - agentName: Only agents with this text in their name.
    ///   - search: Only agents with this text in them.
    ///   - reserved: Only agents of the vendor (`true`), or only others (`false`).
    ///   - include: `revision` adds the number of the current revision to each agent.
    ///   - page: The page, from 1 (default).
    ///   - size: Agents on a page: 1 to 1000, default 10.
    ///   - sort: The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`.
    /// - Throws: What ``SteersmanError`` tells.
    public func listAgents(
        agentName: String? = nil,
        search: String? = nil,
        reserved: Bool? = nil,
        include: ListAgentsInclude? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListAgentsSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> AgentPage {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("search", search)
        arguments.set("reserved", reserved)
        arguments.set("include", include)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("agents.list_agents", arguments, options)
    }

    /// Every entry of `listAgents`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - agentName: Only agents with this text in their name.
    ///   - search: Only agents with this text in them.
    ///   - reserved: Only agents of the vendor (`true`), or only others (`false`).
    ///   - include: `revision` adds the number of the current revision to each agent.
    ///   - page: The page, from 1 (default).
    ///   - size: Agents on a page: 1 to 1000, default 10.
    ///   - sort: The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`.
    public func listAgentsAll(
        agentName: String? = nil,
        search: String? = nil,
        reserved: Bool? = nil,
        include: ListAgentsInclude? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListAgentsSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<AgentWithRevision> {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("search", search)
        arguments.set("reserved", reserved)
        arguments.set("include", include)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("agents.list_agents", arguments, options)
    }

    /// Creates an agent. A name that is taken gives 409.
    ///
    /// - Parameters:
    ///   - name: Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/` prefix; up to 127 in all. The prefix `h/` is reserved.
    ///   - description: What the agent is for; a manager reads this to choose its subagents. Not empty.
    ///   - environments: Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have tools of their client.
    ///   - message: A note on the new revision.
    ///   - model: The model; the service chooses when absent.
    ///   - reasoningEffort: How much the model thinks.
    ///   - instructions: What the agent is told to do and how.
    ///   - subagents: Agents it can delegate to; each runs as a session of its own.
    ///   - skills: Know-how it can consult.
    ///   - answerFormat: JSON Schema of the answer; the answer is then an object, otherwise free text.
    ///   - tools: Tools that run at the client.
    /// - Throws: What ``SteersmanError`` tells.
    public func createAgent(
        name: String,
        description: String,
        environments: [EnvironmentReference],
        message: String? = nil,
        model: String? = nil,
        reasoningEffort: ReasoningEffort? = nil,
        instructions: String? = nil,
        subagents: [AgentReference]? = nil,
        skills: [SkillReference]? = nil,
        answerFormat: [String: JSONValue]? = nil,
        tools: [ToolDefinition]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> AgentWithRevision {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("description", description)
        arguments.set("environments", environments)
        arguments.set("message", message)
        arguments.set("model", model)
        arguments.set("reasoning_effort", reasoningEffort)
        arguments.set("instructions", instructions)
        arguments.set("subagents", subagents)
        arguments.set("skills", skills)
        arguments.set("answer_format", answerFormat)
        arguments.set("tools", tools)
        return try await caller.callRevisioned("agents.create_agent", arguments, options)
    }

    /// Reads an agent, with the number of its revision unless it is resolved.
    ///
    /// - Parameters:
    ///   - revision: This revision instead of the current one, from 1.
    ///   - resolve: Whether names of environments, skills and subagents are replaced by what they stand for. Default `false`.
    /// - Throws: What ``SteersmanError`` tells.
    public func getAgent(
        _ agentName: String,
        revision: Int? = nil,
        resolve: Bool? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> AgentWithRevision {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("revision", revision)
        arguments.set("resolve", resolve)
        return try await caller.callRevisioned("agents.get_agent", arguments, options)
    }

    /// Replaces an agent. The name in the body must be the same. Writing what is there already makes no new revision.
    ///
    /// - Parameters:
    ///   - name: Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/` prefix; up to 127 in all. The prefix `h/` is reserved.
    ///   - description: What the agent is for; a manager reads this to choose its subagents. Not empty.
    ///   - environments: Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have tools of their client.
    ///   - message: A note on the new revision.
    ///   - ifMatch: The revision this change is based on (a number, or `*` for any): refused with 412 if there is a newer one.
    ///   - model: The model; the service chooses when absent.
    ///   - reasoningEffort: How much the model thinks.
    ///   - instructions: What the agent is told to do and how.
    ///   - subagents: Agents it can delegate to; each runs as a session of its own.
    ///   - skills: Know-how it can consult.
    ///   - answerFormat: JSON Schema of the answer; the answer is then an object, otherwise free text.
    ///   - tools: Tools that run at the client.
    /// - Throws: What ``SteersmanError`` tells.
    public func updateAgent(
        _ agentName: String,
        name: String,
        description: String,
        environments: [EnvironmentReference],
        message: String? = nil,
        ifMatch: RevisionMatch? = nil,
        model: String? = nil,
        reasoningEffort: ReasoningEffort? = nil,
        instructions: String? = nil,
        subagents: [AgentReference]? = nil,
        skills: [SkillReference]? = nil,
        answerFormat: [String: JSONValue]? = nil,
        tools: [ToolDefinition]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> AgentWithRevision {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("name", name)
        arguments.set("description", description)
        arguments.set("environments", environments)
        arguments.set("message", message)
        arguments.set("if_match", ifMatch)
        arguments.set("model", model)
        arguments.set("reasoning_effort", reasoningEffort)
        arguments.set("instructions", instructions)
        arguments.set("subagents", subagents)
        arguments.set("skills", skills)
        arguments.set("answer_format", answerFormat)
        arguments.set("tools", tools)
        return try await caller.callRevisioned("agents.update_agent", arguments, options)
    }

    /// Changes the fields that are given; an explicit null clears one.
    ///
    /// - Parameters:
    ///   - message: A note on the new revision.
    ///   - ifMatch: The revision this change is based on (a number, or `*` for any): refused with 412 if there is a newer one.
    ///   - description: What the agent is for; not empty.
    ///   - environments: Where the agent acts. Replaces all of them.
    ///   - model: The model.
    ///   - reasoningEffort: How much the model thinks.
    ///   - instructions: What the agent is told to do and how.
    ///   - subagents: Agents it can delegate to. Replaces all of them.
    ///   - skills: Know-how it can consult. Replaces all of it.
    ///   - answerFormat: JSON Schema of the answer.
    ///   - tools: Tools that run at the client. Replaces all of them.
    /// - Throws: What ``SteersmanError`` tells.
    public func patchAgent(
        _ agentName: String,
        message: String? = nil,
        ifMatch: RevisionMatch? = nil,
        description: Nullable<String>? = nil,
        environments: Nullable<[EnvironmentReference]>? = nil,
        model: Nullable<String>? = nil,
        reasoningEffort: Nullable<ReasoningEffort>? = nil,
        instructions: Nullable<String>? = nil,
        subagents: Nullable<[AgentReference]>? = nil,
        skills: Nullable<[SkillReference]>? = nil,
        answerFormat: Nullable<[String: JSONValue]>? = nil,
        tools: Nullable<[ToolDefinition]>? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> AgentWithRevision {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("message", message)
        arguments.set("if_match", ifMatch)
        arguments.set("description", description)
        arguments.set("environments", environments)
        arguments.set("model", model)
        arguments.set("reasoning_effort", reasoningEffort)
        arguments.set("instructions", instructions)
        arguments.set("subagents", subagents)
        arguments.set("skills", skills)
        arguments.set("answer_format", answerFormat)
        arguments.set("tools", tools)
        return try await caller.callRevisioned("agents.patch_agent", arguments, options)
    }

    /// Deletes an agent.
    ///
    /// - Parameters:
    ///   - ifMatch: The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
    /// - Throws: What ``SteersmanError`` tells.
    public func deleteAgent(
        _ agentName: String,
        ifMatch: RevisionMatch? = nil,
        options: CallOptions = CallOptions()
    ) async throws {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("if_match", ifMatch)
        return try await caller.send("agents.delete_agent", arguments, options)
    }

    /// Lists the revisions of an agent, newest first.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Revisions on a page: 1 to 1000, default 10.
    ///   - sort: The order: `number` or `-number` (newest first).
    /// - Throws: What ``SteersmanError`` tells.
    public func listAgentRevisions(
        _ agentName: String,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListAgentRevisionsSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> AgentRevisionRecordPage {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("agents.list_agent_revisions", arguments, options)
    }

    /// Every entry of `listAgentRevisions`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Revisions on a page: 1 to 1000, default 10.
    ///   - sort: The order: `number` or `-number` (newest first).
    public func listAgentRevisionsAll(
        _ agentName: String,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListAgentRevisionsSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<AgentRevisionRecord> {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("agents.list_agent_revisions", arguments, options)
    }

    /// Makes an earlier revision the current one, as a new revision. Restoring the current one changes nothing.
    ///
    /// - Parameters:
    ///   - ifMatch: The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one.
    /// - Throws: What ``SteersmanError`` tells.
    public func restoreAgentRevision(
        _ agentName: String,
        number: Int,
        ifMatch: RevisionMatch? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> AgentWithRevision {
        var arguments = Arguments()
        arguments.set("agent_name", agentName)
        arguments.set("number", number)
        arguments.set("if_match", ifMatch)
        return try await caller.callRevisioned("agents.restore_agent_revision", arguments, options)
    }
}

/// What `sort` of `listEnvironments` can be.
public enum ListEnvironmentsSort: OpenEnum {
    case createdAt
    case createdAtDescending
    case id
    case idDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "created_at": self = .createdAt
        case "-created_at": self = .createdAtDescending
        case "id": self = .id
        case "-id": self = .idDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .createdAt: "created_at"
        case .createdAtDescending: "-created_at"
        case .id: "id"
        case .idDescending: "-id"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListEnvironmentsSort] = [.createdAt, .createdAtDescending, .id, .idDescending]
}

/// The operations of `client.environments`.
public struct Environments: Sendable {
    let caller: Caller

    /// Lists environments, newest first.
    ///
    /// - Parameters:
    ///   - id: Only environments with this text in their id.
    ///   - kind: Only environments of this kind.
    ///   - search: Only environments with this text in them.
    ///   - page: The page, from 1 (default).
    ///   - size: Environments on a page: 1 to 1000, default 10.
    ///   - sort: The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`.
    /// - Throws: What ``SteersmanError`` tells.
    public func listEnvironments(
        id: String? = nil,
        kind: EnvironmentKind? = nil,
        search: String? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListEnvironmentsSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> EnvironmentPage {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("kind", kind)
        arguments.set("search", search)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("environments.list_environments", arguments, options)
    }

    /// Every entry of `listEnvironments`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - id: Only environments with this text in their id.
    ///   - kind: Only environments of this kind.
    ///   - search: Only environments with this text in them.
    ///   - page: The page, from 1 (default).
    ///   - size: Environments on a page: 1 to 1000, default 10.
    ///   - sort: The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`.
    public func listEnvironmentsAll(
        id: String? = nil,
        kind: EnvironmentKind? = nil,
        search: String? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListEnvironmentsSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<AgentEnvironment> {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("kind", kind)
        arguments.set("search", search)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("environments.list_environments", arguments, options)
    }

    /// Creates an environment. An id that is taken gives 409.
    ///
    /// - Parameters:
    ///   - request: The request body.
    /// - Throws: What ``SteersmanError`` tells.
    public func createEnvironment(
        request: AgentEnvironment,
        options: CallOptions = CallOptions()
    ) async throws -> AgentEnvironment {
        var arguments = Arguments()
        arguments.set("request", request)
        return try await caller.call("environments.create_environment", arguments, options)
    }

    /// Reads an environment.
    /// - Throws: What ``SteersmanError`` tells.
    public func getEnvironment(_ id: String, options: CallOptions = CallOptions()) async throws -> AgentEnvironment {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.call("environments.get_environment", arguments, options)
    }

    /// Replaces an environment. The id in the body must be the same.
    ///
    /// - Parameters:
    ///   - request: The request body.
    /// - Throws: What ``SteersmanError`` tells.
    public func updateEnvironment(
        _ id: String,
        request: AgentEnvironment,
        options: CallOptions = CallOptions()
    ) async throws -> AgentEnvironment {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("request", request)
        return try await caller.call("environments.update_environment", arguments, options)
    }

    /// Changes the fields that are given; an explicit null clears one.
    ///
    /// - Parameters:
    ///   - host: Where it runs.
    ///   - startUrl: The page a browser opens first.
    ///   - headless: Whether a browser runs without a window.
    ///   - sessionId: Attaches to something that is running already.
    ///   - mode: How the agent perceives pages.
    ///   - lazy: Whether it starts only when the agent first needs it.
    ///   - settleS: Seconds to wait after an action before looking again.
    ///   - vaultId: The vault with the credentials the agent may use.
    ///   - browserProfileId: The stored profile to start from.
    ///   - useDefaultBrowserProfile: Whether to start from the default profile.
    ///   - persistBrowserProfile: Whether to write the profile back at the end.
    ///   - network: How a browser reaches the network.
    ///   - screenshotMaxWidth: Screenshots of a desktop are scaled down to this width in pixels.
    ///   - image: The system image of an Android device.
    ///   - storage: Where the files of a workstation live.
    /// - Throws: What ``SteersmanError`` tells.
    public func patchEnvironment(
        _ id: String,
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
        options: CallOptions = CallOptions()
    ) async throws -> AgentEnvironment {
        var arguments = Arguments()
        arguments.set("id", id)
        arguments.set("host", host)
        arguments.set("start_url", startUrl)
        arguments.set("headless", headless)
        arguments.set("session_id", sessionId)
        arguments.set("mode", mode)
        arguments.set("lazy", lazy)
        arguments.set("settle_s", settleS)
        arguments.set("vault_id", vaultId)
        arguments.set("browser_profile_id", browserProfileId)
        arguments.set("use_default_browser_profile", useDefaultBrowserProfile)
        arguments.set("persist_browser_profile", persistBrowserProfile)
        arguments.set("network", network)
        arguments.set("screenshot_max_width", screenshotMaxWidth)
        arguments.set("image", image)
        arguments.set("storage", storage)
        return try await caller.call("environments.patch_environment", arguments, options)
    }

    /// Deletes an environment.
    /// - Throws: What ``SteersmanError`` tells.
    public func deleteEnvironment(_ id: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("id", id)
        return try await caller.send("environments.delete_environment", arguments, options)
    }
}

/// What `sort` of `listSkills` can be.
public enum ListSkillsSort: OpenEnum {
    case createdAt
    case createdAtDescending
    case name
    case nameDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "created_at": self = .createdAt
        case "-created_at": self = .createdAtDescending
        case "name": self = .name
        case "-name": self = .nameDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .createdAt: "created_at"
        case .createdAtDescending: "-created_at"
        case .name: "name"
        case .nameDescending: "-name"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListSkillsSort] = [.createdAt, .createdAtDescending, .name, .nameDescending]
}

/// The operations of `client.skills`.
public struct Skills: Sendable {
    let caller: Caller

    /// Lists skills, newest first.
    ///
    /// A page whose helper files are over 8 MiB is refused with 413: ask for one skill at a time then. `all()` does
    /// so by itself.
    ///
    /// - Parameters:
    ///   - name: Only skills with this text in their name.
    ///   - search: Only skills with this text in their name or description.
    ///   - page: The page, from 1 (default).
    ///   - size: Skills on a page: 1 to 1000, default 10.
    ///   - sort: The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`.
    /// - Throws: What ``SteersmanError`` tells.
    public func listSkills(
        name: String? = nil,
        search: String? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSkillsSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> SkillPage {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("search", search)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("skills.list_skills", arguments, options)
    }

    /// Every entry of `listSkills`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - name: Only skills with this text in their name.
    ///   - search: Only skills with this text in their name or description.
    ///   - page: The page, from 1 (default).
    ///   - size: Skills on a page: 1 to 1000, default 10.
    ///   - sort: The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`.
    public func listSkillsAll(
        name: String? = nil,
        search: String? = nil,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSkillsSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<Skill> {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("search", search)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("skills.list_skills", arguments, options)
    }

    /// Creates a skill. A name that is taken gives 409.
    ///
    /// - Parameters:
    ///   - name: The name in the catalog; not empty.
    ///   - description: When the skill is of use; the agent reads this to decide. Not empty.
    ///   - body: The know-how itself; not empty.
    ///   - source: Where the skill comes from.
    ///   - urlPattern: The pages it is for, 1 to 1,024 characters.
    ///   - compatibility: What the skill needs in order to work.
    ///   - files: Helper files: path to content.
    ///   - executableFiles: Which of `files` may be executed.
    /// - Throws: What ``SteersmanError`` tells.
    public func createSkill(
        name: String,
        description: String,
        body: String,
        source: String? = nil,
        urlPattern: String? = nil,
        compatibility: String? = nil,
        files: [String: String]? = nil,
        executableFiles: [String]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> Skill {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("description", description)
        arguments.set("body", body)
        arguments.set("source", source)
        arguments.set("url_pattern", urlPattern)
        arguments.set("compatibility", compatibility)
        arguments.set("files", files)
        arguments.set("executable_files", executableFiles)
        return try await caller.call("skills.create_skill", arguments, options)
    }

    /// Reads a skill.
    /// - Throws: What ``SteersmanError`` tells.
    public func getSkill(_ name: String, options: CallOptions = CallOptions()) async throws -> Skill {
        var arguments = Arguments()
        arguments.set("name", name)
        return try await caller.call("skills.get_skill", arguments, options)
    }

    /// Replaces a skill. The name in the body must be the same.
    ///
    /// - Parameters:
    ///   - description: When the skill is of use; the agent reads this to decide. Not empty.
    ///   - body: The know-how itself; not empty.
    ///   - source: Where the skill comes from.
    ///   - urlPattern: The pages it is for, 1 to 1,024 characters.
    ///   - compatibility: What the skill needs in order to work.
    ///   - files: Helper files: path to content.
    ///   - executableFiles: Which of `files` may be executed.
    /// - Throws: What ``SteersmanError`` tells.
    public func updateSkill(
        _ name: String,
        description: String,
        body: String,
        source: String? = nil,
        urlPattern: String? = nil,
        compatibility: String? = nil,
        files: [String: String]? = nil,
        executableFiles: [String]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> Skill {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("description", description)
        arguments.set("body", body)
        arguments.set("source", source)
        arguments.set("url_pattern", urlPattern)
        arguments.set("compatibility", compatibility)
        arguments.set("files", files)
        arguments.set("executable_files", executableFiles)
        return try await caller.call("skills.update_skill", arguments, options)
    }

    /// Changes the fields that are given; an explicit null clears one.
    ///
    /// - Parameters:
    ///   - description: When the skill is of use; not empty.
    ///   - body: The know-how itself; not empty.
    ///   - source: Where the skill comes from.
    ///   - urlPattern: The pages it is for, 1 to 1,024 characters.
    ///   - compatibility: What the skill needs in order to work.
    ///   - files: Helper files: path to content. Replaces all of them.
    ///   - executableFiles: Which of `files` may be executed.
    /// - Throws: What ``SteersmanError`` tells.
    public func patchSkill(
        _ name: String,
        description: Nullable<String>? = nil,
        body: Nullable<String>? = nil,
        source: Nullable<String>? = nil,
        urlPattern: Nullable<String>? = nil,
        compatibility: Nullable<String>? = nil,
        files: Nullable<[String: String]>? = nil,
        executableFiles: Nullable<[String]>? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> Skill {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("description", description)
        arguments.set("body", body)
        arguments.set("source", source)
        arguments.set("url_pattern", urlPattern)
        arguments.set("compatibility", compatibility)
        arguments.set("files", files)
        arguments.set("executable_files", executableFiles)
        return try await caller.call("skills.patch_skill", arguments, options)
    }

    /// Deletes a skill.
    /// - Throws: What ``SteersmanError`` tells.
    public func deleteSkill(_ name: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("name", name)
        return try await caller.send("skills.delete_skill", arguments, options)
    }
}

/// What `sort` of `listSchedules` can be.
public enum ListSchedulesSort: OpenEnum {
    case createdAt
    case createdAtDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "created_at": self = .createdAt
        case "-created_at": self = .createdAtDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .createdAt: "created_at"
        case .createdAtDescending: "-created_at"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListSchedulesSort] = [.createdAt, .createdAtDescending]
}

/// What `sort` of `listScheduleRuns` can be.
public enum ListScheduleRunsSort: OpenEnum {
    case scheduledFor
    case scheduledForDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "scheduled_for": self = .scheduledFor
        case "-scheduled_for": self = .scheduledForDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .scheduledFor: "scheduled_for"
        case .scheduledForDescending: "-scheduled_for"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListScheduleRunsSort] = [.scheduledFor, .scheduledForDescending]
}

/// The operations of `client.schedules`.
public struct Schedules: Sendable {
    let caller: Caller

    /// Lists schedules, newest first.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Schedules on a page: 1 to 1000, default 10.
    ///   - sort: The order: `-created_at` (newest first, default) or `created_at`.
    /// - Throws: What ``SteersmanError`` tells.
    public func listSchedules(
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSchedulesSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRecordPage {
        var arguments = Arguments()
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("schedules.list_schedules", arguments, options)
    }

    /// Every entry of `listSchedules`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Schedules on a page: 1 to 1000, default 10.
    ///   - sort: The order: `-created_at` (newest first, default) or `created_at`.
    public func listSchedulesAll(
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListSchedulesSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<ScheduleRecord> {
        var arguments = Arguments()
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("schedules.list_schedules", arguments, options)
    }

    /// Creates a schedule.
    ///
    /// - Parameters:
    ///   - name: The name, 1 to 255 characters.
    ///   - timing: When it fires.
    ///   - sessionRequest: What it starts; resolved anew each time.
    ///   - description: What it is for, up to 255 characters.
    ///   - repeats: How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count.
    /// - Throws: What ``SteersmanError`` tells.
    public func createSchedule(
        name: String,
        timing: Timing,
        sessionRequest: SessionRequest,
        description: String? = nil,
        repeats: Int? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRecord {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("timing", timing)
        arguments.set("session_request", sessionRequest)
        arguments.set("description", description)
        arguments.set("repeats", repeats)
        return try await caller.call("schedules.create_schedule", arguments, options)
    }

    /// Reads a schedule.
    /// - Throws: What ``SteersmanError`` tells.
    public func getSchedule(
        _ scheduleId: String,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRecord {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        return try await caller.call("schedules.get_schedule", arguments, options)
    }

    /// Changes the fields that are given; an explicit null clears one. A new timing is computed from now on.
    ///
    /// - Parameters:
    ///   - name: The name, 1 to 255 characters.
    ///   - description: What it is for, up to 255 characters.
    ///   - timing: When it fires.
    ///   - sessionRequest: What it starts.
    ///   - repeats: How many sessions it creates before it pauses itself; null: no end.
    /// - Throws: What ``SteersmanError`` tells.
    public func updateSchedule(
        _ scheduleId: String,
        name: Nullable<String>? = nil,
        description: Nullable<String>? = nil,
        timing: Nullable<Timing>? = nil,
        sessionRequest: Nullable<SessionRequest>? = nil,
        repeats: Nullable<Int>? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRecord {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        arguments.set("name", name)
        arguments.set("description", description)
        arguments.set("timing", timing)
        arguments.set("session_request", sessionRequest)
        arguments.set("repeats", repeats)
        return try await caller.call("schedules.update_schedule", arguments, options)
    }

    /// Deletes a schedule. Sessions it created go on.
    /// - Throws: What ``SteersmanError`` tells.
    public func deleteSchedule(_ scheduleId: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        return try await caller.send("schedules.delete_schedule", arguments, options)
    }

    /// Stops a schedule from firing until it is resumed.
    ///
    /// - Parameters:
    ///   - note: Why, up to 255 characters.
    /// - Throws: What ``SteersmanError`` tells.
    public func pauseSchedule(
        _ scheduleId: String,
        note: String? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRecord {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        arguments.set("note", note)
        return try await caller.call("schedules.pause_schedule", arguments, options)
    }

    /// Lets a paused schedule fire again; the next time is computed from now.
    /// - Throws: What ``SteersmanError`` tells.
    public func resumeSchedule(
        _ scheduleId: String,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRecord {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        return try await caller.call("schedules.resume_schedule", arguments, options)
    }

    /// Lists when a schedule fired and what came of it, newest first.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Runs on a page: 1 to 1000, default 10.
    ///   - sort: The order: `-scheduled_for` (newest first, default) or `scheduled_for`.
    /// - Throws: What ``SteersmanError`` tells.
    public func listScheduleRuns(
        _ scheduleId: String,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListScheduleRunsSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRunRecordPage {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("schedules.list_schedule_runs", arguments, options)
    }

    /// Every entry of `listScheduleRuns`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Runs on a page: 1 to 1000, default 10.
    ///   - sort: The order: `-scheduled_for` (newest first, default) or `scheduled_for`.
    public func listScheduleRunsAll(
        _ scheduleId: String,
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListScheduleRunsSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<ScheduleRunRecord> {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("schedules.list_schedule_runs", arguments, options)
    }

    /// Fires a schedule now, also when it is paused. Its next time does not change.
    /// - Throws: What ``SteersmanError`` tells.
    public func triggerSchedule(
        _ scheduleId: String,
        options: CallOptions = CallOptions()
    ) async throws -> ScheduleRunRecord {
        var arguments = Arguments()
        arguments.set("schedule_id", scheduleId)
        return try await caller.call("schedules.trigger_schedule", arguments, options)
    }
}

/// The operations of `client.vaults`.
public struct Vaults: Sendable {
    let caller: Caller

    /// Lists vaults.
    ///
    /// - Parameters:
    ///   - limit: The most vaults to send: 1 to 1000, default 50.
    ///   - offset: How many vaults to skip, default 0.
    /// - Throws: What ``SteersmanError`` tells.
    public func listVaults(
        limit: Int? = nil,
        offset: Int? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> VaultConfigList {
        var arguments = Arguments()
        arguments.set("limit", limit)
        arguments.set("offset", offset)
        return try await caller.call("vaults.list_vaults", arguments, options)
    }

    /// Every entry of `listVaults`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - limit: The most vaults to send: 1 to 1000, default 50.
    ///   - offset: How many vaults to skip, default 0.
    public func listVaultsAll(
        limit: Int? = nil,
        offset: Int? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<VaultConfigRead> {
        var arguments = Arguments()
        arguments.set("limit", limit)
        arguments.set("offset", offset)
        return caller.all("vaults.list_vaults", arguments, options)
    }

    /// Connects a vault. The token is checked first, then stored, and never shown again.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - providerConfig: Which vault.
    ///   - token: The provider's access token; checked before it is stored, and never given back.
    /// - Throws: What ``SteersmanError`` tells.
    public func createVault(
        name: String,
        providerConfig: VaultProvider,
        token: String,
        options: CallOptions = CallOptions()
    ) async throws -> VaultConfigRead {
        var arguments = Arguments()
        arguments.set("name", name)
        arguments.set("provider_config", providerConfig)
        arguments.set("token", token)
        return try await caller.call("vaults.create_vault", arguments, options)
    }

    /// Reads a vault's configuration.
    /// - Throws: What ``SteersmanError`` tells.
    public func getVault(_ vaultId: String, options: CallOptions = CallOptions()) async throws -> VaultConfigRead {
        var arguments = Arguments()
        arguments.set("vault_id", vaultId)
        return try await caller.call("vaults.get_vault", arguments, options)
    }

    /// Changes the fields that are given; an explicit null clears one.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - providerConfig: Which vault.
    /// - Throws: What ``SteersmanError`` tells.
    public func updateVault(
        _ vaultId: String,
        name: Nullable<String>? = nil,
        providerConfig: Nullable<VaultProvider>? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> VaultConfigRead {
        var arguments = Arguments()
        arguments.set("vault_id", vaultId)
        arguments.set("name", name)
        arguments.set("provider_config", providerConfig)
        return try await caller.call("vaults.update_vault", arguments, options)
    }

    /// Disconnects a vault.
    /// - Throws: What ``SteersmanError`` tells.
    public func deleteVault(_ vaultId: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("vault_id", vaultId)
        return try await caller.send("vaults.delete_vault", arguments, options)
    }

    /// Tells whether the vault can be reached with the stored token.
    /// - Throws: What ``SteersmanError`` tells.
    public func vaultHealth(_ vaultId: String, options: CallOptions = CallOptions()) async throws -> VaultHealth {
        var arguments = Arguments()
        arguments.set("vault_id", vaultId)
        return try await caller.call("vaults.vault_health", arguments, options)
    }

    /// Replaces the stored token.
    ///
    /// - Parameters:
    ///   - token: The new token.
    /// - Throws: What ``SteersmanError`` tells.
    public func rotateVaultToken(
        _ vaultId: String,
        token: String,
        options: CallOptions = CallOptions()
    ) async throws {
        var arguments = Arguments()
        arguments.set("vault_id", vaultId)
        arguments.set("token", token)
        return try await caller.send("vaults.rotate_vault_token", arguments, options)
    }
}

/// The operations of `client.browserProfiles`.
public struct BrowserProfiles: Sendable {
    let caller: Caller

    /// Lists browser profiles.
    ///
    /// - Parameters:
    ///   - limit: The most profiles to send: 1 to 1000, default 10.
    ///   - offset: How many profiles to skip, default 0.
    /// - Throws: What ``SteersmanError`` tells.
    public func listBrowserProfiles(
        limit: Int? = nil,
        offset: Int? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileList {
        var arguments = Arguments()
        arguments.set("limit", limit)
        arguments.set("offset", offset)
        return try await caller.call("browser_profiles.list_browser_profiles", arguments, options)
    }

    /// Every entry of `listBrowserProfiles`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - limit: The most profiles to send: 1 to 1000, default 10.
    ///   - offset: How many profiles to skip, default 0.
    public func listBrowserProfilesAll(
        limit: Int? = nil,
        offset: Int? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<BrowserProfileRead> {
        var arguments = Arguments()
        arguments.set("limit", limit)
        arguments.set("offset", offset)
        return caller.all("browser_profiles.list_browser_profiles", arguments, options)
    }

    /// Reads the default profile of a browser; 404 when there is none.
    /// - Throws: What ``SteersmanError`` tells.
    public func getDefaultBrowserProfile(
        browserName: String,
        options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileRead {
        var arguments = Arguments()
        arguments.set("browser_name", browserName)
        return try await caller.call("browser_profiles.get_default_browser_profile", arguments, options)
    }

    /// Begins an upload: gives the address, and the form fields, to which the archive goes.
    /// - Throws: What ``SteersmanError`` tells.
    public func initiateBrowserProfileUpload(
        options: CallOptions = CallOptions()
    ) async throws -> InitiateUploadResponse {
        let arguments = Arguments()
        return try await caller.call("browser_profiles.initiate_browser_profile_upload", arguments, options)
    }

    /// Reads a browser profile.
    /// - Throws: What ``SteersmanError`` tells.
    public func getBrowserProfile(
        _ profileId: String,
        options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileRead {
        var arguments = Arguments()
        arguments.set("profile_id", profileId)
        return try await caller.call("browser_profiles.get_browser_profile", arguments, options)
    }

    /// Deletes a browser profile.
    /// - Throws: What ``SteersmanError`` tells.
    public func deleteBrowserProfile(_ profileId: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("profile_id", profileId)
        return try await caller.send("browser_profiles.delete_browser_profile", arguments, options)
    }

    /// Ends an upload, within a day of its beginning: names the profile and says which browser it is of.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - browserName: The browser it comes from; unknown ones are refused.
    ///   - browserVersion: The version of that browser.
    ///   - description: What it is for.
    ///   - labels: Labels of one's own.
    /// - Throws: What ``SteersmanError`` tells.
    public func completeBrowserProfileUpload(
        _ profileId: String,
        name: String,
        browserName: String,
        browserVersion: String,
        description: String? = nil,
        labels: [String: String]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileRead {
        var arguments = Arguments()
        arguments.set("profile_id", profileId)
        arguments.set("name", name)
        arguments.set("browser_name", browserName)
        arguments.set("browser_version", browserVersion)
        arguments.set("description", description)
        arguments.set("labels", labels)
        return try await caller.call("browser_profiles.complete_browser_profile_upload", arguments, options)
    }

    /// Makes a profile the default of its browser.
    /// - Throws: What ``SteersmanError`` tells.
    public func setDefaultBrowserProfile(
        _ profileId: String,
        options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileRead {
        var arguments = Arguments()
        arguments.set("profile_id", profileId)
        return try await caller.call("browser_profiles.set_default_browser_profile", arguments, options)
    }

    /// Makes a profile no longer the default of its browser.
    /// - Throws: What ``SteersmanError`` tells.
    public func unsetDefaultBrowserProfile(
        _ profileId: String,
        options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileRead {
        var arguments = Arguments()
        arguments.set("profile_id", profileId)
        return try await caller.call("browser_profiles.unset_default_browser_profile", arguments, options)
    }
}

/// What `sort` of `listWebhooks` can be.
public enum ListWebhooksSort: OpenEnum {
    case createdAt
    case createdAtDescending
    /// A value that this version does not know, as it came.
    case unknown(String)

    /// The value of this text.
    public init(rawValue: String) {
        switch rawValue {
        case "created_at": self = .createdAt
        case "-created_at": self = .createdAtDescending
        default: self = .unknown(rawValue)
        }
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .createdAt: "created_at"
        case .createdAtDescending: "-created_at"
        case .unknown(let value): value
        }
    }

    /// The values that this version knows.
    public static let known: [ListWebhooksSort] = [.createdAt, .createdAtDescending]
}

/// The operations of `client.webhooks`.
public struct Webhooks: Sendable {
    let caller: Caller

    /// Lists webhooks, newest first.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Webhooks on a page: 1 to 1000, default 10.
    ///   - sort: The order: `-created_at` (newest first, default) or `created_at`.
    /// - Throws: What ``SteersmanError`` tells.
    public func listWebhooks(
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListWebhooksSort]? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> WebhookRecordPage {
        var arguments = Arguments()
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return try await caller.call("webhooks.list_webhooks", arguments, options)
    }

    /// Every entry of `listWebhooks`, fetched page by page as they are taken.
    ///
    /// - Parameters:
    ///   - page: The page, from 1 (default).
    ///   - size: Webhooks on a page: 1 to 1000, default 10.
    ///   - sort: The order: `-created_at` (newest first, default) or `created_at`.
    public func listWebhooksAll(
        page: Int? = nil,
        size: Int? = nil,
        sort: [ListWebhooksSort]? = nil,
        options: CallOptions = CallOptions()
    ) -> Entries<WebhookRecord> {
        var arguments = Arguments()
        arguments.set("page", page)
        arguments.set("size", size)
        arguments.set("sort", sort)
        return caller.all("webhooks.list_webhooks", arguments, options)
    }

    /// Creates a webhook. Its signing secret is shown only here and by `rotate_webhook_secret`.
    ///
    /// - Parameters:
    ///   - url: Where to deliver: https, up to 2,048 characters.
    ///   - enabledEvents: The event types to deliver; `*` stands for every status change only, finer types must be listed.
    ///   - description: What it is for, up to 255 characters.
    /// - Throws: What ``SteersmanError`` tells.
    public func createWebhook(
        url: String,
        enabledEvents: [String]? = nil,
        description: String? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> WebhookWithSecret {
        var arguments = Arguments()
        arguments.set("url", url)
        arguments.set("enabled_events", enabledEvents)
        arguments.set("description", description)
        return try await caller.call("webhooks.create_webhook", arguments, options)
    }

    /// Lists the types of events that webhooks can be told about.
    /// - Throws: What ``SteersmanError`` tells.
    public func listWebhookEvents(options: CallOptions = CallOptions()) async throws -> [WebhookEventTypeDefinition] {
        let arguments = Arguments()
        return try await caller.call("webhooks.list_webhook_events", arguments, options)
    }

    /// Reads a webhook.
    /// - Throws: What ``SteersmanError`` tells.
    public func getWebhook(_ webhookId: String, options: CallOptions = CallOptions()) async throws -> WebhookRecord {
        var arguments = Arguments()
        arguments.set("webhook_id", webhookId)
        return try await caller.call("webhooks.get_webhook", arguments, options)
    }

    /// Changes the fields that are given; an explicit null clears one.
    ///
    /// - Parameters:
    ///   - url: Where to deliver: https, up to 2,048 characters.
    ///   - enabledEvents: The event types to deliver.
    ///   - description: What it is for, up to 255 characters.
    ///   - disabled: Whether deliveries are switched off.
    /// - Throws: What ``SteersmanError`` tells.
    public func updateWebhook(
        _ webhookId: String,
        url: Nullable<String>? = nil,
        enabledEvents: Nullable<[String]>? = nil,
        description: Nullable<String>? = nil,
        disabled: Nullable<Bool>? = nil,
        options: CallOptions = CallOptions()
    ) async throws -> WebhookRecord {
        var arguments = Arguments()
        arguments.set("webhook_id", webhookId)
        arguments.set("url", url)
        arguments.set("enabled_events", enabledEvents)
        arguments.set("description", description)
        arguments.set("disabled", disabled)
        return try await caller.call("webhooks.update_webhook", arguments, options)
    }

    /// Deletes a webhook.
    /// - Throws: What ``SteersmanError`` tells.
    public func deleteWebhook(_ webhookId: String, options: CallOptions = CallOptions()) async throws {
        var arguments = Arguments()
        arguments.set("webhook_id", webhookId)
        return try await caller.send("webhooks.delete_webhook", arguments, options)
    }

    /// Sends a signed test event to a webhook and tells how it was received.
    /// - Throws: What ``SteersmanError`` tells.
    public func pingWebhook(
        _ webhookId: String,
        options: CallOptions = CallOptions()
    ) async throws -> WebhookPingResult {
        var arguments = Arguments()
        arguments.set("webhook_id", webhookId)
        return try await caller.call("webhooks.ping_webhook", arguments, options)
    }

    /// Replaces the signing secret of a webhook. Accept both until the new one is in place.
    /// - Throws: What ``SteersmanError`` tells.
    public func rotateWebhookSecret(
        _ webhookId: String,
        options: CallOptions = CallOptions()
    ) async throws -> WebhookWithSecret {
        var arguments = Arguments()
        arguments.set("webhook_id", webhookId)
        return try await caller.call("webhooks.rotate_webhook_secret", arguments, options)
    }
}
