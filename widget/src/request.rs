//! The request while it is being typed: a draft, and which faults to show.

use crate::clock::Clock;
use crate::host::Page;
use crate::shop::Shop;
use crate::windows::Offer;
use leptos::prelude::*;
use madoguchi_shared::draft::DraftProduct;
use madoguchi_shared::{Code, Draft, Fault, Topic};

/// How the sending goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Not asked for.
    Idle,
    /// Under way.
    Busy,
    /// It did not arrive; what was typed is still there.
    Unsent,
}

/// The state of the form.
#[derive(Clone, Copy)]
pub struct Request {
    /// What was typed.
    pub draft: RwSignal<Draft>,
    /// Whether sending was tried, so that all faults are shown.
    pub tried: RwSignal<bool>,
    /// Whether the order's date stands in for its number.
    pub by_date: RwSignal<bool>,
    /// How the sending goes.
    pub sending: RwSignal<Sending>,
    /// What can be promised.
    pub offer: RwSignal<Offer>,
    /// The server's time.
    pub clock: RwSignal<Option<Clock>>,
    /// Names this request until it is accepted, so that it can't become two.
    pub key: StoredValue<String>,
    /// Fields that were filled in and left.
    left: RwSignal<Vec<&'static str>>,
    /// Faults that only the server could know.
    refused: RwSignal<Vec<Fault>>,
    /// Faults by the rules, whether shown or not.
    faults: Memo<Vec<Fault>>,
}

impl Request {
    /// An empty one.
    pub fn new(shop: &'static Shop) -> Self {
        let draft = RwSignal::new(Draft::default());
        let clock = RwSignal::new(None);
        let judge = move |_: Option<&Vec<Fault>>| {
            let now = Clock::now(clock.get());
            draft.with(|draft| draft.check(&shop.published.rules, now)).err().unwrap_or_default()
        };
        Self {
            draft,
            tried: RwSignal::new(false),
            by_date: RwSignal::new(false),
            sending: RwSignal::new(Sending::Idle),
            offer: RwSignal::new(Offer::Unasked),
            clock,
            key: StoredValue::new(String::new()),
            left: RwSignal::new(Vec::new()),
            refused: RwSignal::new(Vec::new()),
            faults: Memo::new(judge),
        }
    }

    /// Begins, or goes on with, a request about what the page shows.
    pub fn begin(self, shop: &Shop, page: &Page, topic: Option<Topic>) {
        let rules = &shop.published.rules;
        self.draft.update(|draft| {
            if let Some(topic) = topic.filter(|topic| rules.topics.contains(topic)) {
                draft.topic = topic.slug().to_owned();
            }
            if draft.reply.is_empty() {
                draft.reply = if shop.calls() { "phone" } else { "email" }.to_owned();
                draft.window = "asap".to_owned();
            }
            if draft.page != page.url || draft.product.name.is_empty() {
                draft.product = page.product.clone();
            }
            draft.page = page.url.clone();
            draft.language = shop.published.language.clone();
        });
    }

    /// Forgets everything that was typed.
    pub fn clear(self) {
        self.draft.set(Draft::default());
        self.key.set_value(String::new());
        self.tried.set(false);
        self.by_date.set(false);
        self.sending.set(Sending::Idle);
        self.left.set(Vec::new());
        self.refused.set(Vec::new());
    }

    /// The topic, once one is chosen.
    pub fn topic(self) -> Option<Topic> {
        self.draft.with(|draft| Topic::parse(&draft.topic).ok())
    }

    /// The value of a field.
    pub fn value(self, path: &str) -> String {
        self.draft.try_update_untracked(|draft| field(draft, path).cloned()).flatten().unwrap_or_default()
    }

    /// Takes over what was typed into a field.
    pub fn set(self, path: &'static str, value: String) {
        self.draft.update(|draft| {
            if let Some(field) = field(draft, path) {
                *field = value;
            }
        });
        self.refused.update(|faults| faults.retain(|fault| fault.path != path));
    }

    /// The order's date instead of its number, or the other way round.
    pub fn switch_order(self, by_date: bool) {
        self.by_date.set(by_date);
        self.set(if by_date { "order_number" } else { "order_date" }, String::new());
    }

    /// Another product than the page's.
    pub fn other_product(self) {
        self.draft.update(|draft| draft.product = DraftProduct::default());
    }

    /// Notes that a field was left. One that is still empty is not held
    /// against anybody before they try to send.
    pub fn leave(self, path: &'static str) {
        if !self.value(path).trim().is_empty() {
            self.left.update(|left| left.push(path));
        }
    }

    /// Faults that the server found.
    pub fn refuse(self, faults: Vec<Fault>) {
        self.refused.set(faults);
    }

    /// The fault to show at a field.
    pub fn fault(self, path: &str) -> Option<Code> {
        let at = |faults: &Vec<Fault>| faults.iter().find(|fault| fault.path == path).map(|fault| fault.code);
        let shown = self.tried.get() || self.left.with(|left| left.contains(&path));
        let refused = self.refused.with(at);
        // The date stands in for the number, which alone the rules ask for.
        let own = match (path, self.by_date.get()) {
            ("order_date", true) => self.faults.with(|faults| at(faults).or_else(|| number_missing(faults))),
            _ => self.faults.with(at),
        };
        refused.or(own.filter(|_| shown))
    }

    /// Whether `value` is what was chosen for a field.
    pub fn chosen(self, path: &str, value: &str) -> bool {
        self.draft.track();
        self.draft.try_update_untracked(|draft| field(draft, path).is_some_and(|own| own == value)).unwrap_or_default()
    }

    /// How many faults stand at fields after a try to send.
    pub fn shown(self) -> usize {
        let refused = self.refused.with(Vec::len);
        if self.tried.get() { self.count().max(refused) } else { refused }
    }

    /// How many faults there are by the rules.
    pub fn count(self) -> usize {
        self.faults.with(Vec::len)
    }
}

fn number_missing(faults: &[Fault]) -> Option<Code> {
    faults.iter().find(|fault| fault.path == "order_number").map(|fault| fault.code)
}

/// The draft's field at a path.
fn field<'a>(draft: &'a mut Draft, path: &str) -> Option<&'a mut String> {
    Some(match path {
        "topic" => &mut draft.topic,
        "order_number" => &mut draft.order_number,
        "order_date" => &mut draft.order_date,
        "product.name" => &mut draft.product.name,
        "quantity" => &mut draft.quantity,
        "wanted_date" => &mut draft.wanted_date,
        "symptom" => &mut draft.symptom,
        "solution" => &mut draft.solution,
        "address" => &mut draft.address,
        "message" => &mut draft.message,
        "reply" => &mut draft.reply,
        "window" => &mut draft.window,
        "name" => &mut draft.name,
        "phone" => &mut draft.phone,
        "email" => &mut draft.email,
        "company" => &mut draft.company,
        "consent" => &mut draft.consent,
        _ => return None,
    })
}
