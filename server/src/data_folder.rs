//! The data folder, which only one server at a time may use.

use std::{
    fs::{DirBuilder, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The data folder, locked by this server while it runs.
pub(crate) struct DataFolder {
    path: PathBuf,
    /// Locked until dropped.
    _lock: File,
}

/// Error of opening the data folder.
#[derive(Debug, thiserror::Error)]
pub enum DataFolderError {
    #[error("HUBBUB_DATA: another server is using {}", .0.display())]
    InUse(PathBuf),
    #[error("HUBBUB_DATA: {}: {error}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
}

impl DataFolder {
    /// Locks the folder. Creates it first if there is none, readable only by its owner.
    pub(crate) fn open(path: &Path) -> Result<Self, DataFolderError> {
        let failed = |error| DataFolderError::Io {
            path: path.to_owned(),
            error,
        };
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder.create(path).map_err(failed)?;
        let lock = File::create(path.join("hubbub.lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(DataFolderError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn database(&self) -> PathBuf {
        database(&self.path)
    }
}

/// Returns the path of the database in a data folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join("hubbub.sqlite3")
}
