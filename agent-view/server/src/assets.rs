//! The built page (`make generate-view` writes it).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

pub(crate) const HTML: &str = include_str!("../../index.html");
pub(crate) const SCRIPT: &str = include_str!("../../dist/view.js");
pub(crate) const STYLE: &str = include_str!("../../dist/view.css");

/// The two elements of the page that a saved one replaces by what they name.
pub(crate) const SCRIPT_TAG: &str = r#"<script type="module" src="./assets/view.js"></script>"#;
pub(crate) const STYLE_TAG: &str = r#"<link rel="stylesheet" href="./assets/view.css">"#;

/// What a policy calls a text that may stand in the page itself.
pub(crate) fn fingerprint(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_can_be_saved_as_one_file() {
        assert!(HTML.contains(SCRIPT_TAG) && HTML.contains(STYLE_TAG), "{HTML}");
        assert!(!SCRIPT.to_lowercase().contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.to_lowercase().contains("</style"));
    }
}
