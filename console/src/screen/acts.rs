//! What may be done to the open ticket: the shop's object decides all the
//! same.

use super::card::wire;
use crate::browser;
use crate::inbox::is_held_by;
use crate::state::{Desk, Form};
use leptos::prelude::*;
use madoguchi_shared::desk::Card;
use madoguchi_shared::ticket::{Act, Closing, Outcome, State};

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    Take,
    Release,
    StartCall,
    Attempt(Outcome),
    PutBack,
    SetAside,
    Reopen,
    Undo,
    Opens(Form),
}

use Does::{Attempt, Opens, PutBack, Release, Reopen, SetAside, StartCall, Take, Undo};

impl Does {
    /// Its name among the acts, and among their words.
    fn name(self) -> &'static str {
        match self {
            Take => "act.take",
            Release => "act.release",
            StartCall => "act.start_call",
            Attempt(Outcome::Reached) => "act.reached",
            Attempt(Outcome::NoAnswer) => "act.no_answer",
            Attempt(Outcome::Busy) => "act.busy",
            Attempt(Outcome::Voicemail) => "act.voicemail",
            Attempt(Outcome::WrongNumber) | Opens(Form::WrongNumber) => "act.wrong_number",
            PutBack => "act.put_back",
            SetAside => "act.set_aside",
            Reopen => "act.reopen",
            Undo => "act.undo",
            Opens(Form::Close) => "act.close",
            Opens(Form::HandOver) => "act.hand_over",
            Opens(Form::CallAgain) => "act.call_again",
            Opens(Form::PassOn) => "act.pass_on",
            Opens(Form::Note) => "act.note",
            Opens(Form::GiveUp) => "act.give_up",
        }
    }
}

/// The buttons of a state: those that matter most first. `claimed` is whether
/// I have taken it, `silenced` whether they asked not to be contacted.
fn buttons(state: State, by_phone: bool, claimed: bool, silenced: bool) -> Vec<Does> {
    let mine = if claimed { vec![Opens(Form::PassOn), Release] } else { vec![Take] };
    let calls = |first: &[Does]| if by_phone { first.to_vec() } else { vec![] };
    let mut all = match state {
        State::Open => {
            [calls(&[StartCall]), vec![Opens(Form::Close), Opens(Form::HandOver)], calls(&[Opens(Form::CallAgain)]), vec![SetAside]]
                .concat()
        }
        State::Retrying => [
            calls(&[StartCall]),
            vec![Opens(Form::Close), Opens(Form::HandOver)],
            calls(&[Opens(Form::CallAgain), Opens(Form::GiveUp)]),
            vec![SetAside],
        ]
        .concat(),
        State::Calling => vec![
            Opens(Form::Close),
            Attempt(Outcome::NoAnswer),
            Attempt(Outcome::Busy),
            Attempt(Outcome::Voicemail),
            Opens(Form::WrongNumber),
            Opens(Form::CallAgain),
            Opens(Form::HandOver),
            PutBack,
        ],
        State::Handed => vec![Opens(Form::Close), PutBack],
        State::SetAside => vec![PutBack, Opens(Form::Close)],
        State::Done | State::Unreached => vec![Reopen, Opens(Form::Close)],
        State::Cancelled | State::Erased => vec![],
    };
    if silenced {
        all.retain(|does| !matches!(does, StartCall | Opens(Form::CallAgain)));
    }
    if state.is_at_desk() {
        all.extend(mine);
    }
    if state != State::Erased {
        all.push(Opens(Form::Note));
    }
    all
}

