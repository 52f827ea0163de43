use super::*;
use proptest::prelude::*;
use serde_json::json;

fn specimen<T: Document>() -> Value {
    serde_json::from_str(T::SPECIMEN).unwrap()
}

/// `path code`, with the hint in brackets.
fn told(faults: &[Fault]) -> Vec<String> {
    let hint = |fault: &Fault| fault.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    faults.iter().map(|fault| format!("{} {}{}", fault.path, fault.code.as_str(), hint(fault))).collect()
}

fn faults<T: Document>(document: &Value) -> Vec<String> {
    faults_in::<T>(&document.to_string())
}

fn faults_in<T: Document>(text: &str) -> Vec<String> {
    match read::<T>(text.as_bytes(), |_| vec![]) {
        Ok(_) => vec![],
        Err(Unread::Faulty(faults)) => told(&faults),
        Err(Unread::NoObject) => vec!["no object".to_owned()],
    }
}

/// The faults of the specimen with one value changed; `null` takes it away.
fn with<T: Document>(pointer: &str, value: Value) -> Vec<String> {
    let mut document = specimen::<T>();
    let (outer, last) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(outer).unwrap() {
        Value::Object(object) => drop(object.insert(last.to_owned(), value)),
        items => items[last.parse::<usize>().unwrap()] = value,
    }
    faults::<T>(&document)
}

fn is_whole<T: Document + std::fmt::Debug>() {
    let read = read::<T>(T::SPECIMEN.as_bytes(), |_| vec![]).unwrap();
    let mut document = specimen::<T>();
    document["version"] = json!(1);
    assert_eq!(serde_json::to_value(written(&read)).unwrap(), document);
}

#[test]
fn specimens_are_in_order_and_are_written_as_they_are_read() {
    is_whole::<ShopSettings>();
    is_whole::<DeskSettings>();
    is_whole::<Faq>();
}

#[test]
fn a_shops_faults_stand_at_their_paths() {
    for (pointer, value, fault) in [
        ("/service/urgent_minutes", json!("15"), "service.urgent_minutes malformed"),
        ("/service/urgent_minutes", json!(15.5), "service.urgent_minutes malformed"),
        ("/service/urgent_minutes", json!(1), "service.urgent_minutes out_of_range"),
        ("/service", json!(15), "service malformed"),
        ("/service", json!([15]), "service malformed"),
        ("/name", json!(null), "name required"),
        ("/name", json!({}), "name malformed"),
        ("/country", json!("jp"), "country malformed"),
        ("/country", json!("UK"), "country unknown"),
        ("/order_policy/same_day_cutoff", json!("2pm"), "order_policy.same_day_cutoff malformed"),
        ("/order_policy/same_day_cutof", json!("14:00"), "order_policy.same_day_cutof unknown_key (same_day_cutoff)"),
        ("/colour", json!("#000000"), "colour unknown_key"),
        ("/topics/2", json!("defects"), "topics.2 unknown (defect)"),
        ("/topics/3", json!("weather"), "topics.3 unknown"),
        ("/topics/3", json!(7), "topics.3 malformed"),
        ("/privacy/keep_days", json!(-1), "privacy.keep_days out_of_range"),
        ("/privacy/keep_days", json!(5_000_000_000_u64), "privacy.keep_days out_of_range"),
        ("/privacy/purpose/en", json!(["x"]), "privacy.purpose.en malformed"),
        ("/channels/0", json!("webhook"), "channels.0 malformed"),
        ("/channels/0/kind", json!("webhooks"), "channels.0.kind unknown (webhook)"),
        ("/channels/0/kind", json!(null), "channels.0.kind required"),
        ("/channels/0/id", json!("Not a slug"), "channels.0.id malformed"),
        ("/channels/0/id", json!("a".repeat(41)), "channels.0.id too_long"),
        ("/channels/0/url", json!(5), "channels.0.url malformed"),
        ("/channels/0/secret", json!(5), "channels.0.secret malformed"),
        ("/channels/0/uri", json!("https://x.example"), "channels.0.uri unknown_key (url)"),
        ("/channels/1/notices/digest", json!({}), "channels.1.notices malformed"),
        ("/channels/1/notices/quiet/form", json!("20:00"), "channels.1.notices malformed"),
        ("/channels/1/notices/rules/0/send", json!("hourly"), "channels.1.notices unknown"),
        ("/channels/1/mention", json!("here"), "channels.1.mention malformed"),
        ("/talk/greetings", json!([]), "talk.greetings unknown_key (greeting)"),
        ("/talk/greeting/0", json!(7), "talk.greeting.0 malformed"),
        ("/talk/closing/0", json!("{shoop}"), "talk.closing.0.shoop unknown (shop)"),
        ("/talk/topics/0/topic", json!("retrun"), "talk.topics.0.topic unknown (return)"),
        ("/version", json!(2), "version unknown (1)"),
        ("/version", json!("1"), "version malformed"),
        ("/version", json!(0), "version malformed"),
    ] {
        assert_eq!(with::<ShopSettings>(pointer, value.clone()), [fault], "{pointer} = {value}");
    }
}

