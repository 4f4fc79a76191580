package dev.steersman

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Duration
import kotlin.time.DurationUnit

/** Options of a [Client]. What is not given has the library's default. */
public data class ClientOptions @JvmOverloads constructor(
    /** The key. Default: that of the environment, `HAI_API_KEY`, else of the credential file. */
    public val apiKey: String? = null,
    /** A function that gives the key, asked for every request. Instead of [apiKey]. */
    public val apiKeySource: (suspend () -> String)? = null,
    /** Where the API is. Default: that of the region. */
    public val baseUrl: String? = null,
    /** The region: `eu` (default) or `us`. */
    public val environment: String? = null,
    /** The longest time for one attempt of a request. Default 60 s. */
    public val timeout: Duration? = null,
    /** Most retries of one request. Default 2. */
    public val maxRetries: Int? = null,
    /** Most time that the retries of one request take. Default 2 minutes. */
    public val retryBudget: Duration? = null,
    /** Headers for every request. */
    public val headers: Map<String, String> = emptyMap(),
    /** A proxy for every request. Default: that of the environment or the operating system. */
    public val proxy: String? = null,
    /** No proxy, whatever the environment says. */
    public val noProxy: Boolean = false,
    /** Added to the user agent, as `name/version`. */
    public val userAgentSuffix: String? = null,
    /** Allows to send the key over plain http to another machine. */
    public val allowInsecureHttp: Boolean = false,
    /** The most bytes of a response. Default 64 MiB. */
    public val maxResponseBytes: Long? = null,
) {
    internal fun settings(): String = settings {
        set("apiKey", apiKey)
        set("baseUrl", baseUrl)
        set("environment", environment)
        set("timeoutMs", timeout)
        set("maxRetries", maxRetries)
        set("retryBudgetMs", retryBudget)
        set("headers", pairs(headers))
        set("proxy", proxy)
        set("noProxy", noProxy)
        set("userAgentSuffix", userAgentSuffix)
        set("allowInsecureHttp", allowInsecureHttp)
        set("maxResponseBytes", maxResponseBytes)
        set("runtime", "jvm ${System.getProperty("java.version") ?: "unknown"}")
    }

    /** Without the key. */
    override fun toString(): String = "ClientOptions(baseUrl=$baseUrl, environment=$environment)"
}

/** Options of the Agents API inside this process. */
public data class LocalOptions @JvmOverloads constructor(
    /** A YAML or JSON file of scripted agents, beside the ready ones `h/showcase`, `h/tools` and `h/conversation`. */
    public val agentsFile: String? = null,
    /** The text of such a file. */
    public val agentsText: String? = null,
) {
    internal fun settings(): String = settings {
        set("agentsFile", agentsFile)
        set("agentsText", agentsText)
    }
}

/** Options of one call. */
public data class CallOptions @JvmOverloads constructor(
    /** The time-out of one attempt, instead of the client's. */
    public val timeout: Duration? = null,
    /** The longest time for all of it, retries included. Default: no limit. */
    public val deadline: Duration? = null,
    /** The most retries, instead of the client's. */
    public val maxRetries: Int? = null,
    /** More headers. */
    public val headers: Map<String, String> = emptyMap(),
    /** More query parameters. */
    public val query: Map<String, String> = emptyMap(),
    /** More members of the body. */
    public val body: Map<String, JsonElement>? = null,
) {
    internal fun settings(): String = settings {
        set("timeoutMs", timeout)
        set("deadlineMs", deadline)
        set("maxRetries", maxRetries)
        set("headers", pairs(headers))
        set("query", pairs(query))
        set("body", body?.let(::JsonObject))
    }

    public companion object {
        /** Nothing out of the ordinary. */
        @JvmField public val DEFAULT: CallOptions = CallOptions()
    }
}

/** Where a stream ends. */
public enum class Until {
    /** When the session settles: a terminal state, or idle. */
    SETTLED,

    /** When the session has ended. */
    TERMINAL,
}

/** How a session is watched. What is not given has the library's default. */
public data class WatchOptions @JvmOverloads constructor(
    /** Index of the first event wanted. Default: 0 for a stream; for a wait, where the last wait of the handle ended. */
    public val fromIndex: Long? = null,
    /** Where a stream ends; a wait ends when the session settles. */
    public val until: Until = Until.SETTLED,
    /** How long the session may take to settle. Bounds requests, retry waits and tools. Default: no limit. */
    public val timeout: Duration? = null,
    /** How long trouble is survived without one successful request. Default 5 minutes. */
    public val retryBudget: Duration? = null,
    /** Seconds that a poll waits at the server for something to happen, at most 25. Default 20. */
    public val waitForSeconds: Long? = null,
    /** Most events in one page. Default: the server's page size. */
    public val limit: Long? = null,
    /** Least pause between polls that the server answers at once with nothing. Default 250 ms. */
    public val pollBackoff: Duration? = null,
    /** Most polls before a wait is given up like after a time-out. Default: no limit. */
    public val maxPolls: Long? = null,
    /** Events that a stream reads ahead of its consumer. Default 512. */
    public val readAhead: Long? = null,
    /** Most calls of tools that run at the same time. Default 16. */
    public val maxParallelTools: Int? = null,
    /** The longest that a call may run. Default: no limit. */
    public val toolTimeout: Duration? = null,
) {
    internal fun settings(isWait: Boolean, tools: List<Tool>?, answerSchema: JsonObject?): String = settings {
        set("fromIndex", fromIndex)
        if (!isWait) set("until", until.name.lowercase())
        set("timeoutMs", timeout)
        set("retryBudgetMs", retryBudget)
        set("waitForSeconds", waitForSeconds)
        set("limit", limit)
        set("pollBackoffMs", pollBackoff)
        set("maxPolls", maxPolls)
        set("readAhead", readAhead)
        set("maxParallelTools", maxParallelTools)
        set("toolTimeoutMs", toolTimeout)
        set("tools", tools?.takeIf { it.isNotEmpty() }?.let(::definitions))
        set("answerSchema", answerSchema)
    }

    public companion object {
        /** Nothing out of the ordinary. */
        @JvmField public val DEFAULT: WatchOptions = WatchOptions()
    }
}

internal fun definitions(tools: List<Tool>): JsonArray = JsonArray(tools.map { it.definition() })

internal class Settings {
    val members = LinkedHashMap<String, JsonElement>()

    fun set(name: String, value: JsonElement?) {
        if (value != null) members[name] = value
    }

    fun set(name: String, value: String?) = set(name, value?.let(::JsonPrimitive) as JsonElement?)

    fun set(name: String, value: Number?) = set(name, value?.let(::JsonPrimitive) as JsonElement?)

    fun set(name: String, value: Boolean) = set(name, JsonPrimitive(value) as JsonElement)

    /** In milliseconds; what never ends is no limit. */
    fun set(name: String, value: Duration?) {
        if (value != null && value != Duration.INFINITE) set(name, value.toDouble(DurationUnit.MILLISECONDS))
    }
}

internal fun pairs(of: Map<String, String>): JsonArray =
    JsonArray(of.map { (name, value) -> JsonArray(listOf(JsonPrimitive(name), JsonPrimitive(value))) })

internal fun settings(build: Settings.() -> Unit): String = JsonObject(Settings().apply(build).members).toString()
