//! The connection for networks that block WebSocket. Few need it, so its code is loaded later, not with the first page.

use crate::transport::{ABNORMAL_CLOSURE, FrameSender, TransportEvent, TransportListener};
use std::{cell::OnceCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// A connection over server-sent events, once its code is loaded. Dropping it closes it, and its listener is not called
/// again.
pub(crate) struct Fallback {
    sender: Rc<OnceCell<Box<dyn FrameSender>>>,
}

impl Fallback {
    /// Loads the code and starts to connect.
    pub(crate) fn open(listener: TransportListener) -> Self {
        let sender = Rc::new(OnceCell::new());
        let weak = Rc::downgrade(&sender);
        spawn_local(async move {
            let opened = code::open(Rc::clone(&listener)).await.ok().flatten();
            // The connection may have been dropped meanwhile.
            let Some(sender) = weak.upgrade() else { return };
            match opened {
                Some(opened) => drop(sender.set(opened)),
                None => listener(TransportEvent::Closed {
                    code: ABNORMAL_CLOSURE,
                }),
            }
        });
        Self { sender }
    }

    /// Sends a frame, if the connection is open.
    pub(crate) fn send(&self, json: String) {
        if let Some(sender) = self.sender.get() {
            sender.send(json);
        }
    }
}

#[cfg(feature = "split")]
mod code {
    use super::{FrameSender, TransportListener};
    use crate::event_stream;
    use leptos::wasm_split::SplitLoaderError;

    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn open(
        listener: TransportListener,
    ) -> Result<Option<Box<dyn FrameSender>>, SplitLoaderError> {
        Ok(event_stream::open(listener))
    }
}

#[cfg(not(feature = "split"))]
mod code {
    use super::{FrameSender, TransportListener};
    use crate::event_stream;
    use leptos::wasm_split::SplitLoaderError;

    pub(super) async fn open(
        listener: TransportListener,
    ) -> Result<Option<Box<dyn FrameSender>>, SplitLoaderError> {
        Ok(event_stream::open(listener))
    }
}
