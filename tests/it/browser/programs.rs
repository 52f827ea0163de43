//! What the page's own programs can do (`www/madoguchi.d.ts`).

use super::site::{Site, bare};
use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::samples::know_what_answers_name;
use crate::harness::screens::form::Form;
use crate::harness::screens::panel::Panel;
use crate::harness::screens::receipt::Receipt;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};

const QUEUED: &str = "<script>
  window.Madoguchi ||= { q: [], push(call) { this.q.push(call) } };
  window.__heard = [];
  for (const name of ['ready', 'open', 'close', 'answer', 'solved', 'ticket', 'error'])
    Madoguchi.push(['on', name, ({ detail }) => __heard.push([name, detail])]);
  Madoguchi.push(['setProduct', { name: '試着用の箱', sku: 'BOX-1', price: '0円', url: 'https://shop.example/box' }]);
</script>";

fn heard(shopper: &Browser) -> Value {
    shopper.session().script("return __heard.splice(0)", &[])
}

fn script(shopper: &Browser, script: &str) -> Value {
    shopper.session().script(script, &[])
}

#[test]
fn a_program_opens_the_panel_about_something_and_hears_what_becomes_of_it() {
    let site = Site::with_head("programs", QUEUED);
    site.put(|own| own["topics"] = json!(["gift", "order_cancel"]));
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.find(".launcher");
    assert_eq!(heard(&shopper), json!([]), "nothing is there before anybody acts");
    script(&shopper, "Madoguchi.open({ topic: 'order_cancel', order: 'A-1001' })");
    let form = Form(&panel);
    until_true("the form stands", || form.value("order_number") == "A-1001");
    assert_eq!(heard(&shopper), json!([["ready", null], ["open", null]]));

    // Another language, and nothing of it is lost.
    form.fill("name", "Ogawa");
    script(&shopper, "Madoguchi.setLanguage('en')");
    panel.eventually("it is English", "return root.querySelector('dialog[lang=en]')", &[]);
    assert_eq!((form.value("name").as_str(), form.value("order_number").as_str()), ("Ogawa", "A-1001"));
    panel.text_is(".launcher", "Help");
    script(&shopper, "Madoguchi.open({ topic: 'gift', product: { name: 'A box', sku: 'BOX-2' } })");
    panel.eventually("it is about the other matter", "return root.querySelector('#topic')?.textContent.includes('Gift')", &[]);
    form.fill("phone", "080-1234-5678");
    form.wait_for_windows();
    form.send();
    let number = Receipt(&panel).wait();
    let row = until("it is on the desk's list", || site.shop.row(&number));
    let intake = &row["data"]["ticket"]["intake"];
    assert_eq!((&intake["product"]["name"], &intake["language"]), (&json!("試着用の箱"), &json!("en")), "the product that it began with");
    assert_eq!(heard(&shopper), json!([["ticket", {"ticket": number, "topic": "gift"}]]));

    script(&shopper, "Madoguchi.close(); Madoguchi.close()");
    assert!(!panel.is_open());
    script(&shopper, "Madoguchi.open({ topic: 'no-such-topic' })");
    panel.wait_open();
    assert_eq!(heard(&shopper), json!([["close", null], ["open", null], ["error", {"code": "topic"}]]));
    script(&shopper, "Madoguchi.toggle(); Madoguchi.hide()");
    let seen = "return root.querySelector('.launcher').getBoundingClientRect().width > 0";
    assert_eq!((panel.is_open(), panel.script(seen, &[])), (false, json!(false)));
    script(&shopper, "Madoguchi.show()");
    assert_eq!(panel.script(seen, &[]), true);
    shopper.assert_silent();
}

