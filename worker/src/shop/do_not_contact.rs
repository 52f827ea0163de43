//! The shop's list of those who asked not to be contacted (電話・メールの停止リスト).
//!
//! Of each number and address only an HMAC under the installation's secret is
//! kept, bound to this shop and to what kind it is, with the time and on whose
//! side it was added: it can be looked up by whoever has the number, and not
//! read. So the list outlives the erasure of a person: it holds nothing of them,
//! and is what keeps them from being called. Under another installation secret
//! it would match nobody.

use super::record::Record;
use super::{ShopObject, owner};
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{door, reply, routes, token};
use madoguchi_shared::Instant;
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::do_not_contact::{Contact, DoNotContact, DoNotContactCount, DoNotContactDraft, ENTRIES_MAX};
use madoguchi_shared::id::Slug;
use madoguchi_shared::ticket::{Act, Closing, Refused, Ticket};
use serde::Deserialize;
use worker::{Method, Request, Response};

/// Serves the owner's calls.
pub async fn serve(shop: &ShopObject, req: &mut Request) -> Result<Response, Refusal> {
    match door::method(req) {
        Method::Get => reply::json(200, &DoNotContactCount { entries: count(&shop.db)? }),
        method @ (Method::Post | Method::Delete) => {
            let (body, record) = owner::body(shop, req, BODY_MAX).await?;
            let draft: DoNotContactDraft = door::object(&body)?;
            let contact = draft.check(&record.settings()?.country).map_err(Refusal::faults)?;
            let list = List::of(shop, &record)?;
            if method == Method::Post {
                list.add(&contact, "owner", door::now())?;
            } else {
                list.take_off(&list.key(&contact))?;
            }
            let since = list.since(&contact)?;
            reply::json(200, &DoNotContact { listed: since.is_some(), since })
        }
        _ => Err(Refusal::Method("DELETE, GET, POST")),
    }
}

/// The list of one shop.
pub struct List<'a> {
    db: &'a Db,
    keys: Keys<'a>,
}

impl<'a> List<'a> {
    /// That of `shop`.
    pub fn of(shop: &'a ShopObject, record: &'a Record) -> Result<Self, Refusal> {
        Ok(Self { db: &shop.db, keys: Keys { secret: routes::secret(&shop.env)?, shop: &record.slug } })
    }

    /// Since when somebody is on it.
    pub fn since(&self, contact: &Contact) -> Result<Option<Instant>, Refusal> {
        #[derive(Deserialize)]
        struct Row {
            since: i64,
        }
        for form in contact.meant_by() {
            let key = self.keys.key(contact.field(), &form);
            if let Some(row) = self.db.row::<Row>("SELECT since FROM do_not_contact WHERE key = ?", params![key])? {
                return Ok(Some(Instant::from_unix(row.since)));
            }
        }
        Ok(None)
    }

    /// Whether it has the way by which a ticket's shopper is to be answered.
    pub fn has(&self, ticket: &Ticket) -> Result<bool, Refusal> {
        contact(ticket).map_or(Ok(false), |contact| Ok(self.since(&contact)?.is_some()))
    }

    /// What a command's act puts on it, by whom: the key of what was not there
    /// before. To be called in the transaction that writes the change.
    pub fn heed(&self, ticket: &Ticket, act: &Act, by: &str, now: Instant) -> Result<Option<String>, Refusal> {
        let Act::Close { outcome: Closing::DoNotContact, .. } = act else { return Ok(None) };
        contact(ticket).map_or(Ok(None), |contact| self.add(&contact, by, now))
    }

    /// Puts somebody on it; their key, if they were not there before.
    fn add(&self, contact: &Contact, by: &str, now: Instant) -> Result<Option<String>, Refusal> {
        let key = self.key(contact);
        if self.since(contact)?.is_some() {
            return Ok(None);
        }
        if count(self.db)? >= ENTRIES_MAX {
            return Err(Refused::Full.into());
        }
        self.db.run("INSERT INTO do_not_contact (key, since, added_by) VALUES (?, ?, ?)", params![key.as_str(), now.unix(), by])?;
        Ok(Some(key))
    }

    /// Takes one off, by its key.
    pub fn take_off(&self, key: &str) -> Result<(), Refusal> {
        self.db.run("DELETE FROM do_not_contact WHERE key = ?", params![key])
    }

    fn key(&self, contact: &Contact) -> String {
        self.keys.key(contact.field(), &contact.listed_as())
    }
}

/// How a ticket's shopper is to be answered.
fn contact(ticket: &Ticket) -> Option<Contact> {
    Contact::of(&ticket.intake.as_ref()?.reply)
}

fn count(db: &Db) -> Result<u32, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        n: u32,
    }
    Ok(db.row::<Row>("SELECT count(*) AS n FROM do_not_contact", params![])?.map_or(0, |row| row.n))
}

/// What stands on a list instead of numbers and addresses.
struct Keys<'a> {
    secret: String,
    shop: &'a Slug,
}

impl Keys<'_> {
    fn key(&self, kind: &str, form: &str) -> String {
        let parts = ["do_not_contact", self.shop.as_str(), kind, form].join("\0");
        token::base64(&token::sign(self.secret.as_bytes(), &[parts.as_bytes()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_nothing_and_belongs_to_one_secret_shop_and_kind() {
        let key = |secret: &str, shop: &str, kind: &str, form: &str| {
            let shop = Slug::parse(shop).unwrap();
            Keys { secret: secret.to_owned(), shop: &shop }.key(kind, form)
        };
        let own = key("secret", "demo", "phone", "+819012345678");
        assert_eq!(own, key("secret", "demo", "phone", "+819012345678"));
        assert!(own.len() == 44 && !own.contains("9012345678"));
        for other in [
            key("other", "demo", "phone", "+819012345678"),
            key("secret", "demo-en", "phone", "+819012345678"),
            key("secret", "demo", "email", "+819012345678"),
            key("secret", "demo", "phone", "+819012345679"),
        ] {
            assert_ne!(own, other);
        }
    }
}
