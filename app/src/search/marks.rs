//! Marks on the words that a search has found, where the message stands in its room or thread.

use crate::{browser::observe_children, chat::use_chat, erased::effect};
use leptos::prelude::*;
use protocol::route::Route;
use std::cell::RefCell;
use web_sys::Element;

/// Number of found messages whose words are kept for Back and Forward.
const KEPT: usize = 50;

thread_local! {
    /// The words to mark on each path, the latest last.
    static WORDS: RefCell<Vec<(String, Vec<String>)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the words to mark when the person follows a path.
pub(super) fn remember(path: &str, words: &[String]) {
    WORDS.with_borrow_mut(|kept| {
        kept.retain(|(other, _)| other != path);
        if !words.is_empty() {
            kept.push((path.to_owned(), words.to_vec()));
        }
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
    });
}

/// Marks the words of the message that the page shows, if a search has led to it, for as long as the page shows it.
pub(crate) fn use_search_marks() {
    let chat = use_chat();
    effect(move || {
        let path = chat.path.get();
        let words = WORDS.with_borrow(|kept| {
            let words = kept.iter().find(|(other, _)| *other == path);
            words.map(|(_, words)| words.clone())
        });
        script::clear();
        let route = Route::parse(&path);
        if let (Some(words), Some(seq)) = (words, route.seq()) {
            let place = match route.thread() {
                Some(_) => ".thread",
                None => "main",
            };
            let selector = format!("{place} [data-seq='{seq}'] .message-body");
            mark_when_there(&selector, words);
        }
    });
}

/// Marks words in the element that a selector finds, now and whenever the page changes: it may come later, or be rendered
/// again.
fn mark_when_there(selector: &str, words: Vec<String>) {
    let selector = selector.to_owned();
    let mark = move || {
        let found: Option<Element> = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found {
            script::mark(&element, &words);
        }
    };
    mark();
    if let Ok(Some(workspace)) = document().query_selector(".workspace") {
        observe_children(&workspace, true, mark);
    }
}

/// Returns the places of words in a text, in UTF-16 units, whatever their case.
#[cfg_attr(not(any(test, target_arch = "wasm32")), allow(dead_code))]
fn places(text: &str, words: &[String]) -> Vec<(u32, u32)> {
    let units = |text: &str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<Vec<_>>()
    };
    let letters: Vec<char> = text.chars().collect();
    // Letters whose lower case has another length would shift the places.
    let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
    let lowered: Vec<char> = letters.iter().map(lower).collect();
    let mut found = Vec::new();
    for word in words {
        let word = units(word);
        if word.is_empty() {
            continue;
        }
        for start in 0..(lowered.len() + 1).saturating_sub(word.len()) {
            if lowered[start..start + word.len()] == word[..] {
                found.push((start, start + word.len()));
            }
        }
    }
    let offset = |at: usize| {
        letters[..at]
            .iter()
            .map(|c| c.len_utf16() as u32)
            .sum::<u32>()
    };
    found
        .into_iter()
        .map(|(start, end)| (offset(start), offset(end)))
        .collect()
}

/// Highlights of the browser, which leave the page's elements as they are.
#[cfg(target_arch = "wasm32")]
mod script {
    use super::places;
    use js_sys::{Array, Function, Reflect};
    use leptos::prelude::{document, window};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, Node};

    /// Name of the highlight in the stylesheet.
    const NAME: &str = "found";

    /// Marks words in the texts of an element.
    pub(super) fn mark(element: &Element, words: &[String]) {
        let ranges = Array::new();
        collect(element, words, &ranges);
        // A browser without highlights marks nothing.
        let _ = highlight(&ranges);
    }

    pub(super) fn clear() {
        let _ = call("delete", &[NAME.into()]);
    }

    fn highlight(ranges: &Array) -> Result<JsValue, JsValue> {
        let class: Function = Reflect::get(&window(), &"Highlight".into())?.dyn_into()?;
        let highlight = Reflect::construct(&class, ranges)?;
        call("set", &[NAME.into(), highlight])
    }

    /// Calls a method of the browser's highlights.
    fn call(method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
        let css = Reflect::get(&window(), &"CSS".into())?;
        let highlights = Reflect::get(&css, &"highlights".into())?;
        let method: Function = Reflect::get(&highlights, &method.into())?.dyn_into()?;
        Reflect::apply(&method, &highlights, &arguments.iter().collect::<Array>())
    }

    /// Adds the ranges of words in a node.
    fn collect(node: &Node, words: &[String], ranges: &Array) {
        if node.node_type() == Node::TEXT_NODE {
            let text = node.text_content().unwrap_or_default();
            for (start, end) in places(&text, words) {
                if let Ok(range) = document().create_range()
                    && range.set_start(node, start).is_ok()
                    && range.set_end(node, end).is_ok()
                {
                    ranges.push(&range);
                }
            }
            return;
        }
        let children = node.child_nodes();
        for index in 0..children.length() {
            if let Some(child) = children.get(index) {
                collect(&child, words, ranges);
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod script {
    use web_sys::Element;

    pub(super) fn mark(_element: &Element, _words: &[String]) {}

    pub(super) fn clear() {}
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn words_are_found_whatever_their_case_and_script() {
        let of = |text: &str, words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            places(text, &words)
        };
        assert_eq!(of("Tea or TEA", &["tea"]), [(0, 3), (7, 10)]);
        assert_eq!(of("🍵 明日の会議", &["会議"]), [(6, 8)]);
        assert_eq!(of("Äpfel", &["äpfel"]), [(0, 5)]);
        assert_eq!(of("tea", &["teapot", ""]), []);
        assert_eq!(of("", &["tea"]), []);
    }
}
