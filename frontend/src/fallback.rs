//! The connection where WebSocket is blocked. Few need it, so that its code comes with what comes later.

use crate::transport::{BROKEN, Happening, Listener};
use std::{cell::OnceCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// The way up of a connection that is open or opening.
pub(crate) trait Way {
    /// Sends a frame, if the connection is open.
    fn send(&self, json: String);
}

/// A connection over server-sent events, as soon as its code is there. Dropping it closes it and silences it.
pub(crate) struct Fallback {
    way: Rc<OnceCell<Box<dyn Way>>>,
}

impl Fallback {
    pub(crate) fn open(on: Listener) -> Self {
        let way = Rc::new(OnceCell::new());
        let place = Rc::downgrade(&way);
        spawn_local(async move {
            let opened = code::open(Rc::clone(&on)).await.ok().flatten();
            // Nobody waits for it any more once it was dropped.
            let Some(place) = place.upgrade() else { return };
            match opened {
                Some(opened) => drop(place.set(opened)),
                None => on(Happening::Closed { code: BROKEN }),
            }
        });
        Self { way }
    }

    pub(crate) fn send(&self, json: String) {
        if let Some(way) = self.way.get() {
            way.send(json);
        }
    }
}

#[cfg(feature = "split")]
mod code {
    use super::{Listener, Way};
    use crate::event_stream;
    use leptos::wasm_split::SplitLoaderError;

    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn open(on: Listener) -> Result<Option<Box<dyn Way>>, SplitLoaderError> {
        Ok(event_stream::open(on))
    }
}

#[cfg(not(feature = "split"))]
mod code {
    use super::{Listener, Way};
    use crate::event_stream;
    use leptos::wasm_split::SplitLoaderError;

    pub(super) async fn open(on: Listener) -> Result<Option<Box<dyn Way>>, SplitLoaderError> {
        Ok(event_stream::open(on))
    }
}
