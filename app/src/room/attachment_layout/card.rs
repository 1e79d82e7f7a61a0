//! Cards of files: an icon, the name and the size, the first lines of a text, and a player for audio.

use crate::room::{file_address::address, file_size::size, file_type::FileType};
use locale::text;
use markdown::{escape, escape_attribute};
use protocol::Attachment;

/// A name of more characters may lose some in its middle.
const NAME_CHARS: usize = 24;
/// Characters at the end of a name that are always shown: the ending, and what often tells files apart.
const NAME_END: usize = 10;
/// Bytes by which a text may be longer than what is shown of it, and still be shown whole.
const BLANK: u64 = 8;
/// How the name of a recorded voice note begins, in every language: the name is stored.
pub(crate) const VOICE_NOTE: &str = "Voice note";

/// Returns the HTML of a file's card.
pub(super) fn card(file: &Attachment) -> String {
    let sort = FileType::of(&file.media_type, &file.name);
    let (sort_name, size) = (sort.name(), size(file.size));
    let about = match sort_name {
        "" => size,
        name => format!("{name} · {size}"),
    };
    let label = escape_attribute(&text().file_label(&file.name, &about));
    let address = address(file.id, &file.name);
    // A browser shows a PDF itself.
    let (class, opening) = match sort {
        FileType::Pdf => ("file is-viewed", r#"target="_blank""#),
        _ => ("file", "download"),
    };
    let (icon, name) = (sort.icon(), name_html(&file.name));
    let title = escape_attribute(&file.name);
    let link = format!(
        r#"<a class="{class}" href="{address}" {opening} aria-label="{label}" title="{title}">{icon}{name} <span class="file-about">{about}</span></a>"#
    );
    let Some(excerpt) = &file.excerpt else {
        return link;
    };
    let code = match sort {
        FileType::Text => "",
        _ => " is-code",
    };
    // Blank lines around the text do not count.
    let cut = match excerpt.len() as u64 + BLANK < file.size {
        true => " is-cut",
        false => "",
    };
    let excerpt = escape(excerpt);
    // A browser drops a line break right after the tag.
    format!(
        "<div class=\"text-file\">{link}<pre class=\"file-text{code}{cut}\" dir=\"auto\">\n{excerpt}</pre></div>"
    )
}

/// Returns the HTML of an audio player. It works once the code that listens to it is loaded.
pub(super) fn audio(file: &Attachment) -> String {
    let (title, name) = match file.name.strip_prefix(VOICE_NOTE) {
        Some(ending) => (format!("{}{ending}", text().voice_note()), String::new()),
        None => (file.name.clone(), name_html(&file.name)),
    };
    let title = escape_attribute(&title);
    let address = address(file.id, &file.name);
    let play = escape_attribute(text().audio_play());
    let position = escape_attribute(text().audio_position());
    let download = escape_attribute(text().file_download());
    format!(
        r#"<div class="audio" role="group" aria-label="{title}"><audio src="{address}" preload="metadata"></audio><button class="audio-play" type="button" aria-label="{play}"><svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path class="audio-play-icon" d="M7 4.5l8.5 5.5L7 15.5z"/><path class="audio-pause-icon" d="M7 5v10M13 5v10"/></svg></button>{name}<input class="audio-place" type="range" min="0" max="1000" step="1" value="0" aria-label="{position}"><span class="audio-time">0:00</span><a class="button-icon audio-download" href="{address}" download aria-label="{download}" title="{download}"><svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3.5v9M6 9l4 4 4-4M4 16.5h12"/></svg></a></div>"#
    )
}

/// Returns the HTML of a file's name, which loses only characters in its middle where it is too long.
pub(crate) fn name_html(name: &str) -> String {
    let chars = name.chars().count();
    let end = match chars > NAME_CHARS {
        true => name.char_indices().nth(chars - NAME_END),
        false => None,
    };
    let (start, end) = name.split_at(end.map_or(name.len(), |(place, _)| place));
    let (start, end) = (escape(start), escape(end));
    format!(
        r#"<b class="file-name" dir="auto"><span class="file-name-start">{start}</span><span>{end}</span></b>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_long_name_stands_apart_so_that_it_stays() {
        let name = "四半期報告書の最終版・承認済み・長い名前のファイル.docx";
        assert!(name_html(name).contains("のファイル.docx</span></b>"));
        assert!(name_html("menu.pdf").contains(">menu.pdf</span><span></span></b>"));
    }

    #[test]
    fn the_first_lines_of_a_text_stand_below_its_name() {
        let mut file = Attachment {
            name: "notes.txt".into(),
            media_type: "text/plain".into(),
            excerpt: Some("Milk <first>".into()),
            ..Attachment::default()
        };
        assert!(card(&file).contains(">\nMilk &lt;first&gt;</pre>"));
        file.excerpt = None;
        assert!(!card(&file).contains("<pre"));
    }
}
