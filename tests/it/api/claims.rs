//! Who has taken a ticket, and how it waits for everybody again.

use crate::harness::console::hire;
use crate::harness::house::house;
use crate::harness::objects::desk_sql;
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::socket::{Frame, Socket};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use xtask::seed::{self, Answer};

/// Somebody of the desk.
struct Operator<'s> {
    shop: &'s Shop,
    id: String,
    token: String,
}

impl<'s> Operator<'s> {
    fn new(shop: &'s Shop, name: &str, role: &str) -> Self {
        let (person, token) = hire(shop, name, role);
        Self { shop, id: person["id"].as_str().unwrap().to_owned(), token }
    }

    fn call(&self, method: &str, ticket: &str, body: Option<Value>) -> Answer {
        let path = self.shop.desk_path(&format!("/tickets/{ticket}/claim"));
        self.shop.api.call(method, &path, Some(&self.token), body.as_ref()).unwrap()
    }

    fn claim(&self, ticket: &str) -> Answer {
        self.call("POST", ticket, Some(json!({})))
    }

    fn act(&self, ticket: &str, mut act: Value, seq: u64) -> Answer {
        (act["id"], act["seq"]) = (json!(key()), json!(seq));
        let path = self.shop.desk_path(&format!("/tickets/{ticket}/attempts"));
        self.shop.api.call("POST", &path, Some(&self.token), Some(&act)).unwrap()
    }
}

fn on_the_list(shop: &Shop) -> Accepted {
    let ticket = shop.accept(&draft());
    until("the ticket is on the desk's list", || shop.row(&ticket.id));
    ticket
}

/// A ticket's row as the list has it.
fn row(shop: &Shop, ticket: &Accepted) -> Value {
    shop.rows().into_iter().find(|row| row["id"] == ticket.id.as_str()).unwrap_or_default()
}

fn deeds(shop: &Shop, ticket: &Accepted) -> Vec<String> {
    let card = shop.row(&ticket.id).unwrap();
    let told = |deed: &Value| format!("{} {}", deed["by"].as_str().unwrap(), deed["what"].as_str().unwrap());
    card["deeds"].as_array().unwrap().iter().map(told).collect()
}

/// Makes all claims of a desk run out long ago.
fn age(shop: &Shop) {
    let old = "UPDATE tickets SET claimed_until = 1000, row = json_set(row, '$.claim.until', '1970-01-01T00:16:40Z') WHERE claimed_by IS NOT NULL";
    desk_sql(house().state_dir(), &shop.desk, &[old]);
}

