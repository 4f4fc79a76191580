//! The life of a session as pure transitions: an input in, the events to publish out, or a refusal.
//! No clock, no locks, no I/O: the table of states and controls is tested here and again over HTTP.

use std::fmt;

use serde_json::Value;

use crate::event::{self, Body};

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Status {
    Queued,
    Pending,
    Running,
    Paused,
    Idle,
    AwaitingToolResults,
    Completed,
    Failed,
    TimedOut,
    Interrupted,
}

impl Status {
    pub(crate) const ALL: [Self; 10] = [
        Self::Queued,
        Self::Pending,
        Self::Running,
        Self::Paused,
        Self::Idle,
        Self::AwaitingToolResults,
        Self::Completed,
        Self::Failed,
        Self::TimedOut,
        Self::Interrupted,
    ];

    /// The name on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Idle => "idle",
            Self::AwaitingToolResults => "awaiting_tool_results",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
            Self::Interrupted => "interrupted",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    pub(crate) fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::TimedOut | Self::Interrupted)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One call of a client-run tool in the step the agent is waiting in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    /// `{tool_name, args, id}` as it was announced.
    pub(crate) request: Value,
    /// The event that settled it (`tool_result` or `error_event`), when it is there.
    pub(crate) settled: Option<Value>,
}

/// What can happen to a session.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// A slot is free: launch the agent.
    Launch,
    /// The agent is up.
    Begin,
    /// The agent is between two steps.
    Checkpoint,
    /// The agent asks for client-run tools.
    CallTools(Vec<Value>),
    /// A client delivers results of client-run tools.
    ToolResults(Vec<Value>),
    /// The agent stops waiting for its calls and goes on without them.
    WithdrawCalls,
    /// The agent has answered; the session stays open for the next message, or is completed.
    Answered {
        keep_open: bool,
    },
    /// No message came within the idle time.
    IdleExpired,
    /// The work cannot go on.
    Fail {
        error: String,
    },
    /// The time is up and no answer came.
    TimeOut,
    /// The controls.
    Pause,
    Resume,
    ForceAnswer,
    Message,
    Cancel,
}

/// Why an input was not accepted; nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The session has ended.
    Ended(Status),
    /// The results answer no call that is waiting: position of the first such result.
    UnknownCall(usize),
    /// Every one of the results answers a call that is already settled.
    AlreadySettled,
    /// The input does not belong to this state (a defect of the caller).
    OutOfPlace(Status),
}

/// The state proper: status, wishes not yet fulfilled, and the calls of the current step.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) status: Status,
    /// A pause was asked for and takes effect at the next checkpoint.
    pub(crate) pause_wanted: bool,
    /// A final answer was asked for and is due on the next step.
    pub(crate) answer_wanted: bool,
    /// The calls of the current (or latest) step, settled ones included.
    pub(crate) calls: Vec<Call>,
}

impl State {
    /// A new session: waiting for a slot, or holding one.
    pub(crate) fn new(queued: bool) -> Self {
        Self {
            status: if queued { Status::Queued } else { Status::Pending },
            pause_wanted: false,
            answer_wanted: false,
            calls: Vec::new(),
        }
    }

    /// The calls that still wait for a result: not empty only while awaiting (or paused while awaiting).
    pub(crate) fn pending(&self) -> Vec<Value> {
        pending(&self.calls)
    }

    fn has_pending(&self) -> bool {
        self.calls.iter().any(|call| call.settled.is_none())
    }

    /// Refuses when the session has ended: nothing changes it any more.
    pub(crate) fn alive(&self) -> Result<(), Refusal> {
        if self.status.is_terminal() { Err(Refusal::Ended(self.status)) } else { Ok(()) }
    }

