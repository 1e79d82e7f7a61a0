//! Random actions of a client.

use super::{ClientError, LoadClient};
use crate::{journal::JournalEntry, random::RandomAction, transport::FrameTransport};
use protocol::{ClientFrame, ClientId, Command, CommandId, Control, Draft, NewMessage, Timestamp};
use std::{
    net::SocketAddr,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::time::sleep;
use uuid::Uuid;

impl LoadClient {
    /// Performs an action.
    pub(super) async fn act(
        &mut self,
        action: RandomAction,
        transport: &mut dyn FrameTransport,
        server: SocketAddr,
    ) -> Result<(), ClientError> {
        let me = self.session.user.id;
        match action {
            RandomAction::Send(count) => {
                for _ in 0..count {
                    self.send(server).await?;
                }
            }
            RandomAction::Repeat => self.repeat(transport, server).await?,
            RandomAction::Edit => {
                if let Some(message) = self.requests.random_message(&mut self.random, Some(me)) {
                    let number = self.requests.next_number();
                    let body = self.random.text(number);
                    self.requests.change(Command::Edit { message, body });
                }
            }
            RandomAction::Delete => {
                if let Some(message) = self.requests.random_message(&mut self.random, Some(me)) {
                    self.requests.change(Command::Delete { message });
                }
            }
            RandomAction::React => {
                if let Some(message) = self.requests.random_message(&mut self.random, None) {
                    let (emoji, on) = (self.random.emoji(), self.random.chance(0.7));
                    self.requests.change(Command::React { message, emoji, on });
                }
            }
            RandomAction::Read => {
                if let Some((room, cursor)) = self.cursors.random_room(&mut self.random) {
                    let seq = cursor.saturating_sub(self.random.up_to(3));
                    self.requests.change(Command::Read { room, seq });
                }
            }
            RandomAction::MarkUnread => {
                if let Some((room, cursor)) = self.cursors.random_room(&mut self.random) {
                    let seq = cursor.saturating_sub(self.random.up_to(10)).max(1);
                    self.requests.change(Command::MarkUnread {
                        room,
                        thread: None,
                        seq,
                    });
                }
            }
            RandomAction::Draft => {
                if let Some((room, _)) = self.cursors.random_room(&mut self.random) {
                    let number = self.requests.next_number();
                    let body = self.random.text(number);
                    let edited_at = now();
                    let draft = Draft {
                        room,
                        body,
                        edited_at,
                        ..Draft::default()
                    };
                    self.requests.change(Command::Draft { draft });
                }
            }
            RandomAction::Typing => {
                if let Some((room, _)) = self.cursors.random_room(&mut self.random) {
                    let thread = None;
                    let typing = Control::Typing { room, thread };
                    transport.send(&ClientFrame::Control(typing)).await?;
                }
            }
            RandomAction::Ping => {
                let id = CommandId::Text("ping".to_owned());
                let ping = Control::Ping { id };
                transport.send(&ClientFrame::Control(ping)).await?;
            }
            RandomAction::Peek => {
                if let Some(room) = self.requests.random_left(&mut self.random) {
                    self.read_history(room, server).await?;
                }
            }
            RandomAction::Doze(time) => sleep(time).await,
        }
        Ok(())
    }

    /// Puts a message into the outbox. A few are also sent over HTTP, before or while the connection sends them.
    async fn send(&mut self, server: SocketAddr) -> Result<(), ClientError> {
        let Some((room, _)) = self.cursors.random_room(&mut self.random) else {
            return Ok(());
        };
        let number = self.requests.next_number();
        let message = NewMessage {
            client_id: ClientId(Uuid::now_v7()),
            room,
            body: self.random.text(number),
            ..NewMessage::default()
        };
        self.journal.note(&JournalEntry::Sends {
            client_id: message.client_id,
            room,
            body: message.body.clone(),
        })?;
        self.requests.send(message.clone());
        // Only if it is alone in the outbox, so that it overtakes none, and if no removal can come between the two.
        let both = self.requests.waiting() == 1 && self.context.open_rooms.contains(&room);
        if both && self.random.chance(0.05) {
            self.post(server, &message).await?;
        }
        Ok(())
    }

    /// Sends an acked message again.
    async fn repeat(
        &mut self,
        transport: &mut dyn FrameTransport,
        server: SocketAddr,
    ) -> Result<(), ClientError> {
        let Some(message) = self.requests.random_sent(&mut self.random) else {
            return Ok(());
        };
        if self.random.chance(0.5) {
            self.post(server, &message).await
        } else {
            let frame = self.requests.repeat(message);
            Ok(transport.send(&frame).await?)
        }
    }

    async fn post(&mut self, server: SocketAddr, message: &NewMessage) -> Result<(), ClientError> {
        let client_id = message.client_id;
        match self.session.send(server, message).await {
            Ok(stored) => self.journal.note(&JournalEntry::Sent {
                client_id,
                seq: stored.seq,
                message: stored.id,
            })?,
            Err(error) if error.is_refusal() => {
                self.journal.note(&JournalEntry::Refused { client_id })?
            }
            Err(_) => {}
        }
        Ok(())
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0)))
}
