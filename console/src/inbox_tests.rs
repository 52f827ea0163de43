use super::*;
use serde_json::{Value, json};

fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-11-24T{text}:00+09:00")).unwrap()
}

/// A ticket's number that ends in `n`.
fn id(n: u32) -> TicketId {
    TicketId::parse(&format!("0000-0000-{n:04}")).unwrap()
}

fn me() -> PersonId {
    PersonId::parse("sato").unwrap()
}

fn row(n: u32, version: u64, more: Value) -> Row {
    let mut row = json!({
        "id": id(n), "shop": "demo", "shop_name": "店", "version": version, "seq": 1, "state": "open", "urgency": "normal", "topic": "gift",
        "name": "山田", "by_phone": true, "created_at": "2026-11-24T09:00:00+09:00", "due": "2026-11-25T09:00:00+09:00", "window": null,
    });
    row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(row).unwrap()
}

fn page(version: u64, whole: bool, rows: Vec<Row>, next: Option<&str>) -> Page {
    Page { version, now: at("10:00"), hours: None, whole, rows, next: next.map(str::to_owned) }
}

fn inbox(rows: Vec<Row>) -> Inbox {
    let mut inbox = Inbox::default();
    inbox.take_page(page(100, true, rows, None));
    inbox
}

/// The view at ten, as section names and last digits.
fn shown(inbox: &Inbox, list: List) -> String {
    let item = |item: Item| match item {
        Item::Head(section, count) => format!("{section:?}:{count}"),
        Item::Row(id) => id.as_str().rsplit('-').next().unwrap().trim_start_matches('0').to_owned(),
    };
    inbox.view(list, &me(), at("10:00"), |_| true).into_iter().map(item).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_waits_is_shown_most_pressing_first() {
    let due = |text: &str| json!({ "due": at(text) });
    let urgent = |text: &str| json!({"urgency": "urgent", "due": at(text)});
    let window = |start: &str, end: &str| json!({"window": {"start": at(start), "end": at(end)}, "due": at(end)});
    let retry = |text: &str| json!({"state": "retrying", "due": at(text)});
    let inbox = inbox(vec![
        row(1, 1, due("15:00")),
        row(2, 2, due("11:00")),
        row(3, 3, urgent("10:10")),
        row(4, 4, window("14:00", "15:00")),
        row(5, 5, window("09:30", "10:30")),
        row(6, 6, retry("11:00")),
        row(7, 7, retry("09:59")),
        row(8, 8, urgent("09:50")),
        row(9, 9, json!({"state": "handed", "due": at("09:00")})),
        row(10, 10, json!({"state": "set_aside"})),
        row(11, 11, json!({ "due": null })),
        row(12, 12, json!({"state": "calling", "due": at("09:00")})),
    ]);
    assert_eq!(shown(&inbox, List::Waiting), "Urgent:2 8 3 Now:6 12 7 5 2 1 11 Coming:1 4 Retrying:1 6");
    assert_eq!(shown(&inbox, List::Late), "8 7 9", "a call under way is in time, and what the shop has comes last");
    assert_eq!(shown(&inbox, List::Handed), "9");
    assert_eq!(shown(&inbox, List::SetAside), "10");
    assert_eq!(inbox.counts(&me(), at("10:00")), Counts { lists: [10, 3, 0, 1, 1, 0], urgent: 2 });
    assert_eq!(inbox.view(List::Waiting, &me(), at("10:00"), |row| row.id == id(2)).len(), 2);
}

#[test]
fn the_newest_end_comes_first() {
    let done = |text: &str| json!({"state": "done", "due": null, "ended_at": at(text)});
    let inbox =
        inbox(vec![row(1, 1, done("09:00")), row(2, 2, done("09:30")), row(3, 3, json!({"state": "cancelled", "ended_at": at("09:10")}))]);
    assert_eq!(shown(&inbox, List::Ended), "2 3 1");
    assert_eq!(shown(&inbox, List::Waiting), "");
}

#[test]
fn what_i_have_taken_is_mine() {
    let claim = |by: &str, from: Option<&str>| json!({"claim": {"by": by, "name": "佐藤", "since": at("09:50"), "until": at("10:50"), "from": from}});
    let mut inbox = inbox(vec![row(1, 1, claim("sato", None)), row(2, 2, claim("ito", None)), row(3, 3, json!({}))]);
    assert_eq!(shown(&inbox, List::Mine), "1");
    let (news, missed) = inbox.take(row(2, 101, claim("sato", Some("伊藤"))), &me());
    assert!(matches!(news, Some(News::PassedOn(row)) if row.id == id(2)) && !missed);
    assert_eq!(shown(&inbox, List::Mine), "1 2");
}

#[test]
fn only_a_higher_version_replaces_and_a_gap_is_noticed() {
    let mut inbox = inbox(vec![row(1, 100, json!({}))]);
    assert_eq!(inbox.take(row(1, 100, json!({"state": "done"})), &me()), (None, false), "a repeat");
    assert_eq!(inbox.take(row(1, 99, json!({"state": "done"})), &me()), (None, false), "older");
    let (news, missed) = inbox.take(row(2, 101, json!({})), &me());
    assert!(matches!(news, Some(News::New(_))) && !missed);
    let (news, missed) = inbox.take(row(1, 105, json!({"state": "cancelled", "due": null})), &me());
    assert!(matches!(news, Some(News::Cancelled(_))) && missed, "102 to 104 never came");
    assert_eq!(inbox.version, 105);
    let (news, _) = inbox.take(row(1, 106, json!({"state": "erased", "topic": null, "name": ""})), &me());
    assert_eq!((news, inbox.row(&id(1))), (None, None), "who is forgotten leaves no line");
}

#[test]
fn a_list_that_begins_anew_forgets_what_it_never_names() {
    let mut inbox = inbox(vec![row(1, 1, json!({})), row(2, 2, json!({})), row(3, 3, json!({}))]);
    inbox.take_page(page(200, true, vec![row(1, 1, json!({}))], Some("1")));
    assert!(!inbox.complete && inbox.row(&id(2)).is_some(), "not before the last page");
    // What came live meanwhile stays, though no page has it.
    inbox.take(row(4, 201, json!({})), &me());
    inbox.take_page(page(201, false, vec![row(3, 150, json!({"state": "calling"}))], None));
    assert!(inbox.complete);
    assert_eq!(shown(&inbox, List::Waiting), "Now:3 1 3 4");
    // Known up to the first page's version alone, but for what came live.
    inbox.take_page(page(202, true, vec![row(1, 1, json!({}))], Some("1")));
    inbox.take_page(page(204, false, vec![row(3, 150, json!({"state": "calling"})), row(4, 201, json!({}))], None));
    assert_eq!((inbox.version, inbox.complete), (202, true), "203 may lie before the page that came last");
    // Changes since a version forget nothing.
    inbox.take_page(page(210, false, vec![row(3, 205, json!({"state": "erased", "topic": null}))], None));
    assert_eq!((shown(&inbox, List::Waiting).as_str(), inbox.version), ("Now:2 1 4", 210));
}
