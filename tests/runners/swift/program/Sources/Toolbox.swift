import Steersman

/// The tools of a scenario, and what they saw.
actor Toolbox {
    /// How long a call may take to notice that it was told to stop.
    private static let stoppedWithin = Duration.seconds(2)

    private let specs: [JSONValue]
    private let control: Control
    /// What the calls have seen so far.
    private(set) var seen: [JSONValue] = []
    private var atWork = 0
    private var most = 0
    private var watchers: [AsyncStream<Void>.Continuation] = []

    init(_ specs: [JSONValue], _ control: Control) {
        self.specs = specs
        self.control = control
    }

    /// The tools of these names; all of them if there is no name.
    nonisolated func choose(_ names: [String]) throws -> [Tool] {
        try specs.filter { names.isEmpty || names.contains($0.name?.string ?? "") }.map(make)
    }

    /// What the calls saw, once none is at work any more: those that were told to stop do so now.
    func observed() async -> [JSONValue] {
        await withTaskGroup(of: Void.self) { group in
            // A call that does not stop shows in the trace: nothing says that it was told.
            group.addTask { try? await Task.sleep(for: Self.stoppedWithin) }
            group.addTask { try? await self.until { $0 == 0 } now: { await self.atWork } }
            await group.next()
            group.cancelAll()
        }
        return seen
    }

    private nonisolated func make(_ spec: JSONValue) throws -> Tool {
        let (name, description) = (spec.name?.string ?? "", spec["description"]?.string ?? "")
        let schema = JSONSchema(spec.input_schema ?? .null)
        let timeout = spec.timeout?.double.map(Duration.seconds)
        if spec.returns_nan?.bool == true {
            return try Tool(name, description, schema: schema, timeout: timeout) { (arguments: JSONValue, context: ToolContext) in
                try await self.perform(spec, arguments, context)
                return [Double.nan]
            }
        }
        return try Tool(name, description, schema: schema, timeout: timeout) { (arguments: JSONValue, context: ToolContext) in
            try await self.perform(spec, arguments, context)
            return spec.echoes?.bool == true ? arguments : spec.returns ?? .null
        }
    }

    private func perform(_ spec: JSONValue, _ arguments: JSONValue, _ context: ToolContext) async throws {
        let name = JSONValue.string(context.toolName)
        let (id, step) = (context.callId.map(JSONValue.string) ?? .null, context.step.map(JSONValue.int) ?? .null)
        seen.append(["ran": ["tool": name, "args": arguments, "id": id, "step": step]])
        change(1)
        defer { change(-1) }
        do {
            try await work(spec)
        } catch is CancellationError {
            seen.append(["told": ["tool": name, "why": context.withdrawal.map(JSONValue.string) ?? .null]])
            throw CancellationError()
        }
        if let text = spec.raises?.string { throw ToolFailure(text) }
    }

    private func work(_ spec: JSONValue) async throws {
        if let name = spec.signals?.string { _ = try await control.post("/signal/\(name)") }
        if let together = spec.together?.int { try await until { $0 >= together } now: { await self.most } }
        if let name = spec.until?.string { _ = try await control.get("/seen/\(name)") }
        if let seconds = spec.sleeps?.double { try await Task.sleep(for: .seconds(seconds)) }
    }

    private func change(_ by: Int) {
        atWork += by
        most = max(most, atWork)
        for watcher in watchers { watcher.yield() }
    }

    private func until(_ holds: @Sendable (Int) -> Bool, now: @Sendable () async -> Int) async throws {
        let (changes, watcher) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        watchers.append(watcher)
        watcher.yield()
        for await _ in changes where holds(await now()) { return }
        throw CancellationError()
    }
}
