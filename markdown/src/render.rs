use super::{
    Mentions, Names,
    bounds::{as_typed, has_few_cells, html_bytes},
    direction::Directions,
    emoji_alone::emoji_alone,
    escape,
    escapes::{hide, reveal, typed},
    inline::{Token, tokens},
    links::is_web,
    names::Nobody,
    shield::{shield, unshield},
    spelling::in_words,
};
use protocol::{UserId, route::room_path};
use pulldown_cmark::{
    Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd,
    TextMergeWithOffset,
};
use std::{borrow::Cow, ops::Range};

/// What people are called whom the reader does not know.
pub(super) const STRANGER: &str = "someone";
/// What a room is called that the reader is not in.
pub(super) const PRIVATE: &str = "a private room";

/// Beside a block of code. What it does is up to whoever shows it.
const COPY: &str = r#"<button class="code-copy" type="button">Copy</button>"#;

/// How deep elements may lie in each other. What is deeper is shown at this depth.
const DEPTH: usize = 16;

/// A message as HTML. Whatever the text, it has no elements and attributes but those written in this file, and no
/// address but of the web and of letters.
pub fn render(body: &str, names: &impl Names) -> String {
    page(body, names).html
}

/// Returns the web addresses that a text shows as links, in their order.
pub fn web_addresses(body: &str) -> Vec<String> {
    page(body, &Nobody).addresses
}

/// A text as HTML, and what it shows as called and as links.
#[derive(Default)]
pub(super) struct Rendered {
    pub(super) html: String,
    pub(super) mentions: Mentions,
    /// The web addresses that it shows as links, in their order.
    pub(super) addresses: Vec<String>,
}

pub(super) fn page(body: &str, names: &impl Names) -> Rendered {
    if let Some(emoji) = emoji_alone(body) {
        return Rendered {
            html: format!(r#"<p class="emoji-alone">{emoji}</p>"#),
            ..Rendered::default()
        };
    }
    let source = shield(body);
    let mut page = Page {
        names,
        source: &source,
        html: String::with_capacity(2 * body.len()),
        named: 0,
        addresses: Vec::new(),
        mentions: Mentions::default(),
        quotes: 0,
        directions: Directions::new(body),
        open: Vec::new(),
        links: 0,
        code: None,
        skipped: 0,
        columns: Vec::new(),
        column: 0,
        heads: false,
    };
    let most = html_bytes(body);
    for (event, range) in parse(&source) {
        page.event(event, range);
        if page.html.len() - page.named > most {
            return Rendered {
                html: as_typed(body, names),
                ..Rendered::default()
            };
        }
    }
    Rendered {
        html: page.html,
        mentions: page.mentions,
        addresses: page.addresses,
    }
}

/// Reads shielded text.
pub(super) fn parse(source: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let mut options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    options.set(Options::ENABLE_TABLES, has_few_cells(source));
    TextMergeWithOffset::new(Parser::new_ext(source, options).into_offset_iter())
}

/// The HTML as far as it is written.
struct Page<'a, N> {
    names: &'a N,
    source: &'a str,
    html: String,
    /// How much of the HTML is names: they differ from reader to reader, and what a text may become does not.
    named: usize,
    /// The web addresses that are links, as far as it is written.
    addresses: Vec<String>,
    /// Whom the text calls, as far as it is written.
    mentions: Mentions,
    /// How many quotes are open: what is quoted calls nobody.
    quotes: usize,
    directions: Directions,
    /// What closes the elements that are open; nothing for one that is too deep.
    open: Vec<Cow<'static, str>>,
    /// How many links are open: none may lie in another.
    links: usize,
    /// The text of a block of code, while it lasts.
    code: Option<String>,
    /// How many elements are open in one that is shown as its source.
    skipped: usize,
    columns: Vec<Alignment>,
    column: usize,
    heads: bool,
}

