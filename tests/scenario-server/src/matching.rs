//! Which requests an entry of the script is for.

use crate::http::Request;

/// Below which path the short form stands.
const SESSION: &str = "/api/v2/sessions/s/";

/// How long a poll waits.
const WINDOW: &str = "wait_for_seconds";

fn allowed(window: &str) -> bool {
    window.parse::<u32>().is_ok_and(|seconds| seconds <= 25)
}

/// Fits requests by method, path and parts of the query.
#[derive(Clone, Debug)]
pub struct Matcher {
    method: String,
    /// At the server's second origin.
    other: bool,
    path: String,
    query: Vec<(String, String)>,
}

impl Matcher {
    /// Reads `GET changes?from_index=3`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let expected = || format!("expected a method and a path, got `{text}`");
        let (method, target) = text.split_once(' ').ok_or_else(expected)?;
        if method.is_empty() || !method.chars().all(|letter| letter.is_ascii_uppercase()) {
            return Err(expected());
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (other, path) = if let Some(path) = path.strip_prefix("@other") {
            (true, path.to_owned())
        } else if path.starts_with('/') {
            (false, format!("/api/v2{path}"))
        } else {
            (false, format!("{SESSION}{path}"))
        };
        Ok(Self { method: method.to_owned(), other, path, query: pairs(query) })
    }

    /// Whether it is for this request. `any_window`: however long a poll waits, within what the API allows.
    pub(crate) fn fits(&self, request: &Request, any_window: bool) -> bool {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let query = pairs(query);
        self.method == request.method
            && self.other == request.other
            && self.path == path
            && self.query.iter().all(|pair| {
                let windows = any_window && pair.0 == WINDOW;
                query.contains(pair)
                    || windows && query.iter().any(|(name, value)| name == WINDOW && allowed(value))
            })
    }
}

/// The pairs of a query, as they stand.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect()
}
