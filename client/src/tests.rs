//! The client as its driver sees it.

mod connecting;
mod listing;
mod reading;
mod stored;
mod tabs;
mod threads;

use crate::{commands::read_id, fixtures::*, *};
use protocol::{
    ClientFrame, Command, CommandId, Control, Conversation, Cursors, ErrorCode, EventKind, Follow,
    Message, ResyncReason, Room, ServerFrame, Signal, Snapshot, Timestamp,
};

fn id(n: u128) -> CommandId {
    CommandId::Text(client_id(n).to_string())
}

/// Writes a message, which is stored at once.
fn write(client: &mut Client, n: u128) -> Vec<Action> {
    let actions = client.send(written(n));
    keep(client, actions)
}

/// Stores the messages at once.
fn keep(client: &mut Client, actions: Vec<Action>) -> Vec<Action> {
    let mut then = Vec::new();
    for action in actions {
        match action {
            Action::Keep(pending) => then.extend(client.kept(pending.client_id)),
            action => then.push(action),
        }
    }
    then
}

fn ack(n: u128, seq: u64) -> ServerFrame {
    ServerFrame::Ack {
        id: id(n),
        stream: Some(ROOM),
        seq: Some(seq),
        message: Some(message_id(n)),
    }
}

/// The event of a message of Ada's, the first of the room.
fn arrival(n: u128) -> ServerFrame {
    let message = Message {
        id: message_id(n),
        client_id: client_id(n),
        ..message(1, ADA)
    };
    events(ROOM, event(1, ADA, EventKind::MessageCreated { message }))
}

fn sends(actions: &[Action]) -> Vec<u128> {
    let sent = |action: &Action| match action {
        Action::Transmit(ClientFrame::Command {
            command: Command::Send(message),
            ..
        }) => Some(message.client_id.0.as_u128()),
        _ => None,
    };
    actions.iter().filter_map(sent).collect()
}

fn shown(client: &Client) -> Vec<String> {
    client.state.rooms[&EVERYONE]
        .timeline
        .messages()
        .map(|message| message.body.clone())
        .collect()
}

#[test]
fn a_message_is_kept_before_it_is_sent() {
    let mut client = live();
    assert_eq!(client.send(written(1)), [Action::Keep(written(1))]);
    let others = Action::Broadcast(OutboxChange::Kept(written(1)));
    let actions = client.kept(client_id(1));
    assert_eq!(actions[0], others);
    assert_eq!(sends(&actions), [1]);
}

#[test]
fn a_message_that_is_not_stored_yet_is_not_overtaken() {
    let mut client = live();
    client.send(written(1));
    client.send(written(2));
    assert_eq!(sends(&client.kept(client_id(2))), []);
    assert_eq!(sends(&client.kept(client_id(1))), [1]);
}

#[test]
fn messages_are_sent_one_at_a_time() {
    let mut client = live();
    assert_eq!(sends(&write(&mut client, 1)), [1]);
    assert_eq!(sends(&write(&mut client, 2)), []);
    let actions = client.received(ack(1, 1), NOW);
    assert_eq!(actions[0], Action::Forget(client_id(1)));
    assert_eq!(sends(&actions), [2]);
}

#[test]
fn messages_in_flight_when_the_connection_broke_are_resent_first() {
    let mut client = live();
    write(&mut client, 1);
    write(&mut client, 2);
    client.closed(true, 0.5);
    client.opened(NOW);
    assert_eq!(sends(&client.received(welcome(), NOW)), [1]);
}

#[test]
fn an_acknowledged_message_stays_visible_until_its_event_arrives() {
    let mut client = live();
    write(&mut client, 1);
    client.received(ack(1, 1), NOW);
    assert_eq!(shown(&client), ["message 1"]);
    assert_eq!(client.outbox.within(EVERYONE).count(), 0);
}

#[test]
fn an_event_delivers_a_message_whose_ack_was_lost() {
    let mut client = live();
    write(&mut client, 1);
    let actions = client.received(arrival(1), NOW);
    assert_eq!(actions[0], Action::Forget(client_id(1)));
    client.received(ack(1, 1), NOW);
    assert_eq!(shown(&client), ["message 1"]);
}