impl<N: Names> Page<'_, N> {
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
                self.html.push_str(&format!("<code{dir}>{code}</code>"));
            }
            Event::Html(text) => self.lines(&unshield(&text)),
            Event::InlineHtml(text) => self.lines(&unshield(&text)),
            Event::SoftBreak | Event::HardBreak => self.html.push_str("<br>"),
            Event::Rule => self.html.push_str("<hr>"),
            Event::TaskListMarker(true) => self
                .html
                .push_str(r#"<input type="checkbox" disabled="" checked="" aria-label="Done"> "#),
            Event::TaskListMarker(false) => self
                .html
                .push_str(r#"<input type="checkbox" disabled="" aria-label="To do"> "#),
            // Not asked for.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.lines(&unshield(&text));
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.block("p"),
            Tag::Heading { level, .. } => self.block(heading(level)),
            Tag::BlockQuote(_) => {
                self.quotes += 1;
                self.container("blockquote");
            }
            Tag::CodeBlock(kind) => {
                self.code = Some(String::new());
                let language = language(&kind);
                let dir = self.directions.of_code();
                let open = format!(r#"<div class="code"{dir}>{COPY}<pre><code{language}>"#);
                self.open(&open, "</code></pre></div>");
            }
            Tag::List(None) => self.element("ul"),
            Tag::List(Some(start)) => {
                // The first number that no browser takes has ten digits.
                self.open(&format!(r#"<ol start="{start}">"#), "</ol>");
            }
            Tag::Item => self.container("li"),
            Tag::Table(columns) => {
                self.columns = columns;
                self.open(r#"<div class="table"><table>"#, "</tbody></table></div>");
            }
            Tag::TableHead => {
                (self.column, self.heads) = (0, true);
                self.open("<thead><tr>", "</tr></thead><tbody>");
            }
            Tag::TableRow => {
                (self.column, self.heads) = (0, false);
                self.element("tr");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.element("em"),
            Tag::Strong => self.element("strong"),
            Tag::Strikethrough => self.element("del"),
            Tag::Link { dest_url, .. } => self.link(&unshield(&dest_url), range, ""),
            Tag::Image { dest_url, .. } => {
                let dest = unshield(&dest_url);
                let label = if range_is_unlabelled(self.source, &range) {
                    dest.as_str()
                } else {
                    ""
                };
                self.link(&dest, range.clone(), label);
            }
            // Not asked for.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => self.open("", ""),
        }
    }

    fn end(&mut self) {
        if let Some(code) = self.code.take() {
            let code = in_words(&unshield(&code), self.names);
            self.html.push_str(&escape(&code));
        }
        if let Some(close) = self.open.pop() {
            self.links -= usize::from(close == "</a>");
            self.html.push_str(&close);
        }
    }

    fn element(&mut self, name: &str) {
        self.open(&format!("<{name}>"), &format!("</{name}>"));
    }

    /// An element that holds text alone.
    fn block(&mut self, name: &str) {
        let dir = self.directions.of_block();
        self.open(&format!("<{name}{dir}>"), &format!("</{name}>"));
    }

    /// An element that holds others, and takes its direction from the first text in it.
    fn container(&mut self, name: &str) {
        let dir = self.directions.of_container();
        self.open(&format!("<{name}{dir}>"), &format!("</{name}>"));
    }

    fn open(&mut self, open: &str, close: &str) {
        let deep = self.open.len() >= DEPTH;
        let close = if deep { "" } else { close };
        if !deep {
            self.html.push_str(open);
        }
        self.open.push(Cow::Owned(close.to_owned()));
    }

    fn cell(&mut self) {
        let name = if self.heads { "th" } else { "td" };
        let class = match self.columns.get(self.column) {
            Some(Alignment::Center) => r#" class="align-center""#,
            Some(Alignment::Right) => r#" class="align-end""#,
            _ => "",
        };
        let dir = self.directions.of_block();
        self.column += 1;
        self.open(&format!("<{name}{class}{dir}>"), &format!("</{name}>"));
    }

    /// A link, or what was typed where it leads to what no link may. `label` is what it is called if it has no text.
    fn link(&mut self, dest: &str, range: Range<usize>, label: &str) {
        if self.links > 0 {
            // Only an image can lie in a link.
            self.open("", "");
        } else if is_allowed(dest) && self.open.len() < DEPTH {
            self.links += 1;
            let open = self.anchor(dest, "");
            self.open(&open, "</a>");
            self.html.push_str(&escape(label));
        } else {
            let typed = unshield(self.source.get(range).unwrap_or_default());
            self.lines(&typed);
            self.skipped = 1;
        }
    }

    /// Returns what opens a link to an address.
    fn anchor(&mut self, href: &str, dir: &str) -> String {
        if is_web(href) {
            self.addresses.push(href.to_owned());
        }
        let href = escape(href).replace('"', "&quot;");
        format!(r#"<a href="{href}" target="_blank" rel="noopener noreferrer nofollow"{dir}>"#)
    }

    /// Text over several lines, each shown as it is.
    fn lines(&mut self, text: &str) {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                self.html.push_str("<br>");
            }
            self.text(line);
        }
    }

    fn text(&mut self, text: &str) {
        for token in tokens(text) {
            self.token(token);
        }
    }

    /// Calls a person, and returns whether they are the reader; `None` in a quote.
    fn call(&mut self, person: UserId) -> Option<bool> {
        if self.quotes > 0 {
            return None;
        }
        self.mentions.person(person);
        Some(person == self.names.me())
    }

    fn token(&mut self, token: Token) {
        let html = match token {
            Token::Text(text) => escape(&reveal(&text)),
            Token::Link { text, .. } if self.links > 0 => escape(&reveal(&text)),
            Token::Link { text, href } => {
                let dir = self.directions.of_code();
                let (open, text) = (self.anchor(&reveal(&href), dir), escape(&reveal(&text)));
                format!("{open}{text}</a>")
            }
            Token::Emoji(emoji) => emoji.to_owned(),
            Token::Everyone(word) if self.quotes > 0 => word.to_owned(),
            Token::Everyone(word) => {
                self.mentions.everyone(word);
                format!(r#"<bdi class="mention is-mine">{word}</bdi>"#)
            }
            Token::Person(id) => {
                let name = escape(self.names.person(id).unwrap_or(STRANGER));
                self.named += name.len();
                let class = match self.call(id) {
                    Some(true) => r#" class="mention is-mine""#,
                    Some(false) => r#" class="mention""#,
                    None => "",
                };
                format!("<bdi{class}>@{name}</bdi>")
            }
            Token::Room(id) => match self.names.room(id) {
                Some(name) if self.links == 0 => {
                    let (path, name) = (room_path(id), escape(name));
                    self.named += name.len();
                    format!(r##"<a class="mention" href="{path}">#{name}</a>"##)
                }
                Some(name) => format!("#{}", escape(name)),
                None => PRIVATE.to_owned(),
            },
        };
        self.html.push_str(&html);
    }
}

/// Only the web and letters: `javascript:` and its like never.
fn is_allowed(dest: &str) -> bool {
    const MAIL: &str = "mailto:";
    is_web(dest)
        || dest
            .get(..MAIL.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(MAIL))
}

/// Whether an image says nothing in the place of its picture: `![](…)`.
fn range_is_unlabelled(source: &str, range: &Range<usize>) -> bool {
    let typed = source.get(range.clone()).unwrap_or_default();
    typed.starts_with("![](")
}

/// Below the room's name, which is the page's own heading.
fn heading(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 => "h3",
        HeadingLevel::H2 => "h4",
        HeadingLevel::H3 => "h5",
        HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => "h6",
    }
}

/// The language of a block of code, as an attribute.
fn language(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else {
        return String::new();
    };
    let name = info
        .split([' ', ',', '{'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#' | b'-');
    if (1..=20).contains(&name.len()) && name.bytes().all(known) {
        format!(r#" class="language-{name}""#)
    } else {
        String::new()
    }
}
