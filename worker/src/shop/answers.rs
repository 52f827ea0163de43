//! The questions and answers as they are published on a day.

use super::data::Data;
use madoguchi_shared::day::Day;
use madoguchi_shared::faq::{Entry, Piece, pieces};

/// Those in one language that hold `today`, with all that they name filled in.
/// One that names what isn't set any more is left out: half a sentence is no
/// answer. Images that don't come from the shop's own pages are links.
pub fn published(entries: &[Entry], language: &str, data: &Data, today: Option<Day>) -> Vec<Entry> {
    let origins = data.settings.map_or(&[][..], |settings| &settings.origins);
    let valid = |entry: &&Entry| entry.lang == language && today.is_none_or(|today| entry.is_valid_on(today));
    let mut published: Vec<Entry> = entries.iter().filter(valid).cloned().collect();
    published.retain_mut(|entry| {
        (entry.valid_from, entry.valid_until) = (None, None);
        let texts = std::iter::once(&mut entry.answer).chain(entry.steps.iter_mut().map(|step| &mut step.text));
        texts.for_each(|text| own_images(text, origins));
        data.fill(entry)
    });
    published
}

/// Takes away the sign that makes an image of a link, where it comes from
/// elsewhere.
fn own_images(text: &mut String, origins: &[String]) {
    let own = |url: &str| {
        let host = url.find("//").map_or(0, |slashes| slashes + 2);
        let end = url.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |length| host + length);
        url.get(..end).is_some_and(|origin| origins.iter().any(|own| own == origin))
    };
    let mut images = vec![];
    for piece in pieces(text) {
        match piece {
            Piece::Image(words, url) if !own(url) => images.push(["![", words, "](", url, ")"].concat()),
            _ => {}
        }
    }
    for image in images {
        // A link has words.
        let link = image.get(1..).unwrap_or_default().replacen("[](", "[↗](", 1);
        *text = text.replace(&image, &link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::settings::ShopSettings;
    use serde_json::json;

    fn shown(entries: serde_json::Value, today: &str) -> Vec<Entry> {
        let mut settings: ShopSettings = serde_json::from_slice(include_bytes!("../../../www/demo/settings.json")).unwrap();
        settings.origins = vec!["https://shop.example".into(), "http://127.0.0.1:8080".into()];
        settings.order_policy.defect_days = None;
        let entries: Vec<Entry> = serde_json::from_value(entries).unwrap();
        published(&entries, "ja", &Data { settings: Some(&settings), desk: None }, Day::parse(today))
    }

    fn entry(id: &str, more: serde_json::Value) -> serde_json::Value {
        let mut entry = json!({"id": id, "lang": "ja", "category": "c", "question": "q", "answer": "a"});
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        entry
    }

    #[test]
    fn what_does_not_hold_today_or_can_not_be_said_is_left_out() {
        let entries = json!([
            entry("always", json!({})),
            entry("december", json!({"valid_from": "2026-12-01", "valid_until": "2026-12-31"})),
            entry("english", json!({"lang": "en"})),
            entry("unset", json!({"answer": "{defect_days}日以内"})),
            entry("cutoff", json!({"answer": "{cutoff}まで"})),
        ]);
        let ids = |today| shown(entries.clone(), today).into_iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!(ids("2026-11-30"), ["always", "cutoff"]);
        assert_eq!(ids("2026-12-31"), ["always", "december", "cutoff"]);
        assert_eq!(ids("2027-01-01"), ["always", "cutoff"]);
        let told = shown(entries, "2026-12-01");
        assert_eq!(told[2].answer, "14:00まで");
        assert_eq!((told[1].valid_from, told[1].valid_until), (None, None), "nobody's matter but the shop's");
    }

    #[test]
    fn images_from_elsewhere_are_links() {
        for (answer, expected) in [
            ("![図](https://shop.example/1.png)", "![図](https://shop.example/1.png)"),
            ("![](http://127.0.0.1:8080?1)", "![](http://127.0.0.1:8080?1)"),
            ("![図](https://shop.example.evil/1.png)!", "[図](https://shop.example.evil/1.png)!"),
            ("![図](https://shop.example@evil/1.png)", "[図](https://shop.example@evil/1.png)"),
            ("![](https://evil.example#https://shop.example)", "[↗](https://evil.example#https://shop.example)"),
            ("![図](http://evil.example/1.png)", "[図](http://evil.example/1.png)"),
            ("![x] ![図](javascript:1)", "![x] ![図](javascript:1)"),
        ] {
            let steps = json!([{"id": "a", "text": answer, "solved": true}]);
            let told = shown(json!([entry("a", json!({"answer": answer, "steps": steps}))]), "2026-12-01");
            assert_eq!((&*told[0].answer, &*told[0].steps[0].text), (expected, expected));
        }
    }
}
