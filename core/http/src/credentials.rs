//! Where the key comes from, and a type for it that cannot be printed.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::header::HeaderValue;

use crate::credential_file::{CredentialFile, key_in};
use crate::error::{Error, ErrorKind};

/// The environment variable that holds the key.
pub(crate) const KEY_VARIABLE: &str = "HAI_API_KEY";
/// Where a person gets a key.
const KEY_PAGE: &str = "https://platform.hcompany.ai/settings/api-keys";

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type KeyFuture = Pin<Box<dyn Future<Output = Result<String, BoxError>> + Send>>;

/// An API key. It is never shown by `Debug` or `Display`, and it is always usable as a header value.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Arc<str>);

impl ApiKey {
    /// Takes a key, checking that it can be sent.
    ///
    /// # Errors
    /// [`Configuration`](ErrorKind::Configuration) when it is empty or has characters that a header cannot carry (a line
    /// break at the end, most often). The error does not contain the key.
    pub fn new(key: impl AsRef<str>) -> Result<Self, Error> {
        let key = key.as_ref();
        if key.is_empty() {
            return Err(Error::new(ErrorKind::Configuration, "the API key is empty"));
        }
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::new(
                ErrorKind::Configuration,
                "the API key contains a space, a line break or another character that cannot be sent in a header; \
                 was it copied with something around it?",
            ));
        }
        Ok(Self(key.into()))
    }

    /// The key itself. Keep it out of logs and errors.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The value of the `Authorization` header, marked as sensitive.
    pub(crate) fn bearer(&self) -> HeaderValue {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.0))
            .expect("a key has only visible ASCII characters, `new` checks it");
        value.set_sensitive(true);
        value
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(***)")
    }
}

/// How a client gets the key for a request: a fixed key, a function asked for every request (retries included), or none.
///
/// Text and [`ApiKey`] convert into it.
#[derive(Clone)]
pub struct Credentials(Source);

#[derive(Clone)]
enum Source {
    /// Not checked yet: that happens when the transport is built.
    Text(Arc<str>),
    Key(ApiKey),
    Function(Arc<dyn Fn() -> Result<String, BoxError> + Send + Sync>),
    AsyncFunction(Arc<dyn Fn() -> KeyFuture + Send + Sync>),
    Anonymous,
}

impl Credentials {
    /// A function that is asked for every request, retries included. It must return quickly; see
    /// [`async_function`](Self::async_function) when it has to wait for something.
    pub fn function<F>(key: F) -> Self
    where
        F: Fn() -> Result<String, BoxError> + Send + Sync + 'static,
    {
        Self(Source::Function(Arc::new(key)))
    }

    /// As [`function`](Self::function), for a key that has to be waited for. The waiting counts as part of the request.
    pub fn async_function<F, R>(key: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<String, BoxError>> + Send + 'static,
    {
        Self(Source::AsyncFunction(Arc::new(move || Box::pin(key()))))
    }

    /// No key is sent. Only a few reads of the API accept that.
    pub fn anonymous() -> Self {
        Self(Source::Anonymous)
    }

    /// The key of the environment: `HAI_API_KEY` when it is not empty, else the [credential file](CredentialFile)
    /// (`$XDG_CONFIG_HOME/hai/.env`, or `~/.config/hai/.env`).
    ///
    /// # Errors
    /// [`Configuration`](ErrorKind::Configuration) when there is none or it cannot be sent; the text says what to do.
    pub fn from_environment() -> Result<Self, Error> {
        find_key(&|name: &str| env::var_os(name), env::home_dir()).map(|key| Self(Source::Key(key)))
    }

    /// Checks what can be checked before the first request.
    pub(crate) fn checked(self) -> Result<Self, Error> {
        match self.0 {
            Source::Text(key) => ApiKey::new(key).map(|key| Self(Source::Key(key))),
            other => Ok(Self(other)),
        }
    }

    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self.0, Source::Anonymous)
    }

    /// The key for one request.
    pub(crate) async fn key(&self) -> Result<Option<ApiKey>, Error> {
        let key = match &self.0 {
            Source::Anonymous => return Ok(None),
            Source::Key(key) => return Ok(Some(key.clone())),
            Source::Text(key) => return ApiKey::new(key).map(Some),
            Source::Function(key) => key(),
            Source::AsyncFunction(key) => key().await,
        };
        match key {
            Ok(key) => ApiKey::new(key).map(Some),
            Err(cause) => {
                Err(Error::new(ErrorKind::Configuration, "the API key function failed").with_source(cause))
            }
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Source::Text(_) | Source::Key(_) => "Credentials(key)",
            Source::Function(_) | Source::AsyncFunction(_) => "Credentials(function)",
            Source::Anonymous => "Credentials(anonymous)",
        })
    }
}

impl From<ApiKey> for Credentials {
    fn from(key: ApiKey) -> Self {
        Self(Source::Key(key))
    }
}

impl From<&str> for Credentials {
    fn from(key: &str) -> Self {
        Self(Source::Text(key.into()))
    }
}

impl From<String> for Credentials {
    fn from(key: String) -> Self {
        Self(Source::Text(key.into()))
    }
}

