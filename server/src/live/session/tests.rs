//! A session of Ada's, without a connection.

use super::*;
use crate::{live::hub::batches, store::StreamBounds};
use protocol::{Epoch, Event, EventKind, Room, RoomKind, Timestamp};
use uuid::Uuid;

const EPOCH: Epoch = Epoch(Uuid::from_u128(1));
const ADA: UserId = UserId(Uuid::from_u128(2));
const LINUS: UserId = UserId(Uuid::from_u128(3));
const ROOM: RoomId = RoomId(Uuid::from_u128(4));
const OTHER: RoomId = RoomId(Uuid::from_u128(5));
const OWN: StreamId = StreamId::User(ADA);
const TEA: StreamId = StreamId::Room(ROOM);

fn event(seq: u64, kind: EventKind) -> Event {
    let (at, actor) = (Timestamp(0), LINUS);
    Event {
        seq,
        at,
        actor,
        kind,
    }
}

fn events(from: u64, to: u64) -> Vec<Event> {
    let joined = |seq| event(seq, EventKind::MemberJoined { user: LINUS });
    (from..=to).map(joined).collect()
}

fn batch(stream: StreamId, events: Vec<Event>) -> Batch {
    let events = events.into_iter().map(|event| (stream, event)).collect();
    batches(events).pop().expect("a batch")
}

fn page(from: u64, to: u64, head: u64) -> EventPage {
    let events = events(from, to);
    EventPage { events, head }
}

fn added(seq: u64, room_seq: u64) -> Event {
    let room = Room {
        id: ROOM,
        kind: RoomKind::Closed,
        seq: room_seq,
        read_seq: room_seq,
        ..Room::default()
    };
    event(seq, EventKind::RoomAdded { room })
}

fn removed(seq: u64, room: RoomId) -> Event {
    let deleted = false;
    event(seq, EventKind::RoomRemoved { room, deleted })
}

fn standing(streams: &[(StreamId, u64)]) -> Standing {
    let bounds = |(stream, seq): &(_, _)| {
        (
            *stream,
            StreamBounds {
                seq: *seq,
                trimmed: 0,
            },
        )
    };
    Standing {
        epoch: EPOCH,
        streams: streams.iter().map(bounds).collect(),
    }
}

fn greeting(cursors: &[(StreamId, u64)]) -> Greeting {
    Greeting {
        epoch: Some(EPOCH),
        cursors: cursors.iter().copied().collect(),
    }
}

/// A session of Ada's, welcomed with these cursors where the streams stand so.
fn live(cursors: &[(StreamId, u64)], streams: &[(StreamId, u64)]) -> Session {
    let mut session = Session::new(ADA);
    let greeted = session.greet(&greeting(cursors), &standing(streams));
    greeted.expect("a welcome");
    session
}

/// Takes a page that follows what was sent.
#[track_caller]
fn turn(session: &mut Session, mut page: EventPage) -> Vec<(StreamId, u64)> {
    session.page(Some(&mut page)).expect("it follows on")
}

fn seqs(page: &EventPage) -> Vec<u64> {
    page.events.iter().map(|event| event.seq).collect()
}

#[test]
fn the_next_event_is_forwarded_and_a_sent_one_is_not() {
    let mut session = live(&[], &[(TEA, 5)]);
    assert_eq!(session.live(&batch(TEA, events(4, 5))), Live::Skip);
    assert_eq!(session.live(&batch(TEA, events(6, 7))), Live::Forward);
    assert_eq!(session.live(&batch(TEA, events(6, 7))), Live::Skip);
    assert_eq!(session.next_to_read(), None);
}

#[test]
fn a_gap_is_read_from_the_log() {
    let mut session = live(&[], &[(TEA, 5)]);
    assert_eq!(session.live(&batch(TEA, events(8, 8))), Live::Skip);
    assert_eq!(session.next_to_read(), Some((TEA, 5)));
    turn(&mut session, page(6, 8, 8));
    assert_eq!(session.live(&batch(TEA, events(9, 9))), Live::Forward);
}

