"""Everything that can go wrong, as exceptions.

All derive from `SteersmanError`. What came from the server derives from `APIError`, with one class per status. Attributes say what
is known: nothing has to be read out of a text.
"""

from __future__ import annotations

from . import _native
from ._light import TYPE_CHECKING, described, loads
from ._runtime import stay_if_ending

if TYPE_CHECKING:
    from typing import Any


@described
class SteersmanError(Exception):
    """The base of all errors of this package."""

    kind: str = "internal"
    """What kind of trouble it was, in one word that is the same in every language."""
    retry: str = "never"
    """Whether the same call may succeed later: `never`, `perhaps`, or `exhausted` when that was tried often enough."""
    operation: str | None = None
    """The operation that failed, such as `sessions.get_session`."""
    session_id: str | None = None
    """The session it was about."""
    cursor: int | None = None
    """Where watching stopped: a stream opened with `from_index=cursor` goes on there without loss."""
    field: str | None = None
    """The argument or JSON field that is wrong."""
    status_code: int | None = None
    """The HTTP status; `None` when there was no response."""
    body: Any = None
    """What the response said: JSON where it is JSON, else text; `None` when there was none."""
    headers: dict[str, str] | None = None
    """The headers of the response; `None` when there was none."""
    retry_after: float | None = None
    """Seconds that the server asked to wait."""

    def __init_subclass__(cls) -> None:
        """Describes the class."""
        described(cls)

    def __init__(self, message: str = "", **attributes: Any) -> None:
        super().__init__(message)
        self._attributes = attributes
        for name, value in attributes.items():
            setattr(self, name, value)

    @property
    def message(self) -> str:
        """The sentence for people."""
        return str(self)

    @property
    def is_transient(self) -> bool:
        """Whether the trouble may pass by itself."""
        return self.retry != "never"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), str(self), self._attributes)


def _restore(cls: type[SteersmanError], message: str, attributes: dict[str, Any]) -> SteersmanError:
    return cls(message, **attributes)


class ConfigurationError(SteersmanError):
    """The client cannot be made or used like this: no key, an unusable URL, an object from before a fork."""

    kind = "configuration"


class InvalidArgumentError(SteersmanError, ValueError):
    """An argument is wrong; `field` names it. Nothing was sent."""

    kind = "invalid_argument"


class RequestTooLargeError(InvalidArgumentError):
    """The request is over the limit of the API. Nothing was sent."""

    kind = "body_too_large"


class ToolDefinitionError(InvalidArgumentError):
    """A tool cannot be declared to the agent. Nothing was sent."""

    kind = "tool_definition"


class APIError(SteersmanError):
    """A request failed: there was no answer, or one that says no."""


class APIConnectionError(APIError):
    """No connection could be made, or it broke."""

    kind = "connect"


class APITimeoutError(APIConnectionError, TimeoutError):
    """There was no complete answer within the time-out of the request."""

    kind = "request_timeout"


class BadRequestError(APIError):
    """400."""

    kind = "bad_request"


class AuthenticationError(APIError):
    """401: the key is missing or not valid."""

    kind = "authentication"


class PermissionDeniedError(APIError):
    """403."""

    kind = "permission_denied"


class NotFoundError(APIError):
    """404: unknown, or not visible to the caller."""

    kind = "not_found"


class ConflictError(APIError):
    """409."""

    kind = "conflict"


class GoneError(APIError):
    """410."""

    kind = "gone"


class PreconditionFailedError(APIError):
    """412: the revision in `if_match` is not the current one any more."""

    kind = "precondition_failed"


class ContentTooLargeError(APIError):
    """413."""

    kind = "content_too_large"


class UnprocessableEntityError(APIError):
    """422: the server did not accept the content of the request."""

    kind = "unprocessable"


class RateLimitError(APIError):
    """429: too many requests, or a limit of the plan; see `quota`."""

    kind = "rate_limited"
    quota: list[dict[str, Any]] = []
    """The limits that were met: `limit`, `message` and `scope` of each. Empty when the server did not say."""


class InternalServerError(APIError):
    """5xx."""

    kind = "server"


class UnexpectedStatusError(APIError):
    """Any other status that is not a success."""

    kind = "unexpected_status"


