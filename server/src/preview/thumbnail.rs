//! Small copies of pictures from pages, and of people.

use crate::files::thumbnail::{self, Thumbnail};
use image::{ImageError, ImageFormat, ImageReader};
use std::io::Cursor;

/// Longest side of a small picture, in pixels.
const SIDE: u32 = 480;
/// Shortest side of a picture, in pixels. Smaller ones are decoration.
const SMALLEST: u32 = 32;
/// Longest side of an emoji's picture, in pixels: twice that of a large one, for high-density screens.
const EMOJI: u32 = 96;
/// Longest side of an uploaded portrait, in pixels. Browsers send it cut out already.
const PORTRAIT: u32 = 1_024;

/// Reason why there is no small copy.
#[derive(Debug, thiserror::Error)]
pub(super) enum ThumbnailError {
    #[error("no JPEG, PNG, WebP or GIF")]
    Format,
    #[error("{0} × {1} pixels")]
    Size(u32, u32),
    #[error(transparent)]
    Image(#[from] ImageError),
}

/// Small copy of a picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SmallPicture {
    pub(super) bytes: Vec<u8>,
    pub(super) width: u16,
    pub(super) height: u16,
}

/// Picture of a person. It is square.
#[derive(Debug)]
pub(crate) struct Portrait(pub(super) SmallPicture);

impl Portrait {
    /// Makes a portrait from a file. Returns `None` if the file is not a square picture within bounds. Blocks for long.
    pub(crate) fn of(file: &[u8]) -> Option<Self> {
        let (width, height) = dimensions(file).ok()?;
        if width != height || width > PORTRAIT {
            return None;
        }
        make(file).ok().map(Self)
    }
}

/// Picture of an emoji.
#[derive(Debug)]
pub(crate) struct EmojiPicture(pub(super) SmallPicture);

impl EmojiPicture {
    /// Makes an emoji's picture from a file. Returns `None` if the file is not a picture within bounds. Blocks for long.
    pub(crate) fn of(file: &[u8]) -> Option<Self> {
        let (width, height) = dimensions(file).ok()?;
        if width.max(height) > PORTRAIT {
            return None;
        }
        copy(file, EMOJI).ok().map(Self)
    }
}

/// Makes a small copy of a picture. Blocks for long.
pub(super) fn make(file: &[u8]) -> Result<SmallPicture, ThumbnailError> {
    let (width, height) = dimensions(file)?;
    if width.min(height) < SMALLEST {
        return Err(ThumbnailError::Size(width, height));
    }
    copy(file, SIDE)
}

/// Makes a copy of a picture whose sides have at most so many pixels. Blocks for long.
fn copy(file: &[u8], most: u32) -> Result<SmallPicture, ThumbnailError> {
    let format = format(file)?;
    let Thumbnail { bytes, size, .. } = thumbnail::make(file, format, (most, most))?;
    let (width, height) = size;
    let sides = u16::try_from(width).ok().zip(u16::try_from(height).ok());
    let (width, height) = sides.ok_or(ThumbnailError::Size(width, height))?;
    Ok(SmallPicture {
        bytes,
        width,
        height,
    })
}

/// Reads the width and height from the header.
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
    use img_parts::png::{Png, PngChunk};

    fn png(width: u32, height: u32, alpha: u8) -> Vec<u8> {
        let picture = RgbaImage::from_pixel(width, height, Rgba([200, 80, 40, alpha]));
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new(&mut bytes);
        let written = encoder.write_image(&picture, width, height, ExtendedColorType::Rgba8);
        written.expect("written");
        bytes
    }

    #[test]
    fn a_picture_becomes_small_and_keeps_its_proportions() {
        let small = make(&png(1200, 630, 255)).expect("a thumbnail");
        assert_eq!((small.width, small.height), (480, 252));
        assert!(small.bytes.starts_with(&[0xff, 0xd8]), "a JPEG");
        let clear = make(&png(64, 48, 10)).expect("a thumbnail");
        assert_eq!((clear.width, clear.height), (64, 48));
        assert!(clear.bytes.starts_with(b"RIFF"), "a WebP");
    }

    #[test]
    fn the_first_frame_of_an_animation_is_taken() {
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
    fn a_picture_that_claims_to_be_huge_is_not_decoded() {
        // The header claims so many pixels each way. There are none.
        for side in [20_000_u32, 60_000] {
            let mut bomb = Png::from_bytes(png(64, 64, 255).into()).expect("a PNG");
            let rest = bomb.chunks()[0].contents().slice(8..);
            let header = [&side.to_be_bytes()[..], &side.to_be_bytes(), &rest].concat();
            bomb.chunks_mut()[0] = PngChunk::new(*b"IHDR", header.into());
            let bomb = bomb.encoder().bytes();
            let refused = make(&bomb).expect_err("too large");
            assert!(refused.to_string().contains("limit"), "{side}: {refused}");
        }
    }

    #[test]
    fn a_file_that_is_not_a_whole_picture_is_refused() {
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
