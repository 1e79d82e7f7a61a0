//! Commands, from the person's action to the event.

use crate::{Action, Client, fixtures::*};
use protocol::{ClientFrame, Command, CommandId, ErrorCode, EventKind, MessageId, ServerFrame};

fn message_1() -> MessageId {
    message_id(1)
}

fn id_of(actions: &[Action]) -> CommandId {
    match &transmitted(actions)[..] {
        [ClientFrame::Command { id, .. }] => id.clone(),
        other => panic!("not one command but {other:?}"),
    }
}

fn likes(client: &Client) -> usize {
    let message = client.with_pending_commands(&message(1, ADA));
    message.reactions.iter().map(|it| it.users.len()).sum()
}

fn ack(id: CommandId, seq: Option<u64>) -> ServerFrame {
    ServerFrame::Ack {
        id,
        stream: seq.map(|_| ROOM),
        seq,
        message: None,
    }
}

#[test]
fn a_reaction_shows_at_once_and_until_its_event_comes() {
    let mut client = live();
    let id = id_of(&client.react(message_1(), "👍".into(), true));
    assert_eq!(likes(&client), 1);
    client.received(ack(id, Some(1)), NOW);
    assert_eq!(likes(&client), 1);
    let kind = EventKind::ReactionChanged {
        message: message_1(),
        user: ADA,
        emoji: "👍".into(),
        on: true,
    };
    client.received(events(ROOM, event(1, ADA, kind)), NOW);
    // From now on the state shows it.
    assert_eq!(likes(&client), 0);
}

#[test]
fn a_command_that_changed_nothing_ends_with_its_ack() {
    let mut client = live();
    let id = id_of(&client.react(message_1(), "👍".into(), true));
    client.received(ack(id, None), NOW);
    assert_eq!(likes(&client), 0);
}

#[test]
fn unacknowledged_commands_are_sent_again_on_the_next_connection() {
    let mut client = live();
    let first = transmitted(&client.delete(message_1()));
    client.closed(true, 0.5);
    assert!(client.with_pending_commands(&message(1, ADA)).deleted);
    client.opened(NOW);
    let again = client.received(welcome(), NOW);
    assert_eq!(transmitted(&again), first);
}

#[test]
fn commands_made_offline_are_sent_in_order_once_live() {
    let mut client = live();
    client.closed(true, 0.5);
    assert_eq!(client.react(message_1(), "👍".into(), true), []);
    assert_eq!(client.react(message_1(), "👍".into(), false), []);
    client.opened(NOW);
    let frames = transmitted(&client.received(welcome(), NOW));
    let on = |frame: &ClientFrame| match frame {
        ClientFrame::Command {
            command: Command::React { on, .. },
            ..
        } => *on,
        other => panic!("not a reaction but {other:?}"),
    };
    assert_eq!(frames.iter().map(on).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_refused_command_is_undone_and_reported() {
    let mut client = live();
    let id = id_of(&client.delete(message_1()));
    let refused = error(
        id,
        ErrorCode::Forbidden,
        "You are not allowed to do this.",
        None,
    );
    client.received(refused, NOW);
    assert!(!client.with_pending_commands(&message(1, ADA)).deleted);
    assert_eq!(
        client.notice.as_deref(),
        Some("You are not allowed to do this.")
    );
}

#[test]
fn a_command_is_repeated_later_if_the_server_is_busy() {
    let mut client = live();
    let first = client.react(message_1(), "👍".into(), true);
    let busy = error(id_of(&first), ErrorCode::Busy, "", None);
    assert!(matches!(
        client.received(busy, NOW)[..],
        [Action::RetryIn(_)]
    ));
    assert_eq!(transmitted(&client.retry()), transmitted(&first));
}

#[test]
fn only_the_later_of_two_drafts_in_a_conversation_is_sent() {
    let mut client = live();
    client.closed(true, 0.5);
    for body in ["H", "Hello"] {
        client.draft(draft(body, NOW.millis()));
    }
    assert!(client.is_sending_draft(EVERYONE.into()));
    client.opened(NOW);
    match &transmitted(&client.received(welcome(), NOW))[..] {
        [
            ClientFrame::Command {
                command: Command::Draft { draft },
                ..
            },
        ] => assert_eq!(draft.body, "Hello"),
        other => panic!("not one draft but {other:?}"),
    }
}
