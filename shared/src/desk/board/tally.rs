//! From tickets, as the desk holds them, to a board.

use super::{
    AT_RISK_MINUTES, Answers, Board, Calls, DayFigures, FirstContact, OperatorFigures, OutcomeFigures, ShopFigures, Speed, Standing,
};
use crate::calendar::Calendar;
use crate::field::Name;
use crate::fill::filled;
use crate::id::Slug;
use crate::instant::Instant;
use crate::report::{Days, REPEAT_SECONDS, Repeats, kept, rate};
use crate::settings::DeskSettings;
use crate::ticket::{Closing, State};
use crate::urgency::Urgency;
use crate::zone::Zone;

/// A ticket as far as the board asks; what is empty or absent it doesn't hold.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// Its number, which counts for nothing.
    pub id: String,
    /// Its shop.
    pub shop: Option<Slug>,
    /// The shop's name for people.
    pub shop_name: String,
    /// When it was accepted.
    pub created_at: Option<Instant>,
    /// Where it stands; none where that can't be read.
    pub state: Option<State>,
    /// Whether it is urgent.
    pub urgency: Option<Urgency>,
    /// Its topic's slug; none of what was erased.
    pub topic: Option<String>,
    /// The number to call, as stored.
    pub phone: Option<String>,
    /// When the same number asked the last time before, at the same shop.
    pub earlier: Option<Instant>,
    /// The deadline: as it was when it was first answered, if it was.
    pub respond_by: Option<Instant>,
    /// The deadline that holds now.
    pub promised: Option<Instant>,
    /// The first answer, else the first call.
    pub answered: Option<Instant>,
    /// The start of the window that was chosen, if one was: when it was first
    /// answered, if it was.
    pub chosen: Option<Instant>,
    /// Whether the desk has closed its window.
    pub broken: i64,
    /// When the next call is planned.
    pub next_try: Option<Instant>,
    /// The last hand-over.
    pub handed: Option<Instant>,
    /// The shop's deadline.
    pub handed_by: Option<Instant>,
    /// How often it was reopened.
    pub reopened: i64,
    /// Its end.
    pub ended: Option<Instant>,
    /// Who ended it.
    pub ended_by: Option<Name>,
    /// What came of it.
    pub outcome: Option<Closing>,
    /// Its calls: a line each, of the outcome's name, a space and who called.
    pub calls: Option<String>,
}

filled! {
    Fact {
        id, shop, shop_name, created_at, state, urgency, topic, phone, earlier, respond_by, promised, answered, chosen, broken,
        next_try, handed, handed_by, reopened, ended, ended_by, outcome, calls,
    }
}

/// Names that are told apart.
const NAMES: usize = 200;

/// A board in the making.
#[derive(Clone, Debug)]
pub struct Tally {
    zone: Zone,
    start: Instant,
    end: Instant,
    /// The desk's open time.
    calendar: Calendar,
    /// That of shops which have booked less of it.
    booked: Vec<(Slug, Calendar)>,
    /// Open seconds of each that was answered: from the request on, and from a
    /// chosen window's start.
    waited: Vec<i64>,
    waited_net: Vec<i64>,
    board: Board,
}

impl Tally {
    /// Of nothing yet: of the desk with these settings, in its zone, looked at
    /// `now`; of one shop, if it is named.
    pub fn new(settings: &DeskSettings, zone: Zone, days: Days, now: Instant, shop: Option<Slug>) -> Self {
        let (start, end) = days.moments(&zone);
        let booked = settings.allotments.iter().filter(|(_, own)| own.week.is_some());
        let booked = booked.map(|(shop, own)| (shop.clone(), settings.calendar_for(own).resolve(days.from))).collect();
        let each = std::iter::successors(Some(days.from), |day| Some(day.next())).take_while(|day| *day <= days.to);
        let board = Board {
            at: now,
            from: days.from,
            to: days.to,
            zone: zone.name.clone(),
            shop,
            now: Standing::default(),
            answers: Answers::default(),
            urgent: Answers::default(),
            erased: 0,
            pitches: 0,
            speed: Speed::default(),
            first_contact: FirstContact::default(),
            repeats: Repeats { by_phone: 0, repeated: 0, rate: None },
            unreached: 0,
            cancelled: 0,
            handed: 0,
            calls: Calls::default(),
            outcomes: vec![],
            untold: 0,
            operators: vec![],
            shops: vec![],
            hours: vec![Answers::default(); 24],
            days: each.take(super::BOARD_DAYS_MAX as usize).map(|day| DayFigures { day, answers: Answers::default() }).collect(),
        };
        let calendar = settings.calendar.resolve(days.from);
        Self { zone, start, end, calendar, booked, waited: vec![], waited_net: vec![], board }
    }

    /// The moments between which requests count, the last one not.
    pub fn moments(&self) -> (Instant, Instant) {
        (self.start, self.end)
    }