/// The stub as the owners' pages have it, and every call that can wait for the loader.
const ALL_QUEUED: &str = "<script>
  window.Madoguchi = window.Madoguchi || { q: [], push: function (call) { this.q.push(call) } };
  window.__heard = [];
  const note = (event) => __heard.push(event.type), unwanted = () => __heard.push('unwanted');
  for (const call of [['on', 'open', unwanted], ['on', 'open', note], ['off', 'open', unwanted], ['on', 'ready', note], ['no such call'],
      ['setProduct', { name: '試着用の箱' }], ['identify', ''], ['setLanguage', 'ja'], ['setLanguage', 'en'],
      ['open', { topic: 'defect' }], ['close'], ['toggle'], ['toggle'], ['open', { topic: 'gift' }], ['show'], ['hide']])
    Madoguchi.push(call);
</script>";

#[test]
fn calls_that_waited_for_the_loader_are_made_in_their_order() {
    let site = Site::with_head("queue", ALL_QUEUED);
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.wait_open();
    panel.text_is("#topic", "Gifts");
    assert_eq!(heard(&shopper), json!(["ready", "open"]));
    let launcher = "const launcher = root.querySelector('.launcher'); return [launcher.hidden, launcher.textContent]";
    assert_eq!(panel.script(launcher, &[]), json!([true, "Help"]));
    // Each call by its name is one that can wait.
    let calls = "return Object.entries(Madoguchi).filter(([, call]) => typeof call == 'function').map(([name]) => name).sort()";
    let all = json!([
        "close",
        "destroy",
        "hide",
        "identify",
        "off",
        "on",
        "open",
        "push",
        "setLanguage",
        "setProduct",
        "show",
        "start",
        "toggle"
    ]);
    assert_eq!(script(&shopper, calls), all);
    shopper.assert_silent();
}

#[test]
fn answers_are_told_by_their_ids_and_a_product_may_be_taken_back() {
    let site = Site::with_head("answers", QUEUED);
    let faq = std::fs::read_to_string(xtask::paths::www().join("demo/faq.json")).unwrap();
    let faq: Value = serde_json::from_str(&faq).unwrap();
    site.put(know_what_answers_name);
    xtask::seed::put(&site.shop.api, &site.shop.path("/faq"), &site.shop.token, &faq).unwrap();
    let shopper = Browser::at("ja", &site.page("linen-shirt"));
    let panel = Panel(&shopper);
    panel.open();
    panel.search("送料");
    panel.answer("送料はいくらですか");
    panel.click("#solved");
    let told = heard(&shopper);
    assert_eq!((&told[2][0], &told[3][0]), (&json!("answer"), &json!("solved")), "{told}");
    assert_eq!((told[2][1].as_object().unwrap().len(), &told[2][1]), (1, &told[3][1]));
    script(&shopper, "Madoguchi.setProduct(null)");
    panel.click("#back");
    panel.click("#call");
    Form(&panel).choose("topic", "defect");
    panel.text_is("#product", "洗いざらしのリネンシャツ");
    shopper.assert_silent();
}

#[test]
fn a_widget_is_taken_away_without_a_trace_and_made_again() {
    let site = Site::open("again");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.open();
    // Whatever is begun and not ended would be seen here.
    let watch = "
        window.__timers = new Set();
        const { setInterval, clearInterval } = window;
        window.setInterval = (...given) => { const id = setInterval(...given); __timers.add(id); return id; };
        window.clearInterval = (id) => { __timers.delete(id); clearInterval(id); };
        window.__listeners = [];
        const { addEventListener, removeEventListener } = EventTarget.prototype;
        const forget = (kind, act) => (__listeners = __listeners.filter((one) => one[0] != kind || one[1] != act));
        EventTarget.prototype.addEventListener = function (kind, act, options) {
          if (!this || this === window || this === document) {
            __listeners.push([kind, act]);
            if (options?.signal) addEventListener.call(options.signal, 'abort', () => forget(kind, act));
          }
          return addEventListener.call(this, kind, act, options);
        };
        EventTarget.prototype.removeEventListener = function (kind, act, options) {
          if (!this || this === window || this === document) forget(kind, act);
          return removeEventListener.call(this, kind, act, options);
        };
        Madoguchi.destroy();
        return [document.querySelectorAll('madoguchi-panel').length, Object.keys(Madoguchi.widgets).length];";
    assert_eq!(script(&shopper, watch), json!([0, 0]));
    let begun = "return [__timers.size, __listeners.length]";
    let mut before = Value::Null;
    for round in 0..4 {
        let options = json!({"shop": site.shop.name, "lang": if round % 2 == 0 { "en" } else { "ja" }, "position": "left"});
        shopper.session().script("Madoguchi.start(arguments[0]); Madoguchi.open()", &[options]);
        panel.wait_open();
        panel.text_is("#title", if round % 2 == 0 { "How can we help?" } else { "何かお困りですか？" });
        assert!(panel.script("return root.querySelector('.launcher').getBoundingClientRect().left", &[]).as_f64().unwrap() < 100.0);
        let now = script(&shopper, begun);
        assert_eq!(now[0], 1, "it is alive");
        if round > 0 {
            assert_eq!(now, before, "as much as the last one");
        }
        before = now;
        script(&shopper, "Madoguchi.destroy()");
        assert_eq!(script(&shopper, begun)[0], 0);
    }
    assert_eq!(script(&shopper, "return document.querySelectorAll('madoguchi-panel').length"), 0);
    shopper.assert_silent();
}

