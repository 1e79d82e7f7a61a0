//! How often someone may try a password, an invitation, or the first run.

use crate::{email_key::email_key, http::error::ApiError, token::TokenHash};
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
/// One network's attempts at one account come back more slowly than an account's, so that a few networks alone cannot use
/// those up.
const GUESS_PERIOD: Duration = Duration::from_secs(60);
/// Attempts at one account from all networks together.
const ACCOUNT_BURST: NonZeroU32 = NonZeroU32::new(60).expect("not zero");
/// With so many of a kind on record, those that have rested are forgotten.
const TIDY_AT: usize = 10_000;

/// Limits on attempts; none where the operator turned them off.
pub(crate) struct RateLimits(Option<Limiters>);

struct Limiters {
    /// Attempts of a network at anything.
    networks: DefaultKeyedRateLimiter<IpAddr>,
    /// Attempts of a network at one account.
    guesses: DefaultKeyedRateLimiter<(IpAddr, String)>,
    /// Attempts at an account from wherever nobody knows.
    accounts: DefaultKeyedRateLimiter<String>,
    /// Attempts of a device or a session that is its person's own.
    known: DefaultKeyedRateLimiter<TokenHash>,
}

impl RateLimits {
    pub(crate) fn new(on: bool) -> Self {
        Self(on.then(Limiters::new).flatten())
    }

    /// Counts an attempt from an address.
    pub(crate) fn attempt(&self, address: IpAddr) -> Result<(), ApiError> {
        match &self.0 {
            Some(limiters) => check(&limiters.networks, &network(address)),
            None => Ok(()),
        }
    }

    /// Counts an attempt at an account, whether or not there is such an account, from a device that it does not know.
    pub(crate) fn attempt_account(&self, address: IpAddr, email: &str) -> Result<(), ApiError> {
        let Some(limiters) = &self.0 else {
            return Ok(());
        };
        let (network, account) = (network(address), email_key(email));
        check(&limiters.networks, &network)?;
        check(&limiters.guesses, &(network, account.clone()))?;
        check(&limiters.accounts, &account)
    }

    /// Counts an attempt of a device or a session that is known to be the person's own. What strangers do does not count.
    pub(crate) fn attempt_known(&self, token: TokenHash) -> Result<(), ApiError> {
        match &self.0 {
            Some(limiters) => check(&limiters.known, &token),
            None => Ok(()),
        }
    }
}

impl Limiters {
    fn new() -> Option<Self> {
        let attempts = Quota::with_period(PERIOD)?;
        let few = attempts.allow_burst(BURST);
        let guesses = Quota::with_period(GUESS_PERIOD)?.allow_burst(BURST);
        Some(Self {
            networks: RateLimiter::keyed(few),
            guesses: RateLimiter::keyed(guesses),
            accounts: RateLimiter::keyed(attempts.allow_burst(ACCOUNT_BURST)),
            known: RateLimiter::keyed(few),
        })
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

/// Returns the network that counts as one: a home or an office has a whole /64 of IPv6.
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

    /// Guesses at Ada's account from an address until it is refused, and returns how often it was not.
    fn guesses(limits: &RateLimits, address: IpAddr) -> usize {
        let guess = || limits.attempt_account(address, "Ada@example.org");
        (0..1000).take_while(|_| guess().is_ok()).count()
    }

    #[test]
    fn one_address_that_guesses_leaves_the_account_to_others() {
        let limits = RateLimits::new(true);
        assert_eq!(guesses(&limits, LINUS), 10);
        for _ in 0..5 {
            assert!(limits.attempt_account(ADA, "ada@example.org").is_ok());
        }
    }

    #[test]
    fn an_account_runs_out_from_many_addresses_in_any_spelling() {
        let limits = RateLimits::new(true);
        let addresses = (0..=255).map(|host| IpAddr::from([192, 0, 2, host]));
        let all: usize = addresses.map(|address| guesses(&limits, address)).sum();
        assert_eq!(all, 60);
        let another = IpAddr::from([198, 51, 100, 1]);
        assert!(limits.attempt_account(another, "ADA@ｅxample.org").is_err());
        assert!(limits.attempt_account(another, "grace@example.org").is_ok());
    }

    #[test]
    fn a_known_device_has_attempts_of_its_own() {
        let limits = RateLimits::new(true);
        for host in 0..=255 {
            guesses(&limits, IpAddr::from([192, 0, 2, host]));
        }
        let (laptop, phone) = ([1; 32], [2; 32]);
        let tries = (0..1000).take_while(|_| limits.attempt_known(laptop).is_ok());
        assert_eq!(tries.count(), 10);
        assert!(limits.attempt_known(phone).is_ok());
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
