//! Pages of events: what is read in one scan, and what is tolerated.

use bytes::Bytes;
use serde_json::{Value, json};
use steersman_wire::{
    AgentCompletionData, AgentEventData, AgentState, AnswerEvent, AnswerOutcome, ChangesPage,
    CompletionReason, EventPayload, EventsPage, RawJson, SessionErrorCode, SessionEvent, TrajectoryStatus,
};

fn page(text: &str) -> ChangesPage {
    ChangesPage::parse(&Bytes::copy_from_slice(text.as_bytes())).expect("the page is read")
}

#[test]
fn an_event_keeps_its_text_byte_for_byte() {
    let raw = r#"{ "type" : "AgentEvent" , "x": 1.50, "data" : {"kind":"answer_event","answer":"caf\u00e9","outcome":"success"}, "timestamp":"2026-03-01T09:00:00Z" }"#;
    let page = page(&format!(r#"{{"status":"idle","new_events":[{raw}],"first_index":7}}"#));
    let event = &page.events[0];
    assert_eq!(event.raw(), raw);
    assert_eq!(event.event_type(), "AgentEvent");
    assert_eq!(event.timestamp(), Some("2026-03-01T09:00:00Z"));
    assert_eq!(event.instant().map(jiff::Timestamp::as_second), Some(1_772_355_600));
    assert_eq!(event.answer(), Some(&json!("café")));
    assert_eq!(page.next_index(0), 8);
    assert_eq!(serde_json::to_string(event).expect("events serialize"), raw);
}

#[test]
fn items_of_any_shape_are_events() {
    let items = [
        "null",
        "5",
        "\"text\"",
        "[]",
        "[1, {}]",
        "{}",
        "{ }",
        r#"{"type":null}"#,
        r#"{"type":5,"data":null,"timestamp":7}"#,
        r#"{"type":"AgentEvent"}"#,
        r#"{"type":"AgentEvent","data":null}"#,
        r#"{"type":"AgentEvent","data":[1]}"#,
        r#"{"type":"Agent\u0045vent","data":{"kind":"flow_event","flow":"a","origin":"b"}}"#,
        r#"{"data":{"a":1}}"#,
        r#"{"type":"NewEvent","data":{"a":1},"timestamp":"never"}"#,
        r#"{"type":"ActiveStateChangeEvent","data":{"state":5}}"#,
    ];
    let page = page(&format!("{{\"status\":\"dreaming\",\"new_events\":[ {} ]}}", items.join(" , ")));
    assert_eq!(page.status, TrajectoryStatus::Other("dreaming".to_owned()));
    assert_eq!(page.events.len(), items.len());
    for (event, raw) in page.events.iter().zip(items) {
        assert_eq!(event.raw(), raw);
        let typed = event.as_agent_event().is_some_and(|data| !matches!(data, AgentEventData::Unknown(_)));
        assert_eq!(typed, raw.contains("flow_event"), "{raw}");
        assert_eq!(event.active_state(), None);
    }
    assert_eq!(page.events[14].payload(), &EventPayload::Unknown(json!({"a": 1})));
    assert_eq!(page.events[12].event_type(), "AgentEvent");
}

#[test]
fn missing_and_null_fields_of_a_page_are_tolerated() {
    for text in [
        r#"{"status":"running"}"#,
        r#"{"status":"running","new_events":null,"metrics":null,"answer":null,"first_index":null,"pending_tool_calls":null,"error":null,"new":{"a":[1]}}"#,
        r#"{"new_events":[],"metrics":{"steps":"many"},"first_index":-1,"status":"running"}"#,
    ] {
        assert_eq!(page(text), ChangesPage::new(TrajectoryStatus::Running));
    }
    for text in [
        "",
        "{}",
        "null",
        "[]",
        r#"{"status":null}"#,
        r#"{"status":"running""#,
        "<html>",
        r#"{"status":"running"} x"#,
    ] {
        assert!(ChangesPage::parse(&Bytes::copy_from_slice(text.as_bytes())).is_err(), "{text}");
    }
}

#[test]
fn the_active_state_tells_which_calls_wait() {
    let event = SessionEvent::new(
        "ActiveStateChangeEvent",
        &json!({"state": "awaiting_tool_results", "pending_tool_calls": [{"tool_name": "look", "args": null, "id": null, "new": 1}, 5]}),
        "2026-03-01T09:00:00Z",
    );
    let state = event.active_state().expect("it is a change of state");
    assert_eq!(state.state, AgentState::AwaitingToolResults);
    assert_eq!(state.pending_tool_calls.len(), 1);
    let call = &state.pending_tool_calls[0];
    assert!(call.arguments().is_empty());
    assert_eq!(serde_json::to_value(call).expect("calls serialize")["new"], 1);
}

#[test]
fn history_pages_share_the_event_type() {
    let text = r#"{"items":[{"type":"AgentStartedEvent","data":{},"timestamp":"t"}],"total":9,"page":2,"more":true}"#;
    let page = EventsPage::parse(&Bytes::from_static(text.as_bytes())).expect("the page is read");
    assert_eq!((page.total, page.page, page.items.len()), (9, 2, 1));
    assert_eq!(page.extra["more"], true);
    let same: EventsPage = serde_json::from_str(text).expect("the page is read");
    assert_eq!(same, page);
    let value: Value = serde_json::to_value(&page).expect("pages serialize");
    assert_eq!(value, serde_json::from_str::<Value>(text).expect("it is JSON"));
}

/// One event of each type and kind, as the service writes them.
const EXAMPLES: &[&str] = &[
    r#"{"type":"RequestStartEvent","data":{},"timestamp":"2026-03-01T09:00:00Z"}"#,
    r#"{"type":"RequestStartDispatchedEvent","data":{"status":"dispatched"},"timestamp":"2026-03-01T09:00:01Z"}"#,
    r#"{"type":"RunnerSessionEvent","data":{"runner_session_id":"rs-7f2c","kind":"web"},"timestamp":"2026-03-01T09:00:02Z"}"#,
    r#"{"type":"AgentStartedEvent","data":{},"timestamp":"2026-03-01T09:00:03Z"}"#,
    r#"{"type":"LiveViewUrlEvent","data":{"live_view_url":"https://live.example/v/7f2c"},"timestamp":"2026-03-01T09:00:03Z"}"#,
    r#"{"type":"ActiveStateChangeEvent","data":{"state":"running"},"timestamp":"2026-03-01T09:00:03Z"}"#,
    r#"{"type":"ActiveStateChangeEvent","data":{"state":"awaiting_tool_results","pending_tool_calls":[{"tool_name":"lookup_order","args":{"order_id":"A-17"},"id":"call_1"}]},"timestamp":"2026-03-01T09:00:20Z"}"#,
    r#"{"type":"AgentRunStatusChangeEvent","data":{"status":"paused"},"timestamp":"2026-03-01T09:00:25Z"}"#,
    r#"{"type":"MetricsUpdateEvent","data":{"metrics":{"steps":3,"cost_per_model":[{"name":"holo-x","input_tokens":2100,"cached_tokens":400,"output_tokens":90,"reasoning_tokens":0,"input_cost":0.001,"output_cost":0.0002,"reasoning_cost":0.0,"total_cost":0.0012}],"total_cost":0.0012}},"timestamp":"2026-03-01T09:00:26Z"}"#,
    r#"{"type":"FileTransferEvent","data":{"direction":"download","path":"~/Downloads/bill.pdf","size_bytes":18233},"timestamp":"2026-03-01T09:00:30Z"}"#,
    r#"{"type":"AttachmentEvent","data":{"origin":"agent","name":"bill.pdf","path":"files/bill.pdf","media_type":"application/pdf","size_bytes":18233,"url":"/api/v2/sessions/s/resources/files/bill.pdf"},"timestamp":"2026-03-01T09:00:31Z"}"#,
    r#"{"type":"AgentErrorEvent","data":{"error":"browser crashed","trace":"","info":{"more":1}},"timestamp":"2026-03-01T09:00:40Z"}"#,
    r#"{"type":"AgentCompletionEvent","data":{"reason":"finished"},"timestamp":"2026-03-01T09:00:41Z"}"#,
    r#"{"type":"AgentEvent","data":{"kind":"message_event","caller_id":"user","content":["Find the invoice",{"source":"https://x/shot.png","type":"url","media_type":"image/png"}]},"timestamp":"2026-03-01T09:00:41Z"}"#,
    r#"{"type":"AgentEvent","data":{"kind":"observation_event","type":"web","image":{"source":"https://x/1.png","type":"url"},"metadata":{"url":"https://shop.example"}},"timestamp":"2026-03-01T09:00:41Z"}"#,
    r#"{"type":"AgentEvent","data":{"kind":"policy_event","reasoning_content":"open the menu","tool_reqs":[{"tool_name":"click","args":{"x":10,"y":20},"id":"t1"}],"validation_errors":[]},"timestamp":"2026-03-01T09:00:41Z"}"#,
    r#"{"type":"AgentEvent","data":{"kind":"tool_result","tool_req":{"tool_name":"click","args":{"x":10,"y":20},"id":"t1"},"result":"ok","truncated":false},"timestamp":"2026-03-01T09:00:41Z"}"#,
    r#"{"type":"AgentEvent","data":{"kind":"error_event","error":"element not found","origin":"web","tool_req":{"tool_name":"click","args":{},"id":"t1"}},"timestamp":"2026-03-01T09:00:41Z"}"#,
    r#"{"type":"AgentEvent","data":{"kind":"flow_event","flow":"force_answer","origin":"user"},"timestamp":"2026-03-01T09:00:41Z"}"#,
    r#"{"type":"AgentEvent","data":{"kind":"answer_event","answer":"Invoice A-17 is paid","outcome":"success"},"timestamp":"2026-03-01T09:00:41Z"}"#,
];

fn example_page() -> String {
    let metrics = r#""metrics":{"steps":3}"#;
    format!(
        r#"{{"status":"running","new_events":[{}],"first_index":5,"answer":"a",{metrics}}}"#,
        EXAMPLES.join(",")
    )
}

#[test]
fn every_event_of_the_contract_is_typed_and_loses_nothing() {
    let page = page(&example_page());
    let mut types: Vec<&str> = Vec::new();
    let mut kinds: Vec<&str> = Vec::new();
    for (event, raw) in page.events.iter().zip(EXAMPLES) {
        let whole: Value = serde_json::from_str(raw).expect("the example is JSON");
        assert_eq!(event.raw(), *raw);
        assert_eq!(event.payload().event_type(), Some(event.event_type()));
        assert_eq!(
            serde_json::to_value(event.payload()).expect("payloads serialize"),
            whole["data"],
            "{raw}"
        );
        assert_eq!(event.raw_data().expect("it has data").to_value().expect("it is read"), whole["data"]);
        types.push(event.event_type());
        if let Some(data) = event.as_agent_event() {
            assert!(!matches!(data, AgentEventData::Unknown(_)), "{raw}");
            kinds.extend(data.tag());
        }
        let made =
            SessionEvent::of(event.payload().clone(), whole["timestamp"].as_str().expect("it has a time"));
        assert_eq!(made.payload(), event.payload());
    }
    types.sort_unstable();
    types.dedup();
    let mut known = EventPayload::KNOWN.to_vec();
    known.sort_unstable();
    assert_eq!(types, known);
    assert_eq!(kinds.len(), 7);
}

#[test]
fn accessors_find_what_an_event_brings_and_nothing_else() {
    let page = page(&example_page());
    let count = |has: fn(&SessionEvent) -> bool| page.events.iter().filter(|event| has(event)).count();
    assert_eq!(count(|event| event.active_state().is_some()), 2);
    assert_eq!(count(|event| event.as_message().is_some()), 1);
    assert_eq!(count(|event| event.as_observation().is_some()), 1);
    assert_eq!(count(|event| event.as_policy().is_some()), 1);
    assert_eq!(count(|event| event.as_tool_result().is_some()), 1);
    assert_eq!(count(|event| event.as_error().is_some()), 1);
    assert_eq!(count(|event| event.answer().is_some()), 1);
    let message = page.events.iter().find_map(SessionEvent::as_message).expect("there is a message");
    assert_eq!(message.text(), "Find the invoice");
    assert_eq!(page.answer_value(), Some(json!("a")));
}

#[test]
fn clones_share_the_typed_data_and_a_part_keeps_its_text_alone() {
    let page = page(&example_page());
    let event = page.events[7].clone();
    assert!(std::ptr::eq(page.events[7].payload(), event.payload()));
    let raw = event.raw_json();
    drop((page, event));
    assert_eq!(raw.as_str(), EXAMPLES[7]);
}

#[test]
fn an_event_is_two_words_and_debug_output_is_short() {
    assert_eq!(size_of::<SessionEvent>(), 2 * size_of::<usize>());
    let event =
        SessionEvent::new("AgentEvent", &json!({"kind": "answer_event", "answer": "é".repeat(10_000)}), "t");
    assert!(format!("{event:?}").chars().count() < 200);
}

#[test]
fn events_are_made_from_parts() {
    let event = SessionEvent::new("AnyEvent", &json!({"b": 1, "a": [2.50]}), "2026-03-01T09:00:00Z");
    assert_eq!(
        event.raw(),
        r#"{"type":"AnyEvent","data":{"b":1,"a":[2.5]},"timestamp":"2026-03-01T09:00:00Z"}"#
    );
    let answer = AgentEventData::from(AnswerEvent::new(json!({"total": 5}), Some(AnswerOutcome::Partial)));
    let event = SessionEvent::of(answer, "t");
    assert_eq!(event.answer(), Some(&json!({"total": 5})));
    let done = AgentCompletionData { reason: CompletionReason::Stopped, extra: serde_json::Map::new() };
    assert_eq!(SessionEvent::of(done, "t").event_type(), "AgentCompletionEvent");
    assert!(SessionEvent::from_raw(&Bytes::from_static(b"{\"type\":")).is_err());
    let padded = SessionEvent::from_raw(&Bytes::from_static(b" {\"type\":\"A\"}\n")).expect("it is JSON");
    assert_eq!((padded.raw(), padded.event_type(), padded.timestamp()), ("{\"type\":\"A\"}", "A", None));
}

#[test]
fn a_page_is_written_as_it_is_read() {
    let mut made = ChangesPage::new(TrajectoryStatus::Failed);
    made.events = page(&example_page()).events;
    made.first_index = Some(5);
    made.answer = Some(RawJson::from_value(&json!({"b": 1, "a": 2})));
    made.error_code = Some(SessionErrorCode::Timeout);
    made.pending_tool_calls = Some(Vec::new());
    let text = serde_json::to_string(&made).expect("pages serialize");
    assert_eq!(page(&text), made);
    assert!(EXAMPLES.iter().all(|example| text.contains(example)));
}

#[test]
fn what_cannot_be_read_costs_no_event() {
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let text = format!(
        r#"{{"status":"running","error":"cut \ud83d","error_code":5,"outcome":{{}},"started_at":1,"answer":{deep},
        "pending_tool_calls":[{{"args":{{}}}},{{"tool_name":"t"}}],"metrics":[],"first_index":"x","new":1e999,"new_events":[
        {{"type":"AgentEvent","data":{{"kind":"answer_event","answer":"cut \ud83d"}}}},
        {{"type":"AgentEvent","data":{deep}}},
        {{"type":"NewEvent","data":1e999}},
        {{"type":"AgentStartedEvent","data":{{"n":1e999}}}}]}}"#
    );
    let page = page(&text);
    assert_eq!(page.error.as_deref(), Some("cut \u{FFFD}"));
    assert_eq!((page.error_code, page.outcome, page.metrics, page.first_index), (None, None, None, None));
    assert_eq!(page.pending_tool_calls.map(|calls| calls.len()), Some(1));
    assert!(page.answer.is_some_and(|answer| answer.to_value().is_err() && answer.as_str() == deep));
    assert_eq!(page.events[0].answer(), Some(&json!("cut \u{FFFD}")));
    for event in &page.events[1..] {
        assert_eq!(event.payload(), &EventPayload::Unknown(Value::Null));
        assert!(event.raw_data().is_some());
    }
}

