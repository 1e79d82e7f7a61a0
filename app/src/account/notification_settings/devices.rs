//! The browsers in which the person is notified while Hubbub is closed.

use crate::{
    api::{self, PUSH_DEVICES},
    chat::{Chat, use_chat},
    erased::{each, when},
    kit::form_request::{FormRequest, RequestProblem},
    notifications::ThisDevice,
};
use leptos::{prelude::*, task::spawn_local};
use locale::text;
use protocol::{PushDevice, PushDeviceId, PushDevices};

/// The person's devices.
#[derive(Clone, Copy)]
pub(super) struct Devices {
    chat: Chat,
    this_device: ThisDevice,
    list: RwSignal<Vec<PushDevice>>,
    request: FormRequest,
    /// The device to which a test was sent last.
    tested: RwSignal<Option<PushDeviceId>>,
}

impl Devices {
    /// Makes the list, and fetches it.
    pub(super) fn new() -> Self {
        let devices = Self {
            chat: use_chat(),
            this_device: ThisDevice::get(),
            list: RwSignal::new(Vec::new()),
            request: FormRequest::new(),
            tested: RwSignal::new(None),
        };
        devices.fetch();
        devices
    }

    /// Fetches the list.
    pub(super) fn fetch(self) {
        spawn_local(async move {
            let list: Result<PushDevices, _> =
                api::get(self.chat.browser, PUSH_DEVICES.to_owned()).await;
            match list {
                Ok(list) => drop(self.list.try_set(list.devices)),
                Err(problem) => self.request.fail(problem.detail),
            }
        });
    }

    fn test(self, device: PushDeviceId) {
        self.tested.set(None);
        let sent = api::command(self.chat.browser, "POST", api::push_test(device));
        self.request.run(sent, move |()| {
            self.tested.try_set(Some(device));
        });
    }

    fn remove(self, device: PushDevice) {
        if device.current {
            spawn_local(async move {
                self.this_device.turn_off().await;
                self.fetch();
            });
            return;
        }
        let sent = api::command(self.chat.browser, "DELETE", api::push_device(device.id));
        let removed = async move {
            let answer = sent.await;
            self.fetch();
            answer
        };
        self.request.run(removed, |()| ());
    }
}

#[component]
pub(super) fn DeviceList(devices: Devices) -> impl IntoView {
    let ids = move || -> Vec<_> { devices.list.read().iter().map(|it| it.id).collect() };
    let section = move || {
        view! {
            <section class="part-section" aria-label=text().devices()>
                <h4 class="part-heading">{text().devices()}</h4>
                <p class="field-hint">{text().devices_hint()}</p>
                <ul class="push-devices" aria-label=text().devices()>
                    {each(ids, move |id| view! { <Device devices id /> }.into_any())}
                </ul>
                <RequestProblem request=devices.request />
            </section>
        }
        .into_any()
    };
    when(move || !devices.list.read().is_empty(), section)
}

#[component]
fn Device(devices: Devices, id: PushDeviceId) -> impl IntoView {
    let find = |list: &Vec<PushDevice>| list.iter().find(|device| device.id == id).cloned();
    let device = devices.list.with_untracked(find);
    device.map(|device| {
        let chat = devices.chat;
        let since = chat.local_time(device.created_at).day().label(None);
        let hint = match device.current {
            true => text().device_this_since(&since),
            false => text().device_since(&since),
        };
        let tested = move || devices.tested.get() == Some(id);
        let name = device.name.clone();
        let remove_label = text().device_remove(&name);
        let sign = || {
            view! { <span class="saved-sign-text">{text().device_test_sent()}</span> }.into_any()
        };
        view! {
            <li class="push-device">
                <span class="push-device-name">
                    <strong dir="auto">{name}</strong>
                    <span class="field-hint">{hint}</span>
                </span>
                <span role="status">{when(tested, sign)}</span>
                <button class="button" type="button" on:click=move |_| devices.test(id)>
                    {text().device_test()}
                </button>
                <button
                    class="button"
                    type="button"
                    aria-label=remove_label
                    on:click=move |_| devices.remove(device.clone())
                >
                    {text().remove()}
                </button>
            </li>
        }
        .into_any()
    })
}
