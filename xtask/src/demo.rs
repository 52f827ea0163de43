//! `cargo xtask demo`: the whole product on this machine, with two shops and a
//! desk, until Ctrl-C.

use crate::build::{self, Profile};
use crate::pages::ShopPages;
use crate::seed::{self, Seeded, ShopFolder};
use crate::setup::{self, Needs};
use crate::stack::{Stack, StackOptions, free_port, port_is_free};
use crate::{paths, say};
use anyhow::{Context, Result, bail};
use std::sync::mpsc;
use std::time::Duration;

/// Where the demo is, unless that is taken.
const USUAL_PORT: u16 = 8787;

/// What the person may choose.
#[derive(Clone, Copy, Debug, Default)]
pub struct DemoOptions {
    /// The worker's port; the shops' pages are on the ports after it.
    pub port: Option<u16>,
    /// Whether to forget what earlier demos stored.
    pub fresh: bool,
    /// Whether to show the runtime's log.
    pub log: bool,
}

/// Builds and runs it. Returns after Ctrl-C, with no process left behind.
pub fn run(options: DemoOptions) -> Result<()> {
    // Taken from here on, so that Ctrl-C always ends in an orderly way.
    let (stop, stopped) = mpsc::channel();
    ctrlc::set_handler(move || stop.send(()).unwrap_or_default())?;
    setup::ensure(Needs::default())?;
    build::build(Profile::Dev)?;
    if stopped.try_recv().is_ok() {
        return Ok(());
    }

    let shops = seed::shop_folders()?;
    let port = choose_port(options.port, shops.len())?;
    let step = say::step("Starting the Workers runtime");
    let mut stack = Stack::start(StackOptions {
        port: Some(port),
        fresh: options.fresh,
        quiet: !options.log,
        ..StackOptions::at(paths::demo_state())
    })?;
    step.done("it answers");

    let step = say::step("Making the desk and its shops");
    let mut pages = Vec::new();
    let mut listed = Vec::new();
    for (shop, port) in shops.into_iter().zip(port + 1..) {
        let served = ShopPages::serve(shop.site(), port, &stack.url(), &[])?;
        listed.push((shop, served.origins()));
        pages.push(served);
    }
    let seeded = seed::seed(&stack, &listed)?;
    step.done(&format!("{} shops, one desk", listed.len()));

    println!("{}", say::framed(&welcome(&stack, &listed, &pages, &seeded)));
    while stopped.recv_timeout(Duration::from_millis(500)).is_err() {
        stack.check()?;
    }
    say::note("stopping …");
    stack.stop();
    Ok(())
}

fn welcome(stack: &Stack, shops: &[(ShopFolder, Vec<String>)], pages: &[ShopPages], seeded: &Seeded) -> Vec<String> {
    let mut places: Vec<_> =
        shops.iter().zip(pages).map(|((shop, _), page)| (format!("Shop {}", shop.name), format!("{}/", page.url()))).collect();
    places.extend(seeded.people.iter().map(|person| {
        let address = format!("{}/desk/?desk={}#token={}", stack.url(), seeded.desk, person.token);
        (format!("Desk, {}, {}", person.name, person.role), address)
    }));
    let mut tokens = vec![("The desk's token, for programs".to_owned(), seeded.desk_token.clone())];
    tokens.extend(seeded.shops.iter().map(|shop| (format!("The owner's token of {}", shop.shop), shop.token.clone())));
    let mut lines = vec!["Madoguchi 窓口 is running.".to_owned(), String::new()];
    lines.extend(say::aligned(&places));
    lines.push("A browser is signed in as one person: open a second one's link in a private window.".to_owned());
    lines.push(String::new());
    lines.extend(say::aligned(&tokens));
    lines.push(String::new());
    lines.push(format!("Stored under {}; forget it with --fresh.", paths::shown(stack.state_dir())));
    lines.push("Stop with Ctrl-C.".to_owned());
    lines
}

/// The worker's port and one more for each shop, all free.
fn choose_port(wanted: Option<u16>, shops: usize) -> Result<u16> {
    let room = |port: u16| (0..=shops).all(|n| u16::try_from(n).is_ok_and(|n| port_is_free(port + n)));
    match wanted {
        Some(port) if room(port) => Ok(port),
        Some(port) => bail!("port {port} or one of the {shops} after it is taken: choose another"),
        None if room(USUAL_PORT) => Ok(USUAL_PORT),
        None => {
            say::note(&format!("port {USUAL_PORT} or one after it is taken: taking others"));
            let found = (0..20).filter_map(|_| free_port().ok()).find(|port| room(*port));
            found.context("no ports in a row are free")
        }
    }
}
