//! How a channel does: trusted, watched after failures, off, or on probation.
//! A channel without a row has done well so far.

use crate::delivery::{Outcome, Pace};
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use madoguchi_shared::api::{Advice, ChannelState};
use madoguchi_shared::settings::{Channel, ShopSettings};
use serde::Deserialize;

/// Failures in a row after which somebody is warned.
const WARNED_AFTER: u32 = 4;
/// A channel that did nothing but fail for this long is switched off (Svix).
const OFF_AFTER_SECONDS: i64 = 120 * 3_600;

/// How a channel does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Health {
    /// The channel.
    pub id: String,
    /// Whether it is used.
    pub state: ChannelState,
    /// Why it is off, or what the last failure was.
    pub reason: String,
    /// What kind of trouble that is.
    pub advice: Option<Advice>,
    /// Failures in a row.
    pub failures: u32,
    /// When the first of them was, in seconds.
    pub failing_since: Option<i64>,
}

/// What somebody should hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It has failed some times in a row.
    Failing,
    /// It was switched off.
    Off,
}

impl Health {
    /// Nothing bad is known.
    pub fn good(id: &str) -> Self {
        Self { id: id.to_owned(), state: ChannelState::On, reason: String::new(), advice: None, failures: 0, failing_since: None }
    }

    /// Whether the last try failed, or nobody knows yet.
    pub fn is_doubtful(&self) -> bool {
        self.failures > 0 || self.state != ChannelState::On
    }

    /// How it does after a try that ended at `now` (seconds), and whether
    /// somebody should hear of it. What `may_be_off` not is never switched off.
    pub fn after(&self, outcome: &Outcome, now: i64, pace: Pace, may_be_off: bool) -> (Self, Option<Turn>) {
        let reason = match outcome {
            // Off is for its owner to take back.
            Outcome::Arrived if self.state != ChannelState::Off => return (Self::good(&self.id), None),
            Outcome::Arrived | Outcome::Nowhere(_) => return (self.clone(), None),
            Outcome::Failed { reason, .. } | Outcome::Unwelcome(reason) => reason,
        };
        let since = self.failing_since.unwrap_or(now);
        let failures = self.failures.saturating_add(1);
        let failed = Self { reason: reason.clone(), failures, failing_since: Some(since), ..self.clone() };
        if self.state == ChannelState::Off {
            return (failed, None);
        }
        let never_well = now.saturating_sub(since).saturating_mul(1_000) >= pace.ms(OFF_AFTER_SECONDS);
        let why = match outcome {
            Outcome::Unwelcome(_) => [reason, ", which asks for nothing more"].concat(),
            _ if self.state == ChannelState::Probing => [reason, " when it was tried again"].concat(),
            _ if never_well => ["nothing but failures for five days, the last: ", reason].concat(),
            _ => return (failed, (failures == WARNED_AFTER).then_some(Turn::Failing)),
        };
        if may_be_off { (Self { state: ChannelState::Off, reason: why, ..failed }, Some(Turn::Off)) } else { (failed, None) }
    }

    /// What its dead letters are told to have died of, while it is off.
    pub fn why_dead(&self) -> String {
        ["the channel is off: ", &self.reason].concat()
    }
}

/// All channels of which there is something to say.
fn all(db: &Db) -> Result<Vec<Health>, Refusal> {
    db.rows("SELECT id, state, reason, advice, failures, failing_since FROM channels", vec![])
}

/// Writes how a channel does; good health needs no row.
pub fn put(db: &Db, health: &Health) -> Result<(), Refusal> {
    if *health == Health::good(&health.id) {
        return db.run("DELETE FROM channels WHERE id = ?", params![health.id.as_str()]);
    }
    db.run(
        "INSERT OR REPLACE INTO channels (id, state, reason, advice, failures, failing_since) VALUES (?, ?, ?, ?, ?, ?)",
        params![
            health.id.as_str(),
            health.state.as_str(),
            health.reason.as_str(),
            health.advice.map(Advice::as_str),
            i64::from(health.failures),
            health.failing_since
        ],
    )
}

/// Has nothing count for a channel that was begun before: from now on it is
/// another, or is judged anew.
pub fn judge_anew(db: &Db, id: &str) -> Result<(), Refusal> {
    db.run(
        "UPDATE tries SET stale = 1 WHERE ended_at IS NULL AND row IN (SELECT n FROM outbox WHERE channel = ? AND state <> 'delivered')",
        params![id],
    )
}

/// Puts the channels on probation that are off: one, or all where `channel` is
/// empty, and of these, unless `event` is empty, those that it was for.
pub fn probe(db: &Db, event: &str, channel: &str) -> Result<(), Refusal> {
    let probed: Vec<Health> = db.rows(
        "UPDATE channels SET state = 'probing' WHERE state = 'off' AND (?2 = '' OR id = ?2)
         AND (?1 = '' OR id IN (SELECT channel FROM outbox WHERE id = ?1)) RETURNING id, state, reason, advice, failures, failing_since",
        params![event, channel],
    )?;
    probed.iter().try_for_each(|health| judge_anew(db, &health.id))
}

