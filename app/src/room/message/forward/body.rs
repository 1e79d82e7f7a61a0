//! Text of a forwarded message: a quotation that says who wrote the original and where, after a comment.

use crate::room::message::quote::escaped;
use protocol::{RoomId, limits};

/// The message that is forwarded.
pub(super) struct Original<'a> {
    pub(super) author: &'a str,
    /// `None` for a direct room, which has no name.
    pub(super) room: Option<RoomId>,
    pub(super) link: &'a str,
    /// The text as it is stored.
    pub(super) body: &'a str,
    /// The names of the files.
    pub(super) files: &'a [String],
}

/// Ends a quotation that is too long for a message.
const CUT: &str = "> …\n";

impl Original<'_> {
    /// Returns the text to send after a comment, as it is stored: mentions stay ids, and nobody reads the name of a room that
    /// they may not see. What is too long for a message is cut.
    pub(super) fn forwarded(&self, comment: &str) -> String {
        let mut text = comment.trim().to_owned();
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let author = escaped(self.author);
        let head = match self.room {
            Some(room) => locale::text().forward_head(&author, &format!("<#{room}>"), self.link),
            None => locale::text().forward_head_direct(&author, self.link),
        };
        text.push_str(&format!("> {head}\n"));
        let files: String = { self.files.iter() }
            .map(|name| format!("> 📎 {}\n", escaped(name)))
            .collect();
        let room = limits::MESSAGE_CHARS.saturating_sub(chars(&text) + chars(&files) + 4);
        if !self.body.trim().is_empty() {
            text.push_str(">\n");
            text.push_str(&quoted(self.body, room));
        }
        if !files.is_empty() {
            text.push_str(">\n");
            text.push_str(&files);
        }
        text.truncate(text.trim_end().len());
        text
    }
}

/// Quotes the lines of a text, as many as `most` characters hold.
fn quoted(body: &str, most: usize) -> String {
    let (mut text, mut used) = (String::new(), 0);
    for line in body.trim().lines() {
        let quoted = format!("> {line}\n");
        let left = most.saturating_sub(used + chars(CUT));
        if chars(&quoted) > left {
            text.extend(quoted.chars().take(left.saturating_sub(1)));
            text.push('\n');
            text.push_str(CUT);
            break;
        }
        used += chars(&quoted);
        text.push_str(&quoted);
    }
    text
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ROOM: RoomId = RoomId(Uuid::from_u128(10));
    const LINK: &str = "https://chat.example.com/rooms/1/at/5";

    fn original<'a>(body: &'a str, files: &'a [String]) -> Original<'a> {
        Original {
            author: "*Ada*",
            room: Some(ROOM),
            link: LINK,
            body,
            files,
        }
    }

    #[test]
    fn a_forwarded_message_says_who_wrote_it_and_where_and_quotes_every_line() {
        let head = format!("> **\\*Ada\\*** in <#{ROOM}> · [original]({LINK})\n");
        assert_eq!(
            original("One\n\n```\ntwo\n```\n", &[]).forwarded(" Look "),
            format!("Look\n\n{head}>\n> One\n> \n> ```\n> two\n> ```")
        );
        assert_eq!(
            original("", &["tea_1.png".into()]).forwarded(""),
            format!("{head}>\n> 📎 tea\\_1\\.png")
        );
    }

    #[test]
    fn the_name_of_a_direct_room_is_nowhere() {
        let direct = Original {
            room: None,
            ..original("One", &[])
        };
        assert!(direct.forwarded("").contains("in a direct message ·"));
    }

    #[test]
    fn the_longest_text_is_cut_to_the_length_of_a_message() {
        let comment = "c".repeat(4_000);
        let files = vec!["f".repeat(255); 10];
        for line in ["x\n", "星星 一 行\n", &"long ".repeat(8_000)] {
            let body = line.repeat(limits::MESSAGE_CHARS / chars(line));
            let text = original(&body, &files).forwarded(&comment);
            assert!(chars(&text) <= limits::MESSAGE_CHARS, "{}", chars(&text));
            assert!(
                chars(&text) > limits::MESSAGE_CHARS - 10,
                "{}",
                chars(&text)
            );
            assert!(text.contains("\n> …\n>\n> 📎"));
        }
    }
}
