//! The desk's live line: opened by its token in the first frame.

use crate::harness::refusal::refused;
use crate::harness::samples::ORIGIN;
use crate::harness::shop::Shop;

#[test]
fn it_is_a_websocket_and_for_our_own_pages() {
    let shop = Shop::open("live");
    let path = shop.desk_path("/live");
    let plain = shop.api.send("GET", &path, &[], "").unwrap();
    refused(&plain, 426, "upgrade_required");
    let upgrade = [
        ("connection", "Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ("origin", ORIGIN),
    ];
    let foreign = shop.api.send("GET", &path, &upgrade, "").unwrap();
    refused(&foreign, 403, "foreign_origin");
}
