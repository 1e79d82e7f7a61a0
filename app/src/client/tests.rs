use super::*;
use crate::{
    model::{Epoch, Message, MessageId, Role, Room, RoomKind, User, UserId},
    protocol::{ErrorCode, Event, EventKind, ResyncReason},
};
use uuid::Uuid;

const ADA: UserId = UserId(Uuid::from_u128(1));
pub(super) const EVERYONE: RoomId = RoomId(Uuid::from_u128(10));
pub(super) const ROOM: StreamId = StreamId::Room(EVERYONE);
pub(super) const NOW: Timestamp = Timestamp(1_000);

fn snapshot(seq: u64) -> Snapshot {
    Snapshot {
        epoch: Epoch(Uuid::from_u128(99)),
        me: User {
            id: ADA,
            name: "Ada".into(),
            email: "ada@example.com".into(),
            role: Role::Member,
        },
        workspace: "Analytical Engines".into(),
        people: vec![],
        rooms: vec![Room {
            id: EVERYONE,
            name: "Everyone".into(),
            kind: RoomKind::Open,
            seq,
            read_seq: seq,
            unread: 0,
            topic: String::new(),
            archived: false,
            permanent: false,
        }],
        cursors: [(ROOM, seq)].into(),
        drafts: Vec::new(),
        open: None,
    }
}

fn written(n: u128) -> Pending {
    let client_id = ClientId(Uuid::from_u128(n));
    Pending {
        client_id,
        room: EVERYONE,
        body: format!("message {n}"),
        edits: None,
        at: NOW,
        state: PendingState::Waiting,
    }
}

fn id(n: u128) -> CommandId {
    CommandId::Text(Uuid::from_u128(n).to_string())
}

pub(super) fn welcome() -> ServerFrame {
    ServerFrame::Welcome {
        epoch: Epoch(Uuid::from_u128(99)),
        user: ADA,
        streams: [(ROOM, 0)].into(),
        heartbeat_ms: 25_000,
        version: "1".into(),
    }
}

pub(super) fn live() -> Client {
    let mut client = Client::new(snapshot(0));
    client.opened(NOW);
    client.received(welcome(), NOW);
    client.take_over(Vec::new());
    client
}

/// Writes a message, which storage keeps at once.
fn write(client: &mut Client, n: u128) -> Vec<Action> {
    let actions = client.send(written(n));
    keep(client, actions)
}

/// Storage keeps at once what it is to keep.
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

fn client_id(n: u128) -> ClientId {
    ClientId(Uuid::from_u128(n))
}

fn ack(n: u128, seq: u64) -> ServerFrame {
    ServerFrame::Ack {
        id: id(n),
        stream: Some(ROOM),
        seq: Some(seq),
        message: Some(MessageId(Uuid::from_u128(n))),
    }
}

/// The event of a message of Ada's, the first of the room.
fn arrival(n: u128) -> ServerFrame {
    let message = Message {
        id: MessageId(Uuid::from_u128(n)),
        seq: 1,
        room: EVERYONE,
        author: ADA,
        client_id: client_id(n),
        body: format!("message {n}"),
        at: NOW,
        edited_at: None,
        deleted: false,
        reactions: Vec::new(),
    };
    let event = Event {
        seq: 1,
        at: NOW,
        actor: ADA,
        kind: EventKind::MessageCreated { message },
    };
    ServerFrame::Events {
        stream: ROOM,
        events: vec![event],
    }
}

fn sends(actions: &[Action]) -> Vec<u128> {
    let sent = |action: &Action| match action {
        Action::Transmit(ClientFrame::Send { client_id, .. }) => Some(client_id.0.as_u128()),
        _ => None,
    };
    actions.iter().filter_map(sent).collect()
}

/// Ada's message numbered `seq`.
pub(super) fn message(seq: u64) -> Message {
    let id = Uuid::from_u128(u128::from(seq));
    Message {
        id: MessageId(id),
        seq,
        room: EVERYONE,
        author: ADA,
        client_id: ClientId(id),
        body: format!("message {seq}"),
        at: NOW,
        edited_at: None,
        deleted: false,
        reactions: Vec::new(),
    }
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
    let others = Action::Tell(Notice::Kept(written(1)));
    let actions = client.kept(client_id(1));
    assert_eq!(actions[0], others);
    assert_eq!(sends(&actions), [1]);
}

