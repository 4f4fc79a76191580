import Foundation
import Steersman

/// How long a wait is waited for before it is given up.
private let givenUpAfter = Duration.milliseconds(20)

/// A step that this runner does not know.
struct UnknownStep: Error {
    let name: String
}

/// Plays a program with the Swift package: each abstract step is a few lines of what a user would write.
actor Player {
    private(set) var seen: [JSONValue] = []
    private let control: Control
    private let program: JSONValue
    private let client: Client
    private let tools: Toolbox
    private var handle: SessionHandle
    private var stream: EventStream?
    private var opened: JSONValue = [:]
    /// A wait that was given up: what it brings belongs to the next one.
    private var waiting: Task<Event?, any Error>?

    /// How often something else had its turn while this one waited.
    private var turns = 0

    init(_ control: Control, _ program: JSONValue, _ client: Client, _ tools: Toolbox, _ handle: SessionHandle) {
        self.control = control
        self.program = program
        self.client = client
        self.tools = tools
        self.handle = handle
    }

    func steps(_ steps: [JSONValue]) async throws {
        for step in steps {
            let (name, argument) = step.object?.first.map { ($0.key, $0.value) } ?? (step.string ?? "", .null)
            do {
                try await self.step(name, argument)
            } catch let error as SteersmanError {
                seen.append(Report.error(error))
            }
        }
    }

    /// Waits until the session settles.
    func settle() async throws {
        _ = try await handle.waitForCompletion()
    }

    /// Leaves the stream that is open.
    func leave() {
        stream?.close()
        stream = nil
        waiting = nil
    }

    private func step(_ name: String, _ argument: JSONValue) async throws {
        let text = argument.string ?? ""
        switch name {
        case "session": handle = try client.session(text)
        case "attach_tools": handle = handle.with(tools: try tools.choose(argument.texts))
        case "start":
            handle = try await client.startSession(
                try request(argument), tools: try started(argument), answerSchema: schema(argument), idempotencyKey: argument.idempotency_key?.string)
            note("session", .string(handle.id))
        case "run":
            let start = argument.start ?? [:]
            let result = try await client.runSession(
                try request(start), tools: try started(start), answerSchema: schema(start), idempotencyKey: start.idempotency_key?.string,
                options: waitOptions(argument.wait ?? [:]))
            note("outcome", Report.outcome(result))
        case "wait": try await wait(argument)
        case "stream": try open(argument)
        case "take": try await take(argument.int ?? 0)
        case "take_all": try await take(.max)
        case "take_at_hand": try await takeAtHand(argument.int ?? 0)
        case "cancel_wait": try await cancelWait(argument.int ?? 0)
        case "cursor": note("cursor", stream.map { .int($0.cursor) } ?? .null)
        case "close": leave()
        case "reopen":
            var options = opened.object ?? [:]
            options["from_index"] = stream.map { .int($0.cursor) }
            try open(.object(options))
        case "sync": await controlled("/seen/\(text)") { try await self.control.get($0) }
        case "signal": await controlled("/signal/\(text)") { try await self.control.post($0) }
        case "rest": try await Task.sleep(for: .seconds(argument.double ?? 0))
        case "send_message":
            try await send(argument)
            note("sent", .null)
        case "steer": try await steer(text)
        case "call":
            var arguments = argument.arguments?.object ?? [:]
            for (name, length) in argument.filler?.object ?? [:] { arguments[name] = .string(String(repeating: "x", count: length.int ?? 0)) }
            let options = CallOptions(deadline: argument.deadline?.seconds)
            note("reply", try await client.call(argument.operation?.string ?? "", arguments: arguments, options: options) ?? .null)
        case "all": note("entries", .array(try await all(argument).map { .string($0) }))
        case "download":
            let path = text.split(separator: "/", maxSplits: 1).map(String.init)
            let download = try await client.sessions.getSessionResource(handle.id, bucket: path[0], key: path[1])
            note("downloaded", .string(String(decoding: try await download.data(), as: UTF8.self)))
        case "webhook": try webhook(argument)
        case "together": try await together(argument.array ?? [])
        case "elsewhere": try await elsewhere(argument.array ?? [])
        default: throw UnknownStep(name: name)
        }
    }

    private func note(_ name: String, _ value: JSONValue) { seen.append([name: value]) }

    private func request(_ start: JSONValue) throws -> SessionRequest {
        let members = ["agent": start.agent, "messages": start.message, "overrides": start.overrides]
        return try JSONValue.object(members.compactMapValues { $0 }).decode()
    }

    private func started(_ start: JSONValue) throws -> [Tool] {
        try (start.tools?.texts).map { $0.isEmpty ? [] : try tools.choose($0) } ?? []
    }

    private func schema(_ options: JSONValue) -> JSONSchema? { options.answer_schema.map(JSONSchema.init) }

    /// The handle's tools, those of these names, or none.
    private func named(_ names: JSONValue?) throws -> [Tool] {
        guard let names else { return [] }
        if names.string != nil { return handle.tools }
        return names.texts.isEmpty ? [] : try tools.choose(names.texts)
    }

    private func wait(_ watch: JSONValue) async throws {
        // A wait that takes any answer is one of a handle without a schema.
        let handle = watch.any_answer == true ? handle.with(tools: handle.tools) : handle
        let result = try await handle.waitForCompletion(
            waitOptions(watch), tools: watch.tools == nil ? nil : try named(watch.tools), answerSchema: schema(watch))
        note("outcome", Report.outcome(result))
    }

    private func open(_ watch: JSONValue) throws {
        leave()
        opened = watch
        stream = handle.stream(streamOptions(watch), tools: try named(watch.tools))
    }

    private func take(_ count: Int) async throws {
        guard let stream else { return }
        var taken = 0
        while taken < count {
            let next = waiting ?? self.next(stream)
            waiting = nil
            guard let event = try await next.value else {
                note("end", stream.result.map(Report.outcome) ?? .null)
                break
            }
            seen.append(Report.item(event))
            taken += 1
        }
    }

    private func takeAtHand(_ count: Int) async throws {
        guard let stream else { return }
        // This actor is theirs whenever it waits, and only then.
        let turning = Task {
            while !Task.isCancelled {
                turns += 1
                await Task.yield()
            }
        }
        defer { turning.cancel() }
        var iterator = stream.makeAsyncIterator()
        var atHand = 0
        for _ in 0..<count {
            let before = turns
            guard let event = try await iterator.next(isolation: self) else {
                note("end", stream.result.map(Report.outcome) ?? .null)
                break
            }
            if turns == before { atHand += 1 }
            seen.append(Report.item(event))
        }
        note("at_hand", .int(atHand))
    }

    private func next(_ stream: EventStream) -> Task<Event?, any Error> {
        Task {
            var iterator = stream.makeAsyncIterator()
            return try await iterator.next()
        }
    }

    private func cancelWait(_ times: Int) async throws {
        guard let stream else { return }
        for _ in 0..<times {
            let next = waiting ?? self.next(stream)
            waiting = next
            let (firsts, first) = AsyncStream<Bool>.makeStream()
            let timer = Task {
                try await Task.sleep(for: givenUpAfter)
                first.yield(false)
            }
            Task {
                _ = await next.result
                first.yield(true)
            }
            var came = firsts.makeAsyncIterator()
            guard await came.next() == true else { continue }
            timer.cancel()
            waiting = nil
            if let event = try await next.value { seen.append(Report.item(event)) }
        }
        note("cancelled", .int(times))
    }

    private func controlled(_ path: String, _ send: (String) async throws -> JSONValue) async {
        do {
            _ = try await send(path)
        } catch {
            note("note", .string("\(path): \(error)"))
        }
    }

    private func send(_ message: JSONValue) async throws {
        if let text = message.string { return try await handle.sendMessage(text) }
        switch try message.decode(as: SendMessages.self) {
        case .userMessage(let message): try await handle.sendMessage(message)
        case .batch(let batch): try await handle.sendMessages(batch.messages)
        case .unknown: throw UnknownStep(name: "\(message)")
        }
    }

    private func steer(_ how: String) async throws {
        switch how {
        case "get": note("session", .string(try await handle.get().id))
        case "status": note("status", .string(try await handle.status().status.rawValue))
        case "pause":
            try await handle.pause()
            note("paused", .null)
        case "resume":
            try await handle.resume()
            note("resumed", .null)
        case "force_answer":
            try await handle.forceAnswer()
            note("forced", .null)
        case "cancel":
            try await handle.cancel()
            note("cancelled", .null)
        case "share": note("shared", .string(try await handle.share().shareUrl))
        default: throw UnknownStep(name: how)
        }
    }

    private func all(_ call: JSONValue) async throws -> [String] {
        let (size, limit) = (call.arguments?.size?.int, call.arguments?.limit?.int)
        switch call.operation?.string {
        case "sessions.list_sessions": return try await names(client.sessions.listSessionsAll(size: size)) { $0.id }
        case "sessions.list_session_events":
            return try await names(handle.events(size: size)) { try JSONValue(encoding: $0).type?.string ?? "" }
        case "agents.list_agents": return try await names(client.agents.listAgentsAll(size: size)) { $0.name }
        case "skills.list_skills": return try await names(client.skills.listSkillsAll(size: size)) { $0.name }
        case "vaults.list_vaults": return try await names(client.vaults.listVaultsAll(limit: limit)) { $0.name }
        default: throw UnknownStep(name: "\(call)")
        }
    }

    private func names<Entry>(_ entries: Entries<Entry>, _ name: (Entry) throws -> String) async throws -> [String] {
        var names: [String] = []
        for try await entry in entries { names.append(try name(entry)) }
        return names
    }

    private func webhook(_ webhook: JSONValue) throws {
        let body = Data((webhook.body?.string ?? "").utf8)
        let secrets = webhook.secrets?.texts ?? []
        let timestamp = webhook.timestamp?.string ?? String(Int(Date().timeIntervalSince1970) - (webhook.age?.int ?? 0))
        let signer = webhook.signed_by?.string ?? secrets.first ?? ""
        let signature = webhook.signature?.string ?? Webhook.sign(body: body, timestamp: timestamp, secret: signer)
        let delivery = try Webhook.verify(body: body, signature: signature, timestamp: timestamp, secrets: secrets)
        note("delivery", ["id": .string(delivery.id), "type": .string(delivery.type)])
    }

    /// Runs steps in a task that has nothing of this one, with a client of its own.
    private func elsewhere(_ steps: [JSONValue]) async throws {
        let (control, program, tools, id) = (control, program, tools, handle.id)
        seen += try await Task.detached {
            let client = try makeClient(program)
            defer { client.close() }
            let player = Player(control, program, client, tools, try client.session(id))
            try await player.steps(steps)
            await player.leave()
            return await player.seen
        }.value
    }

    private func together(_ branches: [JSONValue]) async throws {
        let players = branches.map { _ in Player(control, program, client, tools, handle) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (player, steps) in zip(players, branches) { group.addTask { try await player.steps(steps.array ?? []) } }
            try await group.waitForAll()
        }
        for player in players {
            await player.leave()
            seen += await player.seen
        }
    }
}

