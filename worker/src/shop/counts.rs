//! How many tickets were accepted of late: by address, by the network around
//! it, by the phone number or mail address to answer to, and in all. Written with the ticket, so that
//! neither a crash nor sleep loses a count.
//!
//! Whom a row is about can't be read from it: its key is an HMAC under the
//! installation's secret. Rows older than a day mean nothing and are deleted.

use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::token;
use madoguchi_shared::Instant;
use madoguchi_shared::id::Slug;
use madoguchi_shared::intake::Reply;
use madoguchi_shared::limits::Limits;
use serde::Deserialize;
use worker::SqlStorageValue;

/// A window that slides by slots.
#[derive(Clone, Copy)]
struct Window {
    /// A slot's length in seconds.
    slot: i64,
    /// How many of them count, the current one among them.
    slots: i64,
}

/// An hour, to within five minutes.
const HOUR: Window = Window { slot: 300, slots: 12 };
/// A day, to within an hour.
const DAY: Window = Window { slot: 3_600, slots: 24 };

impl Window {
    /// The start of the slot in which `now` lies.
    fn current(self, now: Instant) -> i64 {
        now.unix().div_euclid(self.slot) * self.slot
    }

    /// The start of the earliest slot that still counts.
    fn first(self, now: Instant) -> i64 {
        self.current(now) - (self.slots - 1) * self.slot
    }

    /// Seconds until fewer than `most` of these count, if none is added:
    /// `counted` are slots and their numbers, the earliest first.
    fn wait(self, counted: &[Slot], most: i64, now: Instant) -> u32 {
        let mut left: i64 = counted.iter().map(|slot| slot.n).sum();
        for slot in counted {
            left -= slot.n;
            if left < most {
                return u32::try_from(slot.slot + self.slots * self.slot - now.unix()).unwrap_or(1).max(1);
            }
        }
        1
    }
}

/// One slot's number.
#[derive(Deserialize)]
struct Slot {
    slot: i64,
    n: i64,
}

/// What one ticket counts for.
pub struct Counts {
    /// By address, by network, by contact (empty: none), in all.
    lines: [(String, Window, i64); 4],
}

impl Counts {
    /// For a ticket that `caller` asks for, to be answered by `reply`.
    pub fn of(secret: &str, shop: &Slug, caller: Caller, reply: &Reply, limits: &Limits) -> Self {
        let key = |kind: &str, whom: &str| {
            let mac = token::sign(secret.as_bytes(), &[["count", shop.as_str(), kind, whom].join("\0").as_bytes()]);
            // Half of it is plenty against chance, and there is a row for each.
            token::base64(mac.get(..16).unwrap_or_default())
        };
        let contact = contact(reply);
        let contact = if contact.is_empty() { contact } else { key("contact", &contact) };
        let kind = if caller.page { "page" } else { "program" };
        Self {
            lines: [
                (key(kind, &caller.network.to_string()), HOUR, limits.address_hour),
                (key("network", &caller.around().to_string()), DAY, limits.network_day()),
                (contact, DAY, limits.contact_day),
                ("all".to_owned(), DAY, limits.shop_day),
            ],
        }
    }

    /// Refuses the ticket if one of its counts is full, and says when it won't be.
    pub fn check(&self, db: &Db, now: Instant) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        struct Sums {
            sums: String,
        }
        let row = db.row::<Sums>(
            "SELECT json_array((SELECT sum(n) FROM counts WHERE key = ?1 AND slot >= ?5),
                               (SELECT sum(n) FROM counts WHERE key = ?2 AND slot >= ?6),
                               (SELECT sum(n) FROM counts WHERE key = ?3 AND slot >= ?6),
                               (SELECT sum(n) FROM counts WHERE key = ?4 AND slot >= ?6)) AS sums",
            self.with(HOUR.first(now), DAY.first(now)),
        )?;
        let sums: [Option<i64>; 4] = row.map_or(Ok([None; 4]), |row| super::tickets::stored(&row.sums))?;
        let mut wait = 0;
        for ((key, window, most), sum) in self.lines.iter().zip(sums) {
            if sum.unwrap_or(0) >= *most {
                let counted = db.rows::<Slot>(
                    "SELECT slot, n FROM counts WHERE key = ? AND slot >= ? ORDER BY slot",
                    params![key.as_str(), window.first(now)],
                )?;
                wait = wait.max(window.wait(&counted, *most, now));
            }
        }
        if wait > 0 { Err(Refusal::TooMany(wait)) } else { Ok(()) }
    }

    /// Counts the ticket. To be called inside the transaction that writes it.
    pub fn add(&self, db: &Db, now: Instant) -> Result<(), Refusal> {
        db.run(
            "INSERT INTO counts (key, slot, n) SELECT column1, column2, 1 FROM (VALUES (?1, ?5), (?2, ?6), (?3, ?6), (?4, ?6)) WHERE column1 <> ''
             ON CONFLICT (key, slot) DO UPDATE SET n = n + 1",
            self.with(HOUR.current(now), DAY.current(now)),
        )
    }

    /// Parameters: the four keys, and the slots of the first and of the others.
    fn with(&self, hour: i64, day: i64) -> Vec<SqlStorageValue> {
        let [(address, ..), (network, ..), (contact, ..), (all, ..)] = &self.lines;
        params![address.as_str(), network.as_str(), contact.as_str(), all.as_str(), hour, day]
    }
}

/// How much one address was told of late, of whatever tickets.
pub struct Told(String);

