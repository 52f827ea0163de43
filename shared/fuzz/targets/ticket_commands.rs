//! Whatever is done to a ticket, by whomever, in whatever order: it goes by
//! the table. And whatever a command's text is, it is read or refused.

#![no_main]

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, full, now, ticket};
use madoguchi_shared::command::Command;
use madoguchi_shared::service::Service;
use madoguchi_shared::ticket::{Act, Actor, Facts, MOVES, State, Status, Ticket};
use madoguchi_shared::{Draft, Instant};
use serde_json::{Value, json};
use std::sync::LazyLock;

static NEW: LazyLock<Ticket> = LazyLock::new(|| {
    let draft: Draft = serde_json::from_value(full()).unwrap();
    draft.check(&RULES, now()).ok().and_then(ticket).unwrap()
});

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"{") {
        read(bytes);
    } else {
        // What the input gives before it runs out has been done.
        let _ = live(&mut Unstructured::new(bytes));
    }
});

/// A command that is read is written as one that reads the same.
fn read(bytes: &[u8]) {
    let Ok(command) = serde_json::from_slice::<Command>(bytes) else { return };
    let wire = serde_json::to_string(&command).unwrap();
    assert_eq!(serde_json::from_str::<Command>(&wire).unwrap(), command);
}

fn live(input: &mut Unstructured) -> Result<()> {
    let mut current = NEW.clone();
    if input.arbitrary()? {
        current = current.set_aside(vec![]);
    }
    let service = Service {
        attempts_max: input.int_in_range(0..=5)?,
        attempt_gap_minutes: input.int_in_range(-10..=10_000)?,
        call_minutes: input.int_in_range(-10..=1_000)?,
        closing_minutes: input.int_in_range(-10..=1_000)?,
        ..Service::default()
    };
    let mut time = now();
    while !input.is_empty() {
        time = time.plus_minutes(input.int_in_range(0..=600)?);
        let actor = *input.choose(&Actor::ALL)?;
        let places: u32 = input.int_in_range(0..=4)?;
        let Ok(act) = serde_json::from_value::<Act>(act(input, time)?) else { continue };
        let facts = Facts { now: time, rules: &RULES, service: &service, taken: &|_| places, do_not_contact: false };
        if let Ok(change) = current.apply(actor, &act, None, &facts) {
            let next = change.ticket;
            let fits = MOVES.iter().any(|row| {
                let to = row.to.unwrap_or(current.state);
                row.from.contains(&current.state) && row.who.contains(&actor) && to == next.state && row.event == change.event
            });
            assert!(fits, "{:?} {actor:?} {act:?} {:?}", current.state, next.state);
            assert_eq!(next.seq, current.seq + 1);
            assert_eq!((&next.id, &next.shop, next.created_at), (&current.id, &current.shop, current.created_at));
            assert!(next.state == State::Erased || next.attempts.starts_with(&current.attempts), "an attempt was lost");
            assert_eq!(next.intake.is_none(), next.state == State::Erased);
            assert!(next.state != State::Retrying || next.next_try.is_some());
            assert_eq!((next.call.is_some(), next.end.is_some()), (next.state == State::Calling, next.state.is_ended()));
            current = next;
        }
        let status = current.status("+81312345678");
        assert_ne!(status.state, State::SetAside);
        assert_eq!(status.attempts.len(), current.attempts.len());
        let wire = serde_json::to_string(&status).unwrap();
        assert_eq!(serde_json::from_str::<Status>(&wire).unwrap(), status);
    }
    let wire = serde_json::to_string(&current).unwrap();
    assert_eq!(serde_json::from_str::<Ticket>(&wire).unwrap(), current);
    Ok(())
}

/// An act as it stands on the wire. Acts that keep a ticket alive come more often.
fn act(input: &mut Unstructured, time: Instant) -> Result<Value> {
    const PLAIN: [&str; 8] = ["start_call", "put_back", "set_aside", "give_up", "reopen", "start_call", "cancel", "erase"];
    const OUTCOMES: [&str; 5] = ["reached", "no_answer", "busy", "voicemail", "wrong_number"];
    let at = time.plus_minutes(input.int_in_range(-100..=20_000)?).rfc3339();
    let words = *input.choose(&["至急", "<b>", "=1+1", "a\nb", " "])?;
    Ok(match input.int_in_range(0..=12)? {
        0..=3 => json!({"act": input.choose(&PLAIN)?}),
        4..=6 => json!({"act": "attempt", "outcome": input.choose(&OUTCOMES)?, "note": words}),
        7 => json!({"act": "move", "window": if input.arbitrary()? { json!("asap") } else { json!({ "start": at }) }}),
        8 => json!({"act": "call_again", "at": at}),
        9 => json!({"act": "close", "outcome": input.choose(&["solved", "order_taken", "sales_pitch"])?}),
        10 => json!({"act": "hand_over", "note": words}),
        11 => json!({"act": "return_to_desk", "note": words}),
        _ => json!({"act": "rate", "rating": {"score": input.int_in_range(0..=6)?, "comment": words}}),
    })
}
