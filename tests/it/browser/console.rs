//! The desk's console: operators at work, together and alone.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::{draft, draft_for};
use crate::harness::screens::desk::Desk;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shop::Shop;
use crate::harness::shots;
use crate::harness::wait::{until, until_equal, until_true};
use serde_json::{Value, json};

/// Gives somebody a token.
fn person(shop: &Shop, name: &str, role: &str) -> String {
    let body = json!({"name": name, "role": role});
    let answer = shop.api.call("POST", &shop.desk_path("/tokens"), Some(&shop.desk_token), Some(&body)).unwrap();
    answer.token("make a token").unwrap()
}

/// Somebody at the desk.
fn sit_down(browser: &Browser, shop: &Shop, name: &str, role: &str) {
    let token = person(shop, name, role);
    Desk(browser).open(&house().url(), &shop.desk, &token);
}

#[test]
fn two_operators_and_a_shopper_at_once() {
    let site = Site::open("together");
    let shop = &site.shop;
    let (first, second) = (Browser::start("ja"), Browser::start("ja"));
    sit_down(&first, shop, "佐藤", "operator");
    sit_down(&second, shop, "伊藤", "operator");
    let (sato, ito) = (Desk(&first), Desk(&second));
    sato.wait_for_list(&[]);

    // A new ticket comes to both without a load, and is told of.
    let shopper = site.visit();
    let panel = Panel(&shopper);
    Form(&panel).begin("山田 花子", "090-1234-5678");
    Form(&panel).send();
    let number = Receipt(&panel).wait();
    sato.wait_for_list(&[&number]);
    ito.wait_for_list(&[&number]);
    until_true("it is told of", || sato.text("#news").starts_with("新着：通常"));

    // One takes it; the other sees whose it is, on the list and on the card, and can do nothing to it.
    sato.act(&number, "take");
    first.find("#card div.claim:not(.theirs)");
    until_equal("whose it is", "佐藤", || ito.text(&format!("[id='t-{number}'] .claim")));
    ito.open_ticket(&number);
    second.find("#card div.claim.theirs");
    let acts = |browser: &Browser| browser.session().script("return document.querySelectorAll('#card .acts button').length", &[]);
    assert_eq!(acts(&second), 0);

    // Handed over with a note, the other has it, and is told.
    sato.act(&number, "pass_on");
    first.find("#form-first option");
    first.session().keys(&first.find("#form-note"), "15時以降をご希望です。");
    first.click("#form-send");
    until_true("it is handed over", || ito.text("#card div.claim").contains("15時以降をご希望です。"));
    until_true("it is told of", || ito.text("#news").starts_with("引継ぎ："));
    shots::take(&second, "desk-passed-on");

    // Called in vain: the shopper sees when the next call comes, the list has it apart.
    ito.act(&number, "start_call");
    ito.wait_for_state(&number, "calling");
    panel.text_is("#state", "ただいまお電話しています");
    ito.act(&number, "no_answer");
    ito.wait_for_state(&number, "retrying");
    second.find("#list [data-section='section.retrying']");
    until_true("the shopper is told", || panel.text("dialog").contains("（ご不在）"));

    // Taken back within the minute, it was never in vain.
    ito.act(&number, "undo");
    ito.wait_for_state(&number, "calling");
    until_true("the shopper is told", || !panel.text("dialog").contains("（ご不在）"));

    // Reached: what was learnt beside the talk is in the note.
    second.session().keys(&second.find("#talk input"), "のしは紅白蝶結び");
    ito.act(&number, "close");
    until_true("the note begins with it", || {
        second.session().script("return document.querySelector('#form-note').value", &[]).as_str().unwrap().ends_with(": のしは紅白蝶結び")
    });
    second.click("#form-send");
    ito.wait_for_state(&number, "done");
    panel.text_is("#state", "対応が完了しました");
    sato.wait_for_list(&[]);
    let ticket = &shop.row(&number).unwrap()["data"]["ticket"];
    assert_eq!((&ticket["end"]["by"], &ticket["end"]["outcome"]), (&json!("伊藤"), &json!("solved")));
    assert!(ticket["end"]["note"].as_str().unwrap().ends_with("のしは紅白蝶結び"), "{ticket}");
    for browser in [&first, &second, &shopper] {
        browser.assert_silent();
    }
}

