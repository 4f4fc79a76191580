package dev.steersman

import dev.steersman.internal.decoded
import dev.steersman.internal.text
import dev.steersman.internal.wireJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.intOrNull
import kotlinx.serialization.json.longOrNull
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/** What kind of trouble it was. The set is open: a newer library may know more. */
public class ErrorKind(value: String) : Choice(value) {
    public companion object {
        /** The client cannot be built or used like this: no key, an unusable URL, a key over plain http. */
        @JvmField public val CONFIGURATION: ErrorKind = ErrorKind("configuration")
        /** An argument is wrong; `field` names it. Nothing was sent. */
        @JvmField public val INVALID_ARGUMENT: ErrorKind = ErrorKind("invalid_argument")
        /** The request body is over the API's limit. Nothing was sent. */
        @JvmField public val BODY_TOO_LARGE: ErrorKind = ErrorKind("body_too_large")
        /** No connection could be made. The request was not sent. */
        @JvmField public val CONNECT: ErrorKind = ErrorKind("connect")
        /** The connection broke after the request was sent; whether it took effect is unknown. */
        @JvmField public val CONNECTION_LOST: ErrorKind = ErrorKind("connection_lost")
        /** No complete answer within the time-out of the request. */
        @JvmField public val REQUEST_TIMEOUT: ErrorKind = ErrorKind("request_timeout")
        /** The caller's deadline passed. */
        @JvmField public val DEADLINE_EXCEEDED: ErrorKind = ErrorKind("deadline_exceeded")
        /** 400. */
        @JvmField public val BAD_REQUEST: ErrorKind = ErrorKind("bad_request")
        /** 401: the key is missing or not valid. */
        @JvmField public val AUTHENTICATION: ErrorKind = ErrorKind("authentication")
        /** 403. */
        @JvmField public val PERMISSION_DENIED: ErrorKind = ErrorKind("permission_denied")
        /** 404: unknown, or not visible to the caller. */
        @JvmField public val NOT_FOUND: ErrorKind = ErrorKind("not_found")
        /** 409. */
        @JvmField public val CONFLICT: ErrorKind = ErrorKind("conflict")
        /** 410. */
        @JvmField public val GONE: ErrorKind = ErrorKind("gone")
        /** 412: the revision is not the current one any more. */
        @JvmField public val PRECONDITION_FAILED: ErrorKind = ErrorKind("precondition_failed")
        /** 413. */
        @JvmField public val CONTENT_TOO_LARGE: ErrorKind = ErrorKind("content_too_large")
        /** 422: the server did not accept the request's content. */
        @JvmField public val UNPROCESSABLE: ErrorKind = ErrorKind("unprocessable")
        /** 429; see `quota`. */
        @JvmField public val RATE_LIMITED: ErrorKind = ErrorKind("rate_limited")
        /** 5xx. */
        @JvmField public val SERVER: ErrorKind = ErrorKind("server")
        /** Any other status that is not a success. */
        @JvmField public val UNEXPECTED_STATUS: ErrorKind = ErrorKind("unexpected_status")
        /** The response is not what the operation returns. */
        @JvmField public val DECODE: ErrorKind = ErrorKind("decode")
        /** The response is over the client's limit. */
        @JvmField public val RESPONSE_TOO_LARGE: ErrorKind = ErrorKind("response_too_large")
        /** The answer of the session does not fit; see `result` and `reasons`. */
        @JvmField public val ANSWER_VALIDATION: ErrorKind = ErrorKind("answer_validation")
        /** A webhook delivery is not genuine, too old, or not readable. */
        @JvmField public val WEBHOOK_VERIFICATION: ErrorKind = ErrorKind("webhook_verification")
        /** A tool is not declared correctly. */
        @JvmField public val TOOL_DEFINITION: ErrorKind = ErrorKind("tool_definition")
        /** The session has ended, so it cannot do this any more. */
        @JvmField public val SESSION_ENDED: ErrorKind = ErrorKind("session_ended")
        /** A fault of this library. */
        @JvmField public val INTERNAL: ErrorKind = ErrorKind("internal")
    }
}

