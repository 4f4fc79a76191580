package scenario

import dev.steersman.Tool
import dev.steersman.ToolContext
import dev.steersman.ToolFailure
import dev.steersman.ToolWithdrawn
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonPrimitive
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.seconds

/** How long a call may take to notice that it was told to stop. */
private val STOPPED_WITHIN = 2.seconds

/** The tools of a scenario, and what they saw. */
class Toolbox(private val specs: List<JsonObject>, private val control: Control) {
    private class Work(val now: Int, val most: Int)

    private val seen = ConcurrentLinkedQueue<JsonElement>()
    private val work = MutableStateFlow(Work(0, 0))

    /** The tools of these names; all of them if there is no name. */
    fun choose(names: List<String>): List<Tool> =
        specs.filter { names.isEmpty() || it.text("name") in names }.map(::make)

    /** What the calls saw, once none is at work any more: those that were told to stop do so now. */
    suspend fun observed(): JsonArray {
        // A call that does not stop shows in the trace: nothing says that it was told.
        withTimeoutOrNull(STOPPED_WITHIN) { work.first { it.now == 0 } }
        return soFar()
    }

    /** What the calls have seen so far. */
    fun soFar() = JsonArray(seen.toList())

    private fun make(spec: JsonObject): Tool {
        val (name, description, schema) = Triple(spec.text("name")!!, spec.text("description")!!, spec["input_schema"] as JsonObject)
        val timeout = spec.duration("timeout")
        if ("returns_nan" in spec) {
            val result = ListSerializer(Double.serializer())
            return Tool.of(name, description, JsonElement.serializer(), result, schema, timeout) { arguments, context ->
                perform(spec, arguments, context)
                listOf(Double.NaN)
            }
        }
        return Tool.of(name, description, JsonElement.serializer(), JsonElement.serializer(), schema, timeout) { arguments, context ->
            perform(spec, arguments, context)
            if ("echoes" in spec) arguments else spec["returns"] ?: JsonNull
        }
    }

    private suspend fun perform(spec: JsonObject, arguments: JsonElement, context: ToolContext) {
        val name = "tool" to JsonPrimitive(spec.text("name"))
        val call = mapOf(name, "args" to arguments, "id" to JsonPrimitive(context.callId), "step" to JsonPrimitive(context.step))
        seen += Report.entry("ran", JsonObject(call))
        work.update { Work(it.now + 1, maxOf(it.most, it.now + 1)) }
        try {
            toil(spec)
        } catch (withdrawn: ToolWithdrawn) {
            seen += Report.entry("told", JsonObject(mapOf(name, "why" to JsonPrimitive(withdrawn.reason))))
            throw withdrawn
        } finally {
            work.update { Work(it.now - 1, it.most) }
        }
        spec.text("raises")?.let { throw ToolFailure(it) }
    }

    private suspend fun toil(spec: JsonObject) {
        spec.text("signals")?.let { control.post("/signal/$it") }
        spec["together"]?.let { together -> work.first { it.most >= together.jsonPrimitive.int } }
        spec.text("until")?.let { control.get("/seen/$it") }
        spec.duration("sleeps")?.let { delay(it) }
    }
}
