use crate::{GuestLinkId, RoomId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// A link by which guests come into some rooms, as administrators see it: an element of the answer to
/// `GET /api/guest-invitations`. Its code is shown only to who makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestLink {
    pub id: GuestLinkId,
    /// Also rooms that the administrator who looks is not in.
    pub rooms: Vec<RoomId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<UserId>,
    pub made_at: Timestamp,
    /// Until when it is good.
    pub good_until: Timestamp,
    /// When somebody came by it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
    /// How many have come by it.
    pub uses: u64,
}
