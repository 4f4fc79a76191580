"""One-time codes: found in texts, asked for on a terminal, and read from the mailbox of a real IMAP server."""

from __future__ import annotations

import asyncio
import imaplib
import os
import pickle
import pty
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from conftest import Both, got

import steersman
from steersman import ImapOtpHandler, OtpError, OtpRequest, ToolContext, find_code, find_link, otp_tool

USER, PASSWORD = "ada@example.com", "canary-of-the-mailbox"
AGENTS = """
agents:
  - name: signer-in
    steps:
      - call: { tool: request_otp, args: { prompt: "The code for example.com", source: "Example" } }
      - answer: "{{ last }}"
  - name: confirmer
    steps:
      - call: { tool: request_otp, args: { prompt: "The mail of example.com", kind: link } }
      - answer: "{{ last }}"
"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Your code is 482913.", "482913"),
        ("482913 is your verification code", "482913"),
        ("Your one-time password:\n\n   A7K-92Q\n", "A7K-92Q"),
        ("Enter this code: 482 913 to go on", "482913"),
        ("G-482913 is your Google verification code.", "482913"),
        ("Order 12345678901 of 2026-03-01 has shipped", None),
        ("Your PIN is 0042, valid for 10 minutes", "0042"),
        ("Welcome! 123-456", "123456"),
        ("There is nothing here", None),
        ("", None),
    ],
)
def test_codes_are_found_where_people_see_them(text: str, code: str | None) -> None:
    assert find_code(text) == code


def test_a_pattern_of_ones_own_finds_the_code() -> None:
    assert find_code("ref <XY-77> code 1234", r"<([A-Z0-9-]+)>") == "XY-77"
    assert find_code("ref XY-77", r"XY-\d+") == "XY-77"
    assert find_code("ref", r"XY-\d+") is None


def test_the_link_that_confirms_is_found_among_others() -> None:
    text = "See https://example.com/help. Or go to https://example.com/verify?t=1&u=2, then (https://example.com/)."
    assert find_link(text) == "https://example.com/verify?t=1&u=2"
    assert find_link("Only https://example.com/a.") == "https://example.com/a"
    assert find_link("none") is None


def test_the_agent_is_told_what_the_tool_is_for() -> None:
    made = otp_tool(lambda request: "1")
    assert made.name == "request_otp"
    assert set(made.input_schema["properties"]) == {"prompt", "kind", "source"} and made.input_schema["required"] == ["prompt"]
    assert made.input_schema["properties"]["kind"]["enum"] == ["code", "link"]
    with pytest.raises(steersman.InvalidArgumentError):
        otp_tool("1234")  # type: ignore[arg-type]


async def test_a_handler_answers_the_agent(api: Both) -> None:
    asked: list[OtpRequest] = []

    def handler(request: OtpRequest) -> str:
        asked.append(request)
        return " 482913\n"

    async def later(request: OtpRequest) -> str:
        await asyncio.sleep(0)
        return "771203"

    with steersman.Client.local(agents=AGENTS) as local:
        client = local if not api.is_async else steersman.AsyncClient(local.local_runtime.api_key, base_url=local.base_url)  # type: ignore[union-attr]
        result = await got(client.run_session(agent="signer-in", messages="go", tools=[otp_tool(handler)]))
        assert "482913" in str(result.answer)
        assert (asked[0].prompt, asked[0].kind, asked[0].source) == ("The code for example.com", "code", "Example")
        result = await got(client.run_session(agent="signer-in", messages="go", tools=[otp_tool(later)]))
        assert "771203" in str(result.answer)
        result = await got(client.run_session(agent="signer-in", messages="go", tools=[otp_tool(lambda request: "  ")]))
        assert "no code was given" in str(result.events)


def test_the_person_at_the_terminal_is_asked() -> None:
    text = """
from steersman.otp import ask_on_terminal, OtpRequest
print("got", ask_on_terminal(OtpRequest("The code \\x1b[2J for you", source="Example")))
"""
    leader, follower = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", text], stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    os.write(leader, b"482913\n")
    assert process.wait(20) == 0
    shown = os.read(leader, 4096).decode()
    os.close(leader)
    assert "The agent asks for a code (from Example): The code  [2J for you" in shown and "got 482913" in shown
    assert "\x1b" not in shown


def test_without_a_terminal_nobody_is_asked() -> None:
    text = """
