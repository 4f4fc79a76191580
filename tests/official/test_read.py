"""The ways to read sessions, and what is around them."""

import time

import httpx
import pytest

from helpers import PATIENCE, wait_for


@pytest.fixture(scope="module")
def finished(server):
    """The id of a session that has answered."""
    from hai_agents import Client

    client = Client(api_key=server.key, base_url=server.base_url)
    return client.run_session(agent="greeter", messages="Ada", timeout_seconds=PATIENCE).id


def test_the_status_is_a_small_snapshot(client, finished):
    status = client.sessions.get_session_status(finished)
    assert (status.status, status.outcome, status.error, status.error_code) == ("completed", "success", None, None)
    assert status.steps >= 1
    assert status.pending_tool_calls == []
    assert status.subagent_session_ids == []


def test_the_session_shows_its_request_and_its_answer(client, finished):
    session = client.sessions.get_session(finished)
    assert session.id == finished
    assert session.request.agent.name == "greeter"
    assert session.latest_answer == "Hello, Ada!"
    assert session.status.status == "completed"
    assert session.created_at <= session.started_at <= session.finished_at


def test_changes_page_through_the_log(client, finished):
    total = client.sessions.list_session_events(finished).total
    cursor, events = 0, []
    while page := client.sessions.get_session_changes(finished, from_index=cursor, limit=2):
        if not page.new_events:
            break
        assert page.first_index == cursor
        assert 1 <= len(page.new_events) <= 2
        events += page.new_events
        cursor = page.first_index + len(page.new_events)
    assert len(events) == total
    assert page is None


def test_the_current_answer_can_be_had_without_events(client, finished):
    page = client.sessions.get_session_changes(finished, from_index=0, include_events=False, wait_for_seconds=0)
    assert (page.answer, page.outcome, page.status) == ("Hello, Ada!", "success", "completed")
    assert not page.new_events


def test_a_long_poll_waits_for_news_and_returns_with_them(client):
    handle = client.start_session(agent="walker", messages="Go")
    wait_for(handle, "running")
    handle.pause()
    wait_for(handle, "paused")
    seen = client.sessions.list_session_events(handle.id).total
    began = time.monotonic()
    assert client.sessions.get_session_changes(handle.id, from_index=seen, wait_for_seconds=1) is None
    assert time.monotonic() - began >= 0.9
    handle.resume()
    page = client.sessions.get_session_changes(handle.id, from_index=seen, wait_for_seconds=20)
    assert page.new_events and time.monotonic() - began < 15
    handle.cancel()


def test_events_are_paged_sorted_and_filtered(client, finished):
    first = client.sessions.list_session_events(finished, size=2)
    second = client.sessions.list_session_events(finished, size=2, page=2)
    assert (first.page, second.page) == (1, 2)
    assert len(first.items) == len(second.items) == 2
    newest = client.sessions.list_session_events(finished, size=1, sort="-timestamp").items[0]
    assert newest.type == "AgentCompletionEvent"
    only = client.sessions.list_session_events(finished, type="AgentStartedEvent")
    assert [event.type for event in only.items] == ["AgentStartedEvent"]
    assert only.total == 1


def test_sessions_are_listed_newest_first_and_filtered(client, finished):
    mark = f"find-me-{time.time_ns()}"
    ids = [client.start_session(agent="greeter", messages=f"{mark} {n}", group_id=mark).id for n in range(3)]
    for session_id in ids:
        wait_for(client.session(session_id), "completed")
    listed = client.sessions.list_sessions(group_id=mark)
    assert [item.id for item in listed.items] == ids[::-1]
    assert listed.total == 3
    assert [item.id for item in client.sessions.list_sessions(group_id=mark, sort="created_at").items] == ids
    assert [item.id for item in client.sessions.list_sessions(group_id=mark, size=1, page=2).items] == [ids[1]]
    assert [item.id for item in client.sessions.list_sessions(search=f"{mark} 1".upper()).items] == [ids[1]]
    assert client.sessions.list_sessions(group_id=mark, status=["running", "failed"]).total == 0
    assert client.sessions.list_sessions(group_id=mark, status="completed", agent="greeter").total == 3
    summary = listed.items[0]
    assert (summary.agent, summary.status, summary.first_message.message) == ("greeter", "completed", f"{mark} 2")


def test_a_shared_session_is_open_to_everybody_until_it_is_unshared(server, client, finished):
    url = client.sessions.share_session(finished).share_url
    assert client.sessions.share_session(finished).share_url == url
    events = f"{server.base_url}/api/v2/sessions/{finished}/events"
    assert httpx.get(events).status_code == 200
    client.sessions.unshare_session(finished)
    assert httpx.get(events).status_code in {401, 403, 404}


def test_feedback_is_taken_for_a_session_and_for_an_event(client, finished):
    client.sessions.submit_session_feedback(finished, success=True, message="good")
    client.sessions.submit_event_feedback(finished, 0, success=False)


def test_quotas_count_running_sessions(client):
    before = client.sessions.get_session_quota()
    handle = client.start_session(agent="walker", messages="Go")
    wait_for(handle, "running")
    during = client.sessions.get_session_quota()
    assert during.active == before.active + 1
    assert during.available == during.limit - during.active
    handle.cancel()
