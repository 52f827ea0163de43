//! What is said on the phone about one ticket (トークスクリプト): the shop's own
//! words, else those of `www/texts/desk/`, with what is known filled in. Pure.
//!
//! Nothing that a shopper typed is more than words within a sentence: names in
//! braces are filled in once, and what is filled in names nothing. A line that
//! begins with `※` or `*` is for the caller alone, and is not said.

use crate::hosted::{When, Words};
use madoguchi_shared::desk::{Ask, Said, Talk};
use madoguchi_shared::faq::{self, Entry};
use madoguchi_shared::field::OrderRef;
use madoguchi_shared::intake::{Intake, Reply};
use madoguchi_shared::notice::{NOTHING, Texts, clean, notice};
use madoguchi_shared::order_policy::{OrderFacts, Shipping, Verdict, Want, answer};
use madoguchi_shared::settings::{ShopSettings, TopicTalk};
use madoguchi_shared::ticket::Ticket;
use madoguchi_shared::topic::Fact;
use madoguchi_shared::zone::Local;
use madoguchi_shared::{Instant, Rules, named};

/// The most questions and answers.
const ANSWERS: usize = 5;
/// The longest name that is filled in, in characters.
const NAME_MAX: usize = 120;
/// The longest fact that is shown as known, in characters.
const KNOWN_MAX: usize = 1_000;

/// What a talk is made of.
pub struct Sources<'a> {
    /// The shop's settings.
    pub settings: &'a ShopSettings,
    /// Its rules, with the desk's hours.
    pub rules: &'a Rules,
    /// Words of talks in the desk's language.
    pub texts: &'a Texts,
    /// That language, `ja` or `en`.
    pub language: &'a str,
    /// What is published of the questions, in the desk's language if it can be.
    pub answers: &'a [Entry],
    /// The server's time.
    pub now: Instant,
}

/// The talk about a ticket; none once its person is forgotten.
pub fn talk(ticket: &Ticket, of: &Sources<'_>) -> Option<Talk> {
    let talker = Talker { ticket, intake: ticket.intake.as_ref()?, of, words: Words::of(of.language) };
    Some(Talk {
        greeting: talker.greeting(),
        matter: talker.said(if talker.value("product").is_some() { "matter.product" } else { "matter" }),
        ask: talker.ask(),
        say: talker.own_or(|own| &own.say, "say"),
        policy: talker.policy(),
        answers: talker.answers(),
        closing: talker.closing(),
    })
}

struct Talker<'a> {
    ticket: &'a Ticket,
    intake: &'a Intake,
    of: &'a Sources<'a>,
    words: Words,
}

