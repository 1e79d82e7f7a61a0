//! Validation of the fields of requests: names, texts, addresses and passwords.

use crate::{
    http::error::ApiError,
    password::Passwords,
    store::{NewPerson, StoreError},
    visible::{clean, has_visible},
};
use locale::Language;
use protocol::{CustomEmoji, limits};

/// Returns a name of a person, a room or the workspace, trimmed and without invisible characters. `what` begins the error
/// sentence.
pub(super) fn name(what: &str, text: &str) -> Result<String, ApiError> {
    let text = line(what, text, limits::NAME_CHARS)?;
    if text.is_empty() {
        return Err(ApiError::Invalid(locale::text().field_empty(what)));
    }
    Ok(text)
}

/// Returns a person's title, trimmed.
pub(super) fn title(text: Option<String>) -> Result<Option<String>, ApiError> {
    optional(text, |text| {
        line(locale::text().field_your_title(), text, limits::TITLE_CHARS)
    })
}

/// Returns the name of a workspace's emoji. It is none that an emoji of Unicode has.
pub(super) fn emoji_name(text: &str) -> Result<String, ApiError> {
    if !CustomEmoji::is_name(text) {
        return Err(ApiError::Invalid(locale::text().field_emoji_name().into()));
    }
    if emojis::get_by_shortcode(text).is_some() {
        return Err(StoreError::EmojiTaken.into());
    }
    Ok(text.to_owned())
}

/// Returns the text of a person's status, trimmed.
pub(super) fn status(text: Option<String>) -> Result<Option<String>, ApiError> {
    optional(text, |text| {
        line(
            locale::text().field_your_status(),
            text,
            limits::STATUS_CHARS,
        )
    })
}

/// Returns the name of a time zone such as `Europe/Berlin`. Only the characters are checked: browsers know the time zones,
/// and ignore an unknown one.
pub(super) fn time_zone(text: Option<String>) -> Result<Option<String>, ApiError> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "/_+-".contains(c);
    optional(text, |text| {
        let text = text.trim();
        if text.len() > limits::TIME_ZONE_CHARS || !text.chars().all(is_name) {
            return Err(ApiError::Invalid(locale::text().field_time_zone().into()));
        }
        Ok(text.to_owned())
    })
}

/// Returns the code of a language that Hubbub speaks.
pub(super) fn language(code: Option<String>) -> Result<Option<String>, ApiError> {
    optional(code, |code| match Language::from_code(code.trim()) {
        _ if code.trim().is_empty() => Ok(String::new()),
        Some(language) => Ok(language.code().to_owned()),
        None => Err(ApiError::Invalid(locale::text().field_language().into())),
    })
}

/// Returns a room's topic, trimmed.
pub(super) fn topic(text: Option<String>) -> Result<Option<String>, ApiError> {
    optional(text, |text| {
        line(locale::text().field_topic(), text, limits::TOPIC_CHARS)
    })
}

/// Returns a room's description of any number of lines, trimmed.
pub(super) fn description(text: Option<String>) -> Result<Option<String>, ApiError> {
    optional(text, |text| {
        bounded(
            locale::text().field_description(),
            text,
            limits::DESCRIPTION_CHARS,
        )
    })
}

/// Returns an optional text as `validate` returns it. `None` if nothing is left of it.
fn optional(
    text: Option<String>,
    validate: impl FnOnce(&str) -> Result<String, ApiError>,
) -> Result<Option<String>, ApiError> {
    let text = text.map(|text| validate(&text)).transpose()?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// Returns a text of one line, trimmed and without invisible characters.
fn line(what: &str, text: &str, most: usize) -> Result<String, ApiError> {
    let text = bounded(what, &clean(text), most)?;
    if text.chars().any(char::is_control) {
        return Err(ApiError::Invalid(locale::text().field_unshowable(what)));
    }
    Ok(text)
}

/// Returns a trimmed text of at most `most` characters.
fn bounded(what: &str, text: &str, most: usize) -> Result<String, ApiError> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(ApiError::Invalid(locale::text().field_long(what, most)));
    }
    if !text.is_empty() && !has_visible(text) {
        return Err(ApiError::Invalid(locale::text().field_invisible(what)));
    }
    Ok(text.to_owned())
}

