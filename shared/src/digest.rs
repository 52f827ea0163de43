//! A digest: the figures of a day or week, and what is open at its end, for
//! channels that don't want a notice of every normal ticket.

use crate::id::{Slug, TicketId};
use crate::instant::Instant;
use crate::notice::{Texts, clean};
use crate::settings::Timing;
use crate::topic::Topic;
use crate::urgency::Urgency;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// The most open points that are named; of more the number is told.
pub const OPEN_MAX: usize = 20;

/// The body of a digest on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// `digest`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it was made; not when it is sent.
    pub timestamp: Instant,
    /// What it says.
    pub data: DigestData,
}

/// What a digest says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestData {
    /// Of which shop.
    pub shop: Slug,
    /// The day's or the week's.
    pub of: Timing,
    /// From when its figures count.
    pub since: Instant,
    /// Requests that came since.
    pub made: u64,
    /// Those that ended since.
    pub ended: u64,
    /// Open ones now, sales pitches that were set aside not among them.
    pub open: u64,
    /// Open ones whose promise is over.
    pub late: u64,
    /// The first of the open ones, by what is due first; at most [`OPEN_MAX`].
    pub points: Vec<Point>,
}

/// An open point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its number.
    pub ticket: TicketId,
    /// Its topic; none once its person is forgotten.
    pub topic: Option<Topic>,
    /// How pressing.
    pub urgency: Urgency,
    /// When its promise ends.
    pub due: Option<Instant>,
    /// Whether the shop has to answer it.
    pub handed: bool,
}

impl Digest {
    /// Its first line: what it is, and the figures.
    pub fn title(&self, words: &Texts, zone: &Zone) -> String {
        let data = &self.data;
        let word = |key: &str| word(words, key);
        let of = word(if data.of == Timing::Weekly { "channel.weekly" } else { "channel.daily" });
        let day = zone.local(self.timestamp).map(|local| local.day.to_string()).unwrap_or_default();
        let figure = |key: &str, n: u64| format!("{} {n}", word(key));
        let figures =
            [("channel.made", data.made), ("channel.ended", data.ended), ("channel.open", data.open), ("channel.late", data.late)];
        let figures: Vec<String> = figures.map(|(key, n)| figure(key, n)).into();
        format!("{of} {day} | {}", figures.join(" / "))
    }

    /// A line for each open point, and one for those that are not named.
    pub fn lines(&self, words: &Texts, zone: &Zone) -> Vec<String> {
        let data = &self.data;
        let mut lines: Vec<String> = data.points.iter().map(|point| point.line(words, zone, self.timestamp)).collect();
        let named = u64::try_from(data.points.len()).unwrap_or(u64::MAX);
        if data.open > named {
            lines.push(word(words, "channel.more").replace("{n}", &(data.open - named).to_string()));
        }
        if lines.is_empty() {
            lines.push(word(words, "channel.none_open"));
        }
        lines
    }
}

impl Point {
    fn line(&self, words: &Texts, zone: &Zone, now: Instant) -> String {
        let due = self.due.and_then(|due| Some((due, zone.local(due)?)));
        let mut parts = vec![];
        if self.urgency == Urgency::Urgent {
            parts.push(word(words, "urgency.urgent"));
        }
        parts.push(self.topic.map(|topic| word(words, &["topic.", topic.slug()].concat())).unwrap_or_default());
        if self.handed {
            parts.push(word(words, "channel.with_shop"));
        }
        if let Some((due, local)) = due {
            let late = if due < now { [" ", &word(words, "channel.late")].concat() } else { String::new() };
            parts.push(format!(
                "{} {} {:02}:{:02}{late}",
                word(words, "notice.deadline"),
                local.day,
                local.second / 3600,
                local.second / 60 % 60
            ));
        }
        parts.push(self.ticket.to_string());
        parts.retain(|part| !part.is_empty());
        ["・", &clean::one_line(&parts.join(" | "), 200)].concat()
    }
}

fn word(words: &Texts, key: &str) -> String {
    words.get(key).cloned().unwrap_or_else(|| key.to_owned())
}