    /// Takes one input: the events to publish, in order, or the refusal.
    #[expect(clippy::match_same_arms, reason = "an arm is a row of the table, in its order")]
    pub(crate) fn apply(&mut self, input: Input) -> Result<Vec<Body>, Refusal> {
        use Status::{
            AwaitingToolResults, Completed, Failed, Idle, Interrupted, Paused, Pending, Queued, Running,
            TimedOut,
        };
        self.alive()?;
        match (self.status, input) {
            (Queued, Input::Launch) => Ok(self.become_(Pending, vec![])),
            (Pending, Input::Begin) => Ok(self.become_(Running, vec![event::running()])),

            (Running, Input::Checkpoint) if self.pause_wanted => {
                self.pause_wanted = false;
                Ok(self.become_(Paused, vec![event::run_status("paused")]))
            }
            (_, Input::Checkpoint) => Ok(vec![]),

            (Running, Input::CallTools(requests)) => {
                self.calls = requests.into_iter().map(|request| Call { request, settled: None }).collect();
                let events = vec![event::awaiting(&self.pending())];
                if !self.has_pending() {
                    return Ok(vec![]);
                }
                self.status = AwaitingToolResults;
                if self.pause_wanted {
                    self.pause_wanted = false;
                    let paused = event::run_status("paused");
                    return Ok(self.become_(Paused, events.into_iter().chain([paused]).collect()));
                }
                Ok(events)
            }
            (_, Input::ToolResults(results)) => self.settle(results),
            (AwaitingToolResults, Input::WithdrawCalls) => {
                self.calls.clear();
                Ok(self.become_(Running, vec![event::running()]))
            }

            (Running, Input::Answered { keep_open }) => {
                self.answer_wanted = false;
                self.pause_wanted = false;
                self.calls.clear();
                Ok(if keep_open {
                    self.become_(Idle, vec![event::idle()])
                } else {
                    self.become_(Completed, vec![event::completion("finished")])
                })
            }
            (Idle, Input::IdleExpired) => Ok(self.become_(Completed, vec![event::completion("finished")])),
            (_, Input::Fail { error }) => {
                Ok(self.become_(Failed, vec![event::agent_error(&error), event::completion("stopped")]))
            }
            (_, Input::TimeOut) => Ok(self.become_(TimedOut, vec![event::completion("timed_out")])),

            (AwaitingToolResults, Input::Pause) => {
                Ok(self.become_(Paused, vec![event::run_status("paused")]))
            }
            // A pause is asynchronous: what has not begun to run is halted at its first checkpoint.
            (Queued | Pending | Running, Input::Pause) => {
                self.pause_wanted = true;
                Ok(vec![])
            }
            (Paused | Idle, Input::Pause) => Ok(vec![]),

            (Idle, Input::Message) => Ok(self.become_(Running, vec![event::running()])),
            (Paused, Input::Resume | Input::Message) => Ok(self.unpause()),
            (_, Input::Resume | Input::Message) => {
                self.pause_wanted = false;
                Ok(vec![])
            }

            // Nothing is being worked on: the last answer stands.
            (Idle, Input::ForceAnswer) => Ok(vec![]),
            (_, Input::ForceAnswer) => {
                self.answer_wanted = true;
                Ok(vec![])
            }

            (Queued, Input::Cancel) => Ok(self.become_(Interrupted, vec![])),
            (_, Input::Cancel) => Ok(self.become_(Interrupted, vec![event::completion("stopped")])),

            (status, _) => Err(Refusal::OutOfPlace(status)),
        }
    }

    fn become_(&mut self, status: Status, events: Vec<Body>) -> Vec<Body> {
        self.status = status;
        if status.is_terminal() {
            self.calls.clear();
        }
        events
    }

    fn unpause(&mut self) -> Vec<Body> {
        self.pause_wanted = false;
        let running = event::run_status("running");
        if self.has_pending() {
            self.status = Status::AwaitingToolResults;
            vec![running, event::awaiting(&self.pending())]
        } else {
            self.status = Status::Running;
            vec![running, event::running()]
        }
    }

    /// Settles calls: all results or, when one of them answers no call, none.
    fn settle(&mut self, results: Vec<Value>) -> Result<Vec<Body>, Refusal> {
        let mut calls = self.calls.clone();
        let mut events = Vec::new();
        for (position, result) in results.into_iter().enumerate() {
            let request = &result["tool_req"];
            let matching = |call: &&mut Call| same_call(&call.request, request);
            let open = calls.iter_mut().filter(|call| call.settled.is_none()).find(matching);
            if let Some(call) = open {
                let mut result = result;
                result["tool_req"] = call.request.clone();
                call.settled = Some(result.clone());
                events.push(Body::new("AgentEvent", result));
                let left = pending(&calls);
                if !left.is_empty() {
                    events.push(event::awaiting(&left));
                }
            } else if !calls.iter().any(|call| same_call(&call.request, request)) {
                return Err(Refusal::UnknownCall(position));
            }
        }
        if events.is_empty() {
            return Err(Refusal::AlreadySettled);
        }
        self.calls = calls;
        if !self.has_pending() && self.status == Status::AwaitingToolResults {
            self.status = Status::Running;
            events.push(event::running());
        }
        Ok(events)
    }
}

