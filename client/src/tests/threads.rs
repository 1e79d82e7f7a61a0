//! Typing and attachments, separate for each thread of a room.

use super::*;

fn tea() -> Conversation {
    Conversation {
        room: EVERYONE,
        thread: Some(message_id(7)),
    }
}

#[test]
fn typing_in_a_thread_is_not_typing_in_the_room() {
    let mut client = live();
    let Conversation { room, thread } = tea();
    let user = GRACE;
    let signal = Signal::Typing { room, thread, user };
    client.received(ServerFrame::Signal(signal), NOW);
    assert_eq!(client.typing_in(tea()), ["Grace"]);
    assert!(client.typing_in(EVERYONE.into()).is_empty());
    // A message in the room does not end her typing in the thread.
    for (seq, reply_to, left) in [(1, None, 1), (2, thread, 0)] {
        let message = Message {
            reply_to,
            ..message(seq, GRACE)
        };
        let created = event(seq, GRACE, EventKind::MessageCreated { message });
        client.received(events(ROOM, created), NOW);
        assert_eq!(client.typing_in(tea()).len(), left);
    }
}

#[test]
fn files_attached_in_a_thread_are_sent_with_the_reply() {
    let mut client = live();
    for (number, conversation) in [(1, tea()), (2, EVERYONE.into())] {
        let name = number.to_string();
        let file = protocol::Attachment {
            name: name.clone(),
            ..protocol::Attachment::default()
        };
        let state = UploadState::Done(file);
        client.uploads.push(Upload {
            conversation,
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

#[test]
fn all_threads_are_read_at_once_up_to_the_end_of_their_rooms() {
    let mut snapshot = snapshot(9);
    let follow = |n, unread| Follow {
        thread: message_id(n),
        room: EVERYONE,
        following: true,
        read_seq: 2,
        unread,
    };
    snapshot.threads = vec![follow(1, 2), follow(2, 0), follow(3, 1)];
    let mut client = Client::new(snapshot);
    client.opened(NOW);
    client.received(welcome_to(ADA, [(ROOM, 9)].into()), NOW);
    let read = transmitted(&client.read_all_threads());
    let read: Vec<_> = read
        .into_iter()
        .filter_map(|frame| match frame {
            ClientFrame::Command {
                command: Command::ReadThread { message, seq },
                ..
            } => Some((message, seq)),
            _ => None,
        })
        .collect();
    assert_eq!(read, [(message_id(1), 9), (message_id(3), 9)]);
    // They are on their way.
    assert_eq!(client.read_all_threads(), []);
}
