// Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.

/**
 * A member of a union that this version does not know. The service may send new ones at any time; `raw` is what came.
 */
export type Unknown<Tag extends string> = { readonly [Key in Tag]: "unknown" } & { readonly raw: unknown };

/** The agent changed between running, idle and waiting for tools. */
export interface ActiveStateChangeData {
  /** What it is doing now. */
  readonly state: AgentState;
  /** The calls of this step that wait for the client; published again, shorter, whenever one of them is answered. */
  readonly pendingToolCalls?: ReadonlyArray<ToolRequest> | null;
}

/** The agent changed between running, idle and waiting for tools. */
export interface ActiveStateChangeEvent {
  /** The type of the event. */
  readonly type: "ActiveStateChangeEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: ActiveStateChangeData;
}

/** What an agent is: its instructions, environments, tools and helpers. */
export interface Agent {
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
  readonly environments: ReadonlyArray<string | Environment>;
  /** The model; the service chooses when absent. */
  readonly model?: string | null;
  /** How much the model thinks. */
  readonly reasoningEffort?: ReasoningEffort | null;
  /** What the agent is told to do and how. */
  readonly instructions?: string | null;
  /** Agents it can delegate to; each runs as a session of its own. */
  readonly subagents?: ReadonlyArray<string | Agent> | null;
  /** Know-how it can consult. */
  readonly skills?: ReadonlyArray<string | Skill> | null;
  /** JSON Schema of the answer; the answer is then an object, otherwise free text. */
  readonly answerFormat?: Readonly<Record<string, unknown>> | null;
  /** Tools that run at the client. */
  readonly tools?: ReadonlyArray<ToolDefinition> | null;
}

