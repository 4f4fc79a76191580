//! `sessions send|pause|resume|answer|cancel|share|unshare`: stepping in.

use std::io::{IsTerminal, Write};
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use steersman::SessionHandle;
use steersman::wire::{FileContent, ShareLink, TrajectoryStatus, UserMessageEvent};

use crate::args::{CancelArgs, SendArgs, SessionArgs, SessionsCommand};
use crate::context::Context;
use crate::exit::Exit;
use crate::json_lines::Done;
use crate::run::text_or_stdin;
use crate::stop::Stop;
use crate::waiting::patiently;

/// The most bytes of files in one message.
const MOST_BYTES: u64 = 7_000_000;

/// The commands that ask the session for something and have nothing to show but that it was accepted.
pub(crate) async fn ask(context: &Context, command: SessionsCommand) -> Result<Exit, Stop> {
    let session = |args: SessionArgs| Ok::<_, Stop>(context.client()?.session(args.session_id));
    match command {
        SessionsCommand::Pause(args) => {
            let session = session(args)?;
            patiently("asking", session.pause()).await?;
            done(context, &session, "pause", "accepted: it halts after its current step")
        }
        SessionsCommand::Resume(args) => {
            let session = session(args)?;
            patiently("asking", session.resume()).await?;
            done(context, &session, "resume", "accepted: it goes on")
        }
        SessionsCommand::Answer(args) => {
            let session = session(args)?;
            patiently("asking", session.force_answer()).await?;
            done(context, &session, "answer", "accepted: it answers on its next step")
        }
        SessionsCommand::Unshare(args) => {
            let session = session(args)?;
            patiently("asking", session.unshare()).await?;
            done(context, &session, "unshare", "the link is taken back")
        }
        SessionsCommand::Send(args) => send(context, args).await,
        SessionsCommand::Cancel(args) => cancel(context, args).await,
        SessionsCommand::Share(args) => share(context, args).await,
        other => unreachable!("{other:?} is not asked for here"),
    }
}

fn done(context: &Context, session: &SessionHandle, action: &'static str, text: &str) -> Result<Exit, Stop> {
    let done = Done { action, session_id: session.id(), accepted: true, status: None };
    context.print(&done, |out, _| out.text(text))
}

async fn send(context: &Context, args: SendArgs) -> Result<Exit, Stop> {
    let text = text_or_stdin("MESSAGE", &args.message)?;
    let mut message = UserMessageEvent::new(text);
    let mut room = MOST_BYTES;
    let mut files = Vec::new();
    for path in &args.attach {
        files.push(attachment(path, &mut room)?);
    }
    if !files.is_empty() {
        message = message.files(files);
    }
    let session = context.client()?.session(args.session_id);
    patiently("sending", session.send_message(message)).await?;
    done(context, &session, "send", "accepted: the agent reads it before its next step")
}

fn attachment(path: &Path, room: &mut u64) -> Result<FileContent, Stop> {
    let content = read("--attach", path)?;
    *room = room.checked_sub(content.len() as u64).ok_or_else(|| {
        Stop::usage(
            "--attach: the files are over 7 MB in all",
            "send fewer, or put them on the web and send the link",
        )
    })?;
    Ok(FileContent::base64(file_name(path)?, BASE64_STANDARD.encode(content)))
}

/// Reads the file of this machine that an option or an argument names.
pub(crate) fn read(what: &str, path: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(path).map_err(|error| {
        Stop::usage(format!("{what}: {} cannot be read: {error}", path.display()), "check the path")
    })
}

/// The last part of a path.
pub(crate) fn file_name(path: &Path) -> Result<String, Stop> {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .ok_or_else(|| Stop::usage(format!("{} names no file", path.display()), "name a file"))
}

async fn cancel(context: &Context, args: CancelArgs) -> Result<Exit, Stop> {
    let session = context.client()?.session(args.session_id);
    let status = patiently("reading the session", session.status()).await?.status;
    if status.is_terminal() {
        let done = Done {
            action: "cancel",
            session_id: session.id(),
            accepted: false,
            status: Some(status.as_str()),
        };
        return context
            .print(&done, |out, _| out.text(&format!("it is {status} already: nothing to cancel")));
    }
    if !args.yes && !confirmed(session.id(), &status).await? {
        return Err(Stop::refused("not cancelled", "answer y, or pass --yes"));
    }
    patiently("asking", session.cancel()).await?;
    done(context, &session, "cancel", "accepted: it ends as interrupted")
}

/// Asks on the terminal; without one nobody can be asked, and nothing is cancelled.
async fn confirmed(id: &str, status: &TrajectoryStatus) -> Result<bool, Stop> {
    if !std::io::stdin().is_terminal() {
        return Err(Stop::refused(
            "cancelling needs a confirmation, and there is no terminal to ask on",
            "pass --yes",
        ));
    }
    eprint!("Cancel session {id}, which is {status}? It cannot be undone. [y/N] ");
    // Nobody can be told that telling failed.
    let _ = std::io::stderr().flush();
    let answer = tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).map(|_| line).unwrap_or_default()
    });
    let answer = answer.await.unwrap_or_default();
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

async fn share(context: &Context, args: SessionArgs) -> Result<Exit, Stop> {
    let client = context.client()?;
    let call = client.sessions().share_session(args.session_id);
    let link: ShareLink = patiently("asking", call.into_future()).await?;
    context.print(&link, |out, link| out.text(&link.share_url))
}
