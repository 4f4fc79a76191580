//! `sessions files list|download|upload`: the files where an agent works.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use steersman::wire::{
    EventPayload, ListFilesRequest, ListFilesResponse, ReadFileRequest, ReadFileResponse, WriteFileRequest,
    WriteFileResponse,
};
use steersman::{Client, Error};

use super::sessions::to_the_second;
use super::steer::{file_name, read};
use crate::args::{DownloadArgs, FilesCommand, ListFilesArgs, UploadArgs};
use crate::context::Context;
use crate::exit::Exit;
use crate::json_lines::Downloaded;
use crate::stop::Stop;
use crate::waiting::patiently;

pub(crate) async fn files(context: &Context, command: FilesCommand) -> Result<Exit, Stop> {
    match command {
        FilesCommand::List(args) => list(context, args).await,
        FilesCommand::Download(args) => download(context, args).await,
        FilesCommand::Upload(args) => upload(context, args).await,
    }
}

/// The id that the operations on files want: that of the newest environment the session was given; a session that tells of
/// none is asked itself.
async fn place(client: &Client, session: &str) -> Result<String, Error> {
    let page = client
        .sessions()
        .list_session_events(session)
        .event_type("RunnerSessionEvent")
        .sort(["-timestamp"])
        .size(1)
        .await?;
    let newest = page.items.first().map(steersman::wire::SessionEvent::payload);
    Ok(match newest {
        Some(EventPayload::RunnerSession(runner)) => runner.runner_session_id.clone(),
        _ => session.to_owned(),
    })
}

async fn list(context: &Context, args: ListFilesArgs) -> Result<Exit, Stop> {
    let client = context.client()?;
    let response = patiently("reading the folder", async {
        let place = place(&client, &args.session_id).await?;
        let request = ListFilesRequest::default().path(args.path);
        client.session_files().list_files(place, request).response().await
    })
    .await?;
    context.print_response(&response, |out, folder: &ListFilesResponse| {
        let rows: Vec<Vec<String>> = folder
            .files
            .iter()
            .map(|file| {
                let size = if file.is_dir { "-".to_owned() } else { file.size_bytes.to_string() };
                let end = if file.is_dir { "/" } else { "" };
                vec![size, to_the_second(file.modified_at.as_str()), format!("{}{end}", file.path)]
            })
            .collect();
        if rows.is_empty() {
            return out.text(&format!("{} is empty", folder.path));
        }
        out.table(&["BYTES", "CHANGED", "PATH"], &rows)?;
        if folder.truncated { out.text("there are more entries than shown") } else { Ok(()) }
    })
}

async fn download(context: &Context, args: DownloadArgs) -> Result<Exit, Stop> {
    let name = args.path.rsplit('/').next().filter(|name| !matches!(*name, "" | "." | ".."));
    let target = match (args.output, name) {
        (Some(output), _) => output,
        (None, Some(name)) => PathBuf::from(name),
        (None, None) => return Err(Stop::usage(format!("{} names no file", args.path), "name a file")),
    };
    let to_stdout = target.as_os_str() == "-";
    if to_stdout && context.global.json {
        return Err(Stop::usage(
            "--json and the file cannot both go to standard output",
            "pass --output FILE",
        ));
    }
    if !to_stdout && !args.force && target.exists() {
        return Err(Stop::refused(
            format!("{} is there already", target.display()),
            "pass --force to replace it, or --output to name another file",
        ));
    }
    let client = context.client()?;
    let file: ReadFileResponse = patiently("reading the file", async {
        let place = place(&client, &args.session_id).await?;
        client.session_files().read_file(place, ReadFileRequest::new(args.path)).await
    })
    .await?;
    let bytes = BASE64_STANDARD.decode(&file.content_base64).map_err(|error| {
        Stop::refused(format!("the file did not come as base64: {error}"), "try again in a moment")
    })?;
    let mut out = context.out();
    if to_stdout {
        out.bytes(&bytes)?;
        return Ok(Exit::Success);
    }
    write(&target, &bytes, args.force)?;
    let downloaded =
        Downloaded { path: &file.path, file: &target.to_string_lossy(), size_bytes: bytes.len() as u64 };
    context.print(&downloaded, |out, _| out.text(&format!("{} ({} bytes)", target.display(), bytes.len())))
}

fn write(target: &Path, content: &[u8], replace: bool) -> Result<(), Stop> {
    let mut options = fs::OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let written: io::Result<()> = options.open(target).and_then(|mut file| file.write_all(content));
    written.map_err(|error| {
        Stop::refused(
            format!("{} cannot be written: {error}", target.display()),
            "name another file with --output",
        )
    })
}

async fn upload(context: &Context, args: UploadArgs) -> Result<Exit, Stop> {
    let base64 = BASE64_STANDARD.encode(read("FILE", &args.file)?);
    let name = file_name(&args.file)?;
    let path = match args.path {
        Some(folder) if folder.ends_with('/') => format!("{folder}{name}"),
        Some(path) => path,
        None => format!("~/Downloads/{name}"),
    };
    let client = context.client()?;
    let response = patiently("writing the file", async {
        let place = place(&client, &args.session_id).await?;
        let request = WriteFileRequest::new(path, base64);
        client.session_files().write_file(place, request).response().await
    })
    .await?;
    context.print_response(&response, |out, written: &WriteFileResponse| {
        out.text(&format!("{} ({} bytes)", written.path, written.size_bytes))
    })
}
