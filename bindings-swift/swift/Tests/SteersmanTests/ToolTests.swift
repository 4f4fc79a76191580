import Foundation
import XCTest

@testable import Steersman

final class ToolTests: SteersmanTestCase {
    func testToolsRunAndTheAgentGetsTheirResults() async throws {
        let client = try await local()
        let double = try Tool("double", "Doubles a number") { (given: Number, context: ToolContext) in
            XCTAssertEqual(context.toolName, "double")
            XCTAssertNotNil(context.step)
            return given.number * 2
        }
        let result = try await client.runSession(agent: "calculator", message: "go", tools: [double])
        XCTAssertEqual(result.status, .completed)
        XCTAssertEqual(result.answer.map { "\($0)" }?.contains("12"), true, "\(String(describing: result.answer))")
        XCTAssertEqual(result.events.map(\.index), Array(0..<result.nextIndex))
    }

    func testCallsOfOneStepRunSideBySide() async throws {
        let client = try await local()
        // Nobody goes on before all three are there.
        let together = Rendezvous(3)
        let meet = try Tool("meet", "Meets the others") { () async throws -> Bool in
            await together.arrive()
            return true
        }
        let options = WaitOptions(timeout: .seconds(30))
        let result = try await client.runSession(agent: "crowd", message: "go", tools: [meet], options: options)
        XCTAssertEqual(result.answer, "met")
    }

    func testWhatAToolThrowsIsToldToTheAgent() async throws {
        let client = try await local()
        let broken = try Tool("double", "Doubles a number") { (given: Number) -> Int in
            throw ToolFailure("the number \(given.number) is unlucky")
        }
        let result = try await client.runSession(agent: "calculator", message: "go", tools: [broken])
        XCTAssertEqual(result.status, .completed)
        XCTAssertTrue(result.events.contains { $0.json.contains("the number 4 is unlucky") })
    }

    func testArgumentsThatDoNotFitAreToldToTheAgent() async throws {
        struct Text: Decodable { var number: String }
        let client = try await local()
        let picky = try Tool("double", "Doubles a number") { (given: Text) in given.number }
        let result = try await client.runSession(agent: "calculator", message: "go", tools: [picky])
        let told = result.events.contains { $0.json.contains("the arguments do not fit: number: expected a String") }
        XCTAssertTrue(told, result.events.map(\.json).joined(separator: "\n"))
    }

    func testAResultThatIsNoJSONIsToldToTheAgent() async throws {
        let client = try await local()
        let infinite = try Tool("double", "Doubles a number") { (_: Number) in Double.infinity }
        let result = try await client.runSession(agent: "calculator", message: "go", tools: [infinite])
        XCTAssertEqual(result.status, .completed)
        XCTAssertTrue(result.events.contains { $0.json.contains("the result of double is not JSON") })
    }

    func testACallThatTakesTooLongIsCancelledAndTheAgentGoesOn() async throws {
        let client = try await local()
        // The limit of the tool, then that of the wait.
        for (own, general) in [(Duration.milliseconds(50), nil), (nil, Duration.milliseconds(50))] as [(Duration?, Duration?)] {
            let reasons = Guarded<[String?]>([])
            let slow = try Tool("double", "Doubles a number", timeout: own) { (_: Number, context: ToolContext) -> Int in
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    reasons.with { $0.append(context.withdrawal) }
                    throw error
                }
                return 0
            }
            let options = WaitOptions(toolTimeout: general)
            let result = try await client.runSession(agent: "calculator", message: "go", tools: [slow], options: options)
            XCTAssertEqual(result.status, .completed)
            XCTAssertTrue(result.events.contains { $0.json.contains("did not finish within") }, "\(result.events.map(\.json))")
            await eventually { reasons.with { $0.count } == 3 }
            XCTAssertEqual(reasons.with { $0 }, ["timed_out", "timed_out", "timed_out"])
        }
    }

    func testLeavingAWaitCancelsItsCallsAndAnotherWaitRunsThemAgain() async throws {
        let client = try await local()
        let (began, stopped) = (Signal(), Signal())
        let hanging = try Tool("double", "Doubles a number") { (_: Number, context: ToolContext) -> Int in
            await began.fire()
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                XCTAssertEqual(context.withdrawal, "watch_ended")
                await stopped.fire()
                throw error
            }
            return 0
        }
        let session = try await client.startSession(agent: "calculator", message: "go", tools: [hanging])
        let wait = Task { try await session.waitForCompletion() }
        await began.wait()
        wait.cancel()
        await stopped.wait()
        switch await wait.result {
        case .success: XCTFail("the wait came back")
        case .failure(let error): XCTAssert(error is CancellationError, "\(error)")
        }
        let double = try Tool("double", "Doubles a number") { (given: Number) in given.number * 2 }
        let result = try await session.waitForCompletion(tools: [double])
        XCTAssertEqual(result.status, .completed)
    }

    func testAStreamRunsToolsOnlyWhenItIsGivenThem() async throws {
        let client = try await local()
        let ran = Guarded(0)
        let double = try Tool("double", "Doubles a number") { (given: Number) in
            ran.with { $0 += 1 }
            return given.number * 2
        }
        let session = try await client.startSession(agent: "calculator", message: "go", tools: [double])
        for try await event in session.stream() {
            if case .activeStateChangeEvent(let change) = event.payload, change.data.state == .awaitingToolResults { break }
        }
        XCTAssertEqual(ran.with { $0 }, 0)
        let stream = session.streamRunningTools()
        _ = try await collect(stream)
        XCTAssertEqual(stream.result?.status, .completed)
        XCTAssertEqual(ran.with { $0 }, 3)
    }

    func testTaskLocalsReachTheTool() async throws {
        let client = try await local()
        let seen = Guarded<Set<String>>([])
        let double = try Tool("double", "Doubles a number") { (given: Number) in
            seen.with { _ = $0.insert(Trace.id) }
            return given.number * 2
        }
        _ = try await Trace.$id.withValue("t-1") {
            try await client.runSession(agent: "calculator", message: "go", tools: [double])
        }
        XCTAssertEqual(seen.with { $0 }, ["t-1"])
    }

    func testAToolWithAWrongNameIsRefusedBeforeARequest() async throws {
        let client = try await local()
        let wrong = try Tool("1 tool", "Has no name") { () async throws -> Int in 1 }
        let error = try await failure { _ = try await client.startSession(agent: "greeter", message: "x", tools: [wrong]) }
        XCTAssertEqual(error.kind, .toolDefinition, "\(error)")
    }
}

enum Trace {
    @TaskLocal static var id = "none"
}

/// Lets go of all when so many have arrived.
actor Rendezvous {
    private let wanted: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ wanted: Int) { self.wanted = wanted }

    func arrive() async {
        if waiting.count + 1 == wanted {
            waiting.forEach { $0.resume() }
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }
}
