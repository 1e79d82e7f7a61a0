//! HTML of a message's attachments, the same on server and browser. Pictures reserve their space before they load, video
//! and audio play in place, and any other file is a card that leads to it.

mod card;
mod mosaic;

use super::file_address::address;
pub(crate) use card::{VOICE_NOTE, name_html};
use card::{audio, card};
use mosaic::{TILES, arrangement};
use protocol::Attachment;

/// Largest size of a picture that stands alone, in CSS pixels.
const WIDTH: u64 = 360;
const HEIGHT: u64 = 320;
/// Smallest side at which a large picture is shown, in CSS pixels. Of a very long one only a part is shown.
const SIDE: u64 = 96;

/// Returns the HTML of a message's attachments: its pictures and then the other files, each in order; empty if it has none.
pub fn html(attachments: &[Attachment]) -> String {
    let mut pictures = Vec::new();
    let mut others = String::new();
    for attachment in attachments {
        match attachment.width.zip(attachment.height) {
            Some(size) => pictures.push((attachment, size)),
            None => others += &file(attachment),
        }
    }
    self::pictures(&pictures) + &others
}

/// Returns the HTML of pictures with their sizes: several are tiles of one rectangle.
fn pictures(pictures: &[(&Attachment, (u64, u64))]) -> String {
    if let [(attachment, (width, height))] = pictures {
        let (width, height) = fit(*width, *height);
        let size = format!(r#" width="{width}" height="{height}""#);
        return picture(attachment, "", &size, "");
    }
    let sizes: Vec<(u64, u64)> = pictures.iter().map(|(_, size)| *size).collect();
    let Some(arrangement) = arrangement(&sizes) else {
        return String::new();
    };
    let tile = |(place, (attachment, _)): (usize, &(&Attachment, (u64, u64)))| match place + 1 {
        // It covers the last picture, so that one counts as well.
        TILES if pictures.len() > TILES => {
            let more = pictures.len() - TILES + 1;
            let more = format!(r#"<span class="picture-more">+{more}</span>"#);
            picture(attachment, "", "", &more)
        }
        // The viewer shows them. A lazy picture that is not shown is not loaded.
        place if place > TILES => picture(attachment, " hidden", r#" loading="lazy""#, ""),
        _ => picture(attachment, "", "", ""),
    };
    let tiles: String = pictures.iter().enumerate().map(tile).collect();
    format!(r#"<div class="mosaic {arrangement}">{tiles}</div>"#)
}

/// Returns the HTML of a picture's link, with attributes of the link and of the picture.
fn picture(attachment: &Attachment, of_link: &str, of_picture: &str, inside: &str) -> String {
    let id = attachment.id;
    let name = markdown::escape_attribute(&attachment.name);
    let address = address(id, &attachment.name);
    format!(
        r#"<a class="picture" href="{address}" target="_blank"{of_link}><img src="/files/{id}/thumbnail" alt="{name}"{of_picture}>{inside}</a>"#
    )
}

/// Returns the HTML of a file that is no picture.
fn file(attachment: &Attachment) -> String {
    match attachment.media_type.split('/').next() {
        Some("video") => {
            let name = markdown::escape_attribute(&attachment.name);
            let address = address(attachment.id, &attachment.name);
            format!(
                r#"<video class="video" src="{address}" title="{name}" controls preload="metadata"></video>"#
            )
        }
        Some("audio") => audio(attachment),
        _ => card(attachment),
    }
}

/// Returns the size at which a picture is shown. It keeps the picture's proportions, unless the picture is very long, and
/// never enlarges it.
fn fit(width: u64, height: u64) -> (u64, u64) {
    let (shown_width, shown_height) = if width * HEIGHT > height * WIDTH {
        let shown = width.min(WIDTH);
        (shown, height * shown / width)
    } else {
        let shown = height.min(HEIGHT);
        (width * shown / height.max(1), shown)
    };
    let side = |shown: u64, whole: u64| shown.max(whole.min(SIDE)).max(1);
    (side(shown_width, width), side(shown_height, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_proportions_and_is_never_larger_than_it_is() {
        assert_eq!(fit(3_600, 1_800), (360, 180));
        assert_eq!(fit(1_000, 6_400), (96, 320));
        assert_eq!(fit(40, 30), (40, 30));
        assert_eq!(fit(1, 50_000), (1, 320));
        assert_eq!(fit(50_000, 1), (360, 1));
        assert_eq!(fit(50_000, 1_000), (360, 96));
    }

    #[test]
    fn a_name_cannot_break_out_of_the_markup() {
        for media_type in ["text/html", "audio/mpeg", "video/mp4"] {
            let html = html(&[Attachment {
                name: r#""><script>alert('&')</script>/.."#.into(),
                media_type: media_type.into(),
                excerpt: Some("</pre><script>".into()),
                ..Attachment::default()
            }]);
            assert!(!html.contains("<script"), "{html}");
            assert!(!html.contains(r#"="">"#), "{html}");
            let address = html.split('"').find(|part| part.starts_with("/files/"));
            let steps = address.map(|address| address.matches('/').count());
            assert_eq!(steps, Some(3), "{html}");
        }
    }

    #[test]
    fn each_kind_has_its_own_form() {
        let of = |media_type: &str, pixels| {
            html(&[Attachment {
                name: "tea".into(),
                media_type: media_type.into(),
                size: 2_560_000,
                width: pixels,
                height: pixels,
                ..Attachment::default()
            }])
        };
        assert!(of("image/png", Some(8)).contains(r#"alt="tea" width="8" height="8""#));
        // An image that could not be read is a file like any other.
        assert!(of("image/png", None).contains(r#"aria-label="tea, Picture · 2.5 MB""#));
        assert!(of("video/mp4", None).starts_with("<video "));
        assert!(of("audio/mpeg", None).contains("<audio "));
        assert!(of("application/zip", None).contains(" download "));
        // A browser shows a PDF itself.
        assert!(!of("application/pdf", None).contains(" download "));
    }

    #[test]
    fn many_pictures_are_tiles_the_last_of_which_tells_how_many_more_there_are() {
        let picture = Attachment {
            width: Some(300),
            height: Some(200),
            ..Attachment::default()
        };
        let five = html(&vec![picture.clone(); 5]);
        assert_eq!(five.matches("<img").count(), 5);
        assert!(!five.contains(" hidden") && !five.contains("picture-more"));
        let eight = html(&vec![picture; 8]);
        assert_eq!(eight.matches("<img").count(), 8);
        assert_eq!(eight.matches(" hidden").count(), 3);
        assert!(eight.contains(">+4<"), "{eight}");
    }
}
