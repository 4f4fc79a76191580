//! The command, as a person and as `make conformance` use it.
#![expect(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn command() -> Command {
    Command::new(env!("CARGO_BIN_EXE_steersman-scenario"))
}

fn check(runner: &str) -> Output {
    let scenarios = here("../scenarios");
    let mut command = command();
    command.args(["check", "--runner", runner, "--scenarios"]).arg(scenarios).arg("join-ended");
    command.output().unwrap()
}

/// Sends a request as a person with any tool would; gives the first line of the reply and its body.
fn send(url: &str, method: &str, path: &str, body: &str) -> String {
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    let mut socket = TcpStream::connect(address).unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer hk-test\r\n");
    write!(socket, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut reply = BufReader::new(socket);
    let (mut first, mut length) = (None, 0);
    for line in reply.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()) {
        if let Some(told) = line.to_lowercase().strip_prefix("content-length: ") {
            length = told.parse().unwrap();
        }
        first.get_or_insert(line);
    }
    let mut body = String::new();
    reply.take(length).read_to_string(&mut body).unwrap();
    format!("{} {body}", first.unwrap())
}

#[test]
fn a_person_plays_the_program_by_hand_and_is_told_what_differs() {
    let mut playing = command()
        .arg("play")
        .arg(here("../scenarios/join-ended"))
        .arg("--verbose")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(playing.stdout.take().unwrap()).lines();
    let mut url = |name: &str| lines.next().unwrap().unwrap().strip_prefix(name).unwrap().trim().to_owned();
    let (base, control) = (url("base URL"), url("control URL"));
    let poll = "/api/v2/sessions/s/changes?from_index=9&include_events=true&wait_for_seconds=0";
    assert!(send(&base, "GET", poll, "").starts_with("HTTP/1.1 204"));
    assert!(send(&base, "GET", "/api/v2/sessions/s/status", "").contains(r#"{"status":"interrupted"}"#));
    assert!(send(&control, "POST", "/done", r#"{"observed": []}"#).contains(r#""same":false"#));
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    let mut verbose = String::new();
    playing.stderr.take().unwrap().read_to_string(&mut verbose).unwrap();
    assert!(!playing.wait().unwrap().success());
    assert!(verbose.contains(&format!("GET {poll}")), "{verbose}");
    assert!(rest.contains(&"not as expected:".to_owned()), "{rest:?}");
    assert!(rest.iter().any(|line| line.starts_with("+   never came: GET changes")), "{rest:?}");
    assert!(rest.contains(&r#"-   end {"next_index":9,"status":"interrupted"}"#.to_owned()), "{rest:?}");
}

#[test]
fn a_language_that_cannot_play_is_a_difference_and_never_green() {
    let output = check("mute=true");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success());
    assert!(text.contains("join-ended  DIFF"), "{text}");
    assert!(text.contains("join-ended in mute:\nthe runner ended without a report"), "{text}");
    assert!(text.ends_with("1 scenarios, 0 of 1 as expected\n"), "{text}");
    let missing = check("none=/nowhere/runner");
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("/nowhere/runner cannot be started"));
}
