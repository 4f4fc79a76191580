import Foundation

@testable import Steersman

#if canImport(Glibc)
    import Glibc
    private let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
    import Darwin
    private let streamSocket = SOCK_STREAM
#endif

/// A server of one's own making, for what the embedded runtime never does. One thread for a connection.
final class Server: Sendable {
    struct Request: Sendable {
        let method: String
        let path: String
        let query: [String: String]
        let headers: [String: String]
        let body: String
    }

    enum Reply: Sendable {
        case json(String, status: Int = 200, headers: [String: String] = [:])
        case nothing
        /// The connection is reset before an answer.
        case reset
        /// The connection ends in the middle of the body.
        case truncated(String)
        /// Nothing comes until the client leaves.
        case silence
    }

    let url: URL
    private let listener: Int32
    private let handle: @Sendable (Request) -> Reply
    /// Requests that were answered with silence, and those of them that the client has left.
    let silent = Guarded(0)
    let abandoned = Guarded(0)

    init(_ handle: @escaping @Sendable (Request) -> Reply) {
        self.handle = handle
        let listener = socket(AF_INET, streamSocket, 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                precondition(bind(listener, address, size) == 0 && listen(listener, 64) == 0)
                getsockname(listener, address, &size)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        url = URL(string: "http://127.0.0.1:\(port)")!
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { break }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    deinit { stop() }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var on: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var pending = Data()
        while let request = read(connection, &pending) {
            switch handle(request) {
            case .json(let body, let status, let headers):
                let extra = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
                write(
                    connection,
                    "HTTP/1.1 \(status) Status\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\(extra)\r\n\(body)")
            case .nothing: write(connection, "HTTP/1.1 204 No Content\r\n\r\n")
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
                return
            case .truncated(let body):
                write(
                    connection,
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count + 10)\r\n\r\n\(body)")
                return
            case .silence:
                silent.with { $0 += 1 }
                var byte: UInt8 = 0
                _ = recv(connection, &byte, 1, 0)
                abandoned.with { $0 += 1 }
                return
            }
        }
    }

    private func write(_ connection: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            sent += count
        }
    }

    private func read(_ connection: Int32, _ pending: inout Data) -> Request? {
        let end = Data("\r\n\r\n".utf8)
        var piece = [UInt8](repeating: 0, count: 16384)
        func more() -> Bool {
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return false }
            pending.append(contentsOf: piece[..<count])
            return true
        }
        var head = pending.range(of: end)
        while head == nil {
            guard more() else { return nil }
            head = pending.range(of: end)
        }
        let lines = String(decoding: pending[..<head!.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        pending = Data(pending[head!.upperBound...])
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let length = headers["content-length"].flatMap(Int.init) ?? 0
        while pending.count < length { guard more() else { return nil } }
        let body = String(decoding: pending.prefix(length), as: UTF8.self)
        pending = Data(pending.dropFirst(length))
        let target = lines[0].split(separator: " ")
        let url = URLComponents(string: "http://h\(target[1])")!
        let query = Dictionary((url.queryItems ?? []).map { ($0.name, $0.value ?? "") }) { first, _ in first }
        return Request(method: String(target[0]), path: url.path, query: query, headers: headers, body: body)
    }
}

/// A session whose log is there from the beginning, served with trouble on the way, or without its first events.
func serveLog(_ events: [String], troubled: Bool = false, evicted: Int = 0, answer: String = "\"done\"") -> Server {
    let random = Guarded(Seeded(state: 7))
    return Server { request in
        if request.path.hasSuffix("/status") {
            return .json(#"{"status":"completed"}"#)
        }
        if request.path.hasSuffix("/events") {
            return .json(#"{"message":"gone"}"#, status: 404)
        }
        let from = max(Int(request.query["from_index"] ?? "0")!, evicted)
        let part = events[min(from, events.count)..<min(from + 500, events.count)]
        // Each page says how the session stands now, not how it stood then.
        let body =
            #"{"status":"completed","first_index":\#(from),"new_events":["# + part.joined(separator: ",")
            + #"],"answer":\#(answer)}"#
        switch troubled ? random.with({ Int.random(in: 0..<20, using: &$0) }) : 20 {
        case 0: return .reset
        case 1: return .truncated(String(body.prefix(body.count / 2)))
        case 2: return .json(#"{"message":"try later"}"#, status: 503)
        case 3: return .json("<html>", status: 200)
        default: return part.isEmpty ? .nothing : .json(body)
        }
    }
}

func thought(_ number: Int) -> String {
    #"{"type":"AgentEvent","timestamp":"2026-03-01T09:00:00Z","data":{"kind":"message_event","caller_id":"agent","content":["step \#(number)"]}}"#
}

func client(of server: Server) throws -> Client {
    try Client(ClientOptions(apiKey: "key-canary-7", baseURL: server.url))
}
