//! `cargo xtask bench worker`: the intake against the same job in TypeScript
//! with Hono and Zod (`tests/peer-worker`), on the same workerd, in turn.
//!
//! Two kinds of load: (a) intakes that are read and judged as a whole and then
//! refused, so that nothing is stored; (b) intakes that are accepted: ticket,
//! key and outbox row in one transaction, the receipt, then the delivery to
//! the desk's object. Time on the processor is counted until the last of these
//! has arrived; requests per second until the last answer.
//!
//! Both run at once, but only one is asked at a time, and who begins changes
//! with each round. On a busy machine trust the ratios of processor time.

mod figures;
mod load;
mod requests;
mod runtime;

use crate::seed::{Api, desk_settings, make_desk, make_shop, put, shop_folders};
use crate::{build, paths, say, setup};
use anyhow::{Context, Result, bail};
use figures::{Alone, Figures, Growth, Judged, Report, Side};
use requests::{ORIGIN, SHOPS, drafts, posts, refused, shop};
use runtime::Runtime;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// The desk that answers for every shop.
const DESK: &str = "bench";
/// Places in each window for each shop: enough for all, within the desk's limit.
const PLACES: usize = 600;
/// Steps at which the memory is looked at while it may grow.
const STEPS: usize = 20;

/// What is to be measured.
#[derive(Clone, Debug)]
pub struct Options {
    /// Rounds of each kind of load, each with both sides.
    pub rounds: usize,
    /// Requests in one round.
    pub per_round: usize,
    /// Connections over which they come at once.
    pub connections: usize,
    /// Intakes for the look at growth; none without.
    pub growth: usize,
    /// Where to write the figures, beside the table on screen.
    pub out: Option<PathBuf>,
    /// Whether to measure (a) alone: (b) waits for the disk, and takes far longer.
    pub checked_only: bool,
    /// Whether to measure the last such build instead of making one.
    pub built: bool,
}

/// One side: a runtime, and how many requests it has had.
struct Runner {
    side: Side,
    runtime: Runtime,
    sent: usize,
}

/// One kind of load.
struct Kind {
    drafts: Vec<Value>,
    status: u16,
}

/// Measures, prints a table, and writes the figures.
pub fn run(options: &Options) -> Result<()> {
    let mut sides = [start(Side::Ours, options.built)?, start(Side::Peer, options.built)?];
    let kinds = [Kind { drafts: refused().to_vec(), status: 422 }, Kind { drafts: drafts().to_vec(), status: 201 }];
    let step = say::step("Comparing what both answer");
    for kind in &kinds {
        same_answers(&mut sides, kind)?;
    }
    step.done("both refuse and accept alike");

    let step = say::step("Warming up, then measuring in turn");
    let measured = if options.checked_only { 1 } else { kinds.len() };
    for kind in kinds.iter().take(measured) {
        for side in &mut sides {
            side.round(kind, options.per_round, options.connections)?;
        }
    }
    let [mut a, mut b] = [Judged::default(), Judged::default()];
    for round in 0..options.rounds {
        for (kind, judged) in kinds.iter().zip([&mut a, &mut b]).take(measured) {
            // Who begins changes, so that neither always has the warmer machine.
            sides.reverse();
            for side in &mut sides {
                let figures = side.round(kind, options.per_round, options.connections)?;
                judged.add(side.side, figures);
            }
        }
        say::note(&format!("round {} of {}: (a) {}, (b) {}", round + 1, options.rounds, a.last(), b.last()));
    }
    sides.sort_by_key(|side| side.side);
    let [ours, peer] = &mut sides;
    let kinds_measured = kinds.get(..measured).unwrap_or_default();
    let alone = [ours.alone(kinds_measured, options.per_round)?, peer.alone(kinds_measured, options.per_round)?];
    step.done("measured");
    let growth = match (options.growth, kinds.last()) {
        (0, _) | (_, None) => None,
        (count, Some(kind)) => Some(ours.growth(kind, count, options.connections)?),
    };

    let report = Report::new(options, runtime::version()?, a, b, alone, growth);
    eprintln!("{}", report.table());
    let text = serde_json::to_string_pretty(&report)?;
    match &options.out {
        Some(file) => fs::write(file, text + "\n").with_context(|| format!("could not write {}", file.display())),
        None => {
            println!("{text}");
            Ok(())
        }
    }
}

