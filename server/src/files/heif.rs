//! Removes metadata from HEIF and AVIF files. It is overwritten with zeros, since the file refers to its parts by their
//! offsets.

use std::{collections::HashSet, ops::Range};

/// Types of items with metadata: EXIF, XMP and the like, and references to other files.
const METADATA: [&[u8]; 3] = [b"Exif", b"mime", b"uri "];
/// Boxes with dates, places, names, or data of one program.
const PRIVATE: [&[u8]; 6] = [b"uuid", b"udta", b"udes", b"crtt", b"mdft", b"altt"];
/// Boxes that contain boxes.
const CONTAINERS: [&[u8]; 4] = [b"moov", b"trak", b"iprp", b"ipco"];
/// The deepest nesting of boxes.
const DEPTH: usize = 8;
/// The most extents of all items of a file together.
const EXTENTS: usize = 100_000;

/// Returns a file without metadata. `None` if the file is malformed.
pub(super) fn strip(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let all = 0..bytes.len();
    let top = boxes(&bytes, all.clone())?;
    if !top.first()?.is(&bytes, b"ftyp") {
        return None;
    }
    let mut blanks = Vec::new();
    find_private(&bytes, all, DEPTH, &mut blanks)?;
    for meta in top.iter().filter(|it| it.is(&bytes, b"meta")) {
        blanks.extend(metadata_extents(&bytes, meta)?);
    }
    // Overlapping extents could take very long.
    if blanks.iter().map(ExactSizeIterator::len).sum::<usize>() > bytes.len() {
        return None;
    }
    for blank in blanks {
        bytes.get_mut(blank)?.fill(0);
    }
    Some(bytes)
}

/// Positions of a box's type and content (ISO/IEC 14496-12).
struct BoxRange {
    kind: Range<usize>,
    content: Range<usize>,
}

impl BoxRange {
    fn is(&self, bytes: &[u8], kind: &[u8]) -> bool {
        bytes.get(self.kind.clone()) == Some(kind)
    }

    /// Returns the content after the version and flags.
    fn versioned(&self) -> Range<usize> {
        self.content.start.saturating_add(4)..self.content.end
    }
}

/// Returns the boxes in a range of a file.
fn boxes(bytes: &[u8], within: Range<usize>) -> Option<Vec<BoxRange>> {
    let mut found = Vec::new();
    let mut offset = within.start;
    while offset < within.end {
        let mut reader = NumberReader { bytes, offset };
        let size = reader.number(4)?;
        let kind = reader.offset..reader.offset.checked_add(4)?;
        reader.offset = kind.end;
        let size = match size {
            0 => within.end - offset,
            1 => reader.number(8)?,
            size => size,
        };
        let end = offset.checked_add(size)?;
        if end < reader.offset || end > within.end {
            return None;
        }
        let content = reader.offset..end;
        found.push(BoxRange { kind, content });
        offset = end;
    }
    Some(found)
}

/// Finds the contents of private boxes.
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

/// Returns the extents of the items with metadata of a `meta` box.
fn metadata_extents(bytes: &[u8], meta: &BoxRange) -> Option<Vec<Range<usize>>> {
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

/// Returns the ids of the items with metadata.
fn private_items(bytes: &[u8], items: &BoxRange) -> Option<HashSet<usize>> {
    let version = *bytes.get(items.content.start)?;
    let start = items.versioned().start + if version == 0 { 2 } else { 4 };
    let mut private = HashSet::new();
    for item in boxes(bytes, start..items.content.end)? {
        let version = *bytes.get(item.content.start)?;
        let mut reader = NumberReader {
            bytes,
            offset: item.versioned().start,
        };
        let number = match version {
            2 => reader.number(2)?,
            3 => reader.number(4)?,
            // HEIF has no older versions.
            _ => return None,
        };
        let kind = reader.offset + 2..reader.offset + 6;
        if METADATA.contains(&bytes.get(kind)?) {
            private.insert(number);
        }
    }
    Some(private)
}

/// Returns the extents of the `wanted` items from the `iloc` box.
fn extents(
    bytes: &[u8],
    places: &BoxRange,
    wanted: &HashSet<usize>,
    data: Option<Range<usize>>,
) -> Option<Vec<Range<usize>>> {
    let version = *bytes.get(places.content.start)?;
    let mut reader = NumberReader {
        bytes,
        offset: places.versioned().start,
    };
    let sizes = reader.number(2)?;
    let size = |place: u32| (sizes >> place) & 0xf;
    let (offset_size, length_size, base_size) = (size(12), size(8), size(4));
    let index_size = if version == 0 { 0 } else { size(0) };
    let wide = if version < 2 { 2 } else { 4 };
    let (mut found, mut count) = (Vec::new(), 0);
    for _ in 0..reader.number(wide)? {
        let item = reader.number(wide)?;
        let method = if version == 0 {
            0
        } else {
            reader.number(2)? & 0xf
        };
        reader.offset += 2;
        let base = reader.number(base_size)?;
        for _ in 0..reader.number(2)? {
            count += 1;
            if count > EXTENTS {
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

/// Reads numbers from a position on.
struct NumberReader<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl NumberReader<'_> {
    /// Reads a big-endian number of so many bytes, at most 8.
    fn number(&mut self, size: usize) -> Option<usize> {
        let end = self.offset.checked_add(size)?;
        let mut number = 0_u64;
        for byte in self.bytes.get(self.offset..end)? {
            number = number.checked_mul(256)? | u64::from(*byte);
        }
        self.offset = end;
        usize::try_from(number).ok()
    }
}

#[cfg(test)]
mod tests;
