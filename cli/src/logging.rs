//! Log lines on standard error: silent unless asked for, but for the requests that a server answers.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// The variable that holds a filter such as `steersman=debug`.
const VARIABLE: &str = "STEERSMAN_LOG";

/// What a server logs unless told otherwise: one line for each request, without its query, headers and body.
pub(crate) const REQUESTS: &str = "warn,steersman_runtime=info";

/// Starts logging as `-v` or the variable asks, else by the filter `default`; a second call changes nothing.
pub(crate) fn init(verbose: u8, default: Option<&str>) {
    let Some(filter) = filter(verbose, std::env::var(VARIABLE).ok().as_deref(), default) else { return };
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    if subscriber.try_init().is_err() {
        tracing::debug!("another part of this process logs already");
    }
}

fn filter(verbose: u8, variable: Option<&str>, default: Option<&str>) -> Option<EnvFilter> {
    let directives = match (verbose, variable) {
        (0, Some(variable)) if !variable.is_empty() => variable,
        (0, _) => default?,
        (1, _) => "info,steersman=debug,steersman_http=debug,steersman_runtime=debug",
        _ => "trace",
    };
    Some(EnvFilter::new(directives))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_logged_unless_asked_for() {
        assert!(filter(0, None, None).is_none());
        assert!(filter(0, Some(""), None).is_none());
        assert_eq!(filter(0, None, Some("warn")).unwrap().to_string(), "warn");
    }

    #[test]
    fn a_switch_on_the_command_line_wins_over_the_variable() {
        assert_eq!(filter(0, Some("steersman=warn"), Some("info")).unwrap().to_string(), "steersman=warn");
        assert_eq!(filter(2, Some("steersman=warn"), Some("info")).unwrap().to_string(), "trace");
    }
}