#[test]
fn a_desks_faults_stand_at_their_paths() {
    for (pointer, value, fault) in [
        ("/calendar/week/monday", json!([]), "calendar.week.monday unknown_key (mon)"),
        ("/calendar/week/mon/1", json!(["13:00"]), "calendar.week.mon.1 malformed"),
        ("/calendar/week/mon/1", json!(["13:00", "18:00", "19:00"]), "calendar.week.mon.1 malformed"),
        ("/calendar/week/mon/1/1", json!("25:00"), "calendar.week.mon.1.1 malformed"),
        ("/calendar/closed/0", json!("2026-02-30"), "calendar.closed.0 malformed"),
        ("/calendar/holidays/days/soon", json!("創立記念日"), "calendar.holidays.days.soon malformed"),
        ("/calendar/closed_every_year/0/from", json!("12-32"), "calendar.closed_every_year.0.from malformed"),
        ("/calendar/extra_open/soon", json!([]), "calendar.extra_open.soon malformed"),
        ("/calendar/holiday", json!([]), "calendar.holiday unknown_key (holidays)"),
        ("/allotments/Demo", json!({"places": 1}), "allotments.Demo malformed"),
        ("/allotments/another", json!({}), "allotments.another.places required"),
        ("/allotments/demo/places", json!("3"), "allotments.demo.places malformed"),
        ("/language", json!("japanese"), "language malformed"),
        ("/name", json!("\u{200B}"), "name required"),
        ("/capacity", json!(2), "allotments out_of_range"),
    ] {
        assert_eq!(with::<DeskSettings>(pointer, value.clone()), [fault], "{pointer} = {value}");
    }
}

#[test]
fn faults_of_shape_are_told_all_at_once() {
    let mut shop = specimen::<ShopSettings>();
    shop["nmae"] = shop.as_object_mut().unwrap().remove("name").unwrap();
    shop["origins"] = json!("https://shop.example");
    shop["topics"] = json!(["gift", "sizefit", 3, "defect"]);
    shop["privacy"] = json!({"purpose": {"ja": 1}, "policy_url": null, "keep_days": "90"});
    shop["channels"] = json!([{"kind": "webhook", "id": "a b", "url": 5, "secrets": ""}, {"kind": "fax"}]);
    shop["service"]["urgent_minutes"] = json!(0);
    let expected = [
        "channels.0.id malformed",
        "channels.0.secrets unknown_key (secret)",
        "channels.0.url malformed",
        "channels.1.kind unknown",
        "nmae unknown_key (name)",
        "origins malformed",
        "privacy.keep_days malformed",
        "privacy.policy_url required",
        "privacy.purpose.ja malformed",
        "privacy.version required",
        "topics.1 unknown (size_fit)",
        "topics.2 malformed",
    ];
    let mut all = faults::<ShopSettings>(&shop);
    all.sort();
    assert_eq!(all, expected);
}

#[test]
fn unknown_keys_and_faults_of_sense_are_told_together() {
    let mut shop = specimen::<ShopSettings>();
    shop["Name"] = json!("x");
    shop["accent"] = json!("green");
    assert_eq!(faults::<ShopSettings>(&shop), ["Name unknown_key (name)", "accent malformed"]);
    // The value under the slip is judged as what it was meant to be.
    shop["Name"] = shop.as_object_mut().unwrap().remove("name").unwrap();
    shop["accent"] = json!(5);
    assert_eq!(faults::<ShopSettings>(&shop), ["Name unknown_key (name)", "accent malformed"]);
}

