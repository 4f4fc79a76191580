import Foundation
import SteersmanNative

/// A session's events in order, until it settles.
///
/// ```swift
/// for try await event in session.stream() {
///     print(event.index, event.type)
/// }
/// ```
///
/// It begins at once, reads ahead in the background, and is cheap to leave: a `break`, or a task that is cancelled, drops the
/// request in flight and sends nothing to the session. Nothing is lost: what was not delivered is behind ``cursor``, where
/// another stream goes on, in another process if need be. After a `break` the same stream can be read on as well.
///
/// A stream has one reader at a time.
public final class EventStream: AsyncSequence, Sendable {
    public typealias Element = Event

    /// Most items that one crossing brings.
    static let page: UInt32 = 256

    private let native: NativeStream?
    private let isWait: Bool
    private let state: Guarded<State>

    private struct State {
        var buffer: [Event] = []
        var at = 0
        var cursor: Int
        /// The native part has given everything.
        var finished = false
        var failure: SteersmanError?
        var closed = false
        var reading = false
        var result: SessionResult?
    }

    /// A stream of the native part, or of nothing but the error that came of it.
    init(from index: Int, tools: [Tool], isWait: Bool = false, open: () throws -> NativeStream) {
        self.isWait = isWait
        var state = State(cursor: index)
        do {
            let stream = try Steersman.native(open)
            native = stream
            state.cursor = Int(stream.cursor())
            if !tools.isEmpty { ToolRunner(stream, tools).start() }
        } catch {
            native = nil
            state.finished = true
            state.failure = error as? SteersmanError ?? SteersmanError(.internal, "\(error)")
        }
        self.state = Guarded(state)
    }

    deinit { native?.close() }

    /// Index of the event that comes next: a stream opened there goes on exactly where this one is.
    public var cursor: Int { state.with { $0.cursor } }

    /// What the session came to, once the stream has ended by itself and without an error.
    public var result: SessionResult? { state.with { $0.result } }

    /// Stops watching, at once. Nothing is sent to the session. A reader that waits gets nil.
    public func close() {
        state.with { $0.closed = true }
        native?.close()
    }

    /// Begins to read, where the stream is.
    public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    /// The reader of a stream.
    public struct Iterator: AsyncIteratorProtocol {
        let stream: EventStream

        /// The next event, or gap; nil at the end.
        ///
        /// - Throws: ``SteersmanError`` when watching failed for good, `CancellationError` when the task was cancelled; then the
        ///   stream is closed.
        public mutating func next() async throws -> Event? {
            try await stream.next(isolation: nil)
        }

        /// The next event, or gap, without leaving the caller's actor as long as there are events.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Event? {
            try await stream.next(isolation: actor)
        }
    }

    private enum Step {
        case event(Event)
        case failure(SteersmanError)
        case end
        case wait(NativeStream)
    }

    private func next(isolation actor: isolated (any Actor)?) async throws -> Event? {
        while true {
            if Task.isCancelled {
                close()
                throw CancellationError()
            }
            switch take() {
            case .event(let event): return event
            case .failure(let error): throw error
            case .end: return nil
            case .wait(let native):
                try begin()
                defer { state.with { $0.reading = false } }
                do {
                    // Nothing is taken while it waits: what came is drained above, and a wait that is broken off has nothing to lose.
                    try await cancellable { try await native.ready(cancel: $0) }
                } catch is CancellationError {
                    close()
                    throw CancellationError()
                }
            }
        }
    }

    private func begin() throws {
        let busy = state.with { state in
            defer { state.reading = true }
            return state.reading
        }
        if busy { throw SteersmanError(.invalidArgument, "a stream has one reader at a time", field: "stream") }
    }

    /// The next item that is there.
    private func take() -> Step {
        state.with { state in
            if state.closed { return .end }
            if state.at == state.buffer.count, !state.finished, let native { fill(&state, native) }
            if state.at < state.buffer.count {
                let event = state.buffer[state.at]
                state.at += 1
                state.cursor = event.next
                return .event(event)
            }
            if let failure = state.failure {
                state.failure = nil
                return .failure(failure)
            }
            if state.finished { return .end }
            return native.map(Step.wait) ?? .end
        }
    }

    private func fill(_ state: inout State, _ native: NativeStream) {
        let page = native.drain(max: Self.page)
        state.buffer = page.items.map(Event.init)
        state.at = 0
        state.failure = page.error.map(SteersmanError.init(json:))
        guard page.finished else { return }
        state.finished = true
        if !isWait, state.failure == nil, let json = try? native.outcome() {
            state.result = (try? Wire.read(json, as: Outcome.self)).map { SessionResult($0) }
        }
    }

    /// What a wait came to, after its end; an answer that does not fit is an error that has everything.
    func conclude(events: [Event], gaps: [Event.Gap]) throws -> SessionResult {
        do {
            let json = try Steersman.native { try native?.outcome() }
            return SessionResult(try Wire.read(json ?? "null", as: Outcome.self), events: events, gaps: gaps)
        } catch let error as SteersmanError where error.kind == .answerValidation {
            throw error.with(events: events, gaps: gaps)
        }
    }
}

/// A value behind a lock.
final class Guarded<Value>: @unchecked Sendable {
    private var value: Value
    private let lock = NSLock()

    init(_ value: Value) { self.value = value }

    func with<T>(_ work: (inout Value) throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try work(&value)
    }
}
