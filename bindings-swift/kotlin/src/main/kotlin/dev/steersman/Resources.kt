// Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.
package dev.steersman

import dev.steersman.internal.Arguments
import dev.steersman.internal.Calls
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonElement

/** The direct calls: every operation of the API, resource by resource. */
public abstract class Resources internal constructor() {
    internal abstract val calls: Calls

    /** The operations on sessions. */
    public val sessions: Sessions get() = Sessions(calls)

    /** The operations on session files. */
    public val sessionFiles: SessionFiles get() = SessionFiles(calls)

    /** The operations on quota. */
    public val quota: Quota get() = Quota(calls)

    /** The operations on agents. */
    public val agents: Agents get() = Agents(calls)

    /** The operations on environments. */
    public val environments: Environments get() = Environments(calls)

    /** The operations on skills. */
    public val skills: Skills get() = Skills(calls)

    /** The operations on schedules. */
    public val schedules: Schedules get() = Schedules(calls)

    /** The operations on vaults. */
    public val vaults: Vaults get() = Vaults(calls)

    /** The operations on browser profiles. */
    public val browserProfiles: BrowserProfiles get() = BrowserProfiles(calls)

    /** The operations on webhooks. */
    public val webhooks: Webhooks get() = Webhooks(calls)
}

/** The operations of `client.sessions`. */
public class Sessions internal constructor(private val calls: Calls) {

