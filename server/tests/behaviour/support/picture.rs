//! Pictures to upload.

use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;

/// Returns a picture with a gradient.
pub(crate) fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    let written = DynamicImage::from(image).write_to(&mut bytes, format);
    written.expect("a picture");
    bytes.into_inner()
}