from steersman.otp import ask_on_terminal, OtpError, OtpRequest
try: ask_on_terminal(OtpRequest("The code"))
except OtpError as error: print(error)
"""
    done = subprocess.run([sys.executable, "-c", text], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    assert "no terminal" in done.stdout, done.stderr


class Mailbox:
    """An IMAP server in a process of its own, with one user."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        program = [str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(self.port), "--no-tls"]
        program += ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
        self.process = subprocess.Popen(program, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                assert self.process.poll() is None and time.monotonic() < deadline, "the IMAP server does not start"
                time.sleep(0.05)

    def read_all(self) -> None:
        self.do(lambda mailbox: (mailbox.select("INBOX"), mailbox.store("1:*", "+FLAGS", "\\Seen")))

    def do(self, work: Any) -> Any:
        mailbox = imaplib.IMAP4("127.0.0.1", self.port)
        try:
            mailbox.login(USER, PASSWORD)
            return work(mailbox)
        finally:
            mailbox.logout()

    def deliver(self, subject: str, text: str, *, sender: str = "Example <no-reply@example.com>", html: str | None = None, age: float = 0) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, USER, subject
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
        came = imaplib.Time2Internaldate(time.time() - age)
        self.do(lambda mailbox: mailbox.append("INBOX", "", came, message.as_bytes()))

    def unread(self) -> int:
        def count(mailbox: imaplib.IMAP4) -> int:
            mailbox.select("INBOX", readonly=True)
            return len(mailbox.search(None, "UNSEEN")[1][0].split())

        return int(self.do(count))

    def handler(self, **options: Any) -> ImapOtpHandler:
        return ImapOtpHandler("127.0.0.1", USER, PASSWORD, port=self.port, tls=False, **{"poll_interval": 0.05, "timeout": 20, **options})


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    yield mailbox
    mailbox.process.terminate()
    mailbox.process.wait(20)


@pytest.fixture
def mail(server: Mailbox) -> Mailbox:
    server.read_all()
    return server


def test_the_newest_unread_code_of_the_mailbox_reaches_the_agent_and_nothing_else_does(mail: Mailbox) -> None:
    mail.deliver("Your code", "Your code is 111111")
    mail.deliver("Your code", "Your code is 222222", html="<style>p{}</style><p>Your <b>code</b> is <b>222222</b></p>")
    mail.deliver("News", "Nothing to see here")
    with steersman.Client.local(agents=AGENTS) as client:
        session = client.start_session(agent="signer-in", messages="go", tools=[otp_tool(mail.handler())])
        result = session.wait_for_completion()
        assert "222222" in str(result.answer)
        log = "".join(event.raw for event in result.events)
        assert PASSWORD not in log and USER not in log and "Your code" not in log
    assert mail.unread() == 2
    # What was given once is not given again.
    assert mail.handler()(OtpRequest("again")) == "111111"


def test_mails_are_chosen_by_source_sender_subject_and_age(mail: Mailbox) -> None:
    mail.deliver("Old", "Your code is 100000", age=3600)
    mail.deliver("Sign in to Example", "Your code is 200000")
    mail.deliver("Sign in", "Your code is 300000", sender="Other <a@other.org>")
    assert mail.handler()(OtpRequest("p", source="example")) == "200000"
    mail.deliver("Sign in to Example", "Your code is 400000")
    assert mail.handler(sender="other.org")(OtpRequest("p")) == "300000"
    assert mail.handler(subject="to example")(OtpRequest("p")) == "400000"
    with pytest.raises(OtpError, match="no unread mail with a code"):
        mail.handler(timeout=0.2)(OtpRequest("p"))
    assert mail.handler(max_age=7200)(OtpRequest("p")) == "100000"


def test_a_link_is_read_behind_the_words_of_a_mail(mail: Mailbox) -> None:
    mail.deliver("Confirm", "Please confirm", html='<a href="https://example.com/">Home</a> <a href="https://example.com/confirm?t=9">Confirm</a>')
    assert mail.handler()(OtpRequest("p", "link")) == "https://example.com/confirm?t=9"


def test_a_mail_that_comes_later_is_waited_for(mail: Mailbox) -> None:
    threading.Timer(0.3, mail.deliver, ("Your code", "Your code is 555555")).start()
    assert mail.handler()(OtpRequest("p")) == "555555"


def test_a_wait_ends_when_the_result_is_no_longer_wanted(mail: Mailbox) -> None:
    context = ToolContext("request_otp")
    threading.Timer(0.2, context._withdraw, ("session_ended",)).start()
    with pytest.raises(OtpError, match="no longer wanted"):
        mail.handler(poll_interval=30)(OtpRequest("p", context=context))


def test_credentials_are_in_no_text_and_in_no_pickle(mail: Mailbox) -> None:
    handler = mail.handler()
    assert PASSWORD not in repr(handler) and USER not in repr(handler)
    with pytest.raises(TypeError):
        pickle.dumps(handler)
    wrong = ImapOtpHandler("127.0.0.1", USER, PASSWORD + "-wrong", port=mail.port, tls=False)
    with pytest.raises(OtpError) as caught:
        wrong(OtpRequest("p"))
    assert str(caught.value) == "the mail server refused the sign-in" and caught.value.__suppress_context__

    def broken() -> str:
        raise LookupError(PASSWORD)

    with pytest.raises(OtpError) as caught:
        ImapOtpHandler("127.0.0.1", USER, broken, port=mail.port, tls=False)(OtpRequest("p"))
    assert PASSWORD not in str(caught.value)
    with pytest.raises(OtpError, match="cannot be reached"):
        ImapOtpHandler("127.0.0.1", USER, PASSWORD, port=1, tls=False)(OtpRequest("p"))
