// Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.
@file:OptIn(ExperimentalSerializationApi::class)

package dev.steersman

import dev.steersman.internal.ChoiceSerializer
import dev.steersman.internal.KeepingSerializer
import dev.steersman.internal.TaggedSerializer
import dev.steersman.internal.UnionSerializer
import kotlinx.serialization.EncodeDefault
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.KeepGeneratedSerializer
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** The agent changed between running, idle and waiting for tools. */
@Serializable(with = ActiveStateChangeData.Wire::class)
@KeepGeneratedSerializer
public data class ActiveStateChangeData(
    /** What it is doing now. */
    public val state: AgentState,
    /** The calls of this step that wait for the client; published again, shorter, whenever one of them is answered. */
    @SerialName("pending_tool_calls")
    public val pendingToolCalls: List<ToolRequest>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ActiveStateChangeData>(ActiveStateChangeData.generatedSerializer())
}

/** The agent changed between running, idle and waiting for tools. */
@Serializable(with = ActiveStateChangeEvent.Wire::class)
@KeepGeneratedSerializer
public data class ActiveStateChangeEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: ActiveStateChangeData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "ActiveStateChangeEvent"

    internal object Wire : KeepingSerializer<ActiveStateChangeEvent>(ActiveStateChangeEvent.generatedSerializer())
}

/** What an agent is: its instructions, environments, tools and helpers. */
@Serializable(with = Agent.Wire::class)
@KeepGeneratedSerializer
public data class Agent(
    /**
     * Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/` prefix;
     * up to 127 in all. The prefix `h/` is reserved.
     */
    public val name: String,
    /** What the agent is for; a manager reads this to choose its subagents. Not empty. */
    public val description: String,
    /**
     * Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
     * tools of their client.
     */
    public val environments: List<EnvironmentReference>,
    /** The model; the service chooses when absent. */
    public val model: String? = null,
    /** How much the model thinks. */
    @SerialName("reasoning_effort")
    public val reasoningEffort: ReasoningEffort? = null,
    /** What the agent is told to do and how. */
    public val instructions: String? = null,
    /** Agents it can delegate to; each runs as a session of its own. */
    public val subagents: List<AgentReference>? = null,
    /** Know-how it can consult. */
    public val skills: List<SkillReference>? = null,
    /** JSON Schema of the answer; the answer is then an object, otherwise free text. */
    @SerialName("answer_format")
    public val answerFormat: Map<String, JsonElement>? = null,
    /** Tools that run at the client. */
    public val tools: List<ToolDefinition>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<Agent>(Agent.generatedSerializer())
}

/** The agent came to its end. */
@Serializable(with = AgentCompletionData.Wire::class)
@KeepGeneratedSerializer
public data class AgentCompletionData(
    /** Why. */
    public val reason: CompletionReason,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentCompletionData>(AgentCompletionData.generatedSerializer())
}

/** The agent came to its end. */
@Serializable(with = AgentCompletionEvent.Wire::class)
@KeepGeneratedSerializer
public data class AgentCompletionEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: AgentCompletionData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "AgentCompletionEvent"

    internal object Wire : KeepingSerializer<AgentCompletionEvent>(AgentCompletionEvent.generatedSerializer())
}

/** The agent failed. */
@Serializable(with = AgentErrorData.Wire::class)
@KeepGeneratedSerializer
public data class AgentErrorData(
    /** What went wrong. */
    public val error: String,
    /** Where in the service it went wrong. */
    public val trace: String? = null,
    /** More on it. */
    public val info: Map<String, JsonElement>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentErrorData>(AgentErrorData.generatedSerializer())
}

/** The agent failed. */
@Serializable(with = AgentErrorEvent.Wire::class)
@KeepGeneratedSerializer
public data class AgentErrorEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: AgentErrorData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "AgentErrorEvent"

    internal object Wire : KeepingSerializer<AgentErrorEvent>(AgentErrorEvent.generatedSerializer())
}

/** What the agent did, saw, thought or said. */
@Serializable(with = AgentEvent.Wire::class)
@KeepGeneratedSerializer
public data class AgentEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: AgentEventData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "AgentEvent"

    internal object Wire : KeepingSerializer<AgentEvent>(AgentEvent.generatedSerializer())
}

/** What the agent did, saw, thought or said. */
@Serializable(with = AgentEventDataWire::class)
public sealed interface AgentEventData {
    /** Something that this version does not know, or cannot read as what its `kind` says, as it came. */
    public data class Unknown(public val json: JsonObject) : AgentEventData
}

internal object AgentEventDataWire : TaggedSerializer<AgentEventData>("AgentEventData", "kind", AgentEventData::Unknown, { (it as? AgentEventData.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "answer_event" -> AnswerEvent.serializer()
        "error_event" -> ErrorEvent.serializer()
        "flow_event" -> FlowEvent.serializer()
        "message_event" -> MessageEvent.serializer()
        "observation_event" -> ObservationEvent.serializer()
        "policy_event" -> PolicyEvent.serializer()
        "tool_result" -> ToolResultEvent.serializer()
        else -> null
    }
}

/** One state of an agent in its history; every write that changes something makes one. */
@Serializable(with = AgentRevisionRecord.Wire::class)
@KeepGeneratedSerializer
public data class AgentRevisionRecord(
    /** The number, counting from 1. */
    public val number: Long,
    /** When it was written. */
    @SerialName("created_at")
    public val createdAt: String,
    /** Who wrote it. */
    @SerialName("created_by")
    public val createdBy: String? = null,
    /** The note given with the write. */
    public val message: String? = null,
    /** The revision this one restored. */
    @SerialName("restored_from")
    public val restoredFrom: Long? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentRevisionRecord>(AgentRevisionRecord.generatedSerializer())
}

/** The agent was halted or went on. */
@Serializable(with = AgentRunStatusChangeData.Wire::class)
@KeepGeneratedSerializer
public data class AgentRunStatusChangeData(
    /** Whether it runs now. */
    public val status: RunStatus,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentRunStatusChangeData>(AgentRunStatusChangeData.generatedSerializer())
}

/** The agent was halted or went on. */
@Serializable(with = AgentRunStatusChangeEvent.Wire::class)
@KeepGeneratedSerializer
public data class AgentRunStatusChangeEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: AgentRunStatusChangeData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "AgentRunStatusChangeEvent"

    internal object Wire : KeepingSerializer<AgentRunStatusChangeEvent>(AgentRunStatusChangeEvent.generatedSerializer())
}

/** The agent began. */
@Serializable(with = AgentStartedData.Wire::class)
@KeepGeneratedSerializer
public data class AgentStartedData(
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentStartedData>(AgentStartedData.generatedSerializer())
}

/** The agent began. */
@Serializable(with = AgentStartedEvent.Wire::class)
@KeepGeneratedSerializer
public data class AgentStartedEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: AgentStartedData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "AgentStartedEvent"

    internal object Wire : KeepingSerializer<AgentStartedEvent>(AgentStartedEvent.generatedSerializer())
}

/**
 * What an agent is doing, as its events tell.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = AgentState.Wire::class)
public class AgentState(value: String) : Choice(value) {
    public companion object {
        /** Working. */
        @JvmField public val RUNNING: AgentState = AgentState("running")
        /** Waiting for the next message. */
        @JvmField public val IDLE: AgentState = AgentState("idle")
        /** Waiting for the client's tools. */
        @JvmField public val AWAITING_TOOL_RESULTS: AgentState = AgentState("awaiting_tool_results")
    }

    internal object Wire : ChoiceSerializer<AgentState>("AgentState", ::AgentState)
}

/** An agent in a listing, with the number of its current revision when that was asked for. */
@Serializable(with = AgentWithRevision.Wire::class)
@KeepGeneratedSerializer
public data class AgentWithRevision(
    /**
     * Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/` prefix;
     * up to 127 in all. The prefix `h/` is reserved.
     */
    public val name: String,
    /** What the agent is for; a manager reads this to choose its subagents. Not empty. */
    public val description: String,
    /**
     * Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
     * tools of their client.
     */
    public val environments: List<EnvironmentReference>,
    /** The model; the service chooses when absent. */
    public val model: String? = null,
    /** How much the model thinks. */
    @SerialName("reasoning_effort")
    public val reasoningEffort: ReasoningEffort? = null,
    /** What the agent is told to do and how. */
    public val instructions: String? = null,
    /** Agents it can delegate to; each runs as a session of its own. */
    public val subagents: List<AgentReference>? = null,
    /** Know-how it can consult. */
    public val skills: List<SkillReference>? = null,
    /** JSON Schema of the answer; the answer is then an object, otherwise free text. */
    @SerialName("answer_format")
    public val answerFormat: Map<String, JsonElement>? = null,
    /** Tools that run at the client. */
    public val tools: List<ToolDefinition>? = null,
    /** The number of the current revision, from 1. */
    public val revision: Long? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentWithRevision>(AgentWithRevision.generatedSerializer())
}

/** An Android device. */
@Serializable(with = Android.Wire::class)
@KeepGeneratedSerializer
public data class Android(
    /** The environment's name; not empty. */
    public val id: String,
    /** Attaches to a device that is running already. */
    @SerialName("session_id")
    public val sessionId: String? = null,
    /** The system image to start. */
    public val image: String? = null,
    /** Whether the device starts only when the agent first needs it. */
    public val lazy: Boolean? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : Environment {
    /** The kind of environment. */
    @EncodeDefault
    public val kind: String = "android"

    internal object Wire : KeepingSerializer<Android>(Android.generatedSerializer())
}

/** The agent's answer. */
@Serializable(with = AnswerEvent.Wire::class)
@KeepGeneratedSerializer
public data class AnswerEvent(
    /** Text, or an object when an answer format was asked for; such an object may also come as JSON text. */
    public val answer: JsonElement,
    /** Its own verdict. */
    public val outcome: AnswerOutcome? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : AgentEventData {
    /** The kind. */
    @EncodeDefault
    public val kind: String = "answer_event"

    internal object Wire : KeepingSerializer<AnswerEvent>(AnswerEvent.generatedSerializer())
}

/**
 * The agent's own verdict on its answer.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = AnswerOutcome.Wire::class)
public class AnswerOutcome(value: String) : Choice(value) {
    public companion object {
        /** The task was done. */
        @JvmField public val SUCCESS: AnswerOutcome = AnswerOutcome("success")
        /** Part of the task was done. */
        @JvmField public val PARTIAL: AnswerOutcome = AnswerOutcome("partial")
        /** The task cannot be done. */
        @JvmField public val INFEASIBLE: AnswerOutcome = AnswerOutcome("infeasible")
        /** Something was in the way. */
        @JvmField public val BLOCKED: AnswerOutcome = AnswerOutcome("blocked")
    }

    internal object Wire : ChoiceSerializer<AnswerOutcome>("AnswerOutcome", ::AnswerOutcome)
}

/** A file was attached. */
@Serializable(with = AttachmentData.Wire::class)
@KeepGeneratedSerializer
public data class AttachmentData(
    /** Who attached it. */
    public val origin: AttachmentOrigin,
    /** Its name. */
    public val name: String,
    /** Where it is in the workspace. */
    public val path: String,
    /** Its media type. */
    @SerialName("media_type")
    public val mediaType: String,
    /** Its size in bytes. */
    @SerialName("size_bytes")
    public val sizeBytes: Long,
    /** Where to download it; may be relative to the service's host. */
    public val url: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AttachmentData>(AttachmentData.generatedSerializer())
}

/** A file was attached. */
@Serializable(with = AttachmentEvent.Wire::class)
@KeepGeneratedSerializer
public data class AttachmentEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: AttachmentData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "AttachmentEvent"

    internal object Wire : KeepingSerializer<AttachmentEvent>(AttachmentEvent.generatedSerializer())
}

