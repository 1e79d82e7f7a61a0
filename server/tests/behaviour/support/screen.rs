//! The product's own client.

use super::{TestClient, TestPerson};
use client::state::State;
use protocol::{Epoch, Message, RoomId, ServerFrame, StreamId};
use serde_json::json;

/// The state that Hubbub's own client keeps, fed by a real connection.
pub(crate) struct Screen {
    pub(crate) state: State,
    person: TestPerson,
    client: Option<TestClient>,
}

impl Screen {
    /// Opens a room from a snapshot, and connects.
    pub(crate) async fn open(person: &TestPerson, room: RoomId) -> Self {
        let path = format!("/api/snapshot?room={room}");
        let mut screen = Self {
            state: State::new(person.get_as(&path).await),
            person: person.clone(),
            client: None,
        };
        screen.comes_back().await;
        screen
    }

    /// Opens a room, and loses the connection.
    pub(crate) async fn away(person: &TestPerson, room: RoomId) -> Self {
        let mut away = Self::open(person, room).await;
        away.goes_away();
        away
    }

    /// Opens a room on two devices. The second loses its connection.
    pub(crate) async fn live_and_away(person: &TestPerson, room: RoomId) -> [Self; 2] {
        [
            Self::open(person, room).await,
            Self::away(person, room).await,
        ]
    }

    /// Loses the connection, and keeps its state.
    pub(crate) fn goes_away(&mut self) {
        self.client = None;
    }

    /// Connects with the cursors of its state.
    pub(crate) async fn comes_back(&mut self) {
        let mut client = self.person.dial().await;
        let Epoch(epoch) = self.state.epoch;
        client.greet(&json!(epoch), json!(self.state.cursors)).await;
        self.client = Some(client);
    }

    /// Reconnects if necessary, and follows all streams to their current heads.
    pub(crate) async fn catches_up(&mut self) {
        if self.client.is_none() {
            self.comes_back().await;
        }
        for (stream, seq) in self.person.snapshot().await.cursors {
            self.follows(stream, seq).await;
        }
    }

    /// Follows a stream until it reaches `seq`. Returns the number of frames with events.
    pub(crate) async fn follows(&mut self, stream: StreamId, seq: u64) -> usize {
        let client = self.client.as_mut().expect("a connection");
        let mut frames = 0;
        while self
            .state
            .cursors
            .get(&stream)
            .is_none_or(|cursor| *cursor < seq)
        {
            if let ServerFrame::Events { stream, events } = client.hears().await {
                self.state.apply(stream, events).expect("no gap");
                frames += 1;
            }
        }
        frames
    }

    /// Returns the messages of a room, from top to bottom.
    pub(crate) fn messages(&self, room: RoomId) -> Vec<Message> {
        let timeline = &self.state.rooms[&room].timeline;
        timeline.messages().cloned().collect()
    }
}
