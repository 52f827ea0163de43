//! Sending the request: once it is accepted it has a receipt, and until then
//! nothing that was typed is lost. It is kept before it is sent, and sent
//! again by itself where nobody can tell whether it arrived.

use crate::api::{self, Failure};
use crate::browser;
use crate::host;
use crate::kept::Kept;
use crate::panel::{Panel, Screen, TICK};
use crate::request::{Sending, body, draft};
use crate::unsent::{self, CHECK, EXPIRED, Unsent, WINDOW};
use crate::windows;
use madoguchi_shared::Draft;
use madoguchi_shared::ticket::Receipt;
use wasm_bindgen_futures::spawn_local;

/// Where the focus goes when something is wrong.
const FIRST_FAULT: &str = ":is(input, textarea)[aria-invalid=true], fieldset[aria-invalid=true] input";
/// Said of one that was kept and has been accepted.
const SENT: &str = "sent";
/// The longest pause between two tries, in the panel's ticks.
const PAUSE_MAX: u32 = 32;

/// Judges the request and, if nothing is wrong with it, shows what will be
/// sent; from there, sends it.
pub fn send(panel: Panel) {
    let request = panel.request;
    if request.sending.now() == Sending::Busy {
        return;
    }
    if !request.try_to_send() {
        panel.host.focus(FIRST_FAULT);
        return;
    }
    if !request.review.now() {
        request.step(true);
        panel.host.focus("#title");
        return;
    }
    request.sending.set(Sending::Busy);
    spawn_local(async move {
        request.stamp();
        // Before anything is waited for: who sends it again meanwhile sends the same.
        if request.key.peek(String::is_empty) {
            request.key.set(browser::random());
        }
        if request.draft.peek(|draft| draft.challenge.is_empty()) {
            let token = panel.host.challenge().await;
            request.draft.update(|draft| draft.challenge = token);
        }
        request.remember();
        let key = request.key.now();
        // Another tab may have sent more of it.
        let mut known = unsent::load(&panel.shop.slug).into_iter().chain(panel.unsent.now());
        let unsent =
            known.find(|unsent| unsent.key == key).unwrap_or_else(|| Unsent::new(key, unsent::today())).with(body(&request.outgoing()));
        keep(panel, unsent.clone());
        deliver(panel, unsent).await;
    });
}

/// Sends what is kept once more, unless it is being changed.
pub fn again(panel: Panel) {
    sync(panel);
    let request = panel.request;
    let Some(unsent) = panel.unsent.now().filter(Unsent::waits) else { return };
    let own = request.key.now() == unsent.key;
    let unsent = unsent.on(unsent::today());
    if !unsent.waits() {
        if own {
            request.clear();
        }
        return settle(panel, unsent, EXPIRED);
    }
    let changed = || own && unsent.bodies.last() != Some(&body(&request.outgoing()));
    if !host::has_network() || request.sending.now() == Sending::Busy || (at_form(panel) && changed()) {
        return;
    }
    request.sending.set(Sending::Busy);
    spawn_local(deliver(panel, unsent));
}

/// Learns what other tabs have done: they share what is kept.
pub fn sync(panel: Panel) {
    let stored = unsent::load(&panel.shop.slug);
    let own = panel.unsent.now();
    let key = |unsent: &Option<Unsent>| unsent.as_ref().map(|unsent| unsent.key.clone());
    if stored == own || own.as_ref().is_some_and(|own| !own.stored) {
        return;
    }
    if key(&stored) == key(&own) {
        return panel.unsent.set(stored);
    }
    panel.renew();
    if stored.as_ref().is_some_and(|stored| stored.state == EXPIRED) {
        unsent::save(&panel.shop.slug, None);
        panel.tell(EXPIRED);
    }
    if let Some(own) = own.filter(|own| own.key == panel.request.key.now()) {
        settled_elsewhere(panel, &own);
    }
    if panel.request.key.peek(String::is_empty) && panel.request.draft.peek(|draft| draft.topic.is_empty()) {
        panel.request.restore(stored.as_ref());
    }
    panel.unsent.set(stored);
}

