"""`steersman run`, `watch` and `serve`: what they print, where, and how they end."""

import json
import os
import re
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from conftest import AGENTS, PATIENCE, Server, binary, environment, steersman

LOCAL = ["run", "--local", "--agents", str(AGENTS)]
ESCAPE = "\x1b"


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def get(server, path, key=None):
    request = urllib.request.Request(server.environment["HAI_API_BASE_URL"].rstrip("/") + path)
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        return json.load(response)


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text)


def test_a_pipe_gets_plain_lines_and_the_answer_last():
    out, error = steersman(*LOCAL, "--agent", "greeter", "Ada")
    assert ESCAPE not in out + error
    lines = out.splitlines()
    assert re.fullmatch(r"session \S+  agent greeter", lines[0])
    assert any(re.fullmatch(r" +\d+\.\ds +\d+ +\S+  thinks .*", line) for line in lines)
    assert lines[-2:] == ["", "Hello, Ada!"]
    assert error == ""


def test_quiet_prints_the_answer_alone():
    assert steersman(*LOCAL, "--agent", "greeter", "--quiet", "Ada") == ("Hello, Ada!\n", "")


def test_without_a_name_the_first_agent_of_the_file_is_taken():
    assert steersman(*LOCAL, "--quiet", "Ada") == ("Hello, Ada!\n", "")


def test_a_local_session_needs_no_file():
    out, _ = steersman("run", "--local", "--quiet", "Say hello")
    assert out.strip()


def test_the_task_can_come_from_standard_input():
    assert steersman(*LOCAL, "--quiet", "-", stdin="Ada")[0] == "Hello, Ada!\n"


def test_json_lines_have_the_documented_shape():
    out, _ = steersman(*LOCAL, "--agent", "greeter", "--json", "Ada")
    lines = lines_of(out)
    members = {
        "session": {"session_id", "agent", "base_url", "agent_view_url"},
        "event": {"index", "event"},
        "status": {"status", "elapsed_s", "steps", "tokens"},
        "outcome": {
            "session_id", "status", "outcome", "answer", "error", "error_code",
            "next_index", "elapsed_s", "steps", "tokens", "exit_code",
        },
    }  # fmt: skip
    for line in lines:
        assert line.keys() - {"type"} == members[line["type"]]
    assert [line["type"] for line in lines].count("session") == 1
    assert (lines[0]["type"], lines[-1]["type"]) == ("session", "outcome")
    indices = [line["index"] for line in lines if line["type"] == "event"]
    assert indices == list(range(len(indices)))
    assert lines[-1]["next_index"] == len(indices)
    assert (lines[-1]["answer"], lines[-1]["status"], lines[-1]["exit_code"]) == ("Hello, Ada!", "completed", 0)


def test_a_person_gets_a_link_that_lets_them_in_and_lines_that_are_kept_do_not(server):
    out, _ = steersman("run", "--agent", "greeter", "Ada", **server.environment)
    link = re.search(r"^view +(\S+)$", out, re.M)[1]
    session = out.split()[1]
    assert "?token=" in link
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(link, timeout=PATIENCE) as page:
        assert page.status == 200
    for words in (["run", "--agent", "greeter", "Ada"], ["watch", session], ["sessions", "watch", session]):
        out, _ = steersman(*words, "--json", **server.environment)
        line = lines_of(out)[0]
        assert line["agent_view_url"] == f"{line['base_url'].rstrip('/')}/view/{line['session_id']}"
        assert "token=" not in out
    # The API's own objects are passed on as they came.
    assert json.loads(steersman("sessions", "get", session, "--json", **server.environment)[0])["agent_view_url"] == link
    listed = json.loads(steersman("sessions", "list", "--json", **server.environment)[0])["items"]
    assert link in [item["agent_view_url"] for item in listed]


def test_exit_codes_tell_how_the_session_ended(server):
    steersman("run", "--agent", "parrot", "--idle-timeout", "60", "Hi", **server.environment)
    out, _ = steersman("run", "--agent", "unlucky", "Try", code=1, **server.environment)
    assert "environment_error: the browser crashed" in out


def test_a_structured_answer_is_printed_as_json():
    out, _ = steersman(*LOCAL, "--agent", "accountant", "--quiet", "A-17")
    assert json.loads(out) == {"number": "A-17", "paid": True}


