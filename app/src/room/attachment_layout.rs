//! HTML of a message's attachments, the same on server and browser. Pictures reserve their space before they load, video
//! and audio play in place, and any other file is a card to download it.

use protocol::Attachment;

/// Largest size of a picture in the timeline, in CSS pixels.
const WIDTH: u64 = 360;
const HEIGHT: u64 = 320;

/// Returns the HTML of a message's attachments, in order; empty if it has none.
pub fn html(attachments: &[Attachment]) -> String {
    attachments.iter().map(one).collect()
}

fn one(attachment: &Attachment) -> String {
    let Attachment { id, media_type, .. } = attachment;
    let name = markdown::escape_attribute(&attachment.name);
    let address = format!("/files/{id}/{}", name_in_address(&attachment.name));
    if let (Some(width), Some(height)) = (attachment.width, attachment.height) {
        let (width, height) = fit(width, height);
        return format!(
            r#"<a class="picture" href="{address}" target="_blank"><img src="/files/{id}/thumbnail" alt="{name}" width="{width}" height="{height}"></a>"#
        );
    }
    let kind = media_type.split('/').next().unwrap_or_default();
    if kind == "video" || kind == "audio" {
        return format!(
            r#"<{kind} class="{kind}" src="{address}" title="{name}" controls preload="metadata"></{kind}>"#
        );
    }
    let size = size(attachment.size);
    format!(
        r#"<a class="file" href="{address}" download><b dir="auto">{name}</b><span>{size}</span></a>"#
    )
}

/// Returns the size at which a picture is shown. It keeps the picture's proportions, and never enlarges it.
fn fit(width: u64, height: u64) -> (u64, u64) {
    if width * HEIGHT > height * WIDTH {
        let shown = width.min(WIDTH);
        (shown, (height * shown / width).max(1))
    } else {
        let shown = height.min(HEIGHT);
        ((width * shown / height.max(1)).max(1), shown)
    }
}

/// Formats a size: `512 B`, `34 KB` or `2.5 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// Returns a readable name for a file's address, without characters that have a meaning there. The server finds the file by
/// its id alone, but `thumbnail` in place of a name is the address of another file.
fn name_in_address(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || !c.is_ascii();
    let plain = |c| if plain(c) { c } else { '-' };
    let name: String = name.chars().map(plain).collect();
    if name == "thumbnail" || name.is_empty() || name.starts_with('.') {
        "file".into()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_proportions_and_is_never_larger_than_it_is() {
        assert_eq!(fit(3_600, 1_800), (360, 180));
        assert_eq!(fit(1_000, 6_400), (50, 320));
        assert_eq!(fit(40, 30), (40, 30));
        assert_eq!(fit(1, 50_000), (1, 320));
        assert_eq!(fit(50_000, 1), (360, 1));
    }

    #[test]
    fn a_name_cannot_break_out_of_the_markup() {
        let html = html(&[Attachment {
            name: r#""><script>alert('&')</script>/.."#.into(),
            media_type: "text/html".into(),
            ..Attachment::default()
        }]);
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches('<').count(), 6, "{html}");
        let address = html.split('"').nth(3).expect("an address");
        assert_eq!(address.matches('/').count(), 3, "{html}");
    }

    #[test]
    fn each_kind_has_its_own_form() {
        let of = |media_type: &str, pixels| Attachment {
            name: "tea".into(),
            media_type: media_type.into(),
            size: 2_560_000,
            width: pixels,
            height: pixels,
            ..Attachment::default()
        };
        assert!(one(&of("image/png", Some(8))).contains(r#"alt="tea" width="8" height="8""#));
        // An image that could not be read is a file like any other.
        assert!(one(&of("image/png", None)).contains("<b dir=\"auto\">tea</b><span>2.5 MB</span>"));
        assert!(one(&of("video/mp4", None)).starts_with("<video "));
        assert!(one(&of("audio/mpeg", None)).starts_with("<audio "));
    }

    #[test]
    fn a_name_cannot_lead_to_another_file() {
        for name in ["thumbnail", "..", ".", ""] {
            let html = html(&[Attachment {
                name: name.into(),
                ..Attachment::default()
            }]);
            assert!(
                !html.contains("/thumbnail\"") && !html.contains("/.\"") && !html.contains("..\""),
                "{html}"
            );
        }
    }
}
