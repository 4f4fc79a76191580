//! Names and comments in the manner of a language.

/// The first line of every generated file.
pub const HEADER: &str = "Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.";

/// `get_session_status` → `GetSessionStatus`.
pub fn pascal_case(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

/// `get_session_status` → `getSessionStatus`.
pub fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    parts.next().unwrap_or_default().to_owned() + &parts.map(capitalized).collect::<String>()
}

fn capitalized(part: &str) -> String {
    let mut letters = part.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// Breaks each paragraph into lines of at most `width` characters, where it has spaces.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.trim().lines() {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_their_case_and_nothing_else() {
        assert_eq!(camel_case("delete_after_min"), "deleteAfterMin");
        assert_eq!(camel_case("id"), "id");
        assert_eq!(pascal_case("session_files"), "SessionFiles");
    }

    #[test]
    fn text_is_broken_between_words_and_paragraphs_stay_apart() {
        assert_eq!(wrapped("one two three\n\nfour", 8), ["one two", "three", "", "four"]);
        assert_eq!(wrapped("unbreakable", 3), ["unbreakable"]);
        assert!(wrapped("", 8).is_empty());
    }
}
