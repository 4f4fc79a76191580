import Foundation
import SteersmanNative

/// What the resources call operations with.
struct Caller: Sendable {
    let client: NativeClient

    func send(_ operation: String, _ arguments: Arguments, _ options: CallOptions) async throws {
        _ = try await reply(operation, arguments, options)
    }

    func call<T: Decodable>(_ operation: String, _ arguments: Arguments, _ options: CallOptions) async throws -> T {
        let reply = try await reply(operation, arguments, options)
        return try Wire.read(reply.json ?? "null", operation: operation)
    }

    func callOptional<T: Decodable>(
        _ operation: String, _ arguments: Arguments, _ options: CallOptions
    ) async throws -> T? {
        guard let json = try await reply(operation, arguments, options).json else { return nil }
        return try Wire.read(json, operation: operation)
    }

    /// The revision is told in a header, and shown where listings have it.
    func callRevisioned(
        _ operation: String, _ arguments: Arguments, _ options: CallOptions
    ) async throws -> AgentWithRevision {
        let reply = try await reply(operation, arguments, options)
        var agent: AgentWithRevision = try Wire.read(reply.json ?? "null", operation: operation)
        agent.revision = reply.revision.map(Int.init) ?? agent.revision
        return agent
    }

    func download(_: String, _ arguments: Arguments, _ options: CallOptions) async throws -> Download {
        let settings = try options.settings()
        let text = { (name: String) in arguments.members[name] as? String ?? "" }
        let (session, bucket, key) = (text("id"), text("bucket"), text("key"))
        return Download(
            try await cancellable {
                try await client.download(session: session, bucket: bucket, key: key, settings: settings, cancel: $0)
            })
    }

    func all<Entry: Decodable & Sendable>(
        _ operation: String, _ arguments: Arguments, _ options: CallOptions
    ) -> Entries<Entry> {
        Entries { [client] in
            let (arguments, settings) = (try Wire.text(arguments, "arguments"), try options.settings())
            let pages = try native { try client.pages(operation: operation, arguments: arguments, settings: settings) }
            return {
                guard let json = try await cancellable({ try await pages.next(cancel: $0) }) else { return nil }
                return try Wire.read(json, operation: operation)
            }
        }
    }

    func raw(_ operation: String, _ arguments: Arguments, _ options: CallOptions) async throws -> JSONValue? {
        let reply = try await reply(operation, arguments, options)
        guard let json = reply.json else { return nil }
        let value: JSONValue = try Wire.read(json, operation: operation)
        guard let revision = reply.revision, case .object(var members) = value else { return value }
        members["revision"] = .int(Int(revision))
        return .object(members)
    }

    private func reply(
        _ operation: String, _ arguments: Arguments, _ options: CallOptions
    ) async throws -> NativeReply {
        let (arguments, settings) = (try Wire.text(arguments, "arguments"), try options.settings())
        return try await cancellable {
            try await client.call(operation: operation, arguments: arguments, settings: settings, cancel: $0)
        }
    }
}

/// The entries of a list, fetched page by page as they are taken. It can be walked more than once; each walk begins anew.
public struct Entries<Element: Sendable>: AsyncSequence, Sendable {
    /// Gives the entries of the next page; nil behind the last one.
    typealias Pages = @Sendable () async throws -> [Element]?
    let open: @Sendable () throws -> Pages

    /// Begins to walk.
    public func makeAsyncIterator() -> Iterator { Iterator(open: open) }

    /// A walk through the list.
    public struct Iterator: AsyncIteratorProtocol {
        let open: @Sendable () throws -> Pages
        var pages: Pages?
        var page: ArraySlice<Element> = []

        /// The next entry; nil after the last one. A page that could not be fetched is asked for again.
        public mutating func next() async throws -> Element? {
            try await next(isolation: nil)
        }

        /// The next entry; nil after the last one.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            if page.isEmpty {
                let pages = try pages ?? open()
                self.pages = pages
                page = try await pages()?[...] ?? []
            }
            return page.popFirst()
        }
    }
}

/// A stored file, piece by piece as it comes. It can be read once.
public final class Download: AsyncSequence, Sendable {
    private let native: NativeDownload

    init(_ native: NativeDownload) { self.native = native }

    /// How many bytes will come, if the server said so.
    public var length: Int? { native.length().map(Int.init) }
    /// The media type, if the server said so.
    public var mediaType: String? { native.mediaType() }

    /// All of it, in memory.
    public func data() async throws -> Data {
        var data = Data()
        for try await piece in self { data.append(piece) }
        return data
    }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(native: native) }

    /// The reader of a download.
    public struct Iterator: AsyncIteratorProtocol {
        let native: NativeDownload

        /// The next piece; nil at the end. A cancelled task ends the download.
        public mutating func next() async throws -> Data? {
            let native = native
            return try await cancellable { try await native.read(cancel: $0) }
        }
    }
}
