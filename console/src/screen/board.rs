//! The lead's board: what waits now, and how promises were kept.

use super::card::named;
use crate::api::Failure;
use crate::state::Desk;
use crate::time::length;
use crate::words::Words;
use leptos::html::{Input, Select};
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::day::Day;
use madoguchi_shared::desk::board::{Answers, Board, Standing};
use std::collections::BTreeMap;

/// How often it is asked for anew, in milliseconds.
const RENEW_MS: u32 = 30_000;
/// What spreadsheets read.
const CSV: &str = "CSV";
/// What the field aims at, in thousandths of requests answered in time.
const AIM: u32 = 900;

/// A figure of what waits now: its word, and where it stands.
type Figure = (&'static str, fn(&Standing) -> u64);

/// In the order of the tiles; the second four press when they aren't nothing.
const NOW: [Figure; 8] = [
    ("board.waiting", |now| now.waiting),
    ("board.urgent", |now| now.urgent),
    ("board.calling", |now| now.calling),
    ("board.retrying", |now| now.retrying),
    ("board.at_risk", |now| now.at_risk),
    ("board.late", |now| now.late),
    ("board.handed_late", |now| now.handed_late),
    ("board.set_aside", |now| now.set_aside),
];

/// The screen.
pub fn board(desk: Desk) -> AnyView {
    let board = RwSignal::new(None::<Board>);
    let wrong = RwSignal::new(None::<String>);
    let span = RwSignal::new((String::new(), String::new(), String::new()));
    // Whatever is asked for last is what is shown.
    let asked = RwSignal::new(0_u32);
    let fetch = move || {
        let path = format!("/board?{}", query(&span.get_untracked()));
        let number = asked.try_update(|n| {
            *n += 1;
            *n
        });
        spawn_local(async move {
            let found = desk.api().get::<Board>(&path).await;
            if asked.try_get_untracked() != number {
                return;
            }
            match found {
                Ok(found) => {
                    wrong.set(None);
                    board.set(Some(found));
                }
                Err(Failure::SignedOut) => desk.signed_out(Some("door.ended")),
                Err(Failure::Lost) => wrong.set(Some(desk.say_now("board.lost"))),
                Err(Failure::Refused(_)) => wrong.set(Some(desk.say_now("board.refused"))),
            }
        });
    };
    Effect::new(move || {
        span.track();
        fetch();
    });
    let renewed = set_interval_with_handle(fetch, std::time::Duration::from_millis(RENEW_MS.into()));
    on_cleanup(move || drop(renewed.map(|handle| handle.clear())));
    view! {
        <main id="board" class="screen">
            {chooser(desk, span, board)}
            <p class="wrong" role="alert">{move || wrong.get()}</p>
            {move || board.get().map(|board| figures(desk, board))}
        </main>
    }
    .into_any()
}

fn query((from, to, shop): &(String, String, String)) -> String {
    let parts = [("from", from), ("to", to), ("shop", shop)];
    parts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| [name, "=", value].concat()).collect::<Vec<_>>().join("&")
}

/// Which days, which shop; and the tables as files.
fn chooser(desk: Desk, span: RwSignal<(String, String, String)>, board: RwSignal<Option<Board>>) -> AnyView {
    let (from, to, shop) = (NodeRef::<Input>::new(), NodeRef::<Input>::new(), NodeRef::<Select>::new());
    let choose = move |_| {
        let (Some(from), Some(to), Some(shop)) = (from.get_untracked(), to.get_untracked(), shop.get_untracked()) else { return };
        span.set((from.value(), to.value(), shop.value()));
    };
    let day = move |f: fn(&Board) -> Day| board.with(|board| board.as_ref().map(|board| f(board).to_string()));
    // Those that were ever told of, so that one that is chosen doesn't hide the others.
    let shops = Memo::new(move |known: Option<&BTreeMap<String, String>>| {
        let mut all = known.cloned().unwrap_or_default();
        board.with(|board| all.extend(board.iter().flat_map(|board| &board.shops).map(|shop| (shop.shop.to_string(), shop.name.clone()))));
        all
    });
    let file = move |(table, key): (&'static str, &'static str)| {
        let address = move || desk.api().address(&format!("/board?as=csv&table={table}&{}", query(&span.get())));
        view! { <a class="button quiet" href=address download="">{move || desk.say(key)}</a> }
    };
    let files = [("shops", "board.by_shop"), ("hours", "board.by_hour"), ("days", "board.by_day"), ("operators", "board.by_person")];
    view! {
        <form class="chooser" on:submit=|event| event.prevent_default()>
            <label>{move || desk.say("board.from")}<input type="date" node_ref=from prop:value=move || day(|board| board.from) on:change=choose/></label>
            <label>{move || desk.say("board.to")}<input type="date" node_ref=to prop:value=move || day(|board| board.to) on:change=choose/></label>
            <label>{move || desk.say("board.shop")}
                <select node_ref=shop on:change=choose>
                    <option value=String::new>{move || desk.say("board.all_shops")}</option>
                    {move || shops.get().into_iter().map(|(slug, name)| view! { <option value=slug>{name}</option> }).collect_view()}
                </select>
            </label>
            <p class="files"><span>{CSV}</span> {files.map(file)}</p>
        </form>
    }
    .into_any()
}

