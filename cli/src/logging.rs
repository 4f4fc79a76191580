//! Log lines on standard error, silent unless asked for.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// The variable that holds a filter such as `steersman=debug`.
const VARIABLE: &str = "STEERSMAN_LOG";

/// Starts logging as `-v` or the variable asks; a second call changes nothing.
pub(crate) fn init(verbose: u8) {
    let Some(filter) = filter(verbose, std::env::var(VARIABLE).ok().as_deref()) else { return };
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    if subscriber.try_init().is_err() {
        tracing::debug!("another part of this process logs already");
    }
}

fn filter(verbose: u8, variable: Option<&str>) -> Option<EnvFilter> {
    let directives = match (verbose, variable) {
        (0, Some(variable)) if !variable.is_empty() => variable,
        (0, _) => return None,
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
        assert!(filter(0, None).is_none());
        assert!(filter(0, Some("")).is_none());
    }

    #[test]
    fn a_switch_on_the_command_line_wins_over_the_variable() {
        assert_eq!(filter(0, Some("steersman=warn")).unwrap().to_string(), "steersman=warn");
        assert_eq!(filter(2, Some("steersman=warn")).unwrap().to_string(), "trace");
    }
}
