"""A ready-made tool for one-time codes and confirmation links: the agent asks, somebody or something of yours answers.

    from steersman import Client, ImapOtpHandler, otp_tool

    with Client() as client:
        client.run_session(agent="…", messages="…", tools=[otp_tool()])                     # asks you on the terminal
        mail = ImapOtpHandler("imap.example.com", "me@example.com", lambda: read_my_secret())
        client.run_session(agent="…", messages="…", tools=[otp_tool(mail)])                 # looks into a mailbox

What the agent gets is the code or the link, and nothing else: no credentials, no text of a mail, no answer of a mail server.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, cast

from ._light import described
from .errors import InvalidArgumentError
from .tools import Tool, ToolContext, tool

if TYPE_CHECKING:
    import imaplib
    from email.message import EmailMessage

Kind: TypeAlias = Literal["code", "link"]

_MOST_BYTES = 512 * 1024
_URL = re.compile(r"https?://[^\s<>\"'\])]+")
_VERIFYING = re.compile(r"verif|confirm|activat|magic|sign[-_]?in|log[-_]?in|auth|token|otp|invite|reset", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:code|otp|passcode|password|pin|token)\b", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\w-])")
# Groups of one length: a date is no code.
_DIGITS = re.compile(
    r"(?:(?<![\w.,-])|(?<=\b[A-Z]-))(?:\d{4,8}|\d{3}[ -]\d{3}(?:[ -]\d{3})?|\d{4}[ -]\d{4}|\d{2} \d{2} \d{2})(?![\w-]|[.,]\d)"
)


class OtpError(Exception):
    """No code could be had. The agent is told the text, so it says nothing that is secret."""


@described
@dataclass(frozen=True)
class OtpRequest:
    """What the agent needs."""

    prompt: str
    """What it is for, in the agent's words."""
    kind: Kind = "code"
    """Whether a code is wanted, or the link of a mail."""
    source: str | None = None
    """Where it comes from, such as the name of the site, if the agent said so."""
    context: ToolContext | None = field(default=None, repr=False, compare=False)
    """The call of the tool: until when the answer is wanted, and whether it still is."""


OtpHandler: TypeAlias = Callable[[OtpRequest], "str | Awaitable[str]"]


def otp_tool(handler: OtpHandler | None = None, *, name: str = "request_otp") -> Tool[..., Any]:
    """A tool with which the agent asks for a one-time code, or for the link in a confirmation mail.

    Args:
        handler: Called with the `OtpRequest`, it returns the code or the link; it may be async. Default: asks on the terminal.
        name: The name the agent calls the tool by.
    """
    answer = handler or ask_on_terminal
    if not callable(answer):
        raise InvalidArgumentError(f"handler: must be a function that takes an OtpRequest, got {handler!r}", field="handler")

    def request_otp(
        context: ToolContext,
        prompt: Annotated[str, "What the code or link is for, and where it was sent."],
        kind: Annotated[Kind, "`code` for a one-time code, `link` for the link in a confirmation mail."] = "code",
        source: Annotated[str | None, "Who sends it: the name of the site or its address."] = None,
    ) -> Any:
        value = answer(OtpRequest(prompt, kind, source, context))
        return _checked(value) if isinstance(value, str) or not hasattr(value, "__await__") else _later(value)

    return tool(
        name=name,
        description="Asks the user for a one-time code that was sent to them by mail, text message or an app, or for the link in a "
        "confirmation mail. Use it when a site asks for one; never guess a code.",
    )(request_otp)


async def _later(value: Awaitable[str]) -> str:
    return _checked(await value)


def _checked(value: Any) -> str:
    text = str(value).strip() if value is not None else ""
    if not text:
        raise OtpError("no code was given")
    return text


def ask_on_terminal(request: OtpRequest) -> str:
    """Asks the person at the terminal."""
    if not sys.stdin or not sys.stdin.isatty():
        raise OtpError("there is no terminal on which somebody could be asked")
    what = "link" if request.kind == "link" else "code"
    origin = f" (from {_printable(request.source)})" if request.source else ""
    return input(f"\nThe agent asks for a {what}{origin}: {_printable(request.prompt)}\n{what}: ")


def _printable(text: str) -> str:
    """The text without what would move the cursor: it is the agent's, and the terminal is the user's."""
    return "".join(part if part.isprintable() else " " for part in text)


