package dev.steersman

import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

class ReadmeTest {
    @Test
    fun `the programs of the README are those of the examples`() {
        val example = File("examples/Readme.kt").readText()
        val lines = example.lines().map { it.trim() }
        val blocks = Regex("```kotlin\n(.*?)```", RegexOption.DOT_MATCHES_ALL).findAll(File("README.md").readText()).toList()
        assertTrue(blocks.size > 5)
        for (block in blocks) {
            val wanted = block.groupValues[1].trim().lines().map { it.trim() }
            assertTrue(lines.windowed(wanted.size).any { it == wanted }, "not in examples/Readme.kt: ${block.value}")
        }
    }

    @Test
    fun `the programs of the README run`() = live {
        dev.steersman.examples.first()
        dev.steersman.examples.events()
        dev.steersman.examples.tools()
        dev.steersman.examples.answers()
        dev.steersman.examples.errors()
        dev.steersman.examples.steering()
        dev.steersman.examples.direct()
    }

    @Test
    fun `the demo runs to its end`() = live { runDemo() }

    private fun runDemo() = dev.steersman.examples.main()
}
