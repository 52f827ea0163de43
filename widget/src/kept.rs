//! The receipt that the browser keeps, so that the panel on the next page
//! still shows it. Nothing is kept before a request was accepted.

use serde::{Deserialize, Serialize};

/// What opens a ticket, and what its status alone doesn't tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The ticket's number.
    pub ticket: String,
    /// The receipt's token.
    pub token: String,
    /// How the answer comes, as in the draft.
    pub reply: String,
    /// Whether "as soon as possible" was chosen.
    pub asap: bool,
}

/// The receipt of this shop, if there is one.
pub fn load(slug: &str) -> Option<Kept> {
    let text = storage()?.get_item(&name(slug)).ok()??;
    crate::json::read(&text)
}

/// Keeps `kept`, or forgets what was kept. A browser that keeps nothing does
/// no harm: the panel shows the receipt until the page is left.
pub fn save(slug: &str, kept: Option<&Kept>) {
    let Some(storage) = storage() else { return };
    let _ = match kept.and_then(|kept| serde_json::to_string(kept).ok()) {
        Some(text) => storage.set_item(&name(slug), &text),
        None => storage.remove_item(&name(slug)),
    };
}

fn name(slug: &str) -> String {
    ["madoguchi:", slug].concat()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
