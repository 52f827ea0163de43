//! Which browser a run is about: Chromium, or what `BROWSER` names, `firefox`
//! or `webkit`. `cargo xtask test --deep` runs the main flows in each of them.

use super::run_folder;
use super::wait::{until, until_true};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};
use ureq::Agent;
use xtask::setup::{browser, engines};
use xtask::stack::{Group, Log, free_port};

/// A browser by what draws its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// The program that drives browsers; it ends with this process at the latest.
pub struct Driver {
    _group: Group,
    /// Where it answers.
    pub url: String,
    browser: browser::Browser,
}

impl Engine {
    /// This run's.
    pub fn of_this_run() -> Self {
        match std::env::var("BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("BROWSER is chromium, firefox or webkit, and not {other}"),
        }
    }

    /// A driver that takes one more session: Chromium's takes many, the others' one each.
    pub fn driver(self, agent: &Agent) -> Arc<Driver> {
        static SHARED: Mutex<Option<Arc<Driver>>> = Mutex::new(None);
        if self != Self::Chromium {
            return Arc::new(self.start(agent));
        }
        let mut shared = SHARED.lock().unwrap();
        Arc::clone(shared.get_or_insert_with(|| Arc::new(self.start(agent))))
    }

    /// What a new session asks for, in a language where the browser can be told.
    pub fn capabilities(self, driver: &Driver, language: &str) -> Value {
        let binary = driver.browser.browser.display().to_string();
        match self {
            Self::Chromium => {
                let folder = run_folder::fresh("browser");
                json!({
                    "browserName": "chrome",
                    "goog:chromeOptions": {"binary": binary, "args": chromium_arguments(language, &folder)},
                    "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                })
            }
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": binary,
                    "args": ["-headless", "--width=1280", "--height=900"],
                    "prefs": {
                        "intl.accept_languages": language,
                        // Nothing of the browser's own goes out.
                        "app.normandy.enabled": false,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                        "browser.safebrowsing.downloads.remote.enabled": false,
                    },
                },
            }),
            Self::WebKit => json!({"webkitgtk:browserOptions": {"binary": binary, "args": ["--automation"]}}),
        }
    }

    fn start(self, agent: &Agent) -> Driver {
        let found = match self {
            Self::Chromium => browser::find(),
            Self::Firefox => engines::firefox(),
            Self::WebKit => engines::webkit(),
        };
        let browser = found.unwrap();
        let port = free_port().unwrap();
        let mut program = Command::new(&browser.driver);
        program.arg(format!("--port={port}"));
        match self {
            Self::Chromium => {}
            Self::Firefox => {
                program.args(["--websocket-port", &free_port().unwrap().to_string()]);
                program.arg("--profile-root").arg(run_folder::fresh("firefox"));
            }
            Self::WebKit => {
                let home = run_folder::fresh("webkit");
                let folders = ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"];
                program.envs(folders.map(|name| (name, &home)));
                program.envs([("DISPLAY", screen()), ("LIBGL_ALWAYS_SOFTWARE", "1")]);
            }
        }
        let group = Group::start(&program, &Log::new(false)).unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let status = format!("{url}/status");
        until_true("the browser's driver answers", || agent.get(&status).call().is_ok_and(|answer| answer.status() == 200));
        Driver { _group: group, url, browser }
    }
}

fn chromium_arguments(language: &str, folder: &Path) -> Vec<String> {
    let fixed = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--window-size=1280,900",
    ];
    let told = [format!("--lang={language}"), format!("--accept-lang={language}"), format!("--user-data-dir={}", folder.display())];
    fixed.map(str::to_owned).into_iter().chain(told).collect()
}

/// A screen in memory, by its name; it ends with this process.
fn screen() -> &'static str {
    static SCREEN: OnceLock<(Group, String)> = OnceLock::new();
    let (_, name) = SCREEN.get_or_init(|| {
        let log = Log::new(false);
        let mut program = Command::new(engines::screen().unwrap());
        program.args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        let group = Group::start(&program, &log).unwrap();
        let number = until("there is a screen", || log.lines().into_iter().find(|line| line.parse::<u32>().is_ok()));
        (group, format!(":{number}"))
    });
    name
}
