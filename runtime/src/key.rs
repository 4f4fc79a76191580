//! The key that callers show.

use std::fmt;

use uuid::Uuid;

use crate::signing::same;

/// An API key. It can be compared and shown on purpose, never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// The key with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A new random key, `hk-` and 64 hexadecimal digits.
    pub fn random() -> Self {
        Self(format!("hk-{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
    }

    /// The text, to be handed to a client.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether `shown` is this key, in a time that does not depend on where the two differ.
    pub(crate) fn admits(&self, shown: &str) -> bool {
        same(&self.0, shown)
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_admits_itself_only_and_is_not_printed() {
        let key = ApiKey::random();
        assert!(key.admits(key.expose()));
        assert!(!key.admits("hk-") && !key.admits(&key.expose().replace('h', "x")));
        assert!(!format!("{key:?}").contains(&key.expose()[3..]));
    }
}
