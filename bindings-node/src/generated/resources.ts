// Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.

import type { RequestOptions } from "../options.js";
import { Resource } from "../resource.js";
import type {
  AgentInput,
  AgentPage,
  AgentRevisionRecord,
  AgentRevisionRecordPage,
  AgentWithRevision,
  BrowserModeInput,
  BrowserNetworkInput,
  BrowserProfileList,
  BrowserProfileRead,
  Environment,
  EnvironmentInput,
  EnvironmentKind,
  EnvironmentPage,
  FileEntry,
  Host,
  InitiateUploadResponse,
  ListFilesResponse,
  QuotaStatus,
  ReadFileResponse,
  ReasoningEffort,
  ScheduleRecord,
  ScheduleRecordPage,
  ScheduleRunRecord,
  ScheduleRunRecordPage,
  SendMessagesInput,
  Session,
  SessionChanges,
  SessionEvent,
  SessionEventPage,
  SessionRequestInput,
  SessionStatus,
  SessionSummary,
  SessionSummaryPage,
  ShareLink,
  Skill,
  SkillInput,
  SkillPage,
  TimingInput,
  TokenQuotaStatus,
  ToolDefinitionInput,
  ToolResultsInput,
  TrajectoryStatus,
  UserMessageEventInput,
  VaultConfigList,
  VaultConfigRead,
  VaultHealth,
  VaultProviderInput,
  WebhookEventTypeDefinition,
  WebhookPingResult,
  WebhookRecord,
  WebhookRecordPage,
  WebhookWithSecret,
  WorkstationStorageInput,
  WriteFileResponse,
} from "./types.js";

/** What `listSessions` can be given. */
export interface ListSessionsArgs {
  /** Whose sessions: `me-in-organization` (default), `me`, `organization` or `me-or-organization`. */
  readonly owner?: "me-in-organization" | "me" | "organization" | "me-or-organization" | undefined;
  /** Only sessions in one of these states. */
  readonly status?: ReadonlyArray<TrajectoryStatus> | undefined;
  /** Only sessions of one of these agents, by name. */
  readonly agent?: ReadonlyArray<string> | undefined;
  /** Only sessions created with this group id. */
  readonly groupId?: string | undefined;
  /** Only the children of this session. */
  readonly parentSessionId?: string | undefined;
  /** Only sessions that this schedule created. */
  readonly scheduleId?: string | undefined;
  /** Only sessions with this text in the first message or the answer, whatever the case. */
  readonly search?: string | undefined;
  /** Only sessions created before this time. */
  readonly createdBefore?: string | undefined;
  /** Only sessions created after this time. */
  readonly createdAfter?: string | undefined;
  /** Only sessions that ended before this time. */
  readonly finishedBefore?: string | undefined;
  /** Only sessions that ended after this time. */
  readonly finishedAfter?: string | undefined;
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Sessions on a page: 1 to 100, default 10. */
  readonly size?: number | undefined;
  /** The order: `-created_at` (newest first, default) or `created_at`. */
  readonly sort?: ReadonlyArray<"created_at" | "-created_at"> | undefined;
}

/** What `createSession` can be given. */
export interface CreateSessionArgs {
  /**
   * Names this creation: the same key with the same request gives the same session for 24 hours. 1 to 255
   * characters.
   */
  readonly idempotencyKey?: string | undefined;
  /** The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place. */
  readonly agent: string | AgentInput;
  /** What the agent is told first. */
  readonly messages?: string | UserMessageEventInput | ReadonlyArray<UserMessageEventInput> | null | undefined;
  /** Steps after which a final answer is asked for, at least 1; null: unbounded. */
  readonly maxSteps?: number | null | undefined;
  /**
   * Seconds of work toward each answer, above 0; at the limit the agent answers with what it has. Null:
   * unbounded.
   */
  readonly maxTimeS?: number | null | undefined;
  /** Seconds the session stays open after each answer, above 0; null: it ends with the answer. */
  readonly idleTimeoutS?: number | null | undefined;
  /** IANA name of the time zone the agent lives in; null: UTC. */
  readonly timezone?: string | null | undefined;
  /**
   * Minutes after which the session is deleted, at least 1. Absent: the organisation's preference; a value can
   * only shorten that.
   */
  readonly deleteAfterMin?: number | null | undefined;
  /**
   * Minutes after which screenshots are deleted, at least 1. Absent: the organisation's preference; a value
   * can only shorten that.
   */
  readonly deleteScreenshotAfterMin?: number | null | undefined;
  /** Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false). */
  readonly queue?: boolean | undefined;
  /** Groups sessions; free text. */
  readonly groupId?: string | null | undefined;
  /** The session this one is a child of. */
  readonly parentSessionId?: string | null | undefined;
  /**
   * Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
   * `agent.environments[kind=web].start_url`.
   */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
}

/** What `getSessionChanges` can be given. */
export interface GetSessionChangesArgs {
  /** The index of the first event wanted, from 0 (default). */
  readonly fromIndex?: number | undefined;
  /** The most events; the server's page size when not given. */
  readonly limit?: number | undefined;
  /** Whether to send events (default), or only status, answer and metrics. */
  readonly includeEvents?: boolean | undefined;
  /** How long the server may wait for something to happen: 0 (default) to 25 seconds. */
  readonly waitForSeconds?: number | undefined;
}

/** What `listSessionEvents` can be given. */
export interface ListSessionEventsArgs {
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Events on a page: 1 to 200, default 50. */
  readonly size?: number | undefined;
  /** The order: `timestamp` (oldest first) or `-timestamp`. */
  readonly sort?: ReadonlyArray<"timestamp" | "-timestamp"> | undefined;
  /** Only events of exactly this type. */
  readonly type?: string | undefined;
}

