//! The panel's state, one value that can be copied into every closure.

use crate::host::{self, Host, Page};
use crate::kept::{self, Kept};
use crate::later::{self, Act};
use crate::request::Request;
use crate::screen::home;
use crate::shop::Shop;
use crate::slot::Slot;
use crate::unsent::{self, EXPIRED, Unsent};
use madoguchi_shared::scrub::scrub;
use madoguchi_shared::ticket::Status;
use madoguchi_shared::{Topic, script};

/// How often the state of a request is asked for while it is looked at, in
/// seconds.
pub const TICK: u32 = 10;
/// From this width on the panel stands beside the page instead of over it.
const ROOMY: &str = "(min-width: 600px) and (min-height: 480px)";

/// Where a talk in steps stands.
const STEP: &str = "#step";
/// The most that is said of what was looked up, in bytes: no more than fits its
/// field, in any language.
const LOOKED_UP_MAX: usize = 1_000;

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Search and questions.
    Home,
    /// One answer.
    Answer(usize),
    /// The request.
    Form,
    /// What became of it.
    Receipt,
}

/// The panel.
#[derive(Clone, Copy)]
pub struct Panel {
    /// The shop.
    pub shop: &'static Shop,
    /// The world outside.
    pub host: Host,
    /// Whether it covers the page, so that nothing else can be reached.
    pub modal: Slot<bool>,
    /// What is shown.
    pub screen: Slot<Screen>,
    /// Where the form was asked for: the way back.
    pub from: Slot<Screen>,
    /// What the page shows.
    pub page: Slot<Page>,
    /// Whether what comes after the first screen could not be fetched.
    pub lost: Slot<bool>,
    /// What is searched for.
    pub query: Slot<String>,
    /// What was found for it, as lines: see [`home::results`].
    pub found: Slot<String>,
    /// The answer that was opened last and, where it leads on in steps, the
    /// choices that were made, each by its place.
    pub path: Slot<Vec<usize>>,
    /// The request being typed.
    pub request: Request,
    /// What is wished of a request that was accepted: its draft holds another
    /// `window`, or a rating's `message`, and is never sent as such.
    pub wish: Request,
    /// The receipts; the first is the one that is looked at.
    pub kept: Slot<Vec<Kept>>,
    /// Whether the device keeps them, for other tabs as well.
    pub shared: Slot<bool>,
    /// How its request stands, as far as is known.
    pub status: Slot<Option<Status>>,
    /// Whether the last question about it got no answer.
    pub stale: Slot<bool>,
    /// A request that was sent and not accepted yet.
    pub unsent: Slot<Option<Unsent>>,
    /// In how many ticks that is sent again, and how many it will be the time
    /// after.
    pub pause: Slot<(u32, u32)>,
    /// What became of it while the panel was closed, by the end of a text's
    /// key; empty: nothing to tell.
    pub news: Slot<&'static str>,
}

impl Panel {
    /// A closed panel.
    pub fn new(shop: &'static Shop, host: Host) -> Self {
        let panel = Self {
            shop,
            host,
            modal: Slot::new(false),
            screen: Slot::new(Screen::Home),
            from: Slot::new(Screen::Home),
            page: Slot::new(Page::default()),
            lost: Slot::new(false),
            query: Slot::new(String::new()),
            found: Slot::new(String::new()),
            path: Slot::new(Vec::new()),
            request: Request::new(shop),
            wish: Request::new(shop),
            kept: Slot::new(kept::load(&shop.slug)),
            shared: Slot::new(kept::local().is_some()),
            status: Slot::new(None),
            stale: Slot::new(false),
            unsent: Slot::new(unsent::load(&shop.slug)),
            pause: Slot::new((0, 1)),
            news: Slot::new(""),
        };
        if panel.unsent.peek(Option::is_none) {
            // What can't be read is nothing to fetch the panel for on each page.
            unsent::save(&shop.slug, None);
        }
        panel.unsent.peek(|unsent| panel.request.restore(unsent.as_ref()));
        if panel.unsent.peek(|unsent| unsent.as_ref().is_some_and(|unsent| unsent.state == EXPIRED)) {
            unsent::save(&shop.slug, None);
            panel.request.clear();
            panel.tell(EXPIRED);
        }
        panel
    }

    /// What is due every [`TICK`] seconds.
    pub fn tick(self) {
        let waiting = self.status.peek(|status| status.as_ref().is_none_or(|status| !status.state.is_ended()));
        if self.is_open() && host::visible() && waiting {
            self.refresh();
        }
        match self.pause.now() {
            (0, _) => later::act(self, Act::SendAgain),
            (left, next) => self.pause.set((left.saturating_sub(1), next)),
        }
    }