/// Builds one side and sets it up.
fn start(side: Side, built: bool) -> Result<Runner> {
    let folder = paths::dist().join(".work/bench-worker").join(side.name());
    if !built || !folder.join("index.js").is_file() {
        let step = say::step(&format!("Building {} (ours for release, some minutes where nothing is built yet)", side.name()));
        match side {
            Side::Ours => build::shipped_worker(&folder)?,
            Side::Peer => {
                setup::ensure_peer()?;
                build::peer_worker(&folder)?;
            }
        }
        step.done("built");
    }
    let runtime = Runtime::start(&folder)?;
    let api = Api::new(&format!("http://127.0.0.1:{}", runtime.port));
    let set_up = match side {
        Side::Ours => set_up_ours(&api),
        Side::Peer => set_up_peer(&api),
    };
    set_up.with_context(|| format!("could not set {} up. Its last words:\n{}", side.name(), runtime.last_words()))?;
    Ok(Runner { side, runtime, sent: 0 })
}

fn settings() -> Result<Value> {
    let folders = shop_folders()?;
    let demo = folders.iter().find(|folder| folder.name == "demo").context("www/demo is missing")?;
    let mut settings = demo.settings(&[ORIGIN.to_owned()])?;
    if let Some(fields) = settings.as_object_mut() {
        // Counted as ever, and never reached.
        let most = 1_000_000;
        let limits = json!({"address_hour": most, "contact_day": most, "shop_day": most, "calls_minute": most});
        fields.insert("limits".to_owned(), limits);
    }
    Ok(settings)
}

fn set_up_ours(api: &Api) -> Result<()> {
    let desk_token = make_desk(api, runtime::SECRET, DESK)?;
    let mut shops = Vec::new();
    for place in 0..SHOPS {
        shops.push((shop(place), make_shop(api, runtime::SECRET, &shop(place), DESK)?));
    }
    let mut desk = desk_settings()?;
    let allotments: serde_json::Map<_, _> = (0..SHOPS).map(|place| (shop(place), json!({"places": PLACES}))).collect();
    if let Some(fields) = desk.as_object_mut() {
        fields.insert("capacity".to_owned(), json!(SHOPS * PLACES));
        fields.insert("allotments".to_owned(), Value::Object(allotments));
    }
    put(api, &format!("/v1/desks/{DESK}/settings"), &desk_token, &desk)?;
    for (shop, token) in shops {
        put(api, &format!("/v1/shops/{shop}/settings"), &token, &settings()?)?;
    }
    Ok(())
}

