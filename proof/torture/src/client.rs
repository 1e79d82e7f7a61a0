//! One client of one person: sends commands at random, repeats them until they are acked, follows its streams by cursors,
//! and records everything in a journal.

mod actions;
mod cursors;
mod frames;
mod requests;

use crate::{
    journal::{Journal, JournalEntry, JournalError},
    random::RandomSource,
    session::UserSession,
    transport::{
        Disconnect, EventStreamTransport, FrameTransport, TransportError, WebSocketTransport,
    },
};
use cursors::StreamCursors;
use protocol::{ClientFrame, ClientId, Command, RoomId};
use requests::RequestQueue;
use std::{collections::BTreeSet, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    sync::{Notify, mpsc, watch},
    time::{Instant, sleep, sleep_until},
};

/// Stage of the run, for all clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Clients act at random.
    Load,
    /// Clients finish what they have begun.
    Settle,
    /// There are no more changes: clients reconnect, catch up and end.
    Finish,
}

/// Shared state of a run, for a client.
#[derive(Clone)]
pub(crate) struct RunContext {
    pub(crate) stage: watch::Receiver<Stage>,
    /// The server's address. `None` while it is down.
    pub(crate) server: watch::Receiver<Option<SocketAddr>>,
    /// The client sends once when it is first welcomed, and once when all its commands are answered.
    pub(crate) ready: mpsc::Sender<()>,
    /// Notified whenever a client sends a command.
    pub(crate) command_sent: Arc<Notify>,
    /// Rooms that nobody can be removed from.
    pub(crate) open_rooms: Vec<RoomId>,
}

/// Maximum time for the last catch-up. The checker reports what is still missing.
const TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) struct LoadClient {
    session: UserSession,
    context: RunContext,
    random: RandomSource,
    journal: Journal,
    cursors: StreamCursors,
    requests: RequestQueue,
    /// Rooms whose history is still to be read.
    unread_history: BTreeSet<RoomId>,
    /// The message that was sent last.
    last_sent: Option<ClientId>,
    welcomed: bool,
    settled: bool,
    /// When the server may be asked again after a busy answer.
    retry_at: Instant,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ClientError {
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("the server broke the protocol: {0}")]
    Protocol(String),
    #[error("the run has ended")]
    Abandoned,
    /// The client reconnects.
    #[error(transparent)]
    Link(TransportError),
}

impl From<TransportError> for ClientError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Garbled(text) => Self::Protocol(text),
            TransportError::Down | TransportError::Closed(_) => Self::Link(error),
        }
    }
}

impl LoadClient {
    pub(crate) fn new(
        session: UserSession,
        context: RunContext,
        random: RandomSource,
        journal: Journal,
    ) -> Self {
        Self {
            cursors: StreamCursors::default(),
            session,
            context,
            random,
            journal,
            requests: RequestQueue::default(),
            unread_history: BTreeSet::new(),
            last_sent: None,
            welcomed: false,
            settled: false,
            retry_at: Instant::now(),
        }
    }

    /// Runs to the end of the last stage.
    pub(crate) async fn run(mut self) -> Result<(), ClientError> {
        loop {
            match self.connect().await {
                Ok(()) => return Ok(self.journal.finish()?),
                Err(ClientError::Link(_)) => sleep(self.random.wait(0, 200)).await,
                Err(error) => return Err(error),
            }
            self.requests.disconnected();
        }
    }

    /// Opens a connection and uses it until it is closed. Fails unless the run is over.
    async fn connect(&mut self) -> Result<(), ClientError> {
        let server = self.server().await?;
        let last = self.stage() == Stage::Finish;
        let mut transport = self.open(server).await?;
        transport.send(&self.cursors.hello()).await?;
        let how = self.converse(transport.as_mut(), server, last).await?;
        transport.close(how).await;
        if last {
            Ok(())
        } else {
            Err(TransportError::Down.into())
        }
    }

