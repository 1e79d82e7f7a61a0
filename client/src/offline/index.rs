//! Index of the saved rooms, which bounds how much is saved.

use protocol::{RoomId, Timestamp, UserId, read::Read};
use serde::{Deserialize, Serialize};

/// Maximum number of saved rooms.
const ROOMS: usize = 30;
/// Maximum length of all saved rooms, in bytes of JSON.
const BYTES: u64 = 8_000_000;

/// Index of one person's saved rooms in one browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct OfflineIndex {
    pub user: UserId,
    /// Identifies the sign-in that this is saved for. A page saves only under the lease that it has seen: one that does not
    /// know yet that its person has signed out must not save again what was removed.
    pub lease: String,
    /// When a page was last connected.
    pub at: Timestamp,
    /// The path of the page that was looked at last.
    pub path: String,
    pub rooms: Vec<OfflinePlace>,
}

/// Entry of the index for a saved room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct OfflinePlace {
    pub room: RoomId,
    /// Length of its JSON.
    pub bytes: u64,
    /// When the person last looked at it.
    pub used_at: Timestamp,
}

impl OfflineIndex {
    /// Adds a room that is saved now, or replaces it.
    pub fn put(&mut self, place: OfflinePlace) {
        self.rooms.retain(|other| other.room != place.room);
        self.rooms.push(place);
    }

    /// Records that the person looked at a room, if it is saved.
    pub fn touch(&mut self, room: RoomId, at: Timestamp) {
        if let Some(place) = self.rooms.iter_mut().find(|place| place.room == room) {
            place.used_at = place.used_at.max(at);
        }
    }

    /// Removes the rooms that are gone, and those beyond the bounds, beginning with the one that was not looked at for the
    /// longest time. Returns them.
    pub fn trim(&mut self, is_gone: impl Fn(RoomId) -> bool) -> Vec<RoomId> {
        self.rooms.sort_by_key(|place| -place.used_at.millis());
        let (mut count, mut bytes) = (0, 0_u64);
        let mut removed = Vec::new();
        self.rooms.retain(|place| {
            let stays =
                !is_gone(place.room) && count < ROOMS && bytes.saturating_add(place.bytes) <= BYTES;
            if stays {
                count += 1;
                bytes += place.bytes;
            } else {
                removed.push(place.room);
            }
            stays
        });
        removed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn place(n: u128, bytes: u64) -> OfflinePlace {
        OfflinePlace {
            room: RoomId(Uuid::from_u128(n)),
            bytes,
            used_at: Timestamp(n as i64),
        }
    }

    fn rooms(removed: &[RoomId]) -> Vec<u128> {
        removed.iter().map(|room| room.0.as_u128()).collect()
    }

    #[test]
    fn the_rooms_that_were_not_looked_at_for_longest_are_removed_beyond_the_bounds() {
        let mut index = OfflineIndex::default();
        for n in 1..=32 {
            index.put(place(n, 10));
        }
        index.touch(RoomId(Uuid::from_u128(1)), Timestamp(100));
        assert_eq!(rooms(&index.trim(|_| false)), [3, 2]);

        index.put(place(50, BYTES - 100));
        let removed = index.trim(|_| false);
        assert!(!removed.contains(&RoomId(Uuid::from_u128(50))));
        let bytes: u64 = index.rooms.iter().map(|place| place.bytes).sum();
        assert!(bytes <= BYTES && index.rooms.len() == 11);
    }

    #[test]
    fn a_room_that_is_gone_is_removed() {
        let mut index = OfflineIndex::default();
        index.put(place(1, 10));
        index.put(place(2, 10));
        assert_eq!(rooms(&index.trim(|room| room.0.as_u128() == 2)), [2]);
        assert_eq!(index.rooms.len(), 1);
    }
}
