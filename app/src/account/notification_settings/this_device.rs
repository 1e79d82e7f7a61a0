//! Notifications in this browser: turning them on and off, and their sound.

use super::devices::{DeviceList, Devices};
use crate::{
    chat::use_chat,
    erased::{dynamic, when},
    kit::{
        form_request::{FormRequest, RequestProblem},
        radio::{RadioCard, RadioGroup},
        saving::Saving,
    },
    notifications::{Sound, Support, ThisDevice},
};
use leptos::{prelude::*, task::spawn_local};

#[component]
pub(super) fn ThisDeviceSettings(devices: Devices) -> impl IntoView {
    let device = ThisDevice::get();
    let off = move || match device.support() {
        Support::Possible => view! { <TurnOn devices /> }.into_any(),
        Support::Blocked => note(
            "This browser blocks notifications from this page. Allow them in the browser's settings for this page, and reload it.",
        ),
        Support::None => note(
            "This browser shows no notifications on this page. They need an address that begins with https, and on an iPhone Hubbub on the home screen.",
        ),
    };
    let part = move || match device.on.get() {
        true => view! { <TurnedOn devices /> }.into_any(),
        false => off(),
    };
    view! {
        <section class="part-section" aria-label="This device">
            <h4 class="part-heading">"This device"</h4>
            {dynamic(part)}
            {when(move || device.on.get(), || view! { <SoundSetting /> }.into_any())}
        </section>
        <DeviceList devices />
    }
}

fn note(text: &'static str) -> AnyView {
    view! { <p class="field-hint">{text}</p> }.into_any()
}

#[component]
fn TurnOn(devices: Devices) -> impl IntoView {
    let device = ThisDevice::get();
    let request = FormRequest::new();
    let turn_on = move |_| {
        request.pending.set(true);
        request.problem.set(None);
        spawn_local(async move {
            let turned_on = device.turn_on().await;
            request.pending.try_set(false);
            match turned_on {
                Ok(()) => devices.fetch(),
                Err(why) => request.fail(why),
            }
        });
    };
    view! {
        <p>
            "Be told of messages while you do something else, also when Hubbub is closed. Your browser will ask whether you permit it."
        </p>
        <div class="setting-buttons">
            <button
                class="button button-primary"
                type="button"
                aria-busy=move || request.busy()
                on:click=turn_on
            >
                "Turn on notifications"
            </button>
        </div>
        <RequestProblem request />
    }
}

#[component]
fn TurnedOn(devices: Devices) -> impl IntoView {
    let device = ThisDevice::get();
    let turn_off = move |_| {
        spawn_local(async move {
            device.turn_off().await;
            devices.fetch();
        });
    };
    let words = move || match device.is_reached.get() {
        Some(true) => "Notifications are on in this browser, also when Hubbub is closed.",
        Some(false) => {
            "Notifications are on in this browser while Hubbub is open. The browser cannot be reached when it is closed."
        }
        None => "Notifications are on in this browser.",
    };
    view! {
        <p role="status">{move || words().to_owned()}</p>
        <div class="setting-buttons">
            <button class="button" type="button" on:click=turn_off>"Turn off notifications"</button>
        </div>
    }
}

#[component]
fn SoundSetting() -> impl IntoView {
    let chat = use_chat();
    let saving = Saving::new();
    let chosen = Sound::of_device(chat);
    let card = move |sound: Sound| {
        let choose = move || {
            sound.choose(chat);
            saving.done();
        };
        let (label, hint) = match sound {
            Sound::Chime => ("Chime", "Two bright tones."),
            Sound::Drop => ("Drop", "Two falling tones."),
            Sound::Knock => ("Knock", "Two low knocks."),
            Sound::Silence => ("No sound", "Only what you see."),
        };
        view! { <RadioCard name="sound" label hint checked=chosen == sound choose=Box::new(choose)>""</RadioCard> }
            .into_any()
    };
    let cards: Vec<_> = Sound::ALL.into_iter().map(card).collect();
    view! {
        <RadioGroup legend="Sound" sign=saving row=true>{cards}</RadioGroup>
    }
}
