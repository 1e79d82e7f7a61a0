//! Random secrets: tokens of sessions, devices and reset links, and codes.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a token, which the database stores in its place.
pub(crate) type TokenHash = [u8; 32];

const TOKEN_BYTES: usize = 32;
const CODE_BYTES: usize = 16;

/// Returns a token for a new session.
pub(crate) fn session() -> String {
    random::<TOKEN_BYTES>()
}

/// Returns a token for a new reset link.
pub(crate) fn reset() -> String {
    random::<TOKEN_BYTES>()
}

/// Returns a token for a device on which a person signs in for the first time.
pub(crate) fn device() -> String {
    random::<TOKEN_BYTES>()
}

/// Returns a new setup code.
pub(crate) fn setup() -> String {
    random::<CODE_BYTES>()
}

/// Returns a new invitation code.
pub(crate) fn join_code() -> String {
    random::<CODE_BYTES>()
}

/// Returns a new name for a connection, which only its client learns.
pub(crate) fn link() -> String {
    random::<CODE_BYTES>()
}

/// Returns the hash of a token.
pub(crate) fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

fn random<const BYTES: usize>() -> String {
    let bytes: [u8; BYTES] = rand::random();
    URL_SAFE_NO_PAD.encode(bytes)
}
