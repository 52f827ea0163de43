//! Who has taken a ticket. A claim is a compare-and-set in the desk's object,
//! never somebody's presence.

use super::PersonId;
use crate::field::{Name, Paragraph};
use crate::instant::Instant;
use crate::ticket::{Refused, State};
use serde::{Deserialize, Serialize};

/// Somebody has taken a ticket: others see it, and can't act on it until it is
/// let go, handed over, or has run out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Who.
    pub by: PersonId,
    /// Their name.
    pub name: Name,
    /// Since when.
    pub since: Instant,
    /// When it runs out, if nothing is done to the ticket before: then it waits
    /// for everybody again. What is done to the ticket makes it last anew.
    pub until: Instant,
    /// Who handed it over, if somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Name>,
    /// What they want the next one to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Paragraph>,
}

/// The body of `POST /v1/desks/{desk}/tickets/{ticket}/claim`; `{}` takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ClaimDraft {
    /// Who is to have it; absent: whoever asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PersonId>,
    /// What they should know (引継ぎメモ).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Paragraph>,
}

/// Whoever takes tickets.
#[derive(Clone, Copy, Debug)]
pub struct Taker<'a> {
    /// Who.
    pub id: &'a PersonId,
    /// Their name.
    pub name: &'a Name,
    /// Whether they are a lead, who may take tickets from others.
    pub lead: bool,
}

impl Claim {
    /// Whether it has run out. A call under way keeps it.
    pub fn is_over(&self, state: State, now: Instant) -> bool {
        state != State::Calling && self.until <= now
    }

    fn of(who: Taker<'_>, until: Instant, now: Instant) -> Self {
        Self { by: who.id.clone(), name: who.name.clone(), since: now, until, from: None, note: None }
    }

    /// A ticket that is `held`, if it is, is taken by `who`, to last `until`
    /// then; whoever has it already renews it.
    pub fn take(held: Option<&Self>, who: Taker<'_>, note: Option<Paragraph>, until: Instant, now: Instant) -> Result<Self, Refused> {
        let own = match held {
            Some(held) if held.by != *who.id => return Err(Refused::Claimed),
            Some(held) => Self { until, ..held.clone() },
            None => Self::of(who, until, now),
        };
        Ok(Self { note: note.or(own.note), ..own })
    }

    /// It is handed over to `to` by whoever has it, or by a lead, who may take
    /// it over that way too.
    pub fn pass_on(
        held: Option<&Self>,
        who: Taker<'_>,
        to: Taker<'_>,
        note: Option<Paragraph>,
        until: Instant,
        now: Instant,
    ) -> Result<Self, Refused> {
        match held {
            _ if who.lead => {}
            Some(held) if held.by != *who.id => return Err(Refused::Claimed),
            None if to.id != who.id => return Err(Refused::NotYours),
            _ => {}
        }
        match held {
            Some(held) if held.by == *to.id => Self::take(Some(held), to, note, until, now),
            _ => Ok(Self { from: (to.id != who.id).then(|| who.name.clone()), note, ..Self::of(to, until, now) }),
        }
    }

    /// Whether `who` may let it go: whoever has it, or a lead; not while they
    /// are on the phone.
    pub fn may_be_let_go(&self, who: Taker<'_>, state: State) -> Result<(), Refused> {
        match state {
            _ if self.by != *who.id && !who.lead => Err(Refused::Claimed),
            State::Calling => Err(Refused::Calling),
            _ => Ok(()),
        }
    }

