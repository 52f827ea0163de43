//! Moments in words: the shop's clock, days with weekday, "today".

use crate::shop::Shop;
use js_sys::{Array, Object, Reflect};
use madoguchi_shared::Instant;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::day::Day;
use madoguchi_shared::zone::{Local, Zone};
use wasm_bindgen::prelude::*;

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
        let options = [("month", "long"), ("day", "numeric"), ("weekday", "short"), ("timeZone", "UTC")];
        let midnight = js_sys::Date::new(&(day.epoch_days() as f64 * 86_400_000.0).into());
        let format = formatter(&self.locale(), &options).and_then(|it| Reflect::get(&it, &"format".into()).ok());
        let written = format.and_then(|format| format.dyn_ref::<js_sys::Function>()?.call1(&JsValue::NULL, &midnight).ok());
        written.and_then(|text| text.as_string()).unwrap_or_else(|| day.to_string())
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
        let named = || {
            let it = formatter(&self.locale(), &[("timeZone", &self.zone.name), ("timeZoneName", "long")])?;
            let parts = Reflect::get(&it, &"formatToParts".into()).ok()?.dyn_ref::<js_sys::Function>()?.call0(&it).ok()?;
            let is_name = |part: &JsValue| Reflect::get(part, &"type".into()).is_ok_and(|kind| kind == "timeZoneName");
            let part = Array::from(&parts).iter().find(is_name)?;
            Reflect::get(&part, &"value".into()).ok()?.as_string()
        };
        named().unwrap_or_else(|| self.zone.name.clone())
    }

    /// The shopper's own variety of the panel's language.
    fn locale(&self) -> String {
        let language = self.shop.tag();
        let own = web_sys::window().and_then(|window| window.navigator().language());
        own.filter(|own| own.starts_with(language)).unwrap_or_else(|| language.to_owned())
    }
}

/// The device's zone at `now`, if its clocks differ from `zone`.
pub fn device_zone(zone: &Zone, now: Instant) -> Option<Zone> {
    let date = js_sys::Date::new(&(now.unix() as f64 * 1000.0).into());
    let device = Zone::fixed("", (date.get_timezone_offset() * -60.0) as i32);
    (device.local(now) != zone.local(now)).then_some(device)
}

/// `Intl.DateTimeFormat`; none where the browser doesn't know the zone.
fn formatter(locale: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
    let chosen = Object::new();
    for (name, value) in options {
        Reflect::set(&chosen, &(*name).into(), &(*value).into()).ok()?;
    }
    Reflect::construct(class.dyn_ref::<js_sys::Function>()?, &Array::of2(&locale.into(), &chosen)).ok()
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
