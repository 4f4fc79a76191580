//! How the client introduces itself to the server.

use std::borrow::Cow;

/// Who is calling: sent as `User-Agent` and the `X-HCompany-*` identification headers.
///
/// A binding sets its language and runtime; everything else has a default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientIdentity {
    /// The program's language: `rust`, `python`, `typescript`, `swift`, `kotlin`.
    pub language: Cow<'static, str>,
    /// What runs it: `rust`, `cpython/3.13.0`, `node/24.1.0`.
    pub runtime: Cow<'static, str>,
    /// `sdk` for programs, `cli` for the command.
    pub client_type: Cow<'static, str>,
}

impl Default for ClientIdentity {
    fn default() -> Self {
        Self { language: "rust".into(), runtime: "rust".into(), client_type: "sdk".into() }
    }
}

impl ClientIdentity {
    /// The headers, without `User-Agent`.
    pub(crate) fn headers(&self) -> [(&'static str, Cow<'static, str>); 6] {
        [
            ("x-hcompany-client-name", "steersman".into()),
            ("x-hcompany-client-version", env!("CARGO_PKG_VERSION").into()),
            ("x-hcompany-client-type", self.client_type.clone()),
            ("x-hcompany-language", self.language.clone()),
            ("x-hcompany-runtime", self.runtime.clone()),
            ("x-hcompany-platform", format!("{}/{}", std::env::consts::OS, std::env::consts::ARCH).into()),
        ]
    }
}

/// `steersman/<version>`, with the suffix a program may add.
pub(crate) fn user_agent(suffix: Option<&str>) -> String {
    let own = concat!("steersman/", env!("CARGO_PKG_VERSION"));
    suffix.map_or_else(|| own.to_owned(), |suffix| format!("{own} {suffix}"))
}
