//! How often someone may try a password, an invitation, or the first run.

use crate::error::ApiError;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};
use std::{
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    time::Duration,
};

const BURST: NonZeroU32 = NonZeroU32::new(10).expect("not zero");
const PERIOD: Duration = Duration::from_secs(6);
/// With so many addresses or accounts on record, those that have rested are forgotten.
const TIDY_AT: usize = 10_000;

/// Limits on attempts; none where the operator turned them off.
pub(crate) struct RateLimits(Option<Limiters>);

struct Limiters {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    accounts: DefaultKeyedRateLimiter<String>,
}

impl RateLimits {
    pub(crate) fn new(on: bool) -> Self {
        let quota = Quota::with_period(PERIOD).map(|quota| quota.allow_burst(BURST));
        Self(quota.filter(|_| on).map(|quota| Limiters {
            addresses: RateLimiter::keyed(quota),
            accounts: RateLimiter::keyed(quota),
        }))
    }

    /// Counts an attempt from an address.
    pub(crate) fn attempt(&self, address: IpAddr) -> Result<(), ApiError> {
        match &self.0 {
            Some(limiters) => check(&limiters.addresses, &network(address)),
            None => Ok(()),
        }
    }

    /// Counts an attempt from an address at an account, whether or not there is such an account.
    pub(crate) fn attempt_account(&self, address: IpAddr, email: &str) -> Result<(), ApiError> {
        self.attempt(address)?;
        match &self.0 {
            Some(limiters) => check(&limiters.accounts, &email.to_ascii_lowercase()),
            None => Ok(()),
        }
    }
}

fn check<K: Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), ApiError> {
    if limiter.len() >= TIDY_AT {
        limiter.retain_recent();
        limiter.shrink_to_fit();
    }
    limiter.check_key(key).map_err(|not_until| {
        ApiError::TooManyRequests(not_until.wait_time_from(DefaultClock::default().now()))
    })
}

/// One home or office has a whole /64 of IPv6.
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

    const ADA: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const LINUS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn an_address_runs_out_and_another_does_not() {
        let limits = RateLimits::new(true);
        for _ in 0..BURST.get() {
            assert!(limits.attempt(ADA).is_ok());
        }
        assert!(matches!(
            limits.attempt(ADA),
            Err(ApiError::TooManyRequests(_))
        ));
        assert!(limits.attempt(LINUS).is_ok());
    }

    #[test]
    fn an_account_runs_out_from_many_addresses_in_any_case_of_letters() {
        let limits = RateLimits::new(true);
        for host in 0..u8::try_from(BURST.get()).expect("small") {
            let address = IpAddr::from([192, 0, 2, host]);
            assert!(limits.attempt_account(address, "Ada@example.org").is_ok());
        }
        let another = IpAddr::from([192, 0, 2, 99]);
        assert!(limits.attempt_account(another, "ada@example.org").is_err());
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one() {
        let one: IpAddr = "2001:db8::1".parse().expect("an address");
        let other: IpAddr = "2001:db8::ffff".parse().expect("an address");
        assert_eq!(network(one), network(other));
    }

    #[test]
    fn turned_off_nobody_runs_out() {
        let limits = RateLimits::new(false);
        assert!((0..1000).all(|_| limits.attempt(ADA).is_ok()));
    }
}
