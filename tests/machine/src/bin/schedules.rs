//! Plays random schedules: `schedules [COUNT [FIRST_SEED]]`. Ends with 1 and a transcript if one breaks a law.

use std::process::ExitCode;

use steersman_machine_tests::campaign;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|text| text.replace('_', "").parse::<u64>());
    let count = numbers.next().unwrap_or(Ok(100_000));
    let first = numbers.next().unwrap_or(Ok(0));
    let (Ok(count), Ok(first)) = (count, first) else {
        eprintln!("usage: schedules [COUNT [FIRST_SEED]]");
        return ExitCode::from(2);
    };
    let campaign = campaign::run(first, count);
    if let Some(broken) = &campaign.broken {
        println!("{}", broken.report());
        return ExitCode::FAILURE;
    }
    println!("{}", campaign.summary());
    ExitCode::SUCCESS
}
