//! "Can this order still be changed, cancelled, returned, and what does it
//! cost?" Every combination has an answer.

use super::{Condition, Edit, EditTerm, GoodsBack, Payer, Policy, Verdict};
use crate::day::Day;
use crate::instant::Instant;
use crate::money::Money;
use crate::topic::Topic;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// What a shopper wants to do with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Want {
    /// 変更: other goods, another number, another address.
    Change,
    /// キャンセル.
    Cancel,
    /// 返品 of goods that are as ordered.
    Return,
    /// 交換 of goods that are as ordered.
    Exchange,
    /// 初期不良・誤配・欠品: have it put right.
    Defect,
}

impl Want {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Change, Self::Cancel, Self::Return, Self::Exchange, Self::Defect];

    /// What a topic comes down to, if the order policy speaks of it.
    pub fn of(topic: Topic) -> Option<Self> {
        match topic {
            Topic::OrderChange | Topic::AddressChange => Some(Self::Change),
            Topic::OrderCancel | Topic::DoubleOrder => Some(Self::Cancel),
            Topic::Return => Some(Self::Return),
            Topic::Exchange => Some(Self::Exchange),
            Topic::Defect | Topic::MissingItem | Topic::WrongItem => Some(Self::Defect),
            _ => None,
        }
    }

    /// As it stands on the wire and in the keys of texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Cancel => "cancel",
            Self::Return => "return",
            Self::Exchange => "exchange",
            Self::Defect => "defect",
        }
    }
}

/// How far an order has got. Days are the shop's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shipping {
    /// Not known.
    #[default]
    Unknown,
    /// It hasn't left.
    NotShipped,
    /// It has left, on that day if it is known.
    Shipped(Option<Day>),
    /// It has arrived.
    Delivered(Day),
}

/// What is known of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFacts {
    /// When it was placed.
    pub placed_at: Option<Instant>,
    /// How far it has got.
    pub shipping: Shipping,
}

/// Why an answer is what it is. Stable on the wire; texts are keyed
/// `policy.<reason>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Granted, shipped or not.
    Allowed,
    /// Granted, as it hasn't been shipped.
    BeforeShipping,
    /// Granted until the cut-off of the day on which it ships.
    UntilCutoff,
    /// Granted although it has been shipped.
    AfterShipping,
    /// Granted: not so many days have passed since delivery.
    WithinDays,
    /// Granted for so many days from delivery on, which is yet to come or was
    /// less than so many days ago.
    FromDelivery,
    /// This shop doesn't grant it.
    NotOffered,
    /// The cut-off of the day on which it ships has passed.
    AfterCutoff,
    /// It has been shipped.
    Shipped,
    /// It has been delivered: it may be returned, but no more be changed.
    Delivered,
    /// More than so many days have passed since delivery.
    TooLate,
    /// The shop leaves it to the desk.
    Ask,
    /// It is granted if it hasn't been shipped, which isn't known.
    ShippingUnknown,
    /// Today's parcels are on their way out, and this may be one of them.
    ShippingToday,
    /// It is granted for so many days from delivery on, which may have passed.
    DeliveryUnknown,
    /// A fault told of later than so many days after delivery. The shopper may
    /// have rights all the same (民法562条以下).
    LateReport,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Allowed,
        Self::BeforeShipping,
        Self::UntilCutoff,
        Self::AfterShipping,
        Self::WithinDays,
        Self::FromDelivery,
        Self::NotOffered,
        Self::AfterCutoff,
        Self::Shipped,
        Self::Delivered,
        Self::TooLate,
        Self::Ask,
        Self::ShippingUnknown,
        Self::ShippingToday,
        Self::DeliveryUnknown,
        Self::LateReport,
    ];

    /// Its verdict and the code as it stands on the wire.
    fn row(self) -> (Verdict, &'static str) {
        match self {
            Self::Allowed => (Verdict::Yes, "allowed"),
            Self::BeforeShipping => (Verdict::Yes, "before_shipping"),
            Self::UntilCutoff => (Verdict::Yes, "until_cutoff"),
            Self::AfterShipping => (Verdict::Yes, "after_shipping"),
            Self::WithinDays => (Verdict::Yes, "within_days"),
            Self::FromDelivery => (Verdict::Yes, "from_delivery"),
            Self::NotOffered => (Verdict::No, "not_offered"),
            Self::AfterCutoff => (Verdict::No, "after_cutoff"),
            Self::Shipped => (Verdict::No, "shipped"),
            Self::Delivered => (Verdict::No, "delivered"),
            Self::TooLate => (Verdict::No, "too_late"),
            Self::Ask => (Verdict::Ask, "ask"),
            Self::ShippingUnknown => (Verdict::Ask, "shipping_unknown"),
            Self::ShippingToday => (Verdict::Ask, "shipping_today"),
            Self::DeliveryUnknown => (Verdict::Ask, "delivery_unknown"),
            Self::LateReport => (Verdict::Ask, "late_report"),
        }
    }

    /// The verdict that it always goes with.
    pub fn verdict(self) -> Verdict {
        self.row().0
    }

    /// The code as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }
}

/// An answer, which [`words`](super::words) puts into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was asked.
    pub want: Want,
    /// Whether it is granted.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// What it costs where it is granted or may be; nothing is an amount of 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// The first moment at which it isn't granted any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The days from delivery that the reason speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// What state the goods must be in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Who pays for sending them back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postage: Option<Payer>,
}

