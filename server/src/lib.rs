//! Hubbub's server: the pages, the HTTP API, and the connections that carry messages.
//!
//! To follow one message: `socket` → `transport` → `connection` → `session` → `store` → `hub` → every connection.

mod app_state;
mod config;
mod data_folder;
mod email_key;
mod emoji;
mod files;
mod http;
mod jobs;
mod live;
mod mail;
mod network;
mod notify;
mod outgoing;
mod password;
mod preview;
mod push;
mod refusal;
mod search;
mod serve;
#[cfg(test)]
#[path = "../../proof/simulator/mod.rs"]
mod simulator;
mod store;
mod token;
mod tuning;
mod visible;

/// A connection's core and the hub, without clock, randomness or I/O.
pub mod connection {
    pub use crate::{
        live::{
            allowance::{Allowance, Allowances},
            connection::{
                core::{Bounds, Core, Output, Work, WorkResult},
                ending::Ending,
            },
            hub::{Delivery, Dismissal, Hub, Subscription},
            session::Greeting,
            transport::Received,
        },
        store::{EventPage, Standing, StreamBounds},
    };
}

/// Search without the database.
pub mod searching {
    pub use crate::search::{
        document::Indexed,
        expression::Expression,
        matching::{Match, matches},
        query::{Query, Term},
        snippet::snippet,
        words::{Word, words},
    };
}

pub use config::{Config, ConfigError};
pub use data_folder::{DataFolderError, database};
pub use http::origin::{Origin, ParseOriginError};
pub use http::proxies::{ParseProxiesError, Proxies};
pub use mail::MailServer;
pub use serve::{ServeError, serve, serve_tuned};
pub use store::{BackupError, PasswordLinkError, backup, password_link};
pub use tuning::Tuning;
