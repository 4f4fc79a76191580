package dev.steersman

import dev.steersman.internal.FlowPublisher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.future
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Flow

/**
 * The client for Java: futures and publishers in place of coroutines. Cancelling a future drops its request; closing the client cancels
 * what is under way.
 */
public class FutureClient internal constructor(private val client: Client) : AutoCloseable {
    /** A client with these options. */
    public constructor(options: ClientOptions) : this(Client(options))

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** The client for Kotlin that this one stands on. */
    public fun client(): Client = client

    /** Starts a session of an agent. */
    @JvmOverloads
    public fun startSession(agent: String, message: String, tools: List<Tool> = emptyList()): CompletableFuture<FutureSession> =
        scope.future { FutureSession(client.startSession(agent, message, tools), scope) }

    /** Starts a session, runs its tools, and waits until it settles. */
    @JvmOverloads
    public fun runSession(agent: String, message: String, tools: List<Tool> = emptyList()): CompletableFuture<SessionResult> =
        scope.future { client.runSession(agent, message, tools) }

    /** A session that exists. */
    public fun session(id: String): FutureSession = FutureSession(client.session(id), scope)

    /** Calls an operation by its name, with arguments and reply as JSON text; null when it answers nothing. */
    public fun call(operation: String, arguments: String): CompletableFuture<String?> = scope.future {
        client.call(operation, Json.parseToJsonElement(arguments) as JsonObject)?.toString()
    }

    override fun close() {
        scope.cancel()
        client.close()
    }

    public companion object {
        /** A client of an Agents API that it starts itself, in this process. */
        @JvmStatic
        @JvmOverloads
        public fun local(options: LocalOptions = LocalOptions()): CompletableFuture<FutureClient> =
            CoroutineScope(Dispatchers.Default).future { FutureClient(Client.local(options)) }

        /** A tool for Java: arguments and result are JSON text, and the function may block. */
        @JvmStatic
        public fun tool(
            name: String,
            description: String,
            inputSchema: String,
            run: java.util.function.Function<String, String>,
        ): Tool = Tool(name, description, Json.parseToJsonElement(inputSchema) as JsonObject, null) { arguments, _ ->
            kotlinx.coroutines.runInterruptible(Dispatchers.IO) { run.apply(arguments) }
        }
    }
}

/** A session for Java. */
public class FutureSession internal constructor(
    private val session: SessionHandle,
    private val scope: CoroutineScope,
) : AutoCloseable {
    /** The session's id. */
    public val id: String get() = session.id

    /** The events as they happen, for each subscriber a stream of its own; cancelling the subscription closes it. */
    @JvmOverloads
    public fun stream(options: WatchOptions = WatchOptions.DEFAULT): Flow.Publisher<StreamItem> =
        FlowPublisher(session.stream(options), scope)

    /** Waits until the session settles, running its tools meanwhile. */
    @JvmOverloads
    public fun waitForCompletion(options: WatchOptions = WatchOptions.DEFAULT): CompletableFuture<SessionResult> =
        scope.future { session.waitForCompletion(options) }

    /** Reads the cheap snapshot. */
    public fun status(): CompletableFuture<SessionStatus> = scope.future { session.status() }

    /** Sends a message. */
    public fun sendMessage(text: String): CompletableFuture<Unit> = scope.future { session.sendMessage(text) }

    /** Halts the agent after its current step. */
    public fun pause(): CompletableFuture<Unit> = scope.future { session.pause() }

    /** Lets a paused agent go on. */
    public fun resume(): CompletableFuture<Unit> = scope.future { session.resume() }

    /** Tells the agent to answer from what it has. */
    public fun forceAnswer(): CompletableFuture<Unit> = scope.future { session.forceAnswer() }

    /** Stops the session for good. */
    public fun cancel(): CompletableFuture<Unit> = scope.future { session.cancel() }

    override fun close() {
        session.close()
    }
}
