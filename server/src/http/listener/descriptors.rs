//! The number of connections that the system's limit on open files allows.

use super::connections::Bounds;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors reserved for the database, the log and the listener.
const RESERVE: u64 = 64;
/// The most descriptors that the server asks for.
const ENOUGH: u64 = 65_536;

/// Raises the limit on open files as far as the system allows, and returns the bounds that it permits.
pub(super) fn bounded(wanted: Bounds) -> Bounds {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let most = maximum.unwrap_or(ENOUGH).min(ENOUGH);
    let limit = match current {
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
    };
    allowed(wanted, limit)
}

fn allowed(wanted: Bounds, descriptors: u64) -> Bounds {
    // One for the connection, and one for a file that it downloads or uploads.
    let connections = descriptors.saturating_sub(RESERVE) / 2;
    let connections = usize::try_from(connections).unwrap_or(usize::MAX);
    let connections = wanted.connections.min(connections).max(4);
    let strangers = wanted.strangers.min(connections / 2);
    Bounds {
        connections,
        strangers,
        of_network: wanted.of_network.min(strangers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_descriptors_leave_few_connections_and_half_of_them_for_strangers() {
        let wanted = Bounds {
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
            let bounds = Bounds {
                connections,
                strangers,
                of_network,
            };
            assert_eq!(allowed(wanted, descriptors), bounds, "{descriptors}");
        }
    }
}
