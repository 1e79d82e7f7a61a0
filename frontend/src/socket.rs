//! A connection over a WebSocket.

use crate::transport::{TransportEvent, TransportListener, frame_listener};
use leptos::prelude::window;
use protocol::SUBPROTOCOL;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// One WebSocket. Dropping it closes it, and its listener is not called again.
pub(crate) struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn Fn()>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    /// Starts to connect. Returns `None` if the browser refuses even to try.
    pub(crate) fn open(listener: TransportListener) -> Option<Self> {
        let socket = WebSocket::new_with_str(&url(), SUBPROTOCOL).ok()?;
        let opened = Rc::clone(&listener);
        let on_open = Closure::<dyn Fn()>::new(move || opened(TransportEvent::Opened));
        let on_message = frame_listener(Rc::clone(&listener));
        let on_close = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            listener(TransportEvent::Closed { code: event.code() })
        });
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _on_open: on_open,
            _on_message: on_message,
            _on_close: on_close,
        })
    }

    /// Sends a frame, if the socket is open.
    pub(crate) fn send(&self, json: &str) {
        if self.socket.ready_state() == WebSocket::OPEN {
            // If it fails, the socket reports that it is closed.
            let _ = self.socket.send_with_str(json);
        }
    }
}

fn url() -> String {
    let location = window().location();
    let scheme = match location.protocol().as_deref() {
        Ok("https:") => "wss",
        _ => "ws",
    };
    format!("{scheme}://{}/ws", location.host().unwrap_or_default())
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Closing a socket that is closed already does nothing.
        let _ = self.socket.close();
    }
}
