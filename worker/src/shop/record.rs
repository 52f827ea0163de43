//! What a shop is, read as one.

use super::data::Data;
use super::retired::{self, Retired};
use super::{answers, usage};
use crate::hours::{self, Told};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::Db;
use crate::texts;
use madoguchi_shared::Instant;
use madoguchi_shared::day::Day;
use madoguchi_shared::faq::{self, Entry, Faq, Index};
use madoguchi_shared::id::Slug;
use madoguchi_shared::limits::Limits;
use madoguchi_shared::order_policy::Policy;
use madoguchi_shared::rules::Rules;
use madoguchi_shared::settings::ShopSettings;
use std::cell::RefCell;
use std::rc::Rc;

/// What is published in a language on a day.
struct Answers {
    language: String,
    today: Option<Day>,
    entries: Rc<[Entry]>,
    index: Option<Rc<Index>>,
}

/// All of a shop but its tickets.
pub struct Record {
    /// Its name in addresses.
    pub slug: Slug,
    /// The desk that answers for it.
    pub desk: Slug,
    /// The owner's token, hashed.
    pub token_hash: String,
    /// None until its owner has put them.
    pub settings: Option<ShopSettings>,
    /// Its questions and answers.
    pub faq: Faq,
    /// What its desk last told.
    pub told: Option<Told>,
    /// Secrets that were replaced lately and still hold.
    pub retired: Vec<Retired>,
    /// The rules as they were worked out last, and in which hour.
    worked_out: RefCell<Option<(i64, Rc<Rules>)>>,
    /// What is published of the questions in each language that was asked for,
    /// and their index where they were searched: all together they hold no more
    /// than there are questions.
    answers: RefCell<Vec<Answers>>,
    /// What was asked most before a day.
    asked: RefCell<Option<(i64, Rc<[String]>)>>,
}

impl Record {
    /// Reads it; none if the making was not finished.
    pub fn read(db: &Db) -> Result<Option<Self>, Refusal> {
        let (Some(slug), Some(desk), Some(token_hash)) = (db.get("slug")?, db.get("desk")?, db.get("token_hash")?) else {
            return Ok(None);
        };
        let (settings, faq, told) = (db.document("settings")?, db.long_document("faq")?.unwrap_or_default(), db.get("told")?);
        let retired = db.get(retired::NAME)?.unwrap_or_default();
        let (worked_out, asked, answers) = (RefCell::default(), RefCell::default(), RefCell::default());
        Ok(Some(Self { slug, desk, token_hash, settings, faq, told, retired, worked_out, asked, answers }))
    }

    /// The settings, without which no shopper is served.
    pub fn settings(&self) -> Result<&ShopSettings, Refusal> {
        self.settings.as_ref().ok_or(Refusal::NotSetUp)
    }

    /// The language that the shop speaks first; Japanese before it is set up.
    pub fn first_language(&self) -> &str {
        self.settings.as_ref().and_then(|settings| settings.languages.first()).map_or("ja", String::as_str)
    }

    /// The limits for a caller, before there are settings too.
    pub fn limits(&self, caller: Caller) -> Limits {
        let limits = self.settings.as_ref().map(|settings| settings.limits).unwrap_or_default();
        if caller.page { limits } else { limits.stricter() }
    }

    /// Replaced secrets that still hold at `now`: of a channel, or of
    /// identities where `of` is empty.
    pub fn retired_for<'a>(&'a self, of: &'a str, now: Instant) -> impl Iterator<Item = &'a str> {
        retired::holding(&self.retired, of, now)
    }

    /// The rules that a draft is judged by, at `now`. Zones, holidays and the
    /// days without shipping grow old; they are worked out anew each hour, and
    /// reach further on both sides than anything asks.
    pub fn rules(&self, now: Instant) -> Result<Rc<Rules>, Refusal> {
        let hour = now.unix() / 3600;
        if let Some((_, rules)) = self.worked_out.borrow().as_ref().filter(|(of, _)| *of == hour) {
            return Ok(rules.clone());
        }
        let rules = Rc::new(self.rules_at(now)?);
        *self.worked_out.borrow_mut() = Some((hour, rules.clone()));
        Ok(rules)
    }

    /// The ids of the entries that were opened most before today, the most
    /// first: the same all day, so that what is published is, too.
    pub fn asked(&self, db: &Db, now: Instant) -> Result<Rc<[String]>, Refusal> {
        let today = usage::day(self, now)?;
        if let Some((_, most)) = self.asked.borrow().as_ref().filter(|(of, _)| *of == today) {
            return Ok(Rc::clone(most));
        }
        let most: Rc<[String]> = usage::most(db, today)?.into();
        *self.asked.borrow_mut() = Some((today, Rc::clone(&most)));
        Ok(most)
    }

