//! Why a part of a search cannot be searched for, in words.

use protocol::{SearchProblem, SearchProblemCode};

/// Returns what is wrong with a part of the search.
pub(super) fn words(problem: &SearchProblem) -> String {
    let text = &problem.text;
    match problem.code {
        SearchProblemCode::UnknownPerson => format!("{text} names nobody you know."),
        SearchProblemCode::UnknownRoom => format!("{text} names no room that you are in."),
        SearchProblemCode::UnknownValue => format!(
            "{text} is not known. Use has:file, has:image, has:link, is:thread, is:pinned or is:saved."
        ),
        SearchProblemCode::InvalidDate => {
            format!("{text} has no date. Write a date as 2026-11-30, 2026-11 or 2026.")
        }
        SearchProblemCode::MissingValue => format!("Write something after {text}"),
        SearchProblemCode::TooManyWords => format!("There are too many words, from {text} on."),
        SearchProblemCode::Unknown => format!("{text} cannot be searched for."),
    }
}
