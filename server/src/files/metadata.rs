//! Removes metadata from images: where, when and with what they were taken. Their orientation stays.

use super::{gif, heif, tiff};
use image::metadata::Orientation;
use img_parts::{
    Bytes, ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
    png::Png,
    webp::WebP,
};

/// The most scans of a JPEG. Each may cover the whole image, so that hundreds take very long to decode.
const SCANS: usize = 100;
const ICC: &[u8] = b"ICC_PROFILE\0";
/// Chunks of a PNG that affect how it looks: images, colours, sizes and times.
const PNG_CHUNKS: [[u8; 4]; 19] = [
    *b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"cHRM", *b"gAMA", *b"iCCP", *b"sBIT",
    *b"sRGB", *b"cICP", *b"mDCV", *b"cLLI", *b"bKGD", *b"pHYs", *b"sPLT", *b"acTL", *b"fcTL",
    *b"fdAT",
];
/// Chunks of a WebP that affect how it looks.
const WEBP_CHUNKS: [[u8; 4]; 7] = [
    *b"VP8X", *b"VP8 ", *b"VP8L", *b"ALPH", *b"ANIM", *b"ANMF", *b"ICCP",
];

/// Image without metadata.
pub(super) struct Clean {
    pub(super) bytes: Bytes,
    /// Complete, and safe to decode.
    pub(super) whole: bool,
}

/// Media types that metadata is removed from.
const CLEANED: [&str; 7] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/tiff",
    "image/heif",
    "image/avif",
];

/// Returns whether metadata is removed from files of a media type.
pub(super) fn is_cleaned(media_type: &str) -> bool {
    CLEANED.contains(&media_type)
}

/// Removes metadata from an image. Returns `None` if the file is malformed.
pub(super) fn strip(media_type: &str, bytes: Vec<u8>) -> Option<Clean> {
    match media_type {
        "image/jpeg" => jpeg(bytes.into()),
        "image/png" => {
            let mut png = Png::from_bytes(bytes.into()).ok()?;
            let orientation = orientation(&png);
            png.chunks_mut()
                .retain(|chunk| PNG_CHUNKS.contains(&chunk.kind()));
            set_orientation(&mut png, orientation);
            Some(Clean::whole(png.encoder().bytes()))
        }
        "image/webp" => {
            let mut webp = WebP::from_bytes(bytes.into()).ok()?;
            let orientation = orientation(&webp);
            webp.chunks_mut()
                .retain(|chunk| WEBP_CHUNKS.contains(&chunk.id()));
            set_orientation(&mut webp, orientation);
            Some(Clean::whole(webp.encoder().bytes()))
        }
        "image/gif" => gif::strip(&bytes).map(|bytes| Clean::whole(bytes.into())),
        "image/tiff" => tiff::strip(bytes).map(|bytes| Clean::whole(bytes.into())),
        "image/heif" | "image/avif" => heif::strip(bytes).map(|bytes| Clean::whole(bytes.into())),
        _ => None,
    }
}

impl Clean {
    fn whole(bytes: Bytes) -> Self {
        let whole = true;
        Self { bytes, whole }
    }
}

fn jpeg(bytes: Bytes) -> Option<Clean> {
    let mut jpeg = Jpeg::from_bytes(bytes).ok()?;
    let orientation = orientation(&jpeg);
    jpeg.segments_mut().retain(is_visible);
    set_orientation(&mut jpeg, orientation);
    let last = jpeg.segments().last()?;
    let scanned = last.len_with_entropy() - last.len();
    let bytes = jpeg.encoder().bytes();
    let start = bytes.len().checked_sub(scanned)?;
    Some(match end_of_scans(&bytes[start..]) {
        // Data after the end is another image, with its own metadata.
        Some((end, scans)) => Clean {
            bytes: bytes.slice(..start + end),
            whole: scans <= SCANS,
        },
        None => Clean {
            bytes,
            whole: false,
        },
    })
}

/// Returns whether a segment affects how the image looks: JFIF, Adobe and the colour profile do.
fn is_visible(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(ICC),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Returns the end of the scans of a JPEG, from the data of the first, and their number.
fn end_of_scans(data: &[u8]) -> Option<(usize, usize)> {
    let (mut at, mut scans) = (0, 1);
    loop {
        at += data.get(at..)?.iter().position(|byte| *byte == 0xff)? + 1;
        match *data.get(at)? {
            0x00 | markers::RST0..=markers::RST7 => at += 1,
            // A fill byte, or the first byte of a marker.
            0xff => {}
            markers::EOI => return Some((at + 1, scans)),
            marker => {
                scans += usize::from(marker == markers::SOS);
                let length = [*data.get(at + 1)?, *data.get(at + 2)?];
                at += 1 + usize::from(u16::from_be_bytes(length));
            }
        }
    }
}

fn orientation(image: &impl ImageEXIF) -> Orientation {
    let exif = image.exif();
    let orientation = exif.and_then(|exif| Orientation::from_exif_chunk(&exif));
    orientation.unwrap_or(Orientation::NoTransforms)
}

/// Replaces the EXIF data by the orientation alone.
fn set_orientation(image: &mut impl ImageEXIF, orientation: Orientation) {
    let turned = orientation != Orientation::NoTransforms;
    image.set_exif(turned.then(|| exif(orientation)));
}

/// Returns EXIF data with one entry, the orientation.
fn exif(orientation: Orientation) -> Bytes {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0, 0]);
    exif.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_read_back() {
        for number in 1..=8 {
            let orientation = Orientation::from_exif(number).expect("an orientation");
            let read = Orientation::from_exif_chunk(&exif(orientation));
            assert_eq!(read, Some(orientation));
        }
    }

    #[test]
    fn scans_end_at_their_marker_and_not_within_a_segment() {
        let table = [0xff, 0xc4, 0x00, 0x04, 0xff, 0xd9];
        let second = [0xff, 0xda, 0x00, 0x03, 0x01, 0x10, 0xff, 0x00];
        let data = [
            &[0x20, 0xff, 0xd0][..],
            &table,
            &second,
            &[0xff, 0xff, 0xd9, 0x47],
        ]
        .concat();
        assert_eq!(end_of_scans(&data), Some((data.len() - 1, 2)));
        assert_eq!(end_of_scans(&data[..data.len() - 2]), None);
    }
}
