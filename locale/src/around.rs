//! Sentences around an element that is not text, such as a key or a link.

/// Stands for the element in the sentence. No text has it (U+FFFC OBJECT REPLACEMENT CHARACTER).
const ELEMENT: &str = "\u{fffc}";

/// Returns what stands before an element and after it. `sentence` returns the whole sentence with its argument in the place
/// of the element.
pub fn around(sentence: impl FnOnce(&str) -> String) -> (String, String) {
    let sentence = sentence(ELEMENT);
    match sentence.split_once(ELEMENT) {
        Some((before, after)) => (before.to_owned(), after.to_owned()),
        None => (sentence, String::new()),
    }
}
