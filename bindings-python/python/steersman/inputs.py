# Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.
"""What is given to the service: plain dictionaries, described for type checkers, or the objects of `steersman.types`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from typing_extensions import Required

    from .types import *


class RequestOptions(TypedDict, total=False):
    """What can be said about one call.

    `timeout_in_seconds` bounds each attempt, `deadline_in_seconds` the whole call with its retries.
    """

    timeout_in_seconds: float
    deadline_in_seconds: float
    max_retries: int
    additional_headers: Mapping[str, str]
    additional_query_parameters: Mapping[str, Any]
    additional_body_parameters: Mapping[str, Any]
    chunk_size: int


class AgentInput(TypedDict, total=False):
    """What an agent is: its instructions, environments, tools and helpers."""

    name: Required[str]
    """Lower-case ASCII letters, digits and hyphens, up to 63 characters per segment, with at most one `org/`
    prefix; up to 127 in all.
    The prefix `h/` is reserved.
    """
    description: Required[str]
    """What the agent is for; a manager reads this to choose its subagents. Not empty."""
    environments: Required[Sequence[str | EnvironmentInput | Environment]]
    """Where the agent acts: at most one environment per kind. May be empty for agents that only delegate or have
    tools of their client.
    """
    model: str | None
    """The model; the service chooses when absent."""
    reasoning_effort: ReasoningEffort | None
    """How much the model thinks."""
    instructions: str | None
    """What the agent is told to do and how."""
    subagents: Sequence[str | AgentInput | Agent] | None
    """Agents it can delegate to; each runs as a session of its own."""
    skills: Sequence[str | SkillInput | Skill] | None
    """Know-how it can consult."""
    answer_format: Mapping[str, Any] | None
    """JSON Schema of the answer; the answer is then an object, otherwise free text."""
    tools: Sequence[ToolDefinitionInput | ToolDefinition] | None
    """Tools that run at the client."""


class AndroidInput(TypedDict, total=False):
    """An Android device."""

    kind: Required[Literal["android"]]
    """The kind of environment."""
    id: Required[str]
    """The environment's name; not empty."""
    session_id: str | None
    """Attaches to a device that is running already."""
    image: str | None
    """The system image to start."""
    lazy: bool
    """Whether the device starts only when the agent first needs it."""


class BrowserInput(TypedDict, total=False):
    """A browser."""

    kind: Required[Literal["web"]]
    """The kind of environment."""
    id: Required[str]
    """The environment's name; not empty."""
    host: Host
    """Where the browser runs."""
    start_url: str
    """The page it opens first."""
    headless: bool
    """Whether it runs without a window."""
    session_id: str | None
    """Attaches to a browser that is running already."""
    mode: BrowserModeInput | BrowserMode
    """How the agent perceives pages."""
    lazy: bool
    """Whether the browser starts only when the agent first needs it."""
    settle_s: float
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
    network: BrowserNetworkInput | BrowserNetwork | None
    """How the browser reaches the network; applied only when a new browser is provisioned."""


BrowserModeInput: TypeAlias = 'BrowserTextModeInput | BrowserTextMode | BrowserVisualModeInput | BrowserVisualMode'
"""How an agent perceives pages."""


class BrowserNetworkInput(TypedDict, total=False):
    """How a browser reaches the network: by a proxy of one's own or a managed one, not both."""

    proxy_url: str | None
    """A proxy of one's own, credentials included; reads back as `***`."""
    managed_proxy: ManagedProxySelectionInput | ManagedProxySelection | None
    """A proxy the service provides."""


class BrowserTextModeInput(TypedDict, total=False):
    """Pages are read as text."""

    type: Required[Literal["text"]]
    """The mode."""
    chunk_size: int
    """Characters of text per look, above 0."""


class BrowserVisualModeInput(TypedDict, total=False):
    """Pages are seen as screenshots."""

    type: Required[Literal["visual"]]
    """The mode."""
    width: int
    """Width of the viewport in pixels, above 0."""
    height: int
    """Height of the viewport in pixels, above 0."""
    markdown: bool
    """Whether the page's text comes along as Markdown."""


class CronTimingInput(TypedDict, total=False):
    """Fires at the times of a cron expression."""

    type: Required[Literal["cron"]]
    """The sort of timing."""
    expression: Required[str]
    """Five fields: minute, hour, day of month, month, day of week."""
    timezone: Required[str]
    """IANA name of the time zone in which the expression is read."""


