//! Emoji that a workspace has added to those of Unicode.

use crate::{UserId, read::Read};
use serde::{Deserialize, Serialize};

/// An emoji of the workspace. Texts and reactions name it, as in `:name:`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
pub struct CustomEmoji {
    pub name: String,
    /// The name of its picture in the folder of small pictures.
    pub picture: String,
    /// The person who added it.
    pub author: UserId,
}

impl CustomEmoji {
    /// Returns the form in which texts and reactions name an emoji.
    pub fn typed(name: &str) -> String {
        format!(":{name}:")
    }

    /// Returns the name in a text that is exactly one typed name.
    pub fn typed_name(text: &str) -> Option<&str> {
        let name = text.strip_prefix(':')?.strip_suffix(':')?;
        Self::is_name(name).then_some(name)
    }

    /// Returns whether an emoji may have this name.
    pub fn is_name(name: &str) -> bool {
        let may =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
        (2..=crate::limits::EMOJI_NAME_BYTES).contains(&name.len()) && name.bytes().all(may)
    }
}

#[cfg(test)]
mod tests {
    use super::CustomEmoji;

    #[test]
    fn a_name_is_short_and_plain() {
        assert_eq!(CustomEmoji::typed_name(":tea-time:"), Some("tea-time"));
        for text in ["tea", ":t:", ":Tea:", ":te a:", ":tea", "::", ":tee::"] {
            assert_eq!(CustomEmoji::typed_name(text), None, "{text}");
        }
        assert!(!CustomEmoji::is_name(&"t".repeat(33)));
    }
}
