// Microseconds per event of a stream of 200,000 events of about 200 bytes, from a log that is there, best of five; the process's
// own server costs the same in each. `scripts/bench.sh` runs it against a release build.
import Foundation
import Steersman

let agents = """
    agents:
      - name: sprinter
        steps: [{ repeat: { times: 20000, steps: [{ think: "step {{ steps + 1 }}" }] } }, { answer: done }]
    """
let client = try await Client.local(agentsText: agents)
let session = try await client.startSession(agent: "sprinter", message: "go")
_ = try await session.waitForCompletion(WaitOptions(includeEvents: false))

func measure(_ what: String, _ look: (Event) -> Void) async throws {
    var best = Double.infinity
    var count = 0
    for _ in 0..<5 {
        count = 0
        let began = ContinuousClock.now
        for try await event in session.stream(StreamOptions(readAhead: 4096)) {
            look(event)
            count += 1
        }
        let time = ContinuousClock.now - began
        best = min(best, Double(time.components.seconds) * 1e6 + Double(time.components.attoseconds) / 1e12)
    }
    print("\(what): \(String(format: "%.2f", best / Double(count))) µs per event (\(count) events)")
}

try await measure("stream, index only") { _ = $0.index }
try await measure("stream, payload read") { if case .unknown = $0.payload { exit(1) } }

// Reading alone: what is left is the network and the core.
let events = try await { () async throws -> [Event] in
    var all: [Event] = []
    for try await event in session.stream() { all.append(event) }
    return all
}()
let began = ContinuousClock.now
for event in events { if case .unknown = event.payload { exit(1) } }
let time = ContinuousClock.now - began
let micros = Double(time.components.seconds) * 1e6 + Double(time.components.attoseconds) / 1e12
print("reading a payload: \(String(format: "%.2f", micros / Double(events.count))) µs")
