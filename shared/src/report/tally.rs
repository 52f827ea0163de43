//! From tickets and counts, as they are stored, to a report.

use super::{CategoryFigures, Days, EntryFigures, ProductFigures, Promises, Repeats, Report, Said, TopicFigures, rate, similar};
use crate::fill::filled;
use crate::instant::Instant;
use crate::scrub::scrub;
use crate::topic::{Category, Topic};
use crate::zone::Zone;

/// A ticket as far as the report asks; what is empty or absent it doesn't hold.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Its number, which counts for nothing.
    pub id: String,
    /// When it was accepted, in seconds since 1970.
    pub created_at: i64,
    /// Its state's name.
    pub state: String,
    /// Its topic's slug; none of what was erased or can't be read.
    pub topic: Option<String>,
    /// The name of what came of it.
    pub outcome: Option<String>,
    /// The number to call, as stored.
    pub phone: Option<String>,
    /// When the same number asked the last time before, in seconds since 1970.
    pub earlier: Option<i64>,
    /// The deadline: as it was when it was first answered, if it was.
    pub respond_by: Option<String>,
    /// The first answer, else the first call.
    pub called: Option<String>,
    /// The last hand-over.
    pub handed: Option<String>,
    /// Its end.
    pub ended: Option<String>,
    /// Its product: number, name and category.
    pub sku: Option<String>,
    /// The product's name.
    pub product: Option<String>,
    /// The product's category.
    pub category: Option<String>,
    /// What is wrong, else the message.
    pub reason: Option<String>,
}

filled! {
    Asked {
        id, created_at, state, topic, outcome, phone, earlier, respond_by, called, handed, ended, sku, product, category,
        reason,
    }
}

/// Counts of one entry under one topic; both may be empty. Or those of a
/// product, by its SKU in the place of the entry's id.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "see `Events`")]
pub struct Used {
    pub entry: String,
    pub topic: String,
    pub searches: u64,
    pub unfound: u64,
    pub opened: u64,
    pub solved: u64,
    pub unsolved: u64,
    pub asked: u64,
}

filled! {
    Used {
        entry, topic, searches, unfound, opened, solved, unsolved, asked,
    }
}

/// Different products, categories of theirs and reasons that are told apart:
/// what comes after these many counts for none of them.
const APART: usize = 1_000;
/// Products that are told.
const PRODUCTS: usize = 30;
/// Return reasons that are told.
const REASONS: usize = 5;
/// Groups of searches, and categories of products, that are told.
const GROUPS: usize = 30;
/// Seconds within which the same number is a repeat.
pub(crate) const REPEAT_SECONDS: i64 = 7 * 86_400;

/// A report in the making: as large as what it tells, whatever the number of
/// tickets.
#[derive(Clone, Debug)]
pub struct Tally {
    zone: Zone,
    start: Instant,
    end: Instant,
    now: Instant,
    known: u64,
    of_topics: Vec<(u64, u64)>,
    reasons: Vec<Said>,
    of_categories: Vec<Said>,
    report: Report,
}

impl Tally {
    /// Of nothing yet; `now` tells which deadlines have passed.
    pub fn new(zone: Zone, days: Days, now: Instant) -> Self {
        let (start, end) = days.moments(&zone);
        let report = Report {
            from: days.from,
            to: days.to,
            zone: zone.name.clone(),
            self_service: None,
            searches: 0,
            unfound: 0,
            unfound_rate: None,
            opened: 0,
            solved: 0,
            unsolved: 0,
            requests: 0,
            erased: 0,
            pitches: 0,
            hours: vec![0; 24],
            categories: vec![],
            topics: vec![],
            wismo: None,
            return_reasons: vec![],
            products: vec![],
            product_categories: vec![],
            repeats: Repeats { by_phone: 0, repeated: 0, rate: None },
            promises: Promises { kept: 0, broken: 0, rate: None },
            entries: vec![],
            unanswered: vec![],
        };
        let of_topics = vec![(0, 0); Topic::ALL.len()];
        Self { zone, start, end, now, known: 0, of_topics, reasons: vec![], of_categories: vec![], report }
    }

    /// The moments between which tickets count, the last one not.
    pub fn moments(&self) -> (Instant, Instant) {
        (self.start, self.end)
    }

    /// A ticket; one of other days counts for nothing.
    pub fn ticket(&mut self, asked: &Asked) {
        let at = Instant::from_unix(asked.created_at);
        if at < self.start || at >= self.end {
            return;
        }
        let pitched =
            asked.state == "set_aside" || [&asked.outcome, &asked.topic].into_iter().any(|said| said.as_deref() == Some("sales_pitch"));
        if pitched {
            self.report.pitches += 1;
            return;
        }
        self.report.requests += 1;
        let hour = self.zone.local(at).and_then(|local| usize::try_from(local.second / 3_600).ok());
        if let Some(count) = hour.and_then(|hour| self.report.hours.get_mut(hour)) {
            *count += 1;
        }
        let Some(place) = asked.topic.as_deref().and_then(place) else {
            self.report.erased += 1;
            return;
        };
        self.known += 1;
        if let Some((requests, _)) = self.of_topics.get_mut(place) {
            *requests += 1;
        }
        if asked.phone.is_some() {
            self.report.repeats.by_phone += 1;
            self.report.repeats.repeated += u64::from(asked.earlier.is_some_and(|earlier| asked.created_at - earlier <= REPEAT_SECONDS));
        }
        match asked.kept(self.now) {
            Some(true) => self.report.promises.kept += 1,
            Some(false) => self.report.promises.broken += 1,
            None => {}
        }
        if let Some(product) = asked.sku.as_deref().and_then(|sku| self.product(sku)) {
            product.requests += 1;
            if product.name.is_empty() {
                product.name = asked.product.clone().unwrap_or_default();
            }
        }
        if let Some(category) = &asked.category {
            said(&mut self.of_categories, category.clone());
        }
        if Topic::ALL.get(place).is_some_and(|topic| topic.row().category == Category::ReturnExchange) {
            said(&mut self.reasons, scrub(asked.reason.as_deref().unwrap_or_default()));
        }
    }

