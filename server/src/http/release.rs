//! The release: the site's files that belong together, and the service worker that keeps them in browsers.

use locale::{LANGUAGES, Table};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::{fs, io, path::Path};

/// The path of the page that a browser shows without a network.
pub(crate) const OFFLINE: &str = "/offline";
/// The service worker's file in the site. The server puts the release before its code.
const WORKER: &str = "service-worker.js";
/// Endings of the package's files that a page does not load.
const UNUSED: [&str; 3] = [".br", ".gz", ".ts"];
/// Beginnings of the names of other files that pages need.
const NEEDED: [&str; 5] = ["emoji-", "favicon", "highlight-", "icon-", "notification-"];

/// A release of the site.
pub(crate) struct Release {
    /// Changes whenever a file of the site does.
    pub(crate) id: String,
    /// Code of the service worker. `None` if the site has none.
    pub(crate) worker: Option<String>,
}

impl Release {
    /// Reads the site in the folder `root`, whose package is in the folder `package` and is served at the path
    /// `package_path`. While the site is `watched`, its files change without their names.
    pub(crate) fn read(root: &Path, package: &str, package_path: &str, watched: bool) -> Self {
        let mut files = list(&root.join(package), &format!("/{package_path}/"));
        files.retain(|(path, _)| !UNUSED.iter().any(|unused| path.ends_with(unused)));
        let assets = list(root, "/");
        let needed = |path: &str| NEEDED.iter().any(|start| path[1..].starts_with(start));
        files.extend(assets.into_iter().filter(|(path, _)| {
            needed(path) && !UNUSED.iter().any(|unused| path.ends_with(unused))
        }));
        files.extend(texts());
        files.sort();
        let code = fs::read_to_string(root.join(WORKER)).ok();
        let mut hash = Sha256::new();
        // The page without a network is part of the program.
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(code.as_deref().unwrap_or_default());
        for (path, length) in &files {
            hash.update(format!("{path} {length}\n"));
        }
        let id = hash.finalize()[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>();
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let release = json!({ "id": id, "offline": OFFLINE, "files": paths, "watched": watched });
        let worker = code.map(|code| format!("const RELEASE = {release};\n{code}"));
        Self { id, worker }
    }
}

/// Returns the paths of the texts of all languages, and their lengths.
fn texts() -> impl Iterator<Item = (String, u64)> {
    let paths = LANGUAGES.into_iter().flat_map(|language| {
        [Table::First, Table::Later].map(|table| language.path(table).to_owned())
    });
    // Their names change with their content.
    paths.map(|path| (path, 0))
}

/// Returns the paths of the files in a folder, each after `before`, and their lengths.
fn list(folder: &Path, before: &str) -> Vec<(String, u64)> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let file = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.ok()?;
        // Follows links.
        let metadata = fs::metadata(entry.path()).ok()?;
        let name = entry.file_name().into_string().ok()?;
        metadata
            .is_file()
            .then(|| (format!("{before}{name}"), metadata.len()))
    };
    entries.filter_map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_names_the_files_of_its_pages_and_changes_with_each() {
        let root = std::env::temp_dir().join(format!("hubbub-release-{}", std::process::id()));
        let package = root.join("pkg");
        fs::create_dir_all(&package).expect("the folder is made");
        let write = |path: &str, text: &str| fs::write(root.join(path), text).expect("is written");
        for path in [
            "pkg/hubbub.js",
            "pkg/hubbub.js.br",
            "pkg/hubbub.d.ts",
            "favicon.svg",
        ] {
            write(path, "1");
        }
        write("secret.txt", "1");
        write("service-worker.js", "// code");
        let read = || Release::read(&root, "pkg", "pkg/abc", false);
        let first = read();
        let worker = first.worker.as_deref().expect("there is a worker");
        assert!(worker.ends_with("// code"));
        assert!(
            worker.contains(r#""files":["/favicon.svg","/pkg/abc/hubbub.js","/texts/en-first-"#)
        );
        assert!(worker.contains(&first.id));
        assert_eq!(read().id, first.id);

        write("favicon.svg", "22");
        assert_ne!(read().id, first.id);
        fs::remove_dir_all(&root).expect("the folder is removed");
    }
}