/// The peer takes settings and the desk's hours at once, days already worked out.
fn set_up_peer(api: &Api) -> Result<()> {
    let desk = desk_settings()?;
    let part = |pointer: &str| desk.pointer(pointer).cloned().unwrap_or_default();
    let hours = json!({
        "zone": part("/zone"),
        "calendar": {
            "week": part("/calendar/week"), "extra_open": part("/calendar/extra_open"),
            "closed": ["2026-11-23", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03"],
        },
        "windows": part("/windows"),
        "places": PLACES,
    });
    for place in 0..SHOPS {
        put(api, &format!("/v1/shops/{}", shop(place)), runtime::SECRET, &json!({"desk": DESK, "settings": settings()?, "hours": hours}))?;
    }
    Ok(())
}

/// Fails unless both judge every draft alike: status, and faults by path and code.
fn same_answers(sides: &mut [Runner; 2], kind: &Kind) -> Result<()> {
    let mut heard = Vec::new();
    for side in sides.iter_mut() {
        let mut answers = Vec::new();
        for request in side.requests(kind, kind.drafts.len() * SHOPS) {
            let answer = load::ask(side.runtime.port, &request)?;
            let body: Value = serde_json::from_slice(&answer.body)?;
            let told = ["/error/faults", "/status/topic", "/status/urgency", "/status/by_phone"].map(|part| body.pointer(part).cloned());
            if answer.status != kind.status {
                bail!("{} answered {}: {body}\n{}", side.side.name(), answer.status, side.runtime.last_words());
            }
            answers.push((answer.status, told));
        }
        side.runtime.settle()?;
        heard.push(answers);
    }
    let [ours, peer] = heard.as_slice() else { bail!("two sides were asked") };
    match ours.iter().zip(peer).find(|(ours, peer)| ours != peer) {
        None => Ok(()),
        Some((ours, peer)) => bail!("the two don't judge alike:\n  {ours:?}\n  {peer:?}"),
    }
}

impl Runner {
    fn requests(&mut self, kind: &Kind, count: usize) -> Vec<Vec<u8>> {
        let posts = posts(self.runtime.port, &kind.drafts, self.sent, count);
        self.sent += count;
        posts
    }

    /// One round of a load, with all that it sets in motion.
    fn round(&mut self, kind: &Kind, count: usize, connections: usize) -> Result<Figures> {
        let requests = self.requests(kind, count);
        self.runtime.settle()?;
        let (before, client_before) = (self.runtime.cpu()?, runtime::own_cpu()?);
        let load = load::drive(self.runtime.port, connections, &requests, kind.status)?;
        let (answered, client) = (self.runtime.cpu()?, runtime::own_cpu()?);
        self.runtime.settle()?;
        Ok(Figures {
            requests_per_second: count as f64 / load.wall.as_secs_f64(),
            cpu_micros: (self.runtime.cpu()? - before) as f64 / count as f64 / 1000.0,
            cpu_micros_until_answered: (answered - before) as f64 / count as f64 / 1000.0,
            client_cpu_micros: (client - client_before) as f64 / count as f64 / 1000.0,
            p50_micros: figures::at(&load.latencies, 0.5),
            p99_micros: figures::at(&load.latencies, 0.99),
            rss_kib: self.runtime.memory()?,
        })
    }

    /// What single requests cost, one by one: time on the processor from one
    /// answer to the next, with what was delivered meanwhile.
    fn alone(&mut self, kinds: &[Kind], count: usize) -> Result<Vec<Alone>> {
        let mut all = Vec::new();
        for kind in kinds {
            let requests = self.requests(kind, count);
            self.runtime.settle()?;
            let mut marks = vec![self.runtime.cpu()?];
            load::one_by_one(self.runtime.port, &requests, kind.status, || {
                marks.push(self.runtime.cpu()?);
                Ok(())
            })?;
            self.runtime.settle()?;
            let mut nanos: Vec<u64> = marks.iter().zip(marks.iter().skip(1)).map(|(from, to)| to - from).collect();
            nanos.sort_unstable();
            all.push(Alone { cpu_p50_micros: figures::at(&nanos, 0.5) / 1000, cpu_p99_micros: figures::at(&nanos, 0.99) / 1000 });
        }
        Ok(all)
    }

    /// Whether it grows: the memory after each of many steps.
    fn growth(&mut self, kind: &Kind, count: usize, connections: usize) -> Result<Growth> {
        let step = say::step(&format!("{count} intakes, the memory at {STEPS} steps"));
        let mut growth = Growth { intakes: vec![0], rss_kib: vec![self.runtime.memory()?], cpu_micros: Vec::new() };
        for done in 1..=STEPS {
            let figures = self.round(kind, count / STEPS, connections)?;
            growth.intakes.push(done * (count / STEPS));
            growth.rss_kib.push(figures.rss_kib);
            growth.cpu_micros.push(figures.cpu_micros);
        }
        step.done("done");
        Ok(growth)
    }
}
