//! The panel's state, one value that can be copied into every closure.

use crate::api::{self, Failure};
use crate::host::{self, Host, Page};
use crate::kept::{self, Kept};
use crate::request::Request;
use crate::shop::Shop;
use leptos::html::Dialog;
use leptos::prelude::*;
use madoguchi_shared::Topic;
use madoguchi_shared::ticket::{State, Status};
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// How often the state of a request is asked for while it is looked at.
const EVERY: Duration = Duration::from_secs(10);
/// From this width on the panel stands beside the page instead of over it.
const ROOMY: &str = "(min-width: 600px) and (min-height: 480px)";

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
    /// The dialog's element.
    pub dialog: NodeRef<Dialog>,
    /// Whether it covers the page, so that nothing else can be reached.
    pub modal: RwSignal<bool>,
    /// What is shown.
    pub screen: RwSignal<Screen>,
    /// What the page shows.
    pub page: RwSignal<Page>,
    /// What is searched for.
    pub query: RwSignal<String>,
    /// The request being typed.
    pub request: Request,
    /// The receipt of the last request.
    pub kept: RwSignal<Option<Kept>>,
    /// How that request stands, as far as is known.
    pub status: RwSignal<Option<Status>>,
    /// Whether the last question about it got no answer.
    pub stale: RwSignal<bool>,
}

impl Panel {
    /// A closed panel.
    pub fn new(shop: &'static Shop, host: Host) -> Self {
        let panel = Self {
            shop,
            host,
            dialog: NodeRef::new(),
            modal: RwSignal::new(false),
            screen: RwSignal::new(Screen::Home),
            page: RwSignal::new(Page::default()),
            query: RwSignal::new(String::new()),
            request: Request::new(shop),
            kept: RwSignal::new(kept::load(&shop.slug)),
            status: RwSignal::new(None),
            stale: RwSignal::new(false),
        };
        let looked_at = move || panel.is_open() && host::visible();
        let waiting = move || panel.status.with_untracked(|status| status.as_ref().is_none_or(|status| status.state == State::Open));
        set_interval(move || if looked_at() && waiting() { panel.refresh() }, EVERY);
        panel
    }

    fn is_open(self) -> bool {
        self.dialog.get_untracked().is_some_and(|dialog| dialog.open())
    }

    /// Opens it, and moves the focus in.
    pub fn show(self) {
        let Some(dialog) = self.dialog.get_untracked().filter(|dialog| !dialog.open()) else { return };
        self.page.set(self.host.page());
        let modal = !host::matches(ROOMY);
        self.modal.set(modal);
        if modal {
            // It refuses only what is open already, or on no page.
            let _ = dialog.show_modal();
        } else {
            dialog.show();
        }
        self.refresh();
        // Where a keyboard would slide in over half of the screen, the
        // shopper asks for it by a touch.
        let at_search = self.screen.get_untracked() == Screen::Home && host::matches("(pointer: fine)");
        self.host.focus(if at_search { "#search" } else { "#title" });
    }

    /// Closes it; the loader gives the focus back.
    pub fn hide(self) {
        if let Some(dialog) = self.dialog.get_untracked().filter(|dialog| dialog.open()) {
            dialog.close();
            self.host.closed();
        }
    }

    /// Shows another screen.
    pub fn go(self, screen: Screen) {
        self.screen.set(screen);
        self.host.focus("#title");
    }

    /// Shows the form, about `topic` if that is known.
    pub fn ask(self, topic: Option<Topic>) {
        self.page.with_untracked(|page| self.request.begin(self.shop, page, topic));
        self.go(Screen::Form);
    }

    /// The request was accepted.
    pub fn accepted(self, kept: Kept, status: Status) {
        kept::save(&self.shop.slug, Some(&kept));
        self.kept.set(Some(kept));
        self.status.set(Some(status));
        self.stale.set(false);
        self.request.clear();
        self.go(Screen::Receipt);
    }

    /// Forgets the receipt.
    pub fn dismiss(self) {
        kept::save(&self.shop.slug, None);
        self.kept.set(None);
        self.status.set(None);
        self.go(Screen::Home);
    }

    /// Asks how the request stands.
    pub fn refresh(self) {
        let Some(kept) = self.kept.get_untracked() else { return };
        spawn_local(async move {
            match api::status(self.shop, &kept).await {
                Ok(status) => self.learn(status),
                // It was erased, or was never here.
                Err(Failure::Refused(401 | 404, _)) => {
                    kept::save(&self.shop.slug, None);
                    self.kept.set(None);
                    if self.screen.get_untracked() == Screen::Receipt {
                        self.go(Screen::Home);
                    }
                }
                Err(_) => self.stale.set(true),
            }
        });
    }

    /// Takes over how the request stands.
    pub fn learn(self, status: Status) {
        self.stale.set(false);
        if self.status.with_untracked(|known| known.as_ref() != Some(&status)) {
            self.status.set(Some(status));
        }
    }
}
