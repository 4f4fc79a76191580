package dev.steersman

import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlin.system.exitProcess

/** A program that ends in one of several ways while it watches a session and runs a tool. */
@OptIn(DelicateCoroutinesApi::class)
fun main(args: Array<String>) = runBlocking {
    val client = Client.local(LocalOptions(agentsText = AGENTS))
    val session = client.startSession("walker", "Go")
    repeat(5) { GlobalScope.launch { session.stream().collect {} } }
    GlobalScope.launch { session.waitForCompletion() }
    session.stream().first()
    println("watching")
    when (args.single()) {
        "exit" -> exitProcess(0)
        "halt" -> Runtime.getRuntime().halt(0)
        "throw" -> throw IllegalStateException("the end")
        "uncollected" -> session.openStream()
        else -> {}
    }
    Unit
}
