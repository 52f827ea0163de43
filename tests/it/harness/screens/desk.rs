//! The desk's page.

use crate::harness::browser::Browser;
use serde_json::{Value, json};

/// A desk's page on an operator's screen.
pub struct Desk<'b>(pub &'b Browser);

impl Desk<'_> {
    /// Opens it with the desk's token, and waits until it is live.
    #[track_caller]
    pub fn open(&self, url: &str, desk: &str, token: &str) {
        self.0.session().go(&format!("{url}/desk/?desk={desk}&lang=ja#token={token}"));
        self.0.find("#live[data-state=live]");
        // Tells later whether the page was ever loaded anew.
        self.0.session().script("window.__sameLoad = true", &[]);
    }

    /// Whether the page is the one that was opened, never loaded again.
    pub fn is_same_load(&self) -> bool {
        self.0.session().script("return window.__sameLoad === true", &[]) == true
    }

    /// Waits for a ticket's card; returns its lines by key.
    #[track_caller]
    pub fn notice(&self, ticket: &str) -> Value {
        let script = "
            const card = document.getElementById('t-' + arguments[0]);
            if (!card?.isConnected) return null;
            const lines = [...card.querySelectorAll('dl [data-key]')].map((line) => [line.dataset.key, line.querySelector('dd').innerText.trim()]);
            return { ...Object.fromEntries(lines), matter: card.querySelector('[data-part=matter]').textContent };";
        self.0.eventually("the ticket is on the desk's page", script, &[json!(ticket)])
    }

    /// Presses a button of a ticket's card.
    #[track_caller]
    pub fn act(&self, ticket: &str, act: &str) {
        // What has just moved under the pointer takes no click for a moment.
        self.0.click(&format!("#desk:not([data-moved]) [id='t-{ticket}'] [data-act={act}]"));
    }

    /// Waits until a ticket's card shows a state.
    #[track_caller]
    pub fn wait_for_state(&self, ticket: &str, state: &str) {
        self.0.find(&format!("[id='t-{ticket}'][data-state={state}]"));
    }
}
