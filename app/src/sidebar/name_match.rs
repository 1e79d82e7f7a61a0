//! Search among the names of rooms and people by a few letters.

/// Returns how well letters match a name, the lower the better; `None` if they do not. Ignores case.
///
/// The start of the name is best, then the start of a word in it, then adjacent letters, then letters in order. Chinese has no
/// spaces between words, so each of its characters counts as the start of one.
pub(crate) fn match_rank(letters: &str, name: &str) -> Option<u8> {
    let letters = letters.trim().to_lowercase();
    let name = name.to_lowercase();
    if name.starts_with(&letters) {
        return Some(0);
    }
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    if words.any(|word| word.starts_with(&letters)) {
        return Some(1);
    }
    if name.contains(&letters) {
        return Some(if letters.starts_with(is_ideograph) {
            1
        } else {
            2
        });
    }
    let mut rest = name.chars();
    letters
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|wanted| rest.any(|c| c == wanted))
        .then_some(3)
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::match_rank;

    #[test]
    fn the_start_of_a_name_matches_best() {
        assert_eq!(match_rank("gra", "Grace Hopper"), Some(0));
        assert_eq!(match_rank("HOP", "Grace Hopper"), Some(1));
        assert_eq!(match_rank("ace", "Grace Hopper"), Some(2));
        assert_eq!(match_rank("gho", "Grace Hopper"), Some(3));
        assert_eq!(match_rank("xyz", "Grace Hopper"), None);
    }

    #[test]
    fn no_letters_match_every_name() {
        assert_eq!(match_rank("  ", "Everyone"), Some(0));
    }

    #[test]
    fn names_of_any_script_are_found() {
        assert_eq!(match_rank("новости", "Новости дня"), Some(0));
        assert_eq!(match_rank("茶", "紅茶"), Some(1));
    }
}
