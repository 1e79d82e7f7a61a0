use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) task: Task,
}

#[derive(Debug)]
pub(crate) enum Task {
    Run(Load),
    /// Check the journals in a folder.
    Check(PathBuf),
}

/// How a run goes.
#[derive(Debug)]
pub(crate) struct Load {
    /// How often the server is killed.
    pub(crate) kills: u32,
    /// What all choices of the run derive from.
    pub(crate) seed: u64,
    /// The program to run.
    pub(crate) hubbub: PathBuf,
    /// Where the data and the journals stay, even after a clean run.
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

impl Options {
    pub(crate) fn from_args(args: impl IntoIterator<Item = String>) -> Result<Self, OptionsError> {
        let mut args = args.into_iter();
        let mut load = Load {
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
                "check" => {
                    let task = Task::Check(value()?.into());
                    return Ok(Self { task });
                }
                "--kills" => load.kills = u32::try_from(number(value()?)?).unwrap_or(u32::MAX),
                "--seed" => load.seed = number(value()?)?,
                "--hubbub" => load.hubbub = value()?.into(),
                "--keep" => load.keep = Some(value()?.into()),
                _ => return Err(OptionsError::Unknown(arg)),
            }
        }
        let task = Task::Run(load);
        Ok(Self { task })
    }
}

/// The program that `HUBBUB_BIN` names, or else the one that cargo built beside this one.
fn built() -> PathBuf {
    if let Some(path) = std::env::var_os("HUBBUB_BIN") {
        return path.into();
    }
    let beside = std::env::current_exe().map(|path| path.with_file_name("hubbub"));
    beside.unwrap_or_else(|_| "hubbub".into())
}
