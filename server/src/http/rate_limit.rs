//! Rate limits on attempts at a password, an invitation or the first run.

use crate::{email_key::email_key, network::network, refusal::TooManyRequests, token::TokenHash};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};
use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

/// Attempts that may come at once.
const BURST: NonZeroU32 = NonZeroU32::new(10).expect("not zero");
/// Time after which another attempt is possible.
const PERIOD: Duration = Duration::from_secs(6);
/// As [`PERIOD`], for one network and one account. It is longer, so that a few networks cannot use up an account's attempts.
const GUESS_PERIOD: Duration = Duration::from_secs(60);
/// As [`BURST`], for one account from all networks together.
const ACCOUNT_BURST: NonZeroU32 = NonZeroU32::new(60).expect("not zero");
/// Number of keys in a limiter at which expired ones are removed.
const TIDY_AT: usize = 10_000;

/// The limits, or `None` if the operator has turned them off.
pub(crate) struct RateLimits(Option<Limiters>);

struct Limiters {
    /// All attempts of a network.
    networks: DefaultKeyedRateLimiter<IpAddr>,
    /// Attempts of a network at one account.
    guesses: DefaultKeyedRateLimiter<(IpAddr, String)>,
    /// Attempts at an account from unknown devices.
    accounts: DefaultKeyedRateLimiter<String>,
    /// Attempts of a known device or session at its person's account.
    known: DefaultKeyedRateLimiter<TokenHash>,
}

impl RateLimits {
    pub(crate) fn new(on: bool) -> Self {
        Self(on.then(Limiters::new).flatten())
    }

    /// Counts an attempt from an address.
    pub(crate) fn attempt(&self, address: IpAddr) -> Result<(), TooManyRequests> {
        match &self.0 {
            Some(limiters) => check(&limiters.networks, &network(address)),
            None => Ok(()),
        }
    }

    /// Counts an attempt at an account from an unknown device, whether or not the account exists.
    pub(crate) fn attempt_account(
        &self,
        address: IpAddr,
        email: &str,
    ) -> Result<(), TooManyRequests> {
        let Some(limiters) = &self.0 else {
            return Ok(());
        };
        let (network, account) = (network(address), email_key(email));
        check(&limiters.networks, &network)?;
        check(&limiters.guesses, &(network, account.clone()))?;
        check(&limiters.accounts, &account)
    }

    /// Counts an attempt of a known device or session. It does not share the limits of unknown devices.
    pub(crate) fn attempt_known(&self, token: TokenHash) -> Result<(), TooManyRequests> {
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
) -> Result<(), TooManyRequests> {
    if limiter.len() >= TIDY_AT {
        limiter.retain_recent();
        limiter.shrink_to_fit();
    }
    limiter.check_key(key).map_err(|not_until| {
        TooManyRequests(not_until.wait_time_from(DefaultClock::default().now()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const LINUS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn one_address_runs_out_of_attempts_and_another_does_not() {
        let limits = RateLimits::new(true);
        for _ in 0..BURST.get() {
            assert!(limits.attempt(ADA).is_ok());
        }
        assert!(matches!(limits.attempt(ADA), Err(TooManyRequests(_))));
        assert!(limits.attempt(LINUS).is_ok());
    }

    /// Guesses at Ada's account from an address until an attempt is refused. Returns the number of accepted ones.
    fn guesses(limits: &RateLimits, address: IpAddr) -> usize {
        let guess = || limits.attempt_account(address, "Ada@example.org");
        (0..1000).take_while(|_| guess().is_ok()).count()
    }

    #[test]
    fn one_address_that_guesses_does_not_lock_the_account_for_others() {
        let limits = RateLimits::new(true);
        assert_eq!(guesses(&limits, LINUS), 10);
        for _ in 0..5 {
            assert!(limits.attempt_account(ADA, "ada@example.org").is_ok());
        }
    }

    #[test]
    fn many_addresses_use_up_an_account_in_any_spelling() {
        let limits = RateLimits::new(true);
        let addresses = (0..=255).map(|host| IpAddr::from([192, 0, 2, host]));
        let all: usize = addresses.map(|address| guesses(&limits, address)).sum();
        assert_eq!(all, 60);
        let another = IpAddr::from([198, 51, 100, 1]);
        assert!(limits.attempt_account(another, "ADA@ｅxample.org").is_err());
        assert!(limits.attempt_account(another, "grace@example.org").is_ok());
    }

    #[test]
    fn a_known_device_has_its_own_attempts() {
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
    fn without_limits_nobody_runs_out() {
        let limits = RateLimits::new(false);
        assert!((0..1000).all(|_| limits.attempt(ADA).is_ok()));
    }
}
