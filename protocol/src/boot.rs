//! Data that the server writes into a page, so that server and browser render the same first screen.

use crate::{Snapshot, read::Read};
use serde::{Deserialize, Serialize};

/// The id of the element that holds the page's [`Boot`].
pub const ELEMENT: &str = "boot";

/// The id of the element that the page without a network shows until what is saved takes its place.
pub const OFFLINE: &str = "offline";

/// Data of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Boot {
    /// The BCP 47 code of the page's language.
    #[serde(default)]
    pub language: String,
    /// The path of the page's address.
    pub path: String,
    /// The workspace's name. `None` before the first run.
    pub workspace: Option<String>,
    /// `None` if nobody is signed in.
    pub snapshot: Option<Snapshot>,
    /// Name of the person who is signed in, on a page outside the workspace.
    pub signed_in: Option<String>,
    /// Why this browser's session ended, on the page to sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<SessionEnd>,
    /// Whether the server sends mails, on the page to sign in.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub mail: bool,
    /// Whether the address leads to nothing that this person may see.
    pub not_found: bool,
    /// Whether this is the page that a browser keeps, to show without a network what it has saved.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub offline: bool,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum SessionEnd {
    /// The person signed out in this browser.
    SignedOut,
    /// The person changed their password on another device.
    PasswordChanged,
    /// Somebody set a new password with a reset link.
    PasswordReset,
    Banned,
    Deactivated,
    /// Nobody used the session for a long time, or the server does not know it any more.
    Expired,
}

impl Boot {
    /// Returns JSON for a `script` element. It contains no `<`, so that nothing in it can close the element.
    pub fn to_script(&self) -> String {
        serde_json::to_string(self)
            .unwrap_or_default()
            .replace('<', "\\u003c")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_the_page() {
        let boot = Boot {
            workspace: Some("</script><script>alert(1)".into()),
            ..Boot::default()
        };
        let script = boot.to_script();
        assert!(!script.contains('<'));
        assert_eq!(
            serde_json::from_str::<Boot>(&script).expect("reads back"),
            boot
        );
    }
}
