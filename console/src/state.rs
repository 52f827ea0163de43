//! What the console knows and does: one `Copy` value that every screen has.

use crate::api::{Answer, Api, Failure};
use crate::browser;
use crate::inbox::{Inbox, List, News};
use crate::line;
use crate::words::{Lang, Words};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::Instant;
use madoguchi_shared::command::Command;
use madoguchi_shared::desk::{Card, ClaimDraft, Me, PersonId, Role, Row};
use madoguchi_shared::field::Paragraph;
use madoguchi_shared::id::{Key, Slug, TicketId};
use madoguchi_shared::ticket::{Act, State};
use std::collections::HashMap;

/// How often the lists are put in order anew by the time alone, in seconds.
const TURN: i64 = 5;

/// How the live line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// On its way.
    Connecting,
    /// What is shown is what is.
    Live,
    /// Cut; it is tried again.
    Waiting,
}

/// What fills the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The tickets.
    Inbox,
    /// The lead's figures.
    Board,
    /// Flood control.
    Flood,
    /// Tokens.
    People,
}

/// A form that is open on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// What came of it.
    Close,
    /// To the shop.
    HandOver,
    /// When to call again.
    CallAgain,
    /// To a colleague.
    PassOn,
    /// A remark.
    Note,
    /// Whether that number is really wrong: it is not called again.
    WrongNumber,
    /// Whether it is really given up.
    GiveUp,
}

/// Everything.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The desk's name in addresses, as it is known so far.
    pub slug: RwSignal<Option<Slug>>,
    /// Who is signed in.
    pub me: RwSignal<Option<Me>>,
    /// Grows with each signing in and out: what belongs to an earlier one ends.
    pub session: RwSignal<u32>,
    /// What is wrong at the door, by its word.
    pub refused: RwSignal<Option<&'static str>>,
    /// The language.
    pub lang: RwSignal<Lang>,
    /// The tickets.
    pub inbox: RwSignal<Inbox>,
    /// The server's time, renewed every second.
    pub now: RwSignal<Instant>,
    /// The same every five seconds, for what all tickets are looked through for.
    pub turn: RwSignal<Instant>,
    /// The server's time less the page's own clock, in milliseconds.
    offset_ms: StoredValue<f64>,
    /// The live line.
    pub line: RwSignal<Line>,
    /// What is looked at.
    pub screen: RwSignal<Screen>,
    /// Which list.
    pub list: RwSignal<List>,
    /// What narrows it.
    pub filter: RwSignal<String>,
    /// The ticket that is open.
    pub open: RwSignal<Option<TicketId>>,
    /// All of it, once it has come.
    pub card: RwSignal<Option<Card>>,
    /// The form that is open on it.
    pub form: RwSignal<Option<Form>>,
    /// What was typed beside the talk's questions: by ticket and place.
    pub typed: RwSignal<HashMap<(TicketId, usize), String>>,
    /// What is on its way to the server, or of which it isn't known whether it
    /// arrived.
    pub sending: RwSignal<bool>,
    /// A command without an answer: sent again it does nothing twice.
    pub unsure: RwSignal<Option<(TicketId, Command)>>,
    /// What is said to the operator, politely.
    pub news: RwSignal<String>,
    /// What went wrong with the last act.
    pub fault: RwSignal<Option<String>>,
    /// Whether new tickets sound.
    pub loud: RwSignal<bool>,
    /// Whether the list of keys is shown.
    pub help: RwSignal<bool>,
    /// Ends a wait for the next try.
    hurry: RwSignal<u32>,
    /// The number to dial once the call under way to begin has begun.
    dials: StoredValue<Option<String>>,
}

impl Desk {
    /// Nothing known yet.
    pub fn new() -> Self {
        Self {
            slug: RwSignal::new(browser::query("desk").and_then(|slug| Slug::parse(&slug).ok())),
            me: RwSignal::new(None),
            session: RwSignal::new(0),
            refused: RwSignal::new(None),
            lang: RwSignal::new(Lang::of(&browser::language())),
            inbox: RwSignal::new(Inbox::default()),
            now: RwSignal::new(Instant::default()),
            turn: RwSignal::new(Instant::default()),
            offset_ms: StoredValue::new(0.0),
            line: RwSignal::new(Line::Connecting),
            screen: RwSignal::new(Screen::Inbox),
            list: RwSignal::new(List::Waiting),
            filter: RwSignal::new(String::new()),
            open: RwSignal::new(None),
            card: RwSignal::new(None),
            form: RwSignal::new(None),
            typed: RwSignal::new(HashMap::new()),
            sending: RwSignal::new(false),
            unsure: RwSignal::new(None),
            news: RwSignal::new(String::new()),
            fault: RwSignal::new(None),
            loud: RwSignal::new(browser::recall("sound").as_deref() != Some("off")),
            help: RwSignal::new(false),
            hurry: RwSignal::new(0),
            dials: StoredValue::new(None),
        }
    }