/** What `submitEventFeedback` can be given. */
export interface SubmitEventFeedbackArgs {
  /** Whether it went well. */
  readonly success: boolean;
  /** Why. */
  readonly message?: string | null | undefined;
}

/** What `submitSessionFeedback` can be given. */
export interface SubmitSessionFeedbackArgs {
  /** Whether it went well. */
  readonly success: boolean;
  /** Why. */
  readonly message?: string | null | undefined;
}

/** What `sendSessionMessages` can be given. */
export interface SendSessionMessagesArgs {
  /** The request body. */
  readonly request: SendMessagesInput;
}

/** What `sendSessionToolResults` can be given. */
export interface SendSessionToolResultsArgs {
  /** The request body. */
  readonly request: ToolResultsInput;
}

/** The operations of `client.sessions`. */
export class Sessions extends Resource {
  /** Lists sessions, newest first. */
  listSessions(args?: ListSessionsArgs, options?: RequestOptions): Promise<SessionSummaryPage> {
    return this.call("sessions.list_sessions", { ...args }, options);
  }

  /** Every entry of `listSessions`, fetched page by page as they are taken. */
  listSessionsAll(args?: ListSessionsArgs, options?: RequestOptions): AsyncIterableIterator<SessionSummary> {
    return this.all("sessions.list_sessions", { ...args }, options);
  }

  /**
   * Creates a session and gives it back at once, before the agent runs.
   *
   * Safe to retry: an idempotency key is made when none is given, so that a broken connection neither loses nor
   * doubles the
   * session. While an earlier attempt is still being worked on (409), the call waits for its result: for a minute,
   * or until
   * its deadline; not at all with `max_retries(0)`.
   */
  createSession(args: CreateSessionArgs, options?: RequestOptions): Promise<Session> {
    return this.call("sessions.create_session", { ...args }, options);
  }

  /** How many sessions may run at a time, and how many do. */
  getSessionQuota(options?: RequestOptions): Promise<QuotaStatus> {
    return this.call("sessions.get_session_quota", {}, options);
  }

  /** Reads a session with its request, status and latest answer. */
  getSession(id: string, options?: RequestOptions): Promise<Session> {
    return this.call("sessions.get_session", { id }, options);
  }

  /**
   * Ends a session for good; it becomes `interrupted`.
   *
   * A session that has ended already gives 404 or 409 here.
   */
  cancelSession(id: string, options?: RequestOptions): Promise<void> {
    return this.call("sessions.cancel_session", { id }, options);
  }

  /** Reads what happened from an index on, waiting for it if asked to; nothing when there is nothing (yet). */
  getSessionChanges(id: string, args?: GetSessionChangesArgs, options?: RequestOptions): Promise<SessionChanges | null> {
    return this.call("sessions.get_session_changes", { ...args, id }, options);
  }

  /** Lists everything that happened, page by page. */
  listSessionEvents(id: string, args?: ListSessionEventsArgs, options?: RequestOptions): Promise<SessionEventPage> {
    return this.call("sessions.list_session_events", { ...args, id }, options);
  }

  /** Every entry of `listSessionEvents`, fetched page by page as they are taken. */
  listSessionEventsAll(id: string, args?: ListSessionEventsArgs, options?: RequestOptions): AsyncIterableIterator<SessionEvent> {
    return this.all("sessions.list_session_events", { ...args, id }, options);
  }

  /** Says whether an event was what it should have been. */
  submitEventFeedback(id: string, eventIndex: number, args: SubmitEventFeedbackArgs, options?: RequestOptions): Promise<void> {
    return this.call("sessions.submit_event_feedback", { ...args, id, eventIndex }, options);
  }

  /** Says whether a session did what it should have done. */
  submitSessionFeedback(id: string, args: SubmitSessionFeedbackArgs, options?: RequestOptions): Promise<void> {
    return this.call("sessions.submit_session_feedback", { ...args, id }, options);
  }

  /** Asks the agent to stop exploring and to answer on its next step. Accepted is not yet done. */
  forceSessionAnswer(id: string, options?: RequestOptions): Promise<void> {
    return this.call("sessions.force_session_answer", { id }, options);
  }

  /**
   * Sends a message or several to the agent: picked up on its next step. Wakes an idle session, resumes a paused
   * one.
   *
   * Takes text, one message, or a batch.
   */
  sendSessionMessages(id: string, args: SendSessionMessagesArgs, options?: RequestOptions): Promise<void> {
    return this.call("sessions.send_session_messages", { ...args, id }, options);
  }

  /** Halts the agent after its current step. Accepted is not yet done. */
  pauseSession(id: string, options?: RequestOptions): Promise<void> {
    return this.call("sessions.pause_session", { id }, options);
  }

  /**
   * Reads a stored file of a session (screenshot, attachment), as a stream of bytes.
   *
   * The redirect to the storage is followed without the key.
   */
  getSessionResource(id: string, bucket: string, key: string, options?: RequestOptions): Promise<ReadableStream<Uint8Array>> {
    return this.download("sessions.get_session_resource", { id, bucket, key }, options);
  }

  /** Lets a paused agent go on. Does nothing to a running one. */
  resumeSession(id: string, options?: RequestOptions): Promise<void> {
    return this.call("sessions.resume_session", { id }, options);
  }

  /** Makes a link under which anybody can watch the session, or gives the one there is. The link is absolute. */
  shareSession(id: string, options?: RequestOptions): Promise<ShareLink> {
    return this.call("sessions.share_session", { id }, options);
  }

  /** Takes the share link back. */
  unshareSession(id: string, options?: RequestOptions): Promise<void> {
    return this.call("sessions.unshare_session", { id }, options);
  }

  /** Reads the state of a session: status, error, steps, usage, pending tool calls. The cheapest read. */
  getSessionStatus(id: string, options?: RequestOptions): Promise<SessionStatus> {
    return this.call("sessions.get_session_status", { id }, options);
  }

