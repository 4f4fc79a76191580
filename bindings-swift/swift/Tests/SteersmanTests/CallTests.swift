import Foundation
import XCTest

@testable import Steersman

final class CallTests: SteersmanTestCase {
    func testAgentsAreMadeChangedAndTakenAway() async throws {
        let client = try await local()
        let made = try await client.agents.createAgent(
            name: "helper", description: "Helps", environments: [.environment(.web(Browser(id: "b", startUrl: "https://example.org")))])
        XCTAssertEqual(made.revision, 1)
        let changed = try await client.agents.patchAgent("helper", ifMatch: 1, description: "Helps more", instructions: .null)
        XCTAssertEqual(changed.revision, 2)
        XCTAssertEqual(changed.description, "Helps more")
        XCTAssertNil(changed.instructions)
        guard case .environment(.web(let browser))? = changed.environments.first else {
            return XCTFail("\(changed.environments)")
        }
        XCTAssertEqual(browser.startUrl, "https://example.org")
        let stale = try await failure { _ = try await client.agents.patchAgent("helper", ifMatch: 1, description: "No") }
        XCTAssertEqual(stale.kind, .preconditionFailed)
        try await client.agents.deleteAgent("helper")
    }

    func testEveryEntryOfAListIsWalkedPageByPage() async throws {
        let client = try await local()
        var ids: [String] = []
        for name in ["Ada", "Grace", "Barbara", "Frances", "Radia"] {
            let request = SessionRequest(agent: "greeter", messages: .text(name), groupId: "walk")
            ids.append(try await client.runSession(request).id)
        }
        let list = client.sessions.listSessionsAll(groupId: "walk", size: 2, sort: [.createdAt])
        let walked = try await collect(list)
        XCTAssertEqual(walked.map(\.id), ids)
        let again = try await collect(list)
        XCTAssertEqual(again.count, 5, "a list can be walked more than once")
        let history = try await collect(client.session(ids[0]).events(size: 3))
        XCTAssertGreaterThan(history.count, 6)
        XCTAssertFalse(history.contains { if case .unknown = $0 { true } else { false } })
    }

    func testNothingNewIsNil() async throws {
        let client = try await local()
        let session = try await client.startSession(agent: "greeter", message: "Ada")
        let result = try await session.waitForCompletion()
        let changes = try await session.changes(fromIndex: result.nextIndex)
        XCTAssertNil(changes)
        let all = try await session.changes()
        XCTAssertEqual(all?.newEvents.count, result.nextIndex)
    }

    func testAFileIsDownloadedPieceByPiece() async throws {
        let server = Server { request in
            XCTAssertEqual(request.path, "/api/v2/sessions/s/resources/screenshots/a%20b.png".removingPercentEncoding)
            return .json(#""0123456789""#)
        }
        let client = try client(of: server)
        let download = try await client.sessions.getSessionResource("s", bucket: "screenshots", key: "a b.png")
        XCTAssertEqual(download.length, 12)
        XCTAssertEqual(download.mediaType, "application/json")
        let data = try await download.data()
        XCTAssertEqual(String(decoding: data, as: UTF8.self), #""0123456789""#)
    }

    func testOptionsOfACallReachTheRequest() async throws {
        let requests = Guarded<[Server.Request]>([])
        let server = Server { request in
            requests.with { $0.append(request) }
            return .json(#"{"id":"s","request":{"agent":"a"},"status":{"status":"queued"},"created_at":"2026-03-01T09:00:00Z"}"#)
        }
        let client = try client(of: server)
        let options = CallOptions(headers: ["x-team": "blue"], query: ["trace": "1"], body: ["max_steps": nil, "newer": [1]])
        let session = try await client.sessions.createSession(agent: "a", idempotencyKey: "once", messages: "hi", options: options)
        XCTAssertEqual(session.status.status, .queued)
        let sent = try XCTUnwrap(requests.with { $0.first })
        XCTAssertEqual(sent.headers["x-team"], "blue")
        XCTAssertEqual(sent.headers["idempotency-key"], "once")
        XCTAssertEqual(sent.query["trace"], "1")
        let body = try JSONValue(json: sent.body)
        XCTAssertEqual(body, ["agent": "a", "messages": "hi", "max_steps": nil, "newer": [1]])
    }

    func testACallEndsAtItsDeadline() async throws {
        let client = try client(of: Server { _ in .silence })
        let options = CallOptions(deadline: .milliseconds(50), maxRetries: 1000)
        let error = try await failure { _ = try await client.sessions.getSession("s", options: options) }
        XCTAssertEqual(error.kind, .deadlineExceeded)
    }

    func testAnOperationIsCalledByItsName() async throws {
        let client = try await local()
        let made = try await client.call("agents.create_agent", arguments: ["name": "clerk", "description": "Files", "environments": []])
        XCTAssertEqual(made?.name, "clerk")
        XCTAssertEqual(made?.revision, 1)
        let nothing = try await client.call("agents.delete_agent", arguments: ["agent_name": "clerk"])
        XCTAssertNil(nothing)
        let wrong = try await failure { _ = try await client.call("agents.list_agents", arguments: ["page": "x"]) }
        XCTAssertEqual(wrong.field, "page")
    }

    func testAPageThatIsTooLargeIsReadEntryByEntry() async throws {
        let names = ["a", "b", "c"]
        let server = Server { request in
            let (page, size) = (Int(request.query["page"]!)!, Int(request.query["size"]!)!)
            if size > 1, page == 1 { return .json(#"{"detail":"too large"}"#, status: 413) }
            let entries = names.dropFirst((page - 1) * size).prefix(size).map { #"{"name":"\#($0)","description":"d","body":"b"}"# }
            return .json(#"{"total":3,"page":\#(page),"items":[\#(entries.joined(separator: ","))]}"#)
        }
        let skills = try await collect(client(of: server).skills.listSkillsAll(size: 2))
        XCTAssertEqual(skills.map(\.name), names)
    }

    func testADeliveryIsVerified() throws {
        let body = Data(#"{"type":"session.completed","id":"d1","created_at":"2026-03-01T09:00:00Z","data":{"session_id":"s","status":"completed"}}"#.utf8)
        let now = String(Int(Date().timeIntervalSince1970))
        let signature = Webhook.sign(body: body, timestamp: now, secret: "whsec_dGVzdA==")
        let delivery = try Webhook.verify(body: body, signature: signature, timestamp: now, secrets: ["whsec_dGVzdA=="])
        XCTAssertEqual(delivery.type, "session.completed")
        XCTAssertThrowsError(try Webhook.verify(body: body, signature: signature, timestamp: now, secrets: ["other"])) { error in
            XCTAssertEqual((error as? SteersmanError)?.kind, .webhookVerification)
        }
    }

    func testWhatTheLibrarySaysIsHandedOn() async throws {
        let server = serveLog((0..<6).map(thought), evicted: 5)
        let records = Guarded<[LogRecord]>([])
        let heard = Signal()
        try Log.listen(at: .warning) { record in
            records.with { $0.append(record) }
            Task { await heard.fire() }
        }
        let client = try client(of: server)
        _ = try await collect(client.session("s").stream())
        await heard.wait()
        Log.stop()
        XCTAssertTrue(records.with { $0 }.contains { $0.text.contains("events are lost") && $0.level == .warning })
        XCTAssertFalse("\(records.with { $0 })".contains("canary"))
    }
}
