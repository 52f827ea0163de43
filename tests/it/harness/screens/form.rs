//! The request.

use super::panel::Panel;
use crate::harness::wait::until_true;
use serde_json::json;

/// The form inside the panel.
pub struct Form<'p, 'b>(pub &'p Panel<'b>);

impl Form<'_, '_> {
    /// Opens the panel and types all that a call about a gift needs.
    #[track_caller]
    pub fn begin(&self, name: &str, phone: &str) {
        self.0.open();
        self.0.click("#call");
        self.choose("topic", "gift");
        self.fill("name", name);
        self.fill("phone", phone);
        self.wait_for_windows();
    }

    /// Waits until it is known what can be promised.
    #[track_caller]
    pub fn wait_for_windows(&self) {
        let offered = "return root.querySelector('#group-window input[value=asap]')";
        self.0.eventually("what can be promised is there", offered, &[]);
    }

    /// Types into a field, by its path.
    #[track_caller]
    pub fn fill(&self, path: &str, text: &str) {
        let field = self.0.find(&id(path));
        self.0.0.session().keys(&field, text);
    }

    /// What stands in a field.
    pub fn value(&self, path: &str) -> String {
        let found = self.0.script("return root.querySelector(arguments[0])?.value", &[json!(id(path))]);
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Chooses one of several: a touch on its label, as the button is hidden.
    #[track_caller]
    pub fn choose(&self, path: &str, value: &str) {
        let selector = format!("label:has(> input[name='{path}'][value='{value}'])");
        self.0.click(&selector);
    }

    /// What is chosen.
    pub fn chosen(&self, path: &str) -> String {
        let selector = format!("input[name='{path}']:checked");
        let found = self.0.script("return root.querySelector(arguments[0])?.value", &[json!(selector)]);
        found.as_str().unwrap_or_default().to_owned()
    }

    /// Goes on to what will be sent; whether nothing is wrong with what was typed.
    #[track_caller]
    pub fn look_through(&self) -> bool {
        let there = || self.0.script("return root.querySelector('#review') != null", &[]) == true;
        if !there() {
            self.0.click("#send");
            self.0.eventually("it is looked through, or a fault is told", "return root.querySelector('#review, [aria-invalid=true]')", &[]);
        }
        there()
    }

    /// Looks it through, and agrees to the purpose of use.
    #[track_caller]
    pub fn agree(&self) {
        self.look_through();
        if self.0.script("return root.querySelector('#field-consent').checked", &[]) == false {
            self.0.click("label:has(> #field-consent)");
        }
    }

    /// Does what sending takes: looks it through, agrees and presses the
    /// button. Where something is wrong with it, it ends at the first of these.
    #[track_caller]
    pub fn send(&self) {
        if self.look_through() {
            self.agree();
            self.0.click("#send");
        }
    }

    /// Goes back to what was typed, from where it is looked through.
    #[track_caller]
    pub fn change(&self) {
        self.0.click("#change-who");
        self.0.find("#field-name");
    }

    /// What was typed, as it is shown before it is sent.
    pub fn reviewed(&self) -> String {
        self.0.text("#review")
    }

    /// What is said at a field.
    pub fn fault(&self, path: &str) -> String {
        self.0.text(&format!("#fault-{}", path.replace('.', "-")))
    }

    /// Waits until something is said at a field.
    #[track_caller]
    pub fn wait_for_fault(&self, path: &str) -> String {
        until_true(&format!("a fault stands at {path}"), || !self.fault(path).is_empty());
        self.fault(path)
    }

    /// Whether a field is marked for those who don't see it.
    pub fn is_marked(&self, path: &str) -> bool {
        self.0.script("return root.querySelector(arguments[0])?.getAttribute('aria-invalid') == 'true'", &[json!(id(path))]) == true
    }
}

fn id(path: &str) -> String {
    format!("#field-{}", path.replace('.', "-"))
}
