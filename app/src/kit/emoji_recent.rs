//! The emoji that were chosen last on this device.

use crate::browser::BrowserHandle;

/// Key of the browser's storage for the list: emoji with spaces between, the last one first.
const STORAGE_KEY: &str = "emoji-recent";
/// Most emoji that are remembered.
const MOST: usize = 24;

/// The emoji that were chosen last, without skin tones, the last one first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RecentEmoji(Vec<String>);

impl RecentEmoji {
    /// Returns those of this device.
    pub(super) fn of_device(browser: BrowserHandle) -> Self {
        let stored = browser.get().stored(STORAGE_KEY).unwrap_or_default();
        Self(stored.split_whitespace().map(str::to_owned).collect())
    }

    /// Stores that an emoji was chosen.
    pub(super) fn add(browser: BrowserHandle, emoji: &str) {
        let recent = Self::of_device(browser).with(emoji);
        browser.get().store(STORAGE_KEY, &recent.0.join(" "));
    }

    fn with(self, emoji: &str) -> Self {
        let others = self.0.into_iter().filter(|other| other != emoji);
        let all = std::iter::once(emoji.to_owned()).chain(others);
        Self(all.take(MOST).collect())
    }

    /// Returns the recent emoji, and after them the others of a list.
    pub(super) fn followed_by<'a>(&'a self, others: &[&'a str]) -> Vec<&'a str> {
        let mut all: Vec<&str> = self.0.iter().map(String::as_str).collect();
        all.extend(
            others
                .iter()
                .filter(|other| !self.0.iter().any(|it| it == *other)),
        );
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_comes_first_and_none_comes_twice() {
        let recent = RecentEmoji::default().with("🎉").with("☕").with("🎉");
        assert_eq!(recent.followed_by(&["👍", "☕"]), ["🎉", "☕", "👍"]);
        let many = (0..40).fold(recent, |recent, number| recent.with(&number.to_string()));
        assert_eq!(many.0.len(), MOST);
        assert_eq!(many.0[0], "39");
    }
}
