//! Every scenario, played with the Rust package.

use std::path::Path;

use futures_util::stream::{self, StreamExt};
use steersman_scenario::{check, load_all};

/// Scenarios played at the same time: most of their time is spent waiting.
const AT_ONCE: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_gives_its_expected_trace() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let scenarios = load_all(&folder).unwrap();
    let reports = stream::iter(&scenarios)
        .map(|scenario| async move {
            let report = check::play(scenario, |url| async move {
                // A fault of the control channel shows as a missing report.
                let _ = steersman_scenario_rust::play(&url).await;
            });
            (&scenario.name, report.await.unwrap())
        })
        .buffer_unordered(AT_ONCE)
        .collect::<Vec<_>>()
        .await;
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
