# Generated from the Rust code by bindings-python/scripts/stubs.sh: change it there.
"""
The native part of steersman.
"""

from _typeshed import SupportsGetItem
from os import PathLike
from typing import Any, SupportsFloat, SupportsIndex, final
from typing_extensions import Self, disjoint_base

@final
class Client:
    """
    A client of the Agents API.
    """
    def __new__(cls, /, runtime: Runtime, *, api_key: str | None, variable_key: bool, base_url: str | None, environment: str | None, timeout: SupportsFloat | SupportsIndex | None, max_retries: SupportsIndex | None, retry_budget: SupportsFloat | SupportsIndex | None, headers: SupportsGetItem[int, tuple[str, str]], proxy: str | None, no_proxy: bool, user_agent_suffix: str | None, allow_insecure_http: bool, max_response_bytes: SupportsIndex | None, python: str) -> Client:
        """
        `variable_key`: the key is set by `set_key`, before the first call and whenever it changes.
        """
    @property
    def base_url(self, /) -> str:
        """
        Where the API is.
        """
    def call(self, /, name: str, arguments: str, options: tuple[SupportsFloat | SupportsIndex | None, SupportsFloat | SupportsIndex | None, SupportsIndex | None, SupportsGetItem[int, tuple[str, str]], SupportsGetItem[int, tuple[str, str]], str | None] | None = None) -> Pending:
        """
        Calls an operation by its name, with arguments as JSON text.
        """
    def download(self, /, name: str, arguments: str, options: tuple[SupportsFloat | SupportsIndex | None, SupportsFloat | SupportsIndex | None, SupportsIndex | None, SupportsGetItem[int, tuple[str, str]], SupportsGetItem[int, tuple[str, str]], str | None] | None = None) -> Pending:
        """
        Calls a download by its name, with arguments as JSON text; brings a `Download`.
        """
    @staticmethod
    def local(runtime: Runtime, agents_files: SupportsGetItem[int, str | PathLike[str]], agents_texts: SupportsGetItem[int, str], api_key: str | None) -> Pending:
        """
        Starts the Agents API in this process; brings a `LocalRuntime`.
        """
    def pages(self, /, name: str, arguments: str, options: tuple[SupportsFloat | SupportsIndex | None, SupportsFloat | SupportsIndex | None, SupportsIndex | None, SupportsGetItem[int, tuple[str, str]], SupportsGetItem[int, tuple[str, str]], str | None] | None = None) -> Pages:
        """
        Opens the pages of a list by its name, with arguments as JSON text. Nothing is sent yet.
        """
    def session(self, /, id: str, tools: tuple[str, SupportsGetItem[int, SupportsFloat | SupportsIndex | None]] | None = None) -> Session:
        """
        A session that exists. Nothing is sent.
        """
    def set_key(self, /, key: str) -> None:
        """
        Sets the key of a client with a variable one.
        """
    def start_session(self, /, request: str, idempotency_key: str | None = None, tools: tuple[str, SupportsGetItem[int, SupportsFloat | SupportsIndex | None]] | None = None, answer_schema: str | None = None) -> Pending:
        """
        Starts a session; brings a `Session`.
        """

@final
class Download:
    """
    A download whose head is there. Collecting it drops the connection.
    """
    def chunk(self, /) -> Pending:
        """
        Waits for the next piece; brings bytes, or `True` after the last one.
        """

@final
class Hub:
    """
    A file descriptor, and the tokens of those that it was raised for. One for each event loop and for each waiting thread.
    """
    def __new__(cls, /) -> Hub: ...
    def fileno(self, /) -> int:
        """
        The descriptor to wait on until it is readable.
        """
    def take(self, /) -> list[int]:
        """
        Lowers the descriptor and gives the tokens it was raised for.
        """

@final
class LocalRuntime:
    """
    The embedded Agents API; it ends when this is collected.
    """
    @property
    def api_key(self, /) -> str:
        """
        The key that callers must show.
        """
    @property
    def base_url(self, /) -> str:
        """
        Where it is reached.
        """
    def close(self, /) -> None:
        """
        Ends it.
        """

@final
class Pages:
    """
    A list that is walked page by page.
    """
    def next(self, /) -> Pending:
        """
        Fetches the next page; brings its entries as JSON text, or `True` behind the last one.
        """

@final
class Pending:
    """
    A call under way. Collecting it drops the request.
    """
    def arm(self, /, hub: Hub, token: SupportsIndex) -> bool:
        """
        Asks the hub to be raised with this token when the call is done. Returns whether it already is.
        """
    def cancel(self, /) -> None:
        """
        Drops the request.
        """
    def take(self, /) -> Any:
        """
        Takes the result, once it is there: `None` before; then a tuple `(status, headers, body, revision)`, a `Session`, a
        `LocalRuntime`, a `Download`, bytes, the JSON text of a page's entries, or `True` for nothing. Raises `Failure`.
        """

