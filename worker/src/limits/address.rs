//! Whose call it is, as far as the network tells.

use crate::door;
use std::net::IpAddr;
use worker::Request;

/// What the platform tells of the other end; nobody outside can set it there.
const HEADER: &str = "cf-connecting-ip";

/// Where a call comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// An IPv4 address, or an IPv6 one's /64: within it a household changes
    /// its addresses as it likes. Zero: not told, all of these are one.
    pub network: u64,
    /// Whether it names the page that it comes from.
    pub page: bool,
}

impl Caller {
    /// Whose request it is.
    pub fn of(req: &Request) -> Self {
        let address = door::header(req, HEADER).unwrap_or_default();
        // Browsers name no origin where a page of ours reads.
        let own = door::header(req, "sec-fetch-site").is_some_and(|site| site == "same-origin");
        Self { network: network(&address), page: own || door::header(req, "origin").is_some() }
    }

    /// The network around it, which one person may have all of: an IPv4 /24,
    /// the least that is routed, or an IPv6 /48, a site's (RFC 6177 §2).
    pub fn around(self) -> u64 {
        self.network & if self.network >> 32 == MAPPED { !0xff } else { !0xffff }
    }
}

/// Begins an IPv4 address as if mapped (::ffff:0:0/96) and written into 64
/// bits: no network of IPv6 begins like that.
const MAPPED: u64 = 0xffff;

fn network(address: &str) -> u64 {
    match address.trim().parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(v4)) => MAPPED << 32 | u64::from(v4.to_bits()),
        Ok(IpAddr::V6(v6)) => (v6.to_bits() >> 64) as u64,
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_for_its_network() {
        let same = [
            ("203.0.113.7", "203.0.113.7"),
            ("203.0.113.7", "::ffff:203.0.113.7"),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
            ("2001:DB8:1:2::1", " 2001:0db8:0001:0002::9 "),
            ("", "unknown"),
            ("", "203.0.113.256"),
        ];
        for (one, other) in same {
            assert_eq!(network(one), network(other), "{one} {other}");
        }
        let apart = ["", "0.0.0.0", "203.0.113.7", "203.0.113.8", "2001:db8:1:2::1", "2001:db8:1:3::1", "2001:db8:2:2::1"];
        for (i, one) in apart.iter().enumerate() {
            assert!(apart[..i].iter().all(|other| network(one) != network(other)), "{one}");
        }
        // What all share who have none.
        assert_eq!(network(""), 0);
    }

    #[test]
    fn a_network_is_what_lies_around_an_address() {
        let around = |address: &str| Caller { network: network(address), page: true }.around();
        for (one, other, same) in [
            ("203.0.113.7", "203.0.113.255", true),
            ("203.0.113.7", "203.0.112.7", false),
            ("0.0.0.0", "0.0.0.255", true),
            ("2001:db8:1::1", "2001:db8:1:ffff:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1::1", "2001:db8:2::1", false),
            ("2001:db8:ffff::1", "2001:db9:ffff::1", false),
            ("", "unknown", true),
            ("", "0.0.0.0", false),
        ] {
            assert_eq!(around(one) == around(other), same, "{one} {other}");
        }
    }
}
