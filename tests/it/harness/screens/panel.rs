//! The launcher, the panel around every screen, and its first screen.

use crate::harness::browser::Browser;
use crate::harness::driver::Element;
use crate::harness::wait::{until, until_done, until_equal, until_true};
use serde_json::{Value, json};

/// Begins every script that looks into the panel.
const ROOT: &str = "const root = document.querySelector('madoguchi-panel')?.shadowRoot; if (!root) return null;";

/// The panel on a shop's page.
pub struct Panel<'b>(pub &'b Browser);

impl Panel<'_> {
    /// What a script finds; it knows the shadow root as `root`.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.0.session().script(&format!("{ROOT} {script}"), arguments)
    }

    /// Waits until a script of the shadow root finds something.
    #[track_caller]
    pub fn eventually(&self, what: &str, script: &str, arguments: &[Value]) -> Value {
        self.0.eventually(what, &format!("{ROOT} {script}"), arguments)
    }

    /// Waits for an element of the panel by its selector.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element {
        let script = format!("{ROOT} return root.querySelector(arguments[0])");
        until(&format!("the panel has {selector}"), || self.0.session().element(&script, &[json!(selector)]))
    }

    /// Clicks an element of the panel.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        until_done(&format!("{selector} is clicked"), || self.0.session().click(&self.find(selector)));
    }

    /// The text of an element of the panel; empty while there is none.
    pub fn text(&self, selector: &str) -> String {
        let found = self.script("return root.querySelector(arguments[0])?.textContent.trim()", &[json!(selector)]);
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Waits for the text of an element.
    #[track_caller]
    pub fn text_is(&self, selector: &str, wanted: &str) {
        until_equal(selector, wanted, || self.text(selector));
    }

    /// The id of the element that has the focus inside the panel.
    pub fn focused(&self) -> String {
        let id = self.script("return root.activeElement?.id || root.activeElement?.className || ''", &[]);
        id.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an element has the focus.
    #[track_caller]
    pub fn focus_is(&self, id: &str) {
        until_equal("the focus", id, || self.focused());
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.script("return root.querySelector('dialog')?.open ?? false", &[]) == true
    }

    /// Opens it by the launcher.
    #[track_caller]
    pub fn open(&self) {
        self.click(".launcher");
        self.wait_open();
    }

    /// Waits until it is open.
    #[track_caller]
    pub fn wait_open(&self) {
        until_true("the panel is open", || self.is_open());
    }

    /// Types into the search.
    #[track_caller]
    pub fn search(&self, question: &str) {
        let field = self.find("#search");
        self.0.session().keys(&field, question);
    }

    /// Opens the answer to a question of the list.
    #[track_caller]
    pub fn answer(&self, question: &str) {
        let script = format!(
            "{ROOT} return [...root.querySelectorAll('.rows button.row')].find((row) => row.innerText.trim().split('\\n')[0] == arguments[0])"
        );
        let row = until(&format!("{question:?} is on the list"), || self.0.session().element(&script, &[json!(question)]));
        until_done(&format!("{question:?} is opened"), || self.0.session().click(&row));
        self.text_is("#title", question);
    }
}
