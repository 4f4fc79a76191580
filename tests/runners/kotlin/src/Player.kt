package scenario

import dev.steersman.CallOptions
import dev.steersman.Client
import dev.steersman.ClientOptions
import dev.steersman.EventStream
import dev.steersman.SendMessages
import dev.steersman.SessionEvent
import dev.steersman.SessionHandle
import dev.steersman.SessionRequest
import dev.steersman.SteersmanException
import dev.steersman.Tool
import dev.steersman.Until
import dev.steersman.WatchOptions
import dev.steersman.signWebhook
import dev.steersman.verifyWebhook
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.completeWith
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.double
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import java.io.IOException
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** How long a wait is waited for before it is cancelled. */
private val CANCELLED_AFTER = 20.milliseconds

/** Plays a program with the Kotlin package: each abstract step is a few lines of what a user would write. */
class Player(
    private val control: Control,
    private val program: JsonObject,
    private val client: Client,
    private val tools: Toolbox,
    private var handle: SessionHandle,
) {
    val seen = ArrayList<JsonElement>()
    private var stream: EventStream? = null
    private var opened = JsonObject(emptyMap())

    suspend fun steps(steps: JsonArray) {
        for (step in steps) {
            val (name, argument) = if (step is JsonObject) step.entries.first().toPair() else step.jsonPrimitive.content to JsonNull
            try {
                step(name, argument)
            } catch (error: SteersmanException) {
                seen += Report.error(error)
            }
        }
    }

    /** Waits until the session settles. */
    suspend fun settle() {
        handle.waitForCompletion()
    }

    /** Leaves the stream that is open. */
    fun leave() {
        stream?.close()
        stream = null
    }

    private suspend fun step(name: String, argument: JsonElement) {
        val options = argument as? JsonObject ?: JsonObject(emptyMap())
        fun text() = argument.jsonPrimitive.content
        fun number() = argument.jsonPrimitive.int
        when (name) {
            "session" -> handle = client.session(text())
            "attach_tools" -> handle = client.session(handle.id, tools.choose(argument.texts()))
            "start" -> start(options)
            "run" -> run(options)
            "wait" -> note("outcome", Report.outcome(wait(options)))
            "stream" -> open(options)
            "take" -> take(number())
            "take_all" -> take(Int.MAX_VALUE)
            "take_at_hand" -> takeAtHand(number())
            "cancel_wait" -> cancelWait(number())
            "cursor" -> note("cursor", stream?.cursor)
            "close" -> leave()
            "reopen" -> {
                val cursor = JsonPrimitive(stream!!.cursor)
                leave()
                open(JsonObject(opened + ("from_index" to cursor)))
            }
            "sync" -> controlled("/seen/${text()}") { control.get(it) }
            "signal" -> controlled("/signal/${text()}") { control.post(it) }
            "rest" -> delay(argument.jsonPrimitive.double.seconds)
            "send_message" -> {
                if (argument is JsonPrimitive) handle.sendMessage(text())
                else handle.sendMessage(Json.decodeFromJsonElement(SendMessages.serializer(), argument))
                note("sent", null)
            }
            "steer" -> steer(text())
            "call" -> call(options)
            "all" -> all(options)
            "download" -> {
                val (bucket, key) = text().split('/', limit = 2)
                note("downloaded", String(client.sessions.getSessionResource(handle.id, bucket, key).bytes()))
            }
            "webhook" -> webhook(options)
            "together" -> together(argument as JsonArray)
            "elsewhere" -> elsewhere(argument as JsonArray)
            else -> error("the step $name is not known here")
        }
    }

    private fun note(name: String, value: Any?) {
        seen += Report.entry(name, value)
    }

    private suspend fun start(start: JsonObject) {
        handle = client.startSession(request(start), started(start), start["answer_schema"] as? JsonObject, start.text("idempotency_key"))
        note("session", handle.id)
    }

    private suspend fun run(run: JsonObject) {
        val start = run["start"] as JsonObject
        val options = watchOptions(run["wait"] as? JsonObject ?: JsonObject(emptyMap()))
        val result = client.runSession(
            request(start), started(start), start["answer_schema"] as? JsonObject, start.text("idempotency_key"), options,
        )
        note("outcome", Report.outcome(result))
    }

    private fun request(start: JsonObject): SessionRequest {
        val members = mapOf("agent" to start["agent"], "messages" to start["message"], "overrides" to start["overrides"])
        val given = JsonObject(members.mapNotNull { (name, value) -> value?.let { name to it } }.toMap())
        return Json.decodeFromJsonElement(SessionRequest.serializer(), given)
    }

    private fun started(start: JsonObject): List<Tool> = start["tools"]?.texts().orEmpty().let { if (it.isEmpty()) emptyList() else tools.choose(it) }

    private suspend fun wait(watch: JsonObject) = handle.waitForCompletion(
        watchOptions(watch),
        includeEvents = watch.text("include_events") != "false",
        tools = watch["tools"]?.let(::named) ?: handle.tools,
        answerSchema = if ("any_answer" in watch) null else watch["answer_schema"] as? JsonObject ?: handle.answerSchema,
    )

    private suspend fun open(watch: JsonObject) {
        leave()
        opened = watch
        stream = handle.openStream(watchOptions(watch), watch["tools"]?.let(::named).orEmpty())
    }

    /** The handle's tools, those of these names, or none. */
    private fun named(tools: JsonElement): List<Tool> = when {
        tools is JsonPrimitive -> handle.tools
        tools.texts().isEmpty() -> emptyList()
        else -> this.tools.choose(tools.texts())
    }

    private suspend fun take(count: Int) {
        for (taken in 0 until count) if (!takeOne()) break
    }

    /** Takes an item, or notes the end. */
    private suspend fun takeOne(): Boolean {
        val stream = stream ?: return false
        if (!stream.hasNext()) {
            note("end", stream.result?.let(Report::outcome))
            return false
        }
        seen += Report.item(stream.next())
        return true
    }

    private suspend fun takeAtHand(count: Int) {
        var turns = 0
        var atHand = 0
        // One thread at a time, so that others have their turn when this one waits, and only then.
        withContext(Dispatchers.Default.limitedParallelism(1)) {
            val turning = launch { while (true) { turns += 1; yield() } }
            for (taken in 0 until count) {
                val before = turns
                if (!takeOne()) break
                if (turns == before) atHand += 1
            }
            turning.cancel()
        }
        note("at_hand", atHand)
    }

    private suspend fun cancelWait(times: Int) {
        val stream = stream ?: return
        repeat(times) {
            if (withTimeoutOrNull(CANCELLED_AFTER) { stream.hasNext() } == true) seen += Report.item(stream.next())
        }
        note("cancelled", times)
    }

    private suspend fun controlled(path: String, send: suspend (String) -> Unit) {
        try {
            send(path)
        } catch (error: IOException) {
            note("note", "$path: ${error.message}")
        }
    }

    private suspend fun steer(how: String) = when (how) {
        "get" -> note("session", handle.get().id)
        "status" -> note("status", handle.status().status)
        "pause" -> handle.pause().also { note("paused", null) }
        "resume" -> handle.resume().also { note("resumed", null) }
        "force_answer" -> handle.forceAnswer().also { note("forced", null) }
        "cancel" -> handle.cancel().also { note("cancelled", null) }
        "share" -> note("shared", handle.share().shareUrl)
        else -> error("$how is not known here")
    }

    private suspend fun call(call: JsonObject) {
        val large = (call["filler"] as? JsonObject).orEmpty().mapValues { JsonPrimitive("x".repeat(it.value.jsonPrimitive.int)) }
        val arguments = (call["arguments"] as? JsonObject).orEmpty() + large
        note("reply", client.call(call.text("operation")!!, arguments, CallOptions(deadline = call.duration("deadline"))))
    }

    private suspend fun all(call: JsonObject) {
        val arguments = call["arguments"] as? JsonObject ?: JsonObject(emptyMap())
        val size = arguments.number("size")
        val names = when (val operation = call.text("operation")) {
            "sessions.list_sessions" -> client.sessions.listSessionsAll(size = size).map { it.id }
            "sessions.list_session_events" -> client.sessions.listSessionEventsAll(handle.id, size = size).map(::type)
            "agents.list_agents" -> client.agents.listAgentsAll(size = size).map { it.name }
            "skills.list_skills" -> client.skills.listSkillsAll(size = size).map { it.name }
            "vaults.list_vaults" -> client.vaults.listVaultsAll(limit = arguments.number("limit")).map { it.name }
            else -> error("$operation has no pages here")
        }
        note("entries", JsonArray(names.toList().map(::JsonPrimitive)))
    }

    private fun type(event: SessionEvent): String? =
        (Json.encodeToJsonElement(SessionEvent.serializer(), event) as JsonObject).text("type")

    private fun webhook(webhook: JsonObject) {
        val body = webhook.text("body")!!.toByteArray()
        val secrets = webhook["secrets"]!!.texts()
        val timestamp = webhook.text("timestamp") ?: (System.currentTimeMillis() / 1000 - (webhook.number("age") ?: 0)).toString()
        val signer = webhook.text("signed_by") ?: secrets.firstOrNull().orEmpty()
        val delivery = verifyWebhook(body, webhook.text("signature") ?: signWebhook(body, timestamp, signer), timestamp, secrets)
        note("delivery", JsonObject(mapOf("id" to JsonPrimitive(delivery.id), "type" to JsonPrimitive(delivery.type))))
    }

    /** Runs steps in a thread of its own, with an event loop and a client of its own. */
    private suspend fun elsewhere(steps: JsonArray) {
        val done = CompletableDeferred<List<JsonElement>>()
        thread {
            done.completeWith(runCatching {
                runBlocking {
                    client(program).use { client ->
                        Player(control, program, client, tools, client.session(handle.id)).run {
                            steps(steps)
                            leave()
                            seen
                        }
                    }
                }
            })
        }
        seen += done.await()
    }

    private suspend fun together(branches: JsonArray) {
        val players = branches.map { Player(control, program, client, tools, handle) }
        coroutineScope { players.zip(branches) { player, steps -> async { player.steps(steps as JsonArray) } }.awaitAll() }
        for (player in players) {
            player.leave()
            seen += player.seen
        }
    }
}

