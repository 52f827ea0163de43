//! Microsoft Teams: a ticket's card, and a workflow that authorises nobody.

use crate::harness::deliveries::event;
use crate::harness::samples::draft;
use crate::harness::services::stand_in;
use crate::harness::services::teams::Teams;
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::json;

#[test]
fn a_ticket_is_a_card() {
    let teams = Teams::named("card");
    let url = teams.url();
    let teams = stand_in(teams);
    let shop = Shop::served("teams");
    shop.channels(&[json!({"kind": "teams", "id": "teams", "url": url, "mention": ["hanako@shop.example"]})], None);
    let ticket = shop.accept(&draft());
    let card = until("the card came", || teams.lock().unwrap().taken.first().cloned()).to_string();
    assert!(card.contains("山田") && card.contains(&ticket.id), "{card}");
    shop.until_delivery("it is delivered", &event(&ticket.id, 1), "teams", |row| row["state"] == "delivered");
}

#[test]
fn a_workflow_that_does_not_know_us_is_told_of() {
    let teams = Teams::named("wrong");
    let url = teams.url().replace("s3cret", "other");
    let _teams = stand_in(teams);
    let shop = Shop::served("teams-wrong");
    shop.channels(&[json!({"kind": "teams", "id": "teams", "url": url})], None);
    shop.accept(&draft());
    let state = until("the failure is seen", || Some(shop.channel("teams")).filter(|state| state["failures"].as_u64() > Some(0)));
    assert_eq!((&state["reason"], &state["advice"]), (&json!("answered 401: DirectApiAuthorizationRequired"), &json!("not_authorized")));
}
