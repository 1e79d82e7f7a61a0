//! Blanks out of a HEIF or AVIF what it tells beside its pictures. Bytes are overwritten where they stand, since the
//! file refers to its parts by their places.

use std::{collections::HashSet, ops::Range};

/// Kinds of items that are no pictures: EXIF, XMP and the like, and what stands elsewhere.
const ASIDES: [&[u8]; 3] = [b"Exif", b"mime", b"uri "];
/// Boxes that say when, where and by whom, or are for one program alone.
const PRIVATE: [&[u8]; 6] = [b"uuid", b"udta", b"udes", b"crtt", b"mdft", b"altt"];
/// Boxes that have others in them.
const CONTAINERS: [&[u8]; 4] = [b"moov", b"trak", b"iprp", b"ipco"];
/// How deep boxes may be in each other.
const DEPTH: usize = 8;
/// The most places in which the items of a file may stand, together.
const EXTENTS: usize = 100_000;

/// Blanks it, or returns `None` if the file is not understood.
pub(super) fn strip(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let all = 0..bytes.len();
    let top = boxes(&bytes, all.clone())?;
    if !top.first()?.is(&bytes, b"ftyp") {
        return None;
    }
    let mut blanks = Vec::new();
    find_private(&bytes, all, DEPTH, &mut blanks)?;
    for part in top.iter().filter(|part| part.is(&bytes, b"meta")) {
        blanks.extend(asides(&bytes, part)?);
    }
    // Places that lie over each other could take for ever.
    if blanks.iter().map(ExactSizeIterator::len).sum::<usize>() > bytes.len() {
        return None;
    }
    for blank in blanks {
        bytes.get_mut(blank)?.fill(0);
    }
    Some(bytes)
}

/// A box: where its kind and its content stand.
struct Part {
    kind: Range<usize>,
    content: Range<usize>,
}

impl Part {
    fn is(&self, bytes: &[u8], kind: &[u8]) -> bool {
        bytes.get(self.kind.clone()) == Some(kind)
    }

    /// The content after the version and flags.
    fn versioned(&self) -> Range<usize> {
        self.content.start.saturating_add(4)..self.content.end
    }
}

/// Returns the boxes that follow on each other in a part of a file.
fn boxes(bytes: &[u8], within: Range<usize>) -> Option<Vec<Part>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let mut reader = Reader { bytes, at };
        let size = reader.number(4)?;
        let kind = reader.at..reader.at.checked_add(4)?;
        reader.at = kind.end;
        let size = match size {
            0 => within.end - at,
            1 => reader.number(8)?,
            size => size,
        };
        let end = at.checked_add(size)?;
        if end < reader.at || end > within.end {
            return None;
        }
        let content = reader.at..end;
        found.push(Part { kind, content });
        at = end;
    }
    Some(found)
}

/// Finds the content of the boxes that are nobody's business.
fn find_private(
    bytes: &[u8],
    within: Range<usize>,
    depth: usize,
    blanks: &mut Vec<Range<usize>>,
) -> Option<()> {
    for part in boxes(bytes, within)? {
        let is_one_of = |kinds: &[&[u8]]| kinds.iter().any(|kind| part.is(bytes, kind));
        if is_one_of(&PRIVATE) {
            blanks.push(part.content);
        } else if is_one_of(&CONTAINERS) {
            find_private(bytes, part.content, depth.checked_sub(1)?, blanks)?;
        } else if part.is(bytes, b"meta") {
            find_private(bytes, part.versioned(), depth.checked_sub(1)?, blanks)?;
        }
    }
    Some(())
}

/// Returns where the items of a `meta` box stand that are no pictures.
fn asides(bytes: &[u8], meta: &Part) -> Option<Vec<Range<usize>>> {
    let parts = boxes(bytes, meta.versioned())?;
    let find = |kind: &[u8]| parts.iter().find(|part| part.is(bytes, kind));
    let Some(items) = find(b"iinf") else {
        return Some(Vec::new());
    };
    let private = private_items(bytes, items)?;
    if private.is_empty() {
        return Some(Vec::new());
    }
    let data = find(b"idat").map(|data| data.content.clone());
    extents(bytes, find(b"iloc")?, &private, data)
}

/// Returns the numbers of the items that are no pictures.
fn private_items(bytes: &[u8], items: &Part) -> Option<HashSet<usize>> {
    let version = *bytes.get(items.content.start)?;
    let start = items.versioned().start + if version == 0 { 2 } else { 4 };
    let mut private = HashSet::new();
    for item in boxes(bytes, start..items.content.end)? {
        let version = *bytes.get(item.content.start)?;
        let mut reader = Reader {
            bytes,
            at: item.versioned().start,
        };
        let number = match version {
            2 => reader.number(2)?,
            3 => reader.number(4)?,
            // Older ones are not of HEIF.
            _ => return None,
        };
        let kind = reader.at + 2..reader.at + 6;
        if ASIDES.contains(&bytes.get(kind)?) {
            private.insert(number);
        }
    }
    Some(private)
}

