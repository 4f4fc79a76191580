import Foundation
import XCTest

@testable import Steersman

struct Invoice: Codable, Sendable, Equatable {
    var number: String
    var paid: Bool
}

final class SessionTests: SteersmanTestCase {
    func testASessionIsSteered() async throws {
        let client = try await local()
        let session = try await client.startSession(agent: "walker", message: "go")
        try await session.pause()
        try await session.resume()
        try await session.sendMessage("Turn left")
        let result = try await session.waitForCompletion()
        XCTAssertEqual(result.text, "Heard: Turn left")

        let hurried = try await client.startSession(agent: "walker", message: "go")
        try await hurried.forceAnswer()
        let answer = try await hurried.waitForCompletion().text
        XCTAssertEqual(answer?.hasPrefix("Walked"), true)

        let stopped = try await client.startSession(agent: "walker", message: "go")
        try await stopped.cancel()
        let end = try await stopped.waitForCompletion()
        XCTAssertEqual(end.status, .interrupted)
        XCTAssertTrue(end.status.isTerminal)
        try await stopped.cancel()
    }

    func testAWaitAfterAMessageBringsTheNewAnswer() async throws {
        let client = try await local()
        let request = SessionRequest(agent: "parrot", messages: "One", idleTimeoutS: 60)
        let session = try await client.startSession(request)
        let first = try await session.waitForCompletion()
        XCTAssertEqual(first.status, .idle)
        XCTAssertEqual(first.text, "One")
        try await session.sendMessage(UserMessageEvent(message: "Two"))
        let second = try await session.waitForCompletion()
        XCTAssertEqual(second.text, "Two")
        XCTAssertEqual(second.events.first?.index, first.nextIndex)
        try await session.cancel()
    }

    func testAnAnswerIsAType() async throws {
        let client = try await local()
        let schema = try JSONSchema(of: Invoice.self)
        let result = try await client.runSession(agent: "accountant", message: "A-17", answerSchema: schema)
        XCTAssertEqual(try result.answer(as: Invoice.self), Invoice(number: "A-17", paid: true))
    }

