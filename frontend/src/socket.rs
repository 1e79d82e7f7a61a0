//! One WebSocket, from opening to closing.

use app::{
    protocol::{ClientFrame, SUBPROTOCOL, ServerFrame},
    read::read,
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// What happens to a socket.
pub(crate) enum SocketEvent {
    Opened,
    Received(Box<ServerFrame>),
    /// With the close code of RFC 6455, and whether it was ever open.
    Closed {
        code: u16,
    },
}

/// An open or opening connection. Dropping it closes it and silences its events.
pub(crate) struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn Fn()>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    /// Starts to connect to `url`. `None` where the browser refuses even to try.
    pub(crate) fn open(url: &str, on: impl Fn(SocketEvent) + Clone + 'static) -> Option<Self> {
        let socket = WebSocket::new_with_str(url, SUBPROTOCOL).ok()?;
        let opened = on.clone();
        let on_open = Closure::<dyn Fn()>::new(move || opened(SocketEvent::Opened));
        let received = on.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // A frame of a type that this version does not know is passed over, like an unknown kind of event.
            if let Some(frame) = event.data().as_string().and_then(|text| read(&text)) {
                received(SocketEvent::Received(Box::new(frame)));
            }
        });
        let on_close = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            on(SocketEvent::Closed { code: event.code() })
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

    /// Sends a frame, if the connection is open: what is lost here is in the outbox, or not worth keeping.
    pub(crate) fn send(&self, frame: &ClientFrame) {
        if self.socket.ready_state() == WebSocket::OPEN
            && let Ok(json) = serde_json::to_string(frame)
        {
            let _ = self.socket.send_with_str(&json);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
