//! Names of agents, skills and environments.

use crate::http::errors::Fault;

/// Whether a name belongs to those that come with the service.
pub(crate) fn is_reserved(name: &str) -> bool {
    name.starts_with("h/")
}

/// Checks a name: lower-case letters, digits and hyphens, alphanumeric at both ends, at most 63 characters, with one
/// `org/` prefix at most.
pub(crate) fn check(name: &str, field: &str) -> Result<(), Fault> {
    let segment = |part: &str| {
        let inner = part
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
        !part.is_empty() && part.len() <= 63 && inner && !part.starts_with('-') && !part.ends_with('-')
    };
    let parts: Vec<&str> = name.split('/').collect();
    if parts.len() <= 2 && name.len() <= 127 && parts.into_iter().all(segment) {
        return Ok(());
    }
    let msg = "A name is lower-case letters, digits and hyphens (at most 63, alphanumeric at both ends), with one 'org/' prefix at most";
    Err(Fault::new("string_pattern_mismatch", ["body", field], msg).input(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rules() {
        for good in ["a", "web-surfer-2", "h/web", "org-1/a"] {
            assert!(check(good, "name").is_ok(), "{good}");
        }
        let long = "a".repeat(64);
        for bad in ["", "A", "-a", "a-", "a_b", "a/b/c", "/a", "a b", "ä", &long] {
            assert!(check(bad, "name").is_err(), "{bad}");
        }
    }
}
