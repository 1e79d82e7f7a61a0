//! A connection over server-sent events, for networks that block WebSocket.

use crate::{
    http,
    transport::{ABNORMAL_CLOSURE, FrameSender, TransportEvent, TransportListener, frame_listener},
};
use protocol::{
    LinkClosed, LinkOpened,
    read::{Read, read},
};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, EventSource, MessageEvent};

/// Frames arrive as server-sent events, and each one that is sent is a request.
struct EventSourceTransport {
    source: EventSource,
    posts: Rc<Posts>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_link: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn()>,
}

/// Queue of frames to send. Each is posted when the one before it has arrived.
struct Posts {
    /// Path to post to; `None` until the server has named the link.
    path: RefCell<Option<String>>,
    waiting: RefCell<VecDeque<String>>,
    abort: AbortController,
    listener: TransportListener,
}

/// Starts to connect. Returns `None` if the browser refuses even to try.
pub(crate) fn open(listener: TransportListener) -> Option<Box<dyn FrameSender>> {
    EventSourceTransport::open(listener).map(|stream| Box::new(stream) as Box<dyn FrameSender>)
}

impl EventSourceTransport {
    fn open(listener: TransportListener) -> Option<Self> {
        let source = EventSource::new("/api/link").ok()?;
        let posts = Rc::new(Posts {
            path: RefCell::default(),
            waiting: RefCell::default(),
            abort: AbortController::new().ok()?,
            listener: Rc::clone(&listener),
        });
        let on_message = frame_listener(Rc::clone(&listener));
        let link = Rc::clone(&posts);
        let on_link = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(LinkOpened { link: name }) = data(&event) {
                *link.path.borrow_mut() = Some(format!("/api/link/{name}"));
                (link.listener)(TransportEvent::Opened);
            }
        });
        let closed = Rc::clone(&listener);
        let on_close = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let code = data(&event).map_or(ABNORMAL_CLOSURE, |LinkClosed { code, .. }| code);
            closed(TransportEvent::Closed { code });
        });
        // The browser would reconnect by itself, but the client decides when to.
        let on_error = Closure::<dyn Fn()>::new(move || {
            listener(TransportEvent::Closed {
                code: ABNORMAL_CLOSURE,
            });
        });
        source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        for (name, closure) in [("link", &on_link), ("close", &on_close)] {
            // It never fails for an existing event name.
            let _ = source.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
        Some(Self {
            source,
            posts,
            _on_message: on_message,
            _on_link: on_link,
            _on_close: on_close,
            _on_error: on_error,
        })
    }
}

impl FrameSender for EventSourceTransport {
    fn send(&self, json: String) {
        if self.posts.path.borrow().is_none() {
            return;
        }
        let mut waiting = self.posts.waiting.borrow_mut();
        waiting.push_back(json);
        // A frame stays at the front until it has arrived, so that `post_all` runs once at a time.
        if waiting.len() == 1 {
            spawn_local(Rc::clone(&self.posts).post_all());
        }
    }
}

impl Posts {
    /// Posts the waiting frames in order, until none is left or one fails.
    async fn post_all(self: Rc<Self>) {
        while let Some((path, json)) = self.first() {
            if !http::post(&path, json, &self.abort.signal()).await {
                if !self.abort.signal().aborted() {
                    (self.listener)(TransportEvent::Closed {
                        code: ABNORMAL_CLOSURE,
                    });
                }
                return;
            }
            self.waiting.borrow_mut().pop_front();
        }
    }

    fn first(&self) -> Option<(String, String)> {
        let path = self.path.borrow().clone()?;
        Some((path, self.waiting.borrow().front()?.clone()))
    }
}

/// Reads the JSON of an event.
fn data<T: Read>(event: &MessageEvent) -> Option<T> {
    read(&event.data().as_string()?)
}

impl Drop for EventSourceTransport {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
        self.posts.abort.abort();
    }
}
