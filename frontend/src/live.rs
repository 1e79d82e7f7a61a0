//! Loading of the code that connects: a wasm file of its own, which the browser fetches while it hydrates the page.

use crate::{driver::Driver, layers::Layers, navigation, tab_history};
use app::chat::Chat;
use client::Action;
use leptos::wasm_split::SplitLoaderError;
use std::rc::Rc;

/// Function that performs the client's actions, in order.
pub(crate) type Perform = Box<dyn Fn(Vec<Action>)>;

/// Starts the driver of a signed-in person's client, and follows links and the history, once the code is loaded.
#[cfg(feature = "split")]
#[leptos::wasm_split::wasm_split(
    live,
    wasm_split_path = ::leptos::wasm_split,
    preload(load),
    fallible
)]
pub(crate) fn start(chat: Chat, layers: Rc<Layers>) -> Result<Perform, SplitLoaderError> {
    Ok(perform(chat, layers))
}

#[cfg(not(feature = "split"))]
pub(crate) async fn start(chat: Chat, layers: Rc<Layers>) -> Result<Perform, SplitLoaderError> {
    Ok(perform(chat, layers))
}

/// Loads the code.
#[cfg(not(feature = "split"))]
pub(crate) async fn load() -> Result<(), SplitLoaderError> {
    Ok(())
}

fn perform(chat: Chat, layers: Rc<Layers>) -> Perform {
    navigation::follow_links(chat);
    tab_history::follow(chat, layers);
    let driver = Driver::start(chat);
    Box::new(move |actions| driver.perform(actions))
}
