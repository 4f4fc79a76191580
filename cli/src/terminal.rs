//! What the place we print to can show.

use std::io::IsTerminal;

use crate::args::ColorChoice;

/// What standard output can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terminal {
    /// Colours may be used.
    pub(crate) color: bool,
    /// A line can be rewritten in place.
    pub(crate) live: bool,
    /// Lines are cut at this many columns; `None` where nobody minds long lines.
    pub(crate) width: Option<usize>,
}

impl Terminal {
    /// Looks at standard output and at the environment.
    pub(crate) fn of_stdout(choice: ColorChoice) -> Self {
        let is_terminal = std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self::detect(choice, is_terminal, width, |name| std::env::var(name).ok())
    }

    fn detect(
        choice: ColorChoice,
        is_terminal: bool,
        width: Option<usize>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let dumb = dumb(variable("TERM"));
        let color = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && !dumb && set("NO_COLOR").is_none(),
        };
        Self {
            color,
            live: is_terminal && !dumb,
            width: if is_terminal { Some(width.unwrap_or(80).max(20)) } else { None },
        }
    }
}

/// Whether the terminal of this process can only print one line after another.
pub(crate) fn is_dumb() -> bool {
    dumb(std::env::var("TERM").ok())
}

fn dumb(term: Option<String>) -> bool {
    term.is_none_or(|term| matches!(term.as_str(), "" | "dumb"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(choice: ColorChoice, is_terminal: bool, variables: &[(&str, &str)]) -> Terminal {
        Terminal::detect(choice, is_terminal, Some(100), |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_terminal_gets_colours_and_a_live_line() {
        let terminal = detect(ColorChoice::Auto, true, &[("TERM", "xterm"), ("NO_COLOR", "")]);
        assert_eq!(terminal, Terminal { color: true, live: true, width: Some(100) });
    }

    #[test]
    fn a_pipe_gets_plain_lines_of_any_length() {
        let terminal = detect(ColorChoice::Auto, false, &[("TERM", "xterm")]);
        assert_eq!(terminal, Terminal { color: false, live: false, width: None });
    }

    #[test]
    fn no_color_and_dumb_terminals_are_respected() {
        let without = detect(ColorChoice::Auto, true, &[("TERM", "xterm"), ("NO_COLOR", "1")]);
        assert_eq!(without, Terminal { color: false, live: true, width: Some(100) });
        for variables in [&[("TERM", "dumb")] as &[_], &[]] {
            let dumb = detect(ColorChoice::Auto, true, variables);
            assert_eq!(dumb, Terminal { color: false, live: false, width: Some(100) });
        }
    }

    #[test]
    fn an_explicit_choice_wins() {
        assert!(detect(ColorChoice::Always, false, &[("NO_COLOR", "1")]).color);
        assert!(!detect(ColorChoice::Never, true, &[("TERM", "xterm")]).color);
    }
}
