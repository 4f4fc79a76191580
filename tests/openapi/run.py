"""Thousands of generated requests, right and wrong ones, to `steersman serve`, as /openapi.json describes it.

No reply may be a server error, nor be anything that the document does not say. What counts is what the server has answered: its own log
is read for the number of requests and for their statuses.

usage: run.py STEERSMAN [AT_LEAST]
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
# The same requests in every run. More examples than are needed for the number that is asked for.
SEED = 1
EXAMPLES = 130


def main() -> int:
    steersman, at_least = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "serve.log"
        with log.open("w") as stderr:
            server = subprocess.Popen(
                [steersman, "serve", "--agents", str(HERE.parent / "agents.yaml"), "--api-key", "hk-openapi"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                env={name: value for name, value in os.environ.items() if not name.startswith("STEERSMAN_")},
            )
        began = time.monotonic()
        try:
            base = server.stdout.readline().split("=", 1)[1].strip().strip("'")
            code = generate(base, folder)
        finally:
            server.send_signal(signal.SIGTERM)
            ended = server.wait(timeout=30)
        statuses = re.findall(r" status=(\d)\d\d ", re.sub(r"\x1b\[[0-9;]*m", "", log.read_text()))
    faults = []
    if code != 0:
        faults.append("schemathesis has found something: see above")
    if ended != 0:
        faults.append(f"the server ended with {ended}")
    if len(statuses) < at_least:
        faults.append(f"only {len(statuses)} requests were made, {at_least} are wanted: raise EXAMPLES in {__file__}")
    if statuses.count("5"):
        faults.append(f"{statuses.count('5')} replies are server errors")
    counts = ", ".join(f"{statuses.count(digit)} answered with {digit}xx" for digit in sorted(set(statuses)))
    print(f"{len(statuses)} requests in {time.monotonic() - began:.0f} s (seed {SEED}): {counts}")
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    if not faults:
        print("1 passed")
    return 1 if faults else 0


def generate(base: str, folder: str) -> int:
    """Runs schemathesis against the server; its exit code."""
    # Cursors of what there is to find: hooks.py puts them where a generated id would find nothing.
    seeded = json.dumps(seed(base))
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *["run", f"{base}/openapi.json", "--header", "Authorization: Bearer hk-openapi"],
        *["--seed", str(SEED), "--max-examples", str(EXAMPLES), "--generation-database", "none", "--no-shrink"],
        *["--phases", "coverage,fuzzing", "--checks", ",".join(CHECKS), "--workers", "1", "--warnings", "off"],
        *["--continue-on-failure", "--request-timeout", "30", "--suppress-health-check", "all", "--no-color"],
    ]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "SEEDED": seeded}
    return subprocess.run(command, env=environment, cwd=folder, stdin=subprocess.DEVNULL).returncode


def seed(base: str) -> dict[str, list[str]]:
    """Makes one of everything."""

    def post(path: str, body: object) -> dict:
        request = urllib.request.Request(f"{base}/api/v2{path}", method="POST", data=json.dumps(body).encode())
        request.add_header("Authorization", "Bearer hk-openapi")
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                text = reply.read()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"error: {path} answers {error.code}: {error.read().decode()}") from None
        return json.loads(text) if text else {}

    def session(agent: str, **more: object) -> str:
        return post("/sessions", {"agent": agent, "messages": "Go", **more})["id"]

    idle = session("parrot", idle_timeout_s=86_400)
    paused = session("walker", max_time_s=86_400)
    post(f"/sessions/{paused}/pause", None)
    post(f"/sessions/{idle}/files/write_file", {"path": "files/a.txt", "content_base64": "aGk="})
    sessions = [idle, paused, session("walker"), session("clerk"), session("greeter"), session("manager")]
    post("/agents", {"name": "seeded", "description": "An agent", "environments": []})
    post("/skills", {"name": "seeded", "description": "A skill", "body": "Do it."})
    post("/environments", {"id": "seeded", "kind": "web"})
    timing = {"type": "cron", "expression": "0 0 1 1 *", "timezone": "UTC"}
    schedule = post("/schedules", {"name": "seeded", "timing": timing, "session_request": {"agent": "greeter"}})
    webhook = post("/webhooks", {"url": "https://127.0.0.1:9/"})
    vault = post("/vaults", {"name": "seeded", "provider_config": {"provider": "onepassword", "op_vault_id": "v"}, "token": "t"})
    return {
        "session": sessions,
        "agent": ["seeded", "greeter", "h/tools"],
        "skill": ["seeded"],
        "environment": ["seeded"],
        "schedule": [schedule["id"]],
        "webhook": [webhook["id"]],
        "vault": [vault["id"]],
    }


if __name__ == "__main__":
    sys.exit(main())