#[test]
fn a_faqs_entries_are_read_one_by_one() {
    let good = specimen::<Faq>()["entries"][0].clone();
    let bad = json!({"id": "Fee!", "lang": "ja", "question": "送料は?", "answer": 5, "topic": "gifts", "tag": 1});
    let told = faults::<Faq>(&json!({"entries": [good, bad, 7, good], "entires": 1}));
    let expected = [
        "entires unknown_key (entries)",
        "entries.1.answer malformed",
        "entries.1.tag unknown_key",
        "entries.1.topic unknown (gift)",
        "entries.1.category required",
        "entries.2 malformed",
    ];
    assert_eq!(told, expected);
    assert_eq!(faults::<Faq>(&json!({})), ["entries required"]);
    assert_eq!(faults::<Faq>(&json!({"entries": [{}]})).len(), 5);
    assert_eq!(faults::<Faq>(&json!({"entries": vec![bad; 5_000]})).len(), Faults::MOST);
}

#[test]
fn long_keys_are_told_short() {
    let mut shop = specimen::<ShopSettings>();
    shop["k".repeat(100_000).as_str()] = json!(1);
    assert_eq!(faults::<ShopSettings>(&shop), [format!("{} unknown_key", "k".repeat(64))]);
}

#[test]
fn a_name_said_twice_is_a_fault_wherever_it_stands() {
    let good = ShopSettings::SPECIMEN;
    assert_eq!(faults_in::<ShopSettings>(good), Vec::<String>::new());
    let twice = |before: &str, more: &str| good.replacen(before, &[more, before].concat(), 1);
    for text in [
        twice("\"name\"", "\"name\": \"another\", "),
        twice("\"name\"", "\"n\\u0061me\": \"another\", "),
        twice("\"urgent_minutes\"", "\"urgent_minutes\": 20, "),
        twice("\"kind\"", "\"kind\": \"webhook\", "),
        good.replacen('{', "{\"version\": 1, \"version\": 99, ", 1),
    ] {
        assert_eq!(faults_in::<ShopSettings>(&text), [" duplicate"], "{text}");
    }
    // Colons and quotes inside of strings are no names.
    let odd = good.replacen("\"name\": \"", "\"name\": \"a: \\\": \\\\ {\\\"x\\\": 1} ", 1);
    assert_ne!(odd, good);
    assert_eq!(faults_in::<ShopSettings>(&odd), Vec::<String>::new(), "{odd}");
}

#[test]
fn what_is_no_object_is_not_read() {
    for text in ["", "[]", "null", "\"x\"", "{\"name\":", "{} {}"] {
        assert_eq!(read::<ShopSettings>(text.as_bytes(), |_| vec![]), Err(Unread::NoObject), "{text}");
    }
}

/// A kind of document in its third version.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    words: Vec<String>,
    open: bool,
}

impl Document for Sign {
    const STEPS: &'static [Step] = &[
        // 2: `text` became `words`, a list.
        |sign| {
            if let Some(text) = sign.remove("text") {
                sign.insert("words".to_owned(), json!([text]));
            }
        },
        // 3: a sign can be turned round.
        |sign| {
            sign.entry("open").or_insert(json!(true));
        },
    ];
    const SPECIMEN: &'static str = r#"{"words": ["x"], "open": true}"#;

    fn judge(&self) -> Vec<Fault> {
        vec![]
    }
}

#[test]
fn older_documents_are_lifted_and_newer_ones_refused() {
    let sign = |document: Value| read::<Sign>(document.to_string().as_bytes(), |_| vec![]).ok();
    let made = |open| Some(Sign { words: vec!["窓口".into()], open });
    assert_eq!(sign(json!({"words": ["窓口"], "open": false})), made(false), "none said: the newest");
    assert_eq!(sign(json!({"version": 3, "words": ["窓口"], "open": false})), made(false));
    assert_eq!(sign(json!({"version": 2, "words": ["窓口"]})), made(true));
    assert_eq!(sign(json!({"version": 1, "text": "窓口"})), made(true));
    assert_eq!(faults::<Sign>(&json!({"text": "窓口"})), ["text unknown_key", "words required", "open required"]);
    assert_eq!(faults::<Sign>(&json!({"version": 4, "sentences": []})), ["version unknown (3)"]);

    assert_eq!(stored(json!({"text": "窓口"})), made(true), "from before versions were written");
    assert_eq!(stored::<Sign>(json!({"version": 4, "words": [], "open": true})), None);
    let written = serde_json::to_value(written(&made(true).unwrap())).unwrap();
    assert_eq!(written, json!({"version": 3, "words": ["窓口"], "open": true}));
    assert_eq!(stored(written), made(true));
}

