use super::{Store, StoreError, from_sql, members, streams, to_sql};
use app::{
    model::{ClientId, Message, MessageId, RoomId, StreamId, Timestamp, UserId},
    protocol::{Event, EventKind},
};
use futures::TryStreamExt as _;
use sqlx::types::Uuid;

/// A part of a stream's log.
#[derive(Clone, Debug)]
pub(crate) struct EventPage {
    /// In rising `seq`, with no gap.
    pub(crate) events: Vec<Event>,
    /// The stream's last event, of this page or after it.
    pub(crate) head: u64,
}

impl Store {
    /// The events of a stream after `seq`: at most `limit`, and fewer where their text goes beyond `bytes`, but never
    /// none of those that there are. None where the person may not see the stream.
    pub(crate) async fn events_after(
        &self,
        user: UserId,
        stream: StreamId,
        seq: u64,
        limit: usize,
        bytes: usize,
    ) -> Result<Option<EventPage>, StoreError> {
        let _turn = self.turn().await?;
        let mut view = self.view().await?;
        let visible = match stream {
            StreamId::Workspace => true,
            StreamId::User(owner) => owner == user,
            StreamId::Room(room) => members::is_member(&mut view, room, user).await?,
        };
        if !visible {
            return Ok(None);
        }
        let head = streams::head(&mut view, stream).await?;
        let (key, after, limit) = (streams::key(stream), to_sql(seq), limit as i64);
        let mut rows = sqlx::query_as!(
            Row,
            r#"SELECT e.seq, e.at, e.actor AS "actor: Uuid", e.payload,
                      m.id AS "message?: Uuid", m.room AS "room?: Uuid", m.client_id AS "client_id?: Uuid",
                      m.body AS "body?"
               FROM events e LEFT JOIN messages m ON m.id = e.message
               WHERE e.stream = ? AND e.seq > ? ORDER BY e.seq LIMIT ?"#,
            key,
            after,
            limit
        )
        .fetch(&mut *view);
        let (mut events, mut size) = (Vec::new(), 0);
        while size < bytes
            && let Some(row) = rows.try_next().await?
        {
            size += row.size();
            events.push(row.into_event()?);
        }
        Ok(Some(EventPage { events, head }))
    }
}

struct Row {
    seq: i64,
    at: i64,
    actor: Uuid,
    payload: Option<String>,
    message: Option<Uuid>,
    room: Option<Uuid>,
    client_id: Option<Uuid>,
    body: Option<String>,
}

impl Row {
    fn size(&self) -> usize {
        let text = self.payload.as_ref().or(self.body.as_ref());
        text.map_or(0, String::len)
    }

    fn into_event(self) -> Result<Event, StoreError> {
        let (seq, at, actor) = (from_sql(self.seq), Timestamp(self.at), UserId(self.actor));
        let kind = match (
            self.payload,
            self.message,
            self.room,
            self.client_id,
            self.body,
        ) {
            (Some(payload), ..) => {
                serde_json::from_str(&payload).map_err(|_| StoreError::Corrupt("event payload"))?
            }
            (None, Some(message), Some(room), Some(client_id), Some(body)) => {
                EventKind::MessageCreated {
                    message: Message {
                        id: MessageId(message),
                        seq,
                        room: RoomId(room),
                        author: actor,
                        client_id: ClientId(client_id),
                        body,
                        at,
                        edited_at: None,
                        deleted: false,
                        reactions: Vec::new(),
                    },
                }
            }
            _ => return Err(StoreError::Corrupt("event")),
        };
        Ok(Event {
            seq,
            at,
            actor,
            kind,
        })
    }
}
