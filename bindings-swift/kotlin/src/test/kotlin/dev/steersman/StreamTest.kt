package dev.steersman

import dev.steersman.ffi.nativeCounts
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlin.time.Duration.Companion.microseconds
import kotlin.time.Duration.Companion.minutes

class StreamTest {
    private val log = List(20_000) { thought(it) }

    /** Serves the log in pages of random size, with some trouble in between. */
    private fun troubled(chance: Random, faults: AtomicInteger) = Server { exchange ->
        if (exchange.requestURI.path.endsWith("/status")) {
            exchange.answer("""{"status":"running"}""")
        } else {
            val fault = if (faults.get() < 12) synchronized(chance) { chance.nextInt(100) } else 100
            when {
                fault < 2 -> { faults.incrementAndGet() } // the connection ends without a word
                fault < 4 -> { faults.incrementAndGet(); exchange.answer("""{"detail":"overloaded"}""", 503) }
                fault < 6 -> {
                    faults.incrementAndGet()
                    runCatching { exchange.answer("""{"status": "run""", length = 100_000) }
                }
                else -> exchange.page(log, synchronized(chance) { 1 + chance.nextInt(300) })
            }
        }
    }

    private fun number(item: StreamItem): Int {
        val event = (item as StreamItem.Event).event as AgentEvent
        return (event.data as MessageEvent).content.first().let { (it as MessageContent.Text).value }.removePrefix("step ").toInt()
    }

    @Test
    fun `20,000 events come through cancelled collectors and faults, each once and in order`() = live(3.minutes) {
        val seed = System.nanoTime()
        println("seed $seed")
        val chance = Random(seed)
        val faults = AtomicInteger()
        troubled(Random(seed + 1), faults).use { server ->
            server.client().use { client ->
                val session = client.session("s1")
                val seen = ArrayList<Int>()
                var cancels = 0
                while (seen.size < log.size) {
                    val from = seen.size
                    // A collector that gives up by itself after a random number, or is cancelled from outside at a random moment.
                    val most = chance.nextInt(1500)
                    val collector = launch {
                        session.stream(WatchOptions(fromIndex = from.toLong())).collect { item ->
                            check((item as StreamItem.Event).index == seen.size.toLong()) { "${item.index} after ${seen.size}" }
                            seen += number(item)
                            if (seen.size - from >= most) kotlinx.coroutines.currentCoroutineContext()[kotlinx.coroutines.Job]!!.cancel()
                        }
                    }
                    if (chance.nextBoolean()) {
                        withTimeoutOrNull(chance.nextInt(20_000).microseconds) { collector.join() }
                        collector.cancelAndJoin()
                    } else {
                        collector.join()
                    }
                    cancels += 1
                }
                assertEquals(log.indices.toList(), seen)
                println("$cancels collectors, ${faults.get()} faults")
                assertTrue(cancels > 5)
            }
        }
    }

    @Test
    fun `20,000 events come through waits that are cancelled on one stream, each once and in order`() = live(3.minutes) {
        val seed = System.nanoTime()
        println("seed $seed")
        val chance = Random(seed)
        troubled(Random(seed + 1), AtomicInteger()).use { server ->
            server.client().use { client ->
                client.session("s1").openStream().use { stream ->
                    val seen = ArrayList<Int>()
                    var cancels = 0
                    while (true) {
                        val more = withTimeoutOrNull(chance.nextInt(400).microseconds) { stream.hasNext() }
                        if (more == null) cancels += 1
                        if (more == false) break
                        if (more == true) seen += number(stream.next())
                    }
                    assertEquals(log.indices.toList(), seen)
                    assertEquals(log.size.toLong(), stream.cursor)
                    println("$cancels waits were cancelled")
                }
            }
        }
    }

    @Test
    fun `10,000 streams are opened and dropped, and nothing grows`() = live(2.minutes) {
        withLocal { client ->
            client.startSession("walker", "Go").use { session ->
                repeat(10_000) { round ->
                    session.openStream().use { stream -> if (round % 100 == 0) assertTrue(stream.hasNext()) }
                }
                assertEquals(0uL, nativeCounts().streams)
                session.cancel()
            }
        }
    }

