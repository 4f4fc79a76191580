import Foundation
import SteersmanNative

/// A function of this program that the agent may call.
///
/// ```swift
/// struct Order: Decodable, Sendable {
///     var number: String
/// }
/// let lookup = try Tool("lookup_order", "Looks up an order by its number.") { (order: Order) in
///     "\(order.number) is paid"
/// }
/// ```
///
/// The agent sees the JSON Schema of the argument type (``JSONSchema/init(of:)``). What the function throws, and arguments that do not
/// fit, become an error result that the agent reads. When a result is no longer wanted, the task that the function runs in is
/// cancelled.
public struct Tool: Sendable {
    /// The name the agent calls it by: 1 to 64 letters, digits and underscores, no digit first.
    public let name: String
    /// What it does and when to use it; the agent reads this.
    public let description: String
    /// What the arguments look like.
    public let inputSchema: JSONSchema
    /// The longest that one call may run; nil: as the wait says, else no limit.
    public let timeout: Duration?
    let run: @Sendable (_ arguments: String, ToolContext) async throws -> String

    /// A tool from a function of its arguments and of what the call knows about itself.
    ///
    /// - Parameters:
    ///   - name: The name the agent calls it by: 1 to 64 letters, digits and underscores, no digit first.
    ///   - description: What it does and when to use it; the agent reads this.
    ///   - schema: What the arguments look like. Default: that of the argument type.
    ///   - timeout: The longest that one call may run. Default: as the wait says, else no limit.
    ///   - run: The function. Its result must be JSON.
    /// - Throws: ``SteersmanError`` of the kind `toolDefinition` when there is no schema of the argument type.
    public init<Arguments: Decodable, Result: Encodable>(
        _ name: String, _ description: String, schema: JSONSchema? = nil, timeout: Duration? = nil,
        run: @escaping @Sendable (Arguments, ToolContext) async throws -> Result
    ) throws {
        self.name = name
        self.description = description
        self.timeout = timeout
        inputSchema = try schema ?? JSONSchema(of: Arguments.self)
        self.run = { text, context in
            let arguments: Arguments
            do {
                arguments = try Wire.decoder().decode(Arguments.self, from: Data(text.utf8))
            } catch {
                throw ToolFailure("the arguments do not fit: \(Wire.explain(error))")
            }
            let result = try await run(arguments, context)
            do {
                return String(decoding: try Wire.encoder().encode(result), as: UTF8.self)
            } catch {
                throw ToolFailure("the result of \(name) is not JSON: \(Wire.explain(error))")
            }
        }
    }

    /// A tool from a function of its arguments.
    public init<Arguments: Decodable, Result: Encodable>(
        _ name: String, _ description: String, schema: JSONSchema? = nil, timeout: Duration? = nil,
        run: @escaping @Sendable (Arguments) async throws -> Result
    ) throws {
        try self.init(name, description, schema: schema, timeout: timeout) { (arguments: Arguments, _: ToolContext) in
            try await run(arguments)
        }
    }

    /// A tool that takes no arguments.
    public init<Result: Encodable>(
        _ name: String, _ description: String, timeout: Duration? = nil,
        run: @escaping @Sendable () async throws -> Result
    ) throws {
        let schema: JSONSchema = ["type": "object", "properties": [:], "additionalProperties": false]
        try self.init(name, description, schema: schema, timeout: timeout) { (_: [String: JSONValue], _: ToolContext) in
            try await run()
        }
    }

    /// What the native part is told: the definition as it travels, and the time limit.
    var declaration: Arguments {
        var declaration = Arguments()
        declaration.set("name", name)
        declaration.set("description", description)
        declaration.set("input_schema", inputSchema)
        declaration.set("timeoutMs", timeout?.inMilliseconds)
        return declaration
    }
}

/// A failure of a tool, in words for the agent.
public struct ToolFailure: Error, Sendable, LocalizedError, CustomStringConvertible {
    /// The words.
    public let description: String
    public var errorDescription: String? { description }

