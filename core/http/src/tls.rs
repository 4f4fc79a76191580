//! Whom https trusts.

use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::{ClientConfig, ConfigBuilder, WantsVerifier};

use crate::error::{Error, ErrorKind};

/// TLS by rustls with the ring provider, which trusts what the operating system trusts; on Android, where that needs a hand from
/// the application, what Mozilla trusts.
///
/// # Errors
/// [`ErrorKind::Configuration`] when the operating system has no certificates.
pub fn config() -> Result<ClientConfig, Error> {
    let failed = |cause: rustls::Error| {
        Error::new(ErrorKind::Configuration, format!("TLS cannot be set up: {cause}")).with_source(cause)
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?;
    let mut tls = trusting(versions).map_err(failed)?.with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(tls)
}

type Trusting = Result<ConfigBuilder<ClientConfig, WantsClientCert>, rustls::Error>;

#[cfg(not(target_os = "android"))]
fn trusting(versions: ConfigBuilder<ClientConfig, WantsVerifier>) -> Trusting {
    rustls_platform_verifier::BuilderVerifierExt::with_platform_verifier(versions)
}

#[cfg(target_os = "android")]
#[expect(clippy::unnecessary_wraps, reason = "as where the operating system is asked")]
fn trusting(versions: ConfigBuilder<ClientConfig, WantsVerifier>) -> Trusting {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    Ok(versions.with_root_certificates(roots))
}