class DecodeError(APIError):
    """The response is not what the operation returns."""

    kind = "decode"


class ResponseTooLargeError(APIError):
    """The response is over the limit of the client."""

    kind = "response_too_large"


class SessionTimeout(SteersmanError, TimeoutError):
    """The session did not settle within the time given. It goes on; `cursor` is where to watch it from."""

    kind = "deadline_exceeded"


class SessionEndedError(SteersmanError):
    """The session has ended, so it cannot do this any more."""

    kind = "session_ended"


class AnswerValidationError(SteersmanError, ValueError):
    """The answer of the session does not fit the schema that was asked for."""

    kind = "answer_validation"
    raw: Any = None
    """The answer as it came."""
    reasons: list[str] = []
    """What does not fit."""
    result: Any = None
    """What else the session came to: a `SessionResult` with the answer as it came."""


class WebhookVerificationError(SteersmanError):
    """A webhook delivery is not genuine, too old, or not readable."""

    kind = "webhook_verification"


class ClosedError(SteersmanError):
    """It was stopped: the stream was closed, or the interpreter is ending."""

    kind = "cancelled"


class InternalError(SteersmanError):
    """A fault of this library."""

    kind = "internal"


class Cause(Exception):
    """What was behind an error: a refused connection, a certificate that is not trusted."""


_CLASSES: dict[str, type[SteersmanError]] = {
    cls.kind: cls
    for cls in (
        ConfigurationError,
        InvalidArgumentError,
        RequestTooLargeError,
        ToolDefinitionError,
        APIConnectionError,
        APITimeoutError,
        BadRequestError,
        AuthenticationError,
        PermissionDeniedError,
        NotFoundError,
        ConflictError,
        GoneError,
        PreconditionFailedError,
        ContentTooLargeError,
        UnprocessableEntityError,
        RateLimitError,
        InternalServerError,
        UnexpectedStatusError,
        DecodeError,
        ResponseTooLargeError,
        SessionTimeout,
        SessionEndedError,
        AnswerValidationError,
        WebhookVerificationError,
        ClosedError,
        InternalError,
    )
}
_CLASSES["connection_lost"] = APIConnectionError

# The names in other SDKs.
ApiError = APIError
ForbiddenError = PermissionDeniedError
TooManyRequestsError = RateLimitError


def from_native(failure: _native.Failure | str) -> SteersmanError:
    """The exception for an error of the native module."""
    error: SteersmanError = _made(loads(failure if isinstance(failure, str) else failure.args[0]))
    return error


def _made(data: dict[str, Any]) -> Any:
    """The exception for what is known of an error, with what was behind it."""
    message, kind, cause = data.pop("message"), data.get("kind"), data.pop("cause", None)
    if "status" in data:
        data["status_code"] = data.pop("status")
        data.setdefault("headers", {})
    if "sessionId" in data:
        data["session_id"] = data.pop("sessionId")
    if "retryAfterMs" in data:
        data["retry_after"] = data.pop("retryAfterMs") / 1000
    if "outcome" in data:
        # The cause says nothing else.
        data["raw"], cause = data.pop("outcome")["answer"], None
    if kind != "rate_limited":
        data.pop("quota", None)
    if kind == "cancelled":
        stay_if_ending()
    error = Cause(message) if kind is None else _CLASSES.get(kind, SteersmanError)(message, **data)
    error.__cause__ = None if cause is None else _made(cause)
    return error


__all__ = [
    "APIConnectionError",
    "APIError",
    "APITimeoutError",
    "AnswerValidationError",
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "Cause",
    "ClosedError",
    "ConfigurationError",
    "ConflictError",
    "ContentTooLargeError",
    "DecodeError",
    "ForbiddenError",
    "GoneError",
    "InternalError",
    "InternalServerError",
    "InvalidArgumentError",
    "NotFoundError",
    "PermissionDeniedError",
    "PreconditionFailedError",
    "RateLimitError",
    "RequestTooLargeError",
    "ResponseTooLargeError",
    "SessionEndedError",
    "SessionTimeout",
    "SteersmanError",
    "ToolDefinitionError",
    "TooManyRequestsError",
    "UnexpectedStatusError",
    "UnprocessableEntityError",
    "WebhookVerificationError",
]
