//! Lazy loading of code: parts of the interface whose code the browser fetches after the first screen is shown.
//!
//! With the feature `split`, the code of all these parts is in a wasm file of its own. The browser fetches it soon after the
//! connection is live, together with the table of emoji, so both also work if the connection is lost before they are
//! needed. Without `split`, as on the server and in a debug build, the code is loaded from the start.
//!
//! The macro [`lazy!`] declares a component as such a part. [`later`], [`soon`], [`written`] and [`outside`] show a part.

use crate::{
    browser::use_window_event,
    chat::{Chat, set_mention_parser, use_chat},
    early::{forget_click, is_click_noted, replay_click_in_part},
    erased::{dynamic, effect, memo},
    hydrated::Hydrated,
    kit::{emoji, waiting_dialog::stop_waiting},
};
use leptos::{ev, prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use markdown::MENTION_PARSER;
use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

/// Time from the connection becoming live until the code is fetched, unless a part is needed earlier.
const FETCH_DELAY: Duration = Duration::from_millis(500);

/// A part of the view whose code is loaded lazily.
pub(crate) struct LazyPart {
    view: Box<dyn Fn() -> LocalFuture<AnyView> + Send>,
    load: fn() -> LocalFuture<()>,
}

/// The result of code that is loaded lazily: at once if it is loaded, else as soon as it is.
pub(crate) type LocalFuture<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

impl LazyPart {
    /// Used by [`lazy!`] alone.
    pub(crate) fn new(
        view: Box<dyn Fn() -> LocalFuture<AnyView> + Send>,
        load: fn() -> LocalFuture<()>,
    ) -> Self {
        Self { view, load }
    }

    /// Loads the code. Returns whether it is loaded.
    pub(crate) async fn load(self) -> bool {
        (self.load)().await.is_ok()
    }

    /// Returns the view. `None` until the code is loaded: `loaded` is notified then.
    fn render(&self, loaded: &ArcTrigger) -> Option<AnyView> {
        let poll = (self.view)()
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        match poll {
            Poll::Ready(Ok(view)) => return Some(view),
            Poll::Ready(Err(SplitLoaderError { .. })) => {}
            // Each part has a loader of its own, which takes a moment although the file is there.
            Poll::Pending => notify(self.load, loaded.clone()),
        }
        None
    }
}

fn notify(load: fn() -> LocalFuture<()>, loaded: ArcTrigger) {
    spawn_local(async move {
        if load().await.is_ok() {
            loaded.notify();
        }
    });
}

/// Declares a function that returns a component as a part whose code is loaded lazily.
///
/// `lazy!(pub(crate) fn people = People(room: RoomId));` declares `people(room)`, which returns the part for
/// `<People room />`. Code of the first screen must not name the component itself: that would put the component into the
/// first wasm file.
macro_rules! lazy {
    ($vis:vis fn $name:ident = $component:ident($($arg:ident: $type:ty),* $(,)?)) => {
        $vis fn $name($($arg: $type),*) -> $crate::later::LazyPart {
            #[cfg(not(feature = "split"))]
            async fn load() -> Result<(), leptos::wasm_split::SplitLoaderError> {
                Ok(())
            }
            #[cfg_attr(
                feature = "split",
                leptos::wasm_split::wasm_split(
                    later,
                    wasm_split_path = ::leptos::wasm_split,
                    preload(load),
                    fallible
                )
            )]
            fn $name($($arg: $type),*) -> Result<leptos::prelude::AnyView, leptos::wasm_split::SplitLoaderError> {
                use leptos::prelude::IntoAny as _;
                Ok(leptos::view! { <$component $($arg=$arg)* /> }.into_any())
            }
            let view = move || -> $crate::later::LocalFuture<leptos::prelude::AnyView> {
                let code = $name($($arg.clone()),*);
                #[cfg(not(feature = "split"))]
                let code = std::future::ready(code);
                Box::pin(code)
            };
            $crate::later::LazyPart::new(Box::new(view), || Box::pin(load()))
        }
    };
}
pub(crate) use lazy;

/// Fetches the code, unless it is loaded. Returns whether it is loaded now; after a failure the caller may try again.
pub async fn load_later() -> bool {
    load_reader().await.is_ok()
}

/// Sets the parser of typed text, which is loaded lazily.
#[cfg_attr(
    feature = "split",
    leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)
)]
fn set_lazy_reader() -> Result<(), SplitLoaderError> {
    set_mention_parser(&MENTION_PARSER);
    Ok(())
}