  /**
   * Answers tool calls that the session waits for: one result, one error, or a batch.
   *
   * A session that has ended gives 409.
   */
  sendSessionToolResults(id: string, args: SendSessionToolResultsArgs, options?: RequestOptions): Promise<void> {
    return this.call("sessions.send_session_tool_results", { ...args, id }, options);
  }
}

/** What `listFiles` can be given. */
export interface ListFilesArgs {
  /** The folder; only allow-listed roots can be read. */
  readonly path?: string | undefined;
  /** How many entries to give at most, at least 1. */
  readonly maxEntries?: number | undefined;
  /** Only entries older than this: `modified_at` of the last entry of the previous page. */
  readonly modifiedBefore?: string | null | undefined;
  /** With equal times, only entries whose name comes after this: `name` of the last entry of the previous page. */
  readonly nameAfter?: string | null | undefined;
}

/** What `readFile` can be given. */
export interface ReadFileArgs {
  /** The file; only allow-listed roots can be read. */
  readonly path: string;
}

/** What `writeFile` can be given. */
export interface WriteFileArgs {
  /** The file; only allow-listed roots can be written. */
  readonly path: string;
  /** The content in base64; the service caps its size. */
  readonly contentBase64: string;
}

/** The operations of `client.sessionFiles`. */
export class SessionFiles extends Resource {
  /** Lists a directory, newest entries first. */
  listFiles(sessionId: string, args?: ListFilesArgs, options?: RequestOptions): Promise<ListFilesResponse> {
    return this.call("session_files.list_files", { ...args, sessionId }, options);
  }

  /** Every entry of `listFiles`, fetched page by page as they are taken. */
  listFilesAll(sessionId: string, args?: ListFilesArgs, options?: RequestOptions): AsyncIterableIterator<FileEntry> {
    return this.all("session_files.list_files", { ...args, sessionId }, options);
  }

  /** Reads a file; its content comes as base64. The server limits the size. */
  readFile(sessionId: string, args: ReadFileArgs, options?: RequestOptions): Promise<ReadFileResponse> {
    return this.call("session_files.read_file", { ...args, sessionId }, options);
  }

  /** Writes a file from base64. The server limits the size. */
  writeFile(sessionId: string, args: WriteFileArgs, options?: RequestOptions): Promise<WriteFileResponse> {
    return this.call("session_files.write_file", { ...args, sessionId }, options);
  }
}

/** The operations of `client.quota`. */
export class Quota extends Resource {
  /** How many tokens may be used in the current window, and how many are. */
  getTokenQuota(options?: RequestOptions): Promise<TokenQuotaStatus> {
    return this.call("quota.get_token_quota", {}, options);
  }
}

/** What `listAgents` can be given. */
export interface ListAgentsArgs {
  /** Only agents with this text in their name. */
  readonly agentName?: string | undefined;
  /** Only agents with this text in them. */
  readonly search?: string | undefined;
  /** Only agents of the vendor (`true`), or only others (`false`). */
  readonly reserved?: boolean | undefined;
  /** `revision` adds the number of the current revision to each agent. */
  readonly include?: "revision" | undefined;
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Agents on a page: 1 to 1000, default 10. */
  readonly size?: number | undefined;
  /** The order: `created_at` or `agent_name`, descending with a `-` before it. Default `-created_at`. */
  readonly sort?: ReadonlyArray<"created_at" | "-created_at" | "agent_name" | "-agent_name"> | undefined;
}

/** What `createAgent` can be given. */
export interface CreateAgentArgs {
  /** A note on the new revision. */
  readonly message?: string | undefined;
  /**
   * Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
   * prefix; up to 127 in all.
   * The prefix `h/` is reserved.
   */
  readonly name: string;
  /** What the agent is for; a manager reads this to choose its subagents. Not empty. */
  readonly description: string;
  /**
   * Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
   * tools of their client.
   */
  readonly environments: ReadonlyArray<string | EnvironmentInput>;
  /** The model; the service chooses when absent. */
  readonly model?: string | null | undefined;
  /** How much the model thinks. */
  readonly reasoningEffort?: ReasoningEffort | null | undefined;
  /** What the agent is told to do and how. */
  readonly instructions?: string | null | undefined;
  /** Agents it can delegate to; each runs as a session of its own. */
  readonly subagents?: ReadonlyArray<string | AgentInput> | null | undefined;
  /** Know-how it can consult. */
  readonly skills?: ReadonlyArray<string | SkillInput> | null | undefined;
  /** JSON Schema of the answer; the answer is then an object, otherwise free text. */
  readonly answerFormat?: Readonly<Record<string, unknown>> | null | undefined;
  /** Tools that run at the client. */
  readonly tools?: ReadonlyArray<ToolDefinitionInput> | null | undefined;
}

/** What `getAgent` can be given. */
export interface GetAgentArgs {
  /** This revision instead of the current one, from 1. */
  readonly revision?: number | undefined;
  /** Whether names of environments, skills and subagents are replaced by what they stand for. Default `false`. */
  readonly resolve?: boolean | undefined;
}

