import Foundation

/// How a session is streamed.
public struct StreamOptions: Sendable {
    /// Where a stream ends.
    public enum Until: String, Sendable {
        /// When the session settles: it is over, or idle.
        case settled
        /// Only when it is over.
        case terminal
    }

    /// Index of the first event wanted. Default 0.
    public var fromIndex: Int
    /// Where the stream ends. Default: when the session settles.
    public var until: Until
    /// Events read ahead before polling stops. Default 512.
    public var readAhead: Int?
    /// How long the session may take to settle. Bounds requests, retries and tools. Default: no limit.
    public var timeout: Duration?
    /// How long trouble is survived without one successful request. Default 5 minutes.
    public var retryBudget: Duration?
    /// Seconds that a poll waits at the server for something to happen, at most 25. Default 20.
    public var waitForSeconds: Int?
    /// Most events in one page. Default: the server's page size.
    public var limit: Int?
    /// Least pause between polls that the server answers at once with nothing. Default 250 ms.
    public var pollBackoff: Duration?
    /// Most calls of tools that run at the same time; 1 runs them one after another. Default 16.
    public var maxParallelTools: Int?
    /// The longest that a call may run, for tools that do not say themselves. Default: no limit.
    public var toolTimeout: Duration?

    /// Options of a stream; what is not given has its default.
    public init(
        fromIndex: Int = 0, until: Until = .settled, readAhead: Int? = nil, timeout: Duration? = nil,
        retryBudget: Duration? = nil, waitForSeconds: Int? = nil, limit: Int? = nil, pollBackoff: Duration? = nil,
        maxParallelTools: Int? = nil, toolTimeout: Duration? = nil
    ) {
        self.fromIndex = fromIndex
        self.until = until
        self.readAhead = readAhead
        self.timeout = timeout
        self.retryBudget = retryBudget
        self.waitForSeconds = waitForSeconds
        self.limit = limit
        self.pollBackoff = pollBackoff
        self.maxParallelTools = maxParallelTools
        self.toolTimeout = toolTimeout
    }

    func settings(tools: [Tool]) throws -> String {
        var settings = Arguments()
        settings.set("fromIndex", fromIndex)
        settings.set("until", until.rawValue)
        settings.set("readAhead", readAhead)
        settings.set("timeoutMs", timeout?.inMilliseconds)
        settings.set("retryBudgetMs", retryBudget?.inMilliseconds)
        settings.set("waitForSeconds", waitForSeconds)
        settings.set("limit", limit)
        settings.set("pollBackoffMs", pollBackoff?.inMilliseconds)
        settings.set("maxParallelTools", maxParallelTools)
        settings.set("toolTimeoutMs", toolTimeout?.inMilliseconds)
        if !tools.isEmpty { settings.set("tools", tools.map(\.declaration)) }
        return try Wire.text(settings, "options")
    }
}

/// How a session is waited for.
public struct WaitOptions: Sendable {
    /// Index of the first event wanted. Default: where the last wait of this handle ended.
    public var fromIndex: Int?
    /// Whether the result carries the events. Default true.
    public var includeEvents: Bool
    /// How long the session may take to settle. Bounds requests, retries and tools. Default: no limit.
    public var timeout: Duration?
    /// How long trouble is survived without one successful request. Default 5 minutes.
    public var retryBudget: Duration?
    /// Most polls before the wait is given up like after a time-out. Default: no limit.
    public var maxPolls: Int?
    /// Seconds that a poll waits at the server for something to happen, at most 25. Default 20.
    public var waitForSeconds: Int?
    /// Most events in one page. Default: the server's page size.
    public var limit: Int?
    /// Least pause between polls that the server answers at once with nothing. Default 250 ms.
    public var pollBackoff: Duration?
    /// Most calls of tools that run at the same time; 1 runs them one after another. Default 16.
    public var maxParallelTools: Int?
    /// The longest that a call may run, for tools that do not say themselves. Default: no limit.
    public var toolTimeout: Duration?

    /// Options of a wait; what is not given has its default.
    public init(
        fromIndex: Int? = nil, includeEvents: Bool = true, timeout: Duration? = nil, retryBudget: Duration? = nil,
        maxPolls: Int? = nil, waitForSeconds: Int? = nil, limit: Int? = nil, pollBackoff: Duration? = nil,
        maxParallelTools: Int? = nil, toolTimeout: Duration? = nil
    ) {
        self.fromIndex = fromIndex
        self.includeEvents = includeEvents
        self.timeout = timeout
        self.retryBudget = retryBudget
        self.maxPolls = maxPolls
        self.waitForSeconds = waitForSeconds
        self.limit = limit
        self.pollBackoff = pollBackoff
        self.maxParallelTools = maxParallelTools
        self.toolTimeout = toolTimeout
    }

    func settings(tools: [Tool], answerSchema: JSONSchema?) throws -> String {
        var settings = Arguments()
        settings.set("fromIndex", fromIndex)
        settings.set("timeoutMs", timeout?.inMilliseconds)
        settings.set("retryBudgetMs", retryBudget?.inMilliseconds)
        settings.set("maxPolls", maxPolls)
        settings.set("waitForSeconds", waitForSeconds)
        settings.set("limit", limit)
        settings.set("pollBackoffMs", pollBackoff?.inMilliseconds)
        settings.set("maxParallelTools", maxParallelTools)
        settings.set("toolTimeoutMs", toolTimeout?.inMilliseconds)
        if !tools.isEmpty { settings.set("tools", tools.map(\.declaration)) }
        settings.set("answerSchema", answerSchema)
        return try Wire.text(settings, "options")
    }
}