#[test]
fn a_refused_message_keeps_its_text_and_the_next_one_is_sent() {
    for code in [ErrorCode::NotFound, ErrorCode::Conflict] {
        let mut client = live();
        write(&mut client, 1);
        write(&mut client, 2);
        let refusal = error(id(1), code, "Gone.", None);
        let actions = client.received(refusal, NOW);
        assert_eq!(sends(&actions), [2]);
        let first = client
            .outbox
            .within(EVERYONE)
            .next()
            .expect("it is still there");
        assert_eq!(
            (first.body.as_str(), &first.state),
            ("message 1", &PendingState::Refused("Gone.".into()))
        );
        client.received(ack(2, 1), NOW);
        let actions = client.try_again(client_id(1));
        assert_eq!(actions, [Action::Keep(written(1))]);
        assert_eq!(sends(&keep(&mut client, actions)), [1]);
    }
}

#[test]
fn a_busy_server_delays_the_outbox_in_order() {
    let mut client = live();
    write(&mut client, 1);
    write(&mut client, 2);
    let busy = error(id(1), ErrorCode::Busy, "Busy.", None);
    assert_eq!(client.received(busy, NOW), [Action::RetryIn(1_000)]);
    assert_eq!(sends(&write(&mut client, 3)), []);
    assert_eq!(sends(&client.retry()), [1]);
}

#[test]
fn a_retry_waits_as_long_as_the_server_asks() {
    for (code, retry_ms, wait_ms) in [
        (ErrorCode::CannotSave, Some(7_000), 7_000),
        (ErrorCode::CannotSave, None, 1_000),
        (ErrorCode::Unknown, Some(50), 50),
        (ErrorCode::Busy, Some(u64::MAX), 300_000),
    ] {
        let mut client = live();
        write(&mut client, 1);
        let refusal = error(id(1), code, "Not now.", retry_ms);
        assert_eq!(client.received(refusal, NOW), [Action::RetryIn(wait_ms)]);
        assert_eq!(sends(&client.retry()), [1]);
    }
}

#[test]
fn stored_messages_are_sent_in_the_order_of_writing() {
    let mut client = Client::new(snapshot(0));
    client.become_sender(vec![written(2), written(1)]);
    client.opened(NOW);
    assert_eq!(sends(&client.received(welcome(), NOW)), [1]);
    assert_eq!(sends(&client.received(ack(1, 1), NOW)), [2]);
}

#[test]
fn a_room_missing_from_the_welcome_is_removed() {
    let mut client = Client::new(snapshot(0));
    client.received(welcome_to(ADA, Cursors::new()), NOW);
    assert!(client.state.rooms.is_empty());
}

#[test]
fn the_client_reports_that_the_server_cannot_save_until_it_acknowledges_something() {
    let mut client = Client::new(snapshot(0));
    client.opened(NOW);
    client.received(welcome(), NOW);
    client.send(written(1));
    let cannot_save = |id| error(id, ErrorCode::CannotSave, "Later.", Some(1_000));
    client.received(cannot_save(read_id()), NOW);
    assert!(
        !client.cannot_save,
        "nothing is sent again that could end it"
    );
    client.received(cannot_save(id(1)), NOW);
    assert!(client.cannot_save);
    let acked = ServerFrame::Ack {
        id: id(1),
        stream: None,
        seq: None,
        message: None,
    };
    client.received(acked, NOW);
    assert!(!client.cannot_save);
}

#[test]
fn a_snapshot_for_an_earlier_connection_does_not_replace_the_live_state() {
    let mut client = live();
    client.closed(true, 0.0);
    client.opened(NOW);
    let reason = ResyncReason::LogTrimmed;
    assert_eq!(
        client.received(ServerFrame::Resync { reason }, NOW),
        [Action::Resync]
    );
    client.closed(true, 0.0);
    client.opened(NOW);
    client.received(welcome(), NOW);
    assert_eq!(client.reset(snapshot(7)), []);
    assert_eq!(client.state.cursors.get(&ROOM), Some(&0));
}

#[test]
fn a_client_that_resynced_sends_its_new_cursors() {
    let mut client = live();
    client.closed(true, 0.0);
    client.opened(NOW);
    let reason = ResyncReason::EpochChanged;
    client.received(ServerFrame::Resync { reason }, NOW);
    let hello = client.reset(snapshot(7));
    let cursors = snapshot(7).cursors;
    let epoch = Some(EPOCH);
    assert_eq!(
        hello,
        [Action::Transmit(ClientFrame::Control(Control::Hello {
            epoch,
            cursors
        }))]
    );
}
