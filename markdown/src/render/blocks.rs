//! Elements around text: paragraphs, lists, tables, code, emphasis.

use super::{Names, Page, numbering::Numbering, unshield};
use pulldown_cmark::{Alignment, CodeBlockKind, HeadingLevel, Tag};
use std::ops::Range;

impl<N: Names> Page<'_, N> {
    /// Opens the element of a tag.
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.block("p"),
            Tag::Heading { level, .. } => {
                let name = self.heading(level);
                self.block(name);
            }
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.container("blockquote");
            }
            Tag::CodeBlock(kind) => {
                self.code = Some(String::new());
                let (label, class) = match language(&kind) {
                    Some(name) => (
                        format!(r#" data-language="{name}""#),
                        format!(r#" class="language-{name}""#),
                    ),
                    None => Default::default(),
                };
                let dir = self.directions.of_code();
                // The page that shows the button gives it its function.
                let copy = locale::text().copy();
                let open = format!(
                    r#"<div class="code"{label}{dir}><button class="code-copy" type="button">{copy}</button><pre><code{class}>"#
                );
                self.open(&open, "</code></pre></div>");
            }
            Tag::List(None) => {
                self.element("ul");
                self.lists.push(None);
            }
            Tag::List(Some(start)) => {
                // The parser takes numbers of up to nine digits, and so does every browser.
                self.open(&format!(r#"<ol start="{start}">"#), "</ol>");
                let open = self.open.last().is_some_and(|close| !close.is_empty());
                let tag_end = open.then(|| self.rendered.html.len() - 1);
                self.lists.push(Some(Numbering::new(start, tag_end)));
            }
            Tag::Item => {
                if let Some(Some(numbering)) = self.lists.last_mut() {
                    numbering.count_item();
                }
                self.container("li");
            }
            Tag::Table(columns) => {
                self.columns = columns;
                self.open(r#"<div class="table"><table>"#, "</tbody></table></div>");
            }
            Tag::TableHead => {
                (self.column, self.in_head) = (0, true);
                self.open("<thead><tr>", "</tr></thead><tbody>");
            }
            Tag::TableRow => {
                (self.column, self.in_head) = (0, false);
                self.element("tr");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.element("em"),
            Tag::Strong => self.element("strong"),
            Tag::Strikethrough => self.element("del"),
            Tag::Link { dest_url, .. } => self.link(&unshield(&dest_url), range, ""),
            Tag::Image { dest_url, .. } => {
                let dest = unshield(&dest_url);
                let typed = self.source.get(range.clone()).unwrap_or_default();
                let is_unlabelled = typed.starts_with("![](");
                self.link(&dest, range, if is_unlabelled { &dest } else { "" });
            }
            // The parser makes these only with options that are off.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => self.open("", ""),
        }
    }

    fn element(&mut self, name: &str) {
        self.open(&format!("<{name}>"), &format!("</{name}>"));
    }

    /// Returns the element for the next heading. The first one is right below the room's name, which is the page's own
    /// heading, and none is more than one level below the heading before it: assistive technology shows headings as an
    /// outline, in which a skipped level looks like a missing heading.
    fn heading(&mut self, level: HeadingLevel) -> &'static str {
        self.headings.retain(|above| *above < level);
        self.headings.push(level);
        match self.headings.len() {
            1 => "h2",
            2 => "h3",
            3 => "h4",
            4 => "h5",
            _ => "h6",
        }
    }

    /// Opens an element that holds only text.
    fn block(&mut self, name: &str) {
        let dir = self.directions.of_block();
        self.open(&format!("<{name}{dir}>"), &format!("</{name}>"));
    }

    /// Opens an element that holds others, and takes its direction from the first text in it.
    fn container(&mut self, name: &str) {
        let dir = self.directions.of_container();
        self.open(&format!("<{name}{dir}>"), &format!("</{name}>"));
    }

    /// Opens a cell of a table.
    fn cell(&mut self) {
        let name = if self.in_head { "th" } else { "td" };
        let class = match self.columns.get(self.column) {
            Some(Alignment::Center) => r#" class="align-center""#,
            Some(Alignment::Right) => r#" class="align-end""#,
            _ => "",
        };
        let dir = self.directions.of_block();
        self.column += 1;
        self.open(&format!("<{name}{class}{dir}>"), &format!("</{name}>"));
    }
}

/// Returns the name of a code block's language. `None` if it has none, or one that is no plain word.
fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else {
        return None;
    };
    let name = info
        .split([' ', ',', '{'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'-');
    ((1..=20).contains(&name.len()) && name.bytes().all(known)).then_some(name)
}