fn find_key(variable: &impl Fn(&str) -> Option<OsString>, home: Option<PathBuf>) -> Result<ApiKey, Error> {
    if let Some(key) = variable(KEY_VARIABLE).filter(|key| !key.is_empty()) {
        return ApiKey::new(key.to_string_lossy()).map_err(|error| found_in(&error, KEY_VARIABLE));
    }
    let file = CredentialFile::find(variable, home);
    let text = file.as_ref().map(CredentialFile::text).unwrap_or_default();
    match (key_in(&text), file) {
        (Some(key), Some(file)) => {
            ApiKey::new(key).map_err(|error| found_in(&error, &file.path().display().to_string()))
        }
        (_, file) => {
            let file =
                file.map_or_else(|| "~/.config/hai/.env".into(), |file| file.path().display().to_string());
            Err(Error::new(
                ErrorKind::Configuration,
                format!(
                    "no API key: pass one to the client, set {KEY_VARIABLE}, or put a line `{KEY_VARIABLE}=…` into \
                     {file}; keys are made at {KEY_PAGE}"
                ),
            ))
        }
    }
}

fn found_in(error: &Error, place: &str) -> Error {
    Error::new(ErrorKind::Configuration, format!("{} (found in {place})", error.message()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const CANARY: &str = "hk-CANARY-credentials";

    #[test]
    fn the_key_is_never_printed() {
        let key = ApiKey::new(CANARY).unwrap();
        assert!(
            !format!("{key:?} {:?} {:?}", key.bearer(), Credentials::from(key.clone())).contains("CANARY")
        );
        assert!(!format!("{:?}", Credentials::from(CANARY)).contains("CANARY"));
        assert_eq!(key.expose(), CANARY);
    }

    #[test]
    fn a_key_that_no_header_can_carry_is_refused_without_being_shown() {
        for bad in ["hk-CANARY\n", " hk-CANARY", "hk-CANARY\r\nX: y", "hk-CANARY\u{e9}", "hk-CANARY\0"] {
            let error = ApiKey::new(bad).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(!format!("{error} {error:?}").contains("CANARY"));
        }
        assert!(ApiKey::new("").is_err());
    }

    fn found(variables: &[(&str, &str)], home: Option<PathBuf>) -> Result<ApiKey, Error> {
        find_key(
            &|name: &str| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
            },
            home,
        )
    }

    #[test]
    fn the_variable_goes_before_the_file_and_the_configured_folder_before_home() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, key: &str| {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, format!("HAI_API_KEY={key}\n")).unwrap();
        };
        write("home/.config/hai/.env", "hk-home");
        write("xdg/hai/.env", "hk-xdg");
        let home = || Some(folder.path().join("home"));
        let xdg = folder.path().join("xdg");
        let xdg = xdg.to_str().unwrap();

        let key = |variables: &[(&str, &str)]| found(variables, home()).unwrap().expose().to_owned();
        assert_eq!(key(&[("HAI_API_KEY", "hk-env"), ("XDG_CONFIG_HOME", xdg)]), "hk-env");
        assert_eq!(key(&[("HAI_API_KEY", ""), ("XDG_CONFIG_HOME", xdg)]), "hk-xdg");
        assert_eq!(key(&[("XDG_CONFIG_HOME", "")]), "hk-home");
        assert_eq!(key(&[]), "hk-home");
    }

    #[test]
    fn without_a_key_the_error_tells_the_next_step() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("hai")).unwrap();
        fs::write(folder.path().join("hai/.env"), b"HAI_API_KEY=\xff\xfe").unwrap();
        let unreadable = [("XDG_CONFIG_HOME", folder.path().to_str().unwrap())];
        for error in [found(&unreadable, None).unwrap_err(), found(&[], None).unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            let text = error.to_string();
            for part in ["HAI_API_KEY", "hai/.env", KEY_PAGE] {
                assert!(text.contains(part), "{text}");
            }
        }
    }

    #[test]
    fn an_unusable_key_is_blamed_on_its_place_without_showing_it() {
        let error = found(&[("HAI_API_KEY", "hk-CANARY x")], None).unwrap_err();
        assert!(error.to_string().contains("HAI_API_KEY"), "{error}");
        assert!(!format!("{error} {error:?}").contains("CANARY"));
    }

    #[tokio::test]
    async fn a_function_is_asked_every_time_and_its_failure_keeps_the_cause() {
        let calls = Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counted = calls.clone();
        let credentials = Credentials::function(move || {
            let call = counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if call < 2 { Ok(format!("hk-{call}")) } else { Err("vault is closed".into()) }
        });
        assert_eq!(credentials.key().await.unwrap().unwrap().expose(), "hk-0");
        assert_eq!(credentials.key().await.unwrap().unwrap().expose(), "hk-1");
        let error = credentials.key().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(std::error::Error::source(&error).unwrap().to_string().contains("vault"));

        let waited = Credentials::async_function(|| async { Ok("hk-later".to_owned()) });
        assert_eq!(waited.key().await.unwrap().unwrap().expose(), "hk-later");
        assert!(Credentials::anonymous().key().await.unwrap().is_none());
    }
}