#[test]
fn by_the_keyboard_alone() {
    let shop = Shop::open("keys");
    let mut urgent = draft();
    urgent["message"] = json!("至急お願いします");
    let urgent = shop.accept(&urgent).id;
    let soon = shop.accept(&draft()).id;
    let later = shop.accept(&draft_for(&shop.window_ahead())).id;
    until_true("all are on the list", || shop.listed().len() == 3);

    let operator = Browser::start("ja");
    sit_down(&operator, &shop, "佐藤", "operator");
    let desk = Desk(&operator);
    desk.wait_for_list(&[&urgent, &soon, &later]);
    let open = |id: &str| operator.find(&format!("#card[data-ticket='{id}'] .notice"));
    for (key, id) in [("j", &urgent), ("j", &soon), ("j", &later), ("j", &later), ("k", &soon), ("k", &urgent)] {
        desk.key(key);
        open(id);
    }
    desk.key("c");
    desk.wait_for_state(&urgent, "calling");
    desk.key("b");
    desk.wait_for_state(&urgent, "retrying");
    operator.find("#card [data-act=undo]");
    desk.key("u");
    desk.wait_for_state(&urgent, "calling");
    // Where somebody types a key is a letter; Escape leaves, innermost first.
    desk.key("r");
    operator.find("#form-first");
    desk.key("\u{E00C}");
    until_true("the form is closed", || operator.session().script("return !document.querySelector('#form-first')", &[]) == true);
    desk.key("m");
    until_true("the note has the focus", || operator.session().script("return document.activeElement.id", &[]) == "form-first");
    operator.session().keys(&operator.find("#form-first"), "jcbu");
    operator.click("#form-send");
    until_true("it is noted", || desk.text("#card .story").contains("jcbu"));
    desk.wait_for_state(&urgent, "calling");
    desk.key("\u{E00C}");
    until_true("the card is closed", || operator.session().script("return !document.querySelector('#card')", &[]) == true);

    desk.key("3");
    desk.wait_for_list(&[&urgent]);
    desk.key("1");
    desk.key("/");
    operator.session().keys(&operator.find("#search"), soon.split('-').next().unwrap());
    desk.wait_for_list(&[&soon]);
    desk.key("\u{E00C}");
    desk.wait_for_list(&[&urgent, &soon, &later]);
    desk.key("?");
    operator.find("dialog[open]");
    shots::take(&operator, "desk-keys");
    desk.key("\u{E00C}");
    until_true("the dialog is closed", || operator.session().script("return !document.querySelector('dialog[open]')", &[]) == true);
    operator.assert_silent();
}

/// Runs before the page: its sockets can be cut, and none opened for a while.
const CUT: &str = "
    const Real = WebSocket;
    window.__sockets = [];
    window.WebSocket = class extends Real {
      constructor(...all) {
        if (window.__down) throw new DOMException('down', 'SecurityError');
        super(...all);
        window.__sockets.push(this);
      }
    };
    const fetched = fetch;
    window.__asked = [];
    window.fetch = (request) => {
      if (window.__down) return Promise.reject(new TypeError('down'));
      window.__asked.push(new URL(request.url ?? request, location.href).search);
      return fetched(request);
    };";

