//! Lazy loading of code: parts of the interface whose code the browser fetches after the first screen is shown.
//!
//! With the feature `split`, the code of all these parts is in a second wasm file. The browser fetches it soon after the
//! connection is live, together with the table of emoji, so both also work if the connection is lost before they are
//! needed. Without `split`, as on the server and in a debug build, the code is loaded from the start.
//!
//! The macro [`lazy!`] declares a component as such a part. [`later`], [`soon`], [`written`] and [`outside`] show a part.

use crate::{
    chat::{Chat, set_reader, use_chat},
    erased::dynamic,
    hydrated::Hydrated,
    kit::{emoji, waiting_dialog::stop_waiting},
};
use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use markdown::READER;
use std::time::Duration;

/// Time from the connection becoming live until the code is fetched, unless a part is needed earlier.
const FETCH_DELAY: Duration = Duration::from_millis(500);

/// Declares a function that returns a component as a part whose code is loaded lazily.
///
/// `lazy!(pub(crate) fn people = People(room: RoomId));` declares `people(room)`, which returns the part for
/// `<People room />`. Code of the first screen must not name the component itself: that would put the component into the
/// first wasm file.
macro_rules! lazy {
    ($vis:vis fn $name:ident = $component:ident($($arg:ident: $type:ty),* $(,)?)) => {
        $vis fn $name($($arg: $type),*) -> impl Fn() -> leptos::prelude::AnyView + Clone + Send + 'static {
            #[cfg_attr(
                feature = "split",
                leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)
            )]
            fn $name($($arg: $type),*) -> Result<leptos::prelude::AnyView, leptos::wasm_split::SplitLoaderError> {
                use leptos::prelude::IntoAny as _;
                Ok(leptos::view! { <$component $($arg=$arg)* /> }.into_any())
            }
            move || $crate::later::view($name($($arg.clone()),*))
        }
    };
}
pub(crate) use lazy;

/// Fetches the code, unless it is loaded. Returns whether it is loaded now; after a failure the caller may try again.
pub async fn load_later() -> bool {
    code::load().await.is_ok()
}

/// Shows a page outside the workspace. In a browser, [`load_later`] must have completed: hydration needs the whole page
/// at once.
pub(crate) fn outside(part: impl Fn() -> AnyView) -> AnyView {
    part()
}

/// Shows a part as soon as its code is loaded. Fetches the code at once.
pub(crate) fn later(part: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let code = LaterCode::get();
    dynamic(move || {
        if code.require() {
            part()
        } else {
            ().into_any()
        }
    })
}

/// Shows a part once the page is hydrated and the part's code is loaded. Fetches the code at once only if `now` is true.
pub(crate) fn soon(part: impl Fn() -> AnyView + Send + 'static, now: bool) -> AnyView {
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    if now && !code.loaded.get_untracked() {
        code.fetch(false);
    }
    dynamic(move || {
        if hydrated.get() && code.loaded.get() {
            part()
        } else {
            ().into_any()
        }
    })
}

/// Shows a part of the first screen. The server's HTML stays until the page is hydrated and the part's code is loaded.
///
/// `frame` returns the part's outermost element without content; hydration keeps the content that the server rendered.
pub(crate) fn written(
    part: impl Fn() -> AnyView + Send + 'static,
    frame: fn() -> AnyView,
) -> AnyView {
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    dynamic(move || {
        if cfg!(feature = "ssr") || hydrated.get() && code.loaded.get() {
            part()
        } else {
            frame()
        }
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
        let live = Memo::new(move |_| code.chat.look(|client| client.is_live()));
        Effect::new(move || {
            if live.get() && !code.loaded.get_untracked() {
                set_timeout(move || code.fetch(false), FETCH_DELAY);
            }
        });
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
                    self.loaded.set(true);
                }
            } else if required {
                stop_waiting();
                self.chat.notify(
                    "This could not be loaded. Try again when you are online, or reload the page.",
                );
            }
        });
    }
}

#[cfg(feature = "split")]
pub(crate) use code::view;

#[cfg(feature = "split")]
mod code {
    use super::{READER, SplitLoaderError, set_reader};
    use leptos::prelude::*;
    use std::{
        pin::Pin,
        task::{Context, Poll, Waker},
    };

    type LocalBoxFuture = Pin<Box<dyn Future<Output = Result<AnyView, SplitLoaderError>>>>;

    /// Fetches the code, unless it is loaded, and sets the parser of typed text, which is part of it.
    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn load() -> Result<(), SplitLoaderError> {
        set_reader(&READER);
        Ok(())
    }

    /// Returns the part's view, or an empty view if its code is not loaded.
    pub(crate) fn view(
        part: impl Future<Output = Result<AnyView, SplitLoaderError>> + 'static,
    ) -> AnyView {
        poll_once(Box::pin(part))
    }

    // Not generic, so that it is compiled once.
    fn poll_once(mut part: LocalBoxFuture) -> AnyView {
        match part.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(view)) => view,
            Poll::Ready(Err(SplitLoaderError { .. })) | Poll::Pending => ().into_any(),
        }
    }
}

#[cfg(not(feature = "split"))]
pub(crate) use code::view;

#[cfg(not(feature = "split"))]
mod code {
    use super::{READER, SplitLoaderError, set_reader};
    use leptos::prelude::*;

    pub(super) async fn load() -> Result<(), SplitLoaderError> {
        set_reader(&READER);
        Ok(())
    }

    pub(crate) fn view(part: Result<AnyView, SplitLoaderError>) -> AnyView {
        part.unwrap_or_else(|SplitLoaderError { .. }| ().into_any())
    }
}
