// The work of the benchmark (bench/) with the Swift package: `backlog BASE_URL session=…`. `make bench` starts it.
import Foundation
import Steersman

let words = CommandLine.arguments
guard words.count > 2, words[1] == "backlog", let url = URL(string: words[2]) else { fatalError("give backlog BASE_URL session=…") }
let pairs = words[3...].map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
let order = Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
let slow = Int(order["slow"] ?? "0") ?? 0

/// Processor time of all threads so far, in seconds.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let client = try Client(ClientOptions(apiKey: "hk-bench", baseURL: url))
let session = try client.session(order["session"] ?? "")
let began = ContinuousClock.now
let cpu = processorTime()
var seen = 0
for try await event in session.stream() {
    if event.type == "AgentEvent", event.index >= 0 { seen += 1 }
    if slow > 0, seen % 100 == 0 { for _ in 0..<slow { _ = try await session.status() } }
}
let spent = processorTime() - cpu
let time = (ContinuousClock.now - began).components
let seconds = Double(time.seconds) + Double(time.attoseconds) / 1e18
print(#"{"units": \#(seen), "seconds": \#(seconds), "cpu": \#(spent)}"#)
