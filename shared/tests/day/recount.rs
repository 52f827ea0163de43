//! The board's figures, counted again from what was logged.

use super::life::{Life, Log};
use super::places::{Desk, Shop};
use super::plain::{DAY, MINUTE};
use madoguchi_shared::Instant;
use madoguchi_shared::day::Day;
use madoguchi_shared::desk::board::{Answers, Board, Fact, Tally};
use madoguchi_shared::intake::{Choice, Reply};
use madoguchi_shared::report::Days;
use madoguchi_shared::ticket::{Closing, Outcome, State, Ticket};
use std::collections::BTreeMap;

/// A ticket as the desk's storage gives it.
fn fact(ticket: &Ticket, earlier: Option<i64>) -> Fact {
    let reply = ticket.intake.as_ref().map(|intake| &intake.reply);
    let (phone, window) = match reply {
        Some(Reply::Phone { phone, window }) => (Some(serde_json::to_value(phone).unwrap().as_str().unwrap().to_owned()), Some(*window)),
        _ => (None, None),
    };
    let calls = ticket.attempts.iter().map(|call| {
        let outcome = serde_json::to_value(call.outcome).unwrap();
        format!("{} {}", outcome.as_str().unwrap(), call.by.as_ref().map_or("", |by| by.as_str()))
    });
    let end = ticket.end.as_ref();
    Fact {
        id: ticket.id.as_str().to_owned(),
        shop: Some(ticket.shop.clone()),
        shop_name: ticket.shop.as_str().to_uppercase(),
        created_at: Some(ticket.created_at),
        state: Some(ticket.state),
        urgency: Some(ticket.urgency),
        topic: ticket.intake.as_ref().map(|intake| intake.topic.slug().to_owned()),
        phone,
        earlier: earlier.map(Instant::from_unix),
        respond_by: ticket.answered.map_or(ticket.promise.respond_by, |answered| answered.due),
        promised: ticket.promise.respond_by,
        answered: ticket.answered.map(|answered| answered.at),
        chosen: match (ticket.answered, window) {
            (Some(answered), _) => answered.window,
            (None, Some(Choice::Start(start))) => Some(start),
            _ => None,
        },
        broken: i64::from(ticket.promise_broken),
        next_try: ticket.next_try,
        handed: ticket.handover.as_ref().map(|handover| handover.at),
        handed_by: ticket.handover.as_ref().and_then(|handover| handover.respond_by),
        reopened: i64::from(ticket.reopened),
        ended: end.map(|end| end.at),
        ended_by: end.and_then(|end| end.by.clone()),
        outcome: end.and_then(|end| end.outcome),
        calls: Some(calls.collect::<Vec<_>>().join("\n")),
    }
}

/// Whether a promise was kept; none where that isn't decided.
fn kept(log: &Log, state: State, now: i64) -> Option<bool> {
    match (log.first, &log.ended) {
        (Some((at, due, _)), _) => Some(at <= due),
        (None, Some((end, _))) if state == State::Cancelled => {
            if *end <= log.due {
                None
            } else {
                Some(false)
            }
        }
        (None, Some((end, _))) => Some(*end <= log.due),
        (None, None) => {
            if now <= log.due {
                None
            } else {
                Some(false)
            }
        }
    }
}

fn middle(all: &mut [i64]) -> Option<i64> {
    all.sort_unstable();
    (!all.is_empty()).then(|| all[(all.len() - 1) / 2])
}

fn share(part: u64, whole: u64) -> Option<u32> {
    (whole > 0).then(|| (part as f64 * 1_000.0 / whole as f64 + 0.5).floor() as u32)
}

