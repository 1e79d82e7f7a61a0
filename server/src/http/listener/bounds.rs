//! How many connections may be open at once. The system's limit on open files may allow fewer than wanted.

use crate::tuning::Tuning;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors reserved for the database, the log and the listener.
const RESERVE: u64 = 64;
/// The most descriptors that the server asks for.
const ENOUGH: u64 = 65_536;

/// How many connections may be open at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListenerBounds {
    pub(super) connections: usize,
    pub(super) strangers: usize,
    /// Strangers from one network.
    pub(super) of_network: usize,
}

impl ListenerBounds {
    /// Returns the bounds that the system permits, after raising its limit on open files as far as possible.
    pub(super) fn of(tuning: &Tuning) -> Self {
        let wanted = Self {
            connections: tuning.connections,
            strangers: tuning.strangers,
            of_network: tuning.strangers_of_network,
        };
        wanted.within(raise_limit())
    }

    /// Returns these bounds, reduced to what a number of descriptors allows.
    fn within(self, descriptors: u64) -> Self {
        // One for the connection, and one for a file that it downloads or uploads.
        let connections = descriptors.saturating_sub(RESERVE) / 2;
        let connections = usize::try_from(connections).unwrap_or(usize::MAX);
        let connections = self.connections.min(connections).max(4);
        let strangers = self.strangers.min(connections / 2);
        Self {
            connections,
            strangers,
            of_network: self.of_network.min(strangers),
        }
    }
}

/// Raises the limit on open files as far as the system allows, and returns it.
fn raise_limit() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let most = maximum.unwrap_or(ENOUGH).min(ENOUGH);
    match current {
        Some(current) if current < most => {
            let raised = Rlimit {
                current: Some(most),
                maximum,
            };
            match setrlimit(Resource::Nofile, raised) {
                Ok(()) => most,
                Err(_) => current,
            }
        }
        _ => current.unwrap_or(ENOUGH),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_descriptors_leave_few_connections_and_half_of_them_for_strangers() {
        let wanted = ListenerBounds {
            connections: 16_384,
            strangers: 4096,
            of_network: 128,
        };
        for (descriptors, connections, strangers, of_network) in [
            (10, 4, 2, 2),
            (100, 18, 9, 9),
            (1024, 480, 240, 128),
            (65_536, 16_384, 4096, 128),
        ] {
            let bounds = ListenerBounds {
                connections,
                strangers,
                of_network,
            };
            assert_eq!(wanted.within(descriptors), bounds, "{descriptors}");
        }
    }
}
