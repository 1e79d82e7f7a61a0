use crate::files::thumbnail::{self, Thumbnail};
use image::{ImageError, ImageFormat, ImageReader};
use std::io::Cursor;

/// The longest side of a small picture, in pixels.
const SIDE: u32 = 480;
/// What is smaller is no picture of anything, in pixels.
const SMALLEST: u32 = 32;
/// The longest side of a file for a portrait, in pixels: browsers send what is cut out already.
const PORTRAIT: u32 = 1_024;

/// Why there is no small picture.
#[derive(Debug, thiserror::Error)]
pub(super) enum ThumbnailError {
    #[error("no JPEG, PNG, WebP or GIF")]
    Format,
    #[error("{0} × {1} pixels")]
    Size(u32, u32),
    #[error(transparent)]
    Image(#[from] ImageError),
}

/// A small picture, of a side that fits into 16 bits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Small {
    pub(super) bytes: Vec<u8>,
    pub(super) width: u16,
    pub(super) height: u16,
}

/// A person's picture, a square one.
#[derive(Debug)]
pub(crate) struct Portrait(pub(super) Small);

impl Portrait {
    /// From a file; none where that is no square picture within bounds. It may take long: not for an async thread.
    pub(crate) fn of(file: &[u8]) -> Option<Self> {
        let (width, height) = dimensions(file).ok()?;
        if width != height || width > PORTRAIT {
            return None;
        }
        make(file).ok().map(Self)
    }
}

/// Makes a picture small. It may take long: not for an async thread.
pub(super) fn make(file: &[u8]) -> Result<Small, ThumbnailError> {
    let format = format(file)?;
    let (width, height) = dimensions(file)?;
    if width.min(height) < SMALLEST {
        return Err(ThumbnailError::Size(width, height));
    }
    let Thumbnail { bytes, size, .. } = thumbnail::make(file, format, (SIDE, SIDE))?;
    let (width, height) = size;
    let sides = u16::try_from(width).ok().zip(u16::try_from(height).ok());
    let (width, height) = sides.ok_or(ThumbnailError::Size(width, height))?;
    Ok(Small {
        bytes,
        width,
        height,
    })
}

/// As the header says.
fn dimensions(file: &[u8]) -> Result<(u32, u32), ImageError> {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format();
    reader?.into_dimensions()
}

fn format(file: &[u8]) -> Result<ImageFormat, ThumbnailError> {
    let known = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ];
    let format = image::guess_format(file).ok();
    let format = format.filter(|format| known.contains(format));
    format.ok_or(ThumbnailError::Format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{
        ExtendedColorType, Frame, ImageEncoder as _, Rgba, RgbaImage,
        codecs::{gif::GifEncoder, png::PngEncoder},
    };

    fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
        let picture = RgbaImage::from_pixel(width, height, Rgba([200, 80, 40, alpha]));
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new(&mut bytes);
        let written = encoder.write_image(&picture, width, height, ExtendedColorType::Rgba8);
        written.expect("written");
        bytes
    }

    #[test]
    fn a_picture_becomes_small_and_keeps_its_shape() {
        let small = make(&png(1200, 630, 255)).expect("a thumbnail");
        assert_eq!((small.width, small.height), (480, 252));
        assert!(small.bytes.starts_with(&[0xff, 0xd8]), "a JPEG");
        let clear = make(&png(64, 48, 10)).expect("a thumbnail");
        assert_eq!((clear.width, clear.height), (64, 48));
        assert!(clear.bytes.starts_with(b"RIFF"), "a WebP");
    }

    #[test]
    fn of_a_moving_picture_the_first_frame_is_taken() {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        for shade in [250, 0, 0, 0] {
            let picture = RgbaImage::from_pixel(64, 64, Rgba([shade, shade, shade, 255]));
            encoder.encode_frame(Frame::new(picture)).expect("a frame");
        }
        drop(encoder);
        let small = make(&bytes).expect("a thumbnail");
        let pixel = image::load_from_memory(&small.bytes)
            .expect("a picture")
            .to_rgb8();
        assert!(pixel.get_pixel(30, 30).0[0] > 200);
    }

    #[test]
    fn what_claims_to_be_huge_is_not_unpacked() {
        // Its header says 20,000 × 20,000, then 60,000 × 60,000 pixels; there are none.
        for side in [20_000_u32, 60_000] {
            let mut bomb = png(64, 64, 255);
            bomb[16..20].copy_from_slice(&side.to_be_bytes());
            bomb[20..24].copy_from_slice(&side.to_be_bytes());
            let sum = crc32(&bomb[12..29]);
            bomb[29..33].copy_from_slice(&sum.to_be_bytes());
            assert!(make(&bomb).is_err(), "{side}");
        }
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let mut sum = u32::MAX;
        for byte in bytes {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = (sum >> 1) ^ (0xedb8_8320 & (0_u32.wrapping_sub(sum & 1)));
            }
        }
        !sum
    }

    #[test]
    fn what_is_no_picture_or_half_of_one_is_refused() {
        let whole = png(400, 400, 255);
        for file in [
            &b""[..],
            b"GIF89a<script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            b"<html>",
            &whole[..whole.len() / 2],
            &whole[..20],
            &png(1, 1, 255),
            &png(600, 8, 255),
        ] {
            assert!(make(file).is_err(), "{} bytes", file.len());
        }
    }
}
