//! The channel between the tabs of one person in one browser.

use client::OutboxChange;
use protocol::read::read;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// A `BroadcastChannel` of notices.
pub(super) struct Channel {
    channel: BroadcastChannel,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Joins the channel `name`. Returns `None` if the browser has no channels.
    pub(super) fn open(name: &str, on: impl Fn(OutboxChange) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // A tab of another version may send a notice that this one does not know.
            if let Some(notice) = event.data().as_string().and_then(|text| read(&text)) {
                on(notice);
            }
        });
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _on_message: on_message,
        })
    }

    /// Sends a notice to all other tabs, in order.
    pub(super) fn post(&self, notice: &OutboxChange) {
        if let Ok(json) = serde_json::to_string(notice) {
            // It fails only for values that cannot be cloned, and a text can.
            let _ = self.channel.post_message(&JsValue::from_str(&json));
        }
    }
}
