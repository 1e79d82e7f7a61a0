//! What a few letters lead to, among the names of rooms and people.

/// How well letters fit a name, the lower the better; none where they do not. Case does not count.
///
/// The beginning of the name is best, then the beginning of a word in it, then letters together, then letters in order.
pub(crate) fn fit(letters: &str, name: &str) -> Option<u8> {
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
        return Some(2);
    }
    let mut rest = name.chars();
    letters
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|wanted| rest.any(|c| c == wanted))
        .then_some(3)
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn the_beginning_of_a_name_fits_best() {
        assert_eq!(fit("gra", "Grace Hopper"), Some(0));
        assert_eq!(fit("HOP", "Grace Hopper"), Some(1));
        assert_eq!(fit("ace", "Grace Hopper"), Some(2));
        assert_eq!(fit("gho", "Grace Hopper"), Some(3));
        assert_eq!(fit("xyz", "Grace Hopper"), None);
    }

    #[test]
    fn nothing_typed_fits_everything() {
        assert_eq!(fit("  ", "Everyone"), Some(0));
    }

    #[test]
    fn names_of_any_script_are_found() {
        assert_eq!(fit("новости", "Новости дня"), Some(0));
        assert_eq!(fit("茶", "紅茶"), Some(2));
    }
}
