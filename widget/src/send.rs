//! Sending the request: once it is accepted it has a receipt, and until then
//! nothing that was typed is lost.

use crate::api::{self, Failure};
use crate::kept::Kept;
use crate::panel::Panel;
use crate::request::Sending;
use crate::windows;
use madoguchi_shared::Draft;
use madoguchi_shared::api::ErrorDetail;
use wasm_bindgen_futures::spawn_local;

/// Where the focus goes when something is wrong.
const FIRST_FAULT: &str = ":is(input, textarea)[aria-invalid=true], fieldset[aria-invalid=true] input";

/// Judges the request and, if nothing is wrong with it, sends it.
pub fn send(panel: Panel) {
    let request = panel.request;
    if request.sending.now() == Sending::Busy {
        return;
    }
    if !request.try_to_send() {
        panel.host.focus(FIRST_FAULT);
        return;
    }
    request.sending.set(Sending::Busy);
    spawn_local(async move {
        request.stamp();
        if request.draft.peek(|draft| draft.challenge.is_empty()) {
            let token = panel.host.challenge().await;
            request.draft.update(|draft| draft.challenge = token);
        }
        let mut draft = request.outgoing();
        let mut renewed = false;
        let answer = loop {
            let answer = api::create(panel.shop, &draft, &key(panel)).await;
            match &answer {
                // The key belongs to a request that was accepted before.
                Err(Failure::Refused(409, _)) if !renewed => {
                    renewed = true;
                    request.key.set(String::new());
                }
                // The page has lain open for longer than the shop's word for
                // who this is was good: nothing that a shopper could mend.
                // It stays away in what is sent again, too.
                Err(failure) if !draft.identity.is_empty() && failure.is_at("identity") => {
                    draft.identity.clear();
                    request.draft.update(|draft| draft.identity.clear());
                }
                _ => break answer,
            }
        };
        match answer {
            Ok(receipt) => {
                let Draft { reply, window, .. } = draft;
                let kept = Kept { ticket: receipt.status.ticket.to_string(), token: receipt.token.clone(), reply, asap: window == "asap" };
                panel.accepted(kept, receipt.status);
            }
            Err(failure) => refused(panel, failure).await,
        }
    });
}

async fn refused(panel: Panel, failure: Failure) {
    let request = panel.request;
    if matches!(failure, Failure::Refused(..500, Some(_))) {
        // Nothing is bound, and what serves once has served. Where no answer
        // came, or none that is sure, the same is sent again.
        request.draft.update(|draft| draft.challenge.clear());
    }
    match failure {
        Failure::Refused(422, Some(detail)) if !detail.faults.is_empty() => {
            request.sending.set(Sending::Idle);
            if detail.faults.iter().any(|fault| fault.path == "window") {
                request.set("window", String::new());
                windows::load(request, panel.shop).await;
            }
            request.refuse(detail.faults);
            panel.host.focus(FIRST_FAULT);
        }
        Failure::Refused(429, Some(ErrorDetail { retry_after: Some(seconds), .. })) => request.sending.set(Sending::Limited(seconds)),
        // What the key was bound to was erased since.
        Failure::Refused(410, _) => {
            request.key.set(String::new());
            request.sending.set(Sending::Unsent);
        }
        _ => request.sending.set(Sending::Unsent),
    }
}

/// The request's key: made at the first try, kept until it is accepted.
fn key(panel: Panel) -> String {
    let key = panel.request.key;
    if key.peek(String::is_empty) {
        key.set(random());
    }
    key.now()
}

/// 128 random bits; `randomUUID` is missing where a page is not secure.
fn random() -> String {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        bytes = std::array::from_fn(|_| (js_sys::Math::random() * 256.0) as u8);
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
