//! An alarm that no longer rings is noticed: by whoever asks the object
//! anything, and by a sweep that reaches those that nobody asks.

use crate::harness::alarms::Objects;
use crate::harness::deliveries::event;
use crate::harness::receiver::secret;
use crate::harness::rude::{Manner, Rude};
use crate::harness::run_folder;
use crate::harness::samples::draft;
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::{until, until_true};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};
use xtask::paths;
use xtask::seed::Api;
use xtask::stack::{Stack, StackOptions};

/// A stack whose deliveries don't wait long.
fn stack(name: &str) -> Stack {
    Stack::start(options(name)).unwrap()
}

fn options(name: &str) -> StackOptions {
    let mut options = StackOptions::at(run_folder::fresh(name));
    options.vars.push(("DELIVERY_PACE".to_owned(), "10".to_owned()));
    options
}

/// The build, with a worker in whose first alarm the wasm traps: it is called
/// with an object that lies outside its memory.
fn trapping_build() -> PathBuf {
    const CALL: &str = "wasm.shopobject_alarm(this.__wbg_ptr)";
    let folder = run_folder::fresh("trapping-build");
    fs::create_dir_all(folder.join("worker")).unwrap();
    let built = paths::dist().join("worker");
    fs::copy(built.join("index_bg.wasm"), folder.join("worker/index_bg.wasm")).unwrap();
    let script = fs::read_to_string(built.join("index.js")).unwrap();
    assert_eq!(script.matches(CALL).count(), 1);
    let trapping = script.replace(CALL, "wasm.shopobject_alarm(globalThis.trapped++ ? this.__wbg_ptr : 0xfffffff0)");
    fs::write(folder.join("worker/index.js"), format!("globalThis.trapped = 0;\n{trapping}")).unwrap();
    let config = fs::read_to_string(paths::root().join("worker/wrangler.jsonc")).unwrap();
    let config = config
        .replace("../dist/worker/index.js", "worker/index.js")
        .replace("../dist/site", &paths::dist().join("site").display().to_string());
    fs::write(folder.join("wrangler.jsonc"), config).unwrap();
    folder.join("wrangler.jsonc")
}

/// A shop with an event that was refused once. It is urgent: the next tries
/// follow soon.
fn refused_once(stack: &Stack, name: &str) -> (Shop, Rude, Accepted) {
    let rude = Rude::start(Manner::status(503));
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), name);
    shop.furnish(5);
    shop.connect(&rude.url(), &secret());
    let mut urgent = draft();
    urgent["message"] = json!("至急お願いします");
    let ticket = shop.accept(&urgent);
    shop.until_delivery("a first try has failed", &event(&ticket.id, 1), "hook", |row| row["last"] == "answered 503");
    (shop, rude, ticket)
}

fn arrived(rude: &Rude) -> bool {
    rude.seen().iter().any(|one| one.answered == 204)
}

fn told(stack: &Stack, what: &str) -> bool {
    stack.logs().iter().any(|line| line.contains(what))
}

