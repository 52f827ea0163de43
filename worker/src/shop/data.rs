//! What a shop's settings know, named in its answers: `{cutoff}` in a text is
//! the cut-off as it is set, so that it is changed in one place.

use crate::hosted::{Words, clock};
use crate::texts;
use madoguchi_shared::day::{TimeOfDay, WeekdayName};
use madoguchi_shared::faq::Entry;
use madoguchi_shared::fault::{Code, Fault};
use madoguchi_shared::field::display_e164;
use madoguchi_shared::money::Money;
use madoguchi_shared::named;
use madoguchi_shared::order_policy::{EditTerm, GoodsBack, Verdict};
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::settings::{ShopSettings, nearest};

/// A name and where its datum stands in the settings; none: it is the desk's.
/// A fee, and the days of what is not granted, are not set.
#[rustfmt::skip]
const NAMES: [(&str, &str); 14] = [
    // 14:00
    ("cutoff", "order_policy.same_day_cutoff"),
    // 660円
    ("shipping_fee", "order_policy.shipping.fee"),
    ("free_shipping_from", "order_policy.shipping.free_from"),
    // As long as it hasn't been shipped; `無料` where it costs nothing.
    ("change_fee", "order_policy.change.before_shipping.allowed"),
    ("cancel_fee", "order_policy.cancel.before_shipping.allowed"),
    ("return_fee", "order_policy.return.allowed"),
    ("exchange_fee", "order_policy.exchange.allowed"),
    // 8
    ("return_days", "order_policy.return.allowed"),
    ("exchange_days", "order_policy.exchange.allowed"),
    ("defect_days", "order_policy.defect_days"),
    ("keep_days", "privacy.keep_days"),
    // 03-1234-5678
    ("caller_number", "caller_number"),
    ("shop_name", "name"),
    // 月–金 9:00–12:00 / 13:00–18:00、土 10:00–15:00
    ("opening_hours", ""),
];

/// Whose data these are.
pub struct Data<'a> {
    /// The shop; none before it is set up.
    pub settings: Option<&'a ShopSettings>,
    /// The desk that answers for it.
    pub desk: Option<&'a DeskHours>,
}

impl Data<'_> {
    /// What a name stands for in a language; none where it isn't set.
    fn value(&self, name: &str, language: &str) -> Option<String> {
        let settings = self.settings?;
        let policy = &settings.order_policy;
        let (words, texts) = (Words::of(language), texts::texts(language));
        let money = |amount: u32| match amount {
            0 => words.t("data.free").to_owned(),
            amount => Money { amount, currency: policy.currency }.words(texts),
        };
        let edit = |term: &EditTerm| (term.allowed != Verdict::No).then(|| money(term.fee));
        let back = |terms: &GoodsBack| (terms.allowed != Verdict::No).then(|| money(terms.fee));
        let days = |terms: &GoodsBack| (terms.allowed != Verdict::No).then(|| terms.within_days.to_string());
        match name {
            "cutoff" => policy.same_day_cutoff.map(|cutoff| time(words, cutoff)),
            "shipping_fee" => policy.shipping.fee.map(money),
            "free_shipping_from" => policy.shipping.free_from.map(money),
            "change_fee" => edit(&policy.change.before_shipping),
            "cancel_fee" => edit(&policy.cancel.before_shipping),
            "return_fee" => back(&policy.give_back),
            "exchange_fee" => back(&policy.exchange),
            "return_days" => days(&policy.give_back),
            "exchange_days" => days(&policy.exchange),
            "defect_days" => policy.defect_days.map(|days| days.to_string()),
            "keep_days" => Some(settings.privacy.keep_days.to_string()),
            "caller_number" => Some(display_e164(&settings.caller_number, &settings.country)),
            "shop_name" => Some(settings.name.clone()),
            // By whose clocks the hours are is not said.
            "opening_hours" => self.desk.filter(|desk| desk.zone.name == settings.zone).and_then(|desk| week(words, desk)),
            _ => None,
        }
    }

    /// Fills in what an entry's texts name; false where something isn't set.
    pub fn fill(&self, entry: &mut Entry) -> bool {
        let (language, mut whole) = (entry.lang.clone(), true);
        each(entry, &mut |_, name| {
            let value = self.value(name, &language);
            whole &= value.is_some();
            value
        });
        whole
    }

    /// What is wrong with the names in entries: `unknown`, or `not_offered`
    /// where the datum isn't set, at the text's path and then the name.
    pub fn faults(&self, entries: &mut [Entry]) -> Vec<Fault> {
        self.unset(entries, &mut |path, name, known| {
            let code = if known.is_some() { Code::NotOffered } else { Code::Unknown };
            let hint = if known.is_some() { None } else { nearest(name, &NAMES.map(|(known, _)| known)) };
            Some(Fault { hint: hint.map(Into::into), ..Fault::within([path, ".", name].concat(), code) })
        })
    }

    /// What the settings have to say because entries name it, by its path
    /// there: once each.
    pub fn missing(&self, entries: &mut [Entry]) -> Vec<Fault> {
        let mut told = vec![];
        self.unset(entries, &mut |_, _, known| {
            let path = known.filter(|path| !path.is_empty() && !told.contains(path))?;
            told.push(path);
            Some(Fault::at(path, Code::Required))
        })
    }

    /// The faults that `told` makes of each name without a value, which it is
    /// given with the text's path and, where the name is known, the datum's.
    fn unset(&self, entries: &mut [Entry], told: &mut ToldOf<'_>) -> Vec<Fault> {
        let mut faults = vec![];
        for (number, entry) in entries.iter_mut().enumerate() {
            each(entry, &mut |path, name| {
                let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, path)| *path);
                if known.is_none() || self.value(name, "").is_none() {
                    faults.extend(told(&["entries.", &number.to_string(), ".", path].concat(), name, known));
                }
                None
            });
        }
        faults
    }
}

