use crate::{
    clock, http, links,
    outbox::Outbox,
    tab::go,
    transport::{Connection, Happening, Listener},
};
use app::{chat::Chat, read::read};
use client::{Action, Client, Transport};
use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;
use protocol::{
    ClientFrame, ClientId, CommandId, Control, ErrorCode, Problem, RoomId, ServerFrame, Snapshot,
    route::Route,
};
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;

/// The close code that says: signed out.
const SIGNED_OUT: u16 = 4401;
/// How often the client is told the time, in milliseconds.
const TICK_MS: u32 = 1_000;
/// How often the interface is told the time, and the outbox looked through, in milliseconds.
const CLOCK_MS: u32 = 15_000;

/// How long after the last sign of life the person counts as active, in milliseconds.
const ACTIVE_MS: i64 = 5 * 60 * 1_000;

/// How long a connection may take from the first packet to the welcome, in milliseconds.
const PATIENCE_MS: u32 = 15_000;

/// Drives the client: gives it time, network and storage, and performs what it asks for.
pub(crate) struct Driver {
    me: Weak<Self>,
    chat: Chat,
    outbox: Rc<Outbox>,
    connection: RefCell<Option<Connection>>,
    /// A WebSocket that is tried beside the connection.
    probe: RefCell<Option<Connection>>,
    connecting: RefCell<Option<Timeout>>,
    retrying: RefCell<Option<Timeout>>,
    /// When the person last did something here.
    touched: Cell<i64>,
}

impl Driver {
    /// Brings the outbox back, connects, and listens to the browser for as long as the page lives.
    pub(crate) fn start(chat: Chat) -> Rc<Self> {
        let driver = Rc::new_cyclic(|me| Self {
            me: me.clone(),
            chat,
            outbox: Outbox::open(chat),
            connection: RefCell::default(),
            probe: RefCell::default(),
            connecting: RefCell::default(),
            retrying: RefCell::default(),
            touched: Cell::default(),
        });
        chat.clock.set(Some(clock::now()));
        driver.listen();
        driver.touch();
        links::follow(chat);
        driver.connect();
        driver
    }