/// Another tab has its answer, or threw it away: here it is no more, but for
/// what was typed since, which is a request of its own.
fn settled_elsewhere(panel: Panel, own: &Unsent) {
    let request = panel.request;
    if own.bodies.last() != Some(&body(&request.outgoing())) {
        request.key.set(String::new());
        request.remember();
    } else {
        request.clear();
        if at_form(panel) {
            panel.go(Screen::Home);
        }
    }
}

/// Throws away what is kept, and what was typed of it.
pub fn discard(panel: Panel) {
    let key = panel.unsent.now().map(|unsent| unsent.key).unwrap_or_default();
    forget(panel, &key);
    if !key.is_empty() && key == panel.request.key.now() {
        panel.request.clear();
    }
    panel.host.focus("#title");
}

/// Keeps it; on the device unless another one is kept there.
fn keep(panel: Panel, mut unsent: Unsent) {
    let slug = &panel.shop.slug;
    let free = unsent::load(slug).is_none_or(|stored| stored.key == unsent.key || stored.key.is_empty());
    unsent.stored = free && unsent::save(slug, Some(&unsent)) && !unsent.key.is_empty();
    panel.unsent.set(Some(unsent));
}

/// Keeps it no more.
fn forget(panel: Panel, key: &str) {
    let slug = &panel.shop.slug;
    if unsent::load(slug).is_some_and(|stored| stored.key == key || stored.key.is_empty()) {
        unsent::save(slug, None);
    }
    panel.unsent.set(unsent::load(slug));
}

/// Notes what has become of it, and tells the shopper.
fn settle(panel: Panel, unsent: Unsent, state: &'static str) {
    keep(panel, Unsent { state: state.to_owned(), ..unsent });
    panel.tell(state);
}

/// Whether the shopper is at the form.
fn at_form(panel: Panel) -> bool {
    panel.is_open() && panel.screen.now() == Screen::Form
}

async fn deliver(panel: Panel, mut unsent: Unsent) {
    let request = panel.request;
    let (mut earlier, mut renewed, mut proven) = (false, false, false);
    let (draft, answer) = loop {
        let sent = unsent.bodies.last().cloned().unwrap_or_default();
        let mut draft = draft(&sent);
        let answer = api::create(panel.shop, &sent, &unsent.key).await;
        match &answer {
            // Another than the last had arrived: its receipt can be had by it.
            Err(Failure::Refused(409, _)) if unsent.bodies.len() > 1 => {
                earlier = true;
                unsent.bodies.pop();
            }
            // The key belongs to a request that nobody here knows.
            Err(Failure::Refused(409, _)) if !renewed => {
                renewed = true;
                let key = browser::random();
                if request.key.now() == unsent.key {
                    request.key.set(key.clone());
                    request.remember();
                }
                forget(panel, &unsent.key);
                unsent.key = key;
                keep(panel, unsent.clone());
            }
            // The page has lain open for longer than the shop's word for
            // who this is was good: nothing that a shopper could mend.
            // It stays away in what is sent again, too.
            Err(failure) if !draft.identity.is_empty() && failure.is_at("identity") => {
                draft.identity.clear();
                unsent = replaced(panel, unsent, &draft);
            }
            // What proves that nobody's robot sends it is good for minutes, and once.
            Err(failure) if !proven && failure.is_at("challenge") => {
                proven = true;
                draft.challenge = panel.host.challenge().await;
                unsent = replaced(panel, unsent, &draft);
            }
            _ => break (draft, answer),
        }
    };
    match answer {
        Ok(receipt) => accepted(panel, &unsent, &draft, receipt, earlier),
        Err(failure) => refused(panel, failure, unsent).await,
    }
}

