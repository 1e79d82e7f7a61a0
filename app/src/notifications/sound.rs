//! Sounds of notifications, which the browser synthesises.

use crate::chat::Chat;
use leptos::prelude::set_timeout;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// The key of the device's setting.
const KEY: &str = "sound";

/// A sound that the person has chosen for this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sound {
    #[default]
    Chime,
    Drop,
    Knock,
    Silence,
}

/// A tone: its frequency in hertz, and when it begins and how long it lasts, in seconds.
type Tone = (f32, f64, f64);

impl Sound {
    pub(crate) const ALL: [Self; 4] = [Self::Chime, Self::Drop, Self::Knock, Self::Silence];

    /// Returns the sound of this device.
    pub(crate) fn of_device(chat: Chat) -> Self {
        let stored = chat.browser.get().stored(KEY).unwrap_or_default();
        let mut all = Self::ALL.into_iter();
        all.find(|sound| sound.value() == stored)
            .unwrap_or_default()
    }

    /// Stores the choice for this device, and plays the sound.
    pub(crate) fn choose(self, chat: Chat) {
        chat.browser.get().store(KEY, self.value());
        self.play();
    }

    /// Returns the stored value, which is empty for the default.
    fn value(self) -> &'static str {
        match self {
            Self::Chime => "",
            Self::Drop => "drop",
            Self::Knock => "knock",
            Self::Silence => "none",
        }
    }

    /// Plays the sound. A browser may refuse before the person has clicked on the page.
    pub(super) fn play(self) {
        let tones: &[Tone] = match self {
            Self::Chime => &[(880.0, 0.0, 0.25), (1318.5, 0.12, 0.45)],
            Self::Drop => &[(1046.5, 0.0, 0.08), (698.5, 0.07, 0.3)],
            Self::Knock => &[(196.0, 0.0, 0.09), (196.0, 0.16, 0.09)],
            Self::Silence => return,
        };
        let _ = play(tones);
    }
}

fn play(tones: &[Tone]) -> Result<(), JsValue> {
    /// How loud a tone begins, and when it counts as silent.
    const LOUD: f32 = 0.2;
    const SILENT: f32 = 0.001;
    let context = AudioContext::new()?;
    let now = context.current_time();
    for (frequency, begin, length) in tones {
        let (tone, gain) = (context.create_oscillator()?, context.create_gain()?);
        tone.set_type(OscillatorType::Triangle);
        tone.frequency().set_value(*frequency);
        let (begin, end) = (now + begin, now + begin + length);
        gain.gain().set_value_at_time(LOUD, begin)?;
        gain.gain().exponential_ramp_to_value_at_time(SILENT, end)?;
        tone.connect_with_audio_node(&gain)?;
        gain.connect_with_audio_node(&context.destination())?;
        tone.start_with_when(begin)?;
        tone.stop_with_when(end)?;
    }
    set_timeout(
        move || {
            let _ = context.close();
        },
        Duration::from_secs(2),
    );
    Ok(())
}