private fun watchOptions(watch: JsonObject) = WatchOptions(
    fromIndex = watch.number("from_index"),
    until = if (watch.text("until") == "terminal") Until.TERMINAL else Until.SETTLED,
    timeout = watch.duration("timeout"),
    retryBudget = watch.duration("retry_budget"),
    waitForSeconds = watch.number("wait_for_seconds"),
    limit = watch.number("limit"),
    pollBackoff = watch.duration("poll_backoff"),
    maxPolls = watch.number("max_polls"),
    readAhead = watch.number("read_ahead"),
    maxParallelTools = watch.number("max_parallel_tools")?.toInt(),
    toolTimeout = watch.duration("tool_timeout"),
)

private fun client(program: JsonObject): Client {
    val options = program["client"] as JsonObject
    return Client(ClientOptions(
        apiKey = program.text("api_key"),
        baseUrl = program.text("base_url"),
        noProxy = true,
        timeout = options.duration("timeout"),
        maxRetries = options.number("max_retries")?.toInt(),
        retryBudget = options.duration("retry_budget"),
        maxResponseBytes = options.number("max_response_bytes"),
        headers = (options["headers"] as? JsonObject).orEmpty().mapValues { it.value.jsonPrimitive.content },
    ))
}

/** What a program has open whose process ends. */
private var left: Player? = null