extension JSONValue {
    var texts: [String] { array?.compactMap(\.string) ?? [] }
    var seconds: Duration? { double.map(Duration.seconds) }
}

private func streamOptions(_ watch: JSONValue) -> StreamOptions {
    StreamOptions(
        fromIndex: watch.from_index?.int ?? 0, until: watch.until?.string == "terminal" ? .terminal : .settled,
        readAhead: watch.read_ahead?.int, timeout: watch.timeout?.seconds, retryBudget: watch.retry_budget?.seconds,
        waitForSeconds: watch.wait_for_seconds?.int, limit: watch.limit?.int, pollBackoff: watch.poll_backoff?.seconds,
        maxParallelTools: watch.max_parallel_tools?.int, toolTimeout: watch.tool_timeout?.seconds)
}

private func waitOptions(_ watch: JSONValue) -> WaitOptions {
    WaitOptions(
        fromIndex: watch.from_index?.int, includeEvents: watch.include_events?.bool ?? true, timeout: watch.timeout?.seconds,
        retryBudget: watch.retry_budget?.seconds, maxPolls: watch.max_polls?.int, waitForSeconds: watch.wait_for_seconds?.int,
        limit: watch.limit?.int, pollBackoff: watch.poll_backoff?.seconds, maxParallelTools: watch.max_parallel_tools?.int,
        toolTimeout: watch.tool_timeout?.seconds)
}