/// The same with `draft` in the place of what was sent last, and refused.
fn replaced(panel: Panel, mut unsent: Unsent, draft: &Draft) -> Unsent {
    let request = panel.request;
    if request.key.now() == unsent.key {
        request.draft.update(|own| {
            own.identity.clone_from(&draft.identity);
            own.challenge.clone_from(&draft.challenge);
        });
    }
    unsent.bodies.pop();
    let unsent = unsent.with(body(draft));
    keep(panel, unsent.clone());
    unsent
}

fn accepted(panel: Panel, unsent: &Unsent, draft: &Draft, Receipt { status, token }: Receipt, earlier: bool) {
    let request = panel.request;
    let kept = Kept {
        ticket: status.ticket.to_string(),
        token,
        topic: draft.topic.clone(),
        reply: draft.reply.clone(),
        asap: draft.window == "asap",
        earlier,
    };
    request.sending.set(Sending::Idle);
    let own = request.key.now() == unsent.key;
    if own {
        if unsent.bodies.last() == Some(&body(&request.outgoing())) {
            request.clear();
        } else {
            // What was typed since is a request of its own, if it is sent.
            request.key.set(String::new());
            request.remember();
        }
    }
    forget(panel, &unsent.key);
    panel.accepted(kept, status, own);
    panel.tell(SENT);
}

async fn refused(panel: Panel, failure: Failure, unsent: Unsent) {
    // Another tab may have thrown it away meanwhile: it stays away.
    sync(panel);
    let request = panel.request;
    let own = request.key.now() == unsent.key;
    if panel.unsent.peek(|kept| kept.as_ref().is_none_or(|kept| kept.key != unsent.key)) && !(own && at_form(panel)) {
        // The shopper threw it away meanwhile.
        request.sending.set(Sending::Idle);
        return;
    }
    let Failure::Refused(status @ ..500, Some(detail)) = failure else {
        // Nobody can tell whether it arrived: the same is sent again.
        let pause = panel.pause.now().1;
        panel.pause.set((pause, (pause * 2).min(PAUSE_MAX)));
        request.sending.set(Sending::Unsent);
        return;
    };
    // Nothing is bound, and what serves once has served.
    request.draft.update(|draft| draft.challenge.clear());
    let wait = detail.retry_after;
    let here = at_form(panel) && own;
    if here {
        // It is being typed again.
        request.key.set(String::new());
        request.remember();
        forget(panel, &unsent.key);
    }
    let window = detail.faults.iter().any(|fault| fault.path == "window");
    match (status, wait) {
        (429, Some(seconds)) => {
            panel.pause.set((seconds / TICK + 1, 1));
            request.sending.set(Sending::Limited(seconds));
            return;
        }
        (422, _) if !detail.faults.is_empty() => request.sending.set(Sending::Idle),
        _ => request.sending.set(Sending::Unsent),
    }
    if !here {
        settle(panel, unsent, if window { WINDOW } else { CHECK });
    }
    if own && window {
        request.set("window", String::new());
        windows::load(request, panel.shop).await;
    }
    if own {
        request.refuse(detail.faults);
        panel.host.focus(FIRST_FAULT);
    }
}

/// Asks how the request stands that is looked at.
pub fn refresh(panel: Panel) {
    let Some(kept) = panel.receipt() else { return };
    spawn_local(async move {
        let answer = api::status(panel.shop, &kept).await;
        // Meanwhile there may be another receipt.
        if panel.receipt().is_none_or(|now| now.ticket != kept.ticket) {
            return;
        }
        match answer {
            Ok(status) => panel.learn(status),
            // It was erased, or was never here.
            Err(Failure::Refused(401 | 404, _)) => {
                let at_receipt = panel.screen.now() == Screen::Receipt;
                panel.forget();
                if at_receipt {
                    panel.go(Screen::Home);
                }
            }
            Err(_) => panel.stale.set(true),
        }
    });
}