/** Plays the scenario behind a control channel and reports what was seen. Gives how the process is to end, if that belongs to it. */
suspend fun play(control: Control): String? {
    val program = control.get("/program") as JsonObject
    val tools = Toolbox((program["tools"] as JsonArray).map { it as JsonObject }, control)
    val client = client(program)
    val player = Player(control, program, client, tools, client.session("s"))
    player.steps(program["program"] as JsonArray)
    program.text("ending")?.let { ending ->
        left = player
        control.post("/done", seen(player, tools.soFar()))
        if (ending == "interrupt") player.settle()
        return ending
    }
    // Whatever still runs ends before the report.
    player.leave()
    control.post("/done", seen(player, tools.observed()))
    client.close()
    return null
}

private fun seen(player: Player, tools: JsonArray) = JsonObject(mapOf("observed" to JsonArray(player.seen), "tools" to tools))

fun JsonObject.text(name: String): String? = (this[name] as? JsonPrimitive)?.contentOrNull

fun JsonObject.number(name: String): Long? = this[name]?.jsonPrimitive?.long

fun JsonObject.duration(name: String): Duration? = this[name]?.jsonPrimitive?.double?.seconds

fun JsonElement.texts(): List<String> = (this as JsonArray).map { it.jsonPrimitive.content }
