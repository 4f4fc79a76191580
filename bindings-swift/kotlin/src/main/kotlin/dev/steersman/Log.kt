package dev.steersman

import dev.steersman.ffi.nativeLogListen
import dev.steersman.ffi.nativeLogReady
import dev.steersman.ffi.nativeLogTake
import dev.steersman.internal.translated
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** Something that the library has to say to people. It never contains a key. */
public data class LogRecord(
    /** `error`, `warn`, `info`, `debug` or `trace`. */
    public val level: String,
    /** The part of the library it comes from. */
    public val target: String,
    /** What it says, in one line. */
    public val text: String,
)

/**
 * What the library has to say at a level and above, for the program to write where it writes its log. Never ends; one collector for a
 * process.
 *
 * ```
 * scope.launch { logRecords("warn").collect { logger.warn(it.text) } }
 * ```
 */
public fun logRecords(level: String = "warn"): Flow<LogRecord> = flow {
    translated { nativeLogListen(level) }
    while (true) {
        translated { nativeLogReady(null) }
        nativeLogTake().forEach { emit(LogRecord(it.level, it.target, it.text)) }
    }
}
