//! Plural categories of CLDR, such as `one` and `few`.

use crate::language::Language;

/// Returns whether a number is of a category in a language.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn is_category(language: Language, number: u64, category: &str) -> bool {
    use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
    use unic_langid::LanguageIdentifier;
    let code: Option<LanguageIdentifier> = language.code().parse().ok();
    let rules = code.and_then(|code| PluralRules::create(code, PluralRuleType::CARDINAL).ok());
    let found = rules.and_then(|rules| rules.select(number).ok());
    let found = match found.unwrap_or(PluralCategory::OTHER) {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    };
    found == category
}

/// Returns whether a number is of a category in a language.
#[cfg(target_arch = "wasm32")]
pub(crate) fn is_category(language: Language, number: u64, category: &str) -> bool {
    use js_sys::{Array, Intl::PluralRules, Object};
    let languages = Array::of1(&language.code().into());
    let rules = PluralRules::new(&languages, &Object::new());
    rules.select(number as f64).as_string().as_deref() == Some(category)
}
