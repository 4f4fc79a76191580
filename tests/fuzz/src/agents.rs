//! Files of agents: whatever is in one, it is read or refused with its line, and what is read is checked.

use steersman_runtime::AgentsFile;

/// Reads the bytes as a file of agents.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match AgentsFile::parse(text, None) {
        Ok(file) => {
            for specification in file.specifications() {
                assert!(specification["name"].is_string(), "an agent without a name was accepted");
            }
        }
        Err(error) => assert!(!error.to_string().trim().is_empty(), "a refusal says nothing"),
    }
}
