use super::super::walk::{Walk, Walked};
use super::*;
use crate::delivery::specimen::{self, Post, by_mail, hostile, hostile_tickets, longest, ticket};
use madoguchi_shared::settings::Channel;

const NONE: &str = r#"{"tickets": [], "count": 0}"#;

fn zendesk() -> Zendesk {
    let settings = json!({"kind": "zendesk", "id": "zd", "subdomain": "shop", "email": "desk@shop.example", "token": "t0ken",
        "group": 7, "fields": {"order": 11, "wanted_date": 12}});
    let Channel::Zendesk(zendesk) = specimen::channel(settings) else { panic!() };
    zendesk
}

fn with(state: &str, seq: u64) -> Value {
    let mut ticket = ticket();
    ticket["state"] = json!(state);
    ticket["seq"] = json!(seq);
    ticket
}

/// A try against a service in which ticket 35436 is made.
fn go(walk: &mut Walk, post: &Post, mut other: impl FnMut(&Ask) -> Option<(u16, &'static str)>) -> Walked {
    walk.go(&&zendesk(), post, |ask| match (other(ask), ask.name) {
        (Some((status, body)), _) => (status, body.to_owned()),
        (None, "look") => (200, NONE.to_owned()),
        (None, "make" | "make_bare") => (201, r#"{"ticket": {"url": "x", "id": 35436, "external_id": "y"}}"#.to_owned()),
        (None, "delete") => (204, String::new()),
        (None, _) => (200, "{}".to_owned()),
    })
}

fn known() -> Walk {
    Walk { memory: [("ticket:2345-6789-BCDF".to_owned(), "35436 open".to_owned())].into() }
}

#[test]
fn a_ticket_is_looked_up_then_made_with_all_that_a_desk_wants() {
    let mut walk = Walk::default();
    let tried = go(&mut walk, &Post::event(EventType::Created, ticket()), |_| None);
    assert_eq!((tried.names(), tried.reason()), (vec!["look", "make"], ""));
    let [look, make] = tried.asked.as_slice() else { panic!() };
    assert_eq!(
        (look.method, look.url.as_str()),
        ("GET", "https://shop.zendesk.com/api/v2/tickets.json?external_id=madoguchi%3Akomichi%3A2345-6789-BCDF")
    );
    assert_eq!((make.method, make.url.as_str()), ("POST", "https://shop.zendesk.com/api/v2/tickets.json"));
    // desk@shop.example/token:t0ken
    let basic = ("authorization", "Basic ZGVza0BzaG9wLmV4YW1wbGUvdG9rZW46dDBrZW4=".to_owned());
    assert!(look.headers.contains(&basic) && make.headers.contains(&basic), "{:?}", make.headers);
    assert!(make.headers.contains(&("idempotency-key", "msg_1".to_owned())));
    let ticket = &tried.body("make")["ticket"];
    assert_eq!(
        (&ticket["external_id"], &ticket["priority"], &ticket["group_id"]),
        (&json!("madoguchi:komichi:2345-6789-BCDF"), &json!("urgent"), &json!(7))
    );
    assert_eq!(ticket["tags"], json!(["madoguchi", "defect", "urgent"]));
    assert_eq!(ticket["custom_fields"].as_array().unwrap().len(), 2);
    assert_eq!((&ticket["comment"]["public"], ticket.get("requester")), (&json!(false), None), "a phone number is no requester");
    assert!(ticket["subject"].as_str().unwrap().starts_with("緊急 | "), "{ticket}");
    let text = ticket["comment"]["html_body"].as_str().unwrap();
    let order: Vec<usize> = [
        "不良・こわれていた",
        "山田 花子",
        "090-1234-5678",
        "旅する充電器",
        "明日から旅行です。",
        "<a href=\"https://desk.example/",
        "(msg_1)",
    ]
    .map(|said| text.find(said).unwrap_or_else(|| panic!("{said}: {text}")))
    .to_vec();
    assert!(order.is_sorted(), "{text}");
    assert_eq!(walk.memory["ticket:2345-6789-BCDF"], "35436 open");
}

#[test]
fn who_gave_an_address_is_the_requester_unless_zendesk_wont_have_them() {
    let post = Post::event(EventType::Created, by_mail());
    let tried = go(&mut Walk::default(), &post, |_| None);
    assert_eq!(tried.body("make")["ticket"]["requester"], json!({"name": "山田 花子", "email": "hanako@shop.example"}));
    let refused = r#"{"error": "RecordInvalid", "details": {"requester": [{"description": "Requester is suspended."}]}}"#;
    let tried = go(&mut Walk::default(), &post, |ask| (ask.name == "make").then_some((422, refused)));
    assert_eq!((tried.names(), tried.reason()), (vec!["look", "make", "make_bare"], ""));
    assert_eq!(tried.body("make_bare")["ticket"].get("requester"), None);
    assert!(tried.asked[2].headers.contains(&("idempotency-key", "msg_1-bare".to_owned())), "another body, another key");
}

#[test]
fn a_try_that_was_cut_off_makes_no_second_ticket() {
    let post = Post::event(EventType::Created, ticket());
    let mut walk = Walk::default();
    assert!(go(&mut walk, &post, |ask| (ask.name == "make").then_some((0, ""))).outcome.is_none());
    let tried = go(&mut walk, &post, |ask| (ask.name == "look").then_some((200, r#"{"tickets": [{"id": 9, "status": "new"}]}"#)));
    assert_eq!((tried.names(), tried.reason()), (vec!["look"], ""));
    assert_eq!(walk.memory["ticket:2345-6789-BCDF"], "9 open");
}

#[test]
fn what_is_found_without_being_remembered_keeps_the_status_that_agents_gave_it() {
    let found = |ask: &Ask| (ask.name == "look").then_some((200, r#"{"tickets": [{"id": 9, "status": "pending"}]}"#));
    for (kind, state, status) in
        [(EventType::Moved, "open", None), (EventType::Closed, "done", Some("solved")), (EventType::Reopened, "open", Some("open"))]
    {
        let tried = go(&mut Walk::default(), &Post::event(kind, with(state, 2)), found);
        assert_eq!((tried.names(), tried.reason()), (vec!["look", "say"], ""));
        assert_eq!(tried.body("say")["ticket"].get("status").and_then(Value::as_str), status, "{kind:?}");
    }
}

#[test]
fn the_number_is_found_in_answers_of_any_length() {
    let id = |body: &str| id_of(&specimen::answer("look", 200, body));
    assert_eq!(id(NONE), None);
    assert_eq!(id(r#"{"tickets": [{"id": 5, "status": "closed"}, {"id": 4, "status": "open"}, {"id": 3, "status": "solved"}]}"#), Some(4));
    assert_eq!(id(r#"{"tickets": [{"id": 5, "status": "closed"}, {"id": 6, "status": "closed"}]}"#), Some(6));
    assert_eq!(id(r#"{"ticket":{"url":"u","id": 35436,"description":"\"id\":1 and it is cut off he"#), Some(35436));
    assert_eq!(id("<html>"), None);
}

#[test]
fn later_events_are_private_comments_and_status_only_where_it_changes() {
    let mut walk = known();
    let tried = go(&mut walk, &Post::event(EventType::Moved, with("open", 2)), |_| None);
    assert_eq!(tried.names(), ["say"]);
    let ticket = &tried.body("say")["ticket"];
    assert_eq!((ticket["comment"]["public"].clone(), ticket.get("status")), (json!(false), None));
    assert!(!ticket.to_string().contains("山田"), "who it was is told once");
    let ask = &tried.asked[0];
    assert_eq!((ask.method, ask.url.as_str()), ("PUT", "https://shop.zendesk.com/api/v2/tickets/35436.json"));

    let tried = go(&mut walk, &Post::event(EventType::Closed, with("done", 3)), |_| None);
    assert_eq!(tried.body("say")["ticket"]["status"], "solved");
    assert_eq!(walk.memory.values().collect::<Vec<_>>(), ["35436 solved"], "nothing is left to be said");
    // Taken back within a minute: of that nothing is said, but it is open again.
    let tried = go(&mut walk, &Post::event(EventType::Undone, with("open", 4)), |_| None);
    assert_eq!((&tried.body("say")["ticket"]["status"], tried.body("say")["ticket"].get("comment")), (&json!("open"), None));
    for kind in [EventType::Noted, EventType::CallStarted, EventType::Attempted, EventType::Rated] {
        assert_eq!(go(&mut walk, &Post::event(kind, with("open", 5)), |_| None).names(), [""; 0]);
    }
}

#[test]
fn a_comment_whose_answer_was_lost_is_looked_for_before_it_is_said_again() {
    let post = Post::event(EventType::Moved, with("open", 2));
    for (comments, names) in [
        (r#"{"comments": [{"body": "お時間の変更 (msg_1)"}]}"#, &["comments"][..]),
        (r#"{"comments": [{"body": "お時間の変更 (msg_12)"}]}"#, &["comments", "say"]),
    ] {
        let mut walk = known();
        assert!(go(&mut walk, &post, |ask| (ask.name == "say").then_some((0, ""))).outcome.is_none());
        let tried = go(&mut walk, &post, |ask| (ask.name == "comments").then_some((200, comments)));
        assert_eq!((tried.names().as_slice(), tried.reason()), (names, ""));
        assert_eq!(walk.memory.len(), 1, "{:?}", walk.memory);
    }
}

#[test]
fn what_was_deleted_or_closed_there_is_made_anew_only_if_there_is_something_to_do() {
    let gone = |ask: &Ask| (ask.name == "say").then_some((404, r#"{"error": "RecordNotFound"}"#));
    let mut walk = known();
    let tried = go(&mut walk, &Post::event(EventType::Moved, with("open", 2)), gone);
    assert_eq!((tried.names(), tried.reason()), (vec!["say", "make"], ""));
    let made = &tried.body("make")["ticket"];
    assert!(made["comment"]["html_body"].as_str().unwrap().contains("山田 花子"), "whole");
    assert_eq!(made.get("via_followup_source_id"), None);
    let tried = go(&mut known(), &Post::event(EventType::Closed, with("done", 2)), gone);
    assert_eq!((tried.names(), tried.reason()), (vec!["say"], ""));

    let closed = r#"{"error": "RecordInvalid", "details": {"status": [{"description": "Status: closed prevents ticket update"}]}}"#;
    let closed = |ask: &Ask| (ask.name == "say").then_some((422, closed));
    let tried = go(&mut known(), &Post::event(EventType::Reopened, with("open", 2)), closed);
    assert_eq!(tried.body("make")["ticket"]["via_followup_source_id"], 35436);
    assert_eq!(go(&mut known(), &Post::event(EventType::Closed, with("done", 2)), closed).names(), ["say"]);
}

#[test]
fn where_nobody_is_assigned_who_solves_is() {
    let refused =
        r#"{"error": "RecordInvalid", "details": {"assignee_id": [{"description": "Assignee: is required when solving a ticket"}]}}"#;
    let mut walk = known();
    let tried = go(&mut walk, &Post::event(EventType::Closed, with("done", 2)), |ask| (ask.name == "say").then_some((422, refused)));
    assert_eq!((tried.names(), tried.reason()), (vec!["say", "say_as"], ""));
    assert_eq!(tried.body("say_as")["ticket"]["assignee_email"], "desk@shop.example");
}

#[test]
fn of_who_is_forgotten_every_ticket_is_deleted_for_good() {
    let mut erased = with("erased", 5);
    erased["intake"] = Value::Null;
    let post = Post::event(EventType::Erased, erased);
    let mut walk = known();
    let mut more = [r#"{"tickets": [{"id": 9, "status": "closed"}]}"#, NONE].into_iter();
    let tried = go(&mut walk, &post, |ask| (ask.name == "look").then(|| (200, more.next().unwrap())));
    assert_eq!(tried.names(), ["delete", "purge", "look", "delete", "purge", "look"]);
    assert!(tried.asked.iter().filter(|ask| ask.name != "look").all(|ask| ask.method == "DELETE"));
    assert_eq!(tried.asked[1].url, "https://shop.zendesk.com/api/v2/deleted_tickets/35436.json");
    assert!(tried.asked[4].url.ends_with("/deleted_tickets/9.json"));
    assert_eq!((tried.reason(), walk.memory.len()), ("", 0));
    // What is deleted already is purged; of what was never made there is nothing.
    assert_eq!(go(&mut known(), &post, |ask| (ask.name == "delete").then_some((404, "{}"))).names(), ["delete", "purge", "look"]);
    assert_eq!(go(&mut Walk::default(), &post, |_| None).names(), ["look"]);
    let tried = go(&mut known(), &post, |ask| {
        (ask.name == "delete").then_some((403, r#"{"error": {"title": "Forbidden", "message": "You do not have access to this page."}}"#))
    });
    assert_eq!(tried.reason(), "answered 403: Forbidden");
}

#[test]
fn what_zendesk_refuses_is_told_in_its_words() {
    let judged = |status, body: &'static str| {
        let tried =
            go(&mut Walk::default(), &Post::event(EventType::Created, ticket()), |ask| (ask.name == "make").then_some((status, body)));
        tried.reason().to_owned()
    };
    assert_eq!(judged(401, r#"{"error": "Couldn't authenticate you"}"#), "answered 401: Couldn't authenticate you");
    assert_eq!(judged(429, "slow down <html>"), "answered 429");
    assert_eq!(
        judged(422, r#"{"error": "RecordInvalid", "details": {"group": [{"description": "山田 is wrong"}]}}"#),
        "answered 422: RecordInvalid, group"
    );
    assert_eq!(judged(503, "{}"), "answered 503");
}

#[test]
fn nothing_that_a_shopper_types_is_markup_a_placeholder_or_a_link() {
    for hostile in hostile_tickets() {
        let tried = go(&mut Walk::default(), &Post::event(EventType::Created, hostile), |_| None);
        let made = &tried.body("make")["ticket"];
        let text = made["comment"]["html_body"].as_str().unwrap();
        // All tags are ours.
        let ours = [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            "<blockquote>",
            "</blockquote>",
            "</a>",
            "<a href=\"https://desk.example/desk/?desk=m#ticket=2345-6789-BCDF\">",
        ];
        let bare = ours.iter().fold(text.to_owned(), |text, tag| text.replace(tag, ""));
        assert!(!bare.contains(['<', '>', '"', '\'']), "{bare}");
        for all in [bare.as_str(), made["subject"].as_str().unwrap()] {
            assert!(["{{", "{%", "://", "www.", "javascript:", "@here"].iter().all(|bad| !all.contains(bad)), "{all}");
        }
    }
    for text in hostile() {
        let mut hostile = by_mail();
        hostile["intake"]["name"] = json!(text);
        if serde_json::from_value::<madoguchi_shared::ticket::Ticket>(hostile.clone()).is_ok() {
            let tried = go(&mut Walk::default(), &Post::event(EventType::Created, hostile), |_| None);
            let name = tried.body("make")["ticket"]["requester"]["name"].clone();
            assert!(["{{", "{%"].iter().all(|bad| !name.as_str().unwrap().contains(bad)), "{name}");
        }
    }
}

#[test]
fn the_longest_ticket_is_whole_and_within_the_limits() {
    let tried = go(&mut Walk::default(), &Post::event(EventType::Created, longest()), |_| None);
    let made = &tried.body("make")["ticket"];
    let text = made["comment"]["html_body"].as_str().unwrap();
    assert!(text.len() < 65_536 && made["subject"].as_str().unwrap().chars().count() <= 150, "{}", text.len());
}

#[test]
fn what_is_no_ticket_is_one_of_its_own() {
    for post in [Post::trial(), Post::alert(), Post::digest(30)] {
        let mut walk = Walk::default();
        let tried = go(&mut walk, &post, |_| None);
        assert_eq!((tried.names(), tried.reason()), (vec!["look", "make"], ""));
        let made = &tried.body("make")["ticket"];
        assert_eq!((&made["external_id"], &made["tags"]), (&json!("madoguchi:komichi:msg_1"), &json!(["madoguchi"])));
        assert!(made.get("requester").is_none() && made.get("custom_fields").is_none());
    }
}
