"""Every command and every option, found by asking the command itself: wrong input, JSON, secrets."""

import functools
import json
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest

from conftest import AGENTS, PATIENCE, binary, environment, steersman
from surface import arguments, commands, options
from test_live import start

DOCS = Path(__file__).parent.parent.parent / "docs"
CANARY = "hk-CANARY-4a7f"
NOBODY = "00000000-0000-4000-8000-000000000000"

# What each kind of value must not be. An option that is not here fails: find out what a person may type wrong.
WRONG = {
    "--agent": ["", " "],
    "--agents": [""],
    "--api-key": [""],
    "--attach": ["", "/nonexistent/file"],
    "--base-url": ["", "example.com", "ftp://example.com"],
    "--color": ["pink"],
    "--created-after": ["", "yesterday"],
    "--created-before": ["2026-13-01"],
    "--data": [""],
    "--finished-after": ["12"],
    "--finished-before": ["2026-03-01T25:00:00Z"],
    "--from-index": ["-1", "first", "1.5"],
    "--group-id": [""],
    "--host": ["", "localhost", "1.2.3"],
    "--idle-timeout": ["0", "-1", "long"],
    "--kind": ["car"],
    "--max-steps": ["0", "-1", "many"],
    "--max-time": ["0", "-1", "NaN", "inf", "soon"],
    "--output": [""],
    "--override": ["novalue", "=1"],
    "--owner": ["somebody"],
    "--page": ["0", "-1", "last"],
    "--parent": [""],
    "--port": ["-1", "65536", "http"],
    "--region": ["mars"],
    "--revision": ["0", "newest"],
    "--schedule": [""],
    "--search": ["", " "],
    "--size": ["0", "101", "all"],
    "--speed": ["0", "-1", "fast", "inf"],
    "--status": ["asleep"],
    "--timeout": ["0", "-1", "NaN"],
    "--wait": ["-1", "61", "long"],
}

# Something for each argument that a command cannot do without.
ARGUMENTS = {
    "FILE": str(AGENTS),
    "MESSAGE": "hello",
    "NAME": "greeter",
    "PATH": "~/Downloads/a.txt",
    "SESSION_ID": NOBODY,
    "SHELL": "bash",
    "TASK": "hello",
}


def call(command):
    """The command with all it needs, and `-o` where a file is written."""
    needed = [ARGUMENTS[name] for name in arguments(command)]
    return [*command, *needed] if command != ("record",) else ["record", NOBODY, "-o", "-"]


@pytest.mark.parametrize("option", options(), ids=str)
def test_wrong_input_is_refused_and_named(option):
    words = call(option.command) if option.command else ["quota"]
    if option.name == "--output" and option.command == ("record",):
        words = words[:2]
    if not option.takes_value:
        _, error = steersman(*words, f"{option.name}=yes", code=2)
        assert option.name in error
        return
    for value in WRONG[option.name]:
        out, error = steersman(*words, f"{option.name}={value}", code=2, HAI_API_KEY="hk-x")
        assert option.name in error and out == "", f"{value!r}: {error}"


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_what_is_missing_too_much_or_unknown_is_named(command):
    words = call(command)
    _, error = steersman(*words, "--nonsense", code=2)
    assert "--nonsense" in error and "--help" in error
    for name in arguments(command):
        _, error = steersman(*command, code=2)
        assert name in error
    _, error = steersman(*words, "one", "two", "three", code=2)
    assert "unexpected argument" in error


def test_the_table_of_wrong_input_has_no_leftovers():
    assert {option.name for option in options() if option.takes_value} == set(WRONG)


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_is_there_in_short_and_in_long(command):
    assert re.search(r"^Usage: steersman ", steersman(*command, "-h")[0], re.M)
    assert re.search(r"^Usage: steersman ", steersman(*command, "--help")[0], re.M)


@functools.cache
def schema():
    return json.loads((DOCS / "cli.schema.json").read_text())


def fits(command, output):
    """Checks every line of an output against what the schema says of its command."""
    shape = schema()["commands"][command]
    lines = [json.loads(line) for line in output.splitlines()]
    assert lines and (shape["lines"] or len(lines) == 1), output
    validator = jsonschema.Draft202012Validator({"components": schema()["components"], **shape["schema"]})
    for line in lines:
        validator.validate(line)
    return lines


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


