use super::content::Picture;
use crate::files::thumbnail::{self, Thumbnail};
use image::{ImageFormat, ImageResult};

/// Thumbnails fit into this, in pixels: twice what the timeline shows, for sharp screens.
const THUMBNAIL: (u32, u32) = (720, 640);

/// Returns the format of an image that can be decoded.
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
/// What is wrong with the image, or which bound it breaks.
pub(super) fn thumbnail(format: ImageFormat, bytes: &[u8]) -> ImageResult<Thumbnail> {
    thumbnail::make(bytes, format, THUMBNAIL)
}

/// What is known of an image that has a thumbnail.
pub(super) fn known(thumbnail: &Thumbnail) -> Picture {
    let (width, height) = thumbnail.of;
    Picture {
        width,
        height,
        thumbnail: thumbnail.media_type,
    }
}
