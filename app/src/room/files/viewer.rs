//! Dialog that shows a timeline's pictures and PDFs in the size of the window. A PDF is shown by the browser's own viewer, in
//! a frame: a library that renders it would be larger than all of Hubbub, and would run its code with the page's rights.

use crate::{
    browser::{closest, use_window_event},
    erased::{effect, when},
    kit::{
        dialog_closing::DialogClosing,
        icon::{Glyph, Icon},
    },
    layer::close_layer_on_back,
};
use leptos::{
    ev::{self, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use locale::text;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

const PICTURES: &str = ".timeline-log .picture";
const PDFS: &str = ".timeline-log .file.is-viewed";

/// A picture or a PDF in the timeline.
#[derive(Clone, Default)]
struct ViewedFile {
    address: String,
    name: String,
    is_pdf: bool,
}

/// The pictures of the timeline, one at a time, or one PDF.
#[derive(Clone, Copy, Default)]
struct Viewer {
    files: StoredValue<Vec<ViewedFile>>,
    /// Index of the file that is shown.
    index: RwSignal<Option<usize>>,
}

impl Viewer {
    /// Opens the viewer when a picture is clicked. A click with a modifier key is left to the browser, for a new tab or a
    /// download.
    fn listen(self) {
        use_window_event(ev::click, move |event| {
            let plain = event.button() == 0
                && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if !plain {
                return;
            }
            if let Some(link) = closest(event.target(), PICTURES) {
                event.prevent_default();
                self.open_picture(&link);
            } else if let Some(link) = closest(event.target(), PDFS)
                && shows_pdf()
                && let Ok(link) = link.dyn_into()
            {
                event.prevent_default();
                self.open_pdf(&link);
            }
        });
    }

    fn open_pdf(self, link: &HtmlAnchorElement) {
        let pdf = ViewedFile {
            address: link.pathname(),
            name: link.title(),
            is_pdf: true,
        };
        self.files.set_value(vec![pdf]);
        self.index.set(Some(0));
    }

    fn open_picture(self, link: &Element) {
        let Ok(links) = document().query_selector_all(PICTURES) else {
            return;
        };
        let links = (0..links.length()).filter_map(|index| links.get(index)?.dyn_into().ok());
        let links: Vec<HtmlAnchorElement> = links.collect();
        let index = links
            .iter()
            .position(|other| link.is_same_node(Some(other)));
        let picture = |link: &HtmlAnchorElement| ViewedFile {
            address: link.pathname(),
            name: name_of(link),
            is_pdf: false,
        };
        self.files.set_value(links.iter().map(picture).collect());
        self.index.set(index);
    }

    fn shown(self) -> ViewedFile {
        let index = self.index.get();
        let shown = |files: &Vec<ViewedFile>| files.get(index?).cloned();
        self.files.with_value(shown).unwrap_or_default()
    }

    fn count(self) -> usize {
        self.files.with_value(Vec::len)
    }

    /// Returns the index of the picture `step` places further on, if there is one.
    fn index_at(self, step: isize) -> Option<usize> {
        let index = self.index.get()?.checked_add_signed(step)?;
        (index < self.count()).then_some(index)
    }

    fn go(self, step: isize) {
        if let Some(index) = untrack(|| self.index_at(step)) {
            self.index.set(Some(index));
        }
    }
}

fn name_of(link: &HtmlAnchorElement) -> String {
    let picture = link.query_selector("img").ok().flatten();
    let name = picture.and_then(|picture| picture.get_attribute("alt"));
    name.unwrap_or_default()
}

/// Returns whether this browser shows PDFs within pages.
#[cfg(target_arch = "wasm32")]
fn shows_pdf() -> bool {
    let key = "pdfViewerEnabled".into();
    let shows = js_sys::Reflect::get(&window().navigator(), &key);
    shows.is_ok_and(|shows| shows.is_truthy())
}

#[cfg(not(target_arch = "wasm32"))]
fn shows_pdf() -> bool {
    false
}

/// Dialog that shows one picture, with buttons to the previous and the next one, or a PDF.
#[component]
pub(super) fn ViewerDialog() -> impl IntoView {
    let viewer = Viewer::default();
    viewer.listen();
    let dialog = NodeRef::<html::Dialog>::new();
    let closing = DialogClosing::new(dialog);
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        let open = viewer.index.get().is_some();
        if open && !dialog.open() {
            // It fails only if the dialog has left the page.
            request_animation_frame(move || {
                // It may be closed again by then.
                if viewer.index.try_get_untracked().flatten().is_some() {
                    drop(dialog.show_modal());
                }
            });
        } else if !open {
            closing.close();
        }
    });
    let close = move || {
        viewer.index.try_set(None);
    };
    let on_cancel = move |event| closing.cancelled(&event, close);
    let on_close = move |_| closing.closed(close);
    close_layer_on_back(move || viewer.index.get().is_some(), close);
    let on_key = move |event: KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "ArrowLeft" => viewer.go(-1),
            "ArrowRight" => viewer.go(1),
            _ => (),
        }
    };
    // A click beside the picture closes the dialog.
    let on_click = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.matches(".viewer, .viewer-stage").unwrap_or(false)) {
            close();
        }
    };
    let content = move || {
        if untrack(|| viewer.shown().is_pdf) {
            view! { <Pdf viewer /> }.into_any()
        } else {
            view! { <Picture viewer /> }.into_any()
        }
    };
    let label = move || {
        if viewer.shown().is_pdf {
            text().file_type_pdf()
        } else {
            text().file_type_picture()
        }
    };
    view! {
        <dialog
            class="viewer"
            node_ref=dialog
            aria-label=label
            on:keydown=on_key
            on:click=on_click
            on:cancel=on_cancel
            on:close=on_close
        >
            {when(move || viewer.index.get().is_some(), content)}
        </dialog>
    }
}

