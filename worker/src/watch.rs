//! Sees to it that an object's alarm rings. An alarm can vanish (a handler that
//! threw too often) or be stuck in the past (seen in production by others);
//! nothing inside the object would ever notice. So every request looks after
//! it, and a sweep by cron reaches the objects that nobody asks anything.

use crate::refusal::Refusal;
use crate::storage::Db;
use crate::{clockwork, door, roll};
use madoguchi_shared::id::Slug;
use std::cell::Cell;
use worker::{Env, State};

/// An alarm that should have rung so long ago is stuck: the platform may take
/// up to a minute.
const OVERDUE_MS: i64 = 60_000;
/// Requests look after it this often, so that most cost nothing.
const LOOK_MS: i64 = 10_000;

/// When an object's alarm was looked after last.
#[derive(Default)]
pub struct Watch(Cell<i64>);

impl Watch {
    /// Whether it is time, or is to be done `at_once`; if so, it counts as done.
    pub fn is_due(&self, at_once: bool) -> bool {
        let now = door::now_ms();
        let due = at_once || now - self.0.get() >= LOOK_MS;
        if due {
            self.0.set(now);
        }
        due
    }
}

/// When the alarm has to be set, in milliseconds; none if it is in order.
/// `work` is when the next work is due.
fn mended(alarm: Option<i64>, work: Option<i64>, now: i64) -> Option<i64> {
    let due = work?.max(now);
    let in_order = alarm.is_some_and(|at| at > now - OVERDUE_MS && at <= due + OVERDUE_MS);
    (!in_order).then_some(due)
}

/// Looks after the alarm of an object with this next `work`, and after its
/// place on the roll: its kind and its name. Never fails: the request has other
/// business.
pub async fn tend(state: &State, env: &Env, db: &Db, (kind, name): (&str, Result<Slug, Refusal>), work: Result<Option<i64>, Refusal>) {
    let Ok(name) = name else { return };
    if let Ok(Some(work)) = work
        && let Err(error) = see_to(state, work, &name).await
    {
        worker::console_error!("watch: {error}");
    }
    if let Err(refusal) = roll::stay(env, db, kind, &name).await {
        worker::console_error!("roll: {refusal:?}");
    }
}

async fn see_to(state: &State, work: i64, name: &Slug) -> worker::Result<()> {
    let (storage, now) = (state.storage(), door::now_ms());
    if let Some(at) = mended(storage.get_alarm().await?.map(clockwork::shown), Some(work), now) {
        worker::console_warn!("watch: the alarm of {} had stopped", name.as_str());
        storage.set_alarm(clockwork::wait(at - now)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_is_set_again_when_it_is_gone_stuck_or_too_late() {
        let (now, minute) = (1_800_000_000_000, 60_000);
        assert_eq!(mended(None, None, now), None, "nothing to do");
        assert_eq!(mended(None, Some(now - 5), now), Some(now), "vanished");
        assert_eq!(mended(None, Some(now + 5), now), Some(now + 5));
        assert_eq!(mended(Some(now - minute), Some(now - minute), now), Some(now), "stuck");
        assert_eq!(mended(Some(now - minute + 1), Some(now - minute), now), None, "it may still come");
        assert_eq!(mended(Some(now + minute), Some(now), now), None, "a run is under way");
        assert_eq!(mended(Some(now + minute + 1), Some(now), now), Some(now), "work would wait");
        assert_eq!(mended(Some(now + 5), Some(now + 9), now), None);
    }
}
