use super::*;
use madoguchi_shared::Topic;
use madoguchi_shared::desk::Paused;
use madoguchi_shared::field::Country;
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::promise::Promise;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::ticket::{Act, Actor, Facts};
use madoguchi_shared::urgency::Urgency;
use madoguchi_shared::window::WindowRules;
use madoguchi_shared::zone::Zone;
use madoguchi_shared::{Draft, json};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const FILES: [(&str, &[u8]); 2] =
    [("ja", include_bytes!("../../../www/texts/desk/talk.ja.json")), ("en", include_bytes!("../../../www/texts/desk/talk.en.json"))];

fn texts(language: &str) -> Texts {
    json::read(FILES.iter().find(|(name, _)| *name == language).unwrap().1).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// Tuesday morning.
fn now() -> Instant {
    at("2026-11-24T10:00:00+09:00")
}

fn settings(talk: Value) -> ShopSettings {
    let mut settings: Value = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
    settings["talk"] = talk;
    serde_json::from_value(settings).unwrap()
}

fn rules(settings: &ShopSettings) -> Rules {
    let zone = Zone::fixed("Asia/Tokyo", 32_400);
    let day = json!([["09:00", "18:00"]]);
    let calendar = serde_json::from_value(json!({"week": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day}})).unwrap();
    Rules {
        country: Country::japan(),
        topics: Topic::ALL.to_vec(),
        consent_version: "1".into(),
        order_policy: settings.order_policy.resolve(zone.local(now()).unwrap().day),
        shop_zone: zone.clone(),
        desk: Some(DeskHours {
            version: 1,
            language: "ja".into(),
            zone,
            calendar,
            windows: WindowRules::default(),
            places: 9,
            paused: Paused::default(),
        }),
    }
}

fn ticket(more: Value) -> Ticket {
    let mut draft = json!({
        "topic": "return", "name": "山田 花子", "reply": "phone", "phone": "09012345678", "window": "asap", "order_number": "KM-1024",
        "product": {"name": "リネンシャツ", "sku": "KM-SH-0412"}, "quantity": "2", "wanted_date": "2026-12-01", "symptom": "ほつれ",
        "solution": "交換", "address": "100-0001 東京都千代田区千代田1-1", "message": "サイズが合いません", "language": "ja", "consent": "1",
    });
    draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let draft: Draft = serde_json::from_value(draft).unwrap();
    let intake = draft.check(&rules(&settings(json!({}))), now()).unwrap();
    let promise = Promise { respond_by: None, window: None };
    Ticket::accepted(TicketId::from_random(1), Slug::parse("demo").unwrap(), now(), Urgency::Normal, promise, intake)
}

struct World {
    settings: ShopSettings,
    language: &'static str,
    answers: Vec<Entry>,
    closed: bool,
}

impl World {
    fn new() -> Self {
        Self { settings: settings(json!({})), language: "ja", answers: vec![], closed: false }
    }

    fn talk(&self, ticket: &Ticket) -> Talk {
        let (mut rules, texts) = (rules(&self.settings), texts(self.language));
        if self.closed {
            rules.desk = None;
        }
        let of =
            Sources { settings: &self.settings, rules: &rules, texts: &texts, language: self.language, answers: &self.answers, now: now() };
        talk(ticket, &of).unwrap()
    }
}

