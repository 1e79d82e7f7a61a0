//! Command line.

use std::path::PathBuf;

/// A parsed command line.
#[derive(Debug)]
pub(crate) enum Invocation {
    Run(RunOptions),
    /// Check the journals in a folder.
    Check(PathBuf),
}

/// Options of a run.
#[derive(Debug)]
pub(crate) struct RunOptions {
    /// How often to kill the server.
    pub(crate) kills: u32,
    /// Seed of all random choices.
    pub(crate) seed: u64,
    /// The program to run.
    pub(crate) hubbub: PathBuf,
    /// Folder for the data and the journals, kept even after a clean run.
    pub(crate) keep: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum OptionsError {
    #[error("{0} needs a value")]
    NoValue(String),
    #[error("{0} needs a number")]
    NoNumber(String),
    #[error("unknown argument {0}")]
    Unknown(String),
}

impl Invocation {
    pub(crate) fn from_args(args: impl IntoIterator<Item = String>) -> Result<Self, OptionsError> {
        let mut args = args.into_iter();
        let mut options = RunOptions {
            kills: 20,
            seed: rand::random(),
            hubbub: built(),
            keep: None,
        };
        while let Some(arg) = args.next() {
            let mut value = || {
                args.next()
                    .ok_or_else(|| OptionsError::NoValue(arg.clone()))
            };
            let number = |text: String| text.parse().map_err(|_| OptionsError::NoNumber(text));
            match arg.as_str() {
                "check" => return Ok(Self::Check(value()?.into())),
                "--kills" => options.kills = u32::try_from(number(value()?)?).unwrap_or(u32::MAX),
                "--seed" => options.seed = number(value()?)?,
                "--hubbub" => options.hubbub = value()?.into(),
                "--keep" => options.keep = Some(value()?.into()),
                _ => return Err(OptionsError::Unknown(arg)),
            }
        }
        Ok(Self::Run(options))
    }
}

/// Returns the program that `HUBBUB_BIN` names, or else the one that cargo built beside this one.
fn built() -> PathBuf {
    if let Some(path) = std::env::var_os("HUBBUB_BIN") {
        return path.into();
    }
    let beside = std::env::current_exe().map(|path| path.with_file_name("hubbub"));
    beside.unwrap_or_else(|_| "hubbub".into())
}