/**
 * Who attached a file.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = AttachmentOrigin.Wire::class)
public class AttachmentOrigin(value: String) : Choice(value) {
    public companion object {
        /** The agent. */
        @JvmField public val AGENT: AttachmentOrigin = AttachmentOrigin("agent")
        /** The user. */
        @JvmField public val USER: AttachmentOrigin = AttachmentOrigin("user")
    }

    internal object Wire : ChoiceSerializer<AttachmentOrigin>("AttachmentOrigin", ::AttachmentOrigin)
}

/** A browser. */
@Serializable(with = Browser.Wire::class)
@KeepGeneratedSerializer
public data class Browser(
    /** The environment's name; not empty. */
    public val id: String,
    /** Where the browser runs. */
    public val host: Host? = null,
    /** The page it opens first. */
    @SerialName("start_url")
    public val startUrl: String? = null,
    /** Whether it runs without a window. */
    public val headless: Boolean? = null,
    /** Attaches to a browser that is running already. */
    @SerialName("session_id")
    public val sessionId: String? = null,
    /** How the agent perceives pages. */
    public val mode: BrowserMode? = null,
    /** Whether the browser starts only when the agent first needs it. */
    public val lazy: Boolean? = null,
    /** Seconds to wait after an action before looking again. */
    @SerialName("settle_s")
    public val settleS: Double? = null,
    /** The vault with the credentials the agent may use; cloud only. */
    @SerialName("vault_id")
    public val vaultId: String? = null,
    /** The stored profile to start from; cloud only, and not with `use_default_browser_profile`. */
    @SerialName("browser_profile_id")
    public val browserProfileId: String? = null,
    /** Whether to start from the default profile of the browser; not with `browser_profile_id`. */
    @SerialName("use_default_browser_profile")
    public val useDefaultBrowserProfile: Boolean? = null,
    /**
     * Whether to write the profile back at the end; needs a profile. One active session at a time may do so per
     * profile.
     */
    @SerialName("persist_browser_profile")
    public val persistBrowserProfile: Boolean? = null,
    /** How the browser reaches the network; applied only when a new browser is provisioned. */
    public val network: BrowserNetwork? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : Environment {
    /** The kind of environment. */
    @EncodeDefault
    public val kind: String = "web"

    internal object Wire : KeepingSerializer<Browser>(Browser.generatedSerializer())
}

/** How an agent perceives pages. */
@Serializable(with = BrowserModeWire::class)
public sealed interface BrowserMode {
    /** Something that this version does not know, or cannot read as what its `type` says, as it came. */
    public data class Unknown(public val json: JsonObject) : BrowserMode
}

internal object BrowserModeWire : TaggedSerializer<BrowserMode>("BrowserMode", "type", BrowserMode::Unknown, { (it as? BrowserMode.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "text" -> BrowserTextMode.serializer()
        "visual" -> BrowserVisualMode.serializer()
        else -> null
    }
}

/** How a browser reaches the network: by a proxy of one's own or a managed one, not both. */
@Serializable(with = BrowserNetwork.Wire::class)
@KeepGeneratedSerializer
public data class BrowserNetwork(
    /** A proxy of one's own, credentials included; reads back as `***`. */
    @SerialName("proxy_url")
    public val proxyUrl: String? = null,
    /** A proxy the service provides. */
    @SerialName("managed_proxy")
    public val managedProxy: ManagedProxySelection? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<BrowserNetwork>(BrowserNetwork.generatedSerializer())
}

/** Finishes an upload: what the uploaded profile is. */
@Serializable(with = BrowserProfileCreate.Wire::class)
@KeepGeneratedSerializer
public data class BrowserProfileCreate(
    /** The name. */
    public val name: String,
    /** The browser it comes from; unknown ones are refused. */
    @SerialName("browser_name")
    public val browserName: String,
    /** The version of that browser. */
    @SerialName("browser_version")
    public val browserVersion: String,
    /** What it is for. */
    public val description: String? = null,
    /** Labels of one's own. */
    public val labels: Map<String, String>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<BrowserProfileCreate>(BrowserProfileCreate.generatedSerializer())
}

/** One stretch of the list of profiles. */
@Serializable(with = BrowserProfileList.Wire::class)
@KeepGeneratedSerializer
public data class BrowserProfileList(
    /** How many there are in all. */
    public val total: Long,
    /** How many were asked for. */
    public val limit: Long,
    /** How many were skipped. */
    public val offset: Long,
    /** The profiles. */
    public val profiles: List<BrowserProfileRead>,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<BrowserProfileList>(BrowserProfileList.generatedSerializer())
}

/** A profile as the service keeps it. */
@Serializable(with = BrowserProfileRead.Wire::class)
@KeepGeneratedSerializer
public data class BrowserProfileRead(
    /** The profile's id. */
    public val id: String,
    /** Who uploaded it. */
    @SerialName("user_id")
    public val userId: String,
    /** The organisation it belongs to. */
    @SerialName("org_id")
    public val orgId: String,
    /** The name. */
    public val name: String,
    /** What it is for. */
    public val description: String? = null,
    /** The browser it is for. */
    @SerialName("browser_name")
    public val browserName: String,
    /** The version of that browser. */
    @SerialName("browser_version")
    public val browserVersion: String,
    /** Where the service stores it. */
    @SerialName("s3_path")
    public val s3Path: String? = null,
    /** The size in bytes. */
    @SerialName("file_size_bytes")
    public val fileSizeBytes: Long? = null,
    /** The checksum of the stored file. */
    public val checksum: String? = null,
    /** How often it was used. */
    @SerialName("usage_count")
    public val usageCount: Long? = null,
    /** When it was last used. */
    @SerialName("last_used_at")
    public val lastUsedAt: String? = null,
    /** Labels of one's own. */
    public val labels: Map<String, JsonElement>? = null,
    /** Whether it is the default of its browser. */
    @SerialName("is_default")
    public val isDefault: Boolean? = null,
    /** When it was made. */
    @SerialName("created_at")
    public val createdAt: String,
    /** When it was last changed. */
    @SerialName("updated_at")
    public val updatedAt: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<BrowserProfileRead>(BrowserProfileRead.generatedSerializer())
}

/** Pages are read as text. */
@Serializable(with = BrowserTextMode.Wire::class)
@KeepGeneratedSerializer
public data class BrowserTextMode(
    /** Characters of text per look, above 0. */
    @SerialName("chunk_size")
    public val chunkSize: Long? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : BrowserMode {
    /** The mode. */
    @EncodeDefault
    public val type: String = "text"

    internal object Wire : KeepingSerializer<BrowserTextMode>(BrowserTextMode.generatedSerializer())
}

/** Pages are seen as screenshots. */
@Serializable(with = BrowserVisualMode.Wire::class)
@KeepGeneratedSerializer
public data class BrowserVisualMode(
    /** Width of the viewport in pixels, above 0. */
    public val width: Long? = null,
    /** Height of the viewport in pixels, above 0. */
    public val height: Long? = null,
    /** Whether the page's text comes along as Markdown. */
    public val markdown: Boolean? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : BrowserMode {
    /** The mode. */
    @EncodeDefault
    public val type: String = "visual"

    internal object Wire : KeepingSerializer<BrowserVisualMode>(BrowserVisualMode.generatedSerializer())
}

/**
 * Why an agent came to its end.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = CompletionReason.Wire::class)
public class CompletionReason(value: String) : Choice(value) {
    public companion object {
        /** It was done. */
        @JvmField public val FINISHED: CompletionReason = CompletionReason("finished")
        /** It was stopped. */
        @JvmField public val STOPPED: CompletionReason = CompletionReason("stopped")
        /** Its time was over. */
        @JvmField public val TIMED_OUT: CompletionReason = CompletionReason("timed_out")
    }

    internal object Wire : ChoiceSerializer<CompletionReason>("CompletionReason", ::CompletionReason)
}

/**
 * How the content of a file or image is given.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = ContentSource.Wire::class)
public class ContentSource(value: String) : Choice(value) {
    public companion object {
        /** `source` is a URL. */
        @JvmField public val URL: ContentSource = ContentSource("url")
        /** `source` is base64. */
        @JvmField public val BASE64: ContentSource = ContentSource("base64")
    }

    internal object Wire : ChoiceSerializer<ContentSource>("ContentSource", ::ContentSource)
}

/** Makes a schedule. */
@Serializable(with = CreateSchedule.Wire::class)
@KeepGeneratedSerializer
public data class CreateSchedule(
    /** The name, 1 to 255 characters. */
    public val name: String,
    /** What it is for, up to 255 characters. */
    public val description: String? = null,
    /** When it fires. */
    public val timing: Timing,
    /** What it starts; resolved anew each time. */
    @SerialName("session_request")
    public val sessionRequest: SessionRequest,
    /** How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count. */
    public val repeats: Long? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<CreateSchedule>(CreateSchedule.generatedSerializer())
}

/** Makes a webhook; an organisation has at most 10. */
@Serializable(with = CreateWebhook.Wire::class)
@KeepGeneratedSerializer
public data class CreateWebhook(
    /** Where to deliver: https, up to 2,048 characters. */
    public val url: String,
    /** The event types to deliver; `*` stands for every status change only, finer types must be listed. */
    @SerialName("enabled_events")
    public val enabledEvents: List<String> = emptyList(),
    /** What it is for, up to 255 characters. */
    public val description: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<CreateWebhook>(CreateWebhook.generatedSerializer())
}

/** Fires at the times of a cron expression. */
@Serializable(with = CronTiming.Wire::class)
@KeepGeneratedSerializer
public data class CronTiming(
    /** Five fields: minute, hour, day of month, month, day of week. */
    public val expression: String,
    /** IANA name of the time zone in which the expression is read. */
    public val timezone: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : Timing {
    /** The sort of timing. */
    @EncodeDefault
    public val type: String = "cron"

    internal object Wire : KeepingSerializer<CronTiming>(CronTiming.generatedSerializer())
}

/**
 * What came of a delivery.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = DeliveryStatus.Wire::class)
public class DeliveryStatus(value: String) : Choice(value) {
    public companion object {
        /** The endpoint took it. */
        @JvmField public val SUCCEEDED: DeliveryStatus = DeliveryStatus("succeeded")
        /** The endpoint did not take it. */
        @JvmField public val FAILED: DeliveryStatus = DeliveryStatus("failed")
    }

    internal object Wire : ChoiceSerializer<DeliveryStatus>("DeliveryStatus", ::DeliveryStatus)
}

/** A computer desktop. */
@Serializable(with = Desktop.Wire::class)
@KeepGeneratedSerializer
public data class Desktop(
    /** The environment's name; not empty. */
    public val id: String,
    /** Where the desktop is; has no default. */
    public val host: Host,
    /** Attaches to a desktop that is running already. */
    @SerialName("session_id")
    public val sessionId: String? = null,
    /** Whether the desktop starts only when the agent first needs it. */
    public val lazy: Boolean? = null,
    /** Seconds to wait after an action before looking again. */
    @SerialName("settle_s")
    public val settleS: Double? = null,
    /** Screenshots are scaled down to this width in pixels. */
    @SerialName("screenshot_max_width")
    public val screenshotMaxWidth: Long? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : Environment {
    /** The kind of environment. */
    @EncodeDefault
    public val kind: String = "desktop"

    internal object Wire : KeepingSerializer<Desktop>(Desktop.generatedSerializer())
}

/** A place in which an agent acts; an agent has at most one of each kind. */
@Serializable(with = EnvironmentWire::class)
public sealed interface Environment {
    /** Something that this version does not know, or cannot read as what its `kind` says, as it came. */
    public data class Unknown(public val json: JsonObject) : Environment
}

internal object EnvironmentWire : TaggedSerializer<Environment>("Environment", "kind", Environment::Unknown, { (it as? Environment.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "android" -> Android.serializer()
        "desktop" -> Desktop.serializer()
        "web" -> Browser.serializer()
        "workstation" -> Workstation.serializer()
        else -> null
    }
}

/**
 * What sort of place an environment is.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = EnvironmentKind.Wire::class)
public class EnvironmentKind(value: String) : Choice(value) {
    public companion object {
        /** A browser. */
        @JvmField public val WEB: EnvironmentKind = EnvironmentKind("web")
        /** A computer desktop. */
        @JvmField public val DESKTOP: EnvironmentKind = EnvironmentKind("desktop")
        /** An Android device. */
        @JvmField public val ANDROID: EnvironmentKind = EnvironmentKind("android")
        /** A workspace of files with a shell. */
        @JvmField public val WORKSTATION: EnvironmentKind = EnvironmentKind("workstation")
    }

    internal object Wire : ChoiceSerializer<EnvironmentKind>("EnvironmentKind", ::EnvironmentKind)
}

