import Foundation

/// A JSON Schema: what the arguments of a tool or an answer have to look like.
///
/// Made from a type (``init(of:)``), or written out: `["type": "object", "properties": ["city": ["type": "string"]]]`.
public struct JSONSchema: Sendable, Hashable, Codable, ExpressibleByDictionaryLiteral {
    /// The schema, a JSON object.
    public let value: JSONValue

    /// A schema that is there as JSON.
    public init(_ value: JSONValue) { self.value = value }

    public init(dictionaryLiteral members: (String, JSONValue)...) {
        value = .object(Dictionary(members) { _, last in last })
    }

    /// The schema of a type, found out by letting it decode itself and noting what it asks for.
    ///
    /// That works for structs of texts, numbers, truth values, dates (ISO 8601), URLs, data (base64), optionals, lists, dictionaries,
    /// other such structs, and enums of texts that are `CaseIterable`. What members mean is said by
    /// ``SchemaDescribing``; any other type can be a ``JSONSchemaProviding``.
    ///
    /// - Throws: ``SteersmanError`` of the kind `toolDefinition`, with the member in `field`, when the type cannot be found out about.
    public init(of type: (some Decodable).Type) throws {
        value = try SchemaRecorder.schema(of: type, path: [])
    }

    public init(from decoder: any Decoder) throws { value = try JSONValue(from: decoder) }
    public func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

/// A type that says what its members mean; the agent reads it.
///
/// ```swift
/// struct Order: Decodable, SchemaDescribing {
///     var number: String
///     static let descriptions = ["number": "The order's number, such as A-17."]
/// }
/// ```
public protocol SchemaDescribing {
    /// What each member means, by its coding key.
    static var descriptions: [String: String] { get }
}

/// A type that has a JSON Schema of its own.
public protocol JSONSchemaProviding {
    /// The schema.
    static var jsonSchema: JSONSchema { get }
}

/// Decodes types from nothing, and notes what they ask for.
final class SchemaRecorder: Decoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    fileprivate var note = Note.nothing

    fileprivate enum Note {
        case nothing
        case value(JSONValue)
        case object([String: JSONValue], required: [String])
    }

    /// Deeper than any type that a person writes; a type that contains itself has no end.
    private static let deepest = 16

    private init(_ path: [any CodingKey]) { codingPath = path }

    static func schema(of type: any Decodable.Type, path: [any CodingKey]) throws -> JSONValue {
        try look(at: type, path: path).schema
    }

    /// The schema of a type, and some value of it, so that the type around it can go on.
    static func look<T: Decodable>(at type: T.Type, path: [any CodingKey]) throws -> (schema: JSONValue, value: T) {
        guard path.count <= deepest else { throw failed("contains itself", path) }
        if let simple = simple(type), let value = simple.1 as? T {
            return (provided(type) ?? simple.0, value)
        }
        if let list = type as? any SchemaList.Type { return (try list.listSchema(path), try empty(type, path)) }
        if let choice = type as? any CaseIterable.Type, let (values, first) = cases(choice), let first = first as? T {
            return (provided(type) ?? ["type": "string", "enum": .array(values)], first)
        }
        let recorder = SchemaRecorder(path)
        let value: T
        do {
            value = try T(from: recorder)
        } catch let error as SteersmanError {
            throw error
        } catch {
            throw failed("\(type) cannot be made from sample values (\(Wire.explain(error))); let it be a JSONSchemaProviding", path)
        }
        switch recorder.note {
        case .value(let schema): return (provided(type) ?? schema, value)
        case .nothing: return (provided(type) ?? object([:], []), value)
        case .object(var members, let required):
            for (name, text) in (type as? any SchemaDescribing.Type)?.descriptions ?? [:] {
                if case .object(var member)? = members[name] {
                    member["description"] = .string(text)
                    members[name] = .object(member)
                }
            }
            return (provided(type) ?? object(members, required), value)
        }
    }

    private static func provided(_ type: Any.Type) -> JSONValue? {
        (type as? any JSONSchemaProviding.Type)?.jsonSchema.value
    }

    private static func object(_ members: [String: JSONValue], _ required: [String]) -> JSONValue {
        var schema: [String: JSONValue] = ["type": "object", "properties": .object(members), "additionalProperties": false]
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        return .object(schema)
    }

    private static func simple(_ type: Any.Type) -> (JSONValue, Any)? {
        switch type {
        case is String.Type: (["type": "string"], "")
        case is Bool.Type: (["type": "boolean"], false)
        case is Double.Type: (["type": "number"], Double(0))
        case is Float.Type: (["type": "number"], Float(0))
        case is Decimal.Type: (["type": "number"], Decimal(0))
        case is Date.Type: (["type": "string", "format": "date-time"], Date(timeIntervalSince1970: 0))
        case is Data.Type: (["type": "string", "contentEncoding": "base64"], Data())
        case is UUID.Type: (["type": "string", "format": "uuid"], UUID())
        case is URL.Type: (["type": "string", "format": "uri"], URL(fileURLWithPath: "/"))
        case is JSONValue.Type: ([:], JSONValue.null)
        case is any UnsignedInteger.Type: integer(type, ["type": "integer", "minimum": 0])
        case is any SignedInteger.Type: integer(type, ["type": "integer"])
        default: nil
        }
    }

