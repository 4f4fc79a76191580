//! Reading sessions: long polls, pages, eviction, history, sharing, shutdown.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "a test")]

mod support;

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use steersman_runtime::{Config, ManualClock, Retention, Runtime};
use support::Bench;

/// Publishes a numbered event for each message it gets.
const TICKER: &str = r#"
agents:
  - name: ticker
    steps:
      - repeat:
          times: 1000000
          steps: [{wait: message}, {event: {type: Tick, data: {text: "{{ message }}"}}}]
  - name: burst
    steps: [{repeat: {times: 50, steps: [{event: {type: Tick, data: {}}}]}}, {answer: done}]
"#;

async fn ticking(builder: steersman_runtime::RuntimeBuilder) -> (Bench, String) {
    let bench = Bench::start(builder.agents_text(TICKER)).await;
    let id = bench.start_agent("ticker", "start").await;
    bench.until(&id, "running").await;
    (bench, id)
}

/// Index of the next event, once the agent has come to rest.
async fn tip(bench: &Bench, id: &str) -> u64 {
    let mut cursor = 0;
    while let Some(page) = bench.changes(id, &format!("from_index={cursor}&wait_for_seconds=25")).await {
        cursor = page["first_index"].as_u64().unwrap() + page["new_events"].as_array().unwrap().len() as u64;
        if page["new_events"]
            .as_array()
            .unwrap()
            .last()
            .is_some_and(|event| event["data"]["kind"] == "message_event")
        {
            break;
        }
    }
    cursor
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_waiters_wake_with_the_event_on_one_session_and_on_many() {
    let (bench, id) =
        ticking(Runtime::builder().config(Config { concurrent_sessions: 1_000, ..Config::default() })).await;
    let from = tip(&bench, &id).await;
    let mut polled = vec![(id.clone(), from); 1000];
    for _ in 0..800 {
        let id = bench.start_agent("ticker", "start").await;
        polled.push((id.clone(), tip(&bench, &id).await));
    }
    let count = polled.len();
    let mut waiters = tokio::task::JoinSet::new();
    for (id, from) in polled.clone() {
        let path = format!("/sessions/{id}/changes?from_index={from}&wait_for_seconds=25");
        let request = bench.request(Method::GET, &path);
        waiters.spawn(async move {
            let reply = request.send().await.unwrap();
            // A window that is over would be a 204: each was woken by its session.
            assert_eq!(reply.status(), 200);
            let page: Value = reply.json().await.unwrap();
            assert_eq!(page["first_index"], from);
        });
    }
    while bench.runtime.waiting_polls() < count {
        tokio::task::yield_now().await;
    }
    for id in polled.iter().skip(999).map(|(id, _)| id) {
        bench.say(id, "now").await;
    }
    while let Some(woken) = waiters.join_next().await {
        woken.unwrap();
    }
}

#[tokio::test]
async fn a_poll_ends_with_204_when_its_window_is_over() {
    let clock = ManualClock::default();
    let (bench, id) = ticking(Runtime::builder().clock(clock.clone())).await;
    let from = tip(&bench, &id).await;
    let query = format!("from_index={from}&wait_for_seconds=25");
    let poll = bench.changes(&id, &query);
    let hands = async {
        clock.sleepers(1).await;
        clock.advance(Duration::from_secs(25));
    };
    let (page, ()) = tokio::join!(poll, hands);
    assert_eq!(page, None);
}

#[tokio::test]
async fn a_window_is_0_to_25_seconds_and_parameters_are_checked() {
    let (bench, id) = ticking(Runtime::builder()).await;
    for query in [
        "wait_for_seconds=26",
        "wait_for_seconds=-1",
        "wait_for_seconds=x",
        "limit=-1",
        "include_events=maybe",
        "from_index=1.5",
    ] {
        let (code, error) = bench.get(&format!("/sessions/{id}/changes?{query}")).await;
        assert_eq!(code, 422, "{query}");
        assert_eq!(error["detail"][0]["loc"][1], query.split('=').next().unwrap());
    }
    assert!(bench.changes(&id, "from_index=-5").await.is_some());
    assert!(bench.changes(&id, "from_index=99999").await.is_none());
}

#[tokio::test]
async fn pages_are_cut_by_the_limit_and_by_the_servers_cap() {
    let config = Config { page_cap: 20, ..Config::default() };
    let bench = Bench::start(Runtime::builder().config(config).agents_text(TICKER)).await;
    let id = bench.start_agent("burst", "x").await;
    bench.until(&id, "completed").await;
    let count = |page: &Value| page["new_events"].as_array().unwrap().len();
    assert_eq!(count(&bench.changes(&id, "limit=3").await.unwrap()), 3);
    assert_eq!(count(&bench.changes(&id, "limit=0").await.unwrap()), 20);
    assert_eq!(count(&bench.changes(&id, "limit=999").await.unwrap()), 20);
    let page = bench.changes(&id, "from_index=10&limit=5").await.unwrap();
    assert_eq!((page["first_index"].as_u64().unwrap(), count(&page)), (10, 5));
    let page = bench.changes(&id, "include_events=false").await.unwrap();
    assert_eq!((&page["answer"], count(&page)), (&json!("done"), 0));
    let end = page["first_index"].as_u64().unwrap();
    // After the end there is nothing to wait for.
    assert!(bench.changes(&id, &format!("from_index={end}&wait_for_seconds=25")).await.is_none());
}

#[tokio::test]
async fn evicted_events_move_the_first_index_and_are_still_in_the_history() {
    let retention = Retention { changes: Some(10), history: Some(30) };
    let config = Config { retention, ..Config::default() };
    let bench = Bench::start(Runtime::builder().config(config).agents_text(TICKER)).await;
    let id = bench.start_agent("burst", "x").await;
    bench.until(&id, "completed").await;
    let page = bench.changes(&id, "from_index=2").await.unwrap();
    let first = page["first_index"].as_u64().unwrap();
    let events = page["new_events"].as_array().unwrap();
    assert_eq!(events.len(), 10);
    let tip = first + 10;
    let (_, history) = bench.get(&format!("/sessions/{id}/events?size=200")).await;
    assert_eq!(history["total"], 30);
    let items = history["items"].as_array().unwrap();
    assert_eq!(&items[20..], &events[..]);
    assert!(tip > 30);
}

#[tokio::test]
async fn the_history_is_paged_sorted_and_filtered() {
    let bench = Bench::start(Runtime::builder().agents_text(TICKER)).await;
    let id = bench.start_agent("burst", "x").await;
    bench.until(&id, "completed").await;
    let path = format!("/sessions/{id}/events");
    let (_, all) = bench.get(&format!("{path}?size=200")).await;
    let total = all["total"].as_u64().unwrap();
    let (_, second) = bench.get(&format!("{path}?size=10&page=2")).await;
    assert_eq!(second["items"][0], all["items"][10]);
    assert_eq!((second["page"].as_u64().unwrap(), second["items"].as_array().unwrap().len()), (2, 10));
    let (_, newest) = bench.get(&format!("{path}?size=1&sort=-timestamp")).await;
    assert_eq!(newest["items"][0], all["items"][usize::try_from(total).unwrap() - 1]);
    let (_, ticks) = bench.get(&format!("{path}?type=Tick")).await;
    assert_eq!(ticks["total"], 50);
    let (_, none) = bench.get(&format!("{path}?page=1000")).await;
    assert_eq!((none["items"].as_array().unwrap().len(), &none["total"]), (0, &json!(total)));
    for query in ["page=0", "size=0", "size=201", "sort=type"] {
        assert_eq!(bench.get(&format!("{path}?{query}")).await.0, 422, "{query}");
    }
}

#[tokio::test]
async fn a_shared_session_is_read_without_a_key_until_it_is_unshared() {
    let bench = Bench::start(Runtime::builder()).await;
    let id = bench.start_agent("h/conversation", "x").await;
    let anonymous = || bench.http.get(bench.url(&format!("/sessions/{id}/events")));
    assert_eq!(anonymous().send().await.unwrap().status(), 401);
    let (code, link) = bench.post(&format!("/sessions/{id}/share"), Value::Null).await;
    assert_eq!(code, 200);
    assert!(link["share_url"].as_str().unwrap().starts_with("/share/"));
    assert_eq!(bench.post(&format!("/sessions/{id}/share"), Value::Null).await.1, link);
    let page = format!("{}{}", bench.runtime.base_url(), link["share_url"].as_str().unwrap());
    assert_eq!(bench.http.get(&page).send().await.unwrap().json::<Value>().await.unwrap()["id"], id);
    assert_eq!(anonymous().send().await.unwrap().status(), 200);
    let other = bench.http.get(bench.url(&format!("/sessions/{id}/changes"))).send().await.unwrap();
    assert_eq!(other.status(), 401);
    assert_eq!(bench.delete(&format!("/sessions/{id}/share")).await, 204);
    assert_eq!(bench.http.get(&page).send().await.unwrap().status(), 404);
    assert_eq!(anonymous().send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn feedback_is_taken_on_sessions_and_on_events_that_exist() {
    let bench = Bench::start(Runtime::builder()).await;
    let id = bench.start_agent("h/conversation", "x").await;
    bench.until(&id, "completed").await;
    let feedback = json!({ "success": true, "message": "good" });
    assert_eq!(bench.post(&format!("/sessions/{id}/feedback"), feedback.clone()).await.0, 204);
    assert_eq!(bench.post(&format!("/sessions/{id}/feedback"), json!({})).await.0, 422);
    let put = |index: &str| {
        bench.request(Method::PUT, &format!("/sessions/{id}/events/{index}/feedback")).json(&feedback)
    };
    assert_eq!(bench.send(put("0")).await.0, 204);
    assert_eq!(bench.send(put("9999")).await.0, 404);
    assert_eq!(bench.send(put("-1")).await.0, 404);
    assert_eq!(bench.send(put("x")).await.0, 422);
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let bench = Bench::start(Runtime::builder().agents_text(TICKER)).await;
    let mut ids = Vec::new();
    for task in ["alpha", "beta", "gamma"] {
        let request = json!({ "agent": "h/conversation", "messages": task, "group_id": task });
        let id = bench.create(request).await;
        bench.until(&id, "completed").await;
        ids.push(id);
    }
    let running = bench.start_agent("ticker", "delta").await;
    bench.until(&running, "running").await;
    let found = async |query: &str| {
        let (code, list) = bench.get(&format!("/sessions?{query}")).await;
        assert_eq!(code, 200, "{list}");
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("").await[0], running);
    assert_eq!(found("sort=created_at").await[0], ids[0]);
    assert_eq!(found("status=running&status=idle").await, std::slice::from_ref(&running));
    assert_eq!(found("agent=h/conversation").await.len(), 3);
    assert_eq!(found("group_id=beta").await, [ids[1].clone()]);
    assert_eq!(found("search=GAMMA").await, [ids[2].clone()]);
    assert_eq!(found("search=you%20said").await.len(), 3);
    assert_eq!(found("size=2&page=2&sort=created_at").await, [ids[2].clone(), running.clone()]);
    let (_, session) = bench.get(&format!("/sessions/{}", ids[1])).await;
    let created = session["created_at"].as_str().unwrap();
    assert_eq!(found(&format!("created_before={created}")).await, [ids[0].clone()]);
    assert_eq!(found(&format!("created_after={created}")).await.len(), 2);
    assert_eq!(found("finished_after=2020-01-01T00:00:00Z").await.len(), 3);
    for query in
        ["status=odd", "size=101", "owner=you", "created_after=yesterday", "schedule_id=x", "sort=name"]
    {
        assert_eq!(bench.get(&format!("/sessions?{query}")).await.0, 422, "{query}");
    }
}

#[tokio::test]
async fn at_the_end_long_polls_are_answered_with_204() {
    let (bench, id) = ticking(Runtime::builder()).await;
    let from = tip(&bench, &id).await;
    let poll =
        bench.request(Method::GET, &format!("/sessions/{id}/changes?from_index={from}&wait_for_seconds=25"));
    let poll = tokio::spawn(poll.send());
    while bench.runtime.waiting_polls() < 1 {
        tokio::task::yield_now().await;
    }
    bench.runtime.shutdown().await;
    assert_eq!(poll.await.unwrap().unwrap().status(), 204);
}
