//! Sessions watched, steered and answered over real HTTP, against the embedded runtime.
#![cfg(feature = "local")]
#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::StreamExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use steersman::tools::{HostCall, ToolFailure, ToolSet, function};
use steersman::wire::{AgentState, Feedback, SessionRequest, ToolDefinition, ToolResult, TrajectoryStatus};
use steersman::{
    AnswerRejected, AnswerSchema, Client, ErrorKind, Event, EventStream, LocalOptions, SessionHandle,
    StreamItem, StreamOptions, StreamTools, Until,
};

const AGENTS: &str = r#"
agents:
  - name: greeter
    description: Greets
    steps:
      - think: A guest is waiting
      - answer: "Hello, {{ task }}!"
  - name: parrot
    description: Repeats each message
    steps:
      - think: "I was told: {{ message }}"
      - answer: "{{ message }}"
  - name: calculator
    description: Calls two tools in one step, then one again
    steps:
      - call:
          - { tool: double, args: { number: 4 } }
          - { tool: double, args: { number: 5 } }
        save: first
      - call: { tool: double, args: { number: 6 } }
      - answer: "{{ last }}"
  - name: walker
    description: Walks on until it is told something
    steps:
      - repeat:
          times: 6000
          while: messages|length < 2
          steps:
            - think: "step {{ steps + 1 }}"
            - wait: 20ms
      - answer: "Heard: {{ message }}"
    on_force_answer: "Walked {{ steps }} steps"
  - name: accountant
    description: Answers with an object
    steps:
      - answer: { number: "{{ task }}", paid: true }
  - name: unlucky
    description: Fails
    steps:
      - think: This cannot go well
      - fail: { error: the browser crashed, code: environment_error }
"#;

async fn client() -> Client {
    Client::local(LocalOptions::default().agents_text(AGENTS)).await.unwrap()
}

#[derive(Deserialize, JsonSchema)]
struct Number {
    /// The number to work on.
    number: i64,
}

async fn events(stream: &mut EventStream) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(item) = stream.next().await {
        events.push(item.unwrap().into_event().expect("nothing is lost"));
    }
    events
}

/// The log as the paged history tells it.
async fn history(session: &SessionHandle) -> Vec<String> {
    session.events().all().map(|event| event.unwrap().raw().to_owned()).collect().await
}

#[tokio::test]
async fn a_session_is_run_to_its_answer() {
    let outcome = client().await.run_session("greeter").message("Ada").await.unwrap();
    assert_eq!(outcome.status, TrajectoryStatus::Completed);
    assert_eq!(outcome.answer, Some(json!("Hello, Ada!")));
    assert_eq!(outcome.next_index, outcome.events.len() as u64);
    assert!(outcome.gaps.is_empty());
}

#[tokio::test]
async fn a_stream_gives_every_event_once_in_order_and_the_outcome_at_the_end() {
    let session = client().await.start_session("greeter").message("Ada").await.unwrap();
    let mut stream = session.stream();
    assert!(stream.outcome().is_none());
    let events = events(&mut stream).await;
    let indices: Vec<u64> = events.iter().map(|event| event.index).collect();
    assert_eq!(indices, (0..events.len() as u64).collect::<Vec<_>>());
    assert_eq!(stream.cursor(), events.len() as u64);
    let raw: Vec<String> = events.iter().map(|event| event.raw().to_owned()).collect();
    assert_eq!(raw, history(&session).await);
    assert_eq!(stream.outcome().unwrap().answer, Some(json!("Hello, Ada!")));
}

#[tokio::test]
async fn a_stream_opened_at_a_cursor_goes_on_exactly_there() {
    let session = client().await.start_session("greeter").message("Ada").await.unwrap();
    let mut first = session.stream();
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(first.next().await.unwrap().unwrap().into_event().unwrap());
    }
    let cursor = first.cursor();
    drop(first);
    let mut second = session.stream_with(&StreamOptions::default().from_index(cursor));
    seen.extend(events(&mut second).await);
    let raw: Vec<String> = seen.iter().map(|event| event.raw().to_owned()).collect();
    assert_eq!(raw, history(&session).await);
}

#[tokio::test]
async fn a_cancelled_wait_loses_nothing() {
    let session = client().await.start_session("walker").message("go").await.unwrap();
    let mut stream = session.stream();
    let mut seen = Vec::new();
    while seen.len() < 30 {
        // The wait is dropped at its first pending point, over and over.
        tokio::select! {
            biased;
            item = stream.next() => seen.push(item.unwrap().unwrap().into_event().unwrap()),
            () = tokio::task::yield_now() => {}
        }
    }
    session.send_message("stop").await.unwrap();
    seen.extend(events(&mut stream).await);
    let raw: Vec<String> = seen.iter().map(|event| event.raw().to_owned()).collect();
    assert_eq!(raw, history(&session).await);
}