    /**
     * Lists sessions, newest first.
     *
     * @param owner Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`.
     *
     * @param status Only sessions in one of these states.
     *
     * @param agent Only sessions of one of these agents, by name.
     *
     * @param groupId Only sessions created with this group id.
     *
     * @param parentSessionId Only the children of this session.
     *
     * @param scheduleId Only sessions that this schedule created.
     *
     * @param search Only sessions with this text in the first message or the answer, whatever the case.
     *
     * @param createdBefore Only sessions created before this time.
     *
     * @param createdAfter Only sessions created after this time.
     *
     * @param finishedBefore Only sessions that ended before this time.
     *
     * @param finishedAfter Only sessions that ended after this time.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Sessions on a page: 1 to 100, default 10.
     *
     * @param sort The order: `-created_at` (newest first, default) or `created_at`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listSessions(
        owner: String? = null,
        status: List<TrajectoryStatus>? = null,
        agent: List<String>? = null,
        groupId: String? = null,
        parentSessionId: String? = null,
        scheduleId: String? = null,
        search: String? = null,
        createdBefore: String? = null,
        createdAfter: String? = null,
        finishedBefore: String? = null,
        finishedAfter: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): SessionSummaryPage =
        calls.call(
            "sessions.list_sessions",
            Arguments().apply {
                set("owner", owner)
                set("status", status)
                set("agent", agent)
                set("group_id", groupId)
                set("parent_session_id", parentSessionId)
                set("schedule_id", scheduleId)
                set("search", search)
                set("created_before", createdBefore)
                set("created_after", createdAfter)
                set("finished_before", finishedBefore)
                set("finished_after", finishedAfter)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listSessions], fetched page by page as they are taken.
     *
     * @param owner Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`.
     *
     * @param status Only sessions in one of these states.
     *
     * @param agent Only sessions of one of these agents, by name.
     *
     * @param groupId Only sessions created with this group id.
     *
     * @param parentSessionId Only the children of this session.
     *
     * @param scheduleId Only sessions that this schedule created.
     *
     * @param search Only sessions with this text in the first message or the answer, whatever the case.
     *
     * @param createdBefore Only sessions created before this time.
     *
     * @param createdAfter Only sessions created after this time.
     *
     * @param finishedBefore Only sessions that ended before this time.
     *
     * @param finishedAfter Only sessions that ended after this time.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Sessions on a page: 1 to 100, default 10.
     *
     * @param sort The order: `-created_at` (newest first, default) or `created_at`.
     */
    public fun listSessionsAll(
        owner: String? = null,
        status: List<TrajectoryStatus>? = null,
        agent: List<String>? = null,
        groupId: String? = null,
        parentSessionId: String? = null,
        scheduleId: String? = null,
        search: String? = null,
        createdBefore: String? = null,
        createdAfter: String? = null,
        finishedBefore: String? = null,
        finishedAfter: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<SessionSummary> =
        calls.all(
            "sessions.list_sessions",
            Arguments().apply {
                set("owner", owner)
                set("status", status)
                set("agent", agent)
                set("group_id", groupId)
                set("parent_session_id", parentSessionId)
                set("schedule_id", scheduleId)
                set("search", search)
                set("created_before", createdBefore)
                set("created_after", createdAfter)
                set("finished_before", finishedBefore)
                set("finished_after", finishedAfter)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Creates a session and gives it back at once, before the agent runs.
     *
     * Safe to retry: an idempotency key is made when none is given, so that a broken connection neither loses nor
     * doubles the session. While an earlier attempt is still being worked on (409), the call waits for its result:
     * for a minute, or until its deadline; not at all with `max_retries(0)`.
     *
     * @param agent The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place.
     *
     * @param idempotencyKey Names this creation: the same key with the same request gives the same session for 24
     * hours. 1 to 255 characters.
     *
     * @param messages What the agent is told first.
     *
     * @param maxSteps Steps after which a final answer is asked for, at least 1; null: unbounded.
     *
     * @param maxTimeS Seconds of work toward each answer, above 0; at the limit the agent answers with what it has.
     * Null: unbounded.
     *
     * @param idleTimeoutS Seconds the session stays open after each answer, above 0; null: it ends with the answer.
     *
     * @param timezone IANA name of the time zone the agent lives in; null: UTC.
     *
     * @param deleteAfterMin Minutes after which the session is deleted, at least 1. Absent: the organisation's
     * preference; a value can only shorten that.
     *
     * @param deleteScreenshotAfterMin Minutes after which screenshots are deleted, at least 1. Absent: the
     * organisation's preference; a value can only shorten that.
     *
     * @param queue Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false).
     *
     * @param groupId Groups sessions; free text.
     *
     * @param parentSessionId The session this one is a child of.
     *
     * @param overrides Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
     * `agent.environments[kind=web].start_url`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun createSession(
        agent: AgentReference,
        idempotencyKey: String? = null,
        messages: Messages? = null,
        maxSteps: Long? = null,
        maxTimeS: Double? = null,
        idleTimeoutS: Long? = null,
        timezone: String? = null,
        deleteAfterMin: Long? = null,
        deleteScreenshotAfterMin: Long? = null,
        queue: Boolean? = null,
        groupId: String? = null,
        parentSessionId: String? = null,
        overrides: Map<String, JsonElement>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Session =
        calls.call(
            "sessions.create_session",
            Arguments().apply {
                set("agent", agent)
                set("idempotency_key", idempotencyKey)
                set("messages", messages)
                set("max_steps", maxSteps)
                set("max_time_s", maxTimeS)
                set("idle_timeout_s", idleTimeoutS)
                set("timezone", timezone)
                set("delete_after_min", deleteAfterMin)
                set("delete_screenshot_after_min", deleteScreenshotAfterMin)
                set("queue", queue)
                set("group_id", groupId)
                set("parent_session_id", parentSessionId)
                set("overrides", overrides)
            },
            options,
        )

    /**
     * How many sessions may run at a time, and how many do.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getSessionQuota(options: CallOptions = CallOptions.DEFAULT): QuotaStatus =
        calls.call("sessions.get_session_quota", Arguments(), options)

    /**
     * Reads a session with its request, status and latest answer.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getSession(id: String, options: CallOptions = CallOptions.DEFAULT): Session =
        calls.call(
            "sessions.get_session",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Ends a session for good; it becomes `interrupted`.
     *
     * A session that has ended already gives 404 or 409 here.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun cancelSession(id: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "sessions.cancel_session",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Reads what happened from an index on, waiting for it if asked to; nothing when there is nothing (yet).
     *
     * @param fromIndex The index of the first event wanted, from 0 (default).
     *
     * @param limit The most events; the server's page size when not given.
     *
     * @param includeEvents Whether to send events (default), or only status, answer and metrics.
     *
     * @param waitForSeconds How long the server may wait for something to happen: 0 (default) to 25 seconds.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getSessionChanges(
        id: String,
        fromIndex: Long? = null,
        limit: Long? = null,
        includeEvents: Boolean? = null,
        waitForSeconds: Long? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): SessionChanges? =
        calls.callOptional(
            "sessions.get_session_changes",
            Arguments().apply {
                set("id", id)
                set("from_index", fromIndex)
                set("limit", limit)
                set("include_events", includeEvents)
                set("wait_for_seconds", waitForSeconds)
            },
            options,
        )

    /**
     * Lists everything that happened, page by page.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Events on a page: 1 to 200, default 50.
     *
     * @param sort The order: `timestamp` (oldest first) or `-timestamp`.
     *
     * @param type Only events of exactly this type.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listSessionEvents(
        id: String,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        type: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): SessionEventPage =
        calls.call(
            "sessions.list_session_events",
            Arguments().apply {
                set("id", id)
                set("page", page)
                set("size", size)
                set("sort", sort)
                set("type", type)
            },
            options,
        )

    /**
     * Every entry of [listSessionEvents], fetched page by page as they are taken.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Events on a page: 1 to 200, default 50.
     *
     * @param sort The order: `timestamp` (oldest first) or `-timestamp`.
     *
     * @param type Only events of exactly this type.
     */
    public fun listSessionEventsAll(
        id: String,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        type: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<SessionEvent> =
        calls.all(
            "sessions.list_session_events",
            Arguments().apply {
                set("id", id)
                set("page", page)
                set("size", size)
                set("sort", sort)
                set("type", type)
            },
            options,
        )

    /**
     * Says whether an event was what it should have been.
     *
     * @param success Whether it went well.
     *
     * @param message Why.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun submitEventFeedback(
        id: String,
        eventIndex: Long,
        success: Boolean,
        message: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Unit =
        calls.send(
            "sessions.submit_event_feedback",
            Arguments().apply {
                set("id", id)
                set("event_index", eventIndex)
                set("success", success)
                set("message", message)
            },
            options,
        )

    /**
     * Says whether a session did what it should have done.
     *
     * @param success Whether it went well.
     *
     * @param message Why.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun submitSessionFeedback(
        id: String,
        success: Boolean,
        message: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Unit =
        calls.send(
            "sessions.submit_session_feedback",
            Arguments().apply {
                set("id", id)
                set("success", success)
                set("message", message)
            },
            options,
        )

    /**
     * Asks the agent to stop exploring and to answer on its next step. Accepted is not yet done.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun forceSessionAnswer(id: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "sessions.force_session_answer",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Sends a message or several to the agent: picked up on its next step. Wakes an idle session, resumes a paused
     * one.
     *
     * Takes text, one message, or a batch.
     *
     * @param request The request body.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun sendSessionMessages(
        id: String,
        request: SendMessages,
        options: CallOptions = CallOptions.DEFAULT,
    ): Unit =
        calls.send(
            "sessions.send_session_messages",
            Arguments().apply {
                set("id", id)
                set("request", request)
            },
            options,
        )

    /**
     * Halts the agent after its current step. Accepted is not yet done.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun pauseSession(id: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "sessions.pause_session",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Reads a stored file of a session (screenshot, attachment), as a stream of bytes.
     *
     * The redirect to the storage is followed without the key.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getSessionResource(
        id: String,
        bucket: String,
        key: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): Download =
        calls.download(
            "sessions.get_session_resource",
            Arguments().apply {
                set("id", id)
                set("bucket", bucket)
                set("key", key)
            },
            options,
        )

    /**
     * Lets a paused agent go on. Does nothing to a running one.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun resumeSession(id: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "sessions.resume_session",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Makes a link under which anybody can watch the session, or gives the one there is. The link is absolute.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun shareSession(id: String, options: CallOptions = CallOptions.DEFAULT): ShareLink =
        calls.call(
            "sessions.share_session",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Takes the share link back.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun unshareSession(id: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "sessions.unshare_session",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Reads the state of a session: status, error, steps, usage, pending tool calls. The cheapest read.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getSessionStatus(id: String, options: CallOptions = CallOptions.DEFAULT): SessionStatus =
        calls.call(
            "sessions.get_session_status",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Answers tool calls that the session waits for: one result, one error, or a batch.
     *
     * A session that has ended gives 409.
     *
     * @param request The request body.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun sendSessionToolResults(
        id: String,
        request: ToolResults,
        options: CallOptions = CallOptions.DEFAULT,
    ): Unit =
        calls.send(
            "sessions.send_session_tool_results",
            Arguments().apply {
                set("id", id)
                set("request", request)
            },
            options,
        )
}

/** The operations of `client.sessionFiles`. */
public class SessionFiles internal constructor(private val calls: Calls) {

    /**
     * Lists a directory, newest entries first.
     *
     * @param path The folder; only allow-listed roots can be read.
     *
     * @param maxEntries How many entries to give at most, at least 1.
     *
     * @param modifiedBefore Only entries older than this: `modified_at` of the last entry of the previous page.
     *
     * @param nameAfter With equal times, only entries whose name comes after this: `name` of the last entry of the
     * previous page.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listFiles(
        sessionId: String,
        path: String? = null,
        maxEntries: Long? = null,
        modifiedBefore: String? = null,
        nameAfter: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): ListFilesResponse =
        calls.call(
            "session_files.list_files",
            Arguments().apply {
                set("session_id", sessionId)
                set("path", path)
                set("max_entries", maxEntries)
                set("modified_before", modifiedBefore)
                set("name_after", nameAfter)
            },
            options,
        )

    /**
     * Every entry of [listFiles], fetched page by page as they are taken.
     *
     * @param path The folder; only allow-listed roots can be read.
     *
     * @param maxEntries How many entries to give at most, at least 1.
     *
     * @param modifiedBefore Only entries older than this: `modified_at` of the last entry of the previous page.
     *
     * @param nameAfter With equal times, only entries whose name comes after this: `name` of the last entry of the
     * previous page.
     */
    public fun listFilesAll(
        sessionId: String,
        path: String? = null,
        maxEntries: Long? = null,
        modifiedBefore: String? = null,
        nameAfter: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<FileEntry> =
        calls.all(
            "session_files.list_files",
            Arguments().apply {
                set("session_id", sessionId)
                set("path", path)
                set("max_entries", maxEntries)
                set("modified_before", modifiedBefore)
                set("name_after", nameAfter)
            },
            options,
        )

    /**
     * Reads a file; its content comes as base64. The server limits the size.
     *
     * @param path The file; only allow-listed roots can be read.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun readFile(
        sessionId: String,
        path: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): ReadFileResponse =
        calls.call(
            "session_files.read_file",
            Arguments().apply {
                set("session_id", sessionId)
                set("path", path)
            },
            options,
        )

    /**
     * Writes a file from base64. The server limits the size.
     *
     * @param path The file; only allow-listed roots can be written.
     *
     * @param contentBase64 The content in base64; the service caps its size.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun writeFile(
        sessionId: String,
        path: String,
        contentBase64: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): WriteFileResponse =
        calls.call(
            "session_files.write_file",
            Arguments().apply {
                set("session_id", sessionId)
                set("path", path)
                set("content_base64", contentBase64)
            },
            options,
        )
}

/** The operations of `client.quota`. */
public class Quota internal constructor(private val calls: Calls) {

    /**
     * How many tokens may be used in the current window, and how many are.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getTokenQuota(options: CallOptions = CallOptions.DEFAULT): TokenQuotaStatus =
        calls.call("quota.get_token_quota", Arguments(), options)
}

/** The operations of `client.agents`. */
public class Agents internal constructor(private val calls: Calls) {

    /**
     * Lists agents, newest first.
     *
     * @param agentName Only agents with this text in their name.
     *
     * @param search Only agents with this text in them.
     *
     * @param reserved Only agents of the vendor (`true`), or only others (`false`).
     *
     * @param include `revision` adds the number of the current revision to each agent.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Agents on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listAgents(
        agentName: String? = null,
        search: String? = null,
        reserved: Boolean? = null,
        include: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): AgentPage =
        calls.call(
            "agents.list_agents",
            Arguments().apply {
                set("agent_name", agentName)
                set("search", search)
                set("reserved", reserved)
                set("include", include)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listAgents], fetched page by page as they are taken.
     *
     * @param agentName Only agents with this text in their name.
     *
     * @param search Only agents with this text in them.
     *
     * @param reserved Only agents of the vendor (`true`), or only others (`false`).
     *
     * @param include `revision` adds the number of the current revision to each agent.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Agents on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`.
     */
    public fun listAgentsAll(
        agentName: String? = null,
        search: String? = null,
        reserved: Boolean? = null,
        include: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<AgentWithRevision> =
        calls.all(
            "agents.list_agents",
            Arguments().apply {
                set("agent_name", agentName)
                set("search", search)
                set("reserved", reserved)
                set("include", include)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Creates an agent. A name that is taken gives 409.
     *
     * @param name Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one
     * `org/` prefix; up to 127 in all. The prefix `h/` is reserved.
     *
     * @param description What the agent is for; a manager reads this to choose its subagents. Not empty.
     *
     * @param environments Where the agent acts: at most one environment per kind. May be empty for agents that only
     * delegate or have tools of their client.
     *
     * @param message A note on the new revision.
     *
     * @param model The model; the service chooses when absent.
     *
     * @param reasoningEffort How much the model thinks.
     *
     * @param instructions What the agent is told to do and how.
     *
     * @param subagents Agents it can delegate to; each runs as a session of its own.
     *
     * @param skills Know-how it can consult.
     *
     * @param answerFormat JSON Schema of the answer; the answer is then an object, otherwise free text.
     *
     * @param tools Tools that run at the client.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun createAgent(
        name: String,
        description: String,
        environments: List<EnvironmentReference>,
        message: String? = null,
        model: String? = null,
        reasoningEffort: ReasoningEffort? = null,
        instructions: String? = null,
        subagents: List<AgentReference>? = null,
        skills: List<SkillReference>? = null,
        answerFormat: Map<String, JsonElement>? = null,
        tools: List<ToolDefinition>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): AgentWithRevision =
        calls.call(
            "agents.create_agent",
            Arguments().apply {
                set("name", name)
                set("description", description)
                set("environments", environments)
                set("message", message)
                set("model", model)
                set("reasoning_effort", reasoningEffort)
                set("instructions", instructions)
                set("subagents", subagents)
                set("skills", skills)
                set("answer_format", answerFormat)
                set("tools", tools)
            },
            options,
        )

    /**
     * Reads an agent, with the number of its revision unless it is resolved.
     *
     * @param revision This revision instead of the current one, from 1.
     *
     * @param resolve Whether names of environments, skills and subagents are replaced by what they stand for.
     * Default `false`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getAgent(
        agentName: String,
        revision: Long? = null,
        resolve: Boolean? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): AgentWithRevision =
        calls.call(
            "agents.get_agent",
            Arguments().apply {
                set("agent_name", agentName)
                set("revision", revision)
                set("resolve", resolve)
            },
            options,
        )

    /**
     * Replaces an agent. The name in the body must be the same. Writing what is there already makes no new revision.
     *
     * @param name Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one
     * `org/` prefix; up to 127 in all. The prefix `h/` is reserved.
     *
     * @param description What the agent is for; a manager reads this to choose its subagents. Not empty.
     *
     * @param environments Where the agent acts: at most one environment per kind. May be empty for agents that only
     * delegate or have tools of their client.
     *
     * @param message A note on the new revision.
     *
     * @param ifMatch The revision this change is based on (a number, or `*` for any): refused with 412 if there is a
     * newer one.
     *
     * @param model The model; the service chooses when absent.
     *
     * @param reasoningEffort How much the model thinks.
     *
     * @param instructions What the agent is told to do and how.
     *
     * @param subagents Agents it can delegate to; each runs as a session of its own.
     *
     * @param skills Know-how it can consult.
     *
     * @param answerFormat JSON Schema of the answer; the answer is then an object, otherwise free text.
     *
     * @param tools Tools that run at the client.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun updateAgent(
        agentName: String,
        name: String,
        description: String,
        environments: List<EnvironmentReference>,
        message: String? = null,
        ifMatch: RevisionMatch? = null,
        model: String? = null,
        reasoningEffort: ReasoningEffort? = null,
        instructions: String? = null,
        subagents: List<AgentReference>? = null,
        skills: List<SkillReference>? = null,
        answerFormat: Map<String, JsonElement>? = null,
        tools: List<ToolDefinition>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): AgentWithRevision =
        calls.call(
            "agents.update_agent",
            Arguments().apply {
                set("agent_name", agentName)
                set("name", name)
                set("description", description)
                set("environments", environments)
                set("message", message)
                set("if_match", ifMatch)
                set("model", model)
                set("reasoning_effort", reasoningEffort)
                set("instructions", instructions)
                set("subagents", subagents)
                set("skills", skills)
                set("answer_format", answerFormat)
                set("tools", tools)
            },
            options,
        )

    /**
     * Changes the fields that are given; an explicit null clears one.
     *
     * @param message A note on the new revision.
     *
     * @param ifMatch The revision this change is based on (a number, or `*` for any): refused with 412 if there is a
     * newer one.
     *
     * @param description What the agent is for; not empty.
     *
     * @param environments Where the agent acts. Replaces all of them.
     *
     * @param model The model.
     *
     * @param reasoningEffort How much the model thinks.
     *
     * @param instructions What the agent is told to do and how.
     *
     * @param subagents Agents it can delegate to. Replaces all of them.
     *
     * @param skills Know-how it can consult. Replaces all of it.
     *
     * @param answerFormat JSON Schema of the answer.
     *
     * @param tools Tools that run at the client. Replaces all of them.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun patchAgent(
        agentName: String,
        message: String? = null,
        ifMatch: RevisionMatch? = null,
        description: Nullable<String>? = null,
        environments: Nullable<List<EnvironmentReference>>? = null,
        model: Nullable<String>? = null,
        reasoningEffort: Nullable<ReasoningEffort>? = null,
        instructions: Nullable<String>? = null,
        subagents: Nullable<List<AgentReference>>? = null,
        skills: Nullable<List<SkillReference>>? = null,
        answerFormat: Nullable<Map<String, JsonElement>>? = null,
        tools: Nullable<List<ToolDefinition>>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): AgentWithRevision =
        calls.call(
            "agents.patch_agent",
            Arguments().apply {
                set("agent_name", agentName)
                set("message", message)
                set("if_match", ifMatch)
                set("description", description)
                set("environments", environments)
                set("model", model)
                set("reasoning_effort", reasoningEffort)
                set("instructions", instructions)
                set("subagents", subagents)
                set("skills", skills)
                set("answer_format", answerFormat)
                set("tools", tools)
            },
            options,
        )

    /**
     * Deletes an agent.
     *
     * @param ifMatch The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer
     * one.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun deleteAgent(
        agentName: String,
        ifMatch: RevisionMatch? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Unit =
        calls.send(
            "agents.delete_agent",
            Arguments().apply {
                set("agent_name", agentName)
                set("if_match", ifMatch)
            },
            options,
        )

    /**
     * Lists the revisions of an agent, newest first.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Revisions on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `number` or `-number` (newest first).
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listAgentRevisions(
        agentName: String,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): AgentRevisionRecordPage =
        calls.call(
            "agents.list_agent_revisions",
            Arguments().apply {
                set("agent_name", agentName)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listAgentRevisions], fetched page by page as they are taken.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Revisions on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `number` or `-number` (newest first).
     */
    public fun listAgentRevisionsAll(
        agentName: String,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<AgentRevisionRecord> =
        calls.all(
            "agents.list_agent_revisions",
            Arguments().apply {
                set("agent_name", agentName)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Makes an earlier revision the current one, as a new revision. Restoring the current one changes nothing.
     *
     * @param ifMatch The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer
     * one.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun restoreAgentRevision(
        agentName: String,
        number: Long,
        ifMatch: RevisionMatch? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): AgentWithRevision =
        calls.call(
            "agents.restore_agent_revision",
            Arguments().apply {
                set("agent_name", agentName)
                set("number", number)
                set("if_match", ifMatch)
            },
            options,
        )
}

/** The operations of `client.environments`. */
public class Environments internal constructor(private val calls: Calls) {

    /**
     * Lists environments, newest first.
     *
     * @param id Only environments with this text in their id.
     *
     * @param kind Only environments of this kind.
     *
     * @param search Only environments with this text in them.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Environments on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listEnvironments(
        id: String? = null,
        kind: EnvironmentKind? = null,
        search: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): EnvironmentPage =
        calls.call(
            "environments.list_environments",
            Arguments().apply {
                set("id", id)
                set("kind", kind)
                set("search", search)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listEnvironments], fetched page by page as they are taken.
     *
     * @param id Only environments with this text in their id.
     *
     * @param kind Only environments of this kind.
     *
     * @param search Only environments with this text in them.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Environments on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`.
     */
    public fun listEnvironmentsAll(
        id: String? = null,
        kind: EnvironmentKind? = null,
        search: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<Environment> =
        calls.all(
            "environments.list_environments",
            Arguments().apply {
                set("id", id)
                set("kind", kind)
                set("search", search)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Creates an environment. An id that is taken gives 409.
     *
     * @param request The request body.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun createEnvironment(
        request: Environment,
        options: CallOptions = CallOptions.DEFAULT,
    ): Environment =
        calls.call(
            "environments.create_environment",
            Arguments().apply {
                set("request", request)
            },
            options,
        )

    /**
     * Reads an environment.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getEnvironment(id: String, options: CallOptions = CallOptions.DEFAULT): Environment =
        calls.call(
            "environments.get_environment",
            Arguments().apply {
                set("id", id)
            },
            options,
        )

    /**
     * Replaces an environment. The id in the body must be the same.
     *
     * @param request The request body.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun updateEnvironment(
        id: String,
        request: Environment,
        options: CallOptions = CallOptions.DEFAULT,
    ): Environment =
        calls.call(
            "environments.update_environment",
            Arguments().apply {
                set("id", id)
                set("request", request)
            },
            options,
        )

    /**
     * Changes the fields that are given; an explicit null clears one.
     *
     * @param host Where it runs.
     *
     * @param startUrl The page a browser opens first.
     *
     * @param headless Whether a browser runs without a window.
     *
     * @param sessionId Attaches to something that is running already.
     *
     * @param mode How the agent perceives pages.
     *
     * @param lazy Whether it starts only when the agent first needs it.
     *
     * @param settleS Seconds to wait after an action before looking again.
     *
     * @param vaultId The vault with the credentials the agent may use.
     *
     * @param browserProfileId The stored profile to start from.
     *
     * @param useDefaultBrowserProfile Whether to start from the default profile.
     *
     * @param persistBrowserProfile Whether to write the profile back at the end.
     *
     * @param network How a browser reaches the network.
     *
     * @param screenshotMaxWidth Screenshots of a desktop are scaled down to this width in pixels.
     *
     * @param image The system image of an Android device.
     *
     * @param storage Where the files of a workstation live.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun patchEnvironment(
        id: String,
        host: Nullable<Host>? = null,
        startUrl: Nullable<String>? = null,
        headless: Nullable<Boolean>? = null,
        sessionId: Nullable<String>? = null,
        mode: Nullable<BrowserMode>? = null,
        lazy: Nullable<Boolean>? = null,
        settleS: Nullable<Double>? = null,
        vaultId: Nullable<String>? = null,
        browserProfileId: Nullable<String>? = null,
        useDefaultBrowserProfile: Nullable<Boolean>? = null,
        persistBrowserProfile: Nullable<Boolean>? = null,
        network: Nullable<BrowserNetwork>? = null,
        screenshotMaxWidth: Nullable<Long>? = null,
        image: Nullable<String>? = null,
        storage: Nullable<WorkstationStorage>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Environment =
        calls.call(
            "environments.patch_environment",
            Arguments().apply {
                set("id", id)
                set("host", host)
                set("start_url", startUrl)
                set("headless", headless)
                set("session_id", sessionId)
                set("mode", mode)
                set("lazy", lazy)
                set("settle_s", settleS)
                set("vault_id", vaultId)
                set("browser_profile_id", browserProfileId)
                set("use_default_browser_profile", useDefaultBrowserProfile)
                set("persist_browser_profile", persistBrowserProfile)
                set("network", network)
                set("screenshot_max_width", screenshotMaxWidth)
                set("image", image)
                set("storage", storage)
            },
            options,
        )

    /**
     * Deletes an environment.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun deleteEnvironment(id: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "environments.delete_environment",
            Arguments().apply {
                set("id", id)
            },
            options,
        )
}

/** The operations of `client.skills`. */
public class Skills internal constructor(private val calls: Calls) {

    /**
     * Lists skills, newest first.
     *
     * A page whose helper files are over 8 MiB is refused with 413: ask for one skill at a time then. `all()` does
     * so by itself.
     *
     * @param name Only skills with this text in their name.
     *
     * @param search Only skills with this text in their name or description.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Skills on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listSkills(
        name: String? = null,
        search: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): SkillPage =
        calls.call(
            "skills.list_skills",
            Arguments().apply {
                set("name", name)
                set("search", search)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listSkills], fetched page by page as they are taken.
     *
     * @param name Only skills with this text in their name.
     *
     * @param search Only skills with this text in their name or description.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Skills on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`.
     */
    public fun listSkillsAll(
        name: String? = null,
        search: String? = null,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<Skill> =
        calls.all(
            "skills.list_skills",
            Arguments().apply {
                set("name", name)
                set("search", search)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Creates a skill. A name that is taken gives 409.
     *
     * @param name The name in the catalog; not empty.
     *
     * @param description When the skill is of use; the agent reads this to decide. Not empty.
     *
     * @param body The know-how itself; not empty.
     *
     * @param source Where the skill comes from.
     *
     * @param urlPattern The pages it is for, 1 to 1,024 characters.
     *
     * @param compatibility What the skill needs in order to work.
     *
     * @param files Helper files: path to content.
     *
     * @param executableFiles Which of `files` may be executed.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun createSkill(
        name: String,
        description: String,
        body: String,
        source: String? = null,
        urlPattern: String? = null,
        compatibility: String? = null,
        files: Map<String, String>? = null,
        executableFiles: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Skill =
        calls.call(
            "skills.create_skill",
            Arguments().apply {
                set("name", name)
                set("description", description)
                set("body", body)
                set("source", source)
                set("url_pattern", urlPattern)
                set("compatibility", compatibility)
                set("files", files)
                set("executable_files", executableFiles)
            },
            options,
        )

    /**
     * Reads a skill.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getSkill(name: String, options: CallOptions = CallOptions.DEFAULT): Skill =
        calls.call(
            "skills.get_skill",
            Arguments().apply {
                set("name", name)
            },
            options,
        )

    /**
     * Replaces a skill. The name in the body must be the same.
     *
     * @param description When the skill is of use; the agent reads this to decide. Not empty.
     *
     * @param body The know-how itself; not empty.
     *
     * @param source Where the skill comes from.
     *
     * @param urlPattern The pages it is for, 1 to 1,024 characters.
     *
     * @param compatibility What the skill needs in order to work.
     *
     * @param files Helper files: path to content.
     *
     * @param executableFiles Which of `files` may be executed.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun updateSkill(
        name: String,
        description: String,
        body: String,
        source: String? = null,
        urlPattern: String? = null,
        compatibility: String? = null,
        files: Map<String, String>? = null,
        executableFiles: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Skill =
        calls.call(
            "skills.update_skill",
            Arguments().apply {
                set("name", name)
                set("description", description)
                set("body", body)
                set("source", source)
                set("url_pattern", urlPattern)
                set("compatibility", compatibility)
                set("files", files)
                set("executable_files", executableFiles)
            },
            options,
        )

    /**
     * Changes the fields that are given; an explicit null clears one.
     *
     * @param description When the skill is of use; not empty.
     *
     * @param body The know-how itself; not empty.
     *
     * @param source Where the skill comes from.
     *
     * @param urlPattern The pages it is for, 1 to 1,024 characters.
     *
     * @param compatibility What the skill needs in order to work.
     *
     * @param files Helper files: path to content. Replaces all of them.
     *
     * @param executableFiles Which of `files` may be executed.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun patchSkill(
        name: String,
        description: Nullable<String>? = null,
        body: Nullable<String>? = null,
        source: Nullable<String>? = null,
        urlPattern: Nullable<String>? = null,
        compatibility: Nullable<String>? = null,
        files: Nullable<Map<String, String>>? = null,
        executableFiles: Nullable<List<String>>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Skill =
        calls.call(
            "skills.patch_skill",
            Arguments().apply {
                set("name", name)
                set("description", description)
                set("body", body)
                set("source", source)
                set("url_pattern", urlPattern)
                set("compatibility", compatibility)
                set("files", files)
                set("executable_files", executableFiles)
            },
            options,
        )

    /**
     * Deletes a skill.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun deleteSkill(name: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "skills.delete_skill",
            Arguments().apply {
                set("name", name)
            },
            options,
        )
}

/** The operations of `client.schedules`. */
public class Schedules internal constructor(private val calls: Calls) {

    /**
     * Lists schedules, newest first.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Schedules on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `-created_at` (newest first, default) or `created_at`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listSchedules(
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): ScheduleRecordPage =
        calls.call(
            "schedules.list_schedules",
            Arguments().apply {
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listSchedules], fetched page by page as they are taken.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Schedules on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `-created_at` (newest first, default) or `created_at`.
     */
    public fun listSchedulesAll(
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<ScheduleRecord> =
        calls.all(
            "schedules.list_schedules",
            Arguments().apply {
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Creates a schedule.
     *
     * @param name The name, 1 to 255 characters.
     *
     * @param timing When it fires.
     *
     * @param sessionRequest What it starts; resolved anew each time.
     *
     * @param description What it is for, up to 255 characters.
     *
     * @param repeats How many sessions it creates before it pauses itself; null: no end. Manual triggers do not
     * count.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun createSchedule(
        name: String,
        timing: Timing,
        sessionRequest: SessionRequest,
        description: String? = null,
        repeats: Long? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): ScheduleRecord =
        calls.call(
            "schedules.create_schedule",
            Arguments().apply {
                set("name", name)
                set("timing", timing)
                set("session_request", sessionRequest)
                set("description", description)
                set("repeats", repeats)
            },
            options,
        )

    /**
     * Reads a schedule.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getSchedule(scheduleId: String, options: CallOptions = CallOptions.DEFAULT): ScheduleRecord =
        calls.call(
            "schedules.get_schedule",
            Arguments().apply {
                set("schedule_id", scheduleId)
            },
            options,
        )

    /**
     * Changes the fields that are given; an explicit null clears one. A new timing is computed from now on.
     *
     * @param name The name, 1 to 255 characters.
     *
     * @param description What it is for, up to 255 characters.
     *
     * @param timing When it fires.
     *
     * @param sessionRequest What it starts.
     *
     * @param repeats How many sessions it creates before it pauses itself; null: no end.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun updateSchedule(
        scheduleId: String,
        name: Nullable<String>? = null,
        description: Nullable<String>? = null,
        timing: Nullable<Timing>? = null,
        sessionRequest: Nullable<SessionRequest>? = null,
        repeats: Nullable<Long>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): ScheduleRecord =
        calls.call(
            "schedules.update_schedule",
            Arguments().apply {
                set("schedule_id", scheduleId)
                set("name", name)
                set("description", description)
                set("timing", timing)
                set("session_request", sessionRequest)
                set("repeats", repeats)
            },
            options,
        )

    /**
     * Deletes a schedule. Sessions it created go on.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun deleteSchedule(scheduleId: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "schedules.delete_schedule",
            Arguments().apply {
                set("schedule_id", scheduleId)
            },
            options,
        )

    /**
     * Stops a schedule from firing until it is resumed.
     *
     * @param note Why, up to 255 characters.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun pauseSchedule(
        scheduleId: String,
        note: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): ScheduleRecord =
        calls.call(
            "schedules.pause_schedule",
            Arguments().apply {
                set("schedule_id", scheduleId)
                set("note", note)
            },
            options,
        )

    /**
     * Lets a paused schedule fire again; the next time is computed from now.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun resumeSchedule(
        scheduleId: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): ScheduleRecord =
        calls.call(
            "schedules.resume_schedule",
            Arguments().apply {
                set("schedule_id", scheduleId)
            },
            options,
        )

    /**
     * Lists when a schedule fired and what came of it, newest first.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Runs on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `-scheduled_for` (newest first, default) or `scheduled_for`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listScheduleRuns(
        scheduleId: String,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): ScheduleRunRecordPage =
        calls.call(
            "schedules.list_schedule_runs",
            Arguments().apply {
                set("schedule_id", scheduleId)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listScheduleRuns], fetched page by page as they are taken.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Runs on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `-scheduled_for` (newest first, default) or `scheduled_for`.
     */
    public fun listScheduleRunsAll(
        scheduleId: String,
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<ScheduleRunRecord> =
        calls.all(
            "schedules.list_schedule_runs",
            Arguments().apply {
                set("schedule_id", scheduleId)
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Fires a schedule now, also when it is paused. Its next time does not change.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun triggerSchedule(
        scheduleId: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): ScheduleRunRecord =
        calls.call(
            "schedules.trigger_schedule",
            Arguments().apply {
                set("schedule_id", scheduleId)
            },
            options,
        )
}

/** The operations of `client.vaults`. */
public class Vaults internal constructor(private val calls: Calls) {

    /**
     * Lists vaults.
     *
     * @param limit The most vaults to send: 1 to 1000, default 50.
     *
     * @param offset How many vaults to skip, default 0.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listVaults(
        limit: Long? = null,
        offset: Long? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): VaultConfigList =
        calls.call(
            "vaults.list_vaults",
            Arguments().apply {
                set("limit", limit)
                set("offset", offset)
            },
            options,
        )

    /**
     * Every entry of [listVaults], fetched page by page as they are taken.
     *
     * @param limit The most vaults to send: 1 to 1000, default 50.
     *
     * @param offset How many vaults to skip, default 0.
     */
    public fun listVaultsAll(
        limit: Long? = null,
        offset: Long? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<VaultConfigRead> =
        calls.all(
            "vaults.list_vaults",
            Arguments().apply {
                set("limit", limit)
                set("offset", offset)
            },
            options,
        )

    /**
     * Connects a vault. The token is checked first, then stored, and never shown again.
     *
     * @param name The name.
     *
     * @param providerConfig Which vault.
     *
     * @param token The provider's access token; checked before it is stored, and never given back.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun createVault(
        name: String,
        providerConfig: VaultProvider,
        token: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): VaultConfigRead =
        calls.call(
            "vaults.create_vault",
            Arguments().apply {
                set("name", name)
                set("provider_config", providerConfig)
                set("token", token)
            },
            options,
        )

    /**
     * Reads a vault's configuration.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getVault(vaultId: String, options: CallOptions = CallOptions.DEFAULT): VaultConfigRead =
        calls.call(
            "vaults.get_vault",
            Arguments().apply {
                set("vault_id", vaultId)
            },
            options,
        )

    /**
     * Changes the fields that are given; an explicit null clears one.
     *
     * @param name The name.
     *
     * @param providerConfig Which vault.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun updateVault(
        vaultId: String,
        name: Nullable<String>? = null,
        providerConfig: Nullable<VaultProvider>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): VaultConfigRead =
        calls.call(
            "vaults.update_vault",
            Arguments().apply {
                set("vault_id", vaultId)
                set("name", name)
                set("provider_config", providerConfig)
            },
            options,
        )

    /**
     * Disconnects a vault.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun deleteVault(vaultId: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "vaults.delete_vault",
            Arguments().apply {
                set("vault_id", vaultId)
            },
            options,
        )

    /**
     * Tells whether the vault can be reached with the stored token.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun vaultHealth(vaultId: String, options: CallOptions = CallOptions.DEFAULT): VaultHealth =
        calls.call(
            "vaults.vault_health",
            Arguments().apply {
                set("vault_id", vaultId)
            },
            options,
        )

    /**
     * Replaces the stored token.
     *
     * @param token The new token.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun rotateVaultToken(
        vaultId: String,
        token: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): Unit =
        calls.send(
            "vaults.rotate_vault_token",
            Arguments().apply {
                set("vault_id", vaultId)
                set("token", token)
            },
            options,
        )
}

/** The operations of `client.browserProfiles`. */
public class BrowserProfiles internal constructor(private val calls: Calls) {

    /**
     * Lists browser profiles.
     *
     * @param limit The most profiles to send: 1 to 1000, default 10.
     *
     * @param offset How many profiles to skip, default 0.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listBrowserProfiles(
        limit: Long? = null,
        offset: Long? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): BrowserProfileList =
        calls.call(
            "browser_profiles.list_browser_profiles",
            Arguments().apply {
                set("limit", limit)
                set("offset", offset)
            },
            options,
        )

    /**
     * Every entry of [listBrowserProfiles], fetched page by page as they are taken.
     *
     * @param limit The most profiles to send: 1 to 1000, default 10.
     *
     * @param offset How many profiles to skip, default 0.
     */
    public fun listBrowserProfilesAll(
        limit: Long? = null,
        offset: Long? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<BrowserProfileRead> =
        calls.all(
            "browser_profiles.list_browser_profiles",
            Arguments().apply {
                set("limit", limit)
                set("offset", offset)
            },
            options,
        )

    /**
     * Reads the default profile of a browser; 404 when there is none.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getDefaultBrowserProfile(
        browserName: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): BrowserProfileRead =
        calls.call(
            "browser_profiles.get_default_browser_profile",
            Arguments().apply {
                set("browser_name", browserName)
            },
            options,
        )

    /**
     * Begins an upload: gives the address, and the form fields, to which the archive goes.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun initiateBrowserProfileUpload(
        options: CallOptions = CallOptions.DEFAULT,
    ): InitiateUploadResponse =
        calls.call("browser_profiles.initiate_browser_profile_upload", Arguments(), options)

    /**
     * Reads a browser profile.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getBrowserProfile(
        profileId: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): BrowserProfileRead =
        calls.call(
            "browser_profiles.get_browser_profile",
            Arguments().apply {
                set("profile_id", profileId)
            },
            options,
        )

    /**
     * Deletes a browser profile.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun deleteBrowserProfile(profileId: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "browser_profiles.delete_browser_profile",
            Arguments().apply {
                set("profile_id", profileId)
            },
            options,
        )

    /**
     * Ends an upload, within a day of its beginning: names the profile and says which browser it is of.
     *
     * @param name The name.
     *
     * @param browserName The browser it comes from; unknown ones are refused.
     *
     * @param browserVersion The version of that browser.
     *
     * @param description What it is for.
     *
     * @param labels Labels of one's own.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun completeBrowserProfileUpload(
        profileId: String,
        name: String,
        browserName: String,
        browserVersion: String,
        description: String? = null,
        labels: Map<String, String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): BrowserProfileRead =
        calls.call(
            "browser_profiles.complete_browser_profile_upload",
            Arguments().apply {
                set("profile_id", profileId)
                set("name", name)
                set("browser_name", browserName)
                set("browser_version", browserVersion)
                set("description", description)
                set("labels", labels)
            },
            options,
        )

    /**
     * Makes a profile the default of its browser.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun setDefaultBrowserProfile(
        profileId: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): BrowserProfileRead =
        calls.call(
            "browser_profiles.set_default_browser_profile",
            Arguments().apply {
                set("profile_id", profileId)
            },
            options,
        )

    /**
     * Makes a profile no longer the default of its browser.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun unsetDefaultBrowserProfile(
        profileId: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): BrowserProfileRead =
        calls.call(
            "browser_profiles.unset_default_browser_profile",
            Arguments().apply {
                set("profile_id", profileId)
            },
            options,
        )
}

/** The operations of `client.webhooks`. */
public class Webhooks internal constructor(private val calls: Calls) {

    /**
     * Lists webhooks, newest first.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Webhooks on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `-created_at` (newest first, default) or `created_at`.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listWebhooks(
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): WebhookRecordPage =
        calls.call(
            "webhooks.list_webhooks",
            Arguments().apply {
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Every entry of [listWebhooks], fetched page by page as they are taken.
     *
     * @param page The page, from 1 (default).
     *
     * @param size Webhooks on a page: 1 to 1000, default 10.
     *
     * @param sort The order: `-created_at` (newest first, default) or `created_at`.
     */
    public fun listWebhooksAll(
        page: Long? = null,
        size: Long? = null,
        sort: List<String>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): Flow<WebhookRecord> =
        calls.all(
            "webhooks.list_webhooks",
            Arguments().apply {
                set("page", page)
                set("size", size)
                set("sort", sort)
            },
            options,
        )

    /**
     * Creates a webhook. Its signing secret is shown only here and by `rotate_webhook_secret`.
     *
     * @param url Where to deliver: https, up to 2,048 characters.
     *
     * @param enabledEvents The event types to deliver; `*` stands for every status change only, finer types must be
     * listed.
     *
     * @param description What it is for, up to 255 characters.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun createWebhook(
        url: String,
        enabledEvents: List<String>? = null,
        description: String? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): WebhookWithSecret =
        calls.call(
            "webhooks.create_webhook",
            Arguments().apply {
                set("url", url)
                set("enabled_events", enabledEvents)
                set("description", description)
            },
            options,
        )

    /**
     * Lists the types of events that webhooks can be told about.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun listWebhookEvents(
        options: CallOptions = CallOptions.DEFAULT,
    ): List<WebhookEventTypeDefinition> =
        calls.call("webhooks.list_webhook_events", Arguments(), options)

    /**
     * Reads a webhook.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun getWebhook(webhookId: String, options: CallOptions = CallOptions.DEFAULT): WebhookRecord =
        calls.call(
            "webhooks.get_webhook",
            Arguments().apply {
                set("webhook_id", webhookId)
            },
            options,
        )

    /**
     * Changes the fields that are given; an explicit null clears one.
     *
     * @param url Where to deliver: https, up to 2,048 characters.
     *
     * @param enabledEvents The event types to deliver.
     *
     * @param description What it is for, up to 255 characters.
     *
     * @param disabled Whether deliveries are switched off.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun updateWebhook(
        webhookId: String,
        url: Nullable<String>? = null,
        enabledEvents: Nullable<List<String>>? = null,
        description: Nullable<String>? = null,
        disabled: Nullable<Boolean>? = null,
        options: CallOptions = CallOptions.DEFAULT,
    ): WebhookRecord =
        calls.call(
            "webhooks.update_webhook",
            Arguments().apply {
                set("webhook_id", webhookId)
                set("url", url)
                set("enabled_events", enabledEvents)
                set("description", description)
                set("disabled", disabled)
            },
            options,
        )

    /**
     * Deletes a webhook.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun deleteWebhook(webhookId: String, options: CallOptions = CallOptions.DEFAULT): Unit =
        calls.send(
            "webhooks.delete_webhook",
            Arguments().apply {
                set("webhook_id", webhookId)
            },
            options,
        )

    /**
     * Sends a signed test event to a webhook and tells how it was received.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun pingWebhook(webhookId: String, options: CallOptions = CallOptions.DEFAULT): WebhookPingResult =
        calls.call(
            "webhooks.ping_webhook",
            Arguments().apply {
                set("webhook_id", webhookId)
            },
            options,
        )

    /**
     * Replaces the signing secret of a webhook. Accept both until the new one is in place.
     *
     * @throws SteersmanException whatever goes wrong.
     */
    public suspend fun rotateWebhookSecret(
        webhookId: String,
        options: CallOptions = CallOptions.DEFAULT,
    ): WebhookWithSecret =
        calls.call(
            "webhooks.rotate_webhook_secret",
            Arguments().apply {
                set("webhook_id", webhookId)
            },
            options,
        )
}