    /// Performs what the client asked for, in order.
    pub(crate) fn perform(&self, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Connect => self.connect(),
                Action::ConnectIn(ms) => {
                    *self.connecting.borrow_mut() = self.after(ms, Self::connect)
                }
                Action::Disconnect => self.disconnect(),
                Action::Probe => self.probe(),
                Action::Transmit(frame) => {
                    if let Some(connection) = &*self.connection.borrow() {
                        connection.send(&frame);
                    }
                }
                Action::RetryIn(ms) => {
                    *self.retrying.borrow_mut() =
                        self.after(ms, |driver| driver.chat.act(Client::retry));
                }
                Action::Keep(pending) => self.outbox.keep(pending),
                Action::Forget(id) => self.outbox.forget(id),
                Action::Broadcast(notice) => self.outbox.tell(notice),
                Action::Resync => self.resync(),
                Action::Reload => reload(),
            }
        }
    }

    /// The last message that was written in any tab and has not arrived.
    pub(crate) fn newest_written(&self) -> Option<ClientId> {
        self.chat.peek(|client| client.outbox.newest())
    }

    fn after(&self, ms: u32, then: fn(&Self)) -> Option<Timeout> {
        let driver = self.me.clone();
        Some(Timeout::new(ms, move || {
            if let Some(driver) = driver.upgrade() {
                then(&driver);
            }
        }))
    }

    fn connect(&self) {
        if self.connection.borrow().is_some() {
            return;
        }
        if !window().navigator().on_line() {
            self.chat.act(Client::offline);
            return;
        }
        let transport = self.chat.client.with_untracked(Client::transport);
        let connection = Connection::open(transport, self.listener(Self::on_connection));
        let refused = connection.is_none();
        *self.connection.borrow_mut() = connection;
        *self.connecting.borrow_mut() = self.after(PATIENCE_MS, Self::give_up);
        if refused {
            self.closed();
        }
    }

    fn listener(&self, then: fn(&Self, Happening)) -> Listener {
        let driver = self.me.clone();
        Rc::new(move |happening| {
            if let Some(driver) = driver.upgrade() {
                then(&driver, happening);
            }
        })
    }

    fn probe(&self) {
        let probe = Connection::open(Transport::WebSocket, self.listener(Self::on_probe));
        self.probe.replace(probe);
    }

    /// A probe that opens is asked for a sign of life, since there are networks that let no more than the handshake pass.
    /// One that gives it is the connection from then on.
    fn on_probe(&self, happening: Happening) {
        let probe = self.probe.take();
        match (probe, happening) {
            (Some(probe), Happening::Opened) => {
                probe.send(&ClientFrame::Control(Control::Ping {
                    id: CommandId::Number(0),
                }));
                self.probe.replace(Some(probe));
            }
            (Some(probe), Happening::Received(_)) => {
                let before = self.connection.replace(Some(probe));
                drop(before);
                *self.connecting.borrow_mut() = self.after(PATIENCE_MS, Self::give_up);
                self.chat
                    .act(|client| client.switched_to_websocket(clock::now()));
            }
            (Some(_), Happening::Closed { .. }) => {}
            (None, happening) => self.on_connection(happening),
        }
    }

    /// A handshake that hangs would otherwise hang for minutes.
    fn give_up(&self) {
        if self.chat.client.with_untracked(|client| !client.is_live()) {
            self.chat.client.update_untracked(Client::hung);
            self.disconnect();
        }
    }

    fn on_connection(&self, happening: Happening) {
        match happening {
            Happening::Opened => self.chat.act(|client| client.opened(clock::now())),
            Happening::Received(frame) => {
                if let ServerFrame::Welcome { .. } = *frame {
                    self.outbox.look();
                }
                self.chat
                    .act(|client| client.received(*frame, clock::now()));
                self.note_activity();
            }
            Happening::Closed { code: SIGNED_OUT } => sign_in_again(),
            Happening::Closed { .. } => {
                let was_live = self.chat.client.with_untracked(|client| client.is_live());
                self.disconnect();
                if !was_live {
                    self.check_session();
                }
            }
        }
    }

    fn disconnect(&self) {
        // Taken out first: dropping a connection may call back into here.
        let connections = (self.connection.take(), self.probe.take());
        drop(connections);
        self.closed();
    }

    fn closed(&self) {
        let online = window().navigator().on_line();
        self.chat
            .act(|client| client.closed(online, js_sys::Math::random()));
    }

    /// A browser does not tell why a handshake was refused; the session may have ended while one was away.
    fn check_session(&self) {
        spawn_local(async {
            if let Err(Problem {
                code: ErrorCode::Unauthorized,
                ..
            }) = http::request("GET", "/api/me", None).await
            {
                sign_in_again();
            }
        });
    }

    /// The room that is open comes with it, if it is still there for this person.
    fn resync(&self) {
        let driver = self.me.clone();
        let room = self
            .chat
            .path
            .with_untracked(|path| Route::at(path).room_id());
        let place = self.chat.place.get_value();
        spawn_local(async move {
            let snapshot = match snapshot(room, place).await {
                None if room.is_some() => snapshot(None, None).await,
                snapshot => snapshot,
            };
            let Some(driver) = driver.upgrade() else {
                return;
            };
            match snapshot {
                Some(snapshot) => driver.chat.act(|client| client.reset(snapshot)),
                None => driver.disconnect(),
            }
        });
    }

    /// Listens for as long as the page lives, so nothing here is ever taken back.
    fn listen(self: &Rc<Self>) {
        let tick = Rc::clone(self);
        Interval::new(TICK_MS, move || tick.tick()).forget();
        let clock = Rc::clone(self);
        Interval::new(CLOCK_MS, move || {
            clock.show_time();
            clock.outbox.look();
        })
        .forget();
        let window = window();
        self.on(&window, "online", |driver| {
            driver
                .chat
                .act(|client| client.network_changed(clock::now()));
        });
        self.on(&window, "offline", |driver| {
            driver.chat.act(Client::offline)
        });
        self.on(&window, "focus", Self::wake);
        self.on(&window, "blur", Self::show_time);
        for event in ["keydown", "pointerdown", "pointermove", "wheel"] {
            self.on(&window, event, Self::touch);
        }
        self.on(&document(), "visibilitychange", |driver| {
            if !document().hidden() {
                driver.wake();
            }
            driver.show_time();
            driver.note_activity();
        });
    }

    fn on(self: &Rc<Self>, target: &web_sys::EventTarget, event: &str, then: fn(&Self)) {
        let driver = Rc::clone(self);
        let listener = Closure::<dyn Fn()>::new(move || then(&driver));
        // It fails for no event name that exists.
        let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        listener.forget();
    }

    /// The person does something here.
    fn touch(&self) {
        let idle = self.is_idle();
        self.touched.set(clock::now().millis());
        if idle {
            self.note_activity();
        }
    }

    fn is_idle(&self) -> bool {
        clock::now().millis() - self.touched.get() > ACTIVE_MS
    }

    /// Nobody is active in a tab that is hidden. The client tells the server, and nobody need be woken for that.
    fn note_activity(&self) {
        let active = !document().hidden() && !self.is_idle();
        self.chat.quietly(&mut |client| client.set_active(active));
    }

    fn wake(&self) {
        self.touch();
        self.show_time();
        if window().navigator().on_line() {
            self.chat.act(|client| client.wake(clock::now()));
        }
    }

    fn tick(&self) {
        self.note_activity();
        let idle = self
            .chat
            .client
            .with_untracked(|client| !client.needs_tick(clock::now()));
        if !idle {
            self.chat.act(|client| client.tick(clock::now()));
        }
    }

    fn show_time(&self) {
        self.chat.clock.set(Some(clock::now()));
    }
}

/// A fresh copy, with a room around the place where the person reads it, or at its newest message.
async fn snapshot(room: Option<RoomId>, place: Option<u64>) -> Option<Snapshot> {
    let around = place
        .map(|seq| format!("&around={seq}"))
        .unwrap_or_default();
    let query = room
        .map(|room| format!("?room={room}{around}"))
        .unwrap_or_default();
    let answer = http::request("GET", &format!("/api/snapshot{query}"), None).await;
    read(&answer.ok()?)
}

fn reload() {
    // It fails for no page of one's own.
    let _ = window().location().reload();
}

/// Leaves for the sign-in page, which leads back here.
fn sign_in_again() {
    let path = window().location().pathname().unwrap_or_default();
    go(&format!("/sign-in?next={path}"));
}
