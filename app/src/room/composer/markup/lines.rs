//! Marks at the start of lines: list items and quotations.

use super::{SelectedText, fence::is_in_fence, whole_lines};

/// A mark at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum LineMark {
    List,
    Quote,
}

/// The start of a line up to its content.
struct LineStart<'a> {
    /// Signs of quotations.
    quote: &'a str,
    /// A list's sign with the white space around it.
    item: &'a str,
}

impl<'a> LineStart<'a> {
    fn of(line: &'a str) -> Self {
        let quote = &line[..quote_len(line)];
        let rest = &line[quote.len()..];
        Self {
            quote,
            item: &rest[..item_len(rest)],
        }
    }

    fn len(&self) -> usize {
        self.quote.len() + self.item.len()
    }

    /// Returns the start of the next line of the same kind.
    fn next(&self) -> String {
        let sign = self.item.trim_start();
        let indent = &self.item[..self.item.len() - sign.len()];
        // What is done on the list has no bearing on its next item.
        let sign = sign.replace("[x]", "[ ]").replace("[X]", "[ ]");
        let digits = sign.bytes().take_while(u8::is_ascii_digit).count();
        let sign = match sign[..digits].parse::<u64>() {
            Ok(number) => format!("{}{}", number + 1, &sign[digits..]),
            Err(_) => sign,
        };
        format!("{}{indent}{sign}", self.quote)
    }
}

fn quote_len(line: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = &line[len..];
        let sign = rest.trim_start_matches(' ');
        let Some(after) = sign.strip_prefix('>') else {
            return len;
        };
        len = line.len() - after.strip_prefix(' ').unwrap_or(after).len();
    }
}

fn item_len(line: &str) -> usize {
    let sign = line.trim_start_matches([' ', '\t']);
    let digits = sign.bytes().take_while(u8::is_ascii_digit).count();
    let after = match digits {
        0 => sign.strip_prefix(['-', '*', '+']),
        1..=9 => sign[digits..].strip_prefix(['.', ')']),
        _ => None,
    };
    let Some(after) = after.and_then(|after| after.strip_prefix(' ')) else {
        return 0;
    };
    let box_after = ["[ ] ", "[x] ", "[X] "]
        .iter()
        .find_map(|it| after.strip_prefix(it));
    line.len() - box_after.unwrap_or(after).len()
}

/// Returns the length of a line's start: signs of quotations and of a list.
pub(super) fn prefix_len(line: &str) -> usize {
    LineStart::of(line).len()
}

/// Returns the text after a line break at the cursor that continues a list or a quotation, or ends it if its last item is
/// empty. `None` if the break is a plain one.
pub(in super::super) fn continue_line(selected: &SelectedText) -> Option<SelectedText> {
    let cursor = selected.selection.start;
    if !selected.selection.is_empty() || is_in_fence(&selected.text[..cursor]) {
        return None;
    }
    let range = whole_lines(&selected.text, &selected.selection);
    let line = &selected.text[range.clone()];
    let start = LineStart::of(line);
    if start.len() == 0 || cursor < range.start + start.len() {
        return None;
    }
    let mut changed = selected.clone();
    if !line[start.len()..].trim().is_empty() {
        changed.replace(cursor..cursor, &format!("\n{}", start.next()));
        return Some(changed);
    }
    // The inner mark ends first. Without an empty line, what follows would belong to the last item.
    let follows_text = selected.text[..range.start]
        .trim_end_matches(' ')
        .ends_with(|c| c != '\n')
        || selected.text[..range.start]
            .lines()
            .last()
            .is_some_and(|it| !it.trim().is_empty());
    let ended = match (start.item.is_empty(), follows_text) {
        (false, true) => format!("{}\n{}", start.quote.trim_end(), start.quote),
        (false, false) => start.quote.to_owned(),
        (true, true) => "\n".to_owned(),
        (true, false) => String::new(),
    };
    changed.replace(range, &ended);
    Some(changed)
}

