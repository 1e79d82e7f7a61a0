//! Decides which addresses the server connects to when people decide what it requests. A name is resolved once, and its checked
//! addresses are connected to.

use super::address::is_public;
use futures::future::BoxFuture;
use std::{
    io,
    net::{IpAddr, SocketAddr},
};
use tokio::net::lookup_host;
use url::{Host, Url};

/// Reason why an address is not connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("neither http nor https")]
    Scheme,
    #[error("a user name or a password in the address")]
    Credentials,
    #[error("neither port 80 nor port 443")]
    Port,
    #[error("the name does not resolve")]
    Unresolved,
    #[error("no public address")]
    NotPublic,
}

/// Resolves names to addresses.
pub(crate) trait Resolver: Send + Sync {
    fn resolve(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>>;
}

/// Resolver of the operating system.
pub(crate) struct System;

impl Resolver for System {
    fn resolve(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Addresses to connect to, and no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FetchTarget {
    /// Name in the URL; `None` if the URL has an IP address.
    pub(crate) name: Option<String>,
    pub(crate) addresses: Vec<SocketAddr>,
}

/// Checks every URL before it is requested, those of redirects too.
pub(crate) struct Guard {
    resolver: Box<dyn Resolver>,
    /// Addresses that may be connected to although they are not public, or on other ports than 80 and 443.
    exceptions: Vec<SocketAddr>,
}

impl Guard {
    pub(crate) fn new(resolver: Box<dyn Resolver>, exceptions: Vec<SocketAddr>) -> Self {
        Self {
            resolver,
            exceptions,
        }
    }

    /// Checks a URL. Its name, if it has one, is resolved for this request only.
    pub(crate) async fn check(&self, url: &Url) -> Result<FetchTarget, Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        let port = url.port_or_known_default().ok_or(Refusal::Port)?;
        let (name, found) = match url.host().ok_or(Refusal::Unresolved)? {
            Host::Ipv4(address) => (None, vec![IpAddr::V4(address)]),
            Host::Ipv6(address) => (None, vec![IpAddr::V6(address)]),
            Host::Domain(name) => {
                let found = self.resolver.resolve(name.to_owned()).await;
                let found = found.map_err(|error| {
                    tracing::debug!(%error, "a name does not resolve");
                    Refusal::Unresolved
                })?;
                (Some(name.to_owned()), found)
            }
        };
        if found.is_empty() {
            return Err(Refusal::Unresolved);
        }
        let found = found.into_iter().map(|ip| SocketAddr::new(ip, port));
        let addresses: Vec<_> = found.filter(|it| self.is_allowed(*it)).collect();
        match addresses.is_empty() {
            false => Ok(FetchTarget { name, addresses }),
            true if !is_web(port) => Err(Refusal::Port),
            true => Err(Refusal::NotPublic),
        }
    }

    fn is_allowed(&self, address: SocketAddr) -> bool {
        self.exceptions.contains(&address) || (is_web(address.port()) && is_public(address.ip()))
    }
}

fn is_web(port: u16) -> bool {
    matches!(port, 80 | 443)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Gives its answers in turn, and counts the queries.
    struct ScriptedResolver(Vec<Vec<&'static str>>, AtomicUsize);

    impl ScriptedResolver {
        fn new(answers: &[&[&'static str]]) -> Self {
            let answers = answers.iter().map(|answer| answer.to_vec()).collect();
            Self(answers, AtomicUsize::new(0))
        }
    }

    impl Resolver for &'static ScriptedResolver {
        fn resolve(&self, _: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
            let turn = self.1.fetch_add(1, Ordering::Relaxed);
            let answer = self.0[turn.min(self.0.len() - 1)].iter();
            let answer = answer.map(|text| text.parse().expect("an address"));
            Box::pin(std::future::ready(Ok(answer.collect())))
        }
    }

    async fn check(names: &[&[&'static str]], url: &str) -> Result<FetchTarget, Refusal> {
        let names: &'static ScriptedResolver = Box::leak(Box::new(ScriptedResolver::new(names)));
        let exception = "127.0.0.1:8080".parse().expect("an address");
        let guard = Guard::new(Box::new(names), vec![exception]);
        guard.check(&url.parse().expect("a URL")).await
    }

    #[tokio::test]
    async fn unusual_spellings_of_addresses_are_recognised() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://①②⑦.0.0.1/",
            "http://0/",
            "http://3232235777/",
            "http://0xa9fea9fe/latest/meta-data/",
            "http://025177524776/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[2002:7f00:1::]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "https://169.254.169.254/",
            "https://192.168.1.1/",
        ] {
            assert_eq!(check(&[], url).await, Err(Refusal::NotPublic), "{url}");
        }
    }

    #[tokio::test]
    async fn the_resolved_addresses_of_a_name_decide() {
        for answer in [
            "127.0.0.1",
            "10.0.0.1",
            "169.254.169.254",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "fd00:ec2::254",
        ] {
            let checked = check(&[&[answer]], "http://inside.example.org/").await;
            assert_eq!(checked, Err(Refusal::NotPublic), "{answer}");
        }
        let unresolved = check(&[&[]], "http://nowhere.example.org/").await;
        assert_eq!(unresolved, Err(Refusal::Unresolved));
        let mixed = check(&[&["10.0.0.1", "93.184.216.34"]], "https://example.org/").await;
        let target = FetchTarget {
            name: Some("example.org".into()),
            addresses: vec!["93.184.216.34:443".parse().expect("an address")],
        };
        assert_eq!(mixed, Ok(target));
    }

    #[tokio::test]
    async fn a_name_is_resolved_once_and_its_address_is_pinned() {
        let names: &'static ScriptedResolver = Box::leak(Box::new(ScriptedResolver::new(&[
            &["93.184.216.34"],
            &["127.0.0.1"],
        ])));
        let guard = Guard::new(Box::new(names), Vec::new());
        let url = "http://rebinding.example.org/".parse().expect("a URL");
        let target = guard.check(&url).await.expect("public at first");
        assert_eq!(
            target.addresses,
            ["93.184.216.34:80".parse().expect("an address")]
        );
        assert_eq!(names.1.load(Ordering::Relaxed), 1);
        // A redirect to it is resolved again.
        assert_eq!(guard.check(&url).await, Err(Refusal::NotPublic));
    }

