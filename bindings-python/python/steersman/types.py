# Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.
"""What comes from the service, as frozen objects. See `steersman.Model` for what they all can do."""

from __future__ import annotations

from ._light import TYPE_CHECKING
from ._model import Event, Model

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, Literal, TypeAlias


class ActiveStateChangeData(Model):
    """The agent changed between running, idle and waiting for tools."""

    __slots__ = ()
    _fields = {"state": "AgentState", "pending_tool_calls": ["ToolRequest"]}

    state: AgentState
    """What it is doing now."""
    pending_tool_calls: list[ToolRequest] | None
    """The calls of this step that wait for the client; published again, shorter, whenever one of them is answered."""


class ActiveStateChangeEvent(Event):
    """The agent changed between running, idle and waiting for tools."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "ActiveStateChangeData"}
    _constants = {"type": "ActiveStateChangeEvent"}

    data: ActiveStateChangeData
    """What happened."""


class Agent(Model):
    """What an agent is: its instructions, environments, tools and helpers."""

    __slots__ = ()
    _fields = {"name": None, "description": None, "environments": ["Environment"], "model": None, "reasoning_effort": "ReasoningEffort", "instructions": None, "subagents": ["Agent"], "skills": ["Skill"], "answer_format": {"": None}, "tools": ["ToolDefinition"]}
    _defaults = {"environments": []}

    name: str
    """Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
    prefix; up to 127 in all.
    The prefix `h/` is reserved.
    """
    description: str
    """What the agent is for; a manager reads this to choose its subagents. Not empty."""
    environments: list[str | Environment]
    """Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
    tools of their client.
    """
    model: str | None
    """The model; the service chooses when absent."""
    reasoning_effort: ReasoningEffort | None
    """How much the model thinks."""
    instructions: str | None
    """What the agent is told to do and how."""
    subagents: list[str | Agent] | None
    """Agents it can delegate to; each runs as a session of its own."""
    skills: list[str | Skill] | None
    """Know-how it can consult."""
    answer_format: dict[str, Any] | None
    """JSON Schema of the answer; the answer is then an object, otherwise free text."""
    tools: list[ToolDefinition] | None
    """Tools that run at the client."""


class AgentCompletionData(Model):
    """The agent came to its end."""

    __slots__ = ()
    _fields = {"reason": "CompletionReason"}

    reason: CompletionReason
    """Why."""


class AgentCompletionEvent(Event):
    """The agent came to its end."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "AgentCompletionData"}
    _constants = {"type": "AgentCompletionEvent"}

    data: AgentCompletionData
    """What happened."""


class AgentErrorData(Model):
    """The agent failed."""

    __slots__ = ()
    _fields = {"error": None, "trace": None, "info": {"": None}}
    _defaults = {"trace": ""}

    error: str
    """What went wrong."""
    trace: str
    """Where in the service it went wrong."""
    info: dict[str, Any] | None
    """More on it."""


class AgentErrorEvent(Event):
    """The agent failed."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "AgentErrorData"}
    _constants = {"type": "AgentErrorEvent"}

    data: AgentErrorData
    """What happened."""


class AgentEvent(Event):
    """What the agent did, saw, thought or said."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "AgentEventData"}
    _constants = {"type": "AgentEvent"}

    data: AgentEventData
    """What happened."""


AgentEventData: TypeAlias = 'AnswerEvent | ErrorEvent | FlowEvent | MessageEvent | ObservationEvent | PolicyEvent | ToolResultEvent'
"""What the agent did, saw, thought or said."""


class AgentRevisionRecord(Model):
    """One state of an agent in its history; every write that changes something makes one."""

    __slots__ = ()
    _fields = {"number": None, "created_at": "datetime", "created_by": None, "message": None, "restored_from": None}

    number: int
    """The number, counting from 1."""
    created_at: datetime
    """When it was written."""
    created_by: str | None
    """Who wrote it."""
    message: str | None
    """The note given with the write."""
    restored_from: int | None
    """The revision this one restored."""


class AgentRunStatusChangeData(Model):
    """The agent was halted or went on."""

    __slots__ = ()
    _fields = {"status": "RunStatus"}

    status: RunStatus
    """Whether it runs now."""


class AgentRunStatusChangeEvent(Event):
    """The agent was halted or went on."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "AgentRunStatusChangeData"}
    _constants = {"type": "AgentRunStatusChangeEvent"}

    data: AgentRunStatusChangeData
    """What happened."""


class AgentStartedData(Model):
    """The agent began."""

    __slots__ = ()
    _fields = {}



class AgentStartedEvent(Event):
    """The agent began."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "AgentStartedData"}
    _constants = {"type": "AgentStartedEvent"}

    data: AgentStartedData
    """What happened."""


AgentState: TypeAlias = 'Literal["running", "idle", "awaiting_tool_results"] | str'
"""What an agent is doing, as its events tell."""


class AgentWithRevision(Agent):
    """An agent in a listing, with the number of its current revision when that was asked for."""

    __slots__ = ()
    _fields = {"revision": None}

    revision: int | None
    """The number of the current revision, from 1."""


class Android(Model):
    """An Android device."""

    __slots__ = ()
    _fields = {"kind": None, "id": None, "session_id": None, "image": None, "lazy": None}
    _defaults = {"kind": "android", "lazy": False}
    _constants = {"kind": "android"}

    kind: Literal["android"]
    """The kind of environment."""
    id: str
    """The environment's name; not empty."""
    session_id: str | None
    """Attaches to a device that is running already."""
    image: str | None
    """The system image to start."""
    lazy: bool
    """Whether the device starts only when the agent first needs it."""


class AnswerEvent(Model):
    """The agent's answer."""

    __slots__ = ()
    _fields = {"kind": None, "answer": {"": None}, "outcome": "AnswerOutcome"}
    _defaults = {"kind": "answer_event"}
    _constants = {"kind": "answer_event"}

    kind: Literal["answer_event"]
    """The kind."""
    answer: str | dict[str, Any]
    """Text, or an object when an answer format was asked for; such an object may also come as JSON text."""
    outcome: AnswerOutcome | None
    """Its own verdict."""


AnswerOutcome: TypeAlias = 'Literal["success", "partial", "infeasible", "blocked"] | str'
"""The agent's own verdict on its answer."""


class AttachmentData(Model):
    """A file was attached."""

    __slots__ = ()
    _fields = {"origin": "AttachmentOrigin", "name": None, "path": None, "media_type": None, "size_bytes": None, "url": None}

    origin: AttachmentOrigin
    """Who attached it."""
    name: str
    """Its name."""
    path: str
    """Where it is in the workspace."""
    media_type: str
    """Its media type."""
    size_bytes: int
    """Its size in bytes."""
    url: str
    """Where to download it; may be relative to the service's host."""


class AttachmentEvent(Event):
    """A file was attached."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "AttachmentData"}
    _constants = {"type": "AttachmentEvent"}

    data: AttachmentData
    """What happened."""


AttachmentOrigin: TypeAlias = 'Literal["agent", "user"] | str'
"""Who attached a file."""


class Browser(Model):
    """A browser."""

    __slots__ = ()
    _fields = {"kind": None, "id": None, "host": "Host", "start_url": None, "headless": None, "session_id": None, "mode": "BrowserMode", "lazy": None, "settle_s": None, "vault_id": None, "browser_profile_id": None, "use_default_browser_profile": None, "persist_browser_profile": None, "network": "BrowserNetwork"}
    _defaults = {"kind": "web", "host": "cloud", "start_url": "https://www.bing.com", "headless": False, "lazy": False, "use_default_browser_profile": False, "persist_browser_profile": False}
    _constants = {"kind": "web"}

    kind: Literal["web"]
    """The kind of environment."""
    id: str
    """The environment's name; not empty."""
    host: Host
    """Where the browser runs."""
    start_url: str
    """The page it opens first."""
    headless: bool
    """Whether it runs without a window."""
    session_id: str | None
    """Attaches to a browser that is running already."""
    mode: BrowserMode | None
    """How the agent perceives pages."""
    lazy: bool
    """Whether the browser starts only when the agent first needs it."""
    settle_s: float | None
    """Seconds to wait after an action before looking again."""
    vault_id: str | None
    """The vault with the credentials the agent may use; cloud only."""
    browser_profile_id: str | None
    """The stored profile to start from; cloud only, and not with `use_default_browser_profile`."""
    use_default_browser_profile: bool
    """Whether to start from the default profile of the browser; not with `browser_profile_id`."""
    persist_browser_profile: bool
    """Whether to write the profile back at the end; needs a profile. One active session at a time may do so per
    profile.
    """
    network: BrowserNetwork | None
    """How the browser reaches the network; applied only when a new browser is provisioned."""