class DesktopInput(TypedDict, total=False):
    """A computer desktop."""

    kind: Required[Literal["desktop"]]
    """The kind of environment."""
    id: Required[str]
    """The environment's name; not empty."""
    host: Required[Host]
    """Where the desktop is; has no default."""
    session_id: str | None
    """Attaches to a desktop that is running already."""
    lazy: bool
    """Whether the desktop starts only when the agent first needs it."""
    settle_s: float
    """Seconds to wait after an action before looking again."""
    screenshot_max_width: int | None
    """Screenshots are scaled down to this width in pixels."""


EnvironmentInput: TypeAlias = 'AndroidInput | Android | DesktopInput | Desktop | BrowserInput | Browser | WorkstationInput | Workstation'
"""A place in which an agent acts; an agent has at most one of each kind."""


class ErrorEventInput(TypedDict, total=False):
    """A step that went wrong; posted by clients for tools that failed."""

    kind: Required[Literal["error_event"]]
    """The kind."""
    error: Required[str]
    """What went wrong, in words the agent reads."""
    origin: Required[str]
    """Where it went wrong: `client` for tools of the client."""
    tool_req: ToolRequestInput | ToolRequest | None
    """The call that failed, whole."""


class FileContentInput(TypedDict, total=False):
    """A file that goes with a message. At most 10 files and 7,000,000 bytes per message; sent as base64, read back
    as a URL.
    """

    type: ContentSource
    """How `source` is to be read."""
    source: Required[str]
    """The content in base64, or the URL where it is."""
    name: Required[str]
    """The file name the agent sees."""
    media_type: str | None
    """The media type; guessed from the name when absent."""
    size_bytes: int | None
    """The size in bytes; set by the service."""


class ManagedProxySelectionInput(TypedDict, total=False):
    """Which managed proxy to use."""

    country: str | None
    """The country to go out from; any when absent."""
    sticky: bool
    """Whether to keep one address for the whole session."""
    pool: ProxyPool
    """The sort of addresses."""


class OnePasswordConfigInput(TypedDict, total=False):
    """A vault of 1Password."""

    provider: Required[Literal["onepassword"]]
    """The provider."""
    op_vault_id: Required[str]
    """The vault's id at 1Password."""


SendMessagesInput: TypeAlias = 'UserMessageEventInput | UserMessageEvent | UserMessageBatchInput | UserMessageBatch'
"""The body of a message request: one message, or a batch."""


class SessionRequestInput(TypedDict, total=False):
    """Asks for a session. Fields that are not given are not sent, and the service's defaults apply."""

    agent: Required[str | AgentInput | Agent]
    """The agent, by name (`h/web-surfer-pro`, or pinned `name:3`) or in place."""
    messages: str | UserMessageEventInput | UserMessageEvent | Sequence[UserMessageEventInput | UserMessageEvent] | None
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
    overrides: Mapping[str, Any]
    """Replaces parts of the resolved request, by dotted path: `agent.answer_format`,
    `agent.environments[kind=web].start_url`.
    """


class SkillInput(TypedDict, total=False):
    """Written know-how for an agent."""

    name: Required[str]
    """The name in the catalog; not empty."""
    description: Required[str]
    """When the skill is of use; the agent reads this to decide. Not empty."""
    body: Required[str]
    """The know-how itself; not empty."""
    source: str | None
    """Where the skill comes from."""
    url_pattern: str | None
    """The pages it is for, 1 to 1,024 characters."""
    compatibility: str | None
    """What the skill needs in order to work."""
    files: Mapping[str, str] | None
    """Helper files: path to content."""
    executable_files: Sequence[str] | None
    """Which of `files` may be executed."""


TimingInput: TypeAlias = 'CronTimingInput | CronTiming'
"""When a schedule fires."""


class ToolDefinitionInput(TypedDict, total=False):
    """A tool that runs at the client, as the agent is told about it."""

    name: Required[str]
    """The name the agent calls it by: 1 to 64 of `A-Z a-z 0-9 _`, not starting with a digit."""
    description: Required[str]
    """What the tool does and when to use it; the agent reads this. Not empty."""
    input_schema: Mapping[str, Any]
    """JSON Schema of the arguments, an object."""


