import Foundation
import SteersmanNative

/// What can go wrong, with its parts.
///
/// A session that failed is not an error: it has a ``SessionResult``. A task that was cancelled throws `CancellationError`.
public struct SteersmanError: Error, Sendable, LocalizedError, CustomStringConvertible {
    /// The kinds of errors.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The client cannot be made or used like this: no key, an unusable URL, a key over plain http.
        case configuration
        /// An argument is wrong; ``SteersmanError/field`` names it. Nothing was sent.
        case invalidArgument = "invalid_argument"
        /// The request is over the API's limit. Nothing was sent.
        case bodyTooLarge = "body_too_large"
        /// No connection could be made. The request was not sent.
        case connect
        /// The connection broke after the request was sent; whether it took effect is unknown.
        case connectionLost = "connection_lost"
        /// No complete answer within the time-out of a request.
        case requestTimeout = "request_timeout"
        /// The time that was given passed; ``SteersmanError/cursor`` says where to go on.
        case deadlineExceeded = "deadline_exceeded"
        /// 400.
        case badRequest = "bad_request"
        /// 401: the key is missing or not valid.
        case authentication
        /// 403.
        case permissionDenied = "permission_denied"
        /// 404: unknown, or not visible to the caller.
        case notFound = "not_found"
        /// 409.
        case conflict
        /// 410.
        case gone
        /// 412: the revision that was named is not the current one any more.
        case preconditionFailed = "precondition_failed"
        /// 413.
        case contentTooLarge = "content_too_large"
        /// 422: the server did not accept the content.
        case unprocessable
        /// 429; see ``SteersmanError/quota`` and ``SteersmanError/retryAfter``.
        case rateLimited = "rate_limited"
        /// 5xx.
        case server
        /// Any other status that is not a success.
        case unexpectedStatus = "unexpected_status"
        /// The response is not what the operation returns.
        case decode
        /// The response is over the client's limit.
        case responseTooLarge = "response_too_large"
        /// The answer does not fit what was asked for; see ``SteersmanError/reasons`` and ``SteersmanError/result``.
        case answerValidation = "answer_validation"
        /// A webhook delivery is not genuine, too old, or not readable.
        case webhookVerification = "webhook_verification"
        /// A tool is not declared correctly; ``SteersmanError/field`` says what.
        case toolDefinition = "tool_definition"
        /// The work was stopped.
        case cancelled
        /// The session has ended, so it cannot do this any more.
        case sessionEnded = "session_ended"
        /// A fault of this library.
        case `internal`
        /// A kind that this version does not know.
        case unknown
    }

    /// Whether the same, tried again, may succeed.
    public enum Retry: String, Sendable, Hashable {
        /// It would fail in the same way, or doing it twice would not be safe.
        case never
        /// It is safe to try again, and it may succeed.
        case perhaps
        /// As `perhaps`, and the allowed retries were used up.
        case exhausted
    }

    /// A limit that was met.
    public struct QuotaLimit: Sendable, Hashable, Codable {
        /// The kind of limit, such as `plan_limit`.
        public let limit: String
        /// What it is, in words.
        public let message: String
        /// Whose limit it is.
        public let scope: String?
    }

    /// An error behind another one.
    public struct Cause: Sendable, Hashable, CustomStringConvertible {
        /// What kind it is; nil for trouble that is not of this library, such as a connection's.
        public let kind: Kind?
        /// What is wrong, in words.
        public let message: String
        /// What is wrong, in words.
        public var description: String { message }
    }

    /// What kind it is.
    public let kind: Kind
    /// What is wrong, in words. It never contains the key.
    public let message: String
    /// Whether trying again may help.
    public let retry: Retry
    /// The operation, such as `sessions.get_session`.
    public let operation: String?
    /// The status of HTTP.
    public let status: Int?
    /// The body of the reply; text that is no JSON is a string.
    public let body: JSONValue?
    /// The headers of the reply, with names in lower case.
    public let headers: [String: String]
    /// The session.
    public let sessionId: String?
    /// The index of the event after the last one that was delivered: a stream opened there goes on.
    public let cursor: Int?
    /// The argument that is wrong.
    public let field: String?
    /// How long the service asks to wait.
    public let retryAfter: Duration?
    /// Which limits were met.
    public let quota: [QuotaLimit]
    /// Why an answer does not fit, one line each.
    public let reasons: [String]
    /// What the session came to, when only its answer does not fit.
    public private(set) var result: SessionResult?
    /// What is behind it, outermost first.
    public let causes: [Cause]

    /// Whether the trouble may pass by itself.
    public var isTransient: Bool { retry != .never }

    /// What is wrong, in words.
    public var errorDescription: String? { message }

    /// What is wrong, in words.
    public var description: String { message }

    /// What to do next, where that is known.
    public var recoverySuggestion: String? {
        switch kind {
        case .authentication, .configuration: "Give a valid API key, or set HAI_API_KEY."
        case .deadlineExceeded: cursor.map { "Open a stream with fromIndex: \($0) to go on." }
        case .rateLimited: retryAfter.map { "Try again in \($0)." }
        default: isTransient ? "Try again." : nil
        }
    }

    /// The error at a bridge that has only these.
    init(
        _ kind: Kind, _ message: String, field: String? = nil, operation: String? = nil, sessionId: String? = nil,
        cursor: Int? = nil, reasons: [String] = [], result: SessionResult? = nil
    ) {
        self.init(
            details: Details(
                kind: kind.rawValue, message: message, operation: operation, sessionId: sessionId, cursor: cursor,
                field: field, reasons: reasons
            ),
            result: result
        )
    }

    /// The error that the native part tells.
    init(json: String) {
        do {
            self.init(details: try JSONDecoder().decode(Details.self, from: Data(json.utf8)), result: nil)
        } catch {
            self.init(.internal, "an error cannot be read: \(Wire.explain(error))")
        }
    }

    private init(details: Details, result: SessionResult?) {
        kind = Kind(rawValue: details.kind) ?? .unknown
        message = details.message
        retry = details.retry.flatMap(Retry.init) ?? .never
        operation = details.operation
        status = details.status
        body = details.body
        headers = details.headers ?? [:]
        sessionId = details.sessionId
        cursor = details.cursor
        field = details.field
        retryAfter = details.retryAfterMs.map { .milliseconds($0) }
        quota = details.quota ?? []
        reasons = details.reasons ?? []
        self.result = result ?? details.outcome.map { SessionResult($0) }
        var causes: [Cause] = []
        var cause = details.cause
        while case .object(let members)? = cause {
            let kind = members["kind"]?.string.map { Kind(rawValue: $0) ?? .unknown }
            causes.append(Cause(kind: kind, message: members["message"]?.string ?? ""))
            cause = members["cause"]
        }
        self.causes = causes
    }

    /// The same, with the events of the wait that it ended.
    func with(events: [Event], gaps: [Event.Gap]) -> Self {
        var error = self
        error.result = result.map { $0.with(events: events, gaps: gaps) }
        return error
    }

    private struct Details: Decodable {
        var kind: String
        var message: String
        var retry: String?
        var operation: String?
        var status: Int?
        var body: JSONValue?
        var headers: [String: String]?
        var sessionId: String?
        var cursor: Int?
        var field: String?
        var retryAfterMs: Double?
        var quota: [QuotaLimit]?
        var outcome: Outcome?
        var reasons: [String]?
        var cause: JSONValue?
    }
}

/// Calls the native part; its errors become ours.
func native<T>(_ work: () throws -> T) throws -> T {
    do { return try work() } catch { throw translated(error) }
}

/// Waits for the native part; its errors become ours, and cancelling the task stops it.
func cancellable<T: Sendable>(_ work: @Sendable (NativeCancel) async throws -> T) async throws -> T {
    try Task.checkCancellation()
    let cancel = NativeCancel()
    do {
        return try await withTaskCancellationHandler {
            try await work(cancel)
        } onCancel: {
            cancel.cancel()
        }
    } catch {
        throw translated(error)
    }
}

func translated(_ error: any Error) -> any Error {
    switch error as? NativeError {
    case .Failed(let json)?: SteersmanError(json: json)
    case .Cancelled?: CancellationError()
    case nil: error
    }
}