def test_overrides_and_limits_reach_the_request(server):
    out, _ = steersman(
        "run", "--agent", "greeter", "--json", "--max-steps", "7", "-o", "max_time_s=9", "Ada", **server.environment
    )
    session = lines_of(out)[0]["session_id"]
    request = get(server, f"/api/v2/sessions/{session}", server.environment["HAI_API_KEY"])["request"]
    assert (request["max_steps"], request["max_time_s"]) == (7, 9)


def test_a_terminal_gets_colours_and_lines_that_fit(terminal):
    screen = terminal(*LOCAL, "--agent", "greeter", "Ada", COLUMNS="80")
    assert screen.end() == 0
    assert ESCAPE in screen.seen
    assert "Hello, Ada!" in screen.seen


@pytest.mark.parametrize("quieter", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color_and_dumb_terminals_get_none(terminal, quieter):
    screen = terminal(*LOCAL, "--agent", "greeter", "Ada", **quieter)
    assert screen.end() == 0
    assert f"{ESCAPE}[3" not in screen.seen and f"{ESCAPE}[1" not in screen.seen and f"{ESCAPE}[2" not in screen.seen


def test_ctrl_c_asks_and_a_session_that_was_left_can_be_watched_again(terminal, server):
    screen = terminal("run", "--agent", "walker", "Go", **server.environment)
    screen.until("step 2")
    screen.ctrl_c()
    screen.until("[l]eave the session running, [c]ancel it, [w]atch on?")
    screen.keys("l\n")
    assert screen.end() == 130
    back = re.search(r"Come back: steersman (watch \S+ --from-index \d+)", plain(screen.seen))[1].split()
    again = terminal(*back, **server.environment)
    again.until("step")
    again.ctrl_c()
    again.until("[w]atch on? ")
    again.keys("c\n")
    assert again.end() == 4
    assert "interrupted" in again.seen


def test_ctrl_c_and_watching_on_changes_nothing(terminal, server):
    screen = terminal("run", "--agent", "walker", "Go", **server.environment)
    screen.until("step 2")
    screen.ctrl_c()
    screen.until("[w]atch on? ")
    screen.keys("\nnonsense\nw\n")
    screen.until("step 9")
    screen.ctrl_c()
    screen.until("[w]atch on? ")
    screen.ctrl_c()
    assert screen.end() == 130


def test_a_local_session_says_that_it_ends_with_the_command(terminal):
    screen = terminal(*LOCAL, "--agent", "walker", "Go")
    screen.until("step 2")
    screen.ctrl_c()
    screen.until("a local session ends with this command")
    screen.keys("l\n")
    assert screen.end() == 130


def test_without_a_terminal_ctrl_c_leaves_and_says_how_to_come_back(server):
    command = [binary(), "run", "--json", "--agent", "walker", "Go"]
    running = subprocess.Popen(
        command,
        env=environment(**server.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    session = json.loads(running.stdout.readline())["session_id"]
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    out, error = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    last = lines_of(out)[-1]
    assert (last["type"], last["session_id"], last["exit_code"]) == ("left", session, 130)
    assert f"steersman watch {session} --from-index {last['next_index']}" in error


def test_a_reader_that_goes_away_ends_the_command_but_not_the_session(server):
    running = subprocess.Popen(
        [binary(), "run", "--json", "--agent", "walker", "Go"],
        env=environment(**server.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    running.stdout.readline()
    running.stdout.close()
    assert running.wait(timeout=PATIENCE) == 130
    error = running.stderr.read()
    running.stderr.close()
    assert "panicked" not in error
    assert "Come back: steersman watch" in error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Usage"),
        (["run"], "TASK"),
        (["run", "--max-steps", "0", "t"], "--max-steps"),
        (["run", "--local", "--agents", "/nonexistent/agents.yaml", "t"], "/nonexistent/agents.yaml"),
        (["run", "--local", "-o", "nonsense", "t"], "PATH=VALUE"),
        (["serve", "--port", "70000"], "--port"),
    ],
)
def test_wrong_usage_is_2_and_names_what_is_wrong(arguments, words):
    out, error = steersman(*arguments, code=2)
    assert (out, words in error) == ("", True), error


def test_a_hosted_run_without_an_agent_says_what_to_do():
    out, error = steersman("run", "--json", "t", code=2, HAI_API_KEY="hk-x")
    assert "--agent" in error
    [line] = lines_of(out)
    assert (line["type"], line["exit_code"]) == ("error", 2)


def test_a_missing_key_says_where_keys_come_from():
    _, error = steersman("run", "--agent", "a", "t", code=1)
    assert "HAI_API_KEY" in error


def test_a_wrong_key_says_what_to_check(server):
    target = server.environment | {"HAI_API_KEY": "hk-wrong"}
    _, error = steersman("run", "--agent", "greeter", "t", code=1, **target)
    assert "401" in error and "check the key" in error
    assert "hk-wrong" not in error


def test_an_unknown_agent_is_named(server):
    _, error = steersman("run", "--agent", "nobody-knows-me", "t", code=1, **server.environment)
    assert "nobody-knows-me" in error


def test_a_dead_server_says_what_to_check():
    target = {"HAI_API_KEY": "hk-x", "HAI_API_BASE_URL": "http://127.0.0.1:9"}
    out, error = steersman("run", "--json", "--agent", "a", "t", code=1, **target)
    assert "check the base URL" in error
    [line] = lines_of(out)
    assert (line["type"], line["exit_code"], line["session_id"]) == ("error", 1, None)


@pytest.mark.parametrize("arguments", [["run", "--agent", "a", "t"], ["watch", "s"]])
def test_ctrl_c_is_heard_while_the_server_keeps_silent(arguments):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(PATIENCE)
        target = {"HAI_API_KEY": "hk-x", "HAI_API_BASE_URL": f"http://127.0.0.1:{silent.getsockname()[1]}"}
        running = subprocess.Popen(
            [binary(), *arguments],
            env=environment(**target),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        connection, _ = silent.accept()
        connection.recv(1)
        running.send_signal(signal.SIGINT)
        _, error = running.communicate(timeout=PATIENCE)
        connection.close()
    assert running.returncode == 130
    assert "left" in error


def test_an_unknown_session_cannot_be_watched(server):
    _, error = steersman("watch", "00000000-0000-4000-8000-000000000000", code=1, **server.environment)
    assert "404" in error


def test_serve_stops_on_sigterm_and_on_ctrl_c(terminal):
    server = Server()
    assert server.environment.keys() == {"HAI_API_BASE_URL", "HAI_API_KEY"}
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/?", server.environment["HAI_API_BASE_URL"])
    assert server.stop() == 0
    screen = terminal("serve")
    screen.until("export HAI_API_KEY=")
    screen.ctrl_c()
    assert screen.end() == 0


def test_serve_takes_a_port_and_a_key_and_says_when_the_port_is_taken():
    server = Server("--api-key", "hk-mine")
    assert server.environment["HAI_API_KEY"] == "hk-mine"
    port = server.environment["HAI_API_BASE_URL"].rstrip("/").rsplit(":", 1)[1]
    _, error = steersman("serve", "--port", port, code=1)
    assert port in error
    assert server.stop() == 0


def test_serve_can_do_without_a_key():
    server = Server("--no-api-key")
    assert get(server, "/api/v2/sessions")["total"] == 0
    assert server.stop() == 0


def test_help_and_version_are_no_errors():
    assert re.fullmatch(r"steersman \d+\.\d+\.\d+\n", steersman("--version")[0])
    for arguments in (["--help"], ["run", "--help"], ["watch", "--help"], ["serve", "--help"]):
        out, error = steersman(*arguments)
        assert "Examples:" in out and error == ""


def test_the_key_is_in_no_log_line(server):
    _, error = steersman("run", "-vv", "--quiet", "--agent", "greeter", "Ada", **server.environment)
    assert error and server.environment["HAI_API_KEY"] not in error
    assert os.environ.get("HAI_API_KEY") is None


def requests_of(server, *paths, method="GET", body=None):
    """Sends requests with the server's key; gives the bodies as text."""
    replies = []
    for path in paths:
        request = urllib.request.Request(server.environment["HAI_API_BASE_URL"] + path, method=method, data=body)
        request.add_header("Authorization", f"Bearer {server.environment['HAI_API_KEY']}")
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            replies.append(response.read().decode())
    return replies


def test_serve_logs_each_request_without_secrets_and_quiet_logs_none(tmp_path):
    for quiet in [False, True]:
        log = tmp_path / f"stderr-{quiet}.txt"
        with log.open("w") as stderr:
            running = Server("--api-key", "hk-CANARY-1", quiet=quiet, stderr=stderr)
        create = json.dumps({"agent": "h/conversation", "messages": "CANARY-2"}).encode()
        session = json.loads(requests_of(running, "/api/v2/sessions?search=CANARY-3", method="POST", body=create)[0])["id"]
        link = json.loads(requests_of(running, f"/api/v2/sessions/{session}/share", method="POST")[0])["share_url"]
        token = link.rsplit("/", 1)[-1]
        requests_of(running, link.removeprefix(running.environment["HAI_API_BASE_URL"]))
        assert running.stop() == 0
        text = plain(log.read_text())
        if quiet:
            assert text == ""
            continue
        assert re.search(r'request method=POST path="/api/v2/sessions" status=201 elapsed=', text)
        assert '/share/***" status=' in text
        assert "CANARY" not in text and token not in text


def test_without_a_data_file_nothing_is_written_anywhere(tmp_path):
    places = {name: str(tmp_path / name) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    for place in [*places.values(), str(tmp_path / "here")]:
        os.mkdir(place)
    running = Server("--agents", str(AGENTS), stderr=subprocess.DEVNULL, cwd=tmp_path / "here", **places)
    file = tmp_path / "note.txt"
    file.write_text("a note")
    steersman("run", "--agent", "greeter", "Ada", **running.environment)
    session = lines_of(steersman("run", "--agent", "parrot", "--idle-timeout", "60", "--json", "Hi", **running.environment)[0])[0]["session_id"]
    steersman("sessions", "send", session, "See", "--attach", str(file), **running.environment)
    steersman("sessions", "files", "upload", session, str(file), **running.environment)
    steersman("sessions", "share", session, **running.environment)
    opened = [os.readlink(link) for link in Path(f"/proc/{running.process.pid}/fd").iterdir() if link.is_symlink()]
    assert [name for name in opened if name.startswith("/") and not name.startswith("/dev/")] == []
    assert running.stop() == 0
    file.unlink()
    assert [str(path) for path in tmp_path.rglob("*") if not path.is_dir()] == []


def test_sigterm_answers_long_polls_before_the_server_ends(server):
    out, _ = steersman("run", "--agent", "parrot", "--idle-timeout", "60", "--json", "Hi", **server.environment)
    session = lines_of(out)[0]["session_id"]
    host, port = server.environment["HAI_API_BASE_URL"].removeprefix("http://").split(":")
    poll = socket.create_connection((host, int(port)), timeout=PATIENCE)
    key = server.environment["HAI_API_KEY"]
    path = f"/api/v2/sessions/{session}/changes?from_index=1000&wait_for_seconds=25"
    request = f"GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n\r\n".encode()
    # The first one only shows that the second, sent behind it, has arrived.
    status = f"GET /api/v2/sessions/quota HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n\r\n".encode()
    poll.sendall(status)
    assert poll.recv(65536).startswith(b"HTTP/1.1 200")
    poll.sendall(request)
    get(server, "/api/v2/sessions/quota", key)
    assert server.stop() == 0
    assert poll.recv(65536).startswith(b"HTTP/1.1 204")
    poll.close()


def test_serve_prints_the_schema_of_the_agents_file():
    out, error = steersman("serve", "--agents-schema")
    assert error == ""
    published = AGENTS.parent.parent / "docs" / "agents-file.schema.json"
    assert json.loads(out) == json.loads(published.read_text())


def test_an_address_that_others_can_reach_needs_a_key():
    _, error = steersman("serve", "--host", "0.0.0.0", code=1)
    assert "give a key with --api-key" in error
    running = Server("--host", "0.0.0.0", "--api-key", "hk-1")
    assert get(running, "/api/v2/sessions/quota", "hk-1")["active"] == 0
    assert running.stop() == 0


def test_a_log_filter_that_cannot_be_read_is_wrong_usage():
    _, error = steersman("doctor", code=2, STEERSMAN_LOG="steersman=loud")
    assert "STEERSMAN_LOG is no log filter" in error
    assert "warn,steersman=debug" in error


def test_a_chat_agent_says_which_variable_is_missing_and_never_shows_a_key(tmp_path):
    agents = tmp_path / "agents.yaml"
    chat = "{base_url: 'http://127.0.0.1:9/v1', model: m, max_retries: 0, api_key_env: STEERSMAN_TEST_KEY}"
    agents.write_text(f"agents:\n  - name: helper\n    chat: {chat}\n")
    arguments = ["run", "--local", "--agents", str(agents), "Hi"]
    _, error = steersman(*arguments, code=2)
    assert "agents.yaml:3: agent 'helper': chat.api_key_env: the environment variable STEERSMAN_TEST_KEY is not set" in error
    out, error = steersman(*arguments, code=1, STEERSMAN_TEST_KEY="sk-CANARY")
    assert "the model 'm' did not reply" in out + error
    assert "CANARY" not in out + error
    out, error = steersman(*arguments, "-vv", code=1, STEERSMAN_TEST_KEY="sk-CANARY")
    assert "CANARY" not in out + error
