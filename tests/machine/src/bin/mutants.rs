//! Builds a copy of the machine with each of the deliberate faults of `mutants.toml` and plays schedules against it.
//!
//! Every fault must be found, or else the laws have a hole. `mutants [NAME…]` tries only those whose names contain one
//! of the texts; `STEERSMAN_MUTANT_SCHEDULES` says how many schedules a fault may survive.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use steersman_machine_tests::campaign::from_env;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A workspace with nothing in it but what the machine needs, so that a fault costs seconds.
const MANIFESTS: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        r#"
[workspace]
resolver = "3"
members = ["http", "core", "tests"]

[profile.dev]
opt-level = 1
debug = false
incremental = true
"#,
    ),
    (
        "http/Cargo.toml",
        r#"
[package]
name = "steersman-http"
version = "0.0.0"
edition = "2024"

[dependencies]
fastrand = "2"
httpdate = "1"
"#,
    ),
    (
        "core/Cargo.toml",
        r#"
[package]
name = "steersman"
version = "0.0.0"
edition = "2024"

[dependencies]
steersman-http = { path = "../http" }
"#,
    ),
    (
        "tests/Cargo.toml",
        r#"
[package]
name = "steersman-machine-tests"
version = "0.0.0"
edition = "2024"

[dependencies]
fastrand = "2"
steersman = { path = "../core" }
steersman-http = { path = "../http" }
"#,
    ),
    ("http/src/lib.rs", "#![allow(dead_code)]\nmod retry;\npub use retry::{Backoff, RetryPolicy};\n"),
    ("core/src/lib.rs", "pub mod session;\n"),
    ("core/src/session/mod.rs", "pub mod machine;\n"),
];

struct Mutant {
    name: String,
    file: String,
    find: String,
    replace: String,
    why: String,
}

enum Verdict {
    /// By this law, after so many seconds.
    Found(String, f64),
    Survived,
    /// It cannot be tried: the list does not fit the sources.
    Unfit(String),
}

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let begun = Instant::now();
    let list = fs::read_to_string(Path::new(ROOT).join("tests/machine/mutants.toml"))
        .expect("mutants.toml is there");
    let mut mutants = parse(&list);
    mutants.retain(|mutant| wanted.is_empty() || wanted.iter().any(|text| mutant.name.contains(text)));
    let place = target().join("mutants");
    copy_sources(&place).expect("the target directory can be written to");
    let schedules = from_env("STEERSMAN_MUTANT_SCHEDULES", 200_000);
    if let Verdict::Found(law, _) | Verdict::Unfit(law) = try_out(&place, schedules.min(20_000)) {
        println!("without any fault: {law}");
        return ExitCode::FAILURE;
    }
    let mut missed = 0;
    for mutant in &mutants {
        let verdict = with_fault(&place, mutant, schedules);
        match &verdict {
            Verdict::Found(law, seconds) => println!("found     {seconds:5.1} s  {:33} {law}", mutant.name),
            Verdict::Survived => println!("SURVIVED           {:33} {}", mutant.name, mutant.why),
            Verdict::Unfit(why) => println!("UNFIT              {:33} {why}", mutant.name),
        }
        missed += u32::from(!matches!(verdict, Verdict::Found(..)));
    }
    println!("{} faults, {missed} missed, {:.0} s", mutants.len(), begun.elapsed().as_secs_f64());
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads the list: tables of strings, the long ones between `"""`, which is all of TOML that it uses.
fn parse(list: &str) -> Vec<Mutant> {
    let mut mutants: Vec<Mutant> = Vec::new();
    let mut lines = list.lines();
    while let Some(line) = lines.next() {
        if line == "[[mutant]]" {
            let empty = String::new;
            mutants.push(Mutant {
                name: empty(),
                file: empty(),
                find: empty(),
                replace: empty(),
                why: empty(),
            });
        } else if let Some((key, value)) = line.split_once(" = ") {
            let value = if value == "\"\"\"" {
                let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "\"\"\"").collect();
                text.join("\n")
            } else {
                value
                    .strip_prefix('"')
                    .and_then(|value| value.strip_suffix('"'))
                    .expect("a string")
                    .to_owned()
            };
            let mutant = mutants.last_mut().expect("a table");
            match key {
                "name" => mutant.name = value,
                "file" => mutant.file = value,
                "find" => mutant.find = value,
                "replace" => mutant.replace = value,
                "why" => mutant.why = value,
                other => panic!("mutants.toml: what is {other}?"),
            }
        }
    }
    mutants
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from)
}

fn machine() -> PathBuf {
    Path::new(ROOT).join("core/src/session/machine")
}

fn copy_sources(place: &Path) -> io::Result<()> {
    for (path, text) in MANIFESTS {
        write(&place.join(path), text)?;
    }
    write(&place.join("Cargo.lock"), &fs::read_to_string(Path::new(ROOT).join("Cargo.lock"))?)?;
    let tests = Path::new(ROOT).join("tests/machine/src");
    write(
        &place.join("http/src/retry.rs"),
        &fs::read_to_string(Path::new(ROOT).join("core/http/src/retry.rs"))?,
    )?;
    copy(&machine(), &place.join("core/src/session/machine"))?;
    copy(&tests, &place.join("tests/src"))
}

/// Copies a folder with what is in it, this program aside.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let to = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &to)?;
        } else if !path.ends_with("bin/mutants.rs") {
            write(&to, &fs::read_to_string(path)?)?;
        }
    }
    Ok(())
}

/// Writes a file that is not as it should be; one that is keeps its time, and is not built again.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().expect("a file in a folder"))?;
    fs::write(path, text)
}

fn with_fault(place: &Path, mutant: &Mutant, schedules: u64) -> Verdict {
    let healthy = fs::read_to_string(machine().join(&mutant.file)).expect("the file is there");
    let occurrences = healthy.matches(&mutant.find).count();
    if mutant.find.is_empty() || occurrences != 1 {
        return Verdict::Unfit(format!("its text occurs {occurrences} times in {}", mutant.file));
    }
    let copy = place.join("core/src/session/machine").join(&mutant.file);
    write(&copy, &healthy.replacen(&mutant.find, &mutant.replace, 1)).expect("the copy can be written to");
    let verdict = try_out(place, schedules);
    write(&copy, &healthy).expect("the copy can be written to");
    verdict
}

fn try_out(place: &Path, schedules: u64) -> Verdict {
    let begun = Instant::now();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let build = Command::new(cargo)
        .args(["build", "--quiet", "--offline", "--bin", "schedules"])
        .current_dir(place)
        .env("CARGO_TARGET_DIR", place.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    if !build.status.success() {
        return Verdict::Unfit(format!("it does not build:\n{}", String::from_utf8_lossy(&build.stderr)));
    }
    let play = Command::new(place.join("target/debug/schedules"))
        .arg(schedules.to_string())
        .stderr(Stdio::null())
        .output()
        .expect("the schedules run");
    if play.status.success() {
        return Verdict::Survived;
    }
    let said = String::from_utf8_lossy(&play.stdout);
    let law = said.lines().rfind(|line| line.starts_with("seed ")).unwrap_or("it was killed");
    let law: String = law.chars().take(90).collect();
    Verdict::Found(law, begun.elapsed().as_secs_f64())
}
