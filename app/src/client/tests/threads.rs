//! What is kept apart for each thread of a room.

use super::*;
use crate::model::Follow;

const GRACE: UserId = UserId(Uuid::from_u128(2));
const MINE: StreamId = StreamId::User(ADA);

fn tea() -> Conversation {
    Conversation {
        room: EVERYONE,
        thread: Some(MessageId(Uuid::from_u128(7))),
    }
}

fn follow(read_seq: u64, unread: u64) -> Follow {
    Follow {
        thread: tea().thread.unwrap_or_default(),
        room: EVERYONE,
        following: true,
        read_seq,
        unread,
    }
}

fn told(client: &mut Client, seq: u64, follow: Follow) {
    let kind = EventKind::ThreadChanged { follow };
    let (at, actor) = (NOW, ADA);
    let event = Event {
        seq,
        at,
        actor,
        kind,
    };
    let frame = ServerFrame::Events {
        stream: MINE,
        events: vec![event],
    };
    client.received(frame, NOW);
}

#[test]
fn a_thread_marked_unread_stays_so_until_the_person_comes_back_to_it() {
    let mut client = Client::new(Snapshot {
        cursors: [(ROOM, 4), (MINE, 0)].into(),
        ..snapshot(4)
    });
    client.link = Link::Live;
    let thread = follow(0, 0).thread;
    told(&mut client, 1, follow(4, 0));
    // On another device.
    told(&mut client, 2, follow(2, 2));
    assert!(client.holds_unread(tea()));
    assert!(!client.holds_unread(EVERYONE.into()));
    assert_eq!(client.read_thread(thread, 4), []);
    client.release(tea());
    assert_eq!(client.read_thread(thread, 4).len(), 1);
    told(&mut client, 3, follow(4, 0));
    assert!(!client.holds_unread(tea()));
    // And here.
    assert_eq!(client.mark_unread(tea(), 4).len(), 1);
    assert!(client.holds_unread(tea()));
}

#[test]
fn who_types_in_a_thread_does_not_type_in_the_room() {
    let mut client = live();
    client.state.people.insert(
        GRACE,
        Person {
            id: GRACE,
            name: "Grace".into(),
            ..Person::default()
        },
    );
    let Conversation { room, thread } = tea();
    let user = GRACE;
    let signal = Signal::Typing { room, thread, user };
    client.received(ServerFrame::Signal(signal), NOW);
    assert_eq!(client.typing_in(tea()), ["Grace"]);
    assert!(client.typing_in(EVERYONE.into()).is_empty());
    // What she says in the room is not what she types in the thread.
    for (seq, reply_to, left) in [(1, None, 1), (2, thread, 0)] {
        let message = Message {
            author: GRACE,
            reply_to,
            ..message(seq)
        };
        let event = Event {
            seq,
            at: NOW,
            actor: GRACE,
            kind: EventKind::MessageCreated { message },
        };
        let frame = ServerFrame::Events {
            stream: ROOM,
            events: vec![event],
        };
        client.received(frame, NOW);
        assert_eq!(client.typing_in(tea()).len(), left);
    }
}

#[test]
fn what_is_attached_in_a_thread_goes_with_the_reply() {
    let mut client = live();
    for (number, at) in [(1, tea()), (2, EVERYONE.into())] {
        let name = number.to_string();
        let file = crate::model::Attachment {
            name: name.clone(),
            ..crate::model::Attachment::default()
        };
        let state = UploadState::Done(file);
        client.uploads.push(Upload {
            at,
            number,
            name,
            state,
        });
    }
    let taken = client.take_attachments(tea());
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].name, "1");
    assert!(!client.has_uploads(tea()) && client.has_uploads(EVERYONE.into()));
}
