//! What every page of a shop must download before anybody acts.

use xtask::build::sizes;

/// The loader's budget in bytes, as a server sends it (brotli).
const LOADER: u64 = 2_048;

#[test]
fn the_loader_stays_within_its_budget() {
    let sizes = sizes::measure().unwrap();
    let loader = sizes::brotli(&sizes, &["site/embed.js"]);
    assert!(loader > 0, "the loader was not built");
    assert!(loader <= LOADER, "the loader weighs {loader} bytes, {} more than its budget", loader.saturating_sub(LOADER));
}
