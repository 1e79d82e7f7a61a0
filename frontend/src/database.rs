//! Databases of this browser, in IndexedDB: each has one object store.
//!
//! A browser may refuse to store (a full disk, a private window). Then these functions return `None` or `false`.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Request, Transaction};
use js_sys::{Array, Function, Promise};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbTransaction;

const VERSION: u32 = 1;

/// How long one step may take before it counts as refused, in milliseconds: nobody may wait for storage for ever.
const PATIENCE_MS: i32 = 10_000;

/// Opens the database `name` with the object store `store`.
pub(crate) async fn open(name: &str, store: &'static str) -> Option<Database> {
    let mut request = Factory::new().ok()?.open(name, Some(VERSION)).ok()?;
    request.on_upgrade_needed(move |event| {
        if let Ok(database) = event.database() {
            // Where it fails, so does every transaction.
            let _ = database.create_object_store(store, ObjectStoreParams::new());
        }
    });
    let opened = Promise::new(&mut |resolve, reject| {
        request.on_success(move |_| call(&resolve));
        request.on_error(move |_| call(&reject));
    });
    if !settled(opened).await {
        // The request may still end, and must not call what is gone.
        request.forget_callbacks();
        return None;
    }
    let mut database = request.database().ok()?;
    // A later version of Hubbub in another tab waits until this one closes the database.
    database.on_version_change(|event| {
        if let Ok(database) = event.database() {
            database.close();
        }
    });
    database.forget_callbacks();
    Some(database)
}

/// Returns whether a transaction was completed.
pub(crate) async fn complete(transaction: Transaction) -> bool {
    let transaction = IdbTransaction::from(transaction);
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    settled(done).await
}

/// Returns whether a promise was fulfilled in time.
async fn settled(promise: Promise) -> bool {
    let patience = Promise::new(&mut |_, reject| {
        // It fails only without a window.
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_MS);
    });
    JsFuture::from(Promise::race(&Array::of2(&promise, &patience)))
        .await
        .is_ok()
}

fn call(function: &Function) {
    // A promise's own functions never throw.
    let _ = function.call0(&JsValue::NULL);
}
