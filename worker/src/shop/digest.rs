//! Digests: a day's or a week's figures, and what is open, for channels that
//! don't hear of every normal ticket. Written into the outbox when they are
//! due, and delivered like all else.

use super::record::Record;
use super::{ShopObject, outbox, tickets};
use crate::door;
use crate::refusal::Refusal;
use crate::storage::{Db, params, transaction};
use madoguchi_shared::digest::{Digest, DigestData, OPEN_MAX, Point};
use madoguchi_shared::settings::{Channel, Notices, ShopSettings, Timing};
use madoguchi_shared::ticket::{State, Ticket};
use madoguchi_shared::zone::Zone;
use madoguchi_shared::{Instant, Topic, json};
use serde::Deserialize;

/// The name under which it is kept until when each channel has had its digests.
pub const MARKS: &str = "digests";
/// Tickets that came earlier are not among a digest's figures, unless they are
/// open, in days.
const LOOKED_BACK: i64 = 35;

/// Until when a channel has had its digests.
pub type Marks = Vec<(String, Instant)>;

const DAY: i64 = 24 * 3_600;

fn mark<'a>(marks: &'a Marks, channel: &Channel) -> Option<&'a Instant> {
    marks.iter().find(|(id, _)| id == channel.id().as_str()).map(|(_, at)| at)
}

fn with_digests(settings: &ShopSettings) -> impl Iterator<Item = (&Channel, &Notices)> {
    let all = settings.channels.iter().filter_map(|channel| Some((channel, channel.notices()?)));
    all.filter(|(_, notices)| notices.rules.iter().any(|rule| matches!(rule.send, Timing::Daily | Timing::Weekly)))
}

/// When the next digest is due: at once, where a channel has none behind it
/// and its first has to be planned.
pub fn next(settings: &ShopSettings, marks: &Marks, zone: &Zone, now: Instant) -> Option<Instant> {
    let each = with_digests(settings);
    each.filter_map(|(channel, notices)| mark(marks, channel).map_or(Some(now), |last| Some(notices.next_digest(*last, zone)?.0))).min()
}

/// A digest that is due.
struct Due<'a> {
    channel: &'a Channel,
    notices: &'a Notices,
    timing: Timing,
    /// What its figures count: from the digest before, or the week's beginning,
    /// to the moment when it was due, however late it is. So that each request
    /// is in one day's digest.
    since: Instant,
    until: Instant,
}

/// The digests that are due by `now`, and the marks after them. Of some that
/// were missed the last alone is written: it says what the others would have.
fn due<'a>(settings: &'a ShopSettings, marks: &Marks, zone: &Zone, now: Instant) -> (Vec<Due<'a>>, Marks) {
    let (mut all, mut after) = (vec![], Marks::new());
    for (channel, notices) in with_digests(settings) {
        let last = mark(marks, channel).copied().unwrap_or(now);
        let mut at = last;
        let mut found = None;
        while let Some((next, timing)) = notices.next_digest(at, zone).filter(|(next, _)| *next <= now) {
            // A week's that was missed is not made up for by a day's.
            found = if found == Some(Timing::Weekly) { found } else { Some(timing) };
            at = next;
        }
        all.extend(found.map(|timing| {
            let since = if timing == Timing::Weekly { last.min(at.plus_seconds(-7 * DAY)) } else { last };
            Due { channel, notices, timing, since, until: at }
        }));
        after.push((channel.id().as_str().to_owned(), at));
    }
    (all, after)
}

/// Plans the digests that new settings ask for: what comes from now on is in
/// them. To be called in the transaction that writes the settings.
pub fn plan(db: &Db, settings: &ShopSettings, now: Instant) -> Result<(), Refusal> {
    let marks: Marks = db.get(MARKS)?.unwrap_or_default();
    let begin = |(channel, _): (&Channel, _)| (channel.id().as_str().to_owned(), mark(&marks, channel).copied().unwrap_or(now));
    let after: Marks = with_digests(settings).map(begin).collect();
    if after == marks { Ok(()) } else { db.put(MARKS, &after) }
}

/// Writes the digests that are due.
pub fn run(shop: &ShopObject, record: &Record) -> Result<(), Refusal> {
    let (now, settings) = (door::now(), record.settings()?);
    let zone = &record.rules(now)?.shop_zone;
    let marks: Marks = shop.db.get(MARKS)?.unwrap_or_default();
    let (all, after) = due(settings, &marks, zone, now);
    transaction(&shop.state, || {
        for due in &all {
            write(&shop.db, record, due, now)?;
        }
        shop.db.put(MARKS, &after)
    })
}

