//! A labelled input with its hint and its fault.

use crate::el::{View, el, none};
use crate::leptos::prelude::event_target_value;
use crate::panel::Panel;
use crate::ui;

/// What is typed into a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Line,
    /// Some lines.
    Lines,
    /// Some lines, or none.
    OptionalLines,
    /// The person's name.
    Name,
    /// How it is read; may stay empty.
    Kana,
    /// Their company; may stay empty.
    Company,
    /// A phone number.
    Phone,
    /// A mail address.
    Email,
    /// A postal address.
    Address,
    /// A count.
    Count,
    /// A day.
    Date,
}

impl Kind {
    /// `type`, `inputmode` and `autocomplete`.
    fn attributes(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Name => ("text", "text", "name"),
            Self::Company => ("text", "text", "organization"),
            Self::Phone => ("tel", "tel", "tel"),
            Self::Email => ("email", "email", "email"),
            Self::Count => ("text", "numeric", "off"),
            Self::Date => ("date", "text", "off"),
            Self::Address => ("text", "text", "street-address"),
            _ => ("text", "text", "off"),
        }
    }

    fn lines(self) -> bool {
        matches!(self, Self::Lines | Self::OptionalLines | Self::Address)
    }

    fn optional(self) -> bool {
        matches!(self, Self::OptionalLines | Self::Kana | Self::Company)
    }
}

/// The id of a field's element.
pub fn id(prefix: &str, path: &str) -> String {
    [prefix, &path.replace('.', "-")].concat()
}

/// A field of the draft, by its path; label and hint by their keys.
pub fn text_field(panel: Panel, path: &'static str, label: &str, hint: &str, kind: Kind) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let optional = if kind.optional() { ui::text("span", "optional", shop.t("form.optional")) } else { none() };
    let label = el("label", "").attr("for", id("field-", path)).text(shop.t(label)).child(optional);
    let (form, mode, complete) = kind.attributes();
    let input = match kind.lines() {
        true => el("textarea", "").attr("rows", "3").text(request.value(path)),
        false => el("input", "").attr("type", form).attr("inputmode", mode).attr("enterkeyhint", "next").attr("value", request.value(path)),
    };
    let input = input
        .attr("id", id("field-", path))
        .attr("name", path)
        .attr("autocomplete", complete)
        .attr("aria-describedby", [&*id("hint-", path), " ", &id("fault-", path)].concat())
        .attr_if("aria-invalid", move || request.fault(path).is_some().then_some("true"))
        .on("input", move |event| request.set(path, event_target_value(&event)))
        .on("blur", move |_| request.leave(path));
    el("div", "field")
        .child(label.view())
        .child(el("p", "hint").attr("id", id("hint-", path)).text(shop.t(hint)).view())
        .child(input.view())
        .child(fault(panel, path))
        .view()
}

/// What is wrong at a field, in words; empty while nothing is.
pub fn fault(panel: Panel, path: &'static str) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let words = move || {
        let Some(code) = request.fault(path) else { return String::new() };
        let general = ["fault.", code.as_str()].concat();
        let own = shop.t(&[&general, ".", path].concat());
        if own.is_empty() { shop.t(&general) } else { own }.to_owned()
    };
    el("p", "fault").attr("id", id("fault-", path)).says(words).view()
}