#[test]
fn two_shops_on_one_page_do_not_mix() {
    let (left, right) = (Site::open("left"), Site::open("right"));
    // The other shop's page is this one, too.
    right.put(|own| own["origins"] = json!(left.pages.origins()));
    let shopper = left.visit();
    Panel(&shopper).find(".launcher");
    let second = "
        for (const again of [1, 2]) {
          const script = document.createElement('script');
          script.src = arguments[0];
          script.dataset.shop = arguments[1];
          script.dataset.position = 'left';
          document.head.append(script);
        }";
    let name = &right.shop.name;
    shopper.session().script(second, &[json!(format!("{}/embed.js", house().url())), json!(name)]);
    shopper.eventually("both are there", "return document.querySelectorAll('madoguchi-panel').length == 2", &[]);
    assert_eq!(script(&shopper, "return Madoguchi.shop"), left.shop.name.as_str(), "the first one's calls are its own");
    let ask = "
        const name = arguments[0], widget = Madoguchi.widgets[name];
        window.__tickets = [];
        for (const each of Object.values(Madoguchi.widgets)) each.on('ticket', ({ detail }) => __tickets.push([each.shop, detail.topic]));
        widget.open({ topic: 'gift' });";
    shopper.session().script(ask, &[json!(name)]);
    // What is asked of the panel is asked of the second one.
    let inner = |script: &str, given: &[Value]| {
        let host = format!("const root = Madoguchi.widgets[{}].host.shadowRoot; {script}", json!(name));
        shopper.session().script(&host, given)
    };
    until_true("its form stands", || inner("return !!root.querySelector('#form')", &[]) == true);
    assert!(!Panel(&shopper).is_open(), "the first one stays closed");
    script(&shopper, "Madoguchi.open()");
    Panel(&shopper).wait_open();
    assert!(Panel(&shopper).script("return root.querySelector('#form')", &[]).is_null());
    let stored = script(&shopper, "return Object.keys(sessionStorage)");
    assert_eq!(stored, json!([format!("madoguchi!{name}")]), "each keeps under its own name");
    script(&shopper, "Madoguchi.destroy()");
    assert_eq!(inner("return root.querySelector('dialog').open", &[]), true, "the other one goes on");
    shopper.assert_silent();
}

/// Both ways in which a tag manager puts a line on a page.
#[test]
fn a_tag_manager_may_bring_the_line() {
    let site = Site::open("manager");
    let address = json!(format!("{}/embed.js", house().url()));
    let made = "
        const script = document.createElement('script');
        script.async = true;
        script.src = arguments[0];
        script.setAttribute('data-shop', arguments[1]);
        document.head.appendChild(script);";
    // Its other way makes each tag anew, and may lose what begins with `data-`.
    let bare_line = "
        window.Madoguchi = { shop: arguments[1], lang: 'en', q: [] };
        const box = document.createElement('div');
        box.innerHTML = `<script src=\"${arguments[0]}\"></script>`;
        const script = document.createElement('script');
        for (const { name, value } of box.firstChild.attributes) if (!name.startsWith('data-')) script.setAttribute(name, value);
        document.body.append(script);";
    for (way, title) in [(made, "何かお困りですか？"), (bare_line, "How can we help?")] {
        let pages = bare("manager-page");
        site.put(|own| own["origins"] = json!(pages.origins()));
        let shopper = Browser::at("ja", &format!("{}/index.html", pages.url()));
        shopper.session().script(way, &[address.clone(), json!(site.shop.name)]);
        let panel = Panel(&shopper);
        panel.open();
        panel.text_is("#title", title);
        shopper.assert_silent();
    }
}