    /// A failure with these words.
    public init(_ description: String) { self.description = description }
}

/// What a running call knows about itself.
public struct ToolContext: Sendable {
    /// The session whose agent calls.
    public let sessionId: String
    /// The name the tool was called by.
    public let toolName: String
    /// The call's id, if the agent gave one. Ids may repeat in later steps.
    public let callId: String?
    /// Index of the event that announced the step, if it was read. With the session and the call id it names the call for good: a key
    /// for making side effects happen once, even when another process runs the call again.
    public let step: Int?
    /// Until when the result is wanted; nil without a limit.
    public let deadline: Date?
    private let withdrawn: Guarded<String?>

    /// Why the task was cancelled, once it was: `timed_out`, `settled_elsewhere`, `session_ended` or `watch_ended`.
    public var withdrawal: String? { withdrawn.with { $0 } }

    init(
        sessionId: String, toolName: String, callId: String?, step: UInt64?, timeLeft: TimeInterval?,
        withdrawn: Guarded<String?>
    ) {
        self.sessionId = sessionId
        self.toolName = toolName
        self.callId = callId
        self.step = step.map(Int.init)
        deadline = timeLeft.map { Date(timeIntervalSinceNow: $0) }
        self.withdrawn = withdrawn
    }
}

/// Runs the calls of one stream, each in a task of its own. It ends with the stream.
final class ToolRunner: Sendable {
    private struct Call {
        let task: Task<Void, Never>
        let withdrawn: Guarded<String?>
    }

    private let stream: NativeStream
    private let tools: [String: Tool]
    private let calls = Guarded<[UInt64: Call]>([:])

    init(_ stream: NativeStream, _ tools: [Tool]) {
        self.stream = stream
        self.tools = Dictionary(tools.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Begins to listen. The task keeps what is task-local to the caller.
    func start() {
        Task {
            while (try? await stream.callsReady(cancel: nil)) != nil {
                let due = stream.drainCalls()
                if due.isEmpty { break }
                due.forEach(handle)
            }
            for (_, call) in calls.with({ $0 }) { stop(call, "watch_ended") }
        }
    }

    private func handle(_ call: NativeCall) {
        switch call {
        case .run(let id, let name, let arguments, let sessionId, let callId, let step, let timeLeft):
            let withdrawn = Guarded<String?>(nil)
            let context = ToolContext(
                sessionId: sessionId, toolName: name, callId: callId, step: step, timeLeft: timeLeft, withdrawn: withdrawn)
            // Under the lock, so that a call that ends at once finds itself in the table.
            calls.with { table in
                let task = Task { await self.run(id, name, arguments, context) }
                table[id] = Call(task: task, withdrawn: withdrawn)
            }
        case .withdraw(let id, let reason):
            if let call = calls.with({ $0.removeValue(forKey: id) }) { stop(call, reason) }
        }
    }

    private func stop(_ call: Call, _ reason: String) {
        call.withdrawn.with { $0 = $0 ?? reason }
        call.task.cancel()
    }

    private func run(_ id: UInt64, _ name: String, _ arguments: String, _ context: ToolContext) async {
        guard let tool = tools[name] else {
            answer(id) { $0.fail(call: id, text: "there is no tool \(name)") }
            return
        }
        do {
            let result = try await tool.run(arguments, context)
            answer(id) { $0.complete(call: id, result: result) }
        } catch {
            let text = (error as? any LocalizedError)?.errorDescription ?? String(describing: error)
            answer(id) { $0.fail(call: id, text: text) }
        }
    }

    /// Answers a call, unless it was answered or withdrawn before.
    private func answer(_ id: UInt64, _ tell: (NativeStream) -> Void) {
        if calls.with({ $0.removeValue(forKey: id) }) != nil { tell(stream) }
    }
}
