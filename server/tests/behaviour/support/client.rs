//! A client of the wire protocol, which checks the order of all events.

use super::{Line, PATIENCE, frame};
use protocol::{
    Cursors, ErrorCode, Event, EventKind, MessageId, RoomId, ServerFrame, Signal, StreamId,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{self, Message};

/// A client, which fails on a gap or an overlap in any stream.
pub(crate) struct TestClient {
    pub(super) line: Line,
    /// The last `seq` of each stream.
    pub(crate) cursors: Cursors,
    /// All events received, by stream.
    pub(crate) events: BTreeMap<StreamId, Vec<Event>>,
    pub(super) next_id: u64,
}

/// Waits for an event that matches a pattern, and returns a value of what the pattern binds.
macro_rules! sees {
    ($client:expr, $pattern:pat $(if $guard:expr)? => $value:expr) => {
        $client
            .sees_some(|kind| match kind {
                $pattern $(if $guard)? => Some($value),
                _ => None,
            })
            .await
    };
}
pub(crate) use sees;

/// Returns the stream, the `seq` and the message of an ack.
pub(crate) fn acked(frame: ServerFrame) -> (Option<StreamId>, Option<u64>, Option<MessageId>) {
    match frame {
        ServerFrame::Ack {
            stream,
            seq,
            message,
            ..
        } => (stream, seq, message),
        other => panic!("no ack but {other:?}"),
    }
}

impl TestClient {
    pub(crate) async fn say(&mut self, frame: &Value) {
        self.write(Message::text(frame.to_string()))
            .await
            .expect("written");
    }

    pub(crate) async fn write(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        timeout(PATIENCE, self.line.write(message))
            .await
            .expect("taken in time")
    }

    /// Returns the next frame, or the code with which the server closed. Passes over presence, which comes at any time.
    pub(crate) async fn next(&mut self) -> Result<ServerFrame, u16> {
        loop {
            let frame = self.next_of_all().await?;
            if !matches!(frame, ServerFrame::Signal(Signal::Presence { .. })) {
                return Ok(frame);
            }
        }
    }

    /// Returns the next frame of any sort, or the code with which the server closed.
    pub(crate) async fn next_of_all(&mut self) -> Result<ServerFrame, u16> {
        let text = timeout(PATIENCE, self.line.read()).await;
        let text = text.expect("an answer in time")?;
        let frame: ServerFrame = serde_json::from_str(&text).expect("a frame");
        self.note(&frame);
        Ok(frame)
    }

    pub(crate) async fn hears(&mut self) -> ServerFrame {
        self.next().await.expect("the connection is open")
    }

    /// Waits for the server to close, and returns its code.
    pub(crate) async fn is_closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    /// Waits until a stream has reached `seq`.
    pub(crate) async fn catches_up(&mut self, stream: StreamId, seq: u64) {
        while self.cursors.get(&stream).copied().unwrap_or(0) < seq {
            self.hears().await;
        }
    }

    /// Waits for an event.
    pub(crate) async fn sees(&mut self, wanted: impl Fn(&EventKind) -> bool) -> Event {
        loop {
            if let ServerFrame::Events { events, .. } = self.hears().await
                && let Some(event) = events.into_iter().find(|event| wanted(&event.kind))
            {
                return event;
            }
        }
    }

    /// Waits for an event for which `value` returns `Some`.
    pub(crate) async fn sees_some<T>(&mut self, value: impl Fn(EventKind) -> Option<T>) -> T {
        loop {
            if let ServerFrame::Events { events, .. } = self.hears().await
                && let Some(value) = events.into_iter().find_map(|event| value(event.kind))
            {
                return value;
            }
        }
    }

    /// Returns how many events of a kind have arrived.
    pub(crate) fn count(&self, wanted: impl Fn(&EventKind) -> bool) -> usize {
        let events = self.events.values().flatten();
        events.filter(|event| wanted(&event.kind)).count()
    }

    /// Waits for a message with this text.
    pub(crate) async fn reads(&mut self, text: &str) -> Event {
        self.sees(
            |kind| matches!(kind, EventKind::MessageCreated { message } if message.body == text),
        )
        .await
    }

    /// Waits for a message with this text, and returns it.
    pub(crate) async fn receives(&mut self, text: &str) -> protocol::Message {
        sees!(self, EventKind::MessageCreated { message } if message.body == text => message)
    }

    /// Sends a command, and waits for the answer.
    pub(crate) async fn asks(&mut self, mut command: Value) -> ServerFrame {
        let id = self.next_id;
        self.next_id += 1;
        command["id"] = json!(id);
        self.say(&command).await;
        loop {
            let frame = self.hears().await;
            let answered = match &frame {
                ServerFrame::Ack { id, .. } | ServerFrame::Pong { id } => Some(id),
                ServerFrame::Error { id, .. } => id.as_ref(),
                _ => None,
            };
            if answered.is_some_and(|answered| json!(answered) == json!(id)) {
                return frame;
            }
        }
    }

    /// Sends a message, and waits for the ack.
    pub(crate) async fn sends(&mut self, room: RoomId, body: &str) -> ServerFrame {
        let answer = self.asks(frame::send(room, body)).await;
        assert!(matches!(answer, ServerFrame::Ack { .. }), "{answer:?}");
        answer
    }

    /// Sends a command that succeeds. Returns the `seq` of its event, or `None` if nothing changed.
    pub(crate) async fn does(&mut self, command: Value) -> Option<u64> {
        match self.asks(command).await {
            ServerFrame::Ack { seq, .. } => seq,
            other => panic!("not done but {other:?}"),
        }
    }

    /// Sends a command that changes something, and returns the `seq` of its event.
    pub(crate) async fn changes(&mut self, command: Value) -> u64 {
        self.does(command).await.expect("an event")
    }

    /// Sends a command that is refused, and returns the reason.
    pub(crate) async fn is_refused(&mut self, command: Value) -> ErrorCode {
        match self.asks(command).await {
            ServerFrame::Error { code, .. } => code,
            other => panic!("not refused but {other:?}"),
        }
    }

    /// Waits until the server has handled all earlier frames.
    pub(crate) async fn pings(&mut self) {
        let answer = self.asks(json!({ "type": "ping" })).await;
        assert!(matches!(answer, ServerFrame::Pong { .. }), "{answer:?}");
    }

    /// Sends up to `count` pings, until the server closes, and returns its code.
    pub(crate) async fn floods(&mut self, count: u32) -> u16 {
        for id in 0..count {
            let ping = frame::ping(id).to_string();
            if self.write(Message::text(ping)).await.is_err() {
                break;
            }
        }
        self.is_closed().await
    }

    fn note(&mut self, frame: &ServerFrame) {
        let ServerFrame::Events { stream, events } = frame else {
            return;
        };
        for event in events {
            if let Some(cursor) = self.cursors.get(stream) {
                assert_eq!(event.seq, cursor + 1, "a gap or an overlap in {stream}");
            } else {
                panic!("an event of {stream}, which is not this client's");
            }
            self.cursors.insert(*stream, event.seq);
            match &event.kind {
                EventKind::RoomAdded { room } => {
                    self.cursors.insert(StreamId::Room(room.id), room.seq);
                }
                EventKind::RoomRemoved { room, .. } => {
                    self.cursors.remove(&StreamId::Room(*room));
                }
                _ => {}
            }
            self.events.entry(*stream).or_default().push(event.clone());
        }
    }
}
