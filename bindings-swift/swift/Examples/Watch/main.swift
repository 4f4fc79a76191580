// Starts a session, shows what its agent does as it happens, and prints the answer.
// usage: steersman-watch [AGENT MESSAGE]
// With HAI_API_KEY set it works on the hosted service, without on an Agents API inside this program.
import Foundation
import Steersman

let arguments = CommandLine.arguments.dropFirst()
let agent = arguments.first ?? "h/showcase"
let message = arguments.dropFirst().first ?? "Show me"

struct Order: Decodable {
    var number: String
}

do {
    let hosted = ProcessInfo.processInfo.environment["HAI_API_KEY"] != nil
    let client = hosted ? try Client() : try await Client.local()
    let lookup = try Tool("lookup_order", "Looks up an order by its number.") { (order: Order) in
        "\(order.number) is paid"
    }
    let session = try await client.startSession(agent: .text(agent), message: message, tools: [lookup])

    let stream = session.streamRunningTools(StreamOptions(timeout: .seconds(600)))
    for try await event in stream {
        switch event.payload {
        case .agentEvent(let agent):
            switch agent.data {
            case .policyEvent(let thought): print("\(event.index)  thinks: \(thought.content ?? "…")")
            case .answerEvent(let answer): print("\(event.index)  answers: \(answer.answer)")
            default: print("\(event.index)  \(event.type)")
            }
        case .activeStateChangeEvent(let change): print("\(event.index)  is \(change.data.state)")
        case .unknown(let raw): print("\(event.index)  something new: \(raw)")
        default: print("\(event.index)  \(event.type)")
        }
    }
    if let result = stream.result {
        print("\(result.status): \(result.answer ?? "no answer")")
    }
} catch {
    FileHandle.standardError.write(Data("error: \(error)\n".utf8))
    exit(1)
}
