//! Obstacles: why a message could not be sent at its time. The database stores their names.

use crate::store::StoreError;
use protocol::Obstacle;

const NAMES: [(Obstacle, &str); 6] = [
    (Obstacle::NotThere, "not_there"),
    (Obstacle::Conflict, "conflict"),
    (Obstacle::Archived, "archived"),
    (Obstacle::ReadOnly, "read_only"),
    (Obstacle::NoThread, "no_thread"),
    (Obstacle::NoFile, "no_file"),
];

/// Returns the obstacle behind a refusal. `there` tells that the author is in the room. Other errors stay errors.
pub(super) fn obstacle(refusal: StoreError, there: bool) -> Result<Obstacle, StoreError> {
    Ok(match refusal {
        StoreError::NotFound if there => Obstacle::NoThread,
        StoreError::NotFound => Obstacle::NotThere,
        StoreError::Conflict => Obstacle::Conflict,
        StoreError::Archived => Obstacle::Archived,
        StoreError::ReadOnly => Obstacle::ReadOnly,
        StoreError::NoSuchFile => Obstacle::NoFile,
        error => return Err(error),
    })
}

/// Returns the name of an obstacle.
pub(super) fn name(obstacle: Obstacle) -> Result<&'static str, StoreError> {
    let found = NAMES.iter().find(|(other, _)| *other == obstacle);
    found
        .map(|(_, name)| *name)
        .ok_or(StoreError::Corrupt("obstacle"))
}

/// Returns the obstacle with a name.
pub(super) fn from_name(name: &str) -> Result<Obstacle, StoreError> {
    let found = NAMES.iter().find(|(_, other)| *other == name);
    found
        .map(|(obstacle, _)| *obstacle)
        .ok_or(StoreError::Corrupt("obstacle"))
}
