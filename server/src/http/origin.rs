//! Origins: whether a request comes from Hubbub's own pages.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use std::str::FromStr;

/// The scheme, host and port of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    authority: String,
}

/// Error of parsing a text that is not an origin of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an origin")]
pub struct ParseOriginError;

impl FromStr for Origin {
    type Err = ParseOriginError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().map_err(|_| ParseOriginError)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(ParseOriginError);
        };
        let bare = uri.path() == "/" && uri.query().is_none() && !authority.as_str().contains('@');
        let default_port = match scheme {
            "http" => ":80",
            "https" => ":443",
            _ => return Err(ParseOriginError),
        };
        if !bare {
            return Err(ParseOriginError);
        }
        let authority = authority.as_str().to_ascii_lowercase();
        Ok(Self {
            scheme: scheme.to_owned(),
            authority: authority
                .strip_suffix(default_port)
                .unwrap_or(&authority)
                .to_owned(),
        })
    }
}

impl Origin {
    /// Returns whether it is reached over TLS.
    pub fn is_secure(&self) -> bool {
        self.scheme == "https"
    }

    /// Returns the host, with the port unless it is the scheme's default.
    pub fn authority(&self) -> &str {
        &self.authority
    }
}

/// Returns whether a request comes from Hubbub's own pages or from a program. `own` is the origin that the operator set;
/// `None` means the host in the request.
pub(crate) fn is_own(headers: &HeaderMap, own: Option<&Origin>) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        // Browsers send the origin with every request that changes state, or at least this header.
        let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        return matches!(site, None | Some(b"same-origin" | b"none"));
    };
    let Some(origin) = origin
        .to_str()
        .ok()
        .and_then(|text| text.parse::<Origin>().ok())
    else {
        return false;
    };
    match own {
        Some(own) => origin == *own,
        None => host(headers).is_some_and(|host| {
            // The host header has no scheme, and behind a proxy only the browser knows it.
            format!("{}://{host}", origin.scheme).parse() == Ok(origin)
        }),
    }
}

/// Returns the host in the request. `None` if it is missing or malformed.
pub(crate) fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
    (!host.is_empty() && host.bytes().all(plain)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                let name = header::HeaderName::from_static(name);
                (name, HeaderValue::from_static(value))
            })
            .collect()
    }

    #[test]
    fn a_page_of_the_same_host_is_our_own() {
        for (origin, host) in [
            ("http://localhost:3000", "localhost:3000"),
            ("https://Chat.example.org", "chat.example.org"),
            ("https://chat.example.org", "chat.example.org:443"),
        ] {
            let headers = headers(&[("origin", origin), ("host", host)]);
            assert!(is_own(&headers, None), "{origin} {host}");
        }
    }

    #[test]
    fn a_page_of_another_host_or_port_is_not_our_own() {
        for origin in [
            "http://evil.example",
            "http://localhost:3001",
            "null",
            "file://",
            "http://localhost:3000@evil.example",
        ] {
            let headers = headers(&[("origin", origin), ("host", "localhost:3000")]);
            assert!(!is_own(&headers, None), "{origin}");
        }
    }

    #[test]
    fn the_configured_origin_takes_precedence_over_the_host() {
        let own: Origin = "https://chat.example.org".parse().expect("an origin");
        let from = |origin| headers(&[("origin", origin), ("host", "localhost:3000")]);
        assert!(is_own(&from("https://chat.example.org:443"), Some(&own)));
        assert!(!is_own(&from("http://chat.example.org"), Some(&own)));
        assert!(!is_own(&from("http://localhost:3000"), Some(&own)));
    }

    #[test]
    fn a_program_is_accepted_and_a_page_of_another_site_is_not() {
        assert!(is_own(&headers(&[]), None));
        assert!(is_own(&headers(&[("sec-fetch-site", "same-origin")]), None));
        assert!(!is_own(&headers(&[("sec-fetch-site", "cross-site")]), None));
        assert!(!is_own(&headers(&[("sec-fetch-site", "same-site")]), None));
    }
}
