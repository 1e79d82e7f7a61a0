//! The texts of the source, and the translations that are read against them.

use crate::pattern::{Argument, compile};
use fluent_syntax::{ast::Entry, parser};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Tables of a language: what the first screen needs, what code that is loaded later needs, and what only the server needs.
pub const TABLES: [&str; 3] = ["first", "later", "server"];

/// A text of the source.
pub struct Text {
    pub table: &'static str,
    /// The text as it is written in the file.
    pub written: String,
    pattern: String,
    pub arguments: Vec<Argument>,
}

/// All texts of the source by their ids.
#[derive(Default)]
pub struct Catalog {
    pub texts: BTreeMap<String, Text>,
}

/// Compiled patterns of a language by the ids of the texts.
pub type Patterns = BTreeMap<String, String>;

impl Catalog {
    /// Reads the source.
    pub fn read_source(folder: &Path) -> Result<Self, String> {
        let mut catalog = Self::default();
        for table in TABLES {
            for file in files(&folder.join(table))? {
                catalog.read(table, &file)?;
            }
        }
        Ok(catalog)
    }

    fn read(&mut self, table: &'static str, file: &Path) -> Result<(), String> {
        for_each_message(file, |id, pattern, written| {
            let mut arguments = Vec::new();
            let pattern = compile(pattern, &mut arguments, true)?;
            let text = Text {
                table,
                written,
                pattern,
                arguments,
            };
            match self.texts.insert(id.to_owned(), text) {
                None => Ok(()),
                Some(_) => Err("there is another text with this id".into()),
            }
        })
    }

    /// Reads a translation. All its texts must be in the source.
    pub fn read_translation(&self, file: &Path) -> Result<Patterns, String> {
        let mut patterns = Patterns::new();
        for_each_message(file, |id, pattern, _| {
            let Some(text) = self.texts.get(id) else {
                return Err("there is no English text with this id".into());
            };
            let pattern = compile(pattern, &mut text.arguments.clone(), false)?;
            match patterns.insert(id.to_owned(), pattern) {
                None => Ok(()),
                Some(_) => Err("it is there twice".into()),
            }
        })?;
        Ok(patterns)
    }

    /// Returns the patterns of the source.
    pub fn patterns(&self) -> Patterns {
        let texts = self.texts.iter();
        texts
            .map(|(id, text)| (id.clone(), text.pattern.clone()))
            .collect()
    }

    /// Returns the content of a table: its patterns in the order of their ids, with `\0` between them. A pattern that is
    /// missing is that of the source.
    pub fn table(&self, table: &str, patterns: &Patterns) -> String {
        let texts = self.of_table(table);
        let patterns = texts.map(|(id, text)| patterns.get(id).unwrap_or(&text.pattern).as_str());
        patterns.collect::<Vec<_>>().join("\0")
    }

    /// Returns the texts of a table in the order of their ids.
    pub fn of_table(&self, table: &str) -> impl Iterator<Item = (&String, &Text)> {
        let texts = self.texts.iter();
        texts.filter(move |(_, text)| text.table == table)
    }

    /// Returns the ids that a translation lacks.
    pub fn missing_in(&self, patterns: &Patterns) -> Vec<&str> {
        let ids = self.texts.keys();
        let missing = ids.filter(|id| !patterns.contains_key(*id));
        missing.map(String::as_str).collect()
    }
}

/// Calls `f` with the id, the pattern, and the written text of each message of a file.
fn for_each_message(
    file: &Path,
    mut f: impl FnMut(&str, &fluent_syntax::ast::Pattern<&str>, String) -> Result<(), String>,
) -> Result<(), String> {
    let content =
        fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let resource = parser::parse(content.as_str())
        .map_err(|(_, errors)| format!("{}: {errors:?}", file.display()))?;
    for entry in &resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(term) => {
                return Err(format!(
                    "{}: terms are not known: {}",
                    file.display(),
                    term.id.name
                ));
            }
            _ => continue,
        };
        let id = message.id.name;
        let within = |error| format!("{}: {id}: {error}", file.display());
        let Some(pattern) = &message.value else {
            return Err(within("it has no text".into()));
        };
        if !message.attributes.is_empty() {
            return Err(within("attributes are not known".into()));
        }
        f(id, pattern, written(&content, id)).map_err(within)?;
    }
    Ok(())
}

/// Returns the lines of a message without its id.
fn written(content: &str, id: &str) -> String {
    let mut lines = content.lines().skip_while(|line| {
        let rest = line.strip_prefix(id).map(str::trim_start);
        !rest.is_some_and(|rest| rest.starts_with('='))
    });
    let first = lines.next().and_then(|line| line.split_once('='));
    let first = first.map(|(_, text)| text.trim()).unwrap_or_default();
    let more = lines.take_while(|line| line.starts_with(' '));
    let lines = [first].into_iter().chain(more.map(str::trim));
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Returns the files with texts of a folder, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "ftl"))
        .collect();
    files.sort();
    Ok(files)
}

/// Returns the name of a file without its ending.
pub fn stem(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
