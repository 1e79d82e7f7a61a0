//! Obstacles: why a message could not be sent at its time. The database stores their names.

use crate::store::StoreError;
use protocol::Obstacle;

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
pub(super) fn name(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NotThere => "not_there",
        Obstacle::Conflict => "conflict",
        Obstacle::Archived => "archived",
        Obstacle::ReadOnly => "read_only",
        Obstacle::NoThread => "no_thread",
        Obstacle::NoFile => "no_file",
    }
}

/// Returns the obstacle with a name.
pub(super) fn from_name(name: &str) -> Result<Obstacle, StoreError> {
    Ok(match name {
        "not_there" => Obstacle::NotThere,
        "conflict" => Obstacle::Conflict,
        "archived" => Obstacle::Archived,
        "read_only" => Obstacle::ReadOnly,
        "no_thread" => Obstacle::NoThread,
        "no_file" => Obstacle::NoFile,
        _ => return Err(StoreError::Corrupt("obstacle")),
    })
}
