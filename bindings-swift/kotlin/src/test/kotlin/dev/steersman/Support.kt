package dev.steersman

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import dev.steersman.ffi.nativeCounts
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import java.net.InetSocketAddress
import java.util.concurrent.Executors
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** The scripted agents that the tests work with. */
const val AGENTS = """
agents:
  - name: greeter
    steps: [{ think: "A guest is waiting" }, { answer: "Hello, {{ task }}!" }]
  - name: parrot
    steps: [{ think: "I was told: {{ message }}" }, { answer: "{{ message }}" }]
  - name: calculator
    steps:
      - { call: [{ tool: double, args: { number: 4 } }, { tool: double, args: { number: 5 } }] }
      - { call: { tool: double, args: { number: 6 } } }
      - { answer: "{{ last }}" }
  - name: walker
    steps:
      - repeat:
          times: 6000
          while: messages|length < 2
          steps: [{ think: "step {{ steps + 1 }}" }, { wait: 20ms }]
      - answer: "Heard: {{ message }}"
    on_force_answer: "Walked"
  - name: accountant
    steps: [{ answer: { number: "{{ task }}", paid: true } }]
  - name: unlucky
    steps: [{ think: "This cannot go well" }, { fail: { error: "the browser crashed", code: environment_error } }]
"""

/** Runs a test with a bound, and then sees that no native object is left. */
fun live(limit: Duration = 60.seconds, test: suspend CoroutineScope.() -> Unit) {
    runBlocking(Dispatchers.Default) { withTimeout(limit) { test() } }
    assertNothingIsLeft()
}

suspend fun withLocal(test: suspend (Client) -> Unit) =
    Client.local(LocalOptions(agentsText = AGENTS)).use { test(it) }

/** What was not closed is let go of by the garbage collector; so much is waited for, and no longer than ten seconds. */
fun assertNothingIsLeft() {
    val end = System.nanoTime() + 10_000_000_000
    while (true) {
        val counts = nativeCounts()
        val all = with(counts) { clients + sessions + streams + downloads + pages + cancels + calls }
        if (all == 0uL) return
        check(System.nanoTime() < end) { "native objects are left: $counts" }
        System.gc()
        Thread.yield()
    }
}

/** A server of one's own making, for what the embedded runtime never does. */
class Server(private val handle: (HttpExchange) -> Unit) : AutoCloseable {
    private val threads = Executors.newCachedThreadPool()
    private val server = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0).apply {
        executor = threads
        createContext("/") { exchange -> exchange.use { handle(it) } }
        start()
    }

    fun client(): Client = Client(ClientOptions(apiKey = KEY, baseUrl = "http://127.0.0.1:${server.address.port}"))

    override fun close() {
        server.stop(0)
        threads.shutdownNow()
    }
}

/** A key that must be seen nowhere. */
const val KEY = "hk-canary-5d0c6f3e"

private fun HttpExchange.use(work: (HttpExchange) -> Unit) = try {
    work(this)
} finally {
    close()
}

fun HttpExchange.answer(json: String, status: Int = 200, length: Int? = null) {
    val bytes = json.toByteArray()
    responseHeaders.add("content-type", "application/json")
    sendResponseHeaders(status, (length ?: bytes.size).toLong())
    responseBody.write(bytes)
    responseBody.flush()
}

fun HttpExchange.query(name: String): String? =
    requestURI.query?.split('&')?.map { it.split('=') }?.find { it[0] == name }?.get(1)

fun thought(number: Int): String =
    """{"type":"AgentEvent","timestamp":"2026-03-01T09:00:00Z","data":{"kind":"message_event","type":"assistant",""" +
        """"role":"assistant","caller_id":"agent","content":["step $number"]}}"""

/** Answers a poll from a log: the session is over when its last event was given out. */
fun HttpExchange.page(log: List<String>, size: Int) {
    val from = (query("from_index") ?: "0").toInt()
    val events = log.subList(from.coerceAtMost(log.size), (from + size).coerceAtMost(log.size))
    val done = from + events.size >= log.size
    val status = if (done) "completed" else "running"
    val answer = if (done) "\"done\"" else "null"
    answer("""{"status":"$status","first_index":$from,"new_events":[${events.joinToString(",")}],"answer":$answer,"error":null}""")
}
