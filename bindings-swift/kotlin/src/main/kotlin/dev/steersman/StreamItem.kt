package dev.steersman

import dev.steersman.ffi.NativeItem
import dev.steersman.internal.wireJson
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a stream gives. */
public sealed interface StreamItem {
    /** One event of a session, with its place in the log. */
    public class Event internal constructor(
        /** The place in the log, from 0. A stream opened at `index + 1` goes on right after this event. */
        public val index: Long,
        /** The type, as the service names it. */
        public val type: String,
        /** The whole event as it came, as JSON text. */
        public val json: String,
    ) : StreamItem {
        /** The event as a type, read when it is first asked for; `SessionEvent.Unknown` when it is of none that is known. */
        public val event: SessionEvent by lazy(LazyThreadSafetyMode.PUBLICATION) {
            try {
                wireJson.decodeFromString(SessionEvent.serializer(), json)
            } catch (_: SerializationException) {
                SessionEvent.Unknown(JsonObject(mapOf("type" to JsonPrimitive(type), "data" to JsonPrimitive(json))))
            }
        }

        override fun toString(): String = "$index $type"
    }

    /** Events that cannot be had any more. The stream goes on behind them. */
    public data class Gap(
        /** Index of the first that is missing. */
        public val from: Long,
        /** Index of the first that is there again. */
        public val to: Long,
        /** Why, in snake case. */
        public val reason: String,
    ) : StreamItem
}

/** Index of the event after this one. */
internal val StreamItem.next: Long
    get() = when (this) {
        is StreamItem.Event -> index + 1
        is StreamItem.Gap -> to
    }

internal fun NativeItem.item(): StreamItem = when (this) {
    is NativeItem.Event -> StreamItem.Event(index.toLong(), kind, json)
    is NativeItem.Gap -> StreamItem.Gap(from.toLong(), to.toLong(), reason)
}
