// The programs of README.md, which are compared with it and run by ReadmeTest.

package dev.steersman.examples

import dev.steersman.AgentEvent
import dev.steersman.Client
import dev.steersman.Description
import dev.steersman.ErrorKind
import dev.steersman.LocalOptions
import dev.steersman.SessionEvent
import dev.steersman.SteersmanException
import dev.steersman.StreamItem
import dev.steersman.WatchOptions
import dev.steersman.jsonSchema
import dev.steersman.tool
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.Serializable
import kotlin.time.Duration.Companion.minutes

suspend fun first() {
    // An Agents API inside this program. `Client()` is the hosted one, with the key in HAI_API_KEY.
    Client.local().use { client ->
        val session = client.startSession("h/conversation", "Say hello")
        session.stream().collect { item -> println(item) }
        println(session.waitForCompletion().text)
    }
}

suspend fun events() {
    Client.local().use { client ->
        val session = client.startSession("h/showcase", "Show me")
        var next = 0L
        session.stream(WatchOptions(fromIndex = next, timeout = 5.minutes)).collect { item ->
            when (item) {
                is StreamItem.Gap -> println("events ${item.from} to ${item.to} are gone: ${item.reason}")
                is StreamItem.Event -> {
                    when (val event = item.event) {
                        is AgentEvent -> println(event.data)
                        is SessionEvent.Unknown -> println("something new: ${event.json}")
                        else -> println(item.type)
                    }
                    next = item.index + 1
                }
            }
        }
    }
}

@Serializable
data class OrderNumber(@Description("The order's number, such as `A-17`.") val number: String)

suspend fun tools() {
    val lookUp = tool("lookup_order", "Looks up an order by its number.") { order: OrderNumber ->
        "${order.number} is paid"
    }
    Client.local().use { client ->
        println(client.runSession("h/tools", "Is A-17 paid?", listOf(lookUp)).text)
    }
}

@Serializable
data class Bill(val number: String, val paid: Boolean)

suspend fun answers() {
    Client.local().use { client ->
        val result = client.runSession("h/conversation", "Invoice A-17", answerSchema = jsonSchema<Bill>())
        println(result.answer<Bill>())
    }
}

suspend fun errors() {
    Client.local().use { client ->
        try {
            client.session("5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77").status()
        } catch (error: SteersmanException) {
            check(error.kind == ErrorKind.NOT_FOUND && error.status == 404)
            println("${error.message} (again? ${error.retry})")
        }
    }
}

suspend fun steering() {
    val agents = """
        agents:
          - name: walker
            steps:
              - repeat: { times: 1000, while: messages|length < 2, steps: [{ think: on }, { wait: 20ms }] }
              - answer: "Heard: {{ message }}"
    """.trimIndent()
    Client.local(LocalOptions(agentsText = agents)).use { client ->
        val session = client.startSession("walker", "Go")
        session.pause()
        session.resume()
        session.sendMessage("Turn left")
        println(session.waitForCompletion().text)
    }
}

suspend fun direct() {
    Client.local().use { client ->
        client.agents.createAgent(name = "clerk", description = "Knows orders", environments = emptyList())
        println(client.agents.listAgentsAll(size = 50).toList().map { it.name })
    }
}
