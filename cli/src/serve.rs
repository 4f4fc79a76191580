//! `steersman serve`: the Agents API on loopback, until somebody stops it.

use std::io::{self, Write};
use std::net::SocketAddr;

use steersman_runtime::{AgentsFile, Runtime, StartError};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

use crate::args::ServeArgs;
use crate::exit::Exit;
use crate::text::one_line;

/// Serves until Ctrl-C or SIGTERM.
pub(crate) async fn serve(args: ServeArgs) -> Exit {
    if args.agents_schema {
        return print_schema();
    }
    let started = async {
        let stop = stop_signal().map_err(|error| format!("signals cannot be heard: {error}"))?;
        Ok::<_, String>((stop, start(&args).await?))
    };
    let (stop, runtime) = match started.await {
        Ok(started) => started,
        Err(message) => {
            eprintln!("error: {}", one_line(&message));
            return Exit::Failure;
        }
    };
    if print_exports(&runtime).is_err() {
        // Nobody reads where the server is, but somebody may know: a fixed port, a given key.
        eprintln!("note: standard output is closed");
    }
    if !args.quiet {
        eprintln!("serving the Agents API on {}; Ctrl-C stops it", runtime.base_url());
        if let Some(url) = runtime.view_url() {
            eprintln!("its sessions can be looked at: {url}");
        }
    }
    stop.await;
    runtime.shutdown().await;
    Exit::Success
}

async fn start(args: &ServeArgs) -> Result<Runtime, String> {
    let address = SocketAddr::from((args.host, args.port));
    let mut builder = Runtime::builder().bind(address).allow_remote(!args.host.is_loopback());
    if let Some(file) = &args.agents {
        builder = builder.agents_file(file);
    }
    if let Some(file) = &args.data {
        builder = builder.data(file);
    }
    if let Some(key) = &args.api_key {
        builder = builder.api_key(key);
    }
    if args.no_api_key {
        builder = builder.without_key();
    }
    let runtime = builder.start().await.map_err(|error| match error {
        StartError::KeyNeeded(address) => {
            format!("{address} can be reached by other machines: give a key with --api-key")
        }
        other => other.to_string(),
    })?;
    steersman::view::mount(&runtime).map_err(|error| error.to_string())?;
    Ok(runtime)
}

fn print_schema() -> Exit {
    match writeln!(io::stdout(), "{:#}", AgentsFile::schema()) {
        Ok(()) => Exit::Success,
        Err(error) => {
            eprintln!("error: the schema cannot be written: {error}");
            Exit::Failure
        }
    }
}

/// The two lines that a shell can read. Without a key, clients still want one: any will do.
fn print_exports(runtime: &Runtime) -> io::Result<()> {
    let key = match runtime.api_key() {
        "" => "none-needed",
        key => key,
    };
    let mut out = io::stdout();
    writeln!(out, "export HAI_API_BASE_URL={}", quoted(runtime.base_url()))?;
    writeln!(out, "export HAI_API_KEY={}", quoted(key))?;
    out.flush()
}

/// `text` as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Resolves when the process is asked to stop: by Ctrl-C, or by SIGTERM where there is such a thing. Listening begins with
/// the call, so that a signal which comes while the server is starting counts too.
#[cfg(unix)]
pub(crate) fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
pub(crate) fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_word_for_the_shell_whatever_is_in_it() {
        assert_eq!(quoted("hk-1"), "'hk-1'");
        assert_eq!(quoted("a'b $(c)"), r"'a'\''b $(c)'");
    }
}
