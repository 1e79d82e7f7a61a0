//! One open connection: carries frames between the client, the [`Session`], the store and the hub.

mod delivery;
mod farewell;
mod held;
mod work;

pub(crate) use farewell::turn_away;

use crate::{
    app_state::AppState,
    live::{
        allowance::Seat,
        hub::{Batch, Subscription, encode},
        session::{Request, Session, refusal},
        transport::{Gone, Heard, Transport},
    },
    store::{Standing, Store, StoreError},
    token::TokenHash,
    tuning::Tuning,
};
use axum::extract::ws::Utf8Bytes;
use farewell::Ending;
use futures::{StreamExt as _, stream::FuturesUnordered};
use held::{Frame, HeldFrames};
use protocol::{Conversation, ErrorCode, ServerFrame, Signal, UserId};
use std::{collections::BTreeMap, sync::Arc};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use work::{Done, Work};

/// One client's connection, from the handshake to the close.
pub(crate) struct Connection {
    transport: Transport,
    session: Session,
    subscription: Subscription,
    store: Store,
    tuning: Arc<Tuning>,
    user: UserId,
    token: TokenHash,
    seat: Seat,
    /// Frames that wait for their person's turn.
    held: HeldFrames,
    stopping: CancellationToken,
    /// Commands and reads under way.
    work: FuturesUnordered<Work>,
    /// Batches that may follow on what is being read.
    waiting: Vec<Arc<Batch>>,
    started: Instant,
    heard: Instant,
}

impl Connection {
    pub(crate) fn new(
        transport: Transport,
        state: &AppState,
        seat: Seat,
        user: UserId,
        token: TokenHash,
    ) -> Self {
        let now = Instant::now();
        Self {
            transport,
            session: Session::new(user),
            // Before anything is read for this client: from here on the hub knows of every room that the person
            // enters or leaves, and of the end of the session.
            subscription: state.hub.enter(user, token),
            store: state.store.clone(),
            tuning: Arc::clone(&state.tuning),
            user,
            token,
            seat,
            held: HeldFrames::new(state.tuning.burst as usize),
            stopping: state.stopping.clone(),
            work: FuturesUnordered::new(),
            waiting: Vec::new(),
            started: now,
            heard: now,
        }
    }

    /// Serves the client until one of the two ends it.
    pub(crate) async fn run(mut self) {
        tracing::debug!(user = %self.user, "connected");
        let ending = loop {
            if let Err(ending) = self.turn().await {
                break ending;
            }
        };
        tracing::debug!(user = %self.user, ?ending, "disconnected");
        self.part(ending).await;
    }

    /// Waits for the next thing to happen, and deals with it.
    async fn turn(&mut self) -> Result<(), Ending> {
        self.read_on();
        let deadline = self.deadline();
        let listening = self.work.len() < self.tuning.pipeline;
        tokio::select! {
            dismissal = &mut self.subscription.dismissal => {
                Err(dismissal.map_or(Ending::Lagged, Ending::from))
            }
            () = self.stopping.cancelled() => Err(Ending::ShuttingDown),
            heard = self.transport.hear(), if listening => self.hear(heard).await,
            frame = self.held.next(&self.seat.allowance), if listening => self.understand(frame).await,
            Some(delivery) = self.subscription.deliveries.recv() => self.deliver(delivery).await,
            Some(done) = self.work.next(), if !self.work.is_empty() => self.finish(done).await,
            () = sleep_until(deadline) => Err(Ending::Silent),
        }
    }

    fn deadline(&self) -> Instant {
        let silent = self.heard + self.tuning.silence();
        // A `hello` may be among the frames that wait.
        if self.session.greeted() || !self.held.is_empty() {
            silent
        } else {
            silent.min(self.started + self.tuning.hello)
        }
    }

    async fn hear(&mut self, heard: Heard) -> Result<(), Ending> {
        self.heard = Instant::now();
        let frame = match heard {
            Heard::Text(text) => Frame::Text(text),
            Heard::Binary => Frame::Binary,
            Heard::Alive => Frame::Alive,
            Heard::TooLarge => return Err(Ending::TooLarge),
            Heard::Violation => return Err(Ending::Violation),
            Heard::NotUtf8 => return Err(Ending::NotUtf8),
            Heard::Gone => return Err(Ending::Gone),
        };
        if self.held.is_empty() && self.seat.allowance.try_take(1) {
            return self.understand(frame).await;
        }
        self.held.hold(frame, &self.seat.allowance)
    }

