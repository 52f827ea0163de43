//! WebDriver (W3C) in as much of it as the tests need: one call is one request.

use super::run_folder;
use super::wait::until_true;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;
use ureq::Agent;
use ureq::http::Request;
use xtask::setup::browser;
use xtask::stack::{Group, Log, free_port};

/// Names an element in WebDriver's JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser with one window.
pub struct Session {
    agent: Agent,
    url: String,
}

/// An element of the page, or of a shadow root in it.
#[derive(Clone, Debug)]
pub struct Element(Value);

/// The program that drives browsers; it ends with this process.
struct Driver {
    _group: Group,
    url: String,
    browser: String,
}

fn driver() -> &'static Driver {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    DRIVER.get_or_init(|| {
        let found = browser::find().unwrap();
        let port = free_port().unwrap();
        let mut program = Command::new(found.driver);
        program.arg(format!("--port={port}"));
        let group = Group::start(&program, &Log::new(false)).unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let status = format!("{url}/status");
        let agent = agent();
        until_true("chromedriver answers", || agent.get(&status).call().is_ok_and(|answer| answer.status() == 200));
        Driver { _group: group, url, browser: found.browser.display().to_string() }
    })
}

fn agent() -> Agent {
    Agent::config_builder().timeout_global(Some(Duration::from_secs(90))).http_status_as_error(false).build().into()
}

impl Session {
    /// Starts a browser that speaks this language.
    pub fn start(language: &str) -> Self {
        let driver = driver();
        let folder = run_folder::fresh("browser");
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--disable-quic".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            "--window-size=1280,900".to_owned(),
            format!("--lang={language}"),
            format!("--accept-lang={language}"),
            format!("--user-data-dir={}", folder.display()),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": driver.browser, "args": arguments},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let agent = agent();
        let made = call(&agent, "POST", &format!("{}/session", driver.url), &wanted).unwrap();
        let url = format!("{}/session/{}", driver.url, made["sessionId"].as_str().unwrap());
        Self { agent, url }
    }

    /// Goes to an address and waits until it is loaded.
    pub fn go(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
    }

    /// Runs a script in the page: `return …`, with `arguments`.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// The element that a script returns.
    pub fn element(&self, script: &str, arguments: &[Value]) -> Option<Element> {
        let found = self.script(script, arguments);
        found.get(ELEMENT).is_some().then_some(Element(found))
    }

    /// Clicks where the element is, as a pointer would; fails if something
    /// else lies over it, or if it is gone.
    pub fn click(&self, element: &Element) -> Result<(), String> {
        let id = element.0[ELEMENT].as_str().unwrap_or_default();
        call(&self.agent, "POST", &format!("{}/element/{id}/click", self.url), &json!({})).map(drop)
    }

    /// Types into an element, key by key.
    #[track_caller]
    pub fn keys(&self, element: &Element, text: &str) {
        self.on(element, "/value", &json!({ "text": text }));
    }

    /// Presses and lets go of one key, wherever the focus is.
    pub fn press(&self, key: &str) {
        let actions = json!([{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]);
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// Calls Chromium's own protocol.
    pub fn cdp(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// What was logged since the last call: `browser` or `performance`.
    pub fn log(&self, kind: &str) -> Vec<Value> {
        self.post("/se/log", &json!({ "type": kind })).as_array().unwrap().clone()
    }

    /// The page's picture as PNG, in base 64.
    pub fn picture(&self) -> String {
        call(&self.agent, "GET", &format!("{}/screenshot", self.url), &Value::Null).unwrap().as_str().unwrap().to_owned()
    }

    /// The cookies that the page could see.
    pub fn cookies(&self) -> Vec<Value> {
        call(&self.agent, "GET", &format!("{}/cookie", self.url), &Value::Null).unwrap().as_array().unwrap().clone()
    }

    #[track_caller]
    fn on(&self, element: &Element, what: &str, body: &Value) {
        let id = element.0[ELEMENT].as_str().unwrap();
        self.post(&format!("/element/{id}{what}"), body);
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        call(&self.agent, "POST", &format!("{}{path}", self.url), body).unwrap_or_else(|error| panic!("{path} {body}: {error}"))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        call(&self.agent, "DELETE", &self.url, &Value::Null).ok();
    }
}

/// One call; an error is told by its message.
fn call(agent: &Agent, method: &str, url: &str, body: &Value) -> Result<Value, String> {
    let request = Request::builder().method(method).uri(url);
    let answer = match body {
        Value::Null => agent.run(request.body(()).map_err(|error| error.to_string())?),
        body => agent.run(request.header("content-type", "application/json").body(body.to_string()).map_err(|error| error.to_string())?),
    };
    let mut answer = answer.map_err(|error| error.to_string())?;
    // A picture or a long log may be larger than what is read by default.
    let text = answer.body_mut().with_config().limit(64 * 1024 * 1024).read_to_string().map_err(|error| error.to_string())?;
    let value: Value = serde_json::from_str(&text).map_err(|_| text.clone())?;
    let value = &value["value"];
    match value["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
        None => Ok(value.clone()),
    }
}
