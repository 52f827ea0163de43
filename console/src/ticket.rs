//! The open ticket: its card, and what is done to it.

use crate::api::{Answer, Failure};
use crate::browser;
use crate::inbox::may_act;
use crate::state::Desk;
use crate::words::Words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::command::Command;
use madoguchi_shared::desk::{Card, ClaimDraft, PersonId, Row};
use madoguchi_shared::field::Paragraph;
use madoguchi_shared::id::{Key, TicketId};
use madoguchi_shared::ticket::Act;

impl Desk {
    /// Opens a ticket.
    pub fn open(self, id: TicketId) {
        if self.open.with_untracked(|open| open.as_ref() == Some(&id)) {
            return;
        }
        self.form.set(None);
        self.fault.set(None);
        self.card.set(None);
        if let Some(slug) = self.slug.get_untracked() {
            browser::readdress(&[("desk", slug.as_str())], Some(id.as_str()));
        }
        self.open.set(Some(id));
        self.reload();
    }

    /// Closes it.
    pub fn close(self) {
        self.open.set(None);
        self.card.set(None);
        self.form.set(None);
        self.fault.set(None);
        if let Some(slug) = self.slug.get_untracked() {
            browser::readdress(&[("desk", slug.as_str())], None);
        }
    }

    /// Fetches the open ticket anew.
    pub fn reload(self) {
        let Some(id) = self.open.get_untracked() else { return };
        spawn_local(async move {
            let found = self.api().card(&id).await;
            if self.open.with_untracked(|open| open.as_ref() != Some(&id)) {
                return;
            }
            match found {
                Ok(card) => self.show(card),
                Err(failure) => self.failed(failure),
            }
        });
    }

    /// Shows a card that came, unless a newer one is there; what it leaves out
    /// stays as it was.
    fn show(self, mut card: Card) {
        let known = self.card.get_untracked().filter(|known| known.row.id == card.row.id);
        if let Some(known) = known {
            if known.row.version > card.row.version {
                return;
            }
            card.talk = card.talk.or(known.talk);
            card.do_not_contact = card.do_not_contact.or(known.do_not_contact);
        }
        self.put(card.row.clone());
        self.card.set(Some(card));
    }

    fn failed(self, failure: Failure) {
        let words = Words::of(self.lang.get_untracked());
        match failure {
            Failure::SignedOut => self.signed_out(Some("door.ended")),
            Failure::Lost => self.fault.set(Some(words.say("fault.lost", &[]))),
            Failure::Refused(code) => self.fault.set(Some(self.refusal(&code))),
        }
    }

    /// What a refusal's code means.
    pub fn refusal(&self, code: &str) -> String {
        let words = Words::of(self.lang.get_untracked());
        let key = ["refused.", code].concat();
        if words.has(&key) { words.say(&key, &[]) } else { words.say("fault.refused", &[("code", code)]) }
    }

    /// Does something to the open ticket.
    pub fn act(self, act: Act) {
        let Some(card) = self.card.get_untracked().filter(|_| !self.sending.get_untracked()) else { return };
        let Ok(id) = Key::parse(&browser::random_id()) else { return };
        self.send(card.row.id.clone(), Command { id, seq: card.row.seq, by: None, act });
    }

    /// Begins a call, and dials: in this order, so that no phone rings after a
    /// cancellation.
    pub fn call(self, number: String) {
        self.dials.set_value(Some(number));
        self.act(Act::StartCall {});
    }

    /// Sends again what had no answer.
    pub fn again(self) {
        if let Some((ticket, command)) = self.unsure.get_untracked() {
            self.send(ticket, command);
        }
    }

    fn send(self, ticket: TicketId, command: Command) {
        self.sending.set(true);
        self.fault.set(None);
        self.unsure.set(None);
        spawn_local(async move {
            let answer = self.api().act(&ticket, &command).await;
            self.sending.set(false);
            let lost = answer == Err(Failure::Lost);
            let started = matches!(command.act, Act::StartCall {});
            // These may have put them on the list of who is not contacted, or taken them off.
            let lists = matches!(command.act, Act::Close { .. } | Act::Undo {});
            let dials = self.dials.try_update_value(Option::take).flatten().filter(|_| started);
            if lost {
                self.unsure.set(Some((ticket.clone(), command)));
            }
            let open = self.open.with_untracked(|open| open.as_ref() == Some(&ticket));
            match answer {
                Ok(card) if open => {
                    self.form.set(None);
                    let words = Words::of(self.lang.get_untracked());
                    let said = if started { "news.calling" } else { "news.recorded" };
                    self.announce(words.say(said, &[("id", ticket.as_str())]));
                    self.show(card);
                    browser::focus("card");
                    if let Some(number) = dials {
                        browser::dial(&number);
                    }
                    if lists {
                        self.reload();
                    }
                }
                Ok(card) => self.put(card.row),
                Err(failure) => {
                    self.failed(failure);
                    if open && !lost {
                        self.reload();
                    }
                }
            }
        });
    }

    /// Takes the open ticket, or hands it to a colleague.
    pub fn claim(self, to: Option<PersonId>, note: Option<Paragraph>) {
        let Some(id) = self.open.get_untracked() else { return };
        let draft = ClaimDraft { to, note };
        self.claimed(async move { self.api().claim(&id, &draft).await });
    }

    /// Lets it go.
    pub fn release(self) {
        let Some(id) = self.open.get_untracked() else { return };
        self.claimed(async move { self.api().release(&id).await });
    }

    fn claimed(self, call: impl Future<Output = Answer<Row>> + 'static) {
        self.fault.set(None);
        self.sending.set(true);
        spawn_local(async move {
            let answer = call.await;
            self.sending.set(false);
            match answer {
                Ok(row) => {
                    self.form.set(None);
                    self.put(row);
                    browser::focus("card");
                }
                Err(failure) => self.failed(failure),
            }
            self.reload();
        });
    }

    /// Whether the open ticket isn't somebody else's.
    pub fn may_act(&self) -> bool {
        let Some(me) = self.my_id() else { return false };
        self.card.with(|card| card.as_ref().is_some_and(|card| may_act(&card.row, &me, self.turn.get())))
    }

    /// Takes a row that came as an answer: no news to who asked.
    fn put(&self, row: Row) {
        self.inbox.update(|inbox| inbox.put(row));
    }
}
