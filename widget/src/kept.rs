//! What the browser keeps for the shopper, on the device alone: the receipts
//! of accepted requests, so that the panel on the next page still shows them.
//! Nothing is kept before the shopper acts, and a browser that keeps nothing
//! does no harm: all is there until the page is left.

use crate::browser;
use crate::json::{self, Read};

/// The most receipts that are kept; the oldest goes first.
const MOST: usize = 8;

/// What opens a ticket, and what its status alone doesn't tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The ticket's number.
    pub ticket: String,
    /// The receipt's token.
    pub token: String,
    /// What it is about, by the topic's slug.
    pub topic: String,
    /// How the answer comes, as in the draft.
    pub reply: String,
    /// Whether "as soon as possible" was chosen.
    pub asap: bool,
    /// Whether this had arrived before the shopper changed it and sent it
    /// again: what was changed is not in it.
    pub earlier: bool,
}

/// The receipts of this shop; the first is the one that is looked at.
pub fn load(slug: &str) -> Vec<Kept> {
    read(local(), &name(slug)).unwrap_or_default()
}

/// Keeps `kept`; nothing at all if there is none.
pub fn save(slug: &str, kept: &Vec<Kept>) {
    let text = if kept.is_empty() { None } else { Some(json::text(kept)) };
    write(local(), &name(slug), text);
}

/// `kept` in the first place, and no more than may be kept.
pub fn first(all: &mut Vec<Kept>, kept: Kept) {
    all.retain(|other| other.ticket != kept.ticket);
    all.insert(0, kept);
    all.truncate(MOST);
}

fn name(slug: &str) -> String {
    ["madoguchi:", slug].concat()
}

/// Where something may be kept.
#[derive(Clone, Copy)]
pub struct Storage {
    stays: bool,
}

/// What outlives the tab, where the page may use it.
pub fn local() -> Option<Storage> {
    browser::keeps(true).then_some(Storage { stays: true })
}

/// What ends with the tab, where the page may use it.
pub fn session() -> Option<Storage> {
    Some(Storage { stays: false })
}

/// Reads what was kept under `name`.
pub fn read<T: Read>(storage: Option<Storage>, name: &str) -> Option<T> {
    json::read(&browser::read(storage?.stays, name)?)
}

/// Keeps `text` under `name`, or forgets what was kept; whether that was done.
pub fn write(storage: Option<Storage>, name: &str, text: Option<String>) -> bool {
    storage.is_some_and(|storage| browser::write(storage.stays, name, text.as_deref()))
}
