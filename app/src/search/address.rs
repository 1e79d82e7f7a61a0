//! Address of the page of a search: `/search?q=tea&sort=time`.

use protocol::{SearchSort, route::ListPage};

/// A search: what is looked for, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SearchAddress {
    pub(crate) query: String,
    pub(crate) sort: SearchSort,
}

impl SearchAddress {
    /// Returns the search of a path. It is empty if the path names none.
    pub(super) fn parse(path: &str) -> Self {
        let mut address = Self::default();
        let Some((_, parameters)) = path.split_once('?') else {
            return address;
        };
        for parameter in parameters.split('&') {
            match parameter.split_once('=') {
                Some(("q", query)) => address.query = decode(query),
                Some(("sort", "time")) => address.sort = SearchSort::Time,
                _ => {}
            }
        }
        address
    }

    /// Returns the path of the page.
    pub(crate) fn path(&self) -> String {
        let page = ListPage::Search.path();
        let query = match self.query.trim() {
            "" => return page.to_owned(),
            query => encode(query),
        };
        match self.sort {
            SearchSort::Relevance => format!("{page}?q={query}"),
            SearchSort::Time => format!("{page}?q={query}&sort=time"),
        }
    }

    /// Returns the path of a page of the results. `cursor` leads to the next one.
    pub(super) fn request(&self, cursor: Option<&str>) -> String {
        let query = encode(&self.query);
        let sort = self.sort.as_str();
        let cursor = cursor.map(|cursor| format!("&cursor={}", encode(cursor)));
        format!(
            "/api/search?q={query}&sort={sort}{}",
            cursor.unwrap_or_default()
        )
    }
}

/// Encodes a text as the value of a parameter.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Decodes the value of a parameter. What is malformed stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| byte == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(if byte == b'+' { b' ' } else { byte });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_read_from_its_path_whatever_is_looked_for() {
        for query in [
            "tea",
            "from:\"Grace Hopper\" c++ & 50 % of \"#1\"",
            "明日の会議資料",
            "a+b=c?d",
        ] {
            for sort in [SearchSort::Relevance, SearchSort::Time] {
                let query = query.to_owned();
                let address = SearchAddress { query, sort };
                assert_eq!(SearchAddress::parse(&address.path()), address);
            }
        }
        assert_eq!(SearchAddress::default().path(), "/search");
        assert_eq!(SearchAddress::parse("/search"), SearchAddress::default());
        assert_eq!(SearchAddress::parse("/search?q=50%").query, "50%");
        assert_eq!(SearchAddress::parse("/search?q=%F0%9F").query, "\u{fffd}");
    }
}