/// Puts a mark before each selected line, or takes it away where all have it.
pub(in super::super) fn toggle_lines(selected: &SelectedText, mark: LineMark) -> SelectedText {
    // A selection of whole lines ends at the start of the next one.
    let selected = selected.trimmed();
    let range = whole_lines(&selected.text, &selected.selection);
    let block = &selected.text[range.clone()];
    let is_blank = |line: &str| line.trim().is_empty();
    let only_blank = is_blank(block);
    let marked = |line: &str| match mark {
        LineMark::List => !LineStart::of(line).item.is_empty(),
        LineMark::Quote => !LineStart::of(line).quote.is_empty(),
    };
    let all = block.lines().all(|line| marked(line) || is_blank(line)) && !only_blank;
    let lines = block.split('\n').map(|line| {
        let start = LineStart::of(line);
        match mark {
            LineMark::List if all => format!("{}{}", start.quote, &line[start.len()..]),
            LineMark::Quote if all => line[start.quote.len()..].to_owned(),
            LineMark::List if (is_blank(line) && !only_blank) || marked(line) => line.to_owned(),
            LineMark::List => format!("{}- {}", start.quote, &line[start.quote.len()..]),
            LineMark::Quote => format!("> {line}"),
        }
    });
    let mut changed = lines.collect::<Vec<_>>().join("\n");
    let cursor_only = selected.selection.is_empty();
    let length = changed.len();
    // Without an empty line, what follows would belong to the list or the quotation.
    let next = selected.text[range.end..].strip_prefix('\n');
    let next = next.and_then(|rest| rest.split('\n').next());
    if !all && next.is_some_and(|next| !is_blank(next) && !marked(next)) {
        changed.push('\n');
    }
    let cursor = (range.start + length).saturating_sub(range.end - selected.selection.end);
    let selection = match cursor_only {
        true => cursor..cursor,
        false => range.start..range.start + length,
    };
    let mut text = selected.text.clone();
    text.replace_range(range, &changed);
    SelectedText { text, selection }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{parse, show},
        *,
    };

    fn continued(marked: &str) -> Option<String> {
        continue_line(&parse(marked)).map(|it| show(&it))
    }

    #[test]
    fn a_line_break_continues_the_list_or_the_quotation() {
        for (before, after) in [
            ("- one|", "- one\n- |"),
            ("* one|", "* one\n* |"),
            ("9. nine|", "9. nine\n10. |"),
            ("1) one|", "1) one\n2) |"),
            ("  - one|", "  - one\n  - |"),
            ("- [x] done|", "- [x] done\n- [ ] |"),
            ("> said|", "> said\n> |"),
            ("> - one|", "> - one\n> - |"),
            ("- on|e\n- two", "- on\n- |e\n- two"),
        ] {
            assert_eq!(continued(before).as_deref(), Some(after));
        }
        for plain in [
            "text|",
            "|- one",
            "-one|",
            "1.5|",
            "```\n- one|",
            "- |one|",
            "--|",
        ] {
            assert_eq!(continued(plain), None, "{plain}");
        }
    }

    #[test]
    fn an_empty_item_ends_the_list_so_that_what_follows_is_not_part_of_it() {
        for (before, after) in [
            ("- one\n- |", "- one\n\n|"),
            ("1. one\n2. |\nafter", "1. one\n\n|\nafter"),
            ("- |", "|"),
            ("> said\n> |", "> said\n\n|"),
            ("> - one\n> - |", "> - one\n>\n> |"),
        ] {
            assert_eq!(continued(before).as_deref(), Some(after));
        }
    }

    #[test]
    fn lines_become_a_list_or_a_quotation_and_lines_again() {
        let toggled = |marked: &str, mark| show(&toggle_lines(&parse(marked), mark));
        for (before, mark, after) in [
            ("Milk\n|Tea\nCa|ke", LineMark::List, "Milk\n|- Tea\n- Cake|"),
            ("|", LineMark::List, "- |"),
            ("Te|a", LineMark::Quote, "> Te|a"),
            (
                "|Tea\n\nCake|\nEnd",
                LineMark::Quote,
                "|> Tea\n> \n> Cake|\n\nEnd",
            ),
            ("|Tea\n|End", LineMark::List, "|- Tea|\n\nEnd"),
            ("|Tea|\nEnd", LineMark::List, "|- Tea|\n\nEnd"),
            ("|1. Tea\nCake|", LineMark::List, "|1. Tea\n- Cake|"),
        ] {
            assert_eq!(toggled(before, mark), after);
        }
        for (lines, mark) in [
            ("|- Tea\n- Cake|", LineMark::List),
            ("|> Tea\n> \n> Cake|", LineMark::Quote),
        ] {
            let plain = toggled(lines, mark);
            assert_eq!(toggled(&plain, mark), lines);
        }
        assert_eq!(toggled("- Te|a", LineMark::List), "Te|a");
    }
}
