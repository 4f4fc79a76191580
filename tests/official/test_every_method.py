"""Every method that the official SDK has for a resource is called once at least, and what it gives back is looked at.

The journeys note which methods they call; the last test compares that with what the SDK has.
"""

import base64
import http.server
import inspect
import io
import threading
import zipfile

import httpx
import pytest
from hai_agents import (
    CreateEnvironmentRequest_Web,
    CronTiming,
    OnePasswordConfig,
    SendSessionMessagesRequestBody_UserMessage,
    SessionRequest,
    ToolRequest,
    ToolResultEvent,
    UpdateEnvironmentRequestBody_Web,
    verify_webhook,
)
from helpers import PATIENCE, refused, wait_for

RESOURCES = [
    "agents",
    "browser_profiles",
    "environments",
    "quota",
    "schedules",
    "session_files",
    "sessions",
    "skills",
    "vaults",
    "webhooks",
]
CALLED = set()


def methods_of(resource):
    return [name for name, _ in inspect.getmembers(resource, inspect.ismethod) if not name.startswith("_")]


class Noted:
    """A resource of the SDK that notes which of its methods are called."""

    def __init__(self, name, resource):
        self._name, self._resource = name, resource

    def __getattr__(self, method):
        found = getattr(self._resource, method)
        CALLED.add(f"{self._name}.{method}")
        return found


@pytest.fixture
def noted(client):
    """The client's resources by name."""

    class Resources:
        pass

    for name in RESOURCES:
        setattr(Resources, name, Noted(name, getattr(client, name)))
    Resources.client = client
    return Resources


def test_agents(noted):
    agents = noted.agents
    made = agents.create_agent(name="every-agent", description="one", environments=[], instructions="Be kind.")
    assert (made.name, made.instructions) == ("every-agent", "Be kind.")
    assert agents.update_agent("every-agent", name="every-agent", description="two", environments=[]).instructions is None
    assert agents.patch_agent("every-agent", description="three", if_match="2").description == "three"
    assert agents.get_agent("every-agent", revision=1, resolve=True).description == "one"
    assert [item.name for item in agents.list_agents(agent_name="every-", include="revision", sort="agent_name").items] == [
        "every-agent"
    ]
    assert all(item.name.startswith("h/") for item in agents.list_agents(reserved=True).items)
    assert agents.list_agent_revisions("every-agent", sort="number", size=2).total == 3
    assert agents.restore_agent_revision("every-agent", 1, if_match="3").description == "one"
    agents.delete_agent("every-agent", if_match="4")
    refused(lambda: agents.get_agent("every-agent"), 404)


def test_environments(noted):
    environments = noted.environments
    made = environments.create_environment(request=CreateEnvironmentRequest_Web(id="every-web", headless=True))
    assert made.headless is True
    changed = UpdateEnvironmentRequestBody_Web(id="every-web", start_url="https://one.example")
    assert environments.update_environment("every-web", request=changed).start_url == "https://one.example"
    assert environments.patch_environment("every-web", start_url="https://two.example").kind == "web"
    assert environments.get_environment("every-web").start_url == "https://two.example"
    assert environments.list_environments(id="every-", kind="web", sort="-id").total == 1
    environments.delete_environment("every-web")
    refused(lambda: environments.get_environment("every-web"), 404)


def test_skills(noted):
    skills = noted.skills
    skills.create_skill(name="every-skill", description="d", body="one", files={"a.txt": "A"})
    assert skills.update_skill("every-skill", name="every-skill", description="d", body="two").body == "two"
    assert skills.patch_skill("every-skill", url_pattern="https://*.example/*").url_pattern == "https://*.example/*"
    assert skills.get_skill("every-skill").body == "two"
    assert [item.name for item in skills.list_skills(name="every-", size=5).items] == ["every-skill"]
    skills.delete_skill("every-skill")
    refused(lambda: skills.get_skill("every-skill"), 404)


