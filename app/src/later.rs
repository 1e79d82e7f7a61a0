//! Parts of the interface whose code the browser fetches after the page is alive.
//!
//! With the feature `split` their code is a separate wasm file. It is fetched before it is needed, with the table of
//! emoji, so that both are also there without a connection. Without `split`, as on the server and in a debug build, the
//! code is there from the start.
//!
//! A component becomes such a part with the macro [`lazy!`] beside it, and is shown with [`later`], [`soon`] or
//! [`written`].

use crate::{
    chat::{Chat, set_reader, use_chat},
    erased::dynamic,
    hydrated::Hydrated,
    kit::{emoji, waiting_dialog::stop_waiting},
};
use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use markdown::READER;
use std::time::Duration;

/// How long after the page has become alive the code is fetched, unless it is needed earlier.
const REST: Duration = Duration::from_millis(500);

/// Declares a function that returns a component as a part whose code comes later.
///
/// `lazy!(pub(crate) fn people = People(room: RoomId));` makes `people(room)`.
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

/// Fetches the code. Returns whether it is there; if not, it may be tried again.
pub async fn load_later() -> bool {
    code::load().await.is_ok()
}

/// Shows a page outside the workspace. In a browser [`load_later`] has completed: what the server rendered is taken over
/// at once or not at all.
pub(crate) fn outside(part: impl Fn() -> AnyView) -> AnyView {
    part()
}

/// Shows a part as soon as its code is there, which is fetched now.
pub(crate) fn later(part: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let code = LaterCode::get();
    dynamic(move || if code.wanted() { part() } else { ().into_any() })
}

/// Shows a part once the page is alive and its code is there. `now` fetches the code at once.
pub(crate) fn soon(part: impl Fn() -> AnyView + Send + 'static, now: bool) -> AnyView {
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    if now && !code.here.get_untracked() {
        code.fetch(false);
    }
    dynamic(move || {
        if hydrated.get() && code.here.get() {
            part()
        } else {
            ().into_any()
        }
    })
}

/// Shows a part of the first screen, which stays as the server rendered it until its code is there.
///
/// `frame` is the part's outermost element without its content: hydration keeps what is in it.
pub(crate) fn written(
    part: impl Fn() -> AnyView + Send + 'static,
    frame: fn() -> AnyView,
) -> AnyView {
    let code = LaterCode::get();
    let Hydrated(hydrated) = expect_context();
    dynamic(move || {
        if cfg!(feature = "ssr") || hydrated.get() && code.here.get() {
            part()
        } else {
            frame()
        }
    })
}

/// Whether the code of the parts that come later is there.
#[derive(Clone, Copy)]
pub(crate) struct LaterCode {
    chat: Chat,
    here: RwSignal<bool>,
}

impl LaterCode {
    /// Fetches the code once the connection is live, and again after a reconnect if that failed.
    pub(crate) fn provide() {
        let code = Self {
            chat: use_chat(),
            here: RwSignal::new(cfg!(feature = "ssr")),
        };
        provide_context(code);
        let live = Memo::new(move |_| code.chat.look(|client| client.is_live()));
        Effect::new(move || {
            if live.get() && !code.here.get_untracked() {
                set_timeout(move || code.fetch(false), REST);
            }
        });
    }

    /// Returns the one of this page.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Returns whether the code is there, and tracks it. Fetches the code if it is not.
    pub(crate) fn wanted(self) -> bool {
        let here = self.here.get();
        if !here {
            self.fetch(true);
        }
        here
    }

    /// Fetches the code, and the table of emoji that it needs. A failure is shown to the person if the code is `wanted`; it
    /// is fetched again when it is wanted again.
    fn fetch(self, wanted: bool) {
        spawn_local(async move {
            if load_later().await && emoji::load(self.chat.browser).await {
                if !self.here.get_untracked() {
                    self.here.set(true);
                }
            } else if wanted {
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

    /// Fetches the code, unless it is there.
    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn load() -> Result<(), SplitLoaderError> {
        set_reader(&READER);
        Ok(())
    }

    /// Returns the part if its code is there, else nothing.
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
