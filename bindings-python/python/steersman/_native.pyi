"""The native module: see `bindings-python/src`. Only the package itself uses it."""

from collections.abc import Callable
from typing import Any

from typing_extensions import Self

from ._model import Event, Gap

class Failure(Exception):
    """Carries an error as JSON text; the Python package raises its own class for it."""

class Hub:
    """A file descriptor, and the tokens of those that it was raised for."""

    def __new__(cls) -> Hub: ...
    def fileno(self) -> int: ...
    def take(self) -> list[int]: ...

class Runtime:
    """The threads of this process that do the work."""

    def __new__(cls) -> Runtime: ...
    def shutdown(self) -> None: ...

class LocalRuntime:
    """The embedded Agents API."""

    @property
    def base_url(self) -> str: ...
    @property
    def api_key(self) -> str: ...
    def close(self) -> None: ...

class Pending:
    """A call under way."""

    def arm(self, hub: Hub, token: int, /) -> bool: ...
    def take(self) -> Any: ...
    def cancel(self) -> None: ...

class Download:
    """A file that comes piece by piece."""

    def chunk(self) -> Pending: ...

class Pages:
    """A list that is walked page by page."""

    def next(self) -> Pending: ...

class Client:
    """A client of the Agents API."""

    def __new__(
        cls,
        runtime: Runtime,
        *,
        api_key: str | None,
        variable_key: bool,
        base_url: str | None,
        region: str,
        timeout: float | None,
        max_retries: int | None,
        retry_budget: float | None,
        headers: list[tuple[str, str]],
        proxy: str | None,
        no_proxy: bool,
        user_agent_suffix: str | None,
        allow_insecure_http: bool,
        max_response_bytes: int | None,
        python: str,
    ) -> Client: ...
    @property
    def base_url(self) -> str: ...
    def set_key(self, key: str) -> None: ...
    def call(
        self,
        name: str,
        arguments: str,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: list[tuple[str, str]] = ...,
        query: list[tuple[str, str]] = ...,
        body: str | None = None,
    ) -> Pending: ...
    def download(
        self,
        name: str,
        arguments: str,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: list[tuple[str, str]] = ...,
        query: list[tuple[str, str]] = ...,
    ) -> Pending: ...
    def pages(
        self,
        name: str,
        arguments: str,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: list[tuple[str, str]] = ...,
        query: list[tuple[str, str]] = ...,
    ) -> Pages: ...
    def start_session(
        self, request: str, idempotency_key: str | None = None, tools: str | None = None, answer_schema: str | None = None
    ) -> Pending: ...
    def session(self, id: str, tools: str | None = None) -> Session: ...
    @staticmethod
    def local(runtime: Runtime, agents_files: list[str], agents_texts: list[str], api_key: str | None) -> Pending: ...

class Session:
    """A session by its id."""

    @property
    def id(self) -> str: ...
    def send_message(self, messages: str) -> Pending: ...
    def cancel(self) -> Pending: ...
    def stream(
        self,
        *,
        from_index: int,
        wait_for_seconds: int,
        limit: int | None,
        until: str,
        timeout_seconds: float | None,
        tools: str | None,
        max_parallel_tools: int | None,
        tool_timeout: float | None,
        retry_budget: float | None,
        poll_backoff_seconds: float,
        read_ahead: int | None,
    ) -> Stream: ...
    def wait(
        self,
        *,
        from_index: int | None,
        wait_for_seconds: int,
        limit: int | None,
        timeout_seconds: float | None,
        poll_backoff_seconds: float,
        max_polls: int | None,
        answer_schema: str | None,
        tools: str | None,
        max_parallel_tools: int | None,
        tool_timeout: float | None,
        retry_budget: float | None,
    ) -> Stream: ...

class Record:
    """What the objects of the package are made over: JSON of the wire, converted when it is read."""

    def __new__(cls, /, *arguments: Any, **members: Any) -> Self: ...
    def _fill(self, value: Any, /) -> None: ...
    def _fill_event(self, index: int | None, text: str, /) -> None: ...
    def _loads(self) -> Any: ...
    @property
    def _json(self) -> Any: ...
    @property
    def _cache(self) -> dict[str, Any]: ...
    @property
    def _index(self) -> int | None: ...
    @property
    def _raw(self) -> str: ...
    @property
    def _type(self) -> str: ...
    @property
    def _kind(self) -> str: ...
    @property
    def _time(self) -> str | None: ...
    @property
    def _data(self) -> Any: ...

class Stream:
    """A watch that began."""

    def drain(self, max: int, event_class: Callable[[str], type[Event]], gap: type[Gap], /) -> tuple[list[Event], bool | str | None]: ...
    def arm(self, hub: Hub, token: int, /) -> bool: ...
    @property
    def cursor(self) -> int: ...
    def drain_calls(self) -> list[tuple[int, str, str | None, str, str | None, int | None, float | None, int]]: ...
    def complete(self, id: int, succeeded: bool, text: str) -> None: ...
    def outcome(self) -> str | None: ...
    def close(self) -> None: ...

def take_log() -> list[tuple[int, str, str, float]]: ...
def set_log_level(least: int) -> None: ...
def version() -> str: ...
def sign_webhook(body: bytes, timestamp: str, secret: str) -> str: ...
def verify_webhook(body: bytes, signature: str, timestamp: str, secrets: list[str], tolerance_s: float) -> None: ...
def run_command(arguments: list[str]) -> int: ...
