//! Recording of voice notes. A note is attached to the draft like any other file.

mod recording;

use super::{player::clock, transfers};
use crate::{
    chat::use_chat,
    erased::{effect, memo, when},
    kit::icon::{Glyph, Icon},
    room::composer::field::focus_composer,
};
use leptos::{html, prelude::*, task::spawn_local};
use locale::text;
use protocol::{Conversation, Timestamp};
use recording::Recording;
use std::time::Duration;

/// Time between two looks at the level.
const TICK: Duration = Duration::from_millis(100);
/// The most seconds of a note.
const LONGEST: f64 = 600.0;
/// Number of bars that show the level of the last seconds.
const BARS: usize = 48;

/// Button that records a voice note, and what stands over the composer meanwhile. Empty where the browser cannot record. A
/// note whose room is left while it is recorded is attached to that room's draft.
#[component]
pub(crate) fn VoiceNote(conversation: Conversation) -> impl IntoView {
    let chat = use_chat();
    let recording = StoredValue::new_local(None::<Recording>);
    let active = RwSignal::new(false);
    let asked = RwSignal::new(false);
    let seconds = RwSignal::new(0.0);
    let levels = RwSignal::new(Vec::<f64>::new());
    let began = StoredValue::new(Timestamp(0));
    let start = move |_| {
        if asked.get_untracked() || active.get_untracked() {
            return;
        }
        asked.set(true);
        spawn_local(async move {
            let begun = Recording::begin().await;
            // The composer may have left the page meanwhile.
            let is_gone = asked.try_set(false).is_some();
            match begun {
                Ok(begun) if is_gone => begun.end(drop),
                Ok(begun) => {
                    began.set_value(chat.browser.get().now());
                    seconds.set(0.0);
                    levels.set(Vec::new());
                    recording.set_value(Some(begun));
                    active.set(true);
                }
                Err(_) => chat.notify(text().voice_refused()),
            }
        });
    };
    let finish = move |keep: bool| {
        let ended = recording.try_update_value(Option::take).flatten();
        active.try_set(false);
        if let Some(ended) = ended {
            ended.end(move |file| {
                if keep {
                    transfers::add(chat, conversation, vec![file]);
                }
            });
        }
    };
    let tick = move || {
        let level = recording.with_value(|recording| recording.as_ref().map(Recording::level));
        if let Some(level) = level {
            let passed = chat.browser.get().now().millis() - began.get_value().millis();
            let now = passed.max(0) as f64 / 1_000.0;
            seconds.set(now);
            levels.update(|levels| {
                levels.push(level);
                let old = levels.len().saturating_sub(BARS);
                levels.drain(..old);
            });
            if now >= LONGEST {
                finish(true);
            }
        }
    };
    let ticking = StoredValue::new(None::<IntervalHandle>);
    let stop_ticking = move || {
        if let Some(handle) = ticking.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    effect(move || {
        stop_ticking();
        if active.get() {
            ticking.set_value(set_interval_with_handle(tick, TICK).ok());
        }
    });
    on_cleanup(move || {
        stop_ticking();
        finish(true);
    });
    let leave = move |keep: bool| {
        finish(keep);
        focus_composer(conversation.thread.is_some());
    };
    let bar = move || view! { <VoiceBar seconds levels leave=Callback::new(leave) /> }.into_any();
    let button = move || {
        view! {
            <button
                class="composer-tool"
                type="button"
                aria-label=text().voice_record()
                title=text().voice_record()
                aria-busy=move || asked.get().then_some("true")
                disabled=move || chat.read_only_reason(conversation).is_some()
                on:click=start
            >
                <Icon glyph=Glyph::MICROPHONE />
            </button>
        }
        .into_any()
    };
    view! {
        {when(Recording::is_possible, button)}
        {when(move || active.get(), bar)}
    }
}

/// The controls of a recording, over the composer.
#[component]
fn VoiceBar(
    seconds: RwSignal<f64>,
    levels: RwSignal<Vec<f64>>,
    leave: Callback<bool>,
) -> impl IntoView {
    let stop = NodeRef::<html::Button>::new();
    effect(move || {
        if let Some(button) = stop.get() {
            // It fails only if the button has left the page.
            let _ = button.focus();
        }
    });
    let time = memo(move || clock(seconds.get().floor()));
    view! {
        <div class="voice-bar" role="group" aria-label=text().voice_note()>
            <button class="button-icon" type="button" aria-label=text().voice_discard() title=text().voice_discard() on:click=move |_| leave.run(false)>
                <Icon glyph=Glyph::TRASH />
            </button>
            <span class="voice-mark"></span>
            <span class="voice-time" role="timer" aria-label=text().voice_recorded()>{move || time.get()}</span>
            <svg class="voice-levels" viewBox=format!("0 0 {} 32", BARS * 4) preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
                <path d=move || levels.with(|levels| bars(levels)) />
            </svg>
            <button class="button button-primary" node_ref=stop type="button" aria-label=text().voice_attach_label() on:click=move |_| leave.run(true)>
                {text().voice_attach()}
            </button>
        </div>
    }
}

/// Returns the path of the bars for levels from 0 to 1, the newest at the right.
fn bars(levels: &[f64]) -> String {
    let first = BARS.saturating_sub(levels.len());
    let bar = |(place, level): (usize, &f64)| {
        let height = (28.0 * level.clamp(0.04, 1.0)).round();
        let (x, top) = (4 * (first + place) + 2, 16.0 - height / 2.0);
        format!("M{x} {top}v{height}")
    };
    levels.iter().enumerate().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_level_is_the_bar_at_the_right() {
        let last = 4 * BARS - 2;
        assert_eq!(bars(&[1.0]), format!("M{last} 2v28"));
        assert!(bars(&[0.0, 1.0]).ends_with(&format!("M{last} 2v28")));
        assert_eq!(bars(&[]), "");
    }
}
