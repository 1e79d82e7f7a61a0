use super::*;
use protocol::{
    CommandId, Epoch, ErrorCode, Event, EventKind, Message, MessageId, Person, ResyncReason, Role,
    Room, RoomKind, User, UserId,
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
            ..Room::default()
        }],
        cursors: [(ROOM, seq)].into(),
        drafts: Vec::new(),
        saved: Vec::new(),
        scheduled: Vec::new(),
        threads: Vec::new(),
        open: None,
    }
}

fn written(n: u128) -> PendingMessage {
    let client_id = ClientId(Uuid::from_u128(n));
    PendingMessage {
        client_id,
        room: EVERYONE,
        body: format!("message {n}"),
        attachments: Vec::new(),
        edits: None,
        reply_to: None,
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
    client.become_sender(Vec::new());
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
        ..Message::default()
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
        ..Message::default()
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
    let others = Action::Broadcast(OutboxChange::Kept(written(1)));
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
    assert_eq!(client.outbox.within(EVERYONE).count(), 0);
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
    for code in [ErrorCode::NotFound, ErrorCode::Conflict] {
        let mut client = live();
        write(&mut client, 1);
        write(&mut client, 2);
        let error = ServerFrame::Error {
            id: Some(id(1)),
            code,
            message: "Gone.".into(),
            retry_ms: None,
        };
        let actions = client.received(error, NOW);
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
    client.become_sender(vec![written(2), written(1)]);
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

mod connecting;
mod reading;
mod tabs;
mod threads;
