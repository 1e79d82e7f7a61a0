//! Fenced code: lines between two lines of backticks or tildes.

use super::SelectedText;

/// Returns whether the end of a text is in a block of code that is not closed.
pub(in super::super) fn is_in_fence(text: &str) -> bool {
    let mut open: Option<(char, usize)> = None;
    for line in text.split('\n') {
        let Some((sign, length, rest)) = fence(line) else {
            continue;
        };
        open = match open {
            None => (sign == '~' || !rest.contains('`')).then_some((sign, length)),
            Some((opened, least))
                if opened == sign && length >= least && rest.trim().is_empty() =>
            {
                None
            }
            open => open,
        };
    }
    open.is_some()
}

/// Returns the sign of a fence, its length, and the rest of the line.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let indented = line.trim_start_matches(' ');
    if line.len() - indented.len() > 3 {
        return None;
    }
    let sign = indented.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = indented.trim_start_matches(sign);
    let length = indented.len() - rest.len();
    (length >= 3).then_some((sign, length, rest))
}

/// Puts the selected lines between fences, or takes the fences around them away.
pub(super) fn toggle_fence(selected: &SelectedText) -> SelectedText {
    let mut changed = selected.clone();
    let lines = super::whole_lines(&changed.text, &changed.selection);
    let inside = changed.text[lines.clone()].to_owned();
    let before = changed.text[..lines.start]
        .strip_suffix('\n')
        .map(last_line);
    let after = changed.text[lines.end..].strip_prefix('\n').map(first_line);
    if let (Some(before), Some(after)) = (before, after)
        && fence(before).is_some()
        && fence(after).is_some()
    {
        // The later change first: it moves nothing of the other.
        let (before, after) = (before.len(), after.len());
        changed.replace(lines.end..lines.end + 1 + after, "");
        changed.replace(lines.start - 1 - before..lines.start, "");
        return changed;
    }
    let longest = inside
        .lines()
        .filter_map(fence)
        .map(|(_, length, _)| length);
    let fence = "`".repeat(longest.max().map_or(3, |longest| longest + 1));
    let selection = lines.start + fence.len() + 1..lines.end + fence.len() + 1;
    changed.text.insert_str(lines.end, &format!("\n{fence}"));
    changed.text.insert_str(lines.start, &format!("{fence}\n"));
    SelectedText {
        selection,
        ..changed
    }
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{parse, show},
        *,
    };

    #[test]
    fn a_fence_is_open_until_a_line_closes_it() {
        for open in [
            "```",
            "```rust",
            "Look:\n```\nlet a = 1;",
            "```\na\n```\n```\nb",
            "~~~ `x`\n```",
            "````\n```",
            "   ```\n",
            "```\n``` not the end",
        ] {
            assert!(is_in_fence(open), "{open}");
        }
        for closed in [
            "",
            "text",
            "```\na\n```",
            "```a```",
            "    ```",
            "``",
            "`a`\n",
            "```\na\n```\nafter",
        ] {
            assert!(!is_in_fence(closed), "{closed}");
        }
    }

    #[test]
    fn lines_are_put_between_fences_and_taken_out_again() {
        let wrapped = toggle_fence(&parse("Look:\nlet |a;\nlet b|;\nEnd"));
        assert_eq!(show(&wrapped), "Look:\n```\n|let a;\nlet b;|\n```\nEnd");
        assert_eq!(
            show(&toggle_fence(&wrapped)),
            "Look:\n|let a;\nlet b;|\nEnd"
        );
        let nested = toggle_fence(&parse("|```\na\n```|"));
        assert_eq!(show(&nested), "````\n|```\na\n```|\n````");
    }
}
