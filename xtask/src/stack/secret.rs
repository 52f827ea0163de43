//! The installation's secret: random, made once per state folder, readable by
//! its owner alone.

use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The secret of this state folder.
pub fn kept_in(state: &Path) -> Result<String> {
    let file = state.join("installation-secret");
    match fs::read_to_string(&file) {
        Ok(secret) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret = random()?;
            write_private(&file, &secret)?;
            Ok(secret)
        }
        Err(error) => Err(error).context("could not read the installation's secret"),
    }
}

/// A file with the worker's variables: a command line would show them to all.
pub fn env_file(state: &Path, vars: &[(String, String)]) -> Result<PathBuf> {
    let file = state.join("worker.env");
    let text: String = vars.iter().map(|(name, value)| format!("{name}='{value}'\n")).collect();
    write_private(&file, &text)?;
    Ok(file)
}

fn random() -> Result<String> {
    let mut bytes = [0; 32];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn write_private(path: &Path, text: &str) -> Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    Ok(file.write_all(text.as_bytes())?)
}