#[test]
fn batches_that_arrive_while_the_log_is_read_follow_the_page() {
    let mut session = live(&[(TEA, 0)], &[(TEA, 3)]);
    assert_eq!(session.next_to_read(), Some((TEA, 0)));
    // Committed after the page was read, delivered before it is taken.
    let next = batch(TEA, events(4, 4));
    assert_eq!(session.live(&next), Live::Wait);
    turn(&mut session, page(1, 3, 3));
    assert_eq!(session.live(&next), Live::Forward);
    assert_eq!(session.next_to_read(), None);
}

#[test]
fn a_page_never_repeats_what_was_forwarded() {
    let mut session = live(&[], &[(TEA, 5)]);
    session.know(TEA, 6);
    session.next_to_read();
    let mut overlap = page(4, 6, 6);
    session.page(Some(&mut overlap)).expect("it follows on");
    assert_eq!(seqs(&overlap), [6]);
}

#[test]
fn a_page_that_misses_trimmed_events_ends_in_a_resync() {
    for page in [page(8, 9, 9), page(1, 0, 9)] {
        let mut session = live(&[(TEA, 5)], &[(TEA, 9)]);
        assert_eq!(session.next_to_read(), Some((TEA, 5)));
        assert_eq!(session.page(Some(&mut { page })), Err(Trimmed));
    }
}

#[test]
fn the_persons_own_stream_is_caught_up_before_anything_else() {
    let mut session = live(
        &[(OWN, 0), (TEA, 0)],
        &[(StreamId::Workspace, 1), (OWN, 1), (TEA, 1)],
    );
    assert_eq!(session.next_to_read(), Some((OWN, 0)));
    assert_eq!(
        session.live(&batch(StreamId::Workspace, events(2, 2))),
        Live::Skip
    );
    turn(&mut session, page(1, 1, 1));
    assert_eq!(session.next_to_read(), Some((StreamId::Workspace, 1)));
}

#[test]
fn batches_that_cannot_be_deferred_are_read_from_the_log() {
    let mut session = live(&[(TEA, 0)], &[(TEA, 3)]);
    session.next_to_read();
    session.know(TEA, 4);
    turn(&mut session, page(1, 3, 3));
    assert_eq!(session.live(&batch(TEA, events(4, 4))), Live::Skip);
    assert_eq!(session.next_to_read(), Some((TEA, 3)));
}

#[test]
fn signals_are_sent_once_the_persons_own_stream_is_caught_up() {
    let mut session = live(&[(OWN, 0)], &[(OWN, 1), (TEA, 1)]);
    assert!(!session.signals(ROOM));
    session.next_to_read();
    assert!(!session.signals(ROOM));
    let events = vec![removed(1, OTHER)];
    turn(&mut session, EventPage { events, head: 1 });
    assert!(session.signals(ROOM));
    assert!(!session.signals(OTHER));
}

#[test]
fn streams_are_read_in_turn() {
    let other = StreamId::Room(OTHER);
    let mut session = live(&[(TEA, 0), (other, 0)], &[(TEA, 9), (other, 9)]);
    let mut turns = Vec::new();
    for _ in 0..3 {
        let (stream, after) = session.next_to_read().expect("a stream that is behind");
        turns.push(stream);
        turn(&mut session, page(after + 1, after + 1, 9));
    }
    assert_eq!(turns, [TEA, other, TEA]);
}

#[test]
fn one_log_is_read_at_a_time() {
    let mut session = live(&[(OWN, 0), (TEA, 0)], &[(OWN, 1), (TEA, 1)]);
    assert!(session.next_to_read().is_some());
    assert_eq!(session.next_to_read(), None);
}

