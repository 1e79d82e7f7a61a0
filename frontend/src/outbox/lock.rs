//! Web Locks: one of the tabs that request a lock holds it; when that tab closes or crashes, the next one does. web-sys has
//! them only in its unstable API.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Returns whether the browser has locks for this page.
pub(super) fn exists() -> bool {
    manager().is_some()
}

/// Waits until this tab holds the lock, and holds it for as long as the page lives. Returns at once if the browser has no
/// locks or refuses one.
pub(super) async fn hold(name: &str) {
    let mut request = None;
    let granted = Promise::new(&mut |grant, _| {
        // The lock is held until the promise that this returns is settled: never.
        let held = Closure::once_into_js(move || -> JsValue {
            let _ = grant.call0(&JsValue::NULL);
            Promise::new(&mut |_, _| {}).into()
        });
        request = ask(name, &held);
    });
    if let Some(request) = request {
        // The request itself ends only if it is refused.
        let _ = JsFuture::from(Promise::race(&Array::of2(&granted, &request))).await;
    }
}

fn ask(name: &str, held: &JsValue) -> Option<JsValue> {
    let manager = manager()?;
    let request = Reflect::get(&manager, &JsValue::from_str("request")).ok()?;
    let request: Function = request.dyn_into().ok()?;
    request.call2(&manager, &JsValue::from_str(name), held).ok()
}

fn manager() -> Option<JsValue> {
    let locks = Reflect::get(&window().navigator(), &JsValue::from_str("locks")).ok()?;
    (!locks.is_undefined()).then_some(locks)
}
