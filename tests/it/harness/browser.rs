//! A browser that notes everything that a page should not do.

use super::driver::{Element, Session};
use super::requests::{self, Requested};
use super::wait::{until, until_done};
use serde_json::{Value, json};
use std::sync::Mutex;

/// Runs before each page's own scripts: notes what its policy refused.
const WATCH: &str = r"
  window.__refused = [];
  addEventListener('securitypolicyviolation', (event) => __refused.push(event.violatedDirective + ' ' + event.blockedURI));
";

/// Resolves when everything that moves for a while has ended, on the page and
/// in our shadow root.
const AT_REST: &str = "
    const roots = [document, document.querySelector('madoguchi-panel')?.shadowRoot].filter(Boolean);
    const passing = (animation) => animation.effect.getComputedTiming().endTime !== Infinity;
    const moving = roots.flatMap((root) => root.getAnimations()).filter(passing);
    return Promise.allSettled(moving.map((animation) => animation.finished)).then(() => true);";

/// A browser with one window, and what its pages did so far.
pub struct Browser {
    session: Session,
    complaints: Mutex<Vec<String>>,
    requested: Mutex<Vec<Requested>>,
}

impl Browser {
    /// A browser of a person who speaks this language.
    pub fn start(language: &str) -> Self {
        let session = Session::start(language);
        if session.is_chromium() {
            session.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }));
        }
        Self { session, complaints: Mutex::default(), requested: Mutex::default() }
    }

    /// The same at a page.
    pub fn at(language: &str, url: &str) -> Self {
        let browser = Self::start(language);
        browser.session.go(url);
        browser
    }

    /// The session underneath.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Waits until nothing fades or slides any more.
    pub fn come_to_rest(&self) {
        self.session.script(AT_REST, &[]);
    }

    /// Waits for an element by its selector in the page itself.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element {
        let script = "return document.querySelector(arguments[0])";
        until(&format!("the page has {selector}"), || self.session.element(script, &[json!(selector)]))
    }

    /// Clicks an element of the page itself, once it is there and free.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        until_done(&format!("{selector} is clicked"), || self.session.click(&self.find(selector)));
    }

    /// What a script finds, once it is neither null nor false.
    #[track_caller]
    pub fn eventually(&self, what: &str, script: &str, arguments: &[Value]) -> Value {
        until(what, || Some(self.session.script(script, arguments)).filter(|found| !found.is_null() && found != false))
    }

    /// Everything that pages asked for so far.
    pub fn requested(&self) -> Vec<Requested> {
        let mut all = self.requested.lock().unwrap();
        all.extend(requests::read(&self.session.log("performance")));
        all.clone()
    }

    /// Everything that stands in the console, and what policies refused.
    pub fn complaints(&self) -> Vec<String> {
        let mut all = self.complaints.lock().unwrap();
        let line = |entry: &Value| format!("{}: {}", entry["level"].as_str().unwrap_or("?"), entry["message"].as_str().unwrap_or("?"));
        all.extend(self.session.log("browser").iter().map(line));
        let refused = self.session.script("return window.__refused?.splice(0) ?? []", &[]);
        all.extend(refused.as_array().into_iter().flatten().map(|what| format!("policy: {what}")));
        all.clone()
    }

    /// Asserts that the console is silent.
    #[track_caller]
    pub fn assert_silent(&self) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "the console is not silent:\n{}", complaints.join("\n"));
    }
}
