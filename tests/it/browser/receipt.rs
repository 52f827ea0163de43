//! What a shopper does about a request that they have sent.

use super::site::Site;
use crate::harness::samples::key;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::shots;
use crate::harness::wait::{until, until_true};
use serde_json::json;

/// Notes what a download holds, and its name.
const DOWNLOADS: &str = "<script>
  const made = URL.createObjectURL;
  URL.createObjectURL = (blob) => (blob.text().then((text) => (window.__file = [blob.type, text])), made.call(URL, blob));
</script>";

/// The first window that is offered after `not`.
fn offered(panel: &Panel<'_>, not: &str) -> String {
    let script = "
        const free = [...root.querySelectorAll('#group-window input[name=window]')].map((input) => input.value);
        return free.find((value) => value != 'asap' && value > arguments[0]) ?? null;";
    panel.eventually("a window is offered", script, &[json!(not)]).as_str().unwrap().to_owned()
}

#[test]
fn a_call_is_moved_called_in_vain_reached_and_rated() {
    let site = Site::with_head("life", DOWNLOADS);
    let shop = &site.shop;
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("小林", "080-1234-5678");
    form.send();
    let receipt = Receipt(&panel);
    let number = receipt.wait();
    let promised = receipt.headline();
    assert!(promised.ends_with("までにお電話します"), "{promised}");

    // Into the calendar, made on the device.
    panel.click("#calendar");
    let file = shopper.eventually("the file is made", "return window.__file", &[]);
    let text = file[1].as_str().unwrap();
    assert_eq!(file[0], "text/calendar");
    assert!(text.contains(&format!("\r\nUID:{number}\r\n")) && text.contains("SUMMARY:試験商店からのお電話\r\n"), "{text}");
    assert!(text.contains("DESCRIPTION:おかけする番号 03-1234-5678"), "{text}");

    // Another window; none is none.
    panel.click("#move");
    let ahead = offered(&panel, &shop.window_ahead());
    panel.click("#move-yes");
    assert_eq!(form.wait_for_fault("window"), "お電話の時間をお選びください。");
    form.choose("window", &ahead);
    shots::take(&shopper, "receipt-move");
    panel.click("#move-yes");
    until_true("the receipt promises the other window", || receipt.headline().ends_with("の間にお電話します"));
    panel.focus_is("title");
    let moved = until("the desk has it", || shop.row(&number).filter(|row| row["data"]["ticket"]["seq"] == 2));
    assert_eq!(moved["data"]["ticket"]["promise"]["window"]["start"], ahead.as_str());

    // To where it is already: nothing changes, and what was open for it closes.
    panel.click("#move");
    form.choose("window", &ahead);
    panel.click("#move-yes");
    panel.find("#move");
    panel.focus_is("title");
    assert_eq!(shop.row(&number).unwrap()["data"]["ticket"]["seq"], 2);

    // What has happened, call by call.
    assert_eq!(shop.act(&number, "no_answer", 2, &key()).status, 200);
    until_true("the call in vain is told", || panel.text("#past").ends_with("担当者がおかけしました（ご不在）"));
    assert!(panel.text("#past").contains("受け付けました"), "{}", panel.text("#past"));
    shots::take(&shopper, "receipt-in-vain");
    assert_eq!(shop.act(&number, "reached", 3, &key()).status, 200);
    until_true("the call is told", || panel.text("#past").ends_with("お話ししました"));

    // Two touches and a line.
    form.choose("quantity", "4");
    form.fill("message", "助かりました");
    shots::take(&shopper, "receipt-rate");
    panel.click("#back");
    panel.click("#request");
    assert_eq!((form.chosen("quantity").as_str(), form.value("message").as_str()), ("4", "助かりました"), "nothing typed is lost");
    panel.click("#rate");
    until_true("thanks are said", || panel.text(".acts").contains("ご回答ありがとうございました。"));
    let rated = until("the desk has it", || shop.row(&number).filter(|row| !row["data"]["ticket"]["rating"].is_null()));
    assert_eq!(rated["data"]["ticket"]["rating"], json!({"score": 4, "comment": "助かりました"}));
    shots::take(&shopper, "receipt-rated");
    shopper.assert_silent();
}

#[test]
fn a_broken_promise_offers_other_windows_at_once_and_several_requests_are_listed() {
    let site = Site::open("broken");
    let shop = &site.shop;
    let windows = shop.windows();
    let window = windows["windows"].as_array().unwrap().last().unwrap()["start"].as_str().unwrap().to_owned();
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("加藤", "080-1234-5678");
    form.send();
    let receipt = Receipt(&panel);
    let first = receipt.wait();
    panel.click("#home");
    panel.click("#call");
    form.choose("topic", "other");
    form.fill("name", "加藤");
    form.fill("phone", "080-1234-5678");
    form.fill("message", "もうひとつ伺います");
    form.wait_for_windows();
    panel.click("#windows-more");
    form.choose("window", &window);
    form.send();
    until_true("the second has a receipt", || receipt.wait() != first);
    let second = receipt.wait();

    // The desk closes on that day.
    let in_tokyo = "return new Date(Date.parse(arguments[0]) + 9 * 3600e3).toISOString().slice(0, 10)";
    let mut closed = shop.desk_settings(100);
    closed["calendar"]["closed"] = json!([shopper.session().script(in_tokyo, &[json!(window)])]);
    xtask::seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &closed).unwrap();
    until_true("the receipt says so", || receipt.headline() == "この時間帯は受付がお休みになりました");
    assert_eq!(panel.text("#state"), "この時間帯は受付がお休みになりました", "nobody is told to wait for that call");
    form.choose("window", &offered(&panel, ""));
    shots::take(&shopper, "receipt-broken");
    panel.click("#move-yes");
    until_true("there is another promise", || receipt.headline().ends_with("の間にお電話します"));

    panel.click("#home");
    panel.click(".mine button");
    assert_eq!(receipt.wait(), first);
    until_true("it is the first's promise", || receipt.headline().ends_with("までにお電話します"));
    shopper.session().go(&site.page("linen-shirt"));
    panel.open();
    until_true("both are listed", || panel.text(".mine").contains(&first) && !panel.text(".mine").contains(&second));
    shots::take(&shopper, "home-requests");
    shopper.assert_silent();
}
