package scenario

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import java.io.IOException
import java.net.Socket
import java.net.URI

/** The channel to the scenario's server: plain HTTP, spoken without the library under test. */
class Control(url: String) {
    private val address = URI(url)

    /** A request is not a child of who waits for it: reading from a socket blocks, and who waits may be cancelled. */
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    suspend fun get(path: String): JsonElement = send("GET", path, "")

    suspend fun post(path: String, body: JsonElement = JsonNull): JsonElement = send("POST", path, body.toString())

    private suspend fun send(method: String, path: String, body: String): JsonElement =
        scope.async { exchange(method, path, body.toByteArray()) }.await()

    private fun exchange(method: String, path: String, body: ByteArray): JsonElement =
        Socket(address.host, address.port).use { socket ->
            val head = "$method $path HTTP/1.1\r\nhost: ${address.authority}\r\ncontent-length: ${body.size}\r\n\r\n"
            socket.getOutputStream().apply { write(head.toByteArray() + body) }.flush()
            val input = socket.getInputStream().buffered()
            fun line() = buildString {
                while (true) {
                    val byte = input.read()
                    if (byte < 0) throw IOException("the control channel ended")
                    if (byte == '\n'.code) break
                    append(byte.toChar())
                }
            }.trimEnd()
            val status = line().split(' ')[1].toInt()
            val headers = generateSequence { line().ifEmpty { null } }.map { it.lowercase() }.toList()
            val length = headers.firstNotNullOfOrNull { it.removePrefix("content-length: ").toIntOrNull() } ?: 0
            val text = String(input.readNBytes(length))
            when (status) {
                200 -> Json.parseToJsonElement(text)
                204 -> JsonNull
                else -> throw IOException("$status: $text")
            }
        }
}