def find_code(text: str, pattern: str | re.Pattern[str] | None = None) -> str | None:
    """The one-time code in a text, or `None`.

    Args:
        text: The text of a message.
        pattern: A regular expression of your own; its first group is the code, or all of it when it has none.
    """
    if pattern is not None:
        found = re.search(pattern, text)
        return None if found is None else found.group(1 if found.re.groups else 0)
    text = " ".join(text.split())
    for word in _NAMED.finditer(text):
        for token in _TOKEN.finditer(text, word.end(), min(len(text), word.end() + 60)):
            value = token.group()
            if 4 <= len(value) <= 12 and any(letter.isdigit() for letter in value):
                return _whole(text, token.start()) or value
    digits = _DIGITS.search(text)
    return None if digits is None else _joined(digits.group())


def _whole(text: str, start: int) -> str | None:
    """The digits here, with the groups that belong to them."""
    digits = _DIGITS.match(text, start)
    return None if digits is None else _joined(digits.group())


def _joined(digits: str) -> str:
    return digits.replace(" ", "").replace("-", "")


def find_link(text: str) -> str | None:
    """The confirmation link in a text, or its first link, or `None`."""
    links = [found.group().rstrip(".,;:!?") for found in _URL.finditer(text)]
    return next((link for link in links if _VERIFYING.search(link)), links[0] if links else None)


class ImapOtpHandler:
    """Finds codes and links in a mailbox: in the newest unread mail that has one, which is marked as read.

    The credentials stay in this process: they are not in its `repr`, in errors, or in what the agent gets, and it cannot be pickled.
    """

    def __init__(
        self,
        host: str,
        username: str,
        password: str | Callable[[], str],
        *,
        port: int | None = None,
        tls: bool = True,
        mailbox: str = "INBOX",
        sender: str | None = None,
        subject: str | None = None,
        pattern: str | re.Pattern[str] | None = None,
        max_age: float = 900,
        timeout: float = 120,
        poll_interval: float = 5,
    ) -> None:
        """Makes a handler. Nothing is connected yet.

        Args:
            host: The IMAP server.
            username: Whose mailbox it is.
            password: The password, or a function that gives it, asked at each request.
            port: Default 993, and 143 without TLS.
            tls: Whether the connection is encrypted. Without it the password can be read on its way: for servers on this machine.
            mailbox: The folder.
            sender: Only mails with this text in the sender.
            subject: Only mails with this text in the subject.
            pattern: A regular expression for the code; its first group is the code. Default: what codes look like.
            max_age: Only mails that came in the last so many seconds.
            timeout: How many seconds a mail is waited for.
            poll_interval: Seconds between two looks.
        """
        self._host = host
        self._username = username
        self._password = password
        self._port = port or (993 if tls else 143)
        self._tls = tls
        self._mailbox = mailbox
        self._sender = sender
        self._subject = subject
        self._pattern = pattern
        self._max_age = max_age
        self._timeout = timeout
        self._poll_interval = poll_interval

    def __repr__(self) -> str:
        return f"<ImapOtpHandler of {self._mailbox} on {self._host}>"

    def __reduce__(self) -> Any:
        raise TypeError("an ImapOtpHandler is not pickled: its credentials do not leave the process")

    def __call__(self, request: OtpRequest) -> str:
        """Waits for a mail with what is asked for, and gives it.

        Raises:
            OtpError: No mail came in time, or the mailbox cannot be read.
        """
        until = time.monotonic() + self._timeout
        context = request.context or ToolContext("request_otp")
        if context.deadline is not None:
            until = min(until, context.deadline)
        mailbox = self._open(max(1.0, until - time.monotonic()))
        try:
            while True:
                found = self._look(mailbox, request)
                if found is not None:
                    return found
                left = until - time.monotonic()
                if left <= 0:
                    raise OtpError(f"no unread mail with a {request.kind} came within {self._timeout:g} seconds")
                if context.wait_cancelled(min(left, self._poll_interval)):
                    raise OtpError("the code is no longer wanted")
        except (OSError, ValueError, _imap_error()):
            # What a server says may repeat what it was told.
            raise OtpError("the mailbox could not be read") from None
        finally:
            try:
                mailbox.logout()
            except (OSError, _imap_error()):
                # It is over anyway.
                pass

    def _open(self, timeout: float) -> imaplib.IMAP4:
        import imaplib
        import ssl

        try:
            password = self._password if isinstance(self._password, str) else self._password()
        except Exception as error:
            raise OtpError(f"there is no password for the mailbox: {type(error).__name__}") from None
        try:
            if self._tls:
                mailbox: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                    self._host, self._port, ssl_context=ssl.create_default_context(), timeout=min(timeout, 30)
                )
            else:
                mailbox = imaplib.IMAP4(self._host, self._port, timeout=min(timeout, 30))
        except (OSError, imaplib.IMAP4.error):
            raise OtpError("the mail server cannot be reached") from None
        try:
            mailbox.login(self._username, password)
        except (OSError, ValueError, imaplib.IMAP4.error):
            mailbox.shutdown()
            raise OtpError("the mail server refused the sign-in") from None
        return mailbox

    def _look(self, mailbox: imaplib.IMAP4, request: OtpRequest) -> str | None:
        status, _ = mailbox.select('"' + self._mailbox.replace("\\", "\\\\").replace('"', '\\"') + '"')
        if status != "OK":
            raise OtpError("the mail server has no such mailbox")
        candidates: list[tuple[bool, str, str]] = []
        for uid, message in self._unread(mailbox):
            if self._sender and self._sender.lower() not in str(message.get("From", "")).lower():
                continue
            title = str(message.get("Subject", ""))
            if self._subject and self._subject.lower() not in title.lower():
                continue
            text, links = _content(message)
            if request.kind == "link":
                value = find_link("\n".join([*links, text]))
            else:
                value = find_code(f"{title}\n{text}", self._pattern)
            if value:
                about = f"{message.get('From', '')} {title} {text}".lower()
                candidates.append((request.source is None or request.source.lower() in about, uid, value))
        # Those of the source that was named go first; then the newest.
        for _, uid, value in sorted(candidates, key=lambda candidate: (not candidate[0], -int(candidate[1]))):
            mailbox.uid("STORE", uid, "+FLAGS", "(\\Seen)")
            return value
        return None

    def _unread(self, mailbox: imaplib.IMAP4) -> Iterator[tuple[str, EmailMessage]]:
        """Unread mails that are new enough, newest first."""
        import email
        import email.policy
        import imaplib

        since = time.time() - self._max_age
        # A server counts in days of its own time zone.
        day = time.strftime("%d-%b-%Y", time.gmtime(since - 86_400))
        _, found = mailbox.uid("SEARCH", "UNSEEN", "SINCE", day)
        for uid in reversed((found[0] or b"").decode().split()[-50:]):
            # `PEEK` leaves it unread: it may not be what is looked for.
            _, parts = mailbox.uid("FETCH", uid, f"(INTERNALDATE BODY.PEEK[]<0.{_MOST_BYTES}>)")
            for part in parts:
                if not isinstance(part, tuple):
                    continue
                head, body = cast("tuple[bytes, bytes]", part)
                came = imaplib.Internaldate2tuple(head)
                if came is None or time.mktime(came) >= since:
                    yield uid, email.message_from_bytes(body, policy=email.policy.default)


