//! What a client does by itself.

use super::{Client, ClientError};
use crate::{journal::Entry, link::Link, whim::Whim};
use protocol::{ClientFrame, ClientId, Command, CommandId, Control, Draft, RoomId, Timestamp};
use std::{
    net::SocketAddr,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::time::sleep;
use uuid::Uuid;

impl Client {
    /// Does what it has taken into its head.
    pub(super) async fn follow(
        &mut self,
        whim: Whim,
        link: &mut dyn Link,
        server: SocketAddr,
    ) -> Result<(), ClientError> {
        let me = self.person.user.id;
        match whim {
            Whim::Send(count) => {
                for _ in 0..count {
                    self.send(server).await?;
                }
            }
            Whim::Repeat => self.repeat(link, server).await?,
            Whim::Edit => {
                if let Some(message) = self.desk.one_message(&mut self.dice, Some(me)) {
                    let number = self.desk.next_number();
                    let body = self.dice.text(number);
                    self.desk.change(Command::Edit { message, body });
                }
            }
            Whim::Delete => {
                if let Some(message) = self.desk.one_message(&mut self.dice, Some(me)) {
                    self.desk.change(Command::Delete { message });
                }
            }
            Whim::React => {
                if let Some(message) = self.desk.one_message(&mut self.dice, None) {
                    let (emoji, on) = (self.dice.emoji(), self.dice.chance(0.7));
                    self.desk.change(Command::React { message, emoji, on });
                }
            }
            Whim::Read => {
                if let Some((room, cursor)) = self.place.one_room(&mut self.dice) {
                    let seq = cursor.saturating_sub(self.dice.up_to(3));
                    self.desk.change(Command::Read { room, seq });
                }
            }
            Whim::MarkUnread => {
                if let Some((room, cursor)) = self.place.one_room(&mut self.dice) {
                    let seq = cursor.saturating_sub(self.dice.up_to(10)).max(1);
                    self.desk.change(Command::MarkUnread {
                        room,
                        thread: None,
                        seq,
                    });
                }
            }
            Whim::Draft => {
                if let Some((room, _)) = self.place.one_room(&mut self.dice) {
                    let number = self.desk.next_number();
                    let body = self.dice.text(number);
                    let edited_at = now();
                    let draft = Draft {
                        room,
                        body,
                        edited_at,
                        ..Draft::default()
                    };
                    self.desk.change(Command::Draft { draft });
                }
            }
            Whim::Typing => {
                if let Some((room, _)) = self.place.one_room(&mut self.dice) {
                    let thread = None;
                    let typing = Control::Typing { room, thread };
                    link.say(&ClientFrame::Control(typing)).await?;
                }
            }
            Whim::Ping => {
                let id = CommandId::Text("ping".to_owned());
                let ping = Control::Ping { id };
                link.say(&ClientFrame::Control(ping)).await?;
            }
            Whim::Peek => {
                if let Some(room) = self.desk.one_left(&mut self.dice) {
                    self.read_history(room, server).await?;
                }
            }
            Whim::Doze(time) => sleep(time).await,
        }
        Ok(())
    }

    /// Puts a message into the outbox. Now and then it goes out over HTTP as well, before or while the link takes it.
    async fn send(&mut self, server: SocketAddr) -> Result<(), ClientError> {
        let Some((room, _)) = self.place.one_room(&mut self.dice) else {
            return Ok(());
        };
        let client_id = ClientId(Uuid::now_v7());
        let number = self.desk.next_number();
        let body = self.dice.text(number);
        self.journal.note(&Entry::Sends {
            client_id,
            room,
            body: body.clone(),
        })?;
        self.desk.send(client_id, room, body.clone());
        // Alone in the outbox, so that it overtakes none; not where a removal could fall between the two.
        let both = self.desk.waiting() == 1 && self.around.open_rooms.contains(&room);
        if both && self.dice.chance(0.05) {
            self.post(server, client_id, room, &body).await?;
        }
        Ok(())
    }

    /// Sends a message once more that was acked before.
    async fn repeat(&mut self, link: &mut dyn Link, server: SocketAddr) -> Result<(), ClientError> {
        let Some((client_id, room, body)) = self.desk.one_sent(&mut self.dice) else {
            return Ok(());
        };
        if self.dice.chance(0.5) {
            self.post(server, client_id, room, &body).await
        } else {
            let frame = self.desk.repeat(client_id, room, body);
            Ok(link.say(&frame).await?)
        }
    }

    async fn post(
        &mut self,
        server: SocketAddr,
        client_id: ClientId,
        room: RoomId,
        body: &str,
    ) -> Result<(), ClientError> {
        match self.person.send(server, room, client_id, body).await {
            Ok(message) => self.journal.note(&Entry::Sent {
                client_id,
                seq: message.seq,
                message: message.id,
            })?,
            Err(error) if error.is_refusal() => self.journal.note(&Entry::Refused { client_id })?,
            Err(_) => {}
        }
        Ok(())
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0)))
}