#[test]
fn a_message_that_is_not_kept_yet_is_overtaken_by_none() {
    let mut client = live();
    client.send(written(1));
    client.send(written(2));
    assert_eq!(sends(&client.kept(client_id(2))), []);
    assert_eq!(sends(&client.kept(client_id(1))), [1]);
}

#[test]
fn messages_go_one_after_the_other() {
    let mut client = live();
    assert_eq!(sends(&write(&mut client, 1)), [1]);
    assert_eq!(sends(&write(&mut client, 2)), []);
    let actions = client.received(ack(1, 1), NOW);
    assert_eq!(actions[0], Action::Forget(client_id(1)));
    assert_eq!(sends(&actions), [2]);
}

#[test]
fn what_was_in_flight_when_the_link_broke_is_sent_again_first() {
    let mut client = live();
    write(&mut client, 1);
    write(&mut client, 2);
    client.closed(true, 0.5);
    client.opened(NOW);
    assert_eq!(sends(&client.received(welcome(), NOW)), [1]);
}

#[test]
fn an_acknowledged_message_stays_on_the_screen_until_its_event_comes() {
    let mut client = live();
    write(&mut client, 1);
    client.received(ack(1, 1), NOW);
    assert_eq!(shown(&client), ["message 1"]);
    assert_eq!(client.outbox.in_room(EVERYONE).count(), 0);
}

#[test]
fn the_event_alone_delivers_a_message_whose_ack_was_lost() {
    let mut client = live();
    write(&mut client, 1);
    let actions = client.received(arrival(1), NOW);
    assert_eq!(actions[0], Action::Forget(client_id(1)));
    client.received(ack(1, 1), NOW);
    assert_eq!(shown(&client), ["message 1"]);
}

