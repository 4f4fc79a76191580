//! The tools of a scenario, and what they saw.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use steersman::tools::{CallContext, ToolFailure, function};
use steersman::wire::ToolDefinition;
use steersman::{Tool, ToolSet};
use steersman_scenario::format;
use tokio::sync::watch;

use crate::control::Control;

/// How long a call may take to notice that it was told to stop.
const STOPPED_WITHIN: Duration = Duration::from_secs(2);

/// All tools of a scenario.
#[derive(Clone)]
pub(crate) struct Toolbox {
    specs: Vec<format::Tool>,
    bench: Arc<Bench>,
}

/// What the calls share.
struct Bench {
    control: Control,
    observed: Mutex<Vec<Value>>,
    /// Calls at work, and the most that there ever were.
    at_work: watch::Sender<(usize, usize)>,
}

impl Toolbox {
    pub(crate) fn new(specs: Vec<format::Tool>, control: Control) -> Self {
        let bench = Bench { control, observed: Mutex::default(), at_work: watch::Sender::new((0, 0)) };
        Self { specs, bench: Arc::new(bench) }
    }

    /// The tools of these names; all of them if there is no name.
    pub(crate) fn set(&self, names: &[String]) -> Result<ToolSet, steersman::Error> {
        let chosen = |spec: &&format::Tool| names.is_empty() || names.contains(&spec.name);
        ToolSet::new(self.specs.iter().filter(chosen).map(|spec| {
            Arc::new(Scripted { spec: spec.clone(), bench: self.bench.clone() }) as Arc<dyn Tool>
        }))
    }

    /// What the calls saw, once none is at work any more: those that were told to stop do so now.
    pub(crate) async fn observed(&self) -> Vec<Value> {
        let mut at_work = self.bench.at_work.subscribe();
        // A call that does not stop shows in the trace: nothing says that it was told.
        let _ = tokio::time::timeout(STOPPED_WITHIN, at_work.wait_for(|(now, _)| *now == 0)).await;
        self.so_far()
    }

    /// What the calls have seen so far.
    pub(crate) fn so_far(&self) -> Vec<Value> {
        self.bench.observed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Scripted {
    spec: format::Tool,
    bench: Arc<Bench>,
}

impl Tool for Scripted {
    fn definition(&self) -> ToolDefinition {
        ToolDefinition::new(&self.spec.name, &self.spec.description, self.spec.input_schema.clone())
    }

    fn call(&self, context: CallContext, arguments: Value) -> BoxFuture<'_, Result<Value, ToolFailure>> {
        Box::pin(async move {
            let name = &self.spec.name;
            self.note(json!({"ran": {
                "tool": name, "args": arguments, "id": context.call_id(), "step": context.step(),
            }}));
            self.bench.at_work.send_modify(|(now, most)| {
                *now += 1;
                *most = (*most).max(*now);
            });
            let done = tokio::select! {
                done = self.work() => done,
                () = context.cancellation().cancelled() => {
                    let why = context.cancellation().reason().map_or("", steersman::Withdrawal::as_str);
                    self.note(json!({"told": {"tool": name, "why": why}}));
                    Err(ToolFailure::new("told to stop"))
                }
            };
            self.bench.at_work.send_modify(|(now, _)| *now -= 1);
            done?;
            if self.spec.returns_nan {
                // What becomes of it is up to the library's own tools.
                let nan =
                    function(name, "Not a number", |_: Value| async { Ok::<_, ToolFailure>([f64::NAN]) });
                return nan.call(context, arguments).await;
            }
            self.result(arguments)
        })
    }

    fn timeout(&self) -> Option<Duration> {
        self.spec.timeout.map(Duration::from_secs_f64)
    }
}

impl Scripted {
    fn note(&self, entry: Value) {
        self.bench.observed.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    async fn work(&self) -> Result<(), ToolFailure> {
        if let Some(name) = &self.spec.signals {
            self.bench.control.post(&format!("/signal/{name}"), &Value::Null).await?;
        }
        if let Some(together) = self.spec.together {
            let mut at_work = self.bench.at_work.subscribe();
            at_work.wait_for(|(_, most)| *most >= together).await?;
        }
        if let Some(until) = &self.spec.until {
            self.bench.control.get(&format!("/seen/{until}")).await?;
        }
        if let Some(seconds) = self.spec.sleeps {
            tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
        }
        Ok(())
    }

    fn result(&self, arguments: Value) -> Result<Value, ToolFailure> {
        if let Some(text) = &self.spec.raises {
            return Err(ToolFailure::new(text));
        }
        Ok(if self.spec.echoes { arguments } else { self.spec.returns.clone().unwrap_or(Value::Null) })
    }
}
