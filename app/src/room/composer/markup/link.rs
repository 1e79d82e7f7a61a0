//! Links with a text of their own.

use super::SelectedText;

/// Returns whether a text is the address of a web page, and nothing else.
pub(in super::super) fn is_address(text: &str) -> bool {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}

/// Puts a link in place of the selection. An address without `https://` gets it.
pub(in super::super) fn insert_link(
    selected: &SelectedText,
    label: &str,
    address: &str,
) -> SelectedText {
    let address = whole_address(address.trim());
    let label = label.trim();
    let link = if label.is_empty() || label == address {
        address
    } else {
        let label = label.replace('\\', "\\\\").replace('[', "\\[");
        let label = label.replace(']', "\\]").replace('\n', " ");
        format!("[{label}]({})", destination(&address))
    };
    let mut changed = selected.clone();
    changed.replace(selected.selection.clone(), &link);
    changed.selection.start = changed.selection.end;
    changed
}

/// Returns the text with a link in place of the selected words, if an address is pasted over them.
pub(in super::super) fn link_pasted(selected: &SelectedText, pasted: &str) -> Option<SelectedText> {
    let words = selected.selected();
    let pasted = pasted.trim();
    let wanted = is_address(pasted)
        && !words.trim().is_empty()
        && !words.contains('\n')
        && !is_address(words.trim())
        && !super::is_in_fence(&selected.text[..selected.selection.start]);
    wanted.then(|| insert_link(&selected.trimmed(), words, pasted))
}

/// Adds a scheme to an address that has none.
fn whole_address(address: &str) -> String {
    let has_scheme = address.contains("://") || address.starts_with("mailto:");
    if has_scheme {
        address.to_owned()
    } else if address.contains('@') && !address.contains('/') {
        format!("mailto:{address}")
    } else {
        format!("https://{address}")
    }
}

/// Returns an address as Markdown takes it within parentheses.
fn destination(address: &str) -> String {
    let address = address
        .replace(' ', "%20")
        .replace('<', "%3C")
        .replace('>', "%3E");
    if address.contains(['(', ')']) {
        format!("<{address}>")
    } else {
        address
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{parse, show},
        *,
    };

    #[test]
    fn an_address_pasted_over_words_makes_them_a_link() {
        let pasted = |marked: &str, text| link_pasted(&parse(marked), text).map(|it| show(&it));
        let address = "https://example.com/a?b=1";
        assert_eq!(
            pasted("See |the plan |now", address).as_deref(),
            Some("See [the plan](https://example.com/a?b=1)| now")
        );
        for (marked, text) in [
            ("See |", address),
            ("|the plan|", "no address"),
            ("|the plan|", "https://a.example and more"),
            ("|https://old.example|", address),
            ("|two\nlines|", address),
            ("```\n|code|", address),
        ] {
            assert_eq!(pasted(marked, text), None, "{marked}");
        }
    }

    #[test]
    fn a_link_is_written_so_that_its_text_and_address_stay_whole() {
        for (label, address, link) in [
            ("Plan", "example.com", "[Plan](https://example.com)"),
            ("a]b[", "https://e.com", "[a\\]b\\[](https://e.com)"),
            (
                "Wiki",
                "https://e.com/a_(b)",
                "[Wiki](<https://e.com/a_(b)>)",
            ),
            ("Ada", "ada@example.com", "[Ada](mailto:ada@example.com)"),
            ("", "example.com", "https://example.com"),
        ] {
            let made = insert_link(&parse("See |this|!"), label, address);
            assert_eq!(show(&made), format!("See {link}|!"));
        }
    }
}
