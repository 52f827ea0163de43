use super::*;
use crate::ticket::diagram;

#[test]
fn every_state_actor_and_step_has_one_answer() {
    for state in State::ALL {
        for actor in Actor::ALL {
            for step in Step::ALL {
                let rows = MOVES.iter().filter(|row| row.step == step && row.who.contains(&actor) && row.from.contains(&state));
                assert!(rows.count() <= 1, "two answers: {state:?} {actor:?} {step:?}");
                if let Err(refused) = next(state, actor, step) {
                    let mine = MOVES.iter().any(|row| row.step == step && row.who.contains(&actor));
                    let expected = match (mine, state.is_ended(), state, actor) {
                        (false, ..) => Refused::NotYours,
                        (_, true, ..) => Refused::Ended,
                        (_, _, Calling, Actor::Shopper) => Refused::Calling,
                        _ => Refused::NotNow,
                    };
                    assert_eq!(refused, expected, "{state:?} {actor:?} {step:?}");
                }
            }
        }
    }
}

/// The table's meaning in plain words, written down a second time.
#[test]
fn who_may_do_what_and_when() {
    use Actor::{Clock, Desk, Shop, Shopper};
    let table: &[(Actor, Step, &[State], Refused)] = &[
        (Shopper, Step::Move, &[Open, Retrying, SetAside], Refused::Calling),
        (Shopper, Step::Cancel, &[Open, Retrying, SetAside, Handed], Refused::Calling),
        (Shopper, Step::Rate, &[Done], Refused::Calling),
        (Shopper, Step::Reached, &[], Refused::NotYours),
        (Desk, Step::StartCall, &[Open, Retrying], Refused::NotNow),
        (Desk, Step::Reached, &[Open, Retrying, Calling], Refused::NotNow),
        (Desk, Step::GiveUp, &[Retrying], Refused::NotNow),
        (Desk, Step::Reopen, &[Done, Unreached], Refused::NotNow),
        (Desk, Step::Undo, &[Open, Calling, Retrying, Handed, SetAside, Done, Cancelled, Unreached], Refused::NotNow),
        (Shop, Step::Undo, &[], Refused::NotYours),
        (Desk, Step::Cancel, &[], Refused::NotYours),
        (Desk, Step::Erase, &[], Refused::NotYours),
        (Desk, Step::ReturnToDesk, &[], Refused::NotYours),
        (Shop, Step::Close, &[Handed], Refused::NotNow),
        (Shop, Step::StartCall, &[], Refused::NotYours),
        (Clock, Step::PutBack, &[Calling], Refused::NotNow),
        (Clock, Step::Erase, &[Open, Calling, Retrying, Handed, SetAside, Done, Cancelled, Unreached], Refused::NotNow),
    ];
    for (actor, step, allowed, in_a_call) in table {
        let states: Vec<_> = State::ALL.into_iter().filter(|state| next(*state, *actor, *step).is_ok()).collect();
        let mut wanted = allowed.to_vec();
        wanted.sort_by_key(|state| State::ALL.iter().position(|known| known == state));
        assert_eq!(states, wanted, "{actor:?} {step:?}");
        if !allowed.contains(&Calling) {
            assert_eq!(next(Calling, *actor, *step), Err(*in_a_call), "{actor:?} {step:?}");
        }
    }
}

#[test]
fn what_is_erased_stays_so_and_what_was_called_off_comes_back_never() {
    for actor in Actor::ALL {
        for step in Step::ALL {
            assert!(next(Erased, actor, step).is_err());
            let after = next(Cancelled, actor, step);
            assert!(matches!(after, Err(_) | Ok(Cancelled | Erased)), "{actor:?} {step:?}");
        }
    }
}

#[test]
fn every_state_is_reached_and_every_open_one_can_end() {
    let follows = |from: State| {
        let all = Actor::ALL.into_iter().flat_map(move |actor| Step::ALL.into_iter().map(move |step| next(from, actor, step)));
        all.flatten().collect::<Vec<_>>()
    };
    let mut known = BEGINNINGS.to_vec();
    for at in 0.. {
        let Some(state) = known.get(at).copied() else { break };
        for after in follows(state) {
            if !known.contains(&after) {
                known.push(after);
            }
        }
    }
    assert_eq!(known.len(), State::ALL.len(), "{known:?}");
    for state in State::ALL.into_iter().filter(|state| !state.is_ended()) {
        assert!(follows(state).into_iter().any(|after| after.is_ended() && after != Erased), "{state:?}");
    }
}

#[test]
fn the_tables_of_names_are_whole() {
    for (position, step) in Step::ALL.iter().enumerate() {
        assert_eq!(*step as usize, position);
        assert!(MOVES.iter().any(|row| row.step == *step), "{step:?} leads nowhere");
    }
    for state in State::ALL {
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    for actor in Actor::ALL {
        assert_eq!(serde_json::to_value(actor).unwrap(), actor.as_str());
    }
}

#[test]
fn the_diagram_has_every_move() {
    let text = diagram::markdown();
    for state in State::ALL.into_iter().filter(|state| *state != Erased) {
        assert!(text.contains(&format!("--> {}:", state.as_str())), "{state:?}");
    }
    assert!(text.contains("    calling --> retrying: attempt in vain (desk)"));
    assert!(text.contains("    done --> done: rate (shopper)"));
    assert!(text.contains("`erase (shop or clock)`, which leads to `erased`"));
    assert!(text.contains("`undo (desk)`, for a minute, which leads back to where the desk's last act began"));
    // A second colon or a semicolon would end a line's label.
    for line in text.lines().filter(|line| line.contains("-->")) {
        assert_eq!((line.matches(':').count(), line.matches(';').count()), (1, 0), "{line}");
    }
}
