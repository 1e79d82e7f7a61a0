//! How Hubbub looks on this device: its colours, the size of the text and the space between lines.

use crate::{
    chat::{Chat, use_chat},
    kit::{
        radio::{RadioCard, RadioGroup},
        saving::{SavedSign, Saving},
    },
};
use leptos::prelude::*;
use locale::text;

/// Script of every page, which applies what is stored for this device before the first paint. It does so again after a
/// change, also in the other tabs. `frontend/src/storage.rs` has the prefix of the keys.
#[cfg(feature = "ssr")]
pub(crate) const SCRIPT: &str = r##"(() => {
  const root = document.documentElement;
  const pages = { light: "#fcfaf6", dark: "#1b1a17" };
  const stored = (key) => {
    try {
      return localStorage.getItem("hubbub:" + key);
    } catch {
      return null;
    }
  };
  const set = (name, value) => (value ? root.setAttribute(name, value) : root.removeAttribute(name));
  const apply = () => {
    const theme = stored("theme");
    set("data-theme", theme in pages ? theme : null);
    set("data-density", stored("density") === "compact" ? "compact" : "comfortable");
    set("data-text-size", stored("text-size"));
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      const own = meta.getAttribute("media").includes("dark") ? "dark" : "light";
      meta.content = pages[theme] ?? pages[own];
    }
  };
  apply();
  addEventListener("storage", apply);
  addEventListener("appearance", apply);
})();"##;

/// A setting of this device that the script of the page applies.
#[derive(Clone, Copy)]
struct DeviceSetting {
    chat: Chat,
    key: &'static str,
    saving: Saving,
}

impl DeviceSetting {
    fn new(key: &'static str) -> Self {
        Self {
            chat: use_chat(),
            key,
            saving: Saving::new(),
        }
    }

    /// Returns the stored value, which is empty if it is the default.
    fn value(self) -> String {
        let browser = self.chat.browser.get();
        browser.stored(self.key).unwrap_or_default()
    }

    /// Stores a value, and applies it at once.
    fn choose(self, value: &str) {
        self.chat.browser.get().store(self.key, value);
        if let Ok(event) = web_sys::Event::new("appearance") {
            // It fails only for an event that is being dispatched already.
            let _ = window().dispatch_event(&event);
        }
        self.saving.done();
    }
}

/// Options of a setting: the stored value, which is empty for the default, the label and the hint.
type Options = Vec<(&'static str, &'static str, &'static str)>;

fn themes() -> Options {
    vec![
        ("", text().theme_system(), text().theme_system_hint()),
        ("light", text().theme_light(), text().theme_light_hint()),
        ("dark", text().theme_dark(), text().theme_dark_hint()),
    ]
}

fn densities() -> Options {
    vec![
        (
            "",
            text().density_comfortable(),
            text().density_comfortable_hint(),
        ),
        (
            "compact",
            text().density_compact(),
            text().density_compact_hint(),
        ),
    ]
}

fn text_sizes() -> [(&'static str, &'static str); 4] {
    [
        ("small", text().text_small()),
        ("", text().text_normal()),
        ("large", text().text_large()),
        ("larger", text().text_larger()),
    ]
}

/// The settings of how Hubbub looks. They apply at once.
#[component]
pub(crate) fn AppearanceSettings() -> impl IntoView {
    view! {
        <DeviceChoice key="theme" legend=text().theme() options=themes() swatches=true />
        <DeviceChoice key="density" legend=text().density() options=densities() />
        <TextSize />
    }
}

/// A choice between cards.
#[component]
fn DeviceChoice(
    key: &'static str,
    legend: &'static str,
    options: Options,
    /// Whether each card shows the colours that it stands for.
    #[prop(optional)]
    swatches: bool,
) -> impl IntoView {
    let setting = DeviceSetting::new(key);
    let value = setting.value();
    let card = |(option, label, hint): (&'static str, &'static str, &'static str)| {
        let swatch = swatches.then(|| {
            let shown = if option.is_empty() { "system" } else { option };
            view! { <span class=format!("swatch is-{shown}") aria-hidden="true"></span> }.into_any()
        });
        view! {
            <RadioCard name=key label hint checked=value == option choose=Box::new(move || setting.choose(option))>
                {swatch}
            </RadioCard>
        }
        .into_any()
    };
    let cards: Vec<_> = options.into_iter().map(card).collect();
    view! {
        <RadioGroup legend sign=setting.saving row=true>{cards}</RadioGroup>
    }
}

#[component]
fn TextSize() -> impl IntoView {
    let setting = DeviceSetting::new("text-size");
    let value = setting.value();
    let options = text_sizes().map(|(size, label)| {
        view! { <option value=size selected=value == size>{label}</option> }.into_any()
    });
    view! {
        <div class="field">
            <span class="field-head">
                <label class="field-label" for="text-size">{text().text_size()}</label>
                <SavedSign saving=setting.saving />
            </span>
            <select
                class="input select"
                id="text-size"
                on:change=move |event| setting.choose(&event_target_value(&event))
            >
                {Vec::from(options)}
            </select>
        </div>
    }
}
