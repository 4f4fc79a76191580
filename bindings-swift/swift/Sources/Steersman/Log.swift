import Foundation
import SteersmanNative

#if canImport(os)
    import os
#endif

/// What the library says to people: lost events, retries, a session that waits for tools nobody runs. Nothing is said until it is
/// asked for, and the API key is never in it.
public struct LogRecord: Sendable, Hashable {
    /// How much it matters.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// Something failed.
        case error
        /// Something is probably not as it should be.
        case warning = "warn"
        /// Something happened.
        case info
        /// For looking into trouble.
        case debug
        /// Everything.
        case trace
    }

    /// How much it matters.
    public let level: Level
    /// The part of the library it comes from.
    public let target: String
    /// What it says, in one line.
    public let text: String
}

/// The log of the library, of this process.
public enum Log {
    private static let listener = Guarded<Task<Void, Never>?>(nil)

    /// Hands on what the library says at this level and above, instead of to whom it went before.
    ///
    /// - Parameters:
    ///   - level: The least that is wanted.
    ///   - sink: Takes the records one after another, on a task of its own.
    public static func listen(at level: LogRecord.Level = .warning, _ sink: @escaping @Sendable (LogRecord) -> Void) throws {
        try native { try nativeLogListen(level: level.rawValue) }
        listener.with { task in
            task?.cancel()
            task = Task {
                // One reader for a process: the one before ends when its wait is cancelled.
                while (try? await cancellable { try await nativeLogReady(cancel: $0) }) != nil {
                    for record in nativeLogTake() {
                        sink(LogRecord(level: .init(rawValue: record.level) ?? .info, target: record.target, text: record.text))
                    }
                }
            }
        }
    }

    /// Stops handing on.
    public static func stop() {
        listener.with { task in
            task?.cancel()
            task = nil
        }
    }

    /// Hands on to the system's log, under the subsystem `dev.steersman`; where there is none, to the standard error.
    public static func listenToSystem(at level: LogRecord.Level = .warning) throws {
        try listen(at: level) { record in
            #if canImport(os)
                let logger = Logger(subsystem: "dev.steersman", category: record.target)
                switch record.level {
                case .error: logger.error("\(record.text, privacy: .public)")
                case .warning: logger.warning("\(record.text, privacy: .public)")
                case .info: logger.info("\(record.text, privacy: .public)")
                case .debug, .trace: logger.debug("\(record.text, privacy: .public)")
                }
            #else
                FileHandle.standardError.write(Data("\(record.level) \(record.target): \(record.text)\n".utf8))
            #endif
        }
    }
}
