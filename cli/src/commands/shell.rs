//! `completions` and `man`: what a shell and a pager want to know, from the same definitions as --help.

use std::fs;
use std::path::Path;

use clap::CommandFactory;

use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::context::Context;
use crate::exit::Exit;
use crate::stop::Stop;

const NAME: &str = "steersman";

pub(crate) fn completions(context: &Context, args: &CompletionsArgs) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut script);
    context.out().bytes(&script)?;
    Ok(Exit::Success)
}

pub(crate) fn man(context: &Context, args: &ManArgs) -> Result<Exit, Stop> {
    let mut command = Cli::command();
    command.build();
    let mut out = context.out();
    let Some(folder) = &args.output else {
        out.bytes(&page(&command)?)?;
        return Ok(Exit::Success);
    };
    let refused = |error: std::io::Error| {
        Stop::refused(
            format!("{} cannot be written: {error}", folder.display()),
            "name a folder that you may write to",
        )
    };
    fs::create_dir_all(folder).map_err(refused)?;
    let pages = write_pages(&command, folder).map_err(refused)?;
    out.text(&format!("{pages} pages in {}", folder.display()))?;
    Ok(Exit::Success)
}

fn page(command: &clap::Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

/// Writes the page of this command and of all below it.
fn write_pages(command: &clap::Command, folder: &Path) -> std::io::Result<usize> {
    let name = command.get_display_name().unwrap_or(NAME);
    fs::write(folder.join(format!("{name}.1")), page(command)?)?;
    let below = command.get_subcommands().filter(|command| !command.is_hide_set());
    below.map(|command| write_pages(command, folder)).sum::<std::io::Result<usize>>().map(|pages| pages + 1)
}
