//! Time zones, from the IANA database as far as it lies ahead (`build.rs`).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use madoguchi_shared::Instant;
use madoguchi_shared::zone::{Offset, Zone};

include!(concat!(env!("OUT_DIR"), "/zones.rs"));

/// How far ahead offset changes are told, in days: longer than any promise.
const HORIZON_DAYS: i64 = 400;

/// The zone of an IANA name with its offset changes from now over the
/// horizon; none for a name that the database lacks.
pub fn zone(name: &str, now: Instant) -> Option<Zone> {
    let place = NAMES.lines().zip(PLACES).find_map(|(known, place)| (known == name).then_some(*place))?;
    let tz = TimeZone::tzif(name, DATA.get(usize::from(place))?).ok()?;
    let now = Timestamp::from_second(now.unix()).ok()?;
    let until = now.as_second() + HORIZON_DAYS * 86_400;
    let current = tz.preceding(now).next();
    let first = Offset {
        from: Instant::from_unix(current.map_or(0, |change| change.timestamp().as_second())),
        seconds: tz.to_offset(now).seconds(),
    };
    let later = tz.following(now).take_while(|change| change.timestamp().as_second() < until);
    let later = later.map(|change| Offset { from: Instant::from_unix(change.timestamp().as_second()), seconds: change.offset().seconds() });
    Some(Zone { name: name.to_owned(), offsets: std::iter::once(first).chain(later).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_of_zones_with_and_without_summer_time() {
        let at = Instant::parse("2026-11-21T00:00:00Z").unwrap();
        let offsets = |name| zone(name, at).map(|zone| zone.offsets.iter().map(|o| (o.from.rfc3339(), o.seconds)).collect::<Vec<_>>());
        assert_eq!(offsets("Asia/Tokyo").unwrap().iter().map(|o| o.1).collect::<Vec<_>>(), [32_400]);
        let sydney = [("2026-10-03T16:00:00Z", 39_600), ("2027-04-03T16:00:00Z", 36_000), ("2027-10-02T16:00:00Z", 39_600)];
        assert_eq!(offsets("Australia/Sydney").unwrap(), sydney.map(|(from, seconds)| (from.to_owned(), seconds)));
        assert_eq!(offsets("Asia/Atlantis"), None);
        assert_eq!(offsets(""), None);
    }

    #[test]
    fn every_zone_is_as_the_whole_database_has_it() {
        for name in NAMES.lines() {
            let whole = jiff::tz::TimeZoneDatabase::bundled().get(name).unwrap();
            for year in 2026..2040 {
                let now = Instant::parse(&format!("{year}-01-05T00:00:00Z")).unwrap();
                let moment = Timestamp::from_second(now.unix()).unwrap();
                let offsets = zone(name, now).unwrap().offsets;
                assert_eq!(offsets[0].seconds, whole.to_offset(moment).seconds(), "{name} {year}");
                let later =
                    whole.following(moment).take_while(|change| change.timestamp().as_second() < now.unix() + HORIZON_DAYS * 86_400);
                let later = later.map(|change| (change.timestamp().as_second(), change.offset().seconds()));
                assert!(later.eq(offsets.iter().skip(1).map(|o| (o.from.unix(), o.seconds))), "{name} {year}");
            }
        }
    }
}