#[tokio::test]
async fn calls_of_a_step_run_at_the_same_time_and_each_once() {
    let runs = Arc::new(AtomicUsize::new(0));
    let counter = runs.clone();
    let both = Arc::new(tokio::sync::Barrier::new(2));
    let double = function("double", "Doubles a number", move |arguments: Number| {
        let (both, counter) = (both.clone(), counter.clone());
        async move {
            counter.fetch_add(1, Ordering::Relaxed);
            if arguments.number < 6 {
                // Nobody passes unless both calls of the first step are here.
                both.wait().await;
            }
            Ok::<_, ToolFailure>(arguments.number * 2)
        }
    });
    let outcome = client().await.run_session("calculator").message("go").tools(double).await.unwrap();
    assert_eq!(outcome.answer, Some(json!("12")));
    assert_eq!(runs.load(Ordering::Relaxed), 3);
}

/// The errors that the agent was shown when it called this tool.
async fn errors(client: &Client, tools: impl steersman::tools::Tools) -> Vec<String> {
    let outcome = client.run_session("calculator").message("go").tools(tools).await.unwrap();
    outcome.events.iter().filter_map(|event| event.as_error()).map(|error| error.error.clone()).collect()
}

#[tokio::test]
async fn a_panic_bad_arguments_and_an_overrun_become_error_results() {
    #[derive(Deserialize, JsonSchema)]
    struct Word {
        #[expect(dead_code, reason = "the arguments never fit")]
        word: String,
    }
    let panics = function("double", "Doubles a number", |arguments: Number| async move {
        assert!(arguments.number < 0, "only negative numbers");
        Ok::<i64, ToolFailure>(0)
    });
    let misfits = function("double", "Doubles a word", |_: Word| async { Ok::<_, ToolFailure>(Value::Null) });
    let overruns = function("double", "Never comes back", |_: Number| {
        std::future::pending::<Result<i64, ToolFailure>>()
    })
    .timeout(Duration::from_millis(30));
    let client = client().await;
    let errors_of = |texts: Vec<String>, part: &str| {
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert!(texts.iter().all(|text| text.contains(part)), "{texts:?}");
    };
    errors_of(errors(&client, panics).await, "only negative numbers");
    errors_of(errors(&client, misfits).await, "missing field `word`");
    errors_of(errors(&client, overruns).await, "did not finish within 0.03 s");
}

#[tokio::test]
async fn a_stream_only_watches_and_a_wait_on_the_same_handle_answers() {
    let double = function("double", "Doubles a number", |arguments: Number| async move {
        Ok::<_, ToolFailure>(arguments.number * 2)
    });
    let session = client().await.start_session("calculator").message("go").tools(double).await.unwrap();
    let mut stream = session.stream();
    loop {
        let event = stream.next().await.unwrap().unwrap().into_event().unwrap();
        if event.active_state().is_some_and(|active| active.state == AgentState::AwaitingToolResults) {
            break;
        }
    }
    assert_eq!(session.status().await.unwrap().pending_tool_calls.len(), 2);
    let from = stream.cursor();
    // Joined behind the announcement: the calls are known from the page's own list.
    let outcome = session.wait_for_completion().from_index(from).await.unwrap();
    assert_eq!(outcome.answer, Some(json!("12")));
    assert_eq!(events(&mut stream).await.last().unwrap().index + 1, outcome.next_index);
}

#[tokio::test]
async fn a_stream_runs_tools_when_it_is_asked_to() {
    let double = function("double", "Doubles a number", |arguments: Number| async move {
        Ok::<_, ToolFailure>(arguments.number * 2)
    });
    let session = client().await.start_session("calculator").message("go").tools(double).await.unwrap();
    let mut stream = session.stream_with(&StreamOptions::default().tools(StreamTools::Handle));
    events(&mut stream).await;
    assert_eq!(stream.outcome().unwrap().answer, Some(json!("12")));
}

#[tokio::test]
async fn a_wait_without_tools_ends_when_the_session_needs_some() {
    let client = client().await;
    let double = function("double", "Doubles a number", |arguments: Number| async move {
        Ok::<_, ToolFailure>(arguments.number * 2)
    });
    let session = client.start_session("calculator").message("go").tools(double).await.unwrap();
    let outcome = session.wait_for_completion().tools(None).await.unwrap();
    assert_eq!(outcome.status, TrajectoryStatus::AwaitingToolResults);
    assert_eq!(session.wait_for_completion().await.unwrap().answer, Some(json!("12")));
}

