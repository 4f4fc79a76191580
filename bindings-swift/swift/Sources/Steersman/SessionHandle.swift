import Foundation
import SteersmanNative

/// A light handle on one session: read it, watch it, steer it.
public final class SessionHandle: Sendable {
    /// The session's id.
    public let id: String
    /// The client that this handle uses.
    public let client: Client
    private let native: NativeSession
    /// The tools that waits run.
    public let tools: [Tool]
    /// What answers have to look like.
    public let answerSchema: JSONSchema?

    init(client: Client, native: NativeSession, tools: [Tool], answerSchema: JSONSchema?) {
        id = native.id()
        self.client = client
        self.native = native
        self.tools = tools
        self.answerSchema = answerSchema
    }

    /// The same handle with other tools and another answer schema for its waits; what is known of the session is shared.
    public func with(tools: [Tool], answerSchema: JSONSchema? = nil) -> SessionHandle {
        SessionHandle(client: client, native: native, tools: tools, answerSchema: answerSchema)
    }

    // MARK: Read

    /// Reads the whole session: request, status, latest answer.
    public func get(options: CallOptions = CallOptions()) async throws -> Session {
        try await client.sessions.getSession(id, options: options)
    }

    /// Reads the cheap snapshot: state, steps, tokens.
    public func status(options: CallOptions = CallOptions()) async throws -> SessionStatus {
        try await client.sessions.getSessionStatus(id, options: options)
    }

    /// One poll: what happened from an index on; nil when there is nothing (yet).
    ///
    /// - Parameters:
    ///   - fromIndex: Index of the first event wanted.
    ///   - waitForSeconds: How long the server waits for something to happen, at most 25.
    public func changes(
        fromIndex: Int = 0, waitForSeconds: Int? = nil, limit: Int? = nil, options: CallOptions = CallOptions()
    ) async throws -> SessionChanges? {
        try await client.sessions.getSessionChanges(
            id, fromIndex: fromIndex, limit: limit, waitForSeconds: waitForSeconds, options: options)
    }

    /// The complete history, page by page.
    public func events(size: Int? = nil, options: CallOptions = CallOptions()) -> Entries<SessionEvent> {
        client.sessions.listSessionEventsAll(id, size: size, options: options)
    }

    // MARK: Watch

    /// The events as they happen, in order, until the session settles. It only watches.
    public func stream(_ options: StreamOptions = StreamOptions()) -> EventStream {
        stream(options, tools: [])
    }

    /// The events as they happen, and these tools run meanwhile.
    public func stream(_ options: StreamOptions = StreamOptions(), tools: [Tool]) -> EventStream {
        EventStream(from: options.fromIndex, tools: tools) { try native.stream(settings: options.settings(tools: tools)) }
    }

    /// The events from an index on: where another stream's ``EventStream/cursor`` was.
    public func stream(fromIndex: Int) -> EventStream { stream(StreamOptions(fromIndex: fromIndex)) }

    /// The events as they happen, and the handle's tools run meanwhile.
    public func streamRunningTools(_ options: StreamOptions = StreamOptions()) -> EventStream {
        stream(options, tools: tools)
    }

    /// Waits until the session settles, running its tools meanwhile. When the task is cancelled the session goes on.
    ///
    /// - Parameters:
    ///   - options: How it is waited.
    ///   - tools: The tools to run, instead of the handle's; an empty list runs none.
    ///   - answerSchema: What the answer has to look like, instead of the handle's schema.
    /// - Throws: ``SteersmanError``: of the kind `answerValidation` when the answer does not fit the schema, `deadlineExceeded` after
    ///   the time-out.
    public func waitForCompletion(
        _ options: WaitOptions = WaitOptions(), tools: [Tool]? = nil, answerSchema: JSONSchema? = nil
    ) async throws -> SessionResult {
        let tools = tools ?? self.tools
        let schema = answerSchema ?? self.answerSchema
        let stream = EventStream(from: options.fromIndex ?? 0, tools: tools, isWait: true) {
            try native.wait(settings: options.settings(tools: tools, answerSchema: schema))
        }
        var events: [Event] = []
        var gaps: [Event.Gap] = []
        for try await event in stream {
            if let gap = event.gap {
                gaps.append(gap)
            } else if options.includeEvents {
                events.append(event)
            }
        }
        return try stream.conclude(events: events, gaps: gaps)
    }

    // MARK: Steer

    /// Sends a message. The agent reads it before its next step; an idle session wakes, a paused one goes on. Waits of this handle
    /// know from then on that an idle from before the message, and its answer, are the past.
    public func sendMessage(_ message: String) async throws {
        try await sendMessage(UserMessageEvent(message: message))
    }

    /// Sends a message with its images and files.
    public func sendMessage(_ message: UserMessageEvent) async throws {
        try await steer("send_message", SendMessages.userMessage(message))
    }

    /// Sends several messages at once.
    public func sendMessages(_ messages: [UserMessageEvent]) async throws {
        try await steer("send_message", SendMessages.batch(UserMessageBatch(messages: messages)))
    }

    /// Halts the agent after its current step; its state is kept.
    public func pause() async throws { try await steer("pause") }

    /// Lets a paused agent go on.
    public func resume() async throws { try await steer("resume") }

    /// Tells the agent to stop exploring and to answer from what it has.
    public func forceAnswer() async throws { try await steer("force_answer") }

    /// Stops the session for good; it ends as `interrupted`. A session that has ended already is fine.
    public func cancel() async throws { try await steer("cancel") }

    /// Posts results of calls that were run by other means than a wait. A session that does not want them any more is fine.
    public func sendToolResults(_ results: [ToolResult]) async throws { try await steer("send_tool_results", results) }

    /// Makes a link under which anybody can watch the session.
    public func share(options: CallOptions = CallOptions()) async throws -> ShareLink {
        try await client.sessions.shareSession(id, options: options)
    }

    /// Takes the link back.
    public func unshare(options: CallOptions = CallOptions()) async throws {
        try await client.sessions.unshareSession(id, options: options)
    }

    /// Says whether the session did what it should have done.
    public func submitFeedback(
        success: Bool, message: String? = nil, options: CallOptions = CallOptions()
    ) async throws {
        try await client.sessions.submitSessionFeedback(id, success: success, message: message, options: options)
    }

    private func steer(_ what: String, _ body: (some Encodable)? = String?.none) async throws {
        let body = try body.map { try Wire.text($0, "body") }
        let native = native
        try await cancellable { try await native.steer(what: what, body: body, cancel: $0) }
    }
}