/** One page of a listing that is walked by page number. */
@Serializable(with = EnvironmentPage.Wire::class)
@KeepGeneratedSerializer
public data class EnvironmentPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<Environment>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<EnvironmentPage>(EnvironmentPage.generatedSerializer())
}

/** One fault among the details of a refusal. */
@Serializable(with = ErrorDetailItem.Wire::class)
@KeepGeneratedSerializer
public data class ErrorDetailItem(
    /** The category, such as `not_found` or `plan_limit`. */
    public val type: String? = null,
    /** What is wrong, as validation words it. */
    public val msg: String? = null,
    /** What is wrong, as applications word it. */
    public val message: String? = null,
    /** Where it is wrong: field names and list positions, outermost first. */
    public val loc: List<StringOrInt> = emptyList(),
    /** Whose limit was met. */
    public val scope: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ErrorDetailItem>(ErrorDetailItem.generatedSerializer())
}

/** The body of a refusal; which parts are there depends on who refused. */
@Serializable(with = ErrorEnvelope.Wire::class)
@KeepGeneratedSerializer
public data class ErrorEnvelope(
    /** What went wrong, in words. */
    public val message: String? = null,
    /** What went wrong, in one of several shapes. */
    public val detail: JsonElement? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ErrorEnvelope>(ErrorEnvelope.generatedSerializer())
}

/** A step that went wrong; posted by clients for tools that failed. */
@Serializable(with = ErrorEvent.Wire::class)
@KeepGeneratedSerializer
public data class ErrorEvent(
    /** What went wrong, in words the agent reads. */
    public val error: String,
    /** Where it went wrong: `client` for tools of the client. */
    public val origin: String,
    /** The call that failed, whole. */
    @SerialName("tool_req")
    public val toolReq: ToolRequest? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : AgentEventData, ToolResult {
    /** The kind. */
    @EncodeDefault
    public val kind: String = "error_event"

    internal object Wire : KeepingSerializer<ErrorEvent>(ErrorEvent.generatedSerializer())
}

/** A verdict on a session or on one of its events. */
@Serializable(with = Feedback.Wire::class)
@KeepGeneratedSerializer
public data class Feedback(
    /** Whether it went well. */
    public val success: Boolean,
    /** Why. */
    public val message: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<Feedback>(Feedback.generatedSerializer())
}

/**
 * A file that goes with a message. At most 10 files and 7,000,000 bytes per message; sent as base64, read back as a
 * URL.
 */
@Serializable(with = FileContent.Wire::class)
@KeepGeneratedSerializer
public data class FileContent(
    /** How `source` is to be read. */
    public val type: ContentSource? = null,
    /** The content in base64, or the URL where it is. */
    public val source: String,
    /** The file name the agent sees. */
    public val name: String,
    /** The media type; guessed from the name when absent. */
    @SerialName("media_type")
    public val mediaType: String? = null,
    /** The size in bytes; set by the service. */
    @SerialName("size_bytes")
    public val sizeBytes: Long? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<FileContent>(FileContent.generatedSerializer())
}

/** One entry of a folder. */
@Serializable(with = FileEntry.Wire::class)
@KeepGeneratedSerializer
public data class FileEntry(
    /** The name within its folder. */
    public val name: String,
    /** The whole path. */
    public val path: String,
    /** The size in bytes. */
    @SerialName("size_bytes")
    public val sizeBytes: Long,
    /** When it was last changed. */
    @SerialName("modified_at")
    public val modifiedAt: String,
    /** Whether it is a folder. */
    @SerialName("is_dir")
    public val isDir: Boolean,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<FileEntry>(FileEntry.generatedSerializer())
}

/** A file went into the environment or out of it. */
@Serializable(with = FileTransferData.Wire::class)
@KeepGeneratedSerializer
public data class FileTransferData(
    /** Which way. */
    public val direction: TransferDirection,
    /** Where it is in the environment. */
    public val path: String,
    /** Its size in bytes. */
    @SerialName("size_bytes")
    public val sizeBytes: Long? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<FileTransferData>(FileTransferData.generatedSerializer())
}

/** A file went into the environment or out of it. */
@Serializable(with = FileTransferEvent.Wire::class)
@KeepGeneratedSerializer
public data class FileTransferEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: FileTransferData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "FileTransferEvent"

    internal object Wire : KeepingSerializer<FileTransferEvent>(FileTransferEvent.generatedSerializer())
}

/** A turn in the agent's course. */
@Serializable(with = FlowEvent.Wire::class)
@KeepGeneratedSerializer
public data class FlowEvent(
    /** Which turn, such as `force_answer`. */
    public val flow: String,
    /** Who asked for it. */
    public val origin: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : AgentEventData {
    /** The kind. */
    @EncodeDefault
    public val kind: String = "flow_event"

    internal object Wire : KeepingSerializer<FlowEvent>(FlowEvent.generatedSerializer())
}

/** The body of a 422 by validation. */
@Serializable(with = HTTPValidationError.Wire::class)
@KeepGeneratedSerializer
public data class HTTPValidationError(
    /** One entry per fault. */
    public val detail: List<ValidationError> = emptyList(),
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<HTTPValidationError>(HTTPValidationError.generatedSerializer())
}

/**
 * Where an environment runs.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = Host.Wire::class)
public class Host(value: String) : Choice(value) {
    public companion object {
        /** On the user's own device, through a bridge. */
        @JvmField public val USER_DEVICE: Host = Host("user_device")
        /** In the service's cloud. */
        @JvmField public val CLOUD: Host = Host("cloud")
    }

    internal object Wire : ChoiceSerializer<Host>("Host", ::Host)
}

/** An image, by URL or inline. */
@Serializable(with = ImageContent.Wire::class)
@KeepGeneratedSerializer
public data class ImageContent(
    /** The content in base64, or the URL where it is. */
    public val source: String,
    /** How `source` is to be read. */
    public val type: ContentSource,
    /** The media type, such as `image/png`. */
    @SerialName("media_type")
    public val mediaType: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ImageContent>(ImageContent.generatedSerializer())
}

/**
 * Where to upload a profile: a multipart POST with every field first and the zip (up to 1 GB) last, to storage
 * rather than to the API.
 */
@Serializable(with = InitiateUploadResponse.Wire::class)
@KeepGeneratedSerializer
public data class InitiateUploadResponse(
    /** The id the profile will have. */
    @SerialName("profile_id")
    public val profileId: String,
    /** Where to post the file. */
    @SerialName("upload_url")
    public val uploadUrl: String,
    /** The form fields to send before the file; they authorise the upload. */
    @SerialName("upload_fields")
    public val uploadFields: Map<String, String>,
    /** Seconds until the permission ends. */
    @SerialName("upload_expires_in")
    public val uploadExpiresIn: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<InitiateUploadResponse>(InitiateUploadResponse.generatedSerializer())
}

/** Asks for the entries of a folder of a session, newest first. */
@Serializable(with = ListFilesRequest.Wire::class)
@KeepGeneratedSerializer
public data class ListFilesRequest(
    /** The folder; only allow-listed roots can be read. */
    public val path: String? = null,
    /** How many entries to give at most, at least 1. */
    @SerialName("max_entries")
    public val maxEntries: Long? = null,
    /** Only entries older than this: `modified_at` of the last entry of the previous page. */
    @SerialName("modified_before")
    public val modifiedBefore: String? = null,
    /** With equal times, only entries whose name comes after this: `name` of the last entry of the previous page. */
    @SerialName("name_after")
    public val nameAfter: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ListFilesRequest>(ListFilesRequest.generatedSerializer())
}

/** The entries of a folder, newest first. */
@Serializable(with = ListFilesResponse.Wire::class)
@KeepGeneratedSerializer
public data class ListFilesResponse(
    /** The folder. */
    public val path: String,
    /** Its entries. */
    public val files: List<FileEntry>,
    /** Whether there are more entries than given. */
    public val truncated: Boolean,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ListFilesResponse>(ListFilesResponse.generatedSerializer())
}

/** There is a page on which to watch the environment. */
@Serializable(with = LiveViewUrlData.Wire::class)
@KeepGeneratedSerializer
public data class LiveViewUrlData(
    /** The page. */
    @SerialName("live_view_url")
    public val liveViewUrl: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<LiveViewUrlData>(LiveViewUrlData.generatedSerializer())
}

/** There is a page on which to watch the environment. */
@Serializable(with = LiveViewUrlEvent.Wire::class)
@KeepGeneratedSerializer
public data class LiveViewUrlEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: LiveViewUrlData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "LiveViewUrlEvent"

    internal object Wire : KeepingSerializer<LiveViewUrlEvent>(LiveViewUrlEvent.generatedSerializer())
}

/** Which managed proxy to use. */
@Serializable(with = ManagedProxySelection.Wire::class)
@KeepGeneratedSerializer
public data class ManagedProxySelection(
    /** The country to go out from; any when absent. */
    public val country: String? = null,
    /** Whether to keep one address for the whole session. */
    public val sticky: Boolean? = null,
    /** The sort of addresses. */
    public val pool: ProxyPool? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ManagedProxySelection>(ManagedProxySelection.generatedSerializer())
}

/** What the agent was told. */
@Serializable(with = MessageEvent.Wire::class)
@KeepGeneratedSerializer
public data class MessageEvent(
    /** Who spoke. */
    @SerialName("caller_id")
    public val callerId: String,
    /** Texts and images, in their order. */
    public val content: List<MessageContent> = emptyList(),
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : AgentEventData {
    /** The kind. */
    @EncodeDefault
    public val kind: String = "message_event"

    internal object Wire : KeepingSerializer<MessageEvent>(MessageEvent.generatedSerializer())
}

/** What a session used so far. */
@Serializable(with = Metrics.Wire::class)
@KeepGeneratedSerializer
public data class Metrics(
    /** Steps taken. */
    public val steps: Long? = null,
    /** Tokens and costs, by model. */
    @SerialName("cost_per_model")
    public val costPerModel: List<ModelCost> = emptyList(),
    /** Cost of the input. */
    @SerialName("input_cost")
    public val inputCost: Double? = null,
    /** Cost of the output. */
    @SerialName("output_cost")
    public val outputCost: Double? = null,
    /** Cost of the reasoning. */
    @SerialName("reasoning_cost")
    public val reasoningCost: Double? = null,
    /** Cost in all. */
    @SerialName("total_cost")
    public val totalCost: Double? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<Metrics>(Metrics.generatedSerializer())
}

/** Usage and costs so far. */
@Serializable(with = MetricsUpdateData.Wire::class)
@KeepGeneratedSerializer
public data class MetricsUpdateData(
    /** Steps, tokens and costs. */
    public val metrics: Metrics,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<MetricsUpdateData>(MetricsUpdateData.generatedSerializer())
}

/** Usage and costs so far. */
@Serializable(with = MetricsUpdateEvent.Wire::class)
@KeepGeneratedSerializer
public data class MetricsUpdateEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: MetricsUpdateData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "MetricsUpdateEvent"

    internal object Wire : KeepingSerializer<MetricsUpdateEvent>(MetricsUpdateEvent.generatedSerializer())
}

