//! What can't be undone takes a second touch.

use crate::el::{View, all, el, part};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::ui;

/// A button, and once it is touched the question whether that is meant. The
/// texts are those of the button, the question, its yes and its no. There is
/// one of these on a screen.
pub fn twice(panel: Panel, [ask, question, yes, no]: [&'static str; 4], act: fn(Panel)) -> View {
    let shop = panel.shop;
    let asked = RwSignal::new(false);
    let to = move |now, focus| {
        asked.set(now);
        panel.host.focus(focus);
    };
    let shown = move || {
        if !asked.get() {
            return ui::button("plain", "cancel", "", shop.t(ask), move || to(true, "#cancel-no"));
        }
        let yes = ui::button("danger", "cancel-yes", "", shop.t(yes), move || act(panel));
        let no = ui::button("second", "cancel-no", "", shop.t(no), move || to(false, "#cancel"));
        let question = el("p", "").attr("id", "cancel-label").text(shop.t(question)).view();
        all([question, ui::pair("cancel-label", yes, no)])
    };
    el("div", "cancel").child(part(shown)).view()
}
