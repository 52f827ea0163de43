//! The request while it is being typed: a draft, and which faults to show.

use crate::clock::Clock;
use crate::host::Page;
use crate::shop::Shop;
use crate::slot::Slot;
use crate::unsent::{self, Unsent};
use crate::windows::Offer;
use crate::{json, kept, later};
use madoguchi_shared::draft::DraftProduct;
use madoguchi_shared::field::EntryId;
use madoguchi_shared::topic::Fact;
use madoguchi_shared::{Code, Draft, Fault, Instant, Topic};

/// How the sending goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Not asked for.
    Idle,
    /// Under way.
    Busy,
    /// It did not arrive; what was typed is still there.
    Unsent,
    /// Too many were sent; it may be sent again after so many seconds.
    Limited(u32),
}

/// Which faults are shown.
#[derive(Clone, Debug, Default)]
struct Shown {
    /// All, as sending was tried.
    all: bool,
    /// Those of fields that were filled in and left.
    left: Vec<&'static str>,
    /// What only the server could know.
    refused: Vec<Fault>,
}

/// A draft as it travels.
pub fn body(draft: &Draft) -> String {
    json::text(draft)
}

/// A draft that travelled.
pub fn draft(body: &str) -> Draft {
    json::read(body).unwrap_or_default()
}

/// The state of the form.
#[derive(Clone, Copy)]
pub struct Request {
    shop: &'static Shop,
    /// What was typed; changed by [`Request::edit`] alone.
    pub draft: Slot<Draft>,
    /// Whether the order's date stands in for its number.
    pub by_date: Slot<bool>,
    /// Whether it is looked through before it is sent, and not typed.
    pub review: Slot<bool>,
    /// How the sending goes.
    pub sending: Slot<Sending>,
    /// What can be promised.
    pub offer: Slot<Offer>,
    /// Names this request until it is accepted, so that it can't become two.
    pub key: Slot<String>,
    clock: Slot<Option<Clock>>,
    /// Counts the seconds since the form was opened.
    opened: Slot<Option<Clock>>,
    shown: Slot<Shown>,
    /// What was looked up, as it was taken along last.
    along: Slot<String>,
    /// What was filled in last, line by line.
    filled: Slot<String>,
    /// Faults of the draft by the rules, whether shown or not.
    faults: Slot<Vec<Fault>>,
}

impl Request {
    /// An empty one.
    pub fn new(shop: &'static Shop) -> Self {
        Self {
            shop,
            draft: Slot::new(Draft::default()),
            by_date: Slot::new(false),
            review: Slot::new(false),
            sending: Slot::new(Sending::Idle),
            offer: Slot::new(Offer::Unasked),
            key: Slot::new(String::new()),
            clock: Slot::new(None),
            opened: Slot::new(None),
            shown: Slot::new(Shown::default()),
            along: Slot::new(String::new()),
            filled: Slot::new(String::new()),
            faults: Slot::new(Vec::new()),
        }
    }

    /// Changes the draft, and judges it anew.
    pub fn edit(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.judge();
        if self.opened.peek(Option::is_some) {
            // It is no more what was to be sent by itself.
            if self.sending.now() == Sending::Unsent {
                self.sending.set(Sending::Idle);
            }
            self.remember();
        }
    }

    /// Keeps what was typed until the tab is closed.
    pub fn remember(self) {
        let typed = Unsent::new(self.key.now(), 0).with(self.draft.peek(body));
        kept::write(kept::session(), &unsent::name(&self.shop.slug), Some(json::text(&typed)));
    }

    /// Takes up what was typed before this page came, or what was sent and is
    /// kept. What was typed under a key that is no more kept was accepted, or
    /// thrown away, in another tab.
    pub fn restore(self, unsent: Option<&Unsent>) {
        let typed: Option<Unsent> = kept::read(kept::session(), &unsent::name(&self.shop.slug));
        let key = unsent.map_or("", |unsent| &unsent.key);
        let known = |typed: &Unsent| typed.key.is_empty() || typed.key == key || kept::local().is_none();
        if let Some(from) = typed.filter(known).or_else(|| unsent.cloned()) {
            self.take_up(from);
        }
    }

    /// Goes on with what was kept.
    pub fn take_up(self, from: Unsent) {
        let Some(mut draft) = from.bodies.last().map(|body| draft(body)) else { return };
        if !from.waits() {
            // It was refused, and what serves once has served.
            draft.challenge.clear();
        }
        self.by_date.set(!draft.order_date.is_empty());
        self.along.set(draft.looked_up.clone());
        self.key.set(from.key);
        self.draft.set(draft);
        self.judge();
    }

