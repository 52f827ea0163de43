//! Who does what when.

use super::life::{Life, Log, expected, minutes, unix, window_rules};
use super::places::{Desk, FRIDAY, Shop};
use super::plain::DAY;
use super::random::Random;
use super::recount;
use madoguchi_shared::draft::{Draft, DraftProduct};
use madoguchi_shared::field::{Name, Paragraph};
use madoguchi_shared::id::TicketId;
use madoguchi_shared::intake::{Choice, Reply};
use madoguchi_shared::promise::{free_windows, promise};
use madoguchi_shared::ticket::{Act, Actor, Closing, Outcome, Rating, Refused, Score, State, Ticket};
use madoguchi_shared::triage::pitch;
use madoguchi_shared::urgency::{Grounds, Urgency, urgency};
use madoguchi_shared::{Instant, Topic};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// What happens, the least urgent to be done last where it is at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival(usize),
    Change,
    Shopper(usize),
    Lapse(usize, u64),
    CallEnds(usize, usize),
    Wrapped(usize, usize),
    Undo(usize, usize, u64),
    MailEnds(usize, usize),
    ShopAnswers(usize),
    LookThrough,
    Reopen(usize),
    Rate(usize),
    Tick,
    Board(usize, i64),
    Erase(usize),
}

/// What happened, so that the replay can't be one of nothing.
#[derive(Debug, Default)]
pub struct Seen {
    pub calls: usize,
    pub chosen: usize,
    pub urgent: usize,
    pub pitches: usize,
    pub moved: usize,
    pub cancelled: usize,
    pub refused_while_calling: usize,
    pub refused_windows: usize,
    pub broken: usize,
    pub over_allotment: usize,
    pub late: usize,
    pub lapsed: usize,
    pub undone: usize,
    pub reopened: usize,
    pub agreed: usize,
    pub handed: usize,
    pub returned: usize,
    pub erased: usize,
}

pub struct Operator {
    name: Name,
    desk: usize,
    busy: bool,
}

pub struct World {
    random: Random,
    desks: Vec<Desk>,
    pub shops: Vec<Shop>,
    pub lives: Vec<Life>,
    /// The tickets of each shop.
    own: Vec<Vec<usize>>,
    /// Those that haven't ended, or had not at the last minute.
    live: Vec<usize>,
    /// Mails that somebody is writing.
    written: BTreeSet<usize>,
    operators: Vec<Operator>,
    events: BinaryHeap<Reverse<(i64, Event)>>,
    pub seen: Seen,
    pub figures: Vec<String>,
}

const PITCH: &str = "突然のご連絡失礼いたします。御社の集客を支援するSEO対策のご提案です。オンラインで30分ほどお打ち合わせのお時間をいただけますと幸いです。";

/// When of the day requests come, by thousandths for each hour.
const HOURS: [i64; 24] = [12, 8, 5, 4, 4, 6, 14, 28, 48, 70, 82, 80, 66, 60, 62, 60, 58, 60, 62, 60, 56, 44, 31, 20];

impl World {
    pub fn new(requests: usize) -> Self {
        let mut random = Random(20_261_030);
        let desks = vec![Desk::new(0), Desk::new(1)];
        let shops: Vec<Shop> = (0..50).map(|number| Shop::new(number, &desks)).collect();
        let operators = (0..22).map(|number| Operator {
            name: Name::parse(&format!("担当 {number:02}")).unwrap(),
            desk: usize::from(number >= 17),
            busy: false,
        });
        let mut events = BinaryHeap::new();
        for number in 0..requests {
            let mut draw = random.within(0, HOURS.iter().sum());
            let hour = HOURS.iter().position(|share| {
                draw -= share;
                draw < 0
            });
            // The shop, by its number, so that it is known at what desk's midnight the day begins.
            let desk = usize::from(number % 50 >= 40);
            let at = desks[desk].midnight(FRIDAY) + hour.unwrap() as i64 * 3_600 + random.within(0, 3_600);
            events.push(Reverse((at, Event::Arrival(number))));
        }
        let (begin, friday) = (desks[0].midnight(FRIDAY), desks[0].midnight(FRIDAY));
        (0..8 * 1_440).for_each(|minute| events.push(Reverse((begin + minutes(minute), Event::Tick))));
        events.push(Reverse((friday + minutes(14 * 60), Event::Change)));
        (0..7).for_each(|day| events.push(Reverse((friday + day * DAY + minutes(17 * 60), Event::LookThrough))));
        for (number, desk) in desks.iter().enumerate() {
            for (day, after) in [(FRIDAY, 0), (FRIDAY, 2_i64), (FRIDAY + 1, 6)] {
                // Half past eleven in the morning, when much waits; and when all is over.
                let at = desk.midnight(day + after) + minutes(if after == 6 { 0 } else { 11 * 60 + 30 });
                events.push(Reverse((at, Event::Board(number, FRIDAY))));
            }
            events.push(Reverse((desk.midnight(FRIDAY + 1), Event::Board(number, FRIDAY))));
        }
        let own = vec![vec![]; shops.len()];
        Self {
            random,
            desks,
            shops,
            lives: vec![],
            own,
            live: vec![],
            written: BTreeSet::new(),
            operators: operators.collect(),
            events,
            seen: Seen::default(),
            figures: vec![],
        }
    }

