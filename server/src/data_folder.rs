use std::{
    fs::{DirBuilder, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// The folder of the database, held by this server alone while it runs.
pub(crate) struct DataFolder {
    path: PathBuf,
    /// Locked until it is dropped.
    _lock: File,
}

/// The data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataFolderError {
    #[error("HUBBUB_DATA: another server is using {}", .0.display())]
    InUse(PathBuf),
    #[error("HUBBUB_DATA: {}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
}

impl DataFolder {
    /// Makes the folder, readable by its owner alone, if there is none, and locks it.
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

/// The database's file in a data folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join("hubbub.sqlite3")
}
