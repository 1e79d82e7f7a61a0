//! The workspace and its settings.

use crate::read::Read;
use serde::{Deserialize, Serialize};

/// The workspace: the answer to `GET /api/workspace`. `join_code` and `used_mb` are for administrators only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct Workspace {
    pub name: String,
    /// Whether the server fetches previews of links in messages.
    #[serde(default)]
    pub link_previews: bool,
    /// Whether the server sends mails.
    #[serde(default, skip_serializing_if = "crate::skip::is_default")]
    pub mail: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
    /// Maximum size of a file, in megabytes.
    pub file_limit_mb: u64,
    /// Maximum size of one person's files, in megabytes.
    pub person_quota_mb: u64,
    /// Maximum size of all files, in megabytes.
    pub total_quota_mb: u64,
    /// Present size of all files, in megabytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_mb: Option<u64>,
}
