package dev.steersman

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.nio.file.Path
import java.util.jar.JarInputStream
import java.util.zip.ZipFile

private val ABIS = listOf("arm64-v8a", "armeabi-v7a", "x86_64")

/** The tool that makes the archive for Android, as far as a machine without the NDK can go. */
class AndroidArchiveTest {
    private fun tool(vararg arguments: String, ndk: String? = null): Pair<Int, String> {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val process = ProcessBuilder(java, "bindings-swift/kotlin/tools/AndroidArchive.java", *arguments)
            .directory(File("../..")).redirectErrorStream(true)
            .apply { environment().remove("ANDROID_NDK_HOME"); ndk?.let { environment()["ANDROID_NDK_HOME"] = it } }.start()
        val text = process.inputStream.bufferedReader().readText()
        return process.waitFor() to text
    }

    @Test
    fun `the steps name a compiler for every processor`() {
        val (code, text) = tool("--dry-run", ndk = "/ndk")
        assertEquals(0, code, text)
        for (target in listOf("aarch64-linux-android", "armv7-linux-androideabi", "x86_64-linux-android")) {
            assertTrue(Regex("cargo build .*--no-default-features --target $target\n").containsMatchIn(text), text)
        }
        assertTrue("='/ndk/toolchains/llvm/prebuilt/" in text && "max-page-size=16384" in text, text)
    }

    @Test
    fun `without an NDK it says what to install`() {
        val (code, text) = tool()
        assertEquals(1, code, text)
        assertTrue("ANDROID_NDK_HOME is not set" in text && "next: install the Android NDK" in text, text)
    }

    @Test
    fun `the archive has the classes, a library for every processor, and its description`(@TempDir folder: Path) {
        val native = File("target/native/resources").walk().first { it.name == "libsteersman_native.so" }
        for (abi in ABIS) native.copyTo(folder.resolve("libraries/$abi/${native.name}").toFile())
        val output = folder.resolve("output").toFile()
        val (code, text) = tool("--libraries", folder.resolve("libraries").toString(), "--output", output.path)
        assertEquals(0, code, text)
        ZipFile(output.resolve("steersman-0.1.0.aar")).use { archive ->
            val names = archive.entries().asSequence().map { it.name }.toSet()
            val wanted = setOf("AndroidManifest.xml", "R.txt", "classes.jar", "proguard.txt") + ABIS.map { "jni/$it/${native.name}" }
            assertEquals(wanted, names)
            val classes = JarInputStream(archive.getInputStream(archive.getEntry("classes.jar"))).use { jar ->
                generateSequence { jar.nextEntry }.map { it.name }.toList()
            }
            assertTrue("dev/steersman/Client.class" in classes && "dev/steersman/ffi/NativeClient.class" in classes, "$classes")
            assertTrue(classes.none { it.endsWith(".so") }, "$classes")
        }
        val pom = output.resolve("steersman-0.1.0.pom").readText()
        assertTrue("<packaging>aar</packaging>" in pom && Regex("jna</artifactId>\\s*<version>[0-9.]+</version>\\s*<type>aar").containsMatchIn(pom), pom)
        assertTrue("junit" !in pom && "\${" !in pom, pom)
    }
}