/// Writes one for its channel.
fn write(db: &Db, record: &Record, due: &Due<'_>, now: Instant) -> Result<(), Refusal> {
    let digest = Digest { kind: "digest".to_owned(), timestamp: now, data: data(db, record, due, now)? };
    let channel = due.channel.id().as_str();
    let id = format!("msg_digest_{channel}_{}", due.until.unix());
    outbox::add_other(db, &id, channel, &json::text(&digest).ok_or(Refusal::Storage)?, "normal", now)
}

fn data(db: &Db, record: &Record, due: &Due<'_>, now: Instant) -> Result<DigestData, Refusal> {
    #[derive(Deserialize)]
    struct Figures {
        made: u64,
        ended: u64,
        open: u64,
    }
    #[derive(Deserialize)]
    struct Row {
        ticket: String,
    }
    let never: Vec<&str> =
        Topic::ALL.iter().filter(|topic| due.notices.normal(**topic) == Timing::Never).map(|topic| topic.slug()).collect();
    let never = json::text(&never).ok_or(Refusal::Storage)?;
    macro_rules! told {
        ($what:literal) => {
            concat!(
                "SELECT ",
                $what,
                " AND json_valid(ticket) AND coalesce(ticket ->> '$.quiet', 0) = 0
                  AND (ticket ->> '$.urgency' = 'urgent' OR coalesce(ticket ->> '$.intake.topic', '') NOT IN (SELECT value FROM json_each(?1)))"
            )
        };
    }
    let figures = db.row::<Figures>(
        told!(
            "count(iif(created_at >= unixepoch(?3) AND created_at < unixepoch(?4), 1, NULL)) AS made,
             count(iif(ticket ->> '$.end.at' >= ?3 AND ticket ->> '$.end.at' < ?4, 1, NULL)) AS ended,
             count(iif(state IN ('open', 'calling', 'retrying', 'handed'), 1, NULL)) AS open
             FROM tickets WHERE (created_at >= ?2 OR state IN ('open', 'calling', 'retrying', 'handed', 'set_aside'))"
        ),
        params![never.as_str(), now.plus_seconds(-LOOKED_BACK * DAY).unix(), due.since.rfc3339(), due.until.rfc3339()],
    )?;
    let figures = figures.ok_or(Refusal::Storage)?;
    let rows: Vec<Row> = db.rows(
        told!(
            "ticket FROM tickets WHERE state IN ('open', 'calling', 'retrying', 'handed', 'set_aside')
             AND state <> 'set_aside'"
        ),
        params![never],
    )?;
    let open = rows.iter().filter_map(|row| tickets::stored::<Ticket>(&row.ticket).ok());
    let mut points: Vec<Point> = open.map(|ticket| point(&ticket)).collect();
    let late = points.iter().filter(|point| point.due.is_some_and(|due| due < now)).count();
    points.sort_by_key(|point| (point.due.is_none(), point.due, point.ticket.clone()));
    points.truncate(OPEN_MAX);
    let Figures { made, ended, open } = figures;
    Ok(DigestData {
        shop: record.slug.clone(),
        of: due.timing,
        since: due.since,
        made,
        ended,
        open,
        late: u64::try_from(late).unwrap_or(0),
        points,
    })
}

fn point(ticket: &Ticket) -> Point {
    Point {
        ticket: ticket.id.clone(),
        topic: ticket.intake.as_ref().map(|intake| intake.topic),
        urgency: ticket.urgency,
        due: ticket.due(),
        handed: ticket.state == State::Handed,
    }
}

