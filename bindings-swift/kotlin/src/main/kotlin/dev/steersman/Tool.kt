package dev.steersman

import dev.steersman.internal.schemaOf
import kotlinx.coroutines.CancellationException
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.serializer
import kotlin.time.Duration
import kotlin.time.DurationUnit

/** What a running call knows about itself. */
public class ToolContext internal constructor(
    /** The session whose agent calls. */
    public val sessionId: String,
    /** The name the tool was called by. */
    public val toolName: String,
    /** The call's id, if the agent gave one. Ids may repeat in later steps. */
    public val callId: String?,
    /**
     * Index of the event that announced the step, if it was read. With the session and the call id it names the call for good: a key for
     * making side effects happen once, even when another process runs the call again.
     */
    public val step: Long?,
    /** How much longer the result was wanted when the call began; null without a limit. */
    public val timeLeft: Duration?,
)

/** Why a running tool was cancelled: `timed_out`, `settled_elsewhere`, `session_ended` or `watch_ended`. */
public class ToolWithdrawn internal constructor(
    /** The reason. */
    public val reason: String,
) : CancellationException("the result of the call is no longer wanted: $reason")

/** A tool throws this to tell the agent what went wrong, in these words. Other exceptions are told with the name of their class. */
public class ToolFailure(
    /** What the agent reads. */
    public val text: String,
) : Exception(text)

/** A function of the program that an agent may call. Made by [tool]. */
public class Tool internal constructor(
    /** The name the agent calls it by: 1 to 64 letters, digits and underscores, no digit first. */
    public val name: String,
    /** What it does and when to use it; the agent reads this. */
    public val description: String,
    /** The JSON Schema of the arguments. */
    public val inputSchema: JsonObject,
    /** The longest that one call may run; null: as the wait says, else no limit. */
    public val timeout: Duration?,
    private val run: suspend (String, ToolContext) -> String,
) {
    internal suspend fun call(arguments: String, context: ToolContext): String = run(arguments, context)

    internal fun definition(): JsonObject = buildJsonObject {
        put("name", name)
        put("description", description)
        put("input_schema", inputSchema)
        if (timeout != null && timeout != Duration.INFINITE) put("timeoutMs", timeout.toDouble(DurationUnit.MILLISECONDS))
    }

    public companion object {
        /**
         * A tool with serializers given by hand; [tool] finds them by itself.
         *
         * @param inputSchema the JSON Schema of the arguments. Default: that of their serializer.
         * @param timeout the longest that one call may run. Default: as the wait says, else no limit.
         */
        public fun <A, R> of(
            name: String,
            description: String,
            arguments: KSerializer<A>,
            result: KSerializer<R>,
            inputSchema: JsonObject? = null,
            timeout: Duration? = null,
            run: suspend (A, ToolContext) -> R,
        ): Tool = Tool(name, description, inputSchema ?: schemaOf(arguments.descriptor), timeout) { text, context ->
            val given = try {
                lenient.decodeFromString(arguments, text)
            } catch (error: SerializationException) {
                throw ToolFailure("The arguments of $name do not fit: ${error.message}")
            }
            val value = run(given, context)
            try {
                lenient.encodeToString(result, value)
            } catch (error: SerializationException) {
                throw ToolFailure("the result of $name is not JSON: ${error.message}")
            }
        }

        private val lenient = Json { ignoreUnknownKeys = true }
    }
}

/**
 * A tool from a serializable type of arguments and a function.
 *
 * ```
 * @Serializable
 * data class Order(@Description("The order's number, such as `A-17`.") val number: String)
 *
 * val lookup = tool("lookup_order", "Looks up an order by its number.") { order: Order -> "${order.number} is paid" }
 * ```
 *
 * Calls of one step run side by side on [kotlinx.coroutines.Dispatchers.Default]. What the function throws becomes an error result that the agent reads. When the
 * result is no longer wanted, the function is cancelled with a [ToolWithdrawn].
 *
 * @param timeout the longest that one call may run. Default: as the wait says, else no limit.
 * @param A the arguments: a class whose properties the agent fills in. Its JSON Schema comes from its serializer.
 * @param R the result: any serializable type; `Unit` for none.
 */
public inline fun <reified A, reified R> tool(
    name: String,
    description: String,
    timeout: Duration? = null,
    crossinline run: suspend (A) -> R,
): Tool = Tool.of(name, description, serializer<A>(), serializer<R>(), timeout = timeout) { arguments, _ -> run(arguments) }

/** As [tool], for a function that wants to know about its call. */
public inline fun <reified A, reified R> toolWithContext(
    name: String,
    description: String,
    timeout: Duration? = null,
    crossinline run: suspend (A, ToolContext) -> R,
): Tool = Tool.of(name, description, serializer<A>(), serializer<R>(), timeout = timeout) { arguments, context -> run(arguments, context) }

