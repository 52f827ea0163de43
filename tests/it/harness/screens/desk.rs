//! The desk's console.

use crate::harness::browser::Browser;
use crate::harness::wait::until_true;
use serde_json::{Value, json};

/// A desk's console on an operator's screen.
pub struct Desk<'b>(pub &'b Browser);

impl Desk<'_> {
    /// Opens it with the desk's token or somebody's own, and waits until it is
    /// live.
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

    /// Waits for a ticket in the list that is chosen, and opens it.
    #[track_caller]
    pub fn open_ticket(&self, ticket: &str) {
        let card = format!("#card[data-ticket='{ticket}']");
        let is_open = self.0.session().element("return document.querySelector(arguments[0])", &[json!(card)]).is_some();
        if !is_open {
            self.0.click(&format!("#list:not([data-moved]) [id='t-{ticket}']"));
            self.0.find(&card);
        }
    }

    /// Opens a ticket; returns its notice's lines by key.
    #[track_caller]
    pub fn notice(&self, ticket: &str) -> Value {
        self.open_ticket(ticket);
        let script = "
            const lines = [...document.querySelectorAll('#card .notice [data-key]')].map((line) => [line.dataset.key, line.querySelector('dd').innerText.trim()]);
            return lines.length ? Object.fromEntries(lines) : null;";
        self.0.eventually("the ticket's notice is shown", script, &[])
    }

    /// Opens a ticket and presses a button of its card.
    #[track_caller]
    pub fn act(&self, ticket: &str, act: &str) {
        self.open_ticket(ticket);
        self.0.click(&format!("#card[data-ticket='{ticket}'] .acts[aria-busy=false] [data-act={act}]"));
    }

    /// Records that a ticket is solved.
    #[track_caller]
    pub fn solve(&self, ticket: &str) {
        self.act(ticket, "close");
        self.0.click("#form-send");
        self.wait_for_state(ticket, "done");
    }

    /// Waits until a ticket's card, which is open, shows a state.
    #[track_caller]
    pub fn wait_for_state(&self, ticket: &str, state: &str) {
        self.0.find(&format!("#card[data-ticket='{ticket}'][data-state={state}]"));
    }

    /// Waits until the list that is chosen shows just these tickets, in this
    /// order.
    #[track_caller]
    pub fn wait_for_list(&self, tickets: &[&str]) {
        let script = "
            const top = (line) => line.getBoundingClientRect().top;
            const lines = [...document.querySelectorAll('#list .line')].sort((a, b) => top(a) - top(b));
            return lines.map((line) => line.id.slice(2));";
        until_true(&format!("the list is {tickets:?}"), || self.0.session().script(script, &[]) == json!(tickets));
    }

    /// Presses a key, wherever the focus is.
    pub fn key(&self, key: &str) {
        self.0.session().press(key);
    }

    /// The text of an element of the page; empty where there is none.
    pub fn text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        self.0.session().script(script, &[json!(selector)]).as_str().unwrap_or_default().trim().to_owned()
    }
}
