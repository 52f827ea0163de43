//! Sending dead letters again: under the id that they had, on a fresh
//! schedule.

use super::channel;
use super::write::wake;
use crate::door;
use crate::refusal::Refusal;
use crate::shop::ShopObject;
use crate::storage::{params, transaction};
use madoguchi_shared::api::Replayed;
use serde::Deserialize;

/// Sends dead letters again, and tries the channels that are off once more.
///
/// `id` names an event, empty for all; `channel` a channel, empty for all that
/// it was for. Other dead letters of the event's ticket come along, earlier and
/// later ones: the events of one ticket keep their order.
pub async fn replay(shop: &ShopObject, id: &str, channel: &str) -> Result<Replayed, Refusal> {
    #[derive(Deserialize)]
    struct Count {
        count: u64,
    }
    let known = "SELECT count(*) AS count FROM outbox WHERE id = ?1 AND (?2 = '' OR channel = ?2)";
    let count = |sql: &'static str| Ok::<_, Refusal>(shop.db.row::<Count>(sql, params![id, channel])?.map_or(0, |row| row.count));
    if !id.is_empty() && count(known)? == 0 {
        return Err(Refusal::NotFound);
    }
    macro_rules! dead {
        ($what:literal) => {
            concat!(
                $what,
                " WHERE state = 'dead' AND (?2 = '' OR channel = ?2) AND (?1 = '' OR EXISTS (
                     SELECT 1 FROM outbox AS p WHERE p.id = ?1 AND p.channel = outbox.channel
                     AND (p.n = outbox.n OR (p.ticket <> '' AND p.ticket = outbox.ticket))))"
            )
        };
    }
    let mut replayed = 0;
    transaction(&shop.state, || {
        replayed = count(dead!("SELECT count(*) AS count FROM outbox"))?;
        channel::probe(&shop.db, id, channel)?;
        let renew = dead!("UPDATE outbox SET state = 'pending', attempts = 0, due_ms = ?3, alert_at = NULL");
        shop.db.run(renew, params![id, channel, door::now_ms()])
    })?;
    wake(shop).await;
    Ok(Replayed { replayed })
}
