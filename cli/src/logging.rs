//! Log lines on standard error: silent unless asked for, but for the requests that a server answers.

use std::io::IsTerminal;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::stop::Stop;

/// The variable that holds a filter such as `steersman=debug`.
const VARIABLE: &str = "STEERSMAN_LOG";

/// What a server logs unless told otherwise: one line for each request, without its query, headers and body.
pub(crate) const REQUESTS: &str = "warn,steersman_runtime=info";

/// Starts logging as `-v` or the variable asks, else by the filter `default`; a second call changes nothing. A variable that is no
/// filter is wrong usage.
pub(crate) fn init(verbose: u8, default: Option<&str>) -> Result<(), Stop> {
    let Some(filter) = filter(verbose, std::env::var(VARIABLE).ok().as_deref(), default)? else {
        return Ok(());
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    if tracing_subscriber::registry().with(filter).with(lines).try_init().is_err() {
        tracing::debug!("another part of this process logs already");
    }
    Ok(())
}

fn filter(verbose: u8, variable: Option<&str>, default: Option<&str>) -> Result<Option<Targets>, Stop> {
    let directives = match (verbose, variable) {
        (0, Some(variable)) if !variable.is_empty() => variable,
        (0, _) => match default {
            Some(default) => default,
            None => return Ok(None),
        },
        (1, _) => "info,steersman=debug,steersman_http=debug,steersman_runtime=debug",
        _ => "trace",
    };
    directives.parse().map(Some).map_err(|error| {
        Stop::usage(
            format!("{VARIABLE} is no log filter: {error}"),
            "write a level (error, warn, info, debug, trace), or levels of parts such as warn,steersman=debug",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(verbose: u8, variable: Option<&str>, default: Option<&str>) -> Option<String> {
        filter(verbose, variable, default).unwrap().map(|filter| filter.to_string())
    }

    #[test]
    fn nothing_is_logged_unless_asked_for() {
        assert_eq!(shown(0, None, None), None);
        assert_eq!(shown(0, Some(""), None), None);
        assert_eq!(shown(0, None, Some("warn")).unwrap(), "warn");
    }

    #[test]
    fn a_switch_on_the_command_line_wins_over_the_variable() {
        assert_eq!(shown(0, Some("steersman=warn"), Some("info")).unwrap(), "steersman=warn");
        assert_eq!(shown(2, Some("steersman=warn"), Some("info")).unwrap(), "trace");
    }

    #[test]
    fn a_variable_that_is_no_filter_is_refused() {
        assert!(filter(0, Some("steersman=loud"), None).is_err());
    }
}
