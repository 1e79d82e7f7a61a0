//! Rendering of many new rows in several steps.

use super::RowKey;
use std::collections::BTreeSet;

/// Returns the next rows to render, out of `all`, when `shown` are rendered: those that are still there, with at most `count`
/// more at the ends. All of them if none is still there.
pub fn next_slice(shown: &[RowKey], all: &[RowKey], count: usize) -> Vec<RowKey> {
    let shown: BTreeSet<&RowKey> = shown.iter().collect();
    // A day's line stays the same when earlier messages of the day come below it.
    let stays = |key: &RowKey| is_message(key) && shown.contains(key);
    let first = all.iter().position(stays);
    let last = all.iter().rposition(stays);
    let (Some(first), Some(last)) = (first, last) else {
        return all.to_vec();
    };
    let to = all.len().min(last + 1 + count);
    let rest = count - (to - last - 1);
    let mut from = first.saturating_sub(rest);
    while from > 0 && !all.get(from - 1).is_some_and(is_message) {
        from -= 1;
    }
    all.get(from..to).unwrap_or_default().to_vec()
}

fn is_message(key: &RowKey) -> bool {
    matches!(key, RowKey::Message(..))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::LocalTime,
        fixtures::{ADA, NOW, client_id},
    };

    fn messages(numbers: std::ops::RangeInclusive<u128>) -> Vec<RowKey> {
        numbers
            .map(|number| RowKey::Message(ADA, client_id(number)))
            .collect()
    }

    fn with_day(numbers: std::ops::RangeInclusive<u128>) -> Vec<RowKey> {
        let mut rows = vec![RowKey::Day(LocalTime::new(NOW, 0).day())];
        rows.extend(messages(numbers));
        rows
    }

    #[test]
    fn a_page_is_added_in_steps_from_what_is_shown_and_the_other_end_goes_at_once() {
        let all = with_day(1..=30);
        let first = next_slice(&with_day(21..=40), &all, 8);
        assert_eq!(first, messages(13..=30));
        let second = next_slice(&first, &all, 8);
        assert_eq!(second, messages(5..=30));
        assert_eq!(next_slice(&second, &all, 8), all);
        assert_eq!(next_slice(&all, &all, 8), all);
    }

    #[test]
    fn newer_rows_come_first() {
        assert_eq!(
            next_slice(&messages(10..=12), &messages(1..=20), 4),
            messages(10..=16)
        );
        assert_eq!(
            next_slice(&messages(10..=18), &messages(1..=20), 4),
            messages(8..=20)
        );
    }

    #[test]
    fn another_part_of_the_history_is_rendered_at_once() {
        let all = with_day(1..=50);
        assert_eq!(next_slice(&with_day(80..=90), &all, 8), all);
        assert_eq!(next_slice(&[], &all, 8), all);
    }
}