/// The platform's cron, rung by hand.
fn ring_the_cron(stack: &Stack) {
    let answer = Api::new(&stack.url()).call("GET", "/cdn-cgi/local/scheduled", None, None).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[test]
fn alarms_that_are_stuck_or_gone_are_set_again_by_a_request_and_by_the_sweep() {
    let mut stack = stack("watchdog");
    let cases: Vec<_> = ["stuck-asked", "gone-asked", "stuck-swept", "gone-swept"].map(|name| refused_once(&stack, name)).into();
    let (shops, desks) = (Objects::of(stack.state_dir(), "ShopObject"), Objects::of(stack.state_dir(), "DeskObject"));
    stack.kill_hard();
    for (shop, rude, _) in &cases {
        assert!(shops.alarm(&shop.name)["scheduled"].is_number(), "it was in order");
        if shop.name.starts_with("stuck") {
            shops.stick(&shop.name)
        } else {
            shops.vanish(&shop.name)
        }
        assert_eq!(shops.alarm(&shop.name)["scheduled"], json!(null));
        rude.behave(Manner::status(204));
    }
    // A shop that must hear of its desk's calendar, of which nobody will tell it.
    let desk = &cases[0].0.desk;
    desks.run(desk, "UPDATE told SET version = 0");
    desks.vanish(desk);
    stack.restart().unwrap();

    for (shop, rude, ticket) in &cases[..2] {
        // Any request does: this is the shopper, looking.
        assert_eq!(shop.status(ticket).status, 200);
        until_true("the event has arrived", || arrived(rude));
        assert!(told(&stack, &format!("the alarm of {} had stopped", shop.name)), "it was the watch that set it");
    }
    for (_, rude, _) in &cases[2..] {
        assert!(!arrived(rude), "nobody has asked");
    }
    ring_the_cron(&stack);
    for (shop, rude, _) in &cases[2..] {
        until_true("the event has arrived", || arrived(rude));
        assert!(told(&stack, &format!("the alarm of {} had stopped", shop.name)));
    }
    until_true("the desk's alarm is set again", || told(&stack, &format!("the alarm of {desk} had stopped")));
    let behind = || desks.run(desk, "SELECT count(*) AS behind FROM told WHERE version = 0")[0]["behind"].clone();
    until_true("its shop has heard", || behind() == 0);
}

#[test]
fn the_roll_fills_again_when_it_was_lost() {
    let mut stack = stack("roll");
    let (shop, rude, _) = refused_once(&stack, "enrolled");
    let (shops, roll) = (Objects::of(stack.state_dir(), "ShopObject"), Objects::of(stack.state_dir(), "RollObject"));
    stack.kill_hard();
    let listed = |name: &str| roll.run("roll", "SELECT name FROM roll").as_array().unwrap().iter().any(|row| row["name"] == name);
    let (own, desk) = (format!("shops/{}", shop.name), format!("desks/{}", shop.desk));
    assert!(listed(&own) && listed(&desk), "who is made is on it");
    roll.run("roll", "DELETE FROM roll");
    roll.run("roll", "INSERT INTO roll (name, swept) VALUES ('shops/never-made', 0)");
    // It was put on it a day ago.
    shops.run(&shop.name, "UPDATE meta SET value = value - 86400 WHERE key = 'enrolled'");
    rude.behave(Manner::status(204));
    stack.restart().unwrap();

    assert_eq!(shop.windows()["windows"].as_array().map(Vec::is_empty), Some(false));
    ring_the_cron(&stack);
    stack.kill_hard();
    assert!(listed(&own), "any request puts it back");
    assert!(!listed("shops/never-made"), "the sweep strikes off what is not there");
}

#[test]
fn an_alarm_whose_handler_fails_is_set_again_and_never_lost() {
    let mut stack = stack("throwing");
    let (shop, rude, _) = refused_once(&stack, "throwing");
    let shops = Objects::of(stack.state_dir(), "ShopObject");
    stack.kill_hard();
    // Storage that fails whatever the handler does.
    shops.run(&shop.name, "ALTER TABLE outbox RENAME TO hidden");
    rude.behave(Manner::status(204));
    stack.restart().unwrap();
    until_true("the handler has failed", || told(&stack, "the alarm has failed and is set again"));
    // The runtime writes it down before it goes on.
    let ahead = until("the next one is set", || {
        let alarm = shops.alarm(&shop.name);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        Some(alarm["alarm"].as_u64()?.saturating_sub(u64::try_from(now).unwrap())).filter(|ahead| *ahead > 0)
    });
    assert!(ahead <= 15_000, "{ahead} ms");
    stack.kill_hard();
    shops.run(&shop.name, "ALTER TABLE hidden RENAME TO outbox");
    stack.restart().unwrap();
    // Nobody asks, and it comes.
    until_true("the event has arrived", || arrived(&rude));
    assert!(!told(&stack, "had stopped"), "the alarm was never lost");
}

#[test]
fn a_trap_in_the_alarm_is_no_end_of_it() {
    let stack = Stack::start(StackOptions { config: Some(trapping_build()), ..options("trapping") }).unwrap();
    let rude = Rude::start(Manner::status(204));
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "trapping");
    shop.furnish(5);
    shop.connect(&rude.url(), &secret());
    shop.accept(&draft());
    // Nobody asks, and it comes.
    until_true("the event has arrived", || arrived(&rude));
    for line in ["the wasm has trapped", "the alarm has failed and is set again"] {
        assert!(told(&stack, line), "{line}");
    }
}