def _imap_error() -> type[Exception]:
    import imaplib

    return imaplib.IMAP4.error


def _content(message: EmailMessage) -> tuple[str, list[str]]:
    """The text of a mail, and the links behind its words."""
    texts: list[str] = []
    links: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.is_attachment():
            continue
        try:
            content = str(part.get_content())
        except (LookupError, UnicodeError):
            # A character set that is not known.
            content = bytes(part.get_payload(decode=True) or b"").decode(errors="replace")
        if kind == "text/html":
            content, found = _read_html(content)
            links.extend(found)
        texts.append(content)
    return "\n".join(texts), links


def _read_html(html: str) -> tuple[str, list[str]]:
    from html.parser import HTMLParser

    words: list[str] = []
    links: list[str] = []

    class Reader(HTMLParser):
        hidden = 0

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.hidden += tag in ("style", "script", "title")
            links.extend(value for key, value in attrs if tag == "a" and key == "href" and value)
            words.append(" ")

        def handle_endtag(self, tag: str) -> None:
            self.hidden -= tag in ("style", "script", "title") and self.hidden > 0
            words.append(" ")

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                words.append(data)

    reader = Reader()
    reader.feed(html)
    reader.close()
    return "".join(words), links


__all__ = ["ImapOtpHandler", "OtpError", "OtpHandler", "OtpRequest", "ask_on_terminal", "find_code", "find_link", "otp_tool"]
