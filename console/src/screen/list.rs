//! The list: of thousands of tickets only the lines in sight are drawn.

use super::row;
use crate::inbox::{Counts, Item, List};
use crate::state::Desk;
use leptos::html::Div;
use leptos::prelude::*;
use madoguchi_shared::desk::Row;
use std::time::Duration;

/// Heights of lines, in pixels, as `console.css` has them.
const ROW: f64 = 66.0;
const HEAD: f64 = 34.0;
/// For how long a list that moved by itself takes no click.
const MOVED: Duration = Duration::from_millis(400);
/// What is drawn beyond what is in sight, in pixels, above and below.
const BEYOND: f64 = 400.0;

fn height(item: &Item) -> f64 {
    match item {
        Item::Head(..) => HEAD,
        Item::Row(_) => ROW,
    }
}

/// What the chosen list shows now, without being told of changes.
pub fn items(desk: Desk) -> Vec<Item> {
    untrack(|| view_of(desk))
}

fn view_of(desk: Desk) -> Vec<Item> {
    let Some(me) = desk.my_id() else { return vec![] };
    let (list, filter) = (desk.list.get(), desk.filter.with(|filter| filter.trim().to_lowercase()));
    let words = desk.words();
    let fits = |row: &Row| {
        let has = |text: &str| text.to_lowercase().contains(&filter);
        filter.is_empty() || has(&row.name) || has(row.id.as_str()) || has(&row.shop_name) || has(&row::matter(row, words))
    };
    desk.inbox.with(|inbox| inbox.view(list, &me, desk.turn.get(), fits))
}

/// The lists' tabs, the search, and the chosen list.
pub fn list(desk: Desk) -> AnyView {
    let items = Memo::new(move |_| view_of(desk));
    let counts = Memo::new(move |_| match desk.my_id() {
        Some(me) => desk.inbox.with(|inbox| inbox.counts(&me, desk.turn.get())),
        None => Counts::default(),
    });
    view! {
        <section id="side" aria-label=move || desk.say("list.all")>
            {tabs(desk, counts)}
            <label class="search">
                <span>{move || desk.say("list.search")}</span>
                <input id="search" type="search" autocomplete="off" placeholder=move || desk.say("list.search") prop:value=move || desk.filter.get()
                    on:input=move |event| desk.filter.set(event_target_value(&event))/>
            </label>
            {window_of(desk, items)}
        </section>
    }
    .into_any()
}

fn tabs(desk: Desk, counts: Memo<Counts>) -> AnyView {
    let tab = move |(place, list): (usize, List)| {
        let count = move || counts.get().lists.get(place).copied().unwrap_or_default();
        let pressing = move || list == List::Late && count() > 0;
        view! {
            <button class="tab" type="button" data-list=list.key() class:pressing=pressing
                aria-pressed=move || (desk.list.get() == list).to_string() on:click=move |_| desk.list.set(list)>
                {move || desk.say(list.key())} " " <b>{move || (list != List::Ended).then(count)}</b>
            </button>
        }
    };
    view! {
        <div class="tabs" role="group" aria-label=move || desk.say("list.all")>{List::ALL.into_iter().enumerate().map(tab).collect_view()}</div>
    }
    .into_any()
}