/** What `updateAgent` can be given. */
export interface UpdateAgentArgs {
  /** A note on the new revision. */
  readonly message?: string | undefined;
  /** The revision this change is based on (a number, or `*` for any): refused with 412 if there is a newer one. */
  readonly ifMatch?: number | string | undefined;
  /**
   * Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
   * prefix; up to 127 in all.
   * The prefix `h/` is reserved.
   */
  readonly name: string;
  /** What the agent is for; a manager reads this to choose its subagents. Not empty. */
  readonly description: string;
  /**
   * Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
   * tools of their client.
   */
  readonly environments: ReadonlyArray<string | EnvironmentInput>;
  /** The model; the service chooses when absent. */
  readonly model?: string | null | undefined;
  /** How much the model thinks. */
  readonly reasoningEffort?: ReasoningEffort | null | undefined;
  /** What the agent is told to do and how. */
  readonly instructions?: string | null | undefined;
  /** Agents it can delegate to; each runs as a session of its own. */
  readonly subagents?: ReadonlyArray<string | AgentInput> | null | undefined;
  /** Know-how it can consult. */
  readonly skills?: ReadonlyArray<string | SkillInput> | null | undefined;
  /** JSON Schema of the answer; the answer is then an object, otherwise free text. */
  readonly answerFormat?: Readonly<Record<string, unknown>> | null | undefined;
  /** Tools that run at the client. */
  readonly tools?: ReadonlyArray<ToolDefinitionInput> | null | undefined;
}

/** What `patchAgent` can be given. */
export interface PatchAgentArgs {
  /** A note on the new revision. */
  readonly message?: string | undefined;
  /** The revision this change is based on (a number, or `*` for any): refused with 412 if there is a newer one. */
  readonly ifMatch?: number | string | undefined;
  /** What the agent is for; not empty. */
  readonly description?: string | null | undefined;
  /** Where the agent acts. Replaces all of them. */
  readonly environments?: ReadonlyArray<string | EnvironmentInput> | null | undefined;
  /** The model. */
  readonly model?: string | null | undefined;
  /** How much the model thinks. */
  readonly reasoningEffort?: ReasoningEffort | null | undefined;
  /** What the agent is told to do and how. */
  readonly instructions?: string | null | undefined;
  /** Agents it can delegate to. Replaces all of them. */
  readonly subagents?: ReadonlyArray<string | AgentInput> | null | undefined;
  /** Know-how it can consult. Replaces all of it. */
  readonly skills?: ReadonlyArray<string | SkillInput> | null | undefined;
  /** JSON Schema of the answer. */
  readonly answerFormat?: Readonly<Record<string, unknown>> | null | undefined;
  /** Tools that run at the client. Replaces all of them. */
  readonly tools?: ReadonlyArray<ToolDefinitionInput> | null | undefined;
}

/** What `deleteAgent` can be given. */
export interface DeleteAgentArgs {
  /** The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one. */
  readonly ifMatch?: number | string | undefined;
}

/** What `listAgentRevisions` can be given. */
export interface ListAgentRevisionsArgs {
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Revisions on a page: 1 to 1000, default 10. */
  readonly size?: number | undefined;
  /** The order: `number` or `-number` (newest first). */
  readonly sort?: ReadonlyArray<"number" | "-number"> | undefined;
}

/** What `restoreAgentRevision` can be given. */
export interface RestoreAgentRevisionArgs {
  /** The revision this is based on (a number, or `*` for any): refused with 412 if there is a newer one. */
  readonly ifMatch?: number | string | undefined;
}

/** The operations of `client.agents`. */
export class Agents extends Resource {
  /** Lists agents, newest first. */
  listAgents(args?: ListAgentsArgs, options?: RequestOptions): Promise<AgentPage> {
    return this.call("agents.list_agents", { ...args }, options);
  }

  /** Every entry of `listAgents`, fetched page by page as they are taken. */
  listAgentsAll(args?: ListAgentsArgs, options?: RequestOptions): AsyncIterableIterator<AgentWithRevision> {
    return this.all("agents.list_agents", { ...args }, options);
  }

  /** Creates an agent. A name that is taken gives 409. */
  createAgent(args: CreateAgentArgs, options?: RequestOptions): Promise<AgentWithRevision> {
    return this.call("agents.create_agent", { ...args }, options);
  }

  /** Reads an agent, with the number of its revision unless it is resolved. */
  getAgent(agentName: string, args?: GetAgentArgs, options?: RequestOptions): Promise<AgentWithRevision> {
    return this.call("agents.get_agent", { ...args, agentName }, options);
  }

  /** Replaces an agent. The name in the body must be the same. Writing what is there already makes no new revision. */
  updateAgent(agentName: string, args: UpdateAgentArgs, options?: RequestOptions): Promise<AgentWithRevision> {
    return this.call("agents.update_agent", { ...args, agentName }, options);
  }

  /** Changes the fields that are given; an explicit null clears one. */
  patchAgent(agentName: string, args?: PatchAgentArgs, options?: RequestOptions): Promise<AgentWithRevision> {
    return this.call("agents.patch_agent", { ...args, agentName }, options);
  }

  /** Deletes an agent. */
  deleteAgent(agentName: string, args?: DeleteAgentArgs, options?: RequestOptions): Promise<void> {
    return this.call("agents.delete_agent", { ...args, agentName }, options);
  }

  /** Lists the revisions of an agent, newest first. */
  listAgentRevisions(agentName: string, args?: ListAgentRevisionsArgs, options?: RequestOptions): Promise<AgentRevisionRecordPage> {
    return this.call("agents.list_agent_revisions", { ...args, agentName }, options);
  }

  /** Every entry of `listAgentRevisions`, fetched page by page as they are taken. */
  listAgentRevisionsAll(agentName: string, args?: ListAgentRevisionsArgs, options?: RequestOptions): AsyncIterableIterator<AgentRevisionRecord> {
    return this.all("agents.list_agent_revisions", { ...args, agentName }, options);
  }

  /** Makes an earlier revision the current one, as a new revision. Restoring the current one changes nothing. */
  restoreAgentRevision(agentName: string, number: number, args?: RestoreAgentRevisionArgs, options?: RequestOptions): Promise<AgentWithRevision> {
    return this.call("agents.restore_agent_revision", { ...args, agentName, number }, options);
  }
}

