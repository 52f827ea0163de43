//! Two desks and fifty shops: what is written to the settings, and the same
//! hours for the plain recomputation.

use super::plain::{DAY, Day, Offset, Plain};
use madoguchi_shared::Instant;
use madoguchi_shared::day::Day as Date;
use madoguchi_shared::id::Slug;
use madoguchi_shared::rules::Rules;
use madoguchi_shared::service::Service;
use madoguchi_shared::settings::{DeskSettings, read};
use madoguchi_shared::zone::Zone;
use madoguchi_shared::{Code, Topic};
use serde_json::{Value, json};

/// The weeks that are looked at: from Monday, 26 October 2026, UTC.
pub const WEEKS: (i64, i64) = ((FRIDAY - 4) * DAY, 26);

/// The day that is replayed: Friday, 30 October. The weekend after, New York's
/// clocks go back; the Tuesday after is a holiday in Japan (文化の日).
pub const FRIDAY: i64 = 20_756;

fn tokyo(_: i64) -> i64 {
    9 * 3_600
}

fn new_york(at: i64) -> i64 {
    // 2026-11-01T06:00:00Z.
    if at < FRIDAY * DAY + 2 * DAY + 6 * 3_600 { -4 * 3_600 } else { -5 * 3_600 }
}

const NONE: Day = &[];
const WHOLE: Day = &[(0, 1_440)];
const LONG: Day = &[(480, 1_200)];
const SATURDAY: Day = &[(540, 900)];
const RESTED: Day = &[(540, 720), (780, 1_020)];
const RESTED_SATURDAY: Day = &[(540, 720), (780, 900)];
const MORNING: Day = &[(540, 720)];
const EVENING: Day = &[(960, 1_200)];
const ODD: Day = &[(545, 757), (795, 1_125)];

/// A desk, as it is set up.
pub struct Desk {
    pub name: &'static str,
    pub zone: Zone,
    pub offset: Offset,
    pub settings: DeskSettings,
    /// (length, lead) in minutes, horizon in days.
    pub windows: (i64, i64, i64),
    closed: Vec<i64>,
}

/// A shop.
pub struct Shop {
    pub slug: Slug,
    pub desk: usize,
    pub rules: Rules,
    pub service: Service,
    pub places: u32,
    week: [Day; 7],
    pub plain: Plain,
}

fn five(day: Day, saturday: Day) -> [Day; 7] {
    [day, day, day, day, day, saturday, NONE]
}

/// The booked week of a shop, which is the whole where it is none, and what is
/// left of it in the desk's own hours.
fn weeks(number: usize) -> (Option<[Day; 7]>, [Day; 7]) {
    let new_york = [[RESTED; 7], [WHOLE; 7]];
    match (number < 40, number % 5) {
        (true, 0) => (None, five(LONG, SATURDAY)),
        (true, 1) => (Some(five(RESTED, RESTED)), five(RESTED, RESTED_SATURDAY)),
        (true, 2) => (Some(five(MORNING, NONE)), five(MORNING, NONE)),
        (true, 3) => (Some(five(EVENING, NONE)), five(EVENING, NONE)),
        (true, _) => (Some(five(ODD, NONE)), five(ODD, NONE)),
        _ => (Some(new_york[number % 2]), new_york[number % 2]),
    }
}