    /// What is published of the questions in one language at `now`, in the
    /// shop's order: the same all day, by the shop's clocks. Its words must be
    /// here ([`texts::bring`]).
    pub fn answers(&self, language: &str, now: Instant) -> Result<Rc<[Entry]>, Refusal> {
        let rules = self.rules(now)?;
        let today = hours::today(&rules.shop_zone, now);
        if let Some(known) = self.answers.borrow().iter().find(|known| known.language == language && known.today == today) {
            return Ok(Rc::clone(&known.entries));
        }
        let data = Data { settings: self.settings.as_ref(), desk: rules.desk.as_ref() };
        let entries: Rc<[Entry]> = answers::published(&self.faq.entries, language, &data, today).into();
        // What is said in English for want of words is nothing to keep.
        if !entries.is_empty() && texts::are_here(language) {
            let mut all = self.answers.borrow_mut();
            all.retain(|known| known.today == today && known.language != language);
            all.push(Answers { language: language.to_owned(), today, entries: Rc::clone(&entries), index: None });
        }
        Ok(entries)
    }

    /// The language in which somebody who speaks `language` gets the questions:
    /// that one, else the first of the shop's in which there are any today.
    pub fn faq_language<'a>(&'a self, language: &'a str, now: Instant) -> &'a str {
        let own = self.settings.iter().flat_map(|settings| &settings.languages).map(String::as_str);
        let today = self.rules(now).ok().and_then(|rules| hours::today(&rules.shop_zone, now));
        let valid = |entry: &&Entry| today.is_none_or(|today| entry.is_valid_on(today));
        let any = |language: &&str| self.faq.entries.iter().filter(valid).any(|entry| entry.lang == *language);
        std::iter::once(language).chain(own).find(any).unwrap_or(language)
    }

    /// The index over [`Record::answers`], as the panel makes it of the same.
    /// It is made once a day for each language that is searched; without the
    /// readings of kanji it is nothing to keep.
    pub fn index(&self, language: &str, now: Instant) -> Result<Rc<Index>, Refusal> {
        let entries = self.answers(language, now)?;
        let readings = texts::readings();
        let new = || Rc::new(Index::new(&entries, &faq::readings(&entries, readings)));
        let whole = language != "ja" || !readings.is_empty();
        let mut all = self.answers.borrow_mut();
        match all.iter_mut().find(|known| whole && Rc::ptr_eq(&known.entries, &entries)) {
            Some(known) => Ok(Rc::clone(known.index.get_or_insert_with(new))),
            None => Ok(new()),
        }
    }