    // Words

    /// The words of the language that is chosen.
    pub fn words(&self) -> &'static Words {
        Words::of(self.lang.get())
    }

    /// The words for a key.
    pub fn say(&self, key: &str) -> String {
        self.words().say(key, &[])
    }

    /// The same, as they are now: for what is said once.
    pub fn say_now(&self, key: &str) -> String {
        Words::of(self.lang.get_untracked()).say(key, &[])
    }

    // Who

    /// The calls of this desk.
    pub fn api(&self) -> Api {
        // Nobody is asked anything before there is a desk.
        self.slug.with_untracked(|slug| slug.as_ref().map(Api::of).unwrap_or_default())
    }

    /// The id of who is signed in.
    pub fn my_id(&self) -> Option<PersonId> {
        self.me.with(|me| me.as_ref().map(|me| me.person.id.clone()))
    }

    /// Whether they lead.
    pub fn is_lead(&self) -> bool {
        self.me.with(|me| me.as_ref().is_some_and(|me| me.person.role == Role::Lead))
    }

    /// Begins: by a token in the address, by the session that there is, or at
    /// the door.
    pub async fn begin(self) {
        let Some(_) = self.slug.get_untracked() else { return };
        let shown = browser::fragment("token");
        let by_token = shown.is_some();
        let found = match shown {
            Some(token) => {
                // Before anything else: an address is copied and kept.
                let ticket = browser::fragment("ticket");
                browser::readdress(&[], ticket.as_deref());
                self.api().sign_in(&token).await
            }
            None => self.api().me().await,
        };
        match found {
            Ok(me) => self.signed_in(me),
            Err(Failure::Lost) => self.refused.set(Some("door.lost")),
            Err(_) if by_token => self.refused.set(Some("door.refused")),
            Err(_) => {}
        }
    }

    /// Signs in with what was typed.
    pub async fn sign_in(self, slug: Slug, token: &str) {
        self.slug.set(Some(slug));
        match self.api().sign_in(token).await {
            Ok(me) => self.signed_in(me),
            Err(Failure::Lost) => self.refused.set(Some("door.lost")),
            Err(_) => self.refused.set(Some("door.refused")),
        }
    }

    fn signed_in(self, me: Me) {
        let ticket = browser::fragment("ticket");
        browser::readdress(&[("desk", me.desk.as_str())], ticket.as_deref());
        self.refused.set(None);
        self.me.set(Some(me));
        self.session.update(|n| *n += 1);
        spawn_local(line::keep(self));
        self.follow();
    }

    /// Opens the ticket that the address names, if somebody is signed in.
    pub fn follow(self) {
        let ticket = browser::fragment("ticket").and_then(|id| TicketId::parse(&id).ok());
        if let Some(id) = ticket.filter(|_| self.me.with_untracked(Option::is_some)) {
            self.screen.set(Screen::Inbox);
            self.open(id);
        }
    }

    /// Signs out.
    pub async fn sign_out(self) {
        let api = self.api();
        self.signed_out(None);
        drop(api.sign_out().await);
    }

    /// Nothing of any ticket stays on the page.
    pub fn signed_out(self, why: Option<&'static str>) {
        self.session.update(|n| *n += 1);
        self.close();
        self.me.set(None);
        self.inbox.set(Inbox::default());
        self.typed.update(HashMap::clear);
        self.unsure.set(None);
        self.filter.set(String::new());
        self.news.set(String::new());
        self.screen.set(Screen::Inbox);
        self.list.set(List::Waiting);
        self.refused.set(why);
        browser::title("Madoguchi");
    }

    // Time and the line

    /// Takes the server's time.
    pub fn set_clock(&self, now: Instant) {
        self.offset_ms.set_value(now.unix() as f64 * 1000.0 - browser::elapsed_ms());
        self.tick();
    }

    /// Renews the time.
    pub fn tick(&self) {
        let ms = self.offset_ms.get_value() + browser::elapsed_ms();
        let now = Instant::from_unix((ms / 1000.0) as i64);
        if self.now.get_untracked() != now {
            self.now.set(now);
        }
        let turn = Instant::from_unix(now.unix() / TURN * TURN);
        if self.turn.get_untracked() != turn {
            self.turn.set(turn);
        }
    }

    /// Waits so long, or until somebody is in a hurry.
    pub async fn wait(&self, ms: u32) {
        let before = self.hurry.get_untracked();
        let mut left = ms;
        while left > 0 && self.hurry.get_untracked() == before {
            let step = left.min(250);
            TimeoutFuture::new(step).await;
            left -= step;
        }
    }

    /// Tries again at once, if the line is waiting to.
    pub fn hurry(&self) {
        self.hurry.update(|n| *n += 1);
    }

    /// Takes a row that came live; whether some were missed before it.
    pub fn hear(&self, row: Row) -> bool {
        let Some(me) = self.my_id_now() else { return false };
        let id = row.id.clone();
        let (news, missed) = self.inbox.try_update(|inbox| inbox.take(row, &me)).unwrap_or_default();
        if let Some(news) = news {
            self.tell(&news);
        }
        let open = self.open.with_untracked(|open| open.as_ref() == Some(&id));
        let older = |card: &Card| self.inbox.with_untracked(|inbox| inbox.row(&id).is_none_or(|row| row.version > card.row.version));
        if open && self.card.with_untracked(|card| card.as_ref().is_some_and(older)) {
            self.reload();
        }
        missed
    }

    /// The same, as it is now.
    pub fn my_id_now(&self) -> Option<PersonId> {
        self.me.with_untracked(|me| me.as_ref().map(|me| me.person.id.clone()))
    }

    fn tell(&self, news: &News) {
        let words = Words::of(self.lang.get_untracked());
        let (key, row) = match news {
            News::New(row) => ("news.new", row),
            News::Cancelled(row) => ("news.cancelled", row),
            News::PassedOn(row) => ("news.passed_on", row),
        };
        let urgent = row.urgency == madoguchi_shared::urgency::Urgency::Urgent;
        let matter = row.topic.map(|topic| words.say(&["topic.", topic.slug()].concat(), &[])).unwrap_or_default();
        let urgency = words.say(if urgent { "urgency.urgent" } else { "urgency.normal" }, &[]);
        let text = words.say(key, &[("urgency", &urgency), ("matter", &matter), ("shop", &row.shop_name), ("id", row.id.as_str())]);
        if !matches!(news, News::Cancelled(_)) {
            if self.loud.get_untracked() {
                browser::sound(urgent);
            }
            browser::notify(&text, row.id.as_str());
        }
        self.news.set(text);
    }

    // The card

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
    fn reload(self) {
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
        }
        self.hear_own(card.row.clone());
        self.card.set(Some(card));
    }

    /// A row that came as an answer: no news to who asked.
    fn hear_own(&self, row: Row) {
        let Some(me) = self.my_id_now() else { return };
        self.inbox.update(|inbox| {
            // Others may have come before it that we have not heard yet.
            let known = inbox.version;
            inbox.take(row, &me);
            inbox.version = known;
        });
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

    // Acts

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
                    self.news.set(words.say(said, &[("id", ticket.as_str())]));
                    self.show(card);
                    browser::focus("card");
                    if let Some(number) = dials {
                        browser::dial(&number);
                    }
                }
                Ok(card) => self.hear_own(card.row),
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
                    self.hear_own(row);
                    browser::focus("card");
                }
                Err(failure) => self.failed(failure),
            }
            self.reload();
        });
    }

    /// Whether the open ticket waits for the desk and isn't somebody else's.
    pub fn may_act(&self) -> bool {
        let me = self.my_id();
        self.card.with(|card| {
            card.as_ref().is_some_and(|card| {
                let theirs = card.row.claim.as_ref().is_some_and(|claim| Some(&claim.by) != me.as_ref());
                !theirs && card.row.state != State::Erased
            })
        })
    }
}
