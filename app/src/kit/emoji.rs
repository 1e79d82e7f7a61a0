//! Emoji by name. For what comes later alone: the names are large.

use emojis::{Emoji, Group, UnicodeVersion};

/// Emoji younger than this are in few people's fonts yet.
const YOUNGEST: UnicodeVersion = UnicodeVersion::new(15, 1);

/// The groups to choose from, with their names.
pub(crate) const GROUPS: [(Group, &str); 9] = [
    (Group::SmileysAndEmotion, "Smileys and emotion"),
    (Group::PeopleAndBody, "People and body"),
    (Group::AnimalsAndNature, "Animals and nature"),
    (Group::FoodAndDrink, "Food and drink"),
    (Group::TravelAndPlaces, "Travel and places"),
    (Group::Activities, "Activities"),
    (Group::Objects, "Objects"),
    (Group::Symbols, "Symbols"),
    (Group::Flags, "Flags"),
];

/// The emoji of a group.
pub(crate) fn of_group(group: Group) -> Vec<&'static Emoji> {
    group.emojis().filter(|emoji| is_common(emoji)).collect()
}

/// The emoji whose names have all words of a query in lower case, those first that begin with it.
pub(crate) fn search(query: &str, most: usize) -> Vec<&'static Emoji> {
    let words: Vec<&str> = query
        .split([' ', '_'])
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<(usize, &Emoji)> = Vec::new();
    for emoji in emojis::iter().filter(|emoji| is_common(emoji)) {
        let name = emoji.name().to_lowercase();
        let has =
            |word: &&str| name.contains(word) || emoji.shortcodes().any(|code| code.contains(word));
        let rank = if emoji.shortcodes().any(|code| code == query) {
            0
        } else if emoji.shortcodes().any(|code| code.starts_with(query)) {
            1
        } else if name.starts_with(query) {
            2
        } else if words.iter().all(has) {
            3
        } else {
            continue;
        };
        found.push((rank, emoji));
    }
    // Of the same rank they stay in the order of Unicode.
    found.sort_by_key(|(rank, _)| *rank);
    found
        .into_iter()
        .map(|(_, emoji)| emoji)
        .take(most)
        .collect()
}

fn is_common(emoji: &Emoji) -> bool {
    emoji.unicode_version() <= YOUNGEST && emoji.shortcode().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_found_by_their_names_and_short_names() {
        let first = |query| search(query, 8).first().map(|emoji| emoji.as_str());
        assert_eq!(first("tada"), Some("🎉"));
        assert_eq!(
            first("ta"),
            search("ta", 1).first().map(|emoji| emoji.as_str())
        );
        assert_eq!(first("party popper"), Some("🎉"));
        assert_eq!(first("+1"), Some("👍"));
        assert_eq!(first("no such thing"), None);
        assert!(search("ta", 8).iter().any(|emoji| emoji.as_str() == "🎉"));
    }

    #[test]
    fn every_group_has_emoji() {
        for (group, name) in GROUPS {
            assert!(of_group(group).len() > 20, "{name}");
        }
    }
}
