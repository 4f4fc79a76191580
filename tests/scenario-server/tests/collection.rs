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
    let laws = (1..=13).map(|law| format!("law {law}"));
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

/// What law 8 asks of a language's own ways, in the tests of its package, which `make test` runs. All ways that every language
/// has are scenarios.
const ENDINGS: [(&str, &str, &[&str]); 5] = [
    (
        "Python",
        "bindings-python/tests/test_endings.py",
        &[
            "\"fork in mid-stream\"",
            "\"a pool of processes\"",
            "\"an abandoned loop\"",
            "\"a closed loop\"",
            "\"a daemon thread blocked in next\"",
            "def test_ctrl_c_interrupts_a_wait_at_once(",
        ],
    ),
    (
        "Python",
        "bindings-python/tests/test_surroundings.py",
        &[
            "def test_a_notebook_awaits_and_blocks_on_its_running_loop(",
            "def test_the_interrupt_button_ends_a_cell_and_leaves_the_notebook_usable(",
        ],
    ),
    (
        "Node.js",
        "bindings-node/test/endings.test.mjs",
        &[
            "\"a program ends by itself when nothing is awaited, with an open stream, an open client and a tool that could be called\"",
            "\"workers that are terminated in mid-stream, that end by themselves, and that exit\"",
            "\"Ctrl-C in mid-stream\"",
        ],
    ),
    (
        "Swift",
        "bindings-swift/swift/scripts/test.sh",
        &["exit:3 return:0 cancel:0 tool:4 wait:5 drop:0 signal:143"],
    ),
    (
        "Kotlin",
        "bindings-swift/kotlin/src/test/kotlin/dev/steersman/StreamTest.kt",
        &["fun `the program ends in mid-stream, fifty times`()"],
    ),
];

#[test]
fn endings_that_only_one_language_knows_are_tested_in_its_package() {
    for (language, file, tests) in ENDINGS {
        let text = fs::read_to_string(here("../..").join(file)).unwrap();
        for test in tests {
            assert!(text.contains(test), "{language}: {file} has no {test} any more");
        }
    }
}

#[test]
fn all_six_clients_play_all_scenarios() {
    let runners = fs::read_dir(here("../runners")).unwrap().map(|entry| entry.unwrap().path());
    let mut languages: Vec<String> = runners
        .filter(|folder| folder.join("run").is_file())
        .map(|folder| folder.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    languages.sort();
    assert_eq!(languages, ["kotlin", "node", "python", "python-async", "rust", "swift"]);
}