    /// Whether it is open.
    pub fn is_open(self) -> bool {
        self.host.dialog().is_some_and(|dialog| dialog.open())
    }

    /// Looks at what the page shows; what is drawn of it stays where that is
    /// the same.
    pub fn look_at_page(self) {
        let page = self.host.page();
        if self.page.peek(|known| *known != page) {
            self.page.set(page);
        }
    }

    /// Opens it, and moves the focus in.
    pub fn show(self) {
        let Some(dialog) = self.host.dialog().filter(|dialog| !dialog.open()) else { return };
        self.look_at_page();
        self.news.set("");
        self.renew();
        later::act(self, Act::SendAgain);
        if !self.query.peek(String::is_empty) {
            self.search(self.query.now());
        }
        let standing = self.host.launcher().is_none();
        let modal = !standing && !host::matches(ROOMY);
        self.modal.set(modal);
        if standing {
            // Not by `show`, which would move the focus; no element refuses it.
            let _ = dialog.set_attribute("open", "");
        } else if modal {
            // It refuses only what is open already, or on no page.
            let _ = dialog.show_modal();
        } else {
            dialog.show();
        }
        self.refresh();
        if standing {
            // It came by itself, and takes the focus from nobody.
            return;
        }
        // Where a keyboard would slide in over half of the screen, the
        // shopper asks for it by a touch.
        let at_search = self.screen.now() == Screen::Home && host::matches("(pointer: fine)");
        self.host.focus(if at_search { "#search" } else { "#title" });
    }

    /// Closes it; the entry gives the focus back. What stands in the flow of
    /// the page stays.
    pub fn hide(self) {
        if let Some(dialog) = self.host.dialog().filter(|dialog| dialog.open() && self.host.launcher().is_some()) {
            dialog.close();
            self.host.tell("close", "");
        }
    }

    /// Searches, as the shopper types.
    pub fn search(self, query: String) {
        let topic = self.request.draft.peek(|draft| Topic::parse(&draft.topic).ok());
        let found = home::results(self.shop, &self.page.peek(|page| self.shop.search(&query, &page.product, topic)));
        let outcome = match (query.trim().is_empty(), found.is_empty()) {
            (true, _) => "",
            (_, true) => "0",
            _ => "1",
        };
        self.host.tell("search", &[outcome, &scrub(&query)].concat());
        self.found.set(found);
        self.query.set(query);
    }

    /// Shows another screen.
    pub fn go(self, screen: Screen) {
        if let Screen::Answer(place) = screen {
            self.request.note(place);
            self.tell_of("answer", place);
            // Back from the form it goes on where it was left.
            if self.screen.now() != Screen::Form || self.path.peek(|path| path.first() != Some(&place)) {
                self.path.set(vec![place]);
            }
        }
        later::fetch(self);
        self.screen.set(screen);
        self.host.focus("#title");
    }

    /// Tells the page of an entry.
    pub fn tell_of(self, word: &str, place: usize) {
        if let Some(entry) = self.shop.entry(place) {
            self.host.tell(word, entry.id.as_str());
        }
    }

    /// Shows the form, about a topic by its slug; without one the shopper
    /// chooses.
    pub fn ask_for(self, slug: &str) {
        let topic = Topic::parse(slug).ok().filter(|topic| self.shop.published.rules.topics.contains(topic));
        if topic.is_none() && !slug.is_empty() {
            self.host.tell("error", "topic");
        } else {
            self.ask(topic);
        }
    }

    /// Shows the answer with this id, in steps from its first; the first screen
    /// where there is none.
    pub fn open_answer(self, id: &str) {
        let place = self.shop.published.faq.iter().position(|entry| entry.id == id);
        self.go(Screen::Home);
        if let Some(place) = place {
            self.go(Screen::Answer(place));
        }
    }

    /// Takes an order's number that the page knows, unless something else was
    /// sent and waits.
    pub fn order(self, number: String) {
        if self.request.key.peek(String::is_empty) {
            self.request.set("order_number", number);
        }
    }

    /// Shows the form, about `topic` if that is known.
    pub fn ask(self, topic: Option<Topic>) {
        self.page.peek(|page| self.request.begin(page, topic));
        self.request.take_along(self.looked_up());
        self.request.step(false);
        self.from.set(match self.screen.now() {
            answer @ Screen::Answer(place) => {
                self.tell_of("unsolved", place);
                answer
            }
            _ => Screen::Home,
        });
        self.go(Screen::Form);
    }

