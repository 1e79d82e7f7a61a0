//! Configuration from environment variables.

use crate::{
    http::{origin::Origin, proxies::Proxies},
    mail::{MailServer, Mailer},
};
use lettre::message::Mailbox;
use std::{env, error::Error, net::SocketAddr, path::PathBuf, str::FromStr};

type BoxError = Box<dyn Error + Send + Sync>;

/// The operator's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder of the database and the uploaded files.
    pub data: PathBuf,
    /// The address to listen on.
    pub address: SocketAddr,
    /// The public origin. `None` for the host in each request.
    pub origin: Option<Origin>,
    /// The reverse proxies that are trusted to name their clients.
    pub trusted_proxies: Proxies,
    /// The filter of the log, in the syntax of `tracing`.
    pub log: String,
    /// Whether rate limits are on.
    pub rate_limit: bool,
    /// The number of days for which the log keeps events. A client that was away for longer starts from a snapshot.
    pub event_days: u32,
    /// Whether link previews are fetched at all. If so, the workspace's setting decides.
    pub link_previews: bool,
    /// The server that sends mails. `None` if there are no mails.
    pub mail_server: Option<MailServer>,
    /// The sender of mails. `None` for an address at the host of `origin`.
    pub mail_from: Option<Mailbox>,
    /// Private addresses of push services that may be requested nevertheless.
    pub push_hosts: Vec<SocketAddr>,
    /// Private addresses from which previews may be fetched nevertheless.
    pub preview_hosts: Vec<SocketAddr>,
}

/// Error of a variable with an invalid value.
#[derive(Debug, thiserror::Error)]
#[error("{name}={value}: {expected}")]
pub struct ConfigError {
    name: &'static str,
    value: String,
    expected: &'static str,
    source: BoxError,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            address: SocketAddr::from(([127, 0, 0, 1], 3000)),
            origin: None,
            trusted_proxies: Proxies::default(),
            log: "info".to_owned(),
            rate_limit: true,
            event_days: 30,
            link_previews: true,
            preview_hosts: Vec::new(),
            push_hosts: Vec::new(),
            mail_server: None,
            mail_from: None,
        }
    }
}

impl Config {
    /// Reads the configuration from the environment.
    ///
    /// # Errors
    ///
    /// Fails for the first variable with an invalid value.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_variables(|name| env::var_os(name).map(|value| value.to_string_lossy().into()))
    }

    fn from_variables(
        variable: impl Fn(&'static str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let mut config = Self::default();
        let variables = Variables(variable);
        variables.set("HUBBUB_DATA", &mut config.data, "a folder", parsed)?;
        let expected = "an address and port such as 127.0.0.1:3000";
        variables.set("LEPTOS_SITE_ADDR", &mut config.address, expected, parsed)?;
        let expected = "an origin such as https://chat.example.org, without a path";
        variables.set("HUBBUB_ORIGIN", &mut config.origin, expected, |text| {
            parsed(text).map(Some)
        })?;
        let expected = "networks such as 10.0.0.0/8, separated by commas";
        let proxies = &mut config.trusted_proxies;
        variables.set("HUBBUB_TRUSTED_PROXIES", proxies, expected, parsed)?;
        let expected = "a filter such as info or server=debug";
        variables.set("HUBBUB_LOG", &mut config.log, expected, |text| {
            tracing_subscriber::EnvFilter::try_new(text)?;
            Ok(text.to_owned())
        })?;
        let limit = &mut config.rate_limit;
        variables.set("HUBBUB_RATE_LIMIT", limit, "on or off", switch)?;
        let previews = &mut config.link_previews;
        variables.set("HUBBUB_LINK_PREVIEWS", previews, "on or off", switch)?;
        let expected = "addresses and ports such as 10.0.0.7:80, separated by commas";
        let hosts = &mut config.preview_hosts;
        variables.set("HUBBUB_PREVIEW_HOSTS", hosts, expected, addresses)?;
        let hosts = &mut config.push_hosts;
        variables.set("HUBBUB_PUSH_HOSTS", hosts, expected, addresses)?;
        let expected = "the address of a mail server such as smtps://user:password@mail.example.com, together with HUBBUB_ORIGIN";
        let has_origin = config.origin.is_some();
        let server = &mut config.mail_server;
        variables.set_secret(
            "HUBBUB_SMTP_URL",
            server,
            expected,
            |text| match has_origin {
                true => parsed(text).map(Some),
                // Links in mails need it: the host in a request may be anything.
                false => Err("HUBBUB_ORIGIN is not set".into()),
            },
        )?;
        let expected = "a sender such as Hubbub <hubbub@example.com>";
        variables.set(
            "HUBBUB_MAIL_FROM",
            &mut config.mail_from,
            expected,
            |text| parsed(text).map(Some),
        )?;
        let expected = "a number of days from 1 to 36500";
        let days = &mut config.event_days;
        variables.set("HUBBUB_EVENT_DAYS", days, expected, |text| {
            let days = parsed(text)?;
            match (1..=36500).contains(&days) {
                true => Ok(days),
                false => Err("out of range".into()),
            }
        })?;
        Ok(config)
    }

    /// Returns what sends mails. `None` without a mail server or an origin for the links.
    pub(crate) fn mailer(&self) -> Option<Mailer> {
        let (server, origin) = (self.mail_server.clone()?, self.origin.as_ref()?);
        let host = origin.authority().split(':').next().unwrap_or_default();
        let from = self.mail_from.clone();
        let from = from.or_else(|| format!("Hubbub <hubbub@{host}>").parse().ok())?;
        let scheme = if origin.is_secure() { "https" } else { "http" };
        let origin = format!("{scheme}://{}", origin.authority());
        Some(Mailer::new(server, from, origin))
    }
}