/// What scrolls: room for all, with the lines in sight in their places.
fn window_of(desk: Desk, items: Memo<Vec<Item>>) -> AnyView {
    let (scrolled, seen) = (RwSignal::new(0.0), RwSignal::new(900.0));
    let pane = NodeRef::<Div>::new();
    let measure = move || {
        if let Some(pane) = pane.get_untracked() {
            scrolled.set(f64::from(pane.scroll_top()));
            seen.set(f64::from(pane.client_height()));
        }
    };
    Effect::new(move || {
        pane.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    // Another list begins at its top.
    Effect::new(move || {
        desk.list.track();
        if let Some(pane) = pane.get_untracked() {
            pane.set_scroll_top(0);
        }
    });
    // What has just come under the pointer is not what was meant: for a moment
    // a click does nothing.
    let moved = RwSignal::new(0_u32);
    Effect::new(move |before: Option<(List, String, Vec<Item>)>| {
        let now = (desk.list.get(), desk.filter.get(), items.get());
        let by_itself = before.is_some_and(|before| before.0 == now.0 && before.1 == now.1 && before.2 != now.2);
        if by_itself {
            moved.update(|n| *n += 1);
            let this = moved.get_untracked();
            set_timeout(
                move || {
                    // The list may be gone by then.
                    if moved.try_get_untracked() == Some(this) {
                        moved.set(0);
                    }
                },
                MOVED,
            );
        }
        now
    });
    // The open ticket comes into sight when it is opened, not whenever the list moves.
    Effect::new(move || {
        let open = desk.open.get();
        let top = open.and_then(|id| items.with_untracked(|items| top_of(items, &Item::Row(id))));
        if let (Some(top), Some(pane)) = (top, pane.get_untracked()) {
            let (from, height) = (f64::from(pane.scroll_top()), f64::from(pane.client_height()));
            if top - HEAD < from {
                pane.set_scroll_top((top - HEAD) as i32);
            } else if top + ROW > from + height {
                pane.set_scroll_top((top + ROW - height) as i32);
            }
        }
    });
    let whole = move || items.with(|items| items.iter().map(height).sum::<f64>());
    // In steps, so that not each pixel draws anew.
    let from = Memo::new(move |_| (scrolled.get() / ROW).floor() * ROW - BEYOND);
    let shown = move || items.with(|items| in_sight(items, from.get(), from.get() + seen.get() + 2.0 * BEYOND + ROW));
    let empty = move || desk.inbox.with(|inbox| inbox.complete) && items.with(Vec::is_empty);
    view! {
        <div id="list" tabindex="-1" node_ref=pane data-moved=move || (moved.get() != 0).then_some("") on:scroll=move |_| measure()>
            <ul style:height=move || format!("{}px", whole()) aria-label=move || desk.say(desk.list.get().key())>
                <For each=shown key=Clone::clone children=move |item| line(desk, items, item)/>
            </ul>
            <p class="empty" hidden=move || !empty()>
                {move || desk.say(if desk.filter.with(String::is_empty) { "list.empty" } else { "list.not_found" })}
            </p>
        </div>
    }
    .into_any()
}

/// Where an item begins, in pixels.
fn top_of(items: &[Item], own: &Item) -> Option<f64> {
    let place = items.iter().position(|item| item == own)?;
    Some(items.iter().take(place).map(height).sum())
}

/// The items that lie between two heights.
fn in_sight(items: &[Item], from: f64, until: f64) -> Vec<Item> {
    let mut top = 0.0;
    let mut shown = vec![];
    for item in items {
        let end = top + height(item);
        if end > from && top < until {
            shown.push(item.clone());
        }
        top = end;
    }
    shown
}

/// One line in its place.
fn line(desk: Desk, items: Memo<Vec<Item>>, item: Item) -> AnyView {
    let own = item.clone();
    let top = Memo::new(move |_| items.with(|items| top_of(items, &own)).unwrap_or_default());
    let place = move || format!("translateY({}px)", top.get());
    match item {
        Item::Head(section, count) => view! {
            <li class="head" data-section=section.key() style:transform=place>
                <h2>{move || desk.say(section.key())} " " <b>{count}</b></h2>
            </li>
        }
        .into_any(),
        Item::Row(id) => view! { <li style:transform=place>{row::row(desk, id)}</li> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::Section;
    use madoguchi_shared::id::TicketId;

    #[test]
    fn only_what_is_in_sight_is_drawn() {
        let row = |n: u64| Item::Row(TicketId::from_random(n));
        let items: Vec<Item> = std::iter::once(Item::Head(Section::Now, 5_000)).chain((0..5_000).map(row)).collect();
        let shown = in_sight(&items, 100.0 * ROW, 100.0 * ROW + 600.0);
        assert_eq!((shown.first(), shown.last()), (Some(&row(99)), Some(&row(108))));
        assert_eq!(in_sight(&items, -400.0, 10.0), [items[0].clone()]);
        assert_eq!(top_of(&items, &row(2)), Some(HEAD + 2.0 * ROW));
        assert_eq!(in_sight(&[], 0.0, 100.0), []);
    }
}
