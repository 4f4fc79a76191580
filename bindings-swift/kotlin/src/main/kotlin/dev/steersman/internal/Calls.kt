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
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.longOrNull
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

/** How the pages of a list follow one another. */
internal enum class Paging { PAGES, OFFSETS, AFTER_LAST }

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

    inline fun <reified R : Any> all(
        name: String,
        arguments: Arguments,
        options: CallOptions,
        paging: Paging,
        list: String,
    ): Flow<R> = walk(name, arguments, options, paging, list, serializer<R>())

    fun <R> walk(
        name: String,
        arguments: Arguments,
        options: CallOptions,
        paging: Paging,
        list: String,
        entry: KSerializer<R>,
    ): Flow<R> = flow {
        fun JsonObject.number(member: String) = (this[member] as? JsonPrimitive)?.longOrNull
        val given = JsonObject(arguments.members)
        var asked = arguments
        var taken = given.number("offset") ?: 0
        var number = given.number("page") ?: 1
        while (true) {
            val page = raw(name, asked, options) as? JsonObject ?: return@flow
            val entries = page[list] as? JsonArray ?: return@flow
            entries.forEach { emit(decoded(entry, it, name)) }
            val last = entries.lastOrNull() as? JsonObject ?: return@flow
            val total = page.number("total") ?: 0
            asked = when (paging) {
                Paging.AFTER_LAST -> {
                    if ((page["truncated"] as? JsonPrimitive)?.booleanOrNull != true) return@flow
                    val after = mapOf("modified_before" to last["modified_at"], "name_after" to last["name"])
                    arguments.with(after.mapNotNull { (key, value) -> value?.let { key to it } }.toMap())
                }
                Paging.OFFSETS -> {
                    taken += entries.size
                    if (total in 1..taken) return@flow
                    arguments.with(mapOf("offset" to JsonPrimitive(taken)))
                }
                // A page may hold fewer entries than asked for without being the last: the total and an empty page end the list.
                Paging.PAGES -> {
                    val size = given.number("size") ?: page.number("size") ?: entries.size.toLong()
                    if (total > 0 && number * size >= total) return@flow
                    number += 1
                    arguments.with(mapOf("page" to JsonPrimitive(number)))
                }
            }
        }
    }
}

internal fun JsonObject.text(member: String): String? = (this[member] as? JsonPrimitive)?.contentOrNull
