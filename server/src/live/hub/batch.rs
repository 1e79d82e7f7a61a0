//! Events of one stream as one frame.

use axum::extract::ws::Utf8Bytes;
use protocol::{Event, EventKind, Room, RoomId, ServerFrame, StreamId, UserId};

/// A frame takes no more events once their text reaches this many bytes.
const FRAME_TEXT: usize = 128 * 1024;

/// Events of one stream in one frame, serialised once for all receivers.
#[derive(Debug)]
pub struct Batch {
    pub(crate) stream: StreamId,
    pub(crate) first: u64,
    pub(crate) last: u64,
    pub(crate) frame: Utf8Bytes,
    /// The rooms that these events of a user stream add or remove.
    pub(crate) rooms: Vec<RoomChange>,
    pub(super) membership: MembershipChange,
}

/// A room that a person joined or left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoomChange {
    /// `seq` is the head of the room's stream before the person joined.
    Added {
        room: RoomId,
        seq: u64,
    },
    Removed {
        room: RoomId,
    },
}

impl RoomChange {
    /// Returns the change that an event of a user stream makes.
    pub(crate) fn of(event: &Event) -> Option<Self> {
        match &event.kind {
            EventKind::RoomAdded {
                room: Room { id, seq, .. },
            } => Some(Self::Added {
                room: *id,
                seq: *seq,
            }),
            EventKind::RoomRemoved { room, .. } => Some(Self::Removed { room: *room }),
            _ => None,
        }
    }
}

/// How a batch changes who may see its stream. All its events make the same kind of change.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum MembershipChange {
    None,
    /// These people get the batch and later ones.
    Joined(Vec<UserId>),
    /// These people get neither the batch nor later ones.
    Left(Vec<UserId>),
}

impl MembershipChange {
    fn of(event: &Event) -> Self {
        match event.kind {
            EventKind::MemberJoined { user } => Self::Joined(vec![user]),
            EventKind::MemberLeft { user } => Self::Left(vec![user]),
            _ => Self::None,
        }
    }

    /// Adds a change of the same kind. Returns one of another kind as the error.
    fn merge(&mut self, other: Self) -> Result<(), Self> {
        match (self, other) {
            (Self::None, Self::None) => Ok(()),
            (Self::Joined(all), Self::Joined(more)) | (Self::Left(all), Self::Left(more)) => {
                all.extend(more);
                Ok(())
            }
            (_, other) => Err(other),
        }
    }
}

/// Events that become a [`Batch`].
struct Run {
    stream: StreamId,
    events: Vec<Event>,
    membership: MembershipChange,
    text: usize,
}

/// Groups consecutive events of one stream that make the same kind of membership change.
pub(crate) fn batches(events: Vec<(StreamId, Event)>) -> Vec<Batch> {
    let mut runs: Vec<Run> = Vec::new();
    for (stream, event) in events {
        let text = text(&event);
        let mut membership = MembershipChange::of(&event);
        if let Some(run) = runs.last_mut()
            && run.stream == stream
            && run.text < FRAME_TEXT
        {
            match run.membership.merge(membership) {
                Ok(()) => {
                    run.events.push(event);
                    run.text += text;
                    continue;
                }
                Err(other) => membership = other,
            }
        }
        runs.push(Run {
            stream,
            events: vec![event],
            membership,
            text,
        });
    }
    runs.into_iter().filter_map(batch).collect()
}

fn batch(run: Run) -> Option<Batch> {
    let (first, last) = (run.events.first()?.seq, run.events.last()?.seq);
    let rooms = run.events.iter().filter_map(RoomChange::of).collect();
    let frame = encode(&ServerFrame::Events {
        stream: run.stream,
        events: run.events,
    })?;
    Some(Batch {
        stream: run.stream,
        first,
        last,
        frame,
        rooms,
        membership: run.membership,
    })
}

/// Serialises a frame. `None` if that fails, which is a fault.
pub(crate) fn encode(frame: &ServerFrame) -> Option<Utf8Bytes> {
    match serde_json::to_string(frame) {
        Ok(text) => Some(text.into()),
        Err(error) => {
            tracing::error!(%error, "a frame does not serialise");
            None
        }
    }
}

fn text(event: &Event) -> usize {
    match &event.kind {
        EventKind::MessageCreated { message } => message.body.len(),
        EventKind::MessageEdited { body, .. } => body.len(),
        EventKind::DraftChanged { draft } => draft.body.len(),
        _ => 0,
    }
}
