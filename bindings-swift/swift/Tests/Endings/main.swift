// Ends in the middle of a stream, in a way that its argument names. scripts/test.sh looks at the exit code, and for how long.
import Foundation
import Steersman

#if canImport(Glibc)
    import Glibc
#endif

let agents = """
    agents:
      - name: walker
        steps: [{ repeat: { times: 100000, steps: [{ think: "step {{ steps + 1 }}" }, { wait: 5ms }] } }, { answer: done }]
      - name: caller
        steps: [{ call: { tool: work, args: {} } }, { answer: done }]
    """

let way = CommandLine.arguments.dropFirst().first ?? ""
let client = try await Client.local(agentsText: agents)
let session = try await client.startSession(agent: "walker", message: "go")
let stream = session.stream()

switch way {
case "exit":
    for try await event in stream where event.index == 20 { exit(3) }
case "return":
    // The end of the program, with the stream open.
    for try await event in stream where event.index == 20 { break }
case "cancel":
    let task = Task { for try await _ in stream {} }
    while stream.cursor < 20 { await Task.yield() }
    task.cancel()
    _ = await task.result
    exit(0)
case "drop":
    // Tasks that are still reading.
    for _ in 0..<8 {
        Task { for try await _ in session.stream() {} }
    }
    for try await event in stream where event.index == 20 { break }
case "tool":
    // In the middle of a tool.
    let work = try Tool("work", "Works") { () async throws -> Int in exit(4) }
    _ = try await client.runSession(agent: "caller", message: "go", tools: [work])
case "wait":
    Task { _ = try await session.waitForCompletion() }
    for try await event in stream where event.index == 20 { exit(5) }
case "signal":
    for try await event in stream where event.index == 20 { kill(getpid(), SIGTERM) }
default:
    FileHandle.standardError.write(Data("usage: endings exit|return|cancel|drop|tool|wait|signal\n".utf8))
    exit(2)
}
