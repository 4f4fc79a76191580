package dev.steersman.internal

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch
import java.util.concurrent.Flow.Publisher
import java.util.concurrent.Flow.Subscriber
import java.util.concurrent.Flow.Subscription
import java.util.concurrent.atomic.AtomicLong

/** A flow as a publisher of `java.util.concurrent`: as many items as were requested, and each subscriber collects anew. */
internal class FlowPublisher<T : Any>(private val flow: Flow<T>, private val scope: CoroutineScope) : Publisher<T> {
    override fun subscribe(subscriber: Subscriber<in T>) {
        val wanted = AtomicLong()
        val more = Channel<Unit>(Channel.CONFLATED)
        var refused: Throwable? = null
        val job = scope.launch(start = CoroutineStart.LAZY) {
            try {
                flow.collect { item ->
                    while (wanted.get() == 0L) {
                        more.receive()
                        refused?.let { throw it }
                    }
                    wanted.updateAndGet { if (it == Long.MAX_VALUE) it else it - 1 }
                    subscriber.onNext(item)
                }
                subscriber.onComplete()
            } catch (cancelled: CancellationException) {
                throw cancelled
            } catch (error: Throwable) {
                subscriber.onError(error)
            }
        }
        subscriber.onSubscribe(object : Subscription {
            override fun request(count: Long) {
                if (count <= 0) {
                    refused = IllegalArgumentException("at least one item must be requested, not $count")
                } else {
                    wanted.updateAndGet { if (Long.MAX_VALUE - it < count) Long.MAX_VALUE else it + count }
                }
                more.trySend(Unit)
            }

            override fun cancel() {
                job.cancel()
            }
        })
        job.start()
    }
}
