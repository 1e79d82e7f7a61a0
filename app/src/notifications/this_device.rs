//! Whether this browser shows notifications to this person.

use super::worker;
use crate::{
    api,
    chat::{Chat, use_chat},
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::PushDevices;
use web_sys::NotificationPermission;

/// Whether this browser can show notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Support {
    /// It can, once the person turns them on.
    Possible,
    /// The person has blocked them in the browser.
    Blocked,
    /// It has none on this page: an old browser, or no https.
    None,
}

/// Notifications of one person in this browser.
#[derive(Clone, Copy)]
pub(crate) struct ThisDevice {
    pub(crate) chat: Chat,
    /// Whether they are on.
    pub(crate) on: RwSignal<bool>,
    /// Whether the server reaches this browser while no page is open. `None` while that is being found out.
    pub(crate) is_reached: RwSignal<Option<bool>>,
}

impl ThisDevice {
    /// Provides the state as a context, and turns notifications on if they were.
    pub(crate) fn provide() -> Self {
        let device = Self {
            chat: use_chat(),
            on: RwSignal::new(false),
            is_reached: RwSignal::new(None),
        };
        provide_context(device);
        device
    }

    /// Returns the state of this page.
    pub(crate) fn get() -> Self {
        expect_context()
    }

    /// Turns notifications on if the person had turned them on and the browser still permits them.
    pub(super) fn resume(self) {
        let browser = self.chat.browser.get();
        let was_on = browser.stored(&self.key()).is_some();
        if was_on && worker::permission() == Some(NotificationPermission::Granted) {
            self.set_on();
            spawn_local(self.reach());
        }
    }

    /// Returns whether this browser can show notifications.
    pub(crate) fn support(self) -> Support {
        match worker::permission() {
            Some(NotificationPermission::Denied) => Support::Blocked,
            Some(_) => Support::Possible,
            None => Support::None,
        }
    }

    /// Turns notifications on. Call it in answer to a click: the browser asks the person for permission.
    ///
    /// # Errors
    /// Text for the person, if the browser or the person refuses.
    pub(crate) async fn turn_on(self) -> Result<(), &'static str> {
        let permission = worker::ask_permission().await;
        if permission != Ok(NotificationPermission::Granted) {
            return Err(text().this_device_refused());
        }
        self.chat.browser.get().store(&self.key(), "on");
        self.set_on();
        self.reach().await;
        Ok(())
    }

    /// Turns notifications off in this browser.
    pub(crate) async fn turn_off(self) {
        self.chat.browser.get().store(&self.key(), "");
        self.on.set(false);
        self.is_reached.set(None);
        self.chat.act(|client| client.set_alerts(false));
        let devices = self.devices().await;
        // The browser may refuse: then the server sends nothing any more.
        let _ = worker::unsubscribe().await;
        for device in devices.into_iter().flat_map(|list| list.devices) {
            if device.current {
                let path = api::push_device(device.id);
                let _ = api::command(self.chat.browser, "DELETE", path).await;
            }
        }
    }

    fn set_on(self) {
        self.on.set(true);
        self.chat.act(|client| client.set_alerts(true));
    }

    /// Subscribes at the browser's push service, unless the server knows this browser.
    async fn reach(self) {
        let Some(list) = self.devices().await else {
            return;
        };
        let known = list.devices.iter().any(|device| device.current);
        let subscribed = matches!(worker::subscription().await, Ok(Some(_)));
        let reached = (known && subscribed) || self.subscribe(&list.key).await;
        self.is_reached.try_set(Some(reached));
    }

    async fn subscribe(self, key: &str) -> bool {
        let Ok(subscription) = worker::subscribe(key).await else {
            return false;
        };
        let path = api::PUSH_DEVICES.to_owned();
        let browser = self.chat.browser.get();
        let added = browser.request("POST", path, Some(subscription)).await;
        added.is_ok()
    }

    /// Returns the person's devices. `None` if the server does not answer.
    async fn devices(self) -> Option<PushDevices> {
        api::get(self.chat.browser, api::PUSH_DEVICES.to_owned())
            .await
            .ok()
    }

    /// Returns the key of the setting. Several people may use one browser.
    fn key(self) -> String {
        let me = self.chat.peek(|client| client.state.me.id);
        format!("notifications:{me}")
    }
}