/// The row of buttons.
pub fn acts(desk: Desk) -> AnyView {
    let facts = Memo::new(move |_| {
        let me = desk.my_id();
        desk.card.with(|card| {
            card.as_ref().map(|card: &Card| {
                let mine = me.as_ref().is_some_and(|me| is_held_by(&card.row, me, desk.turn.get()));
                (card.row.state, card.row.by_phone, mine, card.do_not_contact == Some(true))
            })
        })
    });
    let may = Memo::new(move |_| desk.may_act());
    let undo =
        Memo::new(move |_| desk.card.with(|card| card.as_ref().and_then(|card| card.undo_until)).filter(|until| *until > desk.now.get()));
    let all = move || {
        let Some((state, by_phone, mine, silenced)) = facts.get() else { return vec![] };
        let own = if may.get() {
            buttons(state, by_phone, mine, silenced)
        } else if desk.is_lead() {
            vec![Opens(Form::PassOn), Release]
        } else {
            vec![]
        };
        let undo = undo.get().map(|_| Undo);
        own.into_iter().chain(undo).collect()
    };
    let is_form = move |does: Does| matches!(does, Opens(form) if desk.form.get() == Some(form));
    let button = move |does: Does| {
        let act = does.name().trim_start_matches("act.");
        let left = move || match (does, undo.get()) {
            (Undo, Some(until)) => format!(" {}", until.unix() - desk.now.get().unix()),
            _ => String::new(),
        };
        let expanded = move || matches!(does, Opens(_)).then(|| is_form(does).to_string());
        view! {
            <button type="button" data-act=act class:main=does == StartCall class:primary=does == Opens(Form::Close) class:quiet=matches!(does, Take | Release | Undo | SetAside | Opens(Form::Note | Form::PassOn))
                aria-expanded=expanded on:click=move |_| press(desk, does)>{move || desk.say(does.name())}{left}</button>
        }
    };
    view! {
        <div class="acts" aria-busy=move || desk.sending.get().to_string()>
            <For each=all key=|does| does.name() children=button/>
        </div>
    }
    .into_any()
}

fn press(desk: Desk, does: Does) {
    match does {
        Take => desk.claim(None, None),
        Release => desk.release(),
        StartCall => desk.act(Act::StartCall {}),
        Attempt(outcome) => desk.act(Act::Attempt { outcome, note: None }),
        PutBack => desk.act(Act::PutBack {}),
        SetAside => desk.act(Act::SetAside {}),
        Reopen => desk.act(Act::Reopen {}),
        Undo => desk.act(Act::Undo {}),
        Opens(form) => {
            let same = desk.form.get_untracked() == Some(form);
            desk.form.set((!same).then_some(form));
            if !same {
                // Once it is drawn.
                request_animation_frame(|| browser::focus("form-first"));
            }
        }
    }
}

/// What can come of a ticket, in the order in which desks need it.
pub fn closings() -> Vec<(Closing, String)> {
    let all = [
        Closing::Solved,
        Closing::Answered,
        Closing::OrderChanged,
        Closing::OrderCancelled,
        Closing::OrderTaken,
        Closing::Replaced,
        Closing::Refunded,
        Closing::Forwarded,
        Closing::Duplicate,
        Closing::SalesPitch,
        Closing::NoAction,
        Closing::DoNotContact,
    ];
    all.into_iter().filter_map(|closing| Some((closing, wire(closing)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::ticket::{Actor, Step, next};

    fn step(does: Does) -> Option<Step> {
        Some(match does {
            Take | Release | Undo | Opens(Form::PassOn) => return None,
            StartCall => Step::StartCall,
            Attempt(Outcome::Reached) => Step::Reached,
            Attempt(Outcome::WrongNumber) | Opens(Form::WrongNumber) => Step::LastInVain,
            Attempt(_) => Step::InVain,
            PutBack => Step::PutBack,
            SetAside => Step::SetAside,
            Reopen => Step::Reopen,
            Opens(Form::Close) => Step::Close,
            Opens(Form::HandOver) => Step::HandOver,
            Opens(Form::CallAgain) => Step::CallAgain,
            Opens(Form::Note) => Step::Note,
            Opens(Form::GiveUp) => Step::GiveUp,
        })
    }

    #[test]
    fn every_button_is_a_move_of_the_table() {
        for state in State::ALL {
            for does in buttons(state, true, true, false) {
                if let Some(step) = step(does) {
                    assert!(next(state, Actor::Desk, step).is_ok(), "{state:?} {does:?}");
                }
            }
        }
    }

    #[test]
    fn who_asked_not_to_be_contacted_is_not_called_and_can_be_closed() {
        for state in State::ALL {
            let (all, silenced) = (buttons(state, true, true, false), buttons(state, true, true, true));
            assert!(!silenced.iter().any(|does| matches!(does, StartCall | Opens(Form::CallAgain))), "{state:?}");
            assert_eq!(all.contains(&Opens(Form::Close)), silenced.contains(&Opens(Form::Close)), "{state:?}");
        }
    }

    #[test]
    fn who_wants_no_call_is_not_called() {
        for state in [State::Open, State::Retrying] {
            assert!(
                !buttons(state, false, false, false)
                    .iter()
                    .any(|does| matches!(does, StartCall | Attempt(_) | Opens(Form::CallAgain | Form::GiveUp)))
            );
        }
    }
}
