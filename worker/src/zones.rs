//! Time zones, as the runtime knows them: it carries the IANA database for
//! JavaScript and is kept newer than a copy of ours could be. `Intl` says what
//! a zone's clocks show at a moment; when that changes is found by halving.

use madoguchi_shared::Instant;
use madoguchi_shared::calendar::SEARCH_DAYS;
use madoguchi_shared::zone::{Offset, Zone};

/// How far ahead offset changes are told, in days: as far as an opening is
/// looked for by days of whatever zone, and the last of them to its end.
const HORIZON_DAYS: i64 = SEARCH_DAYS + 2;
/// How far back, so that a time of the past weeks is said as it was.
const BACK_DAYS: i64 = 31;
/// Two changes never lie this close together: the closest are those around
/// Ramadan in Morocco, four weeks apart.
const STEP_SECONDS: i64 = 14 * 86_400;

/// The zone of an IANA name with its offset changes around now and over the
/// horizon; none for a name that the runtime lacks.
pub fn zone(name: &str, now: Instant) -> Option<Zone> {
    // To the runtime an offset is a zone too; to us it is no name.
    let clocks = name.starts_with(|first: char| first.is_ascii_uppercase()).then(|| Clocks::of(name))??;
    let moment = |days: i64| now.unix().checked_add(days * 86_400);
    let offsets = offsets(moment(-BACK_DAYS)?, moment(HORIZON_DAYS)?, |at| clocks.offset(at))?;
    Some(Zone { name: name.to_owned(), offsets })
}

/// The offset at `start` and its changes before `until`.
fn offsets(start: i64, until: i64, offset: impl Fn(i64) -> Option<i32>) -> Option<Vec<Offset>> {
    let mut seconds = offset(start)?;
    let mut found = vec![Offset { from: Instant::default(), seconds }];
    let mut from = start;
    while from < until {
        let next = (from + STEP_SECONDS).min(until);
        let changed = offset(next)?;
        if changed != seconds {
            let (mut before, mut after) = (from, next);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                if offset(middle)? == seconds { before = middle } else { after = middle }
            }
            seconds = changed;
            found.push(Offset { from: Instant::from_unix(after), seconds });
        }
        from = next;
    }
    Some(found)
}

/// The seconds in `…GMT+05:45`; nothing after `GMT` is no offset.
fn seconds(text: &str) -> Option<i32> {
    let (_, offset) = text.rsplit_once("GMT")?;
    if offset.is_empty() {
        return Some(0);
    }
    let (sign, offset) = offset.strip_prefix('-').map_or((1, offset.strip_prefix('+')), |rest| (-1, Some(rest)));
    let mut unit = 3_600;
    let mut sum = 0;
    for part in offset?.split(':') {
        sum += part.parse::<i32>().ok()? * unit;
        unit /= 60;
    }
    Some(sign * sum)
}

#[cfg(not(test))]
use runtime::Clocks;
#[cfg(test)]
use tests::Clocks;

/// The runtime's clocks.
#[cfg(not(test))]
mod runtime {
    use js_sys::{Object, Reflect};
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
        type DateTimeFormat;
        #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
        fn new(language: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
        #[wasm_bindgen(method, structural, catch)]
        fn format(this: &DateTimeFormat, milliseconds: f64) -> Result<String, JsValue>;
    }

    /// The clocks of one zone.
    pub struct Clocks(DateTimeFormat);

    impl Clocks {
        /// The clocks of `name`, if there is such a zone.
        pub fn of(name: &str) -> Option<Self> {
            let options = Object::new();
            for (key, value) in [("timeZone", name), ("timeZoneName", "longOffset")] {
                Reflect::set(&options, &key.into(), &value.into()).ok()?;
            }
            DateTimeFormat::new("en", &options).ok().map(Self)
        }

        /// Local time less UTC at a moment, in seconds.
        pub fn offset(&self, at: i64) -> Option<i32> {
            super::seconds(&self.0.format(at as f64 * 1000.0).ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use jiff::tz::{TimeZone, TimeZoneDatabase};

    /// Clocks by the whole database, as the runtime's are; that both say the
    /// same is tested end to end.
    pub struct Clocks(TimeZone);

    impl Clocks {
        pub fn of(name: &str) -> Option<Self> {
            TimeZoneDatabase::bundled().get(name).ok().map(Self)
        }

        pub fn offset(&self, at: i64) -> Option<i32> {
            Some(self.0.to_offset(Timestamp::from_second(at).ok()?).seconds())
        }
    }

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
        let sydney = [("1970-01-01T00:00:00Z", 39_600), ("2027-04-03T16:00:00Z", 36_000), ("2027-10-02T16:00:00Z", 39_600)];
        assert_eq!(offsets("Australia/Sydney", now), known(&sydney));
        let new_york = [
            ("1970-01-01T00:00:00Z", -14_400),
            ("2026-11-01T06:00:00Z", -18_000),
            ("2027-03-14T07:00:00Z", -14_400),
            ("2027-11-07T06:00:00Z", -18_000),
        ];
        assert_eq!(offsets("America/New_York", now), known(&new_york), "the change three weeks ago too");
        assert_eq!(zone("Asia/Atlantis", at(now)), None);
        for bad in ["", "+09:00", "asia/tokyo", "窓"] {
            assert_eq!(zone(bad, at(now)), None, "{bad}");
        }
        assert!(zone("Asia/Tokyo", Instant::default()).is_some());
        assert_eq!(zone("Asia/Tokyo", Instant::from_unix(i64::MAX)), None, "no time to tell of");
    }

    #[test]
    fn an_offset_is_read_as_the_runtime_writes_it() {
        for (text, expected) in [
            ("12/31/1969, GMT-05:00", Some(-18_000)),
            ("1/1/2026, GMT+05:45", Some(20_700)),
            ("1/1/2026, GMT-09:30", Some(-34_200)),
            ("1/1/2026, GMT", Some(0)),
            ("1/1/1970, GMT-00:44:30", Some(-2_670)),
            ("1/1/2026", None),
            ("1/1/2026, GMT5", None),
            ("1/1/2026, GMT+x", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    /// What the horizon leaves out and what halving finds are held against the
    /// database's own changes, to the second.
    #[test]
    fn every_zones_clocks_are_right_as_far_as_an_opening_is_looked_for() {
        for name in TimeZoneDatabase::bundled().available() {
            let name = name.as_str();
            let whole = TimeZoneDatabase::bundled().get(name).unwrap();
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
