//! Skin tones of emoji.

use locale::text;

/// Variation selector that asks for the coloured form.
const COLOURED: char = '\u{fe0f}';

/// A skin tone for the emoji that have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SkinTone {
    /// Yellow.
    #[default]
    None,
    Light,
    MediumLight,
    Medium,
    MediumDark,
    Dark,
}

impl SkinTone {
    pub(crate) const ALL: [Self; 6] = [
        Self::None,
        Self::Light,
        Self::MediumLight,
        Self::Medium,
        Self::MediumDark,
        Self::Dark,
    ];

    /// Returns the name for people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => text().tone_none(),
            Self::Light => text().tone_light(),
            Self::MediumLight => text().tone_medium_light(),
            Self::Medium => text().tone_medium(),
            Self::MediumDark => text().tone_medium_dark(),
            Self::Dark => text().tone_dark(),
        }
    }

    /// Returns the value that is stored.
    pub(crate) fn value(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Light => "light",
            Self::MediumLight => "medium-light",
            Self::Medium => "medium",
            Self::MediumDark => "medium-dark",
            Self::Dark => "dark",
        }
    }

    pub(crate) fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.value() == value)
    }

    fn modifier(self) -> Option<char> {
        match self {
            Self::None => None,
            Self::Light => Some('\u{1f3fb}'),
            Self::MediumLight => Some('\u{1f3fc}'),
            Self::Medium => Some('\u{1f3fd}'),
            Self::MediumDark => Some('\u{1f3fe}'),
            Self::Dark => Some('\u{1f3ff}'),
        }
    }

    /// Returns an emoji in this tone, `None` if there is no such emoji. All its people get the tone.
    pub(super) fn apply(self, emoji: &str, is_emoji: &dyn Fn(&str) -> bool) -> Option<String> {
        let modifier = self.modifier()?;
        let mut toned = String::new();
        let mut replaced = false;
        for c in emoji.chars() {
            // The tone takes the place of the variation selector.
            if c == COLOURED && replaced {
                continue;
            }
            toned.push(c);
            replaced = is_emoji(&format!("{c}{modifier}"));
            if replaced {
                toned.push(modifier);
            }
        }
        is_emoji(&toned).then_some(toned)
    }
}

/// Returns an emoji without its tone and variation selectors, `None` if it has no tone.
pub(super) fn without(emoji: &str) -> Option<String> {
    let is_tone = |c: &char| ('\u{1f3fb}'..='\u{1f3ff}').contains(c);
    let plain: String = emoji.chars().filter(|c| !is_tone(c)).collect();
    (plain.len() < emoji.len() && !plain.is_empty()).then(|| bare(&plain))
}

/// Returns an emoji without variation selectors.
pub(super) fn bare(emoji: &str) -> String {
    emoji.chars().filter(|c| *c != COLOURED).collect()
}
