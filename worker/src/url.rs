//! Addresses, as the runtime's own parser (WHATWG URL) takes them apart: what
//! is judged is what is called.

use std::net::{Ipv4Addr, Ipv6Addr};

/// An address by its parts.
pub struct Url {
    /// `https` and the like.
    pub scheme: String,
    /// Where it leads.
    pub host: Host,
    /// Whether it holds a user's name or password.
    pub credentials: bool,
}

/// A host. However an IP address was spelled (decimal, octal, mapped), it is
/// one here.
#[derive(Debug, PartialEq)]
pub enum Host {
    /// A name; one that isn't ASCII is in Punycode.
    Domain(String),
    /// An IPv4 address.
    Ipv4(Ipv4Addr),
    /// An IPv6 address.
    Ipv6(Ipv6Addr),
}

impl Url {
    /// Takes `text` apart; none if it is no address with a host.
    pub fn parse(text: &str) -> Option<Self> {
        let parts = Parts::of(text)?;
        let scheme = parts.protocol.strip_suffix(':')?.to_owned();
        Some(Self { scheme, host: Host::of(parts.hostname)?, credentials: parts.credentials })
    }
}

impl Host {
    fn of(name: String) -> Option<Self> {
        if name.is_empty() {
            return None;
        }
        if let Some(inner) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            return inner.parse().ok().map(Self::Ipv6);
        }
        Some(name.parse().map_or(Self::Domain(name), Self::Ipv4))
    }
}

/// What the parser tells.
struct Parts {
    protocol: String,
    hostname: String,
    credentials: bool,
}

#[cfg(target_arch = "wasm32")]
impl Parts {
    fn of(text: &str) -> Option<Self> {
        let url = web_sys::Url::new(text).ok()?;
        let credentials = !url.username().is_empty() || !url.password().is_empty();
        Some(Self { protocol: url.protocol(), hostname: url.hostname(), credentials })
    }
}

/// Outside the runtime another parser of the same standard serves the tests.
#[cfg(not(target_arch = "wasm32"))]
impl Parts {
    fn of(text: &str) -> Option<Self> {
        let url = worker::Url::parse(text).ok()?;
        let credentials = !url.username().is_empty() || url.password().is_some();
        Some(Self { protocol: format!("{}:", url.scheme()), hostname: url.host_str().unwrap_or_default().to_owned(), credentials })
    }
}
