//! A shop's questions as its owner's files: each form, each fault with its line,
//! all of a file or nothing.

use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::samples::{know_what_answers_name, settings};
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use xtask::seed::{self, Answer};

const CSV: &str = "text/csv";

/// The answer's first line where a table of so many bytes is announced, which
/// nobody has to send for it.
fn announced(shop: &Shop, length: usize) -> String {
    let address = house().url().rsplit('/').next().unwrap().replace("localhost", "127.0.0.1");
    let mut stream = TcpStream::connect(address).unwrap();
    let (path, token) = (shop.path("/faq"), &shop.token);
    let head = format!(
        "PUT {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-type: {CSV}\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    line
}

fn put(shop: &Shop, query: &str, kind: &str, file: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", shop.token);
    shop.api.send_bytes("PUT", &shop.path(&format!("/faq{query}")), &[("authorization", &bearer), ("content-type", kind)], file).unwrap()
}

fn get(shop: &Shop, query: &str, accept: &str) -> Answer {
    let bearer = format!("Bearer {}", shop.token);
    shop.api.send("GET", &shop.path(&format!("/faq{query}")), &[("authorization", &bearer), ("accept", accept)], "").unwrap()
}

fn entries(shop: &Shop) -> Vec<Value> {
    get(shop, "", "*/*").json().unwrap()["entries"].as_array().unwrap().clone()
}

#[track_caller]
fn stored(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().unwrap()
}

/// The faults as `line column: path code`.
#[track_caller]
fn faults(answer: &Answer) -> Vec<String> {
    let error = refused(answer, 422, "invalid");
    let fault = |fault: &Value| {
        let at = &fault["at"];
        let column = at["column"].as_str().map(|column| format!(" {column}")).unwrap_or_default();
        let line = at["line"].as_u64().map(|line| format!("{line}{column}: ")).unwrap_or_default();
        format!("{line}{} {}", fault["path"].as_str().unwrap(), fault["code"].as_str().unwrap())
    };
    error["faults"].as_array().unwrap().iter().map(fault).collect()
}

/// `質問,回答,カテゴリ` and `①㈱髙﨑〜－の送料は,"全国一律<CR><LF>660円",配送`, as a spreadsheet
/// in Japan saves them.
#[rustfmt::skip]
const CP932: &[u8] = b"\x8E\xBF\x96\xE2,\x89\xF1\x93\x9A,\x83J\x83e\x83S\x83\x8A\r\n\
    \x87\x40\x87\x8A\xFB\xFC\xED\x95\x81\x60\x81\x7C\x82\xCC\x91\x97\x97\xBF\x82\xCD,\"\x91\x53\x8D\x91\x88\xEA\x97\xA5\r\n660\x89\x7E\",\x94\x7A\x91\x97\r\n";

#[test]
fn a_table_is_read_in_whatever_characters_it_is_written() {
    let shop = Shop::open("faq-csv");
    let text = "質問,回答,カテゴリ\r\n送料は,\"全国一律\r\n660円\",配送\r\n";
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.replace(',', "\t").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let euc_jp = b"\xBC\xC1\xCC\xE4,\xB2\xF3\xC5\xFA\n\xC1\xF7\xCE\xC1,660\n";
    for (kind, file, question, answer) in [
        (CSV, text.as_bytes(), "送料は", "全国一律\n660円"),
        ("text/csv; charset=utf-8", format!("\u{FEFF}{text}").as_bytes(), "送料は", "全国一律\n660円"),
        (CSV, CP932, "①㈱髙﨑～－の送料は", "全国一律\n660円"),
        ("Text/CSV;header=present;charset=\"Shift_JIS\"", CP932, "①㈱髙﨑～－の送料は", "全国一律\n660円"),
        (CSV, &utf16, "送料は", "全国一律\n660円"),
        ("text/csv; charset=euc-jp", euc_jp, "送料", "660"),
    ] {
        assert_eq!(stored(&put(&shop, "", kind, file))["entries"], 1, "{kind}");
        let entry = &entries(&shop)[0];
        assert_eq!((entry["question"].as_str(), entry["answer"].as_str()), (Some(question), Some(answer)), "{kind}");
        assert_eq!(entry["lang"], "ja");
    }
    // What is in no characters at all is told by its line.
    assert_eq!(faults(&put(&shop, "", CSV, b"\x8E\xBF\x96\xE2\n\n\x80\xFF\n")), ["3:  malformed"]);
    assert_eq!(faults(&put(&shop, "", "text/csv; charset=utf-8", CP932)), ["1:  malformed"]);
    refused(&put(&shop, "", "text/csv; charset=klingon", text.as_bytes()), 415, "wrong_type");
    refused(&put(&shop, "", "application/vnd.ms-excel", b"x"), 415, "wrong_type");
    assert_eq!(entries(&shop)[0]["question"], "送料", "nothing of that was kept");
}

#[test]
fn faults_tell_their_line_and_nothing_is_half_imported() {
    let shop = Shop::open("faq-faults");
    stored(&put(&shop, "", "text/markdown", "# 一\n二\n".as_bytes()));
    let before = entries(&shop);
    let table = "質問,回答,用件\r\n良い,\"二\r\n三\",\r\n四,,gift\r\n五,{cutof},gifd\r\n".as_bytes();
    assert_eq!(faults(&put(&shop, "", CSV, table)), ["4 回答: entries.1.answer required", "5 用件: entries.2.topic unknown"]);
    let table = "質問,回答\r\n良い,二\r\n五,{cutof}\r\n".as_bytes();
    assert_eq!(faults(&put(&shop, "", CSV, table)), ["3 回答: entries.1.answer.cutof unknown"]);
    let text = "# 配送\n\n## 良い\nはい\n\n## 悪い\n".as_bytes();
    assert_eq!(faults(&put(&shop, "", "text/markdown", text)), ["6: entries.1.answer required"]);
    let page = "<html>\n<script type=\"application/ld+json\">\n{\"@type\": \"FAQPage\", \"mainEntity\": [\n\
                {\"@type\": \"Question\", \"name\": \"良い\", \"acceptedAnswer\": {\"text\": \"はい\"}},\n{\"@type\": \"Question\", \"name\": \"悪い\"}]}\n</script>";
    assert_eq!(faults(&put(&shop, "", "text/html", page.as_bytes())), ["5: entries.1.answer required"]);
    let document = "{\"entries\": [\n{\"id\": \"a\", \"lang\": \"ja\", \"category\": \"c\", \"question\": \"q\",\n\"answer\": 1}]}";
    assert_eq!(faults(&put(&shop, "", "application/json", document.as_bytes())), ["3: entries.0.answer malformed"]);
    let error = refused(&put(&shop, "", "application/json", b"{\n\"entries\": [\n}"), 400, "unreadable");
    assert_eq!(error["faults"][0]["at"]["line"], 3);
    let many: String = (0..10_000).map(|n| format!("問{n},答\r\n")).collect();
    assert_eq!(faults(&put(&shop, "", CSV, format!("質問,回答\r\n{many}").as_bytes())), ["entries out_of_range"]);
    assert!(announced(&shop, 4 * 1024 * 1024 + 1).starts_with("HTTP/1.1 413 "));
    assert_eq!(faults(&put(&shop, "?lang=Japanese", CSV, table)), ["lang malformed"]);
    assert_eq!(entries(&shop), before, "what was refused changed nothing");
}

#[test]
fn a_language_is_replaced_alone_and_ids_stay() {
    let shop = Shop::open("faq-languages");
    let document = json!({"entries": [
        {"id": "fee", "lang": "ja", "category": "配送", "question": "送料は？", "answer": "660円"},
        {"id": "fee", "lang": "en", "category": "Delivery", "question": "Postage?", "answer": "660 yen"},
    ]});
    stored(&put(&shop, "", "application/json", document.to_string().as_bytes()));
    let table = "質問,回答\n送料は?,770円\n返品は?,できます\n".as_bytes();
    let checked = stored(&put(&shop, "?check=true", CSV, table));
    assert_eq!(checked, json!({"entries": 3, "added": 1, "changed": 1, "removed": 0, "stored": false}));
    assert_eq!(entries(&shop).len(), 2, "checked only");
    assert_eq!(stored(&put(&shop, "", CSV, table)), json!({"entries": 3, "added": 1, "changed": 1, "removed": 0, "stored": true}));
    let of = |lang: &str| {
        let all = get(&shop, &format!("?lang={lang}"), "application/json").json().unwrap();
        all["entries"].as_array().unwrap().iter().map(|entry| (entry["id"].clone(), entry["answer"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(of("en"), [(json!("fee"), json!("660 yen"))], "the other language stays");
    let made = of("ja");
    assert_eq!(made[0], (json!("fee"), json!("770円")), "the same question, the same id");
    stored(&put(&shop, "", CSV, table));
    assert_eq!(of("ja"), made, "again the same");
    stored(&put(&shop, "?lang=en", "text/markdown", b"# Delivery\n## Postage?\nFree.\n"));
    assert_eq!((of("en"), of("ja")), (vec![(json!("fee"), json!("Free."))], made));
    assert_eq!(entries(&shop)[2]["category"], "Delivery");
    // Whoever stands under no heading stands under the panel's own.
    assert_eq!(entries(&shop)[0]["category"], "よくあるご質問");
}

#[test]
fn what_is_given_can_be_put_again_in_each_form() {
    let shop = Shop::open("faq-round");
    let mut settings = settings();
    know_what_answers_name(&mut settings);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
    let demo = std::fs::read_to_string(xtask::paths::www().join("demo/faq.json")).unwrap();
    let mut document: Value = serde_json::from_str(&demo).unwrap();
    document["entries"].as_array_mut().unwrap().push(json!({
        "id": "hostile", "lang": "en", "category": "=1+1", "question": "'@x \"a\",\n{#b}", "answer": "</script># x\n\n## 用件: gift\n\\# y &#38; ",
        "wordings": ["a|b", "[\"c\"]", ""], "products": ["a,b"], "valid_from": "2026-12-01",
        "steps": [{"id": "end", "text": "a\nb", "solved": true}],
    }));
    stored(&put(&shop, "", "application/json", document.to_string().as_bytes()));
    let all = entries(&shop);
    for (format, kind) in [("json", "application/json"), ("csv", "text/csv; charset=utf-8"), ("md", "text/markdown; charset=utf-8")] {
        let file = get(&shop, &format!("?format={format}"), "");
        assert_eq!((file.status, file.header("content-type")), (200, Some(kind)));
        assert_eq!(file.text, get(&shop, "", kind.split(';').next().unwrap()).text);
        stored(&put(&shop, "", "application/json", b"{\"entries\": []}"));
        let put = stored(&put(&shop, "", kind, file.text.as_bytes()));
        assert_eq!((put["added"].as_u64(), entries(&shop)), (Some(all.len() as u64), all.clone()), "{format}");
    }
    let table = get(&shop, "?format=csv&lang=ja", "");
    assert!(table.text.starts_with("\u{FEFF}ID,言語,カテゴリ,質問,回答,"));
    assert_eq!(table.header("content-disposition"), Some("attachment; filename=\"faq.csv\""));
    assert!(!table.text.contains("hostile"), "one language only");

    let page = get(&shop, "", "application/ld+json");
    assert!(page.header("content-type") == Some("application/ld+json") && !page.text.contains('<'));
    let page: Value = page.json().unwrap();
    assert_eq!((&page["@context"], &page["@type"]), (&json!("https://schema.org"), &json!("FAQPage")));
    let questions = page["mainEntity"].as_array().unwrap();
    let answers = questions.iter().map(|question| question["acceptedAnswer"]["text"].as_str().unwrap());
    assert!(questions.len() > 10 && answers.clone().all(|answer| answer.starts_with('<') && !answer.contains('{')), "filled in");
    // Into another shop, as the page that carries it.
    let other = Shop::open("faq-page");
    let html = format!("<!doctype html><title>FAQ</title><script type=\"application/ld+json\">{page}</script>");
    assert_eq!(stored(&put(&other, "", "text/html", html.as_bytes()))["entries"], questions.len());
    let (taken, given) = (entries(&other), &all[0]);
    assert_eq!((&taken[0]["id"], &taken[0]["question"], &taken[0]["category"]), (&given["id"], &given["question"], &given["category"]));
    assert_eq!(faults(&get(&shop, "?format=xls", "")), ["format unknown"]);
}

#[test]
fn what_is_published_reaches_panels_within_a_minute() {
    let shop = Shop::open("faq-fresh");
    let panel = |known: &str| {
        let headers = [("origin", "https://shop.example"), ("if-none-match", known)];
        shop.api.send("GET", &shop.path("/widget?lang=ja"), &headers, "").unwrap()
    };
    let mut tags = vec![];
    for answer in ["660円", "770円", "660円"] {
        stored(&put(&shop, "", CSV, format!("質問,回答\n送料は,{answer}\n").as_bytes()));
        // A panel that holds what was published before asks again after a minute,
        // and is given what there is now.
        let fresh = panel(tags.last().map_or("\"none\"", String::as_str));
        assert_eq!((fresh.status, &fresh.json().unwrap()["faq"][0]["answer"]), (200, &json!(answer)));
        let cache = fresh.header("cache-control").unwrap().to_owned();
        let ages: Vec<u32> = cache.split(',').filter_map(|part| part.trim().split_once('=')?.1.parse().ok()).collect();
        assert!(cache.contains("max-age=") && !cache.contains("immutable") && ages.iter().sum::<u32>() <= 60, "{cache}");
        let tag = fresh.header("etag").unwrap().to_owned();
        let same = panel(&tag);
        assert_eq!((same.status, same.text.as_str(), same.header("etag")), (304, "", Some(tag.as_str())));
        assert_eq!(same.header("cache-control"), Some(cache.as_str()), "for another minute");
        tags.push(tag);
    }
    assert!(tags[0] != tags[1] && tags[0] == tags[2], "a version is named by what it says: {tags:?}");
}

#[test]
fn a_large_shop_fits() {
    let shop = Shop::open("faq-large");
    let table = |lang: &str, count: usize| {
        let answer = "長い答え。".repeat(40);
        let rows: String = (0..count).map(|n| format!("問{n},{answer}\r\n")).collect();
        put(&shop, &format!("?lang={lang}"), CSV, format!("質問,回答\r\n{rows}").as_bytes())
    };
    assert_eq!(stored(&table("ja", 4_900))["entries"], 4_900);
    // More than a row of the platform's tables holds, more than once.
    assert!(get(&shop, "", "").text.len() > 3_000_000);
    let all = entries(&shop);
    assert_eq!((all.len(), all[4_899]["question"].as_str()), (4_900, Some("問4899")));
    assert_eq!(faults(&table("en", 101)), ["entries out_of_range"]);
    // Smaller again: nothing of the longer one stays.
    assert_eq!(stored(&table("ja", 1))["entries"], 1);
    assert_eq!(entries(&shop).len(), 1);
}
