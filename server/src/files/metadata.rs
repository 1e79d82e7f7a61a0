//! Takes out of images what people do not mean to tell with them: where, when and with what they were taken. How a
//! picture is to be turned stays.

use super::{gif, heif, tiff};
use image::metadata::Orientation;
use img_parts::{
    Bytes, ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
    png::Png,
    webp::WebP,
};

/// The most scans of a JPEG: each may paint the whole picture anew, and only bombs have hundreds.
const SCANS: usize = 100;
const ICC: &[u8] = b"ICC_PROFILE\0";
/// The chunks of a PNG that say how it looks: the pictures, their colours, sizes and times. All others are for programs
/// and people, and not for the eye.
const PNG_CHUNKS: [[u8; 4]; 19] = [
    *b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"cHRM", *b"gAMA", *b"iCCP", *b"sBIT",
    *b"sRGB", *b"cICP", *b"mDCV", *b"cLLI", *b"bKGD", *b"pHYs", *b"sPLT", *b"acTL", *b"fcTL",
    *b"fdAT",
];
/// As [`PNG_CHUNKS`], of a WebP.
const WEBP_CHUNKS: [[u8; 4]; 7] = [
    *b"VP8X", *b"VP8 ", *b"VP8L", *b"ALPH", *b"ANIM", *b"ANMF", *b"ICCP",
];

/// An image without what it tells beside the picture.
pub(super) struct Clean {
    pub(super) bytes: Bytes,
    /// Whether it ends as it should, and has no more in it than a picture has.
    pub(super) whole: bool,
}

/// The types of images that metadata is taken out of.
const CLEANED: [&str; 7] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/tiff",
    "image/heif",
    "image/avif",
];

/// Returns whether metadata is taken out of files of a type.
pub(super) fn is_cleaned(media_type: &str) -> bool {
    CLEANED.contains(&media_type)
}

/// Takes metadata out of an image. `None` if the file is not of its type's form.
pub(super) fn strip(media_type: &str, bytes: Vec<u8>) -> Option<Clean> {
    match media_type {
        "image/jpeg" => jpeg(bytes.into()),
        "image/png" => {
            let mut png = Png::from_bytes(bytes.into()).ok()?;
            let orientation = orientation(&png);
            png.chunks_mut()
                .retain(|chunk| PNG_CHUNKS.contains(&chunk.kind()));
            turn(&mut png, orientation);
            Some(Clean::whole(png.encoder().bytes()))
        }
        "image/webp" => {
            let mut webp = WebP::from_bytes(bytes.into()).ok()?;
            let orientation = orientation(&webp);
            webp.chunks_mut()
                .retain(|chunk| WEBP_CHUNKS.contains(&chunk.id()));
            turn(&mut webp, orientation);
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
    jpeg.segments_mut().retain(is_of_the_picture);
    turn(&mut jpeg, orientation);
    let last = jpeg.segments().last()?;
    let scanned = last.len_with_entropy() - last.len();
    let bytes = jpeg.encoder().bytes();
    let start = bytes.len().checked_sub(scanned)?;
    Some(match end_of_scans(&bytes[start..]) {
        // What follows the end is a picture of its own, with all that it tells.
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

/// Colours are of the picture: those of JFIF, of Adobe, and the profile.
fn is_of_the_picture(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(ICC),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Where the scans of a JPEG end, counted from the data of the first one, and how many there are.
fn end_of_scans(data: &[u8]) -> Option<(usize, usize)> {
    let (mut at, mut scans) = (0, 1);
    loop {
        at += data.get(at..)?.iter().position(|byte| *byte == 0xff)? + 1;
        match *data.get(at)? {
            0x00 | markers::RST0..=markers::RST7 => at += 1,
            // A filler, and perhaps the marker's own first byte.
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

/// Says how the picture is to be turned, and nothing else.
fn turn(image: &mut impl ImageEXIF, orientation: Orientation) {
    let turned = orientation != Orientation::NoTransforms;
    image.set_exif(turned.then(|| exif(orientation)));
}

/// The smallest directory of EXIF: one entry, the orientation.
fn exif(orientation: Orientation) -> Bytes {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0, 0]);
    exif.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_exif_is_read_back() {
        for number in 1..=8 {
            let orientation = Orientation::from_exif(number).expect("an orientation");
            let read = Orientation::from_exif_chunk(&exif(orientation));
            assert_eq!(read, Some(orientation));
        }
    }

    #[test]
    fn scans_end_at_their_marker_and_not_within_a_table() {
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
