use super::{Client, Person};
use client::state::State;
use protocol::{Epoch, Message, RoomId, ServerFrame, StreamId};
use serde_json::json;

/// What a person sees: the copy that Hubbub's own client keeps, at the end of a real socket.
pub(crate) struct Screen {
    pub(crate) state: State,
    person: Person,
    client: Option<Client>,
}

impl Screen {
    /// Opens a room, from a snapshot, and goes live.
    pub(crate) async fn open(person: &Person, room: RoomId) -> Self {
        let snapshot = person.get_json(&format!("/api/snapshot?room={room}")).await;
        let snapshot = serde_json::from_value(snapshot).expect("a snapshot");
        let mut screen = Self {
            state: State::new(snapshot),
            person: person.clone(),
            client: None,
        };
        screen.comes_back().await;
        screen
    }

    /// Loses the connection, and keeps what it has.
    pub(crate) fn goes_away(&mut self) {
        self.client = None;
    }

    /// Connects with the cursors of what it has.
    pub(crate) async fn comes_back(&mut self) {
        let mut client = self.person.dial().await;
        let Epoch(epoch) = self.state.epoch;
        client.greet(&json!(epoch), json!(self.state.cursors)).await;
        self.client = Some(client);
    }

    /// Follows a stream until it has come so far. Returns how many frames of events it took.
    pub(crate) async fn follows(&mut self, stream: StreamId, seq: u64) -> usize {
        let client = self.client.as_mut().expect("a connection");
        let mut frames = 0;
        while self.state.cursors[&stream] < seq {
            if let ServerFrame::Events { stream, events } = client.hears().await {
                self.state.apply(stream, events).expect("no gap");
                frames += 1;
            }
        }
        frames
    }

    /// The messages of a room, from top to bottom.
    pub(crate) fn messages(&self, room: RoomId) -> Vec<Message> {
        let timeline = &self.state.rooms[&room].timeline;
        timeline.messages().cloned().collect()
    }
}