    async fn understand(&mut self, frame: Frame) -> Result<(), Ending> {
        match frame {
            Frame::Text(text) => {
                let request = self.session.hear(&text);
                self.begin(request).await
            }
            Frame::Binary => self.say(&refusal(None, ErrorCode::BadFrame)).await,
            Frame::Alive => Ok(()),
        }
    }

    /// Sets going what the client asks for. The store takes sends in the order in which they are begun.
    async fn begin(&mut self, request: Request) -> Result<(), Ending> {
        match request {
            Request::Answer(frame) => return self.say(&frame).await,
            Request::Typing(Conversation { room, thread }) => {
                let user = self.user;
                if self.session.signals(room) {
                    self.subscription
                        .signal(room, Signal::Typing { room, thread, user });
                }
            }
            Request::Presence { active } => self.subscription.tell_presence(active),
            Request::Greet(greeting) => {
                let (store, allowance) = (self.store.clone(), Arc::clone(&self.seat.allowance));
                let work = work::standing(store, allowance, self.user, self.token, greeting);
                self.work.push(work);
            }
            Request::Command { id, command } => {
                let hub = self.subscription.hub();
                let share = self.seat.allowance.share();
                let work = share.within(|| work::command(&self.store, hub, self.user, id, command));
                self.work.push(work);
            }
        }
        Ok(())
    }

    async fn finish(&mut self, done: Done) -> Result<(), Ending> {
        match done {
            Done::Answer(frame) => self.say(&frame).await,
            Done::Standing(greeting, standing) => {
                let standing = standing.map_err(|error| self.failed(&error))?;
                let standing = standing.ok_or(Ending::SignedOut)?;
                match self.session.greet(&greeting, &standing) {
                    Ok(()) => self.welcome(standing).await,
                    Err(reason) => self.say(&ServerFrame::Resync { reason }).await,
                }
            }
            Done::Page(stream, page) => {
                let mut page = page.map_err(|error| self.failed(&error))?;
                let gained = self.session.page(page.as_mut()).map_err(Ending::from)?;
                self.listen(gained.into_iter().collect());
                match page {
                    None if self.session.follows(stream) => {}
                    None => self.subscription.ignore(stream),
                    Some(page) if page.events.is_empty() => {}
                    Some(page) => {
                        let events = page.events;
                        self.take_leave(&events);
                        self.say(&ServerFrame::Events { stream, events }).await?;
                    }
                }
                self.pass_waiting().await
            }
        }
    }

    async fn welcome(&mut self, standing: Standing) -> Result<(), Ending> {
        let streams: BTreeMap<_, _> = standing
            .streams
            .into_iter()
            .map(|(stream, bounds)| (stream, bounds.seq))
            .collect();
        self.listen(streams.clone());
        let heartbeat_ms = u64::try_from(self.tuning.heartbeat.as_millis()).unwrap_or(u64::MAX);
        self.say(&ServerFrame::Welcome {
            epoch: standing.epoch,
            user: self.user,
            streams,
            heartbeat_ms,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
        .await?;
        self.subscription.attend();
        Ok(())
    }

    /// Starts to read the log of a stream that the client lacks events of.
    fn read_on(&mut self) {
        if let Some((stream, after)) = self.session.next_to_read() {
            let (store, tuning) = (self.store.clone(), Arc::clone(&self.tuning));
            let allowance = Arc::clone(&self.seat.allowance);
            let work = work::page(store, allowance, tuning, self.user, stream, after);
            self.work.push(work);
        }
    }

    async fn say(&mut self, frame: &ServerFrame) -> Result<(), Ending> {
        match encode(frame) {
            Some(text) => self.write(text).await,
            None => Err(Ending::Fault),
        }
    }

    /// Whoever was dismissed gets nothing more, whatever was read for them or waits to be passed on.
    async fn write(&mut self, text: Utf8Bytes) -> Result<(), Ending> {
        if let Ok(dismissal) = self.subscription.dismissal.try_recv() {
            return Err(dismissal.into());
        }
        match timeout(self.tuning.write, self.transport.send(text)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Gone)) => Err(Ending::Gone),
            Err(_) => Err(Ending::Lagged),
        }
    }

    fn failed(&self, error: &StoreError) -> Ending {
        tracing::error!(user = %self.user, %error, "a read for a connection failed");
        Ending::Fault
    }
}
