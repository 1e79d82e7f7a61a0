//! Comparison of e-mail addresses.

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization as _;

/// Returns the key by which e-mail addresses are compared, the same for all spellings of one address: letters are composed
/// and without case, and the domain has the form that DNS uses.
pub(crate) fn email_key(email: &str) -> String {
    let email = email.trim();
    let Some((local, domain)) = email.rsplit_once('@') else {
        return folded(email);
    };
    // A domain that is not a DNS name is compared like any text.
    let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| folded(domain));
    format!("{}@{domain}", folded(local))
}

/// Returns a text without differences of case or composition: Unicode's canonical caseless matching.
fn folded(text: &str) -> String {
    let decomposed: String = text.nfd().collect();
    UniCase::unicode(decomposed)
        .to_folded_case()
        .nfc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_have_one_key() {
        for (one, other) in [
            ("ana@exämple.org", "ANA@EXÄMPLE.ORG"),
            ("ana@exämple.org", "ana@exa\u{308}mple.org"),
            ("ana@exämple.org", " Ana@XN--EXMPLE-CUA.org "),
            ("ana@例え.jp", "ana@例え。jp"),
            ("zoë@example.org", "ZOE\u{308}@example.org"),
            ("σίσυφος@example.org", "ΣΊΣΥΦΟΣ@EXAMPLE.ORG"),
            ("ada@localhost", "Ada@LocalHost"),
            ("ada@[192.0.2.1]", "ADA@[192.0.2.1]"),
        ] {
            assert_eq!(email_key(one), email_key(other), "{one} {other}");
        }
    }

    #[test]
    fn different_addresses_have_different_keys() {
        for (one, other) in [
            ("ana@exämple.org", "ana@example.org"),
            ("zoe@example.org", "zoë@example.org"),
            ("ada@example.org", "ada@example.com"),
            ("ada+chat@example.org", "ada@example.org"),
            ("a.da@example.org", "ada@example.org"),
        ] {
            assert_ne!(email_key(one), email_key(other), "{one} {other}");
        }
    }

    #[test]
    fn every_text_has_a_key() {
        assert_eq!(email_key("Ada"), "ada");
        assert_eq!(email_key("@"), "@");
        assert_eq!(email_key("Ada@xn--"), email_key("ada@XN--"));
        assert_eq!(email_key("ADA@example.org"), "ada@example.org");
    }
}