#[test]
fn elements_of_the_page_open_the_panel() {
    let head = "<script>addEventListener('DOMContentLoaded', () => {
        const link = document.createElement('a'), button = document.createElement('button');
        link.href = '#madoguchi'; link.id = 'by-link'; link.textContent = 'Help';
        button.className = 'ask'; button.dataset.topic = 'gift'; button.innerHTML = '<span id=by-button>Ask</span>';
        document.body.prepend(link, button);
    })</script>";
    let site = Site::with_policy("open-on", "data-open-on=\".ask\" data-offset=\"90\" data-z=\"7\" data-accent=\"#ffffff\"", head, "");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.find(".launcher");
    let looks = "const { bottom, zIndex } = getComputedStyle(root.host); return [bottom, zIndex, getComputedStyle(root.querySelector('.launcher')).color]";
    assert_eq!(panel.script(looks, &[]), json!(["90px", "7", "rgb(0, 0, 0)"]));
    shopper.click("#by-link");
    panel.wait_open();
    assert_eq!(script(&shopper, "return location.hash"), "");
    panel.click("#close");
    shopper.click("#by-button");
    panel.wait_open();
    panel.find("#form");
    shopper.assert_silent();
}

#[test]
fn what_is_no_selector_is_told_once_and_breaks_nothing() {
    let link = "<script>addEventListener('DOMContentLoaded', () => {
        window.__broken = [];
        addEventListener('error', ({ message }) => __broken.push(message));
        document.body.insertAdjacentHTML('afterbegin', '<a id=by-link href=#madoguchi>Help</a><button id=other>Other</button>');
    })</script>";
    let site = Site::with_policy("no-selector", "data-open-on=\".ask[[\"", link, "");
    let shopper = site.visit();
    let panel = Panel(&shopper);
    panel.find(".launcher");
    for _ in 0..3 {
        shopper.click("#other");
    }
    shopper.click("#by-link");
    panel.wait_open();
    assert_eq!(script(&shopper, "return __broken"), json!([]));
    let complaints = shopper.complaints();
    assert!(complaints.len() == 1 && complaints[0].starts_with("WARNING") && complaints[0].contains(".ask[["), "{complaints:?}");
}

/// `madoguchi.d.ts` names what there is.
#[test]
fn every_name_of_the_types_is_there() {
    let types = std::fs::read_to_string(xtask::paths::www().join("madoguchi.d.ts")).unwrap();
    let shopper = Browser::at("ja", &format!("{}/index.html", house().pages_of("demo")));
    Panel(&shopper).find(".launcher");
    let named: Vec<&str> = ["MadoguchiWidget {", "MadoguchiGlobal extends MadoguchiWidget {"]
        .iter()
        .flat_map(|name| types.split(name).nth(1).unwrap().split("\n}").next().unwrap().lines())
        .filter_map(|line| line.trim().trim_start_matches("readonly ").split(['(', ':', '<']).next())
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .collect();
    assert!(named.len() > 14, "{named:?}");
    let missing = shopper.session().script("return arguments[0].filter((name) => !(name in Madoguchi))", &[json!(named)]);
    assert_eq!(missing, json!([]));
    // And nothing is there without a name.
    let unnamed = shopper.session().script("return Object.keys(Madoguchi).filter((name) => !arguments[0].includes(name))", &[json!(named)]);
    assert_eq!(unnamed, json!([]));
}