    /// Goes on with what was typed into another.
    pub fn take(self, other: Self) {
        // In the words of another language, which stay.
        self.along.set(String::new());
        self.draft.set(other.draft.now());
        self.by_date.set(other.by_date.now());
        self.key.set(other.key.now());
        self.opened.set(other.opened.now());
        self.judge();
    }

    /// Judges what was typed, as far as that can be done yet.
    fn judge(self) {
        later::judge(self);
    }

    /// Judges what was typed.
    pub fn judged(self) {
        let now = self.now();
        let faults = self.outgoing().check(&self.shop.published.rules, now).err().unwrap_or_default();
        if self.faults.peek(|known| *known != faults) {
            self.faults.set(faults);
        }
    }

    /// The draft as it is sent: without what was typed for another topic or
    /// another answer, where nobody could see what is wrong with it.
    pub fn outgoing(self) -> Draft {
        asked_for(self.draft.now(), self.by_date.now())
    }

    /// Notes that the answer at `place` was opened.
    pub fn note(self, place: usize) {
        let Some(entry) = self.shop.entry(place).filter(|_| self.key.peek(String::is_empty)) else { return };
        self.edit(|draft| {
            if draft.read.len() < EntryId::READ_MAX && !draft.read.contains(&entry.id) {
                draft.read.push(entry.id.clone());
            }
        });
    }

    /// Takes along what was looked up before; what the shopper made of that
    /// stays.
    pub fn take_along(self, looked_up: String) {
        if self.key.peek(String::is_empty) && self.draft.peek(|draft| self.along.peek(|along| draft.looked_up == *along)) {
            self.along.set(looked_up.clone());
            self.edit(|draft| draft.looked_up = looked_up);
        }
    }

    /// Fills in what a talk in steps told, where nothing else was typed.
    pub fn fill(self, symptom: &str, solution: &str) {
        if self.key.peek(String::is_empty) {
            let before = self.filled.now();
            self.filled.set([symptom, "\n", solution].concat());
            self.edit(|draft| {
                for (field, told) in [(&mut draft.symptom, symptom), (&mut draft.solution, solution)] {
                    if field.is_empty() || before.split('\n').any(|before| before == field) {
                        told.clone_into(field);
                    }
                }
            });
        }
    }

    /// The server's time.
    pub fn now(self) -> madoguchi_shared::Instant {
        Clock::now(self.clock.now())
    }

    /// Takes over the server's time.
    pub fn set_clock(self, clock: Clock) {
        self.clock.set(Some(clock));
        self.judge();
    }

    /// Begins, or goes on with, a request about what the page shows.
    pub fn begin(self, page: &Page, topic: Option<Topic>) {
        let published = &self.shop.published;
        if self.opened.peek(Option::is_none) {
            self.opened.set(Some(Clock::start(Instant::default())));
        }
        // What was tried is sent again as it was.
        if !self.key.peek(String::is_empty) {
            return;
        }
        self.edit(|draft| {
            if let Some(topic) = topic.filter(|topic| published.rules.topics.contains(topic)) {
                topic.slug().clone_into(&mut draft.topic);
            }
            if draft.reply.is_empty() {
                draft.reply = if self.shop.calls() { "phone" } else { "email" }.to_owned();
                draft.window = "asap".to_owned();
            }
            if draft.page != page.url || draft.product.name.is_empty() {
                draft.product = page.product.clone();
            }
            draft.page.clone_from(&page.url);
            draft.identity.clone_from(&page.identity);
            draft.language.clone_from(&published.language);
        });
    }

    /// Notes how long the form was open, once for all tries under one key:
    /// what is sent again must be the same.
    pub fn stamp(self) {
        if self.key.peek(String::is_empty) {
            let seconds = Clock::now(self.opened.now()).unix() as usize;
            self.draft.update(|draft| draft.took = seconds.to_string());
        }
    }

    /// Forgets everything that was typed, the browser's copy included.
    pub fn clear(self) {
        self.blank();
        kept::write(kept::session(), &unsent::name(&self.shop.slug), None);
    }

    /// Forgets everything that was typed here.
    pub fn blank(self) {
        self.key.set(String::new());
        self.opened.set(None);
        self.shown.set(Shown::default());
        self.by_date.set(false);
        self.step(false);
        self.sending.set(Sending::Idle);
        self.offer.set(Offer::Unasked);
        self.along.set(String::new());
        self.edit(|draft| *draft = Draft::default());
    }

