package dev.steersman

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import kotlin.io.path.outputStream

/** What comes and goes as bytes, and what is said to people. */
class FileTest {
    @Test
    fun `a file is read piece by piece`() = live {
        val content = ByteArray(300_000) { (it % 251).toByte() }
        val paths = mutableListOf<String>()
        Server { exchange ->
            paths += exchange.requestURI.rawPath
            exchange.responseHeaders.add("content-type", "image/png")
            exchange.sendResponseHeaders(200, content.size.toLong())
            exchange.responseBody.write(content)
        }.use { server ->
            server.client().use { client ->
                client.sessions.getSessionResource("s", "screenshots", "a b.png").use { download ->
                    assertEquals(content.size.toLong(), download.length)
                    assertEquals("image/png", download.mediaType)
                    val pieces = download.pieces().toList()
                    assertTrue(pieces.size > 1)
                    assertTrue(content.contentEquals(pieces.fold(ByteArray(0)) { all, piece -> all + piece }))
                }
                assertTrue(content.contentEquals(client.sessions.getSessionResource("s", "screenshots", "a b.png").bytes()))
            }
        }
        assertEquals(List(2) { "/api/v2/sessions/s/resources/screenshots/a%20b.png" }, paths)
    }

    @Test
    fun `a browser profile is uploaded`(@TempDir folder: Path) = live {
        val archive = folder.resolve("profile.zip")
        ZipOutputStream(archive.outputStream()).use { zip ->
            zip.putNextEntry(ZipEntry("Default/Preferences"))
            zip.write("{}".toByteArray())
        }
        withLocal { client ->
            val profile = client.uploadBrowserProfile(archive, BrowserProfileCreate(name = "shop", browserName = "chromium", browserVersion = "140.0.0.0"))
            assertEquals("shop", profile.name)
            assertTrue(client.browserProfiles.listBrowserProfilesAll().toList().any { it.id == profile.id })
        }
    }

    @Test
    fun `what the library says comes as records, without the key`() = live {
        Server { it.answer("""{"active":1,"limit":5}""") }.use { server ->
            server.client().use { client ->
                // Undispatched: it listens before the call is made.
                val record = CompletableDeferred<LogRecord>()
                val listening = launch(start = CoroutineStart.UNDISPATCHED) {
                    record.complete(logRecords("trace").first { it.target.startsWith("steersman") })
                }
                client.call("sessions.get_session_quota")
                val said = record.await()
                listening.join()
                assertTrue(said.level in setOf("error", "warn", "info", "debug", "trace"), "$said")
                assertTrue(said.text.isNotEmpty())
                assertFalse(KEY in said.toString(), "$said")
            }
        }
        launch(start = CoroutineStart.UNDISPATCHED) { logRecords("error").collect {} }.cancel()
    }
}
