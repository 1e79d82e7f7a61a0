//! Lists of names in a sentence.

use crate::Texts;

impl Texts {
    /// Joins names as a list: `Ada, Grace and Linus`.
    pub fn list(self, names: &[impl AsRef<str>]) -> String {
        let Some((last, rest)) = names.split_last() else {
            return String::new();
        };
        let Some((first, rest)) = rest.split_first() else {
            return last.as_ref().to_owned();
        };
        let start = rest.iter().fold(first.as_ref().to_owned(), |list, name| {
            self.list_middle(&list, name.as_ref())
        });
        self.list_end(&start, last.as_ref())
    }
}