def test_schedules(noted):
    schedules = noted.schedules
    timing = CronTiming(expression="0 9 1 1 *", timezone="Europe/Paris")
    request = SessionRequest(agent="greeter", messages="Ada")
    made = schedules.create_schedule(name="every", timing=timing, session_request=request, repeats=2)
    assert (made.name, made.repeats) == ("every", 2)
    assert schedules.update_schedule(made.id, name="renamed", description="now and then").name == "renamed"
    schedules.pause_schedule(made.id)
    schedules.trigger_schedule(made.id)
    schedules.resume_schedule(made.id)
    assert schedules.get_schedule(made.id).name == "renamed"
    assert made.id in [item.id for item in schedules.list_schedules(size=100).items]
    assert [run.status for run in schedules.list_schedule_runs(made.id).items] == ["created"]
    schedules.delete_schedule(made.id)
    refused(lambda: schedules.get_schedule(made.id), 404)


def test_vaults(noted):
    vaults = noted.vaults
    config = OnePasswordConfig(op_vault_id="v-1")
    made = vaults.create_vault(name="every", provider_config=config, token="ops_CANARY")
    assert "CANARY" not in repr(made)
    assert vaults.update_vault(made.id, name="renamed").name == "renamed"
    vaults.rotate_vault_token(made.id, token="ops_CANARY_2")
    assert "CANARY" not in repr(vaults.get_vault(made.id))
    health = vaults.vault_health(made.id)
    assert health.ok is False and health.error
    assert made.id in [vault.id for vault in vaults.list_vaults(limit=100).vaults]
    vaults.delete_vault(made.id)
    refused(lambda: vaults.get_vault(made.id), 404)


def test_browser_profiles(noted):
    profiles = noted.browser_profiles
    upload = profiles.initiate_browser_profile_upload()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("Default/Cookies", "c")
    sent = httpx.post(
        upload.upload_url,
        data=upload.upload_fields,
        files={"file": ("profile.zip", archive.getvalue(), "application/zip")},
        timeout=PATIENCE,
    )
    assert sent.status_code in (200, 201, 204), sent.text
    made = profiles.complete_browser_profile_upload(
        upload.profile_id, name="every", browser_name="chromium", browser_version="140", labels={"a": "b"}
    )
    assert (made.name, made.labels) == ("every", {"a": "b"})
    profiles.set_default_browser_profile(made.id)
    assert profiles.get_default_browser_profile(browser_name="chromium").id == made.id
    profiles.unset_default_browser_profile(made.id)
    refused(lambda: profiles.get_default_browser_profile(browser_name="chromium"), 404)
    assert profiles.get_browser_profile(made.id).name == "every"
    assert made.id in [profile.id for profile in profiles.list_browser_profiles(limit=100).profiles]
    profiles.delete_browser_profile(made.id)
    refused(lambda: profiles.get_browser_profile(made.id), 404)


