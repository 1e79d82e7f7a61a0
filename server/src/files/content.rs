//! Contents of files, and their places in the folder.

use std::path::{Path, PathBuf};

/// SHA-256 of a file's bytes.
pub(crate) type FileHash = [u8; 32];

/// Content of a file on disk.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) hash: FileHash,
    /// In bytes.
    pub(crate) size: u64,
    pub(crate) media_type: &'static str,
    /// `None` if it is not an image that could be decoded.
    pub(crate) image: Option<ImageInfo>,
}

/// Size of an image, and the type of its thumbnail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ImageInfo {
    /// In pixels, in the orientation that is shown.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Media type of the thumbnail.
    pub(crate) thumbnail: &'static str,
}

/// File to be downloaded.
#[derive(Clone, Debug)]
pub(crate) struct StoredFile {
    pub(crate) hash: FileHash,
    pub(crate) name: String,
    pub(crate) media_type: String,
    /// Media type of the thumbnail; `None` if there is none.
    pub(crate) thumbnail: Option<String>,
}

impl StoredFile {
    /// Returns whether a browser may show the file inline. No type that can contain scripts is among these.
    pub(crate) fn is_shown(&self) -> bool {
        let plays = |kind| self.media_type.starts_with(kind);
        self.thumbnail.is_some() || plays("video/") || plays("audio/")
    }
}

/// Returns the media type of a file by its first bytes.
pub(super) fn media_type(head: &[u8]) -> &'static str {
    if let Some(kind) = infer::get(head) {
        return kind.mime_type();
    }
    let text = match std::str::from_utf8(head) {
        Ok(_) => true,
        // It may end in the middle of a character.
        Err(error) => error.error_len().is_none(),
    };
    if text && !head.contains(&0) {
        "text/plain"
    } else {
        "application/octet-stream"
    }
}

/// Returns the path of the content with a hash, two levels below `folder`.
pub(super) fn place(folder: &Path, hash: FileHash) -> PathBuf {
    let name = hex(&hash);
    folder.join(&name[..2]).join(&name[2..4]).join(name)
}

/// Returns bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the hash in the name of a file; `None` if the name is not one.
pub(super) fn hash_of(name: &str) -> Option<FileHash> {
    let mut hash = FileHash::default();
    if name.len() != 2 * hash.len() || !name.is_ascii() {
        return None;
    }
    for (byte, place) in hash.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(&name[place..place + 2], 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_give_the_media_type() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image/png");
        assert_eq!(media_type(b"<!DOCTYPE html><script>"), "text/html");
        assert_eq!(media_type("Grüße".as_bytes()), "text/plain");
        assert_eq!(media_type(&"Grüße".as_bytes()[..3]), "text/plain");
        assert_eq!(media_type(b"\0\x01\x02"), "application/octet-stream");
        assert_eq!(media_type(b""), "text/plain");
    }

    #[test]
    fn the_name_of_a_content_is_its_hash() {
        let hash = [0xab; 32];
        let place = place(Path::new("files"), hash);
        assert!(place.starts_with("files/ab/ab"));
        let name = place.file_name().and_then(|name| name.to_str());
        assert_eq!(name.and_then(hash_of), Some(hash));
        assert_eq!(hash_of("incoming"), None);
    }
}
