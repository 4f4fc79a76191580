import Foundation
import SteersmanNative
import XCTest

@testable import Steersman

/// The scripted agents that the tests work with.
let agents = """
    agents:
      - name: greeter
        steps: [{ think: "A guest is waiting" }, { answer: "Hello, {{ task }}!" }]
      - name: parrot
        steps: [{ think: "I was told: {{ message }}" }, { answer: "{{ message }}" }]
      - name: calculator
        steps:
          - call: [{ tool: double, args: { number: 4 } }, { tool: double, args: { number: 5 } }]
            save: first
          - call: { tool: double, args: { number: 6 } }
          - answer: "{{ last }}"
      - name: crowd
        steps:
          - call: [{ tool: meet, args: {} }, { tool: meet, args: {} }, { tool: meet, args: {} }]
          - answer: met
      - name: walker
        steps:
          - repeat:
              times: 6000
              while: messages|length < 2
              steps: [{ think: "step {{ steps + 1 }}" }, { wait: 20ms }]
          - answer: "Heard: {{ message }}"
        on_force_answer: "Walked {{ steps }} steps"
      - name: sprinter
        steps: [{ repeat: { times: 4000, steps: [{ think: "step {{ steps + 1 }}" }] } }, { answer: done }]
      - name: accountant
        steps: [{ answer: { number: "{{ task }}", paid: true } }]
      - name: unlucky
        steps: [{ think: "This cannot go well" }, { fail: { error: the browser crashed, code: environment_error } }]
    """

/// What every test ends with: nothing native is left.
class SteersmanTestCase: XCTestCase {
    override func tearDown() async throws {
        // What a test let go of ends on other threads: this waits for it, and says what stayed.
        await eventually { live() == [:] }
        XCTAssertEqual(live(), [:], "native objects are left")
    }

    func local() async throws -> Client { try await Client.local(agentsText: agents) }
}

/// The native objects that there are.
func live() -> [String: UInt64] {
    let counts = nativeCounts()
    let all = [
        "clients": counts.clients, "sessions": counts.sessions, "streams": counts.streams,
        "downloads": counts.downloads, "cancels": counts.cancels, "calls": counts.calls,
    ]
    return all.filter { $0.value != 0 }
}

/// Waits for what other threads do and nothing tells of; fails when it does not come.
func eventually(file: StaticString = #filePath, line: UInt = #line, _ condition: () -> Bool) async {
    let until = Date(timeIntervalSinceNow: 30)
    while !condition() {
        guard Date() < until else { return XCTFail("it did not come", file: file, line: line) }
        try? await Task.sleep(for: .milliseconds(1))
    }
}

struct Number: Decodable, Sendable {
    var number: Int
}

func collect<S: AsyncSequence>(_ sequence: S) async throws -> [S.Element] {
    var all: [S.Element] = []
    for try await element in sequence { all.append(element) }
    return all
}

/// The error of ours that a work ends with.
func failure(
    file: StaticString = #filePath, line: UInt = #line, _ work: () async throws -> Void
) async throws -> SteersmanError {
    do {
        try await work()
    } catch let error as SteersmanError {
        return error
    }
    XCTFail("nothing was thrown", file: file, line: line)
    throw CancellationError()
}

/// Something that is waited for, once or by many.
actor Signal {
    private var happened = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func fire() {
        happened = true
        waiting.forEach { $0.resume() }
        waiting = []
    }

    func wait() async {
        if !happened { await withCheckedContinuation { waiting.append($0) } }
    }
}

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
