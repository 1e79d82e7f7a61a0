//! Invisible characters, and marks that change the direction of writing.

/// Returns whether a text has a visible character.
pub(crate) fn has_visible(text: &str) -> bool {
    let mut chars = text.chars();
    chars.any(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(c) && !is_blank(c))
}

/// Removes invisible characters from a name: also marks of direction, and joiners and selectors without effect. Keeps those
/// that a script or an emoji needs.
pub(crate) fn clean(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let is_kept = |at: usize| {
        let c = chars[at];
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(at + 1).copied();
        match c {
            // Joiners shape the letters of Arabic and Indic scripts, and join emoji.
            '\u{200c}' => before.is_some_and(is_shaped) && after.is_some_and(is_shaped),
            '\u{200d}' => {
                before.is_some_and(|c| is_shaped(c) || is_emoji_part(c))
                    && after.is_some_and(|c| is_shaped(c) || is_emoji_part(c))
            }
            // Selectors choose how an ideograph or an emoji is drawn, and make a keycap of a digit or sign.
            '\u{fe00}'..='\u{fe0f}' => {
                before.is_some_and(|c| is_ideograph(c) || is_emoji_part(c) && !is_invisible(c))
                    || after == Some('\u{20e3}')
            }
            '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_ideograph),
            // Tags of flags such as Scotland's.
            '\u{e0020}'..='\u{e007f}' => is_flag(&chars[..at]),
            // Selectors of Mongolian.
            '\u{180b}'..='\u{180d}' | '\u{180f}' => before.is_some_and(is_mongolian),
            '\u{180e}' => before.is_some_and(is_mongolian) && after.is_some_and(is_mongolian),
            _ => !is_invisible(c),
        }
    };
    let kept = (0..chars.len()).filter(|at| is_kept(*at));
    kept.map(|at| chars[at]).collect()
}

/// Returns whether a character is in Unicode's `Default_Ignorable_Code_Point`, or a mark of interlinear notes.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a character is shown as an empty place, or is reserved as no character.
fn is_blank(c: char) -> bool {
    c == '\u{2800}' || matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Returns whether a character is of a script whose letters change with their neighbours: from Arabic to the scripts of
/// India and South-East Asia.
fn is_shaped(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{109f}'
            | '\u{1700}'..='\u{18af}'
            | '\u{1900}'..='\u{1cff}'
            | '\u{a800}'..='\u{abff}'
            | '\u{fb50}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10a00}'..='\u{11fff}'
            | '\u{1e900}'..='\u{1e95f}')
        && !is_invisible(c)
}

fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1800}'..='\u{18af}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns whether a character may stand beside a joiner in an emoji.
fn is_emoji_part(c: char) -> bool {
    matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
        || emojis::get(c.encode_utf8(&mut [0; 4])).is_some()
}

/// Returns whether a text ends within the tags of a flag.
fn is_flag(before: &[char]) -> bool {
    let tags = before
        .iter()
        .rev()
        .take_while(|c| matches!(c, '\u{e0020}'..='\u{e007e}'));
    let start = before.len() - tags.count();
    start > 0 && before[start - 1] == '\u{1f3f4}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_invisible_characters() {
        for (name, left) in [
            ("Ada\u{200b} Love\u{ad}lace", "Ada Lovelace"),
            ("\u{202e}ecarG\u{202c}", "ecarG"),
            ("\u{2066}Ada\u{2069}\u{200f}", "Ada"),
            ("A\u{200d}d\u{200c}a\u{200d}", "Ada"),
            ("\u{feff}\u{3164}\u{e0041}", ""),
            ("\u{fe0f}Ada\u{fe0f}\u{e0100}", "Ada"),
        ] {
            assert_eq!(clean(name), left, "{name:?}");
        }
    }

    #[test]
    fn a_name_keeps_what_its_script_or_its_emoji_needs() {
        for name in [
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ශ්\u{200d}රී",
            "Grace 👩\u{200d}💻",
            "🏳\u{fe0f}\u{200d}🌈",
            "👩🏽\u{200d}🚀",
            "❤\u{fe0f}\u{200d}🔥",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "1\u{fe0f}\u{20e3}",
            "葛\u{e0100}",
            "José שלום 你好",
        ] {
            assert_eq!(clean(name), name);
            assert!(has_visible(name));
        }
    }

    #[test]
    fn blanks_of_every_kind_are_invisible() {
        for text in [
            "",
            " \u{a0}\u{3000}",
            "\u{200b}\u{202e}",
            "\u{2800}",
            "\u{3164}",
            "\u{fdd0}\u{ffff}",
            "\0",
        ] {
            assert!(!has_visible(text), "{text:?}");
        }
    }
}
