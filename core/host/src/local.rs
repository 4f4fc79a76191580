//! The embedded runtime, for the packages: there or not, as this library was built.

use steersman::{Client, Error};

/// Starts an embedded runtime with these options, a JSON object, and makes a client of it.
///
/// # Errors
/// Options that are wrong; a runtime that cannot start; a library that was built without one (feature `local`), as those for phones are.
#[cfg(feature = "local")]
pub async fn local_client(options: &str) -> Result<Client, Error> {
    let settings: LocalSettings = crate::options::read("options", options)?;
    Client::local(settings.into_options()).await
}

/// Says that there is no embedded runtime in this library.
#[cfg(not(feature = "local"))]
pub async fn local_client(_options: &str) -> Result<Client, Error> {
    Err(Error::new(
        steersman::ErrorKind::Configuration,
        "this library was built without the embedded runtime; give a client the address of a server, such as one that `steersman serve` starts",
    ))
}

/// Options of an embedded runtime.
#[cfg(feature = "local")]
#[derive(Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct LocalSettings {
    /// A file of scripted agents.
    agents_file: Option<String>,
    /// The text of such a file.
    agents_text: Option<String>,
}

#[cfg(feature = "local")]
impl LocalSettings {
    fn into_options(self) -> steersman::LocalOptions {
        let mut options = steersman::LocalOptions::default();
        crate::options::set!(options.agents_file(self.agents_file));
        crate::options::set!(options.agents_text(self.agents_text));
        options
    }
}
