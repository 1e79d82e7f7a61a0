//! One client of one person: sends, changes and reads by whim, keeps what is not acked until it is, follows its streams
//! by cursors, and writes down all of it.

mod desk;
mod place;

use crate::{
    journal::{Change, Entry, Journal, JournalError},
    link::{Cut, Link, LinkError, Socket},
    person::Person,
    whim::{Dice, Whim},
};
use app::{
    model::{ClientId, Draft, MessageId, RoomId, StreamId, Timestamp},
    protocol::{ClientFrame, CommandId, ErrorCode, Event, EventKind, ServerFrame},
};
use desk::{Asked, Desk};
use place::Place;
use std::{
    collections::BTreeSet,
    net::SocketAddr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep, sleep_until},
};
use uuid::Uuid;

/// How far the run is, for all clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Follow the whims.
    Load,
    /// Nothing new: see through what was begun.
    Settle,
    /// Nobody changes anything any more: connect once more, catch up, and end.
    Finish,
}

/// What a client is given to know of the run around it.
#[derive(Clone)]
pub(crate) struct Surroundings {
    pub(crate) stage: watch::Receiver<Stage>,
    /// Where the server listens; none while it is down.
    pub(crate) server: watch::Receiver<Option<SocketAddr>>,
    /// Told once when the client is welcomed first, and once when all that it began is answered.
    pub(crate) ready: mpsc::Sender<()>,
    /// Rooms that nobody can be removed from.
    pub(crate) open_rooms: Vec<RoomId>,
}

/// How long the last catch-up may take. What has not come by then, the checker finds missing.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Client {
    person: Person,
    around: Surroundings,
    dice: Dice,
    journal: Journal,
    place: Place,
    desk: Desk,
    /// Rooms of which the history is still to be read.
    unread_history: BTreeSet<RoomId>,
    welcomed: bool,
    settled: bool,
    /// After an answer that says to wait: until when.
    hold: Instant,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ClientError {
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("the server broke the protocol: {0}")]
    Protocol(String),
    #[error("the run around the client ended")]
    Abandoned,
    /// The client connects again.
    #[error(transparent)]
    Link(LinkError),
}

impl From<LinkError> for ClientError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Garbled(text) => Self::Protocol(text),
            LinkError::Down | LinkError::Closed(_) => Self::Link(error),
        }
    }
}

impl Client {
    pub(crate) fn new(person: Person, around: Surroundings, dice: Dice, journal: Journal) -> Self {
        Self {
            place: Place::default(),
            person,
            around,
            dice,
            journal,
            desk: Desk::default(),
            unread_history: BTreeSet::new(),
            welcomed: false,
            settled: false,
            hold: Instant::now(),
        }
    }

    /// Runs to the end of the last stage.
    pub(crate) async fn run(mut self) -> Result<(), ClientError> {
        loop {
            match self.connect().await {
                Ok(()) => return Ok(self.journal.finish()?),
                Err(ClientError::Link(_)) => sleep(self.dice.wait(0, 200)).await,
                Err(error) => return Err(error),
            }
            self.desk.disconnected();
        }
    }

    /// Opens a link and speaks over it until the run is over.
    async fn connect(&mut self) -> Result<(), ClientError> {
        let server = self.server().await?;
        let last = self.stage() == Stage::Finish;
        let mut link: Box<dyn Link> = Box::new(Socket::open(server, &self.person.token).await?);
        link.say(&self.place.hello()).await?;
        let cut = self.converse(link.as_mut(), server, last).await?;
        link.cut(cut).await;
        if last {
            Ok(())
        } else {
            Err(LinkError::Down.into())
        }
    }

    async fn server(&mut self) -> Result<SocketAddr, ClientError> {
        let server = self.around.server.wait_for(Option::is_some).await;
        let server = server.map_err(|_| ClientError::Abandoned)?;
        server.ok_or(ClientError::Abandoned)
    }

    fn stage(&self) -> Stage {
        *self.around.stage.borrow()
    }

    /// Speaks over a link until it is to be cut: for no reason, or because the run is over. `last` where it was opened
    /// when nobody changed anything any more.
    async fn converse(
        &mut self,
        link: &mut dyn Link,
        server: SocketAddr,
        last: bool,
    ) -> Result<Cut, ClientError> {
        let mut stage = self.around.stage.clone();
        let over = Instant::now()
            + if last {
                PATIENCE
            } else {
                self.dice.wait(100, 8_000)
            };
        let mut whim_at = Instant::now() + self.dice.wait(0, 900);
        while !(last && self.has_all()) {
            let at_work = self.stage() == Stage::Load;
            tokio::select! {
                heard = link.hear() => self.hear(heard?).await?,
                () = sleep_until(whim_at) => {
                    whim_at = Instant::now() + self.dice.wait(50, 900);
                    if at_work && self.place.is_live() {
                        let whim = self.dice.whim();
                        self.follow(whim, link, server).await?;
                    }
                }
                () = sleep_until(over), if at_work || last => return Ok(self.dice.cut()),
                changed = stage.changed() => {
                    changed.map_err(|_| ClientError::Abandoned)?;
                    if self.stage() == Stage::Finish && !last {
                        return Ok(self.dice.cut());
                    }
                }
            }
            if self.place.is_live() {
                self.work(link, server).await?;
            }
        }
        Ok(Cut::Close)
    }

    fn has_all(&self) -> bool {
        self.place.is_caught_up() && self.unread_history.is_empty()
    }