/** What an agent is: its instructions, environments, tools and helpers. */
export interface AgentInput {
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

/** The agent came to its end. */
export interface AgentCompletionData {
  /** Why. */
  readonly reason: CompletionReason;
}

/** The agent came to its end. */
export interface AgentCompletionEvent {
  /** The type of the event. */
  readonly type: "AgentCompletionEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: AgentCompletionData;
}

/** The agent failed. */
export interface AgentErrorData {
  /** What went wrong. */
  readonly error: string;
  /** Where in the service it went wrong. */
  readonly trace?: string;
  /** More on it. */
  readonly info?: Readonly<Record<string, unknown>> | null;
}

/** The agent failed. */
export interface AgentErrorEvent {
  /** The type of the event. */
  readonly type: "AgentErrorEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: AgentErrorData;
}

/** What the agent did, saw, thought or said. */
export interface AgentEvent {
  /** The type of the event. */
  readonly type: "AgentEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: AgentEventData;
}

/** What the agent did, saw, thought or said. */
export type AgentEventData = AnswerEvent | ErrorEvent | FlowEvent | MessageEvent | ObservationEvent | PolicyEvent | ToolResultEvent | Unknown<"kind">;

/** One state of an agent in its history; every write that changes something makes one. */
export interface AgentRevisionRecord {
  /** The number, counting from 1. */
  readonly number: number;
  /** When it was written. */
  readonly createdAt: string;
  /** Who wrote it. */
  readonly createdBy?: string | null;
  /** The note given with the write. */
  readonly message?: string | null;
  /** The revision this one restored. */
  readonly restoredFrom?: number | null;
}

/** The agent was halted or went on. */
export interface AgentRunStatusChangeData {
  /** Whether it runs now. */
  readonly status: RunStatus;
}

/** The agent was halted or went on. */
export interface AgentRunStatusChangeEvent {
  /** The type of the event. */
  readonly type: "AgentRunStatusChangeEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: AgentRunStatusChangeData;
}

/** The agent began. */
export interface AgentStartedData {
}

/** The agent began. */
export interface AgentStartedEvent {
  /** The type of the event. */
  readonly type: "AgentStartedEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: AgentStartedData;
}

/** What an agent is doing, as its events tell. */
export type AgentState = "running" | "idle" | "awaiting_tool_results" | (string & {});

/** An agent in a listing, with the number of its current revision when that was asked for. */
export interface AgentWithRevision extends Agent {
  /** The number of the current revision, from 1. */
  readonly revision?: number;
}

/** An Android device. */
export interface Android {
  /** The kind of environment. */
  readonly kind: "android";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Attaches to a device that is running already. */
  readonly sessionId?: string | null;
  /** The system image to start. */
  readonly image?: string | null;
  /** Whether the device starts only when the agent first needs it. */
  readonly lazy?: boolean;
}

/** An Android device. */
export interface AndroidInput {
  /** The kind of environment. */
  readonly kind: "android";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Attaches to a device that is running already. */
  readonly sessionId?: string | null | undefined;
  /** The system image to start. */
  readonly image?: string | null | undefined;
  /** Whether the device starts only when the agent first needs it. */
  readonly lazy?: boolean | undefined;
}

/** The agent's answer. */
export interface AnswerEvent {
  /** The kind. */
  readonly kind: "answer_event";
  /** Text, or an object when an answer format was asked for; such an object may also come as JSON text. */
  readonly answer: string | Readonly<Record<string, unknown>>;
  /** Its own verdict. */
  readonly outcome?: AnswerOutcome | null;
}

/** The agent's own verdict on its answer. */
export type AnswerOutcome = "success" | "partial" | "infeasible" | "blocked" | (string & {});

/** A file was attached. */
export interface AttachmentData {
  /** Who attached it. */
  readonly origin: AttachmentOrigin;
  /** Its name. */
  readonly name: string;
  /** Where it is in the workspace. */
  readonly path: string;
  /** Its media type. */
  readonly mediaType: string;
  /** Its size in bytes. */
  readonly sizeBytes: number;
  /** Where to download it; may be relative to the service's host. */
  readonly url: string;
}

/** A file was attached. */
export interface AttachmentEvent {
  /** The type of the event. */
  readonly type: "AttachmentEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: AttachmentData;
}

/** Who attached a file. */
export type AttachmentOrigin = "agent" | "user" | (string & {});

/** A browser. */
export interface Browser {
  /** The kind of environment. */
  readonly kind: "web";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Where the browser runs. */
  readonly host?: Host;
  /** The page it opens first. */
  readonly startUrl?: string;
  /** Whether it runs without a window. */
  readonly headless?: boolean;
  /** Attaches to a browser that is running already. */
  readonly sessionId?: string | null;
  /** How the agent perceives pages. */
  readonly mode?: BrowserMode;
  /** Whether the browser starts only when the agent first needs it. */
  readonly lazy?: boolean;
  /** Seconds to wait after an action before looking again. */
  readonly settleS?: number;
  /** The vault with the credentials the agent may use; cloud only. */
  readonly vaultId?: string | null;
  /** The stored profile to start from; cloud only, and not with `use_default_browser_profile`. */
  readonly browserProfileId?: string | null;
  /** Whether to start from the default profile of the browser; not with `browser_profile_id`. */
  readonly useDefaultBrowserProfile?: boolean;
  /**
   * Whether to write the profile back at the end; needs a profile. One active session at a time may do so per
   * profile.
   */
  readonly persistBrowserProfile?: boolean;
  /** How the browser reaches the network; applied only when a new browser is provisioned. */
  readonly network?: BrowserNetwork | null;
}

/** A browser. */
export interface BrowserInput {
  /** The kind of environment. */
  readonly kind: "web";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Where the browser runs. */
  readonly host?: Host | undefined;
  /** The page it opens first. */
  readonly startUrl?: string | undefined;
  /** Whether it runs without a window. */
  readonly headless?: boolean | undefined;
  /** Attaches to a browser that is running already. */
  readonly sessionId?: string | null | undefined;
  /** How the agent perceives pages. */
  readonly mode?: BrowserModeInput | undefined;
  /** Whether the browser starts only when the agent first needs it. */
  readonly lazy?: boolean | undefined;
  /** Seconds to wait after an action before looking again. */
  readonly settleS?: number | undefined;
  /** The vault with the credentials the agent may use; cloud only. */
  readonly vaultId?: string | null | undefined;
  /** The stored profile to start from; cloud only, and not with `use_default_browser_profile`. */
  readonly browserProfileId?: string | null | undefined;
  /** Whether to start from the default profile of the browser; not with `browser_profile_id`. */
  readonly useDefaultBrowserProfile?: boolean | undefined;
  /**
   * Whether to write the profile back at the end; needs a profile. One active session at a time may do so per
   * profile.
   */
  readonly persistBrowserProfile?: boolean | undefined;
  /** How the browser reaches the network; applied only when a new browser is provisioned. */
  readonly network?: BrowserNetworkInput | null | undefined;
}

/** How an agent perceives pages. */
export type BrowserMode = BrowserTextMode | BrowserVisualMode | Unknown<"type">;

/** How an agent perceives pages. */
export type BrowserModeInput = BrowserTextModeInput | BrowserVisualModeInput;

/** How a browser reaches the network: by a proxy of one's own or a managed one, not both. */
export interface BrowserNetwork {
  /** A proxy of one's own, credentials included; reads back as `***`. */
  readonly proxyUrl?: string | null;
  /** A proxy the service provides. */
  readonly managedProxy?: ManagedProxySelection | null;
}

/** How a browser reaches the network: by a proxy of one's own or a managed one, not both. */
export interface BrowserNetworkInput {
  /** A proxy of one's own, credentials included; reads back as `***`. */
  readonly proxyUrl?: string | null | undefined;
  /** A proxy the service provides. */
  readonly managedProxy?: ManagedProxySelectionInput | null | undefined;
}

/** Finishes an upload: what the uploaded profile is. */
export interface BrowserProfileCreate {
  /** The name. */
  readonly name: string;
  /** The browser it comes from; unknown ones are refused. */
  readonly browserName: string;
  /** The version of that browser. */
  readonly browserVersion: string;
  /** What it is for. */
  readonly description?: string | null;
  /** Labels of one's own. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** One stretch of the list of profiles. */
export interface BrowserProfileList {
  /** How many there are in all. */
  readonly total: number;
  /** How many were asked for. */
  readonly limit: number;
  /** How many were skipped. */
  readonly offset: number;
  /** The profiles. */
  readonly profiles: ReadonlyArray<BrowserProfileRead>;
}

/** A profile as the service keeps it. */
export interface BrowserProfileRead {
  /** The profile's id. */
  readonly id: string;
  /** Who uploaded it. */
  readonly userId: string;
  /** The organisation it belongs to. */
  readonly orgId: string;
  /** The name. */
  readonly name: string;
  /** What it is for. */
  readonly description?: string | null;
  /** The browser it is for. */
  readonly browserName: string;
  /** The version of that browser. */
  readonly browserVersion: string;
  /** Where the service stores it. */
  readonly s3Path?: string | null;
  /** The size in bytes. */
  readonly fileSizeBytes?: number | null;
  /** The checksum of the stored file. */
  readonly checksum?: string | null;
  /** How often it was used. */
  readonly usageCount?: number;
  /** When it was last used. */
  readonly lastUsedAt?: string | null;
  /** Labels of one's own. */
  readonly labels?: Readonly<Record<string, unknown>> | null;
  /** Whether it is the default of its browser. */
  readonly isDefault?: boolean;
  /** When it was made. */
  readonly createdAt: string;
  /** When it was last changed. */
  readonly updatedAt: string;
}

/** Pages are read as text. */
export interface BrowserTextMode {
  /** The mode. */
  readonly type: "text";
  /** Characters of text per look, above 0. */
  readonly chunkSize?: number;
}

/** Pages are read as text. */
export interface BrowserTextModeInput {
  /** The mode. */
  readonly type: "text";
  /** Characters of text per look, above 0. */
  readonly chunkSize?: number | undefined;
}

/** Pages are seen as screenshots. */
export interface BrowserVisualMode {
  /** The mode. */
  readonly type: "visual";
  /** Width of the viewport in pixels, above 0. */
  readonly width?: number;
  /** Height of the viewport in pixels, above 0. */
  readonly height?: number;
  /** Whether the page's text comes along as Markdown. */
  readonly markdown?: boolean;
}

/** Pages are seen as screenshots. */
export interface BrowserVisualModeInput {
  /** The mode. */
  readonly type: "visual";
  /** Width of the viewport in pixels, above 0. */
  readonly width?: number | undefined;
  /** Height of the viewport in pixels, above 0. */
  readonly height?: number | undefined;
  /** Whether the page's text comes along as Markdown. */
  readonly markdown?: boolean | undefined;
}

/** Why an agent came to its end. */
export type CompletionReason = "finished" | "stopped" | "timed_out" | (string & {});

/** How the content of a file or image is given. */
export type ContentSource = "url" | "base64" | (string & {});

/** Makes a schedule. */
export interface CreateSchedule {
  /** The name, 1 to 255 characters. */
  readonly name: string;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null;
  /** When it fires. */
  readonly timing: Timing;
  /** What it starts; resolved anew each time. */
  readonly sessionRequest: SessionRequest;
  /** How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count. */
  readonly repeats?: number | null;
}

/** Makes a webhook; an organisation has at most 10. */
export interface CreateWebhook {
  /** Where to deliver: https, up to 2,048 characters. */
  readonly url: string;
  /** The event types to deliver; `*` stands for every status change only, finer types must be listed. */
  readonly enabledEvents?: ReadonlyArray<string>;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null;
}

/** Fires at the times of a cron expression. */
export interface CronTiming {
  /** The sort of timing. */
  readonly type: "cron";
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly expression: string;
  /** IANA name of the time zone in which the expression is read. */
  readonly timezone: string;
}

/** Fires at the times of a cron expression. */
export interface CronTimingInput {
  /** The sort of timing. */
  readonly type: "cron";
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly expression: string;
  /** IANA name of the time zone in which the expression is read. */
  readonly timezone: string;
}

/** What came of a delivery. */
export type DeliveryStatus = "succeeded" | "failed" | (string & {});

/** A computer desktop. */
export interface Desktop {
  /** The kind of environment. */
  readonly kind: "desktop";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Where the desktop is; has no default. */
  readonly host: Host;
  /** Attaches to a desktop that is running already. */
  readonly sessionId?: string | null;
  /** Whether the desktop starts only when the agent first needs it. */
  readonly lazy?: boolean;
  /** Seconds to wait after an action before looking again. */
  readonly settleS?: number;
  /** Screenshots are scaled down to this width in pixels. */
  readonly screenshotMaxWidth?: number | null;
}

/** A computer desktop. */
export interface DesktopInput {
  /** The kind of environment. */
  readonly kind: "desktop";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Where the desktop is; has no default. */
  readonly host: Host;
  /** Attaches to a desktop that is running already. */
  readonly sessionId?: string | null | undefined;
  /** Whether the desktop starts only when the agent first needs it. */
  readonly lazy?: boolean | undefined;
  /** Seconds to wait after an action before looking again. */
  readonly settleS?: number | undefined;
  /** Screenshots are scaled down to this width in pixels. */
  readonly screenshotMaxWidth?: number | null | undefined;
}

/** A place in which an agent acts; an agent has at most one of each kind. */
export type Environment = Android | Desktop | Browser | Workstation | Unknown<"kind">;

/** A place in which an agent acts; an agent has at most one of each kind. */
export type EnvironmentInput = AndroidInput | DesktopInput | BrowserInput | WorkstationInput;

/** What sort of place an environment is. */
export type EnvironmentKind = "web" | "desktop" | "android" | "workstation" | (string & {});

/** One page of a listing that is walked by page number. */
export interface EnvironmentPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<Environment>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One fault among the details of a refusal. */
export interface ErrorDetailItem {
  /** The category, such as `not_found` or `plan_limit`. */
  readonly type?: string;
  /** What is wrong, as validation words it. */
  readonly msg?: string;
  /** What is wrong, as applications word it. */
  readonly message?: string;
  /** Where it is wrong: field names and list positions, outermost first. */
  readonly loc?: ReadonlyArray<string | number>;
  /** Whose limit was met. */
  readonly scope?: string;
}

/** The body of a refusal; which parts are there depends on who refused. */
export interface ErrorEnvelope {
  /** What went wrong, in words. */
  readonly message?: string;
  /** What went wrong, in one of several shapes. */
  readonly detail?: string | ReadonlyArray<ErrorDetailItem> | Readonly<Record<string, unknown>>;
}

/** A step that went wrong; posted by clients for tools that failed. */
export interface ErrorEvent {
  /** The kind. */
  readonly kind: "error_event";
  /** What went wrong, in words the agent reads. */
  readonly error: string;
  /** Where it went wrong: `client` for tools of the client. */
  readonly origin: string;
  /** The call that failed, whole. */
  readonly toolReq?: ToolRequest | null;
}

/** A step that went wrong; posted by clients for tools that failed. */
export interface ErrorEventInput {
  /** The kind. */
  readonly kind: "error_event";
  /** What went wrong, in words the agent reads. */
  readonly error: string;
  /** Where it went wrong: `client` for tools of the client. */
  readonly origin: string;
  /** The call that failed, whole. */
  readonly toolReq?: ToolRequestInput | null | undefined;
}

/** A verdict on a session or on one of its events. */
export interface Feedback {
  /** Whether it went well. */
  readonly success: boolean;
  /** Why. */
  readonly message?: string | null;
}

/**
 * A file that goes with a message. At most 10 files and 7,000,000 bytes per message; sent as base64, read back
 * as a URL.
 */
export interface FileContent {
  /** How `source` is to be read. */
  readonly type?: ContentSource;
  /** The content in base64, or the URL where it is. */
  readonly source: string;
  /** The file name the agent sees. */
  readonly name: string;
  /** The media type; guessed from the name when absent. */
  readonly mediaType?: string | null;
  /** The size in bytes; set by the service. */
  readonly sizeBytes?: number | null;
}

/**
 * A file that goes with a message. At most 10 files and 7,000,000 bytes per message; sent as base64, read back
 * as a URL.
 */
export interface FileContentInput {
  /** How `source` is to be read. */
  readonly type?: ContentSource | undefined;
  /** The content in base64, or the URL where it is. */
  readonly source: string;
  /** The file name the agent sees. */
  readonly name: string;
  /** The media type; guessed from the name when absent. */
  readonly mediaType?: string | null | undefined;
  /** The size in bytes; set by the service. */
  readonly sizeBytes?: number | null | undefined;
}

/** One entry of a folder. */
export interface FileEntry {
  /** The name within its folder. */
  readonly name: string;
  /** The whole path. */
  readonly path: string;
  /** The size in bytes. */
  readonly sizeBytes: number;
  /** When it was last changed. */
  readonly modifiedAt: string;
  /** Whether it is a folder. */
  readonly isDir: boolean;
}

/** A file went into the environment or out of it. */
export interface FileTransferData {
  /** Which way. */
  readonly direction: TransferDirection;
  /** Where it is in the environment. */
  readonly path: string;
  /** Its size in bytes. */
  readonly sizeBytes?: number | null;
}

/** A file went into the environment or out of it. */
export interface FileTransferEvent {
  /** The type of the event. */
  readonly type: "FileTransferEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: FileTransferData;
}

/** A turn in the agent's course. */
export interface FlowEvent {
  /** The kind. */
  readonly kind: "flow_event";
  /** Which turn, such as `force_answer`. */
  readonly flow: string;
  /** Who asked for it. */
  readonly origin: string;
}

/** The body of a 422 by validation. */
export interface HTTPValidationError {
  /** One entry per fault. */
  readonly detail?: ReadonlyArray<ValidationError>;
}

/** Where an environment runs. */
export type Host = "user_device" | "cloud" | (string & {});

/** An image, by URL or inline. */
export interface ImageContent {
  /** The content in base64, or the URL where it is. */
  readonly source: string;
  /** How `source` is to be read. */
  readonly type: ContentSource;
  /** The media type, such as `image/png`. */
  readonly mediaType?: string | null;
}

/**
 * Where to upload a profile: a multipart POST with every field first and the zip (up to 1 GB) last, to storage
 * rather than
 * to the API.
 */
export interface InitiateUploadResponse {
  /** The id the profile will have. */
  readonly profileId: string;
  /** Where to post the file. */
  readonly uploadUrl: string;
  /** The form fields to send before the file; they authorise the upload. */
  readonly uploadFields: Readonly<Record<string, string>>;
  /** Seconds until the permission ends. */
  readonly uploadExpiresIn: number;
}

/** Any JSON. */
export type JsonValue = unknown;

/** Asks for the entries of a folder of a session, newest first. */
export interface ListFilesRequest {
  /** The folder; only allow-listed roots can be read. */
  readonly path?: string;
  /** How many entries to give at most, at least 1. */
  readonly maxEntries?: number;
  /** Only entries older than this: `modified_at` of the last entry of the previous page. */
  readonly modifiedBefore?: string | null;
  /** With equal times, only entries whose name comes after this: `name` of the last entry of the previous page. */
  readonly nameAfter?: string | null;
}

/** The entries of a folder, newest first. */
export interface ListFilesResponse {
  /** The folder. */
  readonly path: string;
  /** Its entries. */
  readonly files: ReadonlyArray<FileEntry>;
  /** Whether there are more entries than given. */
  readonly truncated: boolean;
}

/** There is a page on which to watch the environment. */
export interface LiveViewUrlData {
  /** The page. */
  readonly liveViewUrl: string;
}

/** There is a page on which to watch the environment. */
export interface LiveViewUrlEvent {
  /** The type of the event. */
  readonly type: "LiveViewUrlEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: LiveViewUrlData;
}

/** Which managed proxy to use. */
export interface ManagedProxySelection {
  /** The country to go out from; any when absent. */
  readonly country?: string | null;
  /** Whether to keep one address for the whole session. */
  readonly sticky?: boolean;
  /** The sort of addresses. */
  readonly pool?: ProxyPool;
}

/** Which managed proxy to use. */
export interface ManagedProxySelectionInput {
  /** The country to go out from; any when absent. */
  readonly country?: string | null | undefined;
  /** Whether to keep one address for the whole session. */
  readonly sticky?: boolean | undefined;
  /** The sort of addresses. */
  readonly pool?: ProxyPool | undefined;
}

/** What the agent was told. */
export interface MessageEvent {
  /** The kind. */
  readonly kind: "message_event";
  /** Who spoke. */
  readonly callerId: string;
  /** Texts and images, in their order. */
  readonly content?: ReadonlyArray<string | ImageContent>;
}

/** What a session used so far. */
export interface Metrics {
  /** Steps taken. */
  readonly steps?: number;
  /** Tokens and costs, by model. */
  readonly costPerModel?: ReadonlyArray<ModelCost>;
  /** Cost of the input. */
  readonly inputCost?: number | null;
  /** Cost of the output. */
  readonly outputCost?: number | null;
  /** Cost of the reasoning. */
  readonly reasoningCost?: number | null;
  /** Cost in all. */
  readonly totalCost?: number | null;
}

/** Usage and costs so far. */
export interface MetricsUpdateData {
  /** Steps, tokens and costs. */
  readonly metrics: Metrics;
}

/** Usage and costs so far. */
export interface MetricsUpdateEvent {
  /** The type of the event. */
  readonly type: "MetricsUpdateEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: MetricsUpdateData;
}

/** Tokens one model used, and what they cost. */
export interface ModelCost {
  /** The model. */
  readonly name: string;
  /** Tokens read, cached ones included. */
  readonly inputTokens: number;
  /** Tokens read from the cache. */
  readonly cachedTokens?: number;
  /** Tokens written. */
  readonly outputTokens: number;
  /** Tokens of reasoning. */
  readonly reasoningTokens: number;
  /** Cost of the input. */
  readonly inputCost?: number | null;
  /** Cost of the output. */
  readonly outputCost?: number | null;
  /** Cost of the reasoning. */
  readonly reasoningCost?: number | null;
  /** Cost in all. */
  readonly totalCost?: number | null;
}

/** Tokens one model used. */
export interface ModelUsage {
  /** The model. */
  readonly name: string;
  /** Tokens read, cached ones included. */
  readonly inputTokens: number;
  /** Tokens read from the cache. */
  readonly cachedTokens?: number;
  /** Tokens written, without those of reasoning. */
  readonly outputTokens: number;
  /** Tokens of reasoning. */
  readonly reasoningTokens: number;
}

/** What the agent saw. */
export interface ObservationEvent {
  /** The kind. */
  readonly kind: "observation_event";
  /** What sort of place it looked at. */
  readonly type?: string | null;
  /** What it read. */
  readonly text?: string | null;
  /** What it saw. */
  readonly image?: ImageContent | null;
  /** More on the place, such as its `url`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** A vault of 1Password. */
export interface OnePasswordConfig {
  /** The provider. */
  readonly provider: "onepassword";
  /** The vault's id at 1Password. */
  readonly opVaultId: string;
}

/** A vault of 1Password. */
export interface OnePasswordConfigInput {
  /** The provider. */
  readonly provider: "onepassword";
  /** The vault's id at 1Password. */
  readonly opVaultId: string;
}

/** One page of a listing that is walked by page number. */
export interface AgentRevisionRecordPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<AgentRevisionRecord>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One page of a listing that is walked by page number. */
export interface AgentPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<AgentWithRevision>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One page of a listing that is walked by page number. */
export interface ScheduleRecordPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<ScheduleRecord>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One page of a listing that is walked by page number. */
export interface ScheduleRunRecordPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<ScheduleRunRecord>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One page of a listing that is walked by page number. */
export interface SessionEventPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<SessionEvent>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One page of a listing that is walked by page number. */
export interface SessionSummaryPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<SessionSummary>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One page of a listing that is walked by page number. */
export interface SkillPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<Skill>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** One page of a listing that is walked by page number. */
export interface WebhookRecordPage {
  /** The entries of this page, in the order asked for. */
  readonly items: ReadonlyArray<WebhookRecord>;
  /** How many entries there are on all pages. */
  readonly total: number;
  /** The number of this page, from 1. */
  readonly page: number;
}

/** Changes some fields of an agent; absent fields stay, null clears. */
export interface PatchAgent {
  /** What the agent is for; not empty. */
  readonly description?: string | null;
  /** Where the agent acts. Replaces all of them. */
  readonly environments?: ReadonlyArray<string | Environment> | null;
  /** The model. */
  readonly model?: string | null;
  /** How much the model thinks. */
  readonly reasoningEffort?: ReasoningEffort | null;
  /** What the agent is told to do and how. */
  readonly instructions?: string | null;
  /** Agents it can delegate to. Replaces all of them. */
  readonly subagents?: ReadonlyArray<string | Agent> | null;
  /** Know-how it can consult. Replaces all of it. */
  readonly skills?: ReadonlyArray<string | Skill> | null;
  /** JSON Schema of the answer. */
  readonly answerFormat?: Readonly<Record<string, unknown>> | null;
  /** Tools that run at the client. Replaces all of them. */
  readonly tools?: ReadonlyArray<ToolDefinition> | null;
}

/** Changes some fields of an environment; absent fields stay, null clears. Which fields apply depends on the kind. */
export interface PatchEnvironment {
  /** Where it runs. */
  readonly host?: Host | null;
  /** The page a browser opens first. */
  readonly startUrl?: string | null;
  /** Whether a browser runs without a window. */
  readonly headless?: boolean | null;
  /** Attaches to something that is running already. */
  readonly sessionId?: string | null;
  /** How the agent perceives pages. */
  readonly mode?: BrowserMode | null;
  /** Whether it starts only when the agent first needs it. */
  readonly lazy?: boolean | null;
  /** Seconds to wait after an action before looking again. */
  readonly settleS?: number | null;
  /** The vault with the credentials the agent may use. */
  readonly vaultId?: string | null;
  /** The stored profile to start from. */
  readonly browserProfileId?: string | null;
  /** Whether to start from the default profile. */
  readonly useDefaultBrowserProfile?: boolean | null;
  /** Whether to write the profile back at the end. */
  readonly persistBrowserProfile?: boolean | null;
  /** How a browser reaches the network. */
  readonly network?: BrowserNetwork | null;
  /** Screenshots of a desktop are scaled down to this width in pixels. */
  readonly screenshotMaxWidth?: number | null;
  /** The system image of an Android device. */
  readonly image?: string | null;
  /** Where the files of a workstation live. */
  readonly storage?: WorkstationStorage | null;
}

/** Changes some fields of a skill; absent fields stay, null clears. */
export interface PatchSkill {
  /** When the skill is of use; not empty. */
  readonly description?: string | null;
  /** The know-how itself; not empty. */
  readonly body?: string | null;
  /** Where the skill comes from. */
  readonly source?: string | null;
  /** The pages it is for, 1 to 1,024 characters. */
  readonly urlPattern?: string | null;
  /** What the skill needs in order to work. */
  readonly compatibility?: string | null;
  /** Helper files: path to content. Replaces all of them. */
  readonly files?: Readonly<Record<string, string>> | null;
  /** Which of `files` may be executed. */
  readonly executableFiles?: ReadonlyArray<string> | null;
}

/** Pauses a schedule. */
export interface PauseSchedule {
  /** Why, up to 255 characters. */
  readonly note?: string | null;
}

/** What the agent decided. */
export interface PolicyEvent {
  /** The kind. */
  readonly kind: "policy_event";
  /** What it thought. */
  readonly reasoningContent?: string | null;
  /** What it said. */
  readonly content?: string | null;
  /** The tools it calls. */
  readonly toolReqs?: ReadonlyArray<ToolRequest>;
  /** What was wrong with its calls. */
  readonly validationErrors?: ReadonlyArray<string>;
}

/** The sort of addresses a managed proxy goes out from. */
export type ProxyPool = "residential" | "datacenter" | "isp" | "mobile" | (string & {});

/** A limit that was met. */
export interface QuotaError {
  /** Which limit. */
  readonly type: QuotaErrorType;
  /** What was refused, in words. */
  readonly message: string;
  /** Whose limit. */
  readonly scope: QuotaErrorScope;
}

/** The body of a 429 by quota. */
export interface QuotaErrorResponse {
  /** What was refused, in words. */
  readonly message: string;
  /** The limits that were met. */
  readonly detail: ReadonlyArray<QuotaError>;
}

/** Whose limit was met. */
export type QuotaErrorScope = "user" | "org" | "platform" | (string & {});

/** Which limit was met. */
export type QuotaErrorType = "plan_limit" | "capacity" | "queue_full" | (string & {});

/** Whose limit it is. */
export type QuotaScope = "user" | "org" | (string & {});

/** How many sessions may run at once. */
export interface QuotaStatus {
  /** Whose limit it is. */
  readonly scope: QuotaScope;
  /** The limit. */
  readonly limit: number;
  /** How many sessions hold a slot now. */
  readonly active: number;
  /** How many slots are free. */
  readonly available: number;
}

/** Asks for the content of a file of a session. */
export interface ReadFileRequest {
  /** The file; only allow-listed roots can be read. */
  readonly path: string;
}

/** The content of a file of a session. */
export interface ReadFileResponse {
  /** The file. */
  readonly path: string;
  /** Its content in base64. */
  readonly contentBase64: string;
  /** Its size in bytes. */
  readonly sizeBytes: number;
  /** When it was last changed. */
  readonly modifiedAt: string;
}

/** How much a model thinks before it acts. */
export type ReasoningEffort = "disabled" | "low" | "medium" | "xhigh" | (string & {});

/** The request came in. */
export interface RequestStartData {
}

/** The request was handed on. */
export interface RequestStartDispatchedData {
  /** What came of it. */
  readonly status: string;
}

/** The request was handed on. */
export interface RequestStartDispatchedEvent {
  /** The type of the event. */
  readonly type: "RequestStartDispatchedEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: RequestStartDispatchedData;
}

/** The request came in. */
export interface RequestStartEvent {
  /** The type of the event. */
  readonly type: "RequestStartEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: RequestStartData;
}

/** Whether an agent runs or is halted. */
export type RunStatus = "running" | "paused" | (string & {});

/** An environment was provided. */
export interface RunnerSessionData {
  /** The id under which its files can be reached. */
  readonly runnerSessionId: string;
  /** What sort of environment it is. */
  readonly kind?: EnvironmentKind | null;
}

/** An environment was provided. */
export interface RunnerSessionEvent {
  /** The type of the event. */
  readonly type: "RunnerSessionEvent";
  /** When it happened. */
  readonly timestamp: string;
  /** What happened. */
  readonly data: RunnerSessionData;
}

/** A schedule as the service keeps it. */
export interface ScheduleRecord {
  /** The schedule's id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** What it is for. */
  readonly description: string | null;
  /** When it fires. */
  readonly timing: Timing;
  /** What it starts. */
  readonly sessionRequest: SessionRequest;
  /** Whether it is paused. */
  readonly paused: boolean;
  /** Why it is paused. */
  readonly pauseNote: string | null;
  /** How many sessions it creates before it pauses itself; null: no end. */
  readonly repeats: number | null;
  /** How many sessions it has created so far. */
  readonly sessionsCreated: number;
  /** The next times it fires. */
  readonly nextRunTimes: ReadonlyArray<string>;
  /** When it last fired. */
  readonly lastRunAt: string | null;
  /** When it was made. */
  readonly createdAt: string;
  /** When it was last changed. */
  readonly updatedAt: string;
}

/** One fire of a schedule. */
export interface ScheduleRunRecord {
  /** The run's id. */
  readonly id: string;
  /** The schedule. */
  readonly scheduleId: string;
  /** What came of it. */
  readonly status: ScheduleRunStatus;
  /** The time it was due. */
  readonly scheduledFor: string;
  /** The session it created. */
  readonly sessionId: string | null;
  /** Why it failed. */
  readonly error: string | null;
  /** Whether somebody triggered it by hand. */
  readonly triggeredManually: boolean;
  /** When it happened. */
  readonly createdAt: string;
}

/** What came of one fire of a schedule. */
export type ScheduleRunStatus = "created" | "skipped_overlap" | "skipped_quota" | "error" | (string & {});

/** The body of a message request: one message, or a batch. */
export type SendMessagesInput = UserMessageEventInput | UserMessageBatchInput;

/** A session as the service keeps it. */
export interface Session {
  /** The session's id. */
  readonly id: string;
  /** What was asked for, with the agent resolved to its full specification and secrets shown as `***`. */
  readonly request: SessionRequest;
  /** How it is doing. */
  readonly status: SessionStatus;
  /** The revision of the agent that runs; null for agents given in place. */
  readonly agentRevision?: number | null;
  /** A web page with the live view and the replay. */
  readonly agentViewUrl?: string | null;
  /** The newest answer, text or object. */
  readonly latestAnswer?: unknown;
  /** When it was asked for. */
  readonly createdAt: string;
  /** When the agent began. */
  readonly startedAt?: string | null;
  /** When it ended. */
  readonly finishedAt?: string | null;
}

/** What changed in a session: the events past an index, and how it stood. */
export interface SessionChanges {
  /** The state. */
  readonly status: TrajectoryStatus;
  /** When the agent began. */
  readonly startedAt?: string | null;
  /** When the session ended. */
  readonly finishedAt?: string | null;
  /** Why it failed, in words; may come late. */
  readonly error?: string | null;
  /** Why it failed, as a category; may come late. */
  readonly errorCode?: SessionErrorCode | null;
  /** The events, in the order of the log. */
  readonly newEvents?: ReadonlyArray<SessionEvent>;
  /** The index of the first event, or of the point reached. */
  readonly firstIndex?: number | null;
  /** The newest answer of the session. */
  readonly answer?: string | Readonly<Record<string, unknown>> | null;
  /** The agent's own verdict on that answer. */
  readonly outcome?: AnswerOutcome | null;
  /** Usage and costs so far. */
  readonly metrics?: Metrics;
  /** Calls waiting for the client. */
  readonly pendingToolCalls?: ReadonlyArray<ToolRequest>;
}

/** Why a session failed. */
export type SessionErrorCode = "environment_error" | "no_answer" | "answer_validation" | "timeout" | "insufficient_credit" | "internal" | (string & {});

/** One event of a session: of a type known here, or of any other. */
export type SessionEvent = AgentEvent | ActiveStateChangeEvent | MetricsUpdateEvent | AgentCompletionEvent | AgentErrorEvent | AgentRunStatusChangeEvent | AgentStartedEvent | AttachmentEvent | FileTransferEvent | LiveViewUrlEvent | RequestStartDispatchedEvent | RequestStartEvent | RunnerSessionEvent | Unknown<"type">;

/** Asks for a session. Fields that are not given are not sent, and the service's defaults apply. */
export interface SessionRequest {
  /** The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place. */
  readonly agent: string | Agent;
  /** What the agent is told first. */
  readonly messages?: string | UserMessageEvent | ReadonlyArray<UserMessageEvent> | null;
  /** Steps after which a final answer is asked for, at least 1; null: unbounded. */
  readonly maxSteps?: number | null;
  /**
   * Seconds of work toward each answer, above 0; at the limit the agent answers with what it has. Null:
   * unbounded.
   */
  readonly maxTimeS?: number | null;
  /** Seconds the session stays open after each answer, above 0; null: it ends with the answer. */
  readonly idleTimeoutS?: number | null;
  /** IANA name of the time zone the agent lives in; null: UTC. */
  readonly timezone?: string | null;
  /**
   * Minutes after which the session is deleted, at least 1. Absent: the organisation's preference; a value can
   * only shorten that.
   */
  readonly deleteAfterMin?: number | null;
  /**
   * Minutes after which screenshots are deleted, at least 1. Absent: the organisation's preference; a value
   * can only shorten that.
   */
  readonly deleteScreenshotAfterMin?: number | null;
  /** Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false). */
  readonly queue?: boolean;
  /** Groups sessions; free text. */
  readonly groupId?: string | null;
  /** The session this one is a child of. */
  readonly parentSessionId?: string | null;
  /**
   * Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
   * `agent.environments[kind=web].start_url`.
   */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** Asks for a session. Fields that are not given are not sent, and the service's defaults apply. */
export interface SessionRequestInput {
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

/** How a session is doing: the cheap and authoritative snapshot. */
export interface SessionStatus {
  /** The state. */
  readonly status: TrajectoryStatus;
  /** Why it failed, in words. */
  readonly error?: string | null;
  /** Why it failed, as a category; set on failed and timed out. */
  readonly errorCode?: SessionErrorCode | null;
  /** The agent's own verdict on its answer. */
  readonly outcome?: AnswerOutcome | null;
  /** Steps taken so far. */
  readonly steps?: number;
  /** Tokens used so far, by model. */
  readonly usagePerModel?: ReadonlyArray<ModelUsage>;
  /** The sessions of the subagents. */
  readonly subagentSessionIds?: ReadonlyArray<string>;
  /** Calls waiting for the client; empty unless the session awaits tool results, and kept while it is paused. */
  readonly pendingToolCalls?: ReadonlyArray<ToolRequest>;
}

/** A session in a listing. */
export interface SessionSummary {
  /** The session's id. */
  readonly id: string;
  /** The name of the agent. */
  readonly agent?: string | null;
  /** The revision of the agent. */
  readonly agentRevision?: number | null;
  /** The state. */
  readonly status: TrajectoryStatus;
  /** A web page with the live view and the replay. */
  readonly agentViewUrl?: string | null;
  /** What the agent was told first. */
  readonly firstMessage?: UserMessageEvent | null;
  /** When it was asked for. */
  readonly createdAt: string;
  /** When the agent began. */
  readonly startedAt?: string | null;
  /** When it ended. */
  readonly finishedAt?: string | null;
  /** When something last happened. */
  readonly lastActivityAt?: string | null;
  /** When its contents were removed. */
  readonly anonymizedAt?: string | null;
}

/** A link under which anybody can view a session. */
export interface ShareLink {
  /** The link; may be a path relative to the service's host. */
  readonly shareUrl: string;
}

/** Written know-how for an agent. */
export interface Skill {
  /** The name in the catalog; not empty. */
  readonly name: string;
  /** When the skill is of use; the agent reads this to decide. Not empty. */
  readonly description: string;
  /** The know-how itself; not empty. */
  readonly body: string;
  /** Where the skill comes from. */
  readonly source?: string | null;
  /** The pages it is for, 1 to 1,024 characters. */
  readonly urlPattern?: string | null;
  /** What the skill needs in order to work. */
  readonly compatibility?: string | null;
  /** Helper files: path to content. */
  readonly files?: Readonly<Record<string, string>> | null;
  /** Which of `files` may be executed. */
  readonly executableFiles?: ReadonlyArray<string> | null;
}

/** Written know-how for an agent. */
export interface SkillInput {
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

/** When a schedule fires. */
export type Timing = CronTiming | Unknown<"type">;

/** When a schedule fires. */
export type TimingInput = CronTimingInput;

/** How many tokens may be used in the current window of time. */
export interface TokenQuotaStatus {
  /** The limit; null: none. */
  readonly limit: number | null;
  /** How many were used; null: not known at the moment. */
  readonly used: number | null;
  /** How many are left; null: no limit, or not known. */
  readonly remaining: number | null;
  /** When the window began. */
  readonly windowStart: string;
  /** When the window ends. */
  readonly windowEnd: string | null;
}

/** A tool that runs at the client, as the agent is told about it. */
export interface ToolDefinition {
  /** The name the agent calls it by: 1 to 64 of `A-Z a-z 0-9 _`, not starting with a digit. */
  readonly name: string;
  /** What the tool does and when to use it; the agent reads this. Not empty. */
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly inputSchema?: Readonly<Record<string, unknown>>;
}

/** A tool that runs at the client, as the agent is told about it. */
export interface ToolDefinitionInput {
  /** The name the agent calls it by: 1 to 64 of `A-Z a-z 0-9 _`, not starting with a digit. */
  readonly name: string;
  /** What the tool does and when to use it; the agent reads this. Not empty. */
  readonly description: string;
  /** JSON Schema of the arguments, an object. */
  readonly inputSchema?: Readonly<Record<string, unknown>> | undefined;
}

/** A call the agent made. A result must echo it whole, unknown fields included. */
export interface ToolRequest {
  /** The name of the called tool. */
  readonly toolName: string;
  /** The arguments; absent and null mean none. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** Identifies the call within one step of the agent; may be null, and may repeat in a later step. */
  readonly id?: string | null;
}

/** A call the agent made. A result must echo it whole, unknown fields included. */
export interface ToolRequestInput {
  /** The name of the called tool. */
  readonly toolName: string;
  /** The arguments; absent and null mean none. */
  readonly args?: Readonly<Record<string, unknown>> | undefined;
  /** Identifies the call within one step of the agent; may be null, and may repeat in a later step. */
  readonly id?: string | null | undefined;
}

/** The outcome of one tool call, as posted to a session. */
export type ToolResultInput = ToolResultEventInput | ErrorEventInput;

/** Several results in one request, at least one. */
export interface ToolResultBatchInput {
  /** Tells it apart from a single result. */
  readonly type: "batch";
  /** The results, in the order in which the calls were announced. */
  readonly results: ReadonlyArray<ToolResultInput>;
}

/** What a tool returned: posted by a client, and seen as an event for tools of either side. */
export interface ToolResultEvent {
  /** Tells it apart from an `ErrorEvent`. */
  readonly kind: "tool_result";
  /** The call this answers, whole. */
  readonly toolReq: ToolRequest;
  /** The returned value, any JSON. */
  readonly result?: unknown;
  /** Whether the service shortened the result. */
  readonly truncated?: boolean;
  /** Where the whole result is kept when it was shortened. */
  readonly outputArtifactPath?: string | null;
}

/** What a tool returned: posted by a client, and seen as an event for tools of either side. */
export interface ToolResultEventInput {
  /** Tells it apart from an `ErrorEvent`. */
  readonly kind: "tool_result";
  /** The call this answers, whole. */
  readonly toolReq: ToolRequestInput;
  /** The returned value, any JSON. */
  readonly result?: unknown;
  /** Whether the service shortened the result. */
  readonly truncated?: boolean | undefined;
  /** Where the whole result is kept when it was shortened. */
  readonly outputArtifactPath?: string | null | undefined;
}

/** The body of a tool results request: one result, or a batch. */
export type ToolResultsInput = ToolResultBatchInput | ToolResultInput;

/** The state of a session. */
export type TrajectoryStatus = "queued" | "pending" | "running" | "paused" | "idle" | "awaiting_tool_results" | "completed" | "failed" | "timed_out" | "interrupted" | (string & {});

/** Which way a file went, seen from the environment. */
export type TransferDirection = "download" | "upload" | (string & {});

/** Changes some fields of a schedule; absent fields stay, null clears. New timing recomputes the next fires. */
export interface UpdateSchedule {
  /** The name, 1 to 255 characters. */
  readonly name?: string | null;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null;
  /** When it fires. */
  readonly timing?: Timing | null;
  /** What it starts. */
  readonly sessionRequest?: SessionRequest | null;
  /** How many sessions it creates before it pauses itself; null: no end. */
  readonly repeats?: number | null;
}

/** Changes some fields of a webhook; absent fields stay, null clears. */
export interface UpdateWebhook {
  /** Where to deliver: https, up to 2,048 characters. */
  readonly url?: string | null;
  /** The event types to deliver. */
  readonly enabledEvents?: ReadonlyArray<string> | null;
  /** What it is for, up to 255 characters. */
  readonly description?: string | null;
  /** Whether deliveries are switched off. */
  readonly disabled?: boolean | null;
}

/** Several messages in one request, at least one, taken in their order. */
export interface UserMessageBatchInput {
  /** Tells it apart from a single message. */
  readonly type: "batch";
  /** The messages. */
  readonly messages: ReadonlyArray<UserMessageEventInput>;
}

/** A message to an agent. */
export interface UserMessageEvent {
  /** Tells it apart from a batch. */
  readonly type: "user_message";
  /** The text. */
  readonly message: string;
  /** Images as data URIs (`data:image/png;base64,…`). */
  readonly images?: ReadonlyArray<string>;
  /** Files for the agent's workspace or downloads: at most 10, 7,000,000 bytes together. */
  readonly files?: ReadonlyArray<FileContent>;
  /** Know-how for this message only, given in place, without helper files. */
  readonly skills?: ReadonlyArray<Skill>;
  /** Who speaks. */
  readonly callerId?: string;
}

/** A message to an agent. */
export interface UserMessageEventInput {
  /** Tells it apart from a batch. */
  readonly type: "user_message";
  /** The text. */
  readonly message: string;
  /** Images as data URIs (`data:image/png;base64,…`). */
  readonly images?: ReadonlyArray<string> | undefined;
  /** Files for the agent's workspace or downloads: at most 10, 7,000,000 bytes together. */
  readonly files?: ReadonlyArray<FileContentInput> | undefined;
  /** Know-how for this message only, given in place, without helper files. */
  readonly skills?: ReadonlyArray<SkillInput> | undefined;
  /** Who speaks. */
  readonly callerId?: string | undefined;
}

/** One fault found by validation. */
export interface ValidationError {
  /** Where: field names and list positions, outermost first. */
  readonly loc: ReadonlyArray<string | number>;
  /** What is wrong. */
  readonly msg: string;
  /** The category. */
  readonly type: string;
  /** The value that was given. */
  readonly input?: unknown;
  /** More on the category. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** One stretch of the list of vaults. */
export interface VaultConfigList {
  /** How many there are in all. */
  readonly total: number;
  /** How many were asked for. */
  readonly limit: number;
  /** How many were skipped. */
  readonly offset: number;
  /** The vaults. */
  readonly vaults: ReadonlyArray<VaultConfigRead>;
}

/** A vault as the service keeps it; the token stays there. */
export interface VaultConfigRead {
  /** The vault's id here. */
  readonly id: string;
  /** The organisation it belongs to. */
  readonly orgId: string;
  /** The name. */
  readonly name: string;
  /** Which vault. */
  readonly providerConfig: VaultProvider;
  /** When it was registered. */
  readonly createdAt: string;
  /** When it was last changed. */
  readonly updatedAt: string;
}

/** Registers a vault. */
export interface VaultCreateRequest {
  /** The name. */
  readonly name: string;
  /** Which vault. */
  readonly providerConfig: VaultProvider;
  /** The provider's access token; checked before it is stored, and never given back. */
  readonly token: string;
}

/** Whether a vault can be opened. */
export interface VaultHealth {
  /** Whether it can. */
  readonly ok: boolean;
  /** Why not. */
  readonly error?: string | null;
}

/** Which vault of which provider. */
export type VaultProvider = OnePasswordConfig | Unknown<"provider">;

/** Which vault of which provider. */
export type VaultProviderInput = OnePasswordConfigInput;

/** Replaces the access token of a vault. */
export interface VaultTokenRotateRequest {
  /** The new token. */
  readonly token: string;
}

/** Changes some fields of a vault; absent fields stay. */
export interface VaultUpdateRequest {
  /** The name. */
  readonly name?: string | null;
  /** Which vault. */
  readonly providerConfig?: VaultProvider | null;
}

/** What a webhook endpoint receives. */
export interface WebhookDelivery {
  /** The type of the event; see `WebhookEventType`. */
  readonly type: string;
  /** Identifies the event. */
  readonly id: string;
  /** When it happened. */
  readonly createdAt: string;
  /** The details, shaped by the type: of a session event a `WebhookSessionEventData`. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The types of events webhooks deliver. */
export type WebhookEventType = "session.status_updated" | "session.completed" | "session.failed" | "session.timed_out" | "session.idle" | "session.awaiting_tool_results" | (string & {});

/** A type of event that webhooks can deliver. */
export interface WebhookEventTypeDefinition {
  /** The type's name, such as `session.completed`. */
  readonly type: string;
  /** When it is delivered. */
  readonly description: string;
}

/** How an endpoint answered a test delivery. */
export interface WebhookPingResult {
  /** The HTTP status it gave. */
  readonly responseStatus: number;
}

/** A webhook as the service keeps it. */
export interface WebhookRecord {
  /** The webhook's id. */
  readonly id: string;
  /** Where it delivers. */
  readonly url: string;
  /** The event types it delivers. */
  readonly enabledEvents: ReadonlyArray<string>;
  /** What it is for. */
  readonly description: string | null;
  /** Whether deliveries are switched off, by hand or after many failures. */
  readonly disabled: boolean;
  /** What came of the last delivery. */
  readonly lastDeliveryStatus?: DeliveryStatus | null;
  /** Why the last delivery failed. */
  readonly lastDeliveryError?: string | null;
  /** When the last delivery was tried. */
  readonly lastDeliveryAt?: string | null;
  /** When a delivery last succeeded. */
  readonly lastSuccessAt?: string | null;
  /** How many deliveries have failed in a row. */
  readonly consecutiveFailures?: number;
  /** When it was made. */
  readonly createdAt: string;
  /** When it was last changed. */
  readonly updatedAt: string;
}

/** The details of a session event. */
export interface WebhookSessionEventData {
  /** The session. */
  readonly sessionId: string;
  /** Its state now. */
  readonly status: string;
  /** Its state before. */
  readonly previousStatus?: string | null;
}

/** A webhook with its signing secret, shown only when it is made and when the secret is replaced. */
export interface WebhookWithSecret {
  /** The webhook's id. */
  readonly id: string;
  /** Where it delivers. */
  readonly url: string;
  /** The event types it delivers. */
  readonly enabledEvents: ReadonlyArray<string>;
  /** What it is for. */
  readonly description: string | null;
  /** Whether deliveries are switched off, by hand or after many failures. */
  readonly disabled: boolean;
  /** What came of the last delivery. */
  readonly lastDeliveryStatus?: DeliveryStatus | null;
  /** Why the last delivery failed. */
  readonly lastDeliveryError?: string | null;
  /** When the last delivery was tried. */
  readonly lastDeliveryAt?: string | null;
  /** When a delivery last succeeded. */
  readonly lastSuccessAt?: string | null;
  /** How many deliveries have failed in a row. */
  readonly consecutiveFailures?: number;
  /** When it was made. */
  readonly createdAt: string;
  /** When it was last changed. */
  readonly updatedAt: string;
  /** The signing secret (`whsec_…`). */
  readonly secret: string;
}

/** A workspace of files with a shell. */
export interface Workstation {
  /** The kind of environment. */
  readonly kind: "workstation";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Where the workstation runs. */
  readonly host?: Host;
  /** Attaches to a workstation that is running already. */
  readonly sessionId?: string | null;
  /** Where its files live. */
  readonly storage?: WorkstationStorage | null;
  /** Whether the workstation starts only when the agent first needs it. */
  readonly lazy?: boolean;
}

/** A workspace of files with a shell. */
export interface WorkstationInput {
  /** The kind of environment. */
  readonly kind: "workstation";
  /** The environment's name; not empty. */
  readonly id: string;
  /** Where the workstation runs. */
  readonly host?: Host | undefined;
  /** Attaches to a workstation that is running already. */
  readonly sessionId?: string | null | undefined;
  /** Where its files live. */
  readonly storage?: WorkstationStorageInput | null | undefined;
  /** Whether the workstation starts only when the agent first needs it. */
  readonly lazy?: boolean | undefined;
}

/** Where the files of a workstation live: exactly one of the three. */
export interface WorkstationStorage {
  /** A volume of one's own. */
  readonly volumeId?: string | null;
  /** The default volume. */
  readonly useDefaultVolume?: boolean;
  /** Nothing outlives the session. */
  readonly ephemeral?: boolean;
}

/** Where the files of a workstation live: exactly one of the three. */
export interface WorkstationStorageInput {
  /** A volume of one's own. */
  readonly volumeId?: string | null | undefined;
  /** The default volume. */
  readonly useDefaultVolume?: boolean | undefined;
  /** Nothing outlives the session. */
  readonly ephemeral?: boolean | undefined;
}

/** Writes a file of a session. */
export interface WriteFileRequest {
  /** The file; only allow-listed roots can be written. */
  readonly path: string;
  /** The content in base64; the service caps its size. */
  readonly contentBase64: string;
}

/** A file that was written. */
export interface WriteFileResponse {
  /** The file. */
  readonly path: string;
  /** Its size in bytes. */
  readonly sizeBytes: number;
}
