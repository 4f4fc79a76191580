import Foundation
import SteersmanNative

/// One event of a session, with its place in the log: a stream opened at `index + 1` goes on right after it.
public struct Event: Sendable, Hashable {
    /// Its place in the log, from 0. Of a gap: that of the first event that is missing.
    public let index: Int
    /// Its type, as the service names it: `AgentEvent`, …, or `gap`.
    public let type: String
    /// The whole event, as it came.
    public let json: String
    /// Set when this stands for events that cannot be had any more. The stream goes on behind them.
    public let gap: Gap?

    /// Events that cannot be had any more.
    public struct Gap: Sendable, Hashable, Codable {
        /// Index of the first that is missing.
        public let from: Int
        /// Index of the first that is there again.
        public let to: Int
        /// Why: `evicted`, `history_unavailable` or `too_large`.
        public let reason: String
    }

    /// What happened. It is read from the JSON when it is asked for, so keep it if it is used more than once.
    ///
    /// What this version does not know, cannot read, or a ``gap`` is `unknown`.
    public var payload: SessionEvent {
        let data = Data(json.utf8)
        return (try? JSONDecoder().decode(SessionEvent.self, from: data)) ?? .unknown(raw)
    }

    /// When it happened, if it says so.
    public var timestamp: Timestamp? {
        struct Stamped: Decodable { var timestamp: Timestamp? }
        return try? JSONDecoder().decode(Stamped.self, from: Data(json.utf8)).timestamp
    }

    /// The whole event as JSON.
    public var raw: JSONValue { (try? JSONValue(json: json)) ?? .null }

    /// Index of the event after this one.
    var next: Int { gap?.to ?? index + 1 }

    init(_ item: NativeItem) {
        switch item {
        case .event(let index, let kind, let json):
            self.index = Int(index)
            type = kind
            self.json = json
            gap = nil
        case .gap(let from, let to, let reason):
            let gap = Gap(from: Int(from), to: Int(to), reason: reason)
            index = gap.from
            type = "gap"
            json = #"{"type":"gap","from":\#(from),"to":\#(to),"reason":"\#(reason)"}"#
            self.gap = gap
        }
    }
}