async fn load_reader() -> Result<(), SplitLoaderError> {
    #[cfg(feature = "split")]
    return set_lazy_reader().await;
    #[cfg(not(feature = "split"))]
    set_lazy_reader()
}

/// Shows a page outside the workspace. In a browser its code is loaded before: hydration needs the whole page at once.
pub(crate) fn outside(part: LazyPart) -> AnyView {
    let view = part.render(&ArcTrigger::new());
    view.unwrap_or_else(|| ().into_any())
}

/// Shows a part as soon as its code is loaded. Fetches the code at once.
pub(crate) fn later(part: LazyPart) -> AnyView {
    let code = LaterCode::get();
    show(part, move || code.require(), || ().into_any())
}

/// Shows a part as soon as `ready` holds and its code is loaded, and `frame` until then. Fetches the code at once when
/// `ready` holds.
pub(crate) fn later_after(
    part: LazyPart,
    ready: impl Fn() -> bool + Send + Sync + 'static,
    frame: fn() -> AnyView,
) -> AnyView {
    let code = LaterCode::get();
    show(part, move || ready() && code.require(), frame)
}

/// Shows a part once the page is hydrated and the part's code is loaded. Fetches the code at once only if `now` is true.
pub(crate) fn soon(part: LazyPart, now: bool) -> AnyView {
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    if now && !code.loaded.get_untracked() {
        code.fetch(false);
    }
    show(
        part,
        move || hydrated.get() && code.loaded.get(),
        || ().into_any(),
    )
}

/// Shows a part of the first screen. It stays as the server rendered it until its code is loaded.
///
/// `frame` is the part's outermost element without its content: hydration keeps what is in it.
pub(crate) fn written(part: LazyPart, frame: fn() -> AnyView) -> AnyView {
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    let is_shown = move || cfg!(feature = "ssr") || hydrated.get() && code.loaded.get();
    let view = show(part, is_shown, frame);
    // It stays with the frame: a part that has its code is another element.
    #[cfg(feature = "ssr")]
    let view = view
        .add_any_attr(leptos::attr::custom::custom_attribute("data-early", "part"))
        .into_any();
    view
}

/// Shows a part while `is_shown` holds, else `instead`.
fn show(
    part: LazyPart,
    is_shown: impl Fn() -> bool + Send + Sync + 'static,
    instead: fn() -> AnyView,
) -> AnyView {
    let loaded = ArcTrigger::new();
    // What it reads may change often, such as the clock: the part must not be made again each time.
    let is_shown = memo(is_shown);
    dynamic(move || {
        loaded.track();
        let view = is_shown.get().then(|| part.render(&loaded)).flatten();
        view.unwrap_or_else(instead)
    })
}

/// Loading state of the code of all lazy parts.
#[derive(Clone, Copy)]
pub(crate) struct LaterCode {
    chat: Chat,
    loaded: RwSignal<bool>,
}

impl LaterCode {
    /// Provides the state as a context, and fetches the code whenever the connection becomes live until it is loaded.
    pub(crate) fn provide() {
        let code = Self {
            chat: use_chat(),
            loaded: RwSignal::new(cfg!(feature = "ssr")),
        };
        provide_context(code);
        let live = memo(move || code.chat.look(|client| client.is_live()));
        effect(move || {
            if live.get() && !code.loaded.get_untracked() {
                set_timeout(move || code.fetch(false), FETCH_DELAY);
            }
        });
        // A click in a part that is shown without its code.
        let fetch_for_click = move || {
            if !code.loaded.get_untracked() && is_click_noted() {
                code.fetch(true);
            }
        };
        effect(fetch_for_click);
        use_window_event(ev::click, move |_| fetch_for_click());
    }

    /// Returns the state of this page.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Returns whether the code is loaded, and tracks it. Fetches the code if it is not loaded.
    pub(crate) fn require(self) -> bool {
        let loaded = self.loaded.get();
        if !loaded {
            self.fetch(true);
        }
        loaded
    }

    /// Fetches the code, and the table of emoji that it needs. A failure is shown to the person only if the code is
    /// `required` now; the next call tries again.
    fn fetch(self, required: bool) {
        spawn_local(async move {
            if load_later().await && emoji::load(self.chat.browser).await {
                if !self.loaded.get_untracked() {
                    replay_click_in_part();
                    self.loaded.set(true);
                }
            } else if required {
                stop_waiting();
                forget_click();
                self.chat.notify(
                    "This could not be loaded. Check your connection and try again, or reload the page.",
                );
            }
        });
    }
}