/** What `listEnvironments` can be given. */
export interface ListEnvironmentsArgs {
  /** Only environments with this text in their id. */
  readonly id?: string | undefined;
  /** Only environments of this kind. */
  readonly kind?: EnvironmentKind | undefined;
  /** Only environments with this text in them. */
  readonly search?: string | undefined;
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Environments on a page: 1 to 1000, default 10. */
  readonly size?: number | undefined;
  /** The order: `created_at` or `id`, descending with a `-` before it. Default `-created_at`. */
  readonly sort?: ReadonlyArray<"created_at" | "-created_at" | "id" | "-id"> | undefined;
}

/** What `createEnvironment` can be given. */
export interface CreateEnvironmentArgs {
  /** The request body. */
  readonly request: EnvironmentInput;
}

/** What `updateEnvironment` can be given. */
export interface UpdateEnvironmentArgs {
  /** The request body. */
  readonly request: EnvironmentInput;
}

/** What `patchEnvironment` can be given. */
export interface PatchEnvironmentArgs {
  /** Where it runs. */
  readonly host?: Host | null | undefined;
  /** The page a browser opens first. */
  readonly startUrl?: string | null | undefined;
  /** Whether a browser runs without a window. */
  readonly headless?: boolean | null | undefined;
  /** Attaches to something that is running already. */
  readonly sessionId?: string | null | undefined;
  /** How the agent perceives pages. */
  readonly mode?: BrowserModeInput | null | undefined;
  /** Whether it starts only when the agent first needs it. */
  readonly lazy?: boolean | null | undefined;
  /** Seconds to wait after an action before looking again. */
  readonly settleS?: number | null | undefined;
  /** The vault with the credentials the agent may use. */
  readonly vaultId?: string | null | undefined;
  /** The stored profile to start from. */
  readonly browserProfileId?: string | null | undefined;
  /** Whether to start from the default profile. */
  readonly useDefaultBrowserProfile?: boolean | null | undefined;
  /** Whether to write the profile back at the end. */
  readonly persistBrowserProfile?: boolean | null | undefined;
  /** How a browser reaches the network. */
  readonly network?: BrowserNetworkInput | null | undefined;
  /** Screenshots of a desktop are scaled down to this width in pixels. */
  readonly screenshotMaxWidth?: number | null | undefined;
  /** The system image of an Android device. */
  readonly image?: string | null | undefined;
  /** Where the files of a workstation live. */
  readonly storage?: WorkstationStorageInput | null | undefined;
}

/** The operations of `client.environments`. */
export class Environments extends Resource {
  /** Lists environments, newest first. */
  listEnvironments(args?: ListEnvironmentsArgs, options?: RequestOptions): Promise<EnvironmentPage> {
    return this.call("environments.list_environments", { ...args }, options);
  }

  /** Every entry of `listEnvironments`, fetched page by page as they are taken. */
  listEnvironmentsAll(args?: ListEnvironmentsArgs, options?: RequestOptions): AsyncIterableIterator<Environment> {
    return this.all("environments.list_environments", { ...args }, options);
  }

  /** Creates an environment. An id that is taken gives 409. */
  createEnvironment(args: CreateEnvironmentArgs, options?: RequestOptions): Promise<Environment> {
    return this.call("environments.create_environment", { ...args }, options);
  }

  /** Reads an environment. */
  getEnvironment(id: string, options?: RequestOptions): Promise<Environment> {
    return this.call("environments.get_environment", { id }, options);
  }

  /** Replaces an environment. The id in the body must be the same. */
  updateEnvironment(id: string, args: UpdateEnvironmentArgs, options?: RequestOptions): Promise<Environment> {
    return this.call("environments.update_environment", { ...args, id }, options);
  }

  /** Changes the fields that are given; an explicit null clears one. */
  patchEnvironment(id: string, args?: PatchEnvironmentArgs, options?: RequestOptions): Promise<Environment> {
    return this.call("environments.patch_environment", { ...args, id }, options);
  }

  /** Deletes an environment. */
  deleteEnvironment(id: string, options?: RequestOptions): Promise<void> {
    return this.call("environments.delete_environment", { id }, options);
  }
}

/** What `listSkills` can be given. */
export interface ListSkillsArgs {
  /** Only skills with this text in their name. */
  readonly name?: string | undefined;
  /** Only skills with this text in their name or description. */
  readonly search?: string | undefined;
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Skills on a page: 1 to 1000, default 10. */
  readonly size?: number | undefined;
  /** The order: `created_at` or `name`, descending with a `-` before it. Default `-created_at`. */
  readonly sort?: ReadonlyArray<"created_at" | "-created_at" | "name" | "-name"> | undefined;
}

/** What `createSkill` can be given. */
export interface CreateSkillArgs {
  /** The name in the catalog; not empty. */
  readonly name: string;
  /** When the skill is of use; the agent reads this to decide. Not empty. */
  readonly description: string;
  /** The know-how itself; not empty. */
  readonly body: string;
  /** Where the skill comes from. */
  readonly source?: string | null | undefined;
  /** The pages it is for, 1 to 1,024 characters. */
  readonly urlPattern?: string | null | undefined;
  /** What the skill needs in order to work. */
  readonly compatibility?: string | null | undefined;
  /** Helper files: path to content. */
  readonly files?: Readonly<Record<string, string>> | null | undefined;
  /** Which of `files` may be executed. */
  readonly executableFiles?: ReadonlyArray<string> | null | undefined;
}

/** What `updateSkill` can be given. */
export interface UpdateSkillArgs {
  /** When the skill is of use; the agent reads this to decide. Not empty. */
  readonly description: string;
  /** The know-how itself; not empty. */
  readonly body: string;
  /** Where the skill comes from. */
  readonly source?: string | null | undefined;
  /** The pages it is for, 1 to 1,024 characters. */
  readonly urlPattern?: string | null | undefined;
  /** What the skill needs in order to work. */
  readonly compatibility?: string | null | undefined;
  /** Helper files: path to content. */
  readonly files?: Readonly<Record<string, string>> | null | undefined;
  /** Which of `files` may be executed. */
  readonly executableFiles?: ReadonlyArray<string> | null | undefined;
}

