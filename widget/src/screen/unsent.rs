//! A request that was sent and is not accepted yet: its card on the first
//! screen, and what is said of it beside the launcher.

use super::twice::twice;
use crate::el::{View, all, el, none};
use crate::panel::{Panel, Screen};
use crate::request::Sending;
use crate::send;
use crate::ui;
use crate::when::When;

/// The card: how it stands, until when it is kept, and what to do about it.
pub fn card(panel: Panel) -> View {
    let shop = panel.shop;
    let Some(unsent) = panel.unsent.get() else { return none() };
    let how = shop.t(&["unsent.", &unsent.state].concat());
    // By itself, so that what has the focus beside it stays.
    let words = move || match panel.request.sending.get() {
        Sending::Busy => shop.t("form.sending").to_owned(),
        Sending::Limited(seconds) => shop.wait(seconds),
        _ => how.to_owned(),
    };
    let over = unsent.key.is_empty();
    let until =
        if over || !unsent.stored { String::new() } else { When::new(shop, panel.request.now()).say("unsent.until", unsent.until()) };
    let acts = if over {
        ui::button("second", "cancel", "", shop.t("panel.close"), move || send::discard(panel))
    } else {
        let look = ui::button("second", "unsent-look", "", shop.t("unsent.look"), move || look(panel));
        let now = move || ui::button("second", "unsent-again", "", shop.t("unsent.again"), move || send::again(panel));
        let what = if unsent.waits() { ui::pair("unsent-title", now(), look) } else { look };
        all([what, twice(panel, ["unsent.discard", "unsent.discard_ask", "unsent.discard_yes", "receipt.cancel_no"], send::discard)])
    };
    el("section", "quiet acts unsent")
        .attr("id", "unsent")
        .child(el("h3", "").attr("id", "unsent-title").text(shop.t("unsent.title")).view())
        .child(el("p", "").says(words).view())
        .child(ui::text("p", "hint", until))
        .child(acts)
        .view()
}

/// Takes it up in the form.
fn look(panel: Panel) {
    if let Some(unsent) = panel.unsent.now().filter(|unsent| unsent.key != panel.request.key.now()) {
        panel.request.take_up(unsent);
    }
    panel.ask(None);
}

/// What became of it while the panel was closed.
pub fn news(panel: Panel) -> View {
    let (shop, news) = (panel.shop, panel.news.get());
    if news.is_empty() {
        return none();
    }
    let see = move || {
        panel.screen.set(if panel.unsent.peek(Option::is_none) { Screen::Receipt } else { Screen::Home });
        panel.host.open();
    };
    el("div", "note")
        .text(shop.t(&["unsent.", news].concat()))
        .child(ui::button("", "news", "", shop.t("unsent.see"), see))
        .child(ui::button("", "news-close", "", shop.t("panel.close"), move || panel.news.set("")))
        .view()
}
