//! Networks of addresses, for limits that count them.

use std::net::{IpAddr, Ipv6Addr};

/// Returns the network of an address: the address itself, or its /64 in IPv6, which one home or office has.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one() {
        let one: IpAddr = "2001:db8::1".parse().expect("an address");
        let other: IpAddr = "2001:db8::ffff".parse().expect("an address");
        assert_eq!(network(one), network(other));
    }
}
