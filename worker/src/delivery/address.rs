//! Where the worker may send to: public hosts by https, and nothing that
//! leads back inside.
//!
//! What can't be promised: the platform shows a Worker no resolved addresses,
//! so a public name that resolves to a private address is not seen here. On
//! Cloudflare such a connection goes out from the public network and reaches
//! nothing private; who runs the worker on a runtime of their own must see to
//! that in its network. Redirects are never followed (`webhook.rs`), so that a
//! public receiver can't lead anywhere else.

use crate::url::{Host, Url};
use std::net::{Ipv4Addr, Ipv6Addr};
use worker::Env;

/// The development setting under which loopback addresses, by http too, are
/// reached. Never set in a deployment.
const ALLOW_LOOPBACK: &str = "ALLOW_LOOPBACK";

/// Whether the development setting is on.
pub fn loopback_allowed(env: &Env) -> bool {
    env.var(ALLOW_LOOPBACK).is_ok_and(|value| value.to_string() == "1")
}

/// Whether `url` may be posted to. However an address is spelled (decimal,
/// octal, mapped), the parser (WHATWG URL) has brought it to one form first.
pub fn may_reach(url: &str, loopback: bool) -> bool {
    let Some(Url { scheme, host, credentials: false }) = Url::parse(url) else { return false };
    if loopback && is_loopback(&host) {
        return matches!(scheme.as_str(), "http" | "https");
    }
    scheme == "https"
        && match host {
            Host::Domain(name) => is_public_name(&name),
            Host::Ipv4(ip) => is_public_v4(ip),
            Host::Ipv6(ip) => is_public_v6(ip),
        }
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let inside =
        ["localhost", "local", "internal", "home.arpa", "onion"].iter().any(|top| name == *top || name.ends_with(&format!(".{top}")));
    name.contains('.') && !inside
}

/// Networks that are not the internet, first address and prefix length (IANA
/// special-purpose registry).
const NOT_PUBLIC_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !NOT_PUBLIC_V4.iter().any(|(network, bits)| (ip.to_bits() ^ u32::from_be_bytes(*network)) >> (32 - bits) == 0)
}

/// Only global unicast (2000::/3), and of that nothing which carries another
/// address inside (6to4, Teredo) or is for documentation. Outside lie mapped
/// addresses, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), discard (100::/64), segment
/// routing (5f00::/16), unique-local, link-local and multicast.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let documentation = (first, second) == (0x2001, 0x0db8) || first == 0x3fff;
    first & 0xe000 == 0x2000 && first != 0x2002 && !(first == 0x2001 && second < 0x0200) && !documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_hosts_by_https_only() {
        for good in ["https://hooks.example.com/x?y", "https://8.8.8.8/", "https://[2606:4700::1111]/", "https://example.co.jp:8443/"] {
            assert!(may_reach(good, false), "{good}");
        }
        for bad in [
            "http://hooks.example.com/",
            "ftp://example.com/",
            "https://user:pw@example.com/",
            "https://localhost/",
            "https://localhost./",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://intranet/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://017700000001/",
            "https://10.1.2.3/",
            "https://100.64.0.1/",
            "https://169.254.169.254/",
            "https://172.31.255.255/",
            "https://192.168.0.1/",
            "https://255.255.255.255/",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[::]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fe80::1]/",
            "https://[fd00::1]/",
            "https://[2002:7f00:1::]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[64:ff9b:1::a00:1]/",
            "https://[100::1]/",
            "https://[5f00::1]/",
            "https://[ff02::1]/",
            "https://[::127.0.0.1]/",
            "https://[::ffff:a9fe:a9fe]/",
            "https://[2001::1]/",
            "https://[2001:20::1]/",
            "https://[3fff::1]/",
            "https://[2001:db8::1]/",
            "https://127.1/",
            "https://0177.0.0.1/",
            "https://0x7f000001/",
            "https://127.0.0.1./",
            "https://0xA9FEA9FE/",
            "https://169.254.43518/",
            "https://%31%32%37.0.0.1/",
            "https://１２７.０.０.１/",
            "https://127。0。0。1/",
            "https:127.0.0.1/",
            "https:\\\\127.0.0.1\\x",
            "https://example.com@127.0.0.1/",
            "https://127.0.0.1\\@example.com/",
            "https://LOCALHOST/",
            "https://a.localhost/",
            "https://Printer.Local./",
            "https://router.home.arpa/",
            "https://192.0.0.8/",
            "https://192.88.99.1/",
            "https://198.19.255.255/",
            "https://224.0.0.1/",
            "https:///x",
            " https://127.0.0.1/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/plain,x",
            "not an address",
            "",
        ] {
            assert!(!may_reach(bad, false), "{bad}");
        }
    }

    #[test]
    fn the_development_setting_opens_loopback_and_nothing_else() {
        for good in ["http://127.0.0.1:9999/hook", "http://localhost:9999/", "http://[::1]:9999/"] {
            assert!(may_reach(good, true), "{good}");
        }
        for bad in ["http://example.com/", "http://10.0.0.1/", "https://192.168.0.1/"] {
            assert!(!may_reach(bad, true), "{bad}");
        }
    }
}
