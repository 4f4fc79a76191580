//! `make demo`: a session that thinks, calls a tool of this program, delegates, is paused, resumed and steered by a
//! message, and answers. The agents are scripts (`agents.yaml`); everything else is what a program of yours would do.
//!
//! Usage: `demo [--check] [ORDER]`. `--check` ends with an error when a part of the story is missing.

mod story;
mod vans;

use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

use futures_util::TryStreamExt;
use steersman::tools::function;
use steersman::wire::{EventPayload, RunStatus};
use steersman::{Client, Error, Event, LocalOptions, SessionHandle, StreamItem, StreamOptions, StreamTools};

use story::{Part, Story, Teller};

const ORDER: &str = "Parcels of 14, 3, 9, 11, 6, 7, 2 and 8 kg must go out today; a van carries 20 kg";
const MESSAGE: &str = "load the fragile 3 kg parcel last";

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = arguments.first().is_some_and(|argument| argument == "--check");
    if check {
        arguments.remove(0);
    }
    let order = if arguments.is_empty() { ORDER.to_owned() } else { arguments.join(" ") };
    match tell(&order, check).await {
        Ok(story) if check => story.check(),
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the demo failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the session and tells what happens.
async fn tell(order: &str, check: bool) -> Result<Story, Error> {
    // An Agents API in this process, on a port of its own. `Client::new()` would talk to the hosted one instead.
    let client = Client::local(LocalOptions::default().agents_text(include_str!("agents.yaml"))).await?;
    let about = "Packs parcels into as few vans as it can.";
    let tool = function("load_vans", about, |order: vans::Order| async move { vans::load_vans(&order) });

    let teller = Teller::begin();
    let session = client.start_session("dispatcher").message(order).tools(tool).await?;
    teller.line("program", "starts", &format!("session {} on {}", session.id(), client.base_url()));
    let subagent = tokio::spawn(watch_subagent(session.clone(), teller));

    let mut story = Story::default();
    let mut stream = session.stream_with(&StreamOptions::default().tools(StreamTools::Handle));
    while let Some(item) = stream.try_next().await? {
        match item {
            StreamItem::Event(event) => {
                teller.event("dispatcher", &event);
                story.event(&event);
                steer(&session, &event, teller, &mut story).await?;
            }
            StreamItem::Gap(gap) => teller.line("log", "gap", &format!("{} to {}", gap.from, gap.to)),
        }
    }
    if let Ok(watched) = subagent.await
        && watched?
    {
        story.note(Part::SubagentWatched);
    }
    if let Some(outcome) = stream.outcome() {
        teller.line("program", "ends", &format!("{} after {} events", outcome.status, outcome.next_index));
        story.answer = outcome.answer.as_ref().and_then(|answer| answer.as_str()).map(str::to_owned);
    }
    println!("\n{}\n", story.answer.as_deref().unwrap_or("No answer."));
    if let Some(url) = session.get().await?.agent_view_url {
        story.note(Part::HasPage);
        show(&url, check);
    }
    Ok(story)
}

/// Says where the session can be looked at. The page is served by this process, which waits while a person may look.
fn show(url: &str, check: bool) {
    if !check && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        println!("Look at it, until you press Enter here:\n{url}");
        // Whatever is typed, or that nothing can be: it is time to end.
        let _ = std::io::stdin().read_line(&mut String::new());
    } else {
        println!("In a terminal this page would stay open for you to look at:\n{url}");
    }
}

/// Steps in: pauses while the dispatcher writes, looks, lets it go on, and sends a message.
async fn steer(
    session: &SessionHandle,
    event: &Event,
    teller: Teller,
    story: &mut Story,
) -> Result<(), Error> {
    let thought = event.as_policy().and_then(|decision| decision.reasoning_content.as_deref());
    if thought.is_some_and(|thought| thought.starts_with("Writing")) && story.note(Part::Paused) {
        teller.line("program", "pauses", "the session");
        session.pause().await?;
    }
    let EventPayload::AgentRunStatusChange(change) = event.payload() else { return Ok(()) };
    if change.status == RunStatus::Paused {
        let before = session.status().await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let after = session.status().await?;
        let steps = format!("{} steps before and {} after a second", before.steps, after.steps);
        teller.line("program", "looks", &format!("the session is {}, {steps}", after.status));
        teller.line("program", "resumes", "the session");
        session.resume().await?;
    } else if story.note(Part::Resumed) {
        teller.line("program", "writes", MESSAGE);
        session.send_message(MESSAGE).await?;
    }
    Ok(())
}

/// Waits for the dispatcher's subagent and tells what it does, in a session of its own. False if there was none.
async fn watch_subagent(session: SessionHandle, teller: Teller) -> Result<bool, Error> {
    let subagent = loop {
        let status = session.status().await?;
        if let Some(id) = status.subagent_session_ids.first() {
            break session.client().session(id.as_str());
        }
        if status.status.is_terminal() {
            return Ok(false);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    teller.line("program", "watches", &format!("its subagent's session {}", subagent.id()));
    let mut stream = subagent.stream();
    while let Some(item) = stream.try_next().await? {
        if let Some(event) = item.event() {
            teller.event("inspector", event);
        }
    }
    Ok(true)
}
