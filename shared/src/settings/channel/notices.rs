//! Which tickets a channel for people hears of at once, which in a digest, and
//! when it is left in peace. What is urgent comes at once, always.

use crate::day::{Day, TimeOfDay, WeekdayName};
use crate::fault::{Code, Faults};
use crate::instant::Instant;
use crate::ticket::Ticket;
use crate::topic::{Line, Topic};
use crate::urgency::Urgency;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// The most rules of a channel.
const RULES_MAX: usize = 40;

/// What a channel for people hears of normal tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// The first that fits a ticket says when it is told; where none fits it
    /// is told at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// When digests come.
    #[serde(default, skip_serializing_if = "Digest::is_default")]
    pub digest: Digest,
    /// When nothing normal is told: it waits until then, and is kept in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
}

/// When normal tickets of a kind are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Those of one line; absent: of both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<Line>,
    /// Those of these topics; empty: of all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// When.
    pub send: Timing,
}

/// When a ticket is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// By a notice of its own.
    AtOnce,
    /// In the day's digest.
    Daily,
    /// In the week's digest.
    Weekly,
    /// Not by this channel.
    Never,
}

/// When digests come, by the shop's clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Digest {
    /// The time of day.
    pub at: TimeOfDay,
    /// The day of the weekly one.
    #[serde(default = "monday")]
    pub weekday: WeekdayName,
}

fn monday() -> WeekdayName {
    WeekdayName::Mon
}

/// Hours of rest, by the shop's clocks; over midnight where it ends before it
/// begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// From.
    pub from: TimeOfDay,
    /// Until.
    pub until: TimeOfDay,
}

impl Default for Digest {
    /// Nine in the morning, on Mondays.
    fn default() -> Self {
        Self { at: TimeOfDay::of_minutes(9 * 60), weekday: monday() }
    }
}

impl Digest {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The first digest of this timing after `after`; none where it has none.
    pub fn next(&self, timing: Timing, after: Instant, zone: &Zone) -> Option<Instant> {
        let days = match timing {
            Timing::Daily => 1,
            Timing::Weekly => 7,
            Timing::AtOnce | Timing::Never => return None,
        };
        let first = zone.local(after)?.day;
        (0..=days)
            .map(|n| first.plus_days(n))
            .filter(|day| timing == Timing::Daily || day.weekday() == self.weekday)
            .map(|day| zone.instant(day, self.at))
            .find(|at| *at > after)
    }
}

impl Quiet {
    /// When the rest ends that `now` is in; none outside of it.
    pub fn ends(&self, now: Instant, zone: &Zone) -> Option<Instant> {
        let today = zone.local(now)?.day;
        // One that began yesterday may go on.
        [today.previous(), today].into_iter().find_map(|day: Day| {
            let last = if self.until > self.from { day } else { day.next() };
            let (from, until) = (zone.instant(day, self.from), zone.instant(last, self.until));
            (from <= now && now < until).then_some(until)
        })
    }
}

impl Notices {
    /// Whether nothing was said.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// When a ticket is told.
    pub fn timing(&self, ticket: &Ticket) -> Timing {
        let topic = ticket.intake.as_ref().map(|intake| intake.topic);
        match topic {
            Some(topic) if ticket.urgency == Urgency::Normal => self.normal(topic),
            _ => Timing::AtOnce,
        }
    }

    /// When a normal ticket of this topic is told.
    pub fn normal(&self, topic: Topic) -> Timing {
        let fits = |rule: &&Rule| {
            rule.line.is_none_or(|line| line == topic.row().line) && (rule.topics.is_empty() || rule.topics.contains(&topic))
        };
        self.rules.iter().find(fits).map_or(Timing::AtOnce, |rule| rule.send)
    }

    /// When the first of its digests comes after `after`, and whether it is a
    /// week's; none where no rule has one.
    pub fn next_digest(&self, after: Instant, zone: &Zone) -> Option<(Instant, Timing)> {
        let has = |timing| self.rules.iter().any(|rule| rule.send == timing);
        // Where both fall together the week's has more to say.
        let due = [Timing::Weekly, Timing::Daily].into_iter().filter(|timing| has(*timing));
        due.filter_map(|timing| Some((self.digest.next(timing, after, zone)?, timing))).min_by_key(|(at, _)| *at)
    }

    pub(super) fn check(&self, path: &str, faults: &mut Faults) {
        if self.rules.len() > RULES_MAX {
            faults.add_within(format!("{path}.rules"), Code::OutOfRange);
        }
        if self.quiet.is_some_and(|quiet| quiet.from == quiet.until) {
            // All day long or never: nobody could tell.
            faults.add_within(format!("{path}.quiet"), Code::Malformed);
        }
    }
}

#[cfg(test)]
#[path = "notices_tests.rs"]
mod tests;
