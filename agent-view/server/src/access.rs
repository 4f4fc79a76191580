//! Who may see the page: a browser that was given a link, on this machine, and no other page in it.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, Method, header};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// How a link lets somebody in.
pub(crate) enum Entry {
    /// Everybody who reaches the address.
    Open,
    /// By a link that is good once; after that the cookie counts.
    Once(Mutex<Option<String>>),
    /// By a link that is good as long as the server runs.
    Lasting(String),
}

/// The rules of one server.
pub(crate) struct Access {
    entry: Entry,
    /// What the cookie holds. Drawn from the secret, so that an open page goes on after a restart with the same one.
    pass: String,
}

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It was sent to another name than this machine's: a page elsewhere has pointed a name of its own here.
    Host,
    /// Another page sent it.
    Origin,
}

fn random() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}

/// What is drawn from a secret; it cannot be turned back.
fn drawn(secret: &[u8], purpose: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(purpose.as_bytes());
    mac.finalize().into_bytes().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

impl Access {
    pub(crate) fn open() -> Self {
        Self { entry: Entry::Open, pass: String::new() }
    }

    /// A link that is good once. Without a secret, a restart ends all open pages.
    pub(crate) fn once(secret: Option<&[u8]>) -> Self {
        let pass = secret.map_or_else(random, |secret| drawn(secret, "agent view, cookie"));
        Self { entry: Entry::Once(Mutex::new(Some(random()))), pass }
    }

    /// Links that stay good; they too are drawn from the secret.
    pub(crate) fn lasting(secret: &[u8]) -> Self {
        let pass = drawn(secret, "agent view, cookie");
        Self { entry: Entry::Lasting(drawn(secret, "agent view, link")), pass }
    }

    /// What a link has to end with.
    pub(crate) fn link(&self) -> String {
        let token = match &self.entry {
            Entry::Open => return String::new(),
            Entry::Once(token) => token.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Entry::Lasting(token) => Some(token.clone()),
        };
        token.map_or_else(String::new, |token| format!("?token={token}"))
    }

    /// Whether a link's token lets in. One that is good once is used up by this.
    pub(crate) fn redeem(&self, shown: &str) -> bool {
        match &self.entry {
            Entry::Open => true,
            Entry::Lasting(token) => same(token, shown),
            Entry::Once(token) => {
                let mut token = token.lock().unwrap_or_else(PoisonError::into_inner);
                let good = token.as_deref().is_some_and(|token| same(token, shown));
                if good {
                    *token = None;
                }
                good
            }
        }
    }

    /// The cookie of a browser that was let in.
    pub(crate) fn cookie(&self, headers: &HeaderMap) -> String {
        format!("{}={}; Path=/view; HttpOnly; SameSite=Lax", cookie_name(headers), self.pass)
    }

    /// Whether a browser was let in before.
    pub(crate) fn knows(&self, headers: &HeaderMap) -> bool {
        if matches!(self.entry, Entry::Open) {
            return true;
        }
        let name = cookie_name(headers);
        let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .any(|(key, value)| key == name && same(value, &self.pass))
    }
}

/// Cookies know no ports: each server of this machine has a name of its own.
fn cookie_name(headers: &HeaderMap) -> String {
    let port =
        text(headers, header::HOST).and_then(|host| host.rsplit_once(':')).map_or("80", |(_, port)| port);
    format!("steersman_view_{port}")
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Refuses what does not come from this machine, or comes from another page. `page` is whether the request is for a page,
/// to which links from elsewhere may lead.
pub(crate) fn check(method: &Method, headers: &HeaderMap, page: bool) -> Result<(), Refusal> {
    let host = text(headers, header::HOST).ok_or(Refusal::Host)?;
    if !is_this_machine(host) {
        return Err(Refusal::Host);
    }
    let own = format!("http://{host}");
    let origin = text(headers, header::ORIGIN);
    if origin.is_some_and(|origin| origin != own) {
        return Err(Refusal::Origin);
    }
    if *method == Method::GET || *method == Method::HEAD {
        let site = text(headers, header::HeaderName::from_static("sec-fetch-site"));
        let foreign = site.is_some_and(|site| site != "same-origin" && site != "none");
        return if foreign && !page { Err(Refusal::Origin) } else { Ok(()) };
    }
    // A form of another page can send neither; a script of another page is stopped before it may send the second.
    let own_script = headers.contains_key("x-steersman-view");
    if origin.is_some() && own_script { Ok(()) } else { Err(Refusal::Origin) }
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(rest, |(address, _)| address),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "::1"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_the_names_of_this_machine_are_answered() {
        for host in ["127.0.0.1:8080", "localhost:1", "[::1]:8080", "localhost"] {
            assert_eq!(check(&Method::GET, &headers(&[("host", host)]), false), Ok(()), "{host}");
        }
        for host in
            ["evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]:80", ""]
        {
            assert_eq!(check(&Method::GET, &headers(&[("host", host)]), true), Err(Refusal::Host), "{host}");
        }
    }

    #[test]
    fn another_page_can_lead_here_but_neither_read_nor_steer() {
        let host = ("host", "127.0.0.1:8080");
        let foreign = headers(&[host, ("sec-fetch-site", "cross-site")]);
        assert_eq!(check(&Method::GET, &foreign, true), Ok(()));
        assert_eq!(check(&Method::GET, &foreign, false), Err(Refusal::Origin));
        // Another server of this machine is the same site, but not the same origin.
        let neighbour = [host, ("origin", "http://127.0.0.1:9090"), ("x-steersman-view", "1")];
        assert_eq!(check(&Method::POST, &headers(&neighbour), false), Err(Refusal::Origin));
        let form = [host, ("origin", "http://127.0.0.1:8080")];
        assert_eq!(check(&Method::POST, &headers(&form), false), Err(Refusal::Origin));
        let own = [host, ("origin", "http://127.0.0.1:8080"), ("x-steersman-view", "1")];
        assert_eq!(check(&Method::POST, &headers(&own), false), Ok(()));
    }

    #[test]
    fn a_link_is_good_once_and_its_cookie_outlives_the_process() {
        let access = Access::once(Some(b"secret"));
        let link = access.link();
        let token = link.strip_prefix("?token=").unwrap();
        assert!(!access.redeem("another") && access.redeem(token) && !access.redeem(token));
        let host = ("host", "127.0.0.1:8080");
        let cookie = access.cookie(&headers(&[host])).split(';').next().unwrap().to_owned();
        let shown = headers(&[host, ("cookie", &format!("other=1; {cookie}"))]);
        assert!(Access::once(Some(b"secret")).knows(&shown));
        assert!(!Access::once(Some(b"another")).knows(&shown) && !access.knows(&headers(&[host])));
        let elsewhere = headers(&[("host", "127.0.0.1:9090"), ("cookie", &cookie)]);
        assert!(!access.knows(&elsewhere));
    }
}
