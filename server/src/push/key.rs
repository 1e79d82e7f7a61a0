//! The key with which the server signs its requests to push services.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::{
    ecdsa::{Signature, SigningKey, signature::Signer as _},
    elliptic_curve::rand_core::OsRng,
};
use serde_json::json;
use url::Url;

/// How long a signature is valid, in seconds. Push services accept a day at most.
const LASTS: i64 = 12 * 60 * 60;

/// Error of a stored key that is no key.
#[derive(Debug, thiserror::Error)]
#[error("the stored key for push services is invalid: {0}")]
pub(crate) struct InvalidPushKey(#[source] p256::ecdsa::Error);

/// The server's private key.
pub(crate) struct PushKey(SigningKey);

impl PushKey {
    /// Makes a new key, in the form in which it is stored.
    pub(crate) fn fresh() -> Vec<u8> {
        SigningKey::random(&mut OsRng).to_bytes().to_vec()
    }

    /// Reads a stored key.
    pub(crate) fn read(stored: &[u8]) -> Result<Self, InvalidPushKey> {
        SigningKey::from_slice(stored)
            .map(Self)
            .map_err(InvalidPushKey)
    }

    /// Returns the public key in base64url. Browsers subscribe with it, and then only this server may send to them.
    pub(crate) fn public(&self) -> String {
        let point = self.0.verifying_key().to_encoded_point(false);
        URL_SAFE_NO_PAD.encode(point.as_bytes())
    }

    /// Returns the value of the header `Authorization` of a request to a push service. `contact` is an address at which the
    /// service's operator reaches the server's. `now` is in seconds since 1970.
    pub(super) fn authorization(&self, endpoint: &Url, contact: &str, now: i64) -> String {
        let claims = json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": now + LASTS,
            "sub": contact,
        });
        let header = json!({ "typ": "JWT", "alg": "ES256" });
        let [header, claims] =
            [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let signed = format!("{header}.{claims}");
        let signature: Signature = self.0.sign(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public())
    }
}