fn figures(desk: Desk, board: Board) -> AnyView {
    let words = desk.words();
    let tile = |(place, (key, f)): (usize, Figure)| {
        let n = f(&board.now);
        let pressing = matches!(place, 4..=6) && n > 0;
        view! { <div class="tile" class:pressing=pressing><dt>{words.say(key, &[])}</dt><dd>{n}</dd></div> }
    };
    let minutes = |seconds: Option<i64>| seconds.map_or_else(|| "–".to_owned(), |seconds| length(words, seconds));
    let below = board.answers.rate.is_some_and(|rate| rate < AIM);
    let in_time = words.say(
        "board.of",
        &[("part", &board.answers.in_time.to_string()), ("whole", &(board.answers.in_time + board.answers.late).to_string())],
    );
    let first =
        words.say("board.of", &[("part", &board.first_contact.resolved.to_string()), ("whole", &board.first_contact.spoken.to_string())]);
    let again = words.say("board.of", &[("part", &board.repeats.repeated.to_string()), ("whole", &board.repeats.by_phone.to_string())]);
    let speed = words.say("board.speed_more", &[("median", &minutes(board.speed.median)), ("net", &minutes(board.speed.net_average))]);
    let counts = [
        ("board.requests", board.answers.requests),
        ("board.unreached", board.unreached),
        ("board.cancelled", board.cancelled),
        ("board.handed", board.handed),
        ("board.pitches", board.pitches),
        ("board.erased", board.erased),
    ];
    let hours: Vec<(String, Answers)> = board.hours.iter().enumerate().map(|(hour, answers)| (hour.to_string(), *answers)).collect();
    let days: Vec<(String, Answers)> = board.days.iter().map(|day| (short(&day.day), day.answers)).collect();
    let shops: Vec<(String, Answers)> = board.shops.iter().map(|shop| (shop.name.clone(), shop.answers)).collect();
    view! {
        <h2>{words.say("board.now", &[])}</h2>
        <dl class="tiles">{NOW.into_iter().enumerate().map(tile).collect_view()}</dl>
        <h2>{words.say("board.span", &[("from", &board.from.to_string()), ("to", &board.to.to_string())])}</h2>
        <dl class="tiles">
            <div class="tile great" class:pressing=below><dt>{words.say("board.rate", &[])}</dt><dd>{percent(board.answers.rate)}</dd><dd class="more">{in_time}</dd></div>
            <div class="tile great"><dt>{words.say("board.speed", &[])}</dt><dd>{minutes(board.speed.average)}</dd><dd class="more">{speed}</dd></div>
            <div class="tile great"><dt>{words.say("board.first_contact", &[])}</dt><dd>{percent(board.first_contact.rate)}</dd><dd class="more">{first}</dd></div>
            <div class="tile great"><dt>{words.say("board.repeats", &[])}</dt><dd>{percent(board.repeats.rate)}</dd><dd class="more">{again}</dd></div>
            {counts.into_iter().map(|(key, n)| view! { <div class="tile"><dt>{words.say(key, &[])}</dt><dd>{n}</dd></div> }).collect_view()}
        </dl>
        {chart(words, "board.by_hour", hours)}
        {(days.len() > 1).then(|| chart(words, "board.by_day", days))}
        <div class="tables">
            {table(words, "board.by_shop", shops)}
            {people(words, &board)}
            {outcomes(words, &board)}
        </div>
    }
    .into_any()
}

/// `93.4 %`.
fn percent(rate: Option<u32>) -> String {
    rate.map_or_else(|| "–".to_owned(), |rate| format!("{}.{} %", rate / 10, rate % 10))
}

/// `11/24`.
fn short(day: &Day) -> String {
    let text = day.to_string();
    text.split('-').skip(1).map(|part| part.trim_start_matches('0')).collect::<Vec<_>>().join("/")
}

/// What the axis goes up to: the next of 1, 2, 5, 10, 20, 50 …
fn top(most: u64) -> u64 {
    let mut step = 1_u64;
    loop {
        if let Some(top) = [1, 2, 5].into_iter().map(|n: u64| n.saturating_mul(step)).find(|top| *top >= most.max(1)) {
            return top;
        }
        step = step.saturating_mul(10);
    }
}

