//! Players of the audio files in timelines. Their HTML is written by `attachment_layout`; this code makes them work.

use crate::browser::{closest, listen, use_window_event};
use leptos::{ev, prelude::*};
use locale::text;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlMediaElement};

const PLAYER: &str = ".audio";
/// A place beyond the end of every file, in seconds.
const BEYOND: f64 = 1e7;
/// The highest value of the field that shows the place.
const PLACES: f64 = 1_000.0;
/// Marks a player whose length is being measured.
const MEASURED: &str = "data-measured";
/// Events after which a player shows something else.
const CHANGES: [&str; 5] = ["durationchange", "ended", "pause", "play", "timeupdate"];

/// Makes the audio players of the page work, those that come later too.
pub(super) fn use_players() {
    use_window_event(ev::click, |event| {
        if let Some(button) = closest(event.target(), ".audio-play")
            && let Some(audio) = audio_of(&button)
        {
            toggle(&audio);
        }
    });
    use_window_event(ev::input, |event| {
        if let Some(place) = closest(event.target(), ".audio-place")
            && let Some(audio) = audio_of(&place)
            && audio.duration().is_finite()
            && let Ok(place) = place
                .unchecked_into::<HtmlInputElement>()
                .value()
                .parse::<f64>()
        {
            audio.set_current_time(place / PLACES * audio.duration());
        }
    });
    // Events of media do not bubble, but the window captures them.
    for change in CHANGES {
        listen(&window(), change, |event| {
            if let Some((player, audio)) = player_of(&event) {
                refresh(&player, &audio);
                if event.type_() == "play" {
                    pause_others(&audio);
                }
            }
        });
    }
    listen(&window(), "loadedmetadata", |event| {
        if let Some((player, audio)) = player_of(&event) {
            measure(&player, &audio);
        }
    });
    Effect::new(|| {
        for (player, audio) in players() {
            if audio.ready_state() > 0 {
                measure(&player, &audio);
            }
        }
    });
}

fn toggle(audio: &HtmlMediaElement) {
    // A refusal to play, such as of a file that has been deleted, is shown as a player that does not play.
    let _ = if audio.paused() {
        audio.play().map(drop)
    } else {
        audio.pause()
    };
}

fn pause_others(audio: &HtmlMediaElement) {
    for (_, other) in players() {
        if !other.is_same_node(Some(audio)) {
            let _ = other.pause();
        }
    }
}

/// Shows the length of a file. Browsers record voice without it, and find it at the file's end.
fn measure(player: &Element, audio: &HtmlMediaElement) {
    if audio.duration().is_infinite() {
        // It never fails for a valid name.
        let _ = player.set_attribute(MEASURED, "");
        audio.set_current_time(BEYOND);
    }
    refresh(player, audio);
}

/// Shows the state of a player.
fn refresh(player: &Element, audio: &HtmlMediaElement) {
    let length = audio.duration();
    if player.has_attribute(MEASURED) {
        if !length.is_finite() {
            return;
        }
        let _ = player.remove_attribute(MEASURED);
        audio.set_current_time(0.0);
    }
    let playing = !audio.paused();
    let _ = player.class_list().toggle_with_force("is-playing", playing);
    if let Some(button) = find(player, ".audio-play") {
        let _ = button.set_attribute(
            "aria-label",
            if playing {
                text().audio_pause()
            } else {
                text().audio_play()
            },
        );
    }
    let length = if length.is_finite() { length } else { 0.0 };
    let place = audio.current_time().min(length);
    let shown = match place > 0.0 {
        true => format!("{} / {}", clock(place), clock(length)),
        false => clock(length),
    };
    if let Some(time) = find(player, ".audio-time") {
        time.set_text_content(Some(&shown));
    }
    if let Some(field) = find(player, ".audio-place") {
        let _ = field.set_attribute("aria-valuetext", &shown);
        let value = PLACES * place / length.max(0.001);
        field
            .unchecked_into::<HtmlInputElement>()
            .set_value(&value.round().to_string());
    }
}

/// Formats a number of seconds: `0:07` or `1:02:03`.
pub(super) fn clock(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn find(player: &Element, selector: &str) -> Option<Element> {
    player.query_selector(selector).ok().flatten()
}

fn audio_of(part: &Element) -> Option<HtmlMediaElement> {
    let player = part.closest(PLAYER).ok().flatten()?;
    find(&player, "audio")?.dyn_into().ok()
}

fn player_of(event: &Event) -> Option<(Element, HtmlMediaElement)> {
    let audio = event.target()?.dyn_into::<HtmlMediaElement>().ok()?;
    let player = audio.closest(PLAYER).ok().flatten()?;
    Some((player, audio))
}

fn players() -> Vec<(Element, HtmlMediaElement)> {
    let Ok(found) = document().query_selector_all(".audio > audio") else {
        return Vec::new();
    };
    let audios = (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok());
    audios
        .filter_map(|audio: HtmlMediaElement| Some((audio.closest(PLAYER).ok().flatten()?, audio)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn a_length_is_told_in_minutes_and_seconds() {
        assert_eq!(clock(0.2), "0:00");
        assert_eq!(clock(6.7), "0:07");
        assert_eq!(clock(83.0), "1:23");
        assert_eq!(clock(3_723.0), "1:02:03");
    }
}
