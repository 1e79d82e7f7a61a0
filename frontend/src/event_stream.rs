use crate::{
    fallback::Way,
    http,
    socket::on_frame,
    transport::{BROKEN, Happening, Listener},
};
use app::read::read;
use protocol::{LinkClosed, LinkOpened};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, EventSource, MessageEvent};

/// Server-sent events one way, and a request for each frame the other.
struct EventStream {
    source: EventSource,
    posts: Rc<Posts>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_link: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn()>,
}

/// The way up: one frame after the other, each when the one before it has arrived.
struct Posts {
    /// Where they go, once the server has said so.
    path: RefCell<Option<String>>,
    waiting: RefCell<VecDeque<String>>,
    abort: AbortController,
    on: Listener,
}

/// Starts to connect. `None` where the browser refuses even to try.
pub(crate) fn open(on: Listener) -> Option<Box<dyn Way>> {
    EventStream::open(on).map(|stream| Box::new(stream) as Box<dyn Way>)
}

impl EventStream {
    fn open(on: Listener) -> Option<Self> {
        let source = EventSource::new("/api/link").ok()?;
        let posts = Rc::new(Posts {
            path: RefCell::default(),
            waiting: RefCell::default(),
            abort: AbortController::new().ok()?,
            on: Rc::clone(&on),
        });
        let on_message = on_frame(Rc::clone(&on));
        let link = Rc::clone(&posts);
        let on_link = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(LinkOpened { link: name }) = data(&event) {
                *link.path.borrow_mut() = Some(format!("/api/link/{name}"));
                (link.on)(Happening::Opened);
            }
        });
        let closed = Rc::clone(&on);
        let on_close = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let code = data(&event).map_or(BROKEN, |LinkClosed { code, .. }| code);
            closed(Happening::Closed { code });
        });
        // The browser would connect again by itself; the client does, in its own time.
        let on_error = Closure::<dyn Fn()>::new(move || on(Happening::Closed { code: BROKEN }));
        source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        for (name, listener) in [("link", &on_link), ("close", &on_close)] {
            // It fails for no event name that exists.
            let _ =
                source.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
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

impl Way for EventStream {
    fn send(&self, json: String) {
        if self.posts.path.borrow().is_none() {
            return;
        }
        let mut waiting = self.posts.waiting.borrow_mut();
        waiting.push_back(json);
        // The first stays at the front until it has arrived.
        if waiting.len() == 1 {
            spawn_local(Rc::clone(&self.posts).post_all());
        }
    }
}

impl Posts {
    async fn post_all(self: Rc<Self>) {
        while let Some((path, json)) = self.first() {
            if !http::post(&path, json, &self.abort.signal()).await {
                if !self.abort.signal().aborted() {
                    (self.on)(Happening::Closed { code: BROKEN });
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

fn data<T: app::read::Read>(event: &MessageEvent) -> Option<T> {
    read(&event.data().as_string()?)
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
        self.posts.abort.abort();
    }
}
