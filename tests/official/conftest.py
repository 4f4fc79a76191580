"""The official SDK, unmodified, against `steersman serve` as a process of its own."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from hai_agents import AsyncClient, Client

AGENTS = Path(__file__).parent.parent / "agents.yaml"


class Server:
    """A running `steersman serve`."""

    def __init__(self, base_url: str, key: str) -> None:
        self.base_url = base_url
        self.key = key

    def environment(self) -> dict[str, str]:
        """The environment of a program that shall talk to this server."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HAI_", "STEERSMAN_"))}
        return kept | {"HAI_API_KEY": self.key, "HAI_API_BASE_URL": self.base_url, "NO_COLOR": "1", "COLUMNS": "200"}


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    binary = os.environ.get("STEERSMAN_BIN")
    if not binary:
        pytest.exit("STEERSMAN_BIN is not set: run this suite with `make test-official`", returncode=2)
    log = tmp_path_factory.mktemp("serve") / "stderr.txt"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--agents", str(AGENTS)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    exports = {}
    while not {"HAI_API_BASE_URL", "HAI_API_KEY"} <= exports.keys():
        line = process.stdout.readline()
        if not line:
            process.wait()
            pytest.exit(f"`steersman serve` ended with {process.returncode}: {log.read_text()}", returncode=2)
        if found := re.fullmatch(r"export (\w+)='?([^']*?)'?\n", line):
            exports[found[1]] = found[2]
    yield Server(exports["HAI_API_BASE_URL"], exports["HAI_API_KEY"])
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0, f"after SIGTERM: {log.read_text()}"
    process.stdout.close()


@pytest.fixture
def client(server):
    with_key = Client(api_key=server.key, base_url=server.base_url)
    yield with_key
    with_key.close()


@pytest.fixture
def new_async_client(server):
    """Makes a client inside the event loop of the test."""
    return lambda: AsyncClient(api_key=server.key, base_url=server.base_url)


@pytest.fixture
def other_key(server):
    return Client(api_key="not-the-key", base_url=server.base_url)
