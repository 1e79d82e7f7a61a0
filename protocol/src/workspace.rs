//! The workspace and its settings.

use serde::{Deserialize, Serialize};

/// The workspace: the answer to `GET /api/workspace`. Only administrators are shown the `join_code` and `used_mb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    pub name: String,
    /// Whether the server fetches titles and pictures of what messages link to.
    #[serde(default)]
    pub link_previews: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
    /// The largest file that may be uploaded, in megabytes.
    pub file_limit_mb: u64,
    /// What the files of one person may take together, in megabytes.
    pub person_quota_mb: u64,
    /// What all files may take together, in megabytes.
    pub total_quota_mb: u64,
    /// What they take, in megabytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_mb: Option<u64>,
}
