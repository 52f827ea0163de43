//! Slack: a ticket's notice, what becomes of it in trouble, its trial.

use crate::harness::deliveries::event;
use crate::harness::hostile::{of_chats, texts};
use crate::harness::samples::{draft, key};
use crate::harness::services::slack::Slack;
use crate::harness::services::{Answer, Held, hmac, stand_in};
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A webhook of a test's own, and its channel.
pub fn connected(more: Value) -> (Held<Slack>, Value) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let slack = Slack::at(&format!("/services/T000/B000/n{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    let mut channel = json!({"kind": "slack", "id": "slack", "url": slack.url(), "mention": ["here"]});
    channel.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    (stand_in(slack), channel)
}

fn taken(slack: &Held<Slack>) -> Vec<Value> {
    slack.lock().unwrap().taken.clone()
}

fn trial(shop: &Shop, channel: &str) -> Value {
    let answer = shop.api.call("POST", &shop.path(&format!("/channels/{channel}/trial")), Some(&shop.token), None).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json().unwrap()
}

#[test]
fn a_ticket_is_told_once_and_nobody_else_is_told_of_it() {
    let (slack, channel) = connected(json!({}));
    let shop = Shop::served("slack");
    shop.channels(&[channel], None);
    let ticket = shop.accept(&draft());
    let message = until("the notice came", || taken(&slack).into_iter().next()).to_string();
    assert!(message.contains("山田") && message.contains(&ticket.id), "{message}");
    shop.until_delivery("it is delivered", &event(&ticket.id, 1), "slack", |row| row["state"] == "delivered");
    assert_eq!(taken(&slack).len(), 1);
    // A secret is written, never read back.
    let settings = shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap();
    assert!(!settings.text.contains("/services/"), "{}", settings.text);
}

#[test]
fn slack_takes_whatever_a_shopper_types() {
    let (slack, channel) = connected(json!({}));
    let shop = Shop::served("slack-hostile");
    shop.channels(&[channel], None);
    let mut sent = 0;
    for text in texts().into_iter().chain(of_chats()) {
        let mut draft = draft();
        draft["message"] = json!(text);
        draft["phone"] = json!(format!("0901234{:04}", 1_000 + sent));
        let answer = shop.post(&draft, &key());
        sent += usize::from(answer.status == 201);
    }
    assert!(sent > 30, "{sent}");
    until_true("all came", || taken(&slack).len() == sent);
    for message in taken(&slack) {
        let all = message.to_string();
        assert!(!all.contains("<!channel>") && !all.contains("<@U1>") && !all.contains("<https://evil.example"), "{all}");
    }
}

#[test]
fn a_revoked_address_is_told_in_words_and_nothing_is_lost() {
    let (slack, channel) = connected(json!({}));
    slack.lock().unwrap().says = Some(Answer::of(404, "no_service"));
    let shop = Shop::served("slack-revoked");
    shop.channels(&[channel], None);
    let ticket = shop.accept(&draft());
    let state = until("the failure is seen", || Some(shop.channel("slack")).filter(|state| state["failures"].as_u64() > Some(0)));
    assert_eq!((&state["reason"], &state["advice"]), (&json!("answered 404: no_service"), &json!("gone")));
    let (japanese, english) = (shop.deliveries("lang=ja"), shop.deliveries("lang=en"));
    assert!(japanese["advice"]["gone"].as_str().unwrap().contains("設定し直して"), "{japanese}");
    assert!(english["advice"]["gone"].as_str().unwrap().contains("set its address again"), "{english}");

    slack.lock().unwrap().says = None;
    until_true("it came after all", || taken(&slack).len() == 1);
    shop.until_delivery("it is delivered", &event(&ticket.id, 1), "slack", |row| row["state"] == "delivered");
    assert_eq!(shop.channel("slack")["advice"], Value::Null);
}

#[test]
fn a_trial_says_at_once_what_came_of_it() {
    let (slack, channel) = connected(json!({}));
    let shop = Shop::served("slack-trial");
    shop.channels(&[channel], None);
    let good = trial(&shop, "slack");
    assert_eq!((&good["arrived"], &good["status"], &good["to_do"]), (&json!(true), &json!(200), &json!("")));
    assert!(taken(&slack)[0].to_string().contains("テスト通知"));
    slack.lock().unwrap().says = Some(Answer::of(403, "invalid_token"));
    let bad = trial(&shop, "slack");
    assert_eq!(
        (&bad["arrived"], &bad["advice"], &bad["reason"]),
        (&json!(false), &json!("not_authorized"), &json!("answered 403: invalid_token"))
    );
    assert!(bad["to_do"].as_str().unwrap().contains("トークン"), "{bad}");
    assert_eq!(shop.channel("slack")["failures"], 0, "a trial says nothing of the channel");
    let none = shop.api.call("POST", &shop.path("/channels/other/trial"), Some(&shop.token), None).unwrap();
    assert_eq!(none.status, 404);
    let stranger = shop.api.call("POST", &shop.path("/channels/slack/trial"), Some("owner_wrong"), None).unwrap();
    assert_eq!(stranger.status, 401);
}

#[test]
fn normal_tickets_keep_the_rules_and_urgent_ones_come_at_once() {
    let rules = json!({"notices": {"rules": [{"topics": ["other"], "send": "never"}]}});
    let (slack, channel) = connected(rules);
    let shop = Shop::served("slack-rules");
    shop.channels(&[channel], None);
    let mut normal = draft();
    normal["topic"] = json!("other");
    normal["message"] = json!("営業時間を教えてください");
    let silent = shop.accept(&normal);
    let mut urgent = normal.clone();
    urgent["message"] = json!("至急お願いします");
    urgent["phone"] = json!("09012345679");
    let told = shop.accept(&urgent);
    until_true("the urgent one came", || !taken(&slack).is_empty());
    let all = taken(&slack);
    assert!(all.len() == 1 && all[0].to_string().contains(&told.id) && all[0].to_string().contains("<!here>"), "{all:?}");
    let rows = shop.deliveries(&format!("id={}", event(&silent.id, 1)));
    let channels: Vec<&Value> = rows["deliveries"].as_array().unwrap().iter().map(|row| &row["channel"]).collect();
    assert_eq!(channels, ["desk"], "nothing was written for it");
}

/// What Slack sends at a press, signed.
fn press(shop: &Shop, slack: &Held<Slack>, button: &str, who: &str, secret: &str) -> u16 {
    let message = taken(slack).into_iter().next().unwrap();
    let body = slack.lock().unwrap().press(&message, button, who);
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().to_string();
    let signature = format!("v0={}", hmac(secret, &format!("v0:{timestamp}:{body}"), "hex"));
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("x-slack-signature", signature.as_str()),
        ("x-slack-request-timestamp", timestamp.as_str()),
    ];
    shop.api.send("POST", &shop.path("/channels/slack/acts"), &headers, &body).unwrap().status
}

