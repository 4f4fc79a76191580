package dev.steersman

import dev.steersman.internal.wireJson
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.SerializationException
import kotlinx.serialization.Transient
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.serializer

/** What a session came to, when it settled. A session that failed is a result too, not an exception. */
@Serializable
public data class SessionResult(
    /** The session. */
    public val id: String,
    /** The status it settled with. */
    public val status: TrajectoryStatus,
    /** The answer: a text, or an object where one was asked for; null when there is none. */
    @SerialName("answer")
    public val rawAnswer: JsonElement? = null,
    /** The agent's own verdict on its answer, if it gave one. */
    public val outcome: AnswerOutcome? = null,
    /** Why the session failed, in words, if it did. */
    public val error: String? = null,
    /** Why the session failed, as a category. */
    @SerialName("error_code")
    public val errorCode: SessionErrorCode? = null,
    /** Tokens per model. */
    public val usage: List<ModelUsage> = emptyList(),
    /** Steps and costs, if the service told them. */
    public val metrics: Metrics? = null,
    /** Index of the next event: watching again from here brings only what is new. */
    @SerialName("next_index")
    public val nextIndex: Long,
    /** The events and gaps, where they were asked for. */
    @Transient
    public val events: List<StreamItem> = emptyList(),
) {
    /** The answer as text, if it is a text. */
    public val text: String? get() = (rawAnswer as? JsonPrimitive)?.takeIf { it.isString }?.content

    /** Whether the session ended without completing: failed, timed out or interrupted. */
    public val isFailure: Boolean
        get() = status == TrajectoryStatus.FAILED || status == TrajectoryStatus.TIMED_OUT ||
            status == TrajectoryStatus.INTERRUPTED

    /**
     * The answer as a type. One that came as JSON text is read as such.
     *
     * @throws SteersmanException of the kind `ANSWER_VALIDATION` when there is no answer or it does not fit.
     */
    public inline fun <reified T> answer(): T = answer(serializer<T>())

    /** The answer as the type of a serializer. */
    public fun <T> answer(serializer: KSerializer<T>): T {
        val answer = rawAnswer ?: JsonNull
        val read = text?.let { text ->
            runCatching { wireJson.decodeFromString(serializer, text) }.getOrNull()
        }
        if (read != null) return read
        return try {
            wireJson.decodeFromJsonElement(serializer, answer)
        } catch (error: SerializationException) {
            throw SteersmanException(
                "the answer of session $id does not fit: ${error.message}",
                error,
                ErrorKind.ANSWER_VALIDATION,
                sessionId = id,
                cursor = nextIndex,
                result = this,
                reasons = listOfNotNull(error.message),
            )
        }
    }
}
