package dev.steersman.internal

import dev.steersman.Description
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.elementDescriptors
import kotlinx.serialization.descriptors.elementNames
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The JSON Schema of a type, from its descriptor. */
internal fun schemaOf(descriptor: SerialDescriptor): JsonObject = Schemas(descriptor).whole()

@OptIn(ExperimentalSerializationApi::class)
private class Schemas(private val root: SerialDescriptor) {
    /** Classes that stand in themselves, by name. */
    private val definitions = LinkedHashMap<String, JsonObject>()
    private val path = ArrayDeque<String>()
    private val recursive = HashSet<String>()

    fun whole(): JsonObject {
        val schema = of(root)
        val named = if (root.kind == StructureKind.CLASS) mapOf("title" to JsonPrimitive(title(root))) else emptyMap()
        return if (definitions.isEmpty()) JsonObject(named + schema) else JsonObject(named + schema + ("\$defs" to JsonObject(definitions)))
    }

    private fun title(descriptor: SerialDescriptor) = descriptor.serialName.removeSuffix("?").substringAfterLast('.')

    private fun of(descriptor: SerialDescriptor): Map<String, JsonElement> {
        if (descriptor.isInline) return of(descriptor.getElementDescriptor(0))
        val schema = plain(descriptor)
        if (!descriptor.isNullable || schema.isEmpty()) return schema
        val type = schema["type"]
        if (type is JsonPrimitive && "enum" !in schema) return schema + ("type" to JsonArray(listOf(type, JsonPrimitive("null"))))
        return mapOf("anyOf" to JsonArray(listOf(JsonObject(schema), JsonObject(mapOf("type" to JsonPrimitive("null"))))))
    }

    private fun plain(descriptor: SerialDescriptor): Map<String, JsonElement> = when (descriptor.kind) {
        PrimitiveKind.STRING, PrimitiveKind.CHAR -> type("string")
        PrimitiveKind.BOOLEAN -> type("boolean")
        PrimitiveKind.FLOAT, PrimitiveKind.DOUBLE -> type("number")
        is PrimitiveKind -> type("integer")
        SerialKind.ENUM -> type("string") + ("enum" to JsonArray(descriptor.elementNames.map(::JsonPrimitive)))
        StructureKind.LIST -> type("array") + ("items" to JsonObject(of(descriptor.getElementDescriptor(0))))
        StructureKind.MAP -> type("object") + ("additionalProperties" to JsonObject(of(descriptor.getElementDescriptor(1))))
        StructureKind.CLASS, StructureKind.OBJECT -> objectOf(descriptor)
        PolymorphicKind.SEALED -> sealed(descriptor)
        // What JSON it is cannot be known: anything.
        else -> emptyMap()
    }

    private fun type(name: String): Map<String, JsonElement> = mapOf("type" to JsonPrimitive(name))

    private fun objectOf(descriptor: SerialDescriptor): Map<String, JsonElement> {
        val name = title(descriptor)
        if (name in path) {
            recursive += name
            return mapOf("\$ref" to JsonPrimitive(if (name == title(root)) "#" else "#/\$defs/$name"))
        }
        path.addLast(name)
        val properties = LinkedHashMap<String, JsonElement>()
        val required = mutableListOf<JsonElement>()
        for (index in 0 until descriptor.elementsCount) {
            val element = descriptor.getElementDescriptor(index)
            val docs = description(descriptor.getElementAnnotations(index))
            properties[descriptor.getElementName(index)] = JsonObject(of(element) + docs)
            if (!descriptor.isElementOptional(index)) required += JsonPrimitive(descriptor.getElementName(index))
        }
        path.removeLast()
        val schema = type("object") + description(descriptor.annotations) + mapOf(
            "properties" to JsonObject(properties),
            "required" to JsonArray(required),
            "additionalProperties" to JsonPrimitive(false),
        )
        if (name !in recursive || name == title(root)) return schema
        definitions[name] = JsonObject(schema)
        return mapOf("\$ref" to JsonPrimitive("#/\$defs/$name"))
    }

    private fun sealed(descriptor: SerialDescriptor): Map<String, JsonElement> {
        // Element 0 is the discriminator, element 1 has one element for each subclass.
        if (descriptor.elementsCount < 2) return emptyMap()
        val cases = descriptor.getElementDescriptor(1).elementDescriptors.map { case ->
            val schema = objectOf(case)
            val properties = schema["properties"] as? JsonObject ?: JsonObject(emptyMap())
            val tag = "type" to JsonObject(mapOf("const" to JsonPrimitive(case.serialName)))
            val required = (schema["required"] as? JsonArray).orEmpty()
            JsonObject(schema + mapOf(
                "properties" to JsonObject(mapOf(tag) + properties),
                "required" to JsonArray(listOf(JsonPrimitive("type")) + required),
            ))
        }
        return mapOf("anyOf" to JsonArray(cases))
    }

    private fun description(annotations: List<Annotation>): Map<String, JsonElement> =
        annotations.filterIsInstance<Description>().firstOrNull()?.let { mapOf("description" to JsonPrimitive(it.text)) }.orEmpty()
}