#[test]
fn a_room_added_live_is_followed_from_its_first_event() {
    let mut session = live(&[], &[(OWN, 1)]);
    assert_eq!(session.live(&batch(TEA, events(10, 10))), Live::Skip);
    assert_eq!(session.live(&batch(OWN, vec![added(2, 10)])), Live::Forward);
    assert_eq!(session.live(&batch(TEA, events(11, 11))), Live::Forward);
}

#[test]
fn a_room_added_by_the_log_is_subscribed_to_and_read() {
    let mut session = live(&[(OWN, 1)], &[(OWN, 2)]);
    session.next_to_read();
    let events = vec![added(2, 10)];
    let gained = turn(&mut session, EventPage { events, head: 2 });
    assert_eq!(gained, [(TEA, 11)]);
    assert_eq!(session.next_to_read(), Some((TEA, 10)));
}

#[test]
fn a_room_added_and_removed_in_one_page_is_not_followed() {
    let mut session = live(&[(OWN, 1)], &[(OWN, 3)]);
    session.next_to_read();
    let events = vec![added(2, 10), removed(3, ROOM)];
    let gained = turn(&mut session, EventPage { events, head: 3 });
    assert!(gained.is_empty());
    assert!(!session.follows(TEA));
}

#[test]
fn a_room_removed_while_its_log_is_read_sends_nothing() {
    let mut session = live(&[(TEA, 0)], &[(OWN, 1), (TEA, 3)]);
    assert_eq!(session.next_to_read(), Some((TEA, 0)));
    assert_eq!(
        session.live(&batch(OWN, vec![removed(2, ROOM)])),
        Live::Forward
    );
    let mut late = page(1, 3, 3);
    session.page(Some(&mut late)).expect("it follows on");
    assert!(late.events.is_empty());
    assert_eq!(session.next_to_read(), None);
}

#[test]
fn a_room_that_may_no_longer_be_seen_is_forgotten() {
    let mut session = live(&[(TEA, 0)], &[(TEA, 3)]);
    session.next_to_read();
    session.page(None).expect("it follows on");
    assert!(!session.follows(TEA));
    assert_eq!(session.next_to_read(), None);
}

#[test]
fn a_refused_read_is_ignored_after_the_person_rejoined() {
    let mut session = live(&[(TEA, 0)], &[(OWN, 1), (TEA, 3)]);
    assert_eq!(session.next_to_read(), Some((TEA, 0)));
    session.live(&batch(OWN, vec![removed(2, ROOM)]));
    session.live(&batch(OWN, vec![added(3, 4)]));
    session.page(None).expect("it follows on");
    assert!(session.follows(TEA));
    assert_eq!(session.live(&batch(TEA, events(5, 5))), Live::Forward);
}

#[test]
fn cursors_that_cannot_be_served_are_void() {
    let mut trimmed = standing(&[(TEA, 9)]);
    trimmed
        .streams
        .insert(TEA, StreamBounds { seq: 9, trimmed: 5 });
    let mut session = Session::new(ADA);
    let refused = session.greet(&greeting(&[(TEA, 4)]), &trimmed);
    assert_eq!(refused, Err(ResyncReason::LogTrimmed));
    assert_eq!(session.greet(&greeting(&[(TEA, 5)]), &trimmed), Ok(()));

    let mut session = Session::new(ADA);
    let refused = session.greet(&greeting(&[(TEA, 10)]), &standing(&[(TEA, 9)]));
    assert_eq!(refused, Err(ResyncReason::CursorAhead));

    let mut other = greeting(&[]);
    other.epoch = Some(Epoch(Uuid::from_u128(99)));
    let refused = session.greet(&other, &standing(&[]));
    assert_eq!(refused, Err(ResyncReason::EpochChanged));
}

#[test]
fn cursors_of_other_peoples_streams_are_ignored() {
    let session = live(&[(TEA, 1_000_000)], &[(OWN, 1)]);
    assert!(!session.follows(TEA));
}
