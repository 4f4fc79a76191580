//! What holds for the collection of scenarios as a whole, and for what is generated from the format.
#![expect(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use steersman_scenario::{Loaded, load_all, schema};

fn scenarios() -> Vec<Loaded> {
    load_all(&here("../scenarios")).unwrap()
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_schema_for_editors_is_current() {
    let checked_in = fs::read_to_string(here("schema.json")).unwrap_or_default();
    assert!(
        checked_in == schema(),
        "run: cargo run -p steersman-scenario -- schema > tests/scenario-server/schema.json"
    );
}

#[test]
fn every_scenario_has_an_expected_trace_in_which_everything_came_to_pass() {
    for scenario in scenarios() {
        let trace = scenario.expected();
        assert!(trace.starts_with(&format!("# {}\n", scenario.behaviour)), "{}", scenario.name);
        for trouble in ["never came", "not in the script", "too early", "too late", "note "] {
            assert!(!trace.contains(trouble), "{}: {trouble}", scenario.name);
        }
    }
}

#[test]
fn every_behaviour_is_told_once() {
    let mut told = BTreeSet::new();
    for scenario in scenarios() {
        assert!(
            told.insert(scenario.behaviour.clone()),
            "{} tells it again: {}",
            scenario.name,
            scenario.behaviour
        );
    }
}

#[test]
fn every_law_and_every_weakness_of_the_official_clients_has_a_scenario() {
    let shown: BTreeSet<String> = scenarios().into_iter().flat_map(|scenario| scenario.shows).collect();
    // 8 and 9 are about a language's own runtime, and 13 is what all scenarios are for.
    let laws = (1..=12).filter(|law| ![8, 9].contains(law)).map(|law| format!("law {law}"));
    let weaknesses = (1..=24).map(|weakness| format!("ours {weakness}"));
    for wanted in laws.chain(weaknesses) {
        assert!(shown.contains(&wanted), "nothing shows {wanted}");
    }
    for word in &shown {
        let (kind, number) = word.split_once(' ').unwrap_or((word, "1"));
        let known = ["law", "ours", "errors", "answers", "tools", "webhooks"].contains(&kind);
        assert!(known && number.parse::<u32>().is_ok(), "{word} is not a thing to show");
    }
}

#[test]
fn every_status_that_the_api_names_has_a_scenario() {
    let names: BTreeSet<String> = scenarios().into_iter().map(|scenario| scenario.name).collect();
    for status in [400, 401, 403, 404, 408, 409, 410, 412, 413, 422, 429, 500, 502, 503] {
        let found = names.iter().any(|name| name.starts_with(&format!("error-{status}")));
        assert!(found, "no scenario is about {status}");
    }
}
