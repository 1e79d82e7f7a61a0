//! A person's preferences for each room.

use crate::support::{TestPerson, sees, workspace};
use protocol::{EventKind, RoomId};
use serde_json::json;

#[tokio::test]
async fn preferences_reach_the_persons_other_devices_and_nobody_else() {
    let (server, _, [ada]) = workspace().await;
    let tea = ada.open_room("Tea").await;
    let den = ada.closed_room("Den").await;
    let mut other_device = ada.sign_in_again().await.connect().await;

    let level = json!({ "level": "mentions" });
    let path = format!("/api/rooms/{tea}/level");
    assert_eq!(ada.put(&path, &level).await, 204);
    let is_level = |kind: &EventKind| matches!(kind, EventKind::LevelChanged { .. });
    let changed = other_device.sees(is_level).await;
    let expected = json!({ "kind": "level_changed", "room": tea, "level": "mentions" });
    assert_eq!(json!(changed.kind), expected);
    // Unknown rooms and duplicates are ignored.
    let unknown = RoomId(uuid::Uuid::from_u128(7));
    let favourites = json!({ "rooms": [den, unknown, tea, den] });
    assert_eq!(ada.put("/api/me/favourites", &favourites).await, 204);
    let changed = sees!(other_device, EventKind::FavouritesChanged { rooms } => rooms);
    assert_eq!(changed, [den, tea]);
    let favourites = async |person: &TestPerson| -> Vec<Option<u64>> {
        let rooms = person.rooms().await.into_iter();
        rooms.map(|room| room.favourite).collect()
    };
    assert_eq!(favourites(&ada).await, [None, Some(2), Some(1)]);

    let grace = server.join(&ada, "Grace").await;
    assert!(favourites(&grace).await.iter().all(Option::is_none));
    let path = format!("/api/rooms/{den}/level");
    assert_eq!(grace.put(&path, &level).await, 404);
}
