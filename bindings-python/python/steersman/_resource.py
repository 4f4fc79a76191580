"""What all resources do: send a call by its name and make objects of what comes back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from . import _native
from ._model import convert, dumps
from ._runtime import finish, finish_async
from .errors import InvalidArgumentError, from_native

if TYPE_CHECKING:
    from typing_extensions import Self

    from .client import _BaseClient
    from .inputs import RequestOptions

T = TypeVar("T")


class _Omit:
    """Stands for an argument that is not given; `None` is a value of its own."""

    def __repr__(self) -> str:
        return "OMIT"

    def __bool__(self) -> bool:
        return False


OMIT: Any = _Omit()


@dataclass(frozen=True)
class RawResponse(Generic[T]):
    """A response with what came around its content."""

    data: T
    """What the call gives otherwise."""
    status_code: int
    """The HTTP status."""
    headers: dict[str, str]
    """The headers, their names in small letters."""


def encode(value: Any, what: str = "arguments") -> str:
    """JSON text of arguments; what cannot be sent is named."""
    try:
        return dumps(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidArgumentError(f"{what}: {error}", field=what) from error


def _query(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


def start_call(client: _BaseClient, name: str, arguments: Mapping[str, Any], options: RequestOptions | None) -> _native.Pending:
    """Starts a call; arguments that are `OMIT` are not given."""
    given = encode({key: value for key, value in arguments.items() if value is not OMIT})
    try:
        core = client._core()
        if not options:
            return core.call(name, given)
        query = [
            (key, _query(item))
            for key, value in (options.get("additional_query_parameters") or {}).items()
            for item in (value if isinstance(value, (list, tuple)) else [value])
        ]
        body = options.get("additional_body_parameters")
        return core.call(
            name,
            given,
            options.get("timeout_in_seconds"),
            options.get("max_retries"),
            list((options.get("additional_headers") or {}).items()),
            query,
            encode(body) if body else None,
        )
    except _native.Failure as failure:
        raise from_native(failure)


def read(reply: tuple[int, list[tuple[str, str]], bytes, int | None], recipe: Any, arguments: Mapping[str, Any]) -> Any:
    """Makes an object of a response."""
    _, _, body, revision = reply
    if recipe is None or not body:
        return None
    value = json.loads(body)
    if revision is not None and isinstance(value, dict):
        value.setdefault("revision", revision)
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

    def _result(self, reply: Any, recipe: Any, arguments: Mapping[str, Any]) -> Any:
        data = read(reply, recipe, arguments)
        if self._raw:
            return RawResponse(data=data, status_code=reply[0], headers=dict(reply[1]))
        return data


class Resource(_Base):
    """Direct calls of one resource."""

    def _call(self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None) -> Any:
        self._client._refresh_key()
        pending = start_call(self._client, name, arguments, options)
        try:
            return self._result(finish(pending), recipe, arguments)
        except _native.Failure as failure:
            raise from_native(failure)

    def _bytes(self, name: str, arguments: dict[str, Any], options: RequestOptions | None) -> Iterator[bytes]:
        self._client._refresh_key()
        pending = start_call(self._client, name, arguments, options)
        try:
            body = finish(pending)[2]
        except _native.Failure as failure:
            raise from_native(failure)
        yield from _pieces(body, options)

    def _all(
        self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None, paging: str, size: int | None
    ) -> Iterator[Any]:
        walk = _Walk(name, arguments, recipe, paging, size)
        while walk.more:
            self._client._refresh_key()
            pending = start_call(self._client, name, walk.arguments, options)
            try:
                reply = finish(pending)
            except _native.Failure as failure:
                raise from_native(failure)
            yield from walk.entries(json.loads(reply[2]))


class AsyncResource(_Base):
    """Direct calls of one resource."""

    async def _call(self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None) -> Any:
        await self._client._prepare()
        pending = start_call(self._client, name, arguments, options)
        try:
            return self._result(await finish_async(pending), recipe, arguments)
        except _native.Failure as failure:
            raise from_native(failure)

    async def _bytes(self, name: str, arguments: dict[str, Any], options: RequestOptions | None) -> AsyncIterator[bytes]:
        await self._client._prepare()
        pending = start_call(self._client, name, arguments, options)
        try:
            body = (await finish_async(pending))[2]
        except _native.Failure as failure:
            raise from_native(failure)
        for piece in _pieces(body, options):
            yield piece

    async def _all(
        self, name: str, arguments: dict[str, Any], recipe: Any, options: RequestOptions | None, paging: str, size: int | None
    ) -> AsyncIterator[Any]:
        walk = _Walk(name, arguments, recipe, paging, size)
        while walk.more:
            await self._client._prepare()
            pending = start_call(self._client, name, walk.arguments, options)
            try:
                reply = await finish_async(pending)
            except _native.Failure as failure:
                raise from_native(failure)
            for entry in walk.entries(json.loads(reply[2])):
                yield entry


def _pieces(body: bytes, options: RequestOptions | None) -> Iterator[bytes]:
    size = (options or {}).get("chunk_size") or 64 * 1024
    for start in range(0, len(body), size):
        yield body[start : start + size]


class _Walk:
    """Where a walk over the pages of a list is."""

    def __init__(self, name: str, arguments: dict[str, Any], recipe: Any, paging: str, size: int | None) -> None:
        self.arguments = dict(arguments)
        self.recipe = recipe
        self.paging = paging
        self.more = True
        self.size = arguments.get("size") or size or 1
        self.position = 0
        if paging == "page":
            self.position = ((arguments.get("page") or 1) - 1) * self.size
        elif paging == "offset":
            self.position = arguments.get("offset") or 0

    def entries(self, page: dict[str, Any]) -> Iterator[Any]:
        found: list[Any] = next((value for value in page.values() if isinstance(value, list)), [])
        total = page.get("total") or 0
        if self.paging == "after":
            self.more = bool(page.get("truncated")) and bool(found)
            if self.more:
                self.arguments.update(modified_before=found[-1]["modified_at"], name_after=found[-1]["name"])
        else:
            self.position += self.size if self.paging == "page" else len(found)
            self.more = bool(found) and not (total and self.position >= total)
            if self.paging == "page":
                self.arguments["page"] = self.position // self.size + 1
            else:
                self.arguments["offset"] = self.position
        for entry in found:
            yield convert(self.recipe, entry)


__all__ = ["OMIT", "AsyncResource", "RawResponse", "Resource"]