    /// What becomes of it when something was done to the ticket, which is in
    /// `state` after it: it lasts anew, whoever did it; a ticket that nobody
    /// had is `by`'s; and one that isn't the desk's any more is nobody's.
    pub fn after_act(held: Option<Self>, state: State, by: Option<Taker<'_>>, until: Instant, now: Instant) -> Option<Self> {
        let claim = held.map(|held| Self { until, ..held }).or_else(|| by.map(|by| Self::of(by, until, now)));
        claim.filter(|_| state.is_at_desk())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::tests::at;

    const NOW: &str = "2026-11-20T10:00";
    const LATER: &str = "2026-11-20T11:00";

    fn id(text: &str) -> PersonId {
        PersonId::parse(text).unwrap()
    }

    fn said(text: &str) -> Option<Paragraph> {
        Some(Paragraph::parse(text).unwrap())
    }

    /// Sato, and Tanaka, who is a lead.
    fn with(test: impl Fn(Taker<'_>, Taker<'_>)) {
        let (sato, tanaka) = ((id("sato"), Name::parse("佐藤").unwrap()), (id("tanaka"), Name::parse("田中").unwrap()));
        test(Taker { id: &sato.0, name: &sato.1, lead: false }, Taker { id: &tanaka.0, name: &tanaka.1, lead: true });
    }

    fn held(by: Taker<'_>) -> Claim {
        Claim {
            from: Some(Name::parse("鈴木").unwrap()),
            note: said("午後に"),
            ..Claim::of(by, at("2026-11-20T10:30"), at("2026-11-20T09:30"))
        }
    }

    #[test]
    fn the_first_takes_it_and_who_has_it_has_it_longer() {
        with(|sato, tanaka| {
            let (now, until) = (at(NOW), at(LATER));
            let taken = Claim::take(None, sato, None, until, now).unwrap();
            assert_eq!((&taken.by, taken.since, taken.until, &taken.from, &taken.note), (sato.id, now, until, &None, &None));
            let renewed = Claim::take(Some(&held(sato)), sato, None, until, now).unwrap();
            assert_eq!(renewed, Claim { until, ..held(sato) }, "who handed it over, and why, stays known");
            assert_eq!(Claim::take(Some(&held(sato)), sato, said("夕方"), until, now).unwrap().note, said("夕方"));
            // Not even a lead takes it by chance.
            assert_eq!(Claim::take(Some(&held(sato)), tanaka, None, until, now), Err(Refused::Claimed));
        });
    }

    #[test]
    fn it_is_handed_over_by_who_has_it_or_by_a_lead() {
        with(|sato, tanaka| {
            let (now, until) = (at(NOW), at(LATER));
            let passed = |held: Option<&Claim>, who, to| Claim::pass_on(held, who, to, said("在庫を確認"), until, now);
            let to_tanaka = passed(Some(&held(sato)), sato, tanaka).unwrap();
            assert_eq!((&to_tanaka.by, &to_tanaka.from, to_tanaka.since), (tanaka.id, &Some(sato.name.clone()), now));
            assert_eq!(to_tanaka.note, said("在庫を確認"), "not the note of the one before");
            assert_eq!(passed(Some(&held(tanaka)), sato, sato), Err(Refused::Claimed));
            assert_eq!(passed(None, sato, tanaka), Err(Refused::NotYours), "it isn't theirs to give");
            assert_eq!(passed(None, sato, sato).unwrap().by, *sato.id);
            assert_eq!(passed(None, tanaka, sato).unwrap().from.as_ref(), Some(tanaka.name), "a lead shares out");
            let over = passed(Some(&held(sato)), tanaka, tanaka).unwrap();
            assert_eq!((&over.by, &over.from), (tanaka.id, &None), "and takes over");
            assert_eq!(passed(Some(&held(sato)), tanaka, sato).unwrap().from, held(sato).from, "to whom has it: renewed");
        });
    }

    #[test]
    fn it_is_let_go_by_who_has_it_or_a_lead_but_not_in_a_call() {
        with(|sato, tanaka| {
            let (mine, theirs) = (held(sato), held(tanaka));
            assert_eq!(mine.may_be_let_go(sato, State::Open), Ok(()));
            assert_eq!(mine.may_be_let_go(tanaka, State::Retrying), Ok(()));
            assert_eq!(theirs.may_be_let_go(sato, State::Open), Err(Refused::Claimed));
            for who in [sato, tanaka] {
                assert_eq!(mine.may_be_let_go(who, State::Calling), Err(Refused::Calling));
            }
        });
    }

    #[test]
    fn it_runs_out_to_the_second_but_not_in_a_call() {
        with(|sato, _| {
            let claim = held(sato);
            let over = |state, now| claim.is_over(state, at(now));
            assert!(!over(State::Open, "2026-11-20T10:29") && over(State::Open, "2026-11-20T10:30"));
            assert!(!over(State::Calling, "2026-11-21T10:30"));
        });
    }

    #[test]
    fn an_act_takes_what_is_free_renews_what_is_held_and_lets_go_what_has_left() {
        with(|sato, tanaka| {
            let after = |held, state, by| Claim::after_act(held, state, by, at(LATER), at(NOW));
            assert_eq!(after(None, State::Calling, Some(sato)).unwrap().by, *sato.id);
            assert_eq!(after(None, State::Open, None), None, "a program needs none");
            assert_eq!(after(Some(held(sato)), State::Retrying, Some(sato)), Some(Claim { until: at(LATER), ..held(sato) }));
            assert_eq!(after(Some(held(sato)), State::Retrying, None).unwrap().by, *sato.id);
            assert_eq!(after(Some(held(sato)), State::Open, Some(tanaka)).unwrap().by, *sato.id, "a lead who takes back, say");
            for state in State::ALL.into_iter().filter(|state| !state.is_at_desk()) {
                assert_eq!(after(Some(held(sato)), state, Some(sato)), None, "{state:?}");
            }
        });
    }
}
