package dev.steersman.internal

import dev.steersman.Choice
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.buildSerialDescriptor
import kotlinx.serialization.descriptors.elementNames
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonEncoder
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonTransformingSerializer
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.serializer

/** JSON as the service speaks it: what is null is left out, what is not known is no error. */
@OptIn(ExperimentalSerializationApi::class)
internal val wireJson: Json = Json {
    ignoreUnknownKeys = true
    explicitNulls = false
    coerceInputValues = true
}

private const val ADDITIONAL = "additional"

/** An object whose members that are not known are kept in its `additional`. */
@OptIn(ExperimentalSerializationApi::class)
internal abstract class KeepingSerializer<T : Any>(generated: KSerializer<T>) : JsonTransformingSerializer<T>(generated) {
    private val known: Set<String> by lazy { generated.descriptor.elementNames.toSet() - ADDITIONAL }

    override fun transformDeserialize(element: JsonElement): JsonElement {
        if (element !is JsonObject || known.containsAll(element.keys)) return element
        val (ours, others) = element.entries.partition { it.key in known }
        return JsonObject(ours.associate { it.toPair() } + (ADDITIONAL to JsonObject(others.associate { it.toPair() })))
    }

    override fun transformSerialize(element: JsonElement): JsonElement {
        val others = (element as? JsonObject)?.get(ADDITIONAL) as? JsonObject ?: return element
        return JsonObject((element - ADDITIONAL) + others)
    }
}

private fun Decoder.element(): Pair<Json, JsonElement> {
    val decoder = this as? JsonDecoder ?: throw SerializationException("this type is read from JSON only")
    return decoder.json to decoder.decodeJsonElement()
}

private fun Encoder.put(element: (Json) -> JsonElement) {
    val encoder = this as? JsonEncoder ?: throw SerializationException("this type is written as JSON only")
    encoder.encodeJsonElement(element(encoder.json))
}

/** A union whose members are told apart by one of theirs. */
@OptIn(InternalSerializationApi::class, ExperimentalSerializationApi::class)
internal abstract class TaggedSerializer<T : Any>(
    name: String,
    private val tag: String,
    private val unknown: (JsonObject) -> T,
    private val unknownOf: (T) -> JsonObject?,
) : KSerializer<T> {
    abstract fun serializer(tag: String): KSerializer<*>?

    override val descriptor: SerialDescriptor = buildSerialDescriptor(name, PolymorphicKind.SEALED)

    override fun deserialize(decoder: Decoder): T {
        val (json, element) = decoder.element()
        val members = element as? JsonObject ?: throw SerializationException("expected an object, got $element")
        val serializer = (members[tag] as? JsonPrimitive)?.contentOrNull?.let(::serializer) ?: return unknown(members)
        return try {
            @Suppress("UNCHECKED_CAST")
            json.decodeFromJsonElement(serializer as KSerializer<T>, members)
        } catch (_: IllegalArgumentException) {
            // It says that it is something known, and is not: kept as it came.
            unknown(members)
        }
    }

    override fun serialize(encoder: Encoder, value: T) = encoder.put { json ->
        unknownOf(value) ?: json.encodeToJsonElement(serializer(value.javaClass), value)
    }
}

/** A union of types that are told apart by what JSON they are: the first that fits. */
@OptIn(InternalSerializationApi::class, ExperimentalSerializationApi::class)
internal abstract class UnionSerializer<T : Any>(
    name: String,
    private val unknown: (JsonElement) -> T,
    private val unknownOf: (T) -> JsonElement?,
) : KSerializer<T> {
    private class Case<T, V>(val serializer: KSerializer<V>, val wrap: (V) -> T, val unwrap: (T) -> V?)

    private val cases = mutableListOf<Case<T, *>>()

    protected fun <V> case(serializer: KSerializer<V>, wrap: (V) -> T, unwrap: (T) -> V?) {
        cases += Case(serializer, wrap, unwrap)
    }

    override val descriptor: SerialDescriptor = buildSerialDescriptor(name, PolymorphicKind.SEALED)

    override fun deserialize(decoder: Decoder): T {
        val (json, element) = decoder.element()
        return cases.firstNotNullOfOrNull { read(json, element, it) } ?: unknown(element)
    }

    private fun <V> read(json: Json, element: JsonElement, case: Case<T, V>): T? = try {
        case.wrap(json.decodeFromJsonElement(case.serializer, element))
    } catch (_: IllegalArgumentException) {
        null
    }

    override fun serialize(encoder: Encoder, value: T) = encoder.put { json ->
        unknownOf(value) ?: cases.firstNotNullOf { write(json, value, it) }
    }

    private fun <V> write(json: Json, value: T, case: Case<T, V>): JsonElement? =
        case.unwrap(value)?.let { json.encodeToJsonElement(case.serializer, it) }
}

/** A text of an open set. */
internal abstract class ChoiceSerializer<T : Choice>(name: String, private val make: (String) -> T) : KSerializer<T> {
    override val descriptor: SerialDescriptor = PrimitiveSerialDescriptor(name, PrimitiveKind.STRING)

    override fun deserialize(decoder: Decoder): T = make(decoder.decodeString())

    override fun serialize(encoder: Encoder, value: T) = encoder.encodeString(value.value)
}
