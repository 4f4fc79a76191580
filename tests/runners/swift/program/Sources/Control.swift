import Foundation
import Steersman

#if canImport(Glibc)
    import Glibc
    private let streamSocket = Int32(SOCK_STREAM.rawValue)
#else
    import Darwin
    private let streamSocket = SOCK_STREAM
#endif

/// The channel to the scenario's server: plain HTTP, spoken without the library under test.
struct Control: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let host: String
    private let port: UInt16

    init(_ url: String) {
        let url = URL(string: url)
        host = url?.host ?? ""
        port = UInt16(url?.port ?? 0)
    }

    func get(_ path: String) async throws -> JSONValue { try await send("GET", path, "") }

    func post(_ path: String, _ body: JSONValue = .null) async throws -> JSONValue {
        try await send("POST", path, body.description)
    }

    /// A thread of its own for each request, because reading from a socket blocks; a task that is cancelled does not wait for it.
    private func send(_ method: String, _ path: String, _ body: String) async throws -> JSONValue {
        let (replies, reply) = AsyncThrowingStream<JSONValue, any Error>.makeStream()
        Thread.detachNewThread {
            do {
                reply.yield(try exchange(method, path, body))
                reply.finish()
            } catch {
                reply.finish(throwing: error)
            }
        }
        for try await value in replies { return value }
        throw CancellationError()
    }

    private func exchange(_ method: String, _ path: String, _ body: String) throws -> JSONValue {
        let connection = socket(AF_INET, streamSocket, 0)
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(description: "the control channel cannot be reached") }
        let request = Array("\(method) \(path) HTTP/1.1\r\nhost: \(host)\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { throw Failure(description: "the control channel ended") }
            sent += count
        }
        var received = Data()
        var piece = [UInt8](repeating: 0, count: 65536)
        while true {
            if let (status, text) = complete(received) {
                switch status {
                case "200": return try JSONValue(json: text)
                case "204": return .null
                default: throw Failure(description: "\(status): \(text)")
                }
            }
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { throw Failure(description: "the control channel ended") }
            received.append(contentsOf: piece[..<count])
        }
    }

    /// The status and the body, once they are all there.
    private func complete(_ received: Data) -> (String, String)? {
        guard let end = received.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self).lowercased()
        let lines = head.components(separatedBy: "\r\n")
        let name = "content-length: "
        let length = lines.first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) } ?? 0
        guard received.count >= end.upperBound + length else { return nil }
        let status = lines[0].components(separatedBy: " ")[1]
        return (status, String(decoding: received[end.upperBound..<end.upperBound + length], as: UTF8.self))
    }
}
