//! Numbers of a list's items.

/// Numbers of up to this many digits fit the usual indentation.
const USUAL_DIGITS: u32 = 2;

/// The numbers of a list that is being written.
pub(super) struct Numbering {
    /// Number of the next item.
    next: u64,
    /// Position of the `>` of the list's tag in the HTML; `None` if the list is too deep to have one.
    tag_end: Option<usize>,
}

impl Numbering {
    pub(super) fn new(start: u64, tag_end: Option<usize>) -> Self {
        Self {
            next: start,
            tag_end,
        }
    }

    pub(super) fn count_item(&mut self) {
        self.next += 1;
    }

    /// Writes the digits of the longest number into the list's tag, as a class: the stylesheet makes room for them.
    pub(super) fn write_width(self, html: &mut String) {
        let last = self.next.saturating_sub(1);
        let digits = last.checked_ilog10().map_or(1, |log| log + 1);
        if let Some(tag_end) = self.tag_end
            && digits > USUAL_DIGITS
        {
            html.insert_str(tag_end, &format!(r#" class="digits-{digits}""#));
        }
    }
}
