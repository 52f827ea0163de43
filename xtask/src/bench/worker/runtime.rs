//! One worker on a workerd of its own, as it runs at the platform: without the
//! development server before it, whose proxy costs more than the work.

use crate::stack::{Group, Log, free_port};
use crate::{cmd, node};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long the runtime may take until it answers.
const PATIENCE: Duration = Duration::from_secs(20);
/// Idle is what uses less than this …
const IDLE_NANOS: u64 = 2_000_000;
/// … in a time of this length.
const LULL: Duration = Duration::from_millis(200);
/// Deliveries may take this long after the last request.
const DRAIN: Duration = Duration::from_secs(120);

/// The installation's secret on either side: nothing of this leaves the machine.
pub const SECRET: &str = "only-for-measuring-on-this-machine";

/// A running workerd. Dropping it ends it.
pub struct Runtime {
    /// Where it listens.
    pub port: u16,
    group: Group,
    log: Log,
}

impl Runtime {
    /// Starts the modules in `folder` (`index.js` and what it imports), storing
    /// in `folder/storage`, which is emptied first.
    pub fn start(folder: &Path) -> Result<Self> {
        let storage = folder.join("storage");
        if storage.exists() {
            fs::remove_dir_all(&storage)?;
        }
        fs::create_dir_all(&storage)?;
        let port = free_port()?;
        let file = folder.join("workerd.capnp");
        fs::write(&file, config(folder, port)?)?;
        let log = Log::new(false);
        let mut workerd = Command::new(node::workerd()?);
        workerd.arg("serve").arg(&file);
        let group = Group::start(&workerd, &log).context("could not start workerd")?;
        let mut runtime = Self { port, group, log };
        runtime.wait_until_it_answers()?;
        Ok(runtime)
    }

    /// Nanoseconds on a processor so far, user and system, of all its threads.
    pub fn cpu(&self) -> Result<u64> {
        let mut sum = 0;
        for task in fs::read_dir(format!("/proc/{}/task", self.group.id()))? {
            // A thread may end between the two looks.
            let Ok(text) = fs::read_to_string(task?.path().join("schedstat")) else { continue };
            sum += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
        }
        Ok(sum)
    }

    /// Memory that it holds, in kilobytes (resident set).
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.group.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS in /proc")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }

    /// Waits until it has nothing left to do, such as deliveries.
    pub fn settle(&self) -> Result<()> {
        let until = Instant::now() + DRAIN;
        while Instant::now() < until {
            let before = self.cpu()?;
            std::thread::sleep(LULL);
            if self.cpu()? - before < IDLE_NANOS {
                return Ok(());
            }
        }
        bail!("it is still busy {} s after the last request. Its last words:\n{}", DRAIN.as_secs(), self.log.tail(15))
    }

    /// The last lines of its log.
    pub fn last_words(&self) -> String {
        self.log.tail(15)
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if self.group.ended().is_some() {
                break;
            }
            if answers(self.port) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("workerd does not answer. Its last words:\n{}", self.last_words())
    }
}

fn answers(port: u16) -> bool {
    let health = || -> std::io::Result<bool> {
        let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        socket.set_read_timeout(Some(Duration::from_secs(5)))?;
        socket.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut answer = [0; 12];
        socket.read_exact(&mut answer)?;
        Ok(&answer == b"HTTP/1.1 200")
    };
    health().unwrap_or(false)
}

/// The same for both: only the modules differ.
fn config(folder: &Path, port: u16) -> Result<String> {
    let mut modules = String::from(r#"(name = "index.js", esModule = embed "index.js")"#);
    if folder.join("index_bg.wasm").is_file() {
        modules += r#", (name = "./index_bg.wasm", wasm = embed "index_bg.wasm")"#;
    }
    let storage = serde_json::to_string(&folder.join("storage"))?;
    let date = compatibility_date()?;
    Ok(format!(
        r#"using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "disk", disk = (path = {storage}, writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [{modules}],
  compatibilityDate = "{date}",
  bindings = [
    (name = "SHOPS", durableObjectNamespace = "ShopObject"),
    (name = "DESKS", durableObjectNamespace = "DeskObject"),
    (name = "INSTALLATION_SECRET", text = "{SECRET}"),
  ],
  durableObjectNamespaces = [
    (className = "ShopObject", uniqueKey = "shops", enableSql = true),
    (className = "DeskObject", uniqueKey = "desks", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "disk"),
);
"#
    ))
}

/// That of the deployment.
fn compatibility_date() -> Result<String> {
    let file = crate::paths::root().join("worker/wrangler.jsonc");
    let text = fs::read_to_string(&file)?;
    let date = text.split(r#""compatibility_date": ""#).nth(1).and_then(|rest| rest.split('"').next());
    date.map(str::to_owned).context("worker/wrangler.jsonc names no compatibility_date")
}

/// Nanoseconds on a processor of this very process: the client's share.
pub fn own_cpu() -> Result<u64> {
    let mut sum = 0;
    for task in fs::read_dir("/proc/self/task")? {
        let Ok(text) = fs::read_to_string(task?.path().join("schedstat")) else { continue };
        sum += text.split(' ').next().unwrap_or_default().parse::<u64>()?;
    }
    Ok(sum)
}

/// What was measured with.
pub fn version() -> Result<String> {
    Ok(cmd::capture(Command::new(node::workerd()?).arg("--version"), "ask workerd for its version")?.trim().to_owned())
}
