"""Reading, steering, files, the catalog, the key, recordings: what people read, and what happens when something is wrong."""

import json
import os
import re
import signal
import socket
import subprocess

import pytest

from conftest import PATIENCE, binary, environment, steersman
from test_live import start
from tmux import Tmux


@pytest.fixture
def here(server, tmp_path):
    """The command against the server, with a settings folder of its own."""

    def run(*words, **options):
        return steersman(*words, **server.environment, XDG_CONFIG_HOME=str(tmp_path), **options)

    return run


def test_people_read_tables_and_pairs(here, server):
    assert here("sessions", "list")[0] == "no sessions\n"
    session = here("run", "--agent", "greeter", "Ada")[0].split()[1]
    heads, row = here("sessions", "list", "--agent", "greeter", "--status", "completed")[0].splitlines()
    assert heads.split() == ["SESSION", "STATUS", "AGENT", "CREATED", "TASK"]
    assert row.split()[:3] == [session, "completed", "greeter"] and row.endswith("  Ada")
    out = here("sessions", "get", session)[0]
    assert re.search(r"^outcome +success$", out, re.M) and out.endswith("\n\nHello, Ada!\n")
    events = here("sessions", "events", session, "--from-index", "5")[0].splitlines()
    assert events[0].split()[0] == "5" and "answer     Hello, Ada!" in "\n".join(events)
    assert re.search(r"^greeter +Greets the guest", here("agents", "list", "--all")[0], re.M)
    assert re.search(r"^tools +lookup_order$", here("agents", "get", "clerk")[0], re.M)
    assert re.search(r"^sessions +0 of \d+ at a time", here("quota")[0], re.M)


def test_a_list_says_how_much_it_leaves_out_and_goes_both_ways(here, server):
    ids = [start(server, "greeter", str(number)) for number in range(3)]
    out = here("sessions", "list", "--size", "2")[0]
    assert out.splitlines()[-1] == "2 of 3; --page, --size or --all show the rest"
    newest = [json.loads(here("sessions", "list", "--json", *more)[0])["items"] for more in ((), ("--oldest-first",))]
    assert [item["id"] for item in newest[1]] == ids and [item["id"] for item in newest[0]] == ids[::-1]
    assert json.loads(here("sessions", "list", "--json", "--created-after", "2999-01-01")[0])["total"] == 0


def test_events_can_be_waited_for(here, server):
    session = start(server, "walker")
    seen = here("sessions", "events", session, "--from-index", "30", "--wait", "20", "--json")[0].splitlines()
    assert json.loads(seen[0])["index"] == 30
    ended = start(server, "greeter", "Ada")
    here("watch", "--quiet", ended)
    assert here("sessions", "events", ended, "--from-index", "999", "--wait", "20")[0] == "", "it is over: no waiting"


def test_a_session_is_steered_from_the_shell(here, server):
    session = start(server, "walker")
    assert "halts after its current step" in here("sessions", "pause", session)[0]
    assert "goes on" in here("sessions", "resume", session)[0]
    assert "before its next step" in here("sessions", "send", session, "-", stdin="Turn left")[0]
    assert here("watch", "--quiet", session)[0] == "Heard: Turn left\n"
    _, error = here("sessions", "send", session, "too late", code=1)
    assert "409" in error and "sessions status" in error
    hurried = start(server, "walker")
    here("sessions", "force-answer", hurried)
    assert re.fullmatch(r"Walked \d+ steps\n", here("watch", "--quiet", hurried)[0])


