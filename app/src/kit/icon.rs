//! Icons and the logo.

use leptos::prelude::*;

/// Path of an icon, drawn with the text's colour. Constants, not variants, so that the first load has only those that it
/// shows.
#[derive(Clone, Copy)]
pub(crate) struct Glyph(&'static str);

impl Glyph {
    pub(crate) const ARCHIVE: Self = Self("M3 4h14v3.5H3zM4.5 7.5V16h11V7.5M8.5 10.5h3");
    pub(crate) const AT: Self = Self(
        "M13.25 10a3.25 3.25 0 1 1-6.5 0 3.25 3.25 0 0 1 6.5 0zM13.25 6.75v4.5a2 2 0 0 0 4 0V10A7.25 7.25 0 1 0 14.25 15.85",
    );
    pub(crate) const ATTACH: Self = Self(
        "M13 6.5l-5.5 5.5a1.5 1.5 0 0 0 2 2L16 8a3 3 0 0 0-4-4.5L5 10a4.5 4.5 0 0 0 6.5 6.5L16 12",
    );
    pub(crate) const BACK: Self = Self("M12.5 4l-6 6 6 6");
    pub(crate) const BOLD: Self =
        Self("M6.5 4.5h4.25a2.6 2.6 0 0 1 0 5.25H6.5zM6.5 9.75h5a2.85 2.85 0 0 1 0 5.75h-5z");
    pub(crate) const CALENDAR: Self =
        Self("M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5M7 12h.01M10 12h.01M13 12h.01");
    pub(crate) const CHECK: Self = Self("M4 10.5l4 4 8-9");
    pub(crate) const BELL: Self = Self(
        "M10 3.5a4 4 0 0 0-4 4c0 4-1.5 5-1.5 5h11s-1.5-1-1.5-5a4 4 0 0 0-4-4zM8.5 15.5a1.6 1.6 0 0 0 3 0",
    );
    pub(crate) const BULB: Self =
        Self("M7.5 13.5c0-1.5-2-2.5-2-5.5a4.5 4.5 0 0 1 9 0c0 3-2 4-2 5.5zM8 16.5h4M7.5 13.5h5");
    pub(crate) const GLOBE: Self = Self(
        "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2 2 3 4.4 3 7s-1 5-3 7c-2-2-3-4.4-3-7s1-5 3-7",
    );
    pub(crate) const CLOCK: Self = Self("M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.5V10l2.5 1.5");
    pub(crate) const CLOSE: Self = Self("M5 5l10 10M15 5L5 15");
    pub(crate) const CODE: Self = Self("M7 6L3 10l4 4M13 6l4 4-4 4");
    pub(crate) const COMPASS: Self =
        Self("M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM12.8 7.2l-1.8 3.8-3.8 1.8 1.8-3.8z");
    pub(crate) const COPY: Self = Self("M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1");
    pub(crate) const DOWN: Self = Self("M10 4v12M5 11l5 5 5-5");
    pub(crate) const DOWNLOAD: Self = Self("M10 3.5v9M6 9l4 4 4-4M4 16.5h12");
    pub(crate) const EDIT: Self = Self(
        "M4 16l.8-3.4L13.2 4.2a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.4 15.2zM11.8 5.6l2.6 2.6",
    );
    pub(crate) const EYE: Self = Self(
        "M2.5 10S5.25 5 10 5s7.5 5 7.5 5-2.75 5-7.5 5-7.5-5-7.5-5zM10 12.25a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5z",
    );
    pub(crate) const FILE: Self = Self("M6 3h5l4 4v10H6zM11 3v4h4");
    pub(crate) const FILES: Self = Self("M3 16V5h5l1.8 2.5H17V16z");
    pub(crate) const FORMAT: Self = Self(
        "M2.5 15L6.5 5l4 10M3.9 11.5h5.2M16.75 15V9.25M16.75 12.1a2.4 2.9 0 1 0-4.8 0 2.4 2.9 0 1 0 4.8 0z",
    );
    pub(crate) const FORWARD: Self = Self("M7.5 4l6 6-6 6");
    pub(crate) const HASH: Self = Self("M8 3.5L6.5 16.5M13.5 3.5L12 16.5M4 7.5h13M3 12.5h13");
    pub(crate) const HELP: Self = Self(
        "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8a2 2 0 1 1 2.8 1.85c-.5.25-.8.6-.8 1.15v.25M10 13.75v.01",
    );
    pub(crate) const INVITE: Self = Self(
        "M8 9.5A2.75 2.75 0 1 0 8 4a2.75 2.75 0 0 0 0 5.5zM2.5 16c0-2.5 2.4-4 5.5-4 1.4 0 2.7.3 3.7.9M15 11.5v6M12 14.5h6",
    );
    pub(crate) const JUMP: Self = Self("M3.5 10h9M9 6.5l3.5 3.5L9 13.5M12.5 3.5h4v13h-4");
    pub(crate) const LINK: Self = Self(
        "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
    );
    pub(crate) const ITALIC: Self = Self("M8.5 4.5h6M5.5 15.5h6M11.75 4.5l-3.5 11");
    pub(crate) const LIST: Self =
        Self("M8 5.5h8.5M8 10h8.5M8 14.5h8.5M4 5.5h.01M4 10h.01M4 14.5h.01");
    pub(crate) const LOCK: Self = Self("M5 9.5h10v7H5zM7 9.5V7a3 3 0 0 1 6 0v2.5");
    pub(crate) const MENU: Self = Self("M3.5 6h13M3.5 10h13M3.5 14h13");
    pub(crate) const MICROPHONE: Self = Self(
        "M10 3a2.25 2.25 0 0 0-2.25 2.25v4.5a2.25 2.25 0 0 0 4.5 0v-4.5A2.25 2.25 0 0 0 10 3zM5 9.5a5 5 0 0 0 10 0M10 14.5V17",
    );
    pub(crate) const MORE: Self = Self("M4.5 10h.01M10 10h.01M15.5 10h.01");
    pub(crate) const MUTED: Self = Self(
        "M6 8.5a4 4 0 0 1 7.5-2M14 10v2.5l1.5 2H7.5M8.8 16.8h2.4M4 4l12.5 12.5M6 9.5v3l-1.5 2",
    );
    pub(crate) const PEOPLE: Self = Self(
        "M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.5 16c0-2.5 2.2-4 5-4s5 1.5 5 4M13 9.3a2.5 2.5 0 1 0-1-4.8M14.3 12.2c1.9.4 3.2 1.7 3.2 3.8",
    );
    pub(crate) const PIN: Self = Self("M7 3h6M8 3v5l-2.5 3.5h9L12 8V3M10 11.5V17");
    pub(crate) const PLUS: Self = Self("M10 4v12M4 10h12");
    pub(crate) const QUOTE: Self =
        Self("M8.5 6.5H4.5v4h4zM8.5 10.5c0 2-1 3-3 3.5M15.5 6.5h-4v4h4zM15.5 10.5c0 2-1 3-3 3.5");
    pub(crate) const SAVE: Self = Self("M5.5 3.5h9V17L10 13.5 5.5 17z");
    pub(crate) const SEARCH: Self = Self("M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L17 17");
    pub(crate) const SEND: Self = Self("M10 16V4.5M4.5 9.5L10 4l5.5 5.5");
    pub(crate) const SETTINGS: Self = Self(
        "M3 6h7M14 6h3M12 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM3 14h3M10 14h7M8 12a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    );
    /// An arrow that passes something on.
    pub(crate) const SHARE: Self =
        Self("M11 4.5l6 5-6 5v-3.2c-3.7 0-6.2 1-8 3.7.3-4.4 3-7.6 8-7.6z");
    pub(crate) const SMILE: Self = Self(
        "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 11.5c.7 1.2 1.8 1.8 3 1.8s2.3-.6 3-1.8M7.7 8v.4M12.3 8v.4",
    );
    pub(crate) const SORT: Self = Self("M4 6h12M6.5 10h7M9 14h2");
    pub(crate) const STAR: Self =
        Self("M10 3.2l2.1 4.3 4.7.7-3.4 3.3.8 4.7-4.2-2.2-4.2 2.2.8-4.7-3.4-3.3 4.7-.7z");
    pub(crate) const SUN: Self = Self(
        "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 3v1.5M10 15.5V17M3 10h1.5M15.5 10H17M5 5l1 1M14 14l1 1M5 15l1-1M14 6l1-1",
    );
    pub(crate) const THREAD: Self = Self("M4 4.5h12v9H9.5L6 16.5v-3H4zM7 8h6M7 10.5h4");
    pub(crate) const TRASH: Self =
        Self("M4 6h12M8 6V4h4v2M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5");
    pub(crate) const UP: Self = Self("M10 16V4M5 9l5-5 5 5");
    pub(crate) const UNREAD: Self =
        Self("M3.5 5.5h9M3.5 9.5h9M3.5 13.5h5M15.5 12.5a2 2 0 1 0 0 .01z");
}

impl Glyph {
    /// Returns the icon as HTML, for an element whose content changes as a whole.
    pub(crate) fn html(self) -> String {
        let path = self.0;
        format!(
            r#"<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="{path}"></path></svg>"#
        )
    }
}

/// An icon. The text beside it, or its button's name, says the same, so screen readers skip it.
#[component]
pub(crate) fn Icon(glyph: Glyph) -> impl IntoView {
    changing_icon(move || glyph)
}

/// Returns an icon that follows the signals that `glyph` reads.
pub(crate) fn changing_icon(glyph: impl Fn() -> Glyph + Send + 'static) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d=move || glyph().0.to_owned() />
        </svg>
    }
    .into_any()
}

/// Two speech bubbles that overlap: a hubbub.
#[component]
pub(crate) fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 48 48" aria-hidden="true">
            <path class="logo-back" d="M20 6h16a8 8 0 0 1 8 8v9a8 8 0 0 1-8 8h-1v7l-8-7h-7a8 8 0 0 1-8-8v-9a8 8 0 0 1 8-8z" />
            <path class="logo-front" d="M12 16h13a7 7 0 0 1 7 7v7a7 7 0 0 1-7 7h-7l-7 6v-6a7 7 0 0 1-6-7v-7a7 7 0 0 1 7-7z" />
        </svg>
    }
}
