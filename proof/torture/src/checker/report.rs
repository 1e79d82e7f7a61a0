//! Report of a check.

use std::{collections::BTreeMap, fmt};

/// Way in which the promise can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Breach {
    /// Acked or stored, but missing for a person who should have it.
    Lost,
    /// There twice, or never sent.
    Doubled,
    /// In the wrong order.
    Disordered,
    /// Shown to a person who may not see it.
    Leaked,
    /// Different on a screen and in the database, or in two of its tables.
    Differs,
}

/// Number of breaches of each kind that are printed in full.
const PRINTED: usize = 10;

/// Result of a check.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    pub(crate) clients: u64,
    /// Connections that were welcomed.
    pub(crate) links: u64,
    /// Messages that were sent again because no answer came.
    pub(crate) repeats: u64,
    pub(crate) sent: u64,
    pub(crate) acked: u64,
    pub(crate) refused: u64,
    /// Other commands that were acked.
    pub(crate) changed: u64,
    /// Other commands that were refused.
    pub(crate) declined: u64,
    /// Events that clients saw, in all.
    pub(crate) seen: u64,
    /// Rooms on clients' screens that were compared with the database.
    pub(crate) screens: u64,
    /// Events in all logs, by kind.
    pub(crate) events: BTreeMap<String, u64>,
    breaches: BTreeMap<Breach, Vec<String>>,
}

impl Report {
    pub(crate) fn add(&mut self, breach: Breach, detail: String) {
        self.breaches.entry(breach).or_default().push(detail);
    }

    pub(crate) fn count(&self, breach: Breach) -> usize {
        self.breaches.get(&breach).map_or(0, Vec::len)
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.breaches.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (breach, details) in &self.breaches {
            for detail in details.iter().take(PRINTED) {
                writeln!(f, "{breach:?}: {detail}")?;
            }
            if details.len() > PRINTED {
                writeln!(f, "{breach:?}: … and {} more", details.len() - PRINTED)?;
            }
        }
        writeln!(
            f,
            "{} clients over {} links sent {} messages, {} once more: {} acked, {} refused. Other changes: {} acked, {} refused.",
            self.clients,
            self.links,
            self.sent,
            self.repeats,
            self.acked,
            self.refused,
            self.changed,
            self.declined,
        )?;
        let events: Vec<_> = self
            .events
            .iter()
            .map(|(kind, n)| format!("{n} {kind}"))
            .collect();
        writeln!(f, "Events stored: {}.", events.join(", "))?;
        writeln!(
            f,
            "{} events seen, {} rooms on screens compared: {} lost, {} doubled, {} out of order, {} leaked, {} differing.",
            self.seen,
            self.screens,
            self.count(Breach::Lost),
            self.count(Breach::Doubled),
            self.count(Breach::Disordered),
            self.count(Breach::Leaked),
            self.count(Breach::Differs),
        )
    }
}
