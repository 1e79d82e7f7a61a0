//! Hostile files and the metadata of images.

use crate::support::{TestPerson, workspace};
use image::{
    DynamicImage, ExtendedColorType, Frame, ImageFormat, RgbaImage, codecs::gif::GifEncoder,
};
use img_parts::{
    Bytes, ImageEXIF as _,
    jpeg::{Jpeg, JpegSegment},
    png::{Png, PngChunk},
    riff::{RiffChunk, RiffContent},
    webp::WebP,
};
use protocol::{Attachment, RoomId};
use reqwest::header;
use std::io::Cursor;

fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let image = DynamicImage::new_rgb8(width, height);
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// Returns EXIF data with an orientation and a place.
fn exif(orientation: u8) -> Bytes {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 51.5007 N 0.1246 W");
    exif.into()
}

/// Uploads a file, and checks that it is not treated as an image: it has no thumbnail, and browsers only download it.
async fn is_an_ordinary_file(
    ada: &TestPerson,
    room: RoomId,
    name: &str,
    bytes: Vec<u8>,
) -> Attachment {
    let file = ada.uploads(room, name, bytes).await;
    assert_eq!((file.width, file.height), (None, None), "{name}");
    let thumbnail = format!("/files/{}/thumbnail", file.id);
    assert_eq!(ada.status(&thumbnail).await, 404, "{name}");
    let answer = ada.opens(&file).await;
    assert_eq!(answer.status(), 200, "{name}");
    let headers = answer.headers();
    let disposition = headers[header::CONTENT_DISPOSITION].to_str().expect("text");
    assert!(
        disposition.starts_with("attachment;"),
        "{name}: {disposition}"
    );
    let media_type = &headers[header::CONTENT_TYPE];
    assert_eq!(media_type, "application/octet-stream", "{name}");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{name}");
    let policy = &headers[header::CONTENT_SECURITY_POLICY];
    let policy = policy.to_str().expect("text");
    let is_safe = policy.starts_with("sandbox; default-src 'none'");
    assert!(is_safe, "{name}: {policy}");
    file
}