/** Whether the same request, sent again, may succeed. */
public enum class Retry {
    /** It would fail in the same way, or sending it twice would not be safe. */
    NEVER,

    /** It is safe to send it again, and it may succeed. */
    PERHAPS,

    /** As `PERHAPS`, and the allowed retries were used up. */
    EXHAUSTED,
}

/** A limit that was met. */
public data class QuotaLimit(
    /** The limit's name. */
    public val limit: String,
    /** What it means, for people. */
    public val message: String,
    /** What it applies to, if the service said so. */
    public val scope: String?,
)

/** Anything that went wrong, with its context. It never shows a key. */
public class SteersmanException internal constructor(
    message: String,
    cause: Throwable?,
    /** What kind of trouble it was. */
    public val kind: ErrorKind,
    /** Whether the same request, sent again, may succeed. */
    public val retry: Retry = Retry.NEVER,
    /** The operation that failed, as the API names it. */
    public val operation: String? = null,
    /** The HTTP status; null when there was no response. */
    public val status: Int? = null,
    /** What the response said: JSON, or a text as a JSON string. */
    public val body: JsonElement? = null,
    /** The headers of the response, by lower-case names. */
    public val headers: Map<String, String> = emptyMap(),
    /** The session it was about. */
    public val sessionId: String? = null,
    /** Index of the next event, when watching a session failed: a stream opened there goes on without loss. */
    public val cursor: Long? = null,
    /** The argument or JSON field that is wrong. */
    public val field: String? = null,
    /** How long the server asked to wait. */
    public val retryAfter: Duration? = null,
    /** The limits that were met. */
    public val quota: List<QuotaLimit> = emptyList(),
    /** What the session came to, when its answer does not fit what was asked for. */
    public val result: SessionResult? = null,
    /** What does not fit in the answer, one line each. */
    public val reasons: List<String> = emptyList(),
) : RuntimeException(message, cause) {
    /** Whether the trouble may pass by itself. */
    public val isTransient: Boolean get() = retry != Retry.NEVER

    /** The same, with the events of the wait that it ended. */
    internal fun with(events: List<StreamItem>): SteersmanException = if (result == null) this else SteersmanException(
        message.orEmpty(), cause, kind, retry, operation, status, body, headers, sessionId, cursor, field, retryAfter, quota,
        result.copy(events = events), reasons,
    )

    internal companion object {
        fun of(json: String): SteersmanException = of(wireJson.parseToJsonElement(json) as JsonObject)

        fun local(kind: String, message: String, field: String? = null, cause: Throwable? = null): SteersmanException =
            SteersmanException(message, cause, ErrorKind(kind), field = field)

        private fun of(json: JsonObject): SteersmanException {
            fun primitive(member: String) = json[member] as? JsonPrimitive
            return SteersmanException(
                message = json.text("message") ?: "it failed",
                cause = (json["cause"] as? JsonObject)?.let(::cause),
                kind = ErrorKind(json.text("kind") ?: "internal"),
                retry = Retry.entries.find { it.name.equals(json.text("retry"), ignoreCase = true) } ?: Retry.NEVER,
                operation = json.text("operation"),
                status = primitive("status")?.intOrNull,
                body = json["body"],
                headers = (json["headers"] as? JsonObject).orEmpty().mapValues { (it.value as JsonPrimitive).content },
                sessionId = json.text("sessionId"),
                cursor = primitive("cursor")?.longOrNull,
                field = json.text("field"),
                retryAfter = primitive("retryAfterMs")?.doubleOrNull?.milliseconds,
                quota = (json["quota"] as? JsonArray).orEmpty().filterIsInstance<JsonObject>().map {
                    QuotaLimit(it.text("limit").orEmpty(), it.text("message").orEmpty(), it.text("scope"))
                },
                result = json["outcome"]?.let { decoded(SessionResult.serializer(), it, "the session") },
                reasons = (json["reasons"] as? JsonArray).orEmpty().mapNotNull { (it as? JsonPrimitive)?.contentOrNull },
            )
        }

        private fun cause(json: JsonObject): Throwable =
            if ("kind" in json) of(json) else RuntimeException(json.text("message"), (json["cause"] as? JsonObject)?.let(::cause))
    }
}
