//! Secrets that the server makes: tokens of sessions and of links to set a password, and invitation codes.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// SHA-256 of a token.
pub(crate) type TokenHash = [u8; 32];

const TOKEN_BYTES: usize = 32;
const CODE_BYTES: usize = 16;

/// A new session's token.
pub(crate) fn session() -> String {
    random::<TOKEN_BYTES>()
}

/// The token of a new link to set a password.
pub(crate) fn reset() -> String {
    random::<TOKEN_BYTES>()
}

/// The token of a device that somebody signs in on for the first time.
pub(crate) fn device() -> String {
    random::<TOKEN_BYTES>()
}

/// A new code to set the server up with.
pub(crate) fn setup() -> String {
    random::<CODE_BYTES>()
}

/// A new invitation code.
pub(crate) fn join_code() -> String {
    random::<CODE_BYTES>()
}

/// A new name for a connection, which its client alone learns.
pub(crate) fn link() -> String {
    random::<CODE_BYTES>()
}

/// What the database keeps of a token.
pub(crate) fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

fn random<const BYTES: usize>() -> String {
    let bytes: [u8; BYTES] = rand::random();
    URL_SAFE_NO_PAD.encode(bytes)
}
