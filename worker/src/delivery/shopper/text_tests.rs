use super::*;
use crate::delivery::sms::parts;
use crate::delivery::specimen;
use crate::hosted::Words;
use madoguchi_shared::json;
use madoguchi_shared::zone::Zone;
use serde_json::{Value, json};

const LINK: &str = "https://madoguchi.komichi-online-shop.workers.dev/s/komichi-online/t/2345-6789-BCDF#k=6b49d200.AAAAAAAAAAAAAAAAAAAAAA";
const LANGUAGES: [&str; 4] = ["ja", "en", "zh", "ko"];
const WORDS: [Word; 6] = [Word::Receipt, Word::Moved, Word::Cancelled, Word::Again, Word::Unreached, Word::Answer];

fn file(language: &str) -> Texts {
    let bytes: &[u8] = match language {
        "ja" => include_bytes!("../../../../www/texts/word/ja.json"),
        "zh" => include_bytes!("../../../../www/texts/word/zh.json"),
        "ko" => include_bytes!("../../../../www/texts/word/ko.json"),
        _ => include_bytes!("../../../../www/texts/word/en.json"),
    };
    json::read(bytes).unwrap()
}

fn saying<T>(language: &str, word: Word, ticket: Value, name: &str, look: impl Fn(&Saying<'_>) -> T) -> T {
    let mut shop: ShopSettings = serde_json::from_slice(include_bytes!("../../../../www/demo/settings.json")).unwrap();
    shop.name = name.into();
    let (ticket, texts): (Ticket, Texts) = (serde_json::from_value(ticket).unwrap(), file(language));
    let (zone, now) = (Zone::fixed("Asia/Tokyo", 32_400), specimen::now());
    let when = When { words: Words::of(language), zone: &zone, now };
    let until = now.plus_seconds(7 * 86_400);
    look(&Saying { word, ticket: &ticket, shop: &shop, language, texts: &texts, when, link: Some(LINK.into()), until })
}

fn again() -> Value {
    let mut ticket = specimen::ticket();
    ticket["state"] = json!("retrying");
    ticket["next_try"] = json!("2026-11-24T16:30:00+09:00");
    ticket
}

fn answered(note: &str) -> Value {
    let mut ticket = specimen::by_mail();
    ticket["state"] = json!("done");
    ticket["end"] = json!({"at": "2026-11-24T16:00:00+09:00", "outcome": "answered", "note": note});
    ticket
}

#[test]
fn every_language_says_all_that_the_others_say() {
    let places = |text: &str| {
        let mut names: Vec<String> = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
        names.sort_unstable();
        names
    };
    let of = |language| file(language).iter().map(|(key, text)| (key.clone(), places(text))).collect::<Vec<_>>();
    for language in LANGUAGES {
        assert_eq!(of(language), of("ja"), "{language}");
        assert!(file(language).iter().all(|(_, text)| !text.is_empty()));
    }
    assert!(file("en").iter().all(|(_, text)| text.is_ascii()), "an SMS in English has no wide letter");
}

#[test]
fn an_sms_has_few_parts_with_its_link_last() {
    for language in LANGUAGES {
        for word in [Word::Receipt, Word::Moved, Word::Cancelled, Word::Again, Word::Unreached] {
            let ticket = if word == Word::Again { again() } else { specimen::ticket() };
            let mut chosen = ticket.clone();
            chosen["intake"]["reply"]["window"] = json!({"start": "2026-11-24T15:00:00+09:00"});
            for (name, ticket) in [("こみちの店", ticket.clone()), (&*"店".repeat(60), ticket), ("Komichi", chosen)] {
                let text = saying(language, word, ticket, name, |own| own.sms());
                assert!(text.ends_with(&["\n", LINK].concat()), "{text}");
                assert!(!text.contains('{'), "{text}");
                // In English the letters of a Japanese name make all of it wide.
                let most = if language != "en" {
                    3
                } else if name == "Komichi" {
                    2
                } else {
                    4
                };
                assert!(parts(&text) <= most, "{} parts: {text}", parts(&text));
            }
        }
    }
}

#[test]
fn what_is_said_in_japanese() {
    let sms = |word, ticket| saying("ja", word, ticket, "こみちの店", |own| own.sms().lines().next().unwrap().to_owned());
    assert_eq!(
        sms(Word::Receipt, specimen::ticket()),
        "[こみちの店] ご依頼を受け付けました。11月24日（火） 15:20までに050-1234-5678からお電話します。"
            .replace("050-1234-5678", &number())
    );
    assert_eq!(
        sms(Word::Again, again()),
        ["[こみちの店] お電話しましたが、つながりませんでした。11月24日（火） 16:30ごろ", &number(), "からあらためておかけします。"]
            .concat()
    );
    assert_eq!(sms(Word::Cancelled, specimen::ticket()), "[こみちの店] ご依頼をキャンセルしました。");
}

fn number() -> String {
    saying("ja", Word::Receipt, specimen::ticket(), "店", |own| display_e164(&own.shop.caller_number, &own.shop.country))
}

/// An address may be a stranger's: nothing that was typed goes there.
#[test]
fn nothing_of_what_a_shopper_typed_is_sent() {
    for mut hostile in specimen::hostile_tickets() {
        let message = hostile["intake"]["message"].as_str().unwrap_or_default().to_owned();
        hostile["intake"]["reply"] = specimen::by_mail()["intake"]["reply"].clone();
        for word in WORDS {
            let usual =
                saying("ja", word, specimen::by_mail(), "店", |own| (own.subject(), own.page().text(), own.page().html(), own.sms()));
            let told = saying("ja", word, hostile.clone(), "店", |own| (own.subject(), own.page().text(), own.page().html(), own.sms()));
            assert_eq!(told, usual, "{message}");
        }
    }
}

#[test]
fn a_mail_says_what_was_promised_and_the_answer_whole() {
    let receipt = saying("ja", Word::Receipt, specimen::by_mail(), "こみちの店", |own| (own.subject(), own.page().text()));
    assert_eq!(receipt.0, "ご依頼を受け付けました | こみちの店 | 2345-6789-BCDF");
    for said in ["11月24日（火） 15:20までにメールでお答えします。", "受付番号: 2345-6789-BCDF", LINK, "12月1日（火）"]
    {
        assert!(receipt.1.contains(said), "{said}: {}", receipt.1);
    }
    let (text, html) = saying(
        "ja",
        Word::Answer,
        answered("はい、<のし>を\n無料でお付けします。https://shop.example/noshi"),
        "店",
        |own| (own.page().text(), own.page().html()),
    );
    assert!(text.contains("はい、<のし>を\n無料でお付けします。https://shop.example/noshi"), "{text}");
    assert!(html.contains("はい、&lt;のし&gt;を\n無料でお付けします。") && html.contains(&LINK.replace('&', "&amp;")), "{html}");
    let english = saying("en", Word::Receipt, specimen::by_mail(), "Komichi", |own| own.page().text());
    assert!(english.contains("by Tuesday 24 November 3:20 pm.") && english.contains("Japan time"), "{english}");
}
