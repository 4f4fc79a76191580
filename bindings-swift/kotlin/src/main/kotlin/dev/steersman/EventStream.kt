package dev.steersman

import dev.steersman.ffi.NativeStream
import dev.steersman.internal.ToolRunner
import dev.steersman.internal.decoded
import dev.steersman.internal.translated
import dev.steersman.internal.wireJson
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.CoroutineContext

/**
 * A session's events in order, until it settles: `for (item in stream) { … }`. It begins at once, reads ahead in the background, and is
 * cheap to leave: closing it sends nothing to the session.
 *
 * Waiting is in [hasNext], taking in [next], which does not suspend: a wait that is cancelled, by a time-out or otherwise, loses no
 * event and repeats none. One consumer at a time.
 */
public class EventStream internal constructor(
    private val native: NativeStream,
    fromIndex: Long,
    tools: List<Tool>,
    context: CoroutineContext,
) : AutoCloseable {
    private val waiting = Mutex()
    private val buffer = ArrayDeque<StreamItem>()
    private var failure: SteersmanException? = null
    private var finished = false
    private val closed = AtomicBoolean(false)
    private val runner = if (tools.isEmpty()) null else ToolRunner(native, tools, context)

    /** Index of the event that comes next: a stream opened there goes on exactly here. */
    @Volatile
    public var cursor: Long = fromIndex
        private set

    /**
     * Waits until there is an item, or the end.
     *
     * @throws SteersmanException when watching failed; its `cursor` is where a new stream goes on.
     */
    public suspend operator fun hasNext(): Boolean = waiting.withLock {
        while (buffer.isEmpty()) {
            failure?.let { throw it }
            if (finished || closed.get()) return@withLock false
            awaitNative { native.ready(null) }
            fill()
        }
        true
    }

    /** The next item, after [hasNext] said that there is one. */
    public operator fun next(): StreamItem {
        val item = buffer.removeFirst()
        cursor = item.next
        return item
    }

    /** The stream itself, for `for`. */
    public operator fun iterator(): EventStream = this

    private fun fill() {
        val page = unlessClosed { native.drain(PAGE) } ?: return
        page.items.mapTo(buffer) { it.item() }
        failure = page.error?.let { SteersmanException.of(it) }
        finished = page.finished
    }

    /** What the session came to, once the stream has ended by itself. */
    internal fun outcome(): SessionResult? {
        val json = unlessClosed { translated { native.outcome() } } ?: return null
        return decoded(SessionResult.serializer(), wireJson.parseToJsonElement(json), "the session")
    }

    /** What the session came to, once everything was taken and there was no error; null before. */
    public val result: SessionResult? get() = if (finished && failure == null && buffer.isEmpty()) outcome() else null

    /** Stops watching. Tools that run are told; nothing is sent to the session. */
    override fun close() {
        if (!closed.compareAndSet(false, true)) return
        native.shut()
        runner?.close()
        native.destroy()
    }

    private suspend fun awaitNative(work: suspend () -> Unit) {
        try {
            translated { work() }
        } catch (error: IllegalStateException) {
            if (!closed.get() || error is kotlinx.coroutines.CancellationException) throw error
        }
    }

    /** The native object is gone once it was closed by another thread. */
    private fun <T> unlessClosed(work: () -> T): T? = try {
        if (closed.get()) null else work()
    } catch (error: IllegalStateException) {
        if (!closed.get()) throw error
        null
    }

    private companion object {
        /** Most items that one crossing brings. */
        const val PAGE = 256u
    }
}