/** What `patchSkill` can be given. */
export interface PatchSkillArgs {
  /** When the skill is of use; not empty. */
  readonly description?: string | null | undefined;
  /** The know-how itself; not empty. */
  readonly body?: string | null | undefined;
  /** Where the skill comes from. */
  readonly source?: string | null | undefined;
  /** The pages it is for, 1 to 1,024 characters. */
  readonly urlPattern?: string | null | undefined;
  /** What the skill needs in order to work. */
  readonly compatibility?: string | null | undefined;
  /** Helper files: path to content. Replaces all of them. */
  readonly files?: Readonly<Record<string, string>> | null | undefined;
  /** Which of `files` may be executed. */
  readonly executableFiles?: ReadonlyArray<string> | null | undefined;
}

/** The operations of `client.skills`. */
export class Skills extends Resource {
  /**
   * Lists skills, newest first.
   *
   * A page whose helper files are over 8 MiB is refused with 413: ask for one skill at a time then. `all()` does so
   * by
   * itself.
   */
  listSkills(args?: ListSkillsArgs, options?: RequestOptions): Promise<SkillPage> {
    return this.call("skills.list_skills", { ...args }, options);
  }

  /** Every entry of `listSkills`, fetched page by page as they are taken. */
  listSkillsAll(args?: ListSkillsArgs, options?: RequestOptions): AsyncIterableIterator<Skill> {
    return this.all("skills.list_skills", { ...args }, options);
  }

  /** Creates a skill. A name that is taken gives 409. */
  createSkill(args: CreateSkillArgs, options?: RequestOptions): Promise<Skill> {
    return this.call("skills.create_skill", { ...args }, options);
  }

  /** Reads a skill. */
  getSkill(name: string, options?: RequestOptions): Promise<Skill> {
    return this.call("skills.get_skill", { name }, options);
  }

  /** Replaces a skill. The name in the body must be the same. */
  updateSkill(name: string, args: UpdateSkillArgs, options?: RequestOptions): Promise<Skill> {
    return this.call("skills.update_skill", { ...args, name }, options);
  }

  /** Changes the fields that are given; an explicit null clears one. */
  patchSkill(name: string, args?: PatchSkillArgs, options?: RequestOptions): Promise<Skill> {
    return this.call("skills.patch_skill", { ...args, name }, options);
  }

  /** Deletes a skill. */
  deleteSkill(name: string, options?: RequestOptions): Promise<void> {
    return this.call("skills.delete_skill", { name }, options);
  }
}

/** What `listSchedules` can be given. */
export interface ListSchedulesArgs {
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Schedules on a page: 1 to 1000, default 10. */
  readonly size?: number | undefined;
  /** The order: `-created_at` (newest first, default) or `created_at`. */
  readonly sort?: ReadonlyArray<"created_at" | "-created_at"> | undefined;
}

/** What `createSchedule` can be given. */
export interface CreateScheduleArgs {
  /** The name, 1 to 255 characters. */
  readonly name: string;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null | undefined;
  /** When it fires. */
  readonly timing: TimingInput;
  /** What it starts; resolved anew each time. */
  readonly sessionRequest: SessionRequestInput;
  /** How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count. */
  readonly repeats?: number | null | undefined;
}

/** What `updateSchedule` can be given. */
export interface UpdateScheduleArgs {
  /** The name, 1 to 255 characters. */
  readonly name?: string | null | undefined;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null | undefined;
  /** When it fires. */
  readonly timing?: TimingInput | null | undefined;
  /** What it starts. */
  readonly sessionRequest?: SessionRequestInput | null | undefined;
  /** How many sessions it creates before it pauses itself; null: no end. */
  readonly repeats?: number | null | undefined;
}

/** What `pauseSchedule` can be given. */
export interface PauseScheduleArgs {
  /** Why, up to 255 characters. */
  readonly note?: string | null | undefined;
}

/** What `listScheduleRuns` can be given. */
export interface ListScheduleRunsArgs {
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Runs on a page: 1 to 1000, default 10. */
  readonly size?: number | undefined;
  /** The order: `-scheduled_for` (newest first, default) or `scheduled_for`. */
  readonly sort?: ReadonlyArray<"scheduled_for" | "-scheduled_for"> | undefined;
}

/** The operations of `client.schedules`. */
export class Schedules extends Resource {
  /** Lists schedules, newest first. */
  listSchedules(args?: ListSchedulesArgs, options?: RequestOptions): Promise<ScheduleRecordPage> {
    return this.call("schedules.list_schedules", { ...args }, options);
  }

  /** Every entry of `listSchedules`, fetched page by page as they are taken. */
  listSchedulesAll(args?: ListSchedulesArgs, options?: RequestOptions): AsyncIterableIterator<ScheduleRecord> {
    return this.all("schedules.list_schedules", { ...args }, options);
  }

  /** Creates a schedule. */
  createSchedule(args: CreateScheduleArgs, options?: RequestOptions): Promise<ScheduleRecord> {
    return this.call("schedules.create_schedule", { ...args }, options);
  }

  /** Reads a schedule. */
  getSchedule(scheduleId: string, options?: RequestOptions): Promise<ScheduleRecord> {
    return this.call("schedules.get_schedule", { scheduleId }, options);
  }

  /** Changes the fields that are given; an explicit null clears one. A new timing is computed from now on. */
  updateSchedule(scheduleId: string, args?: UpdateScheduleArgs, options?: RequestOptions): Promise<ScheduleRecord> {
    return this.call("schedules.update_schedule", { ...args, scheduleId }, options);
  }