BrowserMode: TypeAlias = 'BrowserTextMode | BrowserVisualMode'
"""How an agent perceives pages."""


class BrowserNetwork(Model):
    """How a browser reaches the network: by a proxy of one's own or a managed one, not both."""

    __slots__ = ()
    _fields = {"proxy_url": None, "managed_proxy": "ManagedProxySelection"}

    proxy_url: str | None
    """A proxy of one's own, credentials included; reads back as `***`."""
    managed_proxy: ManagedProxySelection | None
    """A proxy the service provides."""


class BrowserProfileCreate(Model):
    """Finishes an upload: what the uploaded profile is."""

    __slots__ = ()
    _fields = {"name": None, "browser_name": None, "browser_version": None, "description": None, "labels": {"": None}}

    name: str
    """The name."""
    browser_name: str
    """The browser it comes from; unknown ones are refused."""
    browser_version: str
    """The version of that browser."""
    description: str | None
    """What it is for."""
    labels: dict[str, str] | None
    """Labels of one's own."""


class BrowserProfileList(Model):
    """One stretch of the list of profiles."""

    __slots__ = ()
    _fields = {"total": None, "limit": None, "offset": None, "profiles": ["BrowserProfileRead"]}
    _defaults = {"profiles": []}

    total: int
    """How many there are in all."""
    limit: int
    """How many were asked for."""
    offset: int
    """How many were skipped."""
    profiles: list[BrowserProfileRead]
    """The profiles."""


class BrowserProfileRead(Model):
    """A profile as the service keeps it."""

    __slots__ = ()
    _fields = {"id": None, "user_id": None, "org_id": None, "name": None, "description": None, "browser_name": None, "browser_version": None, "s3_path": None, "file_size_bytes": None, "checksum": None, "usage_count": None, "last_used_at": "datetime", "labels": {"": None}, "is_default": None, "created_at": "datetime", "updated_at": "datetime"}
    _defaults = {"usage_count": 0, "is_default": False}

    id: str
    """The profile's id."""
    user_id: str
    """Who uploaded it."""
    org_id: str
    """The organisation it belongs to."""
    name: str
    """The name."""
    description: str | None
    """What it is for."""
    browser_name: str
    """The browser it is for."""
    browser_version: str
    """The version of that browser."""
    s3_path: str | None
    """Where the service stores it."""
    file_size_bytes: int | None
    """The size in bytes."""
    checksum: str | None
    """The checksum of the stored file."""
    usage_count: int
    """How often it was used."""
    last_used_at: datetime | None
    """When it was last used."""
    labels: dict[str, Any] | None
    """Labels of one's own."""
    is_default: bool
    """Whether it is the default of its browser."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When it was last changed."""


class BrowserTextMode(Model):
    """Pages are read as text."""

    __slots__ = ()
    _fields = {"type": None, "chunk_size": None}
    _defaults = {"type": "text", "chunk_size": 20000}
    _constants = {"type": "text"}

    type: Literal["text"]
    """The mode."""
    chunk_size: int
    """Characters of text per look, above 0."""


class BrowserVisualMode(Model):
    """Pages are seen as screenshots."""

    __slots__ = ()
    _fields = {"type": None, "width": None, "height": None, "markdown": None}
    _defaults = {"type": "visual", "width": 1200, "height": 1200, "markdown": False}
    _constants = {"type": "visual"}

    type: Literal["visual"]
    """The mode."""
    width: int
    """Width of the viewport in pixels, above 0."""
    height: int
    """Height of the viewport in pixels, above 0."""
    markdown: bool
    """Whether the page's text comes along as Markdown."""


CompletionReason: TypeAlias = 'Literal["finished", "stopped", "timed_out"] | str'
"""Why an agent came to its end."""


ContentSource: TypeAlias = 'Literal["url", "base64"] | str'
"""How the content of a file or image is given."""


class CreateSchedule(Model):
    """Makes a schedule."""

    __slots__ = ()
    _fields = {"name": None, "description": None, "timing": "Timing", "session_request": "SessionRequest", "repeats": None}

    name: str
    """The name, 1 to 255 characters."""
    description: str | None
    """What it is for, up to 255 characters."""
    timing: Timing
    """When it fires."""
    session_request: SessionRequest
    """What it starts; resolved anew each time."""
    repeats: int | None
    """How many sessions it creates before it pauses itself; null: no end. Manual triggers do not count."""


class CreateWebhook(Model):
    """Makes a webhook; an organisation has at most 10."""

    __slots__ = ()
    _fields = {"url": None, "enabled_events": [None], "description": None}
    _defaults = {"enabled_events": ["*"]}

    url: str
    """Where to deliver: https, up to 2,048 characters."""
    enabled_events: list[str]
    """The event types to deliver; `*` stands for every status change only, finer types must be listed."""
    description: str | None
    """What it is for, up to 255 characters."""


class CronTiming(Model):
    """Fires at the times of a cron expression."""

    __slots__ = ()
    _fields = {"type": None, "expression": None, "timezone": None}
    _defaults = {"type": "cron"}
    _constants = {"type": "cron"}

    type: Literal["cron"]
    """The sort of timing."""
    expression: str
    """Five fields: minute, hour, day of month, month, day of week."""
    timezone: str
    """IANA name of the time zone in which the expression is read."""


DeliveryStatus: TypeAlias = 'Literal["succeeded", "failed"] | str'
"""What came of a delivery."""


class Desktop(Model):
    """A computer desktop."""

    __slots__ = ()
    _fields = {"kind": None, "id": None, "host": "Host", "session_id": None, "lazy": None, "settle_s": None, "screenshot_max_width": None}
    _defaults = {"kind": "desktop", "lazy": False}
    _constants = {"kind": "desktop"}

    kind: Literal["desktop"]
    """The kind of environment."""
    id: str
    """The environment's name; not empty."""
    host: Host
    """Where the desktop is; has no default."""
    session_id: str | None
    """Attaches to a desktop that is running already."""
    lazy: bool
    """Whether the desktop starts only when the agent first needs it."""
    settle_s: float | None
    """Seconds to wait after an action before looking again."""
    screenshot_max_width: int | None
    """Screenshots are scaled down to this width in pixels."""


Environment: TypeAlias = 'Android | Desktop | Browser | Workstation'
"""A place in which an agent acts; an agent has at most one of each kind."""


EnvironmentKind: TypeAlias = 'Literal["web", "desktop", "android", "workstation"] | str'
"""What sort of place an environment is."""


