import Foundation
import SteersmanNative

/// The options of a client.
public struct ClientOptions: Sendable {
    /// The key. Default: `HAI_API_KEY`, else the credential file.
    public var apiKey: String?
    /// Gives the key for every request, instead of `apiKey`.
    public var keySource: (@Sendable () async throws -> String)?
    /// Where the API is. Default: the URL of the region.
    public var baseURL: URL?
    /// The region: `eu` (default) or `us`.
    public var environment: String?
    /// The longest time for one attempt of a request. Default 60 s.
    public var timeout: Duration?
    /// Most retries of one request. Default 2.
    public var maxRetries: Int?
    /// Most time that the retries of one request take.
    public var retryBudget: Duration?
    /// Headers for every request.
    public var headers: [String: String]
    /// A proxy for every request. Default: as the environment says.
    public var proxy: String?
    /// Whether the proxy of the environment is used when there is no `proxy`. Default true.
    public var usesEnvironmentProxy: Bool
    /// Added to the user agent, such as `my-app/1.2`.
    public var userAgentSuffix: String?
    /// Allows to send the key over plain http to another machine.
    public var allowInsecureHTTP: Bool
    /// The most bytes of a response.
    public var maxResponseBytes: Int?

    /// Options of a client; what is not given has its default.
    public init(
        apiKey: String? = nil, keySource: (@Sendable () async throws -> String)? = nil, baseURL: URL? = nil,
        environment: String? = nil, timeout: Duration? = nil, maxRetries: Int? = nil, retryBudget: Duration? = nil,
        headers: [String: String] = [:], proxy: String? = nil, usesEnvironmentProxy: Bool = true,
        userAgentSuffix: String? = nil, allowInsecureHTTP: Bool = false, maxResponseBytes: Int? = nil
    ) {
        self.apiKey = apiKey
        self.keySource = keySource
        self.baseURL = baseURL
        self.environment = environment
        self.timeout = timeout
        self.maxRetries = maxRetries
        self.retryBudget = retryBudget
        self.headers = headers
        self.proxy = proxy
        self.usesEnvironmentProxy = usesEnvironmentProxy
        self.userAgentSuffix = userAgentSuffix
        self.allowInsecureHTTP = allowInsecureHTTP
        self.maxResponseBytes = maxResponseBytes
    }

    func settings() throws -> String {
        var settings = Arguments()
        settings.set("apiKey", apiKey)
        settings.set("baseUrl", baseURL?.absoluteString)
        settings.set("environment", environment)
        settings.set("timeoutMs", timeout?.inMilliseconds)
        settings.set("maxRetries", maxRetries)
        settings.set("retryBudgetMs", retryBudget?.inMilliseconds)
        settings.set("headers", pairs(headers))
        settings.set("proxy", proxy)
        settings.set("noProxy", !usesEnvironmentProxy)
        settings.set("userAgentSuffix", userAgentSuffix)
        settings.set("allowInsecureHttp", allowInsecureHTTP)
        settings.set("maxResponseBytes", maxResponseBytes)
        return try Wire.text(settings, "options")
    }
}

extension ClientOptions: CustomStringConvertible, CustomReflectable {
    /// What may be shown: neither the key nor the headers, which may hold one.
    public var description: String { "ClientOptions(baseURL: \(baseURL?.absoluteString ?? environment ?? "eu"))" }
    /// The same for debuggers and `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL as Any, "environment": environment as Any]) }
}

extension Client: CustomStringConvertible {
    /// Where the API is.
    public var description: String { "Client(\(baseURL?.absoluteString ?? "closed"))" }
}

/// A client of the Agents API. Clients are cheap to share: all sessions of one use one pool of connections.
public final class Client: Sendable {
    let caller: Caller
    private var native: NativeClient { caller.client }

    /// Makes a client. Nothing is connected yet.
    ///
    /// - Throws: ``SteersmanError`` of the kind `configuration` when there is no key, or of `invalidArgument`.
    public init(_ options: ClientOptions = ClientOptions()) throws {
        let settings = try options.settings()
        let source = options.keySource.map(KeySource.init)
        caller = Caller(
            client: try Steersman.native { try NativeClient(options: settings, language: "swift", key: source) })
    }

    private init(_ native: NativeClient) { caller = Caller(client: native) }

    /// Starts an Agents API inside this program, and makes a client of it. It ends with the client and what came of it.
    ///
    /// - Parameters:
    ///   - agentsFile: A file of scripted agents, beside the ones that are always there.
    ///   - agentsText: The text of such a file, instead.
    public static func local(agentsFile: URL? = nil, agentsText: String? = nil) async throws -> Client {
        var settings = Arguments()
        settings.set("agentsFile", agentsFile?.path)
        settings.set("agentsText", agentsText)
        let text = try Wire.text(settings, "options")
        return Client(try await cancellable { try await NativeClient.local(options: text, cancel: $0) })
    }

    /// Where the API is; nil once the client is closed.
    public var baseURL: URL? { native.baseUrl().flatMap(URL.init(string:)) }

    /// Lets go of connections and of the embedded runtime, as soon as sessions and streams are gone too. So does the end of the client.
    public func close() { native.close() }

