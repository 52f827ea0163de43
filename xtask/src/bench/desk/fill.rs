//! Shops, a desk that is always open, and tickets, as shoppers and owners make
//! them: through the public API.

use crate::seed::{self, Api};
use crate::stack::Stack;
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use std::thread;
use std::time::{Duration, Instant};

/// As good as no limit: all come from one address.
const MANY: u32 = 1_000_000;
/// How many shops send at once.
const AT_ONCE: usize = 2;
/// How long the desk may take until it has heard of all.
const PATIENCE: Duration = Duration::from_secs(600);
/// The page that the panel is on.
pub const ORIGIN: &str = "https://shop.example";
/// So few are urgent: all of them are in sight, at the top of the list.
const URGENT: usize = 4;

const NAMES: [&str; 5] = ["木もれび商店", "港のうつわ", "山の道具店", "うみかぜ珈琲", "あさひ文具"];
const FAMILIES: [&str; 8] = ["山田", "佐藤", "鈴木", "高橋", "伊藤", "渡辺", "小林", "加藤"];
const GIVEN: [&str; 7] = ["花子", "太郎", "みどり", "一郎", "さくら", "健", "直子"];
const TOPICS: [(&str, &str); 4] = [
    ("gift", "のしを付けられますか。紅白の蝶結びで、名入れもお願いしたいです。"),
    ("payment_method", "後払いと、口座からの引き落としは使えますか。"),
    ("coupon", "クーポンの番号を入れても、合計の金額が変わりません。"),
    ("other", "先日そちらで買い物をした者です。少し伺いたいことがあります。"),
];

/// A desk that was filled.
pub struct Filled {
    /// Its name in addresses.
    pub desk: String,
    /// An operator's token.
    pub token: String,
    /// Its shops.
    pub shops: Vec<String>,
}

