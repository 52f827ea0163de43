//! The shopper's requests that were accepted, on the first screen.

use super::receipt;
use crate::el::{View, all, el, none};
use crate::kept::Kept;
use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};

/// Of the one that is looked at, its promise; of the others, the ways there.
pub fn requests(panel: Panel) -> View {
    let shop = panel.shop;
    let all_kept = panel.kept.get();
    let Some((first, others)) = all_kept.split_first() else { return none() };
    let words = panel.status.with(|status| status.as_ref().map(|status| receipt::headline(panel, first, status)));
    let words = el("span", "").child(ui::text("span", "label", shop.t("home.request"))).child(ui::text(
        "strong",
        "",
        words.unwrap_or(first.ticket.clone()),
    ));
    let card = el("button", "card request")
        .attr("type", "button")
        .attr("id", "request")
        .on("click", move |_| panel.go(Screen::Receipt))
        .children([ui::icon(shape::CLOCK), words.view(), ui::icon(shape::NEXT)])
        .view();
    let other = |kept: &Kept| {
        let (kept, words) = (kept.clone(), [shop.topic(&kept.topic), "  ", &kept.ticket].concat());
        ui::row(&words, move || panel.look(kept.clone()))
    };
    all([card, el("ul", "rows mine").children(others.iter().map(other)).view()])
}
