//! Whether a shopper is told of an event, what, and by which way: a decision
//! of the ticket alone.

use madoguchi_shared::Code;
use madoguchi_shared::command::EventType;
use madoguchi_shared::field::PhoneKind;
use madoguchi_shared::intake::Reply;
use madoguchi_shared::settings::Shoppers;
use madoguchi_shared::ticket::{Act, Closing, Outcome, Refused, State, Ticket};

/// What a shopper is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The request has come.
    Receipt,
    /// They have moved the call.
    Moved,
    /// They have called it off.
    Cancelled,
    /// They were called in vain, and will be called again.
    Again,
    /// They were called in vain, and it has ended (不通).
    Unreached,
    /// The answer, by mail.
    Answer,
}

/// By which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Mail.
    Mail,
    /// SMS.
    Sms,
}

/// Begins the names of the ways among channels. No id of a shop's channel
/// holds a colon.
pub const SHOPPER: &str = "shopper:";

impl Way {
    /// Its name among channels.
    pub fn channel(self) -> &'static str {
        match self {
            Self::Mail => "shopper:mail",
            Self::Sms => "shopper:sms",
        }
    }

    /// The way of this name.
    pub fn of(channel: &str) -> Option<Self> {
        [Self::Mail, Self::Sms].into_iter().find(|way| way.channel() == channel)
    }
}

/// What a ticket's shopper is told of an event; none where it is nothing.
///
/// Of a sales pitch that was set aside at once nothing is told. What is said by
/// this stands in our own words: nothing that anybody typed goes to an address
/// that anybody may have typed; but the desk's answer.
pub fn word(kind: EventType, ticket: &Ticket, shoppers: Shoppers) -> Option<(Word, Way)> {
    let (way, _) = to(ticket)?;
    let wanted = match way {
        Way::Mail => shoppers.mail,
        Way::Sms => shoppers.sms,
    };
    if !wanted || ticket.quiet {
        return None;
    }
    let answered = ticket.end.as_ref().is_some_and(|end| end.outcome == Some(Closing::Answered) && end.note.is_some());
    // A number that is somebody else's is told nothing more.
    let wrong = ticket.attempts.last().is_some_and(|last| last.outcome == Outcome::WrongNumber);
    let word = match kind {
        EventType::Created => Word::Receipt,
        EventType::Cancelled => Word::Cancelled,
        EventType::Moved if way == Way::Sms && !wrong => Word::Moved,
        EventType::Attempted if way == Way::Sms && !wrong => Word::Again,
        EventType::Closed if way == Way::Sms && ticket.state == State::Unreached && !wrong => Word::Unreached,
        EventType::Closed if way == Way::Mail && answered => Word::Answer,
        _ => return None,
    };
    Some((word, way))
}

/// The way to a ticket's shopper, and the address that they gave for it: a mail
/// address, or a number that takes SMS (in Japan those of mobile phones).
pub fn to(ticket: &Ticket) -> Option<(Way, &str)> {
    match &ticket.intake.as_ref()?.reply {
        Reply::Email { email } => Some((Way::Mail, email.as_str())),
        // At an extension somebody else's telephone exchange answers.
        Reply::Phone { phone, .. } if matches!(phone.kind(), PhoneKind::Mobile | PhoneKind::Other) && phone.extension().is_none() => {
            Some((Way::Sms, phone.number()))
        }
        Reply::Phone { .. } | Reply::None => None,
    }
}

/// Whether it waits until the desk can't take back what it did: a mail that was
/// sent can't be.
pub fn waits(word: Word) -> bool {
    matches!(word, Word::Again | Word::Unreached | Word::Answer)
}

