package dev.steersman

import dev.steersman.ffi.NativeClient
import dev.steersman.ffi.NativeKeyException
import dev.steersman.ffi.NativeKeySource
import dev.steersman.internal.Arguments
import dev.steersman.internal.Calls
import dev.steersman.internal.decoded
import dev.steersman.internal.translated
import dev.steersman.internal.wireJson
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.serializer
import java.nio.file.Path

/**
 * A client of the Agents API. One serves any number of sessions and coroutines. Nothing blocks: what takes time suspends.
 *
 * ```
 * Client().use { client ->
 *     val session = client.startSession("h/web-surfer-pro", "Find the cheapest flight to Lisbon")
 *     session.stream().collect { item -> println(item) }
 * }
 * ```
 */
public class Client private constructor(private val native: NativeClient) : Resources(), AutoCloseable {
    /**
     * A client with the key of the environment, unless the options give one. Nothing is connected yet.
     *
     * @throws SteersmanException of the kind `CONFIGURATION` when there is no key or an option cannot be used.
     */
    @JvmOverloads
    public constructor(options: ClientOptions = ClientOptions()) : this(
        translated { NativeClient(options.settings(), "kotlin", options.apiKeySource?.let(::KeySource)) },
    )

    override val calls: Calls = Calls(native)

    /** Where the API is; null once the client is closed. */
    public val baseUrl: String? get() = if (closed) null else native.baseUrl()

    @Volatile
    private var closed = false

    /**
     * Starts a session of an agent.
     *
     * @param agent the agent's name, such as `h/web-surfer-pro`.
     * @param message what the agent is told first.
     * @param tools functions of this program that the agent may call; waits run them.
     * @param answerSchema what the answer has to look like: `jsonSchema<Invoice>()`.
     * @param idempotencyKey the key that makes this creation happen once. Default: a new random one.
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun startSession(
        agent: String,
        message: String? = null,
        tools: List<Tool> = emptyList(),
        answerSchema: JsonObject? = null,
        idempotencyKey: String? = null,
    ): SessionHandle = startSession(request(agent, message), tools, answerSchema, idempotencyKey)

    /** Starts a session, with everything that can be asked for. */
    public suspend fun startSession(
        request: SessionRequest,
        tools: List<Tool> = emptyList(),
        answerSchema: JsonObject? = null,
        idempotencyKey: String? = null,
    ): SessionHandle {
        val settings = settings {
            set("request", wireJson.encodeToJsonElement(SessionRequest.serializer(), request))
            set("idempotencyKey", idempotencyKey)
            set("tools", tools.takeIf { it.isNotEmpty() }?.let(::definitions))
            set("answerSchema", answerSchema)
        }
        return SessionHandle(this, translated { native.startSession(settings, null) }, tools, answerSchema)
    }

    /** Starts a session, runs its tools, and waits until it settles. Parameters are those of [startSession] and of a wait. */
    public suspend fun runSession(
        agent: String,
        message: String? = null,
        tools: List<Tool> = emptyList(),
        answerSchema: JsonObject? = null,
        idempotencyKey: String? = null,
        options: WatchOptions = WatchOptions.DEFAULT,
    ): SessionResult = runSession(request(agent, message), tools, answerSchema, idempotencyKey, options)

    /** Starts a session with everything that can be asked for, runs its tools, and waits until it settles. */
    public suspend fun runSession(
        request: SessionRequest,
        tools: List<Tool> = emptyList(),
        answerSchema: JsonObject? = null,
        idempotencyKey: String? = null,
        options: WatchOptions = WatchOptions.DEFAULT,
    ): SessionResult =
        startSession(request, tools, answerSchema, idempotencyKey).use { it.waitForCompletion(options) }

    /**
     * A session that exists. Nothing is sent.
     *
     * @param tools functions of this program that waits run for it.
     */
    @JvmOverloads
    public fun session(id: String, tools: List<Tool> = emptyList(), answerSchema: JsonObject? = null): SessionHandle =
        SessionHandle(this, translated { native.session(id) }, tools, answerSchema)

    /** Calls an operation by its name (`sessions.get_session`), with arguments as on the wire; null when it answers nothing. */
    public suspend fun call(
        operation: String,
        arguments: Map<String, JsonElement> = emptyMap(),
        options: CallOptions = CallOptions.DEFAULT,
    ): JsonElement? = calls.raw(operation, Arguments().with(arguments), options)

    /** Brings in a browser profile from a zip file, at most 1 GiB. */
    public suspend fun uploadBrowserProfile(
        archive: Path,
        profile: BrowserProfileCreate,
        options: CallOptions = CallOptions.DEFAULT,
    ): BrowserProfileRead {
        val text = wireJson.encodeToString(BrowserProfileCreate.serializer(), profile)
        val reply = translated { native.uploadProfile(archive.toString(), null, text, options.settings(), null) }
        return decoded(serializer(), wireJson.parseToJsonElement(reply.json.orEmpty()), "browser_profiles.upload")
    }

    /** Lets go of connections, and of the embedded runtime as soon as its sessions are closed too. */
    override fun close() {
        closed = true
        native.shut()
        native.destroy()
    }

    public companion object {
        /**
         * A client of an Agents API that it starts itself, on loopback and in this process: no key, no account.
         *
         * @throws SteersmanException of the kind `CONFIGURATION` when it cannot start.
         */
        public suspend fun local(options: LocalOptions = LocalOptions()): Client =
            Client(translated { NativeClient.local(options.settings(), null) })

        private fun request(agent: String, message: String?) =
            SessionRequest(agent = AgentReference.Text(agent), messages = message?.let { Messages.Text(it) })
    }

    private class KeySource(private val source: suspend () -> String) : NativeKeySource {
        override suspend fun key(): String = try {
            source()
        } catch (error: Exception) {
            throw NativeKeyException.Failed(error.message ?: error.javaClass.simpleName)
        }
    }
}
