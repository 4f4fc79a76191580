//! Whom https trusts.

use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};

use crate::error::{Error, ErrorKind};

/// TLS by rustls with the ring provider, which trusts what the operating system trusts; on Android, where that needs a hand from
/// the application, what Mozilla trusts.
///
/// # Errors
/// [`ErrorKind::Configuration`] when the operating system has no certificates.
pub fn config() -> Result<ClientConfig, Error> {
    let mut tls = trusting(versions()?).map_err(unusable)?.with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(tls)
}

/// For plain http: trusts nobody, costs nothing. reqwest wants a configuration even where it is not used.
///
/// # Errors
/// [`ErrorKind::Configuration`]: never seen.
pub fn trusting_nobody() -> Result<ClientConfig, Error> {
    Ok(versions()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

fn versions() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(unusable)
}

fn unusable(cause: rustls::Error) -> Error {
    Error::new(ErrorKind::Configuration, format!("TLS cannot be set up: {cause}")).with_source(cause)
}

type Trusting = Result<ConfigBuilder<ClientConfig, WantsClientCert>, rustls::Error>;

#[cfg(not(target_os = "android"))]
fn trusting(versions: ConfigBuilder<ClientConfig, WantsVerifier>) -> Trusting {
    rustls_platform_verifier::BuilderVerifierExt::with_platform_verifier(versions)
}

#[cfg(target_os = "android")]
#[expect(clippy::unnecessary_wraps, reason = "as where the operating system is asked")]
fn trusting(versions: ConfigBuilder<ClientConfig, WantsVerifier>) -> Trusting {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    Ok(versions.with_root_certificates(roots))
}