/// Returns a file's name, without the folders that some browsers put before it and without invisible characters: a mark
/// that reverses the direction of writing makes `exe.gpj` look like a picture.
pub(super) fn file_name(text: &str) -> Result<String, ApiError> {
    let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let what = locale::text().field_file_name();
    let name = line(what, name, limits::FILE_NAME_CHARS)?;
    if name.is_empty() {
        return Err(ApiError::Invalid(locale::text().field_empty(what)));
    }
    Ok(name)
}

/// Returns a trimmed e-mail address. The check only catches typing errors.
pub(super) fn email(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    let whole = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@')
    });
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if whole && plain && clean(text) == text && text.len() <= limits::EMAIL_BYTES {
        Ok(text.to_owned())
    } else {
        Err(ApiError::Invalid(locale::text().field_email().into()))
    }
}

/// Checks a password's length.
pub(super) fn password(text: String) -> Result<String, ApiError> {
    if text.chars().count() < limits::PASSWORD_MIN_CHARS {
        let least = limits::PASSWORD_MIN_CHARS;
        let detail = locale::text().field_short_password(least);
        return Err(ApiError::Invalid(detail));
    }
    if text.len() > limits::PASSWORD_BYTES {
        let most = limits::PASSWORD_BYTES;
        let detail = locale::text().field_long_password(most);
        return Err(ApiError::Invalid(detail));
    }
    Ok(text)
}

/// Checks that a setting in megabytes, if present, is from 1 to `most`. `what` begins the error sentence.
pub(super) fn megabytes(what: &str, value: Option<u64>, most: u64) -> Result<(), ApiError> {
    match value {
        Some(value) if !(1..=most).contains(&value) => Err(ApiError::Invalid(
            locale::text().field_megabytes(what, most),
        )),
        _ => Ok(()),
    }
}

/// Validates the fields of a new person and hashes the password.
pub(super) async fn person(
    passwords: &Passwords,
    name: &str,
    email: &str,
    password: String,
) -> Result<NewPerson, ApiError> {
    let name = self::name(locale::text().field_your_name(), name)?;
    let email = self::email(email)?;
    let password = self::password(password)?;
    Ok(NewPerson {
        name,
        email,
        password_hash: passwords.hash(password).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed() {
        assert_eq!(
            name("Your name", "  Ada Lovelace ").expect("a name"),
            "Ada Lovelace"
        );
    }

    #[test]
    fn invisible_characters_are_removed_or_refused() {
        let name = |text| name("Your name", text).map_err(|error| error.detail());
        assert_eq!(name("\u{202e}Ada\u{200b} "), Ok("Ada".to_owned()));
        assert_eq!(
            name("\u{200b}\u{202e}"),
            Err("Your name is empty.".to_owned())
        );
        let blank = Err("Your name has no visible characters.".to_owned());
        assert_eq!(name("\u{2800}"), blank);
        for text in ["می\u{200c}خواهم", "Grace 👩\u{200d}💻"] {
            assert_eq!(name(text), Ok(text.to_owned()));
        }
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(title(some("\u{200b}")).expect("none"), None);
        assert!(status(some("\u{2800}")).is_err() && topic(some("\u{2800}")).is_err());
        assert!(description(some("\u{200b}\n\u{3164}")).is_err());
        assert!(file_name("\u{200b}\u{2066}").is_err());
        assert!(email("ada\u{200b}@example.org").is_err());
    }

    #[test]
    fn a_name_has_bounds() {
        let endless = "a".repeat(limits::NAME_CHARS + 1);
        for text in ["", "  ", "a\0b", endless.as_str()] {
            assert!(name("Your name", text).is_err(), "{text:?}");
        }
        assert!(name("Your name", &"é".repeat(limits::NAME_CHARS)).is_ok());
    }

    #[test]
    fn a_file_name_has_no_folders_and_no_direction_marks() {
        let name = |text| file_name(text).expect("a name");
        assert_eq!(name("C:\\photos\\tea.png"), "tea.png");
        assert_eq!(name("../../etc/passwd"), "passwd");
        assert_eq!(name("tea\u{202e}gpj.exe"), "teagpj.exe");
        for text in ["", "/", " ", "a\0b"] {
            assert!(file_name(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_address_has_a_local_part_and_a_domain() {
        assert_eq!(
            email(" ada@localhost ").expect("an address"),
            "ada@localhost"
        );
        for text in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "a da@example.org",
            "a@b@c",
        ] {
            assert!(email(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_password_has_bounds() {
        assert!(password("1234567".into()).is_err());
        assert!(password("12345678".into()).is_ok());
        assert!(password("a".repeat(limits::PASSWORD_BYTES + 1)).is_err());
    }
}
