"""What is around sessions: agents with their revisions, environments, skills, schedules."""

import pytest
from hai_agents import (
    CreateEnvironmentRequest_Web,
    CronTiming,
    PreconditionFailedError,
    SessionRequest,
)
from helpers import PATIENCE, refused


def test_the_agents_of_the_file_are_in_the_catalog(client):
    names = {agent.name for agent in client.agents.list_agents(size=100).items}
    assert {"greeter", "clerk", "parrot", "walker"} <= names
    assert client.agents.get_agent("greeter").description == "Greets the guest the task names"
    refused(lambda: client.agents.get_agent("nobody-knows-me"), 404)


def test_an_agent_is_created_run_changed_restored_and_deleted(client):
    name = "made-by-the-sdk"
    client.agents.create_agent(name=name, description="first", environments=[], message="made")
    refused(lambda: client.agents.create_agent(name=name, description="again", environments=[]), 409)
    assert client.run_session(agent=name, messages="Hi", timeout_seconds=PATIENCE).status == "completed"
    client.agents.patch_agent(name, description="second", if_match="1")
    with pytest.raises(PreconditionFailedError):
        client.agents.patch_agent(name, description="third", if_match="1")
    assert [revision.number for revision in client.agents.list_agent_revisions(name).items] == [2, 1]
    assert client.agents.get_agent(name, revision=1).description == "first"
    assert client.agents.restore_agent_revision(name, 1).description == "first"
    client.agents.delete_agent(name)
    refused(lambda: client.agents.get_agent(name), 404)


def test_an_environment_is_created_listed_and_deleted(client):
    made = client.environments.create_environment(
        request=CreateEnvironmentRequest_Web(id="shop", start_url="https://shop.example")
    )
    assert made.start_url == "https://shop.example"
    assert [item.id for item in client.environments.list_environments(kind="web", search="shop").items] == ["shop"]
    client.environments.delete_environment("shop")
    assert client.environments.list_environments(search="shop").total == 0


def test_a_skill_is_created_changed_and_deleted(client):
    client.skills.create_skill(name="greeting", description="How to greet", body="Say hello.")
    assert client.skills.patch_skill("greeting", body="Say good day.").body == "Say good day."
    assert [skill.name for skill in client.skills.list_skills(search="greet").items] == ["greeting"]
    client.skills.delete_skill("greeting")
    refused(lambda: client.skills.get_skill("greeting"), 404)


def test_a_schedule_creates_a_session_when_it_is_triggered(client):
    schedule = client.schedules.create_schedule(
        name="daily greeting",
        timing=CronTiming(expression="0 9 * * *", timezone="Europe/Paris"),
        session_request=SessionRequest(agent="greeter", messages="Ada"),
    )
    client.schedules.trigger_schedule(schedule.id)
    [run] = client.schedules.list_schedule_runs(schedule.id).items
    assert (run.status, run.triggered_manually) == ("created", True)
    assert client.session(run.session_id).wait_for_completion(timeout_seconds=PATIENCE).answer == "Hello, Ada!"
    assert client.sessions.list_sessions(schedule_id=schedule.id).total == 1
    client.schedules.delete_schedule(schedule.id)


def test_the_token_quota_is_told(client):
    quota = client.quota.get_token_quota()
    assert quota.window_start < quota.window_end
