import Foundation
import XCTest

@testable import Steersman

final class StreamTests: SteersmanTestCase {
    func testAStreamBringsEveryEventOnceAndTheOutcome() async throws {
        let client = try await local()
        let session = try await client.startSession(agent: "greeter", message: "Ada")
        let stream = session.stream()
        let events = try await collect(stream)
        XCTAssertEqual(events.map(\.index), Array(0..<events.count))
        XCTAssertEqual(stream.cursor, events.count)
        XCTAssertEqual(stream.result?.status, .completed)
        XCTAssertEqual(stream.result?.text, "Hello, Ada!")
        let again = try await collect(stream)
        XCTAssertEqual(again, [], "what is over stays over")
    }

    func testPayloadsAreTyped() async throws {
        let client = try await local()
        let session = try await client.startSession(agent: "greeter", message: "Ada")
        var states: [AgentState] = []
        var answer: JSONValue?
        for try await event in session.stream() {
            switch event.payload {
            case .activeStateChangeEvent(let change): states.append(change.data.state)
            case .agentEvent(let agent):
                if case .answerEvent(let given) = agent.data { answer = given.answer }
            default: break
            }
            XCTAssertNotNil(event.timestamp?.date, event.json)
        }
        XCTAssertEqual(states.first, .running)
        XCTAssertEqual(answer, "Hello, Ada!")
    }

    func testAStreamGoesOnWhereAnotherOneWasLeft() async throws {
        let client = try await local()
        let session = try await client.startSession(agent: "greeter", message: "Ada")
        let first = session.stream()
        for try await event in first where event.index == 2 { break }
        XCTAssertEqual(first.cursor, 3)
        let rest = try await collect(session.stream(fromIndex: first.cursor))
        XCTAssertEqual(rest.first?.index, 3)
        // The same stream can be read on as well.
        let more = try await collect(first)
        XCTAssertEqual(more.map(\.index), rest.map(\.index))
    }

    func testUnknownEventsArePassedOnAsTheyCame() async throws {
        let strange = #"{"type":"TeleportEvent","timestamp":"2026-03-01T09:00:00Z","data":{"to":["Mars",1.5,null]}}"#
        let broken = #"{"type":"AgentEvent","timestamp":"2026-03-01T09:00:00Z","data":{"kind":"answer_event"}}"#
        let newer = #"{"type":"ActiveStateChangeEvent","timestamp":"2026-03-01T09:00:00Z","data":{"state":"dreaming","depth":3},"mood":"calm"}"#
        let server = serveLog([strange, broken, newer])
        let client = try client(of: server)
        let events = try await collect(client.session("s").stream())
        XCTAssertEqual(events.map(\.type), ["TeleportEvent", "AgentEvent", "ActiveStateChangeEvent"])
        XCTAssertEqual(events[0].payload, .unknown(try JSONValue(json: strange)))
        XCTAssertEqual(events[0].raw["data"]?["to"]?[0], "Mars")
        XCTAssertEqual(events[0].json, strange)
        guard case .activeStateChangeEvent(let change) = events[2].payload else { return XCTFail("\(events[2])") }
        XCTAssertEqual(change.data.state, .unknown("dreaming"))
        XCTAssertEqual(change.data.additional, ["depth": 3])
        XCTAssertEqual(change.additional, ["mood": "calm"])
        let written = try JSONValue(encoding: events[2].payload)
        XCTAssertEqual(written, try JSONValue(json: newer), "what was read can be written again")
    }

    func testEvictedEventsAreAGap() async throws {
        let server = serveLog((0..<6).map(thought), evicted: 5)
        let client = try client(of: server)
        let events = try await collect(client.session("s").stream())
        XCTAssertEqual(events.first?.gap?.from, 0)
        XCTAssertEqual(events.first?.gap?.to, 5)
        XCTAssertEqual(events.first?.type, "gap")
        XCTAssertEqual(events.last?.index, 5)
    }

    func testCancellingATaskClosesTheStreamPromptly() async throws {
        let server = Server { request in
            request.query["from_index"] == "0"
                ? .json(#"{"status":"running","first_index":0,"new_events":[\#(thought(0))]}"#) : .silence
        }
        let client = try client(of: server)
        let stream = try client.session("s").stream()
        let first = Signal()
        let task = Task {
            for try await _ in stream { await first.fire() }
        }
        await first.wait()
        await eventually { server.silent.with { $0 } == 1 }
        task.cancel()
        switch await task.result {
        case .success: XCTFail("it ended without an error")
        case .failure(let error): XCTAssert(error is CancellationError, "\(error)")
        }
        XCTAssertEqual(stream.cursor, 1)
        // The request in flight is dropped: the server sees it.
        await eventually { server.abandoned.with { $0 } == 1 }
    }

    func testClosingEndsAReaderThatWaits() async throws {
        let server = Server { _ in .silence }
        let client = try client(of: server)
        let stream = try client.session("s").stream()
        async let events = collect(stream)
        stream.close()
        let seen = try await events
        XCTAssertEqual(seen, [])
        XCTAssertNil(stream.result)
    }

    func testAStreamHasOneReaderAtATime() async throws {
        let server = Server { _ in .silence }
        let client = try client(of: server)
        let stream = try client.session("s").stream()
        let error = try await failure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 { group.addTask { _ = try await collect(stream) } }
                defer { stream.close() }
                try await group.next()
            }
        }
        XCTAssertEqual(error.kind, .invalidArgument)
    }

    func testWrongOptionsAreAnErrorOfTheFirstNext() async throws {
        let client = try await local()
        let stream = try client.session("s").stream(StreamOptions(waitForSeconds: -1))
        let error = try await failure { _ = try await collect(stream) }
        XCTAssertEqual(error.kind, .invalidArgument)
        XCTAssertEqual(error.field, "waitForSeconds")
    }

    func testADeadlineHasTheCursor() async throws {
        let client = try await local()
        let session = try await client.startSession(agent: "walker", message: "go")
        let stream = session.stream(StreamOptions(timeout: .milliseconds(300)))
        let error = try await failure { _ = try await collect(stream) }
        XCTAssertEqual(error.kind, .deadlineExceeded)
        XCTAssertEqual(error.cursor, stream.cursor)
        XCTAssertEqual(error.sessionId, session.id)
        try await session.cancel()
    }

    func testEventsCanBeReadOnTheMainActor() async throws {
        let client = try await local()
        let session = try await client.startSession(agent: "greeter", message: "Ada")
        let count = try await countOnTheMainActor(session.stream())
        XCTAssertGreaterThan(count, 5)
    }
}

@MainActor
private func countOnTheMainActor(_ stream: EventStream) async throws -> Int {
    var count = 0
    for try await _ in stream {
        MainActor.assertIsolated()
        count += 1
    }
    return count
}