/// Refuses an answer by mail that nobody would get, or that says nothing.
pub fn may_answer(ticket: &Ticket, act: &Act, shoppers: Shoppers) -> Result<(), Refused> {
    let Act::Close { outcome: Closing::Answered, note } = act else { return Ok(()) };
    let by_mail = shoppers.mail && matches!(to(ticket), Some((Way::Mail, _)));
    match note {
        _ if !by_mail => Err(Refused::Faulty("outcome", Code::NotOffered)),
        None => Err(Refused::Faulty("note", Code::Required)),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::specimen;
    use serde_json::{Value, json};

    const ALL: Shoppers = Shoppers { mail: true, sms: true };

    fn of(value: Value) -> Ticket {
        serde_json::from_value(value).unwrap()
    }

    fn with(mut value: Value, more: Value) -> Ticket {
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        of(value)
    }

    fn calling(phone: &str) -> Value {
        let mut ticket = specimen::ticket();
        ticket["intake"]["reply"]["phone"] = json!(phone);
        ticket
    }

    #[test]
    fn the_way_is_the_one_that_the_shopper_gave() {
        for (phone, takes) in [
            ("+819012345678", true),
            ("+818012345678", true),
            ("+817012345678", true),
            ("+816012345678", true),
            ("+81312345678", false),
            ("+815012345678", false),
            ("+819012345678;ext=12", false),
            ("+14155550123", true),
        ] {
            let Ok(ticket) = serde_json::from_value::<Ticket>(calling(phone)) else { panic!("{phone}") };
            assert_eq!(to(&ticket), takes.then_some((Way::Sms, phone)), "{phone}");
        }
        assert_eq!(to(&of(specimen::by_mail())), Some((Way::Mail, "hanako@shop.example")));
        assert_eq!(to(&with(specimen::ticket(), json!({"intake": null}))), None);
    }

    #[test]
    fn each_event_is_told_by_the_way_that_it_concerns_or_not() {
        let (call, mail) = (of(specimen::ticket()), of(specimen::by_mail()));
        let unreached = with(specimen::ticket(), json!({"state": "unreached", "end": {"at": "2026-11-24T16:00:00+09:00"}}));
        let answered = |note: Value| {
            let end = json!({"at": "2026-11-24T16:00:00+09:00", "outcome": "answered", "note": note});
            with(specimen::by_mail(), json!({"state": "done", "end": end}))
        };
        let told = |kind, ticket: &Ticket| word(kind, ticket, ALL).map(|(word, _)| word);
        assert_eq!(told(EventType::Created, &call), Some(Word::Receipt));
        assert_eq!(told(EventType::Created, &mail), Some(Word::Receipt));
        assert_eq!(told(EventType::Moved, &call), Some(Word::Moved));
        assert_eq!(told(EventType::Cancelled, &call), Some(Word::Cancelled));
        assert_eq!(told(EventType::Attempted, &call), Some(Word::Again));
        assert_eq!(told(EventType::Closed, &unreached), Some(Word::Unreached));
        assert_eq!(told(EventType::Closed, &answered(json!("はい、付けられます。"))), Some(Word::Answer));
        assert_eq!(told(EventType::Closed, &answered(json!(null))), None);
        let solved = with(
            specimen::by_mail(),
            json!({"state": "done", "end": {"at": "2026-11-24T16:00:00+09:00", "outcome": "solved", "note": "内輪のメモ"}}),
        );
        assert_eq!(told(EventType::Closed, &solved), None, "a note is the desk's own");
        assert_eq!(told(EventType::Closed, &call), None);
        for kind in
            [EventType::Erased, EventType::Noted, EventType::Rated, EventType::SetAside, EventType::HandedOver, EventType::CallStarted]
        {
            assert_eq!((told(kind, &call), told(kind, &mail)), (None, None), "{kind:?}");
        }
    }

    #[test]
    fn a_sales_pitch_a_wrong_number_and_who_was_not_to_be_told_hear_nothing() {
        let quiet = with(specimen::ticket(), json!({"quiet": true, "state": "set_aside"}));
        assert_eq!(word(EventType::Created, &quiet, ALL), None);
        let attempt = json!([{"at": "2026-11-24T16:00:00+09:00", "outcome": "wrong_number"}]);
        let wrong =
            with(specimen::ticket(), json!({"state": "unreached", "attempts": attempt, "end": {"at": "2026-11-24T16:00:00+09:00"}}));
        assert_eq!(word(EventType::Closed, &wrong, ALL), None);
        let call = of(specimen::ticket());
        assert_eq!(word(EventType::Created, &call, Shoppers { mail: true, sms: false }), None);
        assert_eq!(word(EventType::Created, &of(specimen::by_mail()), Shoppers { mail: false, sms: true }), None);
    }

    #[test]
    fn an_answer_by_mail_goes_to_a_mail_address_and_says_something() {
        let act = |value: Value| serde_json::from_value::<Act>(value).unwrap();
        let answer = act(json!({"act": "close", "outcome": "answered", "note": "はい。"}));
        let (call, mail) = (of(specimen::ticket()), of(specimen::by_mail()));
        assert_eq!(may_answer(&mail, &answer, ALL), Ok(()));
        assert_eq!(may_answer(&call, &answer, ALL), Err(Refused::Faulty("outcome", Code::NotOffered)));
        assert_eq!(may_answer(&mail, &answer, Shoppers::default()), Err(Refused::Faulty("outcome", Code::NotOffered)));
        let empty = act(json!({"act": "close", "outcome": "answered"}));
        assert_eq!(may_answer(&mail, &empty, ALL), Err(Refused::Faulty("note", Code::Required)));
        assert_eq!(may_answer(&call, &act(json!({"act": "close", "outcome": "solved"})), Shoppers::default()), Ok(()));
    }
}
