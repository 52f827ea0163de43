//! WebDriver (W3C) in as much of it as the tests need: one call is one request.

use super::engine::{Driver, Engine};
use super::wait::until_true;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use ureq::Agent;
use ureq::http::Request;

/// Names an element in WebDriver's JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Runs in a page as soon as it is there, where nothing can run before it:
/// notes what goes wrong and what its policy refuses.
const WATCH: &str = "
    if (window.__wrong) return;
    const note = (what) => window.__wrong.push(String(what));
    window.__wrong = [];
    addEventListener('error', (event) => note(event.message));
    addEventListener('unhandledrejection', (event) => note(event.reason));
    addEventListener('securitypolicyviolation', (event) => note(event.violatedDirective + ' ' + event.blockedURI));
    for (const kind of ['error', 'warn']) {
      const real = console[kind];
      console[kind] = (...words) => (note(words.join(' ')), real.apply(console, words));
    }";

/// One browser with one window.
pub struct Session {
    agent: Agent,
    url: String,
    engine: Engine,
    scriptless: AtomicBool,
    /// Not before the session does it end.
    _driver: Arc<Driver>,
}

/// An element of the page, or of a shadow root in it.
#[derive(Clone, Debug)]
pub struct Element(Value);

fn agent() -> Agent {
    Agent::config_builder().timeout_global(Some(Duration::from_secs(90))).http_status_as_error(false).build().into()
}

impl Session {
    /// Starts a browser that speaks this language.
    pub fn start(language: &str) -> Self {
        let (engine, agent) = (Engine::of_this_run(), agent());
        let driver = engine.driver(&agent);
        let wanted = json!({"capabilities": {"alwaysMatch": engine.capabilities(&driver, language)}});
        let made = call(&agent, "POST", &format!("{}/session", driver.url), &wanted).unwrap();
        let url = format!("{}/session/{}", driver.url, made["sessionId"].as_str().unwrap());
        Self { agent, url, engine, scriptless: AtomicBool::new(false), _driver: driver }
    }

    /// Whether it is Chromium, with its own protocol and logs.
    pub fn is_chromium(&self) -> bool {
        self.engine == Engine::Chromium
    }

    /// Goes to an address and waits until it is loaded.
    pub fn go(&self, url: &str) {
        self.post("/url", &json!({ "url": url }));
        if !self.is_chromium() {
            self.script(WATCH, &[]);
        }
    }

    /// Gives the page a size, in CSS pixels; elsewhere than in Chromium the
    /// window, as small as it can be made.
    pub fn resize(&self, width: u32, height: u32) {
        if self.is_chromium() {
            let screen = json!({"width": width, "height": height, "deviceScaleFactor": 2, "mobile": false});
            self.cdp("Emulation.setDeviceMetricsOverride", &screen);
        } else {
            self.post("/window/rect", &json!({"width": width, "height": height}));
        }
    }

    /// Gives it back the size that it began with.
    pub fn resize_back(&self) {
        if self.is_chromium() {
            self.cdp("Emulation.clearDeviceMetricsOverride", &json!({}));
        } else {
            self.resize(1280, 900);
        }
    }

    /// Whether pages may run scripts; returns whether they might. Chromium alone can be told.
    pub fn allow_scripts(&self, allowed: bool) -> bool {
        if self.is_chromium() {
            self.cdp("Emulation.setScriptExecutionDisabled", &json!({"value": !allowed}));
        }
        !self.scriptless.swap(!allowed, Ordering::Relaxed)
    }

    /// Makes people prefer `light` or `dark`; empty: as before. In Chromium alone.
    pub fn scheme(&self, scheme: &str) {
        self.cdp("Emulation.setEmulatedMedia", &json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}));
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
        if self.engine == Engine::WebKit {
            // Its driver doesn't always bring an element there that lies far below.
            let there = json!({"script": "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", "args": [element.0]});
            call(&self.agent, "POST", &format!("{}/execute/sync", self.url), &there)?;
        }
        call(&self.agent, "POST", &format!("{}/element/{id}/click", self.url), &json!({})).map(drop)
    }

    /// Looks into a frame from now on; without one, at the page again.
    #[track_caller]
    pub fn enter(&self, frame: Option<&Element>) {
        self.post("/frame", &json!({"id": frame.map_or(Value::Null, |frame| frame.0.clone())}));
    }

    /// Types into an element, key by key.
    #[track_caller]
    pub fn keys(&self, element: &Element, text: &str) {
        self.on(element, "/value", &json!({ "text": text }));
        // WebKit's driver answers before the page has had all of the keys. Those without a letter show nowhere.
        let letters = !text.contains(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
        if self.engine == Engine::WebKit && letters {
            let typed = "return arguments[0].value.endsWith(arguments[1])";
            until_true("what was typed is there", || self.script(typed, &[element.0.clone(), json!(text)]) == true);
        }
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

    /// What was logged since the last call: `browser` or `performance`. Elsewhere than
    /// in Chromium it is what went wrong on this page once it was there, and no performance.
    pub fn log(&self, kind: &str) -> Vec<Value> {
        if !self.is_chromium() {
            let wrong = if kind == "browser" { self.script("return window.__wrong?.splice(0) ?? []", &[]) } else { json!([]) };
            return wrong.as_array().unwrap().iter().map(|message| json!({"level": "page", "message": message})).collect();
        }
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
