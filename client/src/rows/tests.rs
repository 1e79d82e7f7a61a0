//! Rows of different messages.

use super::*;
use crate::{
    Client, OutboxChange, PendingMessage, PendingState,
    fixtures::{ADA, EVERYONE, GRACE, client_id, snapshot},
};
use protocol::{Conversation, Message, OpenRoom, Snapshot, Status};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

fn message(seq: u64, author: UserId, at: i64) -> Message {
    Message {
        at: Timestamp(at),
        ..crate::fixtures::message(seq, author)
    }
}

/// Ada's client, looking at these messages.
fn client(messages: Vec<Message>) -> Client {
    let open = OpenRoom {
        room: EVERYONE,
        messages,
        ..OpenRoom::default()
    };
    Client::new(Snapshot {
        open: Some(open),
        ..snapshot(9)
    })
}

fn written(n: u128, at: i64) -> PendingMessage {
    PendingMessage {
        at: Timestamp(at),
        ..crate::fixtures::written(n)
    }
}

/// Options with no unread line, in UTC.
fn options(now: Option<Timestamp>) -> RowOptions<'static> {
    RowOptions {
        unread_after: None,
        offset_minutes: &|_| 0,
        now,
    }
}

/// `day`, `new`, and for each message its number, with a `*` where it shows its author.
fn drawn(client: &Client, unread_after: Option<u64>) -> Vec<String> {
    let rows = Rows::new(
        client,
        EVERYONE,
        &RowOptions {
            unread_after,
            ..options(None)
        },
    );
    let draw = |key: &RowKey| match key {
        RowKey::Day(_) => "day".to_owned(),
        RowKey::New => "new".to_owned(),
        RowKey::Message(_, id) => {
            let head = rows.message(*key).is_some_and(|row| row.head);
            format!("{}{}", id.0.as_u128(), if head { "*" } else { "" })
        }
    };
    rows.keys().iter().map(draw).collect()
}

#[test]
fn consecutive_messages_of_one_author_are_grouped() {
    let client = client(vec![
        message(1, ADA, 0),
        message(2, ADA, MINUTE),
        message(3, GRACE, 2 * MINUTE),
        message(4, GRACE, 8 * MINUTE),
    ]);
    assert_eq!(drawn(&client, None), ["day", "1*", "2", "3*", "4*"]);
}

#[test]
fn a_new_day_begins_a_group() {
    let client = client(vec![
        message(1, ADA, DAY - MINUTE),
        message(2, ADA, DAY + MINUTE),
    ]);
    assert_eq!(drawn(&client, None), ["day", "1*", "day", "2*"]);
}

#[test]
fn the_unread_line_is_above_the_first_unread_message_of_another_person() {
    let client = client(vec![
        message(1, GRACE, 0),
        message(2, ADA, 1),
        message(3, GRACE, 2),
        message(4, GRACE, 3),
    ]);
    assert_eq!(
        drawn(&client, Some(1)),
        ["day", "1*", "2*", "new", "3*", "4"]
    );
}

#[test]
fn pending_messages_come_last_and_a_slow_clock_repeats_no_day() {
    let mut client = client(vec![message(1, ADA, DAY)]);
    client.send(written(7, DAY - MINUTE));
    assert_eq!(drawn(&client, None), ["day", "1*", "7"]);
}

#[test]
fn a_delivered_message_is_not_also_shown_as_pending() {
    let mut client = client(vec![message(7, ADA, 0)]);
    client.restore(vec![written(7, 0)]);
    assert_eq!(drawn(&client, None), ["day", "7*"]);
}

#[test]
fn two_authors_may_use_the_same_client_id() {
    let mut second = message(2, GRACE, 0);
    second.client_id = client_id(1);
    assert_eq!(
        drawn(&client(vec![message(1, ADA, 0), second]), None).len(),
        3
    );
}