#[tokio::test]
async fn each_turn_of_a_conversation_has_its_own_answer_and_events() {
    let request = SessionRequest::new("parrot").message("one").idle_timeout_s(600);
    let session = client().await.start_session(request).await.unwrap();
    let first = session.wait_for_completion().await.unwrap();
    assert_eq!((first.status.clone(), first.answer.clone()), (TrajectoryStatus::Idle, Some(json!("one"))));
    for text in ["two", "three", "four"] {
        session.send_message(text).await.unwrap();
        let turn = session.wait_for_completion().await.unwrap();
        assert_eq!((turn.status.clone(), turn.answer.clone()), (TrajectoryStatus::Idle, Some(json!(text))));
        assert!(turn.events[0].index >= first.next_index);
    }
    session.cancel().await.unwrap();
    session.cancel().await.unwrap();
    assert_eq!(session.wait_for_completion().await.unwrap().status, TrajectoryStatus::Interrupted);
}

#[tokio::test]
async fn a_feed_until_terminal_stays_open_across_idle_turns() {
    let request = SessionRequest::new("parrot").message("one").idle_timeout_s(600);
    let session = client().await.start_session(request).await.unwrap();
    let mut feed = session.stream_with(&StreamOptions::default().until(Until::Terminal));
    let mut answers = Vec::new();
    while let Some(item) = feed.next().await {
        let StreamItem::Event(event) = item.unwrap() else { panic!("nothing is lost") };
        if let Some(answer) = event.answer() {
            answers.push(answer.clone());
        }
        if event.active_state().is_some_and(|active| active.state == AgentState::Idle) {
            match answers.len() {
                1 => session.send_message("two").await.unwrap(),
                _ => session.cancel().await.unwrap(),
            }
        }
    }
    assert_eq!(answers, [json!("one"), json!("two")]);
    assert_eq!(feed.outcome().unwrap().status, TrajectoryStatus::Interrupted);
}

#[tokio::test]
async fn a_session_is_paused_resumed_steered_and_forced() {
    let client = client().await;
    let session = client.start_session("walker").message("go").await.unwrap();
    let mut stream = session.stream();
    stream.next().await.unwrap().unwrap();
    session.pause().await.unwrap();
    while session.status().await.unwrap().status != TrajectoryStatus::Paused {
        tokio::task::yield_now().await;
    }
    session.resume().await.unwrap();
    session.send_message("that will do").await.unwrap();
    assert_eq!(session.wait_for_completion().await.unwrap().answer, Some(json!("Heard: that will do")));

    let other = client.start_session("walker").message("go").await.unwrap();
    other.force_answer().await.unwrap();
    let answer = other.wait_for_completion().await.unwrap().answer.unwrap();
    assert!(answer.as_str().unwrap().starts_with("Walked "), "{answer}");
}

#[tokio::test]
async fn a_handle_polls_unshares_and_judges_its_session() {
    let client = client().await;
    let session = client.start_session("greeter").message("Ada").await.unwrap();
    let end = session.wait_for_completion().await.unwrap().next_index;
    let page = session.changes().from_index(end - 1).await.unwrap().unwrap();
    assert_eq!((page.events.len(), page.status), (1, TrajectoryStatus::Completed));
    assert!(session.changes().from_index(end).await.unwrap().is_none());
    session.share().await.unwrap();
    session.unshare().await.unwrap();
    session.submit_feedback(Feedback::new(true)).await.unwrap();
}

/// The tool of `calculator`, for a host that runs it by its own means.
fn declared() -> ToolSet {
    let schema = json!({"type": "object", "properties": {"number": {"type": "integer"}}});
    let double = ToolDefinition::new("double", "Doubles", schema.as_object().unwrap().clone());
    ToolSet::declared(vec![double]).unwrap()
}

#[tokio::test]
async fn results_for_a_session_that_has_ended_are_no_error() {
    let client = client().await;
    let session = client.start_session("calculator").tools(declared()).message("go").await.unwrap();
    let session = client.session(session.id());
    session.wait_for_completion().await.unwrap();
    let page = session.changes().await.unwrap().unwrap();
    let calls = page.pending_tool_calls.unwrap();
    let results = calls.iter().map(|call| ToolResult::success(call.clone(), json!(1)));
    assert_eq!(calls.len(), 2);
    session.cancel().await.unwrap();
    session.send_tool_results(results).await.unwrap();
}

