import Foundation

/// How values travel.
enum Wire {
    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return encoder
    }

    static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }

    /// A value as JSON text.
    static func text(_ value: some Encodable, _ what: String) throws -> String {
        do {
            return String(decoding: try encoder().encode(value), as: UTF8.self)
        } catch {
            throw SteersmanError(.invalidArgument, "\(what) cannot be written as JSON: \(explain(error))", field: what)
        }
    }

    /// A reply of ours, which has this type or this package has a fault.
    static func read<T: Decodable>(_ json: String, as type: T.Type = T.self, operation: String? = nil) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(json.utf8))
        } catch {
            throw SteersmanError(.decode, "the reply is no \(type): \(explain(error))", operation: operation)
        }
    }

    /// What is wrong with a value, in one line: where, and what was expected.
    static func explain(_ error: any Error) -> String {
        func place(_ context: DecodingError.Context, _ more: (any CodingKey)? = nil) -> String {
            let path = context.codingPath + (more.map { [$0] } ?? [])
            let steps = path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
            return steps.isEmpty ? "" : steps.joined().trimmingCharacters(in: ["."]) + ": "
        }
        switch error {
        case DecodingError.keyNotFound(let key, let context): return place(context, key) + "is missing"
        case DecodingError.valueNotFound(let type, let context): return place(context) + "expected a \(type), not null"
        case DecodingError.typeMismatch(let type, let context): return place(context) + "expected a \(type)"
        case DecodingError.dataCorrupted(let context): return place(context) + context.debugDescription
        case EncodingError.invalidValue(let value, let context): return "\(value): \(context.debugDescription)"
        default: return String(describing: error)
        }
    }
}

/// The name of a member on the wire.
struct WireKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// The members of an object that is read.
struct ReadMembers {
    private let container: KeyedDecodingContainer<WireKey>

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: WireKey.self)
    }

    func text(_ name: String) throws -> String? {
        try container.decodeIfPresent(String.self, forKey: WireKey(stringValue: name))
    }

    func required<T: Decodable>(_ name: String) throws -> T {
        try container.decode(T.self, forKey: WireKey(stringValue: name))
    }

    func optional<T: Decodable>(_ name: String) throws -> T? {
        try container.decodeIfPresent(T.self, forKey: WireKey(stringValue: name))
    }

    func list<T: Decodable>(_ name: String) throws -> [T] {
        try optional(name) ?? []
    }

    func nullable<T>(_ name: String) throws -> Nullable<T>? {
        let key = WireKey(stringValue: name)
        guard container.contains(key) else { return nil }
        return try container.decodeIfPresent(T.self, forKey: key).map(Nullable.value) ?? .null
    }

    /// What is not among these names.
    func rest(_ names: Set<String>) throws -> [String: JSONValue] {
        var rest: [String: JSONValue] = [:]
        for key in container.allKeys where !names.contains(key.stringValue) {
            rest[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
        }
        return rest
    }
}

/// The members of an object that is written.
struct WrittenMembers {
    private var container: KeyedEncodingContainer<WireKey>

    init(_ encoder: any Encoder) {
        container = encoder.container(keyedBy: WireKey.self)
    }

    mutating func set<T: Encodable>(_ name: String, _ value: T?) throws {
        try container.encodeIfPresent(value, forKey: WireKey(stringValue: name))
    }

    mutating func set(_ members: [String: JSONValue]) throws {
        for (name, value) in members {
            try container.encode(value, forKey: WireKey(stringValue: name))
        }
    }
}

/// A set of names that may grow: a value that this version does not know is kept as it came.
public protocol OpenEnum: Codable, Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The value of this text.
    init(rawValue: String)
    /// The text on the wire.
    var rawValue: String { get }
}

extension OpenEnum {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
    public var description: String { rawValue }
}

/// A value that a change sets, or null, which clears what was set. Where there is neither, nothing changes.
public enum Nullable<Wrapped: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
    /// Clears it.
    case null
    /// Sets it.
    case value(Wrapped)

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .null : .value(try container.decode(Wrapped.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .value(let value): try container.encode(value)
        }
    }
}

extension Nullable: ExpressibleByUnicodeScalarLiteral where Wrapped: ExpressibleByUnicodeScalarLiteral {
    public init(unicodeScalarLiteral value: Wrapped.UnicodeScalarLiteralType) {
        self = .value(Wrapped(unicodeScalarLiteral: value))
    }
}

extension Nullable: ExpressibleByExtendedGraphemeClusterLiteral
where Wrapped: ExpressibleByExtendedGraphemeClusterLiteral {
    public init(extendedGraphemeClusterLiteral value: Wrapped.ExtendedGraphemeClusterLiteralType) {
        self = .value(Wrapped(extendedGraphemeClusterLiteral: value))
    }
}

extension Nullable: ExpressibleByStringLiteral where Wrapped: ExpressibleByStringLiteral {
    public init(stringLiteral value: Wrapped.StringLiteralType) {
        self = .value(Wrapped(stringLiteral: value))
    }
}

extension Nullable: ExpressibleByIntegerLiteral where Wrapped: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Wrapped.IntegerLiteralType) {
        self = .value(Wrapped(integerLiteral: value))
    }
}

extension Nullable: ExpressibleByBooleanLiteral where Wrapped: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Wrapped.BooleanLiteralType) {
        self = .value(Wrapped(booleanLiteral: value))
    }
}

/// A point in time, as it is on the wire: RFC 3339 text.
public struct Timestamp: RawRepresentable, Codable, Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    /// A date, in UTC and with milliseconds.
    public init(_ date: Date) {
        rawValue = date.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
    }

    /// The date; nil when the text is none.
    public var date: Date? {
        (try? Date(rawValue, strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .colon)))
            ?? (try? Date(rawValue, strategy: .iso8601))
    }

    public var description: String { rawValue }
}
