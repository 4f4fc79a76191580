import Foundation

/// What a session came to, when it settled.
public struct SessionResult: Sendable, Hashable {
    /// The session.
    public let id: String
    /// The status it settled with.
    public let status: TrajectoryStatus
    /// The answer: text or an object; nil when there is none.
    public let answer: JSONValue?
    /// The agent's own verdict on its answer.
    public let outcome: AnswerOutcome?
    /// Why the session failed, in words.
    public let error: String?
    /// Why the session failed, as a category.
    public let errorCode: SessionErrorCode?
    /// Tokens per model.
    public let usage: [ModelUsage]
    /// Steps and costs, if the service told them.
    public let metrics: Metrics?
    /// Index of the next event: watching again from here brings only what is new.
    public let nextIndex: Int
    /// The events; empty when they were not asked for, and in the result of a stream, which has handed them out.
    public private(set) var events: [Event]
    /// What is missing in ``events``.
    public private(set) var gaps: [Event.Gap]

    /// The answer, if it is text.
    public var text: String? { answer?.string }

    /// The answer as a type. Dates are ISO 8601, data is base64.
    ///
    /// - Throws: ``SteersmanError`` of the kind `answerValidation` when there is no answer or it does not fit; its `reasons` say
    ///   what and where, and its `result` is this.
    public func answer<Answer: Decodable>(as type: Answer.Type = Answer.self) throws -> Answer {
        guard let answer else { throw rejected("there is no answer") }
        do {
            return try answer.decode(as: type)
        } catch {
            throw rejected(Wire.explain(error))
        }
    }

    func with(events: [Event], gaps: [Event.Gap]) -> Self {
        var result = self
        result.events = events
        result.gaps = gaps
        return result
    }

    private func rejected(_ reason: String) -> SteersmanError {
        SteersmanError(
            .answerValidation, "the answer of session \(id) does not fit: \(reason)", sessionId: id, cursor: nextIndex,
            reasons: [reason], result: self)
    }

    init(_ outcome: Outcome, events: [Event] = [], gaps: [Event.Gap] = []) {
        id = outcome.id
        status = outcome.status
        answer = outcome.answer == .null ? nil : outcome.answer
        self.outcome = outcome.outcome
        error = outcome.error
        errorCode = outcome.error_code
        usage = outcome.usage ?? []
        metrics = outcome.metrics
        nextIndex = outcome.next_index
        self.events = events
        self.gaps = gaps
    }
}

extension TrajectoryStatus {
    /// Whether a session with this status is over for good.
    public var isTerminal: Bool {
        switch self {
        case .completed, .failed, .timedOut, .interrupted: true
        default: false
        }
    }

    /// Whether a session with this status does nothing by itself: it is over, or idle.
    public var isSettled: Bool { self == .idle || isTerminal }
}

/// An outcome as the native part tells it.
struct Outcome: Decodable {
    var id: String
    var status: TrajectoryStatus
    var answer: JSONValue?
    var outcome: AnswerOutcome?
    var error: String?
    var error_code: SessionErrorCode?
    var usage: [ModelUsage]?
    var metrics: Metrics?
    var next_index: Int
}