/** Tokens one model used, and what they cost. */
@Serializable(with = ModelCost.Wire::class)
@KeepGeneratedSerializer
public data class ModelCost(
    /** The model. */
    public val name: String,
    /** Tokens read, cached ones included. */
    @SerialName("input_tokens")
    public val inputTokens: Long,
    /** Tokens read from the cache. */
    @SerialName("cached_tokens")
    public val cachedTokens: Long? = null,
    /** Tokens written. */
    @SerialName("output_tokens")
    public val outputTokens: Long,
    /** Tokens of reasoning. */
    @SerialName("reasoning_tokens")
    public val reasoningTokens: Long,
    /** Cost of the input. */
    @SerialName("input_cost")
    public val inputCost: Double? = null,
    /** Cost of the output. */
    @SerialName("output_cost")
    public val outputCost: Double? = null,
    /** Cost of the reasoning. */
    @SerialName("reasoning_cost")
    public val reasoningCost: Double? = null,
    /** Cost in all. */
    @SerialName("total_cost")
    public val totalCost: Double? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ModelCost>(ModelCost.generatedSerializer())
}

/** Tokens one model used. */
@Serializable(with = ModelUsage.Wire::class)
@KeepGeneratedSerializer
public data class ModelUsage(
    /** The model. */
    public val name: String,
    /** Tokens read, cached ones included. */
    @SerialName("input_tokens")
    public val inputTokens: Long,
    /** Tokens read from the cache. */
    @SerialName("cached_tokens")
    public val cachedTokens: Long? = null,
    /** Tokens written, without those of reasoning. */
    @SerialName("output_tokens")
    public val outputTokens: Long,
    /** Tokens of reasoning. */
    @SerialName("reasoning_tokens")
    public val reasoningTokens: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ModelUsage>(ModelUsage.generatedSerializer())
}

/** What the agent saw. */
@Serializable(with = ObservationEvent.Wire::class)
@KeepGeneratedSerializer
public data class ObservationEvent(
    /** What sort of place it looked at. */
    public val type: String? = null,
    /** What it read. */
    public val text: String? = null,
    /** What it saw. */
    public val image: ImageContent? = null,
    /** More on the place, such as its `url`. */
    public val metadata: Map<String, JsonElement>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : AgentEventData {
    /** The kind. */
    @EncodeDefault
    public val kind: String = "observation_event"

    internal object Wire : KeepingSerializer<ObservationEvent>(ObservationEvent.generatedSerializer())
}

/** A vault of 1Password. */
@Serializable(with = OnePasswordConfig.Wire::class)
@KeepGeneratedSerializer
public data class OnePasswordConfig(
    /** The vault's id at 1Password. */
    @SerialName("op_vault_id")
    public val opVaultId: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : VaultProvider {
    /** The provider. */
    @EncodeDefault
    public val provider: String = "onepassword"

    internal object Wire : KeepingSerializer<OnePasswordConfig>(OnePasswordConfig.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = AgentRevisionRecordPage.Wire::class)
@KeepGeneratedSerializer
public data class AgentRevisionRecordPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<AgentRevisionRecord>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentRevisionRecordPage>(AgentRevisionRecordPage.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = AgentPage.Wire::class)
@KeepGeneratedSerializer
public data class AgentPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<AgentWithRevision>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<AgentPage>(AgentPage.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = ScheduleRecordPage.Wire::class)
@KeepGeneratedSerializer
public data class ScheduleRecordPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<ScheduleRecord>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ScheduleRecordPage>(ScheduleRecordPage.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = ScheduleRunRecordPage.Wire::class)
@KeepGeneratedSerializer
public data class ScheduleRunRecordPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<ScheduleRunRecord>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ScheduleRunRecordPage>(ScheduleRunRecordPage.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = SessionEventPage.Wire::class)
@KeepGeneratedSerializer
public data class SessionEventPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<SessionEvent>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<SessionEventPage>(SessionEventPage.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = SessionSummaryPage.Wire::class)
@KeepGeneratedSerializer
public data class SessionSummaryPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<SessionSummary>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<SessionSummaryPage>(SessionSummaryPage.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = SkillPage.Wire::class)
@KeepGeneratedSerializer
public data class SkillPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<Skill>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<SkillPage>(SkillPage.generatedSerializer())
}

/** One page of a listing that is walked by page number. */
@Serializable(with = WebhookRecordPage.Wire::class)
@KeepGeneratedSerializer
public data class WebhookRecordPage(
    /** The entries of this page, in the order asked for. */
    public val items: List<WebhookRecord>,
    /** How many entries there are on all pages. */
    public val total: Long,
    /** The number of this page, from 1. */
    public val page: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WebhookRecordPage>(WebhookRecordPage.generatedSerializer())
}

/** Changes some fields of an agent; absent fields stay, null clears. */
@Serializable(with = PatchAgent.Wire::class)
@KeepGeneratedSerializer
public data class PatchAgent(
    /** What the agent is for; not empty. */
    public val description: Nullable<String>? = null,
    /** Where the agent acts. Replaces all of them. */
    public val environments: Nullable<List<EnvironmentReference>>? = null,
    /** The model. */
    public val model: Nullable<String>? = null,
    /** How much the model thinks. */
    @SerialName("reasoning_effort")
    public val reasoningEffort: Nullable<ReasoningEffort>? = null,
    /** What the agent is told to do and how. */
    public val instructions: Nullable<String>? = null,
    /** Agents it can delegate to. Replaces all of them. */
    public val subagents: Nullable<List<AgentReference>>? = null,
    /** Know-how it can consult. Replaces all of it. */
    public val skills: Nullable<List<SkillReference>>? = null,
    /** JSON Schema of the answer. */
    @SerialName("answer_format")
    public val answerFormat: Nullable<Map<String, JsonElement>>? = null,
    /** Tools that run at the client. Replaces all of them. */
    public val tools: Nullable<List<ToolDefinition>>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<PatchAgent>(PatchAgent.generatedSerializer())
}

/** Changes some fields of an environment; absent fields stay, null clears. Which fields apply depends on the kind. */
@Serializable(with = PatchEnvironment.Wire::class)
@KeepGeneratedSerializer
public data class PatchEnvironment(
    /** Where it runs. */
    public val host: Nullable<Host>? = null,
    /** The page a browser opens first. */
    @SerialName("start_url")
    public val startUrl: Nullable<String>? = null,
    /** Whether a browser runs without a window. */
    public val headless: Nullable<Boolean>? = null,
    /** Attaches to something that is running already. */
    @SerialName("session_id")
    public val sessionId: Nullable<String>? = null,
    /** How the agent perceives pages. */
    public val mode: Nullable<BrowserMode>? = null,
    /** Whether it starts only when the agent first needs it. */
    public val lazy: Nullable<Boolean>? = null,
    /** Seconds to wait after an action before looking again. */
    @SerialName("settle_s")
    public val settleS: Nullable<Double>? = null,
    /** The vault with the credentials the agent may use. */
    @SerialName("vault_id")
    public val vaultId: Nullable<String>? = null,
    /** The stored profile to start from. */
    @SerialName("browser_profile_id")
    public val browserProfileId: Nullable<String>? = null,
    /** Whether to start from the default profile. */
    @SerialName("use_default_browser_profile")
    public val useDefaultBrowserProfile: Nullable<Boolean>? = null,
    /** Whether to write the profile back at the end. */
    @SerialName("persist_browser_profile")
    public val persistBrowserProfile: Nullable<Boolean>? = null,
    /** How a browser reaches the network. */
    public val network: Nullable<BrowserNetwork>? = null,
    /** Screenshots of a desktop are scaled down to this width in pixels. */
    @SerialName("screenshot_max_width")
    public val screenshotMaxWidth: Nullable<Long>? = null,
    /** The system image of an Android device. */
    public val image: Nullable<String>? = null,
    /** Where the files of a workstation live. */
    public val storage: Nullable<WorkstationStorage>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<PatchEnvironment>(PatchEnvironment.generatedSerializer())
}

/** Changes some fields of a skill; absent fields stay, null clears. */
@Serializable(with = PatchSkill.Wire::class)
@KeepGeneratedSerializer
public data class PatchSkill(
    /** When the skill is of use; not empty. */
    public val description: Nullable<String>? = null,
    /** The know-how itself; not empty. */
    public val body: Nullable<String>? = null,
    /** Where the skill comes from. */
    public val source: Nullable<String>? = null,
    /** The pages it is for, 1 to 1,024 characters. */
    @SerialName("url_pattern")
    public val urlPattern: Nullable<String>? = null,
    /** What the skill needs in order to work. */
    public val compatibility: Nullable<String>? = null,
    /** Helper files: path to content. Replaces all of them. */
    public val files: Nullable<Map<String, String>>? = null,
    /** Which of `files` may be executed. */
    @SerialName("executable_files")
    public val executableFiles: Nullable<List<String>>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<PatchSkill>(PatchSkill.generatedSerializer())
}

/** Pauses a schedule. */
@Serializable(with = PauseSchedule.Wire::class)
@KeepGeneratedSerializer
public data class PauseSchedule(
    /** Why, up to 255 characters. */
    public val note: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<PauseSchedule>(PauseSchedule.generatedSerializer())
}

/** What the agent decided. */
@Serializable(with = PolicyEvent.Wire::class)
@KeepGeneratedSerializer
public data class PolicyEvent(
    /** What it thought. */
    @SerialName("reasoning_content")
    public val reasoningContent: String? = null,
    /** What it said. */
    public val content: String? = null,
    /** The tools it calls. */
    @SerialName("tool_reqs")
    public val toolReqs: List<ToolRequest> = emptyList(),
    /** What was wrong with its calls. */
    @SerialName("validation_errors")
    public val validationErrors: List<String> = emptyList(),
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : AgentEventData {
    /** The kind. */
    @EncodeDefault
    public val kind: String = "policy_event"

    internal object Wire : KeepingSerializer<PolicyEvent>(PolicyEvent.generatedSerializer())
}

/**
 * The sort of addresses a managed proxy goes out from.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = ProxyPool.Wire::class)
public class ProxyPool(value: String) : Choice(value) {
    public companion object {
        /** Homes. */
        @JvmField public val RESIDENTIAL: ProxyPool = ProxyPool("residential")
        /** Data centres. */
        @JvmField public val DATACENTER: ProxyPool = ProxyPool("datacenter")
        /** Internet providers. */
        @JvmField public val ISP: ProxyPool = ProxyPool("isp")
        /** Mobile networks. */
        @JvmField public val MOBILE: ProxyPool = ProxyPool("mobile")
    }

    internal object Wire : ChoiceSerializer<ProxyPool>("ProxyPool", ::ProxyPool)
}

/** A limit that was met. */
@Serializable(with = QuotaError.Wire::class)
@KeepGeneratedSerializer
public data class QuotaError(
    /** Which limit. */
    public val type: QuotaErrorType,
    /** What was refused, in words. */
    public val message: String,
    /** Whose limit. */
    public val scope: QuotaErrorScope,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<QuotaError>(QuotaError.generatedSerializer())
}

/** The body of a 429 by quota. */
@Serializable(with = QuotaErrorResponse.Wire::class)
@KeepGeneratedSerializer
public data class QuotaErrorResponse(
    /** What was refused, in words. */
    public val message: String,
    /** The limits that were met. */
    public val detail: List<QuotaError>,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<QuotaErrorResponse>(QuotaErrorResponse.generatedSerializer())
}

/**
 * Whose limit was met.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = QuotaErrorScope.Wire::class)
public class QuotaErrorScope(value: String) : Choice(value) {
    public companion object {
        /** The user's. */
        @JvmField public val USER: QuotaErrorScope = QuotaErrorScope("user")
        /** The organisation's. */
        @JvmField public val ORG: QuotaErrorScope = QuotaErrorScope("org")
        /** The platform's. */
        @JvmField public val PLATFORM: QuotaErrorScope = QuotaErrorScope("platform")
    }

    internal object Wire : ChoiceSerializer<QuotaErrorScope>("QuotaErrorScope", ::QuotaErrorScope)
}

