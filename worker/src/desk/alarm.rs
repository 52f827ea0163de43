//! The desk's one alarm: the earliest due work sets it. Shops hear of a new
//! calendar, claims run out.

use super::{DeskObject, calendar, claims};
use crate::refusal::Refusal;
use crate::storage::Db;
use crate::{clockwork, door};

/// Work that could not be done is tried again after this.
const AGAIN_MS: i64 = 30_000;

/// Does what is due. The alarm, set first, comes back for what could not be
/// done; fails only where it can't be set.
pub async fn run(desk: &DeskObject) -> Result<(), Refusal> {
    desk.state.storage().set_alarm(AGAIN_MS).await?;
    let ran_out = claims::run_out(desk);
    let heard = calendar::try_tell(desk).await;
    let done = ran_out.and(heard);
    if let Err(refusal) = &done {
        worker::console_error!("desk: {refusal:?}");
    }
    let (now, next) = (door::now_ms(), claims::next_work(&desk.db));
    let claims = next.as_ref().ok().copied().flatten();
    let again = (!matches!(done, Ok(true)) || next.is_err()).then_some(now + AGAIN_MS);
    // After a failure nothing comes back sooner.
    let next = if done.is_err() { again } else { again.into_iter().chain(claims).min() };
    match next {
        Some(at) => desk.state.storage().set_alarm(clockwork::wait(at - now).max(0)).await?,
        None => desk.state.storage().delete_alarm().await?,
    }
    Ok(())
}

/// When the next work is due, in milliseconds.
pub fn next_work(db: &Db) -> Result<Option<i64>, Refusal> {
    Ok(calendar::next_work(db)?.into_iter().chain(claims::next_work(db)?).min())
}

/// Sets the alarm for the claim that runs out first, after one was written.
/// While shops have yet to hear of a calendar it is set for them, and looks at
/// claims too. Nothing is refused where it can't be set: the watch sets it.
pub async fn wake(desk: &DeskObject) {
    let (Ok(None), Ok(Some(at))) = (calendar::next_work(&desk.db), claims::next_work(&desk.db)) else { return };
    if let Err(error) = desk.state.storage().set_alarm(clockwork::wait(at - door::now_ms()).max(0)).await {
        worker::console_error!("alarm: {:?}", Refusal::from(error));
    }
}
