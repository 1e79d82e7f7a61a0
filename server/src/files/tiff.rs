//! Removes metadata from TIFF files. It is overwritten with zeros, since the file refers to its parts by their offsets.

/// Fields that point to a directory: EXIF, GPS and interoperability.
const DIRECTORIES: [u16; 3] = [0x8769, 0x8825, 0xa005];
/// Fields with metadata: names, descriptions, cameras, dates, authors, comments, and those of XMP, IPTC and Photoshop.
const PRIVATE: [u16; 22] = [
    0x010d, 0x010e, 0x010f, 0x0110, 0x011d, 0x0131, 0x0132, 0x013b, 0x013c, 0x02bc, 0x8298, 0x83bb,
    0x8649, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f, 0x935c, 0xa480, 0xa481, 0xc6f3,
];
/// The most directories of a file.
const MOST: usize = 1_000;

/// Returns a file without metadata. `None` if the file is malformed.
pub(super) fn strip(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let big = match bytes.get(..4)? {
        b"II*\0" => false,
        b"MM\0*" => true,
        _ => return None,
    };
    let mut file = File {
        left: bytes.len(),
        bytes,
        big,
    };
    let mut next = file.long(4)?;
    let mut count = 0;
    while next != 0 {
        count += 1;
        if count > MOST {
            return None;
        }
        next = file.directory(next, false)?;
    }
    Some(file.bytes)
}

struct File {
    bytes: Vec<u8>,
    /// Big-endian.
    big: bool,
    /// How many bytes may still be overwritten: overlapping values could take very long.
    left: usize,
}

impl File {
    fn short(&self, offset: usize) -> Option<u16> {
        let bytes = self
            .bytes
            .get(offset..offset.checked_add(2)?)?
            .try_into()
            .ok()?;
        Some(match self.big {
            true => u16::from_be_bytes(bytes),
            false => u16::from_le_bytes(bytes),
        })
    }

    fn long(&self, offset: usize) -> Option<usize> {
        let bytes = self
            .bytes
            .get(offset..offset.checked_add(4)?)?
            .try_into()
            .ok()?;
        let number = match self.big {
            true => u32::from_be_bytes(bytes),
            false => u32::from_le_bytes(bytes),
        };
        usize::try_from(number).ok()
    }

    fn blank(&mut self, offset: usize, length: usize) -> Option<()> {
        self.left = self.left.checked_sub(length)?;
        let end = offset.checked_add(length)?;
        self.bytes.get_mut(offset..end)?.fill(0);
        Some(())
    }

    /// Removes the metadata of a directory, or `all` of it. Returns the offset of the next one, or 0.
    fn directory(&mut self, offset: usize, all: bool) -> Option<usize> {
        let count = usize::from(self.short(offset)?);
        let fields = offset + 2;
        let end = fields + 12 * count;
        for field in (fields..end).step_by(12) {
            let tag = self.short(field)?;
            if DIRECTORIES.contains(&tag) && !all {
                self.directory(self.long(field + 8)?, true)?;
            } else if all || PRIVATE.contains(&tag) {
                self.value(field)?;
            }
        }
        if all {
            // The directory becomes empty, and the last.
            self.blank(offset, 2 + 12 * count)?;
            return Some(0);
        }
        self.long(end)
    }

    /// Overwrites the value of a field, which is in the field or elsewhere.
    fn value(&mut self, field: usize) -> Option<()> {
        let size = match self.short(field + 2)? {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = self.long(field + 4)?.checked_mul(size)?;
        let offset = if length <= 4 {
            field + 8
        } else {
            self.long(field + 8)?
        };
        self.blank(offset, length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a file with one directory, whose values follow it.
    fn file(big: bool) -> Vec<u8> {
        let short = |number: u16| match big {
            true => number.to_be_bytes(),
            false => number.to_le_bytes(),
        };
        let long = |number: u32| match big {
            true => number.to_be_bytes(),
            false => number.to_le_bytes(),
        };
        let field = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
            [&short(tag)[..], &short(kind), &long(count), &value].concat()
        };
        let head = if big { b"MM\0*" } else { b"II*\0" };
        // Width, maker, description, GPS. The values of the last two follow the directory.
        let behind = 8 + 2 + 4 * 12 + 4;
        let directory = [
            field(0x0100, 3, 1, [7; 4]),
            field(0x010e, 2, 8, long(behind)),
            field(0x010f, 2, 4, *b"GPS\0"),
            field(0x8825, 4, 1, long(behind + 8)),
        ];
        let gps = [
            field(1, 2, 2, *b"N\0\0\0"),
            field(2, 5, 3, long(behind + 8 + 2 + 24 + 4)),
        ];
        [
            &head[..],
            &long(8),
            &short(4),
            &directory.concat(),
            &long(0),
            b"GPS 51 N",
            &short(2),
            &gps.concat(),
            &long(0),
            b"GPS 51 30 0 0 0 1 0 2 0 ",
            b"PIXELS",
        ]
        .concat()
    }

    #[test]
    fn metadata_is_overwritten_in_place() {
        for big in [false, true] {
            let file = file(big);
            assert_eq!(file.windows(3).filter(|part| part == b"GPS").count(), 3);
            let clean = strip(file.clone()).expect("understood");
            assert_eq!(clean.len(), file.len());
            assert!(!clean.windows(3).any(|part| part == b"GPS"));
            assert!(clean.ends_with(b"\0PIXELS"));
            // The width stays.
            assert_eq!(clean[..22], file[..22]);
            assert_eq!(strip(clean.clone()), Some(clean));
        }
    }

    #[test]
    fn a_malformed_file_is_refused_without_a_panic() {
        let file = file(false);
        for offset in 0..file.len() {
            let _ = strip(file[..offset].to_vec());
            let mut broken = file.clone();
            broken[offset] = 0xff;
            let _ = strip(broken);
        }
        // A directory that points to itself as the next one.
        let mut endless = file.clone();
        let next = 8 + 2 + 4 * 12;
        endless[next..next + 4].copy_from_slice(&8_u32.to_le_bytes());
        assert_eq!(strip(endless), None);
        assert_eq!(strip(file[..30].to_vec()), None);
        // 60,000 values, each the whole file.
        let mut heavy = b"II*\0\x08\0\0\0\x60\xea".to_vec();
        heavy.extend(b"\x0e\x01\x02\0\0\0\x0a\0\0\0\0\0".repeat(60_000));
        assert_eq!(strip(heavy), None);
        assert_eq!(strip(b"II+\0".to_vec()), None);
    }
}
