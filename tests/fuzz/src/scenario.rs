//! Scenario files: whatever is in one, it is read or refused with file, line and reason.

use std::path::Path;

/// Reads the bytes as a scenario.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let lines =
        u64::try_from(text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).count()).unwrap_or(u64::MAX);
    if let Err(error) = steersman_scenario::parse(text, Path::new("s/scenario.yaml")) {
        assert!(error.line >= 1 && error.line <= lines + 1, "line {} of {lines}: {error}", error.line);
        assert!(!error.message.trim().is_empty(), "a refusal says nothing");
    }
}
