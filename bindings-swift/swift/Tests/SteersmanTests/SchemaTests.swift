import Foundation
import XCTest

@testable import Steersman

final class SchemaTests: XCTestCase {
    enum Size: String, Decodable, CaseIterable { case small, large }
    struct Place: Decodable { var city: String; var zip: Int? }
    struct Parcel: Decodable, SchemaDescribing {
        var size: Size
        var to: Place
        var notes: [String]?
        var weights: [String: Double]
        var when: Date
        var express: Bool
        var count: UInt8
        var tags: Set<String>
        var rest: JSONValue?
        private enum CodingKeys: String, CodingKey { case size, to, notes, weights, when = "send_at", express, count, tags, rest }
        static let descriptions = ["size": "How large it is.", "send_at": "When it leaves."]
    }

    func testASchemaIsFoundOutFromTheType() throws {
        let schema = try JSONSchema(of: Parcel.self).value
        XCTAssertEqual(schema["properties"]?["size"], ["type": "string", "enum": ["small", "large"], "description": "How large it is."])
        XCTAssertEqual(
            schema["properties"]?["to"],
            [
                "type": "object", "properties": ["city": ["type": "string"], "zip": ["type": "integer"]],
                "required": ["city"], "additionalProperties": false,
            ])
        XCTAssertEqual(schema["properties"]?["notes"], ["type": "array", "items": ["type": "string"]])
        XCTAssertEqual(schema["properties"]?["weights"], ["type": "object", "additionalProperties": ["type": "number"]])
        XCTAssertEqual(schema["properties"]?["send_at"], ["type": "string", "format": "date-time", "description": "When it leaves."])
        XCTAssertEqual(schema["properties"]?["express"], ["type": "boolean"])
        XCTAssertEqual(schema["properties"]?["count"], ["type": "integer", "minimum": 0])
        XCTAssertEqual(schema["properties"]?["tags"], ["type": "array", "items": ["type": "string"], "uniqueItems": true])
        XCTAssertEqual(schema["required"], ["size", "to", "weights", "send_at", "express", "count", "tags"])
    }

    func testATypeCanBringItsOwn() throws {
        struct Even: Decodable, JSONSchemaProviding {
            var value: Int
            init(from decoder: any Decoder) throws {
                value = try decoder.singleValueContainer().decode(Int.self)
            }
            static let jsonSchema: JSONSchema = ["type": "integer", "multipleOf": 2]
        }
        struct Holder: Decodable { var even: Even; var maybe: Even? }
        let schema = try JSONSchema(of: Holder.self).value
        XCTAssertEqual(schema["properties"]?["even"], ["type": "integer", "multipleOf": 2])
        XCTAssertEqual(schema["properties"]?["maybe"], ["type": "integer", "multipleOf": 2])
    }

    func testWhatCannotBeFoundOutIsNamed() {
        enum Closed: String, Decodable { case one }
        struct Holder: Decodable { var choice: Closed }
        struct Node: Decodable { var children: [Node] }
        XCTAssertThrowsError(try JSONSchema(of: Holder.self)) { error in
            XCTAssertEqual((error as? SteersmanError)?.kind, .toolDefinition)
            XCTAssertEqual((error as? SteersmanError)?.field, "choice")
        }
        XCTAssertThrowsError(try JSONSchema(of: Node.self)) { error in
            XCTAssertTrue("\(error)".contains("contains itself"), "\(error)")
        }
    }

    func testTypesOfTheWireGoThereAndBack() throws {
        let text = #"{"status":"completed","steps":3,"usage_per_model":[],"newer":{"a":[1,2.5,true,null,"x"]}}"#
        let status = try Wire.read(text, as: SessionStatus.self)
        XCTAssertEqual(status.pendingToolCalls, [], "a list that was left out is empty")
        XCTAssertEqual(status.additional["newer"]?["a"]?[1]?.double, 2.5)
        let back = try JSONValue(encoding: status)
        XCTAssertEqual(back["newer"], try JSONValue(json: text)["newer"])
        XCTAssertEqual(TrajectoryStatus(rawValue: "timed_out"), .timedOut)
        XCTAssertEqual("\(TrajectoryStatus.unknown("new"))", "new")
        for status in TrajectoryStatus.known {
            XCTAssertEqual(TrajectoryStatus(rawValue: status.rawValue), status)
        }
        XCTAssertEqual(Timestamp(Date(timeIntervalSince1970: 1.5)).date, Date(timeIntervalSince1970: 1.5))
        XCTAssertEqual(Timestamp("2026-03-01T09:00:00Z").date, Date(timeIntervalSince1970: 1_772_355_600))
    }
}
