//! What a page starts from: rendered by the server, written into the page, read again by the browser, so that both
//! build the same first screen.

use crate::model::Snapshot;
use serde::{Deserialize, Serialize};

/// The data of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// The workspace's name, once there is a workspace.
    pub workspace: Option<String>,
    /// What a person who is signed in sees; none on the pages outside.
    pub snapshot: Option<Snapshot>,
    /// Whether the address names nothing that this person may see.
    pub not_found: bool,
}
