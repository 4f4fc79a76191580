//! Ctrl-C: the question, and what the answer means.

/// What somebody who pressed Ctrl-C wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// End this command; the session goes on.
    Leave,
    /// Stop the session.
    Cancel,
    /// Nothing happened.
    Watch,
}

/// The question for a session elsewhere, and for one that lives in this process.
pub(crate) fn question(local: bool) -> &'static str {
    if local {
        "[l]eave (a local session ends with this command), [c]ancel the session, [w]atch on? "
    } else {
        "[l]eave the session running, [c]ancel it, [w]atch on? "
    }
}

/// Reads an answer to the question; `None` asks again. The end of input is somebody who is gone: leave.
pub(crate) fn choice(line: Option<&str>) -> Option<Choice> {
    let Some(line) = line else { return Some(Choice::Leave) };
    match line.trim().to_lowercase().as_str() {
        "l" | "leave" => Some(Choice::Leave),
        "c" | "cancel" => Some(Choice::Cancel),
        "w" | "watch" => Some(Choice::Watch),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Choice::{Cancel, Leave, Watch};
    use super::*;

    #[test]
    fn an_answer_is_taken_by_its_first_letter_or_its_word() {
        let answers = ["l", " Leave\n", "c\r\n", "CANCEL", "w", "watch"].map(|line| choice(Some(line)));
        assert_eq!(answers, [Leave, Leave, Cancel, Cancel, Watch, Watch].map(Some));
    }

    #[test]
    fn anything_else_asks_again_so_that_nothing_is_cancelled_by_a_slip() {
        for line in ["", "\n", "x", "cancel it please", "y"] {
            assert_eq!(choice(Some(line)), None, "{line:?}");
        }
    }

    #[test]
    fn the_end_of_input_leaves() {
        assert_eq!(choice(None), Some(Choice::Leave));
    }
}
