//! Removes metadata from GIF files: comments, texts, and the data of applications.

const SIGNATURES: [&[u8]; 2] = [b"GIF87a", b"GIF89a"];
const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2c;
const TRAILER: u8 = 0x3b;
/// Duration and transparency of the next image.
const GRAPHIC_CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;
/// Applications whose blocks hold the number of loops.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// Returns a GIF without metadata. `None` if the file is not a GIF or is truncated.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    if !SIGNATURES.contains(&bytes.get(..6)?) {
        return None;
    }
    let mut clean = Vec::with_capacity(bytes.len());
    let mut offset = 13 + color_table(*bytes.get(10)?);
    clean.extend_from_slice(bytes.get(..offset)?);
    while let Some(kind) = bytes.get(offset) {
        if *kind == TRAILER {
            clean.push(TRAILER);
            // Data after the trailer does not belong to the GIF.
            return Some(clean);
        }
        let (end, is_picture) = block(bytes, offset)?;
        if is_picture {
            clean.extend_from_slice(&bytes[offset..end]);
        }
        offset = end;
    }
    // Some programs omit the trailer, and browsers accept that.
    clean.push(TRAILER);
    Some(clean)
}

/// Returns the end of the block at `offset`, and whether it belongs to an image. `None` if it is truncated or unknown.
fn block(bytes: &[u8], offset: usize) -> Option<(usize, bool)> {
    match *bytes.get(offset)? {
        EXTENSION => {
            let data = offset + 2;
            let is_picture = match *bytes.get(offset + 1)? {
                GRAPHIC_CONTROL => true,
                APPLICATION => LOOPS.contains(&bytes.get(data + 1..data + 12)?),
                _ => false,
            };
            Some((end_of_data(bytes, data)?, is_picture))
        }
        IMAGE => {
            let colors = color_table(*bytes.get(offset + 9)?);
            // The minimum code size precedes the data.
            Some((end_of_data(bytes, offset + 10 + colors + 1)?, true))
        }
        _ => None,
    }
}

/// Returns the length in bytes of the color table that a packed field announces.
fn color_table(packed: u8) -> usize {
    if packed & 0x80 == 0 {
        0
    } else {
        3 << ((packed & 7) + 1)
    }
}

/// Returns the end of the data sub-blocks at `offset`. Each starts with its length, and the last is empty.
fn end_of_data(bytes: &[u8], mut offset: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(offset)?);
        offset += 1 + length;
        if length == 0 {
            return Some(offset);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{
        Frame, Rgba, RgbaImage,
        codecs::gif::{GifEncoder, Repeat},
    };

    /// Returns two images in an endless loop.
    fn animation() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        encoder.set_repeat(Repeat::Infinite).expect("written");
        for shade in [250, 0] {
            let picture = RgbaImage::from_pixel(8, 6, Rgba([shade, 9, 9, 255]));
            encoder.encode_frame(Frame::new(picture)).expect("a frame");
        }
        drop(encoder);
        bytes
    }

    /// Returns an animation with more blocks before its first.
    fn with(blocks: &[u8]) -> Vec<u8> {
        let bytes = animation();
        let head = 13 + color_table(bytes[10]);
        [&bytes[..head], blocks, &bytes[head..]].concat()
    }

    #[test]
    fn an_animation_without_metadata_is_unchanged() {
        let bytes = animation();
        assert!(bytes.windows(11).any(|part| part == b"NETSCAPE2.0"));
        assert_eq!(strip(&bytes), Some(bytes));
    }

    #[test]
    fn comments_texts_and_application_data_are_removed() {
        let comment = b"\x21\xfe\x05Paris\x04 GPS\0";
        let text = b"\x21\x01\x0c\0\0\0\0\0\0\0\0\x08\x08\0\x01\x03GPS\0";
        // XMP is not in sub-blocks. Its trailer ends it from whichever byte it is read.
        let mut xmp = b"\x21\xff\x0bXMP DataXMP<x:xmpmeta>GPS</x:xmpmeta>\x01".to_vec();
        xmp.extend((0..=255_u8).rev());
        xmp.push(0);
        let exif = b"\x21\xff\x0bEXIF   1.00\x03GPS\0";
        for block in [&comment[..], text, &xmp, exif] {
            let bytes = with(block);
            assert!(bytes.windows(3).any(|part| part == b"GPS"));
            assert_eq!(strip(&bytes), Some(animation()));
        }
        let mut trailing = animation();
        trailing.extend(b"GPS <script>");
        assert_eq!(strip(&trailing), Some(animation()));
    }

    #[test]
    fn a_truncated_or_malformed_gif_is_refused() {
        let bytes = animation();
        for end in 0..bytes.len() - 1 {
            // Only the trailer may be missing.
            let cut = strip(&bytes[..end]);
            assert!(cut.is_none_or(|clean| clean.len() == end + 1));
        }
        assert_eq!(strip(&bytes[..bytes.len() - 2]), None);
        assert_eq!(strip(&bytes[..bytes.len() - 1]), Some(bytes));
        assert_eq!(strip(b"GIF90a"), None);
        assert_eq!(strip(&with(b"\x99")), None);
    }
}
