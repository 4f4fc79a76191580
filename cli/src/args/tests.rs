//! The command line as a whole.

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use serde_json::json;

use super::{Cli, Command, RunArgs};

fn run(arguments: &[&str]) -> Result<RunArgs, clap::Error> {
    let arguments = ["steersman", "run"].iter().chain(arguments);
    match Cli::try_parse_from(arguments)?.command {
        Command::Run(run) => Ok(*run),
        other => panic!("`run` was parsed as {other:?}"),
    }
}

fn error(arguments: &[&str]) -> clap::Error {
    run(arguments).expect_err("these arguments are wrong")
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn an_override_is_split_at_the_first_equals_sign_outside_brackets() {
    let parsed = run(&["-o", "agent.environments[kind=web].start_url=https://x.example/?a=b", "t"]).unwrap();
    assert_eq!(
        parsed.overrides,
        [("agent.environments[kind=web].start_url".to_owned(), json!("https://x.example/?a=b"))]
    );
}

#[test]
fn an_override_value_is_json_when_it_can_be_and_text_otherwise() {
    let parsed =
        run(&["-o", "max_steps=3", "-o", "agent.tools=[]", "-o", "a=plain", "-o", "b=", "t"]).unwrap();
    let values: Vec<_> = parsed.overrides.into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, [json!(3), json!([]), json!("plain"), json!("")]);
}

#[test]
fn of_two_overrides_for_one_path_the_later_stands() {
    let parsed = run(&["-o", "a=1", "-o", "a=2", "t"]).unwrap();
    assert_eq!(parsed.override_map(), json!({"a": 2}).as_object().cloned());
}

#[test]
fn without_overrides_none_are_sent() {
    assert_eq!(run(&["t"]).unwrap().override_map(), None);
}

#[test]
fn wrong_values_are_refused_with_the_name_of_their_option() {
    let wrong: &[(&[&str], &str)] = &[
        (&["-o", "novalue", "t"], "--override"),
        (&["-o", "=1", "t"], "--override"),
        (&["--max-steps", "0", "t"], "--max-steps"),
        (&["--max-steps", "many", "t"], "--max-steps"),
        (&["--max-time", "0", "t"], "--max-time"),
        (&["--max-time", "NaN", "t"], "--max-time"),
        (&["--max-time", "inf", "t"], "--max-time"),
        (&["--idle-timeout", "0", "t"], "--idle-timeout"),
        (&["--region", "mars", "t"], "--region"),
        (&["--agent", " ", "t"], "--agent"),
        (&[" "], "TASK"),
    ];
    for (arguments, option) in wrong {
        let error = error(arguments);
        assert!(error.to_string().contains(option), "{arguments:?}: {error}");
        assert_eq!(error.exit_code(), 2);
    }
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    for arguments in [
        &["--local", "--base-url", "http://127.0.0.1:1", "t"] as &[&str],
        &["--local", "--region", "us", "t"],
        &["--local", "--api-key", "k", "t"],
        &["--base-url", "http://127.0.0.1:1", "--region", "us", "t"],
        &["--json", "--quiet", "t"],
    ] {
        assert_eq!(error(arguments).kind(), ErrorKind::ArgumentConflict, "{arguments:?}");
    }
    assert_eq!(error(&["--agents", "a.yaml", "t"]).kind(), ErrorKind::MissingRequiredArgument);
    assert_eq!(error(&[]).kind(), ErrorKind::MissingRequiredArgument);
}

#[test]
fn help_teaches_by_example_and_lists_the_exit_codes() {
    let help = error(&["--help"]).to_string();
    for part in ["steersman run --local", "Exit codes", "130", "Ctrl-C"] {
        assert!(help.contains(part), "no {part:?} in\n{help}");
    }
}
