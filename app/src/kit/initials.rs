//! Initials of a name, in any script.

/// Returns the first letters of the first and the last word. A name that begins with an emoji or with a character of a
/// script that has no words, such as Chinese, is told by that alone.
pub(super) fn initials(name: &str) -> String {
    let mut starts = name.split_whitespace().filter_map(start);
    let Some(first) = starts.next() else {
        return String::new();
    };
    if !is_letter(first) {
        return first.to_owned();
    }
    let last = starts.rfind(|start| is_letter(start));
    [first, last.unwrap_or_default()].concat()
}

/// Returns the first character of a word as people see it, without marks before it. `None` if there is none.
fn start(word: &str) -> Option<&str> {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_emoji(c));
    let mut chars = word.char_indices().peekable();
    let (_, first) = chars.next()?;
    let mut end = first.len_utf8();
    let mut before = first;
    for (place, c) in chars {
        let is_flag = is_indicator(first) && is_indicator(c) && place == first.len_utf8();
        if before != JOINER && !extends(c) && !is_flag {
            break;
        }
        end = place + c.len_utf8();
        before = c;
    }
    word.get(..end)
}

/// Joins two emoji to one.
const JOINER: char = '\u{200d}';

/// Returns whether a character changes the one before it and is not one of its own: an accent, a skin tone, a joiner.
fn extends(c: char) -> bool {
    c == JOINER
        || matches!(u32::from(c), 0x300..=0x36f | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff | 0xe0020..=0xe007f)
}

/// Returns whether two such characters are a flag.
fn is_indicator(c: char) -> bool {
    matches!(u32::from(c), 0x1f1e6..=0x1f1ff)
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x2300..=0x23ff | 0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff)
}

/// Returns whether a character is a letter of a script with words.
fn is_letter(start: &str) -> bool {
    let c = start.chars().next().map_or(0, u32::from);
    !matches!(c, 0x2300..=0x2bff | 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x1f000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn takes_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("Grace Brewster Murray Hopper"), "GH");
        assert_eq!(initials("linus"), "l");
        assert_eq!(initials("  "), "");
    }

    #[test]
    fn passes_over_marks_that_are_no_letters() {
        assert_eq!(initials("(Ada) \"Countess\" Lovelace -"), "AL");
        assert_eq!(initials("Ada L. 🦊"), "AL");
        assert_eq!(initials("- - -"), "");
        assert_eq!(initials("E\u{301}mile Zola"), "E\u{301}Z");
    }

    #[test]
    fn one_character_tells_a_name_that_has_no_words() {
        assert_eq!(initials("山田太郎"), "山");
        assert_eq!(initials("山田 太郎"), "山");
        assert_eq!(initials("김민준"), "김");
        assert_eq!(initials("さくら"), "さ");
    }

    #[test]
    fn an_emoji_is_taken_whole() {
        assert_eq!(initials("🦊 Fox"), "🦊");
        assert_eq!(initials("👩🏽‍🚀 Sally"), "👩🏽‍🚀");
        assert_eq!(initials("🇯🇵🇫🇷"), "🇯🇵");
        assert_eq!(initials("❤️ Rose"), "❤️");
    }
}
