import Foundation

/// What can be said about one call.
public struct CallOptions: Sendable {
    /// The longest time for one attempt, instead of the client's.
    public var timeout: Duration?
    /// The longest time for all of it, retries included. Default: no limit.
    public var deadline: Duration?
    /// Most retries, instead of the client's.
    public var maxRetries: Int?
    /// Headers added to the request.
    public var headers: [String: String]
    /// Query parameters added to the request.
    public var query: [String: String]
    /// Members merged into the JSON object of the body: what this version has no argument for, or null where nil means "not given".
    public var body: [String: JSONValue]

    /// Options of a call; what is not given is as the client has it.
    public init(
        timeout: Duration? = nil, deadline: Duration? = nil, maxRetries: Int? = nil, headers: [String: String] = [:],
        query: [String: String] = [:], body: [String: JSONValue] = [:]
    ) {
        self.timeout = timeout
        self.deadline = deadline
        self.maxRetries = maxRetries
        self.headers = headers
        self.query = query
        self.body = body
    }

    func settings() throws -> String {
        var settings = Arguments()
        settings.set("timeoutMs", timeout?.inMilliseconds)
        settings.set("deadlineMs", deadline?.inMilliseconds)
        settings.set("maxRetries", maxRetries)
        if !headers.isEmpty { settings.set("headers", pairs(headers)) }
        if !query.isEmpty { settings.set("query", pairs(query)) }
        if !body.isEmpty { settings.set("body", body) }
        return try Wire.text(settings, "options")
    }
}

func pairs(_ members: [String: String]) -> [[String]] {
    members.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
}

extension Duration {
    var inMilliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}

/// The arguments of a call, by their names on the wire; what is nil is not given.
struct Arguments: Encodable, Sendable {
    private(set) var members: [String: any Encodable & Sendable] = [:]

    mutating func set<T: Encodable & Sendable>(_ name: String, _ value: T?) {
        members[name] = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: WireKey.self)
        for (name, value) in members {
            try container.encode(value, forKey: WireKey(stringValue: name))
        }
    }
}