fn said(talk: &Talk) -> String {
    let asked = talk.ask.iter().map(|ask| [&*ask.label, "＝", &ask.known].concat());
    let all = [&talk.greeting, &talk.matter, &talk.say, &talk.policy, &talk.closing];
    all.into_iter().flatten().cloned().chain(asked).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_return_is_talked_through_from_greeting_to_closing() {
    let talk = World::new().talk(&ticket(json!({})));
    assert_eq!(talk.greeting[0], "お忙しいところ恐れ入ります。木もれび商店お客様窓口の{operator}と申します。");
    assert!(talk.greeting[1].ends_with("山田 花子様でいらっしゃいますか。"), "{:?}", talk.greeting);
    assert!(talk.greeting.iter().any(|line| line.contains("ご注文番号をお願いできますでしょうか")));
    assert_eq!(
        talk.matter,
        ["「リネンシャツ」につきまして、ご返品の件でお問い合わせをいただいております。お間違いございませんでしょうか。"]
    );
    let facts: Vec<_> = talk.ask.iter().filter(|ask| !ask.key.is_empty()).map(|ask| (ask.key.as_str(), ask.known.as_str())).collect();
    assert_eq!(facts, [("order", "KM-1024"), ("product", "リネンシャツ")]);
    assert!(talk.ask.iter().any(|ask| ask.key.is_empty() && ask.label.contains("開封・ご使用")));
    assert_eq!(
        talk.policy[..3],
        [
            "お届けから8日以内なら、返品を承ります（手数料なし）。担当者が確認します。",
            "未使用の品に限ります。",
            "返送料はお客様のご負担です。"
        ]
    );
    assert!(talk.policy[3].starts_with("ご注文の変更・取消は、"), "the shop's own words: {:?}", talk.policy);
    assert_eq!(talk.closing[0], "店舗への確認が必要な点は、明日 10:00までに、あらためてご連絡いたします。");
}

/// Whoever answers the phone hears nothing about the shopper before it is sure
/// that it is they: but for the name that is asked for.
#[test]
fn nothing_personal_is_read_out_before_it_is_sure_who_it_is() {
    for topic in Topic::ALL {
        for more in [json!({}), json!({"order_number": "", "order_date": "2026-11-20"})] {
            let mut draft = json!({"topic": topic.slug()});
            draft.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let told = World::new().talk(&ticket(draft)).greeting.join("\n");
            for secret in ["5678", "1024", "11-20", "リネン", "千代田", "返品", "ほつれ"] {
                assert!(!told.contains(secret), "{topic:?}: {told}");
            }
        }
    }
}

#[test]
fn each_topic_has_words_for_its_matter_and_all_that_it_needs_is_asked_for() {
    for language in ["ja", "en"] {
        let world = World { language, ..World::new() };
        for topic in Topic::ALL {
            let talk = world.talk(&ticket(json!({"topic": topic.slug()})));
            let whole = said(&talk);
            for part in [&talk.greeting, &talk.matter, &talk.say, &talk.closing] {
                assert!(!part.is_empty() && part.iter().all(|line| !line.trim().is_empty()), "{topic:?}: {talk:?}");
            }
            assert!(!whole.replace("{operator}", "").contains(['{', '}']), "{topic:?}: {whole}");
            let needs = topic.row().needs.iter().filter(|fact| **fact != Fact::Contact).count();
            assert_eq!(
                talk.ask.iter().filter(|ask| !ask.key.is_empty() && !ask.label.is_empty() && !ask.known.is_empty()).count(),
                needs,
                "{topic:?}"
            );
            assert_eq!(talk.policy.is_empty(), !topic.has_terms(), "{topic:?}");
        }
    }
}

/// Both languages say the same things, and name nothing that isn't known.
#[test]
fn the_two_files_say_the_same_and_name_what_is_known() {
    let [ja, en] = ["ja", "en"].map(texts);
    let keys = |texts: &Texts| texts.iter().map(|(key, _)| key.clone()).collect::<BTreeSet<_>>();
    assert_eq!(keys(&ja), keys(&en));
    assert_eq!(keys(&ja).len(), ja.iter().count(), "nothing is said twice");
    let names = |text: &str| {
        let mut names = BTreeSet::new();
        named::fill(text, &mut |name| {
            names.insert(name.to_owned());
            None
        });
        names
    };
    for (key, text) in ja.iter() {
        let other = en.get(key).unwrap();
        assert_eq!(text.lines().count(), other.lines().count(), "{key}");
        let known = ["shop", "name", "matter", "product", "order", "promise", "operator", "day", "time"];
        assert!(names(text).iter().all(|name| known.contains(&name.as_str())), "{key}: {text}");
        let day_and_time = names(text).iter().any(|name| name == "day" || name == "time");
        assert!(!day_and_time || key == "when", "{key}");
        let hints = |text: &str, sign| text.lines().filter(|line| line.starts_with(sign)).count();
        assert_eq!(hints(text, "※ "), hints(other, "* "), "{key}");
        assert!(!other.chars().any(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ')), "{key}: {other}");
    }
    let topics = Topic::ALL.iter().map(|topic| topic.slug()).chain(["general"]);
    let groups: BTreeSet<_> = topics.chain(["greeting", "identity", "matter", "fact", "closing", "policy", "when"]).collect();
    assert!(keys(&ja).iter().all(|key| groups.contains(key.split('.').next().unwrap())), "no word is for nothing");
}

#[test]
fn what_the_shop_wrote_takes_the_defaults_place() {
    let talk = json!({
        "greeting": ["毎度ありがとうございます、{shop}の{operator}です。", "{order}の件です。"],
        "closing": ["またどうぞ。"],
        "topics": [{"topic": "return", "ask": ["袋は開けましたか。"]}, {"topic": "gift", "say": ["{product}にのしを付けます。", "のしは無料です。"]}],
    });
    let world = World { settings: settings(talk), ..World::new() };
    let back = world.talk(&ticket(json!({})));
    assert_eq!(back.greeting[..2], ["毎度ありがとうございます、木もれび商店の{operator}です。", "KM-1024の件です。"]);
    assert!(back.greeting[2].contains("ご本人様の確認"), "whoever it is, that is asked");
    assert_eq!(back.closing, ["またどうぞ。"]);
    assert_eq!(back.ask.iter().map(|ask| ask.key.as_str()).collect::<Vec<_>>(), ["order", "product", ""]);
    assert_eq!(back.ask[2].label, "袋は開けましたか。");
    assert!(back.say.iter().any(|line| line.contains("ご返品の条件")), "the default where it says nothing: {:?}", back.say);
    let gift = world.talk(&ticket(json!({"topic": "gift", "order_number": "", "product": {}})));
    assert_eq!(gift.say, ["のしは無料です。"], "what can't be said whole isn't said");
    assert_eq!(gift.greeting.iter().filter(|line| line.contains("件です")).count(), 0);
    let mail = world.talk(&ticket(json!({"reply": "email", "email": "hana@example.jp"})));
    assert_eq!(mail.greeting[0], "山田 花子様", "a letter isn't begun as a call: {:?}", mail.greeting);
}

#[test]
fn what_decides_and_is_not_known_is_told_for_both_cases() {
    let talk = World::new().talk(&ticket(json!({"topic": "order_cancel"})));
    assert_eq!(
        talk.policy[..2],
        ["【出荷前】本日 14:00までキャンセルを承ります（手数料なし）。", "【出荷後】発送後のため、キャンセルは承れません。"]
    );
    // An order of today ships today at the earliest.
    let today = World::new().talk(&ticket(json!({"topic": "order_cancel", "order_number": "", "order_date": "2026-11-24"})));
    assert_eq!(today.policy[0], "本日 14:00までキャンセルを承ります（手数料なし）。");
    let english = World { language: "en", ..World::new() }.talk(&ticket(json!({"topic": "order_change"})));
    assert_eq!(english.policy[0], "[Not shipped yet] You can change your order until 2:00 pm today (no fee).");
    assert_eq!(english.closing[0], "Where I need to check with the shop, you will hear from us by 10:00 am tomorrow.");
}

#[test]
fn published_answers_stand_by_those_read_before_last() {
    let entry = |id: &str, more: Value| {
        let mut entry =
            json!({"id": id, "lang": "ja", "category": "c", "question": id, "answer": "**はい**\n\n- 一\n- 二", "topic": "return"});
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value::<Entry>(entry).unwrap()
    };
    let answers = vec![
        entry("read", json!({})),
        entry("other-topic", json!({"topic": "gift"})),
        entry("none", json!({"topic": null})),
        entry("other-product", json!({"products": ["KM-CH-65W"]})),
        entry("general", json!({})),
        entry("own", json!({"products": ["KM-SH-0412"]})),
    ];
    let world = World { answers, ..World::new() };
    let talk = world.talk(&ticket(json!({"read": ["read"]})));
    let shown: Vec<_> = talk.answers.iter().map(|said| (said.question.as_str(), said.read)).collect();
    assert_eq!(shown, [("own", false), ("general", false), ("read", true)]);
    assert_eq!(talk.answers[0].answer, "はい\n一\n二");
    let many = World { answers: (0..9).map(|n| entry(&n.to_string(), json!({}))).collect(), ..World::new() };
    assert_eq!(many.talk(&ticket(json!({}))).answers.len(), ANSWERS);
}

#[test]
fn the_promise_is_the_shops_own_deadline() {
    let (world, open) = (World::new(), ticket(json!({})));
    let rules = rules(&world.settings);
    let facts = Facts {
        now: at("2026-11-23T09:30:00+09:00"),
        rules: &rules,
        service: &world.settings.service,
        taken: &|_| 0,
        do_not_contact: false,
    };
    let note = serde_json::from_value(json!("在庫を調べてください")).unwrap();
    let handed = open.apply(Actor::Desk, &Act::HandOver { note }, None, &facts).unwrap().ticket;
    assert!(world.talk(&handed).closing[0].contains("本日 9:30まで"), "{:?}", world.talk(&handed).closing);
    let never = World { closed: true, ..World::new() };
    let talk = never.talk(&open);
    assert_eq!(talk.closing[0], "店舗への確認が必要な点は、わかりしだい、あらためてご連絡いたします。");
    assert!(talk.say.iter().all(|line| !line.contains("promise")));
}

/// What a shopper types is words in a sentence, whatever it is.
#[test]
fn what_is_typed_stays_words() {
    let hostile = ["{shop}{operator}", "<script>alert(1)</script>", "a\u{202E}b", "a\u{2028}b", "=HYPERLINK(1)", "{a", "}{name"];
    for text in hostile {
        let more = json!({"name": text, "product": {"name": text, "sku": text}, "message": text, "order_number": "1"});
        let typed = ticket(more);
        let talk = World::new().talk(&typed);
        let (name, product) = (typed.intake.as_ref().unwrap().name.as_str(), typed.intake.as_ref().unwrap().product.clone().unwrap().name);
        let [name, product] = [name, product.as_str()].map(|text| clean::one_line(text, 99));
        assert!(talk.greeting[1].contains(&[&*name, "様"].concat()), "{text:?}: {:?}", talk.greeting);
        assert!(talk.matter[0].contains(&["「", &*product, "」"].concat()), "{text:?}: {:?}", talk.matter);
        assert!(!said(&talk).contains(['\u{202E}', '\u{2028}']), "{text:?}");
    }
}

#[test]
fn of_whom_is_forgotten_nothing_is_said() {
    let world = World::new();
    let rules = rules(&world.settings);
    let facts = Facts { now: now(), rules: &rules, service: &world.settings.service, taken: &|_| 0, do_not_contact: false };
    let gone = ticket(json!({})).apply(Actor::Clock, &Act::Erase {}, None, &facts).unwrap().ticket;
    let texts = texts("ja");
    let of = Sources { settings: &world.settings, rules: &rules, texts: &texts, language: "ja", answers: &[], now: now() };
    assert!(talk(&gone, &of).is_none());
}
