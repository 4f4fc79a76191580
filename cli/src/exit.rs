//! How the command ends: one number per kind of end.

use std::process::ExitCode;

/// The table in `--help`.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
    0  the session completed, or answered and stays open (idle)
    1  the session failed, or the command could not go on
    2  wrong usage
    3  the session ran out of time (timed_out)
    4  the session was cancelled (interrupted)
  130  left by Ctrl-C; a hosted session goes on";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The session completed or is idle; or a server was stopped.
    Success,
    /// The session failed, or the command could not go on.
    Failure,
    /// The command line was wrong.
    Usage,
    /// The session ran out of time.
    TimedOut,
    /// The session was cancelled.
    Interrupted,
    /// The user left; the session may go on.
    Left,
}

impl Exit {
    /// The number the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Usage => 2,
            Self::TimedOut => 3,
            Self::Interrupted => 4,
            Self::Left => 130,
        }
    }

    /// The end of a command whose session ended in `status`; a status that is unknown or not an end is a failure.
    pub fn of_status(status: &str) -> Self {
        match status {
            "completed" | "idle" => Self::Success,
            "timed_out" => Self::TimedOut,
            "interrupted" => Self::Interrupted,
            _ => Self::Failure,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_end_of_a_session_has_its_exit_code() {
        let codes = ["completed", "idle", "failed", "timed_out", "interrupted", "something new"]
            .map(|status| Exit::of_status(status).code());
        assert_eq!(codes, [0, 0, 1, 3, 4, 1]);
    }

    #[test]
    fn the_help_lists_every_exit_code() {
        for exit in [Exit::Success, Exit::Failure, Exit::Usage, Exit::TimedOut, Exit::Interrupted, Exit::Left]
        {
            assert!(
                EXIT_CODES.lines().any(|line| line.trim_start().starts_with(&format!("{}  ", exit.code()))),
                "{exit:?} is missing"
            );
        }
    }
}
