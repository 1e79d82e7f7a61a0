use crate::{
    browser::closest,
    erased::{effect, handler, part, when},
    kit::icon::{Glyph, Icon},
};
use leptos::{
    ev::{self, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

const PICTURES: &str = ".timeline-log .picture";

/// A picture of the timeline: where it is, and what it is called.
#[derive(Clone, Default)]
struct Shown {
    address: String,
    name: String,
}

/// The pictures of the timeline, one at a time.
#[derive(Clone, Copy)]
pub(super) struct Viewer {
    pictures: StoredValue<Vec<Shown>>,
    /// Which of them is shown.
    place: RwSignal<Option<usize>>,
}

impl Viewer {
    pub(super) fn new() -> Self {
        Self {
            pictures: StoredValue::new(Vec::new()),
            place: RwSignal::new(None),
        }
    }

    /// Opens when a picture is clicked. With a key held, people want a new tab or a download.
    pub(super) fn listen(self) {
        let clicked = window_event_listener(ev::click, move |event| {
            let plain = event.button() == 0
                && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if plain && let Some(link) = closest(event.target(), PICTURES) {
                event.prevent_default();
                self.open(&link);
            }
        });
        on_cleanup(move || clicked.remove());
    }

    fn open(self, link: &Element) {
        let Ok(links) = document().query_selector_all(PICTURES) else {
            return;
        };
        let links = (0..links.length()).filter_map(|place| links.get(place)?.dyn_into().ok());
        let links: Vec<HtmlAnchorElement> = links.collect();
        let place = links
            .iter()
            .position(|other| link.is_same_node(Some(other)));
        let shown = |link: &HtmlAnchorElement| Shown {
            address: link.pathname(),
            name: name_of(link),
        };
        self.pictures.set_value(links.iter().map(shown).collect());
        self.place.set(place);
    }

    fn shown(self) -> Shown {
        let place = self.place.get();
        let at = |pictures: &Vec<Shown>| place.and_then(|place| pictures.get(place).cloned());
        self.pictures.with_value(at).unwrap_or_default()
    }

    fn count(self) -> usize {
        self.pictures.with_value(Vec::len)
    }

    /// Whether there is a picture so many steps on.
    fn has(self, step: isize) -> bool {
        let place = self
            .place
            .get()
            .and_then(|place| place.checked_add_signed(step));
        place.is_some_and(|place| place < self.count())
    }

    fn go(self, step: isize) {
        if untrack(|| self.has(step)) {
            self.place
                .update(|place| *place = place.and_then(|place| place.checked_add_signed(step)));
        }
    }
}

fn name_of(link: &HtmlAnchorElement) -> String {
    let picture = link.query_selector("img").ok().flatten();
    let name = picture.and_then(|picture| picture.get_attribute("alt"));
    name.unwrap_or_default()
}

/// A picture as large as the window, with the ways to those before and after it.
#[component]
pub(super) fn ViewerDialog(viewer: Viewer) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        let open = viewer.place.get().is_some();
        if open && !dialog.open() {
            // It fails only where the dialog has left the page.
            request_animation_frame(move || drop(dialog.show_modal()));
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let close = move || viewer.place.set(None);
    let on_key = handler(move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "ArrowLeft" => viewer.go(-1),
            "ArrowRight" => viewer.go(1),
            _ => (),
        }
    });
    // Beside the picture is out.
    let on_click = handler(move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.matches(".viewer, .viewer-stage").unwrap_or(false)) {
            close();
        }
    });
    let content = move || part! { <Picture viewer /> };
    part! {
        <dialog
            class="viewer"
            node_ref=dialog
            aria-label="Picture"
            on:keydown=on_key
            on:click=on_click
            on:close=handler(move |_| close())
        >
            {when(move || viewer.place.get().is_some(), content)}
        </dialog>
    }
}

#[component]
fn Picture(viewer: Viewer) -> impl IntoView {
    let position = move || {
        let place = viewer.place.get().unwrap_or_default();
        format!("{} of {}", place + 1, viewer.count())
    };
    let step = move |name: &'static str, glyph: Glyph, step: isize| {
        part! {
            <button
                class="button-icon viewer-step"
                type="button"
                aria-label=name
                title=name
                aria-disabled=move || (!viewer.has(step)).then_some("true")
                on:click=handler(move |_| viewer.go(step))
            >
                <Icon glyph=move || glyph />
            </button>
        }
    };
    part! {
        <header class="viewer-bar">
            <p class="viewer-name" dir="auto" title=move || viewer.shown().name>{move || viewer.shown().name}</p>
            <p class="viewer-place" aria-live="polite">{move || position()}</p>
            <a class="button-icon" href=move || viewer.shown().address download=move || viewer.shown().name aria-label="Download" title="Download">
                <Icon glyph=|| Glyph::DOWNLOAD />
            </a>
            <button class="button-icon" type="button" aria-label="Close" title="Close" autofocus on:click=handler(move |_| viewer.place.set(None))>
                <Icon glyph=|| Glyph::CLOSE />
            </button>
        </header>
        <div class="viewer-stage">
            {step("Previous picture", Glyph::BACK, -1)}
            <img class="viewer-picture" src=move || viewer.shown().address alt=move || viewer.shown().name />
            {step("Next picture", Glyph::FORWARD, 1)}
        </div>
    }
}