def test_a_file_goes_along_with_a_message(here, server, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("left")
    session = start(server, "walker")
    here("sessions", "send", session, "Read this", "--attach", str(note))
    assert here("watch", "--quiet", session)[0] == "Heard: Read this\n"
    assert "note.txt" in here("sessions", "events", session, "--json")[0]
    session = start(server, "walker")
    huge = tmp_path / "huge.bin"
    huge.write_bytes(bytes(7_000_001))
    _, error = here("sessions", "send", session, "Read this", "--attach", str(huge), code=2)
    assert "7 MB" in error


def test_cancelling_needs_a_confirmation(here, server):
    session = start(server, "walker")
    _, error = here("sessions", "cancel", session, code=1)
    assert "--yes" in error and "running" in here("sessions", "status", session)[0]
    terminal = Tmux("sessions", "cancel", session, **server.environment)
    try:
        terminal.until("[y/N]")
        terminal.type("y")
        assert terminal.end() == 0
    finally:
        terminal.close()
    here("watch", session, "--quiet", code=4)
    assert "nothing to cancel" in here("sessions", "cancel", session)[0]


def test_files_are_not_replaced_by_accident(here, server, tmp_path):
    session = start(server, "walker")
    source, target = tmp_path / "a.bin", tmp_path / "b.bin"
    source.write_bytes(bytes(range(256)))
    here("sessions", "files", "upload", session, str(source), "files/")
    assert "files/a.bin" in here("sessions", "files", "list", session, "files")[0]
    here("sessions", "files", "download", session, "files/a.bin", "-o", str(target))
    assert target.read_bytes() == bytes(range(256))
    target.write_text("mine")
    _, error = here("sessions", "files", "download", session, "files/a.bin", "-o", str(target), code=1)
    assert "--force" in error and target.read_text() == "mine"
    here("sessions", "files", "download", session, "files/a.bin", "-o", str(target), "--force")
    assert target.read_bytes() == bytes(range(256))
    assert "422" in here("sessions", "files", "list", session, "/etc", code=1)[1]


def test_a_recording_goes_on_where_it_was_cut_and_is_replayed(here, server, tmp_path):
    session = here("run", "--agent", "greeter", "--json", "Ada")[0].splitlines()
    session = json.loads(session[0])["session_id"]
    file = tmp_path / "ada.jsonl"
    assert "11 events" in here("record", session, "-o", str(file))[0]
    whole = file.read_text()
    # A recording is passed on: nothing in it lets a reader in to the page of the session.
    assert f"/view/{session}\"" in whole and "token=" not in whole
    lines = whole.splitlines(keepends=True)
    file.write_text("".join(lines[:5]) + lines[5][:20])
    here("record", session, "-o", str(file))
    events = [json.loads(line) for line in file.read_text().splitlines()]
    events = [line for line in events if line["type"] == "event"]
    assert [line["index"] for line in events] == list(range(11))
    out = here("replay", str(file))[0]
    assert out.startswith(f"session {session}  agent greeter") and out.endswith("\n\nHello, Ada!\n")
    assert here("replay", "-", "--speed", "100", stdin=whole)[0].endswith("\n\nHello, Ada!\n")
    piped = [json.loads(line) for line in here("record", session, "-o", "-")[0].splitlines()]
    assert [line for line in piped if line["type"] == "event"] == events


def test_what_is_no_recording_is_neither_replayed_nor_overwritten(here, server, tmp_path):
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary\n")
    session = start(server, "greeter", "Ada")
    _, error = here("record", session, "-o", str(diary), code=1)
    assert "--force" in error and diary.read_text() == "Dear diary\n"
    assert "no recording" in here("replay", str(diary), code=1)[1]
    assert "cannot be read" in here("replay", "/nonexistent", code=2)[1]
    here("record", session, "-o", str(diary), "--force")
    assert diary.read_text().startswith('{"type":"session"')


def test_replaying_a_failure_ends_like_the_session(here, server, tmp_path):
    file = tmp_path / "failed.jsonl"
    here("record", start(server, "unlucky"), "-o", str(file))
    assert "the browser crashed" in here("replay", str(file), code=1)[0]


def test_a_key_is_stored_shown_nowhere_and_removed(server, tmp_path):
    target = {"HAI_API_BASE_URL": server.environment["HAI_API_BASE_URL"], "XDG_CONFIG_HOME": str(tmp_path)}
    key = server.environment["HAI_API_KEY"]
    file = tmp_path / "hai" / ".env"
    file.parent.mkdir(mode=0o755)
    file.write_text("OTHER=1\n")
    file.chmod(0o644)
    _, error = steersman("login", stdin="hk-wrong\n", code=1, **target)
    assert "401" in error and file.read_text() == "OTHER=1\n"
    steersman("login", stdin=key + "\n", **target)
    assert file.read_text() == f"HAI_API_KEY={key}\nOTHER=1\n"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert re.search(r"^accepted +yes$", steersman("whoami", **target)[0], re.M)
    _, error = steersman("login", stdin=key, code=1, **target)
    assert "--force" in error
    steersman("login", "--force", stdin=key, **target)
    steersman("sessions", "list", **target)
    steersman("logout", **target)
    assert file.read_text() == "OTHER=1\n"
    assert re.search(r"^accepted +no$", steersman("whoami", **target)[0], re.M)


def test_the_doctor_finds_what_is_wrong(server, tmp_path):
    more = {"XDG_CONFIG_HOME": str(tmp_path)}

    def verdicts(code, **variables):
        out, _ = steersman("doctor", "--json", code=code, **more, **variables)
        return {check["name"]: (check["verdict"], check["next_step"]) for check in json.loads(out)["checks"]}

    well = verdicts(0, **server.environment)
    assert {verdict for verdict, _ in well.values()} == {"ok"}
    refused = verdicts(1, **(server.environment | {"HAI_API_KEY": "hk-wrong"}))
    assert (refused["api"][0], refused["access"][0]) == ("ok", "failed")
    none = verdicts(1, HAI_API_BASE_URL=server.environment["HAI_API_BASE_URL"])
    assert none["key"][0] == "failed" and "login" in none["key"][1] and none["access"][0] == "skipped"
    dead = verdicts(1, HAI_API_KEY="hk-x", HAI_API_BASE_URL="http://127.0.0.1:9")
    assert dead["api"][0] == "failed" and "base URL" in dead["api"][1] and dead["local"][0] == "ok"
    for variables in (server.environment, {}):
        assert "FAILED" in (steersman("doctor", code=0 if variables else 1, **more, **variables)[0] or "") or variables


@pytest.mark.parametrize("words", [["sessions", "list"], ["doctor"], ["agents", "get", "a"]], ids=" ".join)
def test_ctrl_c_ends_a_command_that_waits(words):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(PATIENCE)
        target = {"HAI_API_KEY": "hk-x", "HAI_API_BASE_URL": f"http://127.0.0.1:{silent.getsockname()[1]}"}
        running = subprocess.Popen(
            [binary(), "--json", *words],
            env=environment(**target),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        connection, _ = silent.accept()
        connection.recv(1)
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=PATIENCE)
        connection.close()
    assert running.returncode == 130
    assert json.loads(out)["type"] == "left"


def test_waiting_is_shown_in_a_terminal():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        terminal = Tmux("quota", HAI_API_KEY="hk-x", HAI_API_BASE_URL=f"http://127.0.0.1:{port}")
        try:
            terminal.until("reading the quotas … 2 s")
            terminal.keys("C-c")
            assert terminal.end() == 130
        finally:
            terminal.close()


@pytest.mark.parametrize(
    "words", [["agents", "list"], ["--help"], ["completions", "bash"], ["man"], ["sessions", "events"]], ids=" ".join
)
def test_a_closed_pipe_is_quiet(words, server):
    if words[-1] == "events":
        words = [*words, start(server, "greeter", "Ada")]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [binary(), *words],
        env=environment(**server.environment),
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_completions_and_manual_pages_know_every_command(tmp_path):
    for shell in ("bash", "zsh", "fish", "elvish", "powershell"):
        script = steersman("completions", shell)[0]
        for word in ("sessions", "created-after", "replay"):
            assert word in script, shell
    bash = tmp_path / "steersman.bash"
    bash.write_text(steersman("completions", "bash")[0])
    subprocess.run(["bash", "-n", bash], check=True, timeout=PATIENCE)
    assert steersman("man")[0].count(".SH") > 3
    steersman("man", "--output", str(tmp_path / "man"))
    pages = {page.name for page in (tmp_path / "man").iterdir()}
    assert {"steersman.1", "steersman-run.1", "steersman-sessions-files-list.1"} <= pages


def test_json_is_refused_where_there_is_none():
    for words in (["completions", "bash"], ["man"], ["serve"]):
        _, error = steersman("--json", *words, code=2)
        assert f"`{words[0]}` prints no JSON" in error


def test_what_comes_from_an_agent_is_harmless_in_every_command(here, server, tmp_path):
    hostile = "before\x1b[2J\x1b]0;owned\x07after\u202egnp\r"
    session = start(server, "parrot", hostile)
    here("watch", "--quiet", session)
    file = tmp_path / "hostile.jsonl"
    here("record", session, "-o", str(file))
    for words in (
        ["sessions", "list"], ["sessions", "get", session], ["sessions", "events", session],
        ["watch", session], ["watch", "--quiet", session], ["replay", str(file)],
    ):  # fmt: skip
        out, error = here(*words)
        assert "before" in out and not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out + error), words
    assert json.loads(here("sessions", "get", "--json", session)[0])["latest_answer"] == hostile
