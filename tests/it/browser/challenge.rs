//! The challenge inside the panel. Cloudflare's own script can't be had here:
//! in its place the page has an object of its form, which passes everybody
//! and gives each token once. What loads that script is untested.

use super::site::Site;
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::siteverify::ONCE;
use crate::harness::wait::{until, until_true};
use serde_json::json;

const STAND_IN: &str = "<script>
  let count = 0, given;
  window.turnstile = {
    render(box, options) {
      window.__rendered = { sitekey: options.sitekey, action: options.action, language: options.language };
      box.append(Object.assign(document.createElement('div'), { id: 'stand-in', textContent: 'challenge' }));
      given = () => setTimeout(() => {
        options.callback(`${window.__host || location.hostname}|${options.action}|${options.sitekey}-${count}`);
        window.__tokens = ++count;
      });
      given();
      return 'one';
    },
    reset: () => given(),
  };
</script>";

#[test]
fn a_challenge_is_shown_in_the_form_and_its_token_goes_with_the_request() {
    let site = Site::with_head("challenge", STAND_IN);
    let shop = &site.shop;
    site.put(|own| own["turnstile"] = json!({"site_key": format!("site-{}", shop.name), "secret": ONCE}));
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    let loaded = || shopper.requested().iter().any(|one| one.url.ends_with("/turnstile.js"));
    assert!(!loaded(), "not before the form is touched");
    let form = Form(&panel);
    form.choose("topic", "gift");
    shopper.find("#stand-in");
    assert!(loaded());
    let rendered = shopper.session().script("return window.__rendered", &[]);
    assert_eq!(rendered, json!({"sitekey": format!("site-{}", shop.name), "action": "ask", "language": "ja"}));
    let inside = "
        const seen = document.getElementById('stand-in').getBoundingClientRect(), form = root.querySelector('#form').getBoundingClientRect();
        return seen.width > 0 && seen.left >= form.left && seen.right <= form.right && seen.top >= form.top && seen.bottom <= form.bottom;";
    panel.eventually("it is seen inside the form", inside, &[]);
    form.fill("name", "鈴木");
    form.fill("phone", "080-1234-5678");
    form.wait_for_windows();
    form.agree();

    // Made for another page, the token is refused; nothing typed is lost.
    let tokens = |count: u32| shopper.eventually("the next token is there", "return window.__tokens >= arguments[0]", &[json!(count)]);
    tokens(1);
    shopper.session().script("window.__host = 'evil.example'; turnstile.reset()", &[]);
    tokens(2);
    form.send();
    until_true("it says so", || form.fault("challenge").starts_with("ロボットでないことを確認できませんでした"));
    assert!(form.reviewed().contains("鈴木"));
    tokens(4);
    shopper.session().script("window.__host = ''; turnstile.reset()", &[]);
    tokens(5);
    form.send();
    let number = Receipt(&panel).wait();
    let row = until("it is on the desk's list", || shop.row(&number));
    assert_eq!(row["data"]["ticket"]["state"], "open", "and not aside");
    assert_eq!(house().siteverify.asked(&format!("localhost|ask|site-{}-4", shop.name)), 1, "with the newest token");
}

/// The server stores nothing while the window has a name.
const AWAY: &str = "<script>
  const real = window.fetch;
  window.fetch = async (url, init) => (init?.method == 'POST' && window.name ? new Response('{}', { status: 503 }) : real(url, init));
</script>";

#[test]
fn what_is_sent_again_by_itself_is_proven_anew() {
    let site = Site::with_head("proven-anew", &[STAND_IN, AWAY].concat());
    let shop = &site.shop;
    site.put(|own| own["turnstile"] = json!({"site_key": format!("site-{}", shop.name), "secret": ONCE}));
    let shopper = site.visit();
    let panel = Panel(&shopper);
    let form = Form(&panel);
    form.begin("鈴木", "080-1234-5678");
    let tokens = |count: u32| shopper.eventually("the next token is there", "return window.__tokens >= arguments[0]", &[json!(count)]);
    tokens(1);
    // What is sent now serves no more by the time that it arrives.
    shopper.session().script("window.__host = 'evil.example'; turnstile.reset(); window.name = 'away'", &[]);
    tokens(2);
    form.send();
    until_true("it is kept", || panel.text("#faults").starts_with("まだ送信を確認できていません。"));
    tokens(3);
    shopper.session().script("window.__host = ''; turnstile.reset(); window.name = ''", &[]);
    tokens(4);
    shopper.session().script("dispatchEvent(new Event('online'))", &[]);
    let number = Receipt(&panel).wait();
    until("it is on the desk's list", || shop.row(&number));
    assert_eq!(shop.listed().len(), 1);
}

#[test]
fn a_shop_without_one_loads_nothing() {
    let shopper = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    let panel = Panel(&shopper);
    panel.open();
    panel.click("#call");
    Form(&panel).choose("topic", "gift");
    panel.find("#send");
    assert!(!shopper.requested().iter().any(|one| one.url.contains("turnstile")));
}