private func makeClient(_ program: JSONValue) throws -> Client {
    let options = program.client ?? [:]
    return try Client(
        ClientOptions(
            apiKey: program.api_key?.string, baseURL: program.base_url?.string.flatMap(URL.init(string:)), timeout: options.timeout?.seconds,
            maxRetries: options.max_retries?.int, retryBudget: options.retry_budget?.seconds,
            headers: (options.headers?.object ?? [:]).compactMapValues(\.string), usesEnvironmentProxy: false,
            maxResponseBytes: options.max_response_bytes?.int))
}

/// Plays the scenario behind a control channel and reports what was seen. Gives how the process is to end, if that belongs to it,
/// and what is still open then.
func play(_ control: Control) async throws -> (ending: String, left: Player)? {
    let program = try await control.get("/program")
    let tools = Toolbox(program.tools?.array ?? [], control)
    let client = try makeClient(program)
    let player = Player(control, program, client, tools, try client.session("s"))
    try await player.steps(program.program?.array ?? [])
    if let ending = program.ending?.string {
        let (observed, calls) = (await player.seen, await tools.seen)
        _ = try await control.post("/done", ["observed": .array(observed), "tools": .array(calls)])
        if ending == "interrupt" { try await player.settle() }
        return (ending, player)
    }
    // Whatever still runs ends before the report.
    await player.leave()
    let (observed, calls) = (await player.seen, await tools.observed())
    _ = try await control.post("/done", ["observed": .array(observed), "tools": .array(calls)])
    client.close()
    return nil
}
