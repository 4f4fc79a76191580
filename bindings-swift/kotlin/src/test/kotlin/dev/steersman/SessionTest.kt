package dev.steersman

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

@Serializable
data class Number(@Description("What is doubled.") val number: Int)

@Serializable
data class Invoice(val number: String, val paid: Boolean)

private suspend inline fun <reified E : Throwable> thrownBy(work: suspend () -> Any?): E = try {
    error("nothing was thrown, but: ${work()}")
} catch (error: Throwable) {
    error as? E ?: throw error
}

class SessionTest {
    @Test
    fun `a session is streamed from its first event to its answer`() = live {
        withLocal { client ->
            val session = client.startSession("greeter", "Ada")
            val items = session.stream().toList()
            assertEquals(items.indices.map { it.toLong() }, items.map { (it as StreamItem.Event).index })
            val thoughts = items.mapNotNull { ((it as StreamItem.Event).event as? AgentEvent)?.data as? PolicyEvent }
            assertEquals("A guest is waiting", thoughts.first().reasoningContent)
            val result = session.waitForCompletion()
            assertEquals("Hello, Ada!", result.text)
            assertEquals(TrajectoryStatus.COMPLETED, result.status)
            assertEquals(items.size.toLong(), result.nextIndex)
            assertEquals(items.size, result.events.size)
            assertFalse(result.isFailure)
        }
    }

    @Test
    fun `a stream goes on exactly where another one was left`() = live {
        withLocal { client ->
            val session = client.startSession("greeter", "Ada")
            val first = session.stream().take(2).toList()
            val rest = session.stream(WatchOptions(fromIndex = 2)).toList()
            assertEquals((0L..1L).toList(), first.map { (it as StreamItem.Event).index })
            assertEquals(2L, (rest.first() as StreamItem.Event).index)
            session.openStream().use { stream ->
                assertTrue(stream.hasNext())
                stream.next()
                assertEquals(1L, stream.cursor)
                assertNull(stream.result)
                while (stream.hasNext()) stream.next()
                assertEquals("Hello, Ada!", stream.result?.text)
            }
        }
    }

    @Test
    fun `a session is paused, told something, hurried and stopped`() = live {
        withLocal { client ->
            val session = client.startSession("walker", "Go")
            session.pause()
            session.resume()
            session.sendMessage("Turn left")
            assertEquals("Heard: Turn left", session.waitForCompletion().text)
            val hurried = client.startSession("walker", "Go")
            assertTrue("/share/" in hurried.share().shareUrl)
            hurried.unshare()
            hurried.forceAnswer()
            assertEquals("Walked", hurried.waitForCompletion().text)
            val stopped = client.startSession("walker", "Go")
            stopped.cancel()
            assertTrue(stopped.waitForCompletion().isFailure)
        }
    }

    @Test
    fun `leaving a stream stops nothing`() = live {
        withLocal { client ->
            val session = client.startSession("walker", "Go")
            session.stream().first()
            assertEquals(TrajectoryStatus.RUNNING, session.status().status)
            session.cancel()
        }
    }

    @Test
    fun `calls of a step run at the same time and each once`() = live {
        val runs = AtomicInteger()
        val both = CompletableDeferred<Unit>()
        val arrived = AtomicInteger()
        val double = tool("double", "Doubles a number") { (number): Number ->
            runs.incrementAndGet()
            if (number < 6) {
                if (arrived.incrementAndGet() == 2) both.complete(Unit)
                // Nobody passes unless both calls of the first step are here.
                both.await()
            }
            number * 2
        }
        withLocal { client ->
            assertEquals("12", client.runSession("calculator", "go", listOf(double)).text)
            assertEquals(3, runs.get())
        }
    }

    @Test
    fun `a throw, arguments that do not fit and an overrun become results that the agent reads`() = live {
        suspend fun errors(client: Client, tool: Tool, options: WatchOptions = WatchOptions.DEFAULT): List<String?> {
            val result = client.runSession("calculator", "go", listOf(tool), options = options)
            return result.events.mapNotNull { (((it as? StreamItem.Event)?.event as? AgentEvent)?.data as? ErrorEvent)?.error }
        }
        withLocal { client ->
            val plain = tool("double", "Doubles") { _: Number -> throw ToolFailure("only negative numbers"); 1 }
            assertEquals(List(3) { "only negative numbers" }, errors(client, plain))
            val thrown = tool("double", "Doubles") { _: Number -> throw IllegalStateException("not today"); 1 }
            assertEquals(List(3) { "IllegalStateException: not today" }, errors(client, thrown))
            val misfit = tool("double", "Doubles") { invoice: Invoice -> invoice.number }
            assertTrue(errors(client, misfit).all { it!!.startsWith("The arguments of double do not fit: ") })
            val reasons = java.util.concurrent.ConcurrentLinkedQueue<String>()
            val late = tool("double", "Doubles") { _: Number ->
                try {
                    awaitCancellation()
                } catch (withdrawn: ToolWithdrawn) {
                    reasons += withdrawn.reason
                    throw withdrawn
                }
                1
            }
            assertEquals(3, errors(client, late, WatchOptions(toolTimeout = 50.milliseconds)).size)
            assertTrue("timed_out" in reasons, "$reasons")
            val limited = tool("double", "Doubles", timeout = 50.milliseconds) { _: Number -> awaitCancellation() as Int }
            assertTrue(errors(client, limited).all { "did not finish within 0.05 s" in it!! })
            val endless = tool("double", "Doubles") { _: Number -> Double.POSITIVE_INFINITY }
            assertTrue(errors(client, endless).all { it!!.startsWith("the result of double is not JSON: ") })
        }
    }

