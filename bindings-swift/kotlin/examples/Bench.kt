// The work of the benchmark (bench/) with the Kotlin package: `backlog BASE_URL session=…`. `make bench` starts it.

package dev.steersman.examples

import com.sun.management.OperatingSystemMXBean
import dev.steersman.Client
import dev.steersman.ClientOptions
import dev.steersman.StreamItem
import java.io.File
import java.lang.management.ManagementFactory
import kotlinx.coroutines.runBlocking

fun main(words: Array<String>): Unit = runBlocking {
    val (work, url) = words
    require(work == "backlog") { "no work is called $work" }
    val order = words.drop(2).associate { it.substringBefore('=') to it.substringAfter('=') }
    val slow = order["slow"]?.toInt() ?: 0
    val machine = ManagementFactory.getOperatingSystemMXBean() as OperatingSystemMXBean
    Client(ClientOptions(apiKey = "hk-bench", baseUrl = url)).use { client ->
        val session = client.session(order.getValue("session"))
        val begun = System.nanoTime()
        val cpu = machine.processCpuTime
        var seen = 0
        session.stream().collect { item ->
            if (item is StreamItem.Event && item.type == "AgentEvent" && item.index >= 0) seen += 1
            if (seen % 100 == 0) repeat(slow) { session.status() }
        }
        val seconds = (System.nanoTime() - begun) / 1e9
        val spent = (machine.processCpuTime - cpu) / 1e9
        val peak = File("/proc/self/status").readLines().first { it.startsWith("VmHWM:") }.filter(Char::isDigit)
        println("""{"units": $seen, "seconds": $seconds, "cpu": $spent, "peak_kib": $peak}""")
    }
}