    #[tokio::test]
    async fn only_web_schemes_and_ports_without_credentials_are_allowed() {
        let public: &[&[&str]] = &[&["93.184.216.34"]];
        for (url, refusal) in [
            ("ftp://example.org/", Refusal::Scheme),
            ("file:///etc/passwd", Refusal::Scheme),
            ("gopher://example.org:80/", Refusal::Scheme),
            ("http://example.org:22/", Refusal::Port),
            ("http://example.org:8080/", Refusal::Port),
            ("https://example.org:6379/", Refusal::Port),
            ("http://ada@example.org/", Refusal::Credentials),
            ("http://ada:secret@example.org/", Refusal::Credentials),
            ("http://example.org@127.0.0.1/", Refusal::Credentials),
            ("http://127.0.0.1:3000/", Refusal::Port),
            ("http://127.0.0.2:8080/", Refusal::Port),
            ("http://127.0.0.1:80/", Refusal::NotPublic),
        ] {
            assert_eq!(check(public, url).await, Err(refusal), "{url}");
        }
        for url in ["http://example.org:443/", "https://example.org:80/"] {
            assert!(check(public, url).await.is_ok(), "{url}");
        }
    }

    #[tokio::test]
    async fn an_exception_covers_only_its_address_and_port() {
        assert!(check(&[], "http://127.0.0.1:8080/").await.is_ok());
        let named = check(&[&["127.0.0.1"]], "http://wiki.example.org:8080/").await;
        assert!(named.is_ok());
    }
}
