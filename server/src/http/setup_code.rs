//! The setup code, required to set the server up from another machine: a new server belongs to its operator, not to
//! the first visitor.

use crate::{
    http::origin::{self, Origin},
    token,
};
use axum::http::{HeaderMap, Uri};
use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    net::IpAddr,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

const FILE: &str = "setup-code";

/// The setup code and its file in the data folder.
#[derive(Clone, Debug)]
pub(crate) struct SetupCode {
    code: String,
    file: PathBuf,
}

impl SetupCode {
    /// Reads the code of a data folder, and creates one if there is none.
    pub(crate) fn of(folder: &Path) -> io::Result<Self> {
        let file = folder.join(FILE);
        let code = match fs::read_to_string(&file) {
            Ok(text) if !text.trim().is_empty() => text.trim().to_owned(),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => write(&file)?,
        };
        Ok(Self { code, file })
    }

    /// Logs that the server must be set up, and how.
    pub(crate) fn announce(&self) {
        tracing::info!(
            code = self.code,
            file = %self.file.display(),
            "this server is not set up yet: open it on this machine, or from elsewhere with this code"
        );
    }

    /// Compares the hashes of both codes, so that the time reveals nothing.
    pub(crate) fn matches(&self, given: &str) -> bool {
        token::hash(given.trim()) == token::hash(&self.code)
    }

    /// Removes the code from the data folder once the server is set up.
    pub(crate) fn remove(&self) {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, "the setup code could not be removed");
            }
            _ => {}
        }
    }
}

fn write(file: &Path) -> io::Result<String> {
    let code = token::setup();
    // Readable only by the operator.
    let mut options = OpenOptions::new();
    let options = options.create(true).write(true).truncate(true).mode(0o600);
    writeln!(options.open(file)?, "{code}")?;
    Ok(code)
}

/// Returns whether a request comes from the server's own machine. A local proxy that does not name its client is
/// recognised by the requested host, or by the origin that the operator has set.
pub(crate) fn is_local(client: IpAddr, headers: &HeaderMap, own: Option<&Origin>) -> bool {
    let host = origin::host(headers);
    client.to_canonical().is_loopback()
        && host.is_none_or(names_this_machine)
        && own.is_none_or(|own| names_this_machine(own.authority()))
}

fn names_this_machine(authority: &str) -> bool {
    let uri = authority.parse::<Uri>().ok();
    let Some(host) = uri.as_ref().and_then(Uri::host) else {
        return false;
    };
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn local(client: IpAddr, host: &str, own: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert("host", host.parse().expect("a header"));
        let own = own.map(|own| own.parse().expect("an origin"));
        is_local(client, &headers, own.as_ref())
    }

    #[test]
    fn a_request_from_this_machine_is_local() {
        for host in [
            "127.0.0.1:3000",
            "localhost:3000",
            "[::1]:3000",
            "LOCALHOST",
        ] {
            assert!(local(HERE, host, None), "{host}");
        }
        assert!(local(HERE, "localhost:3000", Some("http://localhost:3000")));
    }

    #[test]
    fn a_request_from_elsewhere_or_through_a_proxy_is_not_local() {
        let elsewhere = IpAddr::from([192, 0, 2, 1]);
        assert!(!local(elsewhere, "127.0.0.1:3000", None));
        assert!(!local(HERE, "chat.example.org", None));
        assert!(!local(HERE, "127.0.0.1.example.org", None));
        assert!(!local(
            HERE,
            "127.0.0.1:3000",
            Some("https://chat.example.org")
        ));
    }

    #[test]
    fn the_code_survives_a_restart_until_the_first_run() {
        let folder = TempDir::new().expect("a folder");
        let first = SetupCode::of(folder.path()).expect("a code");
        let again = SetupCode::of(folder.path()).expect("a code");
        assert!(again.matches(&format!(" {}\n", first.code)));
        assert!(!again.matches("") && !again.matches("guess"));
        again.remove();
        let next = SetupCode::of(folder.path()).expect("a code");
        assert!(!next.matches(&first.code));
    }
}
