package dev.steersman

import dev.steersman.internal.schemaOf
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialInfo
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.serializer

/** Says to the agent what a class or a property is. */
@OptIn(ExperimentalSerializationApi::class)
@SerialInfo
@Target(AnnotationTarget.PROPERTY, AnnotationTarget.CLASS)
public annotation class Description(
    /** What it is. */
    public val text: String,
)

/** The JSON Schema of a serializable type, as agents are given it. */
public inline fun <reified T> jsonSchema(): JsonObject = jsonSchema(serializer<T>())

/** The JSON Schema of what a serializer reads. */
public fun jsonSchema(serializer: kotlinx.serialization.KSerializer<*>): JsonObject = schemaOf(serializer.descriptor)
