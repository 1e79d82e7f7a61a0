//! Bounds on the HTML that a text becomes. In Markdown a few characters can ask for much: each short row of a table is
//! filled up to its columns, and an empty block of code is some hundred bytes of HTML. A text that asks for too much is
//! shown as typed.

use super::{html::escape, names::Names, references::in_words};

/// Bytes of HTML that any text may use, however short.
const SHORT: usize = 16 * 1024;
/// Further bytes of HTML for each byte of the text. A list of links is some four times its text.
const FACTOR: usize = 8;
/// Table cells that any text may have, however short.
const CELLS: usize = 1024;

/// Returns the most bytes of HTML that the markup of a text may become.
pub(super) fn html_bytes(body: &str) -> usize {
    SHORT + FACTOR * body.len()
}

/// Returns a text as HTML without its markup: as typed, line by line.
///
/// A byte becomes at most eleven: a name of 80 characters, each of at most five bytes in HTML, replaces a mention of 39
/// bytes.
pub(super) fn as_typed(body: &str, names: &impl Names) -> String {
    let lines = escape(&in_words(body, names)).replace('\n', "<br>");
    format!("<p>{lines}</p>")
}

/// Returns whether the tables of a text have few enough cells to be parsed as tables: about two for each byte.
///
/// The parser fills up the rows before anyone can stop it, so the cells are counted first. The count is an upper bound:
/// any line of dashes may begin a table, which ends with an empty line at the latest.
pub(super) fn has_few_cells(source: &str) -> bool {
    let most = CELLS + 2 * source.len();
    let (mut columns, mut cells) = (0, 0);
    for line in source.lines().flat_map(|line| line.split('\r')) {
        if ends_table(line) {
            columns = 0;
        } else if is_delimiter_row(line) {
            columns = columns.max(1 + line.matches('|').count());
        }
        cells += columns;
        if cells > most {
            return false;
        }
    }
    true
}

/// Returns whether a line is empty, also in a quote. It must be empty to the parser: a space of another kind is a row of
/// one cell, and so is a `>` too far from the margin to begin a quote.
fn ends_table(line: &str) -> bool {
    let line = line.trim_end_matches([' ', '\t']);
    line.chars().all(|c| c == ' ' || c == '>') && !line.contains("    ")
}

/// Returns whether a line is a row such as `|---|:-:|`, also in a quote or a list.
fn is_delimiter_row(line: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_whitespace() || "|-:>+*.)".contains(c) || c.is_ascii_digit();
    line.contains('-') && line.chars().all(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EMOJI, read, render};
    use protocol::{RoomId, UserId};

    /// A reader who knows everyone by the longest name.
    struct Long;

    /// The longest name, of characters that are longest in HTML.
    const NAME: &str =
        "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&";

    impl Names for Long {
        fn me(&self) -> UserId {
            UserId::default()
        }

        fn person(&self, _: UserId) -> Option<&str> {
            Some(NAME)
        }

        fn room(&self, _: RoomId) -> Option<&str> {
            Some(NAME)
        }
    }

    /// Repeats a part up to the length limit of a message.
    fn filled(part: &str) -> String {
        part.repeat(40_000 / part.chars().count())
    }

    /// Tables of 296 columns with short rows.
    fn tables() -> String {
        let columns = 296;
        let rows = 885;
        let table = format!(
            "{}\n{}\n{}\n",
            "|a".repeat(columns),
            "|-".repeat(columns),
            "a\n".repeat(rows)
        );
        table.repeat(11)
    }

    #[test]
    fn html_is_bounded_by_the_length_of_the_text() {
        let definition = format!("[a\n]: https://example.org/{}\n\n", "x".repeat(10_000));
        let quoted = tables().replace('\n', "\n> ");
        for body in [
            tables(),
            quoted,
            format!("- {}", tables().replace('\n', "\n  ")),
            filled("|-|\n|-|\na\n\n"),
            filled("```\n"),
            filled("~~~\na\n~~~\n"),
            filled("> "),
            filled("- "),
            filled("> - "),
            filled("1. "),
            filled("- [ ] a\n"),
            filled("#\n"),
            filled("---\n"),
            filled("*a*"),
            filled("***a*** "),
            filled("`&`"),
            filled("&"),
            filled("\u{a0}"),
            filled("\n\na"),
            filled("http://a "),
            filled("a@b.c "),
            filled("[a](http://a)"),
            filled("![](http://a)"),
            filled("["),
            filled("<a "),
            filled(":m:"),
            filled("א\n\n"),
            filled("- א\n"),
            filled("> א\n\n"),
            filled("# א\n"),
            filled("`א`"),
            filled("|א|\n|-|\n\n"),
            filled("@room "),
            filled("<@01a20b9b-04bf-71de-8620-f1d992741210>"),
            filled("<#01a20b9b-04bf-71de-8620-f1d992741210>"),
            definition + &"[a]".repeat(9_000),
        ] {
            let html = render(&body, &Long, &EMOJI);
            let most = SHORT + 13 * body.len();
            assert!(
                html.len() <= most,
                "{} of {}: {body:.30}",
                html.len(),
                body.len()
            );
        }
    }

    #[test]
    fn a_text_that_asks_for_too_much_is_shown_as_typed_and_notifies_nobody() {
        let body = filled("```\n") + "<b> @room";
        let html = render(&body, &Long, &EMOJI);
        assert!(html.starts_with("<p>```<br>```<br>"), "{html:.100}");
        assert!(html.ends_with("<br>&lt;b&gt; @room</p>"));
        assert!(!read(&body, &EMOJI).mentions.everyone);
    }

    #[test]
    fn a_table_that_is_full_is_a_table_however_long() {
        let body = format!("|a|b|c|\n|-|-|-|\n{}", "|1|2|3|\n".repeat(1_000));
        let html = render(&body, &Long, &EMOJI);
        assert_eq!(html.matches("<td>").count(), 3_000);
        assert!(!render(&tables(), &Long, &EMOJI).contains("<table>"));
        let short = format!("{}\n{}\n|1|", "|a".repeat(300), "|-".repeat(300));
        assert!(render(&short, &Long, &EMOJI).contains("<table>"));
        let mixed = format!("|a|b|c|\n|-|-|-|\n{}", "|א|ב|ג|\n".repeat(4_900));
        assert_eq!(render(&mixed, &Long, &EMOJI).matches("<td").count(), 14_700);
    }

    #[test]
    fn every_kind_of_row_counts() {
        let rows_of = |row: &str| tables().replace("\na", &format!("\n{row}"));
        let quoted = |body: String| body.replace('\n', "\n> ");
        for body in [
            tables(),
            tables().replace('\n', "\r"),
            tables().replace('\n', "\r\n"),
            quoted(tables()),
            rows_of("\u{a0}"),
            rows_of("\u{b}"),
            rows_of("     >"),
            quoted(rows_of("     >")),
        ] {
            assert!(!has_few_cells(&body), "{:?}", body.lines().next_back());
        }
        // Each of these ends the table before it.
        for empty in ["", " \t", ">", " > >"] {
            let table = format!("> {}\n> {}\n{empty}\n", "|a".repeat(200), "|-".repeat(200));
            assert!(has_few_cells(&(table + &"a\n".repeat(9_000))), "{empty:?}");
        }
    }
}
