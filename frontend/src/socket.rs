use crate::transport::{Happening, Listener};
use app::read::read;
use leptos::prelude::window;
use protocol::SUBPROTOCOL;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// One WebSocket.
pub(crate) struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn Fn()>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    pub(crate) fn open(on: Listener) -> Option<Self> {
        let socket = WebSocket::new_with_str(&url(), SUBPROTOCOL).ok()?;
        let opened = Rc::clone(&on);
        let on_open = Closure::<dyn Fn()>::new(move || opened(Happening::Opened));
        let on_message = on_frame(Rc::clone(&on));
        let on_close = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            on(Happening::Closed { code: event.code() })
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

    pub(crate) fn send(&self, json: &str) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _ = self.socket.send_with_str(json);
        }
    }
}

/// Passes each frame on. One of a type that this version does not know is passed over, like an unknown kind of event.
pub(crate) fn on_frame(on: Listener) -> Closure<dyn Fn(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        if let Some(frame) = event.data().as_string().and_then(|text| read(&text)) {
            on(Happening::Received(Box::new(frame)));
        }
    })
}

fn url() -> String {
    let location = window().location();
    let scheme = if location
        .protocol()
        .is_ok_and(|protocol| protocol == "https:")
    {
        "wss"
    } else {
        "ws"
    };
    format!("{scheme}://{}/ws", location.host().unwrap_or_default())
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