/// Returns where in the file the `wanted` items stand, as the `iloc` box says.
fn extents(
    bytes: &[u8],
    places: &Part,
    wanted: &HashSet<usize>,
    data: Option<Range<usize>>,
) -> Option<Vec<Range<usize>>> {
    let version = *bytes.get(places.content.start)?;
    let mut reader = Reader {
        bytes,
        at: places.versioned().start,
    };
    let sizes = reader.number(2)?;
    let size = |place: u32| (sizes >> place) & 0xf;
    let (offset_size, length_size, base_size) = (size(12), size(8), size(4));
    let index_size = if version == 0 { 0 } else { size(0) };
    let wide = if version < 2 { 2 } else { 4 };
    let (mut found, mut looked_at) = (Vec::new(), 0);
    for _ in 0..reader.number(wide)? {
        let item = reader.number(wide)?;
        let method = if version == 0 {
            0
        } else {
            reader.number(2)? & 0xf
        };
        reader.at += 2;
        let base = reader.number(base_size)?;
        for _ in 0..reader.number(2)? {
            looked_at += 1;
            if looked_at > EXTENTS {
                return None;
            }
            reader.number(index_size)?;
            let offset = reader.number(offset_size)?;
            let length = reader.number(length_size)?;
            if !wanted.contains(&item) {
                continue;
            }
            let start = match method {
                0 => 0,
                1 => data.clone()?.start,
                _ => return None,
            };
            let start = start.checked_add(base)?.checked_add(offset)?;
            let end = start.checked_add(length)?;
            if length == 0 || end > bytes.len() {
                return None;
            }
            found.push(start..end);
        }
    }
    Some(found)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// Reads a number of so many bytes, at most 8, the highest first.
    fn number(&mut self, size: usize) -> Option<usize> {
        let end = self.at.checked_add(size)?;
        let mut number = 0_u64;
        for byte in self.bytes.get(self.at..end)? {
            number = number.checked_mul(256)? | u64::from(*byte);
        }
        self.at = end;
        usize::try_from(number).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(8 + content.len()).expect("small");
        [&size.to_be_bytes(), &kind[..], content].concat()
    }

    fn versioned(version: u8, content: &[u8]) -> Vec<u8> {
        [&[version, 0, 0, 0], content].concat()
    }

    fn item(number: u8, kind: &[u8; 4]) -> Vec<u8> {
        let content = [&[0, number, 0, 0], &kind[..], b"\0"].concat();
        boxed(b"infe", &versioned(2, &content))
    }

    /// A file with a picture, EXIF in the file's own data, and XMP in that of the `meta` box.
    fn file() -> Vec<u8> {
        let items = [
            &[0, 3][..],
            &item(1, b"av01"),
            &item(2, b"Exif"),
            &item(3, b"mime"),
        ]
        .concat();
        let items = boxed(b"iinf", &versioned(0, &items));
        let place = |number: u8, method: u8, offset: u32, length: u32| {
            let [offset, length] = [offset, length].map(u32::to_be_bytes);
            [
                &[0, number, 0, method, 0, 0, 0, 1],
                &offset[..],
                &length[..],
            ]
            .concat()
        };
        let text = boxed(b"idat", b"......<xmp>GPS</xmp>");
        let secret = boxed(b"ipco", &boxed(b"udes", b"GPS"));
        let ftyp = boxed(b"ftyp", b"avif\0\0\0\0");
        let meta = |start: u32| {
            let places = [
                place(1, 0, start, 7),
                place(2, 0, start + 7, 8),
                place(3, 1, 6, 14),
            ];
            let places = [&[0x44, 0, 0, 3][..], &places.concat()].concat();
            let places = boxed(b"iloc", &versioned(1, &places));
            let all = [&places[..], &items, &text, &boxed(b"iprp", &secret)].concat();
            boxed(b"meta", &versioned(0, &all))
        };
        let start = u32::try_from(ftyp.len() + meta(0).len() + 8).expect("small");
        let data = boxed(b"mdat", b"PICTUREEXIF-GPS");
        let program = boxed(b"uuid", b"0123456789abcdefGPS");
        [ftyp, meta(start), data, program].concat()
    }

    #[test]
    fn what_is_no_picture_is_blanked_in_its_place() {
        let file = file();
        assert_eq!(file.windows(3).filter(|part| part == b"GPS").count(), 4);
        let clean = strip(file.clone()).expect("understood");
        assert_eq!(clean.len(), file.len());
        assert!(!clean.windows(3).any(|part| part == b"GPS"));
        let has = |text: &[u8]| clean.windows(text.len()).any(|part| part == text);
        assert!(has(b"PICTURE\0") && has(b"......\0") && has(b"av01"));
        assert_eq!(strip(clean.clone()), Some(clean));
    }

    #[test]
    fn a_file_that_says_too_much_of_itself_is_not_understood() {
        let items = [&[0, 1][..], &item(2, b"Exif")].concat();
        let items = boxed(b"iinf", &versioned(0, &items));
        // One item in 65,535 places, which are all of the file.
        let mut places = vec![0x44, 0, 0, 1, 0, 2, 0, 0, 0xff, 0xff];
        places.extend([0, 0, 0, 0, 0, 0, 1, 0].repeat(65_535));
        let places = boxed(b"iloc", &versioned(0, &places));
        let meta = boxed(b"meta", &versioned(0, &[items, places].concat()));
        let file = [boxed(b"ftyp", b"avif\0\0\0\0"), meta].concat();
        assert_eq!(strip(file), None);
        let nested = (0..100_000).fold(Vec::new(), |inner: Vec<u8>, _| {
            if inner.len() > 10_000 {
                inner
            } else {
                boxed(b"moov", &inner)
            }
        });
        assert_eq!(strip([boxed(b"ftyp", b"avif"), nested].concat()), None);
    }

    #[test]
    fn what_is_broken_or_something_else_is_not_understood() {
        let file = file();
        for end in 0..file.len() {
            // Cut short: understood or not, but never a panic. Nothing before the last box is whole.
            let _ = strip(file[..end].to_vec());
        }
        assert_eq!(strip(file[..file.len() - 1].to_vec()), None);
        assert_eq!(strip(file[8..].to_vec()), None);
        for at in 0..file.len() {
            let mut broken = file.clone();
            broken[at] = 0xff;
            let _ = strip(broken);
        }
        assert_eq!(strip(b"<html>".to_vec()), None);
        assert_eq!(strip(Vec::new()), None);
    }
}