fn told(slack: &Held<Slack>) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    slack.lock().unwrap().told.iter().map(|answer| (text(&answer["response_type"]), text(&answer["text"]))).collect()
}

#[test]
fn a_press_in_slack_comes_back_to_the_ticket_once_and_a_stale_one_is_told() {
    const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
    let (slack, channel) = connected(json!({ "signing_secret": SECRET }));
    let shop = Shop::served("slack-press");
    shop.channels(&[channel], None);
    let ticket = shop.accept(&draft());
    until_true("the notice came", || !taken(&slack).is_empty());
    assert_eq!(press(&shop, &slack, "take", "hanako", "wrong"), 401);
    assert_eq!(press(&shop, &slack, "take", "hanako", SECRET), 200);
    // A remark is no hindrance for what was offered beside it.
    assert_eq!(press(&shop, &slack, "called", "taro<!channel>", SECRET), 200);
    assert_eq!(press(&shop, &slack, "called", "taro<!channel>", SECRET), 204, "a repeat does nothing");
    let status = shop.status(&ticket).json().unwrap();
    let attempts = status["attempts"].as_array().unwrap();
    assert_eq!((&status["state"], attempts.len(), &attempts[0]["outcome"]), (&json!("done"), 1, &json!("reached")), "{status}");
    let card = until("the desk knows", || shop.row(&ticket.id).filter(|row| row["data"]["ticket"]["state"] == "done"));
    let known = &card["data"]["ticket"];
    assert_eq!((&known["notes"][0]["text"], &known["notes"][0]["by"]), (&json!("担当します"), &json!("hanako (Slack)")));
    assert_eq!(known["attempts"][0]["by"], "taro<!channel> (Slack)");

    assert_eq!(press(&shop, &slack, "take", "jiro", SECRET), 200, "to Slack all is well; who pressed is told");
    let all = told(&slack);
    let kinds: Vec<&str> = all.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["in_channel", "in_channel", "ephemeral"], "{all:?}");
    assert!(
        all[0].1.starts_with("担当します: hanako") && all[1].1.contains("taro&lt;!channel&gt;") && all[2].1.contains("変わっている"),
        "{all:?}"
    );
}
