//! `steersman run` and `steersman watch`.

use std::io::{self, Read, Stdout};
use std::time::Duration;

use steersman::wire::{Session, SessionRequest};
use steersman::{Client, Error, LocalOptions, SessionHandle, StreamOptions, Until};
use steersman_runtime::AgentsFile;

use crate::args::{RunArgs, WatchArgs};
use crate::context::Context;
use crate::exit::Exit;
use crate::json_lines::JsonLine;
use crate::live;
use crate::report::{Opening, Report};
use crate::target::client;
use crate::terminal::Terminal;
use crate::watch::{Home, Interrupts, fail, leave, watch};

/// The agent of a local run that names none and brings no file.
const READY_AGENT: &str = "h/conversation";

/// Runs a task and watches it.
pub(crate) async fn run(context: &Context, args: RunArgs) -> Exit {
    let mut report = report(context, args.quiet);
    let mut interrupts = Interrupts::listen();
    let home = if args.local { Home::Here } else { Home::Elsewhere };
    let started = async {
        let task = text_or_stdin("TASK", &args.task)?;
        let agent = agent(&args)?;
        let client =
            if args.local { Client::local(local_options(&args)).await? } else { client(&context.global)? };
        client.start_session(request(&args, agent, task)).await
    };
    let started = tokio::select! {
        started = started => started,
        () = interrupts.next() => {
            let exit = Exit::Left;
            // The reader may be gone already; standard error still says it.
            let _ = report.last_line(&JsonLine::Left { session_id: None, next_index: 0, exit_code: exit.code() });
            eprintln!("left while the session was being created: it may run");
            return exit;
        }
    };
    match started {
        Ok(session) => {
            follow(&session, &StreamOptions::default(), 0, home, &mut report, &mut interrupts).await
        }
        Err(error) => fail(&error, None, &mut report),
    }
}

/// Watches a session that runs already.
pub(crate) async fn attach(context: &Context, args: WatchArgs) -> Exit {
    let mut interrupts = Interrupts::listen();
    if live::is_possible(context, &args) {
        return live::watch(context, &args, &mut interrupts).await;
    }
    let mut report = report(context, args.quiet);
    let client = match client(&context.global) {
        Ok(client) => client,
        Err(error) => return fail(&error, None, &mut report),
    };
    let until = if args.until_terminal { Until::Terminal } else { Until::Settled };
    let mut options = StreamOptions::default().from_index(args.from_index).until(until);
    if let Some(seconds) = args.timeout {
        options = options.timeout(Duration::from_secs_f64(seconds));
    }
    let session = client.session(args.session_id);
    follow(&session, &options, args.from_index, Home::Elsewhere, &mut report, &mut interrupts).await
}

async fn follow(
    session: &SessionHandle,
    options: &StreamOptions,
    from_index: u64,
    home: Home,
    report: &mut Report<Stdout>,
    interrupts: &mut Interrupts,
) -> Exit {
    let seen = tokio::select! {
        seen = session.get() => seen,
        () = interrupts.next() => return leave(session, from_index, home, report),
    };
    let seen = match seen {
        Ok(seen) => seen,
        Err(error) => return fail(&error, Some((session.id(), from_index)), report),
    };
    let opening = Opening {
        session_id: session.id(),
        agent: agent_name(&seen),
        base_url: session.client().base_url().as_str(),
        agent_view_url: seen.agent_view_url.as_deref(),
    };
    // A reader who is gone is noticed again, and dealt with, by the first event.
    let _ = report.open(&opening);
    watch(session, options, home, report, interrupts).await
}

/// The name of the agent that a session runs.
pub(crate) fn agent_name(session: &Session) -> Option<&str> {
    let agent = &session.request.agent;
    agent.name().or_else(|| agent.inline().map(|agent| agent.name.as_str()))
}

/// Where a session is printed: for programs, the answer alone, or for people.
pub(crate) fn report(context: &Context, quiet: bool) -> Report<Stdout> {
    let out = io::stdout();
    if context.global.json {
        Report::json(out)
    } else if quiet {
        Report::answer_only(out)
    } else {
        Report::lines(out, Terminal::of_stdout(context.global.color))
    }
}

/// A text as it was typed; `-` stands for standard input.
pub(crate) fn text_or_stdin(name: &str, argument: &str) -> Result<String, Error> {
    if argument != "-" {
        return Ok(argument.to_owned());
    }
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Error::invalid_argument(name, format!("standard input is not text: {error}")))?;
    if text.trim().is_empty() {
        return Err(Error::invalid_argument(name, "standard input is empty"));
    }
    Ok(text)
}

fn local_options(args: &RunArgs) -> LocalOptions {
    let options = LocalOptions::default();
    match &args.agents {
        Some(file) => options.agents_file(file),
        None => options,
    }
}

/// The agent's name. A local run can do without one: the first agent of the file, or one of those that are always there.
fn agent(args: &RunArgs) -> Result<String, Error> {
    if let Some(agent) = &args.agent {
        return Ok(agent.clone());
    }
    if !args.local {
        let text = "name the agent: h/web-surfer-pro, or one of your own";
        return Err(Error::invalid_argument("--agent", text));
    }
    let Some(path) = &args.agents else { return Ok(READY_AGENT.to_owned()) };
    let file = AgentsFile::read(path).map_err(|error| Error::invalid_argument("--agents", error))?;
    file.specifications()
        .find_map(|agent| agent["name"].as_str().map(str::to_owned))
        .ok_or_else(|| Error::invalid_argument("--agents", format!("{} has no agent", path.display())))
}

fn request(args: &RunArgs, agent: String, task: String) -> SessionRequest {
    let mut request = SessionRequest::new(agent).message(task);
    if let Some(steps) = args.max_steps {
        request = request.max_steps(steps);
    }
    if let Some(seconds) = args.max_time {
        request = request.max_time_s(seconds);
    }
    if let Some(seconds) = args.idle_timeout {
        request = request.idle_timeout_s(u64::from(seconds));
    }
    if let Some(overrides) = args.override_map() {
        request = request.overrides(overrides);
    }
    request
}