    func testAnAnswerThatDoesNotFitHasEverything() async throws {
        struct Other: Decodable { var total: Int }
        let server = serveLog([thought(0)], answer: #"{"number":"A-17","paid":true}"#)
        let session = try client(of: server).session("s", answerSchema: JSONSchema(of: Other.self))
        let error = try await failure { _ = try await session.waitForCompletion() }
        XCTAssertEqual(error.kind, .answerValidation)
        XCTAssertFalse(error.reasons.isEmpty)
        XCTAssertEqual(error.result?.answer?["number"], "A-17")
        XCTAssertEqual(error.result?.events.isEmpty, false)

        let free = try await client(of: server).session("s").waitForCompletion()
        XCTAssertThrowsError(try free.answer(as: Other.self)) { error in
            XCTAssertEqual((error as? SteersmanError)?.kind, .answerValidation)
            XCTAssertEqual((error as? SteersmanError)?.reasons, ["total: is missing"])
        }
    }

    func testASessionThatFailedIsAResult() async throws {
        let client = try await local()
        let result = try await client.runSession(agent: "unlucky", message: "go")
        XCTAssertEqual(result.status, .failed)
        XCTAssertEqual(result.error, "the browser crashed")
        XCTAssertEqual(result.errorCode, .environmentError)
        XCTAssertNil(result.answer)
    }

    func testErrorsHaveTheirParts() async throws {
        let client = try await local()
        let session = try client.session("5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77")
        let error = try await failure { _ = try await session.status() }
        XCTAssertEqual(error.kind, .notFound)
        XCTAssertEqual(error.status, 404)
        XCTAssertEqual(error.operation, "sessions.get_session_status")
        XCTAssertEqual(error.retry, .never)
        XCTAssertEqual(error.localizedDescription, error.message)
        XCTAssertNotNil(error.body)

        let wrong = try await failure { _ = try await client.sessions.listSessions(size: 100_000) }
        XCTAssertEqual(wrong.kind, .invalidArgument)
        XCTAssertEqual(wrong.field, "size")

        let missing = try await failure { _ = try await client.startSession(agent: "nobody", message: "x") }
        XCTAssertNotNil(missing.status, "\(missing)")
    }

    func testNoConnectionIsAnErrorThatMayPass() async throws {
        let server = Server { _ in .nothing }
        let url = server.url
        server.stop()
        let client = try Client(ClientOptions(apiKey: "key-canary-7", baseURL: url, maxRetries: 0))
        let error = try await failure { _ = try await client.sessions.getSessionQuota() }
        XCTAssertEqual(error.kind, .connect)
        XCTAssertTrue(error.isTransient)
        XCTAssertFalse(error.causes.isEmpty)
        XCTAssertNil(error.causes[0].kind, "trouble with the connection is not of this library")
        XCTAssertFalse("\(error) \(error.causes) \(client)".contains("canary"))
    }

    func testTheKeyIsNeverShown() async throws {
        let server = Server { request in
            .json(#"{"message":"you sent \#(request.headers["authorization"] ?? "")"}"#, status: 401)
        }
        let options = ClientOptions(apiKey: "key-canary-7", baseURL: server.url, headers: ["x-key": "key-canary-7"])
        let client = try Client(options)
        let error = try await failure { _ = try await client.sessions.getSessionQuota() }
        XCTAssertEqual(error.kind, .authentication)
        var dumped = ""
        for value in [options, client, error] as [Any] {
            dump(value, to: &dumped)
            dumped += "\(value) \(String(reflecting: value))"
        }
        XCTAssertFalse(dumped.contains("canary"), dumped)
    }

    func testARetryBudgetThatIsSpentHasTheCursor() async throws {
        let server = Server { request in
            request.query["from_index"] == "0"
                ? .json(#"{"status":"running","first_index":0,"new_events":[\#(thought(0))]}"#)
                : .json(#"{"message":"down"}"#, status: 503)
        }
        let client = try client(of: server)
        let stream = try client.session("s").stream(StreamOptions(retryBudget: .milliseconds(200)))
        let error = try await failure { _ = try await collect(stream) }
        XCTAssertEqual(error.cursor, 1)
        XCTAssertEqual(stream.cursor, 1)
    }

    func testACancelledCallIsACancellationError() async throws {
        let server = Server { _ in .silence }
        let client = try client(of: server)
        let task = Task { try await client.sessions.getSessionQuota() }
        task.cancel()
        switch await task.result {
        case .success: XCTFail("it came back")
        case .failure(let error): XCTAssert(error is CancellationError, "\(error)")
        }
    }

    func testTheKeyComesFromAFunction() async throws {
        let keys = Guarded<[String]>([])
        let server = Server { request in
            keys.with { $0.append(request.headers["authorization"] ?? "") }
            return .json(#"{"scope":"user","limit":3,"active":1,"available":2}"#)
        }
        let client = try Client(ClientOptions(keySource: { "fresh-key" }, baseURL: server.url))
        let quota = try await client.sessions.getSessionQuota()
        XCTAssertEqual(quota.available, 2)
        XCTAssertEqual(keys.with { $0 }, ["Bearer fresh-key"])

        struct NoKey: LocalizedError { var errorDescription: String? { "the vault is locked" } }
        let locked = try Client(ClientOptions(keySource: { throw NoKey() }, baseURL: server.url))
        let error = try await failure { _ = try await locked.sessions.getSessionQuota() }
        XCTAssertTrue("\(error) \(error.causes)".contains("the vault is locked"), "\(error) \(error.causes)")
    }

    func testAClosedClientSaysSo() async throws {
        let client = try await local()
        client.close()
        let error = try await failure { _ = try await client.sessions.getSessionQuota() }
        XCTAssertEqual(error.kind, .configuration)
        XCTAssertNil(client.baseURL)
    }
}