impl Told {
    /// For an address in the form that all have that reach the same person: of
    /// mail, or a number.
    pub fn of(secret: &str, shop: &Slug, address: &str) -> Self {
        let mac = token::sign(secret.as_bytes(), &[["told", shop.as_str(), address].join("\0").as_bytes()]);
        Self(token::base64(mac.get(..16).unwrap_or_default()))
    }

    /// How often within a day.
    pub fn count(&self, db: &Db, now: Instant) -> Result<i64, Refusal> {
        #[derive(Deserialize)]
        struct Sum {
            n: Option<i64>,
        }
        let sql = "SELECT sum(n) AS n FROM counts WHERE key = ? AND slot >= ?";
        Ok(db.row::<Sum>(sql, params![self.0.as_str(), DAY.first(now)])?.and_then(|row| row.n).unwrap_or(0))
    }

    /// Counts once more.
    pub fn add(&self, db: &Db, now: Instant) -> Result<(), Refusal> {
        let sql = "INSERT INTO counts (key, slot, n) VALUES (?, ?, 1) ON CONFLICT (key, slot) DO UPDATE SET n = n + 1";
        db.run(sql, params![self.0.as_str(), DAY.current(now)])
    }
}

/// Deletes what means nothing any more.
pub fn sweep(db: &Db, now: Instant) -> Result<(), Refusal> {
    db.run("DELETE FROM counts WHERE slot < ?", params![DAY.first(now)])
}

/// Whom a ticket is to be answered to, in one form however it was typed; empty
/// if nobody. A mail address's upper case and its tag (`+…`) reach the same person.
fn contact(reply: &Reply) -> String {
    match reply {
        // With whatever extension: it rings at the same number.
        Reply::Phone { phone, .. } => phone.number().to_owned(),
        Reply::Email { email } => email.mailbox(),
        Reply::None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::field::{Country, Email, Phone};
    use madoguchi_shared::intake::Choice;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn slots(counted: &[(&str, i64)]) -> Vec<Slot> {
        counted.iter().map(|(slot, n)| Slot { slot: at(slot).unix(), n: *n }).collect()
    }

    #[test]
    fn a_window_slides_by_its_slots() {
        let now = at("2026-11-22T10:07:31+09:00");
        assert_eq!(HOUR.current(now), at("2026-11-22T10:05:00+09:00").unix());
        assert_eq!(HOUR.first(now), at("2026-11-22T09:10:00+09:00").unix());
        assert_eq!(DAY.first(now), at("2026-11-21T11:00:00+09:00").unix());
    }

    #[test]
    fn the_wait_ends_when_enough_have_left_the_window() {
        let now = at("2026-11-22T10:07:31+09:00");
        let counted = slots(&[("2026-11-22T09:10:00+09:00", 1), ("2026-11-22T09:15:00+09:00", 2), ("2026-11-22T10:05:00+09:00", 3)]);
        for (most, ends) in [(6, "10:10"), (5, "10:15"), (4, "10:15"), (3, "11:05"), (1, "11:05")] {
            let end = at(&format!("2026-11-22T{ends}:00+09:00"));
            let wait = HOUR.wait(&counted, most, now);
            assert_eq!(i64::from(wait), end.unix() - now.unix(), "{most}");
            // What it says is true: at that second fewer count, and not before.
            let counts = |at: Instant| counted.iter().filter(|slot| slot.slot >= HOUR.first(at)).map(|slot| slot.n).sum::<i64>();
            assert!(counts(end) < most && counts(end.plus_seconds(-1)) >= most);
        }
    }

    #[test]
    fn a_person_is_one_however_the_contact_is_typed() {
        let phone = |text: &str| contact(&Reply::Phone { phone: Phone::parse(text, &Country::japan()).unwrap(), window: Choice::Asap });
        let mail = |text: &str| contact(&Reply::Email { email: Email::parse(text).unwrap() });
        assert_eq!(phone("０９０ー１２３４ー５６７８"), phone("+81 90-1234-5678"));
        assert_eq!(phone("090-1234-5678 内線12"), phone("090-1234-5678"), "it is the same number that rings");
        assert_ne!(phone("090-1234-5678"), phone("090-1234-5679"));
        assert_eq!(mail("Hanako+1@Example.JP"), mail("hanako+2@example.jp"));
        assert_ne!(mail("hanako@example.jp"), mail("hanako@example.com"));
        assert_ne!(mail("+a@example.jp"), mail("+b@example.jp"), "a name that is all tag is a name");
        assert_eq!(contact(&Reply::None), "");
    }

    #[test]
    fn a_key_tells_nothing_and_belongs_to_one_shop_and_one_kind_of_caller() {
        let counts = |secret: &str, shop: &str, network, page| {
            let reply = Reply::Email { email: Email::parse("hanako@example.jp").unwrap() };
            let caller = Caller { network, page };
            Counts::of(secret, &Slug::parse(shop).unwrap(), caller, &reply, &Limits::default()).lines.map(|(key, ..)| key)
        };
        let first = counts("secret", "demo", 7, true);
        assert_eq!(first, counts("secret", "demo", 7, true));
        for (other, network, contact) in [
            (counts("other", "demo", 7, true), false, false),
            (counts("secret", "demo-en", 7, true), false, false),
            (counts("secret", "demo", 8, true), true, true),
            (counts("secret", "demo", 7, false), true, true),
            (counts("secret", "demo", 0x1_0000, true), false, true),
        ] {
            assert_eq!((other[0] == first[0], other[1] == first[1], other[2] == first[2]), (false, network, contact));
        }
        assert!(!first.iter().any(|key| key.contains("hanako")));
    }
}
