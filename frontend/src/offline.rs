//! The copy of the last rooms that this browser saves, to open them without a network. The code is loaded later.

mod saver;
mod store;

use crate::address;
use app::chat::Chat;
use client::Client;
use leptos::prelude::{document, window};
use protocol::{
    boot::{self, Boot},
    route::Route,
};
use std::{future::Future, pin::Pin};
use wasm_bindgen::{JsCast, closure::Closure};

/// Work with the offline copy.
pub(crate) enum OfflineTask {
    /// Opens it.
    Open,
    /// Removes it.
    Forget,
    /// Saves the copy of a signed-in person's client for as long as the page lives.
    Keep(Chat),
}

/// The page that an offline copy makes.
pub(crate) struct OfflinePage {
    pub(crate) boot: Boot,
    /// Makes the client.
    pub(crate) client: Client,
}

type PendingPage = Pin<Box<dyn Future<Output = Option<OfflinePage>>>>;

/// Does a task, and returns the page that [`OfflineTask::Open`] opens. `None` if nothing is saved.
pub(crate) async fn perform(task: OfflineTask) -> Option<OfflinePage> {
    code::start(task).await.ok()?.await
}

/// Removes what is saved: the person is signed out.
pub(crate) async fn forget() {
    perform(OfflineTask::Forget).await;
}

fn start(task: OfflineTask) -> PendingPage {
    Box::pin(async move {
        match task {
            OfflineTask::Open => open().await,
            OfflineTask::Forget => {
                store::forget().await;
                None
            }
            OfflineTask::Keep(chat) => {
                saver::start(chat).await;
                None
            }
        }
    })
}

async fn open() -> Option<OfflinePage> {
    let saved = store::read().await;
    let Some(store::Saved {
        index,
        snapshot,
        rooms,
    }) = saved
    else {
        show_that_nothing_is_saved();
        return None;
    };
    let here = address::path();
    let route = Route::parse(&here);
    let path = match route.room_id().is_some() || route.list().is_some() {
        true => here,
        false => index.path,
    };
    address::replace(&path);
    let boot = Boot {
        path,
        workspace: Some(snapshot.workspace.clone()),
        ..Boot::default()
    };
    let client = Client::restored(snapshot, index.at, rooms);
    Some(OfflinePage { boot, client })
}

/// Shows that there is nothing to show, which the page says in any case after a moment, and loads it again when there is a
/// network.
fn show_that_nothing_is_saved() {
    let on_online = Closure::<dyn Fn()>::new(address::reload);
    // It never fails for an existing event name.
    let _ = window().add_event_listener_with_callback("online", on_online.as_ref().unchecked_ref());
    on_online.forget();
    if let Some(page) = document().get_element_by_id(boot::OFFLINE) {
        // It fails only for an invalid name.
        let _ = page.set_attribute("data-empty", "");
    }
}

#[cfg(feature = "split")]
mod code {
    use super::{OfflineTask, PendingPage};
    use leptos::wasm_split::SplitLoaderError;

    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn start(task: OfflineTask) -> Result<PendingPage, SplitLoaderError> {
        Ok(super::start(task))
    }
}

#[cfg(not(feature = "split"))]
mod code {
    use super::{OfflineTask, PendingPage};
    use leptos::wasm_split::SplitLoaderError;

    pub(super) async fn start(task: OfflineTask) -> Result<PendingPage, SplitLoaderError> {
        Ok(super::start(task))
    }
}
