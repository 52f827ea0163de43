//! Signing in and out: what a session brings, and that nothing of it stays.

use crate::api::Failure;
use crate::browser;
use crate::inbox::{Inbox, List};
use crate::line;
use crate::state::{Desk, Screen};
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::desk::Me;
use madoguchi_shared::id::{Slug, TicketId};
use std::collections::HashMap;

impl Desk {
    /// Begins: by a token in the address, by the session that there is, or at
    /// the door.
    pub async fn begin(self) {
        let Some(_) = self.slug.get_untracked() else { return };
        let shown = browser::fragment("token");
        let by_token = shown.is_some();
        let found = match shown {
            Some(token) => {
                // Before anything else: an address is copied and kept.
                let ticket = browser::fragment("ticket");
                browser::readdress(&[], ticket.as_deref());
                self.api().sign_in(&token).await
            }
            None => self.api().me().await,
        };
        match found {
            Ok(me) => self.signed_in(me),
            Err(Failure::Lost) => self.refused.set(Some("door.lost")),
            Err(_) if by_token => self.refused.set(Some("door.refused")),
            Err(_) => {}
        }
    }

    /// Signs in with what was typed.
    pub async fn sign_in(self, slug: Slug, token: &str) {
        self.slug.set(Some(slug));
        match self.api().sign_in(token).await {
            Ok(me) => self.signed_in(me),
            Err(Failure::Lost) => self.refused.set(Some("door.lost")),
            Err(_) => self.refused.set(Some("door.refused")),
        }
    }

    fn signed_in(self, me: Me) {
        let ticket = browser::fragment("ticket");
        browser::readdress(&[("desk", me.desk.as_str())], ticket.as_deref());
        self.refused.set(None);
        self.me.set(Some(me));
        self.session.update(|n| *n += 1);
        spawn_local(line::keep(self));
        self.follow();
    }

    /// Opens the ticket that the address names, if somebody is signed in.
    pub fn follow(self) {
        let ticket = browser::fragment("ticket").and_then(|id| TicketId::parse(&id).ok());
        if let Some(id) = ticket.filter(|_| self.me.with_untracked(Option::is_some)) {
            self.screen.set(Screen::Inbox);
            self.open(id);
        }
    }

    /// Signs out.
    pub async fn sign_out(self) {
        let api = self.api();
        self.signed_out(None);
        drop(api.sign_out().await);
    }

    /// Nothing of any ticket stays on the page.
    pub fn signed_out(self, why: Option<&'static str>) {
        self.session.update(|n| *n += 1);
        self.close();
        self.me.set(None);
        self.inbox.set(Inbox::default());
        self.typed.update(HashMap::clear);
        self.unsure.set(None);
        self.filter.set(String::new());
        self.news.set(String::new());
        self.screen.set(Screen::Inbox);
        self.list.set(List::Waiting);
        self.refused.set(why);
        browser::title("Madoguchi");
    }
}
