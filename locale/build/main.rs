//! Compiles the texts of all languages into tables, and makes a method for each text.
//!
//! English (`en/`) is the source: its files say which texts there are, and its folders in which table each is. Another
//! language is one file, such as `zh-Hans.ftl`. A text that it lacks is in English.

mod catalog;
mod pattern;
mod rust;

use catalog::{Catalog, TABLES};
use std::{env, error::Error, fs, path::Path};

/// The language of the source.
const SOURCE: &str = "en";

fn main() -> Result<(), Box<dyn Error>> {
    let source = Catalog::read_source(Path::new(SOURCE))?;
    println!("cargo::rerun-if-changed=.");
    let mut translations = Vec::new();
    for file in catalog::files(Path::new("."))? {
        let language = catalog::stem(&file);
        translations.push((language, source.read_translation(&file)?));
    }
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    for (language, texts) in [(SOURCE.to_owned(), source.patterns())]
        .iter()
        .chain(&translations)
    {
        for table in TABLES {
            let content = source.table(table, texts);
            fs::write(out.join(format!("{language}-{table}.txt")), content)?;
        }
    }
    fs::write(out.join("texts.rs"), rust::methods(&source))?;
    fs::write(
        out.join("languages.rs"),
        rust::languages(&source, &translations),
    )?;
    Ok(())
}
