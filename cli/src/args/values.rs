//! What a value of an option may be; the text of an error says what was expected.

use std::path::PathBuf;

use serde_json::Value;
use steersman::Url;
use steersman::wire::Timestamp;

pub(super) fn non_empty(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("must not be empty".to_owned()) } else { Ok(text.to_owned()) }
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    non_empty(text).map(PathBuf::from)
}

pub(super) fn base_url(text: &str) -> Result<String, String> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(text.to_owned()),
        _ => Err("must be a URL such as https://agp.eu.hcompany.ai".to_owned()),
    }
}

pub(super) fn positive_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        // More than this is no time that a clock can count to.
        Ok(seconds) if seconds > 0.0 && seconds <= 1e9 => Ok(seconds),
        _ => Err("must be a number of seconds above 0".to_owned()),
    }
}

pub(super) fn speed(text: &str) -> Result<f64, String> {
    match text.trim_end_matches(['x', '×']).parse::<f64>() {
        Ok(speed) if (0.01..=1000.0).contains(&speed) => Ok(speed),
        _ => Err("must be a number from 0.01 to 1000, such as 4 for four times as fast".to_owned()),
    }
}

/// A point in time, or a day: its beginning. Without an offset, UTC.
pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    Timestamp::from(text)
        .instant()
        .map(Timestamp::from)
        .ok_or_else(|| "must be a day or a time, such as 2026-03-01 or 2026-03-01T09:00:00Z".to_owned())
}

/// Splits at the first `=` outside brackets, so that `agent.environments[kind=web].start_url=https://…` has the
/// path one expects.
pub(super) fn parse_override(text: &str) -> Result<(String, Value), String> {
    let mut depth = 0_u32;
    let split = text.char_indices().find(|&(_, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '=' && depth == 0
    });
    let Some((at, _)) = split else {
        return Err("must be PATH=VALUE".to_owned());
    };
    let (path, value) = (text[..at].trim(), &text[at + 1..]);
    if path.is_empty() {
        return Err("the path before `=` is empty".to_owned());
    }
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok((path.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_rfc_3339_or_a_day() {
        assert_eq!(time("2026-03-01").unwrap().as_str(), "2026-03-01T00:00:00Z");
        assert_eq!(time("2026-03-01T09:00:00+01:00").unwrap().as_str(), "2026-03-01T08:00:00Z");
        for wrong in ["", "yesterday", "2026-13-01", "12"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_base_url_has_a_scheme_and_a_host() {
        assert!(base_url("http://127.0.0.1:8080/agents").is_ok());
        for wrong in ["", "agp.eu.hcompany.ai", "ftp://x", "http://", "file:///tmp"] {
            assert!(base_url(wrong).is_err(), "{wrong}");
        }
    }
}
