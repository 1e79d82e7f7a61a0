//! Why a part of a search cannot be searched for, in words.

use locale::text;
use protocol::{SearchProblem, SearchProblemCode};

/// Returns what is wrong with a part of the search.
pub(super) fn words(problem: &SearchProblem) -> String {
    let part = &problem.text;
    match problem.code {
        SearchProblemCode::UnknownPerson => text().search_unknown_person(part),
        SearchProblemCode::UnknownRoom => text().search_unknown_room(part),
        SearchProblemCode::UnknownValue => text().search_unknown_value(part),
        SearchProblemCode::InvalidDate => text().search_invalid_date(part),
        SearchProblemCode::MissingValue => text().search_missing_value(part),
        SearchProblemCode::TooManyWords => text().search_too_many_words(part),
        SearchProblemCode::Unknown => text().search_unknown(part),
    }
}
