//! Which API to talk to, and as whom: options, then the environment, then the defaults of the library.

use steersman::{ApiKey, Client, ClientBuilder, CredentialFile, Credentials, Error, Region};

use crate::args::{GlobalArgs, RegionChoice};

/// The variable that holds the base URL; the library itself does not read it.
const BASE_URL: &str = "HAI_API_BASE_URL";
/// The variable that holds the key.
pub(crate) const KEY_VARIABLE: &str = "HAI_API_KEY";

/// Where the key comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeySource {
    /// `--api-key`
    Option,
    /// `HAI_API_KEY`
    Environment,
    /// What `steersman login` stored.
    File,
    /// There is none.
    None,
}

impl KeySource {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Option => "option",
            Self::Environment => "environment",
            Self::File => "file",
            Self::None => "none",
        }
    }
}

/// Where the key of these options comes from.
pub(crate) fn key_source(global: &GlobalArgs) -> KeySource {
    if global.api_key.is_some() {
        KeySource::Option
    } else if std::env::var_os(KEY_VARIABLE).is_some_and(|key| !key.is_empty()) {
        KeySource::Environment
    } else if CredentialFile::of_environment().is_some_and(|file| file.has_key()) {
        KeySource::File
    } else {
        KeySource::None
    }
}

/// A client for the API these options name.
pub(crate) fn client(global: &GlobalArgs) -> Result<Client, Error> {
    match &global.api_key {
        Some(key) => builder(global).api_key(key.as_str()).build(),
        None => builder(global).build(),
    }
}

/// The same with another key.
pub(crate) fn client_with(global: &GlobalArgs, key: &ApiKey) -> Result<Client, Error> {
    builder(global).api_key(key.clone()).build()
}

/// The same without a key.
pub(crate) fn anonymous(global: &GlobalArgs) -> Result<Client, Error> {
    builder(global).api_key(Credentials::anonymous()).build()
}

/// The client, without a key where there is none.
pub(crate) fn client_or_anonymous(global: &GlobalArgs) -> Result<Client, Error> {
    if key_source(global) == KeySource::None { anonymous(global) } else { client(global) }
}

fn builder(global: &GlobalArgs) -> ClientBuilder {
    let mut builder = Client::builder();
    if let Some(region) = global.region {
        builder = builder.region(match region {
            RegionChoice::Eu => Region::Eu,
            RegionChoice::Us => Region::Us,
        });
    } else if let Some(url) = base_url(global, std::env::var(BASE_URL).ok()) {
        builder = builder.base_url(url);
    }
    builder.user_agent_suffix(concat!("steersman-cli/", env!("CARGO_PKG_VERSION")))
}

fn base_url(global: &GlobalArgs, variable: Option<String>) -> Option<String> {
    global.base_url.clone().or(variable.filter(|url| !url.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_variable_and_an_empty_variable_is_none() {
        let option =
            |url: Option<&str>| GlobalArgs { base_url: url.map(str::to_owned), ..GlobalArgs::default() };
        assert_eq!(base_url(&option(Some("http://a")), Some("http://b".into())).as_deref(), Some("http://a"));
        assert_eq!(base_url(&option(None), Some("http://b".into())).as_deref(), Some("http://b"));
        assert_eq!(base_url(&option(None), Some(String::new())), None);
    }
}