/// Bars of requests, each in its three parts: answered in time, late, still
/// waiting or gone. The numbers are in the table beneath.
fn chart(words: &'static Words, key: &'static str, bars: Vec<(String, Answers)>) -> AnyView {
    let most = top(bars.iter().map(|(_, answers)| answers.requests).max().unwrap_or_default());
    let share = move |n: u64| format!("{}%", n as f64 * 100.0 / most as f64);
    let bar = move |(label, answers): (String, Answers)| {
        let rest = answers.requests.saturating_sub(answers.in_time + answers.late);
        let said = words.say(
            "board.bar",
            &[("n", &answers.requests.to_string()), ("in_time", &answers.in_time.to_string()), ("late", &answers.late.to_string())],
        );
        view! {
            <div class="bar" title=said>
                <div class="column">
                    <i class="rest" style:height=share(rest)></i>
                    <i class="late" style:height=share(answers.late)></i>
                    <i class="in-time" style:height=share(answers.in_time)></i>
                </div>
                <span>{label}</span>
            </div>
        }
    };
    let legend = ["board.in_time", "board.was_late", "board.rest"].into_iter().zip(["in-time", "late", "rest"]);
    view! {
        <section class="chart">
            <h2>{words.say(key, &[])}</h2>
            <p class="legend">{legend.map(|(key, class)| view! { <span><i class=class></i> {words.say(key, &[])}</span> }).collect_view()}</p>
            <div class="plot" aria-hidden="true">
                <div class="axis"><span>{most}</span><span>{most.is_multiple_of(2).then_some(most / 2)}</span><span>{0}</span></div>
                <div class="bars">{bars.clone().into_iter().map(bar).collect_view()}</div>
            </div>
            <details><summary>{words.say("board.as_table", &[])}</summary>{table(words, key, bars)}</details>
        </section>
    }
    .into_any()
}

fn table(words: &'static Words, key: &'static str, rows: Vec<(String, Answers)>) -> AnyView {
    let row = |(label, answers): (String, Answers)| {
        view! { <tr><th scope="row">{label}</th><td>{answers.requests}</td><td>{answers.in_time}</td><td>{answers.late}</td><td>{percent(answers.rate)}</td></tr> }
    };
    let head =
        ["board.requests", "board.in_time", "board.was_late", "board.rate"].map(|key| view! { <th scope="col">{words.say(key, &[])}</th> });
    view! {
        <table>
            <caption>{words.say(key, &[])}</caption>
            <thead><tr><td></td>{head}</tr></thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn people(words: &'static Words, board: &Board) -> AnyView {
    let row = |(name, calls, reached, ended): (String, u64, u64, u64)| view! { <tr><th scope="row">{name}</th><td>{calls}</td><td>{reached}</td><td>{ended}</td></tr> };
    let rows = board.operators.iter().map(|own| {
        let name = own.name.as_ref().map_or_else(|| words.say("board.nobody", &[]), |name| name.as_str().to_owned());
        (name, own.calls, own.reached, own.ended)
    });
    let rows: Vec<_> = rows.collect();
    let head = ["board.calls", "board.reached", "board.ended"].map(|key| view! { <th scope="col">{words.say(key, &[])}</th> });
    view! {
        <table>
            <caption>{words.say("board.by_person", &[])}</caption>
            <thead><tr><td></td>{head}</tr></thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn outcomes(words: &'static Words, board: &Board) -> AnyView {
    let rows: Vec<(String, u64)> = board.outcomes.iter().map(|own| (named(words, "outcome.", own.outcome), own.count)).collect();
    view! {
        <table>
            <caption>{words.say("board.outcomes", &[])}</caption>
            <tbody>{rows.into_iter().map(|(name, n)| view! { <tr><th scope="row">{name}</th><td>{n}</td></tr> }).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_a_round_number() {
        assert_eq!([0, 1, 2, 3, 6, 10, 11, 49, 51, 1_001, u64::MAX].map(top), [1, 1, 2, 5, 10, 10, 20, 50, 100, 2_000, u64::MAX]);
    }

    #[test]
    fn rates_are_written_with_one_decimal() {
        assert_eq!([percent(Some(934)), percent(Some(1_000)), percent(None)], ["93.4 %", "100.0 %", "–"]);
        assert_eq!(query(&("2026-11-24".into(), String::new(), "demo".into())), "from=2026-11-24&shop=demo");
        assert_eq!(short(&Day::parse("2026-11-04").unwrap()), "11/4");
    }
}
