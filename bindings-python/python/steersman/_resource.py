"""What all resources do: send a call by its name and make objects of what comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping

from . import _native
from ._light import TYPE_CHECKING, cast, loads
from ._model import convert, dumps
from .errors import InvalidArgumentError

if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self

    from .client import AsyncClient, Client, _BaseClient
    from .inputs import RequestOptions


class _Omit:
    """Stands for an argument that is not given; `None` is a value of its own."""

    def __repr__(self) -> str:
        return "OMIT"

    def __bool__(self) -> bool:
        return False


OMIT: Any = _Omit()


def encode(value: Any, what: str = "arguments") -> str:
    """JSON text of arguments; what cannot be sent is named."""
    try:
        return dumps(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"{what}: {error}", field=what) from error


def _query(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _listed(value: Any) -> Iterable[Any]:
    return cast("Iterable[Any]", value) if isinstance(value, (list, tuple)) else (value,)


def _given(arguments: Mapping[str, Any]) -> str:
    """JSON text of the arguments; those that are `OMIT` are not given."""
    return encode({key: value for key, value in arguments.items() if value is not OMIT})


def _options(
    options: RequestOptions | None,
) -> tuple[float | None, float | None, int | None, list[tuple[str, str]], list[tuple[str, str]], str | None] | None:
    """The options of a call, as the native module takes them."""
    if not options:
        return None
    query = [
        (key, _query(item))
        for key, value in (options.get("additional_query_parameters") or {}).items()
        for item in _listed(value)
    ]
    headers = list((options.get("additional_headers") or {}).items())
    body = options.get("additional_body_parameters")
    return (
        options.get("timeout_in_seconds"),
        options.get("deadline_in_seconds"),
        options.get("max_retries"),
        headers,
        query,
        encode(body) if body else None,
    )


def start_call(client: _BaseClient, name: str, arguments: Mapping[str, Any], options: RequestOptions | None) -> _native.Pending:
    """Starts a call."""
    return client._core().call(name, _given(arguments), _options(options))


def start_download(client: _BaseClient, name: str, arguments: Mapping[str, Any], options: RequestOptions | None) -> _native.Pending:
    """Starts a download."""
    return client._core().download(name, _given(arguments), _options(options))


def read(reply: tuple[int, list[tuple[str, str]], bytes, int | None], recipe: Any) -> Any:
    """Makes an object of a response."""
    _, _, body, revision = reply
    if recipe is None or not body:
        return None
    value: Any = loads(body)
    if revision is not None and isinstance(value, dict):
        cast("dict[str, Any]", value).setdefault("revision", revision)
    return convert(recipe, value)


class _Base:
    def __init__(self, client: _BaseClient) -> None:
        self._client = client
        self._raw = False

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client!r}>"

    @property
    def with_raw_response(self) -> Self:
        """The same calls, each giving a `RawResponse` with status and headers."""
        raw = type(self)(self._client)
        raw._raw = True
        return raw

    def _result(self, reply: Any, recipe: Any) -> Any:
        data = read(reply, recipe)
        if not self._raw:
            return data
        from .result import RawResponse

        return RawResponse(data=data, status_code=reply[0], headers=dict(reply[1]))


class Resource(_Base):
    """Direct calls of one resource."""

    _client: Client

    def _call(self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None) -> Any:
        return self._client._run(
            lambda: start_call(self._client, name, arguments, options), lambda reply: self._result(reply, recipe)
        )

    def _bytes(self, name: str, arguments: dict[str, Any], options: RequestOptions | None) -> Iterator[bytes]:
        run, pieces = self._client._run, _Pieces(options)
        download = run(lambda: start_download(self._client, name, arguments, options), _same)
        while not pieces.ended:
            yield from pieces.of(run(download.chunk, _same))

    def _all(self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None) -> Iterator[Any]:
        walk = _Walk(self._client, name, arguments, recipe, options)
        while not walk.ended:
            yield from self._client._run(walk.next, walk.entries)


class AsyncResource(_Base):
    """Direct calls of one resource."""

    _client: AsyncClient

    async def _call(self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None) -> Any:
        return await self._client._run(
            lambda: start_call(self._client, name, arguments, options), lambda reply: self._result(reply, recipe)
        )

    async def _bytes(self, name: str, arguments: dict[str, Any], options: RequestOptions | None) -> AsyncIterator[bytes]:
        run, pieces = self._client._run, _Pieces(options)
        download = await run(lambda: start_download(self._client, name, arguments, options), _same)
        while not pieces.ended:
            for piece in pieces.of(await run(download.chunk, _same)):
                yield piece

    async def _all(self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None) -> AsyncIterator[Any]:
        walk = _Walk(self._client, name, arguments, recipe, options)
        while not walk.ended:
            for entry in await self._client._run(walk.next, walk.entries):
                yield entry


def _same(value: Any) -> Any:
    return value


class _Pieces:
    """The pieces of a download: as they come, or each of the size that was asked for."""

    def __init__(self, options: RequestOptions | None) -> None:
        self.size = (options or {}).get("chunk_size")
        self.rest = b""
        self.ended = False

    def of(self, chunk: bytes | bool) -> Iterator[bytes]:
        """What can be handed out after this chunk; `True` stands for the end."""
        if isinstance(chunk, bool):
            self.ended = True
            if self.rest:
                yield self.rest
        elif not self.size:
            yield chunk
        else:
            data, size = self.rest + chunk, self.size
            whole = len(data) - len(data) % size
            self.rest = data[whole:]
            for start in range(0, whole, size):
                yield data[start : start + size]


class _Walk:
    """A list that is walked page by page."""

    def __init__(
        self, client: _BaseClient, name: str, arguments: Mapping[str, Any], recipe: Any, options: RequestOptions | None
    ) -> None:
        self.open: Callable[[], _native.Pages] = lambda: client._core().pages(name, _given(arguments), _options(options))
        self.recipe = recipe
        self.pages: _native.Pages | None = None
        self.ended = False

    def next(self) -> _native.Pending:
        """Starts the call for the next page."""
        if self.pages is None:
            self.pages = self.open()
        return self.pages.next()

    def entries(self, page: str | bool) -> list[Any]:
        """The entries of a page; `True` stands for the end."""
        if isinstance(page, bool):
            self.ended = True
            return []
        return [convert(self.recipe, entry) for entry in loads(page)]


__all__ = ["OMIT", "AsyncResource", "Resource"]
