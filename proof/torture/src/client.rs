//! One client of one person: sends, changes and reads by whim, keeps what is not acked until it is, follows its streams
//! by cursors, and writes down all of it.

mod desk;
mod doing;
mod hearing;
mod place;

use crate::{
    journal::{Entry, Journal, JournalError},
    link::{Cut, EventStream, Link, LinkError, Socket},
    person::Person,
    whim::Dice,
};
use desk::Desk;
use place::Place;
use protocol::{ClientFrame, ClientId, Command, RoomId};
use std::{collections::BTreeSet, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    sync::{Notify, mpsc, watch},
    time::{Instant, sleep, sleep_until},
};

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
    /// Told whenever a client asks for a change.
    pub(crate) asking: Arc<Notify>,
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
    /// The message that was asked for last.
    tried: Option<ClientId>,
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
            tried: None,
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
        let mut link = self.open(server).await?;
        link.say(&self.place.hello()).await?;
        let cut = self.converse(link.as_mut(), server, last).await?;
        link.cut(cut).await;
        if last {
            Ok(())
        } else {
            Err(LinkError::Down.into())
        }
    }

    /// Opens a link over one transport or the other.
    async fn open(&mut self, server: SocketAddr) -> Result<Box<dyn Link>, LinkError> {
        let token = &self.person.token;
        if self.dice.chance(0.3) {
            let http = self.person.http.clone();
            Ok(Box::new(EventStream::open(server, token, http).await?))
        } else {
            Ok(Box::new(Socket::open(server, token).await?))
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
        let mut whim_at = Instant::now() + self.dice.wait(0, 500);
        while !(last && self.has_all()) {
            let at_work = self.stage() == Stage::Load;
            tokio::select! {
                heard = link.hear() => self.hear(heard?).await?,
                () = sleep_until(whim_at) => {
                    whim_at = Instant::now() + self.dice.wait(20, 500);
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
            for frame in self.desk.ask_all() {
                self.note_repeat(&frame)?;
                self.around.asking.notify_waiters();
                link.say(&frame).await?;
            }
        }
        if self.stage() == Stage::Settle && !self.settled && self.desk.is_clear() {
            self.settled = true;
            self.tell_ready().await?;
        }
        Ok(())
    }

    fn note_repeat(&mut self, frame: &ClientFrame) -> Result<(), JournalError> {
        match frame {
            ClientFrame::Command {
                command: Command::Send(message),
                ..
            } if self.tried.replace(message.client_id) == Some(message.client_id) => {
                let client_id = message.client_id;
                self.journal.note(&Entry::Repeats { client_id })
            }
            _ => Ok(()),
        }
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
}
