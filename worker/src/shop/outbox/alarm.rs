//! When the object has to wake: it has one alarm, and the earliest due work
//! sets it.

use super::store;
use crate::door;
use crate::refusal::Refusal;
use crate::shop::{ShopObject, review, tickets};
use crate::storage::Db;

/// When the next work is due, in milliseconds; none if there is none.
pub fn next_work(db: &Db) -> Result<Option<i64>, Refusal> {
    let lapse = tickets::next_lapse(db)?.map(|at| at.saturating_mul(1_000));
    let review = review::pending(db)?.map(|_| 0);
    Ok(store::next_due(db, 0)?.into_iter().chain(lapse).chain(review).min())
}

/// Sets the alarm for the next work, no sooner than `rest` milliseconds from
/// now; takes it away where there is none.
pub async fn set_next(shop: &ShopObject, rest: i64) -> Result<(), Refusal> {
    let storage = shop.state.storage();
    match next_work(&shop.db)? {
        Some(at) => storage.set_alarm((at - door::now_ms()).max(rest)).await?,
        None => storage.delete_alarm().await?,
    }
    Ok(())
}