#[test]
fn the_text_of_a_refused_edit_outlives_its_message() {
    let mut gone = message(1, ADA, 0);
    gone.deleted = true;
    let mut client = client(vec![gone.clone()]);
    let edit = PendingMessage {
        edits: Some(gone.id),
        body: "better".into(),
        state: PendingState::Refused("There is no such thing.".into()),
        ..written(7, MINUTE)
    };
    client.restore(vec![edit.clone()]);
    let options = options(None);
    let rows = Rows::new(&client, EVERYONE, &options);
    let row = rows.message(RowKey::Message(ADA, edit.client_id));
    let row = row.expect("a row of its own");
    assert_eq!(
        (row.body.as_str(), row.delivery.refusal()),
        ("better", Some("There is no such thing."))
    );
}

#[test]
fn a_pending_reply_is_in_its_thread_and_a_refused_one_also_in_the_room() {
    let root = message(1, ADA, 0);
    let at = Conversation {
        room: EVERYONE,
        thread: Some(root.id),
    };
    let reply = PendingMessage {
        reply_to: Some(root.id),
        ..written(7, MINUTE)
    };
    let mut client = client(vec![root.clone()]);
    client.state.open_thread(EVERYONE, root.id);
    client.restore(vec![reply.clone()]);
    let options = options(None);
    let key = RowKey::Message(ADA, reply.client_id);
    let shown = |client: &Client| {
        let thread = Rows::new(client, at, &options);
        let room = Rows::new(client, EVERYONE, &options);
        (
            thread.message(key).is_some(),
            room.message(key).is_some(),
            thread.keys().len(),
        )
    };
    // The day, the root and the reply.
    assert_eq!(shown(&client), (true, false, 3));
    let refused = PendingMessage {
        state: PendingState::Refused("There is no such thing.".into()),
        ..reply.clone()
    };
    client.outbox_changed(OutboxChange::Kept(refused));
    assert_eq!(shown(&client), (true, true, 3));
}

#[test]
fn a_reply_to_the_room_too_stands_alone_in_the_room_from_the_start() {
    let root = message(1, ADA, 0);
    let also = Message {
        reply_to: Some(root.id),
        also_in_room: true,
        ..message(2, ADA, 1)
    };
    let mut client = client(vec![root.clone(), also.clone(), message(3, ADA, 2)]);
    client.restore(vec![PendingMessage {
        reply_to: Some(root.id),
        also_in_room: true,
        ..written(7, 3)
    }]);
    let rows = Rows::new(&client, EVERYONE, &options(None));
    let row = |n| {
        let row = rows.message(RowKey::Message(ADA, client_id(n)));
        row.map(|row| (row.head, row.also_of)).expect("a row")
    };
    assert_eq!(row(1), (true, None));
    assert_eq!(row(2), (true, Some(root.id)));
    assert_eq!(row(3), (true, None));
    assert_eq!(row(7), (true, Some(root.id)));
}

#[test]
fn a_status_shows_until_it_has_ended() {
    let mut client = client(vec![message(1, GRACE, MINUTE)]);
    let shown = |client: &Client, now| {
        let rows = Rows::new(client, EVERYONE, &options(now));
        let key = RowKey::Message(GRACE, client_id(1));
        rows.message(key).expect("a row").status.clone()
    };
    let mut say = |text: &str| {
        let grace = client.state.people.get_mut(&GRACE).expect("Grace");
        grace.status = Some(Status {
            emoji: "🌴".into(),
            text: Some(text.into()),
            until: Some(Timestamp(DAY)),
        });
        client.clone()
    };
    let away = say("Away");
    let away_shown = Some("\u{a0}🌴\u{2003}Away".to_owned());
    assert_eq!(shown(&away, Some(Timestamp(DAY - 1))), away_shown);
    assert_eq!(shown(&away, None), away_shown);
    assert_eq!(shown(&away, Some(Timestamp(DAY))), None);
}
