//! One of several: radio buttons that look like what they offer.

use super::field::{fault, id};
use crate::el::{El, View, all, el};
use crate::panel::Panel;
use crate::ui;

/// A radio button of the field `path`; `class` says how large it is.
pub fn radio(panel: Panel, path: &'static str, value: &str, class: &'static str, words: View) -> View {
    let request = panel.request;
    let (own, chosen) = (value.to_owned(), value.to_owned());
    let input = el("input", "")
        .attr("type", "radio")
        .attr("name", path)
        .attr("value", value)
        .checked(move || request.text(path) == own)
        .on("change", move |_| request.set(path, chosen.clone()));
    el("label", class).child(input.view()).child(el("span", "").child(words).view()).view()
}

/// The group that asks for the field `path` by the words of `question`.
pub fn group(panel: Panel, path: &'static str, question: &str) -> El {
    let request = panel.request;
    el("fieldset", "")
        .attr("role", "radiogroup")
        .attr("tabindex", "-1")
        .attr("id", id("group-", path))
        .attr("aria-describedby", id("fault-", path))
        .attr_if("aria-invalid", move || request.fault(path).is_some().then_some("true"))
        .child(ui::text("legend", "", panel.shop.t(question)))
}

/// The finished group, and below it what is wrong.
pub fn with_fault(panel: Panel, path: &'static str, group: El) -> View {
    all([group.view(), fault(panel, path)])
}