#[tokio::test]
async fn a_host_that_only_declares_its_tools_runs_the_calls_itself() {
    let client = client().await;
    let session = client.start_session("calculator").tools(declared()).message("go").await.unwrap();
    let mut stream = session.stream_with(&StreamOptions::default().tools(StreamTools::Handle));
    stream.start(&tokio::runtime::Handle::current());
    let (mut indexes, mut ran) = (Vec::new(), 0);
    while !stream.is_finished() {
        let is_due = |context: &mut Context<'_>| {
            if stream.arm(context.waker()) { Poll::Ready(()) } else { Poll::Pending }
        };
        poll_fn(is_due).await;
        let items = stream.drain(16);
        indexes.extend(items.iter().filter_map(|item| Some(item.as_ref().unwrap().event()?.index)));
        for call in stream.drain_calls() {
            if let HostCall::Run { id, arguments, context, .. } = call {
                assert_eq!((context.session_id(), context.tool_name()), (session.id(), "double"));
                stream.complete(id, Ok(json!(arguments["number"].as_i64().unwrap() * 2)));
                ran += 1;
            }
        }
    }
    assert_eq!(stream.outcome().unwrap().answer, Some(json!("12")));
    assert_eq!(ran, 3);
    assert!(indexes.iter().copied().eq(0..stream.cursor()), "each once, in order: {indexes:?}");
}

#[tokio::test]
async fn a_deadline_ends_the_wait_and_says_where_to_go_on() {
    let session = client().await.start_session("walker").message("go").await.unwrap();
    let error = session.wait_for_completion().timeout(Duration::from_millis(200)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeadlineExceeded);
    assert_eq!(error.session_id(), Some(session.id()));
    assert!(error.cursor().is_some());
    assert!(error.to_string().contains("did not settle within 0.2 s"), "{error}");
    assert!(!session.status().await.unwrap().status.is_terminal());
}

#[tokio::test]
async fn a_failed_session_tells_why() {
    let outcome = client().await.run_session("unlucky").message("go").await.unwrap();
    assert!(outcome.is_failure());
    assert_eq!(outcome.error.as_deref(), Some("the browser crashed"));
    assert_eq!(outcome.error_code.unwrap().as_str(), "environment_error");
}

#[tokio::test]
async fn a_structured_answer_is_asked_for_and_checked() {
    #[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
    struct Invoice {
        number: String,
        paid: bool,
    }
    let client = client().await;
    let outcome = client
        .run_session("accountant")
        .message("A-17")
        .answer_schema(AnswerSchema::of::<Invoice>())
        .await
        .unwrap();
    assert_eq!(outcome.answer_as::<Invoice>().unwrap(), Invoice { number: "A-17".to_owned(), paid: true });

    let session = client.start_session("accountant").message("A-17").await.unwrap();
    let schema = AnswerSchema::json(json!({"type": "object", "required": ["total"]})).unwrap();
    let error = session.wait_for_completion().answer_schema(Some(schema)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AnswerValidation);
    let rejected = AnswerRejected::of(&error).unwrap();
    assert_eq!(rejected.outcome.answer, Some(json!(r#"{"number":"A-17","paid":true}"#)));
    assert!(!rejected.outcome.events.is_empty());
    assert!(rejected.reasons[0].contains("total"), "{:?}", rejected.reasons);
}

#[tokio::test]
async fn wrong_tools_and_contradictions_are_told_before_anything_is_sent() {
    let client = Client::builder().api_key("hk-test").base_url("http://127.0.0.1:1").build().unwrap();
    let tool = |name: &'static str, text: &'static str| {
        function(name, text, |arguments: Number| async move { Ok::<_, ToolFailure>(arguments.number) })
    };
    let twice = client.run_session("a").tools((tool("f", "x"), tool("f", "x"))).await.unwrap_err();
    assert_eq!((twice.kind(), twice.field()), (ErrorKind::ToolDefinition, Some("tools[1].name")));
    let silent = client.run_session("a").tools(tool("f", " ")).await.unwrap_err();
    assert_eq!(silent.field(), Some("tools[0].description"));
    let illegal = client.run_session("a").tools(tool("9f", "x")).await.unwrap_err();
    assert_eq!(illegal.field(), Some("tools[0].name"));
    let request = SessionRequest::new("a").set_override("agent.answer_format", json!({"type": "string"}));
    let schema = AnswerSchema::json(json!({"type": "object"})).unwrap();
    let both = client.run_session(request).answer_schema(schema).await.unwrap_err();
    assert_eq!(both.field(), Some("overrides[agent.answer_format]"));
}
