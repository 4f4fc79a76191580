//! `steersman-scenario`: plays a scenario for a person, or checks them all.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use steersman_scenario::check::{self, Runner};
use steersman_scenario::{Loaded, Manner, Played, differential, load, load_all, schema};

/// Plays scripted servers and compares what clients did with what is expected.
#[derive(Parser)]
#[command(name = "steersman-scenario", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plays the server of one scenario until its program has reported.
    Play {
        /// The scenario's folder or file.
        path: PathBuf,
        /// Writes each request and what became of it.
        #[arg(short, long)]
        verbose: bool,
        /// How many seconds the program may take.
        #[arg(long, default_value_t = 3600)]
        patience: u64,
    },
    /// Runs scenarios in every language that a runner is given for, and prints what is the same and what is not.
    Check {
        /// A language and the command of its runner: `rust=target/debug/steersman-scenario-rust`.
        #[arg(long = "runner", required = true)]
        runners: Vec<String>,
        /// The folder of the scenarios.
        #[arg(long, default_value = "tests/scenarios")]
        scenarios: PathBuf,
        /// How many are played at a time.
        #[arg(short, long, default_value_t = 8)]
        jobs: usize,
        /// Writes the traces of the first language as the expected ones.
        #[arg(long)]
        bless: bool,
        /// Only scenarios whose name contains one of these.
        only: Vec<String>,
    },
    /// Runs scenarios through another client of the API and says where it does the same, and where ours does better.
    Differential {
        /// The command of its runner.
        #[arg(long)]
        runner: String,
        /// The table of reasons.
        #[arg(long)]
        verdicts: PathBuf,
        /// The folder of the scenarios.
        #[arg(long, default_value = "tests/scenarios")]
        scenarios: PathBuf,
        /// How many are played at a time.
        #[arg(short, long, default_value_t = 16)]
        jobs: usize,
        /// Shows the differences that have a reason as well.
        #[arg(long)]
        details: bool,
        /// Only scenarios whose name contains one of these; the table is then not checked for what it has too much.
        only: Vec<String>,
    },
    /// Lists the scenarios: name, what each shows, and the behaviour.
    List {
        /// The folder of the scenarios.
        #[arg(long, default_value = "tests/scenarios")]
        scenarios: PathBuf,
    },
    /// Prints the JSON Schema of `scenario.yaml`.
    Schema,
}

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Play { path, verbose, patience } => play(&path, verbose, patience).await,
        Command::Check { runners, scenarios, jobs, bless, only } => {
            run_check(&runners, &scenarios, jobs, bless, &only).await
        }
        Command::Differential { runner, verdicts, scenarios, jobs, details, only } => {
            run_differential(&runner, &verdicts, &scenarios, jobs, details, &only).await
        }
        Command::List { scenarios } => list(&scenarios),
        Command::Schema => {
            print!("{}", schema());
            Ok(true)
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

type Outcome = Result<bool, Box<dyn std::error::Error>>;

async fn play(path: &std::path::Path, verbose: bool, patience: u64) -> Outcome {
    let scenario = load(path)?;
    let played = Played::start(scenario, Manner::Strict, verbose).await?;
    println!("base URL     {}", played.base_url);
    println!("control URL  {}", played.control_url);
    let report = played.finished(Duration::from_secs(patience)).await;
    print!("\n{}", report.trace);
    if !report.same {
        print!("\nnot as expected:\n{}", report.diff);
    }
    Ok(report.same)
}

async fn run_check(
    runners: &[String],
    scenarios: &std::path::Path,
    jobs: usize,
    bless: bool,
    only: &[String],
) -> Outcome {
    let runners = runners.iter().map(|runner| parse_runner(runner)).collect::<Result<Vec<_>, _>>()?;
    let scenarios: Vec<Loaded> =
        load_all(scenarios)?.into_iter().filter(|scenario| chosen(scenario, only)).collect();
    let mut all = Vec::new();
    for (at, runner) in runners.iter().enumerate() {
        let next = &runners[(at + 1) % runners.len()];
        let mut results = check::check(runner, next, &scenarios, Manner::Strict, jobs).await?;
        if bless && at == 0 {
            for (result, scenario) in results.iter_mut().zip(&scenarios) {
                check::bless(scenario, &result.report)?;
                result.report.same = true;
            }
        }
        all.extend(results);
    }
    let languages: Vec<String> = runners.into_iter().map(|runner| runner.language).collect();
    print!("{}", check::matrix(&languages, &all));
    let mut different = 0;
    for result in all.iter().filter(|result| !result.report.same) {
        different += 1;
        print!("\n{} in {}:\n{}", result.scenario, result.language, result.report.diff);
    }
    let (count, total) = (scenarios.len(), all.len());
    println!("\n{count} scenarios, {} of {total} as expected", total - different);
    Ok(different == 0)
}

fn chosen(scenario: &Loaded, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|part| scenario.name.contains(part))
}

async fn run_differential(
    runner: &str,
    verdicts: &std::path::Path,
    scenarios: &std::path::Path,
    jobs: usize,
    details: bool,
    only: &[String],
) -> Outcome {
    let runner = parse_runner(&format!("other={runner}"))?;
    let mut verdicts = differential::verdicts(verdicts)?;
    let scenarios: Vec<Loaded> =
        load_all(scenarios)?.into_iter().filter(|scenario| chosen(scenario, only)).collect();
    if !only.is_empty() {
        let known = |name: &String| scenarios.iter().any(|scenario| scenario.name == *name);
        verdicts.scenarios.retain(|name, _| known(name));
        verdicts.inexpressible.retain(known);
        verdicts.reasons.retain(|name, _| verdicts.scenarios.values().any(|reason| reason == name));
    }
    let played = check::check(&runner, &runner, &scenarios, Manner::Lenient, jobs).await?;
    let (text, good) = differential::report(&scenarios, &played, &verdicts, details);
    print!("{text}");
    Ok(good)
}

fn parse_runner(text: &str) -> Result<Runner, String> {
    let (language, command) = text
        .split_once('=')
        .ok_or_else(|| format!("expected a language, `=` and a command as the runner, got `{text}`"))?;
    let command = command.split_whitespace().map(str::to_owned).collect();
    Ok(Runner { language: language.to_owned(), command })
}

fn list(scenarios: &std::path::Path) -> Outcome {
    for scenario in load_all(scenarios)? {
        println!("{}  [{}]\n    {}", scenario.name, scenario.shows.join(", "), scenario.behaviour);
    }
    Ok(true)
}
