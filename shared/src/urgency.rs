//! What can't wait.

use crate::instant::Instant;
use crate::intake::Intake;
use crate::rules::Rules;
use crate::topic::{Pressing, Topic};
use serde::{Deserialize, Serialize};

/// Urgent or not; there is nothing between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It stops an order in flight or a sale today.
    Urgent,
    /// It can wait a day.
    Normal,
}

/// Words with which people say that it can't wait. They raise, never lower.
const SIGNALS: &[&str] = &["至急", "緊急", "本日中", "今日中", "大至急", "クレーム", "urgent", "asap", "immediately", "right away"];

/// A wanted date this near makes a request urgent.
const NEAR_DAYS: i64 = 2;

/// How urgent `intake` is at `now`.
pub fn urgency(intake: &Intake, rules: &Rules, now: Instant) -> Urgency {
    let by_topic = topic_urgency(intake.topic, rules, now) == Urgency::Urgent;
    let today = rules.shop_zone.local(now).map(|local| local.day.epoch_days());
    let near = |day: i64| today.is_some_and(|today| day - today <= NEAR_DAYS);
    let by_date = intake.wanted_date.is_some_and(|day| near(day.epoch_days()));
    let texts = [intake.message.as_ref().map(|t| t.as_str()), intake.symptom.as_ref().map(|t| t.as_str())];
    let by_text = texts.into_iter().flatten().any(signals);
    if by_topic || by_date || by_text { Urgency::Urgent } else { Urgency::Normal }
}

/// How urgent a topic is at `now` by itself, before anything else is known.
pub fn topic_urgency(topic: Topic, rules: &Rules, now: Instant) -> Urgency {
    let urgent = match topic.row().pressing {
        Pressing::Always => true,
        Pressing::BeforeCutoff => before_cutoff(rules, now),
        Pressing::Never => false,
    };
    if urgent { Urgency::Urgent } else { Urgency::Normal }
}

/// Whether an order can still be stopped today. A shop that names no cut-off
/// may ship at any time, so that every change is pressing.
fn before_cutoff(rules: &Rules, now: Instant) -> bool {
    match (rules.same_day_cutoff, rules.shop_zone.local(now)) {
        (Some(cutoff), Some(local)) => local.second < cutoff.minutes() * 60,
        _ => true,
    }
}

fn signals(text: &str) -> bool {
    let folded = crate::fold::fold(text).to_ascii_lowercase();
    SIGNALS.iter().any(|signal| folded.contains(signal))
}