@disjoint_base
class Record:
    """
    The base of `steersman.Model`. It is filled once, right after it was made.
    """
    def __new__(cls, /, *_arguments: "Any", **_members: "Any") -> "Self":
        """
        Subclasses have an `__init__` of their own.
        """
    @property
    def _cache(self, /) -> Any:
        """
        Members that were converted.
        """
    @property
    def _data(self, /) -> Any:
        """
        The data of an event, as an object of its class, where the kind tells that.
        """
    def _fill(self, /, value: Any) -> None:
        """
        Fills it with a value.
        """
    def _fill_event(self, /, index: SupportsIndex | None, text: str) -> None:
        """
        Makes it an event, from its text and its place in the log.
        """
    @property
    def _index(self, /) -> int | None:
        """
        The place of an event in the log, if it is known.
        """
    @property
    def _json(self, /) -> Any:
        """
        The value. It is shared: whoever hands it out copies it.
        """
    @property
    def _kind(self, /) -> str:
        """
        The kind of an event's data where there is one, else its type.
        """
    def _loads(self, /) -> Any:
        """
        A new value of the text of an event, whatever it is.
        """
    @property
    def _raw(self, /) -> str:
        """
        The text of an event, as the server wrote it.
        """
    @property
    def _text(self, /) -> str:
        """
        The text that the value is read from.
        """
    @property
    def _time(self, /) -> str | None:
        """
        The time of an event, as the server wrote it.
        """
    @property
    def _type(self, /) -> str:
        """
        The type of an event; empty when it has none.
        """

@final
class Runtime:
    """
    The threads of this process that do the work. One for a process, kept by the Python side.
    """
    def __new__(cls, /) -> Runtime: ...
    def shutdown(self, /) -> None:
        """
        Ends it, within half a second. Nobody who waits is woken any more.
        """

@final
class Session:
    """
    A session by its id; what is known of it and which tool calls are taken is shared by all its watches.
    """
    @property
    def id(self, /) -> str:
        """
        The id.
        """
    def steer(self, /, what: str, body: str | None = None) -> Pending:
        """
        Steers the session, with JSON text where there is something to say (`steersman_host::steer` says what there is).
        """
    def watch(self, /, *, wait: bool, from_index: SupportsIndex | None, wait_for_seconds: SupportsIndex, limit: SupportsIndex | None, timeout_seconds: SupportsFloat | SupportsIndex | None, tools: tuple[str, SupportsGetItem[int, SupportsFloat | SupportsIndex | None]] | None, max_parallel_tools: SupportsIndex | None, tool_timeout: SupportsFloat | SupportsIndex | None, retry_budget: SupportsFloat | SupportsIndex | None, poll_backoff_seconds: SupportsFloat | SupportsIndex | None, until: str | None = None, read_ahead: SupportsIndex | None = None, max_polls: SupportsIndex | None = None, answer_schema: str | None = None) -> Stream:
        """
        Watches the session: as a stream or, with `wait`, until it settles, to be read to the end and then concluded.
        """

@final
class Stream:
    """
    A watch that began. Collecting it ends the watch; nothing is sent to the session.
    """
    def arm(self, /, hub: Hub, token: SupportsIndex) -> bool:
        """
        Asks the hub to be raised with this token when there is something to drain, a call, or the end. Returns whether there
        already is.
        """
    def close(self, /) -> None:
        """
        Ends the watch. What was read already can still be drained.
        """
    def complete(self, /, id: SupportsIndex, succeeded: bool, text: str) -> None:
        """
        Answers a call: with JSON text, or with the text of an error.
        """
    @property
    def cursor(self, /) -> int:
        """
        Index of the event after those that were drained.
        """
    def drain(self, /, max: SupportsIndex) -> "tuple[list[Any], bool | str | None]":
        """
        Takes what is there, at most `max` items: a list of events and gaps, of the classes that `set_event_classes` was told of; and the
        end: `None` when there is more to come, `True` after the last item, an error as JSON text.
        """
    def drain_calls(self, /) -> list[tuple[int, str, str | None, str, str | None, int | None, float | None, int]]:
        """
        Calls to run, and calls that are no longer wanted (without arguments).
        """
    def outcome(self, /) -> str | None:
        """
        What the session came to, as JSON text, after the end; `None` before it. A wait checks the answer.
        """

def run_command(arguments: SupportsGetItem[int, str]) -> int:
    """
    Runs the `steersman` command with these arguments, the first of which is the program's name, and gives its exit code.
    """

def set_event_classes(events: "dict[str, tuple[Any, dict[str, Any]]]", unknown: type, gap: type) -> "None":
    """
    Tells of the classes of events; a second time does nothing. `events` has the class of each type of events, and the classes of its data by
    their kinds.
    """

def set_log_level(least: SupportsIndex) -> None:
    """
    Keeps records from this level on, as `logging` counts them; 255 for none, as in the beginning.
    """

def sign_webhook(body: bytes, timestamp: str, secret: str) -> str:
    """
    The signature of a webhook delivery, as the service makes it.
    """

def take_log() -> list[tuple[int, str, str, float]]:
    """
    Takes the records that wait to be written to the log: level, where it comes from, text, seconds since 1970.
    """

def verify_webhook(body: bytes, signature: str, timestamp: str, secrets: SupportsGetItem[int, str], tolerance_s: SupportsFloat | SupportsIndex) -> None:
    """
    Checks a webhook delivery.
    """

def version() -> str:
    """
    The version of the library.
    """

class Failure(Exception):
    """
    Carries an error as JSON text; the Python package raises its own class for it.
    """