    fn rules_at(&self, now: Instant) -> Result<Rules, Refusal> {
        let settings = self.settings()?;
        let shop_zone = hours::zone(&settings.zone, now);
        let today = hours::today(&shop_zone, now);
        Ok(Rules {
            country: settings.country.clone(),
            topics: settings.topics.clone(),
            consent_version: settings.privacy.version.clone(),
            order_policy: today.map_or_else(Policy::default, |today| settings.order_policy.resolve(today)),
            shop_zone,
            desk: self.told.as_ref().map(|told| told.at(now)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::order_policy::{OrderFacts, Reason, Shipping, Want, answer};
    use madoguchi_shared::settings::DeskSettings;
    use madoguchi_shared::urgency::{Grounds, Urgency, urgency};
    use madoguchi_shared::{Topic, promise};

    const DESK: &str = include_str!("../../../www/demo/desk.json");
    const DEMO: &str = include_str!("../../../www/demo/settings.json");
    const DEMO_EN: &str = include_str!("../../../www/demo-en/settings.json");

    /// A demo shop, told of its desk's hours.
    fn demo(name: &str, settings: &str) -> Record {
        let desk: DeskSettings = serde_json::from_slice(DESK.as_bytes()).unwrap();
        let settings: ShopSettings = serde_json::from_slice(settings.as_bytes()).unwrap();
        assert_eq!((desk.faults(), settings.faults()), (vec![], vec![]));
        let slug = Slug::parse(name).unwrap();
        let allotment = &desk.allotments[&slug];
        let told = Told {
            version: 1,
            language: desk.language.clone(),
            zone: desk.zone.clone(),
            calendar: desk.calendar_for(allotment),
            windows: desk.windows,
            places: allotment.places,
            paused: desk.paused_for(allotment),
        };
        Record {
            slug,
            desk: Slug::parse("demo").unwrap(),
            token_hash: String::new(),
            settings: Some(settings),
            faq: Faq::default(),
            told: Some(told),
            retired: vec![],
            worked_out: RefCell::default(),
            asked: RefCell::default(),
            answers: RefCell::default(),
        }
    }

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn the_demos_rules_know_the_holidays_of_desk_and_shop() {
        let shop = demo("demo", DEMO);
        let (friday, monday) = (at("2026-11-20T13:59:00+09:00"), at("2026-11-23T10:00:00+09:00"));
        let rules = shop.rules(friday).unwrap();
        let desk = rules.desk.as_ref().unwrap();
        let named: Vec<_> = desk.calendar.days.iter().filter_map(|day| day.holiday.as_deref()).take(2).collect();
        assert_eq!(named, ["勤労感謝の日", "元日"]);
        let windows = promise::free_windows(desk, at("2026-11-21T15:00:00+09:00"), |_| 0);
        assert_eq!(windows.first().map(|window| window.start), Some(at("2026-11-24T09:00:00+09:00")), "Monday is a holiday");
        let order = OrderFacts { placed_at: None, shipping: Shipping::NotShipped };
        let change = |now| {
            let rules = shop.rules(now).unwrap();
            let answer = answer(Want::Change, &order, &rules.order_policy, &rules.shop_zone, now);
            (answer.reason, answer.until)
        };
        assert_eq!(change(friday), (Reason::UntilCutoff, Some(at("2026-11-20T14:00:00+09:00"))));
        assert_eq!(change(monday), (Reason::UntilCutoff, Some(at("2026-11-24T14:00:00+09:00"))), "nothing ships on a holiday");
        let service = &shop.settings().unwrap().service;
        let judged = |now| urgency(&Grounds::topic(Topic::OrderChange), &shop.rules(now).unwrap(), service, now);
        assert_eq!((judged(friday), judged(monday)), (Urgency::Urgent, Urgency::Normal));
    }

    #[test]
    fn who_speaks_another_language_gets_the_questions_that_there_are_and_their_index() {
        let entry = |lang: &str| serde_json::json!({"id": "a", "lang": lang, "category": "c", "question": "q", "answer": "a"});
        let mut shop = demo("demo", DEMO);
        let now = at("2026-11-20T10:00:00+09:00");
        assert_eq!(shop.faq_language("zh", now), "zh", "of none there are none in any");
        shop.faq = serde_json::from_value(serde_json::json!({"entries": [entry("fr"), entry("en")]})).unwrap();
        assert_eq!(["en", "zh", "ja", "fr"].map(|language| shop.faq_language(language, now)), ["en", "en", "en", "fr"]);
        let index = |language: &str| shop.index(language, now).unwrap();
        for language in ["en", "fr", "en", "fr", "zh"] {
            index(language);
        }
        let kept = shop.answers.borrow().iter().map(|known| known.language.clone()).collect::<Vec<_>>();
        assert_eq!(kept, ["en", "fr"], "each once, and none for nothing");
        assert!(Rc::ptr_eq(&index("en"), &index("en")) && !Rc::ptr_eq(&index("en"), &index("fr")));
    }

    #[test]
    fn answers_come_and_go_at_midnight_by_the_shops_clocks() {
        let entry = serde_json::json!({"id": "a", "lang": "en", "category": "c", "question": "q", "answer": "{cutoff}",
            "valid_from": "2026-12-24", "valid_until": "2026-12-24"});
        let mut shop = demo("demo-en", DEMO_EN);
        shop.faq = serde_json::from_value(serde_json::json!({"entries": [entry]})).unwrap();
        let told = |now: &str| shop.answers("en", at(now)).unwrap().iter().map(|entry| entry.answer.clone()).collect::<Vec<_>>();
        assert_eq!(told("2026-12-23T23:59:59+11:00"), [""; 0]);
        assert_eq!(told("2026-12-24T00:00:00+11:00"), ["11:00 am"]);
        assert_eq!(told("2026-12-24T23:59:59+11:00"), ["11:00 am"]);
        assert_eq!(told("2026-12-25T00:00:00+11:00"), [""; 0]);
        let now = |text| at(text);
        assert_eq!(shop.faq_language("ja", now("2026-12-24T12:00:00+11:00")), "en");
        assert_eq!(shop.faq_language("ja", now("2026-12-25T12:00:00+11:00")), "ja", "there are none in any");
    }

    #[test]
    fn rules_grow_no_older_than_an_hour() {
        let shop = demo("demo", DEMO);
        let days = |now| shop.rules(at(now)).unwrap().desk.as_ref().unwrap().calendar.days.clone();
        let (first, same, later) =
            (days("2026-11-24T10:00:00+09:00"), days("2026-11-24T10:59:59+09:00"), days("2026-11-25T00:00:00+09:00"));
        assert_eq!((first.len(), &first), (same.len(), &same));
        assert_eq!(first.first().map(|special| special.day.to_string()).as_deref(), Some("2026-11-23"), "yesterday");
        assert_eq!(later.first().map(|special| special.day.to_string()).as_deref(), Some("2026-12-20"));
    }

    #[test]
    fn a_shop_in_another_zone_has_its_own_clocks_and_holidays() {
        let shop = demo("demo-en", DEMO_EN);
        let rules = |now| shop.rules(at(now)).unwrap();
        let cutoff = |now| rules(now).order_policy.next_cutoff(&rules(now).shop_zone, at(now));
        assert_eq!(cutoff("2027-01-25T12:00:00+11:00"), Some(at("2027-01-27T11:00:00+11:00")), "Australia Day");
        assert_eq!(cutoff("2027-04-02T12:00:00+11:00"), Some(at("2027-04-05T11:00:00+10:00")), "the clocks went back");
        let first =
            promise::free_windows(rules("2027-04-02T20:00:00+11:00").desk.as_ref().unwrap(), at("2027-04-02T20:00:00+11:00"), |_| 0);
        assert_eq!(first.first().map(|window| window.start), Some(at("2027-04-05T09:00:00+09:00")), "at the desk's hours");
    }
}
