//! The client, with arbitrary frames from a server.

use client::{
    Action, Client, PendingMessage, PendingState,
    rows::{RowOptions, Rows},
};
use protocol::{
    ClientId, Epoch, MessageId, Role, Room, RoomId, RoomKind, ServerFrame, Snapshot, StreamId,
    Timestamp, User, UserId, read::read,
};
use uuid::Uuid;

const ADA: UserId = UserId(Uuid::from_u128(2));
const ROOM: RoomId = RoomId(Uuid::from_u128(3));
const SECOND: i64 = 1_000;

/// Gives Ada's client, which has messages in its outbox, each line as a frame from the server, and performs its actions.
///
/// # Panics
///
/// If a frame reads differently after it was written again, or the timeline's messages are not in rising `seq`.
pub fn server_frame(text: &str) {
    let mut client = Client::new(snapshot());
    let mut now = Timestamp(SECOND);
    client.opened(now);
    client.become_sender(Vec::new());
    for message in 1..=3 {
        let actions = client.send(pending(message));
        perform(&mut client, actions, now);
    }
    client.react(MessageId(Uuid::from_u128(8)), "👍".to_owned(), true);
    client.delete(MessageId(Uuid::from_u128(9)));
    for line in text.lines() {
        now.0 += SECOND;
        let Some(frame) = read::<ServerFrame>(line) else {
            continue;
        };
        reads_back(&frame);
        let actions = client.received(frame, now);
        perform(&mut client, actions, now);
        client.tick(now);
        client.read(ROOM);
        look_at(&client);
    }
}

fn reads_back(frame: &ServerFrame) {
    let written = serde_json::to_string(frame).expect("serialises");
    assert_eq!(read::<ServerFrame>(&written).as_ref(), Some(frame));
}

/// Performs actions at once, in the place of a browser.
fn perform(client: &mut Client, actions: Vec<Action>, now: Timestamp) {
    for action in actions {
        match action {
            Action::Keep(pending) => {
                client.kept(pending.client_id);
            }
            Action::Resync => {
                client.reset(snapshot());
            }
            Action::Disconnect => {
                client.closed(true, 0.5);
                client.opened(now);
            }
            Action::RetryIn(_) => {
                client.retry();
            }
            _ => {}
        }
    }
}

/// Computes everything that the interface shows.
fn look_at(client: &Client) {
    let look = RowOptions {
        unread_after: Some(0),
        offset_minutes: &|_| 60,
        now: None,
    };
    client.state.unread();
    for (room, state) in &client.state.rooms {
        Rows::new(client, *room, &look).keys();
        client.typing_in((*room).into());
        let seqs = state.timeline.messages().map(|message| message.seq);
        assert!(seqs.is_sorted_by(|one, next| one < next), "not in order");
    }
}

fn pending(message: u128) -> PendingMessage {
    PendingMessage {
        client_id: ClientId(Uuid::from_u128(message)),
        room: ROOM,
        body: "Hello".to_owned(),
        attachments: Vec::new(),
        // One of them edits a message.
        edits: (message == 2).then_some(MessageId(Uuid::from_u128(7))),
        reply_to: None,
        also_in_room: false,
        at: Timestamp(SECOND),
        state: PendingState::Waiting,
    }
}

fn snapshot() -> Snapshot {
    let room = Room {
        id: ROOM,
        name: Some("Tea".to_owned()),
        kind: RoomKind::Open,
        seq: 0,
        read_seq: 0,
        unread: 0,
        ..Room::default()
    };
    let me = User {
        id: ADA,
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        role: Role::Member,
    };
    let streams = [
        StreamId::Workspace,
        StreamId::User(ADA),
        StreamId::Room(ROOM),
    ];
    Snapshot {
        epoch: Epoch(Uuid::from_u128(1)),
        me,
        workspace: "Analytical Engines".to_owned(),
        people: Vec::new(),
        emoji: Vec::new(),
        rooms: vec![room],
        cursors: streams.map(|stream| (stream, 0)).into(),
        drafts: Vec::new(),
        saved: Vec::new(),
        scheduled: Vec::new(),
        threads: Vec::new(),
        sidebar: protocol::Sidebar::default(),
        language: None,
        notifications: protocol::NotificationSettings::default(),
        tips: Vec::new(),
        open: None,
    }
}
