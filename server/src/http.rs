//! HTTP: the router, the API, the pages, and access to them.

pub(crate) mod admission;
pub(crate) mod api;
pub(crate) mod assets;
pub(crate) mod auth;
pub(crate) mod client_address;
pub(crate) mod download;
pub(crate) mod error;
pub(crate) mod extract;
pub(crate) mod listener;
pub(crate) mod manifest;
pub(crate) mod origin;
pub(crate) mod pages;
pub(crate) mod percent;
pub(crate) mod proxies;
pub(crate) mod rate_limit;
pub(crate) mod release;
pub(crate) mod request_log;
pub(crate) mod router;
pub(crate) mod security;
pub(crate) mod setup_code;
