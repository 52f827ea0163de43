//! What the console knows and does: one `Copy` value that every screen has.

use crate::api::Api;
use crate::browser;
use crate::inbox::{Inbox, List, News};
use crate::words::{Lang, Words};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use madoguchi_shared::Instant;
use madoguchi_shared::command::Command;
use madoguchi_shared::desk::{Card, Me, PersonId, Role, Row};
use madoguchi_shared::id::{Slug, TicketId};
use std::collections::HashMap;
use std::time::Duration;

/// For how long something is said.
const NEWS: Duration = Duration::from_secs(20);
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
    pub(crate) dials: StoredValue<Option<String>>,
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

    /// Says something politely, for a while.
    pub fn announce(&self, text: String) {
        let news = self.news;
        news.set(text.clone());
        set_timeout(
            move || {
                if news.with_untracked(|now| *now == text) {
                    news.set(String::new());
                }
            },
            NEWS,
        );
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
        self.announce(text);
    }
}
