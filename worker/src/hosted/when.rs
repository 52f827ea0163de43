//! Moments in words, by a zone's clocks. A page without script can't know the
//! shopper's own zone, so that it says whose clocks these are.

use super::words::Words;
use madoguchi_shared::Instant;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::day::Day;
use madoguchi_shared::zone::Zone;

/// How moments are said.
#[derive(Clone, Copy)]
pub struct When<'a> {
    /// In these words.
    pub words: Words,
    /// By these clocks.
    pub zone: &'a Zone,
    /// At this moment.
    pub now: Instant,
}

impl When<'_> {
    /// `15:20`, or `3:20 pm` where that is usual.
    pub fn time(&self, at: Instant) -> String {
        self.zone.local(at).map(|local| clock(local.second, self.words.t("time.clock") == "12")).unwrap_or_default()
    }

    /// `10:00–11:00`; `3:00–4:00 pm`, where one half of the day is said once.
    /// The end of a day is 24:00 where there are so many hours.
    pub fn span(&self, span: Span) -> String {
        let (start, end) = (self.time(span.start), self.time(span.end));
        // Of ` am` and ` pm` the last three letters.
        let half = |time: &str| time.len().saturating_sub(3);
        let (words, half_of_start) = start.split_at_checked(half(&start)).unwrap_or_default();
        let same = self.words.t("time.clock") == "12" && end.ends_with(half_of_start);
        [if same { words } else { &start }, if end == "0:00" { "24:00" } else { &end }].join("–")
    }

    /// The day by these clocks.
    pub fn day_of(&self, at: Instant) -> Option<Day> {
        self.zone.local(at).map(|local| local.day)
    }

    /// `11月24日（火）`.
    pub fn date(&self, day: Day) -> String {
        let (_, month, of_month) = day.civil();
        let nth = |key: &str, place: i32| {
            let place = usize::try_from(place).unwrap_or_default();
            self.words.t(key).split(',').nth(place).unwrap_or_default()
        };
        let weekday = nth("date.weekdays", day.weekday() as i32);
        self.words.say("date.form", &[("month", nth("date.months", month - 1)), ("day", &of_month.to_string()), ("weekday", weekday)])
    }

    /// `本日`, `明日`, or the date, fit for a sentence.
    pub fn day(&self, at: Instant) -> String {
        let (Some(day), Some(today)) = (self.day_of(at), self.day_of(self.now)) else { return String::new() };
        match day.epoch_days() - today.epoch_days() {
            0 => self.words.t("day.today").to_owned(),
            1 => self.words.t("day.tomorrow").to_owned(),
            _ => self.words.say("day.other", &[("day", &self.date(day))]),
        }
    }

    /// A sentence with `{day}` and `{time}` of a moment.
    pub fn say(&self, key: &str, at: Instant) -> String {
        self.words.say(key, &[("day", &self.day(at)), ("time", &self.time(at))])
    }

    /// Whose clocks these are: `時刻は日本時間です。`
    pub fn whose(&self) -> String {
        let known = self.words.of_two("zone.", &self.zone.name);
        let city = self.zone.name.rsplit('/').next().unwrap_or_default().replace('_', " ");
        let zone = if known.is_empty() { self.words.say("zone.city", &[("city", &city)]) } else { known.to_owned() };
        self.words.say("hours.zone", &[("zone", &zone)])
    }
}

/// `15:20`, or `3:20 pm`, of a day's second.
pub fn clock(second: i64, twelve: bool) -> String {
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    let shown = if twelve { (hour + 11) % 12 + 1 } else { hour };
    let half = match (twelve, hour) {
        (false, _) => "",
        (true, 0..12) => " am",
        (true, _) => " pm",
    };
    [shown.to_string().as_str(), if minute < 10 { ":0" } else { ":" }, &minute.to_string(), half].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(&format!("{text}:00+09:00")).unwrap()
    }

    #[test]
    fn moments_are_said_as_people_do() {
        let zone = Zone::fixed("Asia/Tokyo", 32_400);
        let when = |language: &str| When { words: Words::of(language), zone: &zone, now: at("2026-11-22T10:00") };
        let (ja, en) = (when("ja"), when("en"));
        assert_eq!((ja.time(at("2026-11-22T09:05")), en.time(at("2026-11-22T15:20"))), ("9:05".into(), "3:20 pm".into()));
        assert_eq!((en.time(at("2026-11-22T00:00")), en.time(at("2026-11-22T12:30"))), ("12:00 am".into(), "12:30 pm".into()));
        let span = |start: &str, end: &str| Span { start: at(start), end: at(end) };
        assert_eq!(ja.span(span("2026-11-22T23:00", "2026-11-23T00:00")), "23:00–24:00");
        assert_eq!(en.span(span("2026-11-22T15:00", "2026-11-22T16:00")), "3:00–4:00 pm");
        assert_eq!(en.span(span("2026-11-22T11:00", "2026-11-22T12:00")), "11:00 am–12:00 pm");
        assert_eq!((ja.day(at("2026-11-22T23:59")), en.day(at("2026-11-23T00:00"))), ("本日".into(), "tomorrow".into()));
        assert_eq!(ja.day(at("2026-11-24T09:00")), "11月24日（火）");
        assert_eq!(en.day(at("2026-12-06T09:00")), "on Sunday 6 December");
        let (zh, ko) = (when("zh"), when("ko"));
        assert_eq!((zh.day(at("2026-11-24T09:00")), ko.day(at("2026-11-24T09:00"))), ("11月24日周二".into(), "11월 24일 (화)".into()));
        assert_eq!(zh.say("promise.by", at("2026-11-22T15:20")), "我们将在今天 15:20 前给您回电");
        assert_eq!(ko.say("promise.by", at("2026-11-24T15:20")), "11월 24일 (화) 15:20까지 전화드리겠습니다");
        assert_eq!((zh.whose(), ko.whose()), ("以上时间为日本时间。".into(), "일본 시간 기준입니다.".into()));
        assert_eq!((ja.whose(), en.whose()), ("時刻は日本時間です。".into(), "Times are in Japan time.".into()));
        let new_york = Zone::fixed("America/New_York", -18_000);
        assert_eq!(When { zone: &new_york, ..en }.whose(), "Times are in New York time.");
    }
}
