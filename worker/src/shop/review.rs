//! Promises and plans after a change of the desk's calendar: windows that it has
//! closed are marked as broken, and told of, until it opens them again; calls
//! that were planned for when it has closed are planned anew.

use super::record::Record;
use super::tickets::Promised;
use super::{ShopObject, clock, outbox, tickets};
use crate::door;
use crate::refusal::Refusal;
use crate::storage::Db;
use madoguchi_shared::ticket::Ticket;
use madoguchi_shared::{Instant, Rules};

/// The name of the mark that a review is due: the start and the ticket that it
/// has come to.
pub const MARK: &str = "review";
/// No window is longer than this, in minutes.
const WINDOW_MAX: i64 = 480;
/// Later than any window starts, in seconds: once it has come here, the review
/// goes through the planned calls.
const PLANS: i64 = 999_999_999_999;

/// Marks all promises as to be reviewed. To be called in the transaction that
/// writes the new hours.
pub fn mark(db: &Db, now: Instant) -> Result<(), Refusal> {
    db.put(MARK, &Some((now.plus_minutes(-WINDOW_MAX).unix(), "")))
}

/// How far the review has come, if one is still to be finished.
fn pending(db: &Db) -> Result<Option<(i64, String)>, Refusal> {
    Ok(db.get::<Option<_>>(MARK)?.flatten())
}

/// Finishes the review that is marked.
pub fn run(shop: &ShopObject, record: &Record) -> Result<(), Refusal> {
    if record.settings.is_none() {
        // No shopper was served yet: there is nothing to review.
        return shop.db.put(MARK, &None::<(i64, String)>);
    }
    let now = door::now();
    while let Some((window_start, id)) = pending(&shop.db)? {
        let rules = record.rules(now)?;
        let link = outbox::Link { base: shop.db.get(clock::BASE)?.unwrap_or_default() };
        let plans = window_start >= PLANS;
        let next = if plans { tickets::planned_after } else { tickets::promised_after };
        let rows = next(&shop.db, window_start, &id)?;
        for row in &rows {
            // One ticket in trouble holds up no other.
            if let Err(refusal) = review(shop, record, &rules, row, now, &link) {
                worker::console_error!("review of {}: {refusal:?}", row.id);
            }
        }
        let come_to = rows.last().map(|last| (last.window_start, last.id.as_str()));
        shop.db.put(MARK, &come_to.or((!plans).then_some((PLANS, ""))))?;
    }
    Ok(())
}

fn review(shop: &ShopObject, record: &Record, rules: &Rules, row: &Promised, now: Instant, link: &outbox::Link) -> Result<(), Refusal> {
    let ticket: Ticket = tickets::stored(&row.ticket)?;
    match ticket.reviewed(rules.desk.as_ref(), &record.settings()?.service, now) {
        Some(change) => outbox::write(shop, record, rules, &change, now, link, None),
        None => Ok(()),
    }
}
