//! The code without which nobody sets the server up from elsewhere: a new server that is reachable belongs to its
//! operator, and not to whoever comes first.

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

/// The code, as it is in the data folder.
#[derive(Clone, Debug)]
pub(crate) struct SetupCode {
    code: String,
    file: PathBuf,
}

impl SetupCode {
    /// Reads the code of a data folder, and makes one where there is none.
    pub(crate) fn of(folder: &Path) -> io::Result<Self> {
        let file = folder.join(FILE);
        let code = match fs::read_to_string(&file) {
            Ok(text) if !text.trim().is_empty() => text.trim().to_owned(),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => write(&file)?,
        };
        Ok(Self { code, file })
    }

    /// Says in the log that the server is to be set up, and how.
    pub(crate) fn announce(&self) {
        tracing::info!(
            code = self.code,
            file = %self.file.display(),
            "nobody has set this server up yet: open it on this machine, or from elsewhere with this code"
        );
    }

    pub(crate) fn is(&self, given: &str) -> bool {
        // By their hashes, so that the time tells nothing.
        token::hash(given.trim()) == token::hash(&self.code)
    }

    /// Removes the code from the data folder, once the server is set up.
    pub(crate) fn forget(&self) {
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
    // For the operator alone.
    let mut options = OpenOptions::new();
    let options = options.create(true).write(true).truncate(true).mode(0o600);
    writeln!(options.open(file)?, "{code}")?;
    Ok(code)
}

/// Returns whether a person is at the server's own machine. A proxy there that does not say whom it speaks for gives
/// itself away by the host that was asked for, or by the origin that the operator has set.
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
    fn one_at_the_machine_itself_is_local() {
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
    fn one_who_comes_from_elsewhere_or_by_a_proxy_is_not() {
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
    fn the_code_outlives_a_restart_and_goes_with_the_first_run() {
        let folder = TempDir::new().expect("a folder");
        let first = SetupCode::of(folder.path()).expect("a code");
        let again = SetupCode::of(folder.path()).expect("a code");
        assert!(again.is(&format!(" {}\n", first.code)));
        assert!(!again.is("") && !again.is("guess"));
        again.forget();
        let next = SetupCode::of(folder.path()).expect("a code");
        assert!(!next.is(&first.code));
    }
}