    pub fn run(&mut self) {
        let mut last = 0;
        while let Some(Reverse((now, event))) = self.events.pop() {
            assert!(now >= last, "time goes on");
            last = now;
            self.happens(event, now);
        }
        self.lives.iter().for_each(|life| life.check(last));
        // No window was given away more often than it has places, but where the desk itself decided to.
        let over: usize = self.lives.iter().filter(|life| life.log.reopened > 0 || life.ticket.handover.is_some()).count();
        assert!(self.seen.over_allotment <= over);
    }

    pub fn states(&self) -> BTreeMap<&'static str, usize> {
        let mut states = BTreeMap::new();
        self.lives.iter().for_each(|life| *states.entry(life.ticket.state.as_str()).or_default() += 1);
        states
    }

    fn later(&mut self, at: i64, event: Event) {
        self.events.push(Reverse((at, event)));
    }

    fn happens(&mut self, event: Event, now: i64) {
        match event {
            Event::Arrival(number) => self.arrives(number, now),
            Event::Tick => {
                self.live = (0..self.lives.len()).filter(|own| !self.lives[*own].ticket.state.is_ended()).collect();
                self.assign(now);
            }
            Event::Shopper(number) => self.shopper(number, now),
            Event::CallEnds(operator, number) => self.call_ends(operator, number, now),
            Event::Wrapped(operator, number) => {
                let outcome = *self.random.one(&[
                    Closing::Solved,
                    Closing::Solved,
                    Closing::OrderChanged,
                    Closing::Replaced,
                    Closing::Refunded,
                    Closing::Forwarded,
                ]);
                // Somebody may have reopened it meanwhile, or not.
                self.act(number, Actor::Desk, &Act::Close { outcome, note: None }, Some(operator), now).unwrap();
                self.operators[operator].busy = false;
            }
            Event::MailEnds(operator, number) => {
                self.written.remove(&number);
                if self.lives[number].ticket.state == State::Open {
                    self.act(number, Actor::Desk, &Act::Close { outcome: Closing::Solved, note: None }, Some(operator), now).unwrap();
                }
                self.operators[operator].busy = false;
            }
            Event::Undo(operator, number, seq) => {
                self.operators[operator].busy = false;
                let life = &mut self.lives[number];
                // Its shopper may have moved it since, or its shop have answered.
                if life.ticket.seq == seq {
                    life.undo(&self.shops[life.shop], now);
                    assert_eq!(life.ticket.state, State::Calling, "the call is under way again");
                    self.live.push(number);
                    self.seen.undone += 1;
                    self.operators[operator].busy = true;
                    let end = now + self.random.within(10, 50);
                    self.later(end, Event::CallEnds(operator, number));
                }
            }
            Event::ShopAnswers(number) => self.shop_answers(number, now),
            Event::LookThrough => self.look_through(now),
            Event::Lapse(number, seq) => self.lapse(number, seq, now),
            Event::Reopen(number) => {
                if self.lives[number].ticket.state == State::Done {
                    self.act(number, Actor::Desk, &Act::Reopen {}, Some(0), now).unwrap();
                    self.live.push(number);
                    self.seen.reopened += 1;
                }
            }
            Event::Rate(number) => {
                let rating = Rating { score: Score::new(self.random.within(1, 6)).unwrap(), comment: None };
                let ticket = &self.lives[number].ticket;
                let done = ticket.state == State::Done && ticket.rating.is_none();
                let rated = self.act(number, Actor::Shopper, &Act::Rate { rating }, None, now);
                assert_eq!(rated.is_ok(), done);
            }
            Event::Erase(number) => {
                self.act(number, Actor::Clock, &Act::Erase {}, None, now).unwrap();
                self.seen.erased += 1;
            }
            Event::Change => self.change(now),
            Event::Board(desk, day) => self.board(desk, day, now),
        }
    }

    /// Somebody asks for an answer.
    fn arrives(&mut self, number: usize, now: i64) {
        // Some shops are asked more than others.
        let group = if number % 50 >= 40 { 40..50 } else { 0..40 };
        let at = self.random.within(group.start, group.end).min(self.random.within(group.start, group.end)) as usize;
        let topics: Vec<Topic> = Topic::ALL.iter().copied().filter(|topic| *topic != Topic::SalesPitch).collect();
        let topic = *self.random.one(&topics);
        let pitched = self.random.chance(25);
        let pressing = self.random.chance(60);
        let by_phone = self.random.chance(780);
        let message = match (pitched, pressing) {
            (true, _) => PITCH,
            (_, true) => "至急ご連絡ください",
            _ => "よろしくお願いします",
        };
        let topic = if pitched { Topic::Other } else { topic };
        let needs = |fact| topic.needs(fact);
        use madoguchi_shared::topic::Fact;
        let filled = |fact, text: &str| if needs(fact) { text.to_owned() } else { String::new() };
        let phone = format!("0901{:07}", self.random.within(0, 9_000));
        let places = self.places(at, None);
        let taken = |start: i64| places.get(&start).copied().unwrap_or(0);
        let shop = &self.shops[at];
        let clock = Instant::from_unix(now);
        let (_, lead, horizon) = window_rules(shop);
        let free = shop.plain.free(now, (lead, horizon), shop.places, taken);
        let offered = free_windows(shop.rules.desk.as_ref().unwrap(), clock, |start| taken(start.unix()));
        let offered: Vec<_> = offered.into_iter().map(|window| (window.start.unix(), window.end.unix())).collect();
        assert_eq!(offered, free, "what is offered at {}", shop.slug);
        let chosen = if self.random.chance(350) && !free.is_empty() {
            // Soon, rather than in a week.
            let most = (free.len() as i64).min(12);
            Some(free[self.random.within(0, most).min(self.random.within(0, most)) as usize])
        } else {
            None
        };
        let mut draft = Draft {
            topic: topic.slug().to_owned(),
            name: "山田 花子".to_owned(),
            reply: if by_phone { "phone" } else { "email" }.to_owned(),
            phone,
            email: "hanako@example.jp".to_owned(),
            window: chosen.map_or("asap".to_owned(), |window| Instant::from_unix(window.0).rfc3339()),
            order_number: filled(Fact::Order, "A-1024"),
            product: DraftProduct { name: filled(Fact::Product, "リネンシャツ"), ..DraftProduct::default() },
            quantity: filled(Fact::Quantity, "20"),
            wanted_date: filled(Fact::WantedDate, if pressing { "2026-10-31" } else { "2026-11-20" }),
            symptom: filled(Fact::Symptom, "ボタンが取れています"),
            solution: filled(Fact::Solution, "交換"),
            address: filled(Fact::Address, "東京都千代田区1-1-1"),
            message: message.to_owned(),
            consent: "1".to_owned(),
            language: "ja".to_owned(),
            ..Draft::default()
        };
        let mut chosen = chosen.filter(|_| by_phone);
        loop {
            let intake = draft.check(&shop.rules, clock).unwrap_or_else(|faults| panic!("{faults:?} {draft:?}"));
            let urgent = urgency(&Grounds::of(&intake), &shop.rules, &shop.service, clock);
            assert!(!pressing || pitched || urgent == Urgency::Urgent, "the text may raise it");
            let phone = match &intake.reply {
                Reply::Phone { phone, .. } => Some(serde_json::to_value(phone).unwrap().as_str().unwrap().to_owned()),
                _ => None,
            };
            let log = Log { accepted: now, urgent: urgent == Urgency::Urgent, phone, chosen, wished: chosen, ..Log::default() };
            let promised = promise(&intake, urgent, &shop.rules, &shop.service, clock, |start| taken(start.unix()));
            let own = expected(shop, &log, chosen, now, taken);
            let told = promised
                .as_ref()
                .ok()
                .map(|told| (unix(told.respond_by).unwrap(), told.window.map(|window| (window.start.unix(), window.end.unix()))));
            assert_eq!(told, own, "promised at {} at {now}: {draft:?}", shop.slug);
            let Some((due, window)) = own else {
                // No place in all of the days to come: then by mail.
                self.seen.refused_windows += 1;
                (draft.reply, chosen) = ("email".to_owned(), None);
                continue;
            };
            let words = intake.words().collect::<Vec<_>>().join("\n");
            let judgment = pitch::judge(&pitch::Input {
                text: &words,
                topic: Some(topic),
                order_number: intake.order.is_some(),
                product: intake.product.is_some(),
                ..pitch::Input::default()
            });
            assert_eq!(judgment.aside, pitched, "{words}");
            let id = TicketId::from_random((self.lives.len() as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let mut ticket = Ticket::accepted(id, shop.slug.clone(), clock, urgent, promised.unwrap(), intake);
            if judgment.aside {
                ticket = ticket.set_aside(judgment.signals);
            }
            let log = Log { due, window, place: window.map(|window| window.0), ..log };
            let life = Life { ticket, shop: at, log, before: None };
            life.check(now);
            self.seen.chosen += usize::from(chosen.is_some());
            self.seen.urgent += usize::from(life.log.urgent);
            self.seen.pitches += usize::from(pitched);
            self.own[at].push(self.lives.len());
            self.live.push(self.lives.len());
            self.lives.push(life);
            break;
        }
        let life = self.lives.len() - 1;
        self.within_places(life);
        for (chance, most) in [(60, 6 * 60), (70, 30 * 60)] {
            if self.random.chance(chance) {
                let at = now + self.random.within(60, minutes(most));
                self.later(at, Event::Shopper(life));
            }
        }
        if self.random.chance(15) {
            let at = self.desks[1].midnight(FRIDAY + 1) + self.random.within(0, minutes(3_000));
            self.later(at, Event::Erase(life));
        }
    }

    /// Places that the shop's other tickets hold in each window, by the log.
    fn places(&self, shop: usize, but: Option<usize>) -> BTreeMap<i64, u32> {
        let mut places = BTreeMap::new();
        for own in self.own[shop].iter().filter(|own| Some(**own) != but) {
            if let Some(start) = self.lives[*own].log.place {
                *places.entry(start).or_default() += 1;
            }
        }
        places
    }

    /// The window in which a ticket was just given a place has no more of them
    /// than there are.
    fn within_places(&self, number: usize) {
        let life = &self.lives[number];
        let Some(start) = life.log.place else { return };
        let over = |own: &&usize| {
            let own = &self.lives[**own];
            own.log.place == Some(start) && !(own.log.reopened > 0 || own.ticket.handover.is_some())
        };
        let given = self.own[life.shop].iter().filter(over).count();
        assert!(given <= self.shops[life.shop].places as usize, "{given} in one window of {}", self.shops[life.shop].slug);
    }

    fn act(&mut self, number: usize, actor: Actor, act: &Act, operator: Option<usize>, now: i64) -> Result<(), Refused> {
        let shop = self.lives[number].shop;
        let places = self.places(shop, Some(number));
        let name = operator.map(|operator| self.operators[operator].name.clone());
        let others = |start: i64| places.get(&start).copied().unwrap_or(0);
        self.lives[number].act(&self.shops[shop], actor, act, name.as_ref(), now, &others)?;
        if matches!(act, Act::Reopen {} | Act::ReturnToDesk { .. }) {
            let full = self.lives[number].log.place.is_some_and(|start| others(start) >= self.shops[shop].places);
            self.seen.over_allotment += usize::from(full);
        } else {
            self.within_places(number);
        }
        Ok(())
    }

    /// A shopper moves the call, or calls it off.
    fn shopper(&mut self, number: usize, now: i64) {
        let at = self.lives[number].shop;
        let calling = self.lives[number].ticket.state == State::Calling;
        let broken = self.lives[number].log.broken;
        let done = if !broken && self.random.chance(450) || self.lives[number].log.phone.is_none() {
            let done = self.act(number, Actor::Shopper, &Act::Cancel {}, None, now);
            self.seen.cancelled += usize::from(done.is_ok());
            done
        } else {
            let (_, lead, horizon) = window_rules(&self.shops[at]);
            let shop = &self.shops[at];
            let places = self.places(at, Some(number));
            let free = shop.plain.free(now, (lead, horizon), shop.places, |start| places.get(&start).copied().unwrap_or(0));
            let window = match free.is_empty() || self.random.chance(200) {
                true => Choice::Asap,
                false => Choice::Start(Instant::from_unix(self.random.one(&free[..free.len().min(8)]).0)),
            };
            let done = self.act(number, Actor::Shopper, &Act::Move { window }, None, now);
            self.seen.moved += usize::from(done.is_ok());
            done
        };
        if calling {
            assert_eq!(done, Err(Refused::Calling));
            self.seen.refused_while_calling += 1;
        }
    }

    /// Whoever has nothing to do takes what presses most.
    fn assign(&mut self, now: i64) {
        for desk in 0..self.desks.len() {
            let mut idle: Vec<usize> =
                (0..self.operators.len()).filter(|own| self.operators[*own].desk == desk && !self.operators[*own].busy).collect();
            if idle.is_empty() {
                continue;
            }
            let open: Vec<bool> =
                self.shops.iter().map(|shop| shop.desk == desk && shop.plain.is_callable(now, shop.service.closing_minutes)).collect();
            let callable = |life: &Life| open[life.shop] && life.waits_for_a_call() && life.from() <= now;
            let mut waiting: Vec<usize> = self.live.iter().copied().filter(|own| callable(&self.lives[*own])).collect();
            waiting.sort_by_cached_key(|own| self.lives[*own].pressing());
            for number in waiting {
                let Some(operator) = idle.pop() else { return };
                let shop = &self.shops[self.lives[number].shop];
                assert_eq!(shop.may_call(now), Ok(()), "the rules let a call begin");
                if !self.lives[number].log.urgent {
                    let urgent = self.live.iter().map(|own| &self.lives[*own]).find(|life| life.log.urgent && callable(life));
                    assert!(urgent.is_none(), "what is urgent goes first");
                }
                self.start(operator, number, now);
            }
            // Then mails, the most pressing first, one at a time for each.
            let is_mail = |life: &Life| open[life.shop] && life.log.phone.is_none() && life.ticket.state == State::Open;
            let mut mails: Vec<usize> =
                self.live.iter().copied().filter(|own| is_mail(&self.lives[*own]) && !self.written.contains(own)).collect();
            mails.sort_by_cached_key(|own| self.lives[*own].pressing());
            for number in mails {
                let Some(operator) = idle.pop() else { return };
                self.operators[operator].busy = true;
                self.written.insert(number);
                let end = now + self.random.within(minutes(2), minutes(9));
                self.later(end, Event::MailEnds(operator, number));
            }
        }
    }

    fn start(&mut self, operator: usize, number: usize, now: i64) {
        self.act(number, Actor::Desk, &Act::StartCall {}, Some(operator), now).unwrap();
        self.seen.calls += 1;
        self.operators[operator].busy = true;
        let length = if self.random.chance(550) { self.random.within(100, 700) } else { self.random.within(30, 90) };
        let life = &self.lives[number];
        let lapses = life.ticket.lapses_at(&self.shops[life.shop].service).unwrap().unix();
        assert_eq!(lapses, now + minutes(self.shops[life.shop].service.call_minutes));
        let seq = life.ticket.seq;
        self.later(lapses - 1, Event::Lapse(number, seq));
        self.later(lapses, Event::Lapse(number, seq));
        if self.random.chance(10) {
            // Just as the phone rings they want it otherwise.
            self.later(now + 20, Event::Shopper(number));
        }
        if self.random.chance(12) {
            // The tab is closed, and nothing more is heard of it.
            let back = now + length;
            self.operators[operator].busy = true;
            self.later(back, Event::CallEnds(operator, usize::MAX));
        } else {
            self.later(now + length, Event::CallEnds(operator, number));
        }
    }

    fn call_ends(&mut self, operator: usize, number: usize, now: i64) {
        if number == usize::MAX {
            self.operators[operator].busy = false;
            return;
        }
        let note = || Paragraph::parse("在庫のご確認をお願いします").unwrap();
        let desk = |outcome| Act::Attempt { outcome, note: None };
        let act = match self.random.within(0, 100) {
            0..22 => desk(Outcome::NoAnswer),
            22..28 => desk(Outcome::Busy),
            28..36 => desk(Outcome::Voicemail),
            36..38 => desk(Outcome::WrongNumber),
            38 => Act::PutBack {},
            39..80 => desk(Outcome::Reached),
            80..84 => Act::Close { outcome: Closing::OrderTaken, note: None },
            84..95 => Act::HandOver { note: note() },
            _ => {
                // A time that suits, in the days to come.
                let shop = &self.shops[self.lives[number].shop];
                let wished = now + self.random.within(minutes(90), minutes(3 * 1_440));
                let at = (wished..).step_by(60).find(|at| shop.plain.is_callable(*at, shop.service.closing_minutes)).unwrap();
                Act::CallAgain { at: Instant::from_unix(at) }
            }
        };
        self.act(number, Actor::Desk, &act, Some(operator), now).unwrap_or_else(|refused| panic!("{refused:?} {act:?}"));
        let lasting = matches!(act, Act::PutBack {} | Act::CallAgain { .. } | Act::Attempt { outcome: Outcome::Reached, .. });
        if !lasting && self.random.chance(40) {
            // The wrong button: taken back within the minute.
            let (at, seq) = (now + self.random.within(5, 60), self.lives[number].ticket.seq);
            return self.later(at, Event::Undo(operator, number, seq));
        }
        match act {
            Act::Attempt { outcome: Outcome::Reached, .. } => {
                if self.random.chance(800) {
                    let end = now + self.random.within(20, 120);
                    return self.later(end, Event::Wrapped(operator, number));
                }
                for (chance, event) in [(120, Event::Reopen(number)), (200, Event::Rate(number))] {
                    if self.random.chance(chance) {
                        let at = now + self.random.within(minutes(5), minutes(600));
                        self.later(at, event);
                    }
                }
            }
            Act::HandOver { .. } => {
                self.seen.handed += 1;
                let by = self.lives[number].log.handed_by;
                let answer = match self.random.within(0, 10) {
                    0..7 => Some(now + self.random.within(60, by - now)),
                    7..9 => Some(by + self.random.within(60, DAY)),
                    _ => None,
                };
                answer.into_iter().for_each(|at| self.later(at, Event::ShopAnswers(number)));
            }
            Act::CallAgain { .. } => self.seen.agreed += 1,
            _ => {}
        }
        self.operators[operator].busy = false;
    }

    fn shop_answers(&mut self, number: usize, now: i64) {
        if self.lives[number].ticket.state != State::Handed {
            return;
        }
        let note = Paragraph::parse("在庫がございます").unwrap();
        let act = match self.random.within(0, 10) {
            0..6 => Act::Close { outcome: Closing::Solved, note: None },
            _ => Act::ReturnToDesk { note },
        };
        self.seen.returned += usize::from(matches!(act, Act::ReturnToDesk { .. }));
        self.act(number, Actor::Shop, &act, None, now).unwrap();
    }

    /// The tab of sales pitches is looked through daily.
    fn look_through(&mut self, now: i64) {
        for number in 0..self.lives.len() {
            if self.lives[number].ticket.state == State::SetAside {
                let act = if self.random.chance(150) { Act::PutBack {} } else { Act::Close { outcome: Closing::SalesPitch, note: None } };
                self.act(number, Actor::Desk, &act, Some(0), now).unwrap();
            }
        }
    }

    /// The clock takes back a call of which nothing more was heard, and not a
    /// second before.
    fn lapse(&mut self, number: usize, seq: u64, now: i64) {
        let life = &self.lives[number];
        if life.ticket.seq != seq {
            return;
        }
        let over = unix(life.ticket.lapses_at(&self.shops[life.shop].service)).unwrap() <= now;
        let done = self.act(number, Actor::Clock, &Act::PutBack {}, None, now);
        assert_eq!(done, if over { Ok(()) } else { Err(Refused::NotNow) });
        self.seen.lapsed += usize::from(over);
    }

    /// The desk in Tokyo closes the Saturday.
    fn change(&mut self, now: i64) {
        self.desks[0].close_saturday();
        for shop in self.shops.iter_mut().filter(|shop| shop.desk == 0) {
            shop.hear(&self.desks[0], 2);
        }
        for number in 0..self.lives.len() {
            let shop = &self.shops[self.lives[number].shop];
            if shop.desk == 0 && self.lives[number].ticket.state != State::Erased {
                self.lives[number].review(shop, now);
                if self.lives[number].log.broken {
                    self.seen.broken += 1;
                    // Half of them choose another.
                    if self.random.chance(500) {
                        let at = now + self.random.within(60, minutes(600));
                        self.later(at, Event::Shopper(number));
                    }
                }
            }
        }
    }

    /// The board at this moment, held against a plain recount.
    fn board(&mut self, desk: usize, day: i64, now: i64) {
        let board = recount::held(&self.desks[desk], desk, &self.shops, &self.lives, day, now);
        self.seen.late = self.seen.late.max(board.answers.late as usize);
        self.figures.push(recount::told(self.desks[desk].name, &board));
    }
}