#[test]
fn of_twenty_at_once_one_has_it() {
    let shop = Shop::open("claim-race");
    let ticket = on_the_list(&shop);
    let people: Vec<_> = (0..20).map(|n| Operator::new(&shop, &format!("佐藤{n}"), "operator")).collect();
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = people.iter().map(|one| scope.spawn(|| one.claim(&ticket.id))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let winners: Vec<_> = answers.iter().zip(&people).filter(|(answer, _)| answer.status == 200).collect();
    assert_eq!(winners.len(), 1);
    for (answer, _) in answers.iter().zip(&people).filter(|(answer, _)| answer.status != 200) {
        refused(answer, 409, "claimed");
    }
    let (answer, winner) = winners[0];
    let taken = answer.json().unwrap();
    assert_eq!((&taken["claim"]["by"], &taken["id"]), (&json!(winner.id), &json!(ticket.id)));
    assert_eq!(row(&shop, &ticket), taken, "the list shows it");
    let again = winner.claim(&ticket.id).json().unwrap();
    assert!(again["version"].as_u64() > taken["version"].as_u64() && again["claim"]["until"].as_str() >= taken["claim"]["until"].as_str());
    assert_eq!(again["claim"]["since"], taken["claim"]["since"], "the same claim, to last longer");
    assert_eq!(deeds(&shop, &ticket).len(), 1);
}

#[test]
fn what_somebody_has_taken_others_see_and_leave_alone() {
    let shop = Shop::open("claimed");
    let (sato, suzuki) = (Operator::new(&shop, "佐藤", "operator"), Operator::new(&shop, "鈴木", "operator"));
    let lead = Operator::new(&shop, "田中", "lead");
    let ticket = on_the_list(&shop);
    let id = ticket.id.as_str();
    let mut line = Socket::open(&house().url(), &shop.desk_path("/live"), None).unwrap();
    line.show(&suzuki.token);
    let hear = |line: &mut Socket| match line.hear() {
        Frame::Text(text) => serde_json::from_str::<Value>(&text).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(hear(&mut line)["type"], "hello");
    assert_eq!(sato.claim(id).status, 200);
    let told = hear(&mut line);
    assert_eq!((&told["row"]["claim"]["name"], &told["row"]["state"]), (&json!("佐藤"), &json!("open")));
    assert_eq!(told["row"]["version"], row(&shop, &ticket)["version"]);

    // Neither a colleague nor a lead acts on it, and a program does.
    for other in [&suzuki, &lead] {
        refused(&other.act(id, json!({"act": "start_call"}), 1), 409, "claimed");
        refused(&other.claim(id), 409, "claimed");
    }
    refused(&suzuki.call("DELETE", id, None), 409, "claimed");
    refused(&suzuki.call("POST", id, Some(json!({"to": suzuki.id}))), 409, "claimed");
    let mut noted = json!({"act": "note", "text": "基幹システムより"});
    (noted["id"], noted["seq"]) = (json!(key()), json!(1));
    let program = shop.api.call("POST", &shop.desk_path(&format!("/tickets/{id}/attempts")), Some(&shop.desk_token), Some(&noted)).unwrap();
    assert_eq!((program.status, &program.json().unwrap()["row"]["claim"]["by"]), (200, &json!(sato.id)));

    // In a call it stays, for as long as that takes.
    let called = sato.act(id, json!({"act": "start_call", "by": "誰か"}), 2);
    let card = called.json().unwrap();
    assert_eq!((&card["data"]["ticket"]["call"]["by"], &card["row"]["claim"]["by"]), (&json!("佐藤"), &json!(sato.id)));
    let lasting = desk_sql(house().state_dir(), &shop.desk, &["SELECT claimed_by, claimed_until FROM tickets"]);
    assert_eq!(lasting, [json!({"claimed_by": sato.id, "claimed_until": null})]);
    refused(&sato.call("DELETE", id, None), 409, "calling");

    // Handed over with a note, by who has it; a lead takes over.
    assert_eq!(sato.act(id, json!({"act": "attempt", "outcome": "busy"}), 3).status, 200);
    for nobody in ["nobody", "desk"] {
        assert_eq!(faults(&refused(&sato.call("POST", id, Some(json!({"to": nobody}))), 422, "invalid")), ["to unknown"]);
    }
    let passed = sato.call("POST", id, Some(json!({"to": suzuki.id, "note": "在庫は確認済み"}))).json().unwrap();
    let claim = &passed["claim"];
    assert_eq!((&claim["by"], &claim["from"], &claim["note"]), (&json!(suzuki.id), &json!("佐藤"), &json!("在庫は確認済み")));
    refused(&sato.act(id, json!({"act": "give_up"}), 4), 409, "claimed");
    let over = lead.call("POST", id, Some(json!({"to": lead.id}))).json().unwrap();
    assert_eq!((&over["claim"]["by"], over["claim"].get("from"), over["claim"].get("note")), (&json!(lead.id), None, None));
    assert_eq!(lead.call("POST", id, Some(json!({"to": sato.id}))).status, 200);
    assert_eq!(lead.call("DELETE", id, None).json().unwrap().get("claim"), None);
    refused(&sato.call("POST", id, Some(json!({"to": suzuki.id}))), 409, "not_yours");

    // What ends is nobody's, and takes no claim.
    assert_eq!(sato.act(id, json!({"act": "close", "outcome": "solved"}), 4).json().unwrap()["row"].get("claim"), None);
    refused(&sato.claim(id), 409, "ended");
    assert_eq!(sato.call("DELETE", id, None).status, 200, "nothing to let go");
    assert_eq!(
        deeds(&shop, &ticket),
        [
            "佐藤 claim",
            "試験の窓口 note",
            "佐藤 start_call",
            "佐藤 attempt",
            "佐藤 pass_on",
            "田中 pass_on",
            "田中 pass_on",
            "田中 release",
            "佐藤 close",
        ]
    );
    refused(&sato.claim("7K3M-9QXT-2HFA"), 404, "not_found");
}

#[test]
fn an_act_takes_what_is_free_and_a_refused_one_leaves_it_free() {
    let shop = Shop::open("act-claims");
    let (sato, suzuki) = (Operator::new(&shop, "佐藤", "operator"), Operator::new(&shop, "鈴木", "operator"));
    let tickets: Vec<_> = (0..4).map(|_| on_the_list(&shop)).collect();
    let [called, handed, aside, gone] = [0, 1, 2, 3].map(|place| &tickets[place]);
    refused(&sato.act(&called.id, json!({"act": "give_up"}), 1), 409, "not_now");
    refused(&sato.act(&called.id, json!({"act": "start_call"}), 7), 409, "stale");
    assert_eq!(row(&shop, called).get("claim"), None);
    assert_eq!(sato.act(&called.id, json!({"act": "start_call"}), 1).json().unwrap()["row"]["claim"]["by"], json!(sato.id));
    refused(&suzuki.act(&called.id, json!({"act": "attempt", "outcome": "reached"}), 2), 409, "claimed");

    // A repeat is answered as before, though another has it by now.
    let command = json!({"id": key(), "seq": 1, "act": "attempt", "outcome": "busy"});
    let send = || shop.api.call("PATCH", &shop.desk_path(&format!("/tickets/{}", handed.id)), Some(&sato.token), Some(&command)).unwrap();
    assert_eq!(send().status, 200);
    assert_eq!(sato.call("POST", &handed.id, Some(json!({"to": suzuki.id}))).status, 200);
    assert_eq!((send().status, &row(&shop, handed)["claim"]["by"]), (200, &json!(suzuki.id)));
    assert_eq!(deeds(&shop, handed), ["佐藤 attempt", "佐藤 pass_on"]);

    // Handed to the shop, set aside, called off by its shopper: nobody's.
    assert_eq!(suzuki.act(&handed.id, json!({"act": "hand_over", "note": "在庫"}), 2).json().unwrap()["row"].get("claim"), None);
    refused(&suzuki.claim(&handed.id), 409, "not_now");
    assert_eq!(suzuki.act(&aside.id, json!({"act": "set_aside"}), 1).json().unwrap()["row"].get("claim"), None);
    assert_eq!(suzuki.act(&aside.id, json!({"act": "put_back"}), 2).json().unwrap()["row"]["claim"]["by"], json!(suzuki.id));
    let note = json!({"to": suzuki.id, "note": "午後に山田様へ"});
    assert_eq!(sato.claim(&gone.id).status, 200);
    assert_eq!(sato.call("POST", &gone.id, Some(note)).status, 200);
    assert_eq!(shop.cancel(gone).status, 200);
    until_true("the desk has heard it", || row(&shop, gone)["state"] == "cancelled");
    assert_eq!(row(&shop, gone).get("claim"), None);

    // Whose token is revoked has taken nothing.
    assert_eq!(row(&shop, aside)["claim"]["by"], json!(suzuki.id));
    let revoked = shop.api.call("DELETE", &shop.desk_path(&format!("/tokens/{}", suzuki.id)), Some(&shop.desk_token), None).unwrap();
    assert_eq!((revoked.status, row(&shop, aside).get("claim")), (204, None));
    assert_eq!(faults(&refused(&sato.call("POST", &called.id, Some(json!({"to": suzuki.id}))), 422, "invalid")), ["to unknown"]);
    assert_eq!(deeds(&shop, aside).last().unwrap(), "試験の窓口 release");
}

#[test]
fn a_claim_runs_out_by_itself_and_its_ticket_waits_for_everybody() {
    let shop = Shop::open("claim-over");
    let (sato, suzuki) = (Operator::new(&shop, "佐藤", "operator"), Operator::new(&shop, "鈴木", "operator"));
    let (ticket, other) = (on_the_list(&shop), on_the_list(&shop));
    let mut settings = shop.desk_settings(100);
    settings["claim_minutes"] = json!(4);
    let answer = shop.api.call("PUT", &shop.desk_path("/settings"), Some(&shop.desk_token), Some(&settings)).unwrap();
    assert_eq!(faults(&refused(&answer, 422, "invalid")), ["claim_minutes out_of_range"]);
    settings["claim_minutes"] = json!(5);
    seed::put(&shop.api, &shop.desk_path("/settings"), &shop.desk_token, &settings).unwrap();

    let taken = sato.claim(&ticket.id).json().unwrap();
    // The runtime keeps an object's alarm with its data, in nanoseconds.
    let alarm = "SELECT claimed_until - (SELECT value / 1000000000 FROM _cf_METADATA WHERE key = 1) AS early FROM tickets
        WHERE claimed_until IS NOT NULL";
    let minutes = |text: &Value| text.as_str().unwrap().get(14..16).unwrap().parse::<i64>().unwrap();
    assert_eq!((minutes(&taken["claim"]["until"]) - minutes(&taken["claim"]["since"])).rem_euclid(60), 5);
    let early = desk_sql(house().state_dir(), &shop.desk, &[alarm])[0]["early"].as_i64().unwrap();
    assert!((0..=1).contains(&early), "the alarm is set for its end, not {early} s before");
    // Its time over, anybody may have it before the alarm has rung.
    age(&shop);
    assert_eq!(suzuki.claim(&ticket.id).json().unwrap()["claim"]["by"], json!(suzuki.id));
    assert_eq!(sato.claim(&other.id).status, 200);
    age(&shop);
    until_true("both wait for everybody again", || {
        let rows = shop.rows();
        rows.len() == 2 && rows.iter().all(|row| row["state"] == "open" && row.get("claim").is_none())
    });
    assert_eq!(deeds(&shop, &ticket), ["佐藤 claim", "鈴木 claim", "鈴木 claim_ran_out"]);
    assert_eq!(deeds(&shop, &other), ["佐藤 claim", "佐藤 claim_ran_out"]);
    assert_eq!(house().crashes(), Vec::<String>::new());
}

#[test]
fn what_was_noted_and_done_goes_with_the_person() {
    let shop = Shop::open("claim-erased");
    let sato = Operator::new(&shop, "佐藤", "operator");
    let ticket = on_the_list(&shop);
    assert_eq!(sato.call("POST", &ticket.id, Some(json!({"note": "山田様は夕方"}))).status, 200);
    assert_eq!(sato.act(&ticket.id, json!({"act": "note", "text": "山田様より入電"}), 1).status, 200);
    let wish = json!({"phone": "090-1234-5678", "confirmed_by": "店長"});
    assert_eq!(shop.api.call("POST", &shop.path("/erasures"), Some(&shop.token), Some(&wish)).unwrap().status, 202);
    until_true("the desk has heard it", || shop.row(&ticket.id).is_none());
    let left = |sql: &str| desk_sql(house().state_dir(), &shop.desk, &[sql]);
    let kept = json!(left("SELECT row, place, claimed_by, claimed_until, data FROM tickets")).to_string();
    assert!(!["山田", "佐藤", "9012345678"].iter().any(|word| kept.contains(word)), "{kept}");
    assert_eq!(left("SELECT count(*) AS n FROM deeds"), [json!({"n": 0})]);
    refused(&sato.claim(&ticket.id), 409, "ended");
}
