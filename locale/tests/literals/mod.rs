//! The string literals of a Rust file that may be texts.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::{fs, path::Path};

/// Attributes of elements whose values nobody reads.
const CODE_ATTRIBUTES: [&str; 3] = ["class", "d", "autocomplete"];

/// Functions and macros whose literals are for developers.
const FOR_DEVELOPERS: [&str; 11] = [
    "expect",
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "debug_assert",
    "error",
    "warn",
    "info",
    "debug",
    "trace",
];

/// A string literal.
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// Returns the literals of a file, outside tests, attributes, scripts and messages for developers.
pub fn literals(file: &Path) -> Vec<Literal> {
    let source = fs::read_to_string(file).expect("a source");
    let tokens: TokenStream = source.parse().expect("Rust");
    let mut found = Vec::new();
    walk(tokens, &mut found);
    found
}

fn walk(tokens: TokenStream, found: &mut Vec<Literal>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        let before = |back: usize| place.checked_sub(back).and_then(|at| tokens.get(at));
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                place = after_attribute(&tokens, place);
                continue;
            }
            // A script or a style.
            TokenTree::Ident(word) if word == "const" && is_script(tokens.get(place + 1)) => {
                place = after_sign(&tokens, place, ';');
                continue;
            }
            TokenTree::Group(group) if !is_for_developers(before(1), before(2)) => {
                walk(group.stream(), found)
            }
            TokenTree::Literal(literal) if !is_attribute_of_code(before(1), before(2)) => {
                if let Some(text) = text_of(&literal.to_string()) {
                    found.push(Literal {
                        line: literal.span().start().line,
                        text,
                    });
                }
            }
            _ => (),
        }
        place += 1;
    }
}

/// Returns the place after an attribute, and after the item that it keeps for tests.
fn after_attribute(tokens: &[TokenTree], place: usize) -> usize {
    let is_inner =
        matches!(tokens.get(place + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '!');
    let place = place + usize::from(is_inner);
    let Some(TokenTree::Group(group)) = tokens.get(place + 1) else {
        return place + 1;
    };
    let content = group.stream().to_string().replace(' ', "");
    if content != "cfg(test)" {
        return place + 2;
    }
    let rest = tokens.iter().enumerate().skip(place + 2);
    let end = rest.into_iter().find(|(_, token)| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        _ => false,
    });
    end.map_or(tokens.len(), |(end, _)| end + 1)
}

fn after_sign(tokens: &[TokenTree], place: usize, sign: char) -> usize {
    let rest = tokens.iter().enumerate().skip(place);
    let mut ends =
        rest.filter(|(_, token)| matches!(token, TokenTree::Punct(it) if it.as_char() == sign));
    ends.next().map_or(tokens.len(), |(end, _)| end + 1)
}

fn is_script(name: Option<&TokenTree>) -> bool {
    matches!(name, Some(TokenTree::Ident(name)) if name.to_string().ends_with("SCRIPT"))
}

/// Returns whether a group holds the arguments of something for developers: `expect(…)` or `panic!(…)`.
fn is_for_developers(before: Option<&TokenTree>, second: Option<&TokenTree>) -> bool {
    let name = match before {
        Some(TokenTree::Punct(sign)) if sign.as_char() == '!' => second,
        other => other,
    };
    matches!(name, Some(TokenTree::Ident(name)) if FOR_DEVELOPERS.contains(&name.to_string().as_str()))
}

fn is_attribute_of_code(before: Option<&TokenTree>, second: Option<&TokenTree>) -> bool {
    let is_value = matches!(before, Some(TokenTree::Punct(sign)) if sign.as_char() == '=');
    is_value
        && matches!(second, Some(TokenTree::Ident(name)) if CODE_ATTRIBUTES.contains(&name.to_string().as_str()))
}

/// Returns the text of a string literal; `None` for a literal of another kind.
fn text_of(literal: &str) -> Option<String> {
    let start = literal.find('"')?;
    let end = literal.rfind('"')?;
    let is_string = literal.starts_with('"') || literal.starts_with('r');
    (is_string && end > start).then(|| literal[start + 1..end].to_owned())
}
