//! Tests with a small file made by hand.

use super::*;

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(8 + content.len()).expect("small");
    [&size.to_be_bytes(), &kind[..], content].concat()
}

fn versioned(version: u8, content: &[u8]) -> Vec<u8> {
    [&[version, 0, 0, 0], content].concat()
}

fn item(number: u8, kind: &[u8; 4]) -> Vec<u8> {
    let content = [&[0, number, 0, 0], &kind[..], b"\0"].concat();
    boxed(b"infe", &versioned(2, &content))
}

/// Returns a file with a picture, EXIF in `mdat`, and XMP in `idat`.
fn file() -> Vec<u8> {
    let items = [
        &[0, 3][..],
        &item(1, b"av01"),
        &item(2, b"Exif"),
        &item(3, b"mime"),
    ]
    .concat();
    let items = boxed(b"iinf", &versioned(0, &items));
    let place = |number: u8, method: u8, offset: u32, length: u32| {
        let [offset, length] = [offset, length].map(u32::to_be_bytes);
        let head = [0, number, 0, method, 0, 0, 0, 1];
        [&head[..], &offset, &length].concat()
    };
    let text = boxed(b"idat", b"......<xmp>GPS</xmp>");
    let secret = boxed(b"ipco", &boxed(b"udes", b"GPS"));
    let ftyp = boxed(b"ftyp", b"avif\0\0\0\0");
    let meta = |start: u32| {
        let places = [
            place(1, 0, start, 7),
            place(2, 0, start + 7, 8),
            place(3, 1, 6, 14),
        ];
        let places = [&[0x44, 0, 0, 3][..], &places.concat()].concat();
        let places = boxed(b"iloc", &versioned(1, &places));
        let all = [&places[..], &items, &text, &boxed(b"iprp", &secret)].concat();
        boxed(b"meta", &versioned(0, &all))
    };
    let start = u32::try_from(ftyp.len() + meta(0).len() + 8).expect("small");
    let data = boxed(b"mdat", b"PICTUREEXIF-GPS");
    let program = boxed(b"uuid", b"0123456789abcdefGPS");
    [ftyp, meta(start), data, program].concat()
}

#[test]
fn metadata_is_overwritten_in_place() {
    let file = file();
    assert_eq!(file.windows(3).filter(|part| part == b"GPS").count(), 4);
    let clean = strip(file.clone()).expect("understood");
    assert_eq!(clean.len(), file.len());
    assert!(!clean.windows(3).any(|part| part == b"GPS"));
    let has = |text: &[u8]| clean.windows(text.len()).any(|part| part == text);
    assert!(has(b"PICTURE\0") && has(b"......\0") && has(b"av01"));
    assert_eq!(strip(clean.clone()), Some(clean));
}

#[test]
fn a_file_with_too_many_extents_or_nested_boxes_is_refused() {
    let items = [&[0, 1][..], &item(2, b"Exif")].concat();
    let items = boxed(b"iinf", &versioned(0, &items));
    // One item with 65,535 extents, each the whole file.
    let mut places = vec![0x44, 0, 0, 1, 0, 2, 0, 0, 0xff, 0xff];
    places.extend([0, 0, 0, 0, 0, 0, 1, 0].repeat(65_535));
    let places = boxed(b"iloc", &versioned(0, &places));
    let meta = boxed(b"meta", &versioned(0, &[items, places].concat()));
    let file = [boxed(b"ftyp", b"avif\0\0\0\0"), meta].concat();
    assert_eq!(strip(file), None);
    let nested = (0..100_000).fold(Vec::new(), |inner: Vec<u8>, _| {
        if inner.len() > 10_000 {
            inner
        } else {
            boxed(b"moov", &inner)
        }
    });
    assert_eq!(strip([boxed(b"ftyp", b"avif"), nested].concat()), None);
}

#[test]
fn a_malformed_file_is_refused_without_a_panic() {
    let file = file();
    for end in 0..file.len() {
        // A truncated file may be refused or not, but does not panic.
        let _ = strip(file[..end].to_vec());
    }
    assert_eq!(strip(file[..file.len() - 1].to_vec()), None);
    assert_eq!(strip(file[8..].to_vec()), None);
    for at in 0..file.len() {
        let mut broken = file.clone();
        broken[at] = 0xff;
        let _ = strip(broken);
    }
    assert_eq!(strip(b"<html>".to_vec()), None);
    assert_eq!(strip(Vec::new()), None);
}
