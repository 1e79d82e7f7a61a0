//! Obstacles: why a message could not be sent at its time. The database stores their names.

use crate::store::StoreError;

/// Returns the name of the obstacle behind a refusal. `there` tells that the author is in the room. Other errors stay
/// errors.
pub(super) fn obstacle(refusal: StoreError, there: bool) -> Result<&'static str, StoreError> {
    Ok(match refusal {
        StoreError::NotFound if there => "no_thread",
        StoreError::NotFound => "not_there",
        StoreError::Conflict => "conflict",
        StoreError::Archived => "archived",
        StoreError::ReadOnly => "read_only",
        StoreError::NoSuchFile => "no_file",
        error => return Err(error),
    })
}

/// Returns the explanation of an obstacle for people, by its name.
pub(super) fn explanation(name: &str) -> Result<String, StoreError> {
    let explanation = match name {
        // Or the author was shut out of the workspace.
        "not_there" => "You were not in this room at that time.",
        // With its `client_id`.
        "conflict" => "Another message was sent in its place.",
        "archived" => "This room was archived at that time.",
        "read_only" => "Only administrators could post in this room at that time.",
        "no_thread" => "The message it replies to was deleted.",
        "no_file" => "An attached file was no longer available.",
        _ => return Err(StoreError::Corrupt("obstacle")),
    };
    Ok(explanation.to_owned())
}
