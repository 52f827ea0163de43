//! The one stack that all tests share, with the demo's shops made through the
//! public API as their owners would.
//!
//! Nobody takes it down: its processes watch a pipe to this one and end with
//! it, however it ends.

use super::run_folder;
use super::siteverify::Siteverify;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::OnceLock;
use xtask::pages::ShopPages;
use xtask::seed::{self, Api, Seeded};
use xtask::stack::{Stack, StackOptions};

/// The runtime's remark where a body was refused before it was read.
const REFUSED_UNREAD: &str = "Can't read from request stream after response has been sent";

/// The running product.
pub struct House {
    stack: Stack,
    /// Its API.
    pub api: Api,
    /// The demo's desk and shops.
    pub demo: Seeded,
    pages: Vec<(String, ShopPages)>,
    /// In the place of Cloudflare's.
    pub siteverify: Siteverify,
}

/// The shared stack; the first caller starts it.
pub fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(House::start)
}

/// Open at every hour of every day, so that tests pass at any time.
pub fn always_open() -> Value {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let week: serde_json::Map<String, Value> = days.iter().map(|day| ((*day).to_owned(), json!([["00:00", "24:00"]]))).collect();
    json!({ "week": week })
}

impl House {
    fn start() -> Self {
        let siteverify = Siteverify::start();
        let vars = vec![("TURNSTILE_URL".to_owned(), siteverify.url())];
        let stack = Stack::start(StackOptions { vars, ..StackOptions::at(run_folder::fresh("shared")) }).unwrap();
        let api = Api::new(&stack.url());
        let mut pages = Vec::new();
        let mut listed = Vec::new();
        for folder in seed::shop_folders().unwrap() {
            let served = ShopPages::serve(folder.site(), 0, &stack.url(), &[]).unwrap();
            let origins = served.origins();
            pages.push((folder.name.clone(), served));
            listed.push((folder, origins));
        }
        let demo = seed::seed(&stack, &listed).unwrap();
        let desk = format!("/v1/desks/{}/settings", demo.desk);
        seed::put(&api, &desk, &demo.desk_token, &roomy_desk()).unwrap();
        Self { stack, api, demo, pages, siteverify }
    }

    /// Where the worker answers.
    pub fn url(&self) -> String {
        self.stack.url()
    }

    /// Where everything is stored.
    pub fn state_dir(&self) -> &Path {
        self.stack.state_dir()
    }

    /// The installation's secret.
    pub fn secret(&self) -> &str {
        self.stack.secret()
    }

    /// Where the pages of a demo shop are.
    pub fn pages_of(&self, shop: &str) -> String {
        self.pages.iter().find(|(name, _)| name == shop).unwrap().1.url()
    }

    /// Lines of the runtime's log that tell of a crash.
    pub fn crashes(&self) -> Vec<String> {
        let signs = ["panicked", "RuntimeError", "unreachable executed", "code had hung", "Uncaught"];
        let told = |line: &String| signs.iter().any(|sign| line.contains(sign)) && !line.contains(REFUSED_UNREAD);
        self.stack.logs().into_iter().filter(told).collect()
    }
}

/// The demo's desk, but always open and with places for every test.
fn roomy_desk() -> Value {
    let mut desk = seed::desk_settings().unwrap();
    desk["calendar"] = always_open();
    desk["capacity"] = json!(1_000);
    let allotments = desk["allotments"].as_object_mut().unwrap();
    for allotment in allotments.values_mut() {
        *allotment = json!({ "places": 400 });
    }
    desk
}