#[test]
fn a_refused_message_keeps_its_text_and_lets_the_next_one_go() {
    let mut client = live();
    write(&mut client, 1);
    write(&mut client, 2);
    let error = ServerFrame::Error {
        id: Some(id(1)),
        code: ErrorCode::NotFound,
        message: "Gone.".into(),
        retry_ms: None,
    };
    let actions = client.received(error, NOW);
    assert_eq!(sends(&actions), [2]);
    let first = client
        .outbox
        .in_room(EVERYONE)
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

#[test]
fn a_busy_server_is_given_time_and_nothing_overtakes() {
    let mut client = live();
    write(&mut client, 1);
    write(&mut client, 2);
    let busy = ServerFrame::Error {
        id: Some(id(1)),
        code: ErrorCode::Busy,
        message: "Busy.".into(),
        retry_ms: None,
    };
    assert_eq!(client.received(busy, NOW), [Action::RetryIn(1_000)]);
    assert_eq!(sends(&write(&mut client, 3)), []);
    assert_eq!(sends(&client.retry()), [1]);
}

#[test]
fn a_server_that_names_a_time_is_given_it() {
    for (code, retry_ms, wait_ms) in [
        (ErrorCode::CannotSave, Some(7_000), 7_000),
        (ErrorCode::CannotSave, None, 1_000),
        (ErrorCode::Unknown, Some(50), 50),
        (ErrorCode::Busy, Some(u64::MAX), 300_000),
    ] {
        let mut client = live();
        write(&mut client, 1);
        let error = ServerFrame::Error {
            id: Some(id(1)),
            code,
            message: "Not now.".into(),
            retry_ms,
        };
        assert_eq!(client.received(error, NOW), [Action::RetryIn(wait_ms)]);
        assert_eq!(sends(&client.retry()), [1]);
    }
}

#[test]
fn what_was_kept_is_sent_in_the_order_in_which_it_was_written() {
    let mut client = Client::new(snapshot(0));
    client.take_over(vec![written(2), written(1)]);
    client.opened(NOW);
    assert_eq!(sends(&client.received(welcome(), NOW)), [1]);
    assert_eq!(sends(&client.received(ack(1, 1), NOW)), [2]);
}

#[test]
fn a_room_that_is_gone_from_the_welcome_is_forgotten() {
    let mut client = Client::new(snapshot(0));
    let ServerFrame::Welcome {
        epoch,
        user,
        heartbeat_ms,
        version,
        ..
    } = welcome()
    else {
        unreachable!()
    };
    let streams = Cursors::new();
    client.received(
        ServerFrame::Welcome {
            epoch,
            user,
            streams,
            heartbeat_ms,
            version,
        },
        NOW,
    );
    assert!(client.state.rooms.is_empty());
}

#[test]
fn silence_after_a_ping_is_a_dead_link() {
    let mut client = live();
    assert_eq!(client.tick(Timestamp(2_000)), []);
    let ping = ClientFrame::Ping {
        id: CommandId::Number(1),
    };
    assert_eq!(client.tick(Timestamp(26_000)), [Action::Transmit(ping)]);
    assert_eq!(client.tick(Timestamp(36_000)), [Action::Disconnect]);
}

/// Fails to connect once, and returns how long to wait and over what to try again.
fn fails(client: &mut Client) -> (u32, Transport) {
    match client.closed(true, 1.0)[..] {
        [Action::ConnectIn(ms)] => (ms, client.transport()),
        ref other => panic!("it does not connect but {other:?}"),
    }
}

#[test]
fn where_websocket_is_blocked_a_new_page_goes_over_fast_and_without_a_word() {
    let mut client = Client::new(snapshot(0));
    assert_eq!(client.transport(), Transport::WebSocket);
    assert_eq!(fails(&mut client), (500, Transport::WebSocket));
    assert_eq!(fails(&mut client), (500, Transport::EventStream));
    assert_eq!(client.link, Link::Connecting);
    client.opened(NOW);
    client.received(welcome(), NOW);
    assert_eq!(client.link, Link::Live);
    assert_eq!(fails(&mut client), (500, Transport::EventStream));
}

#[test]
fn a_new_page_that_gets_through_over_neither_says_so() {
    let mut client = Client::new(snapshot(0));
    for _ in 0..3 {
        assert_eq!(client.link, Link::Connecting);
        fails(&mut client);
    }
    assert_eq!(client.link, Link::Reconnecting);
    assert_eq!(fails(&mut client), (4_000, Transport::EventStream));
}

#[test]
fn a_connection_that_was_welcomed_is_no_failure_when_it_is_lost() {
    let mut client = live();
    assert_eq!(fails(&mut client), (500, Transport::WebSocket));
    assert_eq!(fails(&mut client), (1_000, Transport::WebSocket));
    assert_eq!(fails(&mut client), (500, Transport::EventStream));
}

/// A client that is live over server-sent events.
fn live_over_events() -> Client {
    let mut client = Client::new(snapshot(0));
    client.take_over(Vec::new());
    fails(&mut client);
    fails(&mut client);
    client.opened(NOW);
    client.received(welcome(), NOW);
    client
}

#[test]
fn websocket_is_probed_again_beside_the_connection() {
    let mut client = live_over_events();
    assert!(!client.needs_tick(Timestamp(5_999)));
    assert!(client.needs_tick(Timestamp(6_000)));
    assert_eq!(client.tick(Timestamp(6_000)), [Action::Probe]);
    assert_eq!(client.tick(Timestamp(7_000)), []);
    client.network_changed(Timestamp(8_000));
    assert_eq!(client.tick(Timestamp(8_000)), [Action::Probe]);
    assert_eq!(client.link, Link::Live);
}

#[test]
fn going_over_sends_again_what_was_in_flight_and_is_no_trouble() {
    let mut client = live_over_events();
    write(&mut client, 1);
    let hello = client.went_over(NOW);
    assert!(matches!(
        hello[..],
        [Action::Transmit(ClientFrame::Hello { .. })]
    ));
    assert_eq!(client.link, Link::Connecting);
    assert_eq!(sends(&client.received(welcome(), NOW)), [1]);
    assert_eq!(client.tick(Timestamp(10_000)), [], "it goes over WebSocket");
    assert_eq!(fails(&mut client).1, Transport::WebSocket);
}

#[test]
fn a_websocket_that_is_not_welcomed_leads_back() {
    let mut client = live_over_events();
    client.went_over(NOW);
    assert_eq!(fails(&mut client).1, Transport::EventStream);
    assert_eq!(client.link, Link::Connecting);
}

#[test]
fn without_a_network_nothing_is_tried_until_it_is_back() {
    let mut client = live();
    assert_eq!(client.offline(), [Action::Disconnect]);
    assert_eq!(client.closed(false, 0.5), []);
    assert_eq!(client.link, Link::Offline);
    assert_eq!(client.wake(NOW), [Action::Connect]);
}

#[test]
fn a_read_position_that_was_refused_is_told_again() {
    let mut client = Client::new(Snapshot {
        rooms: vec![unread_room()],
        ..snapshot(4)
    });
    client.opened(NOW);
    let streams = [(ROOM, 4)].into();
    let ServerFrame::Welcome {
        epoch,
        user,
        heartbeat_ms,
        version,
        ..
    } = welcome()
    else {
        unreachable!()
    };
    client.received(
        ServerFrame::Welcome {
            epoch,
            user,
            streams,
            heartbeat_ms,
            version,
        },
        NOW,
    );
    let read = Action::Transmit(ClientFrame::Read {
        id: read_id(),
        room: EVERYONE,
        seq: 4,
    });
    assert_eq!(client.read(EVERYONE), std::slice::from_ref(&read));
    assert_eq!(client.read(EVERYONE), [], "told once");
    let busy = ServerFrame::Error {
        id: Some(read_id()),
        code: ErrorCode::Busy,
        message: "Busy.".into(),
        retry_ms: None,
    };
    assert_eq!(client.received(busy, NOW), [Action::RetryIn(1_000)]);
    assert_eq!(client.read(EVERYONE), [read]);
}

#[test]
fn a_room_that_was_marked_unread_can_be_read_again_to_the_same_place() {
    let mine = StreamId::User(ADA);
    let mut client = Client::new(Snapshot {
        rooms: vec![unread_room()],
        cursors: [(ROOM, 4), (mine, 0)].into(),
        ..snapshot(4)
    });
    client.link = Link::Live;
    let read = client.read(EVERYONE);
    assert_eq!(read.len(), 1);
    for (seq, read_seq, unread) in [(1, 4, 0), (2, 1, 3)] {
        let kind = EventKind::ReadMoved {
            room: EVERYONE,
            read_seq,
            unread,
            room_seq: 4,
        };
        let (at, actor) = (NOW, ADA);
        let moved = Event {
            seq,
            at,
            actor,
            kind,
        };
        let frame = ServerFrame::Events {
            stream: mine,
            events: vec![moved],
        };
        client.received(frame, NOW);
    }
    assert_eq!(client.state.unread(), 3);
    // Not while it is kept so on purpose, but when the person comes back to it.
    assert_eq!(client.read(EVERYONE), []);
    client.release(EVERYONE);
    assert_eq!(client.read(EVERYONE), read);
}

fn unread_room() -> Room {
    Room {
        id: EVERYONE,
        name: "Everyone".into(),
        kind: RoomKind::Open,
        seq: 4,
        read_seq: 1,
        unread: 3,
        topic: String::new(),
        archived: false,
        permanent: false,
    }
}

#[test]
fn a_server_that_cannot_save_is_in_trouble_until_it_acknowledges_something() {
    let mut client = Client::new(snapshot(0));
    client.opened(NOW);
    client.received(welcome(), NOW);
    client.send(written(1));
    let cannot_save = |id| ServerFrame::Error {
        id: Some(id),
        code: ErrorCode::CannotSave,
        message: "Later.".into(),
        retry_ms: Some(1_000),
    };
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
fn a_snapshot_for_a_connection_that_is_gone_does_not_replace_what_is_live() {
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
fn a_client_that_starts_over_says_where_it_stands_now() {
    let mut client = live();
    client.closed(true, 0.0);
    client.opened(NOW);
    let reason = ResyncReason::EpochChanged;
    client.received(ServerFrame::Resync { reason }, NOW);
    let hello = client.reset(snapshot(7));
    let cursors = [(ROOM, 7)].into();
    let epoch = Some(Epoch(Uuid::from_u128(99)));
    assert_eq!(
        hello,
        [Action::Transmit(ClientFrame::Hello { epoch, cursors })]
    );
}

mod tabs;
