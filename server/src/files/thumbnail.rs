//! Small copies of images from outside, re-encoded from their pixels. Decoding is bounded.

use image::{
    DynamicImage, GenericImageView as _, ImageDecoder as _, ImageError, ImageFormat, ImageReader,
    ImageResult, Limits,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
    error::{LimitError, LimitErrorKind},
    metadata::Orientation,
};
use std::io::Cursor;

/// The most pixels of an image, by its header.
const PIXELS: u64 = 50_000_000;
/// The most memory of a decoded image, in bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The most pixels of a JPEG, counted once for each scan, since each may cover the whole image.
const SCANNED: u64 = 1_000_000_000;
/// JPEG quality of a thumbnail, from 1 to 100.
const QUALITY: u8 = 80;

/// Small copy of an image. Sizes are in pixels, in the orientation that is shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Thumbnail {
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: &'static str,
    /// Width and height.
    pub(crate) size: (u32, u32),
    /// Width and height of the image.
    pub(crate) of: (u32, u32),
}

/// Makes a thumbnail that fits into `bounds`, of the first frame of an animation. Blocks for long.
///
/// # Errors
/// If the image is malformed or breaks a bound.
pub(crate) fn make(
    bytes: &[u8],
    format: ImageFormat,
    bounds: (u32, u32),
) -> ImageResult<Thumbnail> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let scanned = pixels.saturating_mul(scans(bytes, format));
    let too_much = pixels > PIXELS || scanned > SCANNED || decoder.total_bytes() > MEMORY;
    if pixels == 0 || too_much {
        let limit = LimitError::from_kind(LimitErrorKind::DimensionError);
        return Err(ImageError::Limits(limit));
    }
    let orientation = decoder.orientation()?;
    let image = DynamicImage::from_decoder(decoder)?;
    let small = shrink(image, orientation, bounds);
    let (bytes, media_type) = encode(&small)?;
    Ok(Thumbnail {
        bytes,
        media_type,
        size: small.dimensions(),
        of: turned((width, height), orientation),
    })
}

/// Returns the most scans that a JPEG can have. Other formats have one.
fn scans(bytes: &[u8], format: ImageFormat) -> u64 {
    if format != ImageFormat::Jpeg {
        return 1;
    }
    let starts = bytes.windows(2).filter(|pair| *pair == [0xff, 0xda]);
    starts.count() as u64
}

/// Scales an image down and then turns it: the reverse order needs twice the memory.
fn shrink(image: DynamicImage, orientation: Orientation, bounds: (u32, u32)) -> DynamicImage {
    let (width, height) = turned(bounds, orientation);
    let fits = image.width() <= width && image.height() <= height;
    let mut small = if fits {
        image
    } else {
        image.thumbnail(width, height)
    };
    small.apply_orientation(orientation);
    small
}

/// Converts between the stored size of an image and its shown size.
fn turned((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width, height),
    }
}

/// Encodes an image: as WebP if it has transparent pixels, as JPEG otherwise.
fn encode(image: &DynamicImage) -> ImageResult<(Vec<u8>, &'static str)> {
    let mut bytes = Vec::new();
    let clear = image.color().has_alpha() && image.pixels().any(|(_, _, pixel)| pixel.0[3] < 255);
    if clear {
        let image = image.to_rgba8();
        image.write_with_encoder(WebPEncoder::new_lossless(&mut bytes))?;
        return Ok((bytes, "image/webp"));
    }
    let image = image.to_rgb8();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
    Ok((bytes, "image/jpeg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_with_too_many_scans_is_not_decoded() {
        let mut jpeg = Vec::new();
        let image = DynamicImage::new_rgb8(1_000, 1_000);
        image
            .write_with_encoder(JpegEncoder::new(&mut jpeg))
            .expect("written");
        assert!(make(&jpeg, ImageFormat::Jpeg, (64, 64)).is_ok());
        jpeg.extend([0xff, 0xda].repeat(1_000));
        assert!(make(&jpeg, ImageFormat::Jpeg, (64, 64)).is_err());
    }
}
