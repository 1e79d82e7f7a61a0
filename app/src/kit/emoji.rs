//! Emoji by name: a table that the browser fetches with the code that is loaded later.

mod skin_tone;

use crate::browser::BrowserHandle;
use markdown::EmojiLookup;
pub(crate) use skin_tone::SkinTone;
use std::sync::OnceLock;

/// The file of the table. Its name has a hash of its content, so that browsers may keep it.
const PATH: &str = "/emoji-5b38a58d70d54064.txt";

/// Content of the file, once it is fetched.
static FILE: OnceLock<String> = OnceLock::new();

/// Looks emoji up in the table.
static IN_TABLE: EmojiLookup = EmojiLookup {
    by_name: |name| table()?.by_name(name),
    is_emoji: |text| table().is_some_and(|table| table.is_emoji(text)),
};

/// Fetches the table, unless it is there. Returns whether it is there now.
pub(crate) async fn load(browser: BrowserHandle) -> bool {
    if FILE.get().is_none()
        && let Ok(file) = browser.get().request("GET", PATH.to_owned(), None).await
    {
        // A second request at the same time brings the same file.
        let _ = FILE.set(file);
    }
    FILE.get().is_some()
}

/// Returns the lookup for rendering texts: in the table, or on the server in the crate that it is made from.
pub(crate) fn lookup() -> &'static EmojiLookup {
    #[cfg(not(target_arch = "wasm32"))]
    if table().is_none() {
        return &markdown::EMOJI;
    }
    &IN_TABLE
}

/// Returns the table, `None` until it is fetched.
pub(crate) fn table() -> Option<&'static EmojiTable> {
    static TABLE: OnceLock<EmojiTable> = OnceLock::new();
    let file = FILE.get()?;
    Some(TABLE.get_or_init(|| EmojiTable::parse(file)))
}

/// An emoji to choose.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NamedEmoji {
    pub(crate) emoji: &'static str,
    pub(crate) name: &'static str,
    /// Short names such as `tada`, with spaces between. There is at least one.
    short_names: &'static str,
}

impl NamedEmoji {
    fn short_names(&self) -> impl Iterator<Item = &'static str> {
        self.short_names.split(' ')
    }

    /// Returns the first short name.
    pub(crate) fn short_name(&self) -> &'static str {
        self.short_names().next().unwrap_or_default()
    }
}

/// Emoji of one kind, in the order of Unicode.
#[derive(Debug)]
pub(crate) struct EmojiGroup {
    pub(crate) emoji: Vec<NamedEmoji>,
}

/// All emoji.
#[derive(Debug)]
pub(crate) struct EmojiTable {
    pub(crate) groups: Vec<EmojiGroup>,
    /// Each short name with its emoji, sorted.
    by_name: Vec<(&'static str, &'static str)>,
    /// All emoji in all skin tones, with and without their variation selectors, sorted.
    forms: Vec<&'static str>,
}

impl EmojiTable {
    /// Parses the file: blocks with an empty line between. The first is a line of all forms that no group has. The others
    /// are groups: a line with the English name, and for each emoji a line of the emoji, its name and its short names, with
    /// tabs between.
    fn parse(file: &'static str) -> Self {
        let mut blocks = file.trim_end().split("\n\n");
        let forms = blocks.next().unwrap_or_default();
        let groups: Vec<EmojiGroup> = blocks.map(EmojiGroup::parse).collect();
        let named = || groups.iter().flat_map(|group| &group.emoji);
        let forms = forms.split(' ').chain(named().map(|it| it.emoji));
        let mut forms: Vec<_> = forms.collect();
        forms.sort_unstable();
        let names = named().flat_map(|it| it.short_names().map(|name| (name, it.emoji)));
        let mut by_name: Vec<_> = names.collect();
        by_name.sort_unstable();
        Self {
            groups,
            by_name,
            forms,
        }
    }

    /// Returns the emoji with a short name.
    fn by_name(&self, name: &str) -> Option<&'static str> {
        let place = self
            .by_name
            .binary_search_by(|(other, _)| (*other).cmp(name));
        self.by_name.get(place.ok()?).map(|(_, emoji)| *emoji)
    }

    /// Returns whether a text is exactly one emoji.
    fn is_emoji(&self, text: &str) -> bool {
        self.forms.binary_search(&text).is_ok()
    }

    fn named(&self) -> impl Iterator<Item = &NamedEmoji> {
        self.groups.iter().flat_map(|group| &group.emoji)
    }

    /// Returns an emoji with its names. One with a skin tone has the names of the one without.
    pub(crate) fn find(&self, emoji: &str) -> Option<&NamedEmoji> {
        let plain = skin_tone::without(emoji);
        // Without a tone, some have a variation selector in its place.
        self.named()
            .find(|it| it.emoji == emoji || plain.as_deref() == Some(&*skin_tone::bare(it.emoji)))
    }

    /// Returns an emoji in a skin tone, or as it is if it has none.
    pub(crate) fn toned(&self, emoji: &'static str, tone: SkinTone) -> &'static str {
        let toned = tone.apply(emoji, &|text| self.is_emoji(text));
        let place = toned.and_then(|toned| self.forms.binary_search(&&*toned).ok());
        place
            .and_then(|place| self.forms.get(place).copied())
            .unwrap_or(emoji)
    }

    /// Returns the emoji whose names have all words of a query in lower case. Those whose names begin with it come first.
    pub(crate) fn search(&self, query: &str, most: usize) -> Vec<&NamedEmoji> {
        let words: Vec<&str> = query
            .split([' ', '_'])
            .filter(|word| !word.is_empty())
            .collect();
        let mut found: Vec<(usize, &NamedEmoji)> = Vec::new();
        for it in self.named() {
            let name = it.name.to_lowercase();
            let has = |word: &&str| name.contains(word) || it.short_names.contains(word);
            let rank = if it.short_names().any(|short| short == query) {
                0
            } else if it.short_names().any(|short| short.starts_with(query)) {
                1
            } else if name.starts_with(query) {
                2
            } else if words.iter().all(has) {
                3
            } else {
                continue;
            };
            found.push((rank, it));
        }
        // Emoji of the same rank stay in the order of Unicode.
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, it)| it).take(most).collect()
    }
}

impl EmojiGroup {
    fn parse(block: &'static str) -> Self {
        let emoji = block.lines().skip(1).filter_map(|line| {
            let mut fields = line.split('\t');
            Some(NamedEmoji {
                emoji: fields.next()?,
                name: fields.next()?,
                short_names: fields.next()?,
            })
        });
        Self {
            emoji: emoji.collect(),
        }
    }
}

#[cfg(test)]
mod tests;
