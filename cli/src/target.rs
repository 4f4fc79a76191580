//! Which API to talk to: options, then the environment, then the defaults of the library.

use steersman::{Client, Error, ErrorKind, Region};

use crate::args::{RegionChoice, TargetArgs};

/// The variable that holds the base URL; the library itself does not read it.
const BASE_URL: &str = "HAI_API_BASE_URL";

/// A client for the API these options name.
pub(crate) fn client(target: &TargetArgs) -> Result<Client, Error> {
    let mut builder = Client::builder();
    if let Some(key) = &target.api_key {
        builder = builder.api_key(key.as_str());
    }
    if let Some(region) = target.region {
        builder = builder.region(match region {
            RegionChoice::Eu => Region::Eu,
            RegionChoice::Us => Region::Us,
        });
    } else if let Some(url) = base_url(target, std::env::var(BASE_URL).ok()) {
        builder = builder.base_url(url);
    }
    builder.user_agent_suffix(concat!("steersman-cli/", env!("CARGO_PKG_VERSION"))).build()
}

fn base_url(target: &TargetArgs, variable: Option<String>) -> Option<String> {
    target.base_url.clone().or(variable.filter(|url| !url.is_empty()))
}

/// What somebody can do about an error, where there is something.
pub(crate) fn next_step(error: &Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::Authentication => "check the key: --api-key, HAI_API_KEY or the credential file",
        ErrorKind::PermissionDenied => {
            "this key may not do that: use another one, or ask its organisation's admin"
        }
        ErrorKind::NotFound => "check the name; a catalog name has its prefix, as in h/web-surfer-pro",
        ErrorKind::Connect => "check the base URL (--base-url, HAI_API_BASE_URL), the network and the proxy",
        ErrorKind::ConnectionLost | ErrorKind::RequestTimeout | ErrorKind::Server => "try again in a moment",
        ErrorKind::RateLimited => "wait until one of your sessions ends, or end one",
        ErrorKind::Unprocessable | ErrorKind::InvalidArgument => {
            "correct the value; `steersman run --help` describes each"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_wins_over_the_variable_and_an_empty_variable_is_none() {
        let option =
            |url: Option<&str>| TargetArgs { base_url: url.map(str::to_owned), ..TargetArgs::default() };
        assert_eq!(base_url(&option(Some("http://a")), Some("http://b".into())).as_deref(), Some("http://a"));
        assert_eq!(base_url(&option(None), Some("http://b".into())).as_deref(), Some("http://b"));
        assert_eq!(base_url(&option(None), Some(String::new())), None);
    }
}
