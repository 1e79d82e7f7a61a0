use axum::extract::ws::Utf8Bytes;
use protocol::{Event, EventKind, Room, RoomId, ServerFrame, StreamId, UserId};

/// Events of one frame hold no more text than this and one message more, in bytes.
const FRAME_TEXT: usize = 128 * 1024;

/// Events of one stream that go out as one frame, serialised once for all who get it.
#[derive(Debug)]
pub struct Batch {
    pub(crate) stream: StreamId,
    pub(crate) first: u64,
    pub(crate) last: u64,
    pub(crate) frame: Utf8Bytes,
    /// Rooms that these events, of a person's stream, bring or take.
    pub(crate) rooms: Vec<RoomChange>,
    /// Who enters or leaves the room of these events.
    pub(super) passage: Passage,
}

/// A room that came into a person's sight, or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoomChange {
    /// `seq` is where the room's stream stood before the person was in it.
    Added {
        room: RoomId,
        seq: u64,
    },
    Removed {
        room: RoomId,
    },
}

impl RoomChange {
    /// What an event does to the person whose stream it is in.
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

/// What a batch does to who may see its stream. All its events do the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Passage {
    None,
    /// These people get the batch and what follows.
    In(Vec<UserId>),
    /// These people get neither the batch nor what follows.
    Out(Vec<UserId>),
}

impl Passage {
    fn of(event: &Event) -> Self {
        match event.kind {
            EventKind::MemberJoined { user } => Self::In(vec![user]),
            EventKind::MemberLeft { user } => Self::Out(vec![user]),
            _ => Self::None,
        }
    }

    /// Takes in another passage of the same sort; hands back one of another sort.
    fn join(&mut self, other: Self) -> Result<(), Self> {
        match (self, other) {
            (Self::None, Self::None) => Ok(()),
            (Self::In(all), Self::In(more)) | (Self::Out(all), Self::Out(more)) => {
                all.extend(more);
                Ok(())
            }
            (_, other) => Err(other),
        }
    }
}

/// Events that are about to become a [`Batch`].
struct Run {
    stream: StreamId,
    events: Vec<Event>,
    passage: Passage,
    text: usize,
}

/// Splits events into frames: neighbours of the same stream that treat who may see them alike go together.
pub(crate) fn batches(events: Vec<(StreamId, Event)>) -> Vec<Batch> {
    let mut runs: Vec<Run> = Vec::new();
    for (stream, event) in events {
        let text = text(&event);
        let mut passage = Passage::of(&event);
        if let Some(run) = runs.last_mut()
            && run.stream == stream
            && run.text < FRAME_TEXT
        {
            match run.passage.join(passage) {
                Ok(()) => {
                    run.events.push(event);
                    run.text += text;
                    continue;
                }
                Err(other) => passage = other,
            }
        }
        runs.push(Run {
            stream,
            events: vec![event],
            passage,
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
        passage: run.passage,
    })
}

/// A frame as it goes over the wire.
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