/// The board of one day at one desk, once it agrees with the recount.
pub fn held(desk: &Desk, number: usize, shops: &[Shop], lives: &[Life], day: i64, now: i64) -> Board {
    let own: Vec<&Life> = lives.iter().filter(|life| shops[life.shop].desk == number).collect();
    let day_of = Day::from_epoch_days(day).unwrap();
    let mut tally = Tally::new(&desk.settings, desk.zone.clone(), Days { from: day_of, to: day_of }, Instant::from_unix(now), None);
    let mut asked: BTreeMap<(usize, &str), Vec<i64>> = BTreeMap::new();
    for life in &own {
        if let Some(phone) = &life.log.phone {
            asked.entry((life.shop, phone)).or_default().push(life.log.accepted);
        }
    }
    let earlier = |life: &Life| {
        let same = asked.get(&(life.shop, life.log.phone.as_deref()?))?;
        same.iter().copied().filter(|at| *at < life.log.accepted).max()
    };
    for life in &own {
        let fact = fact(&life.ticket, earlier(life));
        if !life.ticket.state.is_ended() {
            tally.standing(&fact);
        }
        tally.request(&fact);
    }
    let board = tally.board();

    // From here on, plainly.
    let within = |life: &&&Life| {
        let begin = desk.midnight(day);
        (begin..begin + DAY).contains(&life.log.accepted)
    };
    let is_pitch = |life: &Life| life.ticket.state == State::SetAside || life.log.outcome == Some(Closing::SalesPitch);
    let all: Vec<&Life> = own.iter().filter(within).copied().collect();
    let requests: Vec<&Life> = all.iter().copied().filter(|life| !is_pitch(life)).collect();
    let known: Vec<&Life> = requests.iter().copied().filter(|life| life.ticket.state != State::Erased).collect();
    let answers = |of: &dyn Fn(&Life) -> bool| {
        let judged =
            |verdict| known.iter().filter(|life| of(life) && kept(&life.log, life.ticket.state, now) == Some(verdict)).count() as u64;
        let (in_time, late) = (judged(true), judged(false));
        Answers { requests: requests.iter().filter(|life| of(life)).count() as u64, in_time, late, rate: share(in_time, in_time + late) }
    };
    let count = |of: &dyn Fn(&Life) -> bool| known.iter().filter(|life| of(life)).count() as u64;
    assert_eq!(board.answers, answers(&|_| true));
    assert_eq!(board.urgent, answers(&|life| life.log.urgent));
    assert_eq!((board.pitches, board.erased), ((all.len() - requests.len()) as u64, (requests.len() - known.len()) as u64));
    for (hour, told) in board.hours.iter().enumerate() {
        assert_eq!(*told, answers(&|life| shops[life.shop].plain.shown(life.log.accepted) == (day, hour)));
    }
    assert_eq!((board.days.len(), board.days[0].answers), (1, board.answers));
    for told in &board.shops {
        assert_eq!(told.answers, answers(&|life| shops[life.shop].slug == told.shop));
        assert_eq!(told.name, told.shop.as_str().to_uppercase());
    }
    assert_eq!(board.shops.iter().map(|told| told.answers.requests).sum::<u64>(), board.answers.requests);

    let waited = |net: bool| -> Vec<i64> {
        let answered = known.iter().filter(|life| life.log.phone.is_some());
        answered
            .filter_map(|life| life.log.first.map(|first| (life, first)))
            .map(|(life, (at, _, chosen))| {
                let since = chosen.filter(|_| net).unwrap_or(life.log.accepted);
                shops[life.shop].plain.open_between(since, at)
            })
            .collect()
    };
    let (mut gross, mut net) = (waited(false), waited(true));
    let average = |all: &[i64]| (!all.is_empty()).then(|| all.iter().sum::<i64>() / all.len() as i64);
    let speed = board.speed;
    assert_eq!((speed.answered, speed.average, speed.net_average), (gross.len() as u64, average(&gross), average(&net)));
    assert_eq!((speed.median, speed.net_median), (middle(&mut gross), middle(&mut net)));

    let reached = |life: &Life| life.log.calls.iter().filter(|(outcome, _)| *outcome == Outcome::Reached).count();
    let enough = |life: &Life| {
        let log = &life.log;
        reached(life) == 1
            && life.ticket.state == State::Done
            && log.handed.is_none()
            && log.reopened == 0
            && log.outcome != Some(Closing::Forwarded)
    };
    let (spoken, resolved) = (count(&|life| reached(life) > 0), count(&enough));
    assert_eq!(
        (board.first_contact.spoken, board.first_contact.resolved, board.first_contact.rate),
        (spoken, resolved, share(resolved, spoken))
    );
    let repeated = |life: &Life| life.log.phone.is_some() && earlier(life).is_some();
    assert_eq!((board.repeats.by_phone, board.repeats.repeated), (count(&|life| life.log.phone.is_some()), count(&repeated)));
    assert_eq!(board.unreached, count(&|life| life.ticket.state == State::Unreached));
    assert_eq!(board.cancelled, count(&|life| life.ticket.state == State::Cancelled));
    assert_eq!(board.handed, count(&|life| life.log.handed.is_some()));
    let done = |life: &Life| life.ticket.state == State::Done;
    assert_eq!(board.untold, count(&|life| done(life) && life.log.outcome.is_none()));
    for told in &board.outcomes {
        assert_eq!(told.count, count(&|life| done(life) && life.log.outcome == Some(told.outcome)));
    }
    assert_eq!(board.untold + board.outcomes.iter().map(|told| told.count).sum::<u64>(), count(&done));

    let mut people: BTreeMap<Option<String>, (u64, u64, u64)> = BTreeMap::new();
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for life in &known {
        for (outcome, by) in &life.log.calls {
            let own = people.entry(by.as_ref().map(|by| by.as_str().to_owned())).or_default();
            (own.0, own.1) = (own.0 + 1, own.1 + u64::from(*outcome == Outcome::Reached));
            *kinds.entry(format!("{outcome:?}")).or_default() += 1;
        }
        if matches!(life.ticket.state, State::Done | State::Unreached) {
            let by = life.log.ended.as_ref().and_then(|ended| ended.1.as_ref()).map(|by| by.as_str().to_owned());
            people.entry(by).or_default().2 += 1;
        }
    }
    let told: BTreeMap<_, _> = board
        .operators
        .iter()
        .map(|own| (own.name.as_ref().map(|name| name.as_str().to_owned()), (own.calls, own.reached, own.ended)))
        .collect();
    assert_eq!((told.len(), &told), (board.operators.len(), &people));
    let of = |outcome: Outcome| kinds.get(&format!("{outcome:?}")).copied().unwrap_or(0);
    let calls = board.calls;
    assert_eq!(
        [calls.reached, calls.no_answer, calls.busy, calls.voicemail, calls.wrong_number],
        [Outcome::Reached, Outcome::NoAnswer, Outcome::Busy, Outcome::Voicemail, Outcome::WrongNumber].map(of)
    );

    // What waits now, whenever it was accepted.
    let stands = |of: &dyn Fn(&Life) -> bool| own.iter().filter(|life| !life.ticket.state.is_ended() && of(life)).count() as u64;
    let state = |life: &Life, states: &[State]| states.contains(&life.ticket.state);
    let at_desk = |life: &Life| state(life, &[State::Open, State::Calling, State::Retrying]);
    let waits = |life: &Life| at_desk(life) && life.log.next_try.is_none();
    let plans = |life: &Life| at_desk(life) && life.log.next_try.is_some();
    let late = |life: &Life| life.log.due < now;
    let left = |life: &Life| shops[life.shop].plain.open_between(now, life.log.due);
    // Where the deadline itself comes after closing, the ten minutes end with the day.
    let at_risk =
        |life: &Life| waits(life) && !late(life) && left(life) <= 10 * MINUTE && life.log.due <= shops[life.shop].plain.add_open(now, 10);
    let told = &board.now;
    assert_eq!([told.waiting, told.late, told.at_risk], [stands(&waits), stands(&|life| waits(life) && late(life)), stands(&at_risk)]);
    assert_eq!(
        [told.urgent, told.broken],
        [stands(&|life| waits(life) && life.log.urgent), stands(&|life| waits(life) && life.log.broken)]
    );
    assert_eq!([told.retrying, told.retry_due], [stands(&plans), stands(&|life| plans(life) && life.log.next_try <= Some(now))]);
    assert_eq!(told.calling, stands(&|life| state(life, &[State::Calling])));
    let handed = |life: &Life| state(life, &[State::Handed]);
    assert_eq!([told.handed, told.handed_late], [stands(&handed), stands(&|life| handed(life) && life.log.handed_by < now)]);
    assert_eq!(told.set_aside, stands(&|life| state(life, &[State::SetAside])));
    board
}

