//! Reads control URLs from standard input, one in a line, and plays each.

use std::process::ExitCode;

use tokio::io::{AsyncBufReadExt, BufReader, stdin};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut lines = BufReader::new(stdin()).lines();
    while let Ok(Some(url)) = lines.next_line().await {
        if let Err(error) = steersman_scenario_rust::play(&url).await {
            eprintln!("{url}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
