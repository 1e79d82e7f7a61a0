//! Images that the timeline shows as thumbnails.

use super::content::ImageInfo;
use crate::files::thumbnail::{self, Thumbnail};
use image::{ImageFormat, ImageResult};

/// Largest thumbnail, in pixels: twice its size in the timeline, for high-density screens.
const THUMBNAIL: (u32, u32) = (720, 640);

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
    thumbnail::make(bytes, format, THUMBNAIL)
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