/// The figures in a few lines.
pub fn told(desk: &str, board: &Board) -> String {
    let percent = |rate: Option<u32>| rate.map_or("–".to_owned(), |rate| format!("{}.{} %", rate / 10, rate % 10));
    let clock = |seconds: Option<i64>| seconds.map_or("–".to_owned(), |seconds| format!("{}:{:02}", seconds / 60, seconds % 60));
    let (answers, urgent, speed, first, now) = (&board.answers, &board.urgent, &board.speed, &board.first_contact, &board.now);
    let shops = board.shops.iter().filter_map(|own| own.answers.rate);
    [
        format!("{desk} at {}: {} requests, answered in time {} ({} late), urgent {} of {}", board.at, answers.requests, percent(answers.rate), answers.late, percent(urgent.rate), urgent.requests),
        format!("  speed of answer, open min:s: {} calls, average {} median {}, net {} and {}", speed.answered, clock(speed.average), clock(speed.median), clock(speed.net_average), clock(speed.net_median)),
        format!("  first-contact resolution {} of {}, repeats {}, unreached {}, handed over {}, called off {}", percent(first.rate), first.spoken, percent(board.repeats.rate), board.unreached, board.handed, board.cancelled),
        format!("  shops from {} to {}", percent(shops.clone().min()), percent(shops.max())),
        format!("  now: waiting {} (urgent {}, at risk {}, late {}, closed {}), retrying {} ({} due), calling {}, handed {} ({} late), set aside {}", now.waiting, now.urgent, now.at_risk, now.late, now.broken, now.retrying, now.retry_due, now.calling, now.handed, now.handed_late, now.set_aside),
    ]
    .join("\n")
}
