//! The receipt.

use super::panel::Panel;

/// The receipt inside the panel.
pub struct Receipt<'p, 'b>(pub &'p Panel<'b>);

impl Receipt<'_, '_> {
    /// Waits for it; returns the ticket's number.
    #[track_caller]
    pub fn wait(&self) -> String {
        let found = self.0.eventually("the receipt is there", "return root.querySelector('#number')?.textContent.trim() || null", &[]);
        found.as_str().unwrap().to_owned()
    }

    /// What is promised, or how it ended.
    pub fn headline(&self) -> String {
        self.0.text("#title")
    }

    /// Calls the request off, with the second touch that this takes.
    #[track_caller]
    pub fn cancel(&self) {
        self.0.click("#cancel");
        self.0.click("#cancel-yes");
    }
}
