//! When the object has to wake: it has one alarm, and the earliest due work
//! sets it.

use super::{alert, store};
use crate::door;
use crate::refusal::Refusal;
use crate::shop::{ShopObject, retention, review, tickets};
use crate::storage::Db;

/// When the next work is due, in milliseconds; none if there is none.
pub fn next_work(shop: &ShopObject) -> Result<Option<i64>, Refusal> {
    let db = &shop.db;
    let lapse = tickets::next_lapse(db)?.map(|at| at.saturating_mul(1_000));
    // Marked while this run was at its end.
    let review = review::pending(db)?.map(|_| door::now_ms() + 1_000);
    let kept = retention::next(shop)?.map(|at| at.saturating_mul(1_000));
    Ok(next_after(db, 0)?.into_iter().chain(lapse).chain(review).chain(kept).min())
}

/// When the next delivery, or a notice of one that doesn't arrive, is due
/// after the moment `after`. What is due before waits for a place.
pub fn next_after(db: &Db, after: i64) -> Result<Option<i64>, Refusal> {
    let alert = alert::next(db)?.map(|at| at.saturating_mul(1_000));
    Ok(store::next_due(db, after)?.into_iter().chain(alert.filter(|at| *at > after)).min())
}

/// Sets the alarm for the next work, no sooner than `rest` milliseconds from
/// now; takes it away where there is none.
pub async fn set_next(shop: &ShopObject, rest: i64) -> Result<(), Refusal> {
    let storage = shop.state.storage();
    match next_work(shop)? {
        Some(at) => storage.set_alarm((at - door::now_ms()).max(rest)).await?,
        None => storage.delete_alarm().await?,
    }
    Ok(())
}