class EnvironmentPage(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["Environment"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[Environment]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class ErrorDetailItem(Model):
    """One fault among the details of a refusal."""

    __slots__ = ()
    _fields = {"type": None, "msg": None, "message": None, "loc": [None], "scope": None}
    _defaults = {"loc": []}

    type: str | None
    """The category, such as `not_found` or `plan_limit`."""
    msg: str | None
    """What is wrong, as validation words it."""
    message: str | None
    """What is wrong, as applications word it."""
    loc: list[str | int]
    """Where it is wrong: field names and list positions, outermost first."""
    scope: str | None
    """Whose limit was met."""


class ErrorEnvelope(Model):
    """The body of a refusal; which parts are there depends on who refused."""

    __slots__ = ()
    _fields = {"message": None, "detail": (["ErrorDetailItem"], {"": None})}

    message: str | None
    """What went wrong, in words."""
    detail: str | list[ErrorDetailItem] | dict[str, Any] | None
    """What went wrong, in one of several shapes."""


class ErrorEvent(Model):
    """A step that went wrong; posted by clients for tools that failed."""

    __slots__ = ()
    _fields = {"kind": None, "error": None, "origin": None, "tool_req": "ToolRequest"}
    _defaults = {"kind": "error_event"}
    _constants = {"kind": "error_event"}

    kind: Literal["error_event"]
    """The kind."""
    error: str
    """What went wrong, in words the agent reads."""
    origin: str
    """Where it went wrong: `client` for tools of the client."""
    tool_req: ToolRequest | None
    """The call that failed, whole."""


class Feedback(Model):
    """A verdict on a session or on one of its events."""

    __slots__ = ()
    _fields = {"success": None, "message": None}

    success: bool
    """Whether it went well."""
    message: str | None
    """Why."""


class FileContent(Model):
    """A file that goes with a message. At most 10 files and 7,000,000 bytes per message; sent as base64, read back
    as a URL.
    """

    __slots__ = ()
    _fields = {"type": "ContentSource", "source": None, "name": None, "media_type": None, "size_bytes": None}
    _defaults = {"type": "base64"}

    type: ContentSource
    """How `source` is to be read."""
    source: str
    """The content in base64, or the URL where it is."""
    name: str
    """The file name the agent sees."""
    media_type: str | None
    """The media type; guessed from the name when absent."""
    size_bytes: int | None
    """The size in bytes; set by the service."""


class FileEntry(Model):
    """One entry of a folder."""

    __slots__ = ()
    _fields = {"name": None, "path": None, "size_bytes": None, "modified_at": "datetime", "is_dir": None}

    name: str
    """The name within its folder."""
    path: str
    """The whole path."""
    size_bytes: int
    """The size in bytes."""
    modified_at: datetime
    """When it was last changed."""
    is_dir: bool
    """Whether it is a folder."""


class FileTransferData(Model):
    """A file went into the environment or out of it."""

    __slots__ = ()
    _fields = {"direction": "TransferDirection", "path": None, "size_bytes": None}

    direction: TransferDirection
    """Which way."""
    path: str
    """Where it is in the environment."""
    size_bytes: int | None
    """Its size in bytes."""


class FileTransferEvent(Event):
    """A file went into the environment or out of it."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "FileTransferData"}
    _constants = {"type": "FileTransferEvent"}

    data: FileTransferData
    """What happened."""


class FlowEvent(Model):
    """A turn in the agent's course."""

    __slots__ = ()
    _fields = {"kind": None, "flow": None, "origin": None}
    _defaults = {"kind": "flow_event"}
    _constants = {"kind": "flow_event"}

    kind: Literal["flow_event"]
    """The kind."""
    flow: str
    """Which turn, such as `force_answer`."""
    origin: str
    """Who asked for it."""


class HTTPValidationError(Model):
    """The body of a 422 by validation."""

    __slots__ = ()
    _fields = {"detail": ["ValidationError"]}
    _defaults = {"detail": []}

    detail: list[ValidationError]
    """One entry per fault."""


Host: TypeAlias = 'Literal["user_device", "cloud"] | str'
"""Where an environment runs."""


class ImageContent(Model):
    """An image, by URL or inline."""

    __slots__ = ()
    _fields = {"source": None, "type": "ContentSource", "media_type": None}

    source: str
    """The content in base64, or the URL where it is."""
    type: ContentSource
    """How `source` is to be read."""
    media_type: str | None
    """The media type, such as `image/png`."""


class InitiateUploadResponse(Model):
    """Where to upload a profile: a multipart POST with every field first and the zip (up to 1 GB) last, to storage
    rather than
    to the API.
    """

    __slots__ = ()
    _fields = {"profile_id": None, "upload_url": None, "upload_fields": {"": None}, "upload_expires_in": None}

    profile_id: str
    """The id the profile will have."""
    upload_url: str
    """Where to post the file."""
    upload_fields: dict[str, str]
    """The form fields to send before the file; they authorise the upload."""
    upload_expires_in: int
    """Seconds until the permission ends."""


JsonValue: TypeAlias = 'Any'
"""Any JSON."""


class ListFilesRequest(Model):
    """Asks for the entries of a folder of a session, newest first."""

    __slots__ = ()
    _fields = {"path": None, "max_entries": None, "modified_before": "datetime", "name_after": None}
    _defaults = {"path": "~/Downloads", "max_entries": 500}

    path: str
    """The folder; only allow-listed roots can be read."""
    max_entries: int
    """How many entries to give at most, at least 1."""
    modified_before: datetime | None
    """Only entries older than this: `modified_at` of the last entry of the previous page."""
    name_after: str | None
    """With equal times, only entries whose name comes after this: `name` of the last entry of the previous page."""


class ListFilesResponse(Model):
    """The entries of a folder, newest first."""

    __slots__ = ()
    _fields = {"path": None, "files": ["FileEntry"], "truncated": None}
    _defaults = {"files": []}

    path: str
    """The folder."""
    files: list[FileEntry]
    """Its entries."""
    truncated: bool
    """Whether there are more entries than given."""


class LiveViewUrlData(Model):
    """There is a page on which to watch the environment."""

    __slots__ = ()
    _fields = {"live_view_url": None}

    live_view_url: str
    """The page."""


class LiveViewUrlEvent(Event):
    """There is a page on which to watch the environment."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "LiveViewUrlData"}
    _constants = {"type": "LiveViewUrlEvent"}

    data: LiveViewUrlData
    """What happened."""


class ManagedProxySelection(Model):
    """Which managed proxy to use."""

    __slots__ = ()
    _fields = {"country": None, "sticky": None, "pool": "ProxyPool"}
    _defaults = {"sticky": True, "pool": "residential"}

    country: str | None
    """The country to go out from; any when absent."""
    sticky: bool
    """Whether to keep one address for the whole session."""
    pool: ProxyPool
    """The sort of addresses."""


class MessageEvent(Model):
    """What the agent was told."""

    __slots__ = ()
    _fields = {"kind": None, "caller_id": None, "content": ["ImageContent"]}
    _defaults = {"kind": "message_event", "content": []}
    _constants = {"kind": "message_event"}

    kind: Literal["message_event"]
    """The kind."""
    caller_id: str
    """Who spoke."""
    content: list[str | ImageContent]
    """Texts and images, in their order."""


class Metrics(Model):
    """What a session used so far."""

    __slots__ = ()
    _fields = {"steps": None, "cost_per_model": ["ModelCost"], "input_cost": None, "output_cost": None, "reasoning_cost": None, "total_cost": None}
    _defaults = {"steps": 0, "cost_per_model": []}

    steps: int
    """Steps taken."""
    cost_per_model: list[ModelCost]
    """Tokens and costs, by model."""
    input_cost: float | None
    """Cost of the input."""
    output_cost: float | None
    """Cost of the output."""
    reasoning_cost: float | None
    """Cost of the reasoning."""
    total_cost: float | None
    """Cost in all."""


class MetricsUpdateData(Model):
    """Usage and costs so far."""

    __slots__ = ()
    _fields = {"metrics": "Metrics"}

    metrics: Metrics
    """Steps, tokens and costs."""


class MetricsUpdateEvent(Event):
    """Usage and costs so far."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "MetricsUpdateData"}
    _constants = {"type": "MetricsUpdateEvent"}

    data: MetricsUpdateData
    """What happened."""


class ModelCost(Model):
    """Tokens one model used, and what they cost."""

    __slots__ = ()
    _fields = {"name": None, "input_tokens": None, "cached_tokens": None, "output_tokens": None, "reasoning_tokens": None, "input_cost": None, "output_cost": None, "reasoning_cost": None, "total_cost": None}
    _defaults = {"cached_tokens": 0}

    name: str
    """The model."""
    input_tokens: int
    """Tokens read, cached ones included."""
    cached_tokens: int
    """Tokens read from the cache."""
    output_tokens: int
    """Tokens written."""
    reasoning_tokens: int
    """Tokens of reasoning."""
    input_cost: float | None
    """Cost of the input."""
    output_cost: float | None
    """Cost of the output."""
    reasoning_cost: float | None
    """Cost of the reasoning."""
    total_cost: float | None
    """Cost in all."""


class ModelUsage(Model):
    """Tokens one model used."""

    __slots__ = ()
    _fields = {"name": None, "input_tokens": None, "cached_tokens": None, "output_tokens": None, "reasoning_tokens": None}
    _defaults = {"cached_tokens": 0}

    name: str
    """The model."""
    input_tokens: int
    """Tokens read, cached ones included."""
    cached_tokens: int
    """Tokens read from the cache."""
    output_tokens: int
    """Tokens written, without those of reasoning."""
    reasoning_tokens: int
    """Tokens of reasoning."""


class ObservationEvent(Model):
    """What the agent saw."""

    __slots__ = ()
    _fields = {"kind": None, "type": None, "text": None, "image": "ImageContent", "metadata": {"": None}}
    _defaults = {"kind": "observation_event"}
    _constants = {"kind": "observation_event"}

    kind: Literal["observation_event"]
    """The kind."""
    type: str | None
    """What sort of place it looked at."""
    text: str | None
    """What it read."""
    image: ImageContent | None
    """What it saw."""
    metadata: dict[str, Any] | None
    """More on the place, such as its `url`."""


class OnePasswordConfig(Model):
    """A vault of 1Password."""

    __slots__ = ()
    _fields = {"provider": None, "op_vault_id": None}
    _defaults = {"provider": "onepassword"}
    _constants = {"provider": "onepassword"}

    provider: Literal["onepassword"]
    """The provider."""
    op_vault_id: str
    """The vault's id at 1Password."""


class Page_AgentRevisionRecord_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["AgentRevisionRecord"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[AgentRevisionRecord]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class Page_Agent_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["AgentWithRevision"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[AgentWithRevision]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class Page_ScheduleRecord_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["ScheduleRecord"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[ScheduleRecord]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class Page_ScheduleRunRecord_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["ScheduleRunRecord"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[ScheduleRunRecord]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class Page_SessionEvent_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["SessionEvent"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[SessionEvent]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class Page_SessionSummary_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["SessionSummary"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[SessionSummary]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class Page_Skill_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["Skill"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[Skill]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class Page_WebhookRecord_(Model):
    """One page of a listing that is walked by page number."""

    __slots__ = ()
    _fields = {"items": ["WebhookRecord"], "total": None, "page": None}
    _defaults = {"items": []}

    items: list[WebhookRecord]
    """The entries of this page, in the order asked for."""
    total: int
    """How many entries there are on all pages."""
    page: int
    """The number of this page, from 1."""


class PatchAgent(Model):
    """Changes some fields of an agent; absent fields stay, null clears."""

    __slots__ = ()
    _fields = {"description": None, "environments": ["Environment"], "model": None, "reasoning_effort": "ReasoningEffort", "instructions": None, "subagents": ["Agent"], "skills": ["Skill"], "answer_format": {"": None}, "tools": ["ToolDefinition"]}

    description: str | None
    """What the agent is for; not empty."""
    environments: list[str | Environment] | None
    """Where the agent acts. Replaces all of them."""
    model: str | None
    """The model."""
    reasoning_effort: ReasoningEffort | None
    """How much the model thinks."""
    instructions: str | None
    """What the agent is told to do and how."""
    subagents: list[str | Agent] | None
    """Agents it can delegate to. Replaces all of them."""
    skills: list[str | Skill] | None
    """Know-how it can consult. Replaces all of it."""
    answer_format: dict[str, Any] | None
    """JSON Schema of the answer."""
    tools: list[ToolDefinition] | None
    """Tools that run at the client. Replaces all of them."""


class PatchEnvironment(Model):
    """Changes some fields of an environment; absent fields stay, null clears. Which fields apply depends on the kind."""

    __slots__ = ()
    _fields = {"host": "Host", "start_url": None, "headless": None, "session_id": None, "mode": "BrowserMode", "lazy": None, "settle_s": None, "vault_id": None, "browser_profile_id": None, "use_default_browser_profile": None, "persist_browser_profile": None, "network": "BrowserNetwork", "screenshot_max_width": None, "image": None, "storage": "WorkstationStorage"}

    host: Host | None
    """Where it runs."""
    start_url: str | None
    """The page a browser opens first."""
    headless: bool | None
    """Whether a browser runs without a window."""
    session_id: str | None
    """Attaches to something that is running already."""
    mode: BrowserMode | None
    """How the agent perceives pages."""
    lazy: bool | None
    """Whether it starts only when the agent first needs it."""
    settle_s: float | None
    """Seconds to wait after an action before looking again."""
    vault_id: str | None
    """The vault with the credentials the agent may use."""
    browser_profile_id: str | None
    """The stored profile to start from."""
    use_default_browser_profile: bool | None
    """Whether to start from the default profile."""
    persist_browser_profile: bool | None
    """Whether to write the profile back at the end."""
    network: BrowserNetwork | None
    """How a browser reaches the network."""
    screenshot_max_width: int | None
    """Screenshots of a desktop are scaled down to this width in pixels."""
    image: str | None
    """The system image of an Android device."""
    storage: WorkstationStorage | None
    """Where the files of a workstation live."""


class PatchSkill(Model):
    """Changes some fields of a skill; absent fields stay, null clears."""

    __slots__ = ()
    _fields = {"description": None, "body": None, "source": None, "url_pattern": None, "compatibility": None, "files": {"": None}, "executable_files": [None]}

    description: str | None
    """When the skill is of use; not empty."""
    body: str | None
    """The know-how itself; not empty."""
    source: str | None
    """Where the skill comes from."""
    url_pattern: str | None
    """The pages it is for, 1 to 1,024 characters."""
    compatibility: str | None
    """What the skill needs in order to work."""
    files: dict[str, str] | None
    """Helper files: path to content. Replaces all of them."""
    executable_files: list[str] | None
    """Which of `files` may be executed."""


class PauseSchedule(Model):
    """Pauses a schedule."""

    __slots__ = ()
    _fields = {"note": None}

    note: str | None
    """Why, up to 255 characters."""


class PolicyEvent(Model):
    """What the agent decided."""

    __slots__ = ()
    _fields = {"kind": None, "reasoning_content": None, "content": None, "tool_reqs": ["ToolRequest"], "validation_errors": [None]}
    _defaults = {"kind": "policy_event", "tool_reqs": [], "validation_errors": []}
    _constants = {"kind": "policy_event"}

    kind: Literal["policy_event"]
    """The kind."""
    reasoning_content: str | None
    """What it thought."""
    content: str | None
    """What it said."""
    tool_reqs: list[ToolRequest]
    """The tools it calls."""
    validation_errors: list[str]
    """What was wrong with its calls."""


ProxyPool: TypeAlias = 'Literal["residential", "datacenter", "isp", "mobile"] | str'
"""The sort of addresses a managed proxy goes out from."""


class QuotaError(Model):
    """A limit that was met."""

    __slots__ = ()
    _fields = {"type": "QuotaErrorType", "message": None, "scope": "QuotaErrorScope"}

    type: QuotaErrorType
    """Which limit."""
    message: str
    """What was refused, in words."""
    scope: QuotaErrorScope
    """Whose limit."""


class QuotaErrorResponse(Model):
    """The body of a 429 by quota."""

    __slots__ = ()
    _fields = {"message": None, "detail": ["QuotaError"]}
    _defaults = {"detail": []}

    message: str
    """What was refused, in words."""
    detail: list[QuotaError]
    """The limits that were met."""


QuotaErrorScope: TypeAlias = 'Literal["user", "org", "platform"] | str'
"""Whose limit was met."""


QuotaErrorType: TypeAlias = 'Literal["plan_limit", "capacity", "queue_full"] | str'
"""Which limit was met."""


QuotaScope: TypeAlias = 'Literal["user", "org"] | str'
"""Whose limit it is."""


class QuotaStatus(Model):
    """How many sessions may run at once."""

    __slots__ = ()
    _fields = {"scope": "QuotaScope", "limit": None, "active": None, "available": None}

    scope: QuotaScope
    """Whose limit it is."""
    limit: int
    """The limit."""
    active: int
    """How many sessions hold a slot now."""
    available: int
    """How many slots are free."""


class ReadFileRequest(Model):
    """Asks for the content of a file of a session."""

    __slots__ = ()
    _fields = {"path": None}

    path: str
    """The file; only allow-listed roots can be read."""


class ReadFileResponse(Model):
    """The content of a file of a session."""

    __slots__ = ()
    _fields = {"path": None, "content_base64": None, "size_bytes": None, "modified_at": "datetime"}

    path: str
    """The file."""
    content_base64: str
    """Its content in base64."""
    size_bytes: int
    """Its size in bytes."""
    modified_at: datetime
    """When it was last changed."""


ReasoningEffort: TypeAlias = 'Literal["disabled", "low", "medium", "xhigh"] | str'
"""How much a model thinks before it acts."""


class RequestStartData(Model):
    """The request came in."""

    __slots__ = ()
    _fields = {}



class RequestStartDispatchedData(Model):
    """The request was handed on."""

    __slots__ = ()
    _fields = {"status": None}

    status: str
    """What came of it."""


class RequestStartDispatchedEvent(Event):
    """The request was handed on."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "RequestStartDispatchedData"}
    _constants = {"type": "RequestStartDispatchedEvent"}

    data: RequestStartDispatchedData
    """What happened."""


class RequestStartEvent(Event):
    """The request came in."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "RequestStartData"}
    _constants = {"type": "RequestStartEvent"}

    data: RequestStartData
    """What happened."""


RunStatus: TypeAlias = 'Literal["running", "paused"] | str'
"""Whether an agent runs or is halted."""


class RunnerSessionData(Model):
    """An environment was provided."""

    __slots__ = ()
    _fields = {"runner_session_id": None, "kind": "EnvironmentKind"}

    runner_session_id: str
    """The id under which its files can be reached."""
    kind: EnvironmentKind | None
    """What sort of environment it is."""


class RunnerSessionEvent(Event):
    """An environment was provided."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": "RunnerSessionData"}
    _constants = {"type": "RunnerSessionEvent"}

    data: RunnerSessionData
    """What happened."""


class ScheduleRecord(Model):
    """A schedule as the service keeps it."""

    __slots__ = ()
    _fields = {"id": None, "name": None, "description": None, "timing": "Timing", "session_request": "SessionRequest", "paused": None, "pause_note": None, "repeats": None, "sessions_created": None, "next_run_times": ["datetime"], "last_run_at": "datetime", "created_at": "datetime", "updated_at": "datetime"}
    _defaults = {"next_run_times": []}

    id: str
    """The schedule's id."""
    name: str
    """The name."""
    description: str | None
    """What it is for."""
    timing: Timing
    """When it fires."""
    session_request: SessionRequest
    """What it starts."""
    paused: bool
    """Whether it is paused."""
    pause_note: str | None
    """Why it is paused."""
    repeats: int | None
    """How many sessions it creates before it pauses itself; null: no end."""
    sessions_created: int
    """How many sessions it has created so far."""
    next_run_times: list[datetime]
    """The next times it fires."""
    last_run_at: datetime | None
    """When it last fired."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When it was last changed."""


class ScheduleRunRecord(Model):
    """One fire of a schedule."""

    __slots__ = ()
    _fields = {"id": None, "schedule_id": None, "status": "ScheduleRunStatus", "scheduled_for": "datetime", "session_id": None, "error": None, "triggered_manually": None, "created_at": "datetime"}

    id: str
    """The run's id."""
    schedule_id: str
    """The schedule."""
    status: ScheduleRunStatus
    """What came of it."""
    scheduled_for: datetime
    """The time it was due."""
    session_id: str | None
    """The session it created."""
    error: str | None
    """Why it failed."""
    triggered_manually: bool
    """Whether somebody triggered it by hand."""
    created_at: datetime
    """When it happened."""


ScheduleRunStatus: TypeAlias = 'Literal["created", "skipped_overlap", "skipped_quota", "error"] | str'
"""What came of one fire of a schedule."""


SendMessages: TypeAlias = 'UserMessageEvent | UserMessageBatch'
"""The body of a message request: one message, or a batch."""


class Session(Model):
    """A session as the service keeps it."""

    __slots__ = ()
    _fields = {"id": None, "request": "SessionRequest", "status": "SessionStatus", "agent_revision": None, "agent_view_url": None, "latest_answer": None, "created_at": "datetime", "started_at": "datetime", "finished_at": "datetime"}

    id: str
    """The session's id."""
    request: SessionRequest
    """What was asked for, with the agent resolved to its full specification and secrets shown as `***`."""
    status: SessionStatus
    """How it is doing."""
    agent_revision: int | None
    """The revision of the agent that runs; null for agents given in place."""
    agent_view_url: str | None
    """A web page with the live view and the replay."""
    latest_answer: Any
    """The newest answer, text or object."""
    created_at: datetime
    """When it was asked for."""
    started_at: datetime | None
    """When the agent began."""
    finished_at: datetime | None
    """When it ended."""


class SessionChanges(Model):
    """What changed in a session: the events past an index, and how it stood."""

    __slots__ = ()
    _fields = {"status": "TrajectoryStatus", "started_at": "datetime", "finished_at": "datetime", "error": None, "error_code": "SessionErrorCode", "new_events": ["SessionEvent"], "first_index": None, "answer": {"": None}, "outcome": "AnswerOutcome", "metrics": "Metrics", "pending_tool_calls": ["ToolRequest"]}
    _defaults = {"new_events": [], "pending_tool_calls": []}

    status: TrajectoryStatus
    """The state."""
    started_at: datetime | None
    """When the agent began."""
    finished_at: datetime | None
    """When the session ended."""
    error: str | None
    """Why it failed, in words; may come late."""
    error_code: SessionErrorCode | None
    """Why it failed, as a category; may come late."""
    new_events: list[SessionEvent]
    """The events, in the order of the log."""
    first_index: int | None
    """The index of the first event, or of the point reached."""
    answer: str | dict[str, Any] | None
    """The newest answer of the session."""
    outcome: AnswerOutcome | None
    """The agent's own verdict on that answer."""
    metrics: Metrics | None
    """Usage and costs so far."""
    pending_tool_calls: list[ToolRequest]
    """Calls waiting for the client."""


SessionErrorCode: TypeAlias = 'Literal["environment_error", "no_answer", "answer_validation", "timeout", "insufficient_credit", "internal"] | str'
"""Why a session failed."""


SessionEvent: TypeAlias = 'AgentEvent | ActiveStateChangeEvent | MetricsUpdateEvent | AgentCompletionEvent | AgentErrorEvent | AgentRunStatusChangeEvent | AgentStartedEvent | AttachmentEvent | FileTransferEvent | LiveViewUrlEvent | RequestStartDispatchedEvent | RequestStartEvent | RunnerSessionEvent | UnknownEvent'
"""One event of a session: of a type known here, or of any other."""


class SessionRequest(Model):
    """Asks for a session. Fields that are not given are not sent, and the service's defaults apply."""

    __slots__ = ()
    _fields = {"agent": "Agent", "messages": ("UserMessageEvent", ["UserMessageEvent"]), "max_steps": None, "max_time_s": None, "idle_timeout_s": None, "timezone": None, "delete_after_min": None, "delete_screenshot_after_min": None, "queue": None, "group_id": None, "parent_session_id": None, "overrides": {"": None}}
    _defaults = {"queue": True}

    agent: str | Agent
    """The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place."""
    messages: str | UserMessageEvent | list[UserMessageEvent] | None
    """What the agent is told first."""
    max_steps: int | None
    """Steps after which a final answer is asked for, at least 1; null: unbounded."""
    max_time_s: float | None
    """Seconds of work toward each answer, above 0; at the limit the agent answers with what it has. Null:
    unbounded.
    """
    idle_timeout_s: int | None
    """Seconds the session stays open after each answer, above 0; null: it ends with the answer."""
    timezone: str | None
    """IANA name of the time zone the agent lives in; null: UTC."""
    delete_after_min: int | None
    """Minutes after which the session is deleted, at least 1. Absent: the organisation's preference; a value can
    only shorten that.
    """
    delete_screenshot_after_min: int | None
    """Minutes after which screenshots are deleted, at least 1. Absent: the organisation's preference; a value
    can only shorten that.
    """
    queue: bool
    """Over the limit of concurrent sessions: whether to queue (true) or to be refused with 429 (false)."""
    group_id: str | None
    """Groups sessions; free text."""
    parent_session_id: str | None
    """The session this one is a child of."""
    overrides: dict[str, Any] | None
    """Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
    `agent.environments[kind=web].start_url`.
    """


class SessionStatus(Model):
    """How a session is doing: the cheap and authoritative snapshot."""

    __slots__ = ()
    _fields = {"status": "TrajectoryStatus", "error": None, "error_code": "SessionErrorCode", "outcome": "AnswerOutcome", "steps": None, "usage_per_model": ["ModelUsage"], "subagent_session_ids": [None], "pending_tool_calls": ["ToolRequest"]}
    _defaults = {"steps": 0, "usage_per_model": [], "subagent_session_ids": [], "pending_tool_calls": []}

    status: TrajectoryStatus
    """The state."""
    error: str | None
    """Why it failed, in words."""
    error_code: SessionErrorCode | None
    """Why it failed, as a category; set on failed and timed out."""
    outcome: AnswerOutcome | None
    """The agent's own verdict on its answer."""
    steps: int
    """Steps taken so far."""
    usage_per_model: list[ModelUsage]
    """Tokens used so far, by model."""
    subagent_session_ids: list[str]
    """The sessions of the subagents."""
    pending_tool_calls: list[ToolRequest]
    """Calls waiting for the client; empty unless the session awaits tool results, and kept while it is paused."""


class SessionSummary(Model):
    """A session in a listing."""

    __slots__ = ()
    _fields = {"id": None, "agent": None, "agent_revision": None, "status": "TrajectoryStatus", "agent_view_url": None, "first_message": "UserMessageEvent", "created_at": "datetime", "started_at": "datetime", "finished_at": "datetime", "last_activity_at": "datetime", "anonymized_at": "datetime"}

    id: str
    """The session's id."""
    agent: str | None
    """The name of the agent."""
    agent_revision: int | None
    """The revision of the agent."""
    status: TrajectoryStatus
    """The state."""
    agent_view_url: str | None
    """A web page with the live view and the replay."""
    first_message: UserMessageEvent | None
    """What the agent was told first."""
    created_at: datetime
    """When it was asked for."""
    started_at: datetime | None
    """When the agent began."""
    finished_at: datetime | None
    """When it ended."""
    last_activity_at: datetime | None
    """When something last happened."""
    anonymized_at: datetime | None
    """When its contents were removed."""


class ShareLink(Model):
    """A link under which anybody can view a session."""

    __slots__ = ()
    _fields = {"share_url": None}

    share_url: str
    """The link; may be a path relative to the service's host."""


class Skill(Model):
    """Written know-how for an agent."""

    __slots__ = ()
    _fields = {"name": None, "description": None, "body": None, "source": None, "url_pattern": None, "compatibility": None, "files": {"": None}, "executable_files": [None]}

    name: str
    """The name in the catalog; not empty."""
    description: str
    """When the skill is of use; the agent reads this to decide. Not empty."""
    body: str
    """The know-how itself; not empty."""
    source: str | None
    """Where the skill comes from."""
    url_pattern: str | None
    """The pages it is for, 1 to 1,024 characters."""
    compatibility: str | None
    """What the skill needs in order to work."""
    files: dict[str, str] | None
    """Helper files: path to content."""
    executable_files: list[str] | None
    """Which of `files` may be executed."""


Timing: TypeAlias = 'CronTiming'
"""When a schedule fires."""


class TokenQuotaStatus(Model):
    """How many tokens may be used in the current window of time."""

    __slots__ = ()
    _fields = {"limit": None, "used": None, "remaining": None, "window_start": "datetime", "window_end": "datetime"}

    limit: int | None
    """The limit; null: none."""
    used: int | None
    """How many were used; null: not known at the moment."""
    remaining: int | None
    """How many are left; null: no limit, or not known."""
    window_start: datetime
    """When the window began."""
    window_end: datetime | None
    """When the window ends."""


class ToolDefinition(Model):
    """A tool that runs at the client, as the agent is told about it."""

    __slots__ = ()
    _fields = {"name": None, "description": None, "input_schema": {"": None}}

    name: str
    """The name the agent calls it by: 1 to 64 of `A-Z a-z 0-9 _`, not starting with a digit."""
    description: str
    """What the tool does and when to use it; the agent reads this. Not empty."""
    input_schema: dict[str, Any] | None
    """JSON Schema of the arguments, an object."""


class ToolRequest(Model):
    """A call the agent made. A result must echo it whole, unknown fields included."""

    __slots__ = ()
    _fields = {"tool_name": None, "args": {"": None}, "id": None}

    tool_name: str
    """The name of the called tool."""
    args: dict[str, Any] | None
    """The arguments; absent and null mean none."""
    id: str | None
    """Identifies the call within one step of the agent; may be null, and may repeat in a later step."""


ToolResult: TypeAlias = 'ToolResultEvent | ErrorEvent'
"""The outcome of one tool call, as posted to a session."""


class ToolResultBatch(Model):
    """Several results in one request, at least one."""

    __slots__ = ()
    _fields = {"type": None, "results": ["ToolResult"]}
    _defaults = {"type": "batch", "results": []}
    _constants = {"type": "batch"}

    type: Literal["batch"]
    """Tells it apart from a single result."""
    results: list[ToolResult]
    """The results, in the order in which the calls were announced."""


class ToolResultEvent(Model):
    """What a tool returned: posted by a client, and seen as an event for tools of either side."""

    __slots__ = ()
    _fields = {"kind": None, "tool_req": "ToolRequest", "result": None, "truncated": None, "output_artifact_path": None}
    _defaults = {"kind": "tool_result", "truncated": False}
    _constants = {"kind": "tool_result"}

    kind: Literal["tool_result"]
    """Tells it apart from an `ErrorEvent`."""
    tool_req: ToolRequest
    """The call this answers, whole."""
    result: Any
    """The returned value, any JSON."""
    truncated: bool
    """Whether the service shortened the result."""
    output_artifact_path: str | None
    """Where the whole result is kept when it was shortened."""


ToolResults: TypeAlias = 'ToolResultBatch | ToolResult'
"""The body of a tool results request: one result, or a batch."""


class UnknownEvent(Event):
    """An event of a type that is not known here, as it came."""

    __slots__ = ()
    _fields = {"type": None, "timestamp": "datetime", "data": None}

    data: Any
    """What happened."""


TrajectoryStatus: TypeAlias = 'Literal["queued", "pending", "running", "paused", "idle", "awaiting_tool_results", "completed", "failed", "timed_out", "interrupted"] | str'
"""The state of a session."""


TransferDirection: TypeAlias = 'Literal["download", "upload"] | str'
"""Which way a file went, seen from the environment."""


class UpdateSchedule(Model):
    """Changes some fields of a schedule; absent fields stay, null clears. New timing recomputes the next fires."""

    __slots__ = ()
    _fields = {"name": None, "description": None, "timing": "Timing", "session_request": "SessionRequest", "repeats": None}

    name: str | None
    """The name, 1 to 255 characters."""
    description: str | None
    """What it is for, up to 255 characters."""
    timing: Timing | None
    """When it fires."""
    session_request: SessionRequest | None
    """What it starts."""
    repeats: int | None
    """How many sessions it creates before it pauses itself; null: no end."""


class UpdateWebhook(Model):
    """Changes some fields of a webhook; absent fields stay, null clears."""

    __slots__ = ()
    _fields = {"url": None, "enabled_events": [None], "description": None, "disabled": None}

    url: str | None
    """Where to deliver: https, up to 2,048 characters."""
    enabled_events: list[str] | None
    """The event types to deliver."""
    description: str | None
    """What it is for, up to 255 characters."""
    disabled: bool | None
    """Whether deliveries are switched off."""


class UserMessageBatch(Model):
    """Several messages in one request, at least one, taken in their order."""

    __slots__ = ()
    _fields = {"type": None, "messages": ["UserMessageEvent"]}
    _defaults = {"type": "batch", "messages": []}
    _constants = {"type": "batch"}

    type: Literal["batch"]
    """Tells it apart from a single message."""
    messages: list[UserMessageEvent]
    """The messages."""


class UserMessageEvent(Model):
    """A message to an agent."""

    __slots__ = ()
    _fields = {"type": None, "message": None, "images": [None], "files": ["FileContent"], "skills": ["Skill"], "caller_id": None}
    _defaults = {"type": "user_message", "images": [], "files": [], "skills": [], "caller_id": "user"}
    _constants = {"type": "user_message"}

    type: Literal["user_message"]
    """Tells it apart from a batch."""
    message: str
    """The text."""
    images: list[str]
    """Images as data URIs (`data:image/png;base64,…`)."""
    files: list[FileContent]
    """Files for the agent's workspace or downloads: at most 10, 7,000,000 bytes together."""
    skills: list[Skill]
    """Know-how for this message only, given in place, without helper files."""
    caller_id: str
    """Who speaks."""


class ValidationError(Model):
    """One fault found by validation."""

    __slots__ = ()
    _fields = {"loc": [None], "msg": None, "type": None, "input": None, "ctx": {"": None}}
    _defaults = {"loc": []}

    loc: list[str | int]
    """Where: field names and list positions, outermost first."""
    msg: str
    """What is wrong."""
    type: str
    """The category."""
    input: Any
    """The value that was given."""
    ctx: dict[str, Any] | None
    """More on the category."""


class VaultConfigList(Model):
    """One stretch of the list of vaults."""

    __slots__ = ()
    _fields = {"total": None, "limit": None, "offset": None, "vaults": ["VaultConfigRead"]}
    _defaults = {"vaults": []}

    total: int
    """How many there are in all."""
    limit: int
    """How many were asked for."""
    offset: int
    """How many were skipped."""
    vaults: list[VaultConfigRead]
    """The vaults."""


class VaultConfigRead(Model):
    """A vault as the service keeps it; the token stays there."""

    __slots__ = ()
    _fields = {"id": None, "org_id": None, "name": None, "provider_config": "VaultProvider", "created_at": "datetime", "updated_at": "datetime"}

    id: str
    """The vault's id here."""
    org_id: str
    """The organisation it belongs to."""
    name: str
    """The name."""
    provider_config: VaultProvider
    """Which vault."""
    created_at: datetime
    """When it was registered."""
    updated_at: datetime
    """When it was last changed."""


class VaultCreateRequest(Model):
    """Registers a vault."""

    __slots__ = ()
    _fields = {"name": None, "provider_config": "VaultProvider", "token": None}

    name: str
    """The name."""
    provider_config: VaultProvider
    """Which vault."""
    token: str
    """The provider's access token; checked before it is stored, and never given back."""


class VaultHealth(Model):
    """Whether a vault can be opened."""

    __slots__ = ()
    _fields = {"ok": None, "error": None}

    ok: bool
    """Whether it can."""
    error: str | None
    """Why not."""


VaultProvider: TypeAlias = 'OnePasswordConfig'
"""Which vault of which provider."""


class VaultTokenRotateRequest(Model):
    """Replaces the access token of a vault."""

    __slots__ = ()
    _fields = {"token": None}

    token: str
    """The new token."""


class VaultUpdateRequest(Model):
    """Changes some fields of a vault; absent fields stay."""

    __slots__ = ()
    _fields = {"name": None, "provider_config": "VaultProvider"}

    name: str | None
    """The name."""
    provider_config: VaultProvider | None
    """Which vault."""


class WebhookDelivery(Model):
    """What a webhook endpoint receives."""

    __slots__ = ()
    _fields = {"type": None, "id": None, "created_at": "datetime", "data": {"": None}}

    type: str
    """The type of the event; see `WebhookEventType`."""
    id: str
    """Identifies the event."""
    created_at: datetime
    """When it happened."""
    data: dict[str, Any]
    """The details, shaped by the type: of a session event a `WebhookSessionEventData`."""


WebhookEventType: TypeAlias = 'Literal["session.status_updated", "session.completed", "session.failed", "session.timed_out", "session.idle", "session.awaiting_tool_results"] | str'
"""The types of events webhooks deliver."""


class WebhookEventTypeDefinition(Model):
    """A type of event that webhooks can deliver."""

    __slots__ = ()
    _fields = {"type": None, "description": None}

    type: str
    """The type's name, such as `session.completed`."""
    description: str
    """When it is delivered."""


class WebhookPingResult(Model):
    """How an endpoint answered a test delivery."""

    __slots__ = ()
    _fields = {"response_status": None}

    response_status: int
    """The HTTP status it gave."""


class WebhookRecord(Model):
    """A webhook as the service keeps it."""

    __slots__ = ()
    _fields = {"id": None, "url": None, "enabled_events": [None], "description": None, "disabled": None, "last_delivery_status": "DeliveryStatus", "last_delivery_error": None, "last_delivery_at": "datetime", "last_success_at": "datetime", "consecutive_failures": None, "created_at": "datetime", "updated_at": "datetime"}
    _defaults = {"enabled_events": [], "consecutive_failures": 0}

    id: str
    """The webhook's id."""
    url: str
    """Where it delivers."""
    enabled_events: list[str]
    """The event types it delivers."""
    description: str | None
    """What it is for."""
    disabled: bool
    """Whether deliveries are switched off, by hand or after many failures."""
    last_delivery_status: DeliveryStatus | None
    """What came of the last delivery."""
    last_delivery_error: str | None
    """Why the last delivery failed."""
    last_delivery_at: datetime | None
    """When the last delivery was tried."""
    last_success_at: datetime | None
    """When a delivery last succeeded."""
    consecutive_failures: int
    """How many deliveries have failed in a row."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When it was last changed."""


class WebhookSessionEventData(Model):
    """The details of a session event."""

    __slots__ = ()
    _fields = {"session_id": None, "status": None, "previous_status": None}

    session_id: str
    """The session."""
    status: str
    """Its state now."""
    previous_status: str | None
    """Its state before."""


class WebhookWithSecret(Model):
    """A webhook with its signing secret, shown only when it is made and when the secret is replaced."""

    __slots__ = ()
    _fields = {"id": None, "url": None, "enabled_events": [None], "description": None, "disabled": None, "last_delivery_status": "DeliveryStatus", "last_delivery_error": None, "last_delivery_at": "datetime", "last_success_at": "datetime", "consecutive_failures": None, "created_at": "datetime", "updated_at": "datetime", "secret": None}
    _defaults = {"enabled_events": [], "consecutive_failures": 0}

    id: str
    """The webhook's id."""
    url: str
    """Where it delivers."""
    enabled_events: list[str]
    """The event types it delivers."""
    description: str | None
    """What it is for."""
    disabled: bool
    """Whether deliveries are switched off, by hand or after many failures."""
    last_delivery_status: DeliveryStatus | None
    """What came of the last delivery."""
    last_delivery_error: str | None
    """Why the last delivery failed."""
    last_delivery_at: datetime | None
    """When the last delivery was tried."""
    last_success_at: datetime | None
    """When a delivery last succeeded."""
    consecutive_failures: int
    """How many deliveries have failed in a row."""
    created_at: datetime
    """When it was made."""
    updated_at: datetime
    """When it was last changed."""
    secret: str
    """The signing secret (`whsec_…`)."""


class Workstation(Model):
    """A workspace of files with a shell."""

    __slots__ = ()
    _fields = {"kind": None, "id": None, "host": "Host", "session_id": None, "storage": "WorkstationStorage", "lazy": None}
    _defaults = {"kind": "workstation", "host": "cloud", "lazy": False}
    _constants = {"kind": "workstation"}

    kind: Literal["workstation"]
    """The kind of environment."""
    id: str
    """The environment's name; not empty."""
    host: Host
    """Where the workstation runs."""
    session_id: str | None
    """Attaches to a workstation that is running already."""
    storage: WorkstationStorage | None
    """Where its files live."""
    lazy: bool
    """Whether the workstation starts only when the agent first needs it."""


class WorkstationStorage(Model):
    """Where the files of a workstation live: exactly one of the three."""

    __slots__ = ()
    _fields = {"volume_id": None, "use_default_volume": None, "ephemeral": None}
    _defaults = {"use_default_volume": False, "ephemeral": False}

    volume_id: str | None
    """A volume of one's own."""
    use_default_volume: bool
    """The default volume."""
    ephemeral: bool
    """Nothing outlives the session."""


class WriteFileRequest(Model):
    """Writes a file of a session."""

    __slots__ = ()
    _fields = {"path": None, "content_base64": None}

    path: str
    """The file; only allow-listed roots can be written."""
    content_base64: str
    """The content in base64; the service caps its size."""


class WriteFileResponse(Model):
    """A file that was written."""

    __slots__ = ()
    _fields = {"path": None, "size_bytes": None}

    path: str
    """The file."""
    size_bytes: int
    """Its size in bytes."""


__all__ = [
    "ActiveStateChangeData",
    "ActiveStateChangeEvent",
    "Agent",
    "AgentCompletionData",
    "AgentCompletionEvent",
    "AgentErrorData",
    "AgentErrorEvent",
    "AgentEvent",
    "AgentEventData",
    "AgentRevisionRecord",
    "AgentRunStatusChangeData",
    "AgentRunStatusChangeEvent",
    "AgentStartedData",
    "AgentStartedEvent",
    "AgentState",
    "AgentWithRevision",
    "Android",
    "AnswerEvent",
    "AnswerOutcome",
    "AttachmentData",
    "AttachmentEvent",
    "AttachmentOrigin",
    "Browser",
    "BrowserMode",
    "BrowserNetwork",
    "BrowserProfileCreate",
    "BrowserProfileList",
    "BrowserProfileRead",
    "BrowserTextMode",
    "BrowserVisualMode",
    "CompletionReason",
    "ContentSource",
    "CreateSchedule",
    "CreateWebhook",
    "CronTiming",
    "DeliveryStatus",
    "Desktop",
    "Environment",
    "EnvironmentKind",
    "EnvironmentPage",
    "ErrorDetailItem",
    "ErrorEnvelope",
    "ErrorEvent",
    "Feedback",
    "FileContent",
    "FileEntry",
    "FileTransferData",
    "FileTransferEvent",
    "FlowEvent",
    "HTTPValidationError",
    "Host",
    "ImageContent",
    "InitiateUploadResponse",
    "JsonValue",
    "ListFilesRequest",
    "ListFilesResponse",
    "LiveViewUrlData",
    "LiveViewUrlEvent",
    "ManagedProxySelection",
    "MessageEvent",
    "Metrics",
    "MetricsUpdateData",
    "MetricsUpdateEvent",
    "ModelCost",
    "ModelUsage",
    "ObservationEvent",
    "OnePasswordConfig",
    "Page_AgentRevisionRecord_",
    "Page_Agent_",
    "Page_ScheduleRecord_",
    "Page_ScheduleRunRecord_",
    "Page_SessionEvent_",
    "Page_SessionSummary_",
    "Page_Skill_",
    "Page_WebhookRecord_",
    "PatchAgent",
    "PatchEnvironment",
    "PatchSkill",
    "PauseSchedule",
    "PolicyEvent",
    "ProxyPool",
    "QuotaError",
    "QuotaErrorResponse",
    "QuotaErrorScope",
    "QuotaErrorType",
    "QuotaScope",
    "QuotaStatus",
    "ReadFileRequest",
    "ReadFileResponse",
    "ReasoningEffort",
    "RequestStartData",
    "RequestStartDispatchedData",
    "RequestStartDispatchedEvent",
    "RequestStartEvent",
    "RunStatus",
    "RunnerSessionData",
    "RunnerSessionEvent",
    "ScheduleRecord",
    "ScheduleRunRecord",
    "ScheduleRunStatus",
    "SendMessages",
    "Session",
    "SessionChanges",
    "SessionErrorCode",
    "SessionEvent",
    "SessionRequest",
    "SessionStatus",
    "SessionSummary",
    "ShareLink",
    "Skill",
    "Timing",
    "TokenQuotaStatus",
    "ToolDefinition",
    "ToolRequest",
    "ToolResult",
    "ToolResultBatch",
    "ToolResultEvent",
    "ToolResults",
    "TrajectoryStatus",
    "TransferDirection",
    "UnknownEvent",
    "UpdateSchedule",
    "UpdateWebhook",
    "UserMessageBatch",
    "UserMessageEvent",
    "ValidationError",
    "VaultConfigList",
    "VaultConfigRead",
    "VaultCreateRequest",
    "VaultHealth",
    "VaultProvider",
    "VaultTokenRotateRequest",
    "VaultUpdateRequest",
    "WebhookDelivery",
    "WebhookEventType",
    "WebhookEventTypeDefinition",
    "WebhookPingResult",
    "WebhookRecord",
    "WebhookSessionEventData",
    "WebhookWithSecret",
    "Workstation",
    "WorkstationStorage",
    "WriteFileRequest",
    "WriteFileResponse",
]