/// Numbers that look random and are the same each time.
fn random(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).expect("it fits")
}

#[test]
fn damaged_pages_are_errors_or_pages_and_never_panic() {
    let whole = example_page().into_bytes();
    let mut state = 0x9E37_79B9_7F4A_7C15;
    let mut pages = 0;
    for _ in 0..4_000 {
        let mut bytes = whole.clone();
        for _ in 0..=random(&mut state) % 3 {
            let at = random(&mut state) % bytes.len();
            match random(&mut state) % 4 {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = b"\"\\{}[]:,0nu \xff"[random(&mut state) % 13],
                2 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"\"\\{}[]:,0nu \xff"[random(&mut state) % 13]),
            }
        }
        let bytes = Bytes::from(bytes);
        let Ok(page) = ChangesPage::parse(&bytes) else { continue };
        pages += 1;
        for event in &page.events {
            // Reading the item on its own must see what the page saw.
            let alone = SessionEvent::from_raw(event.raw_json().as_bytes()).expect("the item is JSON");
            assert_eq!(alone.event_type(), event.event_type());
            assert_eq!(alone.payload(), event.payload());
            if let Ok(value) = event.raw_json().to_value() {
                assert_eq!(event.timestamp(), value.get("timestamp").and_then(Value::as_str));
                assert_eq!(event.event_type(), value.get("type").and_then(Value::as_str).unwrap_or_default());
            }
            let _ = (event.active_state(), event.instant(), format!("{event:?}"));
        }
    }
    assert!(pages > 200, "only {pages} pages survived their damage");
}
