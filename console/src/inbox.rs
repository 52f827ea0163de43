//! The tickets that the console knows, and in which list and order they are
//! shown. Pure: the time is an argument.

use madoguchi_shared::Instant;
use madoguchi_shared::desk::{Page, PersonId, Row};
use madoguchi_shared::id::TicketId;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::ticket::State;
use madoguchi_shared::urgency::Urgency;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The desk's tickets, as the server has told them so far.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    rows: HashMap<TicketId, Arc<Row>>,
    /// What the list is known up to.
    pub version: u64,
    /// Whether all of it has come.
    pub complete: bool,
    /// The desk's open time.
    pub hours: Option<Arc<DeskHours>>,
    /// What a list that begins anew has not named yet: gone, if it never does.
    unnamed: HashSet<TicketId>,
}

/// What operators look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum List {
    /// What waits for the desk.
    #[default]
    Waiting,
    /// What the desk should have called by now.
    Late,
    /// What I have taken, or was handed.
    Mine,
    /// 取次: what the shop has.
    Handed,
    /// 営業: what was set aside.
    SetAside,
    /// What has ended of late.
    Ended,
}

impl List {
    /// In the order of their keys.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Late, Self::Mine, Self::Handed, Self::SetAside, Self::Ended];

    /// Its name among the words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "list.waiting",
            Self::Late => "list.late",
            Self::Mine => "list.mine",
            Self::Handed => "list.handed",
            Self::SetAside => "list.set_aside",
            Self::Ended => "list.ended",
        }
    }

    fn has(self, row: &Row, me: &PersonId, now: Instant) -> bool {
        match self {
            Self::Waiting => row.state.is_at_desk(),
            Self::Late => is_late(row, now),
            Self::Mine => is_held_by(row, me, now),
            Self::Handed => row.state == State::Handed,
            Self::SetAside => row.state == State::SetAside,
            Self::Ended => row.state.is_ended() && row.state != State::Erased,
        }
    }
}

/// A part of a list, most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// 至急.
    Urgent,
    /// To be called now.
    Now,
    /// Its shopper chose a window that is still to come.
    Coming,
    /// Waits for its next try.
    Retrying,
}

impl Section {
    /// Its name among the words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Urgent => "section.urgent",
            Self::Now => "section.now",
            Self::Coming => "section.coming",
            Self::Retrying => "section.retrying",
        }
    }

    /// Where a ticket that waits for the desk belongs.
    pub fn of(row: &Row, now: Instant) -> Self {
        let ahead = |at: Option<Instant>| at.is_some_and(|at| at > now);
        match row.state {
            State::Retrying if ahead(row.due) => Self::Retrying,
            State::Open if ahead(row.window.map(|window| window.start)) => Self::Coming,
            _ if row.urgency == Urgency::Urgent => Self::Urgent,
            _ => Self::Now,
        }
    }
}

/// One line of what is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// A section begins, with so many tickets.
    Head(Section, usize),
    /// A ticket.
    Row(TicketId),
}

/// What has happened that an operator wants to hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// A ticket is new to the desk.
    New(Arc<Row>),
    /// Its shopper called it off.
    Cancelled(Arc<Row>),
    /// A colleague handed it over.
    PassedOn(Arc<Row>),
}

/// How many there are in each list, and how many of what waits are urgent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By [`List::ALL`].
    pub lists: [usize; 6],
    /// Urgent ones that wait.
    pub urgent: usize,
}

/// Whether I have taken it, and it hasn't run out.
pub fn is_held_by(row: &Row, me: &PersonId, now: Instant) -> bool {
    row.holder(now).is_some_and(|claim| claim.by == *me)
}

/// Whether I may act on it: nobody else has taken it.
pub fn may_act(row: &Row, me: &PersonId, now: Instant) -> bool {
    row.state != State::Erased && row.holder(now).is_none_or(|claim| claim.by == *me)
}

/// Whether somebody should have called by now. A call under way is in time.
pub fn is_late(row: &Row, now: Instant) -> bool {
    let waits = matches!(row.state, State::Open | State::Retrying | State::Handed);
    waits && row.due.is_some_and(|due| due < now)
}

