package scenario

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlin.system.exitProcess

/** Reads control URLs from standard input, one in a line, and plays each. */
fun main() {
    for (url in generateSequence(::readLine)) {
        when (runBlocking(Dispatchers.Default) { play(Control(url.trim())) }) {
            null -> continue
            "exit" -> exitProcess(3)
            else -> return
        }
    }
}
