//! Hashing of passwords with Argon2id: outside the async threads, a bounded number at a time.

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::SaltString,
};
use std::{sync::Arc, thread::available_parallelism, time::Duration};
use tokio::{
    sync::Semaphore,
    task::{JoinError, spawn_blocking},
    time::timeout,
};
use unicode_normalization::UnicodeNormalization as _;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// The longest wait for a permit to hash.
const PATIENCE: Duration = Duration::from_secs(10);
/// Verified if there is no such account, so that the answer takes as long as for a wrong password. No known password
/// matches it.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$aHViYnViLW5vYm9keS0wMA$KeTbqCkCXpoW5rmhtiyWNBrWbuFOg7wCrPAdGKBkCbI";

/// Hashes and verifies passwords. Clones share the bound.
#[derive(Clone)]
pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
}

/// Error of hashing or verifying a password.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasswordError {
    #[error("too many passwords are being hashed")]
    Busy,
    #[error(transparent)]
    Task(#[from] JoinError),
    /// Not a source: without its feature `std`, Argon2's error is not a standard one.
    #[error("{0}")]
    Argon2(argon2::password_hash::Error),
}

impl Passwords {
    pub(crate) fn new() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let permits = Arc::new(Semaphore::new(cores));
        Self { permits }
    }

    /// Returns the hash to store for a password.
    pub(crate) async fn hash(&self, password: String) -> Result<String, PasswordError> {
        let password = normalized(&password);
        self.run(move || {
            let salt: [u8; 16] = rand::random();
            let salt = SaltString::encode_b64(&salt)?;
            let hash = argon2()?.hash_password(password.as_bytes(), &salt)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Returns whether a password matches a stored hash. Returns false after the same time if there is no hash.
    pub(crate) async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, PasswordError> {
        let password = normalized(&password);
        self.run(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
            let hash = PasswordHash::new(&hash)?;
            let matches = argon2()?.verify_password(password.as_bytes(), &hash);
            Ok(known && matches.is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> argon2::password_hash::Result<T> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let permit = timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else {
            return Err(PasswordError::Busy);
        };
        let done = spawn_blocking(move || {
            // Held until the work ends, also if nobody waits for it any more.
            let _permit = permit;
            work()
        });
        done.await?.map_err(PasswordError::Argon2)
    }
}

/// Returns the normal form of a password (RFC 8265, OpaqueString): every space is an ASCII space, and letters are composed,
/// so that the keyboard makes no difference.
fn normalized(password: &str) -> String {
    let one_space = |letter| {
        if is_space(letter) { ' ' } else { letter }
    };
    password.chars().map(one_space).nfc().collect()
}

/// Returns whether a letter is in Unicode's category Zs.
fn is_space(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

fn argon2() -> argon2::password_hash::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verifying_without_an_account_costs_as_much_as_with_one() {
        let nobody = PasswordHash::new(NOBODY).expect("a hash");
        let params = Params::try_from(&nobody).expect("parameters");
        let ours = argon2().expect("argon2");
        assert_eq!(params.m_cost(), ours.params().m_cost());
        assert_eq!(params.t_cost(), ours.params().t_cost());
        assert_eq!(params.p_cost(), ours.params().p_cost());
    }

    #[tokio::test]
    async fn a_password_is_the_same_composed_and_decomposed_and_with_any_space() {
        let passwords = Passwords::new();
        let hash = passwords
            .hash("caf\u{e9} au lait".into())
            .await
            .expect("hash");
        let verify = |password: &str| passwords.verify(password.into(), Some(hash.clone()));
        assert!(verify("cafe\u{301} au lait").await.expect("verified"));
        assert!(
            verify("caf\u{e9}\u{a0}au\u{3000}lait")
                .await
                .expect("verified")
        );
        assert!(!verify("cafe au lait").await.expect("verified"));
    }

    #[tokio::test]
    async fn only_the_same_password_matches() {
        let passwords = Passwords::new();
        let hash = passwords.hash("correct horse".into()).await.expect("hash");
        let verify = |password: &str| passwords.verify(password.into(), Some(hash.clone()));
        assert!(verify("correct horse").await.expect("verified"));
        assert!(!verify("correct horsf").await.expect("verified"));
        let nobody = passwords.verify("correct horse".into(), None).await;
        assert!(!nobody.expect("verified"));
    }
}
