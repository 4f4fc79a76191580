//! `steersman view`: a page on loopback that shows a session, live or recorded, and steers it.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use steersman::view::{Entrance, View};
use tokio::net::TcpListener;

use crate::args::ViewArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::serve::stop_signal;
use crate::stop::{Stop, tell};

/// Bytes of the secret that cookies are drawn from.
const SECRET_BYTES: usize = 32;

/// What the person asked to see.
enum Shown<'a> {
    Sessions,
    Session(&'a str),
    Recording(&'a Path),
}

/// Serves the page until Ctrl-C or SIGTERM.
pub(crate) async fn view(context: &Context, args: ViewArgs) -> Exit {
    let shown = match args.shown.as_deref() {
        None => Shown::Sessions,
        Some(text) if is_file(text) => Shown::Recording(Path::new(text)),
        Some(text) => Shown::Session(text),
    };
    match serve(context, &args, &shown).await {
        Ok(()) => Exit::Success,
        Err(stop) => tell(stop, context.global.json),
    }
}

async fn serve(context: &Context, args: &ViewArgs, shown: &Shown<'_>) -> Result<(), Stop> {
    let stop = stop_signal()
        .map_err(|error| Stop::refused(format!("signals cannot be heard: {error}"), "try again"))?;
    let secret = secret();
    let entrance = Entrance::Once(secret.as_deref());
    let (view, session) = match shown {
        Shown::Recording(path) => {
            let view = View::recording(path, entrance).map_err(|error| {
                Stop::refused(error.to_string(), "name a recording, as `steersman record` writes it")
            })?;
            (view, None)
        }
        Shown::Sessions => (context.client()?.view(entrance), None),
        Shown::Session(id) => {
            let client = context.client()?;
            // A page for a session that is not there would only say so later.
            client.session(*id).status().await?;
            (client.view(entrance), Some(*id))
        }
    };
    let taken = |error| {
        Stop::refused(
            format!("cannot listen on 127.0.0.1:{}: {error}", args.port),
            "name another --port, or none",
        )
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).await.map_err(taken)?;
    let link = format!("http://{}{}", listener.local_addr().map_err(taken)?, view.link(session));
    writeln!(io::stdout(), "{link}")?;
    io::stdout().flush()?;
    if !args.quiet {
        eprintln!(
            "the link is good once, for one browser of this machine; Ctrl-C ends the page, not the session"
        );
    }
    if !args.no_open && io::stdout().is_terminal() {
        open(&link);
    }
    tokio::select! {
        served = view.serve(listener) => served.map_err(|error| {
            Stop::refused(format!("the page cannot be served any more: {error}"), "start it again")
        }),
        () = stop => Ok(()),
    }
}

/// Whether the argument means a file: sessions' ids have no such ending and no such place.
fn is_file(text: &str) -> bool {
    let path = Path::new(text);
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl")) || path.is_file()
}

/// Shows the page in the person's browser, where there is one.
fn open(link: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if std::env::var_os("DISPLAY").or_else(|| std::env::var_os("WAYLAND_DISPLAY")).is_some() {
        "xdg-open"
    } else {
        return;
    };
    let quiet = Command::new(opener)
        .arg(link)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Err(error) = quiet {
        tracing::debug!(%error, opener, "no browser was opened");
    }
}

/// A secret of this user, so that an open page goes on when the command is started again on the same port. Without a place
/// to keep it there is none.
fn secret() -> Option<Vec<u8>> {
    let state = std::env::var_os("XDG_STATE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    let folder = state.or_else(|| Some(std::env::home_dir()?.join(".local/state")))?.join("steersman");
    let file = folder.join("view-secret");
    let kept = fs::read(&file).ok().filter(|secret| secret.len() == SECRET_BYTES);
    kept.or_else(|| match keep(&folder, &file) {
        Ok(secret) => Some(secret),
        Err(error) => {
            tracing::debug!(%error, "the secret of the page is not kept");
            None
        }
    })
}

/// Makes a secret and writes it where only this user can read it.
fn keep(folder: &Path, file: &Path) -> io::Result<Vec<u8>> {
    let secret = steersman::view::random_secret();
    let mut folders = fs::DirBuilder::new();
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folders.mode(0o700);
        options.mode(0o600);
    }
    folders.recursive(true).create(folder)?;
    options.open(file)?.write_all(&secret)?;
    Ok(secret.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_told_from_a_session_by_its_ending() {
        assert!(is_file("saved.jsonl") && is_file("/nowhere/saved.JSONL"));
        assert!(!is_file("5d0c6f3e-8f2b-4c39-9d53-0c5f9f1f2a77"));
    }
}
