//! Field for the person's time zone.

use super::{profile_fields::change_profile, time_zone as zone};
use crate::{
    chat::use_chat,
    erased::{memo, when_some},
    kit::saving::{SavedSign, Saving, SavingProblem},
};
use leptos::prelude::*;
use locale::text;
use protocol::request::ProfileChange;

/// Field for the person's time zone, saved at once. The others see the time there.
#[component]
pub(crate) fn TimeZoneField() -> impl IntoView {
    let chat = use_chat();
    let present = chat.peek(|client| {
        let person = client.state.people.get(&client.state.me.id);
        person.and_then(|person| person.time_zone.clone())
    });
    let value = RwSignal::new(present.clone().unwrap_or_default());
    let saving = Saving::new();
    let choose = move |zone: String| {
        value.set(zone.clone());
        let change = ProfileChange {
            time_zone: Some(Some(zone)),
            ..ProfileChange::default()
        };
        saving.send(change_profile(chat, &change));
    };
    let mut zones = zone::all();
    // The present value is an option even if this browser does not know it.
    zones.extend(present.filter(|present| !zones.contains(present)));
    let option = |zone: String| {
        let words = zone.replace('_', " ");
        view! { <option value=zone>{words}</option> }.into_any()
    };
    let options: Vec<_> = zones.into_iter().map(option).collect();
    let here = zone::own();
    let other = memo(move || here.clone().filter(|here| *here != value.get()));
    let offer = move |here: String| {
        let words = here.replace('_', " ");
        view! {
            <button class="button-link" type="button" on:click=move |_| choose(here.clone())>
                {text().time_zone_use(&words)}
            </button>
        }
        .into_any()
    };
    let clock = memo(move || {
        let at = chat.clock.get()?;
        zone::clock(&value.get(), at).filter(|_| value.with(|zone| !zone.is_empty()))
    });
    let clock_line = |clock: String| {
        view! { <p class="field-hint">{text().time_zone_now(&clock)}</p> }.into_any()
    };
    view! {
        <div class="field">
            <label class="field">
                <span class="field-head">
                    <span class="field-label">{text().settings_time_zone()}</span>
                    <SavedSign saving />
                </span>
                <select
                    class="input select"
                    aria-label=text().settings_time_zone()
                    prop:value=move || value.get()
                    on:change=move |event| choose(event_target_value(&event))
                >
                    <option value="">{text().time_zone_none()}</option>
                    {options}
                </select>
                <span class="field-hint">{text().time_zone_hint()}</span>
            </label>
            {when_some(clock, clock_line)}
            {when_some(other, offer)}
            <SavingProblem saving />
        </div>
    }
}
