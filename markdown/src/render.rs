//! Message text as HTML.

mod blocks;
mod numbering;
mod text;

use super::{
    bounds::{as_typed, html_bytes},
    direction::Directions,
    emoji::EmojiLookup,
    escapes::{hide, typed},
    html::escape,
    mentions::Mentions,
    names::Names,
    parser::parse,
    references::in_words,
    shield::{shield, unshield},
};
use numbering::Numbering;
use pulldown_cmark::{Alignment, Event, HeadingLevel, TagEnd};
use std::ops::Range;

/// Maximum nesting of elements. Deeper ones are left out, and their content is shown at this depth.
const DEPTH: usize = 16;

const CHECKED: &str = r#"<input type="checkbox" disabled="" checked="" aria-label="Done"> "#;
const UNCHECKED: &str = r#"<input type="checkbox" disabled="" aria-label="To do"> "#;

/// Renders a message. Whatever the text, the HTML has no elements and attributes but those written in this module, and
/// links lead only to the web or to mail.
pub fn render(body: &str, names: &impl Names, emoji: &EmojiLookup) -> String {
    render_page(body, names, emoji).html
}

/// A rendered text.
#[derive(Default)]
pub(super) struct Rendered {
    pub(super) html: String,
    /// The people that it shows as mentioned.
    pub(super) mentions: Mentions,
    /// The web addresses that it shows as links, in their order.
    pub(super) addresses: Vec<String>,
}

/// Renders a message, and returns also what it mentions and links to.
pub(super) fn render_page(body: &str, names: &impl Names, emoji: &EmojiLookup) -> Rendered {
    if let Some(emoji) = emoji.alone(body, names) {
        return Rendered {
            html: format!(r#"<p class="emoji-alone">{emoji}</p>"#),
            ..Rendered::default()
        };
    }
    let source = shield(body);
    let mut page = Page {
        names,
        emoji,
        source: &source,
        rendered: Rendered {
            html: String::with_capacity(2 * body.len()),
            ..Rendered::default()
        },
        named: 0,
        pictures: 0,
        quotes: 0,
        directions: Directions::new(body),
        open: Vec::new(),
        links: 0,
        headings: Vec::new(),
        lists: Vec::new(),
        code: None,
        skipped: 0,
        columns: Vec::new(),
        column: 0,
        in_head: false,
    };
    let most = html_bytes(body);
    for (event, range) in parse(&source) {
        page.event(event, range);
        if page.rendered.html.len() - page.named > most {
            return Rendered {
                html: as_typed(body, names),
                ..Rendered::default()
            };
        }
    }
    page.rendered
}

/// The HTML while it is written.
struct Page<'a, N> {
    names: &'a N,
    emoji: &'a EmojiLookup,
    source: &'a str,
    rendered: Rendered,
    /// Bytes of the HTML that are names. They do not count towards its bound: names differ from reader to reader, and
    /// whether a text is shown as typed must not.
    named: usize,
    /// The number of the workspace's emoji so far.
    pictures: usize,
    /// The number of open quotes: a quote notifies nobody.
    quotes: usize,
    directions: Directions,
    /// The closing tags of the open elements, empty for one that is too deep.
    open: Vec<String>,
    /// The number of open links: none may be nested in another.
    links: usize,
    /// The last heading, after those above it in the outline.
    headings: Vec<HeadingLevel>,
    /// The open lists, with the numbering of those that are numbered.
    lists: Vec<Option<Numbering>>,
    /// The text of the open code block.
    code: Option<String>,
    /// The number of open elements within an element that is shown as its source.
    skipped: usize,
    /// The columns of the open table.
    columns: Vec<Alignment>,
    /// The column of the next cell.
    column: usize,
    /// Whether the open row is the head of its table.
    in_head: bool,
}

impl<N: Names> Page<'_, N> {
    /// Writes what the parser has read.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => {
                self.quotes -= usize::from(matches!(end, TagEnd::BlockQuote(_)));
                if matches!(end, TagEnd::BlockQuote(_) | TagEnd::Item) {
                    self.directions.close();
                }
                self.end();
                if matches!(end, TagEnd::List(_))
                    && let Some(Some(numbering)) = self.lists.pop()
                {
                    numbering.write_width(&mut self.rendered.html);
                }
            }
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => {
                    self.directions.text();
                    let source = typed(self.source, range);
                    self.text(&unshield(&hide(&text, source)));
                }
            },
            Event::Code(code) => {
                let code = escape(&in_words(&unshield(&code), self.names));
                let dir = self.directions.of_code();
                self.push(&format!("<code{dir}>{code}</code>"));
            }
            Event::Html(text) => self.lines(&unshield(&text)),
            Event::InlineHtml(text) => self.lines(&unshield(&text)),
            Event::SoftBreak | Event::HardBreak => self.push("<br>"),
            Event::Rule => self.push("<hr>"),
            Event::TaskListMarker(true) => self.push(CHECKED),
            Event::TaskListMarker(false) => self.push(UNCHECKED),
            // The parser makes these only with options that are off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.lines(&unshield(&text));
            }
        }
    }

    /// Closes the innermost open element.
    fn end(&mut self) {
        if let Some(code) = self.code.take() {
            let code = in_words(&unshield(&code), self.names);
            self.push(&escape(&code));
        }
        if let Some(close) = self.open.pop() {
            self.links -= usize::from(close == "</a>");
            self.push(&close);
        }
    }

    /// Opens an element, unless it is too deep.
    fn open(&mut self, open: &str, close: &str) {
        let deep = self.open.len() >= DEPTH;
        let close = if deep { "" } else { close };
        if !deep {
            self.push(open);
        }
        self.open.push(close.to_owned());
    }

    fn push(&mut self, html: &str) {
        self.rendered.html.push_str(html);
    }
}