    /// Does what is to be done on a live link: reads histories, asks what is not answered.
    async fn work(&mut self, link: &mut dyn Link, server: SocketAddr) -> Result<(), ClientError> {
        while let Some(room) = self.unread_history.first().copied() {
            self.read_history(room, server).await?;
            self.unread_history.remove(&room);
        }
        if Instant::now() >= self.hold {
            for frame in self.desk.to_ask() {
                link.say(&frame).await?;
            }
        }
        if self.stage() == Stage::Settle && !self.settled && self.desk.is_clear() {
            self.settled = true;
            self.tell_ready().await?;
        }
        Ok(())
    }

    async fn tell_ready(&self) -> Result<(), ClientError> {
        let told = self.around.ready.send(()).await;
        told.map_err(|_| ClientError::Abandoned)
    }

    /// Reads the newest page of a room's history, unless the person may not.
    async fn read_history(&mut self, room: RoomId, server: SocketAddr) -> Result<(), ClientError> {
        match self.person.history(server, room).await {
            Ok((page, whole)) => {
                self.desk.remember_all(room, &page.messages);
                self.journal.note(&Entry::Loaded { room, page, whole })?;
                Ok(())
            }
            Err(error) if error.is_refusal() => Ok(()),
            Err(_) => Err(LinkError::Down.into()),
        }
    }

    async fn hear(&mut self, frame: ServerFrame) -> Result<(), ClientError> {
        match frame {
            ServerFrame::Welcome { epoch, streams, .. } => {
                let welcomed = self.place.welcomed(epoch, streams);
                for (stream, seq) in welcomed.placed {
                    self.placed(stream, seq)?;
                }
                for stream in welcomed.left {
                    self.left(stream)?;
                }
                if !std::mem::replace(&mut self.welcomed, true) {
                    self.tell_ready().await?;
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
        self.journal.note(&Entry::Placed { stream, seq })?;
        if let StreamId::Room(room) = stream {
            self.desk.enter(room);
            self.unread_history.insert(room);
        }
        Ok(())
    }

    fn left(&mut self, stream: StreamId) -> Result<(), ClientError> {
        if let StreamId::Room(room) = stream {
            self.desk.leave(room);
            self.unread_history.remove(&room);
        }
        Ok(self.journal.note(&Entry::Left { stream })?)
    }

    fn see(&mut self, stream: StreamId, event: Event) -> Result<(), ClientError> {
        self.place.advance(stream, event.seq);
        if let (StreamId::Room(room), EventKind::MessageCreated { message }) = (stream, &event.kind)
        {
            self.desk.remember(room, message);
        }
        let kind = event.kind.clone();
        self.journal.note(&Entry::Saw { stream, event })?;
        match kind {
            EventKind::RoomAdded { room } => {
                let stream = StreamId::Room(room.id);
                if self.place.add(stream, room.seq) {
                    self.placed(stream, room.seq)?;
                }
            }
            EventKind::RoomRemoved { room } => {
                let stream = StreamId::Room(room);
                if self.place.remove(stream) {
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
        match self.desk.answered(id) {
            Some(Asked::Send(client_id) | Asked::Repeat(client_id)) => {
                let (Some(seq), Some(message)) = (seq, message) else {
                    let detail = format!("the ack of {client_id} names no message");
                    return Err(ClientError::Protocol(detail));
                };
                self.desk.sent(client_id);
                self.journal.note(&Entry::Sent {
                    client_id,
                    seq,
                    message,
                })?;
            }
            Some(Asked::Change(change)) => self.journal.note(&Entry::Changed {
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
        let Some(asked) = self.desk.answered(id) else {
            return Err(ClientError::Protocol(format!(
                "a refusal of nothing: {id:?}"
            )));
        };
        if is_passing(code) {
            self.hold = Instant::now() + Duration::from_millis(retry_ms.unwrap_or(200));
            self.desk.ask_again(asked);
            return Ok(());
        }
        match asked {
            Asked::Send(client_id) | Asked::Repeat(client_id) => {
                self.desk.dropped(client_id);
                self.journal.note(&Entry::Refused { client_id })?;
            }
            Asked::Change(change) => self.journal.note(&Entry::Declined { change })?,
        }
        Ok(())
    }

    /// Does what it has taken into its head.
    async fn follow(
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
                    self.desk.change(Change::Edit { message, body });
                }
            }
            Whim::Delete => {
                if let Some(message) = self.desk.one_message(&mut self.dice, Some(me)) {
                    self.desk.change(Change::Delete { message });
                }
            }
            Whim::React => {
                if let Some(message) = self.desk.one_message(&mut self.dice, None) {
                    let (emoji, on) = (self.dice.emoji(), self.dice.chance(0.7));
                    self.desk.change(Change::React { message, emoji, on });
                }
            }
            Whim::Read => {
                if let Some((room, cursor)) = self.place.one_room(&mut self.dice) {
                    let seq = cursor.saturating_sub(self.dice.up_to(3));
                    self.desk.change(Change::Read { room, seq });
                }
            }
            Whim::MarkUnread => {
                if let Some((room, cursor)) = self.place.one_room(&mut self.dice) {
                    let seq = cursor.saturating_sub(self.dice.up_to(10)).max(1);
                    self.desk.change(Change::MarkUnread { room, seq });
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
                    };
                    self.desk.change(Change::Draft { draft });
                }
            }
            Whim::Typing => {
                if let Some((room, _)) = self.place.one_room(&mut self.dice) {
                    link.say(&ClientFrame::Typing { room }).await?;
                }
            }
            Whim::Ping => {
                let id = CommandId::Text("ping".to_owned());
                link.say(&ClientFrame::Ping { id }).await?;
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

/// Whether a refusal is one to try again after.
fn is_passing(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Busy
            | ErrorCode::CannotSave
            | ErrorCode::ShuttingDown
            | ErrorCode::TooManyRequests
            | ErrorCode::Internal
    )
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0)))
}
