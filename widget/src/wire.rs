//! What the panel reads of the wire, field by field.
//!
//! The types are the worker's own, from [`madoguchi_shared`], where serde
//! writes and reads them; only how they come out of JSON is told here anew,
//! as tables for the one small reader of `json.rs`. A field that is missing
//! here doesn't compile, and a test holds both readers against each other.

use crate::host::Page;
use crate::json::{self, Read, Value, Write};
use crate::kept::Kept;
use crate::unsent::Unsent;
use madoguchi_shared::api::{ErrorBody, ErrorDetail, Windows};
use madoguchi_shared::calendar::{Calendar, Span, SpecialDay};
use madoguchi_shared::day::{Day, TimeOfDay, WeekdayName};
use madoguchi_shared::desk::Paused;
use madoguchi_shared::draft::DraftProduct;
use madoguchi_shared::faq::Entry;
use madoguchi_shared::field::Country;
use madoguchi_shared::id::TicketId;
use madoguchi_shared::money::Currency;
use madoguchi_shared::order_policy::{Condition, Edit, EditTerm, GoodsBack, Payer, Policy, ShippingDays, Verdict};
use madoguchi_shared::pairs::Pairs;
use madoguchi_shared::promise::Promise;
use madoguchi_shared::published::Published;
use madoguchi_shared::rules::{DeskHours, Rules};
use madoguchi_shared::script::{Ask, Choice, Step};
use madoguchi_shared::ticket::{May, Outcome, Receipt, State, Status, Tried};
use madoguchi_shared::urgency::Urgency;
use madoguchi_shared::window::WindowRules;
use madoguchi_shared::zone::{Offset, Zone};
use madoguchi_shared::{Code, Draft, Fault, Instant, Topic};
use std::borrow::Cow;

/// A field's name on the wire.
macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:tt) => {
        stringify!($name)
    };
}

/// Structs: the fields that must be there; after a semicolon those that may
/// be missing and are blank then, after another those that aren't read.
macro_rules! structs {
    ($($type:ident {
        $($field:ident $(as $name:tt)?),*
        $(; $($may:ident),* $(; $($unread:ident),*)?)?
    })*) => {$(
        impl Read for $type {
            fn blank() -> Self {
                Self {
                    $($field: Read::blank(),)*
                    $($($may: Read::blank(),)* $($($unread: Default::default(),)*)?)?
                }
            }

            fn read(&mut self, told: &mut Value<'_>) -> bool {
                told.fields(
                    concat!($(name!($field $($name)?), " ",)* $($(stringify!($may), "? "),*)?),
                    &mut [$(&mut self.$field,)* $($(&mut self.$may),*)?],
                )
            }
        }
    )*};
}

/// Structs that the panel writes, too.
macro_rules! written {
    ($($type:ident { $($field:ident),* $(; $($may:ident),* $(; $($unread:ident),*)?)? })*) => {$(
        structs! { $type { $($field),* $(; $($may),* $(; $($unread),*)?)? } }

        impl Write for $type {
            fn write(&self, out: &mut String) {
                json::write_fields(
                    out,
                    concat!($(stringify!($field), " ",)* $($(stringify!($may), "? "),*)?),
                    &[$(&self.$field,)* $($(&self.$may),*)?],
                );
            }
        }
    )*};
}

/// Enums, by their names on the wire; the first stands in a blank.
macro_rules! names {
    ($($type:ident { $first:literal $First:ident $(, $name:literal $Variant:ident)* })*) => {$(
        impl Read for $type {
            fn blank() -> Self {
                Self::$First
            }

            fn read(&mut self, told: &mut Value<'_>) -> bool {
                let all = [Self::$First $(, Self::$Variant)*];
                let own = told.place(concat!($first $(, " ", $name)*)).and_then(|place| all.get(place));
                *self = *own.unwrap_or(self);
                own.is_some()
            }
        }

        // Fails to compile where a variant is missing.
        const _: fn($type) = |own| match own {
            $type::$First $(| $type::$Variant)* => (),
        };
    )*};
}

/// What is a text on the wire and has a reader of its own.
macro_rules! texts {
    ($($type:ty = $blank:expr, $parse:expr;)*) => {$(
        impl Read for $type {
            fn blank() -> Self {
                $blank
            }

            fn read(&mut self, told: &mut Value<'_>) -> bool {
                let own = told.text().and_then(|text| Option::<Self>::from($parse(&text)));
                own.map(|own| *self = own).is_some()
            }
        }
    )*};
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl Read for $type {
            fn blank() -> Self {
                0
            }

            fn read(&mut self, told: &mut Value<'_>) -> bool {
                let own = told.number().and_then(|number| Self::try_from(number).ok());
                own.map(|own| *self = own).is_some()
            }
        }
    )*};
}