    /// Makes a choice in the answer that is shown.
    pub fn choose(self, place: usize) {
        self.path.update(|path| path.push(place));
        self.host.focus(STEP);
    }

    /// What was looked up, for who calls back: what was searched for last, and
    /// the questions that were read, with the choices made at the last.
    fn looked_up(self) -> String {
        let mut lines = String::new();
        let mut line = |words: &str| {
            if lines.len() + words.len() < LOOKED_UP_MAX {
                lines.push_str(if lines.is_empty() { "" } else { "\n" });
                lines.push_str(words);
            }
        };
        let (query, path) = (self.query.now(), self.path.now());
        if !query.trim().is_empty() {
            line(&[self.shop.t("home.search"), ": ", query.trim()].concat());
        }
        for (place, entry) in self.shop.published.faq.iter().enumerate() {
            if self.request.draft.peek(|draft| draft.read.contains(&entry.id)) {
                let chosen = path.get(1..).filter(|_| path.first() == Some(&place)).unwrap_or_default();
                let mut words = vec![&*entry.question];
                words.extend(script::walk(&entry.steps, chosen).map(|(_, words)| words).unwrap_or_default());
                line(&words.join(" › "));
            }
        }
        lines
    }

    /// Shows what was shown before.
    pub fn back(self) {
        let reviewed = self.request.review.now();
        match self.screen.now() {
            Screen::Answer(_) if self.path.peek(|path| path.len() > 1) => {
                self.path.update(|path| path.truncate(path.len() - 1));
                self.host.focus(STEP);
            }
            Screen::Form if reviewed => self.change("#title"),
            Screen::Form => self.go(self.from.now()),
            _ => self.go(Screen::Home),
        }
    }

    /// Goes on with typing, at the element that `selector` finds.
    pub fn change(self, selector: &'static str) {
        self.request.step(false);
        self.host.focus(selector);
    }

    /// A request was accepted; its receipt is shown if the form was about it.
    pub fn accepted(self, kept: Kept, status: Status, own: bool) {
        self.host.tell("ticket", &[&*kept.ticket, " ", &kept.topic].concat());
        self.renew();
        self.kept.update(|all| kept::first(all, kept));
        self.save();
        self.status.set(Some(status));
        self.stale.set(false);
        self.pause.set((0, 1));
        if own && self.screen.now() == Screen::Form {
            self.go(Screen::Receipt);
        }
    }

    /// Keeps the receipts as they are now.
    pub fn save(self) {
        self.shared.set(self.kept.peek(|kept| kept::save(&self.shop.slug, kept)));
    }

    /// Learns which receipts other tabs have kept and forgotten. Where nothing
    /// could be kept, this page has its own.
    pub fn renew(self) {
        if self.shared.now() {
            let first = self.receipt();
            self.kept.update(|all| kept::renew(all, kept::load(&self.shop.slug)));
            if self.receipt() != first {
                // What was looked at is no more.
                self.status.set(None);
                if self.screen.now() == Screen::Receipt {
                    self.screen.set(Screen::Home);
                }
            }
        }
    }

    /// Tells the shopper beside the launcher what became of what they sent,
    /// while the panel is closed; in the open panel its card says so.
    pub fn tell(self, news: &'static str) {
        if !self.is_open() {
            self.news.set(news);
        }
    }

    /// The receipt that is looked at.
    pub fn receipt(self) -> Option<Kept> {
        self.kept.peek(|kept| kept.first().cloned())
    }

    /// Looks at another receipt.
    pub fn look(self, kept: Kept) {
        if self.receipt().as_ref() != Some(&kept) {
            self.kept.update(|all| kept::first(all, kept));
            self.status.set(None);
            self.refresh();
        }
        self.go(Screen::Receipt);
    }

    /// Forgets the receipt.
    pub fn dismiss(self) {
        self.forget();
        self.go(Screen::Home);
    }

    /// Forgets the receipt, and stays.
    pub fn forget(self) {
        let Some(gone) = self.receipt() else { return };
        self.renew();
        self.kept.update(|all| kept::forget(all, &gone.ticket));
        self.save();
        self.status.set(None);
        self.refresh();
    }

    /// Asks how the request stands.
    pub fn refresh(self) {
        later::act(self, Act::Refresh);
    }

    /// Takes over how the request stands.
    pub fn learn(self, status: Status) {
        self.stale.set(false);
        if self.status.peek(|known| known.as_ref() != Some(&status)) {
            self.status.set(Some(status));
        }
    }
}
