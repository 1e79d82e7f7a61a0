//! Configuration from environment variables.

use crate::http::{origin::Origin, proxies::Proxies};
use std::{env, net::SocketAddr, path::PathBuf};

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
        let read = |name| variable(name).filter(|value| !value.is_empty());
        let mut config = Self::default();
        if let Some(data) = read("HUBBUB_DATA") {
            config.data = data.into();
        }
        if let Some(value) = read("LEPTOS_SITE_ADDR") {
            let expected = "an address and port such as 127.0.0.1:3000";
            config.address = parse("LEPTOS_SITE_ADDR", value, expected, |text| {
                text.parse().ok()
            })?;
        }
        if let Some(value) = read("HUBBUB_ORIGIN") {
            let expected = "an origin such as https://chat.example.org, without a path";
            config.origin = Some(parse("HUBBUB_ORIGIN", value, expected, |text| {
                text.parse().ok()
            })?);
        }
        if let Some(value) = read("HUBBUB_TRUSTED_PROXIES") {
            let expected = "networks such as 10.0.0.0/8, separated by commas";
            let networks = |text: &str| text.parse().ok();
            config.trusted_proxies = parse("HUBBUB_TRUSTED_PROXIES", value, expected, networks)?;
        }
        if let Some(value) = read("HUBBUB_LOG") {
            let expected = "a filter such as info or server=debug";
            config.log = parse("HUBBUB_LOG", value, expected, |text| {
                tracing_subscriber::EnvFilter::try_new(text).ok()?;
                Some(text.to_owned())
            })?;
        }
        if let Some(value) = read("HUBBUB_RATE_LIMIT") {
            config.rate_limit = parse("HUBBUB_RATE_LIMIT", value, "on or off", switch)?;
        }
        if let Some(value) = read("HUBBUB_LINK_PREVIEWS") {
            config.link_previews = parse("HUBBUB_LINK_PREVIEWS", value, "on or off", switch)?;
        }
        if let Some(value) = read("HUBBUB_PREVIEW_HOSTS") {
            let expected = "addresses and ports such as 10.0.0.7:80, separated by commas";
            config.preview_hosts = parse("HUBBUB_PREVIEW_HOSTS", value, expected, |text| {
                let hosts = text.split(',').map(|host| host.trim().parse().ok());
                hosts.collect()
            })?;
        }
        if let Some(value) = read("HUBBUB_EVENT_DAYS") {
            let expected = "a number of days from 1 to 36500";
            config.event_days = parse("HUBBUB_EVENT_DAYS", value, expected, |text| {
                text.parse().ok().filter(|days| (1..=36500).contains(days))
            })?;
        }
        Ok(config)
    }
}

fn switch(text: &str) -> Option<bool> {
    match text {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn parse<T>(
    name: &'static str,
    value: String,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, ConfigError> {
    parse(&value).ok_or(ConfigError {
        name,
        value,
        expected,
    })
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
            ("HUBBUB_EVENT_DAYS", "0"),
            ("HUBBUB_EVENT_DAYS", "1.5"),
            ("HUBBUB_EVENT_DAYS", "99999999999"),
        ] {
            let error = config(name, value).expect_err(value).to_string();
            assert!(error.contains(name) && error.contains(value), "{error}");
        }
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