    /// A field's value; whoever asks is run again when the draft changes.
    pub fn text(self, path: &str) -> String {
        self.draft.with(|draft| get(draft, path).to_owned())
    }

    /// A field's value as it is now.
    pub fn value(self, path: &str) -> String {
        self.draft.peek(|draft| get(draft, path).to_owned())
    }

    /// Takes over what was typed into a field.
    pub fn set(self, path: &'static str, value: String) {
        if self.shown.peek(|shown| shown.refused.iter().any(|fault| fault.path == path)) {
            self.shown.update(|shown| shown.refused.retain(|fault| fault.path != path));
        }
        self.edit(|draft| {
            if let Some(field) = get_mut(draft, path) {
                *field = value;
            }
            forget_read(draft);
        });
    }

    /// The order's date instead of its number, or the other way round.
    pub fn switch_order(self, by_date: bool) {
        self.by_date.set(by_date);
        self.set(if by_date { "order_number" } else { "order_date" }, String::new());
    }

    /// Another product than the page's.
    pub fn other_product(self) {
        self.edit(|draft| draft.product = DraftProduct::default());
    }

    /// Notes that a field was left. One that is still empty is not held
    /// against anybody before they try to send.
    pub fn leave(self, path: &'static str) {
        if !self.value(path).trim().is_empty() {
            self.shown.update(|shown| shown.left.push(path));
        }
    }

    /// Shows all faults from now on; whether there are none. What is wrong with
    /// a field leads back to where it is typed.
    pub fn try_to_send(self) -> bool {
        self.shown.update(|shown| {
            shown.all = true;
            shown.refused.clear();
        });
        self.judge();
        let (review, stays) = (self.review.now(), self.faults.peek(|faults| stays(faults)));
        self.step(review && stays);
        stays && (!review || self.faults.peek(Vec::is_empty))
    }

    /// Looks it through, or goes on with typing.
    pub fn step(self, review: bool) {
        if self.review.now() != review {
            // What the next step asks for is no fault yet.
            self.shown.update(|shown| shown.all &= !review);
            self.review.set(review);
        }
    }

    /// Shows what the server found.
    pub fn refuse(self, faults: Vec<Fault>) {
        self.step(self.review.now() && stays(&faults));
        self.shown.update(|shown| shown.refused = faults);
    }

    /// The fault to show at a field.
    pub fn fault(self, path: &str) -> Option<Code> {
        let (shown, refused) = self.shown.with(|shown| (shown.all || shown.left.contains(&path), at(&shown.refused, path)));
        // The date stands in for the number, which alone the rules ask for.
        let stands_in = path == "order_date" && self.by_date.get();
        let own = self.faults.with(|faults| at(faults, path).or_else(|| at(faults, "order_number").filter(|_| stands_in)));
        refused.or(own.filter(|_| shown))
    }

    /// How many faults are shown since sending was tried.
    pub fn count(self) -> usize {
        let (all, refused) = self.shown.with(|shown| (shown.all, shown.refused.len()));
        let review = self.review.get();
        let own = self.faults.with(|faults| faults.iter().filter(|fault| review || !at_review(fault)).count());
        if all { own.max(refused) } else { refused }
    }
}

/// Whether the fault is mended where the request is looked through.
fn at_review(fault: &Fault) -> bool {
    ["consent", "challenge"].contains(&&*fault.path)
}

fn stays(faults: &[Fault]) -> bool {
    faults.iter().all(at_review)
}

fn at(faults: &[Fault], path: &str) -> Option<Code> {
    faults.iter().find(|fault| fault.path == path).map(|fault| fault.code)
}

/// Who takes away what was looked up has nothing of it told, later neither.
fn forget_read(draft: &mut Draft) {
    if draft.looked_up.trim().is_empty() {
        draft.read.clear();
    }
}

fn asked_for(mut draft: Draft, by_date: bool) -> Draft {
    let Ok(topic) = Topic::parse(&draft.topic) else { return draft };
    let by_date = by_date && topic.needs(Fact::Order);
    let facts = [Fact::Order, Fact::Quantity, Fact::WantedDate, Fact::Symptom, Fact::Solution, Fact::Address];
    let facts = facts.map(|fact| (fact.path(), topic.needs(fact)));
    let others = [
        ("order_date", by_date),
        ("order_phone", by_date && draft.reply == "none"),
        ("tried", topic.tries()),
        ("company", topic.trades()),
        ("kana", draft.reply == "phone"),
        ("phone", draft.reply == "phone"),
        ("window", draft.reply == "phone"),
        ("email", draft.reply == "email"),
    ];
    forget_read(&mut draft);
    for (path, asked) in facts.into_iter().chain(others) {
        if !asked {
            get_mut(&mut draft, path).map(String::clear);
        }
    }
    draft
}

