use super::content::Picture;
use image::{
    DynamicImage, GenericImageView as _, ImageDecoder as _, ImageError, ImageFormat, ImageReader,
    ImageResult, Limits,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
    error::{LimitError, LimitErrorKind},
    metadata::Orientation,
};
use std::io::Cursor;

/// The largest file that is looked into, in bytes: it is held in memory for that.
const BYTES: u64 = 64 * 1024 * 1024;
/// The most pixels of an image.
const PIXELS: u64 = 50_000_000;
/// What an image may take unpacked, in bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Thumbnails fit into this, in pixels: twice what the timeline shows, for sharp screens.
const THUMBNAIL: (u32, u32) = (720, 640);
/// Of a thumbnail, from 1 to 100.
const QUALITY: u8 = 80;

/// A small copy of an image, and what is known of the image.
pub(super) struct Thumbnail {
    pub(super) bytes: Vec<u8>,
    pub(super) picture: Picture,
}

/// The format of an image that is looked into.
pub(super) fn format(media_type: &str, size: u64) -> Option<ImageFormat> {
    let format = match media_type {
        "image/jpeg" => ImageFormat::Jpeg,
        "image/png" => ImageFormat::Png,
        "image/gif" => ImageFormat::Gif,
        "image/webp" => ImageFormat::WebP,
        _ => return None,
    };
    (size <= BYTES).then_some(format)
}

/// Makes a thumbnail, of the first picture where there are several.
///
/// # Errors
/// What is wrong with the image, or which bound it breaks.
pub(super) fn thumbnail(format: ImageFormat, bytes: &[u8]) -> ImageResult<Thumbnail> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > PIXELS || decoder.total_bytes() > MEMORY {
        let limit = LimitError::from_kind(LimitErrorKind::DimensionError);
        return Err(ImageError::Limits(limit));
    }
    let orientation = decoder.orientation()?;
    let image = DynamicImage::from_decoder(decoder)?;
    let small = shrink(image, orientation);
    let (width, height) = match is_sideways(orientation) {
        true => (height, width),
        false => (width, height),
    };
    let (bytes, thumbnail) = encode(&small)?;
    Ok(Thumbnail {
        bytes,
        picture: Picture {
            width,
            height,
            thumbnail,
        },
    })
}

/// Small first, then turned: the other way round would need the memory twice.
fn shrink(image: DynamicImage, orientation: Orientation) -> DynamicImage {
    let (mut width, mut height) = THUMBNAIL;
    if is_sideways(orientation) {
        (width, height) = (height, width);
    }
    let fits = image.width() <= width && image.height() <= height;
    let mut small = if fits {
        image
    } else {
        image.thumbnail(width, height)
    };
    small.apply_orientation(orientation);
    small
}

fn is_sideways(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// JPEG, or WebP for what one can see through.
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