impl Talker<'_> {
    /// Of a call; of a mail; of nothing where no answer is wished.
    fn by(&self, what: &str) -> Vec<String> {
        match self.intake.reply {
            Reply::Phone { .. } => self.said(&[what, ".phone"].concat()),
            Reply::Email { .. } => self.said(&[what, ".mail"].concat()),
            Reply::None => vec![],
        }
    }

    fn is_call(&self) -> bool {
        matches!(self.intake.reply, Reply::Phone { .. })
    }

    fn greeting(&self) -> Vec<String> {
        let own = &self.of.settings.talk.greeting;
        if !self.is_call() {
            return self.by("greeting");
        }
        let mut greeting = if own.is_empty() { self.by("greeting") } else { self.filled(own.iter().map(String::as_str)) };
        greeting.extend(self.said(match self.intake.order {
            Some(OrderRef::Number(_)) => "identity.order",
            Some(OrderRef::PlacedOn(_)) => "identity.placed",
            None => "identity.phone",
        }));
        greeting
    }

    fn closing(&self) -> Vec<String> {
        let own = &self.of.settings.talk.closing;
        if self.is_call() && !own.is_empty() {
            return self.filled(own.iter().map(String::as_str));
        }
        if self.intake.reply == Reply::None {
            return vec![];
        }
        let mut closing = self.said(if self.value("promise").is_some() { "closing.promise" } else { "closing.later" });
        closing.extend(self.by("closing"));
        closing
    }

    /// The facts that the topic needs, then the shop's own questions.
    fn ask(&self) -> Vec<Ask> {
        let topic = self.intake.topic;
        let facts = topic.row().needs.iter().filter(|fact| **fact != Fact::Contact).map(|fact| {
            let key = key(*fact);
            // A question is asked for as a message is.
            let label = self.text(&["fact.", if *fact == Fact::Question { "message" } else { key }].concat()).to_owned();
            Ask { key: key.to_owned(), label, known: clean::lines(&self.known(*fact), KNOWN_MAX) }
        });
        let more = self.own_or(|own| &own.ask, "ask").into_iter();
        facts.chain(more.map(|label| Ask { key: String::new(), label, known: String::new() })).collect()
    }

    fn known(&self, fact: Fact) -> String {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        match fact {
            Fact::Order => self.order(),
            Fact::Product => text(self.intake.product.as_ref().map(|product| product.name.as_str())),
            Fact::Quantity => self.intake.quantity.map(|many| many.to_string()).unwrap_or_default(),
            Fact::WantedDate => self.intake.wanted_date.map(|day| day.to_string()).unwrap_or_default(),
            Fact::Symptom => text(self.intake.symptom.as_ref().map(|symptom| symptom.as_str())),
            Fact::Solution => text(self.intake.solution.as_ref().map(|solution| solution.as_str())),
            Fact::Address => text(self.intake.address.as_ref().map(|address| address.as_str())),
            Fact::Message | Fact::Question => text(self.intake.message.as_ref().map(|message| message.as_str())),
            Fact::Contact => String::new(),
        }
    }

    /// The order as the notice has it.
    fn order(&self) -> String {
        let rows = notice(self.ticket, crate::texts::notice(self.of.language), &self.of.rules.shop_zone, "");
        rows.into_iter().find(|row| row.key == "order" && row.value != NOTHING).map(|row| row.value).unwrap_or_default()
    }

    /// What the order policy says of such a request now. How far the order has
    /// got isn't known here: where that decides, both cases are told.
    fn policy(&self) -> Vec<String> {
        let (rules, now, topic) = (self.of.rules, self.of.now, self.intake.topic);
        let mut told: Vec<String> = vec![];
        let mut tell = |case: &str, text: &str| told.extend(text.lines().filter(|line| !line.is_empty()).map(|line| [case, line].concat()));
        if let Some(want) = Want::of(topic) {
            // Placed at the day's beginning it ships first: no more is promised.
            let placed_at = match &self.intake.order {
                Some(OrderRef::PlacedOn(placed)) => Some(rules.shop_zone.instant_at(Local { day: placed.day(), second: 0 })),
                _ => None,
            };
            let with = |shipping, placed_at| answer(want, &OrderFacts { placed_at, shipping }, &rules.order_policy, &rules.shop_zone, now);
            let words = |answer| self.words.policy(&answer, &|at| self.moment(at));
            let unknown = with(Shipping::Unknown, placed_at);
            if unknown.verdict == Verdict::Ask && matches!(want, Want::Change | Want::Cancel) {
                tell(self.text("policy.before"), &words(with(Shipping::NotShipped, None)));
                tell(self.text("policy.after"), &words(with(Shipping::Shipped(None), None)));
            } else {
                tell("", &words(unknown));
            }
        }
        if topic.has_terms() {
            tell("", self.of.settings.order_policy.terms.get(self.of.language).map_or("", String::as_str));
        }
        if rules.desk.as_ref().is_some_and(|desk| desk.zone.name != rules.shop_zone.name) && !told.is_empty() {
            told.push(self.when().whose());
        }
        told
    }

    /// Questions of this topic, those about the shopper's own product first,
    /// and what they have read already last.
    fn answers(&self) -> Vec<Said> {
        let line = |line: Option<&str>| line.unwrap_or_default().to_owned();
        let product = self.intake.product.as_ref();
        let sku = line(product.and_then(|product| product.sku.as_ref()).map(|sku| sku.as_str()));
        let category = line(product.and_then(|product| product.category.as_ref()).map(|category| category.as_str()));
        let mut fitting: Vec<(bool, bool, &Entry)> = vec![];
        for entry in self.of.answers.iter().filter(|entry| entry.topic == Some(self.intake.topic)) {
            let own = entry.is_about(&sku, &category);
            if own || !entry.is_special() {
                fitting.push((self.intake.read.iter().any(|id| id.as_str() == entry.id), !own, entry));
            }
        }
        fitting.sort_by_key(|(read, general, _)| (*read, *general));
        let said = |(read, _, entry): (bool, bool, &Entry)| Said {
            question: entry.question.clone(),
            answer: faq::words(&entry.answer).trim().to_owned(),
            read,
        };
        fitting.into_iter().take(ANSWERS).map(said).collect()
    }

    /// The shop's own words on the topic, else the default ones, else those for
    /// any topic.
    fn own_or(&self, own: impl Fn(&TopicTalk) -> &Vec<String>, what: &str) -> Vec<String> {
        let topic = self.intake.topic;
        let written = self.of.settings.talk.topics.iter().find(|talk| talk.topic == topic).map(own).filter(|own| !own.is_empty());
        match written {
            Some(own) => self.filled(own.iter().map(String::as_str)),
            None => {
                let said = self.said(&[topic.slug(), ".", what].concat());
                if said.is_empty() { self.said(&["general.", what].concat()) } else { said }
            }
        }
    }

    fn text(&self, key: &str) -> &str {
        self.of.texts.get(key).map_or("", String::as_str)
    }

    /// The sentences under a key.
    fn said(&self, key: &str) -> Vec<String> {
        self.filled(self.text(key).split('\n').filter(|line| !line.is_empty()))
    }

    /// Sentences with what they name; one that names what isn't known is left
    /// out.
    fn filled<'s>(&self, sentences: impl Iterator<Item = &'s str>) -> Vec<String> {
        let fill = |sentence: &str| {
            let mut whole = true;
            let filled = named::fill(sentence, &mut |name| {
                let value = self.value(name);
                // The console knows who speaks.
                whole &= value.is_some() || name == "operator";
                value
            });
            whole.then_some(filled)
        };
        sentences.filter_map(fill).collect()
    }

    /// What a name stands for, if that is known.
    fn value(&self, name: &str) -> Option<String> {
        let value = match name {
            "shop" => self.of.settings.name.clone(),
            "name" => self.intake.name.as_str().to_owned(),
            "matter" => self.text(&[self.intake.topic.slug(), ".matter"].concat()).to_owned(),
            "product" => self.intake.product.as_ref()?.name.as_str().to_owned(),
            "order" => match self.intake.order.as_ref()? {
                OrderRef::Number(number) => number.as_str().to_owned(),
                OrderRef::PlacedOn(_) => return None,
            },
            "promise" => self.promise()?,
            _ => return None,
        };
        Some(clean::one_line(&value, NAME_MAX)).filter(|value| !value.is_empty())
    }

    /// By when the shop answers what it has, or what is handed to it now.
    fn promise(&self) -> Option<String> {
        let held = self.ticket.handover.as_ref().filter(|_| self.ticket.state == madoguchi_shared::ticket::State::Handed);
        let by = match held {
            Some(handover) => handover.respond_by,
            None => self.of.rules.desk.as_ref().and_then(|desk| self.of.settings.service.handed_on_by(desk, self.of.now)),
        };
        by.map(|at| self.moment(at))
    }

    /// A moment as it is said, by the shop's clocks.
    fn moment(&self, at: Instant) -> String {
        let when = self.when();
        let form = if self.text("when").is_empty() { "{day} {time}" } else { self.text("when") };
        named::fill(form, &mut |name| match name {
            "day" => Some(when.day(at)),
            "time" => Some(when.time(at)),
            _ => None,
        })
    }

    fn when(&self) -> When<'_> {
        When { words: self.words, zone: &self.of.rules.shop_zone, now: self.of.now }
    }
}

/// A fact's name on the wire.
fn key(fact: Fact) -> &'static str {
    match fact {
        Fact::Order => "order",
        Fact::Product => "product",
        Fact::Quantity => "quantity",
        Fact::WantedDate => "wanted_date",
        Fact::Symptom => "symptom",
        Fact::Solution => "solution",
        Fact::Address => "address",
        Fact::Message => "message",
        Fact::Question => "question",
        Fact::Contact => "contact",
    }
}

#[cfg(test)]
#[path = "talk_tests.rs"]
mod tests;
