package scenario

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

/** Reads control URLs from standard input, one in a line, and plays each. */
fun main() = generateSequence(::readLine).forEach { url -> runBlocking(Dispatchers.Default) { play(Control(url.trim())) } }
