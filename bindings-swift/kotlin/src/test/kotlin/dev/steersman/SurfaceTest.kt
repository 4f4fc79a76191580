package dev.steersman

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Flow
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.milliseconds

@Serializable
enum class Size { @SerialName("small") SMALL, BIG }

@Serializable
@Description("A node of a tree.")
data class Node(val name: String, val size: Size? = null, val children: List<Node> = emptyList(), val scores: Map<String, Double>)

class SurfaceTest {
    @Test
    fun `a schema says what its type reads`() {
        val expected = """
            {"title":"Node","type":"object","description":"A node of a tree.","properties":{"name":{"type":"string"},
            "size":{"anyOf":[{"type":"string","enum":["small","BIG"]},{"type":"null"}]},
            "children":{"type":"array","items":{"${'$'}ref":"#"}},
            "scores":{"type":"object","additionalProperties":{"type":"number"}}},
            "required":["name","scores"],"additionalProperties":false}
        """
        assertEquals(Json.parseToJsonElement(expected), jsonSchema<Node>())
        assertEquals("What is doubled.", tool("t", "d") { n: Number -> n }.inputSchema.toString().substringAfter("description\":\"").substringBefore('"'))
    }

    @Test
    fun `a key from a function is asked for, and its failure is told`() = live {
        val keys = ArrayList<String?>()
        Server { exchange ->
            keys += exchange.requestHeaders.getFirst("authorization")
            exchange.answer("""{"status":"running"}""")
        }.use { server ->
            val url = server.client().use { it.baseUrl }
            Client(ClientOptions(apiKeySource = { "first-key" }, baseUrl = url)).use { it.session("s").status() }
            assertEquals(listOf("Bearer first-key"), keys)
            Client(ClientOptions(apiKeySource = { throw IllegalStateException("the vault is shut") }, baseUrl = url)).use { client ->
                val error = runCatching { client.session("s").status() }.exceptionOrNull() as SteersmanException
                assertTrue("the vault is shut" in error.stackTraceToString(), "$error")
            }
        }
    }

    @Test
    fun `a call that is cancelled drops its request`() = live {
        val asked = CompletableDeferred<Unit>()
        val dropped = CompletableDeferred<Unit>()
        Server { exchange ->
            asked.complete(Unit)
            // Writes into the connection until it is gone.
            runCatching {
                exchange.sendResponseHeaders(200, 0)
                while (true) exchange.responseBody.apply { write(32) }.flush()
            }
            dropped.complete(Unit)
        }.use { server ->
            server.client().use { client ->
                coroutineScope {
                    val call = async { client.session("s").status() }
                    asked.await()
                    call.cancel()
                    dropped.await()
                }
            }
        }
    }

    @Test
    fun `a call ends at its deadline, however many retries are left`() = live {
        val held = CompletableDeferred<Unit>()
        Server { runBlocking { held.await() } }.use { server ->
            server.client().use { client ->
                val options = CallOptions(deadline = 50.milliseconds, maxRetries = 1000)
                val error = runCatching { client.sessions.getSession("s", options) }.exceptionOrNull() as SteersmanException
                assertEquals(ErrorKind.DEADLINE_EXCEEDED, error.kind)
            }
            held.complete(Unit)
        }
    }

    @Test
    fun `a page that is too large is read entry by entry`() = live {
        val names = listOf("a", "b", "c")
        Server { exchange ->
            val (page, size) = exchange.query("page")!!.toInt() to exchange.query("size")!!.toInt()
            val entries = names.drop((page - 1) * size).take(size).joinToString(",") { """{"name":"$it","description":"d","body":"b"}""" }
            if (size > 1 && page == 1) exchange.answer("""{"detail":"too large"}""", 413)
            else exchange.answer("""{"total":3,"page":$page,"items":[$entries]}""")
        }.use { server ->
            server.client().use { client -> assertEquals(names, client.skills.listSkillsAll(size = 2).toList().map { it.name }) }
        }
    }

    @Test
    fun `a webhook delivery is believed when it is genuine`() {
        val body = """{"type":"session.idle","id":"e1","created_at":"2026-03-01T09:00:00Z","data":{"session_id":"s1","status":"idle"}}""".toByteArray()
        val now = (System.currentTimeMillis() / 1000).toString()
        val delivery = verifyWebhook(body, signWebhook(body, now, "whsec_1"), now, listOf("whsec_2", "whsec_1"))
        assertEquals("e1" to "session.idle", delivery.id to delivery.type)
        val forged = runCatching { verifyWebhook(body, signWebhook(body, now, "other"), now, listOf("whsec_1")) }.exceptionOrNull()
        assertEquals(ErrorKind.WEBHOOK_VERIFICATION, (forged as SteersmanException).kind)
        assertEquals("signature", forged.field)
    }

    @Test
    fun `futures and publishers do for Java what coroutines do`() {
        FutureClient.local(LocalOptions(agentsText = AGENTS)).get(30, TimeUnit.SECONDS).use { client ->
            val double = FutureClient.tool("double", "Doubles", """{"type":"object"}""") { arguments ->
                (Json.decodeFromString<Number>(arguments).number * 2).toString()
            }
            assertEquals("12", client.runSession("calculator", "go", listOf(double)).get(30, TimeUnit.SECONDS).text)
            client.startSession("greeter", "Ada").get(30, TimeUnit.SECONDS).use { session ->
                val seen = CompletableFuture<List<Long>>()
                session.stream().subscribe(object : Flow.Subscriber<StreamItem> {
                    val items = ArrayList<Long>()
                    lateinit var subscription: Flow.Subscription
                    override fun onSubscribe(subscription: Flow.Subscription) {
                        this.subscription = subscription
                        subscription.request(1)
                    }
                    override fun onNext(item: StreamItem) {
                        items += (item as StreamItem.Event).index
                        subscription.request(1)
                    }
                    override fun onError(error: Throwable) { seen.completeExceptionally(error) }
                    override fun onComplete() { seen.complete(items) }
                })
                val indices = seen.get(30, TimeUnit.SECONDS)
                assertEquals(indices.indices.map { it.toLong() }, indices)
                assertTrue(indices.size > 2)
            }
            assertTrue("h/tools" in client.call("agents.list_agents", "{}").get(30, TimeUnit.SECONDS)!!)
        }
        assertNothingIsLeft()
    }

    @Test
    fun `a stream that runs tools can be closed while they are listened for`() = live {
        val uncaught = ConcurrentLinkedQueue<Throwable>()
        val before = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler { _, error -> uncaught += error }
        try {
            withLocal { client ->
                val session = client.startSession("walker", "Go")
                val tool = tool("double", "Doubles") { number: Number -> number.number * 2 }
                repeat(2000) { session.openStream(tools = listOf(tool)).close() }
                session.cancel()
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before)
        }
        assertEquals(emptyList<Throwable>(), uncaught.toList())
    }

    @Test
    fun `a stream that is closed by another thread ends`() = live {
        withLocal { client ->
            val session = client.startSession("walker", "Go")
            session.openStream().use { stream ->
                stream.hasNext()
                thread { stream.close() }
                while (stream.hasNext()) stream.next()
            }
            session.cancel()
        }
    }
}
