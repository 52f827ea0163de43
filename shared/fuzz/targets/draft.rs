//! Whatever is sent: an intake that stays what it is, or faults. And whatever
//! its message says, triage has a verdict on it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, draft, now};
use madoguchi_shared::field::{Country, Phone};
use madoguchi_shared::fold::fold;
use madoguchi_shared::intake::Reply;
use madoguchi_shared::tracking::TrackingNumber;
use madoguchi_shared::triage::{pitch, signal, topic};
use madoguchi_shared::{Draft, Intake};

fuzz_target!(|bytes: &[u8]| {
    let Some(draft) = draft(bytes) else { return };
    judge(&draft.message);
    match draft.check(&RULES, now()) {
        Ok(intake) => {
            let wire = serde_json::to_string(&intake).unwrap();
            assert_eq!(serde_json::from_str::<Intake>(&wire).unwrap(), intake, "the wire changed it");
            if let Reply::Phone { phone, .. } = &intake.reply {
                let shown = phone.display(&Country::japan());
                assert_eq!(Phone::parse(&shown, &Country::japan()).as_ref(), Ok(phone), "shown as {shown}");
            }
            assert_eq!(Draft::from(&intake).check(&RULES, now()), Ok(intake), "said again, it is another");
        }
        Err(faults) => assert!(!faults.is_empty(), "refused without a reason"),
    }
});

fn judge(text: &str) {
    let folded = fold(text);
    assert_eq!(fold(&folded), folded);
    if let Some(number) = TrackingNumber::find(text) {
        assert_eq!(TrackingNumber::parse(number.as_str()).as_ref(), Ok(&number));
    }
    let ranked = topic::rank(text);
    assert!(ranked.len() <= 3 && ranked.is_sorted_by(|a, b| a.score >= b.score));
    assert!(topic::suggest(text).is_none_or(|topic| ranked.first().is_some_and(|best| best.topic == topic)));
    let verdict = pitch::judge(&pitch::Input { text, ..pitch::Input::default() });
    assert!(!verdict.aside || verdict.score >= pitch::THRESHOLD && verdict.signals.len() >= pitch::KINDS);
    assert!(signal::signals(text).len() <= 4);
}
