//! `doctor`: everything that has to work, tried one after another, each with what to do when it does not.

use std::time::{Duration, Instant};

use steersman::{Client, CredentialFile, Error, ErrorKind, LocalOptions};

use super::account::accepted;
use crate::args::GlobalArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::json_lines::{Check, Doctor, Verdict};
use crate::out::Out;
use crate::stop::{Stop, next_step};
use crate::target::{self, KeySource};
use crate::waiting::patiently;

/// The longest that one check may take.
const LIMIT: Duration = Duration::from_secs(15);

pub(crate) async fn doctor(context: &Context) -> Result<Exit, Stop> {
    let mut checks = vec![key(&context.global), key_file()];
    match target::client_or_anonymous(&context.global) {
        Ok(client) => {
            let reached = patiently("reaching the API", reach(&client)).await;
            let reachable = reached.verdict == Verdict::Ok;
            checks.push(reached);
            let may_ask = reachable && target::key_source(&context.global) != KeySource::None;
            checks.push(patiently("trying the key", access(&client, may_ask)).await);
            checks.push(patiently("reading the quota", quota(&client, may_ask)).await);
        }
        Err(error) => checks.push(failed("api", &error)),
    }
    checks.push(patiently("running a session on this machine", local()).await);
    checks.push(terminal());

    let ok = checks.iter().all(|check| check.verdict != Verdict::Failed);
    let doctor = Doctor { ok, version: env!("CARGO_PKG_VERSION"), checks };
    context.print(&doctor, people)?;
    Ok(if ok { Exit::Success } else { Exit::Failure })
}

fn people(out: &mut Out, doctor: &Doctor) -> std::io::Result<()> {
    for check in &doctor.checks {
        let mark = match check.verdict {
            Verdict::Ok => "ok     ",
            Verdict::Warning => "warning",
            Verdict::Failed => "FAILED ",
            Verdict::Skipped => "skipped",
        };
        out.row(&format!("{mark}  {:<8}  {}", check.name, check.detail))?;
        if let Some(next) = &check.next_step {
            out.row(&format!("                   next: {next}"))?;
        }
    }
    Ok(())
}

fn check(name: &'static str, verdict: Verdict, detail: impl Into<String>, next: Option<&str>) -> Check {
    Check { name, verdict, detail: detail.into(), next_step: next.map(str::to_owned) }
}

fn failed(name: &'static str, error: &Error) -> Check {
    check(name, Verdict::Failed, error.to_string(), next_step(error))
}

fn key(global: &GlobalArgs) -> Check {
    match target::key_source(global) {
        KeySource::None => check(
            "key",
            Verdict::Failed,
            "there is none",
            Some("`steersman login` stores one; `steersman run --local` needs none"),
        ),
        KeySource::Option => check(
            "key",
            Verdict::Warning,
            "from --api-key, where every user of this machine can read it",
            Some("set HAI_API_KEY, or `steersman login`"),
        ),
        KeySource::Environment => check("key", Verdict::Ok, "from HAI_API_KEY", None),
        KeySource::File => check("key", Verdict::Ok, "from the credential file", None),
    }
}

fn key_file() -> Check {
    let Some(file) = CredentialFile::of_environment() else {
        let next = "set HOME or XDG_CONFIG_HOME";
        return check(
            "file",
            Verdict::Warning,
            "no place to keep a key: no home folder is known",
            Some(next),
        );
    };
    let path = file.path().display();
    match (file.has_key(), file.is_open_to_others()) {
        (true, Some(true)) => {
            let next = format!("chmod 600 {path}");
            check("file", Verdict::Warning, format!("others can read {path}"), Some(&next))
        }
        (true, _) => check("file", Verdict::Ok, format!("{path} keeps a key"), None),
        (false, _) => check("file", Verdict::Ok, format!("{path} keeps no key"), None),
    }
}

/// Any answer of the API will do, also a refusal: this is about the way there.
async fn reach(client: &Client) -> Check {
    let began = Instant::now();
    let asked = client.sessions().get_session_quota().max_retries(0).timeout(LIMIT).await;
    let url = client.base_url();
    let took = began.elapsed().as_millis();
    match asked {
        Err(error) if error.status().is_none() && error.kind() != ErrorKind::Decode => failed("api", &error),
        Err(error) if error.kind() == ErrorKind::Server => failed("api", &error),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::NotFound | ErrorKind::Decode | ErrorKind::UnexpectedStatus
            ) =>
        {
            let next = Some("check the base URL: --base-url, HAI_API_BASE_URL");
            check(
                "api",
                Verdict::Failed,
                format!("{url} answers, but not like the Agents API: {error}"),
                next,
            )
        }
        _ => check("api", Verdict::Ok, format!("{url} answers after {took} ms"), None),
    }
}

async fn access(client: &Client, may_ask: bool) -> Check {
    if !may_ask {
        return check("access", Verdict::Skipped, "needs a key and the API", None);
    }
    match accepted(client).await {
        Ok(()) => check("access", Verdict::Ok, "the key is accepted", None),
        Err(error) => failed("access", &error),
    }
}

async fn quota(client: &Client, may_ask: bool) -> Check {
    if !may_ask {
        return check("quota", Verdict::Skipped, "needs a key and the API", None);
    }
    match client.sessions().get_session_quota().timeout(LIMIT).await {
        Ok(quota) if quota.available == 0 => check(
            "quota",
            Verdict::Warning,
            format!("all {} sessions are in use; new ones are queued", quota.limit),
            Some("end one: `steersman sessions list --status running`"),
        ),
        Ok(quota) => check(
            "quota",
            Verdict::Ok,
            format!("{} of {} sessions are free", quota.available, quota.limit),
            None,
        ),
        Err(error) => check("quota", Verdict::Warning, error.to_string(), next_step(&error)),
    }
}

/// A whole session on an Agents API in this process: sockets, clock and all.
async fn local() -> Check {
    let run = async {
        let client = Client::local(LocalOptions::default()).await?;
        client.run_session("h/conversation").message("Are you well?").await
    };
    let began = Instant::now();
    match tokio::time::timeout(LIMIT, run).await {
        Ok(Ok(outcome)) if !outcome.is_failure() => check(
            "local",
            Verdict::Ok,
            format!("a local session answers after {} ms", began.elapsed().as_millis()),
            None,
        ),
        Ok(Ok(outcome)) => {
            check("local", Verdict::Failed, format!("a local session ended {}", outcome.status), None)
        }
        Ok(Err(error)) => failed("local", &error),
        Err(_) => check(
            "local",
            Verdict::Failed,
            format!("a local session did not answer within {} s", LIMIT.as_secs()),
            Some("is something in the way of connections to 127.0.0.1?"),
        ),
    }
}

fn terminal() -> Check {
    use std::io::IsTerminal;
    let detail = match (std::io::stdout().is_terminal(), crate::terminal::is_dumb()) {
        (true, false) => "can show the live screen of `steersman watch`",
        (true, true) => "TERM is dumb or not set: `steersman watch` prints plain lines",
        (false, _) => "standard output is no terminal: `steersman watch` prints plain lines",
    };
    check("terminal", Verdict::Ok, detail, None)
}