  /** Deletes a schedule. Sessions it created go on. */
  deleteSchedule(scheduleId: string, options?: RequestOptions): Promise<void> {
    return this.call("schedules.delete_schedule", { scheduleId }, options);
  }

  /** Stops a schedule from firing until it is resumed. */
  pauseSchedule(scheduleId: string, args?: PauseScheduleArgs, options?: RequestOptions): Promise<ScheduleRecord> {
    return this.call("schedules.pause_schedule", { ...args, scheduleId }, options);
  }

  /** Lets a paused schedule fire again; the next time is computed from now. */
  resumeSchedule(scheduleId: string, options?: RequestOptions): Promise<ScheduleRecord> {
    return this.call("schedules.resume_schedule", { scheduleId }, options);
  }

  /** Lists when a schedule fired and what came of it, newest first. */
  listScheduleRuns(scheduleId: string, args?: ListScheduleRunsArgs, options?: RequestOptions): Promise<ScheduleRunRecordPage> {
    return this.call("schedules.list_schedule_runs", { ...args, scheduleId }, options);
  }

  /** Every entry of `listScheduleRuns`, fetched page by page as they are taken. */
  listScheduleRunsAll(scheduleId: string, args?: ListScheduleRunsArgs, options?: RequestOptions): AsyncIterableIterator<ScheduleRunRecord> {
    return this.all("schedules.list_schedule_runs", { ...args, scheduleId }, options);
  }

  /** Fires a schedule now, also when it is paused. Its next time does not change. */
  triggerSchedule(scheduleId: string, options?: RequestOptions): Promise<ScheduleRunRecord> {
    return this.call("schedules.trigger_schedule", { scheduleId }, options);
  }
}

/** What `listVaults` can be given. */
export interface ListVaultsArgs {
  /** The most vaults to send: 1 to 1000, default 50. */
  readonly limit?: number | undefined;
  /** How many vaults to skip, default 0. */
  readonly offset?: number | undefined;
}

/** What `createVault` can be given. */
export interface CreateVaultArgs {
  /** The name. */
  readonly name: string;
  /** Which vault. */
  readonly providerConfig: VaultProviderInput;
  /** The provider's access token; checked before it is stored, and never given back. */
  readonly token: string;
}

/** What `updateVault` can be given. */
export interface UpdateVaultArgs {
  /** The name. */
  readonly name?: string | null | undefined;
  /** Which vault. */
  readonly providerConfig?: VaultProviderInput | null | undefined;
}

/** What `rotateVaultToken` can be given. */
export interface RotateVaultTokenArgs {
  /** The new token. */
  readonly token: string;
}

/** The operations of `client.vaults`. */
export class Vaults extends Resource {
  /** Lists vaults. */
  listVaults(args?: ListVaultsArgs, options?: RequestOptions): Promise<VaultConfigList> {
    return this.call("vaults.list_vaults", { ...args }, options);
  }

  /** Every entry of `listVaults`, fetched page by page as they are taken. */
  listVaultsAll(args?: ListVaultsArgs, options?: RequestOptions): AsyncIterableIterator<VaultConfigRead> {
    return this.all("vaults.list_vaults", { ...args }, options);
  }

  /** Connects a vault. The token is checked first, then stored, and never shown again. */
  createVault(args: CreateVaultArgs, options?: RequestOptions): Promise<VaultConfigRead> {
    return this.call("vaults.create_vault", { ...args }, options);
  }

  /** Reads a vault's configuration. */
  getVault(vaultId: string, options?: RequestOptions): Promise<VaultConfigRead> {
    return this.call("vaults.get_vault", { vaultId }, options);
  }

  /** Changes the fields that are given; an explicit null clears one. */
  updateVault(vaultId: string, args?: UpdateVaultArgs, options?: RequestOptions): Promise<VaultConfigRead> {
    return this.call("vaults.update_vault", { ...args, vaultId }, options);
  }

  /** Disconnects a vault. */
  deleteVault(vaultId: string, options?: RequestOptions): Promise<void> {
    return this.call("vaults.delete_vault", { vaultId }, options);
  }

  /** Tells whether the vault can be reached with the stored token. */
  vaultHealth(vaultId: string, options?: RequestOptions): Promise<VaultHealth> {
    return this.call("vaults.vault_health", { vaultId }, options);
  }

  /** Replaces the stored token. */
  rotateVaultToken(vaultId: string, args: RotateVaultTokenArgs, options?: RequestOptions): Promise<void> {
    return this.call("vaults.rotate_vault_token", { ...args, vaultId }, options);
  }
}

/** What `listBrowserProfiles` can be given. */
export interface ListBrowserProfilesArgs {
  /** The most profiles to send: 1 to 1000, default 10. */
  readonly limit?: number | undefined;
  /** How many profiles to skip, default 0. */
  readonly offset?: number | undefined;
}

/** What `getDefaultBrowserProfile` can be given. */
export interface GetDefaultBrowserProfileArgs {
  /** The browser name. */
  readonly browserName: string;
}

/** What `completeBrowserProfileUpload` can be given. */
export interface CompleteBrowserProfileUploadArgs {
  /** The name. */
  readonly name: string;
  /** The browser it comes from; unknown ones are refused. */
  readonly browserName: string;
  /** The version of that browser. */
  readonly browserVersion: string;
  /** What it is for. */
  readonly description?: string | null | undefined;
  /** Labels of one's own. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** The operations of `client.browserProfiles`. */
export class BrowserProfiles extends Resource {
  /** Lists browser profiles. */
  listBrowserProfiles(args?: ListBrowserProfilesArgs, options?: RequestOptions): Promise<BrowserProfileList> {
    return this.call("browser_profiles.list_browser_profiles", { ...args }, options);
  }

