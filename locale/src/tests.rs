//! Tests of the texts and their languages.

use crate::{LANGUAGES, Language, around, language::missing, text};

fn chinese() -> Language {
    Language::from_code("zh-Hans").expect("Chinese")
}

#[test]
fn no_language_lacks_a_text() {
    assert_eq!(missing(), [], "these texts are in English only");
}

#[test]
fn a_text_is_in_the_language_of_the_request() {
    assert_eq!(text().cancel(), "Cancel");
    assert_eq!(chinese().within(|| text().cancel()), "取消");
}

#[test]
fn plurals_follow_the_rules_of_the_language() {
    let english = Language::default().texts();
    assert_eq!(english.more_reminders(1_u64), "1 more reminder");
    assert_eq!(english.more_reminders(0_u64), "0 more reminders");
    assert_eq!(
        english.more_reminders(1_234_567_u64),
        "1,234,567 more reminders"
    );
    assert_eq!(chinese().texts().more_reminders(1_u64), "另外 1 个提醒");
}

#[test]
fn a_sentence_may_have_an_element_within() {
    let english = Language::default().texts();
    let (before, after) = around(|command| english.only_administrator_help(command));
    assert_eq!(before, "Run ");
    assert!(after.starts_with(" with your email"));
}

#[test]
fn names_are_joined_as_the_language_does() {
    let english = Language::default().texts();
    assert_eq!(english.list(&["Ada"; 0]), "");
    assert_eq!(english.list(&["Ada"]), "Ada");
    assert_eq!(english.list(&["Ada", "Grace"]), "Ada and Grace");
    assert_eq!(
        english.list(&["Ada", "Grace", "Linus"]),
        "Ada, Grace and Linus"
    );
    assert_eq!(
        chinese().texts().list(&["Ada", "Grace", "Linus"]),
        "Ada、Grace和Linus"
    );
}

#[test]
fn a_browser_gets_the_language_that_it_prefers() {
    for (accepted, code) in [
        ("", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("de-DE,de;q=0.9,zh;q=0.5,en;q=0.4", "zh-Hans"),
        ("en;q=0.1,zh-Hans;q=0.5", "zh-Hans"),
        ("zh;q=0,en", "en"),
        ("xx", "en"),
        (";;;,q=,*", "en"),
    ] {
        assert_eq!(Language::negotiate(accepted).code(), code, "{accepted}");
    }
}

#[test]
fn each_language_has_a_name_and_files_of_its_own() {
    for language in LANGUAGES {
        assert!(!language.name().is_empty());
        assert_eq!(Language::from_code(language.code()), Some(language));
        let path = language.path(crate::Table::First);
        assert!(Language::content(path).is_some_and(|it| it.contains(language.name())));
    }
    assert_eq!(Language::content("/texts/en-server-.txt"), None);
    assert_eq!(
        Language::content(Language::default().path(crate::Table::Server)),
        None
    );
}