#[test]
fn after_a_cut_the_list_is_the_servers_again_by_one_request() {
    let shop = Shop::open("cut");
    let mut known: Vec<String> = (0..5).map(|_| shop.accept(&draft()).id).collect();
    until_true("all are on the list", || shop.listed().len() == 5);
    let operator = Browser::start("ja");
    operator.session().cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": CUT }));
    sit_down(&operator, &shop, "佐藤", "operator");
    let desk = Desk(&operator);
    let order = |shop: &Shop| -> Vec<String> {
        let waits = |row: &Value| matches!(row["state"].as_str(), Some("open" | "calling" | "retrying"));
        shop.rows().iter().filter(|row| waits(row)).map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let is_the_servers = |desk: &Desk<'_>| desk.wait_for_list(&order(&shop).iter().map(String::as_str).collect::<Vec<_>>());
    is_the_servers(&desk);

    operator.session().script("__down = true; __sockets.forEach((socket) => socket.close())", &[]);
    operator.find("#live[data-state=waiting]");
    shots::take(&operator, "desk-cut");
    known.extend((0..6).map(|_| shop.accept(&draft()).id));
    until_true("all are on the list", || shop.listed().len() == 11);
    for id in &known[..4] {
        assert_eq!(shop.act(id, "reached", 1, &crate::harness::samples::key()).status, 200);
    }
    assert_eq!(desk.text("[data-list='list.waiting'] b"), "5", "nothing has come");
    operator.session().script("__down = false; __asked.length = 0", &[]);
    // It may have come back by itself by now.
    operator.session().script("document.querySelector('#reconnect')?.click()", &[]);
    operator.find("#live[data-state=live]");
    is_the_servers(&desk);
    let asked = operator.session().script("return __asked", &[]);
    assert_eq!(asked.as_array().unwrap().len(), 1, "{asked}");
    assert!(desk.is_same_load());
    operator.assert_silent();
}

#[test]
fn a_lead_sees_the_board_pauses_calls_and_gives_tokens() {
    let shop = Shop::open("lead");
    let ticket = shop.accept(&draft()).id;
    until("it is on the list", || shop.row(&ticket));
    let browser = Browser::start("ja");
    sit_down(&browser, &shop, "高木", "lead");
    let desk = Desk(&browser);
    desk.solve(&ticket);
    shots::take(&browser, "desk-card");

    browser.click("[data-screen='screen.board']");
    until_true("the figures are there", || desk.text("#board .tile.great").contains("100.0 %"));
    shots::take(&browser, "desk-board");

    // With one act; shoppers are offered none from then on.
    browser.click("[data-screen='screen.flood']");
    browser.click("#flood .panel [data-act=pause]");
    until_true("calls are paused", || desk.text("#flood .panel strong") == "休止中");
    until_true("shoppers see it", || shop.windows()["windows"] == json!([]));
    shots::take(&browser, "desk-flood");
    browser.click("#flood .panel [data-act=pause]");
    until_true("shoppers see it", || shop.windows()["windows"].as_array().is_some_and(|windows| !windows.is_empty()));
    browser.click(&format!("#flood [data-shop='{}'] [data-places='−']", shop.name));
    until_true("a place less", || desk.text(&format!("#flood [data-shop='{}'] .places strong", shop.name)) == "枠 99");

    browser.click("[data-screen='screen.people']");
    browser.session().keys(&browser.find("#new-name"), "<b>新人</b>");
    browser.click("#make");
    let token = until("the token is shown", || Some(desk.text("#made-token")).filter(|token| !token.is_empty()));
    shots::take(&browser, "desk-people");
    let colleague = Browser::start("ja");
    Desk(&colleague).open(&house().url(), &shop.desk, &token);
    assert_eq!(Desk(&colleague).text("#who"), "<b>新人</b>");
    assert_eq!(Desk(&colleague).text("nav"), "", "an operator has no screens of a lead");

    // Revoked, they are at the door at once.
    browser.click("#people tr:not(.gone) [data-act=revoke]");
    browser.click("#people [data-act=revoke-now]");
    colleague.find("#sign-in");
    assert_eq!(colleague.session().script("return document.body.innerText.includes('試験')", &[]), false);
    browser.assert_silent();
}
