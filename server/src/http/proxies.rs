//! Which reverse proxies are believed, and what they say of who asks.

use axum::http::HeaderMap;
use ipnet::IpNet;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// The networks whose hosts are proxies of the operator's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

/// The text is no list of networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a list of networks")]
pub struct ParseProxiesError;

impl Default for Proxies {
    /// Trusts this machine alone.
    fn default() -> Self {
        Self(vec![
            IpNet::new_assert(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
            IpNet::from(IpAddr::V6(Ipv6Addr::LOCALHOST)),
        ])
    }
}

impl FromStr for Proxies {
    type Err = ParseProxiesError;

    /// Reads networks and single addresses that are separated by commas.
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

    /// Returns who asks: the last address on the way that is no trusted proxy. Each proxy adds the address that it was
    /// asked from, so whatever stands before the first stranger's entry may be the stranger's invention.
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

    /// Returns whether the browser's connection is encrypted, by the word of the proxy that asks. Nobody else is believed.
    pub(crate) fn is_https(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        let scheme = entries(headers, FORWARDED_PROTO).next();
        self.trust(peer) && scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
    }

    /// Returns whether a host that is not trusted speaks as a proxy does.
    pub(crate) fn doubt(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        !self.trust(peer) && headers.contains_key(FORWARDED_FOR)
    }
}

/// Returns the entries of a list, the last first: a header may come several times, with several entries each.
fn entries<'a>(headers: &'a HeaderMap, name: &'static str) -> impl Iterator<Item = &'a str> {
    let values = headers.get_all(name).iter().rev();
    // What is no text is an entry that means nothing, so that nothing before it counts.
    let texts = values.map(|value| value.to_str().unwrap_or_default());
    texts.flat_map(|text| text.rsplit(',')).map(str::trim)
}

/// Reads an address, which some proxies write with a port.
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
    fn a_proxy_on_this_machine_is_believed_for_the_entry_that_it_added() {
        let proxies = Proxies::default();
        for peer in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            let forwarded = ["198.51.100.7, 192.0.2.1"];
            assert_eq!(client(&proxies, peer, &forwarded), "192.0.2.1");
        }
        assert_eq!(client(&proxies, "::1", &["nonsense"]), "::1");
        assert_eq!(client(&proxies, "::1", &[]), "::1");
    }

    #[test]
    fn a_stranger_is_not_believed() {
        let proxies = Proxies::default();
        let seen = client(&proxies, "203.0.113.5", &["192.0.2.1"]);
        assert_eq!(seen, "203.0.113.5");
    }

    #[test]
    fn of_a_chain_of_proxies_the_last_address_that_is_no_proxy_is_the_client() {
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
    fn a_trusted_proxy_alone_says_that_the_connection_is_encrypted() {
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
    fn a_list_of_anything_else_is_refused() {
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
