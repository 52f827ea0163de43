//! A plain recomputation of all that is promised: minute by minute over an
//! array of what the clocks show and whether anybody is there. It shares no
//! code with the calendar, and knows holidays as a list.

/// What a zone's clocks are ahead of UTC, in seconds, at a moment.
pub type Offset = fn(i64) -> i64;

/// Hours of a day, in minutes since midnight.
pub type Day = &'static [(i64, i64)];

/// A window or a stretch: from, until.
pub type Span = (i64, i64);

pub const MINUTE: i64 = 60;
pub const DAY: i64 = 86_400;

/// A minute: the day and the second of it that the clocks show, and which
/// stretch of open time it belongs to; 0 for none.
#[derive(Clone, Copy)]
struct Minute {
    day: i64,
    clock: i64,
    stretch: usize,
}

/// Some weeks of a desk as one shop has booked it.
pub struct Plain {
    from: i64,
    minutes: Vec<Minute>,
    /// Of each minute, the first one after its stretch.
    ends: Vec<usize>,
    windows: Vec<Span>,
}

impl Plain {
    /// `week`: Monday first. `closed`: days since 1970 on which nobody is there.
    pub fn new(offset: Offset, week: [Day; 7], closed: &[i64], length: i64, (from, days): (i64, i64)) -> Self {
        let mut minutes: Vec<Minute> = vec![];
        let (mut stretch, mut last) = (0, None);
        for number in 0..days * 1_440 {
            let shown = from + number * MINUTE + offset(from + number * MINUTE);
            let (day, clock) = (shown.div_euclid(DAY), shown.rem_euclid(DAY));
            let hours = week[(day + 3).rem_euclid(7) as usize];
            let within = hours.iter().position(|(start, end)| (*start..*end).contains(&(clock / MINUTE)));
            let within = within.filter(|_| !closed.contains(&day)).map(|place| (day, place));
            if within.is_some() && within != last {
                stretch += 1;
            }
            last = within;
            minutes.push(Minute { day, clock, stretch: if within.is_some() { stretch } else { 0 } });
        }
        let mut ends = vec![minutes.len(); minutes.len()];
        for number in (0..minutes.len() - 1).rev() {
            let same = minutes[number].stretch == minutes[number + 1].stretch;
            ends[number] = if same { ends[number + 1] } else { number + 1 };
        }
        let mut own = Self { from, minutes, ends, windows: vec![] };
        let mut number = 0;
        while number < own.minutes.len() {
            let end = own.ends[number];
            if own.minutes[number].stretch > 0 && end < own.minutes.len() {
                let mut start = number;
                while start + length as usize <= end {
                    own.windows.push((own.at(start), own.at(start + length as usize)));
                    start += length as usize;
                }
            }
            number = end;
        }
        own
    }

    fn at(&self, minute: usize) -> i64 {
        self.from + minute as i64 * MINUTE
    }

    fn minute(&self, at: i64) -> usize {
        ((at - self.from) / MINUTE) as usize
    }

    pub fn is_open(&self, at: i64) -> bool {
        self.minutes[self.minute(at)].stretch > 0
    }

    /// Whether the whole of it is open.
    pub fn is_open_throughout(&self, (start, end): Span) -> bool {
        (self.minute(start)..self.minute(end)).all(|minute| self.minutes[minute].stretch > 0)
    }

    /// The first open moment.
    fn next_open(&self, at: i64) -> i64 {
        let minute = (self.minute(at)..self.minutes.len()).find(|minute| self.minutes[*minute].stretch > 0);
        self.at(minute.expect("it opens again")).max(at)
    }

    /// So many open minutes later.
    pub fn add_open(&self, at: i64, minutes: i64) -> i64 {
        let (mut now, mut left) = (self.next_open(at), minutes * MINUTE);
        loop {
            let minute = self.minute(now);
            let end = self.at(minute + 1);
            if self.minutes[minute].stretch > 0 {
                let taken = left.min(end - now);
                (now, left) = (now + taken, left - taken);
                if left == 0 {
                    return now;
                }
            }
            now = now.max(end);
        }
    }

