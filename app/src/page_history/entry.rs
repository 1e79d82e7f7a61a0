//! Entry of the tab's history.

/// An entry of the history. It is stored as the entry's state, and so outlives the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Number of entries before it, from the one that the page was loaded with.
    pub position: u32,
    /// Number of layers that are open at this entry.
    pub layers: u32,
    /// Whether the entry was added for a layer, and not for a path.
    pub is_layer: bool,
}

impl HistoryEntry {
    /// Returns the state to store.
    pub fn to_state(self) -> String {
        let kind = if self.is_layer { "layer" } else { "path" };
        format!("{kind} {} {}", self.position, self.layers)
    }

    /// Returns the entry with this state. `None` if the state was not stored by [`HistoryEntry::to_state`].
    pub fn from_state(state: &str) -> Option<Self> {
        let mut parts = state.split(' ');
        let is_layer = match parts.next()? {
            "layer" => true,
            "path" => false,
            _ => return None,
        };
        Some(Self {
            position: parts.next()?.parse().ok()?,
            layers: parts.next()?.parse().ok()?,
            is_layer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_from_its_state_and_nothing_else_is() {
        for is_layer in [true, false] {
            let entry = HistoryEntry {
                position: 7,
                layers: 2,
                is_layer,
            };
            assert_eq!(HistoryEntry::from_state(&entry.to_state()), Some(entry));
        }
        for state in ["", "layer", "layer x 1", "other 1 1"] {
            assert_eq!(HistoryEntry::from_state(state), None);
        }
    }
}
