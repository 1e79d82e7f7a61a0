//! The connection to the server: connecting, probing for a better transport, and what follows when it closes.

use super::Driver;
use crate::{
    clock,
    connection::ServerConnection,
    http, navigation,
    transport::{TransportEvent, TransportListener},
};
use client::{Client, TransportKind};
use leptos::prelude::*;
use protocol::{ClientFrame, CommandId, Control, ErrorCode, Problem, ServerFrame};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Close code after a sign-out or a ban.
const SIGNED_OUT: u16 = 4401;

/// How long a connection may take from the first packet to the welcome, in milliseconds.
const PATIENCE_MS: u32 = 15_000;

impl Driver {
    /// Connects, unless there is a connection.
    pub(super) fn connect(&self) {
        if self.connection.borrow().is_some() {
            return;
        }
        if !window().navigator().on_line() {
            self.chat.act(Client::offline);
            return;
        }
        let transport = self.chat.peek(Client::transport);
        let connection = ServerConnection::open(transport, self.listener(Self::on_connection));
        let refused = connection.is_none();
        *self.connection.borrow_mut() = connection;
        self.limit_handshake();
        if refused {
            self.closed();
        }
    }

    pub(super) fn disconnect(&self) {
        // Taken out first: dropping a connection may call back into here.
        let connections = (self.connection.take(), self.probe.take());
        drop(connections);
        self.closed();
    }

    /// Tries a WebSocket beside the connection.
    pub(super) fn probe(&self) {
        let probe = ServerConnection::open(TransportKind::WebSocket, self.listener(Self::on_probe));
        self.probe.replace(probe);
    }

    fn listener(&self, then: fn(&Self, TransportEvent)) -> TransportListener {
        let driver = self.me.clone();
        Rc::new(move |event| {
            if let Some(driver) = driver.upgrade() {
                then(&driver, event);
            }
        })
    }

    /// Pings over a probe that opens, since there are networks that let no more than the handshake pass. A probe that
    /// answers becomes the connection.
    fn on_probe(&self, event: TransportEvent) {
        let probe = self.probe.take();
        match (probe, event) {
            (Some(probe), TransportEvent::Opened) => {
                probe.send(&ClientFrame::Control(Control::Ping {
                    id: CommandId::Number(0),
                }));
                self.probe.replace(Some(probe));
            }
            (Some(probe), TransportEvent::Received(_)) => {
                let before = self.connection.replace(Some(probe));
                drop(before);
                self.limit_handshake();
                self.chat
                    .act(|client| client.switched_to_websocket(clock::now()));
            }
            (Some(_), TransportEvent::Closed { .. }) => {}
            (None, event) => self.on_connection(event),
        }
    }

    /// Ends the connection if it is not welcomed in time: a handshake may hang for minutes.
    fn limit_handshake(&self) {
        *self.connecting.borrow_mut() = self.after(PATIENCE_MS, |driver| {
            if !driver.is_live() {
                driver.chat.client.update_untracked(Client::hung);
                driver.disconnect();
            }
        });
    }

    fn on_connection(&self, event: TransportEvent) {
        match event {
            TransportEvent::Opened => self.chat.act(|client| client.opened(clock::now())),
            TransportEvent::Received(frame) => {
                if let ServerFrame::Welcome { .. } = *frame {
                    self.outbox.check_storage();
                }
                self.chat
                    .act(|client| client.received(*frame, clock::now()));
                self.note_activity();
            }
            TransportEvent::Closed { code: SIGNED_OUT } => navigation::sign_in_again(),
            TransportEvent::Closed { .. } => {
                let was_live = self.is_live();
                self.disconnect();
                if !was_live {
                    check_session();
                }
            }
        }
    }

    fn is_live(&self) -> bool {
        self.chat.peek(|client| client.is_live())
    }

    fn closed(&self) {
        let online = window().navigator().on_line();
        self.chat
            .act(|client| client.closed(online, js_sys::Math::random()));
    }
}

/// Leaves for the sign-in page if the session has ended meanwhile. A browser does not say why a handshake was refused.
fn check_session() {
    spawn_local(async {
        if let Err(Problem {
            code: ErrorCode::Unauthorized,
            ..
        }) = http::request("GET", "/api/me", None).await
        {
            navigation::sign_in_again();
        }
    });
}
