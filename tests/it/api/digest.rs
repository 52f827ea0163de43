//! A channel that hears of normal tickets by a digest, with the clock two hours in
//! a second (`DEVELOPMENT_CLOCK`): each day's comes once, and says what is open.

use super::channel_slack::connected;
use crate::harness::run_folder;
use crate::harness::samples::draft;
use crate::harness::services;
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};
use xtask::seed::Api;
use xtask::stack::{Stack, StackOptions};

#[test]
fn each_days_digest_comes_once_and_says_what_is_open() {
    let rules = json!({"rules": [{"send": "daily"}], "digest": {"at": "09:00"}});
    let (slack, channel) = connected(json!({ "notices": rules }));
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let vars = vec![("DEVELOPMENT_CLOCK".to_owned(), format!("{since} 7200")), services::variable()];
    let stack = Stack::start(StackOptions { vars, ..StackOptions::at(run_folder::fresh("digest")) }).unwrap();
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "digest");
    shop.furnish(100);
    shop.channels(&[channel], None);
    let mut normal = draft();
    (normal["topic"], normal["reply"], normal["email"]) = (json!("other"), json!("email"), json!("hanako@shop.example"));
    normal["message"] = json!("<!channel> 店舗の場所を教えてください");
    let ticket = shop.accept(&normal);

    let title = |message: &Value| message["text"].as_str().unwrap().to_owned();
    // At this pace a try may be taken for cut off: then the same is heard again.
    let heard = || {
        let mut taken = slack.lock().unwrap().taken.clone();
        taken.dedup();
        taken
    };
    let counted = || -> Vec<Value> { heard().into_iter().filter(|message| title(message).contains("受付 1 /")).collect() };
    let first = until("a digest counted it", || counted().into_iter().next());
    assert!(title(&first).contains("本日のまとめ") && title(&first).contains("終了 0 / 対応中 1"), "{first}");
    let all = first.to_string();
    assert!(all.contains(&ticket.id) && !all.contains("山田") && !all.contains("店舗の場所"), "no person in it: {all}");

    let so_far = heard().len();
    until_true("the next day's came", || heard().len() > so_far);
    assert_eq!(counted().len(), 1, "it is counted once");
    let titles: Vec<Value> = heard().iter().map(|message| message["text"].clone()).collect();
    let mut days: Vec<_> = titles.iter().map(|title| title.as_str().unwrap().split(" | ").next().unwrap().to_owned()).collect();
    days.dedup();
    assert_eq!(days.len(), titles.len(), "each day once: {titles:?}");
}
