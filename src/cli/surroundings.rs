//! Where a command is run: the folder that relative paths begin in, the variables it looks at, the terminal.
//!
//! A command asks here and not the process, as it may run in a server for somebody elsewhere ([`super::through`]): these
//! are then told along with its arguments.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// The variables that commands look at; no others are told to a server.
const VARIABLES: [&str; 8] = [
    "COLUMNS",
    "LOGNAME",
    "NO_COLOR",
    "ONRECORD_ENDPOINT_LOGIN",
    "ONRECORD_JUDGE",
    "ONRECORD_STORE",
    "ONRECORD_TAGGER_PATH",
    "USER",
];

/// What a command can know of the place where it was called.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Surroundings {
    /// Empty where it is that of the process.
    folder: OsString,
    variables: BTreeMap<String, OsString>,
    /// Whether results are read by a terminal.
    output_is_terminal: bool,
    /// Whether messages are.
    messages_are_terminal: bool,
    /// How wide the terminal is, where there is one for results.
    width: Option<u16>,
}

impl Surroundings {
    /// Those of this process.
    pub fn here() -> Self {
        let variable = |name: &str| Some((name.to_owned(), env::var_os(name)?));
        let output_is_terminal = io::stdout().is_terminal();
        Self {
            folder: OsString::new(),
            variables: VARIABLES.into_iter().filter_map(variable).collect(),
            output_is_terminal,
            messages_are_terminal: io::stderr().is_terminal(),
            width: comfy_table::Table::new().width().filter(|_| output_is_terminal),
        }
    }

    /// These, for another process: its folder is not ours.
    ///
    /// # Errors
    /// Where our folder was deleted.
    pub fn for_elsewhere(&self) -> io::Result<Self> {
        Ok(Self {
            folder: env::current_dir()?.into_os_string(),
            ..self.clone()
        })
    }

    /// What the system is to be asked for where the user named a path.
    pub fn path(&self, named: &Path) -> PathBuf {
        Path::new(&self.folder).join(named)
    }

    /// A variable of the environment as it was set.
    pub fn raw_variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(name).map(OsString::as_os_str)
    }

    /// A variable of the environment that is text.
    pub fn variable(&self, name: &str) -> Option<String> {
        Some(self.raw_variable(name)?.to_str()?.to_owned())
    }

    /// Whether results go to a terminal that shows bold and colours (<https://no-color.org>).
    pub fn output_has_style(&self) -> bool {
        self.output_is_terminal && self.wants_colour()
    }

    /// Whether messages go to a terminal.
    pub fn messages_are_terminal(&self) -> bool {
        self.messages_are_terminal
    }

    /// Whether messages go to a terminal that shows colours.
    pub fn messages_have_style(&self) -> bool {
        self.messages_are_terminal && self.wants_colour()
    }

    fn wants_colour(&self) -> bool {
        self.raw_variable("NO_COLOR").is_none_or(OsStr::is_empty)
    }

    /// The number of columns that a table may take: the terminal's, else `COLUMNS`, else 120.
    pub fn columns(&self) -> u16 {
        let from_environment = || self.variable("COLUMNS")?.parse().ok();
        self.width.or_else(from_environment).unwrap_or(120).clamp(40, 400)
    }
}
