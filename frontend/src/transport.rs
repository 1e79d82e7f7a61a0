//! What the transports have in common: the events that they report and the way to send a frame.

use protocol::{ServerFrame, read::read};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use web_sys::MessageEvent;

/// Event of one connection, in the order opened, received, closed.
pub(crate) enum TransportEvent {
    Opened,
    Received(Box<ServerFrame>),
    /// With a close code of RFC 6455.
    Closed {
        code: u16,
    },
}

/// Close code of a connection that broke without a closing handshake.
pub(crate) const ABNORMAL_CLOSURE: u16 = 1006;

/// Callback for the events of one connection.
pub(crate) type TransportListener = Rc<dyn Fn(TransportEvent)>;

/// Sends the frames of one connection.
pub(crate) trait FrameSender {
    /// Sends a frame, if the connection is open.
    fn send(&self, json: String);
}

/// Makes the browser's listener for frames. It skips a frame of a type that this version does not know, as the client
/// skips an unknown kind of event.
pub(crate) fn frame_listener(listener: TransportListener) -> Closure<dyn Fn(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        if let Some(frame) = event.data().as_string().and_then(|text| read(&text)) {
            listener(TransportEvent::Received(Box::new(frame)));
        }
    })
}
