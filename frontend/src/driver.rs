//! Drives the client: gives it time, network and storage, and performs its actions.

mod activity;
mod link;
mod resync;

use crate::{
    address, clock,
    connection::ServerConnection,
    offline::{self, OfflineTask},
    outbox::StoredOutbox,
};
use app::{chat::Chat, load_later};
use client::{Action, Client};
use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;

/// How often the client is told the time, in milliseconds.
const TICK_MS: u32 = 1_000;
/// How often the interface is told the time, and the outbox looks through storage, in milliseconds.
const CLOCK_MS: u32 = 15_000;

/// Driver of one tab's client.
pub(crate) struct Driver {
    me: Weak<Self>,
    chat: Chat,
    outbox: Rc<StoredOutbox>,
    connection: RefCell<Option<ServerConnection>>,
    /// A WebSocket that is tried beside a connection over server-sent events.
    probe: RefCell<Option<ServerConnection>>,
    /// Timer of the next attempt to connect, or of the end of this one.
    connecting: RefCell<Option<Timeout>>,
    /// Timer of the next attempt to send.
    retrying: RefCell<Option<Timeout>>,
    /// Time of the person's last input here, in milliseconds since 1970.
    touched: Cell<i64>,
}

impl Driver {
    /// Restores the outbox, connects, and listens to the browser for as long as the page lives.
    pub(crate) fn start(chat: Chat) -> Rc<Self> {
        let driver = Rc::new_cyclic(|me| Self {
            me: me.clone(),
            chat,
            outbox: StoredOutbox::open(chat),
            connection: RefCell::default(),
            probe: RefCell::default(),
            connecting: RefCell::default(),
            retrying: RefCell::default(),
            touched: Cell::default(),
        });
        driver.listen();
        driver.touch();
        driver.connect();
        spawn_local(async move {
            while !load_later().await {
                clock::pause_before_retry().await;
            }
            offline::perform(OfflineTask::Keep(chat)).await;
        });
        driver
    }

    /// Performs the client's actions, in order.
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
                Action::Alert(notification) => {
                    self.chat.alerts.update(|alerts| alerts.push(notification));
                }
                Action::Reload => address::reload(),
            }
        }
    }

    fn after(&self, ms: u32, then: fn(&Self)) -> Option<Timeout> {
        let driver = self.me.clone();
        Some(Timeout::new(ms, move || {
            if let Some(driver) = driver.upgrade() {
                then(&driver);
            }
        }))
    }

    /// Listens for as long as the page lives, so no listener is ever removed.
    fn listen(self: &Rc<Self>) {
        let tick = Rc::clone(self);
        Interval::new(TICK_MS, move || tick.tick()).forget();
        let clock = Rc::clone(self);
        Interval::new(CLOCK_MS, move || {
            clock.show_time();
            clock.outbox.check_storage();
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
        self.on(&window, "focus", |driver| {
            driver.wake();
            driver.note_activity();
        });
        self.on(&window, "blur", |driver| {
            driver.show_time();
            driver.note_activity();
        });
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
        // It never fails for an existing event name.
        let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        listener.forget();
    }

    fn tick(&self) {
        self.note_activity();
        if self.chat.peek(|client| client.needs_tick(clock::now())) {
            self.chat.act(|client| client.tick(clock::now()));
        }
    }

    fn show_time(&self) {
        self.chat.clock.set(Some(clock::now()));
    }

    fn wake(&self) {
        self.touch();
        self.show_time();
        if window().navigator().on_line() {
            self.chat.act(|client| client.wake(clock::now()));
        }
    }
}
