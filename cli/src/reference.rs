//! What is written down about the command line: the JSON Schema of `--json` and the reference of all options, both made from
//! the definitions the command itself runs by. `tools/codegen` writes them to `docs/`.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use steersman::wire::{
    Agent, AgentWithRevision, Environment, ListFilesResponse, Page, Session, SessionStatus, SessionSummary,
    ShareLink, Skill, WriteFileResponse,
};

use crate::args::Cli;
use crate::json_lines::{Doctor, Done, Downloaded, JsonLine, Login, Logout, Quotas, Recorded, Whoami};

/// Where the document keeps the schemas, the same place as in the description of the API.
const SCHEMAS: &str = "/components/schemas";

/// What a command prints with `--json`.
struct Output {
    command: &'static str,
    /// One object a line, or one object alone.
    lines: bool,
    schema: Schema,
}

/// Every command that prints JSON, and the shape of it.
fn outputs(generator: &mut SchemaGenerator) -> Vec<Output> {
    macro_rules! outputs {
        ($($command:literal $form:ident $type:ty;)+) => {
            vec![$(Output {
                command: $command,
                lines: stringify!($form) == "lines",
                schema: generator.subschema_for::<$type>(),
            }),+]
        };
    }
    outputs! {
        "run" lines JsonLine<'_>;
        "watch" lines JsonLine<'_>;
        "sessions list" object Page<SessionSummary>;
        "sessions get" object Session;
        "sessions status" object SessionStatus;
        "sessions events" lines JsonLine<'_>;
        "sessions watch" lines JsonLine<'_>;
        "sessions send" object Done<'_>;
        "sessions pause" object Done<'_>;
        "sessions resume" object Done<'_>;
        "sessions answer" object Done<'_>;
        "sessions cancel" object Done<'_>;
        "sessions share" object ShareLink;
        "sessions unshare" object Done<'_>;
        "sessions files list" object ListFilesResponse;
        "sessions files download" object Downloaded<'_>;
        "sessions files upload" object WriteFileResponse;
        "agents list" object Page<AgentWithRevision>;
        "agents get" object Agent;
        "skills list" object Page<Skill>;
        "skills get" object Skill;
        "environments list" object Page<Environment>;
        "environments get" object Environment;
        "quota" object Quotas;
        "login" object Login<'_>;
        "logout" object Logout<'_>;
        "whoami" object Whoami<'_>;
        "doctor" object Doctor;
        "record" object Recorded<'_>;
        "replay" lines JsonLine<'_>;
    }
}

/// The JSON Schema of everything that `--json` prints. Its member `commands` says which command prints what.
pub fn json_schema() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = SCHEMAS.into();
    let mut generator = settings.into_generator();
    let line = generator.subschema_for::<JsonLine<'_>>();
    let outputs = outputs(&mut generator);
    let commands: Map<String, Value> = outputs
        .into_iter()
        .map(|output| (output.command.to_owned(), json!({"lines": output.lines, "schema": output.schema})))
        .collect();
    let mut schemas: Vec<&Value> = commands.values().map(|command| &command["schema"]).collect();
    let line = line.to_value();
    schemas.push(&line);
    schemas.sort_by_key(ToString::to_string);
    schemas.dedup();
    let schemas: Vec<Value> = schemas.into_iter().cloned().collect();
    // What the wire types refer to by name.
    let mut components = generator.take_definitions(true);
    components.extend(steersman::wire::schemas());
    components.sort_keys();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What steersman prints with --json",
        "description": "One object, or one per line. A command that cannot go on prints a JsonLine of the type `error`, or of the \
                        type `left` after Ctrl-C. Members may be added; none changes its meaning.",
        "anyOf": schemas,
        "commands": commands,
        "components": {"schemas": components},
    })
}

/// Every command with its options, as Markdown.
pub fn markdown() -> String {
    let mut command = Cli::command().term_width(100);
    command.build();
    let mut page = String::from(
        "# Commands and options\n\n\
         Generated from the command itself by `make generate`; `steersman COMMAND --help` says the same with examples, and \
         [cli.md](cli.md) what programs can rely on.\n\n\
         ## Options of every command\n\nBefore or after the name of the command.\n\n",
    );
    table(&mut page, command.get_arguments().filter(|arg| arg.is_global_set()));
    section(&mut page, &mut command);
    page
}

fn section(page: &mut String, command: &mut Command) {
    let below: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    if below.is_empty() {
        let name = command.get_display_name().unwrap_or_default().replace('-', " ");
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        // A string takes every byte.
        let _ = write!(page, "\n## {name}\n\n{about}.\n\n```text\n{usage}\n```\n\n");
        let own = |arg: &&Arg| !arg.is_global_set() && !matches!(arg.get_id().as_str(), "help" | "version");
        table(page, command.get_arguments().filter(own));
    }
    for name in below {
        if let Some(command) = command.find_subcommand_mut(&name) {
            section(page, command);
        }
    }
}

fn table<'a>(page: &mut String, args: impl Iterator<Item = &'a Arg>) {
    let rows: Vec<String> = args.filter(|arg| !arg.is_hide_set()).map(row).collect();
    if rows.is_empty() {
        return;
    }
    page.push_str("| | |\n| --- | --- |\n");
    page.push_str(&rows.concat());
}

fn row(arg: &Arg) -> String {
    let takes_value = arg.get_action().takes_values();
    let names = arg.get_value_names().unwrap_or_default();
    let value = names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let mut name = match (arg.get_short(), arg.get_long()) {
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (None, Some(long)) => format!("--{long}"),
        (Some(short), None) => format!("-{short}"),
        (None, None) => String::new(),
    };
    if arg.is_positional() {
        name = value;
    } else if takes_value {
        name = format!("{name} {value}");
    }
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|_| takes_value)
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    if !values.is_empty() {
        let _ = write!(help, " One of {}.", values.join(", "));
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !defaults.is_empty() {
        let _ = write!(help, " Default: `{}`.", defaults.join(" "));
    }
    format!("| `{}` | {} |\n", name.replace('|', "\\|"), help.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Commands that print what somebody else reads: the exports of a shell, a script, a page.
    const WITHOUT_JSON: [&str; 4] = ["serve", "view", "completions", "man"];

    fn leaves(command: &Command, above: &str, found: &mut Vec<String>) {
        for command in command.get_subcommands() {
            let name = format!("{above} {}", command.get_name()).trim().to_owned();
            if command.has_subcommands() { leaves(command, &name, found) } else { found.push(name) }
        }
    }

    #[test]
    fn every_command_has_a_shape_or_says_why_not() {
        let mut commands = Vec::new();
        leaves(&Cli::command(), "", &mut commands);
        let schema = json_schema();
        let mut known: Vec<&str> =
            schema["commands"].as_object().unwrap().keys().map(String::as_str).collect();
        known.extend(WITHOUT_JSON.iter().filter(|name| commands.iter().any(|command| command == *name)));
        known.sort_unstable();
        commands.sort_unstable();
        assert_eq!(commands, known);
    }

    #[test]
    fn every_option_is_in_the_reference() {
        let page = markdown();
        for option in ["--max-steps N", "--created-after TIME", "--json", "-o, --output FILE", "SESSION_ID"] {
            assert!(page.contains(option), "{option}");
        }
    }
}
