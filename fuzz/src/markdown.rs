use app::markdown::{Piece, pieces};

/// Cuts a text into pieces: none of it may get lost, and links lead nowhere but to the web or to a letter.
///
/// # Panics
/// When that does not hold.
pub fn markdown(body: &str) {
    let mut joined = String::new();
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => joined.push_str(&text),
            Piece::Link { text, href } => {
                let start = href.to_ascii_lowercase();
                let web = start.starts_with("http://") || start.starts_with("https://");
                let leads = if web {
                    text.clone()
                } else {
                    format!("mailto:{text}")
                };
                assert_eq!(href, leads, "a link that leads elsewhere than it says");
                joined.push_str(&text);
            }
        }
    }
    assert_eq!(joined, body, "the pieces are not the text");
}