    /// Open seconds from one moment to another.
    pub fn open_between(&self, from: i64, until: i64) -> i64 {
        let minutes = (self.minute(from)..=self.minute(until)).filter(|minute| self.minutes[*minute].stretch > 0);
        minutes.map(|minute| (until.min(self.at(minute + 1)) - from.max(self.at(minute))).max(0)).sum()
    }

    /// The same clock time so many open days later, else the next opening
    /// after; so many times 24 hours where it is open all the while.
    pub fn after_days(&self, at: i64, days: usize) -> i64 {
        let start = self.next_open(at);
        let later = start + days as i64 * DAY;
        if self.is_open_throughout((start, later)) && self.is_open(later - 1) {
            return later;
        }
        let first = self.minutes[self.minute(start)];
        let clock = first.clock + start % MINUTE;
        let mut open_days: Vec<i64> = vec![];
        for minute in &self.minutes[self.minute(start)..] {
            if minute.stretch > 0 && minute.day > first.day && open_days.last() != Some(&minute.day) {
                open_days.push(minute.day);
            }
        }
        let day = open_days[days - 1];
        // Whole minutes show whole minutes; the rest is added.
        let same = (0..self.minutes.len())
            .find(|number| self.minutes[*number].day == day && self.minutes[*number].clock >= clock / MINUTE * MINUTE);
        self.next_open(self.at(same.unwrap()) + start % MINUTE)
    }

    /// The windows that have not ended, up to the horizon.
    fn grid(&self, now: i64, horizon_days: i64) -> impl Iterator<Item = Span> + '_ {
        self.windows.iter().copied().filter(move |(start, end)| *end > now && *start < now + horizon_days * DAY)
    }

    /// Those that may be chosen and have a place.
    pub fn free(&self, now: i64, rules: (i64, i64), places: u32, taken: impl Fn(i64) -> u32) -> Vec<Span> {
        let (lead, horizon) = rules;
        self.grid(now, horizon).filter(|(start, _)| *start >= now + lead * MINUTE && taken(*start) < places).collect()
    }

    /// As soon as possible: the deadline, and the window whose place is taken.
    pub fn asap(&self, now: i64, urgent: Option<i64>, rules: (i64, i64), places: u32, taken: impl Fn(i64) -> u32) -> Option<(i64, Span)> {
        let (lead, horizon) = rules;
        let due = self.add_open(now, urgent.unwrap_or(lead));
        let window = self.grid(now, horizon).find(|(start, end)| *end >= due && taken(*start) < places)?;
        Some((if urgent.is_some() && window.0 <= due { due } else { window.1 }, window))
    }

    /// Whether a call may begin in this minute: not in the last ones before a
    /// closing.
    pub fn is_callable(&self, at: i64, closing: i64) -> bool {
        self.callable(self.minute(at), closing)
    }

    fn callable(&self, minute: usize, closing: i64) -> bool {
        let end = self.ends[minute];
        let goes_on = self.minutes.get(end).is_some_and(|next| next.stretch > 0);
        self.minutes[minute].stretch > 0 && (goes_on || (minute as i64) < end as i64 - closing)
    }

    /// When to call again after a call in vain.
    pub fn next_try(&self, now: i64, gap: i64, closing: i64, chosen: Option<Span>) -> i64 {
        let after = self.add_open(now, gap);
        let first = self.minute(after);
        // Where the window's hours begin on the day that is looked at.
        let mut hours = (0, None);
        let mut suits = |minute: usize| {
            let Some((start, end)) = chosen else { return true };
            let clock = self.minutes[self.minute(start)].clock;
            let day = self.minutes[minute].day;
            if hours.0 != day {
                let own = |own: &usize| self.minutes[*own].day == day && self.minutes[*own].clock >= clock;
                hours = (day, (minute.saturating_sub(1_600)..minute + 1_600).find(own));
            }
            hours.1.is_some_and(|begin| (begin..begin + ((end - start) / MINUTE) as usize).contains(&minute))
        };
        let minute = (first..self.minutes.len()).find(|minute| self.callable(*minute, closing) && suits(*minute));
        self.at(minute.expect("there are such hours")).max(after)
    }

    /// What a clock of the zone shows: the day, and the hour of it.
    pub fn shown(&self, at: i64) -> (i64, usize) {
        let minute = self.minutes[self.minute(at)];
        (minute.day, (minute.clock / 3_600) as usize)
    }
}
