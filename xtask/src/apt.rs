//! Debian packages without installing them.
//!
//! `apt-get` runs on lists of its own, so that the machine's set of packages
//! and sources stays as it is. The archive's address is the one that this
//! machine is already configured with; only the suite differs.

use crate::{cmd, paths};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An archive of packages with lists of its own.
pub struct Archive {
    folder: PathBuf,
}

/// Whether this machine has what [`Archive`] needs.
pub fn is_debian_like() -> bool {
    cmd::on_path("apt-get") && cmd::on_path("dpkg-deb") && Path::new(KEYRING).is_file()
}

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

impl Archive {
    /// Reads the list of `suite`, from the archive named `site` ("debian" or
    /// "debian-security") that this machine is configured with.
    pub fn open(site: &str, suite: &str) -> Result<Self> {
        if !is_debian_like() {
            bail!("this machine has no apt with Debian's keys");
        }
        let address = configured_address(site)?;
        let folder = paths::tools().join("apt").join(suite);
        for inner in ["lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(folder.join(inner))?;
        }
        fs::write(
            folder.join("archive.sources"),
            format!("Types: deb\nURIs: {address}\nSuites: {suite}\nComponents: main\nSigned-By: {KEYRING}\n"),
        )?;
        let archive = Self { folder };
        archive.write_config()?;
        cmd::capture(archive.command("apt-get").args(["-q", "update"]), &format!("read the list of packages in {suite}"))?;
        Ok(archive)
    }

    /// Every version of a package that the archive has.
    pub fn versions(&self, package: &str) -> Result<Vec<String>> {
        let table = cmd::capture(self.command("apt-cache").args(["madison", package]), &format!("look up {package}"))?;
        let version = |line: &str| Some(line.split('|').nth(1)?.trim().to_owned());
        Ok(table.lines().filter_map(version).collect())
    }

    /// The package that `package` depends on and whose name begins so.
    pub fn dependency(&self, package: &str, begins: &str) -> Result<String> {
        let record = cmd::capture(self.command("apt-cache").args(["show", package]), &format!("look up {package}"))?;
        let names = record.lines().filter_map(|line| line.strip_prefix("Depends: ")).flat_map(|list| list.split([',', '|', ' ']));
        let name = names.map(str::trim).find(|name| name.starts_with(begins));
        match name {
            Some(name) => Ok(name.to_owned()),
            None => bail!("{package} needs no {begins}"),
        }
    }

    /// Downloads packages (`name` or `name=version`) and unpacks them into
    /// one folder. The downloads are removed again.
    pub fn unpack(&self, packages: &[String], into: &Path) -> Result<()> {
        let downloads = self.folder.join("downloads");
        recreate(&downloads)?;
        cmd::capture(
            self.command("apt-get").args(["-q", "download"]).args(packages).current_dir(&downloads),
            &format!("download {}", packages.join(", ")),
        )?;
        fs::create_dir_all(into)?;
        for entry in fs::read_dir(&downloads)? {
            let package = entry?.path();
            cmd::capture(Command::new("dpkg-deb").arg("-x").arg(&package).arg(into), "unpack a Debian package")?;
        }
        fs::remove_dir_all(&downloads)?;
        Ok(())
    }

    fn write_config(&self) -> Result<()> {
        let folder = self.folder.display();
        let config = format!(
            "Dir::Etc::sourcelist \"{folder}/archive.sources\";\n\
             Dir::Etc::sourceparts \"-\";\n\
             Dir::State::lists \"{folder}/lists\";\n\
             Dir::Cache \"{folder}/cache\";\n\
             APT::Sandbox::User \"root\";\n\
             Acquire::Languages \"none\";\n\
             Acquire::Retries \"3\";\n"
        );
        fs::write(self.folder.join("apt.conf"), config).context("could not write apt's settings")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("APT_CONFIG", self.folder.join("apt.conf"));
        command
    }
}

/// The address of Debian's archive as this machine is configured.
fn configured_address(site: &str) -> Result<String> {
    let targets =
        cmd::capture(Command::new("apt-get").args(["indextargets", "--format", "$(REPO_URI)"]), "read this machine's package sources")?;
    let ends = |address: &str| address.trim_end_matches('/').ends_with(&format!("/{site}"));
    match targets.lines().find(|address| ends(address)) {
        Some(address) => Ok(address.trim_end_matches('/').to_owned()),
        None => bail!("this machine's package sources name no archive \"{site}\""),
    }
}

fn recreate(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}
