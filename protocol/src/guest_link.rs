//! Invitation links for guests.

use crate::{GuestLinkId, RoomId, Timestamp, UserId, read::Read};
use serde::{Deserialize, Serialize};

/// An invitation link for guests, as administrators see it: an element of the answer to `GET /api/guest-invitations`. Its
/// code is only in the answer that creates it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct GuestLink {
    pub id: GuestLinkId,
    /// The rooms that guests join. The administrator may not be in all of them.
    pub rooms: Vec<RoomId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<UserId>,
    pub made_at: Timestamp,
    /// When it expires.
    pub good_until: Timestamp,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
    /// Number of guests who have used it.
    pub uses: u64,
}
