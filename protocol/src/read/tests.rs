//! The derived reader gives what serde gives, for all that the server writes.

use super::*;
use crate::{boot::Boot, *};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use std::fmt::Debug;

const ADA: &str = "00000000-0000-0000-0000-000000000001";
const ROOM: &str = "00000000-0000-0000-0000-000000000010";
const MESSAGE: &str = "00000000-0000-0000-0000-000000000003";
const ROOT: &str = "00000000-0000-0000-0000-000000000005";
const CLIENT: &str = "00000000-0000-0000-0000-000000000012";
const EPOCH: &str = "00000000-0000-0000-0000-000000000009";
const EARLY: &str = "1970-01-01T00:00:00.005Z";
const LATE: &str = "2026-11-24T02:42:14.007Z";

/// Asserts that both readers give the same value, and that the server writes it as this JSON, with all of its fields.
#[track_caller]
fn reads<T: Serialize + DeserializeOwned + Read + PartialEq + Debug>(json: &Value) {
    let text = json.to_string();
    let value: T = serde_json::from_str(&text).expect("serde reads it");
    assert_eq!(json!(value), *json);
    assert_eq!(read::<T>(&text), Some(value), "{json}");
}

fn room() -> Value {
    json!({
        "id": ROOM, "name": "Everyone", "kind": "open", "seq": 1, "read_seq": 7, "unread": 2, "mentions": 4,
        "topic": "What all should know", "archived": true, "permanent": true, "posting": "administrators",
        "people": [ADA], "level": "mentions", "favourite": 1, "pins": 3, "hidden": true,
    })
}

fn thread() -> Value {
    json!({ "replies": 3, "people": [ADA], "last_at": LATE, "last_seq": 12 })
}

fn follow() -> Value {
    json!({ "thread": ROOT, "room": ROOM, "following": true, "read_seq": 4, "unread": 2 })
}

fn saved() -> Value {
    json!({ "message": MESSAGE, "remind_at": LATE, "due": true })
}

fn scheduled() -> Value {
    json!({
        "id": CLIENT, "room": ROOM, "reply_to": ROOT, "also_in_room": true, "body": "Later", "at": LATE, "attachments": [attachment()],
        "obstacle": "archived",
    })
}

fn notification_settings() -> Value {
    json!({
        "hours": { "days": ["monday", "sunday"], "from": 480, "until": 1080, "time_zone": "Europe/London" },
        "paused_until": LATE, "hide_texts": true, "digest": true,
    })
}

fn attachment() -> Value {
    json!({ "id": CLIENT, "name": "Engine", "media_type": "image/png", "size": 9, "width": 4, "height": 3 })
}

fn message() -> Value {
    json!({
        "id": MESSAGE, "seq": 1, "room": ROOM, "author": ADA, "client_id": CLIENT,
        "body": "hello \"you\" \u{1f389}\n", "at": EARLY,
    })
}

fn edited_message() -> Value {
    json!({
        "id": MESSAGE, "seq": 1, "room": ROOM, "author": ADA, "client_id": CLIENT, "body": "hello", "at": EARLY,
        "edited_at": LATE, "reactions": [{ "emoji": "🎉", "users": [ADA] }], "mentions": [ADA], "everyone": true,
        "previews": [{ "number": 0, "url": "", "site": "", "title": "" }, preview()], "pinned": true,
        "reply_to": ROOT, "also_in_room": true, "thread": thread(), "attachments": [attachment()],
    })
}

fn deleted_message() -> Value {
    let mut message = message();
    message["body"] = json!("");
    message["deleted"] = json!(true);
    message
}

fn preview() -> Value {
    json!({
        "number": 2, "url": "https://example.org/engine", "site": "example.org", "title": "The Engine",
        "text": "Notes on it", "picture": { "name": "abc", "width": 480, "height": 252 },
    })
}

fn draft() -> Value {
    json!({ "room": ROOM, "thread": ROOT, "body": "Dear", "edited_at": LATE })
}

fn person() -> Value {
    json!({
        "id": ADA, "name": "Ada", "title": "Analyst", "role": "guest", "banned": true, "deactivated": true,
        "status": { "emoji": "🌴", "text": "Away", "until": LATE }, "time_zone": "Europe/Berlin", "picture": "abc",
    })
}