#[tokio::test]
async fn a_picture_that_claims_to_be_huge_is_an_ordinary_file() {
    let (_server, room, [ada]) = workspace().await;
    // 60,000 pixels each way, 14 gigabytes unpacked, in 69 bytes.
    let mut png = Png::from_bytes(picture(ImageFormat::Png, 1, 1).into()).expect("a PNG");
    let header = png.chunks()[0].contents().clone();
    let sides = [60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat();
    let header = [&sides, &header[8..]].concat();
    png.chunks_mut()[0] = PngChunk::new(*b"IHDR", header.into());
    is_an_ordinary_file(&ada, room, "huge.png", png.encoder().bytes().to_vec()).await;
    // 51 million real pixels are too many as well.
    let mut wide = Vec::new();
    let pixels = vec![0; 10_200 * 5_000];
    image::ImageEncoder::write_image(
        image::codecs::png::PngEncoder::new(&mut wide),
        &pixels,
        10_200,
        5_000,
        ExtendedColorType::L8,
    )
    .expect("a picture");
    is_an_ordinary_file(&ada, room, "wide.png", wide).await;
    // A GIF that claims to be huge.
    let mut gif = picture(ImageFormat::Gif, 1, 1);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    is_an_ordinary_file(&ada, room, "huge.gif", gif).await;
}

#[tokio::test]
async fn a_picture_that_is_cut_short_or_broken_is_an_ordinary_file() {
    let (_server, room, [ada]) = workspace().await;
    for (name, format) in [
        ("cut.jpg", ImageFormat::Jpeg),
        ("cut.png", ImageFormat::Png),
        ("cut.gif", ImageFormat::Gif),
        ("cut.webp", ImageFormat::WebP),
    ] {
        let mut bytes = picture(format, 64, 64);
        bytes.truncate(bytes.len() * 2 / 3);
        is_an_ordinary_file(&ada, room, name, bytes).await;
    }
    let mut broken = b"\xff\xd8\xff\xe0".to_vec();
    broken.extend([0x5a; 400]);
    is_an_ordinary_file(&ada, room, "broken.jpg", broken).await;
}

#[tokio::test]
async fn the_thumbnail_of_an_animation_is_its_first_frame() {
    let (_server, room, [ada]) = workspace().await;
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    let frame = Frame::new(RgbaImage::from_pixel(4, 4, image::Rgba([9, 9, 9, 255])));
    encoder
        .encode_frames(std::iter::repeat_n(frame, 1_000))
        .expect("frames");
    drop(encoder);
    let file = ada.uploads(room, "frames.gif", bytes).await;
    assert_eq!((file.width, file.height), (Some(4), Some(4)));
}

#[tokio::test]
async fn compressed_text_in_an_image_is_never_decompressed() {
    let (_server, room, [ada]) = workspace().await;
    let mut png = Png::from_bytes(picture(ImageFormat::Png, 5, 5).into()).expect("a PNG");
    // A zlib stream of endless stored blocks.
    let text = [b"Comment\0\0\x78\x01".to_vec(), vec![0; 1_000_000]].concat();
    for _ in 0..10 {
        png.chunks_mut()
            .insert(1, PngChunk::new(*b"zTXt", text.clone().into()));
    }
    let bytes = png.encoder().bytes().to_vec();
    let file = ada.uploads(room, "text.png", bytes).await;
    assert_eq!((file.width, file.height), (Some(5), Some(5)));
    assert!(file.size < 1_000, "{} bytes", file.size);
}

#[tokio::test]
async fn an_image_keeps_its_orientation_and_loses_its_place() {
    let (_server, room, [ada]) = workspace().await;
    let mut jpeg = Jpeg::from_bytes(picture(ImageFormat::Jpeg, 40, 20).into()).expect("a JPEG");
    jpeg.set_exif(Some(exif(6)));
    let mut bytes = jpeg.encoder().bytes().to_vec();
    // Some cameras append a second image.
    bytes.extend(b"\xff\xd8 GPS 51.5007 N");
    let mut png = Png::from_bytes(picture(ImageFormat::Png, 40, 20).into()).expect("a PNG");
    png.set_exif(Some(exif(6)));
    let png = png.encoder().bytes().to_vec();
    for (name, bytes) in [("tea.jpg", bytes), ("tea.png", png)] {
        assert!(bytes.windows(3).any(|part| part == b"GPS"));
        let file = ada.uploads(room, name, bytes).await;
        assert_eq!((file.width, file.height), (Some(20), Some(40)), "{name}");
        let served = ada.opens(&file).await.bytes().await.expect("bytes");
        assert!(!served.windows(3).any(|part| part == b"GPS"), "{name}");
        let thumbnail = ada.get(&format!("/files/{}/thumbnail", file.id)).await;
        let thumbnail = thumbnail.bytes().await.expect("bytes");
        let thumbnail = image::load_from_memory(&thumbnail).expect("a picture");
        assert_eq!((thumbnail.width(), thumbnail.height()), (20, 40), "{name}");
        let mut reader = image::ImageReader::new(Cursor::new(&served));
        reader = reader.with_guessed_format().expect("read");
        let mut decoder = reader.into_decoder().expect("a picture");
        let orientation = image::ImageDecoder::orientation(&mut decoder);
        assert_eq!(orientation.expect("read").to_exif(), 6, "{name}");
    }
}

#[tokio::test]
async fn metadata_is_removed_from_images() {
    let (_server, room, [ada]) = workspace().await;
    let mut png = Png::from_bytes(picture(ImageFormat::Png, 40, 20).into()).expect("a PNG");
    for kind in [*b"tEXt", *b"iTXt", *b"tIME", *b"caBX", *b"prVt"] {
        png.chunks_mut()
            .insert(1, PngChunk::new(kind, "Comment\0GPS 51.5007 N".into()));
    }
    let mut webp = WebP::from_bytes(picture(ImageFormat::WebP, 40, 20).into()).expect("a WebP");
    webp.set_exif(Some(exif(6)));
    for kind in [*b"XMP ", *b"C2PA", *b"junk"] {
        let data = RiffContent::Data("<xmp>GPS 51.5007 N</xmp>".into());
        webp.chunks_mut().push(RiffChunk::new(kind, data));
    }
    let mut gif = picture(ImageFormat::Gif, 40, 20);
    let end = gif.len() - 1;
    gif.splice(end..end, *b"\x21\xfe\x13GPS 51.5007 N 0.124\0");
    let mut jpeg = Jpeg::from_bytes(picture(ImageFormat::Jpeg, 40, 20).into()).expect("a JPEG");
    for marker in [0xe1, 0xe2, 0xed, 0xfe] {
        let segment = JpegSegment::new_with_contents(marker, "GPS 51.5007 N".into());
        jpeg.segments_mut().insert(1, segment);
    }
    for (name, bytes) in [
        ("tea.png", png.encoder().bytes().to_vec()),
        ("tea.webp", webp.encoder().bytes().to_vec()),
        ("tea.gif", gif),
        ("tea.jpg", jpeg.encoder().bytes().to_vec()),
    ] {
        assert!(bytes.windows(3).any(|part| part == b"GPS"), "{name}");
        let file = ada.uploads(room, name, bytes).await;
        assert!(file.width.is_some(), "{name} is a picture");
        let served = ada.opens(&file).await.bytes().await.expect("bytes");
        assert!(!served.windows(3).any(|part| part == b"GPS"), "{name}");
        assert!(image::load_from_memory(&served).is_ok(), "{name}");
    }
}

#[tokio::test]
async fn scripts_are_only_ever_downloaded() {
    let (_server, room, [ada]) = workspace().await;
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let html = "<!DOCTYPE html><script>alert(1)</script>";
    let script = "alert(1)";
    for (name, text) in [
        ("tea.svg", svg),
        ("tea.png", html),
        ("tea.html", html),
        ("tea.js", script),
    ] {
        is_an_ordinary_file(&ada, room, name, text.into()).await;
    }
}

#[tokio::test]
async fn an_image_that_is_also_a_page_is_served_as_an_image() {
    let (_server, room, [ada]) = workspace().await;
    let mut gif = picture(ImageFormat::Gif, 3, 3);
    gif.extend(b"<!DOCTYPE html><script>alert(1)</script>");
    let file = ada.uploads(room, "tea.html", gif).await;
    let answer = ada.opens(&file).await;
    let headers = answer.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "image/gif");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let policy = &headers[header::CONTENT_SECURITY_POLICY];
    assert!(policy.to_str().expect("text").contains("sandbox"));
}
