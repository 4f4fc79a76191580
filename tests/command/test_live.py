"""The live screen of `steersman watch`, in tmux."""

import json
import re
import socket
import urllib.request

import pytest

from conftest import AGENTS, PATIENCE, Server, steersman
from tmux import Tmux


@pytest.fixture
def tmux():
    opened = []

    def open_tmux(*arguments, **options):
        opened.append(Tmux(*arguments, **options))
        return opened[-1]

    yield open_tmux
    for each in opened:
        each.close()


def start(server, agent, message="Go", **more):
    """Starts a session without a watch; gives its id."""
    request = urllib.request.Request(
        server.environment["HAI_API_BASE_URL"].rstrip("/") + "/api/v2/sessions",
        data=json.dumps({"agent": agent, "messages": message} | more).encode(),
        headers={
            "Authorization": f"Bearer {server.environment['HAI_API_KEY']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        return json.load(response)["id"]


def steps(screen):
    return [int(number) for number in re.findall(r"thinks +step (\d+)", screen)]


def test_a_message_is_sent_and_its_answer_is_read(server, tmux):
    session = start(server, "walker")
    terminal = tmux("watch", session, **server.environment)
    screen = terminal.until("step 3")
    assert f"session {session}  agent walker" in screen
    assert re.search(r"running · \d+ steps? · ", screen)
    assert screen.rstrip("\n").splitlines()[-1].startswith(">")
    terminal.type("Turn left")
    terminal.until("Heard: Turn left")
    terminal.until("the session is completed")
    terminal.keys("Enter")
    assert terminal.end() == 0
    left = terminal.screen()
    assert re.search(r"completed · \d+ steps · .*outcome success", left)
    assert "Heard: Turn left" in left, "the answer stays on the terminal"


def test_pause_resume_and_a_forced_answer(server, tmux):
    terminal = tmux("sessions", "watch", start(server, "walker"), **server.environment)
    terminal.until("step 2")
    terminal.type("/pause")
    terminal.until("pause accepted")
    terminal.until("paused · ")
    terminal.type("/resume")
    terminal.until("running · ")
    terminal.type("/answer")
    terminal.until(lambda screen: re.search(r"answer +Walked \d+ steps", screen))
    terminal.keys("q")
    assert terminal.end() == 0


def test_cancelling_asks_first(server, tmux):
    session = start(server, "walker")
    terminal = tmux("watch", session, **server.environment)
    terminal.until("step 2")
    terminal.type("/cancel")
    terminal.until("Cancel the session?")
    terminal.keys("n")
    terminal.until("not cancelled")
    assert steersman("sessions", "status", session, **server.environment)[0].startswith("status  ")
    terminal.type("/cancel")
    terminal.until("y cancels")
    terminal.keys("y")
    terminal.until("the session is interrupted")
    terminal.type("too late")
    terminal.until("takes nothing any more")
    terminal.keys("Enter")
    assert terminal.end() == 4


def test_ctrl_c_leaves_and_says_how_to_come_back(server, tmux):
    session = start(server, "walker")
    terminal = tmux("watch", session, **server.environment)
    terminal.until("step 2")
    terminal.keys("C-c")
    assert terminal.end() == 130
    screen = terminal.screen("-J")
    assert f"Come back: steersman watch {session} --from-index" in screen
    assert "running" in steersman("sessions", "status", session, **server.environment)[0]


def test_scrolling_back_stops_following_and_esc_goes_on(server, tmux):
    terminal = tmux("watch", start(server, "walker"), height=12, **server.environment)
    terminal.until("step 8")
    terminal.keys("Home")
    screen = terminal.until("Esc follows")
    assert re.search(r"^ +0 .*accepted", screen, re.M)
    terminal.until(lambda screen: int(re.search(r"(\d+) newer below", screen)[1]) > 10)
    assert re.search(r"^ +0 .*accepted", terminal.screen(), re.M), "what is read stays where it is"
    terminal.keys("Escape")
    terminal.until(lambda screen: "newer below" not in screen and max(steps(screen), default=0) > 10)


def test_help_a_wrong_word_and_a_smaller_window(server, tmux):
    terminal = tmux("watch", start(server, "walker"), **server.environment)
    terminal.until("step 2")
    terminal.type("/help")
    terminal.until("PgUp and PgDn")
    terminal.keys("x")
    terminal.type("/paws")
    terminal.until("there is no /paws")
    terminal.resize(40, 8)
    screen = terminal.until(lambda screen: len(screen.rstrip("\n").splitlines()) == 8 and "thinks" in screen)
    assert all(len(line) <= 40 for line in screen.splitlines())


def test_a_conversation_goes_on_through_idle(server, tmux):
    session = start(server, "parrot", "One", idle_timeout_s=60)
    terminal = tmux("watch", session, **server.environment)
    terminal.until(lambda screen: re.search(r"answer +One", screen) and "idle · " in screen)
    terminal.type("Two")
    terminal.until(lambda screen: re.search(r"answer +Two", screen) and "idle · " in screen)
    terminal.keys("C-c")
    assert terminal.end() == 130


def test_colours_are_there_unless_nobody_wants_them(server, tmux):
    session = start(server, "greeter", "Ada")
    colours = re.compile(r"\x1b\[[0-9;]*(3[1-6]|38;5;\d+)m")
    coloured = tmux("watch", session, **server.environment)
    coloured.until("the session is completed")
    assert colours.search(coloured.screen("-e"))
    for quieter in ({"NO_COLOR": "1"}, {}):
        options = [] if quieter else ["--color", "never"]
        plain = tmux("watch", session, *options, **quieter, **server.environment)
        plain.until("the session is completed")
        assert not colours.search(plain.screen("-e"))


def test_an_agent_cannot_drive_the_terminal(server, tmux):
    session = start(server, "parrot", "before\x1b[2J\x1b]0;owned\x07after\u202egnp")
    terminal = tmux("watch", session, **server.environment)
    screen = terminal.until("the session is completed")
    assert "before" in screen and "after" in screen and "\u202e" not in screen
    assert "session " in screen.splitlines()[0], "nothing was cleared"


def test_a_lost_server_is_told_while_it_is_waited_for(tmux, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    options = ["--agents", str(AGENTS), "--data", str(tmp_path / "data"), "--port", port, "--api-key", "hk-live"]
    server = Server(*options)
    terminal = tmux("watch", start(server, "walker"), **server.environment)
    terminal.until("step 3")
    server.process.kill()
    server.process.wait()
    server.process.stdout.close()
    screen = terminal.until("reconnecting for ")
    assert "step 3" in screen, "what was there stays"
    reached = max(steps(screen))
    back = Server(*options)
    terminal.until(lambda screen: "reconnecting" not in screen and max(steps(screen), default=0) > reached)
    terminal.type("Turn left")
    terminal.until("Heard: Turn left")
    terminal.keys("Enter", "Enter")
    assert terminal.end() == 0
    assert back.stop() == 0


def test_lines_tell_of_a_lost_server_below_them(server, terminal):
    screen = terminal("watch", "--plain", start(server, "walker"), **server.environment)
    screen.until("step 2")
    server.process.kill()
    server.process.wait()
    server.process.stdout.close()
    screen.until("reconnecting for ")
    screen.ctrl_c()
    screen.until("[w]atch on? ")
    screen.keys("l\n")
    assert screen.end() == 130


def test_a_dumb_terminal_and_plain_get_lines(server, tmux):
    session = start(server, "greeter", "Ada")
    for options, more in (([], {"TERM": "dumb"}), (["--plain"], {})):
        terminal = tmux("watch", session, *options, **more, **server.environment)
        assert terminal.end() == 0
        assert "Hello, Ada!" in terminal.screen() and "Enter sends" not in terminal.screen()


def test_a_session_that_is_not_there_is_told_before_the_screen_opens(server, tmux):
    terminal = tmux("watch", "00000000-0000-4000-8000-000000000000", **server.environment)
    assert terminal.end() == 1
    assert "404" in terminal.screen()


def test_a_watch_that_runs_out_of_time_gives_the_terminal_back(server, tmux):
    terminal = tmux("watch", start(server, "walker"), "--timeout", "2", **server.environment)
    terminal.until("step 2")
    assert terminal.end() == 1
    screen = terminal.screen("-J")
    assert "did not settle within 2 s" in screen and "steersman watch" in screen


def test_a_long_history_is_shown_at_once(server, tmux):
    session = start(server, "talker")
    steersman("watch", "--quiet", session, **server.environment)
    terminal = tmux("watch", session, **server.environment)
    terminal.until("the session is completed")
    terminal.keys("Home")
    terminal.until(lambda screen: re.search(r"^ +0 .*accepted", screen, re.M))


def test_login_reads_a_key_without_showing_it(server, tmux, tmp_path):
    more = {"XDG_CONFIG_HOME": str(tmp_path)}
    target = {"HAI_API_BASE_URL": server.environment["HAI_API_BASE_URL"]}
    key = server.environment["HAI_API_KEY"]
    refused = tmux("login", **target, **more)
    refused.until("it is not shown:")
    refused.type("hk-wrong")
    assert refused.end() == 1
    assert "401" in refused.screen() and "hk-wrong" not in refused.screen()
    assert not (tmp_path / "hai" / ".env").exists()
    left = tmux("login", **target, **more)
    left.until("it is not shown:")
    left.keys("C-c")
    assert left.end() == 130
    accepted = tmux("login", **target, **more)
    accepted.until("it is not shown:")
    accepted.type(key)
    assert accepted.end() == 0
    assert key not in accepted.screen("-S", "-")
    file = tmp_path / "hai" / ".env"
    assert file.read_text() == f"HAI_API_KEY={key}\n"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert json.loads(steersman("whoami", "--json", **target, **more)[0])["source"] == "file"
