import Steersman

/// What a program saw, as the trace has it.
enum Report {
    static func item(_ event: Event) -> JSONValue {
        if let gap = event.gap { return ["gap": self.gap(gap)] }
        return ["event": ["index": .int(event.index), "raw": event.raw]]
    }

    private static func gap(_ gap: Event.Gap) -> JSONValue {
        ["from": .int(gap.from), "to": .int(gap.to), "reason": .string(gap.reason)]
    }

    /// An outcome; a wait's events are shown by their indices.
    static func outcome(_ result: SessionResult) -> JSONValue {
        said([
            "status": .string(result.status.rawValue),
            "answer": result.answer,
            "outcome": text(result.outcome?.rawValue),
            "error": text(result.error),
            "error_code": text(result.errorCode?.rawValue),
            "next_index": .int(result.nextIndex),
            "events": result.events.isEmpty ? nil : .string(indices(result.events)),
            "gaps": .array(result.gaps.map(gap)),
        ])
    }

    /// `0..3`, or `0..3, 5..8` where some are missing.
    private static func indices(_ events: [Event]) -> String {
        var runs: [Range<Int>] = []
        for event in events {
            if let last = runs.last, last.upperBound == event.index {
                runs[runs.count - 1] = last.lowerBound..<event.index + 1
            } else {
                runs.append(event.index..<event.index + 1)
            }
        }
        return runs.map { "\($0.lowerBound)..\($0.upperBound)" }.joined(separator: ", ")
    }

    /// An error. The text is shown where it is the server's.
    static func error(_ error: SteersmanError) -> JSONValue {
        [
            "error": said([
                "kind": .string(error.kind.rawValue),
                "retry": .string(error.retry.rawValue),
                "status": error.status.map(JSONValue.int),
                "message": error.status == nil ? nil : .string(error.message),
                "operation": text(error.operation),
                "session": text(error.sessionId),
                "cursor": error.cursor.map(JSONValue.int),
                "field": text(error.field),
                "quota": .array(error.quota.map { ["limit": .string($0.limit), "scope": text($0.scope) ?? .null] }),
                "cause": text(error.causes.first?.kind?.rawValue),
                "rejected": error.result.map(outcome),
            ])
        ]
    }

    private static func text(_ value: String?) -> JSONValue? { value.map(JSONValue.string) }

    /// Fields that say something.
    private static func said(_ fields: [String: JSONValue?]) -> JSONValue {
        .object(fields.compactMapValues { $0 }.filter { $0.value != .null && $0.value != [] })
    }
}
