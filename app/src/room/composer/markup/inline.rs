//! Marks within a line: bold, italic and code.

use super::{SelectedText, fence::toggle_fence, lines::prefix_len, whole_lines};
use std::ops::Range;

/// A mark around a part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Mark {
    Bold,
    Italic,
    Code,
}

impl Mark {
    /// Returns the mark itself. Asterisks, because underscores mean nothing inside a word or between Chinese characters.
    fn sign(self) -> &'static str {
        match self {
            Self::Bold => "**",
            Self::Italic => "*",
            Self::Code => "`",
        }
    }

    /// Returns the sign of this mark that a text ends with, read towards its end, and that another text starts with.
    fn between(self, before: &str, after: &str) -> Option<&'static str> {
        if self == Self::Italic
            && run(before.chars().rev(), '_') == 1
            && run(after.chars(), '_') == 1
        {
            return Some("_");
        }
        let c = self.sign().chars().next()?;
        let shorter = run(before.chars().rev(), c).min(run(after.chars(), c));
        let has = match self {
            Self::Bold => shorter >= 2,
            // Two asterisks are bold, three both.
            Self::Italic => shorter == 1 || shorter == 3,
            Self::Code => shorter >= 1,
        };
        has.then(|| self.sign())
    }
}

/// Returns how often a character is repeated at the start.
fn run(chars: impl Iterator<Item = char>, c: char) -> usize {
    chars.take_while(|other| *other == c).count()
}

/// Puts a mark around the selection, or takes it away. A mark ends with its line, so several lines get one each; code gets
/// fences.
pub(in super::super) fn toggle_mark(selected: &SelectedText, mark: Mark) -> SelectedText {
    let trimmed = selected.trimmed();
    if !trimmed.selected().contains('\n') {
        return toggle_in_line(&trimmed, mark);
    }
    if mark == Mark::Code {
        return toggle_fence(&trimmed);
    }
    toggle_in_lines(&trimmed, mark)
}

fn toggle_in_line(selected: &SelectedText, mark: Mark) -> SelectedText {
    let (before, within, after) = selected.parts();
    let Range { start, end } = selected.selection;
    let mut changed = selected.clone();
    if let Some(sign) = mark.between(before, after) {
        changed.replace(end..end + sign.len(), "");
        changed.replace(start - sign.len()..start, "");
        return changed;
    }
    if let Some(inner) = unmarked(within, mark) {
        let selection = start..start + inner.len();
        let text = format!("{before}{inner}{after}");
        return SelectedText { text, selection };
    }
    let sign = if mark == Mark::Code {
        code_sign(within)
    } else {
        mark.sign().to_owned()
    };
    let text = format!("{before}{sign}{within}{sign}{after}");
    let selection = start + sign.len()..end + sign.len();
    SelectedText { text, selection }
}

/// Returns a text without the mark that is around it, if it has one.
fn unmarked(text: &str, mark: Mark) -> Option<&str> {
    let middle = text.len() / 2;
    let middle = (middle..text.len()).find(|at| text.is_char_boundary(*at))?;
    let (first, last) = text.split_at(middle);
    let start: String = first.chars().rev().collect();
    let end: String = last.chars().rev().collect();
    let sign = mark.between(&start, &end)?;
    text.get(sign.len()..text.len() - sign.len())
        .filter(|inner| !inner.is_empty())
}

/// Returns backticks that do not end within the code.
fn code_sign(code: &str) -> String {
    let runs = code.split(|c| c != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or_default() + 1)
}

fn toggle_in_lines(selected: &SelectedText, mark: Mark) -> SelectedText {
    let (before, within, after) = selected.parts();
    let line_start = whole_lines(&selected.text, &selected.selection).start;
    let lines: Vec<(&str, &str)> = within
        .split('\n')
        .enumerate()
        .map(|(place, line)| {
            // The selection may begin within a line.
            let prefix = if place == 0 && line_start < selected.selection.start {
                0
            } else {
                prefix_len(line)
            };
            line.split_at(prefix)
        })
        .collect();
    let is_blank = |content: &str| content.trim().is_empty();
    let all = lines
        .iter()
        .all(|(_, content)| is_blank(content) || unmarked(content, mark).is_some());
    let sign = mark.sign();
    let changed: Vec<String> = lines
        .into_iter()
        .map(|(prefix, content)| match unmarked(content, mark) {
            _ if is_blank(content) => format!("{prefix}{content}"),
            Some(inner) if all => format!("{prefix}{inner}"),
            Some(_) => format!("{prefix}{content}"),
            None => {
                let inner = content.trim_end();
                let space = &content[inner.len()..];
                format!("{prefix}{sign}{inner}{sign}{space}")
            }
        })
        .collect();
    let changed = changed.join("\n");
    SelectedText {
        selection: before.len()..before.len() + changed.len(),
        text: format!("{before}{changed}{after}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{parse, show},
        *,
    };

    fn toggled(marked: &str, mark: Mark) -> String {
        show(&toggle_mark(&parse(marked), mark))
    }

    #[test]
    fn a_mark_goes_around_the_selected_words_and_off_again() {
        let cases = [
            ("one |two| three", Mark::Bold, "one **|two|** three"),
            ("one |two |three", Mark::Bold, "one **|two|** three"),
            ("|你好|世界", Mark::Italic, "*|你好|*世界"),
            ("**|two|**", Mark::Italic, "***|two|***"),
            ("*|two|*", Mark::Bold, "***|two|***"),
            ("say |let a| so", Mark::Code, "say `|let a|` so"),
            ("|a`b|", Mark::Code, "``|a`b|``"),
            ("one |", Mark::Bold, "one **|**"),
        ];
        for (before, mark, after) in cases {
            assert_eq!(toggled(before, mark), after);
        }
        for (before, mark) in [
            ("one |two| three", Mark::Bold),
            ("|two|", Mark::Italic),
            ("|two|", Mark::Code),
            ("**|two|**", Mark::Italic),
            ("*|two|*", Mark::Bold),
            ("one |", Mark::Italic),
        ] {
            assert_eq!(toggled(&toggled(before, mark), mark), before, "{mark:?}");
        }
    }

    #[test]
    fn a_mark_inside_the_selection_is_taken_off_and_underscores_are_italic() {
        assert_eq!(toggled("|**two**|", Mark::Bold), "|two|");
        assert_eq!(toggled("|*two*|", Mark::Italic), "|two|");
        assert_eq!(toggled("_|two|_", Mark::Italic), "|two|");
        assert_eq!(toggled("|_two_|", Mark::Italic), "|two|");
        assert_eq!(toggled("|***|", Mark::Bold), "**|***|**");
    }

    #[test]
    fn each_line_gets_a_mark_of_its_own_after_its_list_sign() {
        let lines = "- |one\n- two\n\n> three|";
        let bold = "- |**one**\n- **two**\n\n> **three**|";
        assert_eq!(toggled(lines, Mark::Bold), bold);
        assert_eq!(toggled(bold, Mark::Bold), lines);
        assert_eq!(toggled("|a\nb|", Mark::Code), "```\n|a\nb|\n```");
    }
}
