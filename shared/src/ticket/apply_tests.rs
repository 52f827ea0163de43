use super::*;
use crate::calendar::tests::{at, nine_to_five, tokyo};
use crate::desk::Paused;
use crate::draft::Draft;
use crate::field::Country;
use crate::id::{Slug, TicketId};
use crate::order_policy::Policy;
use crate::rules::DeskHours;
use crate::ticket::{Closing, MOVES, May, Rating, Score};
use crate::topic::Topic;
use crate::urgency::Urgency;
use crate::window::WindowRules;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) fn rules() -> Rules {
    Rules {
        country: Country::japan(),
        topics: vec![Topic::Other],
        consent_version: "1".into(),
        shop_zone: tokyo(),
        order_policy: Policy::default(),
        desk: Some(DeskHours {
            version: 1,
            language: "ja".into(),
            zone: tokyo(),
            calendar: nine_to_five(),
            windows: WindowRules::default(),
            places: 1,
            paused: Paused::default(),
        }),
    }
}

/// A Friday; the next open day is Tuesday the 24th.
pub(crate) const NOW: &str = "2026-11-20T10:05";

pub(crate) fn ticket(reply: &str, window: &str) -> Ticket {
    let draft = Draft {
        topic: "other".into(),
        name: "山田 花子".into(),
        reply: reply.into(),
        phone: "09012345678".into(),
        email: "hanako@example.com".into(),
        window: window.into(),
        message: "相談".into(),
        consent: "1".into(),
        ..Draft::default()
    };
    let intake = draft.check(&rules(), at(NOW)).unwrap();
    let promised = promise(&intake, Urgency::Normal, &rules(), &Service::default(), at(NOW), |_| 0).unwrap();
    Ticket::accepted(TicketId::from_random(7), Slug::parse("demo").unwrap(), at(NOW), Urgency::Normal, promised, intake)
}

pub(crate) fn by_phone() -> Ticket {
    ticket("phone", "asap")
}

fn text(text: &str) -> Paragraph {
    Paragraph::parse(text).unwrap()
}

