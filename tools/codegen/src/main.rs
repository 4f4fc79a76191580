//! `steersman-codegen` writes the generated files; `--check` only says whether they are current; `--document` prints what they are
//! made from.

use std::process::ExitCode;

use steersman_codegen::{Generated, generate};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => write(&generate()),
        ["--check"] => check(&generate()),
        ["--document"] => {
            println!("{:#}", steersman::api::describe());
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: steersman-codegen [--check | --document]");
            ExitCode::from(2)
        }
    }
}

fn write(files: &[Generated]) -> ExitCode {
    for file in files {
        let location = file.location();
        let folder = location.parent().expect("generated files are in folders");
        if let Err(error) =
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&location, &file.content))
        {
            eprintln!("{} cannot be written: {error}", file.path);
            return ExitCode::FAILURE;
        }
        println!("wrote {}", file.path);
    }
    ExitCode::SUCCESS
}

fn check(files: &[Generated]) -> ExitCode {
    let stale: Vec<&Generated> = files.iter().filter(|file| !file.is_current()).collect();
    for file in &stale {
        eprintln!("{} is not current: run `cargo run -p steersman-codegen`", file.path);
    }
    if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
