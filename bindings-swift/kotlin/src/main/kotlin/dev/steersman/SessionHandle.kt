package dev.steersman

import dev.steersman.ffi.NativeSession
import dev.steersman.internal.translated
import dev.steersman.internal.wireJson
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.JsonObject

/**
 * One session, by its id. Light; what is known of the session and which tool calls are taken is shared by all its watches, so that no
 * call runs twice. Closing it lets go of memory early and does nothing to the session.
 */
public class SessionHandle internal constructor(
    private val client: Client,
    private val native: NativeSession,
    /** The tools that waits run. */
    public val tools: List<Tool>,
    /** What answers have to look like. */
    public val answerSchema: JsonObject?,
) : AutoCloseable {
    /** The session's id. */
    public val id: String = native.id()

    /** Reads the whole session: request, status, latest answer. */
    public suspend fun get(): Session = client.sessions.getSession(id)

    /** Reads the cheap snapshot: state, steps, tokens. */
    public suspend fun status(): SessionStatus = client.sessions.getSessionStatus(id)

    /** One poll: what happened from an index on; null when there is nothing yet. */
    public suspend fun changes(fromIndex: Long? = null, waitForSeconds: Long? = null): SessionChanges? =
        client.sessions.getSessionChanges(id, fromIndex = fromIndex, waitForSeconds = waitForSeconds)

    /** The complete history so far, fetched page by page as it is taken. */
    public fun events(): Flow<SessionEvent> = client.sessions.listSessionEventsAll(id)

    /**
     * The events as they happen, each once, until the session settles. Cold: every collector opens a stream of its own, from
     * `options.fromIndex`, and closes it when it stops collecting. A collector that was cancelled goes on without loss from the index
     * after the last event that it handled.
     *
     * @param tools functions to run for the session while it is watched. Default: none, it is a read-only view.
     */
    @JvmOverloads
    public fun stream(options: WatchOptions = WatchOptions.DEFAULT, tools: List<Tool> = emptyList()): Flow<StreamItem> = flow {
        openStream(options, tools).use { stream ->
            for (item in stream) emit(item)
        }
    }

    /** As [stream], opened now and taken by hand: for programs that stop waiting and go on later. To be closed. */
    public suspend fun openStream(options: WatchOptions = WatchOptions.DEFAULT, tools: List<Tool> = emptyList()): EventStream {
        val stream = translated { native.stream(options.settings(false, tools, null)) }
        return EventStream(stream, options.fromIndex ?: 0, tools, currentCoroutineContext())
    }

    /**
     * Waits until the session settles, running its tools meanwhile.
     *
     * @param includeEvents whether the result carries the events. Default true. It carries gaps all the same.
     * @throws SteersmanException of the kind `ANSWER_VALIDATION` when the answer does not fit [answerSchema], of the kind
     * `DEADLINE_EXCEEDED` after `options.timeout`, and whatever else goes wrong.
     */
    public suspend fun waitForCompletion(
        options: WatchOptions = WatchOptions.DEFAULT,
        includeEvents: Boolean = true,
        tools: List<Tool> = this.tools,
        answerSchema: JsonObject? = this.answerSchema,
    ): SessionResult {
        val wait = translated { native.wait(options.settings(true, tools, answerSchema)) }
        return EventStream(wait, options.fromIndex ?: wait.cursor().toLong(), tools, currentCoroutineContext()).use { stream ->
            val items = ArrayList<StreamItem>()
            for (item in stream) if (includeEvents || item is StreamItem.Gap) items += item
            val result = try {
                stream.outcome() ?: throw SteersmanException.local("internal", "the wait ended without an outcome")
            } catch (error: SteersmanException) {
                throw error.with(items)
            }
            result.copy(events = items)
        }
    }

    /** Sends a message. The agent reads it before its next step; an idle session wakes, a paused one goes on. */
    public suspend fun sendMessage(text: String): Unit = sendMessage(UserMessageEvent(text))

    /** Sends a message with images, files and skills (`UserMessageEvent`), or several (`UserMessageBatch`). */
    public suspend fun sendMessage(message: SendMessages): Unit =
        steer("send_message", wireJson.encodeToString(SendMessages.serializer(), message))

    /** Halts the agent after its current step; its state is kept. */
    public suspend fun pause(): Unit = steer("pause")

    /** Lets a paused agent go on. */
    public suspend fun resume(): Unit = steer("resume")

    /** Tells the agent to stop exploring and to answer from what it has. */
    public suspend fun forceAnswer(): Unit = steer("force_answer")

    /** Stops the session for good. A session that has ended already is fine. */
    public suspend fun cancel(): Unit = steer("cancel")

    /** Makes a link under which anybody can watch the session. */
    public suspend fun share(): ShareLink = client.sessions.shareSession(id)

    /** Takes the link back. */
    public suspend fun unshare(): Unit = client.sessions.unshareSession(id)

    /** Posts results of tool calls that were run by other means than a watch. */
    public suspend fun sendToolResults(results: List<ToolResult>): Unit =
        steer("send_tool_results", wireJson.encodeToString(ListSerializer(ToolResult.serializer()), results))

    private suspend fun steer(what: String, body: String? = null) = translated { native.steer(what, body, null) }

    override fun close() {
        native.destroy()
    }

    override fun toString(): String = "SessionHandle($id)"
}