#[component]
fn Picture(viewer: Viewer) -> impl IntoView {
    let position = move || {
        let index = viewer.index.get().unwrap_or_default();
        text().viewer_position(index + 1, viewer.count())
    };
    let step = move |name: &'static str, glyph: Glyph, step: isize| {
        view! {
            <button
                class="button-icon viewer-step"
                type="button"
                aria-label=name
                title=name
                aria-disabled=move || viewer.index_at(step).is_none().then_some("true")
                on:click=move |_| viewer.go(step)
            >
                <Icon glyph />
            </button>
        }
        .into_any()
    };
    view! {
        {bar(viewer, move || view! { <p class="viewer-place" aria-live="polite">{move || position()}</p> }.into_any())}
        <div class="viewer-stage">
            {step(text().viewer_previous(), Glyph::BACK, -1)}
            <img class="viewer-picture" src=move || viewer.shown().address alt=move || viewer.shown().name />
            {step(text().viewer_next(), Glyph::FORWARD, 1)}
        </div>
    }
}

#[component]
fn Pdf(viewer: Viewer) -> impl IntoView {
    view! {
        {bar(viewer, || ().into_any())}
        <iframe class="viewer-pdf" src=move || viewer.shown().address title=move || viewer.shown().name></iframe>
    }
}

/// Returns the bar above a file: its name, `place` and the buttons.
fn bar(viewer: Viewer, place: impl Fn() -> AnyView) -> AnyView {
    view! {
        <div class="viewer-bar">
            <p class="viewer-name" dir="auto" title=move || viewer.shown().name>{move || viewer.shown().name}</p>
            {place()}
            <a class="button-icon" href=move || viewer.shown().address download=move || viewer.shown().name aria-label=text().file_download() title=text().file_download()>
                <Icon glyph=Glyph::DOWNLOAD />
            </a>
            <button class="button-icon" type="button" aria-label=text().close() title=text().close() autofocus on:click=move |_| viewer.index.set(None)>
                <Icon glyph=Glyph::CLOSE />
            </button>
        </div>
    }
    .into_any()
}
