package scenario

import dev.steersman.SessionResult
import dev.steersman.SteersmanException
import dev.steersman.StreamItem
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a program saw, as the trace has it. */
object Report {
    fun item(item: StreamItem): JsonObject = when (item) {
        is StreamItem.Gap -> entry("gap", gap(item))
        is StreamItem.Event -> entry("event", said("index" to item.index, "raw" to Json.parseToJsonElement(item.json)))
    }

    private fun gap(gap: StreamItem.Gap) = said("from" to gap.from, "to" to gap.to, "reason" to gap.reason)

    /** An outcome; a wait's events are shown by their indices. */
    fun outcome(result: SessionResult): JsonObject = said(
        "status" to result.status.value,
        "answer" to result.rawAnswer,
        "outcome" to result.outcome?.value,
        "error" to result.error,
        "error_code" to result.errorCode?.value,
        "next_index" to result.nextIndex,
        "events" to indices(result.events.filterIsInstance<StreamItem.Event>()),
        "gaps" to JsonArray(result.events.filterIsInstance<StreamItem.Gap>().map(::gap)),
    )

    /** `0..3`, or `0..3, 5..8` where some are missing. */
    private fun indices(events: List<StreamItem.Event>): String? {
        val runs = ArrayList<LongRange>()
        for (index in events.map { it.index }) {
            val last = runs.lastOrNull()
            if (last != null && last.last + 1 == index) runs[runs.lastIndex] = last.first..index else runs += index..index
        }
        return runs.joinToString { "${it.first}..${it.last + 1}" }.ifEmpty { null }
    }

    /** An error. The text is shown where it is the server's. */
    fun error(error: SteersmanException): JsonObject = entry("error", said(
        "kind" to error.kind.value,
        "retry" to error.retry.name.lowercase(),
        "status" to error.status,
        "message" to error.message.takeIf { error.status != null },
        "operation" to error.operation,
        "session" to error.sessionId,
        "cursor" to error.cursor,
        "field" to error.field,
        "quota" to JsonArray(error.quota.map { JsonObject(mapOf("limit" to json(it.limit), "scope" to json(it.scope))) }),
        "cause" to (error.cause as? SteersmanException)?.kind?.value,
        "rejected" to error.result?.let(::outcome),
    ))

    fun entry(name: String, value: Any?): JsonObject = JsonObject(mapOf(name to json(value)))

    /** Fields that say something. */
    private fun said(vararg fields: Pair<String, Any?>) =
        JsonObject(fields.associate { (name, value) -> name to json(value) }.filterValues { it != JsonNull && it != JsonArray(emptyList()) })

    private fun json(value: Any?): JsonElement = when (value) {
        null -> JsonNull
        is JsonElement -> value
        is Number -> JsonPrimitive(value)
        else -> JsonPrimitive(value.toString())
    }
}