#[test]
fn every_frame_reads_as_serde_reads_it() {
    let stream = format!("r:{ROOM}");
    for frame in [
        json!({ "type": "welcome", "epoch": EPOCH, "user": ADA, "streams": { &stream: 4, "w": 0 }, "heartbeat_ms": 25_000, "version": "1" }),
        json!({ "type": "ack", "id": "a", "stream": stream, "seq": 7, "message": MESSAGE }),
        json!({ "type": "ack", "id": 1 }),
        json!({ "type": "error", "code": "busy", "message": "No." }),
        json!({ "type": "error", "id": 1, "code": "busy", "message": "No.", "retry_ms": 5 }),
        json!({ "type": "signal", "kind": "typing", "room": ROOM, "user": ADA }),
        json!({ "type": "signal", "kind": "typing", "room": ROOM, "thread": ROOT, "user": ADA }),
        json!({
            "type": "signal", "kind": "notification", "message": MESSAGE, "room": ROOM, "seq": 4, "thread": ROOT,
            "reason": "thread", "title": "Ada (Tea)", "text": "At four",
        }),
        json!({ "type": "signal", "kind": "presence", "all": true, "active": [ADA], "away": [ROOM], "offline": [ROOT] }),
        json!({ "type": "signal", "kind": "presence" }),
        json!({ "type": "resync", "reason": "cursor_ahead" }),
        json!({ "type": "pong", "id": "a" }),
    ] {
        reads::<ServerFrame>(&frame);
    }
}

#[test]
fn every_kind_of_event_reads_as_serde_reads_it() {
    for mut event in [
        json!({ "kind": "message_created", "message": message() }),
        json!({ "kind": "message_created", "message": edited_message() }),
        json!({ "kind": "message_edited", "message": MESSAGE, "body": "hello again" }),
        json!({ "kind": "message_deleted", "message": MESSAGE, "message_seq": 1, "author": ADA, "reply_to": ROOT, "also_in_room": true, "thread": thread() }),
        json!({ "kind": "thread_changed", "follow": follow() }),
        json!({ "kind": "reaction_changed", "message": MESSAGE, "user": ADA, "emoji": "🎉", "on": true }),
        json!({ "kind": "reaction_changed", "message": MESSAGE, "user": ADA, "emoji": "🎉", "on": false }),
        json!({ "kind": "preview_changed", "message": MESSAGE, "previews": [preview()] }),
        json!({ "kind": "preview_changed", "message": MESSAGE }),
        json!({ "kind": "pin_changed", "message": MESSAGE, "on": true }),
        json!({ "kind": "saved_changed", "message": MESSAGE, "remind_at": LATE, "due": true, "on": true }),
        json!({ "kind": "saved_changed", "message": MESSAGE, "on": false }),
        json!({ "kind": "scheduled_changed", "id": CLIENT, "scheduled": scheduled() }),
        json!({ "kind": "scheduled_changed", "id": CLIENT }),
        json!({ "kind": "member_joined", "user": ADA }),
        json!({ "kind": "member_left", "user": ADA }),
        json!({
            "kind": "room_changed", "name": "Engines", "room_kind": "closed", "topic": "Plans", "archived": true,
            "posting": "everyone", "description": "All our plans",
        }),
        json!({ "kind": "room_added", "room": room() }),
        json!({ "kind": "room_removed", "room": ROOM }),
        json!({ "kind": "room_removed", "room": ROOM, "deleted": true }),
        json!({ "kind": "hidden_changed", "room": ROOM, "hidden": true }),
        json!({ "kind": "read_moved", "room": ROOM, "read_seq": 2, "mentions": 4, "unread": 3, "room_seq": 5 }),
        json!({ "kind": "level_changed", "room": ROOM, "level": "nothing" }),
        json!({ "kind": "favourites_changed", "rooms": [ROOM] }),
        json!({ "kind": "email_changed", "email": "ada@example.org" }),
        json!({ "kind": "notifications_changed", "settings": notification_settings() }),
        json!({ "kind": "notifications_changed", "settings": {} }),
        json!({ "kind": "tip_dismissed", "tip": "jump" }),
        json!({ "kind": "draft_changed", "draft": draft() }),
        json!({ "kind": "draft_dropped", "room": ROOM, "thread": ROOT }),
        json!({ "kind": "person_changed", "person": person() }),
        json!({ "kind": "workspace_changed", "name": "Engines" }),
        json!({ "kind": "superseded" }),
    ] {
        event["seq"] = json!(1);
        event["at"] = json!(LATE);
        event["actor"] = json!(ADA);
        reads::<ServerFrame>(&json!({ "type": "events", "stream": "w", "events": [event] }));
    }
}

