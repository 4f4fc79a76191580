"""The clients: where the API is, with which key, and how patiently it is asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from . import _native
from ._light import TYPE_CHECKING, TypeVar, overload
from ._resource import OMIT, encode
from ._runtime import Process, finish, finish_async, process, runtime
from .errors import ConfigurationError, from_native
from .session import AsyncSessionHandle, SessionHandle, answer_type, built, definitions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from typing_extensions import Self, Unpack

    from . import resources
    from .options import RunOptions, StartOptions
    from .result import SessionResult
    from .session import Tools

A = TypeVar("A")
T = TypeVar("T")
H = TypeVar("H", "SessionHandle[Any]", "AsyncSessionHandle[Any]")

# The members of `StartOptions` that are sent.
_REQUEST = frozenset(
    {
        "agent",
        "messages",
        "overrides",
        "max_steps",
        "max_time_s",
        "idle_timeout_s",
        "group_id",
        "parent_session_id",
        "timezone",
        "delete_after_min",
        "delete_screenshot_after_min",
        "queue",
    }
)

_RESOURCES = {
    "sessions": "Sessions",
    "session_files": "SessionFiles",
    "quota": "Quota",
    "agents": "Agents",
    "environments": "Environments",
    "skills": "Skills",
    "schedules": "Schedules",
    "vaults": "Vaults",
    "browser_profiles": "BrowserProfiles",
    "webhooks": "Webhooks",
}


def _region(environment: Any) -> tuple[str, str | None]:
    """Region, or base URL, of what was given as environment."""
    value = getattr(environment, "value", environment)
    text = str(value or "eu")
    if text.startswith("http"):
        return "eu", text
    if text.lower() in ("eu", "us"):
        return text.lower(), None
    raise ConfigurationError(f"environment: must be 'eu' or 'us', got {environment!r}", field="environment")


class _BaseClient:
    """What both clients share."""

    _prefix = ""

    def __init__(
        self,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        *,
        base_url: str | None = None,
        environment: Any = "eu",
        timeout: float | None = 60.0,
        max_retries: int = 2,
        retry_budget: float | None = None,
        headers: Mapping[str, str] | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
        user_agent_suffix: str | None = None,
        allow_insecure_http: bool = False,
        max_response_bytes: int | None = None,
        follow_redirects: bool = True,
        httpx_client: Any = None,
        logging: Any = None,
    ) -> None:
        """Makes a client. Nothing is connected yet.

        Args:
            api_key: The key, or a function that gives it, asked before every call. Default: `HAI_API_KEY`, else the credential file.
            base_url: Where the API is. Default: the URL of the region.
            environment: The region: `"eu"` or `"us"`.
            timeout: The longest time for one attempt of a request, in seconds.
            max_retries: Most retries of one request.
            retry_budget: Most seconds from the first failure of a request to the beginning of its last retry. Default 120.
            headers: Headers for every request.
            proxy: A proxy for every request that does not go to this machine. Default: that of the environment.
            trust_env: Whether a proxy of the environment is used.
            user_agent_suffix: Added to the user agent, as `name/version`.
            allow_insecure_http: Allows to send the key over plain http to another machine.
            max_response_bytes: The most bytes of a response. Default 64 MiB.
            follow_redirects: Has no effect: redirects of downloads are followed, and nothing else redirects.
            httpx_client: Not supported; the options above say what a client of your own would.
            logging: Has no effect.

        Raises:
            ConfigurationError: There is no key, or an option cannot be used.
        """
        del follow_redirects, logging
        if httpx_client is not None:
            raise ConfigurationError("httpx_client: this client does not use httpx; use headers, proxy and timeout", field="httpx_client")
        region, url = _region(environment)
        self._key_function = api_key if callable(api_key) else None
        self._key = api_key if isinstance(api_key, str) else None
        self._settings: dict[str, Any] = {
            "base_url": base_url or url,
            "environment": region,
            "timeout": timeout,
            "max_retries": max_retries,
            "retry_budget": retry_budget,
            "proxy": proxy,
            "no_proxy": not trust_env,
            "user_agent_suffix": user_agent_suffix,
            "allow_insecure_http": allow_insecure_http,
            "max_response_bytes": max_response_bytes,
        }
        self._headers = dict(headers or {})
        self._local: _native.LocalRuntime | None = None
        self._owner: Process | None = None
        self._native: _native.Client | None = None
        self._core()

    def _core(self) -> _native.Client:
        """The native client of this process: a forked child makes its own."""
        native = self._native
        if native is None or self._owner is not process():
            try:
                native = _native.Client(
                    runtime(),
                    api_key=self._key,
                    variable_key=self._key_function is not None,
                    headers=list(self._headers.items()),
                    python="{}/{}.{}.{}".format(sys.implementation.name, *sys.version_info[:3]),
                    **self._settings,
                )
            except _native.Failure as failure:
                raise from_native(failure)
            if self._native is not None:
                # Of the parent process: kept, so that it is not collected here.
                _parents.append(self._native)
            self._native, self._owner = native, process()
        return native

    def _refresh_key(self) -> None:
        if self._key_function is not None:
            key = self._key_function()
            if not isinstance(key, str):
                close = getattr(key, "close", None)
                if close is not None:
                    # A coroutine that will not be awaited.
                    close()
                raise ConfigurationError("api_key: the function must return the key; one that has to be awaited needs AsyncClient")
            self._core().set_key(key)

    async def _prepare(self) -> None:
        if self._key_function is not None:
            key = self._key_function()
            self._core().set_key(key if isinstance(key, str) else await key)

    def _options(self) -> dict[str, Any]:
        """What a pickled handle takes along: everything but keys and headers."""
        return {**self._settings, "base_url": self.base_url, "proxy": None}

    @property
    def base_url(self) -> str:
        """Where the API is."""
        try:
            return self._core().base_url
        except _native.Failure as failure:
            raise from_native(failure)

    @property
    def local_runtime(self) -> _native.LocalRuntime | None:
        """The Agents API that this client started (`local()`), with its `base_url` and `api_key`; `None` for other clients."""
        return self._local

    @classmethod
    def local(
        cls,
        *,
        agents_file: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
        agents: str | Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        api_key: str | None = None,
        **options: Any,
    ) -> Self:
        """A client of an Agents API that it starts itself, on loopback and in this process. It ends with `close()`.

        Args:
            agents_file: Files of scripted agents, YAML or JSON.
            agents: Scripted agents: the text of such a file, its content, or the list in it.
            api_key: The key that callers must show. Default: a random one.
            options: Those of the client.

        Raises:
            ConfigurationError: It cannot start: a file of agents that is wrong.
        """
        files = [agents_file] if isinstance(agents_file, (str, os.PathLike)) else list(agents_file)
        texts: list[str] = []
        if isinstance(agents, str):
            texts.append(agents)
        elif isinstance(agents, Mapping):
            texts.append(encode(agents, "agents"))
        elif agents is not None:
            texts.append(encode({"agents": list(agents)}, "agents"))
        try:
            started: _native.LocalRuntime = finish(_native.Client.local(runtime(), [os.fspath(file) for file in files], texts, api_key))
        except _native.Failure as failure:
            raise from_native(failure)
        client = cls(started.api_key, base_url=started.base_url, trust_env=False, **options)
        client._local = started
        return client

    def _close(self) -> None:
        local = self._local
        if local is not None:
            try:
                local.close()
            except _native.Failure:
                # Of the parent process: it is not ours to end.
                pass

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.base_url}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return shared_client, (bool(self._prefix), self._options())

    def _starting(
        self, handle: Callable[..., H], idempotency_key: str | None, answer_schema: Any, tools: Tools | None, request: dict[str, Any]
    ) -> tuple[Callable[[], _native.Pending], Callable[[Any], H]]:
        """How a session is started, and what is made of it."""
        for name in request:
            if name not in _REQUEST:
                raise TypeError(f"start_session() got an unexpected keyword argument {name!r}; known are {', '.join(sorted(_REQUEST))}")
        chosen, answer = built(tools), answer_type(answer_schema)
        given = encode({name: value for name, value in request.items() if value is not OMIT}, "request")

        def start() -> _native.Pending:
            schema = None if answer is None else answer.schema
            return self._core().start_session(given, idempotency_key, definitions(chosen), schema)

        return start, lambda native: handle(self, native, chosen, answer)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            resource = _RESOURCES.get(name)
            if resource is None:
                raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
            from . import resources

            made = self.__dict__[name] = getattr(resources, self._prefix + resource)(self)
            return made


_parents: list[_native.Client] = []
_shared: dict[tuple[bool, str], Any] = {}


def shared_client(asynchronous: bool, options: dict[str, Any]) -> Any:
    """The client of unpickled handles: one for the same options, with the key of the environment."""
    key = (asynchronous, repr(sorted(options.items(), key=lambda item: item[0])))
    client = _shared.get(key)
    if client is None:
        options = dict(options)
        options["trust_env"] = not options.pop("no_proxy")
        client = _shared[key] = (AsyncClient if asynchronous else Client)(**options)
    return client


class Client(_BaseClient):
    """A client of the Agents API, that blocks its thread while it waits. It can be used from any number of threads.

    Every operation of the API is a direct call (`client.sessions.get_session(id)`); sessions are best run with `run_session` or
    `start_session`.

        with Client.local() as client:
            result = client.run_session(agent="h/conversation", messages="Hello")
            print(result.answer)
    """

    _prefix = ""

    if TYPE_CHECKING:
        sessions: resources.Sessions
        session_files: resources.SessionFiles
        quota: resources.Quota
        agents: resources.Agents
        environments: resources.Environments
        skills: resources.Skills
        schedules: resources.Schedules
        vaults: resources.Vaults
        browser_profiles: resources.BrowserProfiles
        webhooks: resources.Webhooks

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends what belongs to the client: the runtime of `local()`."""
        self._close()

    def _run(self, start: Callable[[], _native.Pending], make: Callable[[Any], T]) -> T:
        """Starts a call, waits for it, and makes something of what it brings."""
        self._refresh_key()
        try:
            return make(finish(start()))
        except _native.Failure as failure:
            raise from_native(failure)

    def session(self, id: str, *, tools: Tools | None = None) -> SessionHandle[Any]:
        """A handle on a session that exists, with the `tools` that its waits run, if there are any. Nothing is sent."""
        return SessionHandle(self, id, tools=tools)

    @overload
    def start_session(
        self, *, answer_schema: type[A], tools: Tools | None = None, **request: Unpack[StartOptions]
    ) -> SessionHandle[A]: ...
    @overload
    def start_session(
        self, *, answer_schema: Mapping[str, Any] | None = None, tools: Tools | None = None, **request: Unpack[StartOptions]
    ) -> SessionHandle[Any]: ...
    def start_session(
        self, *, agent: Any, idempotency_key: str | None = None, answer_schema: Any = None, tools: Tools | None = None, **request: Any
    ) -> SessionHandle[Any]:
        """Starts a session of an agent.

        Safe to retry: without a key of your own, `idempotency_key` is a new random one.

        Args:
            agent: The name of an agent (`h/web-surfer-pro`), or one defined in place.
            idempotency_key: Names this creation: the same key with the same request gives the same session.
            answer_schema: What the answer has to look like: a pydantic model, a dataclass, a TypedDict, or a JSON Schema.
            tools: Functions of your program that the agent may call.
            messages: What the agent is told first: text, a message, or several.
            overrides: Replaces parts of the request, by dotted path: `{"agent.model": "…"}`.
            max_steps: Steps after which a final answer is asked for.
            max_time_s: Seconds of work toward each answer.
            idle_timeout_s: Seconds the session stays open after each answer. Default: it ends with the answer.
            group_id: Groups sessions; free text.
            parent_session_id: The session this one is a child of.
            timezone: IANA name of the time zone the agent lives in.
            delete_after_min: Minutes after which the session is deleted.
            delete_screenshot_after_min: Minutes after which screenshots are deleted.
            queue: Whether to queue over the limit of sessions, or to be refused.

        Raises:
            ToolDefinitionError: A tool cannot be declared to the agent.
            InvalidArgumentError: Another argument is wrong; `field` names it.
            APIError: The service refused the session, or could not be reached.
        """
        return self._run(*self._starting(SessionHandle._made, idempotency_key, answer_schema, tools, {"agent": agent, **request}))

    @overload
    def run_session(
        self, *, answer_schema: type[A], tools: Tools | None = None, **options: Unpack[RunOptions]
    ) -> SessionResult[A]: ...
    @overload
    def run_session(
        self, *, answer_schema: Mapping[str, Any] | None = None, tools: Tools | None = None, **options: Unpack[RunOptions]
    ) -> SessionResult[Any]: ...
    def run_session(
        self,
        *,
        wait_for_seconds: float = 20,
        include_events: bool = True,
        timeout_seconds: float | None = None,
        poll_backoff_seconds: float = 0.0,
        max_polls: int | None = None,
        max_parallel_tools: int | None = None,
        tool_timeout: float | None = None,
        retry_budget: float | None = None,
        answer_schema: Any = None,
        tools: Tools | None = None,
        **request: Any,
    ) -> SessionResult[Any]:
        """Starts a session, runs its tools, and waits until it settles.

        The arguments are those of `start_session` and of `SessionHandle.wait_for_completion`, and so are the errors.
        """
        session = self.start_session(answer_schema=answer_schema, tools=tools, **request)
        return session.wait_for_completion(
            wait_for_seconds=wait_for_seconds,
            include_events=include_events,
            timeout_seconds=timeout_seconds,
            poll_backoff_seconds=poll_backoff_seconds,
            max_polls=max_polls,
            max_parallel_tools=max_parallel_tools,
            tool_timeout=tool_timeout,
            retry_budget=retry_budget,
        )


