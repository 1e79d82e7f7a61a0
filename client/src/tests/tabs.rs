//! Tabs that share an outbox.

use super::*;

/// Delivers what one tab tells to the other.
fn tell(actions: &[Action], other: &mut Client) -> Vec<Action> {
    let mut then = Vec::new();
    for action in actions {
        if let Action::Broadcast(change) = action {
            then.extend(other.outbox_changed(change.clone()));
        }
    }
    then
}

fn pending(client: &Client) -> Vec<(String, PendingState)> {
    client
        .outbox
        .within(EVERYONE)
        .map(|pending| (pending.body.clone(), pending.state.clone()))
        .collect()
}

fn refusal(n: u128) -> ServerFrame {
    error(id(n), ErrorCode::NotFound, "Gone.", None)
}

#[test]
fn a_tab_that_is_not_the_sender_notifies_the_one_that_is() {
    let (mut sender, mut other) = (live(), beside());
    let actions = write(&mut other, 1);
    assert_eq!(sends(&actions), []);
    assert_eq!(sends(&tell(&actions, &mut sender)), [1]);
}

#[test]
fn an_ack_delivers_the_message_in_every_tab() {
    let (mut sender, mut other) = (live(), beside());
    let actions = write(&mut other, 1);
    tell(&actions, &mut sender);
    let actions = sender.received(ack(1, 1), NOW);
    tell(&actions, &mut other);
    for tab in [&sender, &other] {
        assert_eq!(shown(tab), ["message 1"]);
        assert_eq!(pending(tab), []);
    }
}

#[test]
fn the_next_sender_continues_in_the_order_of_writing() {
    let mut other = beside();
    write(&mut other, 3);
    let actions = other.become_sender(vec![written(1), written(2), written(3)]);
    assert_eq!(sends(&actions), [1]);
    assert_eq!(sends(&other.received(ack(1, 1), NOW)), [2]);
    assert_eq!(sends(&other.received(ack(2, 2), NOW)), [3]);
}

#[test]
fn a_refusal_and_its_retry_or_discard_reach_every_tab() {
    let (mut sender, mut other) = (live(), beside());
    let actions = write(&mut sender, 1);
    tell(&actions, &mut other);
    let refused = (
        "message 1".to_owned(),
        PendingState::Refused("Gone.".into()),
    );

    let actions = sender.received(refusal(1), NOW);
    let actions = keep(&mut sender, actions);
    tell(&actions, &mut other);
    assert_eq!(pending(&other), std::slice::from_ref(&refused));

    let actions = other.try_again(client_id(1));
    let actions = keep(&mut other, actions);
    assert_eq!(sends(&tell(&actions, &mut sender)), [1]);
    assert_eq!(
        pending(&other),
        [("message 1".into(), PendingState::Waiting)]
    );

    let actions = sender.received(refusal(1), NOW);
    let actions = keep(&mut sender, actions);
    tell(&actions, &mut other);
    assert_eq!(pending(&other), [refused]);
    let actions = other.discard(client_id(1));
    assert_eq!(actions[0], Action::Forget(client_id(1)));
    tell(&actions, &mut sender);
    assert_eq!((pending(&sender), pending(&other)), (vec![], vec![]));
}

#[test]
fn a_refused_message_is_restored_as_refused_and_not_sent() {
    let refused = PendingMessage {
        state: PendingState::Refused("Gone.".into()),
        ..written(1)
    };
    let mut client = live();
    assert_eq!(sends(&client.restore(vec![refused.clone()])), []);
    assert_eq!(pending(&client), [(refused.body, refused.state)]);
}

#[test]
fn late_notices_restore_no_finished_message() {
    let mut client = live();
    let actions = write(&mut client, 1);
    client.received(ack(1, 1), NOW);
    write(&mut client, 2);
    client.discard(client_id(2));
    tell(&actions, &mut client);
    client.outbox_changed(OutboxChange::Kept(written(2)));
    assert!(!client.is_missing(&[written(1), written(2)]));
    client.restore(vec![written(1), written(2)]);
    assert_eq!(pending(&client), []);
}

#[test]
fn a_notice_about_a_message_in_flight_does_not_resend_it() {
    let mut client = live();
    let actions = write(&mut client, 1);
    assert_eq!(tell(&actions, &mut client), []);
    assert_eq!(sends(&client.restore(vec![written(1)])), []);
    assert_eq!(
        pending(&client),
        [("message 1".into(), PendingState::InFlight)]
    );
}

#[test]
fn a_notice_makes_a_waiting_sender_reconnect() {
    let mut sender = live();
    sender.closed(true, 0.5);
    assert_eq!(
        sender.outbox_changed(OutboxChange::Kept(written(1))),
        [Action::Connect]
    );
}

#[test]
fn messages_for_a_room_that_is_gone_can_be_found() {
    let mut client = live();
    write(&mut client, 1);
    write(&mut client, 2);
    assert_eq!(client.lost_rooms(), []);
    client.state.remove_room(EVERYONE);
    assert_eq!(client.lost_rooms(), [EVERYONE]);
}

#[test]
fn a_hidden_room_is_listed_only_while_it_is_open_or_something_in_it_is_not_sent() {
    let mut client = live();
    client
        .state
        .rooms
        .get_mut(&EVERYONE)
        .expect("the room")
        .hidden = true;
    assert_eq!(client.listed_rooms(None), []);
    assert_eq!(client.listed_rooms(Some(EVERYONE)), [EVERYONE]);
    write(&mut client, 1);
    assert_eq!(client.listed_rooms(None), [EVERYONE]);
}

#[test]
fn messages_are_not_sent_in_the_name_of_another_person() {
    let mut client = Client::new(snapshot(0));
    client.become_sender(vec![written(1)]);
    client.opened(NOW);
    let actions = client.received(welcome_to(GRACE, Cursors::new()), NOW);
    assert_eq!(actions, [Action::Reload]);
    let mut snapshot = snapshot(0);
    snapshot.me.id = GRACE;
    assert_eq!(client.reset(snapshot), [Action::Reload]);
}

#[test]
fn the_event_of_a_message_notifies_other_tabs_like_its_ack() {
    let (mut sender, mut other) = (live(), beside());
    let actions = write(&mut sender, 1);
    tell(&actions, &mut other);
    let actions = sender.received(arrival(1), NOW);
    tell(&actions, &mut other);
    assert_eq!(pending(&other), []);
    assert_eq!(shown(&other), ["message 1"]);
}
