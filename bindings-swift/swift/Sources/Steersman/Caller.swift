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

    func all<Page: Decodable & Sendable, Entry: Sendable>(
        _ operation: String, _ arguments: Arguments, _ options: CallOptions,
        walk: @escaping @Sendable (Page) -> Step<Entry>
    ) -> Entries<Entry> {
        Entries(start: arguments) { arguments in walk(try await call(operation, arguments, options)) }
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

/// One page of a list, and how the next one is asked for.
enum Step<Entry: Sendable>: Sendable {
    /// By the number of the page.
    case pages([Entry], total: Int?)
    /// By the number of entries before it.
    case offsets([Entry], total: Int?)
    /// By the last entry of the one before.
    case afterLast([Entry], more: Bool, next: @Sendable (Entry, inout Arguments) -> Void)

    var entries: [Entry] {
        switch self {
        case .pages(let entries, _), .offsets(let entries, _), .afterLast(let entries, _, _): entries
        }
    }

    /// The arguments for the next page; nil when this one is the last.
    func next(after asked: Arguments, from first: Arguments, taken: Int) -> Arguments? {
        var next = asked
        let given = { (arguments: Arguments, name: String) in arguments.members[name] as? Int }
        switch self {
        case .pages(let entries, let total):
            // A page may hold fewer entries than asked for without being the last: only the total and an empty page end the list.
            let number = given(asked, "page") ?? 1
            if let total, total > 0, number * (given(first, "size") ?? entries.count) >= total { return nil }
            next.set("page", number + 1)
        case .offsets(_, let total):
            let offset = (given(first, "offset") ?? 0) + taken
            if let total, total > 0, offset >= total { return nil }
            next.set("offset", offset)
        case .afterLast(let entries, let more, let follow):
            guard more, let last = entries.last else { return nil }
            follow(last, &next)
        }
        return entries.isEmpty ? nil : next
    }
}

/// The entries of a list, fetched page by page as they are taken. It can be walked more than once; each walk begins anew.
public struct Entries<Element: Sendable>: AsyncSequence, Sendable {
    let start: Arguments
    let fetch: @Sendable (Arguments) async throws -> Step<Element>

    /// Begins to walk.
    public func makeAsyncIterator() -> Iterator { Iterator(start: start, next: start, fetch: fetch) }

    /// A walk through the list.
    public struct Iterator: AsyncIteratorProtocol {
        let start: Arguments
        var next: Arguments?
        let fetch: @Sendable (Arguments) async throws -> Step<Element>
        var page: ArraySlice<Element> = []
        var taken = 0

        /// The next entry; nil after the last one. A page that could not be fetched is asked for again.
        public mutating func next() async throws -> Element? {
            try await next(isolation: nil)
        }

        /// The next entry; nil after the last one.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            while page.isEmpty {
                guard let asked = next else { return nil }
                let step = try await fetch(asked)
                page = step.entries[...]
                taken += page.count
                next = step.next(after: asked, from: start, taken: taken)
            }
            return page.removeFirst()
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
