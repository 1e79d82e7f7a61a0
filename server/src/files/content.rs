//! Contents of files, and their places in the folder.

use std::path::{Path, PathBuf};

/// Media type of a PDF.
pub(crate) const PDF: &str = "application/pdf";
/// The most lines of an excerpt, and the most characters of each.
const EXCERPT_LINES: usize = 6;
const EXCERPT_CHARS: usize = 120;

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
    /// The first lines of a text. `None` if the file is no text or is blank.
    pub(crate) excerpt: Option<String>,
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
    /// Returns whether a browser may show the file inline. No type whose scripts could reach a page is among these.
    pub(crate) fn is_shown(&self) -> bool {
        let plays = |kind| self.media_type.starts_with(kind);
        self.thumbnail.is_some() || plays("video/") || plays("audio/") || self.media_type == PDF
    }
}

/// Returns the media type of a file by its first bytes.
pub(super) fn media_type(head: &[u8]) -> &'static str {
    match infer::get(head).map(|kind| kind.mime_type()) {
        Some("video/webm" | "video/x-matroska") if webm_has_only_sound(head) => "audio/webm",
        Some("video/mp4") if mp4_has_only_sound(head) => "audio/mp4",
        Some(kind) => kind,
        None if text(head).is_some() => "text/plain",
        None => "application/octet-stream",
    }
}

/// Returns the first lines of a text, from the first bytes of its file. `None` if it is no text or is blank.
pub(super) fn excerpt(head: &[u8], media_type: &str) -> Option<String> {
    if !media_type.starts_with("text/") {
        return None;
    }
    let text = text(head)?.trim_start_matches('\u{feff}');
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let lines = lines.by_ref().take(EXCERPT_LINES).map(|line| {
        let line = line.trim_end().replace('\t', "    ");
        let shown = line.chars().filter(|c| !c.is_control());
        shown.take(EXCERPT_CHARS).collect::<String>()
    });
    let excerpt = lines.collect::<Vec<_>>().join("\n");
    let excerpt = excerpt.trim_end();
    (!excerpt.is_empty()).then(|| excerpt.to_owned())
}

/// Returns the text that a file begins with. `None` if the file is no text.
fn text(head: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // It may end in the middle of a character.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    (!text.contains('\0')).then_some(text)
}

/// Returns whether a WebM file has tracks of sound and none of pictures, as a browser records voice. The name of a track's
/// codec begins with `A_` or `V_`.
fn webm_has_only_sound(head: &[u8]) -> bool {
    const CODEC_ID: u8 = 0x86;
    let codec = |kind: u8| {
        head.windows(4)
            .any(|bytes| bytes[0] == CODEC_ID && bytes[2] == kind && bytes[3] == b'_')
    };
    codec(b'A') && !codec(b'V')
}

/// Returns whether an MP4 file has tracks of sound and none of pictures. A track's handler is named after its `hdlr` box.
fn mp4_has_only_sound(head: &[u8]) -> bool {
    let handler = |kind: &[u8; 4]| {
        head.windows(16)
            .any(|bytes| bytes.starts_with(b"hdlr") && bytes.ends_with(kind))
    };
    handler(b"soun") && !handler(b"vide")
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
    fn a_recording_without_pictures_is_audio() {
        let webm = |codecs: &[&str]| {
            let mut head = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm\x16\x54\xae\x6b".to_vec();
            for codec in codecs {
                head.extend([0x86, 0x80 | codec.len() as u8]);
                head.extend(codec.as_bytes());
            }
            media_type(&head)
        };
        assert_eq!(webm(&["A_OPUS"]), "audio/webm");
        assert_eq!(webm(&["A_OPUS", "V_VP8"]), "video/webm");
        let mp4 = |handlers: &[&[u8]]| {
            let mut head = b"\0\0\0\x18ftypisom\0\0\0\0isommp42".to_vec();
            for handler in handlers {
                head.extend(b"hdlr\0\0\0\0\0\0\0\0");
                head.extend(*handler);
            }
            media_type(&head)
        };
        assert_eq!(mp4(&[b"soun"]), "audio/mp4");
        assert_eq!(mp4(&[b"vide", b"soun"]), "video/mp4");
        assert_eq!(mp4(&[]), "video/mp4");
    }

    #[test]
    fn an_excerpt_is_the_first_lines_of_a_text() {
        let plain = |text: &[u8]| excerpt(text, "text/plain");
        let eight = plain(b"\n\n1\n2\r\n\n4\n\t5\x1b\n6\n7\n8");
        assert_eq!(eight.as_deref(), Some("1\n2\n\n4\n    5\n6"));
        assert_eq!(plain("Grüße".as_bytes()).as_deref(), Some("Grüße"));
        assert_eq!(plain(&"Grüße".as_bytes()[..3]).as_deref(), Some("Gr"));
        let long = plain("長".repeat(500).as_bytes()).map(|text| text.chars().count());
        assert_eq!(long, Some(EXCERPT_CHARS));
        assert_eq!(plain(b" \n\n "), None);
        assert_eq!(excerpt(b"%PDF-1.4", PDF), None);
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
