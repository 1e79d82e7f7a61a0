//! Addresses of files, with their names.

use protocol::FileId;

/// Returns the address of a file.
pub(crate) fn address(id: FileId, name: &str) -> String {
    format!("/files/{id}/{}", name_in_address(name))
}

/// Returns a readable name for a file's address, without characters that have a meaning there. The server finds the file by
/// its id alone, but `thumbnail` in place of a name is the address of another file.
fn name_in_address(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || !c.is_ascii();
    let plain = |c| if plain(c) { c } else { '-' };
    let name: String = name.chars().map(plain).collect();
    if name == "thumbnail" || name.is_empty() || name.starts_with('.') {
        "file".into()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_lead_to_another_file() {
        for name in ["thumbnail", "..", ".", ""] {
            let address = address(FileId::default(), name);
            assert!(address.ends_with("/file"), "{address}");
        }
    }
}