structs! {
    Published {
        name, language, languages, accent, caller_number, purpose, policy_url, terms, rules, faq, texts; asked; turnstile, readings
    }
    Entry { id, lang, category, question, answer; wordings, topic, products, product_categories, steps; valid_from, valid_until }
    Step { id, text; choices, solved, request }
    Choice { label, to }
    Ask { topic; symptom, solution }
    Rules { country, topics, consent_version, shop_zone, order_policy; desk }
    DeskHours { version, language, zone, calendar, windows, places; paused }
    Paused {; calls; topics }
    Zone { name, offsets }
    Offset { from, seconds }
    Calendar { week; days }
    SpecialDay { day; hours, holiday }
    WindowRules { length_minutes, lead_minutes, horizon_days }
    Policy { shipping, currency, change, cancel, give_back as return, exchange; same_day_cutoff, defect_days }
    ShippingDays { weekdays; closed }
    Edit { before_shipping, after_shipping }
    EditTerm { allowed, fee, until_cutoff }
    GoodsBack { allowed, within_days, condition, postage, fee }

    Windows { now, windows; asap, paused }
    Promise { ; respond_by, window }
    Span { start, end }
    Receipt { token, status }
    Status {
        ticket, state, created_at, topic, urgency, by_phone, caller_number, attempts, may;
        respond_by, window, promise_broken, next_try, do_not_contact
    }
    Tried { at, outcome }
    ErrorBody { error }
    ErrorDetail { code, message; faults, windows, retry_after }
    Fault { path, code; hint; at }

    Page { ; url, product, identity }
}

written! {
    Draft {
        ; topic, name, kana, company, reply, phone, email, window, order_number, order_date, order_name, order_phone,
        order_email, product, quantity, wanted_date, symptom, solution, address, message, tried, looked_up, read, page, language,
        consent, marketing, identity, challenge, homepage, took
    }
    DraftProduct { ; name, sku, price, category, url, source }
    Kept { ticket, token, topic, reply, asap, earlier }
    Unsent { key, bodies, at, state;; stored }
}

names! {
    WeekdayName { "mon" Mon, "tue" Tue, "wed" Wed, "thu" Thu, "fri" Fri, "sat" Sat, "sun" Sun }
    Verdict { "yes" Yes, "no" No, "ask" Ask }
    Condition { "any" Any, "unused" Unused, "unopened" Unopened }
    Payer { "customer" Customer, "shop" Shop }
    Urgency { "urgent" Urgent, "normal" Normal }
    State {
        "open" Open, "calling" Calling, "retrying" Retrying, "handed" Handed, "set_aside" SetAside, "done" Done,
        "cancelled" Cancelled, "unreached" Unreached, "erased" Erased
    }
    Outcome {
        "reached" Reached, "no_answer" NoAnswer, "busy" Busy, "voicemail" Voicemail, "wrong_number" WrongNumber
    }
    May { "move" Move, "cancel" Cancel, "rate" Rate }
    Code {
        "required" Required, "too_long" TooLong, "malformed" Malformed, "check_digit" CheckDigit, "unknown" Unknown,
        "unknown_key" UnknownKey, "not_offered" NotOffered, "not_callable" NotCallable, "do_not_contact" DoNotContact,
        "not_agreed" NotAgreed,
        "past" Past, "too_far" TooFar, "closed" Closed, "paused" Paused, "taken" Taken, "out_of_range" OutOfRange,
        "duplicate" Duplicate, "address_refused" AddressRefused, "expired" Expired, "unverified" Unverified
    }
}

texts! {
    Instant = Self::default(), Instant::parse;
    Day = Self::default(), Day::parse;
    TimeOfDay = Self::default(), TimeOfDay::parse;
    Currency = Self::JPY, Currency::parse;
    Country = Self::japan(), |text: &str| Country::parse(text).ok();
    TicketId = Self::from_random(0), |text: &str| TicketId::parse(text).ok();
    Topic = Self::Other, |text: &str| Topic::parse(text).ok();
    Cow<'static, str> = Cow::Borrowed(""), |text: &str| Some(Cow::Owned(text.to_owned()));
}

numbers! { i64 i32 u32 u64 }

impl Read for (TimeOfDay, TimeOfDay) {
    fn blank() -> Self {
        (Read::blank(), Read::blank())
    }

    fn read(&mut self, told: &mut Value<'_>) -> bool {
        match told.many().map(Vec::as_mut_slice) {
            Some([(_, start), (_, end)]) => self.0.read(start) && self.1.read(end),
            _ => false,
        }
    }
}