pub(crate) fn try_at(ticket: &Ticket, actor: Actor, act: Act, now: &str) -> Result<Change, Refused> {
    let rules = rules();
    let facts = Facts { now: at(now), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
    ticket.apply(actor, &act, Some(&Name::parse("佐藤").unwrap()), &facts)
}

#[track_caller]
fn after(ticket: &Ticket, actor: Actor, acts: &[Act]) -> Ticket {
    acts.iter().fold(ticket.clone(), |ticket, act| try_at(&ticket, actor, act.clone(), NOW).unwrap().ticket)
}

fn desk(ticket: &Ticket, acts: &[Act]) -> Ticket {
    after(ticket, Actor::Desk, acts)
}

fn vain(outcome: Outcome) -> Act {
    Act::Attempt { outcome, note: None }
}

fn closed(outcome: Closing) -> Act {
    Act::Close { outcome, note: None }
}

fn rated(score: i64) -> Act {
    Act::Rate { rating: Rating { score: Score::new(score).unwrap(), comment: Some(text("助かりました")) } }
}

#[test]
fn a_call_that_reaches_closes_the_ticket_with_its_record() {
    let calling = desk(&by_phone(), &[Act::StartCall {}]);
    assert_eq!((calling.state, calling.seq, calling.call.as_ref().map(|call| call.since)), (State::Calling, 2, Some(at(NOW))));
    let done =
        try_at(&calling, Actor::Desk, Act::Close { outcome: Closing::OrderTaken, note: Some(text("色は白")) }, "2026-11-20T10:12").unwrap();
    assert_eq!((done.ticket.state, done.event), (State::Done, EventType::Closed));
    let attempt = done.ticket.attempts.first().unwrap();
    assert_eq!((attempt.outcome, attempt.since, attempt.at), (Outcome::Reached, Some(at(NOW)), at("2026-11-20T10:12")));
    assert_eq!(attempt.by.as_ref().map(Name::as_str), Some("佐藤"));
    let end = done.ticket.end.clone().unwrap();
    assert_eq!((end.at, end.outcome), (at("2026-11-20T10:12"), Some(Closing::OrderTaken)));
    assert_eq!(done.ticket.call, None);

    let corrected = try_at(&done.ticket, Actor::Desk, closed(Closing::Solved), "2026-11-20T11:00").unwrap().ticket;
    let end = corrected.end.unwrap();
    assert_eq!((end.at, end.outcome), (at("2026-11-20T10:12"), Some(Closing::Solved)), "it ended when it ended");
    assert_eq!(corrected.attempts.len(), 1);
}

#[test]
fn a_call_that_was_never_started_here_counts_too() {
    let done = desk(&by_phone(), &[vain(Outcome::Reached)]);
    assert_eq!((done.state, done.attempts.len(), done.attempts.first().unwrap().since), (State::Done, 1, None));
    let answered = desk(&ticket("email", ""), &[closed(Closing::Solved)]);
    assert_eq!((answered.state, answered.attempts.len()), (State::Done, 0), "an answer by mail is no call");
}

#[test]
fn calls_in_vain_are_planned_again_and_end_as_unreached() {
    let mut ticket = by_phone();
    for (tries, next) in [(1, "2026-11-20T11:05"), (2, "2026-11-20T11:05")] {
        ticket = desk(&ticket, &[Act::StartCall {}, vain(if tries == 1 { Outcome::NoAnswer } else { Outcome::Busy })]);
        assert_eq!((ticket.state, ticket.tries, ticket.next_try), (State::Retrying, tries, Some(at(next))));
        assert_eq!(ticket.due(), ticket.next_try);
    }
    let last = try_at(&ticket, Actor::Desk, vain(Outcome::Voicemail), NOW).unwrap();
    assert_eq!((last.ticket.state, last.event, last.ticket.next_try), (State::Unreached, EventType::Closed, None));
    assert_eq!((last.ticket.attempts.len(), last.ticket.due()), (3, None));
    assert!(last.ticket.end.is_some());
}

#[test]
fn a_wrong_number_is_not_called_again() {
    let ticket = desk(&by_phone(), &[vain(Outcome::WrongNumber)]);
    assert_eq!((ticket.state, ticket.attempts.len()), (State::Unreached, 1));
}

#[test]
fn a_chosen_window_is_called_in_its_hours_again() {
    let start = "2026-11-20T11:00:00+09:00";
    let ticket = desk(&ticket("phone", start), &[vain(Outcome::NoAnswer)]);
    assert_eq!(ticket.next_try, Some(at("2026-11-20T11:05")), "called early");
    let later = try_at(&ticket, Actor::Desk, vain(Outcome::NoAnswer), "2026-11-20T11:06").unwrap().ticket;
    assert_eq!(later.next_try, Some(at("2026-11-24T11:00")));
    assert_eq!(later.status("").next_try, later.next_try);
}

#[test]
fn only_what_was_tried_can_be_given_up() {
    assert_eq!(try_at(&by_phone(), Actor::Desk, Act::GiveUp {}, NOW), Err(Refused::NotNow));
    let given_up = desk(&by_phone(), &[vain(Outcome::NoAnswer), Act::GiveUp {}]);
    assert_eq!((given_up.state, given_up.next_try), (State::Unreached, None));
}

#[test]
fn a_shopper_moves_what_waits_and_tries_count_anew() {
    let ticket = desk(&by_phone(), &[vain(Outcome::NoAnswer)]);
    let start = at("2026-11-20T14:00");
    let moved = try_at(&ticket, Actor::Shopper, Act::Move { window: Choice::Start(start) }, NOW).unwrap();
    assert_eq!((moved.event, moved.ticket.state, moved.ticket.seq), (EventType::Moved, State::Open, 3));
    assert_eq!(moved.ticket.promise.window.map(|window| window.start), Some(start));
    assert_eq!(moved.ticket.promise.respond_by, Some(start.plus_minutes(60)));
    assert_eq!((moved.ticket.place(), moved.ticket.tries, moved.ticket.next_try), (Some(start), 0, None));
    assert_eq!(moved.ticket.attempts, ticket.attempts);
    assert!(moved.ticket.waits_for(Choice::Start(start)) && !moved.ticket.waits_for(Choice::Asap));
    let again = desk(&moved.ticket, &[vain(Outcome::NoAnswer)]);
    assert_eq!(again.next_try, Some(at("2026-11-20T14:00")), "within the window that was chosen");
    assert!(!again.waits_for(Choice::Start(start)), "the tries would count anew");
}

#[test]
fn what_can_not_be_had_is_refused_with_its_field() {
    let rules = rules();
    let moved = |start: &str, taken: &dyn Fn(Instant) -> u32| {
        let facts = Facts { now: at(NOW), rules: &rules, service: &Service::default(), taken, do_not_contact: false };
        by_phone().apply(Actor::Shopper, &Act::Move { window: Choice::Start(at(start)) }, None, &facts).map(|change| change.ticket.seq)
    };
    assert_eq!(moved("2026-11-20T14:00", &|_| 0), Ok(2));
    assert_eq!(moved("2026-11-20T14:00", &|_| 1), Err(Refused::Faulty("window", Code::Taken)));
    assert_eq!(moved("2026-11-20T09:00", &|_| 0), Err(Refused::Faulty("window", Code::Past)));
    assert_eq!(moved("2026-11-20T14:07", &|_| 0), Err(Refused::Faulty("window", Code::Closed)));
    let again = |text| try_at(&by_phone(), Actor::Desk, Act::CallAgain { at: at(text) }, NOW).map(|change| change.ticket.seq);
    assert_eq!(again("2026-11-22T10:00"), Err(Refused::Faulty("at", Code::Closed)));
    assert_eq!(again("2026-11-19T10:00"), Err(Refused::Faulty("at", Code::Past)));
}

#[test]
fn while_a_call_is_under_way_the_shopper_changes_nothing() {
    let calling = desk(&by_phone(), &[Act::StartCall {}]);
    for act in [Act::Cancel {}, Act::Move { window: Choice::Asap }] {
        assert_eq!(try_at(&calling, Actor::Shopper, act, NOW), Err(Refused::Calling));
    }
    assert_eq!(calling.status("").may, []);
    assert_eq!(try_at(&calling, Actor::Desk, Act::StartCall {}, NOW), Err(Refused::NotNow), "two can't call at once");
}

#[test]
fn no_call_starts_after_a_cancellation() {
    let cancelled = after(&by_phone(), Actor::Shopper, &[Act::Cancel {}]);
    assert_eq!((cancelled.state, cancelled.place(), cancelled.due()), (State::Cancelled, None, None));
    for act in [Act::StartCall {}, vain(Outcome::Reached), Act::Reopen {}, Act::PutBack {}] {
        assert_eq!(try_at(&cancelled, Actor::Desk, act, NOW), Err(Refused::Ended));
    }
}

#[test]
fn a_call_under_way_too_long_goes_back_to_where_it_was() {
    let first = desk(&by_phone(), &[Act::StartCall {}]);
    assert_eq!(first.lapses_at(&Service::default()), Some(at("2026-11-20T10:35")));
    assert_eq!(try_at(&first, Actor::Clock, Act::PutBack {}, "2026-11-20T10:34"), Err(Refused::NotNow));
    let back = try_at(&first, Actor::Clock, Act::PutBack {}, "2026-11-20T10:35").unwrap();
    assert_eq!((back.ticket.state, back.event, back.ticket.attempts.len()), (State::Open, EventType::PutBack, 0));
    assert_eq!(back.ticket.lapses_at(&Service::default()), None);

    let second = desk(&by_phone(), &[vain(Outcome::NoAnswer), Act::StartCall {}]);
    let back = desk(&second, &[Act::PutBack {}]);
    assert_eq!((back.state, back.next_try, back.tries), (State::Retrying, Some(at("2026-11-20T11:05")), 1));
    assert_eq!(try_at(&back, Actor::Clock, Act::PutBack {}, "2026-11-21T10:00"), Err(Refused::NotNow));
}

#[test]
fn a_time_that_was_agreed_on_is_the_next_call() {
    let talked = desk(&by_phone(), &[vain(Outcome::NoAnswer), Act::StartCall {}, Act::CallAgain { at: at("2026-11-24T15:00") }]);
    assert_eq!((talked.state, talked.next_try, talked.tries), (State::Retrying, Some(at("2026-11-24T15:00")), 0));
    assert_eq!(talked.attempts.last().map(|attempt| attempt.outcome), Some(Outcome::Reached));
}

#[test]
fn what_is_handed_to_the_shop_has_a_deadline_of_its_own() {
    let handed = desk(&by_phone(), &[Act::StartCall {}, Act::HandOver { note: text("在庫を調べてください") }]);
    assert_eq!((handed.state, handed.due()), (State::Handed, Some(at("2026-11-24T10:05"))), "a working day");
    assert_eq!(handed.attempts.len(), 1, "they were spoken to");
    assert_eq!(handed.promise, by_phone().promise);
    assert_eq!(handed.status("").may, [May::Cancel]);

    let undone = desk(&handed, &[Act::PutBack {}]);
    assert_eq!((undone.state, undone.due()), (State::Open, by_phone().due()), "as if it had not been handed over");
    let answered = after(&handed, Actor::Shop, &[closed(Closing::Solved)]);
    assert_eq!(answered.state, State::Done);

    let returned = try_at(&handed, Actor::Shop, Act::ReturnToDesk { note: text("来週入荷します") }, "2026-11-20T15:10").unwrap();
    assert_eq!((returned.ticket.state, returned.event), (State::Open, EventType::Returned));
    assert_eq!(returned.ticket.due(), Some(at("2026-11-20T16:00")), "a new promise");
    let handover = returned.ticket.handover.unwrap();
    assert_eq!(handover.answer, Some(text("来週入荷します")));
}

#[test]
fn a_reopened_ticket_has_a_new_clock_also_where_no_place_is_left() {
    let done = desk(&by_phone(), &[vain(Outcome::Reached)]);
    let rules = rules();
    for places in [0, 9] {
        let facts =
            Facts { now: at("2026-11-24T10:05"), rules: &rules, service: &Service::default(), taken: &|_| places, do_not_contact: false };
        let open = done.apply(Actor::Desk, &Act::Reopen {}, None, &facts).unwrap();
        assert_eq!((open.ticket.state, open.event, open.ticket.end), (State::Open, EventType::Reopened, None));
        assert_eq!(open.ticket.promise.respond_by, Some(at("2026-11-24T11:00")));
    }
}

#[test]
fn a_reopened_ticket_is_due_also_where_the_shop_has_no_places_any_more() {
    let done = desk(&by_phone(), &[vain(Outcome::Reached)]);
    let mut rules = rules();
    rules.desk.iter_mut().for_each(|desk| desk.places = 0);
    let facts = Facts { now: at("2026-11-24T10:05"), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
    let open = done.apply(Actor::Desk, &Act::Reopen {}, None, &facts).unwrap().ticket;
    assert_eq!((open.due(), open.promise.window), (Some(at("2026-11-25T10:05")), None));
}

#[test]
fn who_is_set_aside_never_learns_of_it() {
    let vain_once = desk(&by_phone(), &[vain(Outcome::NoAnswer)]);
    for before in [by_phone(), vain_once] {
        let aside = desk(&before, &[Act::SetAside {}]);
        assert_eq!(aside.state, State::SetAside);
        assert_eq!(aside.status("+81312345678"), before.status("+81312345678"));
        assert_eq!(aside.place(), before.place(), "its promise is kept silently");
        let moved = after(&aside, Actor::Shopper, &[Act::Move { window: Choice::Start(at("2026-11-20T14:00")) }]);
        assert_eq!((moved.state, moved.status("").state), (State::SetAside, State::Open));
        let back = desk(&aside, &[Act::PutBack {}]);
        assert_eq!((back.state, back.promise, back.next_try), (before.state, before.promise, before.next_try));
    }
    assert_eq!(by_phone().set_aside(vec![]).status(""), by_phone().status(""), "nor when it is accepted");
}

#[test]
fn a_rating_is_given_once_and_when_it_is_done() {
    assert_eq!(try_at(&by_phone(), Actor::Shopper, rated(5), NOW), Err(Refused::NotNow));
    let done = desk(&by_phone(), &[vain(Outcome::Reached)]);
    assert_eq!(done.status("").may, [May::Rate]);
    let said = after(&done, Actor::Shopper, &[rated(4)]);
    assert_eq!((said.state, said.rating.as_ref().map(|rating| rating.score.get())), (State::Done, Some(4)));
    assert_eq!(said.status("").may, []);
    assert_eq!(try_at(&said, Actor::Shopper, rated(1), NOW), Err(Refused::Rated));
    assert_eq!(said.end, done.end);
}

#[test]
fn whoever_asked_not_to_be_called_is_not() {
    let rules = rules();
    let listed = |ticket: &Ticket, actor, act: &Act| {
        let facts = Facts { now: at(NOW), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: true };
        ticket.apply(actor, act, None, &facts).map(|change| change.ticket)
    };
    let (open, retrying) = (by_phone(), desk(&by_phone(), &[vain(Outcome::Busy)]));
    for ticket in [&open, &retrying] {
        for act in [Act::StartCall {}, vain(Outcome::Reached), vain(Outcome::Busy), Act::CallAgain { at: at("2026-11-24T15:00") }] {
            assert_eq!(listed(ticket, Actor::Desk, &act), Err(Refused::DoNotContact), "{act:?}");
        }
        let window = Choice::Start(at("2026-11-20T14:00"));
        assert_eq!(listed(ticket, Actor::Shopper, &Act::Move { window }), Err(Refused::DoNotContact));
        assert_eq!(listed(ticket, Actor::Shopper, &Act::Cancel {}).unwrap().state, State::Cancelled);
        let done = listed(ticket, Actor::Desk, &closed(Closing::DoNotContact)).unwrap();
        assert!(done.state == State::Done && done.status("").do_not_contact);
    }
    assert_eq!(listed(&desk(&open, &[closed(Closing::Solved)]), Actor::Desk, &Act::StartCall {}), Err(Refused::Ended), "that comes first");
    // A call that was under way when it became known is a fact.
    let calling = desk(&open, &[Act::StartCall {}]);
    assert_eq!(listed(&calling, Actor::Desk, &vain(Outcome::NoAnswer)).unwrap().state, State::Retrying);
    assert_eq!(listed(&calling, Actor::Desk, &vain(Outcome::Reached)).unwrap().state, State::Done);
}

#[test]
fn a_new_clock_is_bound_to_no_window_even_the_one_that_was_chosen() {
    let chosen = ticket("phone", "2026-11-20T11:00:00+09:00");
    let reopened = desk(&chosen, &[closed(Closing::Solved), Act::Reopen {}]);
    let handed = desk(&chosen, &[Act::HandOver { note: text("在庫を調べてください") }]);
    let returned = after(&handed, Actor::Shop, &[Act::ReturnToDesk { note: text("来週入荷します") }]);
    for anew in [reopened, returned] {
        // Once its own window was the soonest too.
        let at_once = Ticket { promise: chosen.promise, ..anew };
        assert_eq!(at_once.chosen_window(), None);
        assert_eq!(desk(&at_once, &[vain(Outcome::NoAnswer)]).next_try, Some(at("2026-11-20T11:05")));
        let later = try_at(&at_once, Actor::Desk, vain(Outcome::NoAnswer), "2026-11-20T11:06").unwrap().ticket;
        assert_eq!(later.next_try, Some(at("2026-11-20T12:06")), "not at the same hour of another day");
    }
}

#[test]
fn who_asked_for_no_call_gets_none() {
    for reply in ["email", "none"] {
        let ticket = ticket(reply, "");
        for act in [Act::StartCall {}, vain(Outcome::NoAnswer), vain(Outcome::Reached), Act::CallAgain { at: at("2026-11-20T14:00") }] {
            assert_eq!(try_at(&ticket, Actor::Desk, act, NOW), Err(Refused::NoCall), "{reply}");
        }
        assert_eq!(try_at(&ticket, Actor::Shopper, Act::Move { window: Choice::Asap }, NOW), Err(Refused::NoCall));
        assert_eq!(ticket.status("").may, [May::Cancel]);
    }
}

#[test]
fn nothing_of_the_person_is_left_when_it_is_erased() {
    let mut ticket = desk(&by_phone(), &[Act::Note { text: text("声が遠い") }, Act::StartCall {}]);
    ticket = desk(&ticket, &[Act::HandOver { note: text("花子様") }, closed(Closing::Solved)]);
    ticket = after(&ticket, Actor::Shopper, &[rated(2)]);
    let erased = try_at(&ticket, Actor::Clock, Act::Erase {}, "2027-02-20T00:00").unwrap();
    assert_eq!((erased.event, erased.ticket.state, erased.ticket.seq), (EventType::Erased, State::Erased, ticket.seq + 1));
    let json = serde_json::to_string(&erased.ticket).unwrap();
    for said in ["山田", "9012345678", "佐藤", "声が遠い", "花子", "助かりました", "相談"] {
        assert!(serde_json::to_string(&ticket).unwrap().contains(said), "{said}");
        assert!(!json.contains(said), "{said}: {json}");
    }
    assert_eq!((erased.ticket.place(), erased.ticket.status("").may), (None, vec![]));
    assert_eq!(erased.ticket.status("").topic, "");
}

#[test]
fn what_the_desk_did_is_taken_back_whole() {
    let rules = rules();
    let facts = Facts { now: at(NOW), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
    let calling = desk(&by_phone(), &[vain(Outcome::Busy), Act::StartCall {}]);
    let done = desk(&by_phone(), &[closed(Closing::Solved)]);
    let aside = desk(&by_phone(), &[Act::SetAside {}]);
    let cases = [
        (by_phone(), vain(Outcome::NoAnswer)),
        (calling.clone(), vain(Outcome::WrongNumber)),
        (calling, closed(Closing::OrderTaken)),
        (by_phone(), Act::HandOver { note: text("在庫") }),
        (by_phone(), Act::SetAside {}),
        (aside, Act::PutBack {}),
        (done.clone(), Act::Reopen {}),
        (done, Act::Note { text: text("別の人の話") }),
    ];
    for (before, act) in cases {
        assert!(act.is_undoable(), "{act:?}");
        let after = desk(&before, std::slice::from_ref(&act));
        assert_eq!(try_at(&after, Actor::Desk, Act::Undo {}, NOW), Err(Refused::NotNow), "nobody kept what was before");
        let undone = after.undo(&before, &facts).unwrap();
        assert_eq!((undone.event, undone.ticket.seq), (EventType::Undone, after.seq + 1), "{act:?}");
        assert_eq!(Ticket { seq: before.seq, ..undone.ticket.clone() }, before, "{act:?}");
        assert_eq!(
            (undone.ticket.place(), undone.ticket.lapses_at(&Service::default())),
            (before.place(), before.lapses_at(&Service::default()))
        );
        is_sound(&undone.ticket);
    }
    for act in [Act::StartCall {}, Act::Undo {}, Act::Erase {}] {
        assert!(!act.is_undoable());
        assert!(!act.is_an_answer(), "{act:?}");
    }
}

#[test]
fn who_holds_a_hand_overs_link_may_answer_it_and_no_more() {
    let note = || text("在庫あり");
    for answer in [closed(Closing::Solved), Act::ReturnToDesk { note: note() }, Act::Note { text: note() }] {
        assert!(answer.is_an_answer(), "{answer:?}");
    }
    for other in [Act::PutBack {}, Act::HandOver { note: note() }, Act::SetAside {}, Act::GiveUp {}, Act::Reopen {}, Act::Cancel {}] {
        assert!(!other.is_an_answer(), "{other:?}");
    }
}

#[test]
fn who_has_heard_of_a_quiet_ticket_hears_that_it_is_set_aside_again_and_the_calendar_is_asked() {
    let mut rules = rules();
    let quiet = by_phone().set_aside(vec![]);
    let back = desk(&quiet, &[Act::PutBack {}]);
    let undo = |rules: &Rules| {
        let facts = Facts { now: at(NOW), rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
        back.undo(&quiet, &facts).unwrap().ticket
    };
    assert_eq!((quiet.quiet, back.quiet, undo(&rules).quiet, undo(&rules).state), (true, false, false, State::SetAside));
    assert!(!undo(&rules).promise_broken);
    rules.desk = None;
    assert!(undo(&rules).promise_broken);
    let facts = Facts { now: at(NOW), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
    let erased = try_at(&back, Actor::Clock, Act::Erase {}, NOW).unwrap().ticket;
    assert_eq!(erased.undo(&quiet, &facts), Err(Refused::Ended));
}

#[test]
fn an_act_is_called_as_it_stands_on_the_wire() {
    let acts = [
        Act::Move { window: Choice::Asap },
        rated(3),
        vain(Outcome::Busy),
        Act::CallAgain { at: at(NOW) },
        closed(Closing::Solved),
        Act::HandOver { note: text("あ") },
        Act::ReturnToDesk { note: text("あ") },
        Act::Note { text: text("あ") },
    ];
    let bare =
        [Act::Cancel {}, Act::StartCall {}, Act::GiveUp {}, Act::SetAside {}, Act::PutBack {}, Act::Reopen {}, Act::Undo {}, Act::Erase {}];
    for act in acts.into_iter().chain(bare) {
        assert_eq!(serde_json::to_value(&act).unwrap()["act"], act.as_str());
    }
}

#[test]
fn records_are_bounded() {
    let mut ticket = by_phone();
    for _ in 0..NOTES_MAX {
        ticket = desk(&ticket, &[Act::Note { text: text("あ") }]);
    }
    assert_eq!(try_at(&ticket, Actor::Desk, Act::Note { text: text("あ") }, NOW), Err(Refused::Full));
    ticket.attempts = vec![Attempt { at: at(NOW), since: None, outcome: Outcome::Reached, by: None, note: None }; ATTEMPTS_MAX];
    assert_eq!(try_at(&ticket, Actor::Desk, vain(Outcome::NoAnswer), NOW), Err(Refused::Full));
    let closed = desk(&ticket, &[Act::StartCall {}, closed(Closing::Solved)]);
    assert_eq!((closed.state, closed.attempts.len()), (State::Done, ATTEMPTS_MAX), "it can be closed nevertheless");
}

fn any_act() -> impl Strategy<Value = Act> {
    let moment = (-2_000_i64..200_000).prop_map(|minute| at(NOW).plus_minutes(minute));
    let words = select(vec!["至急", "<b>", "=1+1", "a\nb"]).prop_map(text);
    let outcome = select(vec![Outcome::Reached, Outcome::NoAnswer, Outcome::Busy, Outcome::Voicemail, Outcome::WrongNumber]);
    let closing = select(vec![Closing::Solved, Closing::Forwarded, Closing::SalesPitch]);
    let window =
        prop_oneof![Just(Choice::Asap), (0_i64..120).prop_map(|hour| Choice::Start(at("2026-11-20T09:00").plus_minutes(hour * 60)))];
    prop_oneof![
        window.prop_map(|window| Act::Move { window }),
        (1_i64..=5).prop_map(rated),
        (outcome, prop::option::of(words.clone())).prop_map(|(outcome, note)| Act::Attempt { outcome, note }),
        moment.prop_map(|at| Act::CallAgain { at }),
        (closing, prop::option::of(words.clone())).prop_map(|(outcome, note)| Act::Close { outcome, note }),
        words.clone().prop_map(|note| Act::HandOver { note }),
        words.clone().prop_map(|note| Act::ReturnToDesk { note }),
        words.prop_map(|text| Act::Note { text }),
        select(vec![Act::Cancel {}, Act::StartCall {}, Act::GiveUp {}, Act::SetAside {}, Act::PutBack {}, Act::Reopen {}, Act::Undo {}]),
        // Rarely, for it ends everything.
        (0..20).prop_map(|n| if n == 0 { Act::Erase {} } else { Act::StartCall {} }),
    ]
}

/// What holds of every ticket, whatever was done to it.
fn is_sound(ticket: &Ticket) {
    assert_eq!(ticket.call.is_some(), ticket.state == State::Calling);
    assert_eq!(ticket.end.is_some(), ticket.state.is_ended());
    assert_eq!(ticket.intake.is_none(), ticket.state == State::Erased);
    assert!(ticket.state != State::Retrying || ticket.next_try.is_some());
    assert!(ticket.next_try.is_none() || matches!(ticket.state, State::Retrying | State::Calling | State::SetAside));
    assert!(ticket.state != State::Handed || ticket.handover.is_some());
    assert!(ticket.tries <= u32::try_from(ticket.attempts.len()).unwrap());
    assert!(ticket.attempts.len() <= ATTEMPTS_MAX && ticket.notes.len() <= NOTES_MAX);
    assert_ne!(ticket.status("").state, State::SetAside);
}

#[test]
fn what_was_promised_when_it_was_first_answered_stays_whatever_is_promised_later() {
    let answered = |ticket: &Ticket| ticket.answered.map(|answered| (answered.at, answered.due, answered.window));
    let waiting = by_phone();
    let due = waiting.promise.respond_by;
    // A call counts from its beginning, whatever came of it.
    let calling = try_at(&waiting, Actor::Desk, Act::StartCall {}, "2026-11-20T10:20").unwrap().ticket;
    assert_eq!(answered(&calling), None, "it may be put back");
    let busy = Act::Attempt { outcome: Outcome::Busy, note: None };
    let tried = try_at(&calling, Actor::Desk, busy, "2026-11-20T10:31").unwrap().ticket;
    assert_eq!(answered(&tried), Some((at("2026-11-20T10:20"), due, None)));
    let moved =
        try_at(&tried, Actor::Shopper, Act::Move { window: Choice::Start(at("2026-11-20T15:00")) }, "2026-11-20T10:40").unwrap().ticket;
    assert_ne!(moved.promise.respond_by, due);
    assert_eq!(answered(&moved), answered(&tried), "too late stays too late");
    let done = try_at(&moved, Actor::Desk, Act::Close { outcome: Closing::Solved, note: None }, "2026-11-20T15:20").unwrap().ticket;
    let again = try_at(&done, Actor::Desk, Act::Reopen {}, "2026-11-20T15:30").unwrap().ticket;
    assert_eq!((answered(&again), done.reopened, again.reopened), (answered(&tried), 0, 1));
    // Moved before anybody called, it is judged by the window that was chosen then.
    let three = Act::Move { window: Choice::Start(at("2026-11-20T15:00")) };
    let chosen = try_at(&waiting, Actor::Shopper, three, "2026-11-20T10:10").unwrap().ticket;
    let reached = Act::Attempt { outcome: Outcome::Reached, note: None };
    let reached = try_at(&chosen, Actor::Desk, reached, "2026-11-20T15:05").unwrap().ticket;
    assert_eq!(answered(&reached), Some((at("2026-11-20T15:05"), Some(at("2026-11-20T16:00")), Some(at("2026-11-20T15:00")))));
    // A hand-over answers, one too many doesn't; nor does what was called off.
    let handed = try_at(&waiting, Actor::Desk, Act::HandOver { note: text("在庫") }, "2026-11-20T10:30").unwrap().ticket;
    assert_eq!(answered(&handed), Some((at("2026-11-20T10:30"), due, None)));
    let back = try_at(&handed, Actor::Desk, Act::PutBack {}, "2026-11-20T10:31").unwrap().ticket;
    assert_eq!(answered(&back), None);
    let cancelled = try_at(&waiting, Actor::Shopper, Act::Cancel {}, "2026-11-20T10:30").unwrap().ticket;
    assert_eq!(answered(&cancelled), None);
}

proptest! {
    /// Whoever does whatever in whichever order: no panic, one more in `seq`
    /// for each act that is done and none for one that isn't, only moves of
    /// the table, and the same ticket again after a trip over the wire.
    #[test]
    fn any_life_is_a_sound_one(
        reply in select(vec!["phone", "phone", "phone", "email", "none"]), aside in any::<bool>(),
        days in prop::collection::vec((select(Actor::ALL.to_vec()), any_act(), 0_i64..600, 0_u32..3), 0..60),
        attempts_max in 0_i64..4,
    ) {
        let rules = rules();
        let service = Service { attempts_max, ..Service::default() };
        let mut ticket = ticket(reply, "asap");
        if aside {
            ticket = ticket.set_aside(vec![]);
        }
        let mut now = at(NOW);
        for (actor, act, minutes, places) in days {
            now = now.plus_minutes(minutes);
            let facts = Facts { now, rules: &rules, service: &service, taken: &|_| places, do_not_contact: false };
            let before = ticket.clone();
            let listed = MOVES.iter().any(|row| row.who.contains(&actor) && row.from.contains(&ticket.state) && row.step == ticket.step(&act, &service));
            match ticket.apply(actor, &act, None, &facts) {
                Ok(change) => {
                    prop_assert!(listed);
                    prop_assert_eq!(change.ticket.seq, ticket.seq + 1);
                    let row = MOVES.iter().find(|row| row.who.contains(&actor) && row.from.contains(&ticket.state) && row.step == ticket.step(&act, &service));
                    prop_assert_eq!(change.ticket.state, row.unwrap().to.unwrap_or(ticket.state));
                    prop_assert_eq!(change.event, row.unwrap().event);
                    ticket = change.ticket;
                }
                Err(Refused::NotYours | Refused::Ended | Refused::Calling) => {
                    prop_assert!(!listed);
                    prop_assert_eq!(&before, &ticket);
                }
                Err(_) => prop_assert_eq!(&before, &ticket),
            }
            is_sound(&ticket);
            let text = serde_json::to_string(&ticket).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Ticket>(&text).unwrap(), &ticket);
            let status = ticket.status("+81312345678");
            let text = serde_json::to_string(&status).unwrap();
            prop_assert_eq!(serde_json::from_str::<crate::ticket::Status>(&text).unwrap(), status);
        }
    }

    #[test]
    fn commands_come_back_from_the_wire_as_they_were(act in any_act(), seq in any::<u64>()) {
        let id = crate::id::Key::parse("3f0c1c1e-6b1e-4d8e-9c6e").unwrap();
        let command = crate::command::Command { id, seq, by: Name::parse("佐藤").ok(), act };
        let text = serde_json::to_string(&command).unwrap();
        prop_assert_eq!(serde_json::from_str::<crate::command::Command>(&text).unwrap(), command);
    }
}