macro_rules! fields {
    ($($path:literal $($field:ident).+;)*) => {
        /// All paths; the first are what shoppers fill in, in the form's order.
        pub const PATHS: &[&str] = &[$($path),*];

        /// The draft's field at a path.
        pub fn get<'a>(draft: &'a Draft, path: &str) -> &'a str {
            match path { $($path => &draft.$($field).+,)* _ => "" }
        }

        fn get_mut<'a>(draft: &'a mut Draft, path: &str) -> Option<&'a mut String> {
            Some(match path { $($path => &mut draft.$($field).+,)* _ => return None })
        }
    };
}

fields! {
    "topic" topic;
    "order_number" order_number;
    "order_date" order_date;
    "order_phone" order_phone;
    "product.name" product.name;
    "quantity" quantity;
    "wanted_date" wanted_date;
    "symptom" symptom;
    "solution" solution;
    "address" address;
    "message" message;
    "tried" tried;
    "looked_up" looked_up;
    "reply" reply;
    "window" window;
    "name" name;
    "kana" kana;
    "phone" phone;
    "email" email;
    "company" company;
    "consent" consent;
    "homepage" homepage;
    "order_name" order_name;
    "order_email" order_email;
    "page" page;
    "language" language;
    "identity" identity;
    "challenge" challenge;
    "took" took;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(topic: &str, reply: &str, by_date: bool) -> Draft {
        let mut draft = Draft { topic: topic.into(), reply: reply.into(), ..Draft::default() };
        for path in PATHS.iter().filter(|path| !["topic", "reply"].contains(path)) {
            if let Some(field) = get_mut(&mut draft, path) {
                *field = "typed".into();
            }
        }
        asked_for(draft, by_date)
    }

    #[test]
    fn a_draft_comes_back_as_it_was_sent() {
        let mut typed = Draft { read: vec!["a".into(), "b".into()], marketing: true, ..Draft::default() };
        typed.product = DraftProduct {
            sku: "S-1".into(),
            price: "1,100円".into(),
            category: "衣類".into(),
            url: "https://shop.example".into(),
            source: "page".into(),
            ..typed.product
        };
        for path in PATHS {
            if let Some(field) = get_mut(&mut typed, path) {
                *field = format!("{path} \"山田\"\n");
            }
        }
        // Every field is among them: none is empty.
        let sent = body(&typed);
        assert!(!sent.contains("\"\""), "{sent}");
        assert_eq!((draft(&sent), draft("")), (typed, Draft::default()));
    }

    #[test]
    fn what_another_topic_asked_for_is_kept_but_not_sent() {
        for topic in Topic::ALL {
            for by_date in [false, true] {
                let draft = sent(topic.slug(), "email", by_date);
                for fact in [Fact::Quantity, Fact::WantedDate, Fact::Symptom, Fact::Solution, Fact::Address] {
                    assert_eq!(get(&draft, fact.path()) == "typed", topic.needs(fact), "{topic:?} {fact:?}");
                }
                assert_eq!(draft.order_date == "typed", by_date && topic.needs(Fact::Order), "{topic:?}");
                assert!([&draft.message, &draft.name, &draft.product.name].into_iter().all(|text| text == "typed"));
            }
        }
        assert_eq!(sent("defect", "phone", false).tried, "typed");
        assert_eq!(sent("gift", "phone", false).tried, "");
        assert_eq!(sent("invoice", "email", false).company, "typed");
        assert_eq!(sent("", "email", true).symptom, "typed", "before a topic is chosen");
    }

    #[test]
    fn what_another_answer_asked_for_is_not_sent() {
        assert_eq!(sent("order_cancel", "none", true).order_phone, "typed");
        assert_eq!(sent("order_cancel", "phone", true).order_phone, "");
        assert_eq!(sent("order_cancel", "none", false).order_phone, "");
        for (reply, phone, email) in [("phone", "typed", ""), ("email", "", "typed"), ("none", "", "")] {
            let draft = sent("other", reply, false);
            assert_eq!([&*draft.kana, &*draft.phone, &*draft.window, &*draft.email], [phone, phone, phone, email], "{reply}");
        }
    }
}
