//! Handling of frames from the server.

use super::{ClientError, LoadClient, requests::SentCommand};
use crate::journal::JournalEntry;
use protocol::{CommandId, ErrorCode, Event, EventKind, MessageId, ServerFrame, StreamId};
use std::time::Duration;
use tokio::time::Instant;

impl LoadClient {
    pub(super) async fn received(&mut self, frame: ServerFrame) -> Result<(), ClientError> {
        match frame {
            ServerFrame::Welcome { epoch, streams, .. } => {
                self.journal.note(&JournalEntry::Welcomed)?;
                let welcomed = self.cursors.welcomed(epoch, streams);
                for (stream, seq) in welcomed.placed {
                    self.placed(stream, seq)?;
                }
                for stream in welcomed.left {
                    self.left(stream)?;
                }
                if !std::mem::replace(&mut self.welcomed, true) {
                    self.report_ready().await?;
                }
            }
            ServerFrame::Events { stream, events } => {
                for event in events {
                    self.see(stream, event)?;
                }
            }
            ServerFrame::Ack {
                id,
                stream,
                seq,
                message,
            } => self.acked(&id, stream, seq, message)?,
            ServerFrame::Error {
                id: Some(id),
                code,
                retry_ms,
                ..
            } => self.refused(&id, code, retry_ms)?,
            ServerFrame::Error { id: None, code, .. } => {
                return Err(ClientError::Protocol(format!("refused a frame: {code:?}")));
            }
            // No backup is restored and no log trimmed in this run.
            ServerFrame::Resync { reason } => {
                return Err(ClientError::Protocol(format!("resync: {reason:?}")));
            }
            ServerFrame::Signal(_) | ServerFrame::Pong { .. } => {}
        }
        Ok(())
    }

    fn placed(&mut self, stream: StreamId, seq: u64) -> Result<(), ClientError> {
        self.journal.note(&JournalEntry::Placed { stream, seq })?;
        if let StreamId::Room(room) = stream {
            self.requests.enter(room);
            self.unread_history.insert(room);
        }
        Ok(())
    }

    fn left(&mut self, stream: StreamId) -> Result<(), ClientError> {
        if let StreamId::Room(room) = stream {
            self.requests.leave(room);
            self.unread_history.remove(&room);
        }
        Ok(self.journal.note(&JournalEntry::Left { stream })?)
    }

    fn see(&mut self, stream: StreamId, event: Event) -> Result<(), ClientError> {
        self.cursors.advance(stream, event.seq);
        if let (StreamId::Room(room), EventKind::MessageCreated { message }) = (stream, &event.kind)
        {
            self.requests.remember(room, message);
        }
        let kind = event.kind.clone();
        self.journal.note(&JournalEntry::Saw { stream, event })?;
        match kind {
            EventKind::RoomAdded { room } => {
                let stream = StreamId::Room(room.id);
                if self.cursors.add(stream, room.seq) {
                    self.placed(stream, room.seq)?;
                }
            }
            EventKind::RoomRemoved { room, .. } => {
                let stream = StreamId::Room(room);
                if self.cursors.remove(stream) {
                    self.left(stream)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn acked(
        &mut self,
        id: &CommandId,
        stream: Option<StreamId>,
        seq: Option<u64>,
        message: Option<MessageId>,
    ) -> Result<(), ClientError> {
        match self.requests.answered(id) {
            Some(SentCommand::Send(client_id) | SentCommand::Repeat(client_id)) => {
                let (Some(seq), Some(message)) = (seq, message) else {
                    let detail = format!("the ack of {client_id} names no message");
                    return Err(ClientError::Protocol(detail));
                };
                self.requests.sent(client_id);
                self.journal.note(&JournalEntry::Sent {
                    client_id,
                    seq,
                    message,
                })?;
            }
            Some(SentCommand::Change(change)) => self.journal.note(&JournalEntry::Changed {
                change,
                stream,
                seq,
            })?,
            None => return Err(ClientError::Protocol(format!("an ack of nothing: {id:?}"))),
        }
        Ok(())
    }

    fn refused(
        &mut self,
        id: &CommandId,
        code: ErrorCode,
        retry_ms: Option<u64>,
    ) -> Result<(), ClientError> {
        let Some(request) = self.requests.answered(id) else {
            return Err(ClientError::Protocol(format!(
                "a refusal of nothing: {id:?}"
            )));
        };
        if code.is_temporary() {
            self.retry_at = Instant::now() + Duration::from_millis(retry_ms.unwrap_or(200));
            self.requests.requeue(request);
            return Ok(());
        }
        match request {
            SentCommand::Send(client_id) | SentCommand::Repeat(client_id) => {
                self.requests.dropped(client_id);
                self.journal.note(&JournalEntry::Refused { client_id })?;
            }
            SentCommand::Change(change) => self.journal.note(&JournalEntry::Declined { change })?,
        }
        Ok(())
    }
}