    /// A session that exists. Nothing is sent.
    ///
    /// - Parameters:
    ///   - id: The session's id.
    ///   - tools: The tools that waits on it run.
    ///   - answerSchema: What its answer has to look like.
    public func session(_ id: String, tools: [Tool] = [], answerSchema: JSONSchema? = nil) throws -> SessionHandle {
        let session = try Steersman.native { try native.session(id: id) }
        return SessionHandle(client: self, native: session, tools: tools, answerSchema: answerSchema)
    }

    /// Starts a session and gives a handle on it at once, before the agent runs. Safe to retry: a broken connection neither loses
    /// nor doubles it.
    ///
    /// - Parameters:
    ///   - request: Everything a request can say.
    ///   - tools: The functions of this program that the agent may call. They replace those the agent is defined with.
    ///   - answerSchema: What the answer has to look like.
    ///   - idempotencyKey: Names this creation: the same key with the same request gives the same session. Default: a fresh one.
    public func startSession(
        _ request: SessionRequest, tools: [Tool] = [], answerSchema: JSONSchema? = nil, idempotencyKey: String? = nil
    ) async throws -> SessionHandle {
        var settings = Arguments()
        settings.set("request", request)
        if !tools.isEmpty { settings.set("tools", tools.map(\.declaration)) }
        settings.set("answerSchema", answerSchema)
        settings.set("idempotencyKey", idempotencyKey)
        let text = try Wire.text(settings, "request")
        let native = native
        let session = try await cancellable { try await native.startSession(settings: text, cancel: $0) }
        return SessionHandle(client: self, native: session, tools: tools, answerSchema: answerSchema)
    }

    /// Starts a session with an agent and a message.
    public func startSession(
        agent: AgentReference, message: String, tools: [Tool] = [], answerSchema: JSONSchema? = nil,
        idempotencyKey: String? = nil
    ) async throws -> SessionHandle {
        let request = SessionRequest(agent: agent, messages: .text(message))
        return try await startSession(
            request, tools: tools, answerSchema: answerSchema, idempotencyKey: idempotencyKey)
    }

    /// Starts a session and waits until it settles, running its tools meanwhile. When the task is cancelled the session goes on.
    public func runSession(
        _ request: SessionRequest, tools: [Tool] = [], answerSchema: JSONSchema? = nil, idempotencyKey: String? = nil,
        options: WaitOptions = WaitOptions()
    ) async throws -> SessionResult {
        let session = try await startSession(
            request, tools: tools, answerSchema: answerSchema, idempotencyKey: idempotencyKey)
        return try await session.waitForCompletion(options)
    }

    /// Starts a session with an agent and a message, and waits until it settles, running its tools meanwhile.
    public func runSession(
        agent: AgentReference, message: String, tools: [Tool] = [], answerSchema: JSONSchema? = nil,
        idempotencyKey: String? = nil, options: WaitOptions = WaitOptions()
    ) async throws -> SessionResult {
        let request = SessionRequest(agent: agent, messages: .text(message))
        return try await runSession(
            request, tools: tools, answerSchema: answerSchema, idempotencyKey: idempotencyKey, options: options)
    }
}

extension Client {
    /// Calls an operation by its name, such as `sessions.get_session`.
    ///
    /// - Parameters:
    ///   - operation: The name.
    ///   - arguments: Its arguments by their names on the wire.
    ///   - options: What else there is to say about the call.
    /// - Returns: The reply as on the wire; nil when there is nothing to say. An agent's has its `revision`.
    public func call(
        _ operation: String, arguments: [String: JSONValue] = [:], options: CallOptions = CallOptions()
    ) async throws -> JSONValue? {
        var members = Arguments()
        for (name, value) in arguments { members.set(name, value) }
        return try await caller.raw(operation, members, options)
    }
}

extension BrowserProfiles {
    /// Brings in a browser profile from an archive on disk, and gives the profile that was made.
    public func upload(
        file: URL, profile: BrowserProfileCreate, options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileRead {
        try await upload(path: file.path, bytes: nil, profile, options)
    }

    /// Brings in a browser profile from an archive in memory, and gives the profile that was made.
    public func upload(
        archive: Data, profile: BrowserProfileCreate, options: CallOptions = CallOptions()
    ) async throws -> BrowserProfileRead {
        try await upload(path: nil, bytes: archive, profile, options)
    }

    private func upload(
        path: String?, bytes: Data?, _ profile: BrowserProfileCreate, _ options: CallOptions
    ) async throws -> BrowserProfileRead {
        let (profile, settings) = (try Wire.text(profile, "profile"), try options.settings())
        let client = caller.client
        let reply = try await cancellable {
            try await client.uploadProfile(path: path, bytes: bytes, profile: profile, settings: settings, cancel: $0)
        }
        return try Wire.read(reply.json ?? "null")
    }
}

/// The program's function for the key, as the native part calls it.
private final class KeySource: NativeKeySource {
    private let source: @Sendable () async throws -> String

    init(_ source: @escaping @Sendable () async throws -> String) { self.source = source }

    func key() async throws -> String {
        do {
            return try await source()
        } catch {
            throw NativeKeyError.Failed(reason: (error as? any LocalizedError)?.errorDescription ?? "\(type(of: error))")
        }
    }
}