/// See [`Data::unset`].
type ToldOf<'a> = dyn FnMut(&str, &str, Option<&'static str>) -> Option<Fault> + 'a;

/// Goes through the data that an entry's texts name: `told` is given the text's
/// path and the name, and may give back what is to stand there.
fn each(entry: &mut Entry, told: &mut dyn FnMut(&str, &str) -> Option<String>) {
    replace(&mut entry.question, "question", told);
    replace(&mut entry.answer, "answer", told);
    for (number, step) in entry.steps.iter_mut().enumerate() {
        let path = ["steps.", &number.to_string()].concat();
        replace(&mut step.text, &[&*path, ".text"].concat(), told);
        for (number, choice) in step.choices.iter_mut().enumerate() {
            replace(&mut choice.label, &[&*path, ".choices.", &number.to_string(), ".label"].concat(), told);
        }
    }
}

fn replace(text: &mut String, path: &str, told: &mut dyn FnMut(&str, &str) -> Option<String>) {
    *text = named::fill(text, &mut |name| told(path, name));
}

fn time(words: Words, time: TimeOfDay) -> String {
    let twelve = words.t("time.clock") == "12";
    // The end of a day.
    if time.minutes() == 24 * 60 && !twelve { "24:00".to_owned() } else { clock(time.minutes() % (24 * 60) * 60, twelve) }
}