/// What new settings mean for channels: those that are gone are forgotten, and
/// one with a new address or secret begins anew, on probation if it was off.
pub fn renew(db: &Db, before: Option<&ShopSettings>, after: &ShopSettings) -> Result<(), Refusal> {
    let named = |settings: &ShopSettings, id: &str| {
        let channel = settings.channels.iter().find(|channel| channel.id().as_str() == id).cloned()?;
        // Whether mail arrives is a matter of the account, too.
        let account = matches!(channel, Channel::Email(_)).then(|| settings.mail.clone());
        Some((channel, account))
    };
    for old in before.into_iter().flat_map(|before| &before.channels) {
        let id = old.id().as_str();
        if before.and_then(|before| named(before, id)) != named(after, id) {
            judge_anew(db, id)?;
            // What another kind, or another account, has kept there says nothing here.
            if !after.channels.iter().any(|new| new.id() == old.id() && new.kind() == old.kind()) {
                db.run("DELETE FROM memory WHERE channel = ?", params![id])?;
            }
        }
    }
    for health in all(db)?.into_iter().filter(|health| health.id != super::DESK) {
        match (before.and_then(|before| named(before, &health.id)), named(after, &health.id)) {
            (_, None) => put(db, &Health::good(&health.id))?,
            (old, new) if old == new => {}
            _ if health.state == ChannelState::On => put(db, &Health::good(&health.id))?,
            _ => put(db, &Health { state: ChannelState::Probing, ..health.clone() })?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed() -> Outcome {
        Outcome::failed("answered 500")
    }

    fn run(mut health: Health, tries: &[(Outcome, i64)]) -> (Health, Vec<Option<Turn>>) {
        let mut turns = vec![];
        for (outcome, at) in tries {
            let (after, turn) = health.after(outcome, *at, Pace::REAL, true);
            health = after;
            turns.push(turn);
        }
        (health, turns)
    }

    #[test]
    fn four_failures_in_a_row_are_told_once_and_a_success_forgives_all() {
        let tries = (1..=6).map(|at| (failed(), at)).collect::<Vec<_>>();
        let (health, turns) = run(Health::good("hook"), &tries);
        assert_eq!(turns, [None, None, None, Some(Turn::Failing), None, None]);
        assert_eq!((health.failures, health.failing_since, health.state), (6, Some(1), ChannelState::On));
        assert_eq!(run(health, &[(Outcome::Arrived, 9)]).0, Health::good("hook"));
    }

    #[test]
    fn five_days_of_nothing_but_failures_switch_it_off() {
        let (day, start) = (24 * 3_600, 1_000);
        let (health, turns) = run(Health::good("hook"), &[(failed(), start), (failed(), start + 5 * day - 1), (failed(), start + 5 * day)]);
        assert_eq!(turns, [None, None, Some(Turn::Off)]);
        assert!(health.state == ChannelState::Off && health.why_dead().contains("five days") && health.why_dead().contains("answered 500"));
        let mended = run(Health::good("hook"), &[(failed(), start), (Outcome::Arrived, start + day), (failed(), start + 6 * day)]).0;
        assert_eq!(mended.state, ChannelState::On, "it begins anew after a success");
    }

    #[test]
    fn a_receiver_that_wants_nothing_more_is_off_at_once_and_stays_so() {
        let gone = || Outcome::Unwelcome("answered 410".into());
        let (health, turns) = run(Health::good("hook"), &[(gone(), 1), (gone(), 1), (failed(), 2), (Outcome::Arrived, 3)]);
        assert_eq!((turns, health.state), (vec![Some(Turn::Off), None, None, None], ChannelState::Off));
        let (desk, turn) = Health::good("desk").after(&gone(), 1, Pace::REAL, false);
        assert_eq!((desk.state, turn), (ChannelState::On, None), "never the desk");
    }

    #[test]
    fn on_probation_the_first_try_decides() {
        let probing = Health { state: ChannelState::Probing, ..Health::good("hook") };
        let (health, turns) = run(probing.clone(), &[(failed(), 1)]);
        assert_eq!((health.state, turns), (ChannelState::Off, vec![Some(Turn::Off)]));
        assert_eq!(run(probing, &[(Outcome::Arrived, 1)]).0, Health::good("hook"));
    }

    #[test]
    fn a_channel_that_was_removed_is_neither_well_nor_ill() {
        let ill = run(Health::good("hook"), &[(failed(), 1)]).0;
        assert_eq!(ill.after(&Outcome::Nowhere("removed".into()), 2, Pace::REAL, true), (ill.clone(), None));
    }
}
