//! The running product on this machine: the worker in the real runtime, with
//! storage on disk. The demo and the end-to-end tests start it alike.

mod group;
mod log;
mod ports;
mod secret;

pub use group::Group;
pub use log::Log;
pub use ports::{free as free_port, is_free as port_is_free};

use crate::{node, paths};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long the runtime may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the person who starts a stack may choose.
#[derive(Clone, Debug)]
pub struct StackOptions {
    /// The port of the worker; any free one if none is given.
    pub port: Option<u16>,
    /// Where everything is stored; kept when the stack stops.
    pub state_dir: PathBuf,
    /// Whether to forget first what the folder holds.
    pub fresh: bool,
    /// Whether the runtime's log stays unseen; [`Stack::logs`] has it anyway.
    pub quiet: bool,
    /// More variables for the worker, beside those that every stack sets.
    pub vars: Vec<(String, String)>,
    /// Another configuration than the project's own.
    pub config: Option<PathBuf>,
}

impl StackOptions {
    /// A quiet stack on any free port, which keeps what the folder holds.
    pub fn at(state_dir: impl Into<PathBuf>) -> Self {
        Self { port: None, state_dir: state_dir.into(), fresh: false, quiet: true, vars: Vec::new(), config: None }
    }
}

/// A running worker. Dropping it ends every process that belongs to it; so
/// does the end of this process, however it comes.
pub struct Stack {
    options: StackOptions,
    port: u16,
    secret: String,
    log: Log,
    group: Option<Group>,
    /// Held as long as this stack uses the folder.
    _claim: File,
}

impl Stack {
    /// Starts the runtime on the last build, and waits until it answers.
    pub fn start(options: StackOptions) -> Result<Self> {
        if !paths::dist().join("worker/index.js").is_file() {
            bail!("nothing is built yet: run `cargo xtask build`");
        }
        let claim = claim(&options.state_dir)?;
        if options.fresh && options.state_dir.exists() {
            fs::remove_dir_all(&options.state_dir)?;
        }
        fs::create_dir_all(&options.state_dir)?;
        let port = match options.port {
            Some(port) if !ports::is_free(port) => {
                bail!("port {port} is taken by another program: choose one with --port")
            }
            Some(port) => port,
            None => ports::free()?,
        };
        let secret = secret::kept_in(&options.state_dir)?;
        let log = Log::new(!options.quiet);
        let mut stack = Self { options, port, secret, log, group: None, _claim: claim };
        stack.begin()?;
        Ok(stack)
    }

    /// Where the worker answers, such as `http://localhost:8787`.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The port of the worker.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The installation's secret, which makes desks and shops.
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// Where everything is stored.
    pub fn state_dir(&self) -> &Path {
        &self.options.state_dir
    }

    /// What the runtime and the worker logged so far.
    pub fn logs(&self) -> Vec<String> {
        self.log.lines()
    }

    /// Ends the runtime in an orderly way and starts it again, with the same
    /// port and storage. Also after [`Stack::kill_hard`].
    pub fn restart(&mut self) -> Result<()> {
        self.stop();
        self.begin()
    }

    /// Kills the runtime in the midst of whatever it does, as a power cut
    /// would. Storage stays as it was at that instant.
    pub fn kill_hard(&mut self) {
        if let Some(mut group) = self.group.take() {
            group.kill();
        }
    }

    /// Ends the runtime, and returns when no process of it is left.
    pub fn stop(&mut self) {
        if let Some(mut group) = self.group.take() {
            group.end();
        }
    }

    /// Fails with the last log lines if the runtime has ended by itself.
    pub fn check(&mut self) -> Result<()> {
        match self.group.as_mut().and_then(Group::ended) {
            Some(how) => bail!("the runtime has ended ({how}). Its last words:\n{}", self.log.tail(15)),
            None => Ok(()),
        }
    }

    fn begin(&mut self) -> Result<()> {
        let state = &self.options.state_dir;
        let mut vars = vec![("INSTALLATION_SECRET".to_owned(), self.secret.clone()), ("ALLOW_LOOPBACK".to_owned(), "1".to_owned())];
        vars.extend(self.options.vars.iter().cloned());
        let vars = secret::env_file(state, &vars)?;
        let mut wrangler = node::wrangler()?;
        wrangler
            .args(["dev", "--local", "--ip", "127.0.0.1", "--port"])
            .arg(self.port.to_string())
            .args(["--inspector-port", "0", "--show-interactive-dev-session=false"])
            .arg("--env-file")
            .arg(&vars)
            .arg("--persist-to")
            .arg(state.join("storage"))
            .args(self.options.config.iter().flat_map(|config| [OsStr::new("--config"), config.as_os_str()]))
            .env("XDG_CONFIG_HOME", state.join("config"))
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false");
        self.group = Some(Group::start(&wrangler, &self.log).context("could not start the runtime")?);
        self.wait_until_it_answers()
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let address = format!("http://127.0.0.1:{}/healthz", self.port);
        let agent: ureq::Agent =
            ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(2))).http_status_as_error(false).build().into();
        let until = Instant::now() + PATIENCE;
        let mut answer = "no answer".to_owned();
        while Instant::now() < until {
            self.check()?;
            match agent.get(&address).call() {
                Ok(response) if response.status().is_success() => return Ok(()),
                Ok(response) => answer = format!("status {}", response.status()),
                Err(error) => answer = error.to_string(),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("the worker did not become healthy within {} s ({answer}). Its last words:\n{}", PATIENCE.as_secs(), self.log.tail(15))
    }
}

/// Two runtimes over one storage would overwrite each other: the folder is
/// claimed by a lock beside it, which ends with the process.
fn claim(folder: &Path) -> Result<File> {
    let path = folder.with_extension("lock");
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let file = File::create(&path).with_context(|| format!("could not write {}", paths::shown(&path)))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => bail!("{} is in use: a demo runs on it already. Stop that one first.", paths::shown(folder)),
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        self.stop();
    }
}