#[test]
fn enums_with_content_are_read_too() {
    #[derive(Debug, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum By {
        Number(crate::field::OrderNumber),
        PlacedOn(crate::day::Day),
    }
    #[derive(Debug, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Order {
        by: By,
    }
    impl Document for Order {
        const SPECIMEN: &'static str = r#"{"by": {"number": "1024"}}"#;
        fn judge(&self) -> Vec<Fault> {
            vec![]
        }
    }
    let by = |value: Value| faults::<Order>(&json!({ "by": value }));
    assert!(by(json!({"placed_on": "2026-11-20"})).is_empty());
    assert_eq!(by(json!({"number": "none"})), ["by.number malformed"]);
    assert_eq!(by(json!({"nubmer": "1024"})), ["by.nubmer unknown_key (number)"]);
    assert_eq!(by(json!("number")), ["by malformed"]);
    assert_eq!(by(json!({"number": "1", "placed_on": "2026-11-20"})), ["by malformed"]);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{0,8}", inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Wherever a value is replaced, the rest is read all the same: what is
    /// told lies at, below or (for what is judged of the whole) above it.
    #[test]
    fn a_fault_is_told_where_it_is(seed in any::<prop::sample::Index>(), value in any_value()) {
        let mut shop = specimen::<ShopSettings>();
        let mut pointers = vec![];
        pointers_of(&shop, String::new(), &mut pointers);
        let pointer = seed.get(&pointers);
        *shop.pointer_mut(pointer).unwrap() = value;
        let path = pointer.trim_start_matches('/').replace('/', ".");
        for fault in faults::<ShopSettings>(&shop) {
            let at = fault.split(' ').next().unwrap();
            // What languages there are decides which texts are needed.
            let by_language = path.starts_with("languages") && (at.starts_with("privacy.purpose") || at.starts_with("order_policy.terms"));
            // Who is told of trouble is one of the channels.
            let by_channel = path.starts_with("channels") && at == "alert";
            prop_assert!(at.starts_with(&path) || path.starts_with(at) || by_language || by_channel, "{} at {}", fault, path);
        }
    }

    #[test]
    fn anything_is_read_or_refused(value in any_value()) {
        let text = value.to_string();
        let _ = read::<ShopSettings>(text.as_bytes(), |_| vec![]);
        let _ = read::<DeskSettings>(text.as_bytes(), |_| vec![]);
        let _ = read::<Faq>(text.as_bytes(), |_| vec![]);
    }
}

fn pointers_of(value: &Value, here: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| pointers_of(value, format!("{here}/{key}"), found)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, value)| pointers_of(value, format!("{here}/{i}"), found)),
        _ => {}
    }
    if !here.is_empty() {
        found.push(here);
    }
}

/// A reading is repeated for each fault, and each fault is told.
#[test]
fn a_document_of_megabytes_costs_little_and_is_answered_in_short() {
    let unknown = |document: &mut Value| (0..100).for_each(|n| document[format!("zz{n}")] = json!(1));
    let mut shop = specimen::<ShopSettings>();
    shop["languages"] = json!(vec!["ja"; 300_000]);
    unknown(&mut shop);
    assert_eq!(faults::<ShopSettings>(&shop), ["zz0 unknown_key", "zz1 unknown_key", "zz10 unknown_key"]);
    let mut faq = specimen::<Faq>();
    faq["entries"][0]["wordings"] = json!(vec!["?"; 300_000]);
    unknown(&mut faq["entries"][0]);
    assert_eq!(faults::<Faq>(&faq).len(), 3);

    let nothing = json!({"id": "", "lang": "", "category": "", "question": "", "answer": ""});
    assert_eq!(faults::<Faq>(&json!({"entries": vec![nothing; 5_001]})).len(), Faults::MOST);
    let channel = json!({"kind": "webhook", "id": "a", "url": "https://a.example"});
    let told = with::<ShopSettings>("/channels", json!(vec![channel; 30_000]));
    assert_eq!((told.len(), told[0].as_str(), told[15].as_str()), (17, "channels out_of_range", "channels.15.id duplicate"));
    assert_eq!(told[16], "alert unknown");
}
