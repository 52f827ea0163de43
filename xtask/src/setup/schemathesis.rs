//! schemathesis, which puts an API's description to the test: of this version,
//! in a folder of its own, so that nothing on the machine changes.

use crate::{cmd, paths, say};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// Another version finds other failures.
const VERSION: &str = "4.32.5";

/// Installs it, if it isn't there; returns the program.
pub fn ensure() -> Result<PathBuf> {
    let folder = paths::tools().join(format!("schemathesis-{VERSION}"));
    let (program, stamp) = (folder.join("bin/schemathesis"), folder.join("installed"));
    if stamp.is_file() {
        return Ok(program);
    }
    if !cmd::on_path("python3") {
        bail!("python3 is needed: install Python from 3.10 on, with its venv module");
    }
    let step = say::step(&format!("Installing schemathesis {VERSION} from PyPI (60 MB)"));
    cmd::capture(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder), "make a folder for Python packages")?;
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check"]).arg(format!("schemathesis=={VERSION}"));
    cmd::capture(&mut pip, "install schemathesis")?;
    std::fs::write(stamp, VERSION)?;
    step.done("schemathesis installed");
    Ok(program)
}
