//! `cargo xtask`: the project's one command.

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::bench;
use xtask::build::Profile;
use xtask::checks::{self, Checks};
use xtask::demo::{self, DemoOptions};
use xtask::deploy;
use xtask::fuzz;
use xtask::generate;
use xtask::setup::{self, Needs};
use xtask::wasm_target::Way;

/// Everything a developer of Madoguchi runs.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what this machine lacks: npm packages, the wasm target
    Setup {
        /// Also Chromium with its driver, which `test` needs
        #[arg(long)]
        browser: bool,
        /// Try one way to the wasm target only
        #[arg(long)]
        way: Option<Way>,
    },
    /// Build widget and worker into dist/
    Build {
        /// Small and fast instead of quickly made; prints the sizes
        #[arg(long)]
        release: bool,
    },
    /// Run it all here: the worker, two shops' pages, a desk
    Demo {
        /// The worker's port; the shops' pages take the ports after it
        #[arg(long)]
        port: Option<u16>,
        /// Forget what earlier demos stored
        #[arg(long)]
        fresh: bool,
        /// Show the runtime's log
        #[arg(long)]
        log: bool,
    },
    /// Run every check and test: what CI runs
    Test {
        /// Leave out the release build with its sizes
        #[arg(long)]
        quick: bool,
        /// Walk the main flows in Firefox and in WebKit too; installs both
        #[arg(long)]
        deep: bool,
        /// Run only the tests with one of these words in their names
        filters: Vec<String>,
    },
    /// Put the vectors to `shared`, natively and inside wasm
    Vectors {
        /// Write today's answers into tests/vectors/*.json, to be reviewed
        #[arg(long)]
        update: bool,
    },
    /// Put arbitrary input to `shared`, for a while
    Fuzz {
        /// Which: draft, settings, notice or ticket_commands; all without
        target: Option<String>,
        /// For how long each
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Make the generated tables of `shared` again: folding and phone numbers
    Generate {
        /// Write nothing; fail if a table is not as it would be made now
        #[arg(long)]
        check: bool,
    },
    /// Measure, and print JSON
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// Write openapi.json and ARCHITECTURE.md's diagram anew from the types
    Openapi,
    /// Build for release, and keep that version of the panel in www/v/, where later builds serve it beside theirs
    Freeze,
    /// Build for release and hand it to Cloudflare
    Deploy {
        /// Only check that it could be deployed; needs no account
        #[arg(long)]
        dry_run: bool,
    },
    /// Run Cloudflare's own tool, as pinned here: `wrangler login`, `wrangler secret put …`
    #[command(disable_help_flag = true)]
    Wrangler {
        /// What to tell it
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

#[derive(Subcommand)]
enum Bench {
    /// What each part of `shared` adds to the panel's wasm
    Sizes,
    /// The long attack: kills under load, bad receivers, hostile requests, the API's description
    Reliability {
        /// How often the runtime is killed
        #[arg(long, default_value_t = 20)]
        kills: usize,
        /// Tickets sent meanwhile
        #[arg(long, default_value_t = 5_000)]
        tickets: usize,
        /// One part alone: kills, receivers, hostile or described
        #[arg(long)]
        only: Option<String>,
        /// Write the figures into this file
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// The panel's search over a FAQ and queries: its ranking for a judge, and its times
    Search {
        /// The FAQ: `[{"id", "question", "answer", "category"?, "wordings"?}]`
        #[arg(long)]
        faq: PathBuf,
        /// The queries: `{"id": "text"}`
        #[arg(long)]
        queries: PathBuf,
        /// Write `{"query id": ["faq id", …]}` into this file, at most ten each, the best first
        #[arg(long)]
        out: Option<PathBuf>,
        /// Leave out what the panel takes for noise
        #[arg(long)]
        threshold: bool,
        /// Without the readings of kanji
        #[arg(long)]
        without_readings: bool,
    },
    /// What the widget costs a shop's page and its shoppers, on a slow phone
    Widget {
        /// Visits of each kind, of which the median is told
        #[arg(long, default_value_t = 7)]
        rounds: usize,
        /// How often the panel is opened and closed while its memory is watched
        #[arg(long, default_value_t = 500)]
        cycles: usize,
        /// Write the figures into this file
        #[arg(long)]
        out: Option<PathBuf>,
        /// Write what the processor does while a fetched panel opens, as a `.cpuprofile`
        #[arg(long)]
        profile: Option<PathBuf>,
        /// Measure the last build, whatever it was
        #[arg(long)]
        built: bool,
    },
    /// The desk's console with thousands of open tickets
    Desk {
        /// Open tickets, of five shops
        #[arg(long, default_value_t = 5_000)]
        tickets: usize,
        /// Visits, of which the median is told
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        /// Write the figures into this file
        #[arg(long)]
        out: Option<PathBuf>,
        /// Write what the processor does while the console idles and is worked with, as a `.cpuprofile`
        #[arg(long)]
        profile: Option<PathBuf>,
        /// Measure the last build, whatever it was
        #[arg(long)]
        built: bool,
    },
    /// The intake against the same job in TypeScript with Hono and Zod
    Worker {
        /// Also so many intakes to one workerd: whether its memory grows
        #[arg(long, default_value_t = 0)]
        requests: usize,
        /// Rounds of each kind of load, each with both sides
        #[arg(long, default_value_t = 9)]
        rounds: usize,
        /// Requests in one round
        #[arg(long, default_value_t = 2_000)]
        per_round: usize,
        /// Connections at once
        #[arg(long, default_value_t = 16)]
        connections: usize,
        /// Write the figures into this file
        #[arg(long)]
        out: Option<PathBuf>,
        /// Measure (a) alone, without what waits for the disk
        #[arg(long)]
        checked_only: bool,
        /// Measure what the last `bench worker` built
        #[arg(long)]
        built: bool,
    },
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    match Arguments::parse().command {
        Task::Setup { browser, way } => setup::ensure(Needs { browser, way }),
        Task::Build { release } => {
            setup::ensure(Needs::default())?;
            xtask::build::build(if release { Profile::Release } else { Profile::Dev })
        }
        Task::Demo { port, fresh, log } => demo::run(DemoOptions { port, fresh, log }),
        Task::Test { quick, deep, filters } => checks::run(&Checks { quick, deep, filters }),
        Task::Vectors { update } => {
            setup::ensure(Needs::default())?;
            xtask::build::same_in_wasm(update)
        }
        Task::Fuzz { target, seconds } => fuzz::run(target.as_deref(), seconds),
        Task::Generate { check } => generate::run(check),
        Task::Bench { what: Bench::Sizes } => {
            setup::ensure(Needs::default())?;
            bench::sizes()
        }
        Task::Bench { what: Bench::Search { faq, queries, out, threshold, without_readings } } => {
            bench::search::run(&bench::search::Options { faq, queries, out, threshold, without_readings })
        }
        Task::Bench { what: Bench::Widget { rounds, cycles, out, profile, built } } => {
            bench::widget::run(&bench::widget::Options { rounds, cycles, out, profile, built })
        }
        Task::Bench { what: Bench::Desk { tickets, rounds, out, profile, built } } => {
            bench::desk::run(&bench::desk::Options { tickets, rounds, out, profile, built })
        }
        Task::Bench { what: Bench::Worker { requests, rounds, per_round, connections, out, checked_only, built } } => {
            setup::ensure(Needs::default())?;
            bench::worker::run(&bench::worker::Options { rounds, per_round, connections, growth: requests, out, checked_only, built })
        }
        Task::Bench { what: Bench::Reliability { kills, tickets, only, out } } => {
            setup::ensure(Needs::default())?;
            bench::reliability::run(&bench::reliability::Options { kills, tickets, only, out })
        }
        Task::Openapi => xtask::openapi::write(),
        Task::Freeze => deploy::freeze(),
        Task::Deploy { dry_run } => deploy::run(dry_run),
        Task::Wrangler { arguments } => deploy::wrangler(&arguments),
    }
}
