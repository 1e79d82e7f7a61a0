//! Bar of formatting buttons, which folds away.

use super::{
    Format, Formatting,
    help::FormattingHelp,
    link_form::{LinkDialog, LinkForm},
    preview::Preview,
};
use crate::{
    chat::use_chat,
    erased::{effect, when},
    kit::{
        icon::{Glyph, Icon},
        input_event::pressed_key,
    },
    room::composer::{
        draft::ComposerDraft,
        markup::{LineMark, Mark},
    },
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use locale::text;
use protocol::Conversation;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The buttons.
const BUTTONS: [(Format, Glyph); 6] = [
    (Format::Mark(Mark::Bold), Glyph::BOLD),
    (Format::Mark(Mark::Italic), Glyph::ITALIC),
    (Format::Link, Glyph::LINK),
    (Format::Lines(LineMark::List), Glyph::LIST),
    (Format::Lines(LineMark::Quote), Glyph::QUOTE),
    (Format::Mark(Mark::Code), Glyph::CODE),
];

/// Returns the name of a button, and its name with its key.
fn names(format: Format) -> (&'static str, &'static str) {
    let texts = text();
    match format {
        Format::Mark(Mark::Bold) => (texts.format_bold(), texts.format_bold_key()),
        Format::Mark(Mark::Italic) => (texts.format_italic(), texts.format_italic_key()),
        Format::Mark(Mark::Code) => (texts.format_code(), texts.format_code()),
        Format::Link => (texts.format_link(), texts.format_link_key()),
        Format::Lines(LineMark::List) => (texts.format_list(), texts.format_list()),
        Format::Lines(LineMark::Quote) => (texts.format_quotation(), texts.format_quotation()),
    }
}

/// Button that folds the bar, and the bar.
#[component]
pub(crate) fn FormatBar(
    conversation: Conversation,
    textarea: NodeRef<html::Textarea>,
    draft: ComposerDraft,
) -> impl IntoView {
    let chat = use_chat();
    let formatting = Formatting {
        chat,
        textarea,
        link: LinkForm::new(textarea),
    };
    effect(move || formatting.listen());
    let fold = Fold::of(conversation);
    let shown = RwSignal::new(fold.is_shown());
    let previewing = RwSignal::new(false);
    let help = RwSignal::new(false);
    let toggle = move |_| {
        shown.update(|shown| *shown = !*shown);
        fold.store(shown.get_untracked());
    };
    let bar = NodeRef::<html::Span>::new();
    let button = move |index: usize| {
        let (format, glyph) = BUTTONS[index];
        let (name, title) = names(format);
        view! { <BarButton name title glyph action=move |_| formatting.apply(format) first=index == 0 /> }
            .into_any()
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(bar) = bar.get_untracked() {
            move_focus(&event, &bar);
        }
    };
    let bar_view = move || {
        view! {
            <span class="composer-bar" role="toolbar" aria-label=text().formatting() node_ref=bar on:keydown=on_key
                on:pointerdown=keep_focus_pointer on:mousedown=keep_focus>
                {(0..BUTTONS.len()).map(button).collect_view()}
                <span class="composer-bar-gap"></span>
                <button class="button-tool" type="button" tabindex="-1" aria-label=text().composer_preview() title=text().composer_preview()
                    aria-pressed=move || previewing.get().to_string()
                    on:click=move |_| previewing.update(|it| *it = !*it)>
                    <Icon glyph=Glyph::EYE />
                </button>
                <BarButton name=text().format_help() title=text().format_help_title() glyph=Glyph::HELP first=false action=move |_| help.set(true) />
            </span>
        }
        .into_any()
    };
    view! {
        <button class="composer-tool composer-fold" type="button" aria-label=text().formatting() title=text().formatting()
            aria-expanded=move || shown.get().to_string() on:click=toggle
            on:pointerdown=keep_focus_pointer on:mousedown=keep_focus>
            <Icon glyph=Glyph::FORMAT />
        </button>
        {when(move || shown.get(), bar_view)}
        {when(move || previewing.get(), move || view! { <Preview conversation textarea draft open=previewing /> }.into_any())}
        <LinkDialog form=formatting.link />
        <FormattingHelp open=help />
    }
}

#[component]
fn BarButton(
    name: &'static str,
    title: &'static str,
    glyph: Glyph,
    action: impl Fn(MouseEvent) + 'static,
    /// Whether the Tab key reaches it; the arrow keys lead to the others.
    first: bool,
) -> impl IntoView {
    view! {
        <button class="button-tool" type="button" tabindex=if first { "0" } else { "-1" } aria-label=name title=title on:click=action>
            <Icon glyph />
        </button>
    }
}

/// Keeps the focus, and with it the selection and a phone's keyboard, in the text field.
fn keep_focus(event: MouseEvent) {
    event.prevent_default();
}

fn keep_focus_pointer(event: PointerEvent) {
    event.prevent_default();
}

/// Moves the focus among the buttons of the bar.
fn move_focus(event: &KeyboardEvent, bar: &HtmlElement) {
    let Ok(buttons) = bar.query_selector_all("button") else {
        return;
    };
    let buttons = (0..buttons.length()).filter_map(|index| buttons.get(index)?.dyn_into().ok());
    let buttons: Vec<HtmlElement> = buttons.collect();
    let focused = document().active_element();
    let here = buttons.iter().position(|it| focused.as_ref() == Some(it));
    let count = buttons.len();
    let (Some(here), true) = (here, count > 0) else {
        return;
    };
    let to = match pressed_key(event).as_str() {
        "ArrowRight" => (here + 1) % count,
        "ArrowLeft" => (here + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    for (place, button) in buttons.iter().enumerate() {
        button.set_tab_index(if place == to { 0 } else { -1 });
    }
    // It cannot fail for an element of the page.
    let _ = buttons[to].focus();
}

/// The device's choice whether the bar is shown. Where there is little room it takes the place of other tools, so there the
/// choice is another one.
#[derive(Clone, Copy)]
struct Fold {
    chat: crate::chat::Chat,
    narrow: bool,
}

impl Fold {
    fn of(conversation: Conversation) -> Self {
        let wide = window().match_media("(min-width: 48rem)").ok().flatten();
        let narrow = conversation.thread.is_some() || !wide.is_some_and(|query| query.matches());
        let chat = use_chat();
        Self { chat, narrow }
    }

    fn key(self) -> &'static str {
        match self.narrow {
            true => "format-bar-narrow",
            false => "format-bar",
        }
    }

    fn is_shown(self) -> bool {
        let chosen = self.chat.browser.get().stored(self.key());
        chosen.map_or(!self.narrow, |chosen| chosen == "shown")
    }

    fn store(self, shown: bool) {
        let value = if shown { "shown" } else { "folded" };
        self.chat.browser.get().store(self.key(), value);
    }
}
