//! What is different between two texts, line by line, for people.

/// Lines of context around a difference.
const CONTEXT: usize = 2;

/// The lines that differ, `-` for expected and `+` for actual, with some context. Empty when the texts are equal.
pub fn lines(expected: &str, actual: &str) -> String {
    if expected == actual {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    // Lengths of the longest common subsequence of what is left on both sides.
    let mut common = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut marked: Vec<(char, &str)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            marked.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            marked.push(('-', old[i]));
            i += 1;
        } else {
            marked.push(('+', new[j]));
            j += 1;
        }
    }
    let near = |at: usize| {
        let range = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(marked.len());
        marked[range].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut text = String::new();
    let mut skipped = false;
    for (at, (mark, line)) in marked.iter().enumerate() {
        if near(at) {
            if std::mem::take(&mut skipped) {
                text.push_str("  …\n");
            }
            text.push(*mark);
            text.push(' ');
            text.push_str(line);
            text.push('\n');
        } else {
            skipped = true;
        }
    }
    if text.is_empty() { "the texts differ in their last line break\n".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(lines("a\nb\n", "a\nb\n"), "");
    }

    #[test]
    fn a_difference_is_shown_with_its_surroundings() {
        let (old, new) = ("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\nfive\n6\n7\n8\n");
        assert_eq!(lines(old, new), "  …\n  3\n  4\n- 5\n+ five\n  6\n  7\n+ 8\n");
    }
}
