//! Images that the timeline shows as thumbnails.

use super::content::ImageInfo;
use crate::files::thumbnail::{self, Thumbnail};
use image::{ImageFormat, ImageReader, ImageResult};
use std::io::Cursor;

/// Largest thumbnail, in pixels: twice its size in the timeline, for high-density screens.
const THUMBNAIL: (u32, u32) = (720, 640);
/// Pixels of the short side of a very long image's thumbnail, of which the timeline shows a part.
const SHORT_SIDE: u32 = 240;
/// The most pixels of the long side of such a thumbnail.
const LONG_SIDE: u32 = 2_560;

/// Returns the image format of a media type; `None` if it cannot be decoded.
pub(super) fn format(media_type: &str) -> Option<ImageFormat> {
    Some(match media_type {
        "image/jpeg" => ImageFormat::Jpeg,
        "image/png" => ImageFormat::Png,
        "image/gif" => ImageFormat::Gif,
        "image/webp" => ImageFormat::WebP,
        _ => return None,
    })
}

/// Makes the thumbnail of an image.
///
/// # Errors
/// If the image is malformed or breaks a bound.
pub(super) fn thumbnail(format: ImageFormat, bytes: &[u8]) -> ImageResult<Thumbnail> {
    let size = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions()?;
    thumbnail::make(bytes, format, bounds(size))
}

/// Returns the size that the thumbnail of an image must fit into.
fn bounds((width, height): (u32, u32)) -> (u32, u32) {
    let (short, long) = (width.min(height).max(1), width.max(height));
    let stretched = u64::from(SHORT_SIDE) * u64::from(long) / u64::from(short);
    let stretched = u32::try_from(stretched).map_or(LONG_SIDE, |side| side.min(LONG_SIDE));
    if stretched > THUMBNAIL.0 {
        // A square: rotation may exchange the sides.
        (stretched, stretched)
    } else {
        THUMBNAIL
    }
}

/// Returns the size of the image that a thumbnail was made of.
pub(super) fn info(thumbnail: &Thumbnail) -> ImageInfo {
    let (width, height) = thumbnail.of;
    ImageInfo {
        width,
        height,
        thumbnail: thumbnail.media_type,
    }
}

#[cfg(test)]
mod tests {
    use super::bounds;

    #[test]
    fn the_thumbnail_of_a_long_image_keeps_enough_of_its_short_side() {
        assert_eq!(bounds((3_600, 1_800)), (720, 640));
        assert_eq!(bounds((1_000, 6_000)), (1_440, 1_440));
        assert_eq!(bounds((1, 50_000)), (2_560, 2_560));
    }
}