/// Whether `want` is granted for an order at `now`, by the shop's terms and
/// the clocks of its zone.
pub fn answer(want: Want, order: &OrderFacts, policy: &Policy, zone: &Zone, now: Instant) -> Answer {
    let asked = Asked { want, order, policy, zone, now };
    match want {
        Want::Change => asked.edit(&policy.change),
        Want::Cancel => asked.edit(&policy.cancel),
        Want::Return => asked.goods_back(&policy.give_back),
        Want::Exchange => asked.goods_back(&policy.exchange),
        Want::Defect => asked.defect(),
    }
}

struct Asked<'a> {
    want: Want,
    order: &'a OrderFacts,
    policy: &'a Policy,
    zone: &'a Zone,
    now: Instant,
}

impl Asked<'_> {
    fn says(&self, reason: Reason) -> Answer {
        let (want, verdict) = (self.want, reason.verdict());
        Answer { want, verdict, reason, fee: None, until: None, days: None, condition: None, postage: None }
    }

    fn costs(&self, reason: Reason, fee: u32) -> Answer {
        Answer { fee: Some(self.policy.money(fee)), ..self.says(reason) }
    }

    fn edit(&self, terms: &Edit) -> Answer {
        let (before, after) = (&terms.before_shipping, &terms.after_shipping);
        match self.order.shipping {
            Shipping::NotShipped => self.unshipped(before),
            Shipping::Shipped(_) => match after.allowed {
                Verdict::Yes => self.costs(Reason::AfterShipping, after.fee),
                Verdict::No => self.says(Reason::Shipped),
                Verdict::Ask => self.says(Reason::Ask),
            },
            Shipping::Delivered(_) if after.allowed == Verdict::Ask => self.says(Reason::Ask),
            Shipping::Delivered(_) => self.says(Reason::Delivered),
            Shipping::Unknown if before.until_cutoff && self.ships_later() => self.unshipped(before),
            Shipping::Unknown => match (before.allowed, after.allowed) {
                (Verdict::Yes, Verdict::Yes) if before.fee == after.fee && !before.until_cutoff => self.costs(Reason::Allowed, before.fee),
                (Verdict::Yes, _) => self.costs(Reason::ShippingUnknown, before.fee),
                (Verdict::No, Verdict::No) => self.says(Reason::NotOffered),
                _ => self.says(Reason::Ask),
            },
        }
    }

    /// Whether the day on which the order ships, at the earliest, has not
    /// reached its cut-off.
    fn ships_later(&self) -> bool {
        let ships = self.order.placed_at.and_then(|placed| self.policy.next_cutoff(self.zone, placed));
        ships.is_some_and(|cutoff| self.now < cutoff)
    }

    fn unshipped(&self, term: &EditTerm) -> Answer {
        match term.allowed {
            Verdict::No => self.says(Reason::NotOffered),
            Verdict::Ask => self.says(Reason::Ask),
            Verdict::Yes if term.until_cutoff && self.policy.same_day_cutoff.is_some() => self.until_cutoff(term),
            Verdict::Yes => self.costs(Reason::BeforeShipping, term.fee),
        }
    }

    /// It ships at the next cut-off, at the earliest; unless that has passed
    /// today, and it was placed before.
    fn until_cutoff(&self, term: &EditTerm) -> Answer {
        let placed = self.order.placed_at;
        if let Some(passed) = self.policy.passed_cutoff(self.zone, self.now)
            && placed.is_none_or(|placed| placed < passed)
        {
            // An older order that still hasn't left may leave today or not.
            let ships_today = placed.is_some_and(|placed| self.policy.next_cutoff(self.zone, placed) == Some(passed));
            return self.says(if ships_today { Reason::AfterCutoff } else { Reason::ShippingToday });
        }
        match self.policy.next_cutoff(self.zone, self.now) {
            Some(until) => Answer { until: Some(until), ..self.costs(Reason::UntilCutoff, term.fee) },
            None => self.says(Reason::Ask),
        }
    }

    fn goods_back(&self, terms: &GoodsBack) -> Answer {
        let base = match terms.allowed {
            Verdict::Yes => self.since_delivery(terms.within_days, terms.fee, Reason::TooLate),
            Verdict::No => self.says(Reason::NotOffered),
            Verdict::Ask => self.says(Reason::Ask),
        };
        // What can't be had at all has no conditions.
        match base.fee {
            Some(_) => Answer { condition: Some(terms.condition), postage: Some(terms.postage), ..base },
            None => base,
        }
    }

    fn defect(&self) -> Answer {
        let Some(days) = self.policy.defect_days else { return self.says(Reason::Ask) };
        let base = self.since_delivery(days, 0, Reason::LateReport);
        match base.fee {
            Some(_) => Answer { postage: Some(Payer::Shop), ..base },
            None => base,
        }
    }

    /// What is granted for some days from delivery on; `late` after them.
    fn since_delivery(&self, days: u32, fee: u32, late: Reason) -> Answer {
        let today = self.zone.local(self.now).map(|local| local.day);
        let last = |from: Day| from.plus_days(i64::from(days));
        let in_time = |from: Day| today.is_none_or(|today| today <= last(from));
        let placed = self.order.placed_at.and_then(|placed| self.zone.local(placed)).map(|local| local.day);
        let base = match self.order.shipping {
            Shipping::Delivered(day) if in_time(day) => {
                let until = self.zone.instant_at(crate::zone::Local { day: last(day).next(), second: 0 });
                Answer { until: Some(until), ..self.costs(Reason::WithinDays, fee) }
            }
            Shipping::Delivered(_) => self.says(late),
            Shipping::NotShipped | Shipping::Shipped(_) => self.costs(Reason::FromDelivery, fee),
            // Nothing arrives before it was ordered.
            Shipping::Unknown if placed.is_some_and(in_time) => self.costs(Reason::FromDelivery, fee),
            Shipping::Unknown => self.costs(Reason::DeliveryUnknown, fee),
        };
        Answer { days: Some(days), ..base }
    }
}
