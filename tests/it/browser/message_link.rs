//! The link in a message, in a browser: it opens its ticket's page, its key is
//! seen by nobody, and who runs no script is told how to go on.

use crate::harness::browser::Browser;
use crate::harness::samples::{draft, settings};
use crate::harness::services::stand_in;
use crate::harness::services::twilio::Twilio;
use crate::harness::shop::Shop;
use crate::harness::shots;
use crate::harness::wait::until;
use serde_json::json;
use xtask::seed;

#[test]
fn a_link_opens_the_page_and_its_key_is_in_no_address() {
    let account = format!("AC{:032x}", 99);
    let twilio = stand_in(Twilio::of(&account, "token"));
    let shop = Shop::served("message-link");
    let mut own = settings();
    own["sms"] = json!({"service": "twilio", "account": account, "token": "token", "from": "+815012345678"});
    own["shoppers"] = json!({"sms": true});
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let ticket = shop.accept(&draft());
    let text = until("the receipt is there", || twilio.lock().unwrap().sent.first().map(|(_, text)| text.clone()));
    let link = text.lines().last().unwrap();
    let (page, key) = link.split_once("#k=").unwrap();

    let browser = Browser::start("ja");
    let number = "return document.querySelector('#number')?.textContent ?? null";
    browser.session().go(link);
    assert_eq!(browser.eventually("the page is open", number, &[]), json!(ticket.id));
    let address = browser.session().script("return location.href", &[]);
    assert!(address.as_str().is_some_and(|address| address.starts_with(page) && !address.contains('#')), "{address}");
    assert!(browser.requested().iter().all(|asked| !asked.url.contains(key)), "the key is in no address");
    assert_eq!(browser.session().script("return document.cookie", &[]), json!(""), "out of every script's reach");
    browser.session().go(page);
    assert_eq!(browser.eventually("it stays open", number, &[]), json!(ticket.id));

    let stranger = Browser::start("ja");
    stranger.session().go(page);
    let said = "return document.querySelector('h1')?.textContent ?? null";
    assert_eq!(stranger.eventually("it is not opened", said, &[]), json!("ページを表示できません"));
    stranger.session().allow_scripts(false);
    stranger.session().go(link);
    let hint = "return document.querySelector('noscript')?.textContent.includes('JavaScript') ?? null";
    stranger.eventually("it says what it takes", hint, &[]);
    let seen = "return document.body.innerText";
    let seen = stranger.session().script(seen, &[]);
    let seen = seen.as_str().unwrap();
    assert!(!seen.contains('<') && !seen.contains("開いています"), "{seen}");
    shots::take(&stranger, "message-link-without-script");
}
