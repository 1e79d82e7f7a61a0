//! Code blocks in messages: a button copies them, and highlight.js colours them. It is fetched when the first block with a
//! language is shown.

use crate::chat::Chat;
use leptos::prelude::*;
use locale::text;
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

/// How long a button says that it has copied its block.
const SAYS_COPIED: Duration = Duration::from_secs(2);

/// Copies the block whose button was clicked.
pub(crate) fn copy_code(chat: Chat, event: &Event) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let button = target.filter(|target| target.class_list().contains("code-copy"));
    let Some(button) = button else { return };
    let code = button.next_element_sibling();
    let Some(code) = code.and_then(|code| code.text_content()) else {
        return;
    };
    if !chat.browser.get().copy(&code) {
        return chat.notify(text().code_not_copied());
    }
    chat.notify(text().code_copied());
    button.set_text_content(Some(text().copied()));
    let restore = move || button.set_text_content(Some(text().copy()));
    set_timeout(restore, SAYS_COPIED);
}

/// Blocks that wait for the highlighter; `None` once it is loaded.
type WaitingBlocks = RefCell<Option<Vec<Element>>>;

thread_local! {
    static WAITING: WaitingBlocks = const { RefCell::new(Some(Vec::new())) };
}

/// Colours the code blocks of a message.
pub(crate) fn highlight_code(message: &Element) {
    let blocks = message.get_elements_by_tag_name("pre");
    for index in 0..blocks.length() {
        let code = blocks
            .item(index)
            .and_then(|block| block.first_element_child());
        if let Some(code) = code.filter(|code| code.class_name().starts_with("language-")) {
            highlight_soon(code);
        }
    }
}

/// Colours a block, now or when the highlighter is loaded.
fn highlight_soon(block: Element) {
    let first = WAITING.with_borrow_mut(|waiting| match waiting {
        Some(waiting) => {
            waiting.push(block.clone());
            waiting.len() == 1
        }
        None => false,
    });
    if WAITING.with_borrow(Option::is_none) {
        highlighter::colour(&block);
    } else if first {
        fetch_highlighter();
    }
}

/// Loads the highlighter, and then colours the blocks that wait.
fn fetch_highlighter() {
    let Ok(script) = document().create_element("script") else {
        return;
    };
    // These never fail on a new element.
    let _ = script.set_attribute("src", highlighter::PATH);
    let loaded = Closure::once_into_js(|| {
        let waiting = WAITING.take();
        for block in waiting.into_iter().flatten() {
            highlighter::colour(&block);
        }
    });
    // The waiting blocks stay plain, and the next block tries again.
    let failed = Closure::once_into_js(|| {
        WAITING.set(Some(Vec::new()));
    });
    let _ = script.add_event_listener_with_callback("load", loaded.unchecked_ref());
    let _ = script.add_event_listener_with_callback("error", failed.unchecked_ref());
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}

mod highlighter {
    use web_sys::Element;

    /// The path holds the version, so that browsers may cache it for ever.
    pub(crate) const PATH: &str = "/highlight-11.12.0.min.js";

    /// Colours a block, unless its language is unknown. Message text is untrusted, so the highlighter's HTML is used only if
    /// it consists of spans with the same text.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn colour(block: &Element) {
        let language = block.class_name();
        let language = language.trim_start_matches("language-");
        let text = block.text_content().unwrap_or_default();
        let Some(html) = highlighted(&text, language) else {
            return;
        };
        let Ok(trial) = leptos::prelude::document().create_element("code") else {
            return;
        };
        trial.set_inner_html(&html);
        let others = trial.query_selector("*:not(span)");
        if others == Ok(None) && trial.text_content() == Some(text) {
            block.set_inner_html(&html);
        }
    }

    #[cfg(target_arch = "wasm32")]
    fn highlighted(text: &str, language: &str) -> Option<String> {
        use js_sys::{Function, Object, Reflect};
        use wasm_bindgen::{JsCast, JsValue};
        let window = leptos::prelude::window();
        let highlighter = Reflect::get(&window, &"hljs".into()).ok()?;
        let method = |name: &str| {
            Reflect::get(&highlighter, &name.into())
                .ok()?
                .dyn_into::<Function>()
                .ok()
        };
        let known = method("getLanguage")?
            .call1(&highlighter, &language.into())
            .ok()?;
        if known.is_falsy() {
            return None;
        }
        let options = Object::new();
        Reflect::set(&options, &"language".into(), &language.into()).ok()?;
        Reflect::set(&options, &"ignoreIllegals".into(), &JsValue::TRUE).ok()?;
        let result = method("highlight")?
            .call2(&highlighter, &text.into(), &options)
            .ok()?;
        Reflect::get(&result, &"value".into()).ok()?.as_string()
    }

    /// Does nothing on the server.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn colour(_: &Element) {}
}