    /// Opens a connection over a random transport.
    async fn open(
        &mut self,
        server: SocketAddr,
    ) -> Result<Box<dyn FrameTransport>, TransportError> {
        let token = &self.session.token;
        if self.random.chance(0.3) {
            let http = self.session.http.clone();
            Ok(Box::new(
                EventStreamTransport::open(server, token, http).await?,
            ))
        } else {
            Ok(Box::new(WebSocketTransport::open(server, token).await?))
        }
    }

    async fn server(&mut self) -> Result<SocketAddr, ClientError> {
        let server = self.context.server.wait_for(Option::is_some).await;
        let server = server.map_err(|_| ClientError::Abandoned)?;
        server.ok_or(ClientError::Abandoned)
    }

    fn stage(&self) -> Stage {
        *self.context.stage.borrow()
    }

    /// Uses a connection until it is to be closed: at random, or because the run is over. `last` if it was opened in the last
    /// stage.
    async fn converse(
        &mut self,
        transport: &mut dyn FrameTransport,
        server: SocketAddr,
        last: bool,
    ) -> Result<Disconnect, ClientError> {
        let mut stage = self.context.stage.clone();
        let over = Instant::now()
            + if last {
                TIMEOUT
            } else {
                self.random.wait(100, 8_000)
            };
        let mut action_at = Instant::now() + self.random.wait(0, 500);
        while !(last && self.has_all()) {
            let is_load = self.stage() == Stage::Load;
            tokio::select! {
                frame = transport.receive() => self.received(frame?).await?,
                () = sleep_until(action_at) => {
                    action_at = Instant::now() + self.random.wait(20, 500);
                    if is_load && self.cursors.is_live() {
                        let action = self.random.action();
                        self.act(action, transport, server).await?;
                    }
                }
                () = sleep_until(over), if is_load || last => return Ok(self.random.disconnect()),
                changed = stage.changed() => {
                    changed.map_err(|_| ClientError::Abandoned)?;
                    if self.stage() == Stage::Finish && !last {
                        return Ok(self.random.disconnect());
                    }
                }
            }
            if self.cursors.is_live() {
                self.work(transport, server).await?;
            }
        }
        Ok(Disconnect::Close)
    }

    fn has_all(&self) -> bool {
        self.cursors.is_caught_up() && self.unread_history.is_empty()
    }

    /// Does the work due on a live connection: reads histories, and sends unanswered commands.
    async fn work(
        &mut self,
        transport: &mut dyn FrameTransport,
        server: SocketAddr,
    ) -> Result<(), ClientError> {
        while let Some(room) = self.unread_history.first().copied() {
            self.read_history(room, server).await?;
            self.unread_history.remove(&room);
        }
        if Instant::now() >= self.retry_at {
            for frame in self.requests.due() {
                self.record_repeat(&frame)?;
                self.context.command_sent.notify_waiters();
                transport.send(&frame).await?;
            }
        }
        if self.stage() == Stage::Settle && !self.settled && self.requests.is_clear() {
            self.settled = true;
            self.report_ready().await?;
        }
        Ok(())
    }

    fn record_repeat(&mut self, frame: &ClientFrame) -> Result<(), JournalError> {
        match frame {
            ClientFrame::Command {
                command: Command::Send(message),
                ..
            } if self.last_sent.replace(message.client_id) == Some(message.client_id) => {
                let client_id = message.client_id;
                self.journal.note(&JournalEntry::Repeats { client_id })
            }
            _ => Ok(()),
        }
    }

    async fn report_ready(&self) -> Result<(), ClientError> {
        let sent = self.context.ready.send(()).await;
        sent.map_err(|_| ClientError::Abandoned)
    }

    /// Reads the newest page of a room's history, if the person may.
    async fn read_history(&mut self, room: RoomId, server: SocketAddr) -> Result<(), ClientError> {
        match self.session.history(server, room).await {
            Ok((page, whole)) => {
                self.requests.remember_all(room, &page.messages);
                self.journal
                    .note(&JournalEntry::Loaded { room, page, whole })?;
                Ok(())
            }
            Err(error) if error.is_refusal() => Ok(()),
            Err(_) => Err(TransportError::Down.into()),
        }
    }
}
