//! Groups of radio buttons.

use super::saving::{SavedSign, Saving, SavingProblem};
use leptos::prelude::*;

/// A group of radio buttons, of which each choice is saved at once.
#[component]
pub(crate) fn RadioGroup(
    legend: &'static str,
    sign: Saving,
    /// Whether the options stand beside each other where there is room.
    #[prop(optional)]
    row: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="choices" class:choices-grid=row>
            <legend class="field-head">
                <span class="field-label">{legend}</span>
                <SavedSign saving=sign />
            </legend>
            {children()}
            <SavingProblem saving=sign />
        </fieldset>
    }
}

/// A radio button as a card, with its label, a hint and what else shows the option.
#[component]
pub(crate) fn RadioCard(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    /// Whether it is chosen. Read again when the signals in it change.
    #[prop(into)]
    checked: Signal<bool>,
    choose: Box<dyn Fn() + Send + Sync>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="radio" name=name aria-label=label prop:checked=move || checked.get() on:change=move |_| choose() />
            {children()}
            <span class="choice-text">
                <strong>{label}</strong>
                <span class="field-hint">{hint}</span>
            </span>
        </label>
    }
}