/**
 * Which limit was met.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = QuotaErrorType.Wire::class)
public class QuotaErrorType(value: String) : Choice(value) {
    public companion object {
        /** The plan's. */
        @JvmField public val PLAN_LIMIT: QuotaErrorType = QuotaErrorType("plan_limit")
        /** The platform has no room now. */
        @JvmField public val CAPACITY: QuotaErrorType = QuotaErrorType("capacity")
        /** The queue has no room now. */
        @JvmField public val QUEUE_FULL: QuotaErrorType = QuotaErrorType("queue_full")
    }

    internal object Wire : ChoiceSerializer<QuotaErrorType>("QuotaErrorType", ::QuotaErrorType)
}

/**
 * Whose limit it is.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = QuotaScope.Wire::class)
public class QuotaScope(value: String) : Choice(value) {
    public companion object {
        /** The user's. */
        @JvmField public val USER: QuotaScope = QuotaScope("user")
        /** The organisation's. */
        @JvmField public val ORG: QuotaScope = QuotaScope("org")
    }

    internal object Wire : ChoiceSerializer<QuotaScope>("QuotaScope", ::QuotaScope)
}

/** How many sessions may run at once. */
@Serializable(with = QuotaStatus.Wire::class)
@KeepGeneratedSerializer
public data class QuotaStatus(
    /** Whose limit it is. */
    public val scope: QuotaScope,
    /** The limit. */
    public val limit: Long,
    /** How many sessions hold a slot now. */
    public val active: Long,
    /** How many slots are free. */
    public val available: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<QuotaStatus>(QuotaStatus.generatedSerializer())
}

/** Asks for the content of a file of a session. */
@Serializable(with = ReadFileRequest.Wire::class)
@KeepGeneratedSerializer
public data class ReadFileRequest(
    /** The file; only allow-listed roots can be read. */
    public val path: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ReadFileRequest>(ReadFileRequest.generatedSerializer())
}

/** The content of a file of a session. */
@Serializable(with = ReadFileResponse.Wire::class)
@KeepGeneratedSerializer
public data class ReadFileResponse(
    /** The file. */
    public val path: String,
    /** Its content in base64. */
    @SerialName("content_base64")
    public val contentBase64: String,
    /** Its size in bytes. */
    @SerialName("size_bytes")
    public val sizeBytes: Long,
    /** When it was last changed. */
    @SerialName("modified_at")
    public val modifiedAt: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ReadFileResponse>(ReadFileResponse.generatedSerializer())
}

/**
 * How much a model thinks before it acts.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = ReasoningEffort.Wire::class)
public class ReasoningEffort(value: String) : Choice(value) {
    public companion object {
        /** Not at all. */
        @JvmField public val DISABLED: ReasoningEffort = ReasoningEffort("disabled")
        /** A little. */
        @JvmField public val LOW: ReasoningEffort = ReasoningEffort("low")
        /** Moderately. */
        @JvmField public val MEDIUM: ReasoningEffort = ReasoningEffort("medium")
        /** As much as it can. */
        @JvmField public val XHIGH: ReasoningEffort = ReasoningEffort("xhigh")
    }

    internal object Wire : ChoiceSerializer<ReasoningEffort>("ReasoningEffort", ::ReasoningEffort)
}

/** The request came in. */
@Serializable(with = RequestStartData.Wire::class)
@KeepGeneratedSerializer
public data class RequestStartData(
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<RequestStartData>(RequestStartData.generatedSerializer())
}

/** The request was handed on. */
@Serializable(with = RequestStartDispatchedData.Wire::class)
@KeepGeneratedSerializer
public data class RequestStartDispatchedData(
    /** What came of it. */
    public val status: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<RequestStartDispatchedData>(RequestStartDispatchedData.generatedSerializer())
}

/** The request was handed on. */
@Serializable(with = RequestStartDispatchedEvent.Wire::class)
@KeepGeneratedSerializer
public data class RequestStartDispatchedEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: RequestStartDispatchedData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "RequestStartDispatchedEvent"

    internal object Wire : KeepingSerializer<RequestStartDispatchedEvent>(RequestStartDispatchedEvent.generatedSerializer())
}

/** The request came in. */
@Serializable(with = RequestStartEvent.Wire::class)
@KeepGeneratedSerializer
public data class RequestStartEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: RequestStartData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "RequestStartEvent"

    internal object Wire : KeepingSerializer<RequestStartEvent>(RequestStartEvent.generatedSerializer())
}

/**
 * Whether an agent runs or is halted.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = RunStatus.Wire::class)
public class RunStatus(value: String) : Choice(value) {
    public companion object {
        /** It runs. */
        @JvmField public val RUNNING: RunStatus = RunStatus("running")
        /** It is halted. */
        @JvmField public val PAUSED: RunStatus = RunStatus("paused")
    }

    internal object Wire : ChoiceSerializer<RunStatus>("RunStatus", ::RunStatus)
}

/** An environment was provided. */
@Serializable(with = RunnerSessionData.Wire::class)
@KeepGeneratedSerializer
public data class RunnerSessionData(
    /** The id under which its files can be reached. */
    @SerialName("runner_session_id")
    public val runnerSessionId: String,
    /** What sort of environment it is. */
    public val kind: EnvironmentKind? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<RunnerSessionData>(RunnerSessionData.generatedSerializer())
}

/** An environment was provided. */
@Serializable(with = RunnerSessionEvent.Wire::class)
@KeepGeneratedSerializer
public data class RunnerSessionEvent(
    /** When it happened. */
    public val timestamp: String,
    /** What happened. */
    public val data: RunnerSessionData,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SessionEvent {
    /** The type of the event. */
    @EncodeDefault
    public val type: String = "RunnerSessionEvent"

    internal object Wire : KeepingSerializer<RunnerSessionEvent>(RunnerSessionEvent.generatedSerializer())
}

/** A schedule as the service keeps it. */
@Serializable(with = ScheduleRecord.Wire::class)
@KeepGeneratedSerializer
public data class ScheduleRecord(
    /** The schedule's id. */
    public val id: String,
    /** The name. */
    public val name: String,
    /** What it is for. */
    public val description: String? = null,
    /** When it fires. */
    public val timing: Timing,
    /** What it starts. */
    @SerialName("session_request")
    public val sessionRequest: SessionRequest,
    /** Whether it is paused. */
    public val paused: Boolean,
    /** Why it is paused. */
    @SerialName("pause_note")
    public val pauseNote: String? = null,
    /** How many sessions it creates before it pauses itself; null: no end. */
    public val repeats: Long? = null,
    /** How many sessions it has created so far. */
    @SerialName("sessions_created")
    public val sessionsCreated: Long,
    /** The next times it fires. */
    @SerialName("next_run_times")
    public val nextRunTimes: List<String>,
    /** When it last fired. */
    @SerialName("last_run_at")
    public val lastRunAt: String? = null,
    /** When it was made. */
    @SerialName("created_at")
    public val createdAt: String,
    /** When it was last changed. */
    @SerialName("updated_at")
    public val updatedAt: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ScheduleRecord>(ScheduleRecord.generatedSerializer())
}

/** One fire of a schedule. */
@Serializable(with = ScheduleRunRecord.Wire::class)
@KeepGeneratedSerializer
public data class ScheduleRunRecord(
    /** The run's id. */
    public val id: String,
    /** The schedule. */
    @SerialName("schedule_id")
    public val scheduleId: String,
    /** What came of it. */
    public val status: ScheduleRunStatus,
    /** The time it was due. */
    @SerialName("scheduled_for")
    public val scheduledFor: String,
    /** The session it created. */
    @SerialName("session_id")
    public val sessionId: String? = null,
    /** Why it failed. */
    public val error: String? = null,
    /** Whether somebody triggered it by hand. */
    @SerialName("triggered_manually")
    public val triggeredManually: Boolean,
    /** When it happened. */
    @SerialName("created_at")
    public val createdAt: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ScheduleRunRecord>(ScheduleRunRecord.generatedSerializer())
}

/**
 * What came of one fire of a schedule.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = ScheduleRunStatus.Wire::class)
public class ScheduleRunStatus(value: String) : Choice(value) {
    public companion object {
        /** A session was created. */
        @JvmField public val CREATED: ScheduleRunStatus = ScheduleRunStatus("created")
        /** The previous session was still going. */
        @JvmField public val SKIPPED_OVERLAP: ScheduleRunStatus = ScheduleRunStatus("skipped_overlap")
        /** There was no quota left. */
        @JvmField public val SKIPPED_QUOTA: ScheduleRunStatus = ScheduleRunStatus("skipped_quota")
        /** The session could not be created. */
        @JvmField public val ERROR: ScheduleRunStatus = ScheduleRunStatus("error")
    }

    internal object Wire : ChoiceSerializer<ScheduleRunStatus>("ScheduleRunStatus", ::ScheduleRunStatus)
}

/** The body of a message request: one message, or a batch. */
@Serializable(with = SendMessagesWire::class)
public sealed interface SendMessages {
    /** Something that this version does not know, or cannot read as what its `type` says, as it came. */
    public data class Unknown(public val json: JsonObject) : SendMessages
}

internal object SendMessagesWire : TaggedSerializer<SendMessages>("SendMessages", "type", SendMessages::Unknown, { (it as? SendMessages.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "user_message" -> UserMessageEvent.serializer()
        "batch" -> UserMessageBatch.serializer()
        else -> null
    }
}

/** A session as the service keeps it. */
@Serializable(with = Session.Wire::class)
@KeepGeneratedSerializer
public data class Session(
    /** The session's id. */
    public val id: String,
    /** What was asked for, with the agent resolved to its full specification and secrets shown as `***`. */
    public val request: SessionRequest,
    /** How it is doing. */
    public val status: SessionStatus,
    /** The revision of the agent that runs; null for agents given in place. */
    @SerialName("agent_revision")
    public val agentRevision: Long? = null,
    /** A web page with the live view and the replay. */
    @SerialName("agent_view_url")
    public val agentViewUrl: String? = null,
    /** The newest answer, text or object. */
    @SerialName("latest_answer")
    public val latestAnswer: JsonElement? = null,
    /** When it was asked for. */
    @SerialName("created_at")
    public val createdAt: String,
    /** When the agent began. */
    @SerialName("started_at")
    public val startedAt: String? = null,
    /** When it ended. */
    @SerialName("finished_at")
    public val finishedAt: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<Session>(Session.generatedSerializer())
}

/** What changed in a session: the events past an index, and how it stood. */
@Serializable(with = SessionChanges.Wire::class)
@KeepGeneratedSerializer
public data class SessionChanges(
    /** The state. */
    public val status: TrajectoryStatus,
    /** When the agent began. */
    @SerialName("started_at")
    public val startedAt: String? = null,
    /** When the session ended. */
    @SerialName("finished_at")
    public val finishedAt: String? = null,
    /** Why it failed, in words; may come late. */
    public val error: String? = null,
    /** Why it failed, as a category; may come late. */
    @SerialName("error_code")
    public val errorCode: SessionErrorCode? = null,
    /** The events, in the order of the log. */
    @SerialName("new_events")
    public val newEvents: List<SessionEvent> = emptyList(),
    /** The index of the first event, or of the point reached. */
    @SerialName("first_index")
    public val firstIndex: Long? = null,
    /** The newest answer of the session. */
    public val answer: JsonElement? = null,
    /** The agent's own verdict on that answer. */
    public val outcome: AnswerOutcome? = null,
    /** Usage and costs so far. */
    public val metrics: Metrics? = null,
    /** Calls waiting for the client. */
    @SerialName("pending_tool_calls")
    public val pendingToolCalls: List<ToolRequest> = emptyList(),
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<SessionChanges>(SessionChanges.generatedSerializer())
}

/**
 * Why a session failed.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = SessionErrorCode.Wire::class)
public class SessionErrorCode(value: String) : Choice(value) {
    public companion object {
        /** The environment could not be provided or broke. */
        @JvmField public val ENVIRONMENT_ERROR: SessionErrorCode = SessionErrorCode("environment_error")
        /** The agent came to no answer. */
        @JvmField public val NO_ANSWER: SessionErrorCode = SessionErrorCode("no_answer")
        /** The answer did not fit the asked format. */
        @JvmField public val ANSWER_VALIDATION: SessionErrorCode = SessionErrorCode("answer_validation")
        /** The time was over. */
        @JvmField public val TIMEOUT: SessionErrorCode = SessionErrorCode("timeout")
        /** The credit was used up. */
        @JvmField public val INSUFFICIENT_CREDIT: SessionErrorCode = SessionErrorCode("insufficient_credit")
        /** A fault of the service. */
        @JvmField public val INTERNAL: SessionErrorCode = SessionErrorCode("internal")
    }

    internal object Wire : ChoiceSerializer<SessionErrorCode>("SessionErrorCode", ::SessionErrorCode)
}

