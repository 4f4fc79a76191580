//! Every scenario, played with the Rust package.

use std::path::Path;

use futures_util::stream::{self, StreamExt};
use steersman_scenario::check::{self, Runner};
use steersman_scenario::{Loaded, Manner, load_all};

/// Scenarios played at the same time: most of their time is spent waiting.
const AT_ONCE: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_gives_its_expected_trace() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let scenarios = load_all(&folder).unwrap();
    let (processes, programs): (Vec<_>, Vec<_>) = scenarios.iter().cloned().partition(Loaded::has_processes);
    let mut reports = stream::iter(&programs)
        .map(|scenario| async move {
            let report = check::play(scenario, |url| async move {
                // A fault of the control channel shows as a missing report.
                let _ = steersman_scenario_rust::play(&url).await;
            });
            (scenario.name.clone(), report.await.unwrap())
        })
        .buffer_unordered(AT_ONCE)
        .collect::<Vec<_>>()
        .await;
    let command = vec![env!("CARGO_BIN_EXE_steersman-scenario-rust").to_owned()];
    let runner = Runner { language: "rust".to_owned(), command };
    let played = check::check(&runner, &runner, &processes, Manner::Strict, AT_ONCE).await.unwrap();
    reports.extend(played.into_iter().map(|result| (result.scenario, result.report)));
    let different: Vec<String> = reports
        .iter()
        .filter(|(_, report)| !report.same)
        .map(|(name, report)| format!("{name}:\n{}", report.diff))
        .collect();
    assert!(
        different.is_empty(),
        "{} of {} differ\n\n{}",
        different.len(),
        scenarios.len(),
        different.join("\n")
    );
}