    private static func integer(_ type: Any.Type, _ schema: JSONValue) -> (JSONValue, Any)? {
        (type as? any FixedWidthInteger.Type).map { (schema, $0.zero) }
    }

    private static func cases(_ type: any CaseIterable.Type) -> ([JSONValue], Any)? {
        func open<T: CaseIterable>(_ type: T.Type) -> ([JSONValue], Any)? {
            let values = type.allCases.compactMap { (($0 as? any RawRepresentable)?.rawValue as? String).map { JSONValue.string($0) } }
            guard let first = type.allCases.first, values.count == type.allCases.count else { return nil }
            return (values, first)
        }
        return open(type)
    }

    private static func empty<T: Decodable>(_ type: T.Type, _ path: [any CodingKey]) throws -> T {
        // Lists and dictionaries that hold nothing.
        if let value = try? JSONDecoder().decode(type, from: Data("[]".utf8)) { return value }
        return try JSONDecoder().decode(type, from: Data("{}".utf8))
    }

    static func failed(_ what: String, _ path: [any CodingKey]) -> SteersmanError {
        let field = path.map(\.stringValue).joined(separator: ".")
        return SteersmanError(.toolDefinition, "no JSON Schema\(field.isEmpty ? "" : " of \(field)"): \(what)", field: field)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        if case .nothing = note { note = .object([:], required: []) }
        return KeyedDecodingContainer(Members<Key>(recorder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw Self.failed("elements by position are not supported; let the type be a JSONSchemaProviding", codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(recorder: self) }

    fileprivate func record(_ name: String, _ schema: JSONValue, required: Bool) {
        guard case .object(var members, var names) = note else { return }
        members[name] = schema
        if required { names.append(name) }
        note = .object(members, required: names)
    }

    private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let recorder: SchemaRecorder
        var codingPath: [any CodingKey] { recorder.codingPath }
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { true }
        func decodeNil(forKey key: Key) throws -> Bool { true }

        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
            let (schema, value) = try look(at: type, path: codingPath + [key])
            recorder.record(key.stringValue, schema, required: true)
            return value
        }

        private func absent<T: Decodable>(_ type: T.Type, _ key: Key) throws -> T? {
            recorder.record(key.stringValue, try schema(of: type, path: codingPath + [key]), required: false)
            return nil
        }

        func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try absent(type, key) }
        func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try absent(type, key) }
        func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try absent(type, key) }
        func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try absent(type, key) }
        func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try absent(type, key) }
        func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try absent(type, key) }
        func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try absent(type, key) }
        func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try absent(type, key) }
        func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try absent(type, key) }
        func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try absent(type, key) }
        func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try absent(type, key) }
        func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try absent(type, key) }
        func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try absent(type, key) }
        func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try absent(type, key) }
        func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try absent(type, key) }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> {
            throw failed("nested containers are not supported", codingPath + [key])
        }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            throw failed("nested containers are not supported", codingPath + [key])
        }
        func superDecoder() throws -> any Decoder { recorder }
        func superDecoder(forKey key: Key) throws -> any Decoder { recorder }
    }

    private struct Single: SingleValueDecodingContainer {
        let recorder: SchemaRecorder
        var codingPath: [any CodingKey] { recorder.codingPath }

        func decodeNil() -> Bool { false }
        func decode<T: Decodable>(_ type: T.Type) throws -> T {
            let (schema, value) = try look(at: type, path: codingPath)
            recorder.note = .value(schema)
            return value
        }
    }
}

/// Lists and dictionaries, whatever is in them.
private protocol SchemaList {
    static func listSchema(_ path: [any CodingKey]) throws -> JSONValue
}

extension Array: SchemaList where Element: Decodable {
    static func listSchema(_ path: [any CodingKey]) throws -> JSONValue {
        ["type": "array", "items": try SchemaRecorder.schema(of: Element.self, path: path + [WireKey(stringValue: "[]")])]
    }
}

extension Set: SchemaList where Element: Decodable {
    static func listSchema(_ path: [any CodingKey]) throws -> JSONValue {
        let items = try SchemaRecorder.schema(of: Element.self, path: path + [WireKey(stringValue: "[]")])
        return ["type": "array", "items": items, "uniqueItems": true]
    }
}

extension Dictionary: SchemaList where Key == String, Value: Decodable {
    static func listSchema(_ path: [any CodingKey]) throws -> JSONValue {
        let values = try SchemaRecorder.schema(of: Value.self, path: path + [WireKey(stringValue: "*")])
        return ["type": "object", "additionalProperties": values]
    }
}

extension Optional: SchemaList where Wrapped: Decodable {
    /// Inside lists; members that may be absent are not asked for as such.
    static func listSchema(_ path: [any CodingKey]) throws -> JSONValue {
        ["anyOf": [try SchemaRecorder.schema(of: Wrapped.self, path: path), ["type": "null"]]]
    }
}
