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

/// Keeps `kept`, nothing at all if there is none; whether that was done.
pub fn save(slug: &str, kept: &Vec<Kept>) -> bool {
    let text = if kept.is_empty() { None } else { Some(json::text(kept)) };
    write(local(), &name(slug), text)
}

/// `kept` in the first place, and no more than may be kept.
pub fn first(all: &mut Vec<Kept>, kept: Kept) {
    forget(all, &kept.ticket);
    all.insert(0, kept);
    all.truncate(MOST);
}

/// All but this ticket's.
pub fn forget(all: &mut Vec<Kept>, ticket: &str) {
    all.retain(|other| other.ticket != ticket);
}

/// What `stored` makes of `all`, which this page knew: other tabs have kept
/// more since, and forgotten some. The one that is looked at stays first.
pub fn renew(all: &mut Vec<Kept>, stored: Vec<Kept>) {
    let first = std::mem::replace(all, stored).into_iter().next();
    if let Some(place) = first.and_then(|first| all.iter().position(|kept| kept.ticket == first.ticket)) {
        all.get_mut(..=place).unwrap_or_default().rotate_right(1);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn receipts(tickets: &str) -> Vec<Kept> {
        let kept = |ticket: char| Kept {
            ticket: ticket.into(),
            token: String::new(),
            topic: String::new(),
            reply: String::new(),
            asap: false,
            earlier: false,
        };
        tickets.chars().map(kept).collect()
    }

    fn tickets(all: &[Kept]) -> String {
        all.iter().map(|kept| kept.ticket.as_str()).collect()
    }

    #[test]
    fn what_other_tabs_kept_is_there_and_what_they_forgot_is_not() {
        for (own, stored, then) in
            [("", "ab", "ab"), ("ab", "ab", "ab"), ("ba", "cab", "bca"), ("ab", "b", "b"), ("ab", "", ""), ("ab", "ca", "ac")]
        {
            let mut all = receipts(own);
            renew(&mut all, receipts(stored));
            assert_eq!(tickets(&all), then, "{own} {stored}");
        }
    }

    #[test]
    fn the_newest_is_first_and_the_oldest_goes() {
        let mut all = receipts("abcdefgh");
        first(&mut all, receipts("c").remove(0));
        assert_eq!(tickets(&all), "cabdefgh");
        first(&mut all, receipts("i").remove(0));
        assert_eq!(tickets(&all), "icabdefg");
        forget(&mut all, "a");
        assert_eq!(tickets(&all), "icbdefg");
    }
}