def test_json_has_the_shape_that_the_schema_says(server, tmp_path):
    checked = set()

    def ask(*words, code=0, command=None, stdin=None):
        command = command or " ".join(word for word in words if word.isalpha() and word.islower())
        out, _ = steersman("--json", *words, code=code, stdin=stdin, **server.environment, XDG_CONFIG_HOME=str(tmp_path))
        checked.add(command)
        return fits(command, out)

    ran = ask("run", "--agent", "accountant", "A-17", command="run")
    session = ran[0]["session_id"]
    assert ask("sessions", "list")[0]["items"][0]["id"] == session
    assert ask("sessions", "list", "--all")[0]["total"] == 1
    assert ask("sessions", "get", session)[0]["id"] == session
    ask("sessions", "status", session)
    events = ask("sessions", "events", session)
    assert [line["index"] for line in events] == list(range(ran[-1]["next_index"]))
    for words in (["watch", session], ["sessions", "watch", session]):
        assert json.loads(ask(*words)[-1]["answer"]) == {"number": "A-17", "paid": True}
    ask("sessions", "share", session)
    ask("sessions", "unshare", session)
    assert ask("sessions", "cancel", "--yes", session, command="sessions cancel")[0]["accepted"] is False

    walker = start(server, "walker")
    ask("sessions", "pause", walker)
    ask("sessions", "resume", walker)
    file = tmp_path / "note.txt"
    file.write_text("hello")
    ask("sessions", "files", "upload", walker, str(file), command="sessions files upload")
    assert ask("sessions", "files", "list", walker)[0]["files"][0]["name"] == "note.txt"
    target = tmp_path / "back.txt"
    ask("sessions", "files", "download", walker, "~/Downloads/note.txt", "-o", str(target), command="sessions files download")
    assert target.read_text() == "hello"
    ask("sessions", "send", walker, "Stop", command="sessions send")
    recording = tmp_path / "walker.jsonl"
    ask("record", walker, "-o", str(recording), command="record")
    assert ask("replay", str(recording), command="replay")[-1]["answer"] == "Heard: Stop"
    walker = start(server, "walker")
    ask("sessions", "answer", walker)
    assert ask("sessions", "cancel", "--yes", start(server, "walker"), command="sessions cancel")[0]["accepted"] is True

    ask("agents", "list")
    ask("agents", "get", "manager", command="agents get")
    key = {"Authorization": f"Bearer {server.environment['HAI_API_KEY']}", "Content-Type": "application/json"}
    create(server, "skills", {"name": "tidy", "description": "Tidies", "body": "Put it back."}, key)
    create(server, "environments", {"kind": "web", "id": "shop"}, key)
    assert ask("skills", "list", "--search", "tid", command="skills list")[0]["total"] == 1
    ask("skills", "get", "tidy", command="skills get")
    assert ask("environments", "list", "--kind", "web", command="environments list")[0]["total"] == 1
    ask("environments", "get", "shop", command="environments get")
    ask("quota")
    ask("whoami")
    assert ask("doctor")[0]["ok"] is True
    ask("login", stdin=server.environment["HAI_API_KEY"])
    assert ask("logout")[0]["removed"] is True
    assert checked == set(schema()["commands"]), "a command without a check"


def create(server, what, body, headers):
    import urllib.request

    url = server.environment["HAI_API_BASE_URL"].rstrip("/") + "/api/v2/" + what
    request = urllib.request.Request(url, data=json.dumps(body).encode(), headers=headers)
    urllib.request.urlopen(request, timeout=PATIENCE).close()


# Commands that need no accepted key to have an answer.
ANYHOW = {"logout", "replay", "whoami", "doctor"}


@pytest.mark.parametrize("command", sorted(schema()["commands"].keys() - ANYHOW))
def test_a_refused_key_is_told_to_programs_and_people(command, server, tmp_path):
    words = call(tuple(command.split()))
    target = server.environment | {"HAI_API_KEY": CANARY, "XDG_CONFIG_HOME": str(tmp_path)}
    if command == "run":
        words += ["--agent", "greeter"]
    if command == "record":
        words[-1] = str(tmp_path / "x.jsonl")
    if command == "sessions files download":
        words += ["-o", str(tmp_path / "x")]
    if command == "sessions cancel":
        words += ["--yes"]
    out, error = steersman("--json", *words, code=1, stdin=CANARY, **target)
    [line] = [json.loads(line) for line in out.splitlines()]
    jsonschema.Draft202012Validator({"components": schema()["components"], "$ref": "#/components/schemas/JsonLine"}).validate(line)
    assert (line["type"], line["kind"], line["exit_code"]) == ("error", "authentication", 1)
    assert line["status_code"] == 401 and line["next_step"] and " next: " in error and CANARY not in out + error


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_the_key_is_in_no_output(command, server, tmp_path):
    """Accepted or refused, with all there is to log: the key appears nowhere."""
    words = call(command)
    if command == ("serve",):
        words += ["--agents", "/nonexistent/agents.yaml"]
    if command == ("view",):
        words += ["/nonexistent/session.jsonl"]
    if command == ("sessions", "files", "download"):
        words += ["-o", str(tmp_path / "x")]
    for key in (server.environment["HAI_API_KEY"], CANARY):
        for more in ([], ["--json"]):
            done = subprocess.run(
                [binary(), "-vv", *more, *words],
                env=environment(
                    HAI_API_KEY=key,
                    HAI_API_BASE_URL=server.environment["HAI_API_BASE_URL"],
                    XDG_CONFIG_HOME=str(tmp_path),
                ),
                input=key,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
            )
            assert key not in done.stdout + done.stderr
            assert "panicked" not in done.stderr