    /// A ticket that hasn't ended, for what waits now.
    pub fn standing(&mut self, fact: &Fact) {
        if !self.is_own(fact) {
            return;
        }
        let at = self.board.at;
        let passed = |due: Option<Instant>| due.is_some_and(|due| due < at);
        let soon = || self.hours_of(fact).add_open_minutes(&self.zone, at, AT_RISK_MINUTES);
        let at_risk = |due: Option<Instant>| due.is_some_and(|due| due >= at && soon().is_some_and(|soon| due <= soon));
        let mut more = Standing::default();
        match fact.state {
            Some(State::Open | State::Calling | State::Retrying) => {
                more.calling = u64::from(fact.state == Some(State::Calling));
                if fact.next_try.is_some() {
                    (more.retrying, more.retry_due) = (1, u64::from(fact.next_try <= Some(at)));
                } else {
                    let urgent = fact.urgency == Some(Urgency::Urgent);
                    (more.waiting, more.urgent, more.broken) = (1, u64::from(urgent), u64::from(fact.broken != 0));
                    (more.late, more.at_risk) = (u64::from(passed(fact.promised)), u64::from(at_risk(fact.promised)));
                }
            }
            Some(State::Handed) => (more.handed, more.handed_late) = (1, u64::from(passed(fact.handed_by))),
            Some(State::SetAside) => more.set_aside = 1,
            _ => return,
        }
        let now = &mut self.board.now;
        now.waiting += more.waiting;
        now.urgent += more.urgent;
        now.at_risk += more.at_risk;
        now.late += more.late;
        now.broken += more.broken;
        now.retrying += more.retrying;
        now.retry_due += more.retry_due;
        now.calling += more.calling;
        now.handed += more.handed;
        now.handed_late += more.handed_late;
        now.set_aside += more.set_aside;
    }

    /// A ticket of these days; one of others counts for nothing.
    pub fn request(&mut self, fact: &Fact) {
        let Some(at) = fact.created_at.filter(|at| (self.start..self.end).contains(at) && self.is_own(fact)) else { return };
        let pitched = fact.state == Some(State::SetAside)
            || fact.outcome == Some(Closing::SalesPitch)
            || fact.topic.as_deref() == Some("sales_pitch");
        if pitched {
            self.board.pitches += 1;
            return;
        }
        let known = fact.topic.is_some() && fact.state != Some(State::Erased);
        let in_time = if known { fact.kept(self.board.at) } else { None };
        self.answers(fact, at, in_time);
        if !known {
            self.board.erased += 1;
            return;
        }
        if fact.phone.is_some() {
            self.by_phone(fact, at);
        }
        let board = &mut self.board;
        board.unreached += u64::from(fact.state == Some(State::Unreached));
        board.cancelled += u64::from(fact.state == Some(State::Cancelled));
        board.handed += u64::from(fact.handed.is_some());
        if fact.state == Some(State::Done) {
            match fact.outcome {
                Some(outcome) => count(&mut board.outcomes, outcome),
                None => board.untold += 1,
            }
        }
        let by_desk = matches!(fact.state, Some(State::Done | State::Unreached));
        if by_desk && let Some(own) = operator(&mut board.operators, fact.ended_by.clone()) {
            own.ended += 1;
        }
        let spoken = self.calls(fact.calls.as_deref().unwrap_or_default());
        let first = &mut self.board.first_contact;
        first.spoken += u64::from(spoken > 0);
        let enough = spoken == 1 && fact.state == Some(State::Done) && fact.handed.is_none() && fact.reopened == 0;
        first.resolved += u64::from(enough && fact.outcome != Some(Closing::Forwarded));
    }

    /// The board.
    pub fn board(self) -> Board {
        let Self { waited, waited_net, mut board, .. } = self;
        board.speed = Speed {
            answered: u64::try_from(waited.len()).unwrap_or(u64::MAX),
            average: average(&waited),
            median: median(&waited),
            net_average: average(&waited_net),
            net_median: median(&waited_net),
        };
        board.repeats.rate = rate(board.repeats.repeated, board.repeats.by_phone);
        board.first_contact.rate = rate(board.first_contact.resolved, board.first_contact.spoken);
        let parts = board.shops.iter_mut().map(|own| &mut own.answers).chain(&mut board.hours);
        let parts = parts.chain(board.days.iter_mut().map(|own| &mut own.answers)).chain([&mut board.answers, &mut board.urgent]);
        parts.for_each(|own| own.rate = rate(own.in_time, own.in_time + own.late));
        board
    }

    /// Whether it belongs to the shop that the board is narrowed to.
    fn is_own(&self, fact: &Fact) -> bool {
        self.board.shop.is_none() || self.board.shop == fact.shop
    }

    /// The open time in which its shop is served.
    fn hours_of(&self, fact: &Fact) -> &Calendar {
        let booked = self.booked.iter().find(|(shop, _)| Some(shop) == fact.shop.as_ref());
        booked.map_or(&self.calendar, |(_, calendar)| calendar)
    }

