//! `login`, `logout` and `whoami`: the key of this machine.

use std::io::{self, IsTerminal, Read, Write};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use steersman::{ApiKey, Client, CredentialFile, Error, ErrorKind};

use crate::args::LoginArgs;
use crate::context::Context;
use crate::exit::Exit;
use crate::json_lines::{Login, Logout, Whoami};
use crate::stop::Stop;
use crate::target::{self, KeySource};
use crate::waiting::patiently;

const KEY_PAGE: &str = "https://platform.hcompany.ai/settings/api-keys";

fn file() -> Result<CredentialFile, Stop> {
    CredentialFile::of_environment().ok_or_else(|| {
        Stop::refused(
            "there is no place to keep a key: no home folder is known",
            "set HOME or XDG_CONFIG_HOME",
        )
    })
}

pub(crate) async fn login(context: &Context, args: LoginArgs) -> Result<Exit, Stop> {
    let file = file()?;
    let path = file.path().display().to_string();
    if file.has_key() && !args.force {
        return Err(Stop::refused(format!("{path} has a key already"), "pass --force to replace it"));
    }
    let key = tokio::task::spawn_blocking(ask_for_key).await.unwrap_or(Ok(None));
    let key =
        key.map_err(|error| Stop::refused(format!("no key could be read: {error}"), "pipe the key in"))?;
    let Some(key) = key else { return Ok(Exit::Left) };
    let key = ApiKey::new(key.trim())?;
    let client = target::client_with(&context.global, &key)?;
    patiently("trying the key", accepted(&client)).await?;
    file.store(&key).map_err(|error| {
        Stop::refused(
            format!("{path} cannot be written: {error}"),
            "make its folder writable, or set XDG_CONFIG_HOME",
        )
    })?;
    let login = Login { base_url: client.base_url().as_str(), file: &path };
    let done = context.print(&login, |out, login| {
        out.text(&format!(
            "{} accepts the key; it is stored in {path}, readable by you alone",
            login.base_url
        ))
    });
    if std::env::var_os(target::KEY_VARIABLE).is_some_and(|key| !key.is_empty()) {
        eprintln!("note: HAI_API_KEY is set, and is used before the stored key");
    }
    done
}

/// Whether the API accepts the key of this client; a key that may not list sessions is a key all the same.
pub(crate) async fn accepted(client: &Client) -> Result<(), Error> {
    match client.sessions().list_sessions().size(1).response().await {
        Err(error) if error.kind() != ErrorKind::PermissionDenied => Err(error),
        _ => Ok(()),
    }
}

/// Reads a key without showing it; `None` when somebody pressed Ctrl-C. From a pipe: everything that comes.
fn ask_for_key() -> io::Result<Option<String>> {
    if !io::stdin().is_terminal() {
        let mut key = String::new();
        io::stdin().read_to_string(&mut key)?;
        return Ok(Some(key));
    }
    eprint!("Paste the API key ({KEY_PAGE}); it is not shown: ");
    io::stderr().flush()?;
    enable_raw_mode()?;
    let key = read_unseen();
    disable_raw_mode()?;
    eprintln!();
    key
}

fn read_unseen() -> io::Result<Option<String>> {
    let mut key = String::new();
    loop {
        let Event::Key(pressed) = read()? else { continue };
        if pressed.kind == KeyEventKind::Release {
            continue;
        }
        match pressed.code {
            KeyCode::Enter => return Ok(Some(key)),
            KeyCode::Esc => return Ok(None),
            KeyCode::Char('c' | 'd') if pressed.modifiers.contains(KeyModifiers::CONTROL) => return Ok(None),
            KeyCode::Char('u') if pressed.modifiers.contains(KeyModifiers::CONTROL) => key.clear(),
            KeyCode::Backspace => {
                key.pop();
            }
            KeyCode::Char(c) => key.push(c),
            _ => {}
        }
    }
}

pub(crate) fn logout(context: &Context) -> Result<Exit, Stop> {
    let file = file()?;
    let path = file.path().display().to_string();
    let removed = file.forget().map_err(|error| {
        Stop::refused(format!("{path} cannot be changed: {error}"), "remove the file yourself")
    })?;
    let done = context.print(&Logout { removed, file: &path }, |out, logout| {
        out.text(&if logout.removed {
            format!("the key is removed from {path}; it stays valid until it is revoked at {KEY_PAGE}")
        } else {
            format!("no key is stored in {path}")
        })
    });
    if std::env::var_os(target::KEY_VARIABLE).is_some_and(|key| !key.is_empty()) {
        eprintln!("note: HAI_API_KEY is set, and is still used");
    }
    done
}

/// Shows what is used. That a key is missing or refused is an answer here, not an error; that the API cannot be reached is one.
pub(crate) async fn whoami(context: &Context) -> Result<Exit, Stop> {
    let source = target::key_source(&context.global);
    let (base_url, authenticated) = match context.client() {
        Ok(client) => {
            let accepted = patiently("asking the API", accepted(&client)).await;
            let authenticated = match accepted {
                Ok(()) => true,
                Err(error) if error.kind() == ErrorKind::Authentication => false,
                Err(error) => return Err(error.into()),
            };
            (client.base_url().to_string(), authenticated)
        }
        Err(stop) if source != KeySource::None => return Err(stop),
        Err(_) => (target::anonymous(&context.global)?.base_url().to_string(), false),
    };
    let file = CredentialFile::of_environment().map(|file| file.path().display().to_string());
    let whoami =
        Whoami { base_url: &base_url, authenticated, source: source.as_str(), file: file.as_deref() };
    context.print(&whoami, |out, whoami| {
        let key = match (source, file.as_deref()) {
            (KeySource::None, _) => "none: `steersman login` stores one".to_owned(),
            (KeySource::Option, _) => "from --api-key".to_owned(),
            (KeySource::Environment, _) => "from HAI_API_KEY".to_owned(),
            (KeySource::File, file) => format!("from {}", file.unwrap_or("the credential file")),
        };
        let accepted = if whoami.authenticated { "yes" } else { "no" };
        out.pairs(&[("api", base_url.clone()), ("key", key), ("accepted", accepted.to_owned())])
    })
}