/** One event of a session: of a type known here, or of any other. */
@Serializable(with = SessionEventWire::class)
public sealed interface SessionEvent {
    /** Something that this version does not know, or cannot read as what its `type` says, as it came. */
    public data class Unknown(public val json: JsonObject) : SessionEvent
}

internal object SessionEventWire : TaggedSerializer<SessionEvent>("SessionEvent", "type", SessionEvent::Unknown, { (it as? SessionEvent.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "AgentEvent" -> AgentEvent.serializer()
        "ActiveStateChangeEvent" -> ActiveStateChangeEvent.serializer()
        "MetricsUpdateEvent" -> MetricsUpdateEvent.serializer()
        "AgentCompletionEvent" -> AgentCompletionEvent.serializer()
        "AgentErrorEvent" -> AgentErrorEvent.serializer()
        "AgentRunStatusChangeEvent" -> AgentRunStatusChangeEvent.serializer()
        "AgentStartedEvent" -> AgentStartedEvent.serializer()
        "AttachmentEvent" -> AttachmentEvent.serializer()
        "FileTransferEvent" -> FileTransferEvent.serializer()
        "LiveViewUrlEvent" -> LiveViewUrlEvent.serializer()
        "RequestStartDispatchedEvent" -> RequestStartDispatchedEvent.serializer()
        "RequestStartEvent" -> RequestStartEvent.serializer()
        "RunnerSessionEvent" -> RunnerSessionEvent.serializer()
        else -> null
    }
}

/** Asks for a session. Fields that are not given are not sent, and the service's defaults apply. */
@Serializable(with = SessionRequest.Wire::class)
@KeepGeneratedSerializer
public data class SessionRequest(
    /** The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place. */
    public val agent: AgentReference,
    /** What the agent is told first. */
    public val messages: Messages? = null,
    /** Steps after which a final answer is asked for, at least 1; null: unbounded. */
    @SerialName("max_steps")
    public val maxSteps: Long? = null,
    /** Seconds of work toward each answer, above 0; at the limit the agent answers with what it has. Null: unbounded. */
    @SerialName("max_time_s")
    public val maxTimeS: Double? = null,
    /** Seconds the session stays open after each answer, above 0; null: it ends with the answer. */
    @SerialName("idle_timeout_s")
    public val idleTimeoutS: Long? = null,
    /** IANA name of the time zone the agent lives in; null: UTC. */
    public val timezone: String? = null,
    /**
     * Minutes after which the session is deleted, at least 1. Absent: the organisation's preference; a value can
     * only shorten that.
     */
    @SerialName("delete_after_min")
    public val deleteAfterMin: Long? = null,
    /**
     * Minutes after which screenshots are deleted, at least 1. Absent: the organisation's preference; a value can
     * only shorten that.
     */
    @SerialName("delete_screenshot_after_min")
    public val deleteScreenshotAfterMin: Long? = null,
    /** Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false). */
    public val queue: Boolean? = null,
    /** Groups sessions; free text. */
    @SerialName("group_id")
    public val groupId: String? = null,
    /** The session this one is a child of. */
    @SerialName("parent_session_id")
    public val parentSessionId: String? = null,
    /**
     * Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
     * `agent.environments[kind=web].start_url`.
     */
    public val overrides: Map<String, JsonElement>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<SessionRequest>(SessionRequest.generatedSerializer())
}

/** How a session is doing: the cheap and authoritative snapshot. */
@Serializable(with = SessionStatus.Wire::class)
@KeepGeneratedSerializer
public data class SessionStatus(
    /** The state. */
    public val status: TrajectoryStatus,
    /** Why it failed, in words. */
    public val error: String? = null,
    /** Why it failed, as a category; set on failed and timed out. */
    @SerialName("error_code")
    public val errorCode: SessionErrorCode? = null,
    /** The agent's own verdict on its answer. */
    public val outcome: AnswerOutcome? = null,
    /** Steps taken so far. */
    public val steps: Long? = null,
    /** Tokens used so far, by model. */
    @SerialName("usage_per_model")
    public val usagePerModel: List<ModelUsage> = emptyList(),
    /** The sessions of the subagents. */
    @SerialName("subagent_session_ids")
    public val subagentSessionIds: List<String> = emptyList(),
    /** Calls waiting for the client; empty unless the session awaits tool results, and kept while it is paused. */
    @SerialName("pending_tool_calls")
    public val pendingToolCalls: List<ToolRequest> = emptyList(),
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<SessionStatus>(SessionStatus.generatedSerializer())
}

/** A session in a listing. */
@Serializable(with = SessionSummary.Wire::class)
@KeepGeneratedSerializer
public data class SessionSummary(
    /** The session's id. */
    public val id: String,
    /** The name of the agent. */
    public val agent: String? = null,
    /** The revision of the agent. */
    @SerialName("agent_revision")
    public val agentRevision: Long? = null,
    /** The state. */
    public val status: TrajectoryStatus,
    /** A web page with the live view and the replay. */
    @SerialName("agent_view_url")
    public val agentViewUrl: String? = null,
    /** What the agent was told first. */
    @SerialName("first_message")
    public val firstMessage: UserMessageEvent? = null,
    /** When it was asked for. */
    @SerialName("created_at")
    public val createdAt: String,
    /** When the agent began. */
    @SerialName("started_at")
    public val startedAt: String? = null,
    /** When it ended. */
    @SerialName("finished_at")
    public val finishedAt: String? = null,
    /** When something last happened. */
    @SerialName("last_activity_at")
    public val lastActivityAt: String? = null,
    /** When its contents were removed. */
    @SerialName("anonymized_at")
    public val anonymizedAt: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<SessionSummary>(SessionSummary.generatedSerializer())
}

/** A link under which anybody can view a session. */
@Serializable(with = ShareLink.Wire::class)
@KeepGeneratedSerializer
public data class ShareLink(
    /** The link; may be a path relative to the service's host. */
    @SerialName("share_url")
    public val shareUrl: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ShareLink>(ShareLink.generatedSerializer())
}

/** Written know-how for an agent. */
@Serializable(with = Skill.Wire::class)
@KeepGeneratedSerializer
public data class Skill(
    /** The name in the catalog; not empty. */
    public val name: String,
    /** When the skill is of use; the agent reads this to decide. Not empty. */
    public val description: String,
    /** The know-how itself; not empty. */
    public val body: String,
    /** Where the skill comes from. */
    public val source: String? = null,
    /** The pages it is for, 1 to 1,024 characters. */
    @SerialName("url_pattern")
    public val urlPattern: String? = null,
    /** What the skill needs in order to work. */
    public val compatibility: String? = null,
    /** Helper files: path to content. */
    public val files: Map<String, String>? = null,
    /** Which of `files` may be executed. */
    @SerialName("executable_files")
    public val executableFiles: List<String>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<Skill>(Skill.generatedSerializer())
}

/** When a schedule fires. */
@Serializable(with = TimingWire::class)
public sealed interface Timing {
    /** Something that this version does not know, or cannot read as what its `type` says, as it came. */
    public data class Unknown(public val json: JsonObject) : Timing
}

internal object TimingWire : TaggedSerializer<Timing>("Timing", "type", Timing::Unknown, { (it as? Timing.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "cron" -> CronTiming.serializer()
        else -> null
    }
}

/** How many tokens may be used in the current window of time. */
@Serializable(with = TokenQuotaStatus.Wire::class)
@KeepGeneratedSerializer
public data class TokenQuotaStatus(
    /** The limit; null: none. */
    public val limit: Long? = null,
    /** How many were used; null: not known at the moment. */
    public val used: Long? = null,
    /** How many are left; null: no limit, or not known. */
    public val remaining: Long? = null,
    /** When the window began. */
    @SerialName("window_start")
    public val windowStart: String,
    /** When the window ends. */
    @SerialName("window_end")
    public val windowEnd: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<TokenQuotaStatus>(TokenQuotaStatus.generatedSerializer())
}

/** A tool that runs at the client, as the agent is told about it. */
@Serializable(with = ToolDefinition.Wire::class)
@KeepGeneratedSerializer
public data class ToolDefinition(
    /** The name the agent calls it by: 1 to 64 of `A-Z a-z 0-9 _`, not starting with a digit. */
    public val name: String,
    /** What the tool does and when to use it; the agent reads this. Not empty. */
    public val description: String,
    /** JSON Schema of the arguments, an object. */
    @SerialName("input_schema")
    public val inputSchema: Map<String, JsonElement>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ToolDefinition>(ToolDefinition.generatedSerializer())
}

/** A call the agent made. A result must echo it whole, unknown fields included. */
@Serializable(with = ToolRequest.Wire::class)
@KeepGeneratedSerializer
public data class ToolRequest(
    /** The name of the called tool. */
    @SerialName("tool_name")
    public val toolName: String,
    /** The arguments; absent and null mean none. */
    public val args: Map<String, JsonElement>? = null,
    /** Identifies the call within one step of the agent; may be null, and may repeat in a later step. */
    public val id: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ToolRequest>(ToolRequest.generatedSerializer())
}

/** The outcome of one tool call, as posted to a session. */
@Serializable(with = ToolResultWire::class)
public sealed interface ToolResult {
    /** Something that this version does not know, or cannot read as what its `kind` says, as it came. */
    public data class Unknown(public val json: JsonObject) : ToolResult
}

internal object ToolResultWire : TaggedSerializer<ToolResult>("ToolResult", "kind", ToolResult::Unknown, { (it as? ToolResult.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "tool_result" -> ToolResultEvent.serializer()
        "error_event" -> ErrorEvent.serializer()
        else -> null
    }
}

/** Several results in one request, at least one. */
@Serializable(with = ToolResultBatch.Wire::class)
@KeepGeneratedSerializer
public data class ToolResultBatch(
    /** The results, in the order in which the calls were announced. */
    public val results: List<ToolResult>,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    /** Tells it apart from a single result. */
    @EncodeDefault
    public val type: String = "batch"

    internal object Wire : KeepingSerializer<ToolResultBatch>(ToolResultBatch.generatedSerializer())
}

/** What a tool returned: posted by a client, and seen as an event for tools of either side. */
@Serializable(with = ToolResultEvent.Wire::class)
@KeepGeneratedSerializer
public data class ToolResultEvent(
    /** The call this answers, whole. */
    @SerialName("tool_req")
    public val toolReq: ToolRequest,
    /** The returned value, any JSON. */
    public val result: JsonElement? = null,
    /** Whether the service shortened the result. */
    public val truncated: Boolean? = null,
    /** Where the whole result is kept when it was shortened. */
    @SerialName("output_artifact_path")
    public val outputArtifactPath: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : AgentEventData, ToolResult {
    /** Tells it apart from an `ErrorEvent`. */
    @EncodeDefault
    public val kind: String = "tool_result"

    internal object Wire : KeepingSerializer<ToolResultEvent>(ToolResultEvent.generatedSerializer())
}

/** The body of a tool results request: one result, or a batch. */
@Serializable(with = ToolResultsWire::class)
public sealed interface ToolResults {
    /** As `ToolResultBatch`. */
    public data class OfToolResultBatch(public val value: ToolResultBatch) : ToolResults

    /** As `ToolResult`. */
    public data class OfToolResult(public val value: ToolResult) : ToolResults

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : ToolResults
}

internal object ToolResultsWire : UnionSerializer<ToolResults>("ToolResults", ToolResults::Unknown, { (it as? ToolResults.Unknown)?.json }) {
    init {
        case(ToolResultBatch.serializer(), ToolResults::OfToolResultBatch) { (it as? ToolResults.OfToolResultBatch)?.value }
        case(ToolResult.serializer(), ToolResults::OfToolResult) { (it as? ToolResults.OfToolResult)?.value }
    }
}

/**
 * The state of a session.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = TrajectoryStatus.Wire::class)
public class TrajectoryStatus(value: String) : Choice(value) {
    public companion object {
        /**
         * Accepted over the organisation's limit of concurrent sessions; starts, oldest first, when a slot becomes
         * free.
         */
        @JvmField public val QUEUED: TrajectoryStatus = TrajectoryStatus("queued")
        /** Holds a slot; the agent is being launched. */
        @JvmField public val PENDING: TrajectoryStatus = TrajectoryStatus("pending")
        /** Working. */
        @JvmField public val RUNNING: TrajectoryStatus = TrajectoryStatus("running")
        /** Halted on request, its state kept. */
        @JvmField public val PAUSED: TrajectoryStatus = TrajectoryStatus("paused")
        /** Has answered and is kept open for the next message. */
        @JvmField public val IDLE: TrajectoryStatus = TrajectoryStatus("idle")
        /** Blocked until the client's tools have answered. */
        @JvmField public val AWAITING_TOOL_RESULTS: TrajectoryStatus = TrajectoryStatus("awaiting_tool_results")
        /** Finished. */
        @JvmField public val COMPLETED: TrajectoryStatus = TrajectoryStatus("completed")
        /** Ended by an error. */
        @JvmField public val FAILED: TrajectoryStatus = TrajectoryStatus("failed")
        /** Ended by its time limit. */
        @JvmField public val TIMED_OUT: TrajectoryStatus = TrajectoryStatus("timed_out")
        /** Cancelled. */
        @JvmField public val INTERRUPTED: TrajectoryStatus = TrajectoryStatus("interrupted")
    }

    internal object Wire : ChoiceSerializer<TrajectoryStatus>("TrajectoryStatus", ::TrajectoryStatus)
}

/**
 * Which way a file went, seen from the environment.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = TransferDirection.Wire::class)
public class TransferDirection(value: String) : Choice(value) {
    public companion object {
        /** Into the environment. */
        @JvmField public val DOWNLOAD: TransferDirection = TransferDirection("download")
        /** Out of the environment. */
        @JvmField public val UPLOAD: TransferDirection = TransferDirection("upload")
    }

    internal object Wire : ChoiceSerializer<TransferDirection>("TransferDirection", ::TransferDirection)
}

