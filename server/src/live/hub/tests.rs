//! Two connections in one hub.

use super::*;
use protocol::{EventKind, Timestamp};
use uuid::Uuid;

const ADA: UserId = UserId(Uuid::from_u128(1));
const GRACE: UserId = UserId(Uuid::from_u128(2));
const ROOM: RoomId = RoomId(Uuid::from_u128(3));
const TEA: StreamId = StreamId::Room(ROOM);

fn event(seq: u64, kind: EventKind) -> (StreamId, Event) {
    let (at, actor) = (Timestamp(0), ADA);
    let event = Event {
        seq,
        at,
        actor,
        kind,
    };
    (TEA, event)
}

/// An event that changes nobody's membership.
fn change(seq: u64) -> (StreamId, Event) {
    event(seq, EventKind::Unknown)
}

fn joined(seq: u64, user: UserId) -> (StreamId, Event) {
    event(seq, EventKind::MemberJoined { user })
}

fn left(seq: u64, user: UserId) -> (StreamId, Event) {
    event(seq, EventKind::MemberLeft { user })
}

fn hub() -> Arc<Hub> {
    Arc::new(Hub::new(2, Duration::ZERO))
}

fn listener(hub: &Arc<Hub>, user: UserId) -> Subscription {
    let subscription = hub.enter(user, [0; 32]);
    subscription.listen(&BTreeMap::from([(TEA, 0)]));
    subscription
}

/// The events that wait for a connection, as first and last of each frame.
fn waiting(subscription: &mut Subscription) -> Vec<(u64, u64)> {
    let mut frames = Vec::new();
    while let Ok(delivery) = subscription.deliveries.try_recv() {
        if let Delivery::Events(batches) = delivery {
            frames.extend(batches.iter().map(|batch| (batch.first, batch.last)));
        }
    }
    frames
}

#[test]
fn consecutive_events_share_a_frame_and_membership_changes_have_their_own() {
    let hub = hub();
    let mut ada = hub.enter(ADA, [0; 32]);
    ada.listen(&BTreeMap::from([(TEA, 0)]));
    hub.publish(vec![change(1), change(2)]);
    assert_eq!(waiting(&mut ada), [(1, 2)]);
    hub.publish(vec![change(3), joined(4, GRACE)]);
    assert_eq!(waiting(&mut ada), [(3, 3), (4, 4)]);
}

#[test]
fn a_new_member_gets_their_joining_and_later_events_only() {
    let hub = hub();
    let mut grace = hub.enter(GRACE, [0; 32]);
    hub.publish(vec![change(1), joined(2, GRACE), change(3)]);
    assert_eq!(waiting(&mut grace), [(2, 2), (3, 3)]);
}

#[test]
fn a_leaving_member_gets_neither_their_leaving_nor_later_events() {
    let hub = hub();
    let (mut ada, mut grace) = (listener(&hub, ADA), listener(&hub, GRACE));
    hub.publish(vec![left(1, GRACE), change(2)]);
    assert_eq!(waiting(&mut ada), [(1, 1), (2, 2)]);
    assert!(waiting(&mut grace).is_empty());
}

#[test]
fn a_membership_read_before_a_removal_grants_nothing_after_it() {
    let hub = hub();
    let mut grace = hub.enter(GRACE, [0; 32]);
    // Grace's connection read that she is a member when the room stood at 4; then she was removed.
    hub.publish(vec![left(5, GRACE)]);
    assert!(grace.listen(&BTreeMap::from([(TEA, 4)])).is_empty());
    hub.publish(vec![change(6)]);
    assert!(waiting(&mut grace).is_empty());

    hub.publish(vec![joined(7, GRACE)]);
    assert_eq!(waiting(&mut grace), [(7, 7)]);
}

#[test]
fn an_unsubscribed_connection_is_resubscribed_when_its_person_rejoins() {
    let hub = hub();
    let grace = listener(&hub, GRACE);
    grace.ignore(TEA);
    assert!(!grace.is_listening(TEA));
    hub.publish(vec![joined(1, GRACE)]);
    assert!(grace.is_listening(TEA));
}

#[test]
fn subscribing_returns_the_last_published_event() {
    let hub = hub();
    hub.publish(vec![change(1), change(2)]);
    let ada = hub.enter(ADA, [0; 32]);
    let published = ada.listen(&BTreeMap::from([(TEA, 1)]));
    assert_eq!(published, BTreeMap::from([(TEA, 2)]));
}

#[test]
fn a_connection_with_a_full_queue_is_removed_and_others_go_on() {
    let hub = hub();
    let (mut ada, mut grace) = (listener(&hub, ADA), listener(&hub, GRACE));
    for seq in 1..=3 {
        hub.publish(vec![change(seq)]);
        waiting(&mut ada);
    }
    assert_eq!(grace.dismissal.try_recv(), Ok(Dismissal::Lagged));
    hub.publish(vec![change(4)]);
    assert_eq!(waiting(&mut ada), [(4, 4)]);
}

#[test]
fn one_commit_takes_one_place_in_the_queue() {
    let hub = hub();
    let mut ada = listener(&hub, ADA);
    let turns = (0..4).map(|turn| 2 * turn + 1);
    hub.publish(
        turns
            .flat_map(|seq| [change(seq), joined(seq + 1, GRACE)])
            .collect(),
    );
    assert!(ada.dismissal.try_recv().is_err());
    assert_eq!(waiting(&mut ada).len(), 8);
}

#[test]
fn signing_out_ends_the_connections_of_that_session() {
    let hub = hub();
    let mut laptop = hub.enter(ADA, [1; 32]);
    let mut phone = hub.enter(ADA, [2; 32]);
    hub.end(&[[1; 32]]);
    assert_eq!(laptop.dismissal.try_recv(), Ok(Dismissal::SignedOut));
    assert!(phone.dismissal.try_recv().is_err());
}

#[test]
fn a_signal_reaches_the_others_only_from_a_subscribed_connection() {
    let hub = hub();
    let (mut ada, grace) = (listener(&hub, ADA), listener(&hub, GRACE));
    let stranger = hub.enter(GRACE, [0; 32]);
    let signal = Signal::Typing {
        room: ROOM,
        thread: None,
        user: GRACE,
    };
    stranger.signal(ROOM, signal.clone());
    assert!(ada.deliveries.try_recv().is_err());
    grace.signal(ROOM, signal);
    assert!(matches!(
        ada.deliveries.try_recv(),
        Ok(Delivery::Signal { .. })
    ));
}

#[test]
fn signals_leave_room_for_events() {
    let hub = hub();
    let (mut ada, grace) = (listener(&hub, ADA), listener(&hub, GRACE));
    let typing = Signal::Typing {
        room: ROOM,
        thread: None,
        user: GRACE,
    };
    for _ in 0..3 {
        grace.signal(ROOM, typing.clone());
    }
    hub.publish(vec![change(1)]);
    assert!(ada.dismissal.try_recv().is_err());
    assert_eq!(waiting(&mut ada), [(1, 1)]);
}

#[test]
fn a_closed_connection_leaves_nothing_in_the_roster() {
    let hub = hub();
    drop(listener(&hub, ADA));
    assert!(hub.roster().is_empty());
}
