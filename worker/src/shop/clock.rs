//! What time alone does to tickets: a call that was started and never ended
//! goes back to where it waited. Rung by the object's one alarm.

use super::record::Record;
use super::{ShopObject, outbox, tickets};
use crate::door;
use crate::refusal::Refusal;
use madoguchi_shared::ticket::{Act, Actor, Facts, Ticket};

/// The name under which the address of the last command is kept.
pub const BASE: &str = "base";

/// A ticket that could not be dealt with is looked at again after this.
const REST_SECONDS: i64 = 3_600;

/// Does all that is due. A ticket that can't be read or written is put off and
/// holds up no other.
pub fn run(shop: &ShopObject, record: &Record) -> Result<(), Refusal> {
    let now = door::now();
    let lapsed = tickets::lapsed(&shop.db, now)?;
    if lapsed.is_empty() {
        return Ok(());
    }
    let (rules, service) = (record.rules(now)?, &record.settings()?.service);
    let link = outbox::Link { base: shop.db.get(BASE)?.unwrap_or_default() };
    let facts = Facts { now, rules: &rules, service, taken: &|_| 0, do_not_contact: false };
    for (id, ticket) in lapsed {
        let done = tickets::stored::<Ticket>(&ticket).and_then(|ticket| match ticket.apply(Actor::Clock, &Act::PutBack {}, None, &facts) {
            Ok(change) => outbox::write(shop, record, &rules, &change, now, &link, None),
            // The figures have changed since: it is written anew with its moment.
            Err(_) => tickets::update(&shop.db, &ticket, service),
        });
        if let Err(refusal) = done {
            worker::console_error!("clock: {id}: {refusal:?}");
            tickets::put_off(&shop.db, &id, now.plus_seconds(REST_SECONDS))?;
        }
    }
    Ok(())
}
