//! Time zones, from the IANA database as far as it lies ahead (`build.rs`).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use madoguchi_shared::Instant;
use madoguchi_shared::calendar::SEARCH_DAYS;
use madoguchi_shared::zone::{Offset, Zone};

include!(concat!(env!("OUT_DIR"), "/zones.rs"));

/// How far ahead offset changes are told, in days: as far as an opening is
/// looked for by days of whatever zone, and the last of them to its end.
const HORIZON_DAYS: i64 = SEARCH_DAYS + 2;
/// How far back, so that a time of the past weeks is said as it was.
const BACK_DAYS: i64 = 31;

/// The zone of an IANA name with its offset changes around now and over the
/// horizon; none for a name that the database lacks.
pub fn zone(name: &str, now: Instant) -> Option<Zone> {
    let place = NAMES.lines().zip(PLACES).find_map(|(known, place)| (known == name).then_some(*place))?;
    let tz = TimeZone::tzif(name, DATA.get(usize::from(place))?).ok()?;
    let moment = |days: i64| Timestamp::from_second(now.unix() + days * 86_400).ok();
    let (start, until) = (moment(-BACK_DAYS)?, moment(HORIZON_DAYS)?);
    let current = tz.preceding(start).next();
    let first = Offset {
        from: Instant::from_unix(current.map_or(0, |change| change.timestamp().as_second())),
        seconds: tz.to_offset(start).seconds(),
    };
    let later = tz.following(start).take_while(|change| change.timestamp() < until);
    let later = later.map(|change| Offset { from: Instant::from_unix(change.timestamp().as_second()), seconds: change.offset().seconds() });
    Some(Zone { name: name.to_owned(), offsets: std::iter::once(first).chain(later).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn offsets_of_zones_with_and_without_summer_time() {
        let offsets =
            |name, now| zone(name, at(now)).unwrap().offsets.into_iter().map(|o| (o.from.rfc3339(), o.seconds)).collect::<Vec<_>>();
        let known = |expected: &[(&str, i32)]| expected.iter().map(|(from, seconds)| ((*from).to_owned(), *seconds)).collect::<Vec<_>>();
        let now = "2026-11-21T00:00:00Z";
        let seconds = |name| offsets(name, now).into_iter().map(|o| o.1).collect::<Vec<_>>();
        assert_eq!(seconds("Asia/Tokyo"), [32_400]);
        assert_eq!(seconds("UTC"), [0]);
        let sydney = [("2026-10-03T16:00:00Z", 39_600), ("2027-04-03T16:00:00Z", 36_000), ("2027-10-02T16:00:00Z", 39_600)];
        assert_eq!(offsets("Australia/Sydney", now), known(&sydney));
        let new_york = [
            ("2026-03-08T07:00:00Z", -14_400),
            ("2026-11-01T06:00:00Z", -18_000),
            ("2027-03-14T07:00:00Z", -14_400),
            ("2027-11-07T06:00:00Z", -18_000),
        ];
        assert_eq!(offsets("America/New_York", now), known(&new_york), "the change three weeks ago too");
        assert_eq!(zone("Asia/Atlantis", at(now)), None);
        assert_eq!(zone("", at(now)), None);
        assert!(zone("Asia/Tokyo", Instant::default()).is_some());
        assert_eq!(zone("Asia/Tokyo", Instant::from_unix(i64::MAX)), None, "no time to tell of");
    }

    /// What `build.rs` cut out and what the horizon leaves out are both held
    /// against the whole database, hour by hour around each change of offset.
    #[test]
    fn every_zones_clocks_are_right_as_far_as_an_opening_is_looked_for() {
        for name in NAMES.lines() {
            let whole = jiff::tz::TimeZoneDatabase::bundled().get(name).unwrap();
            for now in ["2026-11-21T00:00:00Z", "2027-04-03T15:59:59Z", "2031-11-07T05:59:59Z", "2040-02-29T23:00:00Z"].map(at) {
                let zone = zone(name, now).unwrap();
                let (start, end) = (now.plus_minutes(-BACK_DAYS * 1_440), now.plus_minutes((SEARCH_DAYS + 1) * 1_440));
                let change = |moment: Timestamp| Instant::from_unix(moment.as_second());
                let from = Timestamp::from_second(start.unix()).unwrap();
                let changes = whole.following(from).map(|next| change(next.timestamp())).take_while(|next| *next < end);
                for moment in changes.flat_map(|next| [next.plus_seconds(-1), next]).chain([start, now, end]) {
                    let local = zone.local(moment).unwrap();
                    let seconds = local.day.epoch_days() * 86_400 + local.second - moment.unix();
                    let expected = whole.to_offset(Timestamp::from_second(moment.unix()).unwrap()).seconds();
                    assert_eq!(seconds, i64::from(expected), "{name} {moment:?}");
                }
            }
        }
    }
}