    /// Counts of an entry; the same entry's come one after the other.
    pub fn used(&mut self, used: &Used) {
        let report = &mut self.report;
        report.searches += used.searches;
        report.unfound += used.unfound;
        report.opened += used.opened;
        report.solved += used.solved;
        report.unsolved += used.unsolved;
        if let Some((_, solved)) = place(&used.topic).and_then(|place| self.of_topics.get_mut(place)) {
            *solved += used.solved;
        }
        if used.entry.is_empty() {
            return;
        }
        if report.entries.last().is_none_or(|last| last.entry != used.entry) {
            report.entries.push(EntryFigures { entry: used.entry.clone(), opened: 0, solved: 0, unsolved: 0, asked: 0, helped: None });
        }
        if let Some(entry) = report.entries.last_mut() {
            entry.opened += used.opened;
            entry.solved += used.solved;
            entry.unsolved += used.unsolved;
            entry.asked += used.asked;
            entry.helped = rate(entry.solved, entry.solved + entry.unsolved);
        }
    }

    /// Counts of a product's pages.
    pub fn used_product(&mut self, used: &Used) {
        if let Some(product) = self.product(&used.entry) {
            product.opened += used.opened;
            product.solved += used.solved;
        }
    }

    /// The report. `unanswered`: what was searched for and not found, those
    /// said most often first.
    pub fn report(self, unanswered: Vec<Said>) -> Report {
        let Self { known, of_topics, mut reasons, of_categories, mut report, .. } = self;
        report.self_service = rate(report.solved, report.solved + report.requests);
        report.unfound_rate = rate(report.unfound, report.searches);
        report.repeats.rate = rate(report.repeats.repeated, report.repeats.by_phone);
        report.promises.rate = rate(report.promises.kept, report.promises.kept + report.promises.broken);
        for (topic, (requests, solved)) in Topic::ALL.iter().copied().zip(of_topics) {
            if topic == Topic::DeliveryStatus {
                report.wismo = rate(requests, known);
            }
            if requests + solved > 0 {
                report.topics.push(TopicFigures { topic, requests, solved, self_service: rate(solved, solved + requests) });
            }
            if requests > 0 {
                let category = topic.row().category;
                match report.categories.iter_mut().find(|own| own.category == category) {
                    Some(own) => own.requests += requests,
                    None => report.categories.push(CategoryFigures { category, requests, share: None }),
                }
            }
        }
        report.categories.iter_mut().for_each(|own| own.share = rate(own.requests, known));
        greatest(&mut report.products, PRODUCTS, |product| (product.requests, product.opened));
        greatest(&mut reasons, APART, |said| (said.count, 0));
        report.return_reasons = similar(reasons, REASONS);
        report.product_categories = of_categories;
        greatest(&mut report.product_categories, GROUPS, |said| (said.count, 0));
        report.unanswered = similar(unanswered, GROUPS);
        report
    }

    /// The figures of a product; none where there are too many already.
    fn product(&mut self, sku: &str) -> Option<&mut ProductFigures> {
        let products = &mut self.report.products;
        let place = products.iter().position(|product| product.sku == sku);
        let place = place.unwrap_or(products.len());
        if place == products.len() && place < APART && !sku.is_empty() {
            products.push(ProductFigures { sku: sku.to_owned(), name: String::new(), requests: 0, opened: 0, solved: 0 });
        }
        products.get_mut(place)
    }
}

impl Asked {
    /// Whether its promise was kept; none where that isn't decided, or none
    /// was made.
    fn kept(&self, now: Instant) -> Option<bool> {
        let moment = |text: &Option<String>| text.as_deref().and_then(Instant::parse);
        let (cancelled, end) = (self.state == "cancelled", moment(&self.ended));
        let done = [moment(&self.called), moment(&self.handed), end.filter(|_| !cancelled)].into_iter().flatten().min();
        kept(moment(&self.respond_by)?, done, end, now)
    }
}

/// Whether a promise to act by `due` was kept, by the first that was `done` and
/// the `end`, if it has come; none where that isn't decided at `now`.
pub(crate) fn kept(due: Instant, done: Option<Instant>, end: Option<Instant>, now: Instant) -> Option<bool> {
    match (done, end) {
        (Some(done), _) => Some(done <= due),
        (None, Some(end)) if end <= due => None,
        (None, None) if now <= due => None,
        _ => Some(false),
    }
}

/// A topic's place in the table.
fn place(slug: &str) -> Option<usize> {
    Topic::ALL.iter().position(|topic| topic.slug() == slug)
}

/// Notes what was said once more.
fn said(all: &mut Vec<Said>, text: String) {
    let known = all.len();
    match all.iter_mut().find(|said| said.text == text) {
        Some(said) => said.count += 1,
        None if known < APART => all.push(Said { text, count: 1 }),
        None => {}
    }
}

/// Leaves the `most` greatest, the greatest first; of equal ones the first.
fn greatest<T>(all: &mut Vec<T>, most: usize, size: impl Fn(&T) -> (u64, u64)) {
    for start in 0..most.min(all.len()) {
        let next = all.iter().enumerate().skip(start).rev().max_by_key(|(_, one)| size(one)).map_or(start, |(place, _)| place);
        if let Some(part) = all.get_mut(start..=next) {
            part.rotate_right(1);
        }
    }
    all.truncate(most);
}