@pytest.fixture
def endpoint():
    """A program that takes deliveries of webhooks, and what it has got."""
    got, arrived = [], threading.Semaphore(0)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((self.headers, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()
            arrived.release()

        def log_message(self, *_):
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_address[1]}/hook", got, arrived
    listening.shutdown()
    listening.server_close()


def test_webhooks(noted, endpoint):
    url, got, arrived = endpoint
    webhooks = noted.webhooks
    assert "session.completed" in [event.type for event in webhooks.list_webhook_events()]
    made = webhooks.create_webhook(url=url, enabled_events=["session.completed"], description="every")
    assert webhooks.ping_webhook(made.id).response_status == 204
    assert arrived.acquire(timeout=PATIENCE)
    secret = webhooks.rotate_webhook_secret(made.id).secret
    session = noted.client.run_session(agent="greeter", messages="Ada", timeout_seconds=PATIENCE).id
    while not any(session.encode() in body for _, body in got):
        assert arrived.acquire(timeout=PATIENCE)
    headers, body = next(delivery for delivery in got if session.encode() in delivery[1])
    signed = (headers["X-H-Webhook-Signature"], headers["X-H-Webhook-Timestamp"])
    assert verify_webhook(body, *signed, secret).data["session_id"] == session
    assert webhooks.update_webhook(made.id, disabled=True, description="off").description == "off"
    assert webhooks.get_webhook(made.id).consecutive_failures == 0
    assert made.id in [item.id for item in webhooks.list_webhooks(size=100).items]
    webhooks.delete_webhook(made.id)
    refused(lambda: webhooks.get_webhook(made.id), 404)


def test_sessions_are_made_read_and_rated(noted, server):
    sessions = noted.sessions
    made = sessions.create_session(
        agent="parrot", messages="Hello", idempotency_key="every-1", idle_timeout_s=60, group_id="every", queue=True
    )
    assert sessions.create_session(
        agent="parrot", messages="Hello", idempotency_key="every-1", idle_timeout_s=60, group_id="every", queue=True
    ).id == made.id
    wait_for(noted.client.session(made.id), "idle")
    assert sessions.get_session(made.id).latest_answer == "Hello"
    assert sessions.get_session_status(made.id).outcome == "success"
    page = sessions.get_session_changes(made.id, from_index=1, limit=2, include_events=True, wait_for_seconds=1)
    assert (page.first_index, len(page.new_events)) == (1, 2)
    found = sessions.list_sessions(group_id="every", status="idle", agent="parrot", search="hello", sort="created_at")
    assert [item.id for item in found.items] == [made.id]
    assert sessions.list_session_events(made.id, type="AgentEvent", sort="-timestamp", size=1).total >= 3
    assert sessions.get_session_quota().limit > 0
    sessions.submit_session_feedback(made.id, success=True, message="well done")
    sessions.submit_event_feedback(made.id, 2, success=False)
    link = httpx.URL(server.base_url).join(sessions.share_session(made.id).share_url)
    assert httpx.get(link, timeout=PATIENCE).status_code == 200
    sessions.unshare_session(made.id)
    assert httpx.get(link, timeout=PATIENCE).status_code == 404
    sessions.cancel_session(made.id)
    wait_for(noted.client.session(made.id), "interrupted")


def test_sessions_are_steered(noted):
    sessions, client = noted.sessions, noted.client
    walking = sessions.create_session(agent="walker", messages="Go").id
    sessions.pause_session(walking)
    wait_for(client.session(walking), "paused")
    sessions.resume_session(walking)
    wait_for(client.session(walking), "running")
    message = SendSessionMessagesRequestBody_UserMessage(message="Stop there", type="user_message")
    sessions.send_session_messages(walking, request=message)
    wait_for(client.session(walking), "completed")
    hurried = sessions.create_session(agent="walker", messages="Go").id
    wait_for(client.session(hurried), "running")
    sessions.force_session_answer(hurried)
    wait_for(client.session(hurried), "completed")
    asking = sessions.create_session(agent="clerk", messages="Which order?").id
    [call] = wait_for(client.session(asking), "awaiting_tool_results").pending_tool_calls
    request = ToolRequest(tool_name=call.tool_name, args=call.args, id=call.id)
    sessions.send_session_tool_results(asking, request=ToolResultEvent(tool_req=request, result="paid"))
    wait_for(client.session(asking), "completed")


def test_session_files_and_resources(noted):
    files = noted.session_files
    session = noted.sessions.create_session(agent="parrot", messages="Hi", idle_timeout_s=60).id
    written = files.write_file(session, path="files/a.txt", content_base64=base64.b64encode(b"hello").decode())
    assert written.size_bytes == 5
    assert [entry.name for entry in files.list_files(session, path="files", max_entries=5).files] == ["a.txt"]
    assert base64.b64decode(files.read_file(session, path="files/a.txt").content_base64) == b"hello"
    assert b"".join(noted.sessions.get_session_resource(session, "files", "a.txt")) == b"hello"
    noted.sessions.cancel_session(session)


def test_quota(noted):
    quota = noted.quota.get_token_quota()
    assert quota.window_start < quota.window_end


def test_nothing_that_the_sdk_has_was_left_out(client):
    if not CALLED:
        pytest.fail("run this file as a whole: the tests above note what they call")
    has = {f"{name}.{method}" for name in RESOURCES for method in methods_of(getattr(client, name))}
    # Not an operation: it ends the SDK's own connections.
    assert has - CALLED == {"sessions.close"} & has
