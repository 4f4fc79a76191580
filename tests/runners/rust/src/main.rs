//! Reads control URLs from standard input, one in a line, and plays each.

use std::process::ExitCode;

use steersman_scenario_rust::Ending;
use tokio::io::{AsyncBufReadExt, BufReader, stdin};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut lines = BufReader::new(stdin()).lines();
    while let Ok(Some(url)) = lines.next_line().await {
        match steersman_scenario_rust::play(&url).await {
            Ok(None) => {}
            Ok(Some(Ending::Exit)) => std::process::exit(3),
            Ok(Some(Ending::Return | Ending::Interrupt)) => break,
            Err(error) => {
                eprintln!("{url}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