fn pending(calls: &[Call]) -> Vec<Value> {
    calls.iter().filter(|call| call.settled.is_none()).map(|call| call.request.clone()).collect()
}

/// Whether a result answers this call: by id and name where there is an id, else by name and arguments.
fn same_call(announced: &Value, echoed: &Value) -> bool {
    let null = &Value::Null;
    let member = |value: &'_ Value, name: &str| value.get(name).unwrap_or(null).clone();
    if member(announced, "tool_name") != member(echoed, "tool_name")
        || member(announced, "id") != member(echoed, "id")
    {
        return false;
    }
    !announced["id"].is_null() || same_json(&arguments(announced), &arguments(echoed))
}

fn arguments(request: &Value) -> Value {
    match &request["args"] {
        Value::Null => Value::Object(serde_json::Map::new()),
        args => args.clone(),
    }
}

/// Equality of JSON values by meaning: a client may write 1.0 where 1 was announced.
fn same_json(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same_json(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| same_json(value, other)))
        }
        (left, right) => left == right,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn call(id: &str) -> Value {
        json!({ "tool_name": "add", "args": { "a": 1 }, "id": id })
    }

    fn result(id: &str) -> Value {
        json!({ "kind": "tool_result", "tool_req": call(id), "result": 2 })
    }

    fn in_status(status: Status) -> State {
        let mut state = State::new(status == Status::Queued);
        state.status = status;
        if status == Status::AwaitingToolResults {
            state.calls = vec![Call { request: call("c1"), settled: None }];
        }
        state
    }

    #[test]
    fn every_control_does_in_every_state_what_the_table_says() {
        use Status::*;
        let ended = Err(());
        // state, then what becomes of it after: pause, resume, force answer, message, cancel
        let table: [(Status, [Result<Status, ()>; 5]); 10] = [
            (Queued, [Ok(Queued), Ok(Queued), Ok(Queued), Ok(Queued), Ok(Interrupted)]),
            (Pending, [Ok(Pending), Ok(Pending), Ok(Pending), Ok(Pending), Ok(Interrupted)]),
            (Running, [Ok(Running), Ok(Running), Ok(Running), Ok(Running), Ok(Interrupted)]),
            (Paused, [Ok(Paused), Ok(Running), Ok(Paused), Ok(Running), Ok(Interrupted)]),
            (Idle, [Ok(Idle), Ok(Idle), Ok(Idle), Ok(Running), Ok(Interrupted)]),
            (
                AwaitingToolResults,
                [
                    Ok(Paused),
                    Ok(AwaitingToolResults),
                    Ok(AwaitingToolResults),
                    Ok(AwaitingToolResults),
                    Ok(Interrupted),
                ],
            ),
            (Completed, [ended; 5]),
            (Failed, [ended; 5]),
            (TimedOut, [ended; 5]),
            (Interrupted, [ended; 5]),
        ];
        let controls = [Input::Pause, Input::Resume, Input::ForceAnswer, Input::Message, Input::Cancel];
        for (status, row) in table {
            for (control, expected) in controls.iter().zip(row) {
                let mut state = in_status(status);
                let outcome = state.apply(control.clone());
                match expected {
                    Ok(next) => {
                        assert_eq!((outcome.is_ok(), state.status), (true, next), "{status} {control:?}");
                    }
                    Err(()) => assert_eq!(outcome, Err(Refusal::Ended(status)), "{status} {control:?}"),
                }
            }
        }
    }

    #[test]
    fn a_pause_of_a_running_agent_takes_effect_at_its_next_checkpoint() {
        let mut state = in_status(Status::Running);
        state.apply(Input::Pause).unwrap();
        assert_eq!(state.apply(Input::Checkpoint).unwrap(), [event::run_status("paused")]);
        assert_eq!(state.status, Status::Paused);
        assert_eq!(state.apply(Input::Message).unwrap(), [event::run_status("running"), event::running()]);
        assert_eq!(state.apply(Input::Checkpoint).unwrap(), []);
    }

    #[test]
    fn a_resume_before_the_checkpoint_takes_the_pause_back() {
        let mut state = in_status(Status::Pending);
        state.apply(Input::Pause).unwrap();
        state.apply(Input::Resume).unwrap();
        state.apply(Input::Begin).unwrap();
        state.apply(Input::Checkpoint).unwrap();
        assert_eq!(state.status, Status::Running);
    }

    #[test]
    fn the_list_of_calls_is_published_again_shrunk_as_each_call_settles() {
        let mut state = in_status(Status::Running);
        state.apply(Input::CallTools(vec![call("c1"), call("c2"), call("c3")])).unwrap();
        let events = state.apply(Input::ToolResults(vec![result("c2"), result("c1")])).unwrap();
        let kinds: Vec<_> =
            events.iter().map(|event| event.data["state"].as_str().unwrap_or("result")).collect();
        assert_eq!(kinds, ["result", "awaiting_tool_results", "result", "awaiting_tool_results"]);
        assert_eq!(events[3], event::awaiting(&[call("c3")]));
        let events = state.apply(Input::ToolResults(vec![result("c3")])).unwrap();
        assert_eq!(events[1], event::running());
        assert_eq!(state.status, Status::Running);
    }

    #[test]
    fn a_pause_keeps_the_calls_and_a_resume_asks_for_them_again() {
        let mut state = in_status(Status::Running);
        state.apply(Input::CallTools(vec![call("c1"), call("c2")])).unwrap();
        state.apply(Input::Pause).unwrap();
        assert_eq!((state.status, state.pending().len()), (Status::Paused, 2));
        state.apply(Input::ToolResults(vec![result("c1")])).unwrap();
        assert_eq!(state.status, Status::Paused);
        let events = state.apply(Input::Resume).unwrap();
        assert_eq!(events, [event::run_status("running"), event::awaiting(&[call("c2")])]);
        assert_eq!(state.status, Status::AwaitingToolResults);
    }

    #[test]
    fn results_that_come_during_a_pause_let_the_agent_run_on_after_it() {
        let mut state = in_status(Status::AwaitingToolResults);
        state.apply(Input::Pause).unwrap();
        state.apply(Input::ToolResults(vec![result("c1")])).unwrap();
        assert_eq!(state.apply(Input::Resume).unwrap(), [event::run_status("running"), event::running()]);
        assert_eq!(state.status, Status::Running);
    }

    #[test]
    fn a_batch_with_an_unknown_call_settles_nothing() {
        let mut state = in_status(Status::AwaitingToolResults);
        let refusal = state.apply(Input::ToolResults(vec![result("c1"), result("c9")]));
        assert_eq!(refusal, Err(Refusal::UnknownCall(1)));
        assert_eq!(state.pending(), [call("c1")]);
    }

    #[test]
    fn a_result_for_a_settled_call_is_told_apart_from_an_unknown_one() {
        let mut state = in_status(Status::AwaitingToolResults);
        state.apply(Input::ToolResults(vec![result("c1")])).unwrap();
        assert_eq!(state.apply(Input::ToolResults(vec![result("c1")])), Err(Refusal::AlreadySettled));
    }

    #[test]
    fn calls_without_an_id_are_told_apart_by_their_arguments_whatever_the_number_format() {
        let mut state = in_status(Status::Running);
        let call = |a: Value| json!({ "tool_name": "add", "args": { "a": a }, "id": null });
        state.apply(Input::CallTools(vec![call(json!(1)), call(json!(2)), call(json!(2))])).unwrap();
        let result = |a: Value| json!({ "kind": "tool_result", "tool_req": { "tool_name": "add", "args": { "a": a } } });
        state.apply(Input::ToolResults(vec![result(json!(2.0))])).unwrap();
        assert_eq!(state.pending(), [call(json!(1)), call(json!(2))]);
        state.apply(Input::ToolResults(vec![result(json!(2)), result(json!(1))])).unwrap();
        assert_eq!(state.status, Status::Running);
    }

    #[test]
    fn a_pause_asked_for_while_the_agent_announces_calls_keeps_them() {
        let mut state = in_status(Status::Running);
        state.apply(Input::Pause).unwrap();
        state.apply(Input::CallTools(vec![call("c1")])).unwrap();
        assert_eq!((state.status, state.pending().len()), (Status::Paused, 1));
    }
}