    /// Counts it in all, in its shop, its hour and its day.
    fn answers(&mut self, fact: &Fact, at: Instant, in_time: Option<bool>) {
        let local = self.zone.local(at);
        let board = &mut self.board;
        let day = local.and_then(|local| usize::try_from(local.day.epoch_days() - board.from.epoch_days()).ok());
        let hour = local.and_then(|local| usize::try_from(local.second / 3_600).ok());
        let parts = [
            Some(&mut board.answers),
            Some(&mut board.urgent).filter(|_| fact.urgency == Some(Urgency::Urgent)),
            hour.and_then(|hour| board.hours.get_mut(hour)),
            day.and_then(|day| board.days.get_mut(day)).map(|day| &mut day.answers),
            fact.shop.as_ref().and_then(|shop| of_shop(&mut board.shops, shop, &fact.shop_name)),
        ];
        for part in parts.into_iter().flatten() {
            part.requests += 1;
            part.in_time += u64::from(in_time == Some(true));
            part.late += u64::from(in_time == Some(false));
        }
    }

    fn by_phone(&mut self, fact: &Fact, at: Instant) {
        let repeats = &mut self.board.repeats;
        repeats.by_phone += 1;
        repeats.repeated += u64::from(fact.earlier.is_some_and(|earlier| at.unix() - earlier.unix() <= REPEAT_SECONDS));
        if let Some(answered) = fact.first_done() {
            let calendar = self.hours_of(fact);
            let waited = |since| calendar.open_seconds(&self.zone, since, answered);
            let (gross, net) = (waited(at), waited(fact.chosen.unwrap_or(at)));
            self.waited.push(gross);
            self.waited_net.push(net);
        }
    }

    /// Counts calls; how often the shopper was spoken to.
    fn calls(&mut self, lines: &str) -> u64 {
        let mut spoken = 0;
        for line in lines.lines() {
            let (outcome, by) = line.split_once(' ').unwrap_or((line, ""));
            let calls = &mut self.board.calls;
            let calls = match outcome {
                "reached" => &mut calls.reached,
                "no_answer" => &mut calls.no_answer,
                "busy" => &mut calls.busy,
                "voicemail" => &mut calls.voicemail,
                _ => &mut calls.wrong_number,
            };
            *calls += 1;
            let reached = u64::from(outcome == "reached");
            spoken += reached;
            if let Some(own) = operator(&mut self.board.operators, Name::parse(by).ok()) {
                own.calls += 1;
                own.reached += reached;
            }
        }
        spoken
    }
}

impl Fact {
    /// When it was answered first.
    fn first_done(&self) -> Option<Instant> {
        let end = self.ended.filter(|_| self.state != Some(State::Cancelled));
        [self.answered, self.handed, end].into_iter().flatten().min()
    }

    fn kept(&self, now: Instant) -> Option<bool> {
        kept(self.respond_by?, self.first_done(), self.ended, now)
    }
}

/// A shop's place in the order of shops.
fn of_shop<'a>(shops: &'a mut Vec<ShopFigures>, shop: &Slug, name: &str) -> Option<&'a mut Answers> {
    let place = shops.iter().position(|own| own.shop.as_str() >= shop.as_str()).unwrap_or(shops.len());
    if shops.get(place).is_none_or(|own| own.shop != *shop) {
        shops.insert(place, ShopFigures { shop: shop.clone(), name: name.to_owned(), answers: Answers::default() });
    }
    shops.get_mut(place).map(|own| &mut own.answers)
}

fn count(outcomes: &mut Vec<OutcomeFigures>, outcome: Closing) {
    let place = outcomes.iter().position(|own| own.outcome as u8 >= outcome as u8).unwrap_or(outcomes.len());
    match outcomes.get_mut(place).filter(|own| own.outcome == outcome) {
        Some(own) => own.count += 1,
        None => outcomes.insert(place, OutcomeFigures { outcome, count: 1 }),
    }
}

/// Somebody's place in the order of names.
fn operator(all: &mut Vec<OperatorFigures>, name: Option<Name>) -> Option<&mut OperatorFigures> {
    let before = |own: &OperatorFigures| own.name.as_ref().map(Name::as_str) < name.as_ref().map(Name::as_str);
    let place = all.partition_point(before);
    let known = all.get(place).is_some_and(|own| own.name == name);
    if !known && name.is_some() && all.len() >= NAMES {
        return operator(all, None);
    }
    if !known {
        all.insert(place, OperatorFigures { name, calls: 0, reached: 0, ended: 0 });
    }
    all.get_mut(place)
}

fn average(seconds: &[i64]) -> Option<i64> {
    seconds.iter().sum::<i64>().checked_div(i64::try_from(seconds.len()).ok()?)
}

/// The least that half of them don't exceed, found by halving: to put them in
/// order would take more code.
fn median(seconds: &[i64]) -> Option<i64> {
    let (mut low, mut high) = (0, seconds.iter().copied().max()?);
    while low < high {
        let middle = low + (high - low) / 2;
        let within = seconds.iter().filter(|own| **own <= middle).count();
        if within * 2 >= seconds.len() { high = middle } else { low = middle + 1 }
    }
    Some(low)
}
