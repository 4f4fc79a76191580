// A session on this machine: watched, given a tool, talked to, stopped. Nothing leaves the process.
//
//   make demo-kotlin

package dev.steersman.examples

import dev.steersman.ActiveStateChangeEvent
import dev.steersman.AgentEvent
import dev.steersman.AgentReference
import dev.steersman.AnswerEvent
import dev.steersman.Client
import dev.steersman.Description
import dev.steersman.LocalOptions
import dev.steersman.Messages
import dev.steersman.PolicyEvent
import dev.steersman.SessionRequest
import dev.steersman.StreamItem
import dev.steersman.ToolResultEvent
import dev.steersman.WatchOptions
import dev.steersman.tool
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable

private const val AGENTS = """
agents:
  - name: shopkeeper
    steps:
      - think: The order has to be looked up first
      - call: { tool: lookup_order, args: { number: "{{ message }}" } }
      - wait: 300ms
      - answer: "{{ last }}"
"""

@Serializable
data class Order(@Description("The order's number, such as `A-17`.") val number: String)

fun main(): Unit = runBlocking {
    val lookUpOrder = tool("lookup_order", "Looks up an order by its number.") { order: Order ->
        "${order.number} is ${if (order.number.endsWith("7")) "paid" else "open"}"
    }
    Client.local(LocalOptions(agentsText = AGENTS)).use { client ->
        val request = SessionRequest(AgentReference.Text("shopkeeper"), Messages.Text("A-17"), idleTimeoutS = 60)
        val session = client.startSession(request, tools = listOf(lookUpOrder))
        println("session ${session.id} on ${client.baseUrl}\n")
        var from = 0L
        for (next in listOf("A-18", null)) {
            session.stream(WatchOptions(fromIndex = from), session.tools).collect { item ->
                if (item is StreamItem.Event) tell(item)
            }
            val result = session.waitForCompletion()
            println("\n${result.status}: ${result.text}\n")
            from = result.nextIndex
            if (next != null) {
                session.sendMessage(next)
                println("> $next\n")
            }
        }
        session.cancel()
        println(session.waitForCompletion().status)
    }
}

/** Prints what is worth a line. */
private fun tell(item: StreamItem.Event) {
    fun line(what: String, text: Any?) = println("%4d  %-8s%s".format(item.index, what, text))
    when (val event = item.event) {
        is ActiveStateChangeEvent -> line("state", event.data.state)
        is AgentEvent -> when (val data = event.data) {
            is PolicyEvent -> data.reasoningContent?.let { line("thinks", it) }
            is ToolResultEvent -> line("tool", "${data.toolReq.toolName} gave ${data.result}")
            is AnswerEvent -> line("answers", data.answer)
            else -> {}
        }
        else -> {}
    }
}