/// Makes a desk with so many shops and tickets, and waits until it knows of all.
pub fn fill(stack: &Stack, name: &str, shops: usize, tickets: usize) -> Result<Filled> {
    let api = Api::new(&stack.url());
    let desk_token = seed::make_desk(&api, stack.secret(), name)?;
    let names: Vec<String> = (0..shops).map(|place| format!("{name}-{place}")).collect();
    let owners = names.iter().map(|shop| seed::make_shop(&api, stack.secret(), shop, name)).collect::<Result<Vec<_>>>()?;
    seed::put(&api, &format!("/v1/desks/{name}/settings"), &desk_token, &desk_settings(&names)?)?;
    for ((shop, owner), title) in names.iter().zip(&owners).zip(NAMES.iter().cycle()) {
        seed::put(&api, &format!("/v1/shops/{shop}/settings"), owner, &shop_settings(title)?)?;
    }
    let threads: Vec<_> = (0..AT_ONCE)
        .map(|first| {
            let (api, names) = (api.clone(), names.clone());
            thread::spawn(move || -> Result<()> {
                for (place, shop) in names.iter().enumerate().skip(first).step_by(AT_ONCE) {
                    let windows = windows(&api, shop)?;
                    for n in (place..tickets).step_by(names.len()) {
                        ask(&api, shop, n, &draft(n, &windows))?;
                    }
                }
                Ok(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().ok().context("a thread ended in the midst of it")??;
    }
    wait(&api, name, &desk_token, tickets)?;
    let operator = json!({"name": "佐藤 美咲", "role": "operator"});
    let token = api.call("POST", &format!("/v1/desks/{name}/tokens"), Some(&desk_token), Some(&operator))?.token("make an operator")?;
    Ok(Filled { desk: name.to_owned(), token, shops: names })
}

fn ask(api: &Api, shop: &str, n: usize, draft: &Value) -> Result<()> {
    let key = format!("bench-key-{n:08}");
    let headers = [("content-type", "application/json"), ("origin", ORIGIN), ("idempotency-key", &key)];
    let answer = api.send("POST", &format!("/v1/shops/{shop}/tickets"), &headers, &draft.to_string())?;
    answer.expect_success("ask for a call")
}

/// Waits until the list has reached so many changes: each ticket is one.
fn wait(api: &Api, desk: &str, token: &str, tickets: usize) -> Result<()> {
    let until = Instant::now() + PATIENCE;
    loop {
        let page = api.call("GET", &format!("/v1/desks/{desk}/tickets?limit=1"), Some(token), None)?.json()?;
        let version = page.get("version").and_then(Value::as_u64).unwrap_or_default();
        if version >= tickets as u64 {
            return Ok(());
        }
        ensure!(Instant::now() < until, "the desk has heard of {version} tickets only");
        thread::sleep(Duration::from_millis(200));
    }
}

fn windows(api: &Api, shop: &str) -> Result<Vec<String>> {
    let told = api.call("GET", &format!("/v1/shops/{shop}/windows?topic=gift"), None, None)?.json()?;
    let windows = told.get("windows").and_then(Value::as_array).context("the shop has no windows")?;
    let start = |window: &Value| window.get("start").and_then(Value::as_str).map(str::to_owned);
    let ahead: Vec<String> = windows.iter().skip(4).filter_map(start).collect();
    ensure!(!ahead.is_empty(), "the shop has no windows ahead");
    Ok(ahead)
}

/// What the `n`th shopper sends: one in five for a window of their choice, a
/// few urgently, the others as soon as possible.
pub fn draft(n: usize, windows: &[String]) -> Value {
    let pick = |all: &[&'static str]| all.get(n % all.len().max(1)).copied().unwrap_or_default();
    let (topic, message) = TOPICS.get(n % TOPICS.len()).copied().unwrap_or_default();
    let urgent = n < URGENT;
    let window = if n % 5 == 4 && !urgent { windows.get(n / 5 % windows.len().max(1)).map_or("asap", String::as_str) } else { "asap" };
    json!({
        "topic": topic, "name": format!("{} {}", pick(&FAMILIES), pick(&GIVEN)), "reply": "phone", "phone": format!("090{:08}", 10_000_000 + n),
        "window": window, "message": if urgent { "至急お願いします。".to_owned() } else { format!("{message}（{n}）") },
        "page": format!("{ORIGIN}/items/{n}"), "language": "ja", "took": "74", "consent": "2026-11-01",
    })
}

fn desk_settings(shops: &[String]) -> Result<Value> {
    let mut settings = seed::desk_settings()?;
    let fields = settings.as_object_mut().context("the demo's desk has no settings")?;
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|day| (day.to_owned(), json!([["00:00", "24:00"]])));
    let places = 10_000 / shops.len().max(1);
    fields.insert("calendar".to_owned(), json!({"week": Map::from_iter(days)}));
    fields.insert("capacity".to_owned(), json!(10_000));
    fields.insert("allotments".to_owned(), shops.iter().map(|shop| (shop.clone(), json!({"places": places}))).collect());
    Ok(settings)
}

fn shop_settings(title: &str) -> Result<Value> {
    let demo = seed::shop_folders()?.into_iter().find(|folder| folder.name == "demo").context("the demo's shop is missing")?;
    let mut settings = demo.settings(&[ORIGIN.to_owned()])?;
    let fields = settings.as_object_mut().context("the demo's shop has no settings")?;
    fields.insert("name".to_owned(), json!(title));
    fields.insert("limits".to_owned(), json!({"address_hour": MANY, "contact_day": MANY, "shop_day": MANY, "calls_minute": MANY}));
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_urgent_and_one_in_five_has_chosen_a_window() {
        let windows = ["later".to_owned()];
        let all: Vec<Value> = (0..100).map(|n| draft(n, &windows)).collect();
        let count = |key: &str, text: &str| all.iter().filter(|draft| draft.get(key) == Some(&json!(text))).count();
        assert_eq!((count("message", "至急お願いします。"), count("window", "later")), (URGENT, 20));
        let phones: std::collections::BTreeSet<_> = all.iter().map(|draft| draft.get("phone").map(Value::to_string)).collect();
        assert_eq!(phones.len(), 100);
    }
}