/// The usual week: days in a row that are alike are told together.
fn week(words: Words, desk: &DeskHours) -> Option<String> {
    let name = |day: WeekdayName| words.t("date.weekdays").split(',').nth(day as usize).unwrap_or_default();
    let hours_of = |day: WeekdayName| desk.calendar.week.get(&day).map_or(&[][..], Vec::as_slice);
    let mut told: Vec<String> = vec![];
    let mut days = WeekdayName::ALL.into_iter().peekable();
    while let Some(first) = days.next() {
        let hours = hours_of(first);
        let mut last = first;
        while let Some(next) = days.next_if(|next| hours_of(*next) == hours) {
            last = next;
        }
        if hours.is_empty() {
            continue;
        }
        let hours: Vec<String> = hours.iter().map(|(start, end)| [time(words, *start), time(words, *end)].join("–")).collect();
        let days = if first == last { name(first).to_owned() } else { [name(first), name(last)].join("–") };
        told.push([&*days, " ", &hours.join(" / ")].concat());
    }
    (!told.is_empty()).then(|| told.join(words.t("data.and")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::window::WindowRules;
    use madoguchi_shared::zone::Zone;
    use serde_json::json;

    fn settings() -> ShopSettings {
        serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap()
    }

    fn desk(week: serde_json::Value) -> DeskHours {
        let zone = Zone::fixed("Asia/Tokyo", 32_400);
        let calendar = serde_json::from_value(json!({"week": week})).unwrap();
        DeskHours {
            version: 1,
            language: "ja".into(),
            zone,
            calendar,
            windows: WindowRules::default(),
            places: 1,
            paused: Default::default(),
        }
    }

    fn entry(lang: &str, answer: &str) -> Entry {
        Entry { lang: lang.into(), answer: answer.into(), ..Entry::default() }
    }

    fn filled(lang: &str, answer: &str) -> String {
        let day = json!([["09:00", "12:00"], ["13:00", "18:00"]]);
        let desk = desk(json!({"mon": day, "tue": day, "wed": day, "fri": day, "sun": [["10:00", "24:00"]]}));
        let mut entry = entry(lang, answer);
        assert!(Data { settings: Some(&settings()), desk: Some(&desk) }.fill(&mut entry), "{answer}");
        entry.answer
    }

    #[test]
    fn data_are_written_as_their_language_writes_them() {
        for (lang, answer, expected) in [
            ("ja", "{cutoff}まで。{shipping_fee}、{free_shipping_from}以上は送料{cancel_fee}", "14:00まで。660円、11,000円以上は送料無料"),
            ("en", "until {cutoff}, {shipping_fee}, {change_fee}", "until 2:00 pm, ¥660, free of charge"),
            ("ja", "{return_days}{exchange_days}{defect_days}{keep_days}", "881490"),
            ("ja", "{caller_number} {shop_name}", "03-1234-5678 木もれび商店"),
            ("ja", "{opening_hours}", "月–水 9:00–12:00 / 13:00–18:00、金 9:00–12:00 / 13:00–18:00、日 10:00–24:00"),
            ("en", "{x1} {} {X} { cutoff } {{cutoff}} }{", "{x1} {} {X} { cutoff } {2:00 pm} }{"),
        ] {
            assert_eq!(filled(lang, answer), expected, "{lang}");
        }
    }

    #[test]
    fn the_demos_name_what_their_settings_know() {
        for (settings, faq) in [
            (&include_bytes!("../../../www/demo/settings.json")[..], &include_bytes!("../../../www/demo/faq.json")[..]),
            (include_bytes!("../../../www/demo-en/settings.json"), include_bytes!("../../../www/demo-en/faq.json")),
        ] {
            let settings: ShopSettings = serde_json::from_slice(settings).unwrap();
            let mut faq: madoguchi_shared::faq::Faq = serde_json::from_slice(faq).unwrap();
            let desk = desk(json!({"mon": [["09:00", "18:00"]]}));
            assert_eq!(Data { settings: Some(&settings), desk: Some(&desk) }.faults(&mut faq.entries), vec![]);
        }
    }

    #[test]
    fn every_name_has_a_value_or_the_path_at_which_it_is_set() {
        let settings = settings();
        for (name, path) in NAMES {
            let data = Data { settings: Some(&settings), desk: Some(&desk(json!({"mon": [["09:00", "18:00"]]}))) };
            assert!(["ja", "en", "zh", "ko"].iter().all(|language| data.value(name, language).is_some()), "{name}");
            let document = serde_json::to_value(&settings).unwrap();
            assert!(path.is_empty() || document.pointer(&["/", &path.replace('.', "/")].concat()).is_some(), "{path}");
        }
    }

    #[test]
    fn what_is_unknown_or_not_set_is_told_where_it_is_named() {
        let mut bare = settings();
        bare.order_policy.defect_days = None;
        bare.order_policy.give_back.allowed = Verdict::No;
        let data = Data { settings: Some(&bare), desk: None };
        let mut asking = entry("ja", "{cutof} {defect_days} {return_days} {return_fee} {cutoff}");
        let choices = json!([{"label": "{cutoff}", "to": "b"}, {"label": "{shipping}", "to": "b"}]);
        asking.steps = serde_json::from_value(json!([{"id": "a", "text": "{opening_hours}", "choices": choices}])).unwrap();
        let mut entries = [entry("ja", "{cutoff}"), asking];
        let told = |faults: Vec<Fault>| -> Vec<String> {
            let hint = |fault: &Fault| fault.hint.as_ref().map(|hint| [" ", hint].concat()).unwrap_or_default();
            faults.iter().map(|fault| [&*fault.path, " ", fault.code.as_str(), &hint(fault)].concat()).collect()
        };
        let expected = [
            "entries.1.answer.cutof unknown cutoff",
            "entries.1.answer.defect_days not_offered",
            "entries.1.answer.return_days not_offered",
            "entries.1.answer.return_fee not_offered",
            "entries.1.steps.0.text.opening_hours not_offered",
            "entries.1.steps.0.choices.1.label.shipping unknown shipping_fee",
        ];
        assert_eq!(told(data.faults(&mut entries)), expected);
        let expected = ["order_policy.defect_days required", "order_policy.return.allowed required"];
        assert_eq!(told(data.missing(&mut entries)), expected, "each once, and nothing of the desk's");
        assert!(!data.fill(&mut entries[1]) && data.fill(&mut entries[0]));
        assert_eq!(entries[1].steps[0].choices[0].label, "14:00");
    }
}
