//! The buttons of the emoji that the picker shows, as HTML: there may be hundreds.

use super::frequent::FREQUENT;
use crate::kit::{
    emoji::{EmojiGroup, NamedEmoji, SkinTone, table},
    emoji_recent::RecentEmoji,
};
use markdown::{emoji_html, escape_attribute};
use protocol::CustomEmoji;

/// The most emoji that a search shows.
const MOST: usize = 120;

/// Returns the groups of emoji, which follow the frequent ones.
pub(super) fn groups() -> &'static [EmojiGroup] {
    table().map_or(&[], |table| &table.groups)
}

/// Returns a group by the place of its tab, `None` for the frequent emoji.
pub(super) fn group_at(place: usize) -> Option<&'static EmojiGroup> {
    groups().get(place.checked_sub(1)?)
}

/// Returns the emoji that a query finds, or those of a group if there is no query. Among those that were chosen last are the
/// workspace's own.
pub(super) fn cells(
    query: &str,
    group: usize,
    tone: SkinTone,
    recent: &RecentEmoji,
    of_workspace: &[CustomEmoji],
) -> String {
    let Some(table) = table() else {
        return String::new();
    };
    let toned = |it: &NamedEmoji| (it.name.to_owned(), table.toned(it.emoji, tone).to_owned());
    if !query.is_empty() {
        buttons(table.search(query, MOST).into_iter().map(toned))
    } else if let Some(group) = group_at(group) {
        buttons(group.emoji.iter().map(toned))
    } else {
        let recent = recent.followed_by(&FREQUENT);
        let find = |emoji: &str| match CustomEmoji::typed_name(emoji) {
            Some(name) => of_workspace.iter().find(|it| it.name == name).map(picture),
            None => table.find(emoji).map(toned),
        };
        buttons(recent.into_iter().filter_map(find))
    }
}

/// Returns the workspace's emoji that a query finds, or all of them beside the first group.
pub(super) fn workspace_cells(query: &str, group: usize, of_workspace: &[CustomEmoji]) -> String {
    if query.is_empty() && group != 0 {
        return String::new();
    }
    let found = of_workspace.iter().filter(|it| it.name.contains(query));
    buttons(found.map(picture))
}

/// Returns the name and the HTML of an emoji of the workspace.
fn picture(emoji: &CustomEmoji) -> (String, String) {
    let html = emoji_html(&emoji.name, &emoji.picture);
    (CustomEmoji::typed(&emoji.name), html)
}

/// Returns buttons with these names and contents. Tab reaches the first one only.
fn buttons(emoji: impl Iterator<Item = (String, String)>) -> String {
    let mut html = String::new();
    for (place, (name, content)) in emoji.enumerate() {
        let name = escape_attribute(&name);
        let tab = if place == 0 { 0 } else { -1 };
        html.push_str(&format!(
            r#"<button class="emoji" type="button" tabindex="{tab}" aria-label="{name}" title="{name}">{content}</button>"#
        ));
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspaces_emoji_are_found_by_a_part_of_the_name_and_are_all_beside_the_first_group() {
        let emoji = ["teacup", "scone"].map(|name| CustomEmoji {
            name: name.into(),
            picture: "picture".into(),
            ..CustomEmoji::default()
        });
        let shown = |query, group| {
            let html = workspace_cells(query, group, &emoji);
            [":teacup:", ":scone:"].map(|name| html.contains(&format!("aria-label=\"{name}\"")))
        };
        assert_eq!(shown("", 0), [true, true]);
        assert_eq!(shown("", 1), [false, false]);
        assert_eq!(shown("cup", 1), [true, false]);
    }
}