/// Looks up environment variables.
struct Variables<F>(F);

impl<F: Fn(&'static str) -> Option<String>> Variables<F> {
    /// As [`Variables::set`], for a value that no message shows.
    fn set_secret<T>(
        &self,
        name: &'static str,
        field: &mut T,
        expected: &'static str,
        parse: impl Fn(&str) -> Result<T, BoxError>,
    ) -> Result<(), ConfigError> {
        let set = self.set(name, field, expected, parse);
        set.map_err(|error| ConfigError {
            value: "…".to_owned(),
            ..error
        })
    }

    /// Sets `field` to the value of a variable. Leaves it if the variable is absent or empty.
    fn set<T>(
        &self,
        name: &'static str,
        field: &mut T,
        expected: &'static str,
        parse: impl Fn(&str) -> Result<T, BoxError>,
    ) -> Result<(), ConfigError> {
        let value = (self.0)(name).filter(|value| !value.is_empty());
        if let Some(value) = value {
            *field = parse(&value).map_err(|source| ConfigError {
                name,
                value,
                expected,
                source,
            })?;
        }
        Ok(())
    }
}

fn parsed<T: FromStr<Err: Into<BoxError>>>(text: &str) -> Result<T, BoxError> {
    text.parse().map_err(Into::into)
}

/// Reads addresses and ports, separated by commas.
fn addresses(text: &str) -> Result<Vec<SocketAddr>, BoxError> {
    text.split(',').map(|host| parsed(host.trim())).collect()
}

fn switch(text: &str) -> Result<bool, BoxError> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("neither on nor off".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(name: &'static str, value: &str) -> Result<Config, ConfigError> {
        Config::from_variables(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn every_variable_has_a_default() {
        let config = Config::from_variables(|_| None).expect("defaults");
        assert_eq!(config.address.port(), 3000);
        assert!(config.rate_limit);
    }

    #[test]
    fn a_bad_value_names_its_variable() {
        for (name, value) in [
            ("LEPTOS_SITE_ADDR", "localhost"),
            ("HUBBUB_ORIGIN", "chat.example.org"),
            ("HUBBUB_ORIGIN", "https://chat.example.org/rooms"),
            ("HUBBUB_TRUSTED_PROXIES", "proxy.example.org"),
            ("HUBBUB_TRUSTED_PROXIES", "10.0.0.0/33"),
            ("HUBBUB_LOG", "server=loud"),
            ("HUBBUB_RATE_LIMIT", "maybe"),
            ("HUBBUB_LINK_PREVIEWS", "true"),
            ("HUBBUB_PREVIEW_HOSTS", "wiki.example.org:80"),
            ("HUBBUB_PREVIEW_HOSTS", "10.0.0.7"),
            ("HUBBUB_PUSH_HOSTS", "push.example.org:80"),
            ("HUBBUB_MAIL_FROM", "nobody"),
            ("HUBBUB_EVENT_DAYS", "0"),
            ("HUBBUB_EVENT_DAYS", "1.5"),
            ("HUBBUB_EVENT_DAYS", "99999999999"),
        ] {
            let error = config(name, value).expect_err(value).to_string();
            assert!(error.contains(name) && error.contains(value), "{error}");
        }
    }

    #[test]
    fn a_mail_server_needs_an_origin_and_no_message_shows_its_password() {
        let url = "smtps://hubbub:secret@mail.example.org";
        let with_origin = |asked: &'static str| match asked {
            "HUBBUB_ORIGIN" => Some("https://chat.example.org".to_owned()),
            "HUBBUB_SMTP_URL" => Some(url.to_owned()),
            _ => None,
        };
        let valid = Config::from_variables(with_origin).expect("valid");
        let mailer = valid.mailer().expect("a mailer");
        assert_eq!(mailer.origin, "https://chat.example.org");
        assert!(!format!("{valid:?}").contains("secret"));
        let error = config("HUBBUB_SMTP_URL", url).expect_err("no origin");
        let error = error.to_string();
        assert!(error.contains("HUBBUB_SMTP_URL"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }

    #[test]
    fn an_empty_value_counts_as_absent() {
        assert!(
            config("HUBBUB_ORIGIN", "")
                .expect("default")
                .origin
                .is_none()
        );
    }
}