impl<K: Read, V: Read> Read for Pairs<K, V> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(&mut self, told: &mut Value<'_>) -> bool {
        let Some(many) = told.many() else { return false };
        many.iter_mut().all(|(name, value)| {
            let (mut key, mut own) = (K::blank(), V::blank());
            let fine = key.read(&mut Value::Text(std::mem::take(name))) && own.read(value);
            self.push(key, own);
            fine
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on fails")]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{Value as Tree, json};
    use std::fmt::Debug;

    fn published() -> Tree {
        let zone = json!({"name": "Asia/Tokyo", "offsets": [{"from": "1970-01-01T00:00:00Z", "seconds": 32_400}]});
        let hours = json!([["09:00", "12:00"], ["13:00", "24:00"]]);
        let edit = json!({"before_shipping": {"allowed": "yes", "fee": 0, "until_cutoff": true}, "after_shipping": {"allowed": "no", "fee": 500, "until_cutoff": false}});
        let back = json!({"allowed": "ask", "within_days": 8, "condition": "unopened", "postage": "shop", "fee": 1_100});
        let ask = json!({"topic": "gift", "symptom": "x", "solution": "y"});
        let choices = json!([{"label": "l", "to": "b"}, {"label": "m", "to": "c"}]);
        let steps = json!([
            {"id": "a", "text": "t", "choices": choices}, {"id": "b", "text": "t", "solved": true}, {"id": "c", "text": "t", "request": ask},
        ]);
        json!({
            "name": "窓口\"商店\"", "language": "ja", "languages": ["ja", "en"], "accent": "#0a7c66", "caller_number": "+81312345678",
            "purpose": "a\nb", "policy_url": "https://shop.example/p", "terms": "", "turnstile": "0x4",
            "rules": {
                "country": "JP", "topics": ["gift", "defect"], "consent_version": "2026-11", "shop_zone": zone,
                "order_policy": {
                    "same_day_cutoff": "14:00", "shipping": {"weekdays": ["mon", "sun"], "closed": ["2026-12-31"]}, "currency": "USD",
                    "change": edit, "cancel": edit, "return": back, "exchange": back, "defect_days": 30,
                },
                "desk": {
                    "version": 7, "language": "ja", "zone": zone, "places": 2,
                    "calendar": {
                        "week": {"mon": hours, "sat": []},
                        "days": [{"day": "2026-11-23", "hours": hours, "holiday": "勤労感謝の日"}, {"day": "2027-01-01"}],
                    },
                    "windows": {"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7},
                },
            },
            "faq": [
                {"id": "a", "lang": "ja", "category": "c", "question": "q", "answer": "a", "wordings": ["w"], "topic": "size_fit", "products": ["p"], "product_categories": ["s"], "steps": steps},
                {"id": "b", "lang": "ja", "category": "", "question": "", "answer": ""},
            ],
            "texts": {"home.call": "電話", "panel.close": "閉じる"},
        })
    }

    fn status() -> Tree {
        json!({
            "ticket": "7K3M-9QXT-2HFA", "state": "retrying", "created_at": "2026-11-20T01:05:00Z", "topic": "gift", "urgency": "urgent",
            "respond_by": "2026-11-20T01:20:00Z", "window": {"start": "2026-11-20T01:00:00Z", "end": "2026-11-20T02:00:00Z"},
            "promise_broken": true, "by_phone": true, "caller_number": "+81312345678",
            "attempts": [{"at": "2026-11-20T01:15:00Z", "outcome": "no_answer"}], "next_try": "2026-11-20T03:15:00Z", "may": ["move", "cancel"],
        })
    }

    /// Every value inside, replaced by something else or taken out.
    fn spoilt(tree: &Tree, with: &mut dyn FnMut(Tree)) {
        let others = [json!(null), json!(true), json!(-1), json!(5_000_000_000_i64), json!(1.5), json!(""), json!("x")];
        others.into_iter().for_each(&mut *with);
        match tree {
            Tree::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    spoilt(item, &mut |other| {
                        with(items.iter().enumerate().map(|(j, old)| if i == j { other.clone() } else { old.clone() }).collect())
                    });
                }
            }
            Tree::Object(fields) => {
                for (name, value) in fields {
                    let mut without = fields.clone();
                    without.remove(name);
                    with(Tree::Object(without));
                    spoilt(value, &mut |other| {
                        with(Tree::Object(
                            fields.iter().map(|(own, old)| (own.clone(), if own == name { other.clone() } else { old.clone() })).collect(),
                        ))
                    });
                }
            }
            _ => {}
        }
    }

    /// Both readers read it alike; of what isn't as it should be ours takes
    /// nothing that serde doesn't take alike. (It takes a list for an object and
    /// knows no defaults of settings, which the worker always spells out.)
    fn alike<T: Read + DeserializeOwned + Serialize + PartialEq + Debug>(tree: &Tree) {
        let read = |text: &str| (json::read::<T>(text), serde_json::from_str::<T>(text).ok());
        let (ours, theirs) = read(&tree.to_string());
        assert!(theirs.is_some() && ours == theirs, "{tree}: {ours:?}");
        assert_eq!(json::read::<T>(&serde_json::to_string(&theirs).unwrap()), theirs, "as the worker writes it");
        let mut compared = 0;
        spoilt(tree, &mut |tree| {
            let (ours, theirs) = read(&tree.to_string());
            if ours.is_some() {
                assert_eq!(ours, theirs, "{tree}");
                compared += 1;
            }
            if let Some(theirs) = theirs {
                let written = serde_json::to_string(&theirs).unwrap();
                assert_eq!(json::read(&written), Some(theirs), "{written}");
            }
        });
        assert!(compared > 0);
    }

    #[test]
    fn the_panel_reads_what_the_worker_reads() {
        alike::<Published>(&published());
        alike::<Status>(&status());
        alike::<Receipt>(&json!({"token": "t", "status": status()}));
        let span = json!({"start": "2026-11-20T01:00:00Z", "end": "2026-11-20T02:00:00Z"});
        let asap = json!({"respond_by": "2026-11-20T01:20:00Z", "window": span});
        alike::<Windows>(&json!({"now": "2026-11-20T01:05:00Z", "asap": asap, "windows": [span, span], "later": {"x": [1, {}]}}));
        let faults = json!([{"path": "window", "code": "taken"}, {"path": "phone", "code": "malformed", "hint": "03"}]);
        let detail = json!({"code": "invalid", "message": "", "faults": faults, "windows": [span], "retry_after": 60});
        alike::<ErrorBody>(&json!({"error": detail}));
        let product =
            json!({"name": "リネン", "sku": "S-1", "price": "1,100円", "category": "c", "url": "https://shop.example/1", "source": "page"});
        alike::<DraftProduct>(&product);
        alike::<Draft>(&json!({"topic": "gift", "product": product, "read": ["a"], "marketing": true, "took": "9"}));
    }

    #[test]
    fn every_name_is_the_one_on_the_wire() {
        fn names<T: Read + DeserializeOwned + PartialEq + Debug>(names: &str) {
            for name in names.split(' ') {
                let text = json!(name).to_string();
                let ours = json::read::<T>(&text);
                assert!(ours.is_some() && ours == serde_json::from_str(&text).ok(), "{name}");
            }
            assert!(["", "x", "A"].into_iter().all(|other| json::read::<T>(&json!(other).to_string()).is_none()));
        }
        names::<WeekdayName>("mon tue wed thu fri sat sun");
        names::<Verdict>("yes no ask");
        names::<Condition>("any unused unopened");
        names::<Payer>("customer shop");
        names::<Urgency>("urgent normal");
        names::<State>("open calling retrying handed set_aside done cancelled unreached erased");
        names::<Outcome>("reached no_answer busy voicemail wrong_number");
        names::<May>("move cancel rate");
        let codes = "required too_long malformed check_digit unknown unknown_key not_offered not_callable do_not_contact not_agreed past too_far \
                     closed taken out_of_range duplicate address_refused expired unverified";
        names::<Code>(codes);
        assert!(Topic::ALL.iter().all(|topic| json::read(&json!(topic).to_string()) == Some(*topic)));
    }

    #[test]
    fn what_the_panel_writes_is_read_by_serde_and_by_itself() {
        let mut draft =
            Draft { name: "山田\u{1} \"花子\"\\".into(), read: vec!["a".into(), "b".into()], marketing: true, ..Draft::default() };
        draft.product.name = "リネン\n".into();
        for draft in [draft, Draft::default()] {
            let text = json::text(&draft);
            assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
            assert_eq!(serde_json::from_str::<Tree>(&text).unwrap(), json!(draft), "{text}");
            assert_eq!(json::read(&text), Some(draft));
        }
        let kept = Kept {
            ticket: "7K3M-9QXT-2HFA".into(),
            token: "t".into(),
            topic: "gift".into(),
            reply: "phone".into(),
            asap: true,
            earlier: false,
        };
        let all = vec![kept.clone(), kept];
        assert_eq!(json::read(&json::text(&all)), Some(all));
    }
}
