//! Time and randomness of the browser.

use js_sys::Promise;
use leptos::prelude::window;
use protocol::{ClientId, Timestamp};
use std::cell::Cell;
use uuid::Builder;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Pause before code that could not be loaded is requested again, in milliseconds.
const RETRY_MS: i32 = 2_000;

/// Returns the time now.
pub(crate) fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Returns the minutes to add to UTC for the local time of a moment. They differ between summer and winter.
pub(crate) fn offset_minutes(at: Timestamp) -> i32 {
    let date = js_sys::Date::new(&JsValue::from_f64(at.millis() as f64));
    -date.get_timezone_offset() as i32
}

/// Waits before code that could not be loaded is requested again.
pub(crate) async fn pause_before_retry() {
    let over = Promise::new(&mut |over, _| {
        // It fails only without a window.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&over, RETRY_MS);
    });
    // The promise is never rejected.
    let _ = JsFuture::from(over).await;
}

/// Makes UUIDv7s (RFC 9562) that increase within this tab, even within a millisecond or when the clock is set back.
#[derive(Default)]
pub(crate) struct ClientIds {
    last_ms: Cell<u64>,
}

impl ClientIds {
    /// Returns the next id. It is greater than `after`, too, which may be another tab's.
    pub(crate) fn next(&self, after: Option<ClientId>) -> ClientId {
        let last_ms = self.last_ms.get().max(after.map_or(0, millis));
        let ms = (js_sys::Date::now() as u64).max(last_ms + 1);
        self.last_ms.set(ms);
        ClientId(Builder::from_unix_timestamp_millis(ms, &random_bytes()).into_uuid())
    }
}

/// Returns the time in a UUIDv7.
fn millis(id: ClientId) -> u64 {
    (id.0.as_u128() >> 80) as u64
}

fn random_bytes() -> [u8; 10] {
    let mut bytes = [0; 10];
    let crypto = window().crypto();
    if crypto
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes))
        .is_err()
    {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    bytes
}
