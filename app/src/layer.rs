//! Layers over the page, such as dialogs and panels: Back closes them.

use crate::{browser::BrowserHandle, erased::effect};
use leptos::prelude::*;

/// Makes Back close a layer while it is open.
pub(crate) fn close_on_back(open: RwSignal<bool>) {
    let close = move || {
        // The layer's signal may be gone with its page.
        open.try_set(false);
    };
    close_layer_on_back(move || open.get(), close);
}

/// Makes Back call `close` while `is_open` holds.
pub(crate) fn close_layer_on_back(
    is_open: impl Fn() -> bool + 'static,
    close: impl Fn() + Copy + 'static,
) {
    let browser = expect_context::<BrowserHandle>();
    let layer = StoredValue::new(None);
    effect(move || {
        let open = is_open();
        match layer.get_value() {
            None if open => layer.set_value(Some(browser.get().open_layer(Box::new(close)))),
            Some(id) if !open => {
                layer.set_value(None);
                browser.get().close_layer(id);
            }
            _ => (),
        }
    });
    on_cleanup(move || {
        if let Some(id) = layer.try_get_value().flatten() {
            browser.get().close_layer(id);
        }
    });
}
