//! A labelled input with its hint and its fault.

use crate::panel::Panel;
use leptos::prelude::*;

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
        matches!(self, Self::OptionalLines | Self::Company)
    }
}

/// The id of a field's element.
pub fn id(prefix: &str, path: &str) -> String {
    [prefix, &path.replace('.', "-")].concat()
}

/// A field of the draft, by its path.
pub fn text_field(panel: Panel, path: &'static str, label: &'static str, hint: &'static str, kind: Kind) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let (own, described) = (id("field-", path), [id("hint-", path), id("fault-", path)].join(" "));
    let wrong = move || request.fault(path).is_some().then_some("true");
    let typed = move |event: web_sys::Event| request.set(path, event_target_value(&event));
    let left = move |_| request.leave(path);
    let (form, mode, complete) = kind.attributes();
    let value = request.value(path);
    let input = if kind.lines() {
        view! {
            <textarea id=own.clone() name=path rows="3" autocomplete=complete aria-describedby=described aria-invalid=wrong on:input=typed on:blur=left>
                {value}
            </textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=own.clone()
                name=path
                type=form
                inputmode=mode
                autocomplete=complete
                aria-describedby=described
                aria-invalid=wrong
                value=value
                on:input=typed
                on:blur=left
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=own>
                {label}{kind.optional().then(|| view! { <span class="optional">{shop.t("form.optional")}</span> })}
            </label>
            <p class="hint" id=id("hint-", path)>{hint}</p>
            {input}
            {fault(panel, path)}
        </div>
    }
    .into_any()
}

/// What is wrong at a field, in words; empty while nothing is.
pub fn fault(panel: Panel, path: &'static str) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let words = move || {
        let code = request.fault(path)?.as_str();
        let own = shop.t(&["fault.", code, ".", path].concat());
        Some(if own.is_empty() { shop.t(&["fault.", code].concat()) } else { own })
    };
    view! { <p class="fault" id=id("fault-", path)>{words}</p> }.into_any()
}
