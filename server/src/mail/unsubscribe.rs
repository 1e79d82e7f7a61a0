//! Signed links by which a person ends the mails to them without signing in.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac as _};
use protocol::UserId;
use sha2::Sha256;

/// Keeps these signatures apart from all others with the same key.
const PURPOSE: &[u8] = b"unsubscribe from digests";

/// The key that signs the links.
pub(crate) struct UnsubscribeKey(Vec<u8>);

impl UnsubscribeKey {
    /// Makes the key from a secret of the server.
    pub(crate) fn new(secret: Vec<u8>) -> Self {
        Self(secret)
    }

    /// Returns the path of a person's link.
    pub(crate) fn path(&self, user: UserId) -> String {
        let signature = self.mac(user).finalize().into_bytes();
        format!("/unsubscribe/{user}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// Returns the person whose link has this token. `None` if the signature is wrong.
    pub(crate) fn person(&self, token: &str) -> Option<UserId> {
        let (user, signature) = token.split_once('.')?;
        let user = user.parse().ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(user).verify_slice(&signature).ok()?;
        Some(user)
    }

    fn mac(&self, user: UserId) -> Hmac<Sha256> {
        // HMAC takes keys of any length.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).unwrap_or_else(|_| {
            unreachable!("HMAC takes keys of any length");
        });
        mac.update(PURPOSE);
        mac.update(user.0.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn only_the_signed_person_is_unsubscribed() {
        let key = UnsubscribeKey::new(vec![7; 32]);
        let (ada, grace) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let path = key.path(ada);
        let token = path.strip_prefix("/unsubscribe/").expect("the path");
        assert_eq!(key.person(token), Some(ada));
        let (_, signature) = token.split_once('.').expect("a signature");
        for wrong in [
            format!("{grace}.{signature}"),
            format!("{ada}."),
            format!("{ada}"),
            format!("{ada}.AAAA"),
            String::new(),
        ] {
            assert_eq!(key.person(&wrong), None, "{wrong}");
        }
        assert_eq!(UnsubscribeKey::new(vec![8; 32]).person(token), None);
    }
}
