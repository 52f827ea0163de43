//! Settings and drafts that are in order, for tests to spoil.

use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The wording of the purpose of use that drafts agree to.
pub const CONSENT: &str = "2026-11-01";
/// The origin that the shop's settings list.
pub const ORIGIN: &str = "https://shop.example";

/// As good as no limit.
const MANY: u32 = 1_000_000;

/// Settings that are in order.
pub fn settings() -> Value {
    json!({
        "name": "試験商店",
        "languages": ["ja", "en"],
        "zone": "Asia/Tokyo",
        "country": "JP",
        "origins": [ORIGIN],
        "accent": "#1f6f54",
        "caller_number": "+81312345678",
        "privacy": {
            "purpose": {"ja": "折り返しのお電話のために使います。", "en": "We use it to call you back."},
            "policy_url": "https://shop.example/privacy",
            "version": CONSENT,
            "keep_days": 90
        },
        "topics": ["gift", "defect", "other"],
        "order_policy": {"same_day_cutoff": null, "terms": {"ja": "未使用の品に限ります。", "en": "Unused goods only."}},
        "service": {"urgent_minutes": 15},
        // All tests call from one address, for one person.
        "limits": {"address_hour": MANY, "contact_day": MANY, "shop_day": MANY, "calls_minute": MANY},
        "channels": []
    })
}

/// Settings that know what the demo's answers name.
pub fn know_what_answers_name(own: &mut Value) {
    let policy = &mut own["order_policy"];
    (policy["same_day_cutoff"], policy["defect_days"]) = (json!("24:00"), json!(14));
    policy["shipping"] = json!({"fee": 660, "free_from": 11_000});
}

/// A draft that is accepted: a call back as soon as possible.
pub fn draft() -> Value {
    json!({
        "topic": "gift",
        "name": "山田 花子",
        "reply": "phone",
        "phone": "０９０ー１２３４ー５６７８",
        "window": "asap",
        "message": "のしを付けられますか",
        "page": "https://shop.example/linen",
        "language": "ja",
        "consent": CONSENT
    })
}

/// The same for a window of one's choice.
pub fn draft_for(window: &str) -> Value {
    let mut draft = draft();
    draft["window"] = json!(window);
    draft
}

/// A new key for a request or a command.
pub fn key() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    format!("key-of-a-test-{:06}", COUNT.fetch_add(1, Ordering::Relaxed))
}