  /** Every entry of `listBrowserProfiles`, fetched page by page as they are taken. */
  listBrowserProfilesAll(args?: ListBrowserProfilesArgs, options?: RequestOptions): AsyncIterableIterator<BrowserProfileRead> {
    return this.all("browser_profiles.list_browser_profiles", { ...args }, options);
  }

  /** Reads the default profile of a browser; 404 when there is none. */
  getDefaultBrowserProfile(args: GetDefaultBrowserProfileArgs, options?: RequestOptions): Promise<BrowserProfileRead> {
    return this.call("browser_profiles.get_default_browser_profile", { ...args }, options);
  }

  /** Begins an upload: gives the address, and the form fields, to which the archive goes. */
  initiateBrowserProfileUpload(options?: RequestOptions): Promise<InitiateUploadResponse> {
    return this.call("browser_profiles.initiate_browser_profile_upload", {}, options);
  }

  /** Reads a browser profile. */
  getBrowserProfile(profileId: string, options?: RequestOptions): Promise<BrowserProfileRead> {
    return this.call("browser_profiles.get_browser_profile", { profileId }, options);
  }

  /** Deletes a browser profile. */
  deleteBrowserProfile(profileId: string, options?: RequestOptions): Promise<void> {
    return this.call("browser_profiles.delete_browser_profile", { profileId }, options);
  }

  /** Ends an upload, within a day of its beginning: names the profile and says which browser it is of. */
  completeBrowserProfileUpload(profileId: string, args: CompleteBrowserProfileUploadArgs, options?: RequestOptions): Promise<BrowserProfileRead> {
    return this.call("browser_profiles.complete_browser_profile_upload", { ...args, profileId }, options);
  }

  /** Makes a profile the default of its browser. */
  setDefaultBrowserProfile(profileId: string, options?: RequestOptions): Promise<BrowserProfileRead> {
    return this.call("browser_profiles.set_default_browser_profile", { profileId }, options);
  }

  /** Makes a profile no longer the default of its browser. */
  unsetDefaultBrowserProfile(profileId: string, options?: RequestOptions): Promise<BrowserProfileRead> {
    return this.call("browser_profiles.unset_default_browser_profile", { profileId }, options);
  }
}

/** What `listWebhooks` can be given. */
export interface ListWebhooksArgs {
  /** The page, from 1 (default). */
  readonly page?: number | undefined;
  /** Webhooks on a page: 1 to 1000, default 10. */
  readonly size?: number | undefined;
  /** The order: `-created_at` (newest first, default) or `created_at`. */
  readonly sort?: ReadonlyArray<"created_at" | "-created_at"> | undefined;
}

/** What `createWebhook` can be given. */
export interface CreateWebhookArgs {
  /** Where to deliver: https, up to 2,048 characters. */
  readonly url: string;
  /** The event types to deliver; `*` stands for every status change only, finer types must be listed. */
  readonly enabledEvents?: ReadonlyArray<string> | undefined;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null | undefined;
}

/** What `updateWebhook` can be given. */
export interface UpdateWebhookArgs {
  /** Where to deliver: https, up to 2,048 characters. */
  readonly url?: string | null | undefined;
  /** The event types to deliver. */
  readonly enabledEvents?: ReadonlyArray<string> | null | undefined;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null | undefined;
  /** Whether deliveries are switched off. */
  readonly disabled?: boolean | null | undefined;
}

/** The operations of `client.webhooks`. */
export class Webhooks extends Resource {
  /** Lists webhooks, newest first. */
  listWebhooks(args?: ListWebhooksArgs, options?: RequestOptions): Promise<WebhookRecordPage> {
    return this.call("webhooks.list_webhooks", { ...args }, options);
  }

  /** Every entry of `listWebhooks`, fetched page by page as they are taken. */
  listWebhooksAll(args?: ListWebhooksArgs, options?: RequestOptions): AsyncIterableIterator<WebhookRecord> {
    return this.all("webhooks.list_webhooks", { ...args }, options);
  }

  /** Creates a webhook. Its signing secret is shown only here and by `rotate_webhook_secret`. */
  createWebhook(args: CreateWebhookArgs, options?: RequestOptions): Promise<WebhookWithSecret> {
    return this.call("webhooks.create_webhook", { ...args }, options);
  }

  /** Lists the types of events that webhooks can be told about. */
  listWebhookEvents(options?: RequestOptions): Promise<ReadonlyArray<WebhookEventTypeDefinition>> {
    return this.call("webhooks.list_webhook_events", {}, options);
  }

  /** Reads a webhook. */
  getWebhook(webhookId: string, options?: RequestOptions): Promise<WebhookRecord> {
    return this.call("webhooks.get_webhook", { webhookId }, options);
  }

  /** Changes the fields that are given; an explicit null clears one. */
  updateWebhook(webhookId: string, args?: UpdateWebhookArgs, options?: RequestOptions): Promise<WebhookRecord> {
    return this.call("webhooks.update_webhook", { ...args, webhookId }, options);
  }

  /** Deletes a webhook. */
  deleteWebhook(webhookId: string, options?: RequestOptions): Promise<void> {
    return this.call("webhooks.delete_webhook", { webhookId }, options);
  }

  /** Sends a signed test event to a webhook and tells how it was received. */
  pingWebhook(webhookId: string, options?: RequestOptions): Promise<WebhookPingResult> {
    return this.call("webhooks.ping_webhook", { webhookId }, options);
  }

  /** Replaces the signing secret of a webhook. Accept both until the new one is in place. */
  rotateWebhookSecret(webhookId: string, options?: RequestOptions): Promise<WebhookWithSecret> {
    return this.call("webhooks.rotate_webhook_secret", { webhookId }, options);
  }
}
