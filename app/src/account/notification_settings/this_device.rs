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
use locale::text;

#[component]
pub(super) fn ThisDeviceSettings(devices: Devices) -> impl IntoView {
    let device = ThisDevice::get();
    let off = move || match device.support() {
        Support::Possible => view! { <TurnOn devices /> }.into_any(),
        Support::Blocked => note(text().this_device_blocked()),
        Support::None => note(text().this_device_unable()),
    };
    let part = move || match device.on.get() {
        true => view! { <TurnedOn devices /> }.into_any(),
        false => off(),
    };
    view! {
        <section class="part-section" aria-label=text().this_device()>
            <h4 class="part-heading">{text().this_device()}</h4>
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
            {text().this_device_lead()}
        </p>
        <div class="setting-buttons">
            <button
                class="button button-primary"
                type="button"
                aria-busy=move || request.busy()
                on:click=turn_on
            >
                {text().this_device_turn_on()}
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
        Some(true) => text().this_device_reached(),
        Some(false) => text().this_device_unreached(),
        None => text().this_device_on(),
    };
    view! {
        <p role="status">{move || words().to_owned()}</p>
        <div class="setting-buttons">
            <button class="button" type="button" on:click=turn_off>{text().this_device_turn_off()}</button>
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
            Sound::Chime => (text().sound_chime(), text().sound_chime_hint()),
            Sound::Drop => (text().sound_drop(), text().sound_drop_hint()),
            Sound::Knock => (text().sound_knock(), text().sound_knock_hint()),
            Sound::Silence => (text().sound_none(), text().sound_none_hint()),
        };
        view! { <RadioCard name="sound" label hint checked=chosen == sound choose=Box::new(choose)>""</RadioCard> }
            .into_any()
    };
    let cards: Vec<_> = Sound::ALL.into_iter().map(card).collect();
    view! {
        <RadioGroup legend=text().sound() sign=saving row=true>{cards}</RadioGroup>
    }
}