    @Test
    fun `streams that nobody closes are let go of with their garbage`() = live {
        withLocal { client ->
            val session = client.startSession("walker", "Go")
            repeat(200) { session.openStream() }
            session.cancel()
        }
    }

    @Test
    fun `what is not known is kept and passed on`() = live {
        val strange = """{"type":"TeleportEvent","timestamp":"2026-03-01T09:00:00Z","data":{"to":"the moon"}}"""
        val kind = """{"type":"AgentEvent","timestamp":"2026-03-01T09:00:00Z","data":{"kind":"dream","about":"sheep"}}"""
        val more = """{"type":"AgentErrorEvent","timestamp":"t","data":{"error":"x","colour":"red"},"shape":"round"}"""
        val broken = """{"type":"AgentErrorEvent","timestamp":"t","data":7}"""
        Server { it.page(listOf(strange, kind, more, broken), 10) }.use { server ->
            server.client().use { client ->
                val items = client.session("s1").stream().toList().map { it as StreamItem.Event }
                assertEquals(listOf("TeleportEvent", "AgentEvent", "AgentErrorEvent", "AgentErrorEvent"), items.map { it.type })
                assertEquals(strange, items[0].json)
                assertTrue(items[0].event is SessionEvent.Unknown)
                val dream = (items[1].event as AgentEvent).data as AgentEventData.Unknown
                assertEquals("sheep", dream.json["about"]?.jsonPrimitive?.content)
                val error = items[2].event as AgentErrorEvent
                assertEquals(mapOf("shape" to JsonPrimitive("round")), error.additional)
                assertEquals(mapOf("colour" to JsonPrimitive("red")), error.data.additional)
                assertTrue(items[3].event is SessionEvent.Unknown)
            }
        }
    }

    @Test
    fun `an event that was read is written as it came`() {
        val text = """{"type":"AgentErrorEvent","timestamp":"t","data":{"error":"x","colour":"red"},"shape":"round"}"""
        val read = dev.steersman.internal.wireJson.decodeFromString(SessionEvent.serializer(), text)
        val written = dev.steersman.internal.wireJson.encodeToJsonElement(SessionEvent.serializer(), read)
        assertEquals(dev.steersman.internal.wireJson.parseToJsonElement(text), written)
    }

    @Test
    fun `a lost session is an error with the place to go on from, and the key is nowhere`() = live {
        val served = AtomicInteger()
        Server { exchange ->
            if (served.getAndIncrement() == 0) {
                exchange.answer("""{"status":"running","first_index":0,"new_events":[${thought(0)}]}""")
            } else {
                exchange.answer("""{"detail":"who are you, $KEY"}""", 401)
            }
        }.use { server ->
            server.client().use { client ->
                client.session("s1").openStream().use { stream ->
                    assertTrue(stream.hasNext())
                    stream.next()
                    val error = runCatching { stream.hasNext() }.exceptionOrNull() as SteersmanException
                    assertEquals(ErrorKind.AUTHENTICATION, error.kind)
                    assertEquals(1L, error.cursor)
                    val seen = error.stackTraceToString() + error.body + error.headers + client + ClientOptions(apiKey = KEY)
                    assertFalse(KEY in seen, seen)
                }
            }
        }
    }

    @Test
    fun `the program ends in mid-stream, fifty times`() {
        val java = File(System.getProperty("java.home"), "bin/java").path
        repeat(50) { round ->
            val how = listOf("return", "exit", "halt", "throw", "uncollected")[round % 5]
            val process = ProcessBuilder(
                java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "dev.steersman.EndingKt", how,
            ).redirectErrorStream(true).start()
            val output = process.inputStream.bufferedReader().readText()
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "$how hangs: $output")
            assertEquals(if (how == "throw") 1 else 0, process.exitValue(), "$how: $output")
            assertTrue(output.startsWith("watching"), "$how: $output")
        }
    }

    @Test
    fun `a collector on one thread is not held up by the stream`() = live {
        withLocal { client ->
            val session = client.startSession("walker", "Go")
            withContext(Dispatchers.Default.limitedParallelism(1)) {
                val watcher = launch { session.stream().collect {} }
                // The only thread is free while the stream waits: this would never run otherwise.
                session.stream().first()
                watcher.cancelAndJoin()
            }
            session.cancel()
        }
    }
}
