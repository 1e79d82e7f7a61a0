//! The Rust code that is made from the texts.

use crate::{
    SOURCE,
    catalog::{Catalog, Patterns, TABLES, Text},
    pattern::Kind,
};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Returns the methods of `Texts`, one for each text.
pub fn methods(source: &Catalog) -> String {
    let mut code = String::from("impl Texts {\n");
    for table in TABLES {
        for (place, (id, text)) in source.of_table(table).enumerate() {
            code.push_str(&method(place, id, text));
        }
    }
    code.push_str("}\n");
    code
}

fn method(place: usize, id: &str, text: &Text) -> String {
    let name = id.replace('-', "_");
    let table = variant(text.table);
    let written = text.written.replace('"', "\\\"");
    let doc = format!("    #[doc = \"`{written}`\"]\n");
    if text.arguments.is_empty() {
        return format!(
            "{doc}    pub fn {name}(self) -> &'static str {{ self.get(Table::{table}, {place}) }}\n"
        );
    }
    let mut parameters = String::new();
    let mut arguments = String::new();
    for argument in &text.arguments {
        let name = argument.name.replace('-', "_");
        let (kind, value) = match argument.kind {
            Kind::Text => ("&str", format!("Argument::Text({name})")),
            Kind::Number => ("impl Count", format!("Argument::Number({name}.count())")),
        };
        parameters.push_str(&format!(", {name}: {kind}"));
        arguments.push_str(&format!("{value}, "));
    }
    format!(
        "{doc}    pub fn {name}(self{parameters}) -> String {{ self.fill(Table::{table}, {place}, &[{arguments}]) }}\n"
    )
}

/// Returns the languages, their tables, and what is missing.
pub fn languages(source: &Catalog, translations: &[(String, Patterns)]) -> String {
    let english = (SOURCE.to_owned(), source.patterns());
    let all: Vec<_> = [&english].into_iter().chain(translations).collect();
    let count = all.len();
    let mut code = String::from("/// All languages, the source first.\n");
    let languages: Vec<_> = (0..count)
        .map(|place| format!("Language({place})"))
        .collect();
    code.push_str(&format!(
        "pub const LANGUAGES: [Language; {count}] = [{}];\n",
        languages.join(", ")
    ));
    let codes: Vec<_> = all.iter().map(|(code, _)| format!("\"{code}\"")).collect();
    code.push_str(&format!(
        "const CODES: [&str; {count}] = [{}];\n",
        codes.join(", ")
    ));
    let names: Vec<_> = all
        .iter()
        .map(|(_, patterns)| format!("{:?}", name_in(patterns)))
        .collect();
    code.push_str(&format!(
        "const NAMES: [&str; {count}] = [{}];\n",
        names.join(", ")
    ));
    code.push_str(&format!(
        "/// Addresses of the tables.\nconst PATHS: [[&str; 3]; {count}] = [\n"
    ));
    for (language, patterns) in &all {
        let paths = TABLES.map(|table| {
            let content = source.table(table, patterns);
            format!("\"/texts/{language}-{table}-{}.txt\"", hash(&content))
        });
        code.push_str(&format!("    [{}],\n", paths.join(", ")));
    }
    code.push_str("];\n");
    code.push_str("#[cfg(not(target_arch = \"wasm32\"))]\npub(crate) const CONTENT: [[&str; 3]; LANGUAGES.len()] = [\n");
    for (code_of, _) in &all {
        let files = TABLES.map(|table| {
            format!("include_str!(concat!(env!(\"OUT_DIR\"), \"/{code_of}-{table}.txt\"))")
        });
        code.push_str(&format!("    [{}],\n", files.join(", ")));
    }
    code.push_str("];\n");
    code.push_str(
        "/// The texts that a language lacks.\n#[cfg(test)]\nconst MISSING: &[(&str, &str)] = &[\n",
    );
    for (language, patterns) in translations {
        for id in source.missing_in(patterns) {
            code.push_str(&format!("    (\"{language}\", \"{id}\"),\n"));
        }
    }
    code.push_str("];\n");
    code
}

fn variant(table: &str) -> String {
    let (first, rest) = table.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// Returns the name of a language in itself.
fn name_in(patterns: &Patterns) -> &str {
    patterns.get("language-name").map_or("", String::as_str)
}

/// Returns a name that changes with the content.
fn hash(content: &str) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
