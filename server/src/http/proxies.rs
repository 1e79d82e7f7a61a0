//! Trusted reverse proxies, and what they say about their clients.

use axum::http::HeaderMap;
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// The networks of the operator's proxies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

/// Error of parsing a text that is not a list of networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a list of networks")]
pub struct ParseProxiesError;

impl Default for Proxies {
    /// Trusts only this machine.
    fn default() -> Self {
        Self(vec![
            IpNet::new_assert(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
            IpNet::from(IpAddr::V6(Ipv6Addr::LOCALHOST)),
        ])
    }
}

impl FromStr for Proxies {
    type Err = ParseProxiesError;

    /// Parses networks and single addresses, separated by commas.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let network = |text: &str| {
            let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
            text.parse::<IpNet>().ok().or_else(address)
        };
        let networks = text.split(',').map(|text| network(text.trim()));
        let networks: Option<Vec<_>> = networks.collect();
        networks.map(Self).ok_or(ParseProxiesError)
    }
}

impl Proxies {
    /// Returns whether a host is a trusted proxy.
    pub(crate) fn trust(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Returns the client's address: the last one in the chain that is not a trusted proxy. Each proxy appends the address
    /// of its peer, so the client may have forged everything before its own entry.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let mut before = entries(headers, FORWARDED_FOR);
        while self.trust(client)
            && let Some(address) = before.next().and_then(address)
        {
            client = address;
        }
        client
    }

    /// Returns whether a trusted proxy says that the browser's connection is encrypted.
    pub(crate) fn is_https(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        let scheme = entries(headers, FORWARDED_PROTO).next();
        self.trust(peer) && scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
    }

    /// Returns whether the peer looks like a proxy but is not trusted.
    pub(crate) fn is_untrusted_proxy(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        !self.trust(peer) && headers.contains_key(FORWARDED_FOR)
    }
}

/// Returns the entries of a list header, last first. The header may occur several times, with several entries each.
fn entries<'a>(headers: &'a HeaderMap, name: &'static str) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).iter().rev();
    // A value that is not text becomes an entry that is not an address, so that nothing before it counts.
    let texts = values.map(|value| value.to_str().unwrap_or_default());
    texts.flat_map(|text| text.rsplit(',')).map(str::trim)
}

/// Parses an address, to which some proxies add a port.
fn address(text: &str) -> Option<IpAddr> {
    let address = text.parse::<IpAddr>();
    let address = address.or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn headers(name: &'static str, values: &[&str]) -> HeaderMap {
        let name = HeaderName::from_static(name);
        let pairs = values.iter().map(|value| {
            let value = value.parse().expect("a header");
            (name.clone(), value)
        });
        pairs.collect()
    }

    fn client(proxies: &Proxies, peer: &str, forwarded: &[&str]) -> String {
        let peer = peer.parse().expect("an address");
        let headers = headers("x-forwarded-for", forwarded);
        proxies.client(peer, &headers).to_string()
    }

    #[test]
    fn a_proxy_on_this_machine_is_trusted_for_the_entry_that_it_added() {
        let proxies = Proxies::default();
        for peer in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            let forwarded = ["198.51.100.7, 192.0.2.1"];
            assert_eq!(client(&proxies, peer, &forwarded), "192.0.2.1");
        }
        assert_eq!(client(&proxies, "::1", &["nonsense"]), "::1");
        assert_eq!(client(&proxies, "::1", &[]), "::1");
    }

    #[test]
    fn a_stranger_is_not_trusted() {
        let proxies = Proxies::default();
        let seen = client(&proxies, "203.0.113.5", &["192.0.2.1"]);
        assert_eq!(seen, "203.0.113.5");
    }

    #[test]
    fn the_client_is_the_last_address_in_the_chain_that_is_not_a_proxy() {
        let proxies = "10.0.0.0/8, fd00::/8, 192.0.2.9".parse().expect("networks");
        for (peer, forwarded, expected) in [
            ("10.0.0.2", &["198.51.100.7"][..], "198.51.100.7"),
            (
                "10.0.0.2",
                &["1.2.3.4, 198.51.100.7, 192.0.2.9"],
                "198.51.100.7",
            ),
            (
                "fd00::2",
                &["1.2.3.4, 198.51.100.7", "10.1.1.1"],
                "198.51.100.7",
            ),
            ("10.0.0.2", &["198.51.100.7:4711"], "198.51.100.7"),
            ("10.0.0.2", &["[2001:db8::7]:4711"], "2001:db8::7"),
            ("10.0.0.2", &["1.2.3.4, unknown, 10.0.0.3"], "10.0.0.3"),
            ("127.0.0.1", &["1.2.3.4"], "127.0.0.1"),
        ] {
            let seen = client(&proxies, peer, forwarded);
            assert_eq!(seen, expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_says_that_the_connection_is_encrypted() {
        let proxies: Proxies = "10.0.0.0/8".parse().expect("networks");
        let says = |peer: &str, scheme| {
            let peer = peer.parse().expect("an address");
            proxies.is_https(peer, &headers("x-forwarded-proto", &[scheme]))
        };
        assert!(says("10.0.0.2", "HTTPS"));
        assert!(!says("10.0.0.2", "http"));
        assert!(!says("203.0.113.5", "https"));
        assert!(!says("127.0.0.1", "https"));
    }

    #[test]
    fn a_text_that_is_not_a_list_of_networks_is_refused() {
        for text in [
            "",
            "proxy.example.org",
            "10.0.0.0/33",
            "10.0.0.0/8,,::1",
            "*",
        ] {
            assert_eq!(text.parse::<Proxies>(), Err(ParseProxiesError), "{text:?}");
        }
    }
}