class AsyncClient(_BaseClient):
    """A client of the Agents API, for asyncio and trio. It can be used from any number of tasks and loops.

    Every operation of the API is a direct call (`client.sessions.get_session(id)`); sessions are best run with `run_session` or
    `start_session`.

        async with AsyncClient.local() as client:
            result = await client.run_session(agent="h/conversation", messages="Hello")
            print(result.answer)
    """

    _prefix = "Async"

    if TYPE_CHECKING:
        sessions: resources.AsyncSessions
        session_files: resources.AsyncSessionFiles
        quota: resources.AsyncQuota
        agents: resources.AsyncAgents
        environments: resources.AsyncEnvironments
        skills: resources.AsyncSkills
        schedules: resources.AsyncSchedules
        vaults: resources.AsyncVaults
        browser_profiles: resources.AsyncBrowserProfiles
        webhooks: resources.AsyncWebhooks

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Ends what belongs to the client: the runtime of `local()`."""
        self._close()

    def close(self) -> None:
        """As `aclose`, where nothing can be awaited."""
        self._close()

    async def _run(self, start: Callable[[], _native.Pending], make: Callable[[Any], T]) -> T:
        """Starts a call, waits for it, and makes something of what it brings."""
        await self._prepare()
        try:
            return make(await finish_async(start()))
        except _native.Failure as failure:
            raise from_native(failure)

    def session(self, id: str, *, tools: Tools | None = None) -> AsyncSessionHandle[Any]:
        """A handle on a session that exists, with the `tools` that its waits run, if there are any. Nothing is sent."""
        return AsyncSessionHandle(self, id, tools=tools)

    @overload
    async def start_session(
        self, *, answer_schema: type[A], tools: Tools | None = None, **request: Unpack[StartOptions]
    ) -> AsyncSessionHandle[A]: ...
    @overload
    async def start_session(
        self, *, answer_schema: Mapping[str, Any] | None = None, tools: Tools | None = None, **request: Unpack[StartOptions]
    ) -> AsyncSessionHandle[Any]: ...
    async def start_session(
        self, *, agent: Any, idempotency_key: str | None = None, answer_schema: Any = None, tools: Tools | None = None, **request: Any
    ) -> AsyncSessionHandle[Any]:
        """Starts a session of an agent.

        The arguments and errors are those of `Client.start_session`.
        """
        return await self._run(*self._starting(AsyncSessionHandle._made, idempotency_key, answer_schema, tools, {"agent": agent, **request}))

    @overload
    async def run_session(
        self, *, answer_schema: type[A], tools: Tools | None = None, **options: Unpack[RunOptions]
    ) -> SessionResult[A]: ...
    @overload
    async def run_session(
        self, *, answer_schema: Mapping[str, Any] | None = None, tools: Tools | None = None, **options: Unpack[RunOptions]
    ) -> SessionResult[Any]: ...
    async def run_session(
        self,
        *,
        wait_for_seconds: float = 20,
        include_events: bool = True,
        timeout_seconds: float | None = None,
        poll_backoff_seconds: float = 0.0,
        max_polls: int | None = None,
        max_parallel_tools: int | None = None,
        tool_timeout: float | None = None,
        retry_budget: float | None = None,
        answer_schema: Any = None,
        tools: Tools | None = None,
        **request: Any,
    ) -> SessionResult[Any]:
        """Starts a session, runs its tools, and waits until it settles.

        The arguments are those of `start_session` and of `AsyncSessionHandle.wait_for_completion`, and so are the errors.
        """
        session = await self.start_session(answer_schema=answer_schema, tools=tools, **request)
        return await session.wait_for_completion(
            wait_for_seconds=wait_for_seconds,
            include_events=include_events,
            timeout_seconds=timeout_seconds,
            poll_backoff_seconds=poll_backoff_seconds,
            max_polls=max_polls,
            max_parallel_tools=max_parallel_tools,
            tool_timeout=tool_timeout,
            retry_budget=retry_budget,
        )


__all__ = ["AsyncClient", "Client"]
