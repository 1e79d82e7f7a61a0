//! Lazy loading of code: parts of the interface whose code the browser fetches after the first screen is shown.
//!
//! With the feature `split`, the code of all these parts is in a wasm file of its own. The browser fetches it soon after the
//! connection is live, together with the table of emoji, so both also work if the connection is lost before they are
//! needed. Without `split`, as on the server and in a debug build, the code is loaded from the start.
//!
//! The macro [`lazy!`] declares a component as such a part. [`later`], [`soon`], [`written`] and [`outside`] show a part.

mod parts;

use crate::{
    browser::use_window_event,
    chat::{Chat, use_chat},
    early::{forget_click, is_click_noted, is_pressed, replay_click_in_part},
    erased::{dynamic, effect, memo},
    hydrated::Hydrated,
    kit::{emoji, waiting_dialog::stop_waiting},
    texts,
};
use client::Client;
use leptos::{ev, prelude::*, task::spawn_local};
use locale::text;
use std::time::Duration;

/// Time from the connection becoming live until the code is fetched, unless a part is needed earlier.
const FETCH_DELAY: Duration = Duration::from_millis(500);

/// A part of the view whose code is loaded lazily.
pub(crate) struct LazyPart(Box<dyn Fn() -> Option<AnyView> + Send>);

impl LazyPart {
    /// Used by [`lazy!`] alone.
    pub(crate) fn new(view: impl Fn() -> Option<AnyView> + Send + 'static) -> Self {
        Self(Box::new(view))
    }

    /// Returns the view. `None` until the code is loaded.
    fn render(&self) -> Option<AnyView> {
        #[cfg(not(feature = "split"))]
        {
            static INSTALLED: std::sync::Once = std::sync::Once::new();
            INSTALLED.call_once(|| drop(parts::install()));
        }
        (self.0)()
    }
}

/// Declares a function that returns a component as a part whose code is loaded lazily.
///
/// `lazy!(pub(crate) fn people = People(room: RoomId));` declares `people(room)`, which returns the part for
/// `<People room />`, and `part::install()`, which `later/parts.rs` calls when the code is loaded. A file declares one part. Code of the first screen
/// must not name the component itself: that would put the component into the first wasm file.
macro_rules! lazy {
    ($vis:vis fn $name:ident = $component:ident($($arg:ident: $type:ty),* $(,)?)) => {
        $vis fn $name($($arg: $type),*) -> $crate::later::LazyPart {
            $crate::later::LazyPart::new(move || {
                let view = part::VIEW.get()?;
                Some(view($($arg.clone()),*))
            })
        }

        pub(crate) mod part {
            use super::*;

            pub(super) static VIEW: std::sync::OnceLock<fn($($type),*) -> leptos::prelude::AnyView> =
                std::sync::OnceLock::new();

            pub(crate) fn install() {
                use leptos::prelude::IntoAny as _;
                VIEW.get_or_init(|| |$($arg),*| leptos::view! { <$component $($arg=$arg)* /> }.into_any());
            }
        }
    };
}
pub(crate) use lazy;

/// Fetches the code, unless it is loaded. Returns whether it is loaded now; after a failure the caller may try again.
pub async fn load_later() -> bool {
    let loaded = parts::install();
    #[cfg(not(feature = "split"))]
    let loaded = std::future::ready(loaded);
    loaded.await.is_ok()
}

/// Shows a page outside the workspace. In a browser its code is loaded before: hydration needs the whole page at once.
pub(crate) fn outside(part: LazyPart) -> AnyView {
    part.render().unwrap_or_else(|| ().into_any())
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
    // What it reads may change often, such as the clock: the part must not be made again each time.
    let is_shown = memo(is_shown);
    dynamic(move || {
        let view = is_shown.get().then(|| part.render()).flatten();
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
            if code.chat.peek(Client::is_offline_copy) {
                // The browser has the code, and nothing of the page is written yet.
                code.fetch(false);
            } else if live.get() && !code.loaded.get_untracked() {
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

    /// Shows the parts, whose code is loaded, unless a button is held down that they would replace.
    fn show_parts(self) {
        if is_pressed() {
            request_animation_frame(move || self.show_parts());
        } else if !self.loaded.get_untracked() {
            replay_click_in_part();
            self.loaded.set(true);
        }
    }

    /// Fetches the code, and the table of emoji that it needs. A failure is shown to the person only if the code is
    /// `required` now; the next call tries again.
    fn fetch(self, required: bool) {
        spawn_local(async move {
            let browser = self.chat.browser;
            if load_later().await && texts::load(browser).await && emoji::load(browser).await {
                self.show_parts();
            } else if required {
                stop_waiting();
                forget_click();
                self.chat.notify(text().loading_failed());
            }
        });
    }
}