fn written(week: [Day; 7]) -> Value {
    let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let days = names.into_iter().zip(week).filter(|(_, hours)| !hours.is_empty());
    days.map(|(name, hours)| (name.to_owned(), json!(hours.iter().map(|(a, b)| [clock(*a), clock(*b)]).collect::<Vec<_>>())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

pub fn places(number: usize) -> u32 {
    // Who has booked the mornings has few, and is full for days.
    if number % 5 == 2 { 1 } else { 2 + number as u32 % 3 }
}

pub fn slug(number: usize) -> Slug {
    Slug::parse(&format!("shop-{number:02}")).unwrap()
}

/// A desk closes days from now on.
fn settings(desk: usize, closed: &[&str]) -> DeskSettings {
    let (range, zone, week, windows) = match desk {
        0 => (0..40, "Asia/Tokyo", five(LONG, SATURDAY), json!({"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7})),
        _ => (40..50, "America/New_York", [WHOLE; 7], json!({"length_minutes": 90, "lead_minutes": 0, "horizon_days": 5})),
    };
    let allotments = range.map(|number| {
        let week = weeks(number).0.map(written);
        let allotment = week.map_or(json!({"places": places(number)}), |week| json!({"places": places(number), "week": week}));
        (slug(number).as_str().to_owned(), allotment)
    });
    let holidays = if desk == 0 { json!({"country": "JP"}) } else { json!({}) };
    let document = json!({
        "name": zone, "zone": zone, "calendar": {"week": written(week), "holidays": holidays, "closed": closed}, "windows": windows,
        "capacity": 1_000, "allotments": allotments.collect::<serde_json::Map<_, _>>(),
    });
    read(document.to_string().as_bytes(), |_| vec![]).unwrap_or_else(|_| panic!("settings are in order"))
}

impl Desk {
    pub fn new(number: usize) -> Self {
        let holidays = [FRIDAY + 4, FRIDAY + 24];
        let offset = |from, seconds| json!({"from": Instant::from_unix(from), "seconds": seconds});
        let change = FRIDAY * DAY + 2 * DAY + 6 * 3_600;
        let (name, zone, clocks, windows, closed): (_, _, Offset, _, _) = match number {
            0 => ("Tokyo", Zone::fixed("Asia/Tokyo", 32_400), tokyo, (60, 30, 7), holidays.to_vec()),
            _ => {
                let zone = json!({"name": "America/New_York", "offsets": [offset(0, -14_400), offset(change, -18_000)]});
                ("New York", serde_json::from_value(zone).unwrap(), new_york, (90, 0, 5), vec![])
            }
        };
        Self { name, zone, offset: clocks, settings: settings(number, &[]), windows, closed }
    }

    /// Closes the day after the one that is replayed.
    pub fn close_saturday(&mut self) {
        self.settings = settings(0, &["2026-10-31"]);
        self.closed.push(FRIDAY + 1);
    }

    /// When a day begins here.
    pub fn midnight(&self, day: i64) -> i64 {
        day * DAY - (self.offset)(day * DAY)
    }
}

impl Shop {
    pub fn new(number: usize, desks: &[Desk]) -> Self {
        let desk = usize::from(number >= 40);
        let usual = Service::default();
        let service = match number % 6 {
            0 => Service { urgent_minutes: 30, attempts_max: 2, ..usual },
            1 => Service { attempt_gap_minutes: 45, closing_minutes: 0, ..usual },
            2 => Service { normal_days: 2, handed_on_minutes: Some(90), ..usual },
            3 => Service { closing_minutes: 15, attempts_max: 5, call_minutes: 20, ..usual },
            _ => usual,
        };
        let zone = if number % 7 == 3 { Zone::fixed("Europe/Berlin", 3_600) } else { desks[desk].zone.clone() };
        let rules = json!({
            "country": "JP", "topics": Topic::ALL, "consent_version": "1", "shop_zone": zone,
            "order_policy": serde_json::to_value(madoguchi_shared::order_policy::Policy::default()).unwrap(), "desk": null,
        });
        let mut shop = Self {
            slug: slug(number),
            desk,
            rules: serde_json::from_value(rules).unwrap(),
            service,
            places: places(number),
            week: weeks(number).1,
            plain: Plain::new(desks[desk].offset, [NONE; 7], &[], 60, (WEEKS.0, 1)),
        };
        shop.hear(&desks[desk], 1);
        shop
    }

    /// Hears of its desk's hours, as they are now.
    pub fn hear(&mut self, desk: &Desk, version: u64) {
        let allotment = &desk.settings.allotments[&self.slug];
        let calendar = desk.settings.calendar_for(allotment).resolve(Date::from_epoch_days(FRIDAY - 1).unwrap());
        let hours = json!({
            "version": version, "language": "ja", "zone": desk.zone, "calendar": calendar, "windows": desk.settings.windows,
            "places": self.places,
        });
        self.rules.desk = Some(serde_json::from_value(hours).unwrap());
        self.plain = Plain::new(desk.offset, self.week, &desk.closed, desk.windows.0, WEEKS);
    }

    /// Whether the real rules let a call begin now.
    pub fn may_call(&self, at: i64) -> Result<(), Code> {
        let at = Instant::from_unix(at);
        madoguchi_shared::retry::may_call_at(self.rules.desk.as_ref(), &self.service, at, at)
    }
}
