//! Moments in words: the shop's clock, days with weekday, "today".

use crate::browser;
use crate::shop::Shop;
use madoguchi_shared::Instant;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::day::Day;
use madoguchi_shared::zone::{Local, Zone};

/// Writes moments in a shop's words, by a zone's clocks.
pub struct When<'a> {
    shop: &'a Shop,
    zone: &'a Zone,
    now: Instant,
}

impl<'a> When<'a> {
    /// In the shop's own zone, at `now`.
    pub fn new(shop: &'a Shop, now: Instant) -> Self {
        Self { shop, zone: &shop.published.rules.shop_zone, now }
    }

    /// The same by other clocks.
    pub fn by(self, zone: &'a Zone) -> Self {
        Self { zone, ..self }
    }

    fn local(&self, at: Instant) -> Option<Local> {
        self.zone.local(at)
    }

    /// `15:20`, or `3:20 pm` where that is usual.
    pub fn time(&self, at: Instant) -> String {
        self.local(at).map(|local| clock(local.second, self.shop.t("time.clock") == "12")).unwrap_or_default()
    }

    /// `10:00–11:00`; `3:00–4:00 pm`, where one half of the day is said once.
    pub fn span(&self, span: Span) -> String {
        let (start, end) = (self.time(span.start), self.time(span.end));
        let half = |time: &str| time.split_once(' ').map(|(_, half)| half.to_owned());
        let start = match half(&start) {
            Some(own) if Some(&own) == half(&end).as_ref() => start.replace(&[" ", &own].concat(), ""),
            _ => start,
        };
        [&*start, "–", &end].concat()
    }

    /// The day by the zone's clocks.
    pub fn day_of(&self, at: Instant) -> Option<Day> {
        self.local(at).map(|local| local.day)
    }

    /// `11月24日(火)`.
    pub fn date(&self, day: Day) -> String {
        browser::day(self.shop.tag(), day.epoch_days() as f64).unwrap_or_else(|| day.to_string())
    }

    /// `本日`, `明日`, or the date, fit for a sentence.
    pub fn day(&self, at: Instant) -> String {
        let (Some(day), Some(today)) = (self.day_of(at), self.day_of(self.now)) else { return String::new() };
        match day.epoch_days() - today.epoch_days() {
            0 => self.shop.t("day.today").to_owned(),
            1 => self.shop.t("day.tomorrow").to_owned(),
            _ => self.shop.say("day.other", &[("day", &self.date(day))]),
        }
    }

    /// A sentence with `{day}` and `{time}` of a moment.
    pub fn say(&self, key: &str, at: Instant) -> String {
        self.shop.say(key, &[("day", &self.day(at)), ("time", &self.time(at))])
    }

    /// The zone's name for people, `日本標準時`.
    pub fn zone_name(&self) -> String {
        browser::zone(self.shop.tag(), &self.zone.name).unwrap_or_else(|| self.zone.name.clone())
    }
}

/// The device's zone at `now`, if its clocks differ from `zone`.
pub fn device_zone(zone: &Zone, now: Instant) -> Option<Zone> {
    let device = Zone::fixed("", (browser::offset(now.unix() as f64) * -60.0) as i32);
    (device.local(now) != zone.local(now)).then_some(device)
}

fn clock(second: i64, twelve: bool) -> String {
    let (hour, minute) = (second / 3600, second / 60 % 60);
    match (twelve, hour) {
        (false, _) => format!("{hour}:{minute:02}"),
        (true, 0..12) => format!("{}:{minute:02} am", (hour + 11) % 12 + 1),
        (true, _) => format!("{}:{minute:02} pm", (hour + 11) % 12 + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_of_twelve_and_of_twenty_four_hours() {
        let at = |hour: i64, minute: i64| hour * 3600 + minute * 60;
        assert_eq!(clock(at(9, 5), false), "9:05");
        assert_eq!(clock(at(15, 20), false), "15:20");
        assert_eq!(clock(at(0, 0), true), "12:00 am");
        assert_eq!(clock(at(12, 30), true), "12:30 pm");
        assert_eq!(clock(at(15, 20), true), "3:20 pm");
    }
}
