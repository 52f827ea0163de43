//! Which words tell a shopper how a ticket stands, for the panel and the
//! hosted page alike. Names only: the words are in `www/texts/`.

use super::{Outcome, State, Status};

impl Status {
    /// Whether the desk has closed the window that it waits for.
    fn is_broken(&self) -> bool {
        self.state == State::Open && self.promise_broken
    }

    /// Whether what was promised still holds, and says more than the state.
    pub fn is_promised(&self) -> bool {
        self.state == State::Open && !self.promise_broken
    }

    /// What its state is called.
    pub fn state_key(&self) -> &'static str {
        match self.state {
            State::Open if self.is_broken() => "receipt.broken",
            State::Open | State::SetAside if self.by_phone => "receipt.state.open",
            State::Open | State::SetAside => "receipt.state.open_mail",
            State::Calling => "receipt.state.calling",
            State::Retrying => "receipt.state.retrying",
            State::Handed => "receipt.state.handed",
            State::Done => "receipt.state.done",
            State::Cancelled => "receipt.state.cancelled",
            State::Unreached => "receipt.state.unreached",
            State::Erased => "receipt.state.erased",
        }
    }

    /// What stands above its headline.
    pub fn label_key(&self) -> &'static str {
        if self.is_promised() { "receipt.title" } else { "home.request" }
    }

    /// What the shopper may want to know or do, if there is anything to say.
    pub fn hint_key(&self) -> Option<&'static str> {
        match self.state {
            State::Open if self.is_broken() => Some("receipt.unreached_hint"),
            State::Calling => Some("receipt.calling_hint"),
            State::Handed => Some("receipt.handed_hint"),
            State::Unreached => Some("receipt.unreached_hint"),
            _ if self.do_not_contact => Some("receipt.do_not_contact_hint"),
            _ => None,
        }
    }
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Reached, Self::NoAnswer, Self::Busy, Self::Voicemail, Self::WrongNumber];

    /// The sentence with `{day}` and `{time}` that tells of such a call.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reached => "tried.reached",
            Self::NoAnswer => "tried.no_answer",
            Self::Busy => "tried.busy",
            Self::Voicemail => "tried.voicemail",
            Self::WrongNumber => "tried.wrong_number",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(state: State, promise_broken: bool, by_phone: bool) -> Status {
        serde_json::from_value(serde_json::json!({
            "ticket": "7K3M-9QXT-2HFA", "state": state, "created_at": "2026-11-24T00:00:00Z", "topic": "gift", "urgency": "normal",
            "respond_by": null, "window": null, "promise_broken": promise_broken, "by_phone": by_phone, "caller_number": "",
            "attempts": [], "next_try": null, "may": [],
        }))
        .unwrap()
    }

    #[test]
    fn a_broken_promise_is_told_wherever_the_promise_was() {
        let (kept, broken) = (status(State::Open, false, true), status(State::Open, true, true));
        assert_eq!((kept.state_key(), kept.label_key(), kept.hint_key()), ("receipt.state.open", "receipt.title", None));
        assert_eq!(
            (broken.state_key(), broken.label_key(), broken.hint_key()),
            ("receipt.broken", "home.request", Some("receipt.unreached_hint"))
        );
        assert_eq!(status(State::Open, false, false).state_key(), "receipt.state.open_mail");
        assert_eq!(status(State::Calling, true, true).state_key(), "receipt.state.calling", "nothing is waited for any more");
    }

    #[test]
    fn a_state_that_asks_for_something_says_what() {
        let telling: Vec<State> = State::ALL.into_iter().filter(|state| status(*state, false, true).hint_key().is_some()).collect();
        assert_eq!(telling, [State::Calling, State::Handed, State::Unreached]);
        let silenced = Status { do_not_contact: true, ..status(State::Done, false, true) };
        assert_eq!((silenced.state_key(), silenced.hint_key()), ("receipt.state.done", Some("receipt.do_not_contact_hint")));
        assert!(State::ALL.iter().all(|state| status(*state, false, true).is_promised() == (*state == State::Open)));
    }
}
