//! Drafts that the server has told.

use super::State;
use protocol::{Conversation, Draft};

impl State {
    /// Stores a draft, unless a later one is known.
    pub(super) fn set_draft(&mut self, draft: Draft) {
        let at = draft.at();
        if self
            .draft(at)
            .is_none_or(|known| known.edited_at < draft.edited_at)
        {
            self.remove_draft(at);
            self.drafts.push(draft);
        }
    }

    pub(super) fn remove_draft(&mut self, at: Conversation) {
        self.drafts.retain(|known| known.at() != at);
    }

    /// Returns whether the server has told its draft of a conversation, or that there is none.
    pub fn is_draft_known(&self, at: Conversation) -> bool {
        self.draft(at).is_some() || self.timeline(at).is_some_and(|timeline| timeline.loaded)
    }

    /// Returns the person's draft in a conversation, as far as it is known.
    pub fn draft(&self, at: Conversation) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.at() == at)
    }
}
