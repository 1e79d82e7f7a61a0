//! The table in the repository, compared with the crate that it is made from.

use super::*;
use crate::kit::emoji_picker::frequent::FREQUENT;
use emojis::{Emoji, Group, UnicodeVersion};
use std::{collections::BTreeSet, fs};

const ASSETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets");
const GROUPS: [(Group, &str); 9] = [
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
/// The newest version to offer: few fonts have newer emoji.
const NEWEST: UnicodeVersion = UnicodeVersion::new(15, 1);
/// Variation selector that asks for the emoji where a character has a text form too.
const SELECTOR: char = '\u{fe0f}';

/// Returns the table in the repository.
fn table() -> EmojiTable {
    let file = fs::read_to_string(format!("{ASSETS}{PATH}")).unwrap_or_default();
    EmojiTable::parse(file.leak())
}

/// Returns every text that the crate accepts as one emoji: with and without selectors, in all skin tones.
fn forms() -> BTreeSet<String> {
    let all = emojis::iter().flat_map(|emoji| {
        let toned = emoji.skin_tones().into_iter().flatten();
        toned.chain([emoji])
    });
    let mut forms = BTreeSet::new();
    for emoji in all {
        let mut some = vec![String::new()];
        for c in emoji.as_str().chars() {
            let without = some.clone();
            some.iter_mut().for_each(|form| form.push(c));
            some.extend(without.into_iter().filter(|_| c == SELECTOR));
        }
        some.extend(
            emoji
                .as_str()
                .chars()
                .next()
                .map(|c| format!("{c}{SELECTOR}")),
        );
        some.push(format!("{emoji}{SELECTOR}"));
        forms.extend(some.into_iter().filter(|form| emojis::get(form).is_some()));
    }
    forms
}

/// Returns the file as the crate has it.
fn made() -> String {
    let mut others = forms();
    let mut groups = String::new();
    for (group, name) in GROUPS {
        groups.push_str(&format!("\n\n{name}"));
        for emoji in group.emojis() {
            let short_names: Vec<&str> = emoji.shortcodes().collect();
            if !short_names.is_empty() {
                assert!(
                    emoji.unicode_version() <= NEWEST,
                    "{emoji} is too new to offer"
                );
                let line = [emoji.as_str(), emoji.name(), &short_names.join(" ")];
                groups.push_str(&format!("\n{}", line.join("\t")));
                others.remove(emoji.as_str());
            }
        }
    }
    let others: Vec<String> = others.into_iter().collect();
    format!("{}{groups}\n", others.join(" "))
}

#[test]
fn the_file_is_generated_from_the_crate() {
    let made = made();
    // FNV-1a.
    let hash = made.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    let path = format!("/emoji-{hash:016x}.txt");
    let file = format!("{ASSETS}{path}");
    if !fs::read_to_string(&file).is_ok_and(|file| file == made) {
        fs::write(&file, made).expect("the file can be written");
        panic!("{path} is written: name it in PATH, and delete the old file");
    }
    assert_eq!(PATH, path);
}

#[test]
fn the_table_and_the_crate_agree() {
    let table = table();
    let forms = forms();
    assert!(forms.iter().all(|form| table.is_emoji(form)));
    assert_eq!(table.forms, forms.iter().collect::<Vec<_>>());
    let all = emojis::iter().flat_map(Emoji::shortcodes);
    for name in all.clone().chain(["", "nothing", "Tada", "tada "]) {
        let emoji = emojis::get_by_shortcode(name).map(Emoji::as_str);
        assert_eq!(table.by_name(name), emoji, "{name}");
    }
    assert_eq!(table.by_name.len(), all.count());
    for text in ["", "3", "#", "a", "🎉🎉", "tada", "\u{200d}", "👍\u{200d}"] {
        assert_eq!(
            table.is_emoji(text),
            emojis::get(text).is_some(),
            "{text:?}"
        );
    }
}

#[test]
fn emoji_are_found_by_their_names_and_short_names() {
    let table = table();
    let first = |query| table.search(query, 8).first().map(|it| it.emoji);
    assert_eq!(first("tada"), Some("🎉"));
    assert_eq!(
        first("ta"),
        table.search("ta", 1).first().map(|it| it.emoji)
    );
    assert_eq!(first("party popper"), Some("🎉"));
    assert_eq!(first("+1"), Some("👍"));
    assert_eq!(first("no such thing"), None);
    assert!(table.search("ta", 8).iter().any(|it| it.emoji == "🎉"));
}

#[test]
fn the_frequent_emoji_are_in_the_table() {
    let table = table();
    for emoji in FREQUENT {
        assert!(table.find(emoji).is_some(), "{emoji}");
    }
}

#[test]
fn every_group_has_emoji_and_a_name() {
    let table = table();
    assert_eq!(table.groups.len(), GROUPS.len());
    for (place, (group, (_, name))) in table.groups.iter().zip(GROUPS).enumerate() {
        assert!(group.emoji.len() > 20, "{name}");
        assert_eq!(locale::text().emoji_group(place + 1), name);
    }
}

#[test]
fn an_emoji_is_toned_if_it_has_that_form_and_keeps_its_name() {
    let table = table();
    for (emoji, toned) in [
        ("👍", "👍🏽"),
        ("✌️", "✌🏽"),
        ("👩‍💻", "👩🏽‍💻"),
        ("🤝", "🤝🏽"),
        ("🎉", "🎉"),
        ("❤️", "❤️"),
    ] {
        assert_eq!(table.toned(emoji, SkinTone::Medium), toned);
        assert_eq!(table.toned(emoji, SkinTone::None), emoji);
        assert_eq!(table.find(toned).map(|it| it.emoji), Some(emoji));
    }
    for tone in SkinTone::ALL {
        assert_eq!(SkinTone::from_value(tone.value()), Some(tone));
        let toned = table
            .named()
            .filter(|it| table.toned(it.emoji, tone) != it.emoji);
        let least = if tone == SkinTone::None { 0 } else { 250 };
        assert!(toned.count() >= least, "{tone:?}");
    }
}
