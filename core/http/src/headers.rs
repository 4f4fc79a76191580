//! Response headers: read without regard to case, and safe to print.

use std::fmt;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::redact::is_secret_name;

/// The headers of a response. Names are compared without regard to case.
///
/// `Debug` shows the names and values, except values that look like secrets (cookies, keys, tokens).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(HeaderMap);

impl Headers {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The first value of `name`; `None` when absent or not visible ASCII.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(|value| value.to_str().ok())
    }

    /// Every header as (lower-case name, value), in the order of arrival. Values that are not visible ASCII are left out.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
    }

    /// How many headers there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The revision tag of the resource (`ETag`), as it was sent, quotes included.
    pub fn etag(&self) -> Option<&str> {
        self.get("etag")
    }

    /// The server's name for this request (`X-Request-Id`), for a support case.
    pub fn request_id(&self) -> Option<&str> {
        self.get("x-request-id")
    }

    /// A copy in which every value containing `secret` is replaced: a server may echo what it was sent.
    pub(crate) fn without(mut self, secret: &str) -> Self {
        for value in self.0.values_mut() {
            if contains(value.as_bytes(), secret.as_bytes()) {
                *value = HeaderValue::from_static("***");
            }
        }
        self
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    !needle.is_empty() && haystack.windows(needle.len()).any(|window| window == needle)
}

impl From<HeaderMap> for Headers {
    fn from(map: HeaderMap) -> Self {
        Self(map)
    }
}

/// Pairs that are not valid headers are left out.
impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name.as_ref()), HeaderValue::try_from(value.as_ref()))
            {
                map.append(name, value);
            }
        }
        Self(map)
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|(name, value)| {
            let value =
                if is_secret_name(name.as_str()) { "***" } else { value.to_str().unwrap_or("<bytes>") };
            (name.as_str(), value)
        });
        f.debug_map().entries(shown).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_regard_to_case() {
        let headers: Headers = [("ETag", "\"3\"")].into_iter().collect();
        assert_eq!(headers.get("etag"), Some("\"3\""));
        assert_eq!(headers.etag(), Some("\"3\""));
        assert_eq!((headers.len(), headers.is_empty()), (1, false));
    }

    #[test]
    fn debug_hides_cookies_and_keys() {
        let headers: Headers =
            [("set-cookie", "sid=s3cret"), ("x-api-key", "s3cret"), ("server", "x")].into_iter().collect();
        let shown = format!("{headers:?}");
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(shown.contains("server"), "{shown}");
    }

    #[test]
    fn an_echoed_secret_is_replaced() {
        let headers: Headers = [("x-echo", "Bearer hk-1"), ("x-other", "2")].into_iter().collect();
        let headers = headers.without("hk-1");
        assert_eq!((headers.get("x-echo"), headers.get("x-other")), (Some("***"), Some("2")));
    }
}
