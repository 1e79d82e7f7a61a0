//! Finds texts in the code of the interface that are not in the language files, and texts in the files that nothing uses.

mod literals;

use literals::{Literal, literals};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders with code whose texts people read.
const INTERFACE: [&str; 3] = ["../app/src", "../client/src", "../frontend/src"];

/// Literals that read as texts and are none.
const NO_TEXTS: [&str; 28] = [
    // Names of keys.
    "Alt",
    "Alt ↑",
    "Alt ↓",
    "Backspace",
    "Ctrl",
    "Ctrl K",
    "Del",
    "Delete",
    "End",
    "Enter",
    "Esc",
    "Escape",
    "Home",
    "Process",
    "Shift",
    "Tab",
    // Names in browsers and formats.
    "Files",
    "Highlight",
    "Intl",
    "Mac",
    "Notification",
    "dialog, aside, nav",
    "input, textarea, dialog",
    "light dark",
    "xMaxYMid slice",
    "Hubbub",
    // Stored with the file.
    "Voice note",
    // Nobody sees it.
    "There is no browser on the server.",
];

/// Returns the Rust files of a folder, without those that hold tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if matches!(name.as_str(), "tests" | "fixtures") {
            continue;
        }
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files
}

/// Returns whether a literal reads as a text: it has a word that begins a sentence or a name, or two words, and no signs of
/// a selector or a path.
fn is_text(literal: &str) -> bool {
    if literal.contains(['[', '>', '/', '*'])
        || literal.starts_with(['.', '('])
        || literal.contains(":not")
        || literal.starts_with("hubbub:")
        || literal.ends_with(".reactions")
    {
        return false;
    }
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let words: Vec<_> = literal
        .split(|c: char| c.is_whitespace() || ",.:;!?…“”()".contains(c))
        .filter(is_word)
        .collect();
    let begins = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
    };
    words.len() > 1 || words.iter().any(begins)
}

#[test]
fn all_texts_of_the_interface_are_in_the_language_files() {
    let mut found = Vec::new();
    for file in INTERFACE
        .iter()
        .flat_map(|folder| sources(Path::new(folder)))
    {
        for Literal { line, text, .. } in literals(&file) {
            if is_text(&text) && !NO_TEXTS.contains(&text.as_str()) {
                found.push(format!("{}:{line}: {text:?}", file.display()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "texts outside the language files:\n{}",
        found.join("\n")
    );
}

#[test]
fn every_text_is_used() {
    let folders = INTERFACE.iter().copied().chain(["../server/src", "src"]);
    let code: String = folders
        .flat_map(|folder| sources(Path::new(folder)))
        .map(|file| fs::read_to_string(file).expect("a source"))
        .collect();
    let mut unused = Vec::new();
    for table in ["first", "later", "server"] {
        for entry in fs::read_dir(Path::new("en").join(table)).expect("a folder") {
            let file = fs::read_to_string(entry.expect("an entry").path()).expect("texts");
            let ids = file.lines().filter_map(|line| line.split_once(" ="));
            let ids = ids
                .map(|(id, _)| id)
                .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()));
            unused.extend(
                ids.map(str::to_owned)
                    .filter(|id| !code.contains(&format!(".{}(", id.replace('-', "_")))),
            );
        }
    }
    // The build script reads it.
    unused.retain(|id| id != "language-name");
    assert!(unused.is_empty(), "nothing uses these texts: {unused:?}");
}
