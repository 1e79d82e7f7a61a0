//! Link previews as HTML text: Leptos views would take ten times as much of the first load. All foreign text is escaped.

use protocol::Preview;

/// Returns the HTML of a message's previews; empty if there are none.
pub fn cards(previews: &[Preview]) -> String {
    let mut html = String::new();
    for preview in previews {
        for (markup, text) in [
            (
                "<a class=\"preview\" target=\"_blank\" rel=\"noopener noreferrer nofollow\" href=\"",
                preview.url.as_str(),
            ),
            ("\"><span class=\"preview-site\">", &preview.site),
            ("</span><strong dir=\"auto\">", &preview.title),
            (
                "</strong><span class=\"preview-text\" dir=\"auto\">",
                preview.text.as_deref().unwrap_or_default(),
            ),
        ] {
            html.push_str(markup);
            html.push_str(&escape(text));
        }
        html.push_str("</span>");
        if let Some(picture) = &preview.picture {
            html.push_str("<img alt=\"\" loading=\"lazy\" src=\"/previews/");
            html.push_str(&escape(&picture.name));
            html.push_str("\">");
        }
        html.push_str("</a>");
    }
    html
}

/// Escapes a text for an attribute, where `markdown::escape` alone would not do.
fn escape(text: &str) -> String {
    markdown::escape(text).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Picture;

    #[test]
    fn a_card_is_a_link_with_what_was_found() {
        let preview = Preview {
            url: "https://example.org/?a=1&b=2".into(),
            site: "example.org".into(),
            title: "Engines".into(),
            text: Some("Notes".into()),
            picture: Some(Picture {
                name: "abc".into(),
                ..Picture::default()
            }),
            ..Preview::default()
        };
        let html = cards(&[
            preview.clone(),
            Preview {
                picture: None,
                ..preview
            },
        ]);
        assert_eq!(html.matches("<a class=\"preview\"").count(), 2);
        assert_eq!(
            html.matches("href=\"https://example.org/?a=1&amp;b=2\"")
                .count(),
            2
        );
        assert_eq!(
            html.matches("<img alt=\"\" loading=\"lazy\" src=\"/previews/abc\">")
                .count(),
            1
        );
        assert_eq!(cards(&[]), "");
    }

    #[test]
    fn the_text_of_a_page_never_becomes_markup() {
        for text in [
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "\" onmouseover=\"alert(1)",
            "</strong></a><iframe src=//x>",
            "&lt;script&gt;",
            "' onclick='alert(1)",
        ] {
            let hostile = || text.to_owned();
            let html = cards(&[Preview {
                number: 1,
                url: format!("https://example.org/{text}"),
                site: hostile(),
                title: hostile(),
                text: Some(hostile()),
                picture: Some(Picture {
                    name: hostile(),
                    ..Picture::default()
                }),
            }]);
            // No tag and no attribute beside our own.
            assert_eq!(html.matches('<').count(), 9, "{html}");
            assert_eq!(html.matches('"').count(), 22, "{html}");
            assert!(
                !html.contains("&lt;script&gt;")
                    || text.starts_with('&')
                    || text.contains("<script>")
            );
        }
    }
}
