package dev.steersman

import dev.steersman.ffi.NativeDownload
import dev.steersman.internal.translated
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import java.io.ByteArrayOutputStream

/** A stored file, read piece by piece. To be closed unless it is read to its end. */
public class Download internal constructor(private val native: NativeDownload) : AutoCloseable {
    /** How many bytes will come, if the server said so. */
    public val length: Long? = native.length()?.toLong()

    /** The media type, if the server said so. */
    public val mediaType: String? = native.mediaType()

    /** The next piece; null at the end. */
    public suspend fun read(): ByteArray? = translated { native.read(null) }

    /** All pieces; collected once. Closes the download. */
    public fun pieces(): Flow<ByteArray> = flow {
        use { while (true) emit(read() ?: break) }
    }

    /** The whole file. Closes the download. */
    public suspend fun bytes(): ByteArray = use {
        val out = ByteArrayOutputStream()
        while (true) out.write(read() ?: break)
        out.toByteArray()
    }

    override fun close() {
        native.destroy()
    }
}