/** Changes some fields of a schedule; absent fields stay, null clears. New timing recomputes the next fires. */
@Serializable(with = UpdateSchedule.Wire::class)
@KeepGeneratedSerializer
public data class UpdateSchedule(
    /** The name, 1 to 255 characters. */
    public val name: Nullable<String>? = null,
    /** What it is for, up to 255 characters. */
    public val description: Nullable<String>? = null,
    /** When it fires. */
    public val timing: Nullable<Timing>? = null,
    /** What it starts. */
    @SerialName("session_request")
    public val sessionRequest: Nullable<SessionRequest>? = null,
    /** How many sessions it creates before it pauses itself; null: no end. */
    public val repeats: Nullable<Long>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<UpdateSchedule>(UpdateSchedule.generatedSerializer())
}

/** Changes some fields of a webhook; absent fields stay, null clears. */
@Serializable(with = UpdateWebhook.Wire::class)
@KeepGeneratedSerializer
public data class UpdateWebhook(
    /** Where to deliver: https, up to 2,048 characters. */
    public val url: Nullable<String>? = null,
    /** The event types to deliver. */
    @SerialName("enabled_events")
    public val enabledEvents: Nullable<List<String>>? = null,
    /** What it is for, up to 255 characters. */
    public val description: Nullable<String>? = null,
    /** Whether deliveries are switched off. */
    public val disabled: Nullable<Boolean>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<UpdateWebhook>(UpdateWebhook.generatedSerializer())
}