#[test]
fn http_answers_and_page_data_read_as_serde_reads_them() {
    let snapshot = json!({
        "epoch": EPOCH, "me": { "id": ADA, "name": "Ada", "email": "ada@example.com", "role": "member" },
        "workspace": "Engines", "people": [person()], "rooms": [room()], "cursors": { format!("u:{ADA}"): 2 },
        "drafts": [draft()], "saved": [saved()], "scheduled": [scheduled()], "threads": [follow()],
        "notifications": notification_settings(), "tips": ["jump"],
        "open": {
            "room": ROOM, "members": [ADA], "description": "For all", "older": true, "newer": false,
            "messages": [message(), edited_message(), deleted_message()],
        },
    });
    reads::<Boot>(&json!({
        "path": "/", "workspace": "Engines", "snapshot": snapshot, "signed_in": "Ada", "not_found": false,
    }));
    reads::<Boot>(&json!(Boot::default()));
    for ended in [
        "signed_out",
        "password_changed",
        "password_reset",
        "banned",
        "deactivated",
        "expired",
    ] {
        reads::<Boot>(&json!({
            "path": "/sign-in", "workspace": "Engines", "snapshot": null, "signed_in": null, "ended": ended,
            "not_found": false,
        }));
    }
    reads::<MessagePage>(
        &json!({ "messages": [message()], "epoch": EPOCH, "seq": 4, "draft": draft(), "cut": true }),
    );
    reads::<MentionPage>(&json!({ "messages": [message()], "more": true }));
    reads::<FirstMessage>(&json!({ "seq": 7 }));
    reads::<FirstMessage>(&json!({}));
    let version = json!({ "number": 3, "body": "Tea at fuor", "at": LATE });
    reads::<VersionPage>(&json!({ "versions": [version], "more": true }));
    let mut workspace = json!({
        "name": "Engines", "link_previews": false, "file_limit_mb": 25, "person_quota_mb": 5_000,
        "total_quota_mb": 50_000, "used_mb": 12, "join_code": "abc",
    });
    reads::<Workspace>(&workspace);
    workspace["link_previews"] = json!(true);
    workspace["mail"] = json!(true);
    let fields = workspace.as_object_mut().expect("an object");
    fields.retain(|name, _| name != "used_mb" && name != "join_code");
    reads::<Workspace>(&workspace);
    let device =
        json!({ "id": CLIENT, "name": "Firefox on Linux", "created_at": LATE, "current": true });
    reads::<PushDevices>(&json!({ "key": "BPk", "devices": [device] }));
    reads::<Problem>(&json!({ "code": "unauthorized", "detail": "Sign in." }));
    let part = json!({ "text": "engine", "marked": true });
    let found = json!({
        "message": message(), "room": { "id": ROOM, "name": "Engines", "kind": "direct", "people": [ADA] },
        "author": "Ada", "snippet": [{ "text": "The " }, part], "marks": ["engine"],
        "files": [{ "attachment": attachment(), "name": [part] }], "thread": { "root": ROOT, "title": "Plans" },
    });
    let problem = json!({ "code": "unknown_person", "text": "from:nobody" });
    reads::<SearchPage>(&json!({
        "results": [found], "cursor": "t9", "problems": [problem], "indexing": true,
    }));
    reads::<SearchPage>(&json!({ "results": [] }));
}

#[test]
fn an_event_of_a_future_kind_is_unknown() {
    let json = json!({ "type": "events", "stream": "w", "events": [{
        "seq": 1, "at": LATE, "actor": ADA, "kind": "message_framed", "message": ADA, "room": 7, "frame": { "gold": 1.5 },
    }] });
    let frame = read::<ServerFrame>(&json.to_string());
    assert!(
        matches!(frame, Some(ServerFrame::Events { events, .. }) if events[0].kind == EventKind::Unknown)
    );
}

#[test]
fn a_value_without_required_fields_is_refused() {
    for json in [
        r#"{"type":"ack"}"#,
        r#"{"type":"fanfare"}"#,
        r#"{"type":"pong","id":{}}"#,
        "[]",
        "7",
        "",
        "{",
    ] {
        assert_eq!(read::<ServerFrame>(json), None, "{json}");
    }
}

#[test]
fn omitted_fields_of_a_room_read_as_empty() {
    let json = json!({
        "id": ROOM, "name": "Everyone", "kind": "open", "seq": 1, "read_seq": 0, "unread": 1,
    });
    reads::<Room>(&json);
    let room = read::<Room>(&json.to_string()).expect("a room");
    assert!(room.topic.is_none() && room.people.is_empty() && room.favourite.is_none());
    assert_eq!((room.archived, room.permanent), (false, false));
    assert_eq!((room.pins, room.mentions, room.hidden), (0, 0, false));
    assert_eq!(
        (room.posting, room.level),
        (Posting::Everyone, Level::Everything)
    );
}
