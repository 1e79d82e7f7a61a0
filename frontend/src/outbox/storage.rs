//! The door to storage. What is behind it belongs to no first screen, and comes with the code that comes later.

use super::store::Store;
use app::{
    client::Pending,
    load_later,
    model::{ClientId, UserId},
};
use js_sys::Promise;
use leptos::{prelude::window, wasm_split::SplitLoaderError};
use std::{future::Future, pin::Pin, rc::Rc};
use wasm_bindgen_futures::JsFuture;

/// How often the code is asked for. After that, what cannot be kept is sent all the same.
const TRIES: u32 = 5;
/// How long to wait between, in milliseconds.
const PAUSE_MS: i32 = 2_000;

/// What storage is to do.
pub(super) enum Order {
    /// Stores a message, in the place of the one with its name.
    Put(Pending),
    /// Takes a message out.
    Delete(ClientId),
    /// Finds all messages, in the order of their names.
    All,
}

/// What was found; `None` where the browser refuses.
type Outcome = Option<Vec<Pending>>;
type Work = Pin<Box<dyn Future<Output = Outcome>>>;

/// One person's messages in storage.
pub(super) struct Storage {
    store: Rc<Store>,
}

impl Storage {
    pub(super) fn of(user: UserId) -> Self {
        Self {
            store: Rc::new(Store::new(user)),
        }
    }

    pub(super) async fn perform(&self, order: Order) -> Outcome {
        for _ in 1..TRIES {
            if load_later().await {
                break;
            }
            pause().await;
        }
        match code::work(Rc::clone(&self.store), order).await {
            Ok(work) => work.await,
            Err(SplitLoaderError { .. }) => None,
        }
    }
}

async fn perform(store: Rc<Store>, order: Order) -> Outcome {
    match order {
        Order::Put(pending) => store.put(&pending).await.map(|()| Vec::new()),
        Order::Delete(id) => store.delete(id).await.map(|()| Vec::new()),
        Order::All => store.all().await,
    }
}

async fn pause() {
    let over = Promise::new(&mut |over, _| {
        // It fails only without a window.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&over, PAUSE_MS);
    });
    // A pause has nothing to refuse.
    let _ = JsFuture::from(over).await;
}

#[cfg(feature = "split")]
mod code {
    use super::{Order, Store, Work};
    use leptos::wasm_split::SplitLoaderError;
    use std::rc::Rc;

    #[leptos::wasm_split::wasm_split(later, wasm_split_path = ::leptos::wasm_split, fallible)]
    pub(super) fn work(store: Rc<Store>, order: Order) -> Result<Work, SplitLoaderError> {
        Ok(Box::pin(super::perform(store, order)))
    }
}

#[cfg(not(feature = "split"))]
mod code {
    use super::{Order, Store, Work};
    use leptos::wasm_split::SplitLoaderError;
    use std::rc::Rc;

    pub(super) async fn work(store: Rc<Store>, order: Order) -> Result<Work, SplitLoaderError> {
        Ok(Box::pin(super::perform(store, order)))
    }
}