/** Several messages in one request, at least one, taken in their order. */
@Serializable(with = UserMessageBatch.Wire::class)
@KeepGeneratedSerializer
public data class UserMessageBatch(
    /** The messages. */
    public val messages: List<UserMessageEvent>,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SendMessages {
    /** Tells it apart from a single message. */
    @EncodeDefault
    public val type: String = "batch"

    internal object Wire : KeepingSerializer<UserMessageBatch>(UserMessageBatch.generatedSerializer())
}

/** A message to an agent. */
@Serializable(with = UserMessageEvent.Wire::class)
@KeepGeneratedSerializer
public data class UserMessageEvent(
    /** The text. */
    public val message: String,
    /** Images as data URIs (`data:image/png;base64,…`). */
    public val images: List<String>? = null,
    /** Files for the agent's workspace or downloads: at most 10, 7,000,000 bytes together. */
    public val files: List<FileContent>? = null,
    /** Know-how for this message only, given in place, without helper files. */
    public val skills: List<Skill>? = null,
    /** Who speaks. */
    @SerialName("caller_id")
    public val callerId: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : SendMessages {
    /** Tells it apart from a batch. */
    @EncodeDefault
    public val type: String = "user_message"

    internal object Wire : KeepingSerializer<UserMessageEvent>(UserMessageEvent.generatedSerializer())
}

/** One fault found by validation. */
@Serializable(with = ValidationError.Wire::class)
@KeepGeneratedSerializer
public data class ValidationError(
    /** Where: field names and list positions, outermost first. */
    public val loc: List<StringOrInt>,
    /** What is wrong. */
    public val msg: String,
    /** The category. */
    public val type: String,
    /** The value that was given. */
    public val input: JsonElement? = null,
    /** More on the category. */
    public val ctx: Map<String, JsonElement>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<ValidationError>(ValidationError.generatedSerializer())
}

/** One stretch of the list of vaults. */
@Serializable(with = VaultConfigList.Wire::class)
@KeepGeneratedSerializer
public data class VaultConfigList(
    /** How many there are in all. */
    public val total: Long,
    /** How many were asked for. */
    public val limit: Long,
    /** How many were skipped. */
    public val offset: Long,
    /** The vaults. */
    public val vaults: List<VaultConfigRead>,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<VaultConfigList>(VaultConfigList.generatedSerializer())
}

/** A vault as the service keeps it; the token stays there. */
@Serializable(with = VaultConfigRead.Wire::class)
@KeepGeneratedSerializer
public data class VaultConfigRead(
    /** The vault's id here. */
    public val id: String,
    /** The organisation it belongs to. */
    @SerialName("org_id")
    public val orgId: String,
    /** The name. */
    public val name: String,
    /** Which vault. */
    @SerialName("provider_config")
    public val providerConfig: VaultProvider,
    /** When it was registered. */
    @SerialName("created_at")
    public val createdAt: String,
    /** When it was last changed. */
    @SerialName("updated_at")
    public val updatedAt: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<VaultConfigRead>(VaultConfigRead.generatedSerializer())
}

/** Registers a vault. */
@Serializable(with = VaultCreateRequest.Wire::class)
@KeepGeneratedSerializer
public data class VaultCreateRequest(
    /** The name. */
    public val name: String,
    /** Which vault. */
    @SerialName("provider_config")
    public val providerConfig: VaultProvider,
    /** The provider's access token; checked before it is stored, and never given back. */
    public val token: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<VaultCreateRequest>(VaultCreateRequest.generatedSerializer())
}

/** Whether a vault can be opened. */
@Serializable(with = VaultHealth.Wire::class)
@KeepGeneratedSerializer
public data class VaultHealth(
    /** Whether it can. */
    public val ok: Boolean,
    /** Why not. */
    public val error: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<VaultHealth>(VaultHealth.generatedSerializer())
}

/** Which vault of which provider. */
@Serializable(with = VaultProviderWire::class)
public sealed interface VaultProvider {
    /** Something that this version does not know, or cannot read as what its `provider` says, as it came. */
    public data class Unknown(public val json: JsonObject) : VaultProvider
}

internal object VaultProviderWire : TaggedSerializer<VaultProvider>("VaultProvider", "provider", VaultProvider::Unknown, { (it as? VaultProvider.Unknown)?.json }) {
    override fun serializer(tag: String): KSerializer<*>? = when (tag) {
        "onepassword" -> OnePasswordConfig.serializer()
        else -> null
    }
}

/** Replaces the access token of a vault. */
@Serializable(with = VaultTokenRotateRequest.Wire::class)
@KeepGeneratedSerializer
public data class VaultTokenRotateRequest(
    /** The new token. */
    public val token: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<VaultTokenRotateRequest>(VaultTokenRotateRequest.generatedSerializer())
}

/** Changes some fields of a vault; absent fields stay. */
@Serializable(with = VaultUpdateRequest.Wire::class)
@KeepGeneratedSerializer
public data class VaultUpdateRequest(
    /** The name. */
    public val name: Nullable<String>? = null,
    /** Which vault. */
    @SerialName("provider_config")
    public val providerConfig: Nullable<VaultProvider>? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<VaultUpdateRequest>(VaultUpdateRequest.generatedSerializer())
}

/** What a webhook endpoint receives. */
@Serializable(with = WebhookDelivery.Wire::class)
@KeepGeneratedSerializer
public data class WebhookDelivery(
    /** The type of the event; see `WebhookEventType`. */
    public val type: String,
    /** Identifies the event. */
    public val id: String,
    /** When it happened. */
    @SerialName("created_at")
    public val createdAt: String,
    /** The details, shaped by the type: of a session event a `WebhookSessionEventData`. */
    public val data: Map<String, JsonElement>,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WebhookDelivery>(WebhookDelivery.generatedSerializer())
}

/**
 * The types of events webhooks deliver.
 *
 * The set is open: a newer service may send values that have no constant here.
 */
@Serializable(with = WebhookEventType.Wire::class)
public class WebhookEventType(value: String) : Choice(value) {
    public companion object {
        /** Any change of a session's state. */
        @JvmField public val SESSION_STATUS_UPDATED: WebhookEventType = WebhookEventType("session.status_updated")
        /** A session completed. */
        @JvmField public val SESSION_COMPLETED: WebhookEventType = WebhookEventType("session.completed")
        /** A session failed. */
        @JvmField public val SESSION_FAILED: WebhookEventType = WebhookEventType("session.failed")
        /** A session ran out of time. */
        @JvmField public val SESSION_TIMED_OUT: WebhookEventType = WebhookEventType("session.timed_out")
        /** A session answered and waits for the next message. */
        @JvmField public val SESSION_IDLE: WebhookEventType = WebhookEventType("session.idle")
        /** A session waits for its client's tools. */
        @JvmField public val SESSION_AWAITING_TOOL_RESULTS: WebhookEventType = WebhookEventType("session.awaiting_tool_results")
    }

    internal object Wire : ChoiceSerializer<WebhookEventType>("WebhookEventType", ::WebhookEventType)
}

/** A type of event that webhooks can deliver. */
@Serializable(with = WebhookEventTypeDefinition.Wire::class)
@KeepGeneratedSerializer
public data class WebhookEventTypeDefinition(
    /** The type's name, such as `session.completed`. */
    public val type: String,
    /** When it is delivered. */
    public val description: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WebhookEventTypeDefinition>(WebhookEventTypeDefinition.generatedSerializer())
}

/** How an endpoint answered a test delivery. */
@Serializable(with = WebhookPingResult.Wire::class)
@KeepGeneratedSerializer
public data class WebhookPingResult(
    /** The HTTP status it gave. */
    @SerialName("response_status")
    public val responseStatus: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WebhookPingResult>(WebhookPingResult.generatedSerializer())
}

/** A webhook as the service keeps it. */
@Serializable(with = WebhookRecord.Wire::class)
@KeepGeneratedSerializer
public data class WebhookRecord(
    /** The webhook's id. */
    public val id: String,
    /** Where it delivers. */
    public val url: String,
    /** The event types it delivers. */
    @SerialName("enabled_events")
    public val enabledEvents: List<String>,
    /** What it is for. */
    public val description: String? = null,
    /** Whether deliveries are switched off, by hand or after many failures. */
    public val disabled: Boolean,
    /** What came of the last delivery. */
    @SerialName("last_delivery_status")
    public val lastDeliveryStatus: DeliveryStatus? = null,
    /** Why the last delivery failed. */
    @SerialName("last_delivery_error")
    public val lastDeliveryError: String? = null,
    /** When the last delivery was tried. */
    @SerialName("last_delivery_at")
    public val lastDeliveryAt: String? = null,
    /** When a delivery last succeeded. */
    @SerialName("last_success_at")
    public val lastSuccessAt: String? = null,
    /** How many deliveries have failed in a row. */
    @SerialName("consecutive_failures")
    public val consecutiveFailures: Long? = null,
    /** When it was made. */
    @SerialName("created_at")
    public val createdAt: String,
    /** When it was last changed. */
    @SerialName("updated_at")
    public val updatedAt: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WebhookRecord>(WebhookRecord.generatedSerializer())
}

/** The details of a session event. */
@Serializable(with = WebhookSessionEventData.Wire::class)
@KeepGeneratedSerializer
public data class WebhookSessionEventData(
    /** The session. */
    @SerialName("session_id")
    public val sessionId: String,
    /** Its state now. */
    public val status: String,
    /** Its state before. */
    @SerialName("previous_status")
    public val previousStatus: String? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WebhookSessionEventData>(WebhookSessionEventData.generatedSerializer())
}

/** A webhook with its signing secret, shown only when it is made and when the secret is replaced. */
@Serializable(with = WebhookWithSecret.Wire::class)
@KeepGeneratedSerializer
public data class WebhookWithSecret(
    /** The webhook's id. */
    public val id: String,
    /** Where it delivers. */
    public val url: String,
    /** The event types it delivers. */
    @SerialName("enabled_events")
    public val enabledEvents: List<String>,
    /** What it is for. */
    public val description: String? = null,
    /** Whether deliveries are switched off, by hand or after many failures. */
    public val disabled: Boolean,
    /** What came of the last delivery. */
    @SerialName("last_delivery_status")
    public val lastDeliveryStatus: DeliveryStatus? = null,
    /** Why the last delivery failed. */
    @SerialName("last_delivery_error")
    public val lastDeliveryError: String? = null,
    /** When the last delivery was tried. */
    @SerialName("last_delivery_at")
    public val lastDeliveryAt: String? = null,
    /** When a delivery last succeeded. */
    @SerialName("last_success_at")
    public val lastSuccessAt: String? = null,
    /** How many deliveries have failed in a row. */
    @SerialName("consecutive_failures")
    public val consecutiveFailures: Long? = null,
    /** When it was made. */
    @SerialName("created_at")
    public val createdAt: String,
    /** When it was last changed. */
    @SerialName("updated_at")
    public val updatedAt: String,
    /** The signing secret (`whsec_…`). */
    public val secret: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WebhookWithSecret>(WebhookWithSecret.generatedSerializer())
}

/** A workspace of files with a shell. */
@Serializable(with = Workstation.Wire::class)
@KeepGeneratedSerializer
public data class Workstation(
    /** The environment's name; not empty. */
    public val id: String,
    /** Where the workstation runs. */
    public val host: Host? = null,
    /** Attaches to a workstation that is running already. */
    @SerialName("session_id")
    public val sessionId: String? = null,
    /** Where its files live. */
    public val storage: WorkstationStorage? = null,
    /** Whether the workstation starts only when the agent first needs it. */
    public val lazy: Boolean? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) : Environment {
    /** The kind of environment. */
    @EncodeDefault
    public val kind: String = "workstation"

    internal object Wire : KeepingSerializer<Workstation>(Workstation.generatedSerializer())
}

/** Where the files of a workstation live: exactly one of the three. */
@Serializable(with = WorkstationStorage.Wire::class)
@KeepGeneratedSerializer
public data class WorkstationStorage(
    /** A volume of one's own. */
    @SerialName("volume_id")
    public val volumeId: String? = null,
    /** The default volume. */
    @SerialName("use_default_volume")
    public val useDefaultVolume: Boolean? = null,
    /** Nothing outlives the session. */
    public val ephemeral: Boolean? = null,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WorkstationStorage>(WorkstationStorage.generatedSerializer())
}

/** Writes a file of a session. */
@Serializable(with = WriteFileRequest.Wire::class)
@KeepGeneratedSerializer
public data class WriteFileRequest(
    /** The file; only allow-listed roots can be written. */
    public val path: String,
    /** The content in base64; the service caps its size. */
    @SerialName("content_base64")
    public val contentBase64: String,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WriteFileRequest>(WriteFileRequest.generatedSerializer())
}

/** A file that was written. */
@Serializable(with = WriteFileResponse.Wire::class)
@KeepGeneratedSerializer
public data class WriteFileResponse(
    /** The file. */
    public val path: String,
    /** Its size in bytes. */
    @SerialName("size_bytes")
    public val sizeBytes: Long,
    /** Members that this version does not know, by their name on the wire. */
    public val additional: Map<String, JsonElement> = emptyMap(),
) {
    internal object Wire : KeepingSerializer<WriteFileResponse>(WriteFileResponse.generatedSerializer())
}

/** One of several types. */
@Serializable(with = AgentReferenceWire::class)
public sealed interface AgentReference {
    /** As `String`. */
    public data class Text(public val value: String) : AgentReference

    /** As `Agent`. */
    public data class Inline(public val value: Agent) : AgentReference

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : AgentReference
}

internal object AgentReferenceWire : UnionSerializer<AgentReference>("AgentReference", AgentReference::Unknown, { (it as? AgentReference.Unknown)?.json }) {
    init {
        case(String.serializer(), AgentReference::Text) { (it as? AgentReference.Text)?.value }
        case(Agent.serializer(), AgentReference::Inline) { (it as? AgentReference.Inline)?.value }
    }
}

/** One of several types. */
@Serializable(with = EnvironmentReferenceWire::class)
public sealed interface EnvironmentReference {
    /** As `String`. */
    public data class Text(public val value: String) : EnvironmentReference

    /** As `Environment`. */
    public data class Inline(public val value: Environment) : EnvironmentReference

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : EnvironmentReference
}

internal object EnvironmentReferenceWire : UnionSerializer<EnvironmentReference>("EnvironmentReference", EnvironmentReference::Unknown, { (it as? EnvironmentReference.Unknown)?.json }) {
    init {
        case(String.serializer(), EnvironmentReference::Text) { (it as? EnvironmentReference.Text)?.value }
        case(Environment.serializer(), EnvironmentReference::Inline) { (it as? EnvironmentReference.Inline)?.value }
    }
}

/** One of several types. */
@Serializable(with = MessageContentWire::class)
public sealed interface MessageContent {
    /** As `String`. */
    public data class Text(public val value: String) : MessageContent

    /** As `ImageContent`. */
    public data class Inline(public val value: ImageContent) : MessageContent

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : MessageContent
}

internal object MessageContentWire : UnionSerializer<MessageContent>("MessageContent", MessageContent::Unknown, { (it as? MessageContent.Unknown)?.json }) {
    init {
        case(String.serializer(), MessageContent::Text) { (it as? MessageContent.Text)?.value }
        case(ImageContent.serializer(), MessageContent::Inline) { (it as? MessageContent.Inline)?.value }
    }
}

/** One of several types. */
@Serializable(with = MessagesWire::class)
public sealed interface Messages {
    /** As `String`. */
    public data class Text(public val value: String) : Messages

    /** As `UserMessageEvent`. */
    public data class Inline(public val value: UserMessageEvent) : Messages

    /** As `List<UserMessageEvent>`. */
    public data class Several(public val value: List<UserMessageEvent>) : Messages

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : Messages
}

internal object MessagesWire : UnionSerializer<Messages>("Messages", Messages::Unknown, { (it as? Messages.Unknown)?.json }) {
    init {
        case(String.serializer(), Messages::Text) { (it as? Messages.Text)?.value }
        case(UserMessageEvent.serializer(), Messages::Inline) { (it as? Messages.Inline)?.value }
        case(ListSerializer(UserMessageEvent.serializer()), Messages::Several) { (it as? Messages.Several)?.value }
    }
}

/** One of several types. */
@Serializable(with = RevisionMatchWire::class)
public sealed interface RevisionMatch {
    /** As `Long`. */
    public data class Number(public val value: Long) : RevisionMatch

    /** As `String`. */
    public data class Text(public val value: String) : RevisionMatch

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : RevisionMatch
}

internal object RevisionMatchWire : UnionSerializer<RevisionMatch>("RevisionMatch", RevisionMatch::Unknown, { (it as? RevisionMatch.Unknown)?.json }) {
    init {
        case(Long.serializer(), RevisionMatch::Number) { (it as? RevisionMatch.Number)?.value }
        case(String.serializer(), RevisionMatch::Text) { (it as? RevisionMatch.Text)?.value }
    }
}

/** One of several types. */
@Serializable(with = SkillReferenceWire::class)
public sealed interface SkillReference {
    /** As `String`. */
    public data class Text(public val value: String) : SkillReference

    /** As `Skill`. */
    public data class Inline(public val value: Skill) : SkillReference

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : SkillReference
}

internal object SkillReferenceWire : UnionSerializer<SkillReference>("SkillReference", SkillReference::Unknown, { (it as? SkillReference.Unknown)?.json }) {
    init {
        case(String.serializer(), SkillReference::Text) { (it as? SkillReference.Text)?.value }
        case(Skill.serializer(), SkillReference::Inline) { (it as? SkillReference.Inline)?.value }
    }
}

/** One of several types. */
@Serializable(with = StringOrIntWire::class)
public sealed interface StringOrInt {
    /** As `String`. */
    public data class Text(public val value: String) : StringOrInt

    /** As `Long`. */
    public data class Number(public val value: Long) : StringOrInt

    /** Something else, as it came. */
    public data class Unknown(public val json: JsonElement) : StringOrInt
}

internal object StringOrIntWire : UnionSerializer<StringOrInt>("StringOrInt", StringOrInt::Unknown, { (it as? StringOrInt.Unknown)?.json }) {
    init {
        case(String.serializer(), StringOrInt::Text) { (it as? StringOrInt.Text)?.value }
        case(Long.serializer(), StringOrInt::Number) { (it as? StringOrInt.Number)?.value }
    }
}
