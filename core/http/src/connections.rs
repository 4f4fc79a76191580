//! The connections of a client: made when first needed, shared by everything that uses it.
//!
//! reqwest keeps one HTTP/2 connection for each server, and a server carries a bounded number of requests on one connection
//! (RFC 9113 asks for at least 100). A thousand long polls would wait for each other there, so requests are spread over
//! lanes: each lane is a reqwest client with its own connection, and the next one is used when the ones before are full.

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::{Client, Proxy};
use rustls::ClientConfig;
use tokio::sync::OwnedSemaphorePermit;
use url::{Host, Url};

use crate::error::{Error, ErrorKind};
use crate::redact;
use crate::tls;
use crate::warm_up::WarmUp;

/// The most requests at one time on one lane of https, under the 100 that every HTTP/2 server should carry.
const LANE_WIDTH: usize = 96;
/// The longest wait for a connection (name, TCP, TLS).
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a connection without requests is kept: less than the 60 s after which common load balancers close it, because a request
/// that meets the closing may be lost.
const IDLE_TIMEOUT: Duration = Duration::from_secs(55);
/// How often a silent connection is asked whether it is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// Which proxy requests go through. Loopback is always reached directly.
#[derive(Clone)]
pub(crate) enum ProxyChoice {
    /// The one of the environment or of the operating system.
    System,
    /// None.
    Off,
    /// This one, for every request. It may contain a password.
    Url(Arc<str>),
}

/// All lanes of one client.
pub(crate) struct Connections {
    proxy: ProxyChoice,
    tls: OnceLock<ClientConfig>,
    /// By [`Route`].
    pools: [Mutex<Vec<Lane>>; 4],
}

/// A reqwest client and the number of requests that are on it.
struct Lane {
    client: Client,
    warm_up: WarmUp,
    active: Arc<AtomicUsize>,
}

/// A place on a lane, free again when it is dropped.
pub(crate) struct Slot {
    pub(crate) client: Client,
    active: Arc<AtomicUsize>,
    /// Held by the first request of a lane.
    first: Option<OwnedSemaphorePermit>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.active.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Requests of different routes never share a reqwest client.
#[derive(Clone, Copy)]
struct Route {
    secure: bool,
    loopback: bool,
}

impl Route {
    fn index(self) -> usize {
        usize::from(self.secure) * 2 + usize::from(self.loopback)
    }
}

impl Connections {
    pub(crate) fn new(proxy: ProxyChoice) -> Self {
        Self { proxy, tls: OnceLock::new(), pools: Default::default() }
    }

    /// A place for one request to `url`.
    pub(crate) async fn slot(&self, url: &Url) -> Result<Slot, Error> {
        let (mut slot, warm_up) = self.take(url)?;
        slot.first = warm_up.pass().await;
        Ok(slot)
    }

    fn take(&self, url: &Url) -> Result<(Slot, WarmUp), Error> {
        let route = Route { secure: url.scheme() == "https", loopback: is_loopback(url) };
        // HTTP/1 has a connection for each request, so one lane carries any number.
        let width = if route.secure { LANE_WIDTH } else { usize::MAX };
        let mut lanes = self.pools[route.index()].lock().unwrap_or_else(PoisonError::into_inner);
        let free = lanes.iter().position(|lane| lane.active.load(Ordering::Relaxed) < width);
        let index = if let Some(index) = free {
            index
        } else {
            let warm_up = if route.secure { WarmUp::shut() } else { WarmUp::open() };
            lanes.push(Lane { client: self.client(route, &warm_up)?, warm_up, active: Arc::default() });
            lanes.len() - 1
        };
        let Lane { client, warm_up, active } = &lanes[index];
        active.fetch_add(1, Ordering::Relaxed);
        Ok((Slot { client: client.clone(), active: active.clone(), first: None }, warm_up.clone()))
    }

    fn client(&self, route: Route, warm_up: &WarmUp) -> Result<Client, Error> {
        let tls = if route.secure { self.tls()?.clone() } else { tls::trusting_nobody()? };
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .tcp_nodelay(true)
            .tcp_keepalive(KEEP_ALIVE)
            .http2_keep_alive_interval(KEEP_ALIVE)
            .http2_keep_alive_timeout(KEEP_ALIVE)
            .http2_adaptive_window(true)
            .referer(false);
        if route.secure {
            builder = builder.connector_layer(warm_up.clone());
        }
        builder = match &self.proxy {
            _ if route.loopback => builder.no_proxy(),
            ProxyChoice::Off => builder.no_proxy(),
            ProxyChoice::System => builder,
            ProxyChoice::Url(url) => builder.no_proxy().proxy(proxy(url)?),
        };
        builder.build().map_err(|cause| {
            Error::new(ErrorKind::Configuration, "the HTTP client cannot be set up")
                .with_source(cause.without_url())
        })
    }

    fn tls(&self) -> Result<&ClientConfig, Error> {
        if let Some(tls) = self.tls.get() {
            return Ok(tls);
        }
        let made = tls::config()?;
        Ok(self.tls.get_or_init(|| made))
    }
}

/// The explicit proxy. Its address may hold a password, so errors do not show it.
pub(crate) fn proxy(url: &str) -> Result<Proxy, Error> {
    let unusable =
        || Error::new(ErrorKind::Configuration, "the proxy URL cannot be used").with_field("proxy");
    let parsed = Url::parse(url).map_err(|_| unusable())?;
    if !matches!(parsed.scheme(), "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h") {
        return Err(unusable());
    }
    Proxy::all(url).map_err(|_| unusable())
}

/// Whether the URL names this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).to_canonical().is_loopback(),
        None => false,
    }
}

/// Scheme, host and port, for messages.
pub(crate) fn origin(url: &Url) -> String {
    match url.host_str() {
        Some(_) => url.origin().ascii_serialization(),
        None => redact::url(url),
    }
}
