package dev.steersman.internal

import dev.steersman.CallOptions
import dev.steersman.Download
import dev.steersman.Nullable
import dev.steersman.SteersmanException
import dev.steersman.ffi.NativeClient
import dev.steersman.ffi.NativeException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.serializer

/** The arguments of a call by their names on the wire; null is not given. */
internal class Arguments {
    val members = LinkedHashMap<String, JsonElement>()

    inline fun <reified V : Any> set(name: String, value: V?) {
        if (value != null) members[name] = wireJson.encodeToJsonElement(serializer<V>(), value)
    }

    inline fun <reified V : Any> set(name: String, value: Nullable<V>?) {
        when (value) {
            null -> {}
            Nullable.Null -> members[name] = JsonNull
            is Nullable.Value -> set(name, value.value)
        }
    }

    fun with(more: Map<String, JsonElement>): Arguments = Arguments().also {
        it.members += members
        it.members += more
    }

    override fun toString(): String = JsonObject(members).toString()
}

/** Turns what the native library throws into what programs catch. */
internal inline fun <T> translated(work: () -> T): T = try {
    work()
} catch (error: NativeException.Failed) {
    throw SteersmanException.of(error.json)
} catch (_: NativeException.Cancelled) {
    throw CancellationException("the call was cancelled")
}

/** Reads JSON of the service. */
internal fun <T> decoded(serializer: KSerializer<T>, json: JsonElement, what: String): T = try {
    wireJson.decodeFromJsonElement(serializer, json)
} catch (error: SerializationException) {
    throw SteersmanException.local("decode", "the reply to $what is not what it should be: ${error.message}", cause = error)
}

/** Calls of operations by their name. */
internal class Calls(private val native: NativeClient) {
    /** The JSON of a reply; null when there is none. */
    suspend fun raw(name: String, arguments: Arguments, options: CallOptions): JsonElement? {
        val reply = translated { native.call(name, arguments.toString(), options.settings(), null) }
        val json = wireJson.parseToJsonElement(reply.json ?: return null)
        val revision = reply.revision
        if (revision == null || json !is JsonObject) return json
        return JsonObject(json + ("revision" to JsonPrimitive(revision.toLong())))
    }

    suspend fun send(name: String, arguments: Arguments, options: CallOptions) {
        raw(name, arguments, options)
    }

    suspend inline fun <reified R : Any> call(name: String, arguments: Arguments, options: CallOptions): R =
        decoded(serializer<R>(), raw(name, arguments, options) ?: JsonNull, name)

    suspend inline fun <reified R : Any> callOptional(name: String, arguments: Arguments, options: CallOptions): R? =
        raw(name, arguments, options)?.let { decoded(serializer<R>(), it, name) }

    suspend fun download(@Suppress("UNUSED_PARAMETER") name: String, arguments: Arguments, options: CallOptions): Download {
        fun text(member: String) = (arguments.members[member] as JsonPrimitive).content
        val download = translated {
            native.download(text("id"), text("bucket"), text("key"), options.settings(), null)
        }
        return Download(download)
    }

    inline fun <reified R : Any> all(name: String, arguments: Arguments, options: CallOptions): Flow<R> =
        walk(name, arguments, options, ListSerializer(serializer<R>()))

    fun <R> walk(name: String, arguments: Arguments, options: CallOptions, entries: KSerializer<List<R>>): Flow<R> = flow {
        val pages = translated { native.pages(name, arguments.toString(), options.settings()) }
        try {
            while (true) {
                val page = translated { pages.next(null) } ?: break
                decoded(entries, wireJson.parseToJsonElement(page), name).forEach { emit(it) }
            }
        } finally {
            pages.destroy()
        }
    }
}

internal fun JsonObject.text(member: String): String? = (this[member] as? JsonPrimitive)?.contentOrNull
