package dev.steersman.internal

import dev.steersman.Tool
import dev.steersman.ToolContext
import dev.steersman.ToolFailure
import dev.steersman.ToolWithdrawn
import dev.steersman.ffi.NativeCall
import dev.steersman.ffi.NativeStream
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import java.util.concurrent.ConcurrentHashMap
import kotlin.coroutines.CoroutineContext
import kotlin.time.toKotlinDuration

/**
 * Runs the calls of one stream. Not a child of whoever watches: a tool that does not listen to its cancellation must not hold up who leaves.
 * It has the watcher's context, but not its dispatcher, so that a tool that blocks blocks no main thread.
 */
internal class ToolRunner(private val native: NativeStream, tools: List<Tool>, context: CoroutineContext) : AutoCloseable {
    private val tools = tools.associateBy { it.name }
    private val running = ConcurrentHashMap<ULong, Job>()
    private val scope = CoroutineScope(context.minusKey(Job) + SupervisorJob() + Dispatchers.Default)

    init {
        scope.launch {
            try {
                do native.callsReady(null) while (look { true })
            } catch (_: IllegalStateException) {
                // The stream was closed between two looks, or this scope was.
            }
        }
    }

    /** Takes those of the calls that have come; says whether there were any. One look at a time: what was said first is done first. */
    private fun look(which: (NativeCall) -> Boolean): Boolean = synchronized(running) {
        val calls = native.drainCalls()
        calls.filter(which).forEach(::take)
        calls.isNotEmpty()
    }

    private fun take(call: NativeCall) {
        when (call) {
            is NativeCall.Run -> {
                val job = scope.launch(start = kotlinx.coroutines.CoroutineStart.LAZY) { run(call) }
                running[call.id] = job
                job.invokeOnCompletion { running.remove(call.id) }
                job.start()
            }
            is NativeCall.Withdraw -> running.remove(call.id)?.cancel(ToolWithdrawn(call.reason))
        }
    }

    private suspend fun run(call: NativeCall.Run) {
        val context = ToolContext(
            call.sessionId, call.name, call.callId, call.step?.toLong(), call.timeLeft?.toKotlinDuration(),
        )
        try {
            val tool = tools[call.name] ?: throw ToolFailure("This client has no tool named `${call.name}`.")
            val result = tool.call(call.arguments, context)
            ifOpen { native.complete(call.id, result) }
        } catch (withdrawn: ToolWithdrawn) {
            throw withdrawn
        } catch (failure: ToolFailure) {
            ifOpen { native.fail(call.id, failure.text) }
        } catch (error: Throwable) {
            // A cancellation that is not ours is the tool's own failure; ours leaves nobody who wants an answer.
            ifOpen { native.fail(call.id, "${error.javaClass.simpleName}: ${error.message}") }
            if (error is CancellationException || error is Error) throw error
        }
    }

    /** The stream may be gone by now: then nobody wants the answer. */
    private inline fun ifOpen(work: () -> Unit) {
        try {
            work()
        } catch (_: IllegalStateException) {
        }
    }

    override fun close() {
        // Why calls are no longer wanted was said before the stream ended; no new ones begin.
        ifOpen { look { it is NativeCall.Withdraw } }
        scope.cancel(ToolWithdrawn("watch_ended"))
    }
}