/// When the next one is due, in milliseconds of the world's clock.
pub fn next_ms(record: &Record, marks: Option<&str>, now: i64) -> Option<i64> {
    let settings = record.settings.as_ref()?;
    let at = Instant::from_unix(now.div_euclid(1_000));
    let marks: Marks = marks.and_then(|text| json::read(text.as_bytes())).unwrap_or_default();
    let next = next(settings, &marks, &record.rules(at).ok()?.shop_zone, at)?;
    Some(next.unix().saturating_mul(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn settings(rules: Value) -> ShopSettings {
        let mut settings: Value = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
        settings["channels"] = json!([
            {"kind": "slack", "id": "s", "url": "https://hooks.slack.com/services/T/B/x", "notices": {"rules": rules}},
            {"kind": "webhook", "id": "w", "url": "https://x.example/"},
        ]);
        serde_json::from_value(settings).unwrap()
    }

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn tokyo() -> Zone {
        Zone::fixed("Asia/Tokyo", 9 * 3_600)
    }

    /// The channels' digests that are due, and the mark after them.
    fn step(settings: &ShopSettings, marks: &Marks, now: &str) -> (Vec<Timing>, Marks) {
        let (all, after) = due(settings, marks, &tokyo(), at(now));
        (all.iter().map(|due| due.timing).collect(), after)
    }

    /// However late the alarm is, and whatever was missed.
    #[test]
    fn each_moment_is_counted_by_one_days_digest() {
        let daily = settings(json!([{"send": "daily"}]));
        let (_, mut marks) = step(&daily, &vec![], "2026-11-20T10:00:00+09:00");
        let mut until = at("2026-11-20T10:00:00+09:00");
        for now in ["2026-11-21T11:30:00+09:00", "2026-11-22T09:00:00+09:00", "2026-11-25T12:00:00+09:00"] {
            let (all, after) = due(&daily, &marks, &tokyo(), at(now));
            let [one] = all.as_slice() else { panic!("{now}") };
            assert_eq!(one.since, until, "{now}");
            (until, marks) = (one.until, after);
        }
        assert_eq!(until, at("2026-11-25T09:00:00+09:00"));
        let weekly = settings(json!([{"send": "weekly"}]));
        let (_, marks) = step(&weekly, &vec![], "2026-11-20T10:00:00+09:00");
        let (all, _) = due(&weekly, &marks, &tokyo(), at("2026-11-23T09:30:00+09:00"));
        assert_eq!(all.first().map(|due| (due.since, due.until)), Some((at("2026-11-16T09:00:00+09:00"), at("2026-11-23T09:00:00+09:00"))));
    }

    #[test]
    fn the_first_is_planned_then_each_comes_once_and_those_that_were_missed_as_one() {
        let daily = settings(json!([{"send": "daily"}]));
        assert_eq!(
            next(&daily, &vec![], &tokyo(), at("2026-11-20T10:00:00+09:00")),
            Some(at("2026-11-20T10:00:00+09:00")),
            "to be planned"
        );
        let (none, marks) = step(&daily, &vec![], "2026-11-20T10:00:00+09:00");
        assert_eq!(none, []);
        assert_eq!(next(&daily, &marks, &tokyo(), at("2026-11-20T10:00:00+09:00")), Some(at("2026-11-21T09:00:00+09:00")));
        assert_eq!(step(&daily, &marks, "2026-11-21T08:59:59+09:00").0, []);
        let (one, marks) = step(&daily, &marks, "2026-11-21T09:00:03+09:00");
        assert_eq!(one, [Timing::Daily]);
        assert_eq!(step(&daily, &marks, "2026-11-21T09:00:04+09:00").0, [], "once");
        let (missed, marks) = step(&daily, &marks, "2026-11-25T12:00:00+09:00");
        assert_eq!((missed, step(&daily, &marks, "2026-11-25T12:00:01+09:00").0), (vec![Timing::Daily], vec![]));
    }

    #[test]
    fn a_weeks_digest_takes_the_place_of_a_days() {
        let both = settings(json!([{"line": "order", "send": "weekly"}, {"send": "daily"}]));
        let (_, marks) = step(&both, &vec![], "2026-11-20T10:00:00+09:00");
        assert_eq!(step(&both, &marks, "2026-11-22T09:30:00+09:00").0, [Timing::Daily]);
        assert_eq!(step(&both, &marks, "2026-11-23T09:30:00+09:00").0, [Timing::Weekly], "a Monday");
        assert_eq!(step(&both, &marks, "2026-11-24T09:30:00+09:00").0, [Timing::Weekly], "that was missed");
    }

    #[test]
    fn where_all_is_told_at_once_or_never_there_is_none() {
        for rules in [json!([]), json!([{"send": "never"}, {"send": "at_once"}])] {
            let settings = settings(rules);
            assert_eq!(next(&settings, &vec![], &tokyo(), at("2026-11-20T10:00:00+09:00")), None);
            assert_eq!(step(&settings, &vec![], "2026-11-20T10:00:00+09:00"), (vec![], vec![]));
        }
    }
}
