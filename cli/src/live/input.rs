//! The line a person types in.

/// A line of text and the place in it where the next character goes.
#[derive(Debug, Default)]
pub(crate) struct Input {
    text: String,
    /// In bytes, between two characters.
    cursor: usize,
}

impl Input {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text before the cursor.
    pub(crate) fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    pub(crate) fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
    }

    /// Empties the line; gives what was in it.
    pub(crate) fn take(&mut self) -> String {
        self.cursor = 0;
        std::mem::take(&mut self.text)
    }

    pub(crate) fn backspace(&mut self) {
        let end = self.cursor;
        self.left();
        self.text.replace_range(self.cursor..end, "");
    }

    pub(crate) fn delete(&mut self) {
        let start = self.cursor;
        self.right();
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    /// Deletes the word before the cursor.
    pub(crate) fn delete_word(&mut self) {
        let kept = self.before().trim_end();
        let start = kept
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + kept[at..].chars().next().map_or(0, char::len_utf8));
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    pub(crate) fn left(&mut self) {
        self.cursor = self.before().char_indices().next_back().map_or(0, |(at, _)| at);
    }

    pub(crate) fn right(&mut self) {
        self.cursor += self.text[self.cursor..].chars().next().map_or(0, char::len_utf8);
    }

    pub(crate) fn home(&mut self) {
        self.cursor = 0;
    }

    pub(crate) fn end(&mut self) {
        self.cursor = self.text.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_any_width_are_edited_whole() {
        let mut input = Input::default();
        input.insert("aé三");
        input.left();
        input.backspace();
        assert_eq!((input.text(), input.before()), ("a三", "a"));
        input.delete();
        input.delete();
        assert_eq!((input.text(), input.before()), ("a", "a"));
        input.home();
        input.backspace();
        input.insert("b");
        input.end();
        input.right();
        assert_eq!((input.text(), input.before()), ("ba", "ba"));
        assert_eq!(input.take(), "ba");
        assert!(input.is_empty());
    }

    #[test]
    fn a_word_is_deleted_with_the_space_behind_it() {
        let mut input = Input::default();
        input.insert("turn left  ");
        input.delete_word();
        assert_eq!(input.text(), "turn ");
        input.delete_word();
        input.delete_word();
        assert_eq!(input.text(), "");
    }
}
