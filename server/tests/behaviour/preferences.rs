//! A person's preferences for each room, and their list of rooms.

use crate::support::{TestPerson, frame, sees, workspace};
use protocol::{Draft, EventKind, RoomId, Timestamp};
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

#[tokio::test]
async fn choices_for_the_list_of_rooms_reach_the_persons_other_devices() {
    let (_server, _, [ada, grace]) = workspace().await;
    let mut other_device = ada.sign_in_again().await.connect().await;
    let choices = json!({ "collapsed": ["rooms", "direct", "rooms"], "recent_first": true });
    assert_eq!(ada.put("/api/me/sidebar", &choices).await, 204);
    let changed = sees!(other_device, EventKind::SidebarChanged { sidebar } => sidebar);
    let expected = json!({ "collapsed": ["rooms", "direct"], "recent_first": true });
    assert_eq!(json!(changed), expected);
    let sidebar =
        async |person: &TestPerson| person.get_json("/api/snapshot").await["sidebar"].clone();
    assert_eq!(sidebar(&ada).await, expected);
    assert!(sidebar(&grace).await.is_null());
    let unknown = json!({ "collapsed": ["attic"] });
    let answer = ada.put("/api/me/sidebar", &unknown).await;
    assert!(answer.is_client_error(), "{answer}");
    assert_eq!(sidebar(&ada).await, expected);
}

#[tokio::test]
async fn a_room_tells_its_last_message_and_whether_the_person_has_a_draft_in_it() {
    let (_server, room, [ada, grace]) = workspace().await;
    let here = async |person: &TestPerson| {
        let mut rooms = person.rooms().await.into_iter();
        rooms.find(|other| other.id == room).expect("the room")
    };
    assert_eq!(here(&ada).await.active_at, None);
    let root = grace.says(room, "Tea?").await;
    grace.replies(&root, "Anyone?").await;
    assert_eq!(here(&ada).await.active_at, Some(root.at));
    assert!(!here(&ada).await.drafted);
    let mut connection = ada.connect().await;
    for (at, body, drafted) in [(1, "half", true), (2, "", false)] {
        let draft = Draft {
            room,
            body: body.into(),
            edited_at: Timestamp(at),
            ..Draft::default()
        };
        assert!(connection.does(frame::draft(&draft)).await.is_some());
        assert_eq!(here(&ada).await.drafted, drafted);
        assert!(!here(&grace).await.drafted);
    }
}