class ToolRequestInput(TypedDict, total=False):
    """A call the agent made. A result must echo it whole, unknown fields included."""

    tool_name: Required[str]
    """The name of the called tool."""
    args: Mapping[str, Any]
    """The arguments; absent and null mean none."""
    id: str | None
    """Identifies the call within one step of the agent; may be null, and may repeat in a later step."""


ToolResultInput: TypeAlias = 'ToolResultEventInput | ToolResultEvent | ErrorEventInput | ErrorEvent'
"""The outcome of one tool call, as posted to a session."""


class ToolResultBatchInput(TypedDict, total=False):
    """Several results in one request, at least one."""

    type: Required[Literal["batch"]]
    """Tells it apart from a single result."""
    results: Required[Sequence[ToolResultInput | ToolResult]]
    """The results, in the order in which the calls were announced."""


class ToolResultEventInput(TypedDict, total=False):
    """What a tool returned: posted by a client, and seen as an event for tools of either side."""

    kind: Required[Literal["tool_result"]]
    """Tells it apart from an `ErrorEvent`."""
    tool_req: Required[ToolRequestInput | ToolRequest]
    """The call this answers, whole."""
    result: Any
    """The returned value, any JSON."""
    truncated: bool
    """Whether the service shortened the result."""
    output_artifact_path: str | None
    """Where the whole result is kept when it was shortened."""


ToolResultsInput: TypeAlias = 'ToolResultBatchInput | ToolResultBatch | ToolResultInput | ToolResult'
"""The body of a tool results request: one result, or a batch."""


class UserMessageBatchInput(TypedDict, total=False):
    """Several messages in one request, at least one, taken in their order."""

    type: Required[Literal["batch"]]
    """Tells it apart from a single message."""
    messages: Required[Sequence[UserMessageEventInput | UserMessageEvent]]
    """The messages."""


class UserMessageEventInput(TypedDict, total=False):
    """A message to an agent."""

    type: Required[Literal["user_message"]]
    """Tells it apart from a batch."""
    message: Required[str]
    """The text."""
    images: Sequence[str]
    """Images as data URIs (`data:image/png;base64,…`)."""
    files: Sequence[FileContentInput | FileContent]
    """Files for the agent's workspace or downloads: at most 10, 7,000,000 bytes together."""
    skills: Sequence[SkillInput | Skill]
    """Know-how for this message only, given in place, without helper files."""
    caller_id: str
    """Who speaks."""


VaultProviderInput: TypeAlias = 'OnePasswordConfigInput | OnePasswordConfig'
"""Which vault of which provider."""


class WorkstationInput(TypedDict, total=False):
    """A workspace of files with a shell."""

    kind: Required[Literal["workstation"]]
    """The kind of environment."""
    id: Required[str]
    """The environment's name; not empty."""
    host: Host
    """Where the workstation runs."""
    session_id: str | None
    """Attaches to a workstation that is running already."""
    storage: WorkstationStorageInput | WorkstationStorage | None
    """Where its files live."""
    lazy: bool
    """Whether the workstation starts only when the agent first needs it."""


class WorkstationStorageInput(TypedDict, total=False):
    """Where the files of a workstation live: exactly one of the three."""

    volume_id: str | None
    """A volume of one's own."""
    use_default_volume: bool
    """The default volume."""
    ephemeral: bool
    """Nothing outlives the session."""


__all__ = [
    "AgentInput",
    "AndroidInput",
    "BrowserInput",
    "BrowserModeInput",
    "BrowserNetworkInput",
    "BrowserTextModeInput",
    "BrowserVisualModeInput",
    "CronTimingInput",
    "DesktopInput",
    "EnvironmentInput",
    "ErrorEventInput",
    "FileContentInput",
    "ManagedProxySelectionInput",
    "OnePasswordConfigInput",
    "RequestOptions",
    "SendMessagesInput",
    "SessionRequestInput",
    "SkillInput",
    "TimingInput",
    "ToolDefinitionInput",
    "ToolRequestInput",
    "ToolResultBatchInput",
    "ToolResultEventInput",
    "ToolResultInput",
    "ToolResultsInput",
    "UserMessageBatchInput",
    "UserMessageEventInput",
    "VaultProviderInput",
    "WorkstationInput",
    "WorkstationStorageInput",
]