    @Test
    fun `a running tool is told when nobody waits any more`() = live {
        val began = CompletableDeferred<Unit>()
        val told = CompletableDeferred<String>()
        val forever = tool("double", "Doubles") { _: Number ->
            try {
                began.complete(Unit)
                awaitCancellation()
            } catch (error: CancellationException) {
                told.complete((error as ToolWithdrawn).reason)
                throw error
            }
            1
        }
        withLocal { client ->
            val session = client.startSession("calculator", "go", listOf(forever))
            coroutineScope {
                val wait = async { session.waitForCompletion() }
                began.await()
                wait.cancel()
                assertEquals("watch_ended", told.await())
            }
            session.cancel()
        }
    }

    @Test
    fun `an answer comes as the type that was asked for, or says why not`() = live {
        withLocal { client ->
            val schema = jsonSchema<Invoice>()
            val result = client.runSession("accountant", "A-17", answerSchema = schema)
            assertEquals(Invoice("A-17", true), result.answer<Invoice>())
            val rejected = thrownBy<SteersmanException> {
                client.startSession("greeter", "Ada").waitForCompletion(answerSchema = schema)
            }
            assertEquals(ErrorKind.ANSWER_VALIDATION, rejected.kind)
            assertEquals("Hello, Ada!", rejected.result?.text)
            assertEquals(rejected.result?.nextIndex, rejected.result?.events?.size?.toLong())
            assertTrue(rejected.reasons.isNotEmpty())
            val other = thrownBy<SteersmanException> { result.answer<Int>() }
            assertEquals(ErrorKind.ANSWER_VALIDATION, other.kind)
        }
    }

    @Test
    fun `a conversation goes on after its answer`() = live {
        withLocal { client ->
            val request = SessionRequest(AgentReference.Text("parrot"), Messages.Text("one"), idleTimeoutS = 60)
            val session = client.startSession(request)
            assertEquals("one", session.waitForCompletion().text)
            session.sendMessage("two")
            assertEquals("two", session.waitForCompletion().text)
            session.cancel()
        }
    }

    @Test
    fun `a session that failed is a result`() = live {
        withLocal { client ->
            val result = client.runSession("unlucky", "try")
            assertTrue(result.isFailure)
            assertEquals("the browser crashed", result.error)
            assertEquals(SessionErrorCode.ENVIRONMENT_ERROR, result.errorCode)
        }
    }

    @Test
    fun `an error says what it is and where`() = live {
        withLocal { client ->
            val missing = thrownBy<SteersmanException> { client.session("5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77").status() }
            assertEquals(ErrorKind.NOT_FOUND, missing.kind)
            assertEquals(404, missing.status)
            assertEquals(Retry.NEVER, missing.retry)
            assertTrue(missing.operation!!.isNotEmpty())
            val wrong = thrownBy<SteersmanException> { client.call("agents.list_agents", mapOf("page" to JsonPrimitive("x"))) }
            assertEquals(ErrorKind.INVALID_ARGUMENT, wrong.kind)
            assertEquals("page", wrong.field)
            val session = client.startSession("walker", "Go")
            val late = thrownBy<SteersmanException> { session.waitForCompletion(WatchOptions(timeout = 100.milliseconds)) }
            assertEquals(ErrorKind.DEADLINE_EXCEEDED, late.kind)
            assertEquals(session.id, late.sessionId)
            assertTrue(late.cursor!! >= 0)
            session.cancel()
            val option = thrownBy<SteersmanException> { Client(ClientOptions(apiKey = KEY, timeout = (-1).milliseconds)) }
            assertEquals("timeoutMs", option.field)
            val tool = thrownBy<SteersmanException> { client.startSession("greeter", tools = listOf(tool("no way", "x") { n: Int -> n })) }
            assertEquals(ErrorKind.TOOL_DEFINITION, tool.kind)
        }
    }

    @Test
    fun `operations are called with types, and lists are walked page by page`() = live {
        withLocal { client ->
            val names = List(7) { "clerk-$it" }
            for (name in names) client.agents.createAgent(name = name, description = "Works", environments = emptyList())
            val all = client.agents.listAgentsAll(size = 2).toList().map { it.name }
            assertTrue(all.containsAll(names), "$all")
            assertEquals(all.size, all.toSet().size)
            val agent = client.agents.getAgent("clerk-3")
            assertEquals("Works", agent.description)
            val renamed = client.agents.patchAgent("clerk-3", model = Nullable.Value("m"), description = Nullable.Value("Rests"))
            assertEquals("m", renamed.model)
            assertNull(client.agents.patchAgent("clerk-3", model = Nullable.Null).model)
            client.agents.deleteAgent("clerk-3")
            val raw = client.call("agents.get_agent", mapOf("agent_name" to JsonPrimitive("clerk-1")))
            assertEquals("clerk-1", (raw as kotlinx.serialization.json.JsonObject)["name"]?.jsonPrimitive?.content)
        }
    }
}