impl Inbox {
    /// One ticket.
    pub fn row(&self, id: &TicketId) -> Option<Arc<Row>> {
        self.rows.get(id).cloned()
    }

    /// Takes a page: of a list that begins anew what it never names is gone,
    /// and it is known up to its first page's version: what has changed while
    /// the others came may lie before them.
    pub fn take_page(&mut self, page: Page) {
        if let Some(hours) = page.hours {
            self.hours = Some(Arc::new(hours));
        }
        if page.whole {
            self.unnamed = self.rows.keys().cloned().collect();
            self.complete = false;
            self.version = page.version;
        } else if self.complete {
            self.version = self.version.max(page.version);
        }
        for row in page.rows {
            self.unnamed.remove(&row.id);
            self.put(row);
        }
        if page.next.is_none() {
            let reached = self.version;
            for id in std::mem::take(&mut self.unnamed) {
                if self.rows.get(&id).is_some_and(|row| row.version <= reached) {
                    self.rows.remove(&id);
                }
            }
            self.complete = true;
        }
    }

    /// Takes a row that came live; tells what is news in it, and whether some
    /// before it were missed.
    pub fn take(&mut self, row: Row, me: &PersonId) -> (Option<News>, bool) {
        let missed = row.version > self.version + 1;
        self.version = self.version.max(row.version);
        let before = self.rows.get(&row.id).cloned();
        if before.as_ref().is_some_and(|known| known.version >= row.version) {
            return (None, missed);
        }
        let now = Arc::new(row);
        self.put(Row::clone(&now));
        let waits = now.state.is_at_desk();
        let waited = before.as_ref().is_some_and(|before| before.state.is_at_desk());
        let mine = |row: &Row| row.claim.as_ref().is_some_and(|claim| claim.by == *me && claim.from.is_some());
        let news = match before {
            _ if waits && !waited => Some(News::New(now)),
            Some(before) if now.state == State::Cancelled && before.state != State::Cancelled => Some(News::Cancelled(now)),
            Some(before) if mine(&now) && !mine(&before) => Some(News::PassedOn(now)),
            _ => None,
        };
        (news, missed)
    }

    /// A higher version replaces a lower one; who is forgotten leaves no line.
    /// Of a row that came as an answer others before it may not have been heard
    /// of: what is known stays as it was.
    pub fn put(&mut self, row: Row) {
        if self.rows.get(&row.id).is_some_and(|known| known.version >= row.version) {
            return;
        }
        match row.state {
            State::Erased => drop(self.rows.remove(&row.id)),
            _ => drop(self.rows.insert(row.id.clone(), Arc::new(row))),
        }
    }

    /// The lines of a list: what waits by sections; in each, and in the other
    /// lists, in the order of [`Row::place`]. `fits` narrows it.
    pub fn view(&self, list: List, me: &PersonId, now: Instant, fits: impl Fn(&Row) -> bool) -> Vec<Item> {
        let mut rows: Vec<&Row> = self.rows.values().map(|row| &**row).filter(|row| list.has(row, me, now) && fits(row)).collect();
        let section = |row: &Row| (list == List::Waiting).then(|| Section::of(row, now));
        // As the server's list has them.
        rows.sort_by_cached_key(|row| (section(row), row.place()));
        let mut items = Vec::with_capacity(rows.len() + 4);
        let mut last = None;
        for row in &rows {
            let own = section(row);
            if let Some(new) = own.filter(|_| own != last) {
                items.push(Item::Head(new, rows.iter().filter(|other| section(other) == own).count()));
                last = own;
            }
            items.push(Item::Row(row.id.clone()));
        }
        items
    }

    /// How many there are.
    pub fn counts(&self, me: &PersonId, now: Instant) -> Counts {
        let mut counts = Counts::default();
        for row in self.rows.values() {
            for (list, count) in List::ALL.iter().zip(&mut counts.lists) {
                *count += usize::from(list.has(row, me, now));
            }
            counts.urgent += usize::from(row.state.is_at_desk() && row.urgency == Urgency::Urgent);
        }
        counts
    }
}

#[cfg(test)]
#[path = "inbox_tests.rs"]
mod tests;
